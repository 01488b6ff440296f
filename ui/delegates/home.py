"""The home page's rows: station over its state, how far it is, total and grade, when."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.home import HomeRow
from ui.models.rounds import DueWords
from ui.theme import Tone, tokens

BAR_AT, BAR_WIDTH = 0.424, 208
TOTAL_END, WHEN_END = 0.803, 0.969


class HomeDelegate(PaintedDelegate):
    """Paints a `HomeRow`; columns stand at shares of the width."""

    height = 66

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, HomeRow)
        look = tokens()
        if option.hovered:
            shapes.rounded(painter, rect.adjusted(-0.0, 1, 0, -1), look.raised)
        shapes.hairline(painter, rect.left(), rect.right(), rect.bottom(), look.line)
        inner = rect.adjusted(px(8), 0, -px(8), 0)
        self._draw_words(painter, inner, row)
        if inner.width() > px(640):
            self._draw_share(painter, inner, row)
        self._draw_total(painter, inner, row)
        middle = rect.center().y()
        shapes.icon(painter, QPointF(inner.right() - px(6), middle), Icon.RIGHT, 14, look.muted)
        if option.focused:
            focus_ring(painter, rect.adjusted(0, 1, 0, -1))

    def _draw_words(self, painter: QPainter, rect: QRectF, row: HomeRow) -> None:
        look = tokens()
        middle = rect.center().y()
        room = rect.width() * (BAR_AT if rect.width() > px(640) else 0.6) - px(16)
        painter.setPen(look.text)
        kind_width = fonts.width(row.kind, fonts.SMALL) + px(10)
        name = fonts.elided(row.station, room - kind_width, fonts.LARGE, bold=True)
        top = QPointF(rect.left(), middle - px(12))
        end = fonts.draw(painter, top, name, fonts.LARGE, bold=True)
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(end + px(10), middle - px(12)), row.kind, fonts.SMALL)
        beside = row.due if rect.width() <= px(640) else None
        taken = fonts.width(beside.text) + px(34) if beside else 0
        state = fonts.elided(row.state, room - taken)
        end = fonts.draw(painter, QPointF(rect.left(), middle + px(12)), state)
        if beside:
            draw_due(painter, QPointF(end + px(12), middle + px(12)), beside, room)

    def _draw_share(self, painter: QPainter, rect: QRectF, row: HomeRow) -> None:
        if row.share is None:
            return
        look = tokens()
        left = rect.left() + rect.width() * BAR_AT
        middle = rect.center().y()
        colour = look.praise if row.share >= 1 else look.accent
        lifted = px(12) if row.due else 0
        box = QRectF(left, middle - px(3) - lifted, px(BAR_WIDTH), px(6))
        shapes.bar(painter, box, row.share, colour)
        if row.due:
            end = TOTAL_END if row.total else WHEN_END
            room = rect.width() * (end - BAR_AT) - px(84)
            draw_due(painter, QPointF(left, middle + px(12)), row.due, room)

    def _draw_total(self, painter: QPainter, rect: QRectF, row: HomeRow) -> None:
        """The day ends the row; total and grade keep their place, or give way to a long day."""
        look = tokens()
        middle = rect.center().y()
        painter.setPen(look.muted)
        when_end = rect.left() + rect.width() * WHEN_END
        free = fonts.draw_right(painter, QPointF(when_end, middle), row.when) - px(16)
        if not row.total:
            return
        graded = px(10) + fonts.width(row.grade, bold=True)
        end = min(rect.left() + rect.width() * TOTAL_END, free - graded)
        painter.setPen(look.text)
        fonts.draw_right(painter, QPointF(end, middle), row.total, fonts.TITLE, bold=True)
        painter.setPen(look.tone(Tone.PRAISE))
        fonts.draw(painter, QPointF(end + px(10), middle), row.grade, bold=True)


def draw_due(painter: QPainter, at: QPointF, due: DueWords, room: float) -> None:
    """Sign, step and how it stands, in its tone; in fewer words where there is no room."""
    colour = tokens().tone(due.tone)
    whole, short = due.text, due.brief
    text = whole if fonts.width(whole) <= room - px(22) else fonts.elided(short, room - px(22))
    shapes.icon(painter, QPointF(at.x() + px(7), at.y()), due.icon, 14, colour)
    painter.setPen(colour)
    fonts.draw(painter, QPointF(at.x() + px(22), at.y()), text)


class PracticeDelegate(PaintedDelegate):
    """A practice visit on one line: station, then what one does there."""

    height = 40

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, HomeRow)
        look = tokens()
        if option.hovered:
            shapes.rounded(painter, rect.adjusted(0, 1, 0, -1), look.raised)
        shapes.hairline(painter, rect.left(), rect.right(), rect.bottom(), look.line)
        middle = rect.center().y()
        painter.setPen(look.text)
        end = fonts.draw(painter, QPointF(rect.left() + px(8), middle), row.station)
        left = max(end + px(16), rect.left() + px(8) + rect.width() * 0.16)
        painter.setPen(look.muted)
        room = QRectF(left, rect.top(), rect.right() - px(40) - left, rect.height())
        fonts.draw_in(painter, room, row.state)
        shapes.icon(painter, QPointF(rect.right() - px(14), middle), Icon.RIGHT, 14, look.muted)
        if option.focused:
            focus_ring(painter, rect.adjusted(0, 1, 0, -1))
