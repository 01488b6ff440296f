"""The table of the comparison: one column a district, rows as high as their texts."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.delegates.compare import CompareDelegate, high
from ui.fonts import px
from ui.models.compare import Aspect
from ui.models.roles import Role
from ui.room import edge, is_narrow
from ui.widgets.score_table import ScoreTable

NAMES, NARROW_NAMES = 110, 96
LEAST, NARROW_LEAST = 200, 144
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CompareTable(ScoreTable):
    """Scores are typed in the first row as in the grid; past its ends one is at another item.

    Signals:
        left: (step, column) to the next item or the one before, in that column or, where it is
            -1, in the first or last one.
        opened: (QModelIndex) Return on what is only read.
    """

    left = Signal(int, int)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        self._ends = {-1: True, 1: True}
        super().__init__(parent, name=name, frozen=1, delegate=CompareDelegate())
        self.doubleClicked.connect(self._on_double_clicked)

    def fit_rows(self) -> None:
        """Makes every row as high as the highest of its cells."""
        model = self.model()
        if self.horizontalHeader().count() <= self.frozen:
            return
        width = self.columnWidth(self.frozen)
        columns = range(self.frozen, model.columnCount())
        for row in range(model.rowCount()):
            cells = (model.index(row, column).data(Role.SHOWN) for column in columns)
            height = max((high(cell, width) for cell in cells), default=px(36))
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)
                self._frozen.setRowHeight(row, height)

    def share_width(self) -> None:
        """Gives the districts all the room there is, but no less than one can read in."""
        model = self.model()
        if self.horizontalHeader().count() <= self.frozen:
            return
        narrow = is_narrow(self)
        names = NARROW_NAMES if narrow else NAMES
        unit = px(100) / 100
        room = (self.viewport().width() - edge(self)) / unit - names
        count = model.columnCount() - self.frozen
        least = NARROW_LEAST if narrow else LEAST
        self.set_widths(names, (max(least, int(room / count)),))
        self.fit_rows()

    def set_ends(self, *, first: bool, last: bool) -> None:
        """Whether there is no item before, or none after."""
        self._ends = {-1: first, 1: last}

    def step(self, down: int, right: int) -> bool:
        """In the first row down is the next item; sideways goes on there too."""
        index = self.currentIndex()
        if index.row() != Aspect.SCORE:
            return super().step(down, right)
        if down:
            return self._leave(down, index.column())
        model = self.model()
        columns = range(index.column() + right, model.columnCount() if right > 0 else 0, right)
        beside = (index.siblingAtColumn(column) for column in columns)
        flag = Qt.ItemFlag.ItemIsEnabled
        found = next((one for one in beside if one.isValid() and one.flags() & flag), None)
        if found is None:
            return self._leave(right, -1)
        self.setCurrentIndex(found)
        return True

    def _leave(self, step: int, column: int) -> bool:
        if self._ends[step]:
            return False
        self.left.emit(step, column)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        if key in _PAGES:
            self._leave(_PAGES[key], self.currentIndex().column())
        elif key in _RETURN and row != Aspect.SCORE and not event.modifiers():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.share_width()

    def rescale(self) -> None:
        super().rescale()
        self.share_width()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.row() != Aspect.SCORE:
            self.opened.emit(index)
