"""A table model over frozen cells; enough for every grid that is only read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.roles import ColumnFoot, ColumnHead, Role

Index = QModelIndex | QPersistentModelIndex
SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


class Spoken(Protocol):
    """A cell that a delegate paints and a screen reader says."""

    @property
    def spoken(self) -> str: ...


@dataclass(frozen=True, slots=True)
class TableRow:
    id: str
    cells: Sequence[Spoken]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole grid; every row has as many cells as there are heads. `feet` may be missing."""

    heads: tuple[ColumnHead, ...] = ()
    rows: tuple[TableRow, ...] = ()
    feet: tuple[ColumnFoot | None, ...] = ()


class TableModel(QAbstractTableModel):
    """Shows a table as it is given; the same ids and columns keep the current cell."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._table = Table()

    @property
    def table(self) -> Table:
        return self._table

    def set_table(self, table: Table) -> None:
        if _shape(table) != _shape(self._table):
            self.beginResetModel()
            self._table = table
            self.endResetModel()
            return
        self._table = table
        if table.rows and table.heads:
            last = self.index(len(table.rows) - 1, len(table.heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(table.heads) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._table.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._table.rows[index.row()]
        if role == Role.ID:
            return row.id
        cell = row.cells[index.column()]
        if role == Role.SHOWN:
            return cell
        return cell.spoken if role in SPOKEN else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not self._has_column(section):
            return None
        if role == Role.FOOT:
            return _at(self._table.feet, section)
        head = self._table.heads[section]
        if role == Role.HEAD:
            return head
        return f"{head.title} {head.note}".strip() if role in SPOKEN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _has_column(self, section: int) -> bool:
        return 0 <= section < len(self._table.heads)


def _at(feet: Sequence[ColumnFoot | None], section: int) -> ColumnFoot | None:
    return feet[section] if section < len(feet) else None


def _shape(table: Table) -> tuple[tuple[str, ...], int]:
    return tuple(row.id for row in table.rows), len(table.heads)
