"""Ctrl+K from everywhere in the real window: over what lies over the page, and back again."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.demo import prepare_panelist
from app.exchange import crypto
from app.library import Library
from app.model.draft import QuickDraft
from app.rules.problem import Severity
from app.services.captures import Place
from ui.application import Huiping
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.screens.base import Target

CONTROL = Qt.KeyboardModifier.ControlModifier
PICTURE = b"no picture, and never shown in full here"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    made = Library.create(tmp_path_factory.mktemp("anywhere") / "l", "long enough", crypto.LOWEST)
    prepare_panelist(made, "zhongcun", "bing")
    yield made
    made.close()


@pytest.fixture(scope="module")
def huiping(qapp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    made = Huiping(qapp, folder / "data", folder / "library")
    made.window.resize(1366, 768)
    made.window.show()
    made.window.activateWindow()
    QTest.qWaitForWindowActive(made.window)
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(huiping, library):
    made = library.open_visit(library.summaries()[0].folder)
    huiping.window.show_visit(made, library)
    return made


@pytest.fixture
def visit(huiping, library):
    """The expert's visit, open; whatever a test stores is taken back."""
    made = opened(huiping, library)
    yield made
    if huiping.window.visit is not made:
        return
    for top in QApplication.topLevelWidgets():
        if isinstance(top, ShortcutsDialog):
            top.close()
    while made.undo():
        pass
    made.quick.keep(QuickDraft())
    huiping.window.close_visit()


@pytest.fixture
def page(huiping, visit):
    return huiping.window.page


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """As a keyboard does: to whatever window is in front, its drop-downs first."""
    front = QApplication.activePopupWidget() or QApplication.activeWindow()
    QTest.keyClick(front.windowHandle() or front, key, modifiers)
    QApplication.processEvents()


def write(text):
    """The keys, one after the other; none of them goes to a widget by name."""
    for character in text:
        press(character)


@pytest.fixture
def note(qtbot, page):
    """Ctrl+K, some words, Enter: all that one does."""

    def _note(text):
        press(Qt.Key.Key_K, CONTROL)
        assert page.quick.isVisible()
        qtbot.waitUntil(page.quick.text.hasFocus)
        assert is_on_top(page.quick)
        write(text)
        assert page.quick.text.text() == text
        press(Qt.Key.Key_Return)
        assert page.quick.isHidden()

    return _note


def is_on_top(overlay):
    """Whether one sees its sheet, and nothing over it."""
    window = overlay.window()
    middle = overlay.sheet.mapTo(window, overlay.sheet.rect().center())
    seen = window.childAt(middle)
    return seen is not None and (seen is overlay.sheet or overlay.sheet.isAncestorOf(seen))


def said(visit):
    return [c.body.text for c in visit.captures.findings()]


@pytest.mark.parametrize("number", range(1, 9))
def test_on_every_page_and_the_keyboard_is_where_it_was(page, note, visit, number):
    press(Qt.Key(ord(str(number))), CONTROL)
    before = QApplication.focusWidget()
    note("seen")
    assert "seen" in said(visit)
    assert QApplication.focusWidget() is before


def test_while_the_list_of_shortcuts_is_open(page, note, visit, huiping, qtbot):
    press(Qt.Key.Key_Question, CONTROL)
    (dialog,) = huiping.window.findChildren(ShortcutsDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    note("seen")
    assert said(visit)[-1] == "seen"
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def test_while_a_drop_down_is_open(page, note, visit):
    page.go("feedback")
    box = page.current.district
    box.setFocus()
    box.showPopup()
    assert QApplication.activePopupWidget() is not None
    note("seen")
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is box
    assert box.currentIndex() == 0


def test_while_a_menu_is_open(page, note, visit):
    page.go("interviews")
    column = next(w for w in page.current.findChildren(QWidget) if hasattr(w, "open_menu"))
    column.add.setFocus()
    column.open_menu()
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    note("seen")
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is column.add


def test_while_a_photo_is_shown_in_full(page, note, visit):
    place = Place(site="hanxi")
    photo = visit.captures.add_photo(PICTURE, "", place).id
    page.go("observation")
    page.current.go_to("hanxi")
    page.current.photos.opened.emit(photo)
    viewer = page.current.viewer
    assert viewer.hasFocus()
    note("seen")
    assert viewer.isVisible()
    assert viewer.hasFocus()
    assert visit.captures.findings()[-1].site == "hanxi"


def test_while_findings_are_shown_on_the_projector(page, note, visit):
    page.go("feedback")
    press(Qt.Key.Key_F5)
    shown = page.current.presentation
    assert shown.isVisible()
    leaf = shown.leaf
    note("seen")
    assert shown.isVisible()
    assert shown.hasFocus()
    assert shown.leaf.entries[0].said.id == leaf.entries[0].said.id
    assert page.quick.parentWidget() is page
    press(Qt.Key.Key_Escape)
    note("again")


def test_over_the_projector_the_sheet_goes_with_its_visit(page, huiping, library):
    page.go("feedback")
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_K, CONTROL)
    write("half")
    huiping.window.close_visit()
    assert not [w for w in huiping.window.findChildren(type(page.quick)) if w.isVisible()]
    again = opened(huiping, library)
    press(Qt.Key.Key_K, CONTROL)
    write(" done")
    press(Qt.Key.Key_Return)
    assert said(again)[-1] == "half done"
    again.undo()
    huiping.window.close_visit()


def test_while_find_everywhere_is_open(page, note, visit):
    press(Qt.Key.Key_F, CONTROL)
    write("abc")
    note("seen")
    assert said(visit)[-1] == "seen"


def test_while_a_score_is_being_typed(page, note, visit):
    page.go("scoring")
    table = page.current.table
    page.current.reveal(Target("scoring", block="quality"))
    table.setFocus()
    cell = table.currentIndex()
    press(Qt.Key.Key_5)
    assert QApplication.focusWidget() is not table
    note("seen")
    assert QApplication.focusWidget() is table
    assert table.currentIndex() == cell


def test_hand_in_lists_what_is_begun_and_leads_back_to_it(page, visit):
    page.go("hand_in")
    begun = page.current.parts[Severity.WARNING].list
    rows = begun.rows.rowCount()
    press(Qt.Key.Key_K, CONTROL)
    write("HALF")
    press(Qt.Key.Key_Escape)
    assert begun.rows.rowCount() == rows + 1
    assert "HALF" in begun.rows.index(0).data(Qt.ItemDataRole.DisplayRole)
    begun.setFocus()
    begun.setCurrentIndex(begun.rows.index(0))
    press(Qt.Key.Key_Return)
    assert page.quick.isVisible()
    write("MORE")
    press(Qt.Key.Key_Escape)
    assert "HALFMORE" in begun.rows.index(0).data(Qt.ItemDataRole.DisplayRole)
    press(Qt.Key.Key_K, CONTROL)
    press(Qt.Key.Key_Return)
    assert begun.rows.rowCount() == rows
