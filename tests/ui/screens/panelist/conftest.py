"""A panelist's visit of the 钟村街 sample, with nothing entered yet."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.libraries import morning


@pytest.fixture
def library(tmp_path):
    """评委丙's, with a pack opened: two blocks for the station, one in three districts."""
    made = morning().put(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def visit(library):
    made = library.open_visit(morning().known)
    yield made
    made.close()


@pytest.fixture
def signed(visit):
    visit.captures.sign("评委丙", confidential=True, recusals={})
    return visit


@pytest.fixture
def desk(context, visit):
    """The context with the visit in it."""
    return replace(context, visit=visit)


@pytest.fixture
def commit(qapp):
    """Gives an editor a text as an input method does: composed first, then committed."""

    def _commit(editor, text, preedit=""):
        QApplication.sendEvent(editor, QInputMethodEvent(preedit or text, []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    return _commit


@pytest.fixture
def going(qtbot):
    """Collects the targets that a page wants to go to."""

    def _going(page):
        targets = []
        page.go.connect(targets.append)
        return targets

    return _going


@pytest.fixture
def window(show, signed):
    """A bare window with a field that has the keyboard, for what lies over a page."""
    made = QWidget()
    made.field = QLineEdit(made)
    show(made, 1366, 768)
    made.activateWindow()
    made.field.setFocus()
    return made
