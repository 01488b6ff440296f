"""Tab that stays within a few widgets, for what lies over a page."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class TabRing(QObject):
    """Goes round the widgets in their order; those that are not in sight are passed over."""

    def __init__(self, ring: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._ring = tuple(ring)
        for widget in self._ring:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            shown = [w for w in self._ring if w is watched or w.isVisible()]
            here = [n for n, widget in enumerate(shown) if widget is watched]
            if step and here:
                target = shown[(here[0] + step) % len(shown)]
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
