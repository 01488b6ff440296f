"""Rows of the record of changes: when, who, what and where over what was before and after."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.models.audit import AuditRow
from ui.theme import tokens

TIME, WHO, NARROW_WHO = 104, 128, 40
LINE = 11
WIDE = 560


class AuditDelegate(PaintedDelegate):
    """Paints an `AuditRow`; where there is little room a person is an avatar alone."""

    height = 54

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, AuditRow)
        look = tokens()
        ground(painter, rect, option)
        left, right = rect.left() + option.edge, rect.right() - option.edge
        shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)
        middle = rect.center().y() - 0.5
        painter.setPen(look.text)
        top, low = middle - px(LINE), middle + px(LINE)
        fonts.draw(painter, QPointF(left, top), row.time)
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(left, low), row.day, fonts.SMALL)
        wide = rect.width() > px(WIDE)
        start = left + px(TIME)
        who = QRectF(start, rect.top(), px(WHO if wide else NARROW_WHO), rect.height())
        self._draw_who(painter, who, row, lit=option.chosen)
        body = who.right()
        upper = top if row.change else middle
        self._draw_what(painter, QRectF(body, upper - px(10), right - body, px(20)), row)
        painter.setPen(look.muted)
        fonts.draw_in(painter, QRectF(body, low - px(10), right - body, px(20)), row.change)

    def _draw_who(self, painter: QPainter, rect: QRectF, row: AuditRow, *, lit: bool) -> None:
        middle = rect.center().y()
        at = QPointF(rect.left() + px(12), middle)
        shapes.avatar(painter, at, shapes.initial(row.who), 24, lit=lit)
        if rect.width() > px(NARROW_WHO):
            painter.setPen(tokens().text)
            room = rect.adjusted(px(32), 0, -px(8), 0)
            fonts.draw_in(painter, room, row.who)

    def _draw_what(self, painter: QPainter, rect: QRectF, row: AuditRow) -> None:
        look = tokens()
        colour = look.verify if row.played else look.muted
        at = QPointF(rect.left() + px(8), rect.center().y())
        shapes.icon(painter, at, row.icon, 16, colour)
        painter.setPen(look.verify if row.played else look.text)
        room = rect.adjusted(px(24), 0, 0, 0)
        end = fonts.draw_in(painter, room, row.what, bold=True)
        painter.setPen(look.muted)
        rest = QRectF(end + px(10), rect.top(), rect.right() - end - px(10), rect.height())
        if rest.width() > px(40):
            fonts.draw_in(painter, rest, row.place)
