"""What points mean: the item's anchors, the one that matches the typed score lit."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.model.instrument import Anchor
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.theme import tokens

ROW, EDGE, GAP, LINE, MARK = 28, 8, 12, 18, 24


class Anchors(QWidget):
    """Rows of range and meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("What points mean"))
        self._anchors: tuple[Anchor, ...] = ()
        self._places, self._points = 1, Decimal(-1)

    def set_anchors(self, anchors: Sequence[Anchor], step: Decimal) -> None:
        """Highest first; figures are shown as fine as the step is."""
        self._anchors = tuple(sorted(anchors, key=_low, reverse=True))
        self._places = max(0, -int(step.normalize().as_tuple().exponent))
        self.setVisible(bool(anchors))
        self._fit()
        self.update()

    def set_points(self, points: Decimal | None) -> None:
        """Lights the anchor that the points fall into; None lights none."""
        self._points = Decimal(-1) if points is None else points
        lit = self.lit
        self.setAccessibleDescription(lit.text if lit else "")
        self.update()

    @property
    def lit(self) -> Anchor | None:
        """The lowest of the anchors reached, so that a score between two falls to the lower."""
        reached = (anchor for anchor in self._anchors if anchor.low <= self._points)
        return next(reached, None)

    def sizeHint(self) -> QSize:
        rows = (self._height(self._lines(anchor)) for anchor in self._anchors)
        return QSize(px(200), sum(rows))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        top = 0.0
        for anchor in self._anchors:
            box = QRectF(0, top, self.width(), self._height(self._lines(anchor)))
            self._paint_row(painter, box, anchor)
            top = box.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _text_left(self) -> float:
        return px(EDGE + GAP) + self._range_width()

    def _lines(self, anchor: Anchor) -> list[str]:
        room = self.width() - self._text_left() - px(MARK)
        return fonts.wrapped(anchor.text, max(px(80), room), fonts.SMALL)

    def _height(self, lines: list[str]) -> int:
        return px(ROW) + px(LINE) * (len(lines) - 1)

    def _paint_row(self, painter: QPainter, box: QRectF, anchor: Anchor) -> None:
        look = tokens()
        lit = anchor is self.lit
        middle = box.top() + px(ROW) / 2
        if lit:
            shapes.rounded(painter, box, look.nav)
            at = QPointF(box.right() - px(12), box.center().y())
            shapes.icon(painter, at, Icon.TICK, 14, look.accent)
        painter.setPen(look.accent if lit else look.muted)
        end = px(EDGE) + self._range_width()
        at = QPointF(end, middle)
        fonts.draw_right(painter, at, self._range(anchor), fonts.SMALL, bold=lit)
        painter.setPen(look.text if lit else look.muted)
        for line in self._lines(anchor):
            fonts.draw(painter, QPointF(self._text_left(), middle), line, fonts.SMALL)
            middle += px(LINE)

    def _range_width(self) -> float:
        """Of the widest range, bold as it is when lit."""
        widths = (fonts.width(self._range(a), fonts.SMALL, bold=True) for a in self._anchors)
        return max(widths, default=0.0)

    def _range(self, anchor: Anchor) -> str:
        low = "0" if not anchor.low else f"{anchor.low:.{self._places}f}"
        return f"{low}–{anchor.high:.{self._places}f}"


def _low(anchor: Anchor) -> Decimal:
    return anchor.low
