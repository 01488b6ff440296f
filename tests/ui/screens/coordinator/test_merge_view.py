"""Looking at the matrix in other ways: sorted, filtered, with marks, evidence and agreement."""

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt

from app.exchange.photo import make_photo
from app.model.base import changed
from app.model.capture import Finding, Note, Stance
from app.model.instrument import Level, MergeRule, Method
from app.services.captures import Place as At
from tests.ui.screens.coordinator.panel import EVEN, Panel, trimmed_instrument
from ui.models.agreement import ALL
from ui.models.merge import Place
from ui.models.merge_matrix import EVERYTHING, View
from ui.models.roles import Role
from ui.screens.base import Target
from ui.screens.coordinator.merge import MergeScreen

YI, BING = ("18", "20", "22", "9", "13"), ("18", "21", "10", "13", "13")
"""评委乙 a little low at q_files and apart at q_plan in d1, 评委丙 far off at q_files in d2."""


@pytest.fixture
def page(screen, panel):
    panel.collect(panel.sheet("jia"), panel.sheet("yi", YI), panel.sheet("bing", BING))
    made = screen(MergeScreen, panel.context)
    made.reveal(Target("merge", "quality", "q_files", "d1"))
    return made


def items(page):
    table = page.matrix.table
    return [table.index(row, 0).data(Role.ID) for row in range(table.rowCount())]


def columns(page):
    heads = page.matrix.table.table.heads
    return [head.title for head in heads[2:]]


def strip(page, row, column):
    return page.matrix.table.index(row, column).data(Role.SHOWN).strip


def test_the_filter_is_opened_and_driven_by_keys(page, qtbot):
    page.filtering.setFocus()
    qtbot.keyClick(page.filtering, Qt.Key.Key_Space)
    bar = page.matrix.filter
    assert bar.isVisible()
    assert page.focusWidget() is bar.order
    qtbot.keyClick(bar.order, Qt.Key.Key_Right)
    assert bar.view == View(by_spread=True)
    qtbot.keyClick(bar.marked, Qt.Key.Key_Space)
    assert bar.view == View(by_spread=True, marked=True)
    qtbot.keyClick(page.filtering, Qt.Key.Key_Space)
    assert bar.view == EVERYTHING
    assert not bar.isVisible()


def test_rows_are_sorted_by_how_far_the_panel_is_apart(page):
    assert items(page) == ["q_files", "q_plan"]
    page.matrix.filter.choose(View(by_spread=True, district="d1"))
    assert items(page) == ["q_plan", "q_files"]
    assert page.place == Place("quality", "q_plan", "d1")
    page.matrix.filter.choose(View(by_spread=True))
    assert items(page) == ["q_files", "q_plan"]


def test_one_district_alone_can_be_looked_at_and_arrow_keys_stay_in_it(page, qtbot):
    page.matrix.filter.choose(View(district="d2"))
    assert columns(page) == ["第二片区"]
    page.matrix.grid.setFocus()
    qtbot.keyClick(page.matrix.grid, Qt.Key.Key_Down)
    qtbot.keyClick(page.matrix.grid, Qt.Key.Key_Right)
    assert page.place == Place("quality", "q_plan", "d2")


def test_a_district_that_a_block_has_not_leaves_the_block_whole(page):
    page.matrix.filter.choose(View(district="d2"))
    page.matrix.tabs.choose("operation")
    assert columns(page) == ["Station"]
    page.matrix.tabs.choose("quality")
    assert columns(page) == ["第二片区"]


def test_one_panelist_stands_out_and_sorts_by_the_distance_from_the_others(page):
    page.matrix.filter.choose(View(by_spread=True, panelist="yi"))
    assert items(page) == ["q_plan", "q_files"]
    lit = {dot.who for dot in strip(page, 0, 2).dots if not dot.faded}
    assert lit == {"评委乙"}
    page.matrix.filter.choose(View(by_spread=True, panelist="bing"))
    assert items(page) == ["q_files", "q_plan"]


def test_only_what_is_marked_is_left_and_nothing_says_so(page, qtbot):
    page.matrix.filter.choose(View(marked=True, district="d1"))
    assert items(page) == ["q_plan"]
    assert strip(page, 0, 2).outlying
    page.matrix.tabs.choose("operation")
    assert page.matrix.table.rowCount() == 0
    nothing = page.matrix._nothing
    assert nothing.isVisible()
    qtbot.keyClick(nothing.action, Qt.Key.Key_Return)
    assert page.matrix.filter.view == EVERYTHING
    assert page.matrix.table.rowCount() == 1


