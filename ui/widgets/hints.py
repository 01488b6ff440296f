"""The line under a list or form that says which keys do what there."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.room import align
from ui.widgets.basics import KeyCap

GAP = 14


class KeyHints(QWidget):
    """Keys with their words, at the right on the page's edge; where there is no room they yield."""

    def __init__(self, hints: Sequence[tuple[tuple[str, ...], str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 6, 0, 9)
        self._row.setSpacing(GAP)
        self._row.addStretch(1)
        for keys, text in hints:
            self._row.addWidget(KeyCap(keys, text, self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._row)
