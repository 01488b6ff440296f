"""The window as a whole: pages, undo, languages, closing, being freed."""

import gc
import weakref

import pytest
from msgspec import structs
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app import i18n
from app.services.state import LocalRole
from app.summary import Summary
from tests.libraries import both_roles
from ui.actions import SHORTCUTS, STAGES, Do
from ui.application import Huiping
from ui.dialogs.code import CodeDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.screens.panelist.checklist import Checklist
from ui.theme import Mode
from ui.widgets.basics import KeyCap, Line
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.score_table import ScoreTable


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A library with the evening of a sample and one panelist's day."""
    library = both_roles().put(tmp_path_factory.mktemp("played"))
    yield library
    library.close()


@pytest.fixture
def huiping(qtbot, qapp, tmp_path):
    made = Huiping(qapp, tmp_path / "data", tmp_path / "library")
    made.window.show()
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    settle_down()
    i18n.install("en")


def open_visit(huiping, library, role):
    (summary,) = (summary for summary in library.summaries() if summary.role is role)
    visit = library.open_visit(summary.folder)
    huiping.window.show_visit(visit, library)
    return visit


def settle_down():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.mark.parametrize("code", i18n.LANGUAGES)
@pytest.mark.parametrize("role", LocalRole)
def test_every_page_opens_in_every_language(huiping, played, role, code):
    huiping.switch_language(code)
    open_visit(huiping, played, role)
    for page in huiping.window.page.page_ids():
        huiping.window.page.go(page)
        assert huiping.window.page.current_id == page
        assert not huiping.window.grab().isNull()
    huiping.window.close_visit()


def test_no_english_stands_on_a_chinese_page(huiping, played):
    allowed = {
        "EN",
        "PDF",
        "Ctrl",
        "Enter",
        "Tab",
        "Alt",
        "Esc",
        "Delete",
        "Shift",
        "Space",
        "PgUp",
        "PgDn",
        "U",
        "Word",
        "A",
        "B",
    }
    open_visit(huiping, played, LocalRole.COORDINATOR)
    for page in huiping.window.page.page_ids():
        huiping.window.page.go(page)
        for widget in huiping.window.page.current.findChildren(QWidget):
            name = widget.accessibleName()
            words = {w for w in name.split() if w.isascii() and w.isalpha() and len(w) > 2}
            assert words <= allowed, f"{page}: {name}"
    huiping.window.close_visit()


def test_switching_the_language_keeps_visit_and_page(huiping, played):
    visit = open_visit(huiping, played, LocalRole.COORDINATOR)
    huiping.window.page.go("parties")
    huiping.switch_language("en")
    assert huiping.window.visit is visit
    assert huiping.window.page.current_id == "parties"
    huiping.switch_language("zh_CN")
    assert huiping.window.page.current_id == "parties"
    huiping.window.close_visit()


def test_light_and_dark_and_zoom_are_kept(huiping, tmp_path, qapp):
    huiping.theme.set_mode(Mode.DARK)
    huiping.theme.set_percent(150)
    again = Huiping(qapp, tmp_path / "data", tmp_path / "library")
    assert (again.theme.mode, again.theme.percent) == (Mode.DARK, 150)
    again.theme.set_mode(Mode.LIGHT)
    again.theme.set_percent(100)
    again.window.close()
    again.close()
    again.window.deleteLater()
    again.deleteLater()


def test_pages_are_reached_and_undone_by_keys(qtbot, huiping, played):
    visit = open_visit(huiping, played, LocalRole.PANELIST)
    window = huiping.window
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.page.current_id == "sign_in"
    number = window.page.page_ids().index("scoring") + 1
    qtbot.keyClick(window, f"{number}", Qt.KeyboardModifier.ControlModifier)
    assert window.page.current_id == "scoring"
    before = visit.scores.given()
    visit.scores.clear("q_maps", "d1")
    window.actions_by_do[Do.UNDO].trigger()
    assert visit.scores.given() == before
    assert window.page.status.message.startswith("已撤销")
    window.actions_by_do[Do.REDO].trigger()
    assert ("q_maps", "d1") not in visit.scores.given()
    window.actions_by_do[Do.UNDO].trigger()
    window.close_visit()


def test_a_closed_visit_can_be_opened_again_where_one_was(huiping, played):
    open_visit(huiping, played, LocalRole.COORDINATOR)
    huiping.window.page.go("findings")
    huiping.window.close_visit()
    open_visit(huiping, played, LocalRole.COORDINATOR)
    assert huiping.window.page.current_id == "findings"
    huiping.window.close_visit()


