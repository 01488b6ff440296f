"""四方评分: entering parties by key, the total and what is open, vetoes and their evidence."""

import gc
import weakref
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.model.decision import Unit, VetoState
from tests.ui.screens.coordinator.evening import enter_parties
from ui.models.lines import exact_text, grade_view
from ui.models.roles import Role
from ui.screens.base import Target
from ui.screens.coordinator.parties import PartiesScreen


@pytest.fixture
def page(evening, screen):
    return screen(PartiesScreen, evening.context)


def entry(visit, party):
    return next(p.entry for p in visit.merging.outcome.parties if p.party.id == party)


def test_typing_a_percentage_and_return_stores_it_and_goes_to_the_next_party(page, evening, qtbot):
    row = page.table.entries["buyer"]
    row.focus()
    qtbot.keyClicks(row.value, "92.5")
    qtbot.keyClick(row.value, Qt.Key.Key_Return)
    stored = entry(evening.visit, "buyer")
    assert (stored.value, stored.unit) == (Decimal("92.5"), Unit.PERCENT)
    assert page.table.entries["bureau"].value.hasFocus()


def test_a_figure_above_the_full_mark_is_said_beside_the_field_and_not_stored(page, evening, qtbot):
    row = page.table.entries["buyer"]
    row.unit.choose(Unit.POINTS.value)
    row.focus()
    qtbot.keyClicks(row.value, "21")
    qtbot.keyClick(row.value, Qt.Key.Key_Return)
    assert row.problem
    assert row.value.hasFocus()
    assert entry(evening.visit, "buyer") is None
    row.unit.choose(Unit.PERCENT.value)
    assert not row.problem
    assert entry(evening.visit, "buyer").value == Decimal(21)


def test_letters_do_not_get_into_the_field_and_the_chinese_full_stop_is_a_point(page, qtbot):
    row = page.table.entries["buyer"]
    row.focus()
    qtbot.keyClicks(row.value, "1a8")
    stop = QInputMethodEvent("", [])
    stop.setCommitString("。")
    QApplication.sendEvent(row.value, stop)
    qtbot.keyClicks(row.value, "5.5")
    assert row.value.text() == "18.55"


def test_who_reported_it_is_kept_and_emptying_the_figure_takes_it_out(page, evening, qtbot):
    enter_parties(evening.visit)
    page.refresh()
    row = page.table.entries["buyer"]
    row.person.setFocus()
    row.person.selectAll()
    qtbot.keyClicks(row.person, "office")
    row.focus()
    assert entry(evening.visit, "buyer").person == "office"
    qtbot.keyClick(row.value, Qt.Key.Key_Delete)
    page.flush()
    assert entry(evening.visit, "buyer") is None
    assert not row.person.isEnabled()


def test_showing_the_page_stores_nothing(page, evening, qtbot):
    enter_parties(evening.visit)
    with qtbot.assertNotEmitted(evening.context.bus.changed):
        page.refresh()
        page.flush()


def test_while_a_party_is_missing_the_total_is_provisional_and_the_gap_a_link(page, evening):
    view = grade_view(evening.visit.merging.outcome, evening.visit.instrument)
    assert (view.open, view.figure, view.done) == (True, "51.25", view.cells)
    assert page.rounding.isHidden()
    texts = [row.text for row in page.open_list.rows.rows.rows]
    assert any("购买方" in text for text in texts)
    page.open_list.followed.emit(page.open_list.rows.rows.rows[0].id)
    assert page.table.entries["buyer"].value.hasFocus()


def test_with_all_parties_in_the_total_has_its_grade_and_both_orders_of_rounding(page, evening):
    evening.context.bus.run(
        lambda: evening.visit.decide.enter_party("buyer", Decimal("18.5")), None
    )
    evening.context.bus.run(
        lambda: evening.visit.decide.enter_party("bureau", Decimal("17.2")), None
    )
    view = grade_view(evening.visit.merging.outcome, evening.visit.instrument)
    assert (view.open, view.figure, view.grade) == (False, "86.95", "良好")
    assert (view.next_grade, view.distance) == ("优秀", "3.05")
    assert view.same
    assert "86.95" in page.total.accessibleName()
    assert page.open_list.isHidden()


def test_orders_of_rounding_that_differ_are_told_apart(page, evening):
    """17.75 and 33.50 of the panel, and two figures of half a cent each."""
    enter_parties(evening.visit)
    evening.visit.decide.enter_party("buyer", Decimal("18.505"))
    evening.visit.decide.enter_party("bureau", Decimal("17.205"))
    view = grade_view(evening.visit.merging.outcome, evening.visit.instrument)
    assert (view.rounded_first[0], view.added_first[0]) == ("86.97", "86.96")
    assert not view.same


