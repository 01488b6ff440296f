"""Bands on the scale from 0 to 100, with gaps and overlaps to be seen at once."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.text import plain
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import Tone, mix, tokens

_FULL = Decimal(100)
Listed = tuple[str, Decimal, Decimal]


class BandStrip(QWidget):
    """What no band covers shows in the tone of refusals; the chosen band is in accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: tuple[Listed, ...] = ()
        self._chosen = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bands(self, bands: Sequence[Listed], chosen: int = -1) -> None:
        """Each is (name, from, up to); `chosen` counts from 0."""
        self._bands, self._chosen = tuple(bands), chosen
        said = (f"{name} {plain(low)}–{plain(high)}" for name, low, high in bands)
        self.setAccessibleName("，".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(58))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        bar = QRectF(0, px(18), self.width(), px(16))
        painter.fillRect(bar, look.critical)
        for number, (_name, low, high) in enumerate(self._bands):
            box = self._box(bar, low, high)
            chosen = number == self._chosen
            shade = look.accent if chosen else mix(look.surface, look.accent, 0.3)
            painter.fillRect(box, shade)
            shapes.upright(painter, box.right() - 1, box.top(), box.bottom(), look.surface)
        self._paint_words(painter, bar)

    def _box(self, bar: QRectF, low: Decimal, high: Decimal) -> QRectF:
        left, right = (float(min(_FULL, edge) / _FULL) * bar.width() for edge in (low, high))
        return QRectF(left, bar.top(), max(0.0, right - left), bar.height())

    def _paint_words(self, painter: QPainter, bar: QRectF) -> None:
        look = tokens()
        marks = {edge for _name, low, high in self._bands for edge in (low, high)}
        end = -float(px(8))
        for mark in sorted({m for m in marks if m <= _FULL} | {Decimal(0), _FULL}):
            text = plain(mark)
            wide = fonts.width(text, fonts.SMALL)
            x = min(bar.width() - wide, max(0.0, float(mark / _FULL) * bar.width() - wide / 2))
            if x > end:
                painter.setPen(look.muted)
                end = fonts.draw(painter, QPointF(x, bar.bottom() + px(11)), text, fonts.SMALL)
                end += px(4)
        for number, (name, low, high) in enumerate(self._bands):
            box = self._box(bar, low, high)
            if box.width() > fonts.width(name, fonts.SMALL) or number == self._chosen:
                painter.setPen(look.tone(Tone.ACCENT if number == self._chosen else Tone.TEXT))
                room = max(box.width(), fonts.width(name, fonts.SMALL))
                left = min(box.left(), self.width() - room)
                at = QPointF(left + room / 2, px(8))
                fonts.draw_centred(painter, at, name, fonts.SMALL)