def test_next_goes_to_the_widest_first_while_that_is_the_order(page):
    page.matrix.filter.choose(View(by_spread=True))
    page.matrix.go(Place("operation", "operation", ""))
    page.next_open()
    assert page.place == Place("quality", "q_files", "d2")
    page.next_open()
    assert page.place == Place("quality", "q_plan", "d1")


def test_a_link_shows_what_the_filter_hides(page):
    page.matrix.filter.choose(View(by_spread=True, district="d2"))
    page.reveal(Target("merge", "quality", "q_plan", "d1"))
    assert page.place == Place("quality", "q_plan", "d1")
    assert columns(page) == ["第一片区", "第二片区"]
    assert page.matrix.filter.view == View(by_spread=True)


def test_a_new_sheet_keeps_the_filter(page, panel):
    page.matrix.filter.choose(View(by_spread=True, district="d2"))
    sheet = panel.sheet("bing", EVEN, again="看错一页")
    panel.context.bus.run(lambda: panel.visit.collecting.collect((sheet,)), None)
    assert columns(page) == ["第二片区"]
    assert page.matrix.filter.view.by_spread


def test_an_outlier_and_a_deduction_without_a_concern_are_marked_in_words(page, panel):
    page.reveal(Target("merge", "quality", "q_files", "d2"))
    assert page.side.spread.text().endswith("outlier: 评委丙")
    bing = next(row for row in page.side.givers.rows if row.panelist == "bing")
    assert [mark.word for mark in bing.marks] == ["outlier", "deduction without a concern"]
    cell = page.matrix.table.index(0, 3)
    assert cell.data(Role.SHOWN).unfounded
    assert "deduction without a concern" in cell.data()


def evidence(visit):
    """A concern about the cell, a note that the score is linked to, and a finding elsewhere."""
    capture = visit.captures
    here = At(item="q_files", district="d2")
    concern = Finding(stance=Stance.CONCERN, text="残疾人档案缺了一半。")
    capture.record(concern, here)
    capture.record(
        Finding(stance=Stance.CONCERN, text="别处的事。"), At(item="q_files", district="d1")
    )
    note = capture.record(Note(text="抽了三份，缺两份。"), At())
    visit.links.link(visit.scores.find("q_files", "d2").id, note.id)


def test_a_score_unfolds_to_what_it_rests_on_by_keys(screen, panel, qtbot):
    panel.collect(panel.sheet("jia"), panel.sheet("yi"), panel.sheet("bing", BING, before=evidence))
    page = screen(MergeScreen, panel.context)
    page.reveal(Target("merge", "quality", "q_files", "d2"))
    givers = page.side.givers
    number = next(n for n, row in enumerate(givers.rows) if row.panelist == "bing")
    assert [mark.word for mark in givers.rows[number].marks] == ["outlier"]
    proofs = givers.rows[number].proofs
    assert [(proof.text, proof.linked) for proof in proofs] == [
        ("抽了三份，缺两份。", True),
        ("残疾人档案缺了一半。", False),
    ]
    before = givers.sizeHint().height()
    givers.setFocus()
    for _step in range(number):
        qtbot.keyClick(givers, Qt.Key.Key_Down)
    qtbot.keyClick(givers, Qt.Key.Key_Return)
    assert givers.open == "bing"
    assert givers.sizeHint().height() > before
    assert "抽了三份" in givers.accessibleDescription()
    qtbot.keyClick(givers, Qt.Key.Key_Space)
    assert givers.sizeHint().height() == before


def jpeg(colour):
    raw = BytesIO()
    Image.new("RGB", (400, 300), colour).save(raw, "JPEG")
    return make_photo(raw.getvalue()).data


def photographed(visit):
    """Two photos and a finding about the cell."""
    evidence(visit)
    here = At(item="q_files", district="d2")
    visit.captures.add_photo(jpeg("red"), "台账", here)
    visit.captures.add_photo(jpeg("#dd0020"), "", here)


