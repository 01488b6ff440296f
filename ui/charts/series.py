"""Totals over time as dots on one small plot; many of them on one scale compare at a glance."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui.charts import shapes
from ui.fonts import px
from ui.theme import Tone, tokens

DOT = 3.5
CROWDED, PALE = 24, 110


@dataclass(frozen=True, slots=True)
class PlotDot:
    """A total: shares of the plot's width and height, from the left and from below."""

    x: float
    y: float
    final: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """Dots in the order of their days; `marks` are heights of lines behind them."""

    dots: tuple[PlotDot, ...] = ()
    marks: tuple[float, ...] = ()
    joined: bool = False


def paint_plot(painter: QPainter, rect: QRectF, plot: Plot) -> None:
    """Mid-terms are full dots, finals open ones; where there are many they are pale."""
    look = tokens()
    radius = px(DOT)
    room = rect.adjusted(radius + 1, radius + 1, -radius - 1, -radius - 1)
    for mark in plot.marks:
        shapes.hairline(painter, rect.left(), rect.right(), _y(room, mark), look.hair)
    shapes.hairline(painter, rect.left(), rect.right(), rect.bottom() - 1, look.line)
    points = [QPointF(room.left() + room.width() * dot.x, _y(room, dot.y)) for dot in plot.dots]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if plot.joined and len(points) > 1:
        painter.setPen(QPen(look.mid(Tone.ACCENT), 1.5))
        painter.drawPolyline(QPolygonF(points))
    colour = look.accent.toRgb()
    if len(points) > CROWDED:
        colour.setAlpha(PALE)
        radius = px(DOT - 1)
    for dot, point in zip(plot.dots, points, strict=True):
        painter.setPen(QPen(colour, 1.5) if dot.final else Qt.PenStyle.NoPen)
        painter.setBrush(look.surface if dot.final else colour)
        painter.drawEllipse(point, radius, radius)


def _y(room: QRectF, share: float) -> float:
    return room.bottom() - room.height() * min(1.0, max(0.0, share))
