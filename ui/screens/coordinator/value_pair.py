"""Several values side by side, one of which is to count."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.models.gaps import Choice, Conflict
from ui.theme import Tone, tokens

GAP = 8


class ValuePair(QWidget):
    """What the cell is, and a box for each value with its time; nothing is chosen at first.

    Signals:
        picked: (Conflict, value) by the user's doing.
    """

    picked = Signal(object, str)

    def __init__(self, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflict = conflict
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(conflict.label)
        self.setAccessibleDescription("，".join(f"{c.text} {c.time}" for c in conflict.choices))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._at = next(
            (n for n, c in enumerate(conflict.choices) if c.value == conflict.picked), 0
        )

    def sizeHint(self) -> QSize:
        rows = (len(self.conflict.choices) + 1) // 2
        return QSize(px(280), px(30) + rows * px(40 + GAP))

    def choose(self, value: str) -> None:
        """As if the user had clicked it."""
        if value != self.conflict.picked:
            self.picked.emit(self.conflict, value)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(tokens().text)
        room = QRectF(0, 0, self.width(), px(28))
        fonts.draw_in(painter, room, self.conflict.label)
        for number, (choice, box) in enumerate(self._boxes()):
            self._paint_box(painter, choice, box, ringed=self.hasFocus() and number == self._at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, (choice, box) in enumerate(self._boxes()):
            if box.contains(event.position()):
                self._at = number
                self.choose(choice.value)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._at = max(0, min(len(self.conflict.choices) - 1, self._at + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.conflict.choices[self._at].value)
        else:
            super().keyPressEvent(event)

    def _boxes(self) -> list[tuple[Choice, QRectF]]:
        half = (self.width() - px(GAP)) / 2
        found = []
        for number, choice in enumerate(self.conflict.choices):
            x = (number % 2) * (half + px(GAP))
            y = px(30) + (number // 2) * px(40 + GAP)
            found.append((choice, QRectF(int(x), y, int(half), px(40))))
        return found

    def _paint_box(self, painter: QPainter, choice: Choice, box: QRectF, *, ringed: bool) -> None:
        look = tokens()
        chosen = choice.value == self.conflict.picked
        edge = look.accent if chosen or ringed else look.edge
        fill = look.soft(Tone.ACCENT) if chosen else look.surface
        shapes.framed(painter, box, edge, fill, 2.5 if ringed else 1.5 if chosen else 1)
        middle = box.center().y()
        self._paint_radio(painter, QPointF(box.left() + px(18), middle), chosen=chosen)
        painter.setPen(look.text)
        at = QPointF(box.left() + px(34), middle)
        fonts.draw(painter, at, choice.text, fonts.LARGE, bold=True)
        painter.setPen(look.muted)
        right = QPointF(box.right() - px(10), middle)
        fonts.draw_right(painter, right, choice.time, fonts.SMALL)

    def _paint_radio(self, painter: QPainter, centre: QPointF, *, chosen: bool) -> None:
        look = tokens()
        colour = look.accent if chosen else look.edge
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, px(6.5), px(6.5))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, px(3.5), px(3.5))
