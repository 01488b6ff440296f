"""The grid of the assignment matrix: ticks by key, by click, and by drawing over several."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.i18n import _
from ui import fonts
from ui.charts import shapes
from ui.delegates.cells import PAD, GridDelegate
from ui.delegates.painted import RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.assigning import TickCell
from ui.models.roles import Role
from ui.models.table import TableModel
from ui.theme import Tone, tokens
from ui.widgets.grid import Grid

Cell = tuple[int, int]


class MatrixDelegate(GridDelegate):
    """Paints ticks, and those that are being drawn before they are stored."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drawn: dict[Cell, bool] = {}

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        if not isinstance(row, TickCell):
            super().draw(painter, rect, row, option)
            return
        look = tokens()
        shapes.hairline(painter, rect.left(), rect.right(), rect.bottom() - 1, look.hair)
        body = rect.adjusted(0, 0, 0, -1)
        if option.chosen and not option.current:
            painter.fillRect(body, look.soft(Tone.ACCENT))
        centre = QPointF(body.right() - px(PAD + 9), body.center().y())
        if row.leads:
            painter.setPen(look.muted)
            at = QPointF(centre.x() - px(16), centre.y())
            fonts.draw_right(painter, at, _("lead"), fonts.SMALL)
        waits = self.drawn.get((option.index.row(), option.index.column()))
        _paint_tick(painter, centre, row.share if waits is None else float(waits))
        if option.ringed:
            shapes.current(painter, body)


def _paint_tick(painter: QPainter, centre: QPointF, share: float) -> None:
    look = tokens()
    box = QRectF(centre.x() - px(9), centre.y() - px(9), px(18), px(18))
    if share >= 1:
        shapes.rounded(painter, box, look.accent, 4)
        shapes.icon(painter, centre, Icon.TICK, 14, look.on_accent)
    else:
        shapes.framed(painter, box, look.edge, look.surface)
        if share:
            bar = QRectF(centre.x() - px(5), centre.y() - px(1), px(10), px(2))
            painter.fillRect(bar, look.accent)


class MatrixGrid(Grid):
    """Space puts on and takes off, for all chosen cells alike; L names the block's lead.

    Signals:
        painted: (cells, on) with cells as (row, column), to be stored as one step.
        lead_wanted: (row, column)
    """

    painted = Signal(object, object)
    lead_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._ticks = MatrixDelegate()
        super().__init__(self._ticks, parent, name=_("Who scores what"), frozen=1, head_height=36)
        self.table = TableModel(self)
        self.setModel(self.table)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self._drawing: bool | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        here = self.currentIndex()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            cells = [(index.row(), index.column()) for index in self._chosen()]
            if cells:
                self.painted.emit(cells, not _is_on(here))
        elif key == Qt.Key.Key_L and _tick_of(here) is not None:
            self.lead_wanted.emit(here.row(), here.column())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or _tick_of(index) is None:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setCurrentIndex(index)
        self._drawing = not _is_on(index)
        self._draw(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._drawing is None:
            super().mouseMoveEvent(event)
        elif _tick_of(index) is not None:
            self._draw(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing is None:
            super().mouseReleaseEvent(event)
            return
        cells, on = list(self._ticks.drawn), self._drawing
        self._ticks.drawn, self._drawing = {}, None
        self.viewport().update()
        self.painted.emit(cells, on)

    def _draw(self, index: QModelIndex) -> None:
        self._ticks.drawn[index.row(), index.column()] = bool(self._drawing)
        self.viewport().update()

    def _chosen(self) -> list[QModelIndex]:
        found = self.selectedIndexes() or [self.currentIndex()]
        return [index for index in found if _tick_of(index) is not None]


def _tick_of(index: QModelIndex | QPersistentModelIndex) -> TickCell | None:
    cell = index.data(Role.SHOWN) if index.isValid() else None
    return cell if isinstance(cell, TickCell) else None


def _is_on(index: QModelIndex) -> bool:
    tick = _tick_of(index)
    return tick is not None and tick.share >= 1
