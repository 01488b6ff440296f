"""Grids with a header and first columns that stay: painted cells, figures that line up."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from ui import fonts
from ui.charts import shapes
from ui.delegates.cells import PAD, GridDelegate
from ui.fonts import px
from ui.models.roles import ColumnFoot, ColumnHead, Role
from ui.room import edge
from ui.theme import Tone, tokens


class GridHeader(QHeaderView):
    """Titles over their notes; the current column's title is in accent."""

    def __init__(self, parent: "GridView", height: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._view, self._height = parent, height
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(24))

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        rect = self.viewport().rect()
        painter.fillRect(rect, tokens().bg)
        shapes.hairline(painter, 0, rect.width(), rect.height() - 1, tokens().line)
        painter.end()
        super().paintEvent(event)

    def _indent(self, section: int, head: ColumnHead) -> int:
        return edge(self) if section == 0 else px(PAD if head.left else 4)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        head = self.model().headerData(section, Qt.Orientation.Horizontal, Role.HEAD)
        if not isinstance(head, ColumnHead):
            return
        painter.save()
        box = QRectF(rect)
        box.setLeft(box.left() + self._indent(section, head))
        box.setRight(box.right() - px(PAD))
        lit = self._view.lit_column == section
        _paint_head(painter, box, head, lit=lit)
        painter.restore()


def _paint_head(painter: QPainter, box: QRectF, head: ColumnHead, *, lit: bool) -> None:
    look = tokens()
    middle = box.center().y()
    tall = bool(head.note or head.end)
    painter.setPen(look.accent if lit else look.text if tall else look.muted)
    size = fonts.BODY if tall else fonts.SMALL
    place = _place_left if head.left else _place_right
    place(painter, box, middle - (px(9) if tall else 0), head.title, size, bold=tall)
    painter.setPen(look.muted)
    place(painter, box, middle + px(10), head.note, fonts.SMALL, bold=False)
    fonts.draw_right(painter, QPointF(box.right(), middle + px(10)), head.end, fonts.SMALL)


def _place_left(
    painter: QPainter, box: QRectF, middle: float, text: str, size: int, *, bold: bool
) -> None:
    shown = fonts.elided(text, box.width(), size, bold=bold)
    fonts.draw(painter, QPointF(box.left(), middle), shown, size, bold=bold)


def _place_right(
    painter: QPainter, box: QRectF, middle: float, text: str, size: int, *, bold: bool
) -> None:
    shown = fonts.elided(text, box.width(), size, bold=bold)
    fonts.draw_right(painter, QPointF(box.right(), middle), shown, size, bold=bold)


