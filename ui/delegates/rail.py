"""The rail's rows: ring, icon, name over time and progress."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.models.roles import StageRow
from ui.theme import tokens


class RailDelegate(PaintedDelegate):
    """Paints a `StageRow`; narrow rows show the ring alone."""

    height = 46

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, StageRow)
        folded = rect.width() < px(100)
        look = tokens()
        box = rect.adjusted(px(6), 0, -px(6), 0) if folded else rect.adjusted(8, 0, -8, 0)
        ground = look.nav if option.chosen else look.raised if option.hovered else look.bg
        if option.chosen or option.hovered:
            shapes.rounded(painter, box, ground)
        if option.focused:
            focus_ring(painter, box)
        x = rect.center().x() if folded else rect.left() + px(33)
        self._draw_ring(painter, QPointF(x, rect.center().y()), row, option)
        if not folded:
            self._draw_words(painter, rect, row, option)

    def _draw_ring(
        self, painter: QPainter, centre: QPointF, row: StageRow, option: RowState
    ) -> None:
        look = tokens()
        share = row.share or 0.0
        done = share >= 1
        begun = option.chosen or share > 0 or row.share is None
        if row.share is not None:
            shapes.ring(painter, centre, px(14), share, look.praise if done else look.accent)
        shade = look.accent if option.chosen else look.text if begun else look.muted
        shapes.icon(painter, centre, row.icon, 16, shade)
        if done:
            ground = look.nav if option.chosen else look.raised if option.hovered else look.bg
            shapes.badge(painter, centre + QPointF(px(11), px(11)), px(12), ground)

    def _draw_words(self, painter: QPainter, rect: QRectF, row: StageRow, option: RowState) -> None:
        look = tokens()
        left, room = rect.left() + px(60), rect.width() - px(60) - 14
        middle = rect.center().y()
        painter.setPen(look.accent if option.chosen else look.text)
        line = fonts.elided(row.name, room, fonts.BODY, bold=option.chosen)
        top = middle - px(9) if row.detail else middle
        fonts.draw(painter, QPointF(left, top), line, fonts.BODY, bold=option.chosen)
        painter.setPen(look.text if option.chosen else look.muted)
        detail = fonts.elided(row.detail, room, fonts.SMALL)
        fonts.draw(painter, QPointF(left, middle + px(10)), detail, fonts.SMALL)
