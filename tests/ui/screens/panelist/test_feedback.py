"""Own findings: written, edited in place, ordered, filtered, settled, deleted, brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.model.capture import Finding, Stance
from app.services.captures import Place
from ui.screens.base import Target
from ui.screens.panelist.feedback import FeedbackScreen


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


def test_a_finding_under_way_is_on_disk_when_typing_pauses(page, visit, qtbot):
    qtbot.keyClicks(page.concern.field, "half a thou")
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
