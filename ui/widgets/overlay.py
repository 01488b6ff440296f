"""A sheet that floats over the page: the scrim, its shadow, Tab inside, Escape and a click out."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.charts import shapes
from ui.fonts import px
from ui.theme import tokens
from ui.widgets.tab_ring import TabRing

RADIUS = 12
SHADOW = ((2, 10), (6, 8), (12, 5), (20, 3))
SCRIM = {False: 46, True: 115}


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


class Overlay(QWidget):
    """Built once, a child of the window's page, shown when asked for.

    Signals:
        closed: it has been put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, size: tuple[int, int], top: int, foot: int) -> None:
        super().__init__(parent)
        self._size, self._top = size, top
        self._before: QWidget | None = None
        self.sheet = Sheet(foot, self)
        self.hide()

    def set_ring(self, ring: Sequence[QWidget]) -> None:
        """What Tab walks through."""
        TabRing(ring, self)

    def appear(self) -> None:
        """Shows the sheet over the whole parent; whoever has the keyboard gets it back later."""
        self._before = QApplication.focusWidget()
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    @Slot()
    def put_away(self) -> None:
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self._before = None
        self.closed.emit()

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
        width = min(px(self._size[0]), self.width() - 32)
        height = min(px(self._size[1]), self.height() - 32)
        top = min(px(self._top), max(16, (self.height() - height) // 2))
        self.sheet.setGeometry(QRect((self.width() - width) // 2, top, width, height))
