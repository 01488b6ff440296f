"""Rows of the figures: a bar, several bars side by side, the panel's dots, and the heads over them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from ui import fonts
from ui.charts import shapes
from ui.charts.strip import paint_strip
from ui.delegates.painted import PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.figures import AxisRow, Bar, BarRow, BarsRow, ColumnsRow, SpreadRow
from ui.theme import Tone, tokens

HEIGHT, THICK, SLIM = 30, 10, 5
FIGURES, PERCENT, SIGN = 104, 72, 20
"""Room for the figures, for the percentage and for the sign at a bar's right."""
GAP = 12
_SIGNS = {Tone.CONCERN: Icon.CONCERN_OPEN, Tone.PRAISE: Icon.TICK}


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where a row's name ends, where its bar lies, and where its figures begin."""

    name: QRectF
    bar: QRectF
    figures: QRectF


def lanes(rect: QRectF) -> Lanes:
    """Names take a good quarter, figures a fixed room, bars what is left."""
    named = min(max(rect.width() * 0.22, px(84)), px(210))
    told = px(FIGURES + PERCENT + SIGN)
    left = rect.left() + named + px(GAP)
    bar = QRectF(left, rect.top(), rect.right() - told - px(GAP) - left, rect.height())
    name = QRectF(rect.left(), rect.top(), named, rect.height())
    figures = QRectF(rect.right() - told, rect.top(), told, rect.height())
    return Lanes(name, bar, figures)


class FigureDelegate(PaintedDelegate):
    """Paints every kind of row of `ui.models.figures`."""

    height = HEIGHT

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        look = tokens()
        side = px(GAP)
        if option.chosen:
            painter.fillRect(rect, look.soft(Tone.ACCENT))
        elif option.hovered:
            painter.fillRect(rect, look.raised)
        if option.focused:
            focus_ring(painter, rect.adjusted(2, 1, -2, -1))
        paint_row(painter, rect.adjusted(side, 0, -side, 0), row)


def paint_row(painter: QPainter, rect: QRectF, row: object) -> None:
    """A row of any kind into its rectangle, on the screen or on a picture."""
    _PAINTERS[type(row)](painter, rect, row)


def _axis(painter: QPainter, rect: QRectF, row: AxisRow) -> None:
    """Labels over their lines; figures alone where the words would touch."""
    painter.setPen(tokens().muted)
    for label, x in axis_labels(row, lanes(rect).bar):
        wide = fonts.width(label, fonts.SMALL)
        start = min(max(x - wide / 2, rect.left()), rect.right() - wide)
        fonts.draw(painter, QPointF(start, rect.bottom() - px(12)), label, fonts.SMALL)


def axis_labels(row: AxisRow, bar: QRectF) -> list[tuple[str, float]]:
    """Each label with the place of its line: whole, or only its last word, which is the figure."""
    places = [bar.left() + bar.width() * min(1.0, tick.share) for tick in row.ticks]
    whole = [tick.label for tick in row.ticks]
    halves = [fonts.width(label, fonts.SMALL) / 2 for label in whole]
    free = all(
        places[n] + halves[n] + px(6) <= places[n + 1] - halves[n + 1]
        for n in range(len(places) - 1)
    )
    labels = whole if free else [label.rpartition(" ")[2] for label in whole]
    return list(zip(labels, places, strict=True))


def _bar_row(painter: QPainter, rect: QRectF, row: BarRow) -> None:
    look, places = tokens(), lanes(rect)
    painter.setPen(look.text)
    fonts.draw_in(painter, places.name, row.name)
    middle = rect.center().y()
    if row.share is not None:
        box = QRectF(places.bar.left(), middle - px(THICK) / 2, places.bar.width(), px(THICK))
        _track(painter, box, row.share, look.tone(row.tone), px(2))
    for tick in row.ticks:
        x = places.bar.left() + places.bar.width() * min(1.0, max(0.0, tick))
        shapes.upright(painter, x, rect.top() + px(4), rect.bottom() - px(4), look.edge)
    _bar_figures(painter, places.figures, row)


def _bar_figures(painter: QPainter, rect: QRectF, row: BarRow) -> None:
    look, middle = tokens(), rect.center().y()
    right = rect.right() - px(SIGN)
    painter.setPen(look.text)
    fonts.draw_right(painter, QPointF(right, middle), row.percent, bold=not row.figure)
    right -= px(PERCENT)
    painter.setPen(look.muted)
    start = fonts.draw_right(painter, QPointF(right, middle), row.rest, fonts.SMALL)
    painter.setPen(look.text)
    fonts.draw_right(painter, QPointF(start, middle), row.figure, bold=True)
    if row.tone in _SIGNS:
        at = QPointF(rect.right() - px(8), middle)
        shapes.icon(painter, at, _SIGNS[row.tone], 14, look.tone(row.tone))