@pytest.fixture
def with_photos(screen, panel):
    sheet = panel.sheet("bing", BING, before=photographed)
    panel.collect(panel.sheet("jia"), panel.sheet("yi"), sheet)
    page = screen(MergeScreen, panel.context)
    page.reveal(Target("merge", "quality", "q_files", "d2"))
    page.activateWindow()
    page.side.givers.setFocus()
    return page


def unfold(page, who, qtbot):
    givers = page.side.givers
    for row in givers.rows:
        if row.panelist == who:
            break
        qtbot.keyClick(givers, Qt.Key.Key_Down)
    qtbot.keyClick(givers, Qt.Key.Key_Return)
    return givers


def test_photos_of_a_sheet_are_shown_and_opened_by_keys(with_photos, qtbot):
    page, viewer = with_photos, with_photos.viewer
    givers = unfold(page, "bing", qtbot)
    shown = []
    givers.unfolded.connect(lambda top, bottom: shown.append(bottom - top))
    assert sorted(photo.caption for photo in givers.photos) == ["", "台账"]
    assert givers.chosen_photo == ""
    qtbot.keyClick(givers, Qt.Key.Key_Down)
    qtbot.keyClick(givers, Qt.Key.Key_Right)
    assert givers.chosen_photo == givers.photos[1].id
    assert len(shown) == 2, "what is chosen is brought into sight"
    qtbot.keyClick(givers, Qt.Key.Key_Left)
    qtbot.keyClick(givers, Qt.Key.Key_Return)
    assert viewer.isVisible()
    assert viewer.current == givers.photos[0].id
    assert viewer.caption.text() == givers.photos[0].caption
    assert viewer.caption.isReadOnly()
    middle = viewer.grab().toImage().pixelColor(viewer.rect().center())
    assert middle.red() > 200 > 60 > middle.green()
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.current == givers.photos[1].id
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    assert page.focusWidget() is givers
    assert givers.open == "bing"


def test_thumbnails_are_painted_where_the_evidence_is_unfolded(with_photos, qtbot):
    givers = unfold(with_photos, "bing", qtbot)
    seen = givers.grab().toImage()
    colours = [seen.pixelColor(60, y) for y in range(seen.height())]
    assert any(colour.red() > 200 and colour.green() < 60 for colour in colours)


def test_from_the_last_photo_the_arrow_goes_to_the_next_person(with_photos, qtbot):
    givers = unfold(with_photos, "bing", qtbot)
    for _photo in givers.photos:
        qtbot.keyClick(givers, Qt.Key.Key_Down)
    for _photo in givers.photos:
        qtbot.keyClick(givers, Qt.Key.Key_Up)
    assert givers.chosen_photo == ""
    qtbot.keyClick(givers, Qt.Key.Key_Return)
    assert givers.open == ""


def test_a_click_on_a_photo_opens_it_and_does_not_fold_the_row(with_photos, qtbot):
    givers = unfold(with_photos, "bing", qtbot)
    seen = givers.grab().toImage()
    colours = [seen.pixelColor(60, y) for y in range(seen.height())]
    red = next(y for y, c in enumerate(colours) if c.red() > 200 and c.green() < 60)
    qtbot.mouseClick(givers, Qt.MouseButton.LeftButton, pos=QPoint(60, red))
    assert with_photos.viewer.isVisible()
    assert givers.open == "bing"


def test_a_sheet_that_was_reopened_says_so_at_the_score(page, panel):
    sheet = panel.sheet("yi", EVEN, again="看错一页")
    panel.context.bus.run(lambda: panel.visit.collecting.collect((sheet,)), None)
    page.reveal(Target("merge", "quality", "q_files", "d1"))
    history = {row.panelist: row.history for row in page.side.givers.rows}
    assert history == {"jia": "", "yi": "revision 2: 看错一页", "bing": ""}


def test_a_settlement_on_other_scores_is_seen_in_the_matrix(page, panel):
    panel.visit.decide.settle("q_files", "d2", Decimal(18), reason="复核", by="评委甲")
    page.refresh()
    assert strip(page, 0, 3).settled
    sheet = panel.sheet("bing", EVEN, again="看错一页")
    panel.context.bus.run(lambda: panel.visit.collecting.collect((sheet,)), None)
    drawn = strip(page, 0, 3)
    assert drawn.outdated
    assert not drawn.settled
    assert "decision made on other scores" in page.matrix.table.index(0, 3).data()


