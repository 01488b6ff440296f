"""A row that tells a fault of a form: as high as its sentence."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyleOptionViewItem

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.models.forms import FaultRow
from ui.models.roles import Role
from ui.room import edge
from ui.theme import tokens

_LINE, _SMALL_LINE, _TOP, _LEAD = 22, 18, 9, 28


class FaultDelegate(PaintedDelegate):
    """Icon, the place in small type, and the whole sentence under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Role.SHOWN)
        if not isinstance(row, FaultRow):
            return QSize(0, 0)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractScrollArea) else 320
        lines = len(_lines(row, width - 2 * edge(option.widget)))
        place = px(_SMALL_LINE) if row.place else 0
        return QSize(0, px(_TOP) * 2 + place + lines * px(_LINE))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, FaultRow)
        look = tokens()
        ground(painter, rect, option)
        left, right, y = (
            rect.left() + option.edge,
            rect.right() - option.edge,
            rect.top() + px(_TOP),
        )
        at = QPointF(left + px(8), y + px(_SMALL_LINE if row.place else _LINE) / 2)
        shapes.icon(painter, at, row.icon, 16, look.tone(row.tone))
        if row.place:
            painter.setPen(look.muted)
            where = QPointF(left + px(_LEAD), y + px(_SMALL_LINE) / 2)
            fonts.draw(painter, where, row.place, fonts.SMALL)
            y += px(_SMALL_LINE)
        painter.setPen(look.text)
        for line in _lines(row, rect.width() - 2 * option.edge):
            fonts.draw(painter, QPointF(left + px(_LEAD), y + px(_LINE) / 2), line)
            y += px(_LINE)
        shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)


def _lines(row: FaultRow, width: float) -> list[str]:
    return fonts.wrapped(row.text, max(px(40), width - px(_LEAD)))