@pytest.mark.parametrize("role", LocalRole)
def test_pages_are_freed_when_their_visit_is_closed(huiping, played, role):
    open_visit(huiping, played, role)
    for page in huiping.window.page.page_ids():
        huiping.window.page.go(page)
    kept = [weakref.ref(screen) for screen in huiping.window.page.stack.children()]
    page = weakref.ref(huiping.window.page)
    huiping.window.close_visit()
    settle_down()
    gc.collect()
    assert page() is None
    assert [ref() for ref in kept if ref() is not None] == []


@pytest.mark.parametrize(
    "make",
    [lambda parent: CodeDialog("x.hpack", parent), lambda p: ShortcutsDialog((Do.UNDO,), p)],
)
def test_dialogs_open_and_are_freed(qtbot, huiping, make):
    dialog = make(huiping.window)
    dialog.open()
    ref = weakref.ref(dialog)
    dialog.close()
    dialog.deleteLater()
    del dialog
    settle_down()
    gc.collect()
    assert ref() is None


def test_a_code_is_taken_however_it_is_typed(qtbot, huiping):
    dialog = CodeDialog("x.hpack", huiping.window)
    dialog.open()
    qtbot.keyClicks(dialog.editor, "abcd-12")
    assert not dialog.open_button.isEnabled()
    qtbot.keyClicks(dialog.editor, "34")
    assert dialog.open_button.isEnabled()
    qtbot.keyClick(dialog.editor, Qt.Key.Key_Return)
    assert dialog.result() == CodeDialog.DialogCode.Accepted
    assert dialog.value() == "abcd-1234"
    dialog.deleteLater()


def test_every_shortcut_is_there_once(huiping):
    keys = [key for shortcut in SHORTCUTS for key in shortcut.keys]
    assert len(keys) == len(set(keys))
    shown = set(huiping.window.actions_by_do)
    assert {Do.QUICK, Do.UNDO, Do.REDO, Do.NEXT_OPEN, Do.DONE, Do.OPEN} <= shown


def test_closing_the_window_saves_and_closes_the_visit(huiping, played):
    visit = open_visit(huiping, played, LocalRole.COORDINATOR)
    folder = visit.folder.name
    huiping.window.close()
    played.open_visit(folder).close()


def test_the_list_of_shortcuts_shows_every_word_in_full_and_every_key(qtbot, huiping):
    dialog = ShortcutsDialog((Do.UNDO, Do.ZOOM_IN, Do.DONE, *STAGES), huiping.window, stages=8)
    dialog.open()
    QApplication.processEvents()
    lines = dialog.findChildren(Line)
    assert len(lines) == 5
    assert all(line.width() >= line.sizeHint().width() for line in lines)
    keys = [cap.accessibleName() for cap in dialog.findChildren(KeyCap)]
    assert keys == ["Ctrl+Z", "Ctrl++", "Ctrl+Enter", "Ctrl+Tab", "Ctrl+1+–+8"]
    dialog.close()


def test_a_key_leads_back_to_the_library_and_the_keyboard_goes_along(qtbot, huiping, played):
    window = huiping.window
    window.activateWindow()
    open_visit(huiping, played, LocalRole.PANELIST)
    qtbot.keyClick(window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert window.visit is None
    assert window.stack.currentWidget() is window.home
    assert window.home.gate.first.hasFocus()


def test_return_on_a_stage_takes_the_keyboard_into_its_page(qtbot, huiping, played):
    window = huiping.window
    window.activateWindow()
    open_visit(huiping, played, LocalRole.PANELIST)
    page = window.page
    page.go("scoring")
    stages = page.rail.stages
    stages.setFocus()
    qtbot.keyClick(stages, Qt.Key.Key_Up)
    assert page.current_id == "interviews"
    assert stages.hasFocus()
    qtbot.keyClick(stages, Qt.Key.Key_Return)
    assert page.current.isAncestorOf(QApplication.focusWidget())
    box = stages.visualRect(stages.rows.index_of("briefing"))
    qtbot.mouseClick(stages.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert page.current_id == "briefing"
    assert page.current.isAncestorOf(QApplication.focusWidget())
    window.close_visit()


def type_score(qtbot, page):
    page.go("scoring")
    qtbot.keyClicks(QApplication.focusWidget(), "2")


def write_remark(qtbot, page):
    page.go("observation")
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_F])
@pytest.mark.parametrize("begin", [type_score, write_remark])
def test_an_overlay_over_a_cell_that_is_typed_in_gives_the_keyboard_back_to_its_page(
    qtbot, huiping, played, begin, key
):
    window = huiping.window
    window.activateWindow()
    open_visit(huiping, played, LocalRole.PANELIST)
    begin(qtbot, window.page)
    editor = QApplication.focusWidget()
    assert isinstance(editor, (LineEditor, TextEditor))
    del editor
    qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    settle_down()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert isinstance(QApplication.focusWidget(), (ScoreTable, Checklist))
    window.close_visit()