class GridView(QTableView):
    """What the grid and its frozen part share: no lines, fixed rows, a tinted current row."""

    _row_height = 36

    def __init__(self, parent: QWidget | None, row_height: int, head_height: int) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalHeader(GridHeader(self, head_height))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.rescale()

    @property
    def lit_column(self) -> int:
        """The column whose title is in accent, or -1."""
        return -1

    def rescale(self) -> None:
        """Takes the zoom in force into row heights."""
        self.verticalHeader().setMinimumSectionSize(px(self._row_height))
        self.verticalHeader().setDefaultSectionSize(px(self._row_height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.rescale()

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            painter = QPainter(self.viewport())
            top = self.rowViewportPosition(row)
            band = QRect(0, top, self.viewport().width(), self.rowHeight(row) - 1)
            painter.fillRect(band, tokens().soft(Tone.ACCENT))
            painter.end()
        super().paintEvent(event)


class Frozen(GridView):
    """The first columns, laid over the grid so that they stay while it scrolls sideways."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        edge = self.viewport().width() - 1
        shapes.upright(painter, edge, 0, self.viewport().height(), tokens().line)


class Grid(GridView):
    """A table of painted cells (`ui.models.roles`) with frozen first columns.

    Signals:
        moved: (QModelIndex) the current cell, however it came to be.
    """

    moved = Signal(object)
    _frozen_columns = 0

    def __init__(
        self,
        delegate: GridDelegate,
        parent: QWidget | None = None,
        *,
        name: str = "",
        frozen: int = 2,
        head_height: int = 48,
    ) -> None:
        super().__init__(parent, delegate.height, head_height)
        self.setAccessibleName(name)
        self._frozen_columns, self._first = frozen, 160
        self._widths: tuple[int, ...] = (72,)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self._frozen = Frozen(self, delegate.height, head_height)
        self._prepare_frozen(GridDelegate(self._frozen, delegate.height))

    def _prepare_frozen(self, delegate: GridDelegate) -> None:
        view = self._frozen
        view.setItemDelegate(delegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setFocusProxy(self)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().stackUnder(view)
        view.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        view.hide()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._frozen.setModel(model)
        if model is None:
            return
        self._frozen.setSelectionModel(self.selectionModel())
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        model.modelReset.connect(self._lay_out)
        model.columnsInserted.connect(self._lay_out)
        self._lay_out()

    def set_widths(self, first: int, others: Sequence[int]) -> None:
        """`first` is the least of the stretching first column; the last width repeats."""
        self._first, self._widths = first, tuple(others)
        self._lay_out()

    @property
    def lit_column(self) -> int:
        column = self.currentIndex().column()
        return column if column >= self._frozen_columns else -1

    def set_fitted(self) -> None:
        """Makes the grid no higher than its rows, so that totals follow the last one."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        rows = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar()
        return QSize(px(480), rows + (bar.sizeHint().height() if bar.maximum() else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(120))

    def row_of(self, wanted: object, column: int = 0) -> QModelIndex:
        """The cell of the row whose `Role.ID` is `wanted`, invalid when there is none."""
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, column)
            if index.data(Role.ID) == wanted:
                return index
        return QModelIndex()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Brings a cell out from under the frozen columns too."""
        super().scrollTo(index, hint)
        covered = self.frozen_width - self.visualRect(index).left()
        if index.column() >= self._frozen_columns and covered > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - covered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def column_right(self, column: int) -> int:
        """Where a column ends, in this widget's coordinates; for what stands under the grid."""
        if column < self._frozen_columns:
            return sum(self.columnWidth(before) for before in range(column + 1))
        return self.columnViewportPosition(column) + self.columnWidth(column)

    @property
    def frozen(self) -> int:
        """How many columns stay."""
        return self._frozen_columns

    def rescale(self) -> None:
        super().rescale()
        self._lay_out()

    @property
    def frozen_width(self) -> int:
        """How wide the columns are that stay."""
        count = min(self._frozen_columns, self.horizontalHeader().count())
        return sum(self.columnWidth(column) for column in range(count))

    @Slot()
    def _lay_out(self) -> None:
        count = self.horizontalHeader().count()
        if not count:
            return
        widths = [px(self._widths[min(n, len(self._widths) - 1)]) for n in range(count - 1)]
        room = self.viewport().width() - sum(widths) - edge(self)
        for column, width in enumerate((max(px(self._first), room), *widths)):
            self.setColumnWidth(column, width)
            self._frozen.setColumnWidth(column, width)
            self._frozen.setColumnHidden(column, column >= self._frozen_columns)
        self._place_frozen(overflows=room < px(self._first))
        self.updateGeometry()

    def _place_frozen(self, *, overflows: bool) -> None:
        self._frozen.setVisible(overflows)
        height = self.viewport().height() + self.horizontalHeader().height()
        self._frozen.setGeometry(0, 0, self.frozen_width, height)

    @Slot()
    def _on_scrolled(self) -> None:
        self.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        for view in (self, self._frozen):
            view.viewport().update()
            view.horizontalHeader().viewport().update()
        self.moved.emit(current)


class GridFoot(QWidget):
    """The totals under a grid's columns: what the model gives as `Role.FOOT` of a section."""

    def __init__(self, grid: Grid, parent: QWidget | None = None, *, height: int = 60) -> None:
        super().__init__(parent)
        self._grid, self._height = grid, height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.horizontalScrollBar().valueChanged.connect(self.refresh)
        grid.horizontalHeader().sectionResized.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """To be called when the model has changed."""
        self.update()

    def set_height(self, height: int) -> None:
        self._height = height
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().surface)
        shapes.hairline(painter, 0, self.width(), self.height() - 1, tokens().line)
        kept = self._grid.frozen_width
        for column in range(self._grid.horizontalHeader().count()):
            scrolls = column >= self._grid.frozen
            right = self._grid.column_right(column)
            if scrolls and not kept < right <= self.width() + self._grid.columnWidth(column):
                continue
            foot = self._grid.model().headerData(column, Qt.Orientation.Horizontal, Role.FOOT)
            if not isinstance(foot, ColumnFoot):
                continue
            painter.setClipRect(kept if scrolls else 0, 0, self.width(), self.height() - 1)
            self._paint_foot(painter, column, foot)

    def _paint_foot(self, painter: QPainter, column: int, foot: ColumnFoot) -> None:
        look = tokens()
        middle = self.height() / 2
        painter.setPen(look.text)
        if foot.left:
            fonts.draw(painter, QPointF(edge(self), middle), foot.text, bold=True)
            return
        right = self._grid.column_right(column) - px(PAD)
        if foot.share is None:
            painter.setPen(look.muted)
            fonts.draw_right(painter, QPointF(right, middle), foot.text)
            return
        tall = self._height > 50
        line = QPointF(right, middle - (px(6) if tall else 0))
        start = fonts.draw_right(painter, line, foot.text, fonts.TITLE, bold=True)
        painter.setPen(look.muted)
        fonts.draw_right(painter, QPointF(start - px(10), line.y() + 2), foot.note, fonts.SMALL)
        if tall:
            colour = look.praise if foot.complete else look.accent
            bar = QRectF(right - px(96), middle + px(14), px(96), px(4))
            shapes.bar(painter, bar, foot.share, colour)
