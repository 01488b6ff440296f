"""The draft of quick capture: on disk within a second, there again after a kill, gone when stored."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.model.capture import Stance
from app.model.draft import QuickDraft
from ui.screens.base import Here
from ui.widgets.quick import QuickCapture


@pytest.fixture
def sheet(window, desk):
    """A sheet as the program makes it at its start."""
    return lambda: QuickCapture(desk, window)


@pytest.fixture
def item(visit):
    return visit.instrument.block("quality").scored()[4]


def test_what_is_typed_is_on_disk_within_a_second_while_one_types_on(sheet, visit, qtbot):
    quick = sheet()
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "a")
    for _key in range(100):
        if visit.quick.draft() is not None:
            break
        qtbot.keyClicks(quick.text, "a", delay=10)
    assert visit.quick.draft().text.startswith("a")
    assert quick.state == "draft kept"


def test_a_new_start_shows_the_draft_with_its_place_its_stance_and_its_end(
    sheet, visit, qtbot, item
):
    quick = sheet()
    quick.open_for(Here(block="quality", item=item.id, district="d3", site="hanxi", link="talk"))
    qtbot.keyClick(quick.text, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(quick.text, "half")
    quick.keep()
    again = sheet()
    assert again.has_draft
    again.open_for(Here(district="d1"))
    assert again.why == "your draft, as you left it"
    assert again.state == "draft kept"
    qtbot.keyClicks(again.text, " done")
    qtbot.keyClick(again.text, Qt.Key.Key_Return)
    (made,) = visit.captures.findings()
    assert (made.body.stance, made.body.text) == (Stance.VERIFY, "half done")
    assert (made.block, made.item, made.district, made.site) == ("quality", item.id, "d3", "hanxi")
    assert made.body.links == ("talk",)
    assert visit.quick.draft() is None
    assert not sheet().has_draft


def test_what_is_composed_when_the_page_is_left_is_in_the_draft(sheet, visit):
    quick = sheet()
    quick.open_for(Here())
    QApplication.sendEvent(quick.text, QInputMethodEvent("jijian", []))
    quick.flush()
    assert visit.quick.draft().text == "jijian"


def test_a_draft_is_announced_when_it_begins_and_when_it_ends(sheet, qtbot):
    quick = sheet()
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "ab")
    with qtbot.waitSignal(quick.draft_changed):
        quick.keep()
    qtbot.keyClicks(quick.text, "c")
    with qtbot.assertNotEmitted(quick.draft_changed):
        quick.keep()
    with qtbot.waitSignal(quick.draft_changed):
        qtbot.keyClick(quick.text, Qt.Key.Key_Return)


def test_an_emptied_text_leaves_no_draft(sheet, visit, qtbot):
    quick = sheet()
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "a")
    quick.keep()
    qtbot.keyClick(quick.text, Qt.Key.Key_Backspace)
    qtbot.keyClick(quick.text, Qt.Key.Key_Escape)
    assert visit.quick.draft() is None
    assert not quick.has_draft
    quick.open_for(Here(district="d3"))
    assert quick.districts.current == "d3"
    assert quick.state == ""


def test_a_draft_is_no_undo_step(sheet, visit, qtbot, bus):
    quick = sheet()
    steps, audit = visit.undo_step, visit.audit()
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "half")
    quick.keep()
    assert visit.undo_step == steps
    assert visit.audit() == audit


def test_undoing_a_stored_finding_leaves_what_is_being_written_alone(sheet, visit, qtbot, bus):
    quick = sheet()
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "first")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "second")
    quick.put_away()
    bus.run(visit.undo, None)
    assert visit.captures.findings() == ()
    assert visit.quick.draft().text == "second"
    bus.run(visit.redo, None)
    assert visit.quick.draft().text == "second"


def test_a_place_that_is_no_more_in_the_set_up_is_left_out(sheet, visit, qtbot):
    gone = QuickDraft(text="half", block="none", item="none", district="d99", site="s99")
    visit.quick.keep(gone)
    quick = sheet()
    quick.open_for(Here())
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    (made,) = visit.captures.findings()
    assert (made.block, made.item, made.district, made.site) == (None, None, None, None)


def test_a_read_only_visit_says_that_nothing_is_kept(window, desk, visit, library, qtbot):
    reader = library.open_visit(visit.folder.name, read_only=True)
    quick = QuickCapture(replace(desk, visit=reader), window)
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "half")
    quick.keep()
    assert "read-only" in quick.state
    reader.close()


@pytest.mark.parametrize(
    "text", ["😀" * 40, "\u200f\u05d0\u05d1", "长" * 5000, "a\n\nb", "#服务", "`'\"<b>&"]
)
def test_any_text_comes_back_as_it_was(sheet, visit, commit, text):
    quick = sheet()
    quick.open_for(Here())
    commit(quick.text, text)
    quick.keep()
    assert sheet().text.text() == quick.text.text()
    assert visit.quick.draft().text == quick.text.text()
