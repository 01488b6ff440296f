"""Indicators: name and figures over a bar with the tick of the time that has passed."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.briefing import IndicatorRow
from ui.models.roles import Role
from ui.theme import Tone, tokens

HIGH, HEAD = 46, 28
_ICONS = {Tone.PRAISE: Icon.UP, Tone.CONCERN: Icon.WARNING}


class IndicatorDelegate(PaintedDelegate):
    """Paints an `IndicatorRow`; the words behind and ahead stand beside the colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row = index.data(Role.SHOWN)
        high = HIGH if isinstance(row, IndicatorRow) and row.id else HEAD
        return QSize(0, px(high))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, IndicatorRow)
        look = tokens()
        if not row.id:
            painter.setPen(look.muted)
            at = QPointF(rect.left(), rect.bottom() - px(12))
            fonts.draw(painter, at, row.name, fonts.SMALL, bold=True)
            return
        if option.focused:
            focus_ring(painter, rect)
        upper, lower = rect.top() + px(13), rect.top() + px(33)
        painter.setPen(look.muted)
        start = fonts.draw_right(painter, QPointF(rect.right(), upper), row.figures)
        painter.setPen(look.text)
        name = QRectF(rect.left(), upper, start - px(12) - rect.left(), 0)
        fonts.draw_in(painter, name, row.name)
        self._draw_words(painter, QPointF(rect.right(), lower), row)
        if row.share is not None:
            bar = QRectF(rect.left(), lower - px(3), rect.width() - px(WORDS), px(6))
            paint_progress(painter, bar, row)

    def _draw_words(self, painter: QPainter, end: QPointF, row: IndicatorRow) -> None:
        look = tokens()
        painter.setPen(look.muted if row.share is None else look.tone(row.tone))
        start = fonts.draw_right(painter, end, row.word, fonts.SMALL)
        if row.tone in _ICONS:
            at = QPointF(start - px(11), end.y())
            shapes.icon(painter, at, _ICONS[row.tone], 13, look.tone(row.tone))
        painter.setPen(look.text)
        percent = QPointF(end.x() - px(PACE), end.y())
        fonts.draw_right(painter, percent, row.percent, fonts.SMALL)


WORDS, PACE = 172, 104
"""Room right of the bar for percentage and word, and of it for the word."""


def paint_progress(painter: QPainter, bar: QRectF, row: IndicatorRow) -> None:
    """A bar to the target, and an upright tick where time stands."""
    look = tokens()
    shapes.bar(painter, bar, row.share or 0.0, look.tone(row.tone))
    if row.elapsed is not None:
        x = bar.left() + bar.width() * min(1.0, max(0.0, row.elapsed))
        shapes.mark(painter, x, bar.center().y(), bar.height() + px(8), look.text)
