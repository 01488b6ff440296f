"""The strip plot: every panelist's score as a dot on the item's scale."""

from dataclasses import dataclass
from decimal import Decimal
from math import inf

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.model.text import plain
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import Tone, tokens

DOT, HOLLOW, PITCH = 3.5, 2.75, 7.5


@dataclass(frozen=True, slots=True)
class Dot:
    """One score. `counted` is false for what the rule left out.

    `far` is an outlier, `faded` steps back so that another's dot is seen.
    """

    who: str
    value: Decimal
    counted: bool = True
    far: bool = False
    faded: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Scores on the scale from 0 to `full`; `median` is None while there is nothing to count."""

    full: Decimal
    dots: tuple[Dot, ...] = ()
    median: Decimal | None = None
    diverges: bool = False
    settled: bool = False
    outdated: bool = False

    @property
    def outlying(self) -> bool:
        """Whether a dot is far from the others."""
        return any(dot.far for dot in self.dots)

    @property
    def spoken(self) -> str:
        return "，".join(f"{dot.who} {plain(dot.value)}" for dot in self.dots)


def position(value: Decimal, full: Decimal, left: float, right: float) -> float:
    return left + (right - left) * float(value / full) if full else left


def placed(
    strip: Strip, left: float, right: float, axis: float, room: float = inf
) -> list[tuple[Dot, QPointF]]:
    """Where each dot lies; dots that would touch pile up over the axis, closer where room is short."""
    levels = _levels(strip, left, right)
    most = max((level for _dot, _x, level in levels), default=1)
    step = min(px(PITCH), (room - px(DOT)) / most)
    return [(dot, QPointF(x, axis - step * level)) for dot, x, level in levels]


def _levels(strip: Strip, left: float, right: float) -> list[tuple[Dot, float, int]]:
    """Each dot with its x and the level of its pile, from 1."""
    pitch = px(PITCH)
    rows: list[list[float]] = []
    found: list[tuple[Dot, float, int]] = []
    for dot in sorted(strip.dots, key=_by_value):
        x = position(dot.value, strip.full, left, right)
        level = next(
            (n for n, row in enumerate(rows) if all(abs(x - other) >= pitch for other in row)),
            len(rows),
        )
        if level == len(rows):
            rows.append([])
        rows[level].append(x)
        found.append((dot, x, level + 1))
    return found


def _by_value(dot: Dot) -> tuple[bool, Decimal, str]:
    return (not dot.counted, dot.value, dot.who)


def paint_strip(painter: QPainter, rect: QRectF, strip: Strip) -> None:
    """Axis along the lower part of the rectangle, dots above it."""
    axis = round(rect.top() + rect.height() * 0.75)
    paint_axis(painter, rect.left(), rect.right(), axis, strip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for dot, point in placed(strip, rect.left(), rect.right(), axis, axis - rect.top()):
        colour = dot_colour(strip, dot)
        if dot.counted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(point, px(DOT), px(DOT))
        else:
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(tokens().surface)
            painter.drawEllipse(point, px(HOLLOW), px(HOLLOW))


def dot_colour(strip: Strip, dot: Dot) -> QColor:
    if dot.faded:
        return tokens().edge
    return tokens().concern if strip.diverges or dot.far else tokens().accent


def paint_axis(painter: QPainter, left: float, right: float, axis: float, strip: Strip) -> None:
    """The scale with its ends, the spread as a band, the median as a tick."""
    look = tokens()
    shapes.hairline(painter, left, right, axis, look.line)
    for x in (left, right - 1):
        shapes.upright(painter, x, axis - px(3), axis + px(4), look.edge)
    if len(strip.dots) > 1:
        values = [dot.value for dot in strip.dots]
        low = position(min(values), strip.full, left, right) - px(DOT)
        high = position(max(values), strip.full, left, right) + px(DOT)
        tone = Tone.CONCERN if strip.diverges else Tone.ACCENT
        band = QRectF(low, axis - px(3), high - low, px(7))
        shapes.rounded(painter, band, look.mid(tone), px(3.5))
    if strip.median is not None:
        x = position(strip.median, strip.full, left, right)
        shapes.mark(painter, x, axis + 0.5, px(9), look.text)


class StripPlot(QWidget):
    """The large plot of one cell: who gave what, readable without hovering where there is room."""

    def __init__(self, parent: QWidget | None = None, strip: Strip | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._strip = Strip(Decimal(0))
        if strip:
            self.set_strip(strip)

    def set_strip(self, strip: Strip) -> None:
        self._strip = strip
        self.setAccessibleDescription(strip.spoken)
        self.updateGeometry()
        self.update()

    def who_at(self, point: QPointF) -> str:
        """Who gave the score under a point, and what; empty where no dot lies."""
        for dot, centre in self._placed():
            offset = point - centre
            if offset.x() ** 2 + offset.y() ** 2 <= px(10) ** 2:
                return f"{dot.who} {plain(dot.value)}"
        return ""

    def sizeHint(self) -> QSize:
        levels = max((round(p.y()) for _dot, p in self._levels()), default=1)
        return QSize(px(276), px(20) * max(1, levels) + px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width lays the dots on other levels."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        left, right, axis = self._bounds()
        self._paint_scale(painter, left, right, axis)
        paint_axis(painter, left, right, axis, self._strip)
        for dot, centre in self._placed():
            self._paint_dot(painter, dot, centre)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.who_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _bounds(self) -> tuple[float, float, float]:
        return px(10), self.width() - px(10), self.height() - px(30)

    def _levels(self) -> list[tuple[Dot, QPointF]]:
        """Dots with their level in `y`; big ones touch when nearer than their width."""
        left, right, _axis = self._bounds()
        rows: list[list[float]] = []
        found: list[tuple[Dot, QPointF]] = []
        for dot in sorted(self._strip.dots, key=_by_value):
            x = position(dot.value, self._strip.full, left, right)
            free = (n for n, row in enumerate(rows) if all(abs(x - o) >= px(18) for o in row))
            level = next(free, len(rows))
            if level == len(rows):
                rows.append([])
            rows[level].append(x)
            found.append((dot, QPointF(x, level + 1)))
        return found

    def _placed(self) -> list[tuple[Dot, QPointF]]:
        axis = self._bounds()[2]
        return [(d, QPointF(p.x(), axis - px(20) * p.y() + px(2))) for d, p in self._levels()]

    def _paint_dot(self, painter: QPainter, dot: Dot, centre: QPointF) -> None:
        look = tokens()
        colour = dot_colour(self._strip, dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if dot.counted else look.surface)
        painter.drawEllipse(centre, px(9), px(9))
        painter.setPen(look.on_accent if dot.counted else look.text)
        letter = shapes.initial(dot.who)
        fonts.draw_centred(painter, centre, letter, fonts.SMALL, bold=dot.counted)

    def _paint_scale(self, painter: QPainter, left: float, right: float, axis: float) -> None:
        look = tokens()
        full = self._strip.full
        for value in _whole_steps(full):
            x = position(value, full, left, right)
            shapes.upright(painter, min(x, right - 1), axis - px(3), axis + px(4), look.edge)
            painter.setPen(look.muted)
            fonts.draw_centred(painter, QPointF(x, axis + px(18)), plain(value), fonts.SMALL)


def _whole_steps(full: Decimal) -> list[Decimal]:
    """0, full, and what lies evenly between, at most six."""
    whole = int(full)
    step = max(1, -(-whole // 5))
    inner = [Decimal(n) for n in range(0, whole + 1, step)]
    return [value for value in inner if full - value >= Decimal(step) / 2] + [full]
