"""How far something has come: a ring, a bar, and a target bar with the elapsed-time tick."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import Tone, tokens


class Ring(QWidget):
    """A completion ring with its percentage inside."""

    def __init__(self, parent: QWidget | None = None, diameter: int = 54) -> None:
        super().__init__(parent)
        self._diameter, self._share, self._text = diameter, 0.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, text: str = "") -> None:
        self._share, self._text = share, text
        self.setAccessibleDescription(text or f"{share:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._diameter), px(self._diameter))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        colour = look.praise if self._share >= 1 else look.accent
        centre = QRectF(self.rect()).center()
        radius = px(self._diameter) / 2 - px(3)
        shapes.ring(painter, centre, radius, self._share, colour)
        painter.setPen(look.text)
        fonts.draw_centred(painter, centre, self._text, fonts.BODY, bold=True)


class Meter(QWidget):
    """A bar filled to a share, with a tick where time stands if that is given."""

    def __init__(self, parent: QWidget | None = None, height: int = 6, width: int = 96) -> None:
        super().__init__(parent)
        self._height, self._width = height, width
        self._share, self._elapsed, self._tone = 0.0, -1.0, Tone.ACCENT
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, tone: Tone = Tone.ACCENT, elapsed: float = -1.0) -> None:
        """`elapsed` below nought draws no tick."""
        self._share, self._tone, self._elapsed = share, tone, elapsed
        self.setAccessibleDescription(f"{share:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._width), px(self._height + (8 if self._elapsed >= 0 else 0)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        height = px(self._height)
        middle = self.height() / 2
        box = QRectF(0, middle - height / 2, self.width(), height)
        shapes.bar(painter, box, self._share, look.tone(self._tone))
        if self._elapsed >= 0:
            x = min(self.width() - 1.0, max(1.0, self.width() * self._elapsed))
            shapes.mark(painter, x, middle, height + px(8), look.text)


class Steps(QWidget):
    """Steps side by side: done, begun, to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_shares(self, shares: tuple[float, ...]) -> None:
        self._shares = shares
        done = sum(1 for share in shares if share >= 1)
        self.setAccessibleDescription(f"{done}/{len(shares)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(26) * len(self._shares), px(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        paint_steps(QPainter(self), QPointF(0, self.height() / 2), self._shares)


def paint_steps(painter: QPainter, start: QPointF, shares: tuple[float, ...]) -> float:
    """Bars of 22 by 6; a step that has begun is `accent`, one that is done `praise`."""
    look = tokens()
    x = start.x()
    for share in shares:
        colour = look.praise if share >= 1 else look.accent if share > 0 else look.track
        box = QRectF(x, start.y() - px(3), px(22), px(6))
        shapes.rounded(painter, box, colour, px(3))
        x += px(26)
    return x
