"""A sheet that floats over the page: the scrim, its shadow, Tab inside, Escape and a click out."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from ui.charts import shapes
from ui.fonts import px
from ui.theme import tokens
from ui.widgets.basics import KeyCap
from ui.widgets.tab_ring import TabRing

RADIUS = 12
SHADOW = ((2, 10), (6, 8), (12, 5), (20, 3))
MOST_POPUPS = 8
Hints = Sequence[tuple[tuple[str, ...], str]]
"""Keys and what they do."""
SCRIM = {False: 46, True: 115}


def _close_popups() -> None:
    """Each closes at once; one that did not would be closed without end."""
    for _popup in range(MOST_POPUPS):
        shown = QApplication.activePopupWidget()
        if shown is None:
            return
        shown.close()


def _chain(widget: QWidget | None) -> tuple[QWidget, ...]:
    """A widget and all that hold it: an editor inside a table goes when it loses the keyboard."""
    found: list[QWidget] = []
    while widget is not None:
        found.append(widget)
        widget = widget.parentWidget()
    return tuple(found)


def _takes_keys(widget: QWidget) -> bool:
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None


class Sheet(QFrame):
    """The sheet, its foot on the ground colour."""

    def __init__(self, foot: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._foot = foot

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        box = QRectF(self.rect())
        shapes.rounded(painter, box, look.bg, px(RADIUS))
        painter.setClipRect(self.rect().adjusted(0, 0, 0, -px(self._foot)))
        shapes.rounded(painter, box.adjusted(0, 0, 0, px(RADIUS)), look.surface, px(RADIUS))
        painter.setClipping(False)
        shapes.hairline(painter, 0, self.width(), self.height() - px(self._foot), look.line)


def key_foot(sheet: QWidget, height: int, keys: Hints, first: QWidget | None = None) -> QWidget:
    """What the keys do, at the foot of a sheet, behind something that is told there."""
    holder = QWidget(sheet)
    holder.setFixedHeight(px(height))
    foot = QHBoxLayout(holder)
    foot.setContentsMargins(24, 0, 24, 0)
    foot.setSpacing(14)
    if first is None:
        foot.addStretch(1)
    else:
        foot.addWidget(first, 1)
    for caps, text in keys:
        foot.addWidget(KeyCap(caps, text, holder))
    return holder


class Overlay(QWidget):
    """Built once, a child of the window's page, shown when asked for.

    Signals:
        closed: it has been put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, size: tuple[int, int], top: int, foot: int) -> None:
        super().__init__(parent)
        self._size, self._top = size, top
        self._home = parent
        self._before: tuple[QWidget, ...] = ()
        self.sheet = Sheet(foot, self)
        self.hide()

    def set_ring(self, ring: Sequence[QWidget]) -> None:
        """What Tab walks through."""
        TabRing(ring, self)

    def appear(self) -> None:
        """Shows the sheet over all that its window shows, drop-downs put away.

        Whoever has the keyboard, in this window or another, gets it back later.
        """
        _close_popups()
        self._before = _chain(QApplication.focusWidget())
        over = self._topmost()
        if over is not self.parentWidget():
            self.setParent(over)
        self.setGeometry(over.rect())
        self._place_sheet()
        self.show()
        self.raise_()
        if not self.isActiveWindow():
            self.activateWindow()

    @Slot()
    def put_away(self) -> None:
        if self.isHidden():
            return
        self.hide()
        if self.parentWidget() is not self._home:
            self.setParent(self._home)
        self.give_back()
        self.closed.emit()

    def give_back(self) -> None:
        """The keyboard, to whoever had it or, if that is gone, to what held it."""
        before, self._before = self._before, ()
        for widget in before:
            if isValid(widget) and widget.isVisible() and _takes_keys(widget):
                widget.activateWindow()
                widget.setFocus()
                return

    def _topmost(self) -> QWidget:
        """The page, or the window where something covers the page."""
        window = self._home.window()
        middle = self._home.mapTo(window, self._home.rect().center())
        seen = window.childAt(middle)
        if seen is None or seen is self._home or self._home.isAncestorOf(seen):
            return self._home
        return window

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, SCRIM[tokens().dark]))
        box = QRectF(self.sheet.geometry())
        for grown, alpha in SHADOW:
            around = box.adjusted(-grown, -grown / 2, grown, grown * 1.4)
            shapes.rounded(painter, around, QColor(0, 0, 0, alpha), px(RADIUS) + grown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sheet()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._place_sheet()

    def _place_sheet(self) -> None:
        """As large as the zoom wants it, but no larger than the window."""
        width = min(px(self._size[0]), self.width() - 32)
        height = min(px(self._size[1]), self.height() - 32)
        top = min(px(self._top), max(16, (self.height() - height) // 2))
        self.sheet.setGeometry(QRect((self.width() - width) // 2, top, width, height))
