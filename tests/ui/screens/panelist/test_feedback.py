"""Own findings: written, edited in place, ordered, filtered, settled, deleted, brought back."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.model.capture import Finding, Stance
from app.services.captures import Place
from ui.screens.base import Target
from ui.screens.panelist.feedback import FeedbackScreen
from ui.screens.panelist.finding_list import carried


@pytest.fixture
def page(screen, desk, signed):
    made = screen(FeedbackScreen, desk)
    made.activateWindow()
    return made


@pytest.fixture
def put(visit, bus):
    """Records a finding somewhere; its id."""

    def _put(text, stance=Stance.CONCERN, **place):
        body = Finding(stance=stance, text=text)
        return bus.run(lambda: visit.captures.record(body, Place(**place)), None).id

    return _put


@pytest.fixture
def drop():
    """Lets a finding go over a column: on the upper half of a row, or below the last."""

    def _drop(column, finding, row):
        listing = column.list
        held = listing.visualRect(listing.rows.index(row)) if row < len(listing.rows.rows) else None
        y = held.top() + 4 if held else listing.viewport().height() - 4
        at = column.mapFromGlobal(listing.viewport().mapToGlobal(QPoint(60, y)))
        data, move = carried(finding), Qt.DropAction.MoveAction
        rest = (move, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(column, QDragEnterEvent(at, *rest))
        QApplication.sendEvent(column, QDragMoveEvent(at, *rest))
        QApplication.sendEvent(column, QDropEvent(QPointF(at), *rest))

    return _drop


def texts(column):
    return [row.text for row in column.list.rows.rows]


def test_an_empty_page_says_what_to_do(page):
    assert not page.praise.list.isVisible()
    assert page.praise.field.isVisible()


def test_a_finding_written_into_a_column_is_stored_with_its_stance(page, visit, qtbot):
    qtbot.keyClicks(page.praise.field, "visits are on time")
    qtbot.keyClick(page.praise.field, Qt.Key.Key_Return)
    found = visit.captures.findings(Stance.PRAISE)
    assert [c.body.text for c in found] == ["visits are on time"]
    assert texts(page.praise) == ["visits are on time"]
    assert page.praise.field.text() == ""


def test_what_is_written_in_chinese_through_an_input_method_is_stored_once(page, visit, commit):
    page.concern.field.setFocus()
    commit(page.concern.field, "目标写得笼统", "mubiao")
    page.flush()
    assert [c.body.text for c in visit.captures.findings()] == ["目标写得笼统"]
    page.flush()
    assert len(visit.captures.findings()) == 1


def test_a_finding_under_way_is_on_disk_when_typing_pauses(page, visit, qtbot, hasty):
    qtbot.keyClicks(page.concern.field, "half a thou")
    hasty(page)
    qtbot.waitUntil(lambda: bool(visit.captures.findings()), timeout=3000)
    qtbot.keyClicks(page.concern.field, "ght")
    qtbot.keyClick(page.concern.field, Qt.Key.Key_Return)
    assert [c.body.text for c in visit.captures.findings()] == ["half a thought"]


def test_a_finding_goes_where_the_filter_stands(page, visit, qtbot):
    page.tabs.choose("quality")
    page.district.setCurrentIndex(2)
    page.district.activated.emit(2)
    qtbot.keyClicks(page.concern.field, "vague")
    qtbot.keyClick(page.concern.field, Qt.Key.Key_Return)
    (made,) = visit.captures.findings()
    assert (made.block, made.district) == ("quality", "d2")


def test_a_text_is_edited_in_place(page, put, visit, qtbot):
    put("old words")
    page.concern.list.setFocus()
    page.concern.list.setCurrentIndex(page.concern.list.rows.index(0))
    qtbot.keyClick(page.concern.list, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert editor.text() == "old words"
    editor.selectAll()
    qtbot.keyClicks(editor, "new words")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert [c.body.text for c in visit.captures.findings()] == ["new words"]


def test_a_text_that_is_emptied_in_place_stays(page, put, visit, qtbot):
    put("old words")
    page.concern.list.setFocus()
    page.concern.list.setCurrentIndex(page.concern.list.rows.index(0))
    qtbot.keyClick(page.concern.list, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert [c.body.text for c in visit.captures.findings()] == ["old words"]


def test_alt_and_an_arrow_change_the_order_in_one_step(page, put, visit, qtbot, bus):
    for text in ("one", "two", "three"):
        put(text)
    page.concern.list.setFocus()
    page.concern.list.setCurrentIndex(page.concern.list.rows.index(2))
    qtbot.keyClick(page.concern.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(page.concern) == ["one", "three", "two"]
    assert page.concern.list.currentIndex().row() == 1
    bus.run(visit.undo, None)
    assert texts(page.concern) == ["one", "two", "three"]


def test_a_filter_moves_a_finding_past_what_it_hides(page, put, qtbot):
    put("one", block="quality")
    put("hidden", block="monitoring")
    put("two", block="quality")
    page.tabs.choose("quality")
    page.concern.list.setFocus()
    page.concern.list.setCurrentIndex(page.concern.list.rows.index(1))
    qtbot.keyClick(page.concern.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(page.concern) == ["two", "one"]
    page.tabs.choose("")
    assert texts(page.concern) == ["two", "hidden", "one"]


def test_a_finding_dropped_in_its_own_list_moves_there_in_one_step(page, put, drop, visit, bus):
    put("one")
    put("two")
    third = put("three")
    drop(page.concern, third, 0)
    assert texts(page.concern) == ["three", "one", "two"]
    assert page.concern.list.current_id == third
    bus.run(visit.undo, None)
    assert texts(page.concern) == ["one", "two", "three"]


def test_a_finding_dropped_below_the_last_comes_last(page, put, drop):
    first = put("one")
    put("two")
    drop(page.concern, first, 2)
    assert texts(page.concern) == ["two", "one"]


def test_a_finding_dropped_on_itself_stays_and_leaves_nothing_to_undo(page, put, drop, visit, bus):
    first = put("one")
    put("two")
    bus.run(lambda: visit.captures.arrange([c.id for c in visit.captures.findings()]), None)
    before = visit.undo_step
    drop(page.concern, first, 0)
    assert texts(page.concern) == ["one", "two"]
    assert visit.undo_step is before


def test_a_finding_dropped_in_the_other_list_changes_its_stance_in_one_step(
    page, put, drop, visit, bus
):
    put("good", Stance.PRAISE)
    put("better", Stance.PRAISE)
    moved = put("doubtful")
    drop(page.praise, moved, 1)
    assert texts(page.praise) == ["good", "doubtful", "better"]
    assert texts(page.concern) == []
    bus.run(visit.undo, None)
    assert texts(page.praise) == ["good", "better"]
    assert texts(page.concern) == ["doubtful"]


def test_a_finding_dropped_in_an_empty_list_arrives(page, put, drop):
    moved = put("doubtful")
    drop(page.praise, moved, 0)
    assert texts(page.praise) == ["doubtful"]


def test_alt_and_an_arrow_to_the_side_change_the_stance(page, put, visit, qtbot):
    moved = put("doubtful")
    page.concern.list.setFocus()
    page.concern.list.set_current(moved)
    qtbot.keyClick(page.concern.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert texts(page.praise) == ["doubtful"]
    assert page.praise.list.hasFocus()
    qtbot.keyClick(page.praise.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert visit.captures.get(moved).body.stance is Stance.CONCERN


def test_what_other_programs_drag_is_not_taken(page, put):
    put("one")
    data, move = carried("x"), Qt.DropAction.MoveAction
    data.clear()
    data.setText("from elsewhere")
    rest = (move, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event = QDragEnterEvent(QPoint(40, 80), *rest)
    event.ignore()
    QApplication.sendEvent(page.concern, event)
    assert not event.isAccepted()


def test_a_deleted_finding_comes_back_with_undo(page, put, visit, qtbot, bus):
    put("one")
    page.concern.list.setFocus()
    page.concern.list.setCurrentIndex(page.concern.list.rows.index(0))
    qtbot.keyClick(page.concern.list, Qt.Key.Key_Delete)
    assert visit.captures.findings() == ()
    bus.run(visit.undo, None)
    assert texts(page.concern) == ["one"]


def test_what_is_to_be_verified_is_settled_with_what_was_found(page, put, visit, qtbot):
    finding = put("who answers at night", Stance.VERIFY)
    page.next_open()
    assert page.panel.outcome.hasFocus()
    qtbot.keyClicks(page.panel.outcome, "the duty phone")
    page.flush()
    assert visit.captures.get(finding).body.outcome == "the duty phone"
    assert page.panel.open.rows.rowCount() == 0
    assert page.panel.done.rows.rowCount() == 1


def test_an_outcome_goes_to_the_one_that_it_was_written_for(page, put, visit, qtbot):
    first, second = put("one", Stance.VERIFY), put("two", Stance.VERIFY)
    page.panel.choose(first)
    page.panel.outcome.setFocus()
    qtbot.keyClicks(page.panel.outcome, "settled")
    page.panel.choose(second)
    assert visit.captures.get(first).body.outcome == "settled"
    assert visit.captures.get(second).body.outcome == ""
    assert page.panel.outcome.text() == ""


def test_a_link_shows_the_finding_whatever_the_filter_hides(page, put):
    wanted = put("one", block="quality")
    page.tabs.choose("monitoring")
    page.reveal(Target("feedback", capture=wanted))
    assert page.concern.list.current_id == wanted


def test_after_handing_in_findings_can_only_be_looked_at(page, put, visit, qtbot, bus):
    put("one")
    bus.run(visit.handin.hand_in, None)
    assert not page.concern.field.isVisible()
    page.concern.list.setFocus()
    page.concern.list.setCurrentIndex(page.concern.list.rows.index(0))
    qtbot.keyClick(page.concern.list, Qt.Key.Key_Delete)
    assert len(visit.captures.findings()) == 1
    assert page.notice.isVisible()
    assert not page.concern.acceptDrops()
    assert not page.reactions.field.isVisible()
