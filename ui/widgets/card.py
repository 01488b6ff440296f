"""A card: the one framed surface on a page, for what comes first."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from ui.charts import shapes
from ui.theme import tokens

RADIUS = 10


class Card(QFrame):
    """Paints its own ground and hairline; lay out what stands in it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        rect = QRectF(self.rect())
        shapes.rounded(painter, rect, look.line, RADIUS)
        shapes.rounded(painter, rect.adjusted(1, 1, -1, -1), look.surface, RADIUS - 1)
