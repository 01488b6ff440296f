"""The table where scores are typed, with the habits of a spreadsheet."""

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.errors import UserError
from app.i18n import N_
from app.model.capture import ScoreState
from ui.delegates.score import ScoreDelegate, ScoreEditor, ScoreValue, narrow, read, written
from ui.models.roles import Role, ScoreCell
from ui.widgets.grid import Grid

Block = list[tuple[QModelIndex, ScoreValue]]
MINUS = ("-", "－", "—")
NOT_OPEN = N_("There is no cell here that can be scored now. Nothing was pasted.")
DOES_NOT_FIT = N_(
    "“{text}” does not fit {cell}. Points go from {range} in steps of {step}. Nothing was changed."
)
EDIT = Qt.ItemDataRole.EditRole


@runtime_checkable
class TakesBlocks(Protocol):
    """A model that writes many scores as one operation, to be undone as one."""

    def set_block(self, block: Block) -> bool: ...


class ScoreTable(Grid):
    """Type, Enter down, Tab right, arrows; `-` between 未评 and 不适用; blocks by copy and paste.

    The model gives and takes a `ScoreValue` as `EditRole` and a `ScoreCell` as `Role.SHOWN`;
    cells that are not to be scored are not enabled.

    Signals:
        typing: (text) what stands in the cell's editor while it is typed.
        refused: (UserError) a block that does not fit; nothing was written.
    """

    typing = Signal(str)
    refused = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "",
        frozen: int = 2,
        delegate: ScoreDelegate | None = None,
    ) -> None:
        delegate = delegate or ScoreDelegate()
        super().__init__(delegate, parent, name=name, frozen=frozen)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.set_widths(180, (56, 140))
        delegate.typing.connect(self.typing)
        delegate.moved.connect(self._on_moved)
        delegate.cycled.connect(self._on_cycled)

    def set_value(self, index: QModelIndex, value: ScoreValue) -> None:
        """As if the user had typed it; the model may refuse."""
        if index.data(EDIT) != value:
            self.model().setData(index, value, EDIT)

    def next_open(self) -> bool:
        """Goes to the next cell that has no score yet, round the end; false when none is open."""
        model = self.model()
        cells = [
            model.index(row, column)
            for row in range(model.rowCount())
            for column in range(self._frozen_columns, model.columnCount())
        ]
        here = self.currentIndex()
        start = cells.index(here) + 1 if here in cells else 0
        for index in cells[start:] + cells[:start]:
            if _is_open(index):
                self.setCurrentIndex(index)
                self.scrollTo(index)
                self.setFocus()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_D and _with_control(event):
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_edge(event)
        elif not self._take_key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab goes from cell to cell, and out only from the last one."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            way = _TABS.get(Qt.Key(event.key()), 0)
            if way and not _with_control(event) and self.step(0, way):
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt opens the editor for a figure that comes without composing, but drops the figure."""
        opened = self.state() is QAbstractItemView.State.EditingState
        text = narrow(event.commitString())
        if text in MINUS and not opened:
            self._on_cycled()
            return
        super().inputMethodEvent(event)
        editor = QApplication.focusWidget()
        if not text or opened or not isinstance(editor, ScoreEditor):
            return
        if editor.hasSelectedText() or not editor.text():
            editor.insert(text)
            self.typing.emit(editor.text())

    def _take_key(self, event: QKeyEvent) -> bool:
        if _with_control(event):
            return False
        key = Qt.Key(event.key())
        if event.text() in MINUS:
            self._on_cycled()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._write([(index, None) for index in self._chosen() if _editable(index)])
        elif key in _STEPS:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            down, right = _STEPS[key]
            self.step(-down if shift else down, -right if shift and right > 0 else right)
        else:
            return False
        return True

    def _to_edge(self, event: QKeyEvent) -> None:
        """The first or last cell of the row, with Ctrl of all."""
        model, row = self.model(), self.currentIndex().row()
        rows = range(model.rowCount()) if _with_control(event) else range(row, row + 1)
        columns = range(self._frozen_columns, model.columnCount())
        cells = [model.index(r, c) for r in rows for c in columns]
        turned = reversed(cells) if event.key() == Qt.Key.Key_End else cells
        found = next((index for index in turned if _enabled(index)), None)
        if found is not None:
            self.setCurrentIndex(found)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """A page up or down that would end at a heading goes on to the next cell."""
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or _enabled(index):
            return index
        below = list(range(index.row(), self.model().rowCount()))
        above = list(range(index.row(), -1, -1))
        up = action == QAbstractItemView.CursorAction.MovePageUp
        nearest = (index.siblingAtRow(r) for r in (above + below if up else below + above))
        return next((found for found in nearest if _enabled(found)), self.currentIndex())

    def step(self, down: int, right: int) -> bool:
        """Moves to the next cell that can be scored, if any; sideways goes on in the next row."""
        model, index = self.model(), self.currentIndex()
        row, column = index.row(), index.column()
        width = model.columnCount()
        while 0 <= row < model.rowCount():
            row, column = row + down, column + right
            if not self._frozen_columns <= column < width:
                row += right
                column = self._frozen_columns if right > 0 else width - 1
            found = model.index(row, column)
            if _enabled(found):
                self.setCurrentIndex(found)
                return True
        return False

    @Slot()
    def copy(self) -> None:
        """Puts the chosen block on the clipboard, as a spreadsheet writes it.

        A cell in its midst that is not scored stays there as an empty one.
        """
        chosen = self._chosen()
        columns = range(min(c.column() for c in chosen), max(c.column() for c in chosen) + 1)
        rows = sorted({index.row() for index in chosen})
        model = self.model()
        lines = ([_text(model.index(row, column)) for column in columns] for row in rows)
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    @Slot()
    def paste(self) -> None:
        """Writes a block from the clipboard, whole or not at all; one figure into all chosen."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        lines = [line.split("\t") for line in text.splitlines()]
        try:
            self._write(self._same(text) if _is_one(lines) else self._block(lines))
        except UserError as error:
            self.refused.emit(error)

    @Slot()
    def fill_down(self) -> None:
        """Writes the topmost chosen score of each column below it; into one cell, that above."""
        tops: dict[int, ScoreValue] = {}
        block: Block = []
        chosen = self._chosen()
        for index in sorted([*self._above(chosen), *chosen], key=_place):
            if index.column() in tops and _editable(index):
                block.append((index, tops[index.column()]))
            tops.setdefault(index.column(), index.data(EDIT))
        try:
            self._write([(index, _read(index, written(value))) for index, value in block])
        except UserError as error:
            self.refused.emit(error)

    def _above(self, chosen: Sequence[QModelIndex]) -> list[QModelIndex]:
        """The scored cell over a single one."""
        if len(chosen) != 1 or not chosen[0].isValid():
            return []
        index = chosen[0]
        over = (index.sibling(row, index.column()) for row in range(index.row() - 1, -1, -1))
        return [next((i for i in over if _enabled(i)), index)]

    def _same(self, text: str) -> Block:
        cells = [index for index in self._chosen() if _editable(index)]
        if not cells:
            raise UserError(NOT_OPEN)
        return [(index, _read(index, text)) for index in cells]

    def _block(self, lines: Sequence[Sequence[str]]) -> Block:
        """The cells that a pasted block falls on; rows that are not scored are passed over.

        Raises:
            UserError: a text that is no score of its cell, or a block that is too large.
        """
        rows = self._scored_rows(self.currentIndex().row())
        if not rows:
            raise UserError(NOT_OPEN)
        if len(rows) < len(lines):
            raise UserError(
                N_("{count} rows do not fit below the current cell. Nothing was pasted."),
                count=len(lines),
            )
        return [
            (index, _read(index, text))
            for row, texts in zip(rows, lines, strict=False)
            for index, text in self._cells(row, texts)
        ]

    def _cells(self, row: int, texts: Sequence[str]) -> Iterator[tuple[QModelIndex, str]]:
        """The cells of a row that a pasted line falls on; only empty texts may fall beside them."""
        first = self.currentIndex().column()
        for column, text in enumerate(texts, start=first):
            index = self.model().index(row, column)
            if _editable(index):
                yield index, text
            elif text.strip() and not index.isValid():
                raise UserError(
                    N_("{count} columns do not fit beside the current cell. Nothing was pasted."),
                    count=len(texts),
                )
            elif text.strip():
                raise UserError(
                    N_(
                        "“{text}” would fall on {cell}, which you do not score. Nothing was pasted."
                    ),
                    text=text.strip(),
                    cell=_told(index),
                )

    def _scored_rows(self, first: int) -> list[int]:
        model = self.model()
        columns = range(self._frozen_columns, model.columnCount())
        return [
            row
            for row in range(max(0, first), model.rowCount())
            if any(_editable(model.index(row, column)) for column in columns)
        ]

    def _chosen(self) -> list[QModelIndex]:
        return self.selectedIndexes() or [self.currentIndex()]

    def _write(self, block: Block) -> None:
        news = [(index, value) for index, value in block if index.data(EDIT) != value]
        model = self.model()
        if len(news) > 1 and isinstance(model, TakesBlocks):
            model.set_block(news)
            return
        for index, value in news:
            self.set_value(index, value)

    @Slot(object)
    def _on_moved(self, key: Qt.Key) -> None:
        self.setFocus()
        self.step(*_STEPS.get(key, _ARROWS.get(key, (0, 0))))

    @Slot()
    def _on_cycled(self) -> None:
        """未评 → 不适用 → 未评, whatever stood there; without 不适用 it empties the cell."""
        index = self.currentIndex()
        if not _editable(index):
            return
        cell = index.data(Role.SHOWN)
        turn = index.data(EDIT) is None and isinstance(cell, ScoreCell) and cell.allows_na
        self.set_value(index, ScoreState.NA if turn else None)


_TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


def _with_control(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & held)


def _place(index: QModelIndex) -> tuple[int, int]:
    return index.row(), index.column()


def _editable(index: QModelIndex) -> bool:
    return index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


def _enabled(index: QModelIndex) -> bool:
    return index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)


def _is_open(index: QModelIndex) -> bool:
    return _editable(index) and index.data(EDIT) is None


def _is_one(lines: Sequence[Sequence[str]]) -> bool:
    return len(lines) == 1 and len(lines[0]) == 1


def _text(index: QModelIndex) -> str:
    return written(index.data(EDIT)) if _enabled(index) else ""


def _told(index: QModelIndex) -> str:
    """Which cell it is: its item and its district."""
    item = index.siblingAtColumn(0).data(Role.SHOWN)
    head = index.model().headerData(index.column(), Qt.Orientation.Horizontal, Role.HEAD)
    words = (getattr(item, "name", ""), getattr(head, "title", ""))
    return "·".join(word for word in words if word)


def _read(index: QModelIndex, text: str) -> ScoreValue:
    """A score for a cell.

    Raises:
        UserError: it does not fit; the sentence names the cell.
    """
    cell = index.data(Role.SHOWN)
    try:
        return read(text, cell)
    except UserError as error:
        raise UserError(DOES_NOT_FIT, cell=_told(index), **error.values) from None
