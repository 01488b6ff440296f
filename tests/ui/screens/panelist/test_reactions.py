"""What station, buyer and others say: stored with who and when, edited, deleted, brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.model.capture import Reaction
from app.model.station import Role
from ui.screens.base import Target
from ui.screens.panelist.feedback import FeedbackScreen


@pytest.fixture
def page(screen, desk, signed):
    made = screen(FeedbackScreen, desk)
    made.activateWindow()
    return made


@pytest.fixture
def heard(visit, bus):
    """Records a reaction; its id."""

    def _heard(text, who="站方"):
        return bus.run(lambda: visit.captures.record(Reaction(who=who, text=text)), None).id

    return _heard


def said(visit):
    return [(c.body.who, c.body.text) for c in visit.captures.all("reaction")]


def test_enter_stores_what_the_station_says_and_shows_the_time(page, visit, qtbot):
    qtbot.keyClicks(page.reactions.field, "agreed")
    qtbot.keyClick(page.reactions.field, Qt.Key.Key_Return)
    station = visit.setup.station
    assert said(visit) == [(station.short or station.name, "agreed")]
    (row,) = page.reactions.list.rows.rows
    (capture,) = visit.captures.all("reaction")
    assert row.place.startswith(capture.at.strftime("%H:%M"))
    assert page.reactions.field.text() == ""


def test_the_buyer_is_named_as_the_set_up_names_it(page, visit, qtbot):
    page.reactions.side.choose("buyer")
    qtbot.keyClicks(page.reactions.field, "agreed")
    qtbot.keyClick(page.reactions.field, Qt.Key.Key_Return)
    buyer = visit.setup.organisations[Role.BUYER]
    assert said(visit) == [(buyer.short or buyer.name, "agreed")]


def test_somebody_else_is_named_in_words(page, visit, qtbot):
    page.reactions.side.choose("other")
    assert page.reactions.other.hasFocus()
    qtbot.keyClicks(page.reactions.other, "the supervisor")
    qtbot.keyClicks(page.reactions.field, "more visits")
    qtbot.keyClick(page.reactions.field, Qt.Key.Key_Return)
    assert said(visit) == [("the supervisor", "more visits")]


def test_a_reaction_under_way_is_on_disk_when_typing_pauses_and_stored_once(
    page, visit, qtbot, hasty
):
    qtbot.keyClicks(page.reactions.field, "half a thou")
    hasty(page)
    qtbot.waitUntil(lambda: bool(visit.captures.all("reaction")), timeout=3000)
    assert page.reactions.list.rows.rowCount() == 0
    qtbot.keyClicks(page.reactions.field, "ght")
    qtbot.keyClick(page.reactions.field, Qt.Key.Key_Return)
    assert [text for _who, text in said(visit)] == ["half a thought"]


def test_who_is_chosen_while_the_text_is_written_is_who_said_it(page, visit, qtbot):
    qtbot.keyClicks(page.reactions.field, "agreed")
    page.reactions.field.flush()
    page.reactions.side.choose("buyer")
    page.flush()
    buyer = visit.setup.organisations[Role.BUYER]
    assert said(visit) == [(buyer.short or buyer.name, "agreed")]


def test_what_is_emptied_before_enter_leaves_nothing(page, visit, qtbot):
    qtbot.keyClicks(page.reactions.field, "agreed")
    page.reactions.field.flush()
    page.reactions.field.selectAll()
    qtbot.keyClick(page.reactions.field, Qt.Key.Key_Delete)
    page.flush()
    assert said(visit) == []


def test_a_reaction_is_edited_in_place(page, heard, visit, qtbot):
    wanted = heard("old words")
    page.reactions.list.setFocus()
    page.reactions.list.set_current(wanted)
    qtbot.keyClick(page.reactions.list, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor.text() == "old words"
    editor.selectAll()
    qtbot.keyClicks(editor, "new words")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert said(visit) == [("站方", "new words")]


def test_a_deleted_reaction_comes_back_with_undo(page, heard, visit, qtbot, bus):
    wanted = heard("one")
    page.reactions.list.setFocus()
    page.reactions.list.set_current(wanted)
    qtbot.keyClick(page.reactions.list, Qt.Key.Key_Delete)
    assert said(visit) == []
    assert not page.reactions.list.isVisible()
    bus.run(visit.undo, None)
    assert [row.id for row in page.reactions.list.rows.rows] == [wanted]


def test_a_link_shows_the_reaction(page, heard):
    wanted = heard("one")
    heard("two")
    page.reveal(Target("feedback", capture=wanted))
    assert page.reactions.list.current_id == wanted
