"""Wherever text is typed: a composition is kept once on leaving, and nothing takes it away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.model.base import to_json
from app.model.capture import Note
from tests.ui.test_access import huiping
from tests.ui.test_access_views import library, page, views
from ui.widgets.editors import LineEditor, TextEditor

__all__ = ["huiping", "library", "page"]
MARK = "甲乙丙"
PAGES = ("briefing", "observation", "files", "interviews", "scoring", "feedback")
VIEWS = ("sign_in-form", "files-new-sample", "files-similar", "interviews-survey", "photo")
FIGURES = {"Satisfaction %", "Known of 5"}
"""Fields that take figures alone, so that words are refused there."""


@pytest.fixture(scope="module", autouse=True)
def closing(huiping, library):
    yield
    huiping.window.close_visit()


@pytest.fixture(params=[*PAGES, *VIEWS])
def place(request, huiping, page, settled, tmp_path):
    """Brings the window to a page or view, and says how to bring it there again."""
    by_name = {view.name: view for view in views.PANELIST}
    view = by_name.get(request.param)
    name = view.page if view else request.param
    shown = []

    def _place():
        page.go(name)
        settled(huiping)
        if view and not shown:
            shown.append(view.show(views.Stand(huiping.window, page, tmp_path, 1)))
            shown[0].__enter__()
            settled(huiping)
        if request.param == "files":
            QTest.keyClicks(QApplication.focusWidget(), "2")
        QApplication.processEvents()
        return page

    yield _place
    page.go(name)
    if shown:
        shown[0].__exit__(None, None, None)


def editors(page):
    found = [
        editor
        for kind in (LineEditor, TextEditor)
        for editor in page.current.findChildren(kind)
        if editor.isVisible() and editor.isEnabled() and not editor.isReadOnly()
    ]
    return [e for e in found if e.accessibleName() not in FIGURES]


def stored(page):
    """How often the mark stands in what was recorded."""
    captures = page.context.visit.captures.all()
    return sum(to_json(c.body).decode().count(MARK) for c in captures)


def compose(editor, text):
    editor.setFocus()
    QApplication.sendEvent(editor, QInputMethodEvent(text, []))


def test_a_composition_is_kept_once_when_another_page_is_gone_to_by_key(place):
    page = place()
    for editor in editors(page):
        if not isValid(editor) or not editor.isVisible():
            continue
        name, before = editor.accessibleName(), stored(page)
        held = editor.text().count(MARK)
        compose(editor, MARK)
        QTest.keyClick(editor, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
        assert page.current_id == "hand_in"
        place()
        kept = editor.text().count(MARK) - held if isValid(editor) else 0
        assert max(kept, stored(page) - before) == 1, name


def test_what_is_typed_stays_when_something_else_is_recorded(place):
    page = place()
    visit, bus = page.context.visit, page.context.bus
    for editor in editors(page):
        if not isValid(editor) or not editor.isVisible():
            continue
        editor.setFocus()
        QTest.keyClicks(editor, "q")
        compose(editor, MARK)
        text, composing = editor.text(), editor.composing
        bus.run(lambda: visit.captures.record(Note(text="said elsewhere", stage="hand_in")), None)
        assert isValid(editor), editor.accessibleName()
        assert (editor.text(), editor.composing) == (text, composing), editor.accessibleName()
        editor.flush()
        assert MARK in editor.text() or stored(page), editor.accessibleName()
