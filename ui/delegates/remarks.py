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


class RemarkDelegate(PaintedDelegate):
    """Icon, sentence over its place, and the one thing to do about it."""

    height = 50

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, ProblemRow)
        look = tokens()
        ground(painter, rect, option)
        left, right = rect.left() + option.edge, rect.right() - option.edge
        upper = rect.center().y() - (px(10) if row.place else 0)
        shapes.icon(painter, QPointF(left + px(8), upper), row.icon, 16, look.tone(row.tone))
        painter.setPen(look.accent)
        middle = QPointF(right, rect.center().y())
        end = fonts.draw_right(painter, middle, row.action) - px(20)
        painter.setPen(look.text)
        start = left + px(26)
        room = QRectF(start, upper - px(12), end - start, px(24))
        fonts.draw_in(painter, room, row.text, bold=option.chosen)
        painter.setPen(look.muted)
        below = QRectF(start, rect.center().y(), end - start, px(22))
        fonts.draw_in(painter, below, row.place, fonts.SMALL)
        shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)


def action_width(row: ProblemRow) -> float:
    """How much room the action takes at the right edge, easy to hit."""
    return fonts.width(row.action) + px(28) if row.action else 0.0