def test_agreement_is_told_for_every_block_and_for_all(page, qtbot):
    qtbot.keyClick(page.comparing, Qt.Key.Key_Space)
    part = page.agreement
    assert part.isVisible()
    assert not page.matrix.isVisible()
    rows = [part.table.index(row, 0).data(Role.ID) for row in range(part.table.rowCount())]
    assert rows == ["operation", "quality", ALL]
    assert page.focusWidget() is part.grid
    assert part.grid.currentIndex().data(Role.ID) == ALL
    titles = [meaning.title for meaning in part.meanings()]
    assert titles[0].startswith("ICC(A,1)")
    assert [title.split()[0] for title in titles[1:]] == ["Kendall's", "Krippendorff's", "Read"]


def test_what_is_not_defined_says_why(page, qtbot):
    page.comparing.setChecked(True)
    part = page.agreement
    for _step in range(2):
        qtbot.keyClick(part.grid, Qt.Key.Key_Up)
    texts = [meaning.text for meaning in part.meanings()]
    assert all("only 1 cell was scored by two or more; it takes 3" in t for t in texts[:3])
    assert "single score moves these figures far" in texts[3]


def test_escape_and_every_link_lead_back_from_agreement(page, qtbot):
    page.comparing.setChecked(True)
    qtbot.keyClick(page.agreement.grid, Qt.Key.Key_Escape)
    assert page.matrix.isVisible()
    assert page.focusWidget() is page.matrix.grid
    page.comparing.setChecked(True)
    page.next_open()
    assert page.matrix.isVisible()


def test_agreement_follows_a_new_sheet(page, panel):
    page.comparing.setChecked(True)
    before = page.agreement.table.index(1, 3).data()
    sheet = panel.sheet("bing", EVEN, again="看错一页")
    panel.context.bus.run(lambda: panel.visit.collecting.collect((sheet,)), None)
    assert page.agreement.table.index(1, 3).data() != before


def test_sums_tell_what_they_were_added_up_from(screen, context, tmp_path):
    instrument = trimmed_instrument()
    party = instrument.parties[0]
    operation, quality = party.blocks
    quality = changed(quality, merge=MergeRule(method=Method.MEDIAN, level=Level.SUM))
    instrument = changed(
        instrument,
        parties=(changed(party, blocks=(operation, quality)), *instrument.parties[1:]),
    )
    made = Panel(context, tmp_path, instrument=instrument)
    made.collect(made.sheet("jia"), made.sheet("yi", YI), made.sheet("bing", BING))
    page = screen(MergeScreen, made.context)
    page.reveal(Target("merge", "quality"))
    assert page.place == Place("quality", "quality", "d1")
    workings = {row.panelist: (row.figure, row.working) for row in page.side.givers.rows}
    assert workings == {
        "jia": ("35.0", "22 + 13"),
        "bing": ("34.0", "21 + 13"),
        "yi": ("29.0", "20 + 9"),
    }
    page.close()
    made.close()


def test_in_a_narrow_window_a_click_opens_the_trace_and_escape_closes_it(screen, panel, qtbot):
    panel.collect(panel.sheet("jia"), panel.sheet("yi", YI), panel.sheet("bing", BING))
    page = screen(MergeScreen, panel.context, 827, 470)
    page.matrix.tabs.choose("quality")
    grid = page.matrix.grid
    index = page.matrix.table.index(1, 2)
    qtbot.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center()
    )
    assert page.place == Place("quality", "q_plan", "d1")
    assert page.side.isVisible()
    assert page.side.title == "服务计划"
    page.side.givers.setFocus()
    qtbot.keyClick(page.side.givers, Qt.Key.Key_Escape)
    assert not page.side.isVisible()


@pytest.mark.parametrize("size", [(827, 470), (1366, 600), (1366, 768)])
def test_formulas_and_reasons_have_the_height_that_they_need(screen, panel, qtbot, size):
    reason = "三份档案都缺签名，电访写法一样。" * 6
    for party in ("buyer", "bureau"):
        panel.visit.decide.enter_party(party, Decimal(18))
    panel.collect(panel.sheet("jia", reason=reason), panel.sheet("yi", YI), panel.sheet("bing"))
    page = screen(MergeScreen, panel.context, *size)
    page.next_open()
    page.frame.open_drawer()
    side = page.side
    for part in (side.givers, side.trace):
        qtbot.waitUntil(lambda part=part: part.height() >= part.heightForWidth(part.width()))
