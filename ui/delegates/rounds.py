"""The timeline: steps one under the other on a line, each with its day and how it stands."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.icons import Icon
from ui.models.rounds import StepRow
from ui.theme import Tone, tokens

NOTE = 20


class StepDelegate(PaintedDelegate):
    """Name and state in the first line, the day below, and what is to be known of it last."""

    height = 76

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, StepRow)
        look = tokens()
        ground(painter, rect, option)
        left, right = rect.left() + option.edge, rect.right() - option.edge
        self._draw_line(painter, rect, left + px(9), row)
        text = left + px(32)
        first = rect.top() + px(20)
        painter.setPen(look.tone(row.tone))
        start = fonts.draw_right(painter, QPointF(right, first), row.state)
        painter.setPen(look.text)
        room = QRectF(text, rect.top(), start - text - px(12), px(40))
        fonts.draw_in(painter, room, row.name, bold=True)
        painter.setPen(look.muted)
        lines = [line for line in (row.when, row.note) if line]
        for number, line in enumerate(lines):
            y = first + px(NOTE) * (number + 1)
            box = QRectF(text, y - px(10), right - text, px(NOTE))
            warned = line == row.note and row.tone is not Tone.PRAISE and number
            painter.setPen(look.concern if warned else look.muted)
            fonts.draw_in(painter, box, line, fonts.SMALL)

    def _draw_line(self, painter: QPainter, rect: QRectF, x: float, row: StepRow) -> None:
        look, middle = tokens(), rect.top() + px(20)
        first, last = row.ends
        if not first:
            shapes.upright(painter, x, rect.top(), middle - px(11), look.line)
        if not last:
            shapes.upright(painter, x, middle + px(11), rect.bottom() + 1, look.line)
        if row.icon is Icon.UNTICK:
            shapes.circle(painter, QPointF(x, middle), px(6), look.edge)
        else:
            shapes.icon(painter, QPointF(x, middle), row.icon, 18, look.tone(row.tone))
