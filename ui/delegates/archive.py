"""Cards of the archive with their small plots, and the visits of one station."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from ui import fonts
from ui.charts import shapes
from ui.charts.series import paint_plot
from ui.delegates.painted import Index, PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.models.archive import Card, TermRow
from ui.models.roles import Role
from ui.theme import Tone, tokens

WIDE, HIGH, GAP, PAD = 216, 108, 8, 12


class CardDelegate(PaintedDelegate):
    """Name and mean over how many there are, and the plot below."""

    height = HIGH

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(px(WIDE + GAP), px(HIGH))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, Card)
        look = tokens()
        box = rect.adjusted(0, 0, -px(GAP), 0)
        fill = look.raised if option.hovered else look.surface
        if row.chosen:
            shapes.framed(painter, box, look.accent, look.soft(Tone.ACCENT), 1.5)
        else:
            shapes.framed(painter, box, look.line, fill)
        inner = box.adjusted(px(PAD), 0, -px(PAD), 0)
        self._draw_words(painter, inner, row)
        plot = QRectF(inner.left(), box.top() + px(52), inner.width(), px(HIGH - 62))
        paint_plot(painter, plot, row.plot)
        if option.focused:
            focus_ring(painter, box)

    def _draw_words(self, painter: QPainter, rect: QRectF, row: Card) -> None:
        look = tokens()
        top, low = rect.top() + px(18), rect.top() + px(40)
        painter.setPen(look.text)
        start = fonts.draw_right(
            painter, QPointF(rect.right(), top), row.figure, fonts.LARGE, bold=True
        )
        painter.setPen(look.accent if row.chosen else look.text)
        room = QRectF(rect.left(), top - px(11), start - px(8) - rect.left(), px(22))
        fonts.draw_in(painter, room, row.name, bold=True)
        end = rect.right()
        if row.late:
            painter.setPen(look.tone(Tone.CRITICAL))
            end = fonts.draw_right(painter, QPointF(end, low), row.late, fonts.SMALL) - px(8)
        painter.setPen(look.muted)
        note = QRectF(rect.left(), low - px(9), end - rect.left(), px(18))
        fonts.draw_in(painter, note, row.note, fonts.SMALL)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The tip: the name in full."""
        card = index.data(Role.SHOWN)
        if event.type() is not QEvent.Type.ToolTip or not isinstance(card, Card):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), card.spoken, view)
        return True


class TermDelegate(PaintedDelegate):
    """A visit of the station on one line: which, when, total, grade."""

    height = 34

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, TermRow)
        look = tokens()
        middle = rect.center().y()
        if row.current or option.hovered:
            ground = look.soft(Tone.ACCENT) if row.current else look.raised
            shapes.rounded(painter, rect.adjusted(0, 1, 0, -1), ground)
        inner = rect.adjusted(px(8), 0, -px(8), 0)
        painter.setPen(look.accent if row.current else look.text)
        end = fonts.draw(painter, QPointF(inner.left(), middle), row.name, bold=row.current)
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(end + px(8), middle), row.day, fonts.SMALL)
        start = fonts.draw_right(painter, QPointF(inner.right(), middle), row.grade, fonts.SMALL)
        painter.setPen(look.text if row.grade else look.muted)
        size = fonts.BODY if row.grade else fonts.SMALL
        at = QPointF(start - (px(8) if row.grade else 0), middle)
        fonts.draw_right(painter, at, row.figure, size, bold=bool(row.grade))
        if option.focused:
            focus_ring(painter, rect.adjusted(0, 1, 0, -1))
