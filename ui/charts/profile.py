"""A station's blocks: what this visit reached in each, and what its other visits did."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import tokens

ROW, BAR, DOT = 40, 6, 3.5


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A block: its score of its full mark, the share, and the shares of other visits, oldest first.

    `words` tell the others' scores.
    """

    name: str
    figure: str
    full: str
    share: float | None = None
    others: tuple[float, ...] = ()
    words: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.name} {self.figure}/{self.full} {self.words}".strip()


class ProfileChart(QWidget):
    """Bars of this visit with the dots of the others over them; the last of them is darkest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ProfileRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[ProfileRow, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[ProfileRow]) -> None:
        self._rows = tuple(rows)
        self.setAccessibleDescription("；".join(row.spoken for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(ROW) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for number, row in enumerate(self._rows):
            self._paint_row(painter, QRectF(0, number * px(ROW), self.width(), px(ROW)), row)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: ProfileRow) -> None:
        look = tokens()
        middle = rect.top() + px(11)
        painter.setPen(look.muted)
        start = fonts.draw_right(
            painter, QPointF(rect.right(), middle), f" / {row.full}", fonts.SMALL
        )
        painter.setPen(look.text)
        start = fonts.draw_right(painter, QPointF(start, middle), row.figure, bold=True)
        room = QRectF(rect.left(), rect.top(), start - px(8) - rect.left(), px(22))
        fonts.draw_in(painter, room, row.name)
        track = QRectF(rect.left(), rect.top() + px(25), rect.width(), px(BAR))
        shapes.bar(painter, track, row.share or 0.0, look.accent)
        self._paint_others(painter, track, row.others)

    def _paint_others(self, painter: QPainter, track: QRectF, others: tuple[float, ...]) -> None:
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, share in enumerate(others, start=1):
            colour = look.text if number == len(others) else look.edge
            x = track.left() + track.width() * min(1.0, share)
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(look.surface)
            painter.drawEllipse(QPointF(x, track.center().y()), px(DOT), px(DOT))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = int(event.pos().y() // px(ROW))
            if 0 <= number < len(self._rows) and self._rows[number].words:
                QToolTip.showText(event.globalPos(), self._rows[number].words, self)
            return True
        return super().event(event)
