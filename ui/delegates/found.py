"""Rows of what was found: a heading for each kind, and lines with the words marked."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.models.find import FoundRow
from ui.theme import Tone, tokens

SIDE, INDENT, PLACE = 24, 24, 0.34


class FoundDelegate(PaintedDelegate):
    """The place stands at the right, and takes no more than a third of the row."""

    height = 36

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, FoundRow)
        look = tokens()
        left, right = rect.left() + px(SIDE), rect.right() - px(SIDE)
        middle = rect.center().y()
        if not row.id:
            self._draw_heading(painter, QPointF(left, middle + px(3)), row)
            return
        ground(painter, rect, option)
        place = fonts.elided(row.place, (right - left) * PLACE, fonts.SMALL)
        painter.setPen(look.muted)
        end = fonts.draw_right(painter, QPointF(right, middle), place, fonts.SMALL)
        start = left + px(INDENT)
        _draw_marked(painter, QRectF(start, rect.top(), end - px(16) - start, rect.height()), row)

    def _draw_heading(self, painter: QPainter, at: QPointF, row: FoundRow) -> None:
        look = tokens()
        if row.icon:
            shapes.icon(painter, at + QPointF(px(8), 0), row.icon, 15, look.muted)
        painter.setPen(look.muted)
        words = at + QPointF(px(INDENT), 0)
        end = fonts.draw(painter, words, row.text, fonts.SMALL, bold=True)
        fonts.draw(painter, QPointF(end + px(8), at.y()), row.place, fonts.SMALL)


def _draw_marked(painter: QPainter, rect: QRectF, row: FoundRow) -> None:
    """One line, the hits on a band of accent."""
    look = tokens()
    shown = fonts.elided(row.text, rect.width())
    kept = len(shown) if shown == row.text else max(0, len(shown) - 1)
    for start, end in row.hits:
        stop = min(end, kept)
        if start < stop:
            x = rect.left() + fonts.width(shown[:start])
            width = fonts.width(shown[start:stop])
            band = QRectF(x - 1, rect.center().y() - px(11), width + 2, px(22))
            shapes.rounded(painter, band, look.mid(Tone.ACCENT), 3)
    painter.setPen(look.text)
    fonts.draw(painter, QPointF(rect.left(), rect.center().y()), shown)
