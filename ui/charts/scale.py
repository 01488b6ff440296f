"""Totals on the scale of grades: the bar of the parties, and one dot among bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import Tone, mix, tokens

SHADES = (1.0, 0.72, 0.54, 0.36, 0.28, 0.22)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the bar. `inner` are lengths of the parts within it, for hairlines."""

    name: str
    value: Decimal
    text: str
    inner: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A grade from `low` to the next band's `low`; the one reached is bold in its tone."""

    name: str
    low: Decimal
    reached: bool = False
    tone: Tone = Tone.PRAISE


class StackedScale(QWidget):
    """What every party gave, end to end, over the bands; a marker stands where it ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: tuple[Part, ...] = ()
        self._bands: tuple[Band, ...] = ()
        self._full = Decimal(100)

    def set_scale(
        self, parts: Sequence[Part], bands: Sequence[Band], full: Decimal = Decimal(100)
    ) -> None:
        """Bands in rising order."""
        self._parts, self._bands, self._full = tuple(parts), tuple(bands), full
        said = [f"{part.name} {part.text}" for part in parts]
        said += [band.name for band in bands if band.reached]
        self.setAccessibleDescription("，".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(90))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(90))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        rect = QRectF(0, px(22), self.width(), px(20))
        shapes.rounded(painter, rect, tokens().track, px(4))
        end = self._paint_parts(painter, rect)
        self._paint_bands(painter, rect)
        if self._parts:
            painter.fillRect(QRectF(round(end) - 1, rect.top() - 4, 2, px(30)), tokens().text)

    def _x(self, value: Decimal, rect: QRectF) -> float:
        return rect.left() + rect.width() * float(min(value, self._full) / self._full)

    def _paint_parts(self, painter: QPainter, rect: QRectF) -> float:
        clip = QPainterPath()
        clip.addRoundedRect(rect, px(4), px(4))
        done, free = Decimal(0), 0.0
        for number, part in enumerate(self._parts):
            left, right = self._x(done, rect), self._x(done + part.value, rect)
            painter.save()
            painter.setClipPath(clip)
            self._paint_part(painter, QRectF(left, rect.top(), right - left, rect.height()), number)
            painter.restore()
            free = self._paint_label(painter, part, left, free)
            done += part.value
        return self._x(done, rect)

    def _paint_part(self, painter: QPainter, rect: QRectF, number: int) -> None:
        look = tokens()
        share = SHADES[min(number, len(SHADES) - 1)]
        painter.fillRect(rect, mix(look.surface, look.accent, share))
        part = self._parts[number]
        edges = [sum(part.inner[:n], Decimal(0)) for n in range(1, len(part.inner))]
        for edge in edges:
            x = rect.left() + rect.width() * float(edge / part.value) if part.value else 0
            shapes.upright(painter, x, rect.top(), rect.bottom(), look.mid(Tone.ACCENT))
        shapes.upright(painter, rect.right() - 1, rect.top(), rect.bottom(), look.surface)

    def _paint_label(self, painter: QPainter, part: Part, left: float, free: float) -> float:
        """The name over the part's beginning, pushed right where it would touch the last."""
        look = tokens()
        start = min(max(left, free), self.width() - self._label_width(part))
        painter.setPen(look.text)
        x = fonts.draw(painter, QPointF(start + 1, px(9)), part.name, fonts.SMALL)
        painter.setPen(look.muted)
        end = fonts.draw(painter, QPointF(x + px(5), px(9)), part.text, fonts.SMALL)
        return end + px(9)

    def _label_width(self, part: Part) -> float:
        words = fonts.width(part.name, fonts.SMALL) + fonts.width(part.text, fonts.SMALL)
        return words + px(5) + 1

    def _paint_bands(self, painter: QPainter, rect: QRectF) -> None:
        look = tokens()
        middle = rect.bottom() + px(20)
        for number, band in enumerate(self._bands):
            left = self._x(band.low, rect)
            last = number + 1 == len(self._bands)
            right = rect.right() if last else self._x(self._bands[number + 1].low, rect)
            if number:
                shapes.upright(painter, left, rect.bottom() + 4, middle + px(8), look.edge)
                self._paint_figure(painter, left, band.low)
            painter.setPen(look.tone(band.tone) if band.reached else look.muted)
            centre = QPointF((left + right) / 2, middle)
            fonts.draw_centred(painter, centre, band.name, fonts.SMALL, bold=band.reached)
            if band.reached:
                painter.fillRect(
                    QRectF(left, rect.bottom() + 4, right - left, 3), look.tone(band.tone)
                )

    def _paint_figure(self, painter: QPainter, x: float, value: Decimal) -> None:
        painter.setPen(tokens().muted)
        fonts.draw_centred(painter, QPointF(x, px(80)), f"{value:f}", fonts.SMALL)


def paint_band_dot(
    painter: QPainter, rect: QRectF, value: Decimal | None, marks: Sequence[Decimal]
) -> None:
    """A total as a dot on the stretch from 50 to 100, with ticks where the grades begin."""
    look = tokens()
    middle = round(rect.center().y())
    shapes.hairline(painter, rect.left(), rect.right(), middle, look.line)
    for at in marks:
        shapes.upright(painter, _on_band(at, rect), middle - px(3), middle + px(4), look.edge)
    if value is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.accent)
        centre = QPointF(_on_band(value, rect), middle + 0.5)
        painter.drawEllipse(centre, px(4.5), px(4.5))


def _on_band(value: Decimal, rect: QRectF) -> float:
    share = (float(value) - 50) / 50
    return rect.left() + rect.width() * min(1.0, max(0.0, share))


class BandScale(QWidget):
    """One total among the grades."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value: Decimal | None = None
        self._marks: tuple[Decimal, ...] = ()

    def set_value(self, value: Decimal | None, marks: Sequence[Decimal]) -> None:
        """`marks` are where the grades begin."""
        self._value, self._marks = value, tuple(marks)
        self.setAccessibleDescription("" if value is None else f"{value:f}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(230), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_band_dot(painter, QRectF(self.rect()), self._value, self._marks)
