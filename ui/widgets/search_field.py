"""A field to look for something with, over a list that its arrow keys move in."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.widgets.editors import LineEditor

PAGE = 8
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
}
_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class SearchField(LineEditor):
    """Up, down and page keys are the list's; undo and redo are the visit's, not the field's.

    Signals:
        stepped: (rows) to go down, or up where it is less than nought.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget, *, name: str, placeholder: str) -> None:
        super().__init__(parent, name=name, placeholder=placeholder)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.ignore()
            if any(event.matches(key) for key in _HISTORY):
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not self.composing:
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)
