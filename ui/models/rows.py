"""A list model over frozen rows; enough for every short list."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.roles import Role

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """A row for a delegate to paint; one without an id is a heading and cannot be chosen."""

    @property
    def id(self) -> str: ...

    @property
    def spoken(self) -> str: ...


class RowsModel(QAbstractListModel):
    """Shows rows as they are given; the same ids in the same order keep the selection."""

    def __init__(self, parent: QObject, rows: Sequence[Row] = ()) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        same = [row.id for row in rows] == [row.id for row in self._rows]
        if same:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def index_of(self, wanted: str) -> QModelIndex:
        """An invalid index when there is no such row."""
        for number, row in enumerate(self._rows):
            if row.id == wanted:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Role.SHOWN:
            return row
        if role == Role.ID:
            return row.id
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.spoken if role in texts else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self._rows[index.row()]
        if not row.id or not getattr(row, "enabled", True):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
