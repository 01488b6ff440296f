"""A signature as strokes: painted, and drawn with mouse, pen or finger."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.model.capture import DRAWN_NUMBERS, Stroke
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import tokens

BOX = QSize(1000, 250)
NEAREST = 4
"""Points of a stroke that lie closer together, on a box 1000 wide, are left out."""

_TOUCHES = (
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)


class Ink(QWidget):
    """Shows strokes, in the text's colour; keeps their proportions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[int]] = []
        self.setAccessibleName(_("Drawn signature"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def strokes(self) -> tuple[Stroke, ...]:
        return tuple(tuple(stroke) for stroke in self._strokes)

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Announces nothing."""
        self._strokes = [list(stroke) for stroke in strokes]
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(60))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        self._paint_strokes(QPainter(self))

    def _paint_strokes(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tokens().text, px(2))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            points = [
                QPointF(x, y) * self._scale()
                for x, y in zip(stroke[::2], stroke[1::2], strict=True)
            ]
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPolyline(QPolygonF(points))

    def _scale(self) -> float:
        return min(self.width() / BOX.width(), self.height() / BOX.height())

    def _show(self) -> None:
        count = len(self._strokes)
        self.setAccessibleDescription(_("drawn") if count else _("nothing drawn"))
        self.update()


class SignaturePad(Ink):
    """Takes one pointer at a time; Delete clears. Who signs by keyboard passes it by.

    Signals:
        edited: a stroke was finished, or all were cleared, by the user's doing.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(105))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(105))

    @property
    def is_empty(self) -> bool:
        return not self._strokes

    @Slot()
    def clear(self) -> None:
        """Takes all strokes away."""
        self._drawing = False
        if self._strokes:
            self._strokes = []
            self._show()
            self.edited.emit()

    def _begin(self, at: QPointF) -> None:
        self._drawing = self._room() > 0
        if self._drawing:
            self._strokes.append(list(self._place(at)))
            self._show()

    def _draw(self, at: QPointF) -> None:
        if not self._drawing or self._room() <= 0:
            return
        stroke, (x, y) = self._strokes[-1], self._place(at)
        if abs(x - stroke[-2]) + abs(y - stroke[-1]) >= NEAREST:
            stroke += (x, y)
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.edited.emit()

    def _room(self) -> int:
        """How many more numbers a declaration takes, a last point left aside."""
        return DRAWN_NUMBERS - sum(map(len, self._strokes)) - 1

    def _place(self, at: QPointF) -> tuple[int, int]:
        scale = self._scale()
        x, y = round(at.x() / scale), round(at.y() / scale)
        return min(max(x, 0), BOX.width()), min(max(y, 0), BOX.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._draw(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind is QEvent.Type.TabletPress:
            self.setFocus()
            self._begin(event.position())
        elif kind is QEvent.Type.TabletMove:
            self._draw(event.position())
        else:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            self._touched(event)
            event.accept()
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        """The first finger draws; others do nothing."""
        if event.type() is QEvent.Type.TouchBegin:
            self.setFocus()
            self._begin(event.points()[0].position())
        elif event.type() is QEvent.Type.TouchUpdate:
            self._draw(event.points()[0].position())
        else:
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, look = QPainter(self), tokens()
        rect, lit = QRectF(self.rect()), self.hasFocus()
        edge = look.accent if lit else look.edge
        shapes.framed(painter, rect, edge, look.surface, 2 if lit else 1)
        if self.is_empty:
            painter.setPen(look.muted)
            hint = fonts.elided(_("Draw here, if you like"), rect.width() - px(24))
            fonts.draw_centred(painter, rect.center(), hint)
        self._paint_strokes(painter)
