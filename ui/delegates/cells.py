"""Cells of grids: items, figures, scores with their marks, dot plots, readiness."""

import math

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from ui import fonts
from ui.charts import shapes
from ui.charts.strip import paint_strip
from ui.delegates.painted import Index, PaintedDelegate, RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import (
    ItemCell,
    PersonCell,
    Ready,
    ReadyCell,
    Role,
    RowKind,
    ScoreCell,
    ScoreKind,
    StripCell,
    TextCell,
)
from ui.theme import Tone, tokens

PAD = 16
EDGE, INDENT = 24, 20
HIGH = 55
"""In a row higher than this the name stands at its top."""
REASON, EVIDENCE, MISSING = 44, 62, 84
"""How far left of the figure's right edge the marks stand, so that they form columns."""


class GridDelegate(PaintedDelegate):
    """Paints any of the cell kinds and the hairline under it."""

    def __init__(self, parent: QObject | None = None, height: int = 36) -> None:
        super().__init__(parent)
        self.height = height

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        look = tokens()
        draw_hairline(painter, rect, option)
        body = rect.adjusted(0, 0, 0, -1)
        if option.ringed:
            ring = QRectF(body)
            ring.setLeft(max(rect.left(), rect.right() - px(200 if self.height > 40 else 120)))
            shapes.framed(painter, ring, look.accent, look.surface, 2)
        elif option.chosen and not option.current:
            painter.fillRect(body, look.soft(Tone.ACCENT))
        paint_cell(painter, body, row, option)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The tip: who gave what in a plot, else what the cell says."""
        cell = index.data(Role.SHOWN)
        if event.type() is not QEvent.Type.ToolTip or cell is None:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), tip(cell), view)
        return True


def draw_hairline(painter: QPainter, rect: QRectF, option: RowState) -> None:
    """Under a cell; a stronger one where a group ends."""
    look = tokens()
    first = option.index.sibling(option.index.row(), 0).data(Role.SHOWN)
    closes = option.last or (isinstance(first, ItemCell) and first.closes)
    left = rect.left() + (option.edge if option.index.column() == 0 else 0)
    colour = look.line if closes else look.hair
    shapes.hairline(painter, left, rect.right(), rect.bottom() - 1, colour)


def tip(cell: object) -> str:
    """A dot plot tells who gave what, one a line."""
    if isinstance(cell, StripCell):
        return cell.strip.spoken.replace("，", "\n") or cell.spoken
    return str(getattr(cell, "spoken", ""))


def paint_cell(painter: QPainter, rect: QRectF, cell: object, option: RowState) -> None:
    """Paints by the kind of cell."""
    if isinstance(cell, ScoreCell):
        _paint_score(painter, rect, cell, option)
    elif isinstance(cell, ItemCell):
        _paint_item(painter, rect, cell, option)
    elif isinstance(cell, TextCell):
        _paint_text(painter, rect, cell, option)
    elif isinstance(cell, StripCell):
        _paint_strip(painter, rect, cell, option)
    elif isinstance(cell, ReadyCell):
        paint_ready(painter, rect.center(), cell)
    elif isinstance(cell, PersonCell):
        _paint_person(painter, rect, cell, option)


def _paint_item(painter: QPainter, rect: QRectF, cell: ItemCell, option: RowState) -> None:
    look = tokens()
    if rect.height() > px(HIGH):
        rect = QRectF(rect.left(), rect.top(), rect.width(), px(35))
    bold = cell.kind is RowKind.GROUP or option.in_current_row
    left = rect.left() + option.edge + (px(INDENT) if cell.kind is RowKind.ITEM else 0)
    right, middle = rect.right() - px(8), rect.center().y()
    tall = rect.height() > px(44)
    painter.setPen(look.text)
    name = fonts.elided(cell.name, right - left, bold=bold)
    if tall and cell.note:
        fonts.draw(painter, QPointF(left, middle - px(10)), name, bold=bold)
        painter.setPen(look.muted)
        note = QRectF(left, middle, right - left, px(20))
        fonts.draw_in(painter, note, cell.note, fonts.SMALL)
        return
    x = fonts.draw(painter, QPointF(left, middle), name, bold=bold)
    x = max(x + px(14), rect.left() + option.edge + px(INDENT + 112))
    if cell.note and right - x > px(40):
        painter.setPen(look.muted)
        fonts.draw_in(painter, QRectF(x, rect.top(), right - x, rect.height()), cell.note, 12)


def _paint_text(painter: QPainter, rect: QRectF, cell: TextCell, option: RowState) -> None:
    look = tokens()
    colour = look.muted if cell.tone is Tone.MUTED else look.tone(cell.tone)
    middle = rect.center().y()
    bold = cell.bold or (option.in_current_row and cell.tone is Tone.TEXT)
    room = rect.width() - px(PAD + 12)
    text = fonts.elided(cell.text, room, bold=bold)
    width = fonts.width(text, bold=bold)
    note = px(8) + fonts.width(cell.note, fonts.SMALL) if cell.note else 0.0
    left = rect.left() + px(PAD) + note if cell.left else rect.right() - px(PAD) - width
    painter.setPen(colour)
    fonts.draw(painter, QPointF(left, middle), text, bold=bold)
    if cell.icon:
        shapes.icon(painter, QPointF(left - px(13), middle), cell.icon, 15, colour)
    if cell.note:
        painter.setPen(look.muted)
        at = QPointF(left - px(12) - (px(14) if cell.icon else 0), middle)
        room = math.inf if cell.left else at.x() - rect.left() - px(4)
        fonts.draw_right(painter, at, fonts.elided(cell.note, room, fonts.SMALL), fonts.SMALL)


def _paint_score(painter: QPainter, rect: QRectF, cell: ScoreCell, option: RowState) -> None:
    look = tokens()
    right, middle = rect.right() - px(PAD), rect.center().y()
    if cell.kind is ScoreKind.RECUSED:
        _paint_recused(painter, rect, cell.text)
        return
    words = cell.kind in (ScoreKind.UNSCORED, ScoreKind.NA, ScoreKind.UNASSIGNED)
    muted = cell.kind in (ScoreKind.SUM, ScoreKind.NA, ScoreKind.UNASSIGNED)
    open_ = cell.kind is ScoreKind.UNSCORED
    painter.setPen(look.accent if open_ else look.muted if muted else look.text)
    size = fonts.SMALL if words else fonts.BODY
    bold = option.ringed and not words
    fonts.draw_right(painter, QPointF(right, middle), cell.text, size, bold=bold)
    if not words:
        _paint_marks(painter, cell, right, middle)


def _paint_marks(painter: QPainter, cell: ScoreCell, right: float, middle: float) -> None:
    look = tokens()
    if cell.missing:
        wide = right - px(MISSING - 8) > 0
        at = QPointF(right - px(MISSING), middle)
        shapes.icon(painter, at, Icon.MISSING, 14, look.concern)
        painter.setPen(look.concern)
        if wide:
            word = QPointF(right - px(MISSING - 10), middle)
            fonts.draw(painter, word, cell.missing, fonts.SMALL)
        return
    if cell.has_reason:
        shapes.icon(painter, QPointF(right - px(REASON), middle), Icon.NOTE, 14, look.muted)
    if cell.has_evidence:
        shapes.icon(painter, QPointF(right - px(EVIDENCE), middle), Icon.ATTACH, 14, look.muted)
    if cell.deviates:
        at = QPointF(right - px(MISSING), middle)
        shapes.icon(painter, at, Icon.WARNING, 14, look.concern)


def _paint_recused(painter: QPainter, rect: QRectF, word: str) -> None:
    width = fonts.width(word, fonts.SMALL) + px(20)
    box = QRectF(rect.right() - px(PAD) - width, rect.center().y() - px(11), width, px(22))
    shapes.hatched(painter, box)
    painter.setPen(tokens().text)
    fonts.draw_centred(painter, box.center(), word, fonts.SMALL)


def _paint_strip(painter: QPainter, rect: QRectF, cell: StripCell, option: RowState) -> None:
    look = tokens()
    strip = cell.strip
    right, middle = rect.right() - px(PAD), rect.center().y()
    left = rect.left() + px(PAD)
    plot = QRectF(left, rect.top(), max(px(40), right - px(54) - left), rect.height())
    if strip.full:
        paint_strip(painter, plot, strip)
    painter.setPen(look.text)
    fonts.draw_right(painter, QPointF(right, middle), cell.text, bold=option.ringed)
    marks = _strip_marks(cell)
    for number, (what, tone) in enumerate(marks):
        away = max(px(36), fonts.width(cell.text, bold=option.ringed) + px(11))
        at = QPointF(right - away, middle + (number - (len(marks) - 1) / 2) * px(17))
        shapes.icon(painter, at, what, 14, look.tone(tone))


def _strip_marks(cell: StripCell) -> tuple[tuple[Icon, Tone], ...]:
    """At most two: what somebody decided or should look at, and a deduction without a concern."""
    strip = cell.strip
    found = []
    if strip.settled:
        found.append((Icon.DONE, Tone.PRAISE))
    elif strip.outdated:
        found.append((Icon.BACKUP, Tone.CONCERN))
    elif strip.diverges or strip.outlying:
        found.append((Icon.WARNING, Tone.CONCERN))
    if cell.unfounded:
        found.append((Icon.NOTE, Tone.CONCERN))
    return tuple(found)


def paint_ready(painter: QPainter, centre: QPointF, cell: ReadyCell) -> None:
    """Tick, ring with its count, circle, hatched word, or a dash."""
    look = tokens()
    if cell.state is Ready.COMPLETE:
        shapes.badge(painter, centre, px(20), look.surface)
    elif cell.state is Ready.PARTLY:
        share = cell.done / cell.total if cell.total else 0.0
        shapes.ring(painter, centre - QPointF(px(16), 0), px(8), share, look.accent)
        painter.setPen(look.accent)
        at = centre - QPointF(px(3), 0)
        fonts.draw(painter, at, f"{cell.done}/{cell.total}", fonts.SMALL, bold=True)
    elif cell.state is Ready.OPEN:
        shapes.circle(painter, centre, px(9), look.edge)
    elif cell.state is Ready.RECUSED:
        box = QRectF(centre.x() - px(22), centre.y() - px(11), px(44), px(22))
        shapes.hatched(painter, box)
        painter.setPen(look.text)
        fonts.draw_centred(painter, centre, cell.word, fonts.SMALL)
    else:
        shapes.hairline(painter, centre.x() - px(5), centre.x() + px(5), centre.y(), look.edge)


def _paint_person(painter: QPainter, rect: QRectF, cell: PersonCell, option: RowState) -> None:
    look = tokens()
    middle = rect.center().y()
    lit = option.in_current_row
    at = QPointF(rect.left() + option.edge + px(13), middle)
    shapes.avatar(painter, at, shapes.initial(cell.name), lit=lit)
    left = rect.left() + option.edge + px(36)
    painter.setPen(look.text)
    room = QRectF(left, rect.top(), rect.right() - left - px(8), rect.height())
    x = fonts.draw_in(painter, room, cell.name, bold=lit)
    if cell.note:
        painter.setPen(look.muted)
        rest = QRectF(x + px(8), rect.top(), rect.right() - x - px(12), rect.height())
        fonts.draw_in(painter, rest, cell.note, fonts.SMALL)
