"""What the grid and the comparison share: models of one board that give and take scores."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.model.capture import ScoreState
from ui.delegates.score import ScoreValue
from ui.models.board import Board, Place
from ui.models.roles import ColumnFoot, ColumnHead, Role
from ui.models.rows import Index


class BoardModel(QAbstractTableModel):
    """What is typed goes out as `asked`, and comes back with the next board.

    Signals:
        asked: (dict) values by place, to be stored as one operation.
    """

    asked = Signal(object)
    first = 0
    """The column of the first district."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._cells: dict[tuple[int, int], object] = {}

    @property
    def shown(self) -> Board | None:
        return self._board

    def place(self, index: Index) -> Place | None:
        """Which item in which district a cell is about; None for headings and names."""
        raise NotImplementedError

    def takes(self, index: Index) -> bool:
        """Whether the cell is for the score itself."""
        return self.place(index) is not None

    def set_block(self, block: list[tuple[QModelIndex, ScoreValue]]) -> bool:
        """Many cells as one operation."""
        places = [(self.place(index), value) for index, value in block]
        self.asked.emit({place: value for place, value in places if place is not None})
        return True

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() or self._board is None:
            return 0
        return self.first + len(self._board.districts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._board is None:
            return None
        if role == Role.SHOWN:
            return self._cell(index)
        if role == Role.ID:
            return self.place(index)
        if role == Qt.ItemDataRole.EditRole:
            return self._value(index)
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return getattr(self._cell(index), "spoken", "") if role in texts else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        if role != Qt.ItemDataRole.EditRole or place is None or not self.takes(index):
            return False
        self.asked.emit({place: value})
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._board is None:
            return None
        if role == Role.HEAD:
            return self._head(self._board, section)
        if role == Role.FOOT:
            return self._foot(self._board, section)
        is_text = role == Qt.ItemDataRole.DisplayRole
        return self._head(self._board, section).title if is_text else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        place = self.place(index)
        if place is None or self._board is None or place[1] in self._board.recused:
            return Qt.ItemFlag.NoItemFlags
        held = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = self._board.editable and self.takes(index)
        return held | Qt.ItemFlag.ItemIsEditable if typed else held

    def _head(self, shown: Board, column: int) -> ColumnHead:
        raise NotImplementedError

    def _foot(self, shown: Board, column: int) -> ColumnFoot | None:  # noqa: ARG002
        return None

    def _make(self, shown: Board, row: int, column: int) -> object:
        """The cell to paint."""
        raise NotImplementedError

    def _announce(self) -> None:
        """All cells may be others, in the same rows and columns."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _value(self, index: Index) -> ScoreValue:
        place = self.place(index) if self.takes(index) else None
        score = self._board.scores.get(place) if place and self._board else None
        if score is None:
            return None
        return ScoreState.NA if score.points is None else score.points

    def _cell(self, index: Index) -> object:
        assert self._board is not None
        key = (index.row(), index.column())
        if key not in self._cells:
            self._cells[key] = self._make(self._board, *key)
        return self._cells[key]
