"""图表: what is drawn is what was merged, every row leads to where it comes from."""

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.rules.spread import cells_of
from tests.libraries import sample_evening
from tests.ui.screens.coordinator.evening import enter_parties
from ui.models import figures
from ui.models.figures import AxisRow, BarRow, BarsRow, ColumnsRow
from ui.models.merge import all_blocks, facts_of
from ui.screens.base import Target
from ui.screens.coordinator.figures import DISTRICTS, PROFILE, PROGRESS, SPREAD, FiguresScreen


@pytest.fixture
def page(evening, screen):
    enter_parties(evening.visit)
    return screen(FiguresScreen, evening.context)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The sample's evening; only read."""
    library = sample_evening().put(tmp_path_factory.mktemp("figures") / "library")
    visit = library.open_visit(library.summaries()[0].folder)
    yield visit
    visit.close()
    library.close()


def bars(rows):
    return {row.name: row for row in rows if isinstance(row, BarRow)}


def test_a_bar_is_as_long_as_its_share_of_the_full_mark(played):
    rows = figures.profile(played.merging.outcome, played.instrument)
    drawn = bars(rows)
    assert (drawn["服务监测"].figure, drawn["服务监测"].percent) == ("8.93", "89.3%")
    assert drawn["服务监测"].share == pytest.approx(0.893)
    assert drawn["监督方"].figure == "8.50"
    converted = [p.converted for p in played.merging.outcome.parties if not p.party.blocks]
    converted += [b.converted for b in all_blocks(played.merging.outcome)]
    assert len(drawn) == len(converted)


def test_the_lines_across_are_where_the_grades_begin(played):
    axis, first, *_rest = figures.profile(played.merging.outcome, played.instrument)
    assert isinstance(axis, AxisRow)
    assert [tick.label for tick in axis.ticks] == ["合格 60", "良好 80", "优秀 90"]
    assert first.ticks == (0.6, 0.8, 0.9)


def test_a_district_stands_beside_the_others_with_what_it_was_given(played):
    rows = figures.districts(played.merging.outcome, played.setup)
    head, *lines = rows
    assert isinstance(head, ColumnsRow)
    assert [row.bars[0].figure for row in lines] == ["16.80", "16.00", "16.50", "16.43"]
    assert [row.bars[0].high for row in lines] == [True, False, False, False]
    assert [row.bars[0].low for row in lines] == [False, True, False, False]
    assert lines[-1].mean


def test_of_many_items_those_are_shown_that_differ_most_between_districts(played):
    result = played.merging.outcome.block("quality")
    items = result.block.scored()
    assert len(items) > figures.COLUMNS
    head = figures.districts(played.merging.outcome, played.setup)[0]
    apart = {
        item.label: difference([part.cells[n] for part in result.districts])
        for n, item in enumerate(items)
    }
    shown = [apart[label] for label in head.columns[1:]]
    assert min(shown) >= max(gap for label, gap in apart.items() if label not in head.columns)
    assert head.note


def difference(cells):
    shares = [cell.value / Fraction(cell.item.full) for cell in cells]
    return max(shares) - min(shares)


def test_the_widest_spread_comes_first_and_agreement_does_not_come_at_all(played):
    outcome = played.merging.outcome
    rows = figures.spread(outcome, facts_of(played))
    every = [c for b in all_blocks(outcome) for part in b.districts for c in cells_of(part)]
    apart = [cell for cell in every if cell.spread]
    assert len(rows) == min(len(apart), figures.WIDEST)
    widest = max(apart, key=lambda cell: cell.spread / cell.item.full)
    assert rows[0].id == f"quality/{widest.item.id}/{widest.district}"


def test_the_elapsed_time_is_a_line_across_all_indicators(played):
    axis, *rows = figures.progress(played.setup)
    assert axis.ticks[0].share == pytest.approx(5.5 / 12)
    assert {row.ticks for row in rows} == {(axis.ticks[0].share,)}
    assert bars(rows)["家访"].percent == "97.08%"


def test_what_is_open_has_no_bar_and_says_so(evening):
    rows = bars(figures.profile(evening.visit.merging.outcome, evening.visit.instrument))
    assert rows["购买方"].share is None
    assert rows["购买方"].note


def test_what_there_is_nothing_of_is_said_in_words(page, evening):
    assert not evening.visit.setup.indicators
    assert page.cards[PROGRESS].none.isVisibleTo(page)
    assert page.cards[PROGRESS].rows.isHidden()


@pytest.mark.parametrize(
    ("key", "row", "wanted"),
    [
        (PROFILE, "quality", Target("merge", block="quality")),
        (PROFILE, "buyer", Target("parties", item="buyer")),
        (DISTRICTS, "quality/d2", Target("merge", block="quality", district="d2")),
        (SPREAD, "quality/q_plan/d1", Target("merge", "quality", "q_plan", "d1")),
    ],
)
def test_return_on_a_row_leads_to_where_it_comes_from(page, key, row, wanted, qtbot):
    rows = page.cards[key].rows
    rows.setFocus()
    rows.set_current(row)
    assert rows.current_id == row
    with qtbot.waitSignal(page.go) as gone:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert gone.args == [wanted]


def test_a_changed_party_changes_its_bar(page, evening):
    evening.visit.decide.enter_party("bureau", evening.visit.instrument.parties[2].full / 2)
    evening.context.bus.changed.emit(evening.visit.decide.clear_party("buyer"), None)
    drawn = bars(page.cards[PROFILE].rows.rows.rows)
    assert drawn["监督方"].percent == "50.0%"
    assert drawn["购买方"].share is None


def test_every_row_says_what_it_shows(page):
    for card in page.cards.values():
        for row in card.rows.rows.rows:
            assert row.spoken.strip()
            if isinstance(row, BarsRow):
                assert row.name in row.spoken


def test_a_narrow_window_shows_one_figure_at_a_time(page):
    page.window().resize(911, 512)
    assert [k for k, card in page.cards.items() if card.isVisible()] == [PROFILE]
    page.tabs.choose(SPREAD)
    assert [k for k, card in page.cards.items() if card.isVisible()] == [SPREAD]


def test_the_grade_leads_to_the_figures_and_back(page, qtbot):
    with qtbot.waitSignal(page.go) as gone:
        page.back.click()
    assert gone.args == [Target("parties")]


def test_the_figures_go_into_the_report_and_out_again_and_undo_knows(page, evening, qtbot):
    visit = evening.visit
    page.annex.setFocus()
    qtbot.keyClick(page.annex, Qt.Key.Key_Space)
    assert visit.report.options.annex
    visit.undo()
    assert not visit.report.options.annex
