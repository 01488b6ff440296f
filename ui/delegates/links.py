"""Rows of evidence and of what is linked or may be."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.i18n import _
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState, focus_ring
from ui.delegates.rows import ground
from ui.fonts import px
from ui.icons import Icon
from ui.models.evidence import EvidenceRow
from ui.theme import tokens

EDGE = 24


class EvidenceDelegate(PaintedDelegate):
    """Icon, name, and what was found or when; a mark at the end where it is linked by hand."""

    height = 28

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, EvidenceRow)
        look = tokens()
        if option.focused:
            focus_ring(painter, rect.adjusted(-6, 0, 6, 0))
        middle, right = rect.center().y(), rect.right()
        shapes.icon(
            painter, QPointF(rect.left() + px(8), middle), row.icon, 16, look.tone(row.tone)
        )
        if row.linked:
            shapes.icon(painter, QPointF(right - px(7), middle), Icon.LINK, 14, look.accent)
            right -= px(20)
        painter.setPen(look.muted)
        end = fonts.draw_right(painter, QPointF(right, middle), row.state, fonts.SMALL)
        painter.setPen(look.text)
        left = rect.left() + px(26)
        room = QRectF(left, rect.top(), end - px(8) - left, rect.height())
        room.setLeft(fonts.draw_in(painter, room, row.name) + px(10))
        if room.width() > px(40):
            painter.setPen(look.muted)
            fonts.draw_in(painter, room, row.place, fonts.SMALL)


class LinkDelegate(PaintedDelegate):
    """Name over its place at the left; at the right what was found, and whether it is linked."""

    height = 50

    def __init__(self, edge: int = EDGE) -> None:
        super().__init__()
        self._edge = edge

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, EvidenceRow)
        look = tokens()
        if self._edge:
            ground(painter, rect, option)
        elif option.focused:
            focus_ring(painter, rect.adjusted(-6, 0, 6, 0))
        left, right = rect.left() + px(self._edge), rect.right() - px(self._edge)
        upper, lower = rect.top() + px(16), rect.top() + px(35)
        if not row.place and not row.linked:
            upper = rect.center().y()
        colour = look.tone(row.tone)
        shapes.icon(painter, QPointF(left + px(8), upper), row.icon, 16, colour)
        left += px(26)
        painter.setPen(look.muted)
        end = fonts.draw_right(painter, QPointF(right, upper), row.state, fonts.SMALL)
        painter.setPen(look.text)
        room = QRectF(left, upper, end - px(8) - left, 0)
        fonts.draw_in(painter, room, row.name, bold=row.linked)
        end = self._draw_linked(painter, QPointF(right, lower)) if row.linked else right
        painter.setPen(look.muted)
        fonts.draw_in(painter, QRectF(left, lower, end - px(8) - left, 0), row.place, fonts.SMALL)
        if self._edge:
            shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)

    def _draw_linked(self, painter: QPainter, end: QPointF) -> float:
        look = tokens()
        painter.setPen(look.accent)
        start = fonts.draw_right(painter, end, _("linked"), fonts.SMALL, bold=True) - px(18)
        shapes.icon(painter, QPointF(start + px(7), end.y()), Icon.LINK, 14, look.accent)
        return start
