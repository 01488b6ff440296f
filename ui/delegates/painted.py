"""What all delegates share: they paint a frozen row and nothing of the style's own."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.charts import shapes
from ui.fonts import px
from ui.models.roles import Role
from ui.room import edge
from ui.theme import tokens

Index = QModelIndex | QPersistentModelIndex


class PaintedDelegate(QStyledItemDelegate):
    """Paints `Role.SHOWN`; subclasses fill in `draw` and say how high a row is."""

    height = 36

    @property
    def is_even(self) -> bool:
        """Whether all rows are equally high, so that a list need not ask about each."""
        return type(self).sizeHint is PaintedDelegate.sizeHint

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: "RowState") -> None:
        """Paints one row; a delegate that does not fill it in leaves its rows empty."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Role.SHOWN)
        if row is None:
            return
        painter.save()
        self.draw(painter, QRectF(option.rect), row, RowState(option, index))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, px(self.height))


class RowState:
    """How a row stands: chosen, under the pointer, holding the keyboard's focus."""

    def __init__(self, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        flags = QStyle.StateFlag
        self.index = index
        self.chosen = bool(state & flags.State_Selected)
        self.hovered = bool(state & flags.State_MouseOver) and bool(
            index.flags() & Qt.ItemFlag.ItemIsEnabled
        )
        self.focused = bool(state & flags.State_HasFocus) and bool(
            state & flags.State_KeyboardFocusChange
        )
        view = option.widget
        self.current, self.in_current_row = False, False
        if isinstance(view, QAbstractItemView):
            at = view.currentIndex()
            self.current = at == index
            self.in_current_row = at.isValid() and at.row() == index.row()
        self.ringed = self.current and bool(state & flags.State_HasFocus)
        self.edge = edge(view)
        self.last = index.row() + 1 == index.model().rowCount(index.parent())


def focus_ring(painter: QPainter, rect: QRectF) -> None:
    """The one ring that shows where the keyboard is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens().accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), shapes.RADIUS, shapes.RADIUS)