def _track(painter: QPainter, box: QRectF, share: float, colour: QColor, radius: float) -> None:
    """A bar on its track; one that goes past the end has an arrow there."""
    look = tokens()
    shapes.rounded(painter, box, look.track, radius)
    if share > 0:
        filled = QRectF(box)
        filled.setWidth(max(2.0, box.width() * min(1.0, share)))
        shapes.rounded(painter, filled, colour, radius)
    if share > 1:
        at = QPointF(box.right() - px(7), box.center().y())
        shapes.icon(painter, at, Icon.RIGHT, 9, look.on_accent)


def _columns(rect: QRectF, count: int) -> list[QRectF]:
    """Equal columns right of the names."""
    named = min(max(rect.width() * 0.2, px(76)), px(170))
    room = rect.width() - named
    wide = room / max(1, count)
    return [
        QRectF(rect.left() + named + n * wide + px(GAP), rect.top(), wide - px(GAP), rect.height())
        for n in range(count)
    ]


def _columns_row(painter: QPainter, rect: QRectF, row: ColumnsRow) -> None:
    look, places = tokens(), _columns(rect, len(row.columns))
    painter.setPen(look.text)
    low = QRectF(rect.left(), rect.top() + px(6), 0, rect.height() - px(6))
    low.setRight(places[0].left() - px(4))
    fonts.draw_in(painter, low, row.name, fonts.SMALL, bold=True)
    painter.setPen(look.muted)
    for place, label in zip(places, row.columns, strict=True):
        fonts.draw_in(painter, place.adjusted(0, px(6), 0, 0), label, fonts.SMALL)


def _bars_row(painter: QPainter, rect: QRectF, row: BarsRow) -> None:
    look, places = tokens(), _columns(rect, len(row.bars))
    painter.setPen(look.muted if row.mean else look.text)
    named = QRectF(rect.left(), rect.top(), places[0].left() - px(6) - rect.left(), rect.height())
    fonts.draw_in(painter, named, row.name)
    if row.mean:
        shapes.hairline(painter, rect.left(), rect.right(), rect.top(), look.line)
    for place, bar in zip(places, row.bars, strict=True):
        _small_bar(painter, place, bar, quiet=row.mean)


def _small_bar(painter: QPainter, rect: QRectF, bar: Bar, *, quiet: bool) -> None:
    """The figure over its bar; the least and the most of a column are marked by their weight."""
    look = tokens()
    painter.setPen(look.muted if quiet or bar.share is None else look.text)
    upper = rect.center().y() if bar.share is None else rect.top() + px(10)
    end = fonts.draw(
        painter, QPointF(rect.left(), upper), bar.figure, fonts.SMALL, bold=bar.high or bar.low
    )
    if bar.high or bar.low:
        sign, tone = (Icon.UP, Tone.PRAISE) if bar.high else (Icon.DOWN, Tone.CONCERN)
        shapes.icon(painter, QPointF(end + px(8), upper), sign, 10, look.tone(tone))
    if bar.share is not None:
        box = QRectF(rect.left(), rect.top() + px(19), rect.width(), px(SLIM))
        colour = look.edge if quiet else look.accent
        _track(painter, box, bar.share, colour, px(2))


def _spread_row(painter: QPainter, rect: QRectF, row: SpreadRow) -> None:
    look = tokens()
    named = min(max(rect.width() * 0.44, px(120)), px(320))
    told = px(66)
    held = min(fonts.width(row.place, fonts.SMALL) + px(8), named * 0.45) if row.place else 0
    painter.setPen(look.text)
    name = QRectF(rect.left(), rect.top(), named - held, rect.height())
    end = fonts.draw_in(painter, name, row.name)
    painter.setPen(look.muted)
    rest = QRectF(end + px(8), rect.top(), rect.left() + named - end - px(8), rect.height())
    fonts.draw_in(painter, rest, row.place, fonts.SMALL)
    left = rect.left() + named + px(GAP)
    scale = QRectF(left, rect.top(), rect.right() - told - px(GAP) - left, rect.height())
    paint_strip(painter, scale, row.strip)
    painter.setPen(look.concern if row.strip.diverges else look.text)
    fonts.draw_right(painter, QPointF(rect.right(), rect.center().y()), row.figure, fonts.SMALL)


_PAINTERS: dict[type, Callable[[QPainter, QRectF, Any], None]] = {
    AxisRow: _axis,
    BarRow: _bar_row,
    ColumnsRow: _columns_row,
    BarsRow: _bars_row,
    SpreadRow: _spread_row,
}
