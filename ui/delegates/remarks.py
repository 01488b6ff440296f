"""A problem of the report on two lines: what is wrong, then its family and place."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.models.roles import ProblemRow
from ui.theme import tokens

_LEAD, _LINE = 26, 20
"""What the icon takes, and how far two lines stand apart."""


class RemarkDelegate(PaintedDelegate):
    """Icon, sentence over its place, and the one thing to do about it."""

    height = 50

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, ProblemRow)
        look = tokens()
        ground(painter, rect, option)
        left, right = rect.left() + option.edge, rect.right() - option.edge
        painter.setPen(look.accent)
        middle = QPointF(right, rect.center().y())
        end = fonts.draw_right(painter, middle, row.action) - px(20)
        room = QRectF(left + px(_LEAD), rect.top(), end - left - px(_LEAD), rect.height())
        first, second = sentence_lines(row, room.width(), bold=option.chosen)
        upper = rect.center().y() - (px(_LINE / 2) if row.place or second else 0)
        shapes.icon(painter, QPointF(left + px(8), upper), row.icon, 16, look.tone(row.tone))
        painter.setPen(look.text)
        _line(painter, room, upper, first, bold=option.chosen)
        _line(painter, room, upper + px(_LINE), second, bold=option.chosen)
        painter.setPen(look.muted)
        below = QRectF(room.left(), rect.center().y(), room.width(), px(22))
        fonts.draw_in(painter, below, row.place, fonts.SMALL)
        shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)


def sentence_lines(row: ProblemRow, room: float, *, bold: bool = False) -> tuple[str, str]:
    """A sentence without a place below it may take both lines; the second is cut when painted."""
    lines = fonts.wrapped(row.text, max(px(40), room), bold=bold)
    if row.place or len(lines) < 2:
        return row.text, ""
    return lines[0], "".join(lines[1:])


def _line(painter: QPainter, room: QRectF, middle: float, text: str, *, bold: bool) -> None:
    box = QRectF(room.left(), middle - px(12), room.width(), px(24))
    fonts.draw_in(painter, box, text, bold=bold)


def action_width(row: ProblemRow) -> float:
    """How much room the action takes at the right edge, easy to hit."""
    return fonts.width(row.action) + px(28) if row.action else 0.0
