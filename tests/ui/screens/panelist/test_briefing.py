"""Listening: notes with their times, edited in place; facts and figures; what is to be verified."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.model.base import changed
from app.model.capture import Finding, Note, Stance
from app.model.setup import Indicator, Staffing
from ui.models.briefing import indicator_rows, staffing_facts, station_facts
from ui.models.roles import FindingRow
from ui.screens.base import Target
from ui.screens.panelist.briefing import BriefingScreen
from ui.screens.panelist.note_pad import NoteList
from ui.stages import panelist_stages
from ui.theme import Tone


@pytest.fixture
def page(screen, desk, signed):
    made = screen(BriefingScreen, desk)
    made.activateWindow()
    made.enter()
    return made


@pytest.fixture
def with_setup(visit, monkeypatch):
    """The visit as if its set-up had other fields."""

    def _with(**fields):
        other = changed(visit.setup, **fields)
        monkeypatch.setattr(type(visit), "setup", property(lambda _visit: other))
        return other

    return _with


def notes(visit):
    return [c.body.text for c in visit.captures.all("note")]


def listed(page):
    return [row.text for row in page.pad.list.rows.rows]


def press(qtbot, widget, *keys):
    for key in keys:
        qtbot.keyClick(widget, key)


def values(facts):
    return {fact.label: fact.value for fact in facts}


def test_the_keyboard_is_where_one_writes(page):
    assert page.pad.field.hasFocus()


def test_an_empty_line_ends_the_paragraph(page, visit, qtbot):
    qtbot.keyClicks(page.pad.field, "one")
    press(qtbot, page.pad.field, Qt.Key.Key_Return)
    qtbot.keyClicks(page.pad.field, "more")
    assert listed(page) == []
    press(qtbot, page.pad.field, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert listed(page) == ["one\nmore"]
    assert page.pad.field.text() == ""
    qtbot.keyClicks(page.pad.field, "two")
    press(qtbot, page.pad.field, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert notes(visit) == ["one\nmore", "two"]


def test_a_note_carries_its_stage_and_its_time(page, visit, qtbot):
    qtbot.keyClicks(page.pad.field, "one")
    page.done()
    (note,) = visit.captures.all("note")
    assert note.body == Note(text="one", stage="briefing")
    assert page.pad.list.rows.rows[0].place == f"{note.at:%H:%M}"


def test_a_rest_before_a_new_line_ends_the_paragraph(page, visit, qtbot):
    page.pad.field.rest = 20
    qtbot.keyClicks(page.pad.field, "one")
    press(qtbot, page.pad.field, Qt.Key.Key_Return)
    qtbot.wait(40)
    qtbot.keyClicks(page.pad.field, "two")
    page.flush()
    assert notes(visit) == ["one", "two"]
    assert listed(page) == ["one"]


def test_a_rest_within_a_line_ends_nothing(page, visit, qtbot):
    page.pad.field.rest = 20
    qtbot.keyClicks(page.pad.field, "one")
    qtbot.wait(40)
    qtbot.keyClicks(page.pad.field, " and two")
    page.flush()
    assert notes(visit) == ["one and two"]


def test_what_is_typed_is_on_disk_at_a_pause_and_stays_one_note(page, visit, qtbot, hasty):
    qtbot.keyClicks(page.pad.field, "half")
    hasty(page)
    qtbot.waitUntil(lambda: notes(visit) == ["half"], timeout=3000)
    qtbot.keyClicks(page.pad.field, " a thought")
    page.done()
    assert notes(visit) == ["half a thought"]


def test_what_is_composed_is_kept_once_when_one_leaves(page, visit, commit):
    commit(page.pad.field, "热线有人接", "rexian")
    page.flush()
    page.flush()
    assert notes(visit) == ["热线有人接"]


def test_return_while_composing_ends_nothing(page, qtbot):
    QApplication.sendEvent(page.pad.field, QInputMethodEvent("rexian", []))
    press(qtbot, page.pad.field, Qt.Key.Key_Return)
    assert page.pad.field.composing
    assert listed(page) == []


def test_an_emptied_paragraph_leaves_no_note(page, visit, qtbot):
    qtbot.keyClicks(page.pad.field, "no")
    page.flush()
    page.pad.field.selectAll()
    press(qtbot, page.pad.field, Qt.Key.Key_Delete)
    page.flush()
    assert notes(visit) == []


def test_undo_takes_the_paragraph_under_way_out_of_the_field(page, visit, qtbot, bus):
    qtbot.keyClicks(page.pad.field, "one")
    page.flush()
    bus.run(visit.undo, None)
    assert page.pad.field.text() == ""
    assert notes(visit) == []
    bus.run(visit.redo, None)
    assert listed(page) == ["one"]


def test_an_old_note_is_edited_in_place(page, visit, qtbot):
    qtbot.keyClicks(page.pad.field, "old words")
    page.done()
    page.pad.list.setFocus()
    page.pad.list.setCurrentIndex(page.pad.list.rows.index(0))
    press(qtbot, page.pad.list, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    editor.selectAll()
    qtbot.keyClicks(editor, "new words")
    press(qtbot, editor, Qt.Key.Key_Return)
    assert notes(visit) == ["new words"]


def test_a_deleted_note_comes_back_with_undo(page, visit, qtbot, bus):
    qtbot.keyClicks(page.pad.field, "one")
    page.done()
    page.pad.list.setFocus()
    page.pad.list.setCurrentIndex(page.pad.list.rows.index(0))
    press(qtbot, page.pad.list, Qt.Key.Key_Delete)
    assert notes(visit) == []
    bus.run(visit.undo, None)
    assert listed(page) == ["one"]


def test_what_is_to_be_verified_is_settled_with_what_was_found(page, visit, qtbot):
    body = Finding(stance=Stance.VERIFY, text="who answers at night")
    asked = page.run(lambda: visit.captures.record(body)).id
    page.next_open()
    assert page.panel.outcome.hasFocus()
    qtbot.keyClicks(page.panel.outcome, "the duty phone")
    page.flush()
    assert visit.captures.get(asked).body.outcome == "the duty phone"
    assert page.panel.done.rows.rowCount() == 1


def test_a_link_goes_to_the_note(page, visit, qtbot):
    qtbot.keyClicks(page.pad.field, "one")
    page.done()
    (note,) = visit.captures.all("note")
    page.reveal(Target("briefing", capture=note.id))
    assert page.pad.list.current_id == note.id


def test_the_rail_counts_notes(visit):
    stage = {row.id: row for row in panelist_stages(visit)}["briefing"]
    assert (stage.share, stage.detail) == (0, "09:00·no notes yet")
    visit.captures.record(Note(text="one", stage="briefing"))
    visit.captures.record(Note(text="elsewhere", stage="files"))
    stage = {row.id: row for row in panelist_stages(visit)}["briefing"]
    assert (stage.share, stage.detail) == (1, "09:00·1 note")


def test_indicators_show_both_figures_and_whether_they_keep_up_with_time(visit):
    rows = {row.id: row for row in indicator_rows(visit.setup) if row.id}
    cases = rows["cases"]
    assert (cases.figures, cases.percent, cases.word) == ("42 / 80 个", "52.5%", "ahead of time")
    assert cases.elapsed == pytest.approx(11 / 24)
    assert rows["phone_visits"].percent == "180.63%"


def test_an_indicator_behind_time_says_so_in_words(with_setup):
    late = Indicator(id="late", label="家访", target=Decimal(100), actual=Decimal(45))
    bare = Indicator(id="bare", label="来访", actual=Decimal(3))
    rows = indicator_rows(with_setup(indicators=(late, bare)))
    assert (rows[0].word, rows[0].tone) == ("behind time", Tone.CONCERN)
    assert (rows[1].word, rows[1].share) == ("no target", None)


def test_staffing_shows_presence_and_rates_with_their_base(visit):
    found = values(staffing_facts(visit.setup))
    assert found["Presence"] == "111.5 of 110 person-months, 1.5 over"
    assert found["Short months"] == "2023-08 −0.5"
    assert found["Stability"] == "90% (18 of 20 posts)"
    assert found["Two years or more"] == "70% (14 of 20 posts)"


def test_facts_leave_out_what_is_not_known(visit):
    found = values(station_facts(visit.setup))
    assert found["Districts"] == "3 districts, 14 sites"
    assert found["Fee"] == "2,400,000 yuan a year"
    assert "Second address" not in found


def test_without_indicators_and_staff_the_page_says_what_to_ask(screen, desk, signed, with_setup):
    with_setup(indicators=(), staffing=Staffing(), figures=(), districts=())
    page = screen(BriefingScreen, replace(desk, visit=signed))
    assert not page.facts.indicators.isVisible()
    assert not page.facts.staff.isVisible()
    assert page.facts.station.isVisible()


def test_after_handing_in_notes_can_only_be_read(page, visit, qtbot, bus):
    qtbot.keyClicks(page.pad.field, "one")
    page.done()
    bus.run(visit.handin.hand_in, None)
    assert not page.pad.field.isVisible()
    page.pad.list.setFocus()
    page.pad.list.setCurrentIndex(page.pad.list.rows.index(0))
    press(qtbot, page.pad.list, Qt.Key.Key_Delete)
    assert notes(visit) == ["one"]
    assert page.notice.isVisible()


def test_no_note_is_written_beyond_its_column(show):
    listing = show(NoteList(None), 260, 200)
    listing.set_rows(
        [FindingRow("a", "居委说名单上有两户已经搬走，站里还没有核对。" * 4, place="08:19")]
    )
    image = listing.viewport().grab().toImage()
    ground = image.pixel(image.width() - 1, 0)
    margin = range(image.width() - 20, image.width())
    assert {image.pixel(x, y) for x in margin for y in range(image.height())} == {ground}