def test_control_tab_goes_through_a_pages_tabs_and_into_what_they_show(qtbot, huiping, played):
    window, control = huiping.window, Qt.KeyboardModifier.ControlModifier
    window.activateWindow()
    open_visit(huiping, played, LocalRole.PANELIST)
    page = window.page
    page.go("interviews")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, control)
    assert page.current.on_survey
    assert page.current.survey.entry.satisfaction.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, control)
    assert not page.current.on_survey
    page.go("files")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, control)
    assert page.current.part is page.current.similar
    window.close_visit()


def test_the_page_is_remembered_without_a_goodbye(huiping, played, tmp_path, qapp):
    open_visit(huiping, played, LocalRole.PANELIST)
    huiping.window.page.go("interviews")
    settle_down()
    again = Huiping(qapp, tmp_path / "data", tmp_path / "library")
    visit = huiping.window.let_go()[0]
    again.window.show_visit(visit, played)
    assert again.window.page.current_id == "interviews"
    again.window.close()
    again.close()
    again.window.deleteLater()
    again.deleteLater()


def test_the_list_of_shortcuts_shows_both_keys_and_those_of_the_page(huiping, played):
    open_visit(huiping, played, LocalRole.PANELIST)
    huiping.window.page.go("scoring")
    own = huiping.window.page.current.own_keys()
    dialog = ShortcutsDialog((Do.NEXT_OPEN,), huiping.window, own=own)
    dialog.open()
    keys = [cap.accessibleName() for cap in dialog.findChildren(KeyCap)]
    assert keys[:2] == ["Ctrl+J", "F8"]
    assert {"Enter", "Tab", "-", "Ctrl+D", "Ctrl+L", "Ctrl+B"} <= set(keys)
    dialog.close()


def test_a_visit_opened_from_home_can_be_closed_and_opened_again(qtbot, huiping):
    window = huiping.window
    for _time in range(2):
        window.home.practice.set_current("zhongcun:bing")
        qtbot.keyClick(window.home.practice, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.visit is not None, timeout=30_000)
        window.close_visit()
    assert window.home.refusal.isHidden()


def test_a_visit_opened_in_the_archive_leads_back_there_and_home_is_one_key_further(
    qtbot, huiping, played
):
    window = huiping.window
    window.home.archive.click()
    archive = window.archive
    assert window.stack.currentWidget() is archive
    qtbot.keyClick(archive, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert archive.bar.text.hasFocus()
    open_visit(huiping, played, LocalRole.COORDINATOR)
    window.close_visit()
    assert window.stack.currentWidget() is archive
    window.close_visit()
    assert window.stack.currentWidget() is window.home
    open_visit(huiping, played, LocalRole.COORDINATOR)
    window.close_visit()
    assert window.stack.currentWidget() is window.home


def test_home_lists_some_visits_and_says_how_many_more_stand_in_the_archive(huiping, monkeypatch):
    huiping.desk.unlock("long enough")
    monkeypatch.setattr("ui.screens.home.MOST", 1)
    one = Summary(
        folder="",
        visit="",
        role=LocalRole.COORDINATOR,
        station="甲街社工站",
        visited_on="2024-01-09",
    )
    many = tuple(
        structs.replace(
            one, folder=f"f{n}", visit=f"v{n}", updated_at=f"2024-01-0{n}T08:00:00+08:00"
        )
        for n in range(1, 6)
    )
    monkeypatch.setattr(huiping.desk, "summaries", lambda: many)
    huiping.window.home.refresh()
    assert huiping.window.home.visits.rows.rowCount() == 1
    assert huiping.window.home.archive.text().endswith("3 次评估")