def test_a_veto_counts_as_found_only_with_its_evidence(page, evening, qtbot):
    enter_parties(evening.visit)
    page.refresh()
    row = page.vetoes.rows["illegal"]
    row.choice.choose(VetoState.FOUND.value)
    outcome = evening.visit.merging.outcome
    assert next(v for v in outcome.vetoes if v.veto.key == "illegal").check is None
    assert row.form.evidence.hasFocus()
    qtbot.keyClicks(row.form.evidence, "seen in the books")
    page.flush()
    outcome = evening.visit.merging.outcome
    check = next(v for v in outcome.vetoes if v.veto.key == "illegal").check
    assert (check.state, check.evidence) == (VetoState.FOUND, "seen in the books")
    assert check.by == "工作人员A"
    view = grade_view(outcome, evening.visit.instrument)
    assert (view.figure, view.grade, view.by_score) == ("86.95", "不合格", "良好")


def test_leaving_the_evidence_empty_falls_back_to_what_is_recorded(page, qtbot):
    row = page.vetoes.rows["illegal"]
    row.choice.choose(VetoState.FOUND.value)
    qtbot.keyClick(row.form, Qt.Key.Key_Escape)
    assert row.choice.current == VetoState.UNVERIFIED.value
    assert row.form.isHidden()


def test_figures_decide_a_veto_until_somebody_declares_it_and_can_do_so_again(page, evening):
    row = page.vetoes.rows["staffing_short"]
    assert row.choice.current == VetoState.NOT_FOUND.value
    row.choice.choose(VetoState.UNVERIFIED.value)
    check = {v.veto.key: v.check for v in evening.visit.merging.outcome.vetoes}
    assert check["staffing_short"].state is VetoState.UNVERIFIED
    row.reset.click()
    assert row.choice.current == VetoState.NOT_FOUND.value


def test_a_row_of_the_panel_leads_to_where_its_figure_comes_from(page, qtbot):
    page.table.lines.set_current("quality")
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(page.table.lines, Qt.Key.Key_Return)
    assert went.args == [Target("merge", block="quality")]


def test_districts_stand_under_their_block_with_their_scores(page):
    rows = [row.data(Role.SHOWN) for row in map(page.table.lines.rows.index, range(4))]
    assert rows[3].parts == (("第一片区", "33.5"), ("第二片区", "33.5"))
    assert not rows[3].id


def test_undo_takes_an_entry_back_from_the_page(page, evening):
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(18)), None)
    assert page.table.entries["buyer"].value.text() == "18"
    evening.context.bus.run(evening.visit.undo, None)
    assert page.table.entries["buyer"].value.text() == ""


def test_whoever_has_not_handed_in_on_this_laptop_sees_only_a_notice(evening, screen, tmp_path):
    pack = evening.packs[0]
    evening.context.library.open_pack(pack.raw, pack.code).close()
    page = screen(PartiesScreen, evening.context)
    assert page.vetoes.rows == {}
    assert page.table.entries == {}
    assert not page.table.isVisible()


def test_a_long_score_is_cut_and_says_so():
    assert exact_text(Fraction(49, 3)) == "16.3333…"
    assert exact_text(Fraction("8.925")) == "8.925"


def test_the_page_is_freed_on_close(evening, qapp):
    gc.collect()
    gc.disable()
    try:
        page = PartiesScreen(evening.context)
        page.show()
        page.close()
        seen = weakref.ref(page)
        page.deleteLater()
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert seen() is None
    finally:
        gc.enable()


def test_the_day_of_the_report_is_kept_and_what_is_no_day_is_said_in_the_line(page, evening, qtbot):
    enter_parties(evening.visit)
    page.refresh()
    row = page.table.entries["buyer"]
    row.on.setFocus()
    qtbot.keyClicks(row.on, "2024/1/20")
    qtbot.keyClick(row.on, Qt.Key.Key_Return)
    assert entry(evening.visit, "buyer").on == date(2024, 1, 20)
    row.on.setFocus()
    row.on.selectAll()
    qtbot.keyClicks(row.on, "2024/13/20")
    row.on.flush()
    assert row.problem
    assert entry(evening.visit, "buyer").on == date(2024, 1, 20)
    row.on.selectAll()
    qtbot.keyClick(row.on, Qt.Key.Key_Delete)
    row.on.flush()
    assert not row.problem
    assert entry(evening.visit, "buyer").on is None
