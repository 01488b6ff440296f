"""How tests reach into the instrument of the set-up."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.exchange.instrument_file import load_shipped
from ui.models.roles import Role

D = Decimal
SHIPPED = load_shipped("gz-2023")
BLOCK = ("parties", 0, "blocks", 0)
ITEM = (*BLOCK, "items", 0)
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def key(widget, *keys):
    for one in keys:
        code, held = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(widget, code, held)


def type_into(widget, text):
    """Through the input method, as Chinese is typed."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def at(part, place):
    part.outline.view.choose(place)
    part.outline.view.setFocus()


def editor_of(part, path):
    form = part.form.form
    return next(widget for field, widget in form.editors.items() if field.path == path)


def fill(part, path, text):
    editor = editor_of(part, path)
    editor.setFocus()
    editor.selectAll()
    key(editor, Qt.Key.Key_Delete)
    type_into(editor, text)
    editor.flush()


def row(part, place):
    return part.outline.view.nodes.index_at(place).data(Role.SHOWN)


def said(part, path):
    form = part.form.form
    field = next(f for f in form.editors if f.path == path)
    return form.editors[field].accessibleDescription()
