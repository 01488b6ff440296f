"""A table that is typed into: texts by row and column. Whoever owns it reads and stores them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.i18n import _
from ui.models.roles import ColumnFoot, ColumnHead, Role

Index = QModelIndex | QPersistentModelIndex
EDIT = Qt.ItemDataRole.EditRole
SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


@dataclass(frozen=True, slots=True)
class EditColumn:
    """`choices` are the only words that the cells take; `figure` stands at the right."""

    id: str
    title: str
    note: str = ""
    choices: tuple[str, ...] = ()
    figure: bool = False


@dataclass(frozen=True, slots=True)
class EditRow:
    """`texts` by column, in the columns' order; `problems` by column id; `fixed` are not edited."""

    id: str
    texts: tuple[str, ...]
    problems: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed or pasted at one go: by (row id, column id), and rows that are new.

    Each new row is its texts by column id.
    """

    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    added: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EditCell:
    """What the delegate paints. A `blank` cell belongs to the row that a first key makes."""

    text: str
    figure: bool = False
    problem: str = ""
    fixed: bool = False
    blank: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.text} {self.problem}".strip()


class EditModel(QAbstractTableModel):
    """Shows rows as they are given; what is typed goes out, and comes back as new rows.

    Signals:
        typed: (Typed) to be stored.
    """

    typed = Signal(object)

    def __init__(
        self, columns: Sequence[EditColumn], parent: QObject, *, grows: bool = True
    ) -> None:
        """`grows` puts a blank row at the end; what is typed there makes a new one."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[EditRow, ...] = ()
        self._feet: tuple[ColumnFoot | None, ...] = ()
        self._grows = grows

    @property
    def columns(self) -> tuple[EditColumn, ...]:
        return self._columns

    @property
    def rows(self) -> tuple[EditRow, ...]:
        return self._rows

    def set_columns(self, columns: Sequence[EditColumn]) -> None:
        if tuple(columns) != self._columns:
            self.beginResetModel()
            self._columns, self._rows = tuple(columns), ()
            self.endResetModel()

    def set_rows(self, rows: Sequence[EditRow], feet: Sequence[ColumnFoot | None] = ()) -> None:
        """Each row has as many texts as there are columns."""
        before, self._feet = len(self._rows), tuple(feet)
        if tuple(rows) == self._rows:
            self._tell_feet()
            return
        if len(rows) != before:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
            return
        self._rows = tuple(rows)
        if rows:
            last = self.index(len(rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self._tell_feet()

    def row_id(self, row: int) -> str:
        """Empty for the blank row."""
        return self._rows[row].id if 0 <= row < len(self._rows) else ""

    def column_of(self, column_id: str) -> int:
        """Raises StopIteration when there is none."""
        return next(n for n, column in enumerate(self._columns) if column.id == column_id)

    def set_texts(self, block: Mapping[tuple[int, int], str]) -> None:
        """Gives out texts by (row, column) as one step; rows behind the last are new ones."""
        texts: dict[tuple[str, str], str] = {}
        added: dict[int, dict[str, str]] = {}
        for (row, column), text in block.items():
            name = self._columns[column].id
            if row < len(self._rows):
                if text != self._rows[row].texts[column]:
                    texts[self._rows[row].id, name] = text
            elif text.strip():
                added.setdefault(row, {})[name] = text
        if texts or added:
            self.typed.emit(Typed(texts, tuple(added[row] for row in sorted(added))))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows) + self._grows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def cell(self, row: int, column: int) -> EditCell:
        head = self._columns[column]
        if row >= len(self._rows):
            text = _("Type to add") if column == 0 else ""
            return EditCell(text, head.figure, blank=True)
        line = self._rows[row]
        return EditCell(
            line.texts[column],
            head.figure,
            line.problems.get(head.id, ""),
            head.id in line.fixed,
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Role.ID:
            return self.row_id(index.row())
        if role == EDIT:
            blank = index.row() >= len(self._rows)
            return "" if blank else self._rows[index.row()].texts[index.column()]
        cell = self.cell(index.row(), index.column())
        if role == Role.SHOWN:
            return cell
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.problem or cell.text
        return cell.spoken if role in SPOKEN else None

    def setData(self, index: Index, value: object, role: int = EDIT) -> bool:
        if role != EDIT or not index.isValid():
            return False
        self.set_texts({(index.row(), index.column()): str(value)})
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Role.FOOT:
            return self._feet[section] if section < len(self._feet) else None
        column = self._columns[section]
        if role == Role.HEAD:
            return ColumnHead(column.title, column.note, left=not column.figure)
        return f"{column.title} {column.note}".strip() if role in SPOKEN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        fixed = self.cell(index.row(), index.column()).fixed
        return flags if fixed else flags | Qt.ItemFlag.ItemIsEditable

    def _tell_feet(self) -> None:
        if self._columns:
            last = len(self._columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
