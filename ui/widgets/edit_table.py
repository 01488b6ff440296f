"""The table that set-up pages are typed into, with the habits of a spreadsheet."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QMenu, QWidget

from ui.delegates.edit_cell import EditDelegate
from ui.models.edit_table import EDIT, EditColumn, EditModel, EditRow
from ui.models.roles import ColumnFoot
from ui.widgets.editors import LineEditor
from ui.widgets.grid import Grid

MOST_PASTED = 5000


class EditTable(Grid):
    """Type, Enter down, Tab right, arrows; blocks by copy and paste; rows by Ctrl+Delete, Alt+↑↓.

    A column with choices opens them as a menu: by typing their number, Space or Return.

    Signals:
        typed: (Typed) to be stored as one step.
        removed: (tuple of row ids) whose rows are to go.
        shifted: (tuple of row ids, ±1) whose rows are to move up or down by one.
        crowded: (count) more rows were pasted than a table takes; nothing was taken.
    """

    typed = Signal(object)
    removed = Signal(object)
    shifted = Signal(object, int)
    crowded = Signal(int)

    def __init__(
        self,
        columns: Sequence[EditColumn],
        parent: QWidget | None = None,
        *,
        name: str = "",
        frozen: int = 1,
        grows: bool = True,
    ) -> None:
        delegate = EditDelegate()
        tall = any(column.note for column in columns)
        super().__init__(delegate, parent, name=name, frozen=frozen, head_height=48 if tall else 36)
        self.rows = EditModel(columns, self, grows=grows)
        self.rows.typed.connect(self.typed)
        self._prepare_edit_frozen()
        self.setModel(self.rows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        delegate.moved.connect(self._on_moved)

    def _prepare_edit_frozen(self) -> None:
        """The part that stays is painted alike."""
        delegate = EditDelegate()
        delegate.setParent(self._frozen)
        self._frozen.setItemDelegate(delegate)

    def set_rows(self, rows: Sequence[EditRow], feet: Sequence[ColumnFoot | None] = ()) -> None:
        """Shows rows; the cursor stays where it is in the table."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        self.rows.set_rows(rows, feet)
        if row >= 0 and not self.currentIndex().isValid():
            last = self.rows.rowCount() - 1
            self.setCurrentIndex(self.rows.index(min(row, last), column))

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """Ids of the rows in which something is chosen, in order."""
        rows = sorted({index.row() for index in self._chosen()})
        return tuple(found for row in rows if (found := self.rows.row_id(row)))

    @property
    def is_typing(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    @Slot()
    def flush(self) -> None:
        """Gives out what stands in an open editor."""
        editor = QApplication.focusWidget()
        if self.is_typing and isinstance(editor, LineEditor) and self.isAncestorOf(editor):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def go_to(self, row_id: str, column_id: str = "") -> None:
        """Puts the cursor on a row, or on the blank one when there is none of that id."""
        found = (n for n, row in enumerate(self.rows.rows) if row.id == row_id)
        row = next(found, self.rows.rowCount() - 1)
        column = self.rows.column_of(column_id) if column_id else 0
        self.setCurrentIndex(self.rows.index(row, column))
        self.scrollTo(self.currentIndex())
        self.setFocus()

    def edit(  # type: ignore[override]  # both of Qt's forms
        self,
        index: QModelIndex | QPersistentModelIndex,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Opens the editor, or the menu of a column with choices."""
        every = QAbstractItemView.EditTrigger.AllEditTriggers
        asked = trigger == every or bool(trigger & self.editTriggers())
        if asked and self._open(index):
            return True
        opened = super().edit(index, trigger, event)  # type: ignore[arg-type]  # may be None
        if not opened:
            self._lay_out()
        return opened

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """The menu of a cell with choices; for others only makes room for the editor."""
        if self._choices(index):
            self._open_choices(index)
            return True
        if index.column() < self.frozen and not self.is_typing:
            self.horizontalScrollBar().setValue(0)
            self._frozen.hide()
        return False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        standard = QKeySequence.StandardKey
        if event.matches(standard.Copy):
            self.copy()
        elif event.matches(standard.Cut):
            self.copy()
            self.clear_chosen()
        elif event.matches(standard.Paste):
            self.paste()
        elif not self._take_row_key(event) and not self._take_key(event):
            super().keyPressEvent(event)

    def _take_row_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        if held & Qt.KeyboardModifier.AltModifier and key in _SHIFTS:
            if self.chosen_ids:
                self.shifted.emit(self.chosen_ids, _SHIFTS[key])
            return True
        if held & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Delete:
            if self.chosen_ids:
                self.removed.emit(self.chosen_ids)
            return True
        if held & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self.fill_down()
            return True
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & _COMMANDS:
            return False
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_chosen()
        elif self._take_choice(event):
            return True
        elif key in _STEPS:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(key, shift=shift)
        else:
            return False
        return True

    def _take_choice(self, event: QKeyEvent) -> bool:
        """A number chooses at once; any other word-like key opens the menu."""
        index = self.currentIndex()
        choices = self._choices(index)
        typed = event.text()
        if not choices or not typed.isprintable() or not typed:
            return False
        if typed.isdigit() and 0 < int(typed) <= len(choices):
            self.rows.setData(index, choices[int(typed) - 1])
        else:
            self._open_choices(index)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt opens the editor for what comes without composing, but drops it."""
        opened = self.is_typing
        super().inputMethodEvent(event)
        editor = QApplication.focusWidget()
        text = event.commitString()
        if not text or opened or not isinstance(editor, LineEditor):
            return
        if editor.hasSelectedText() or not editor.text():
            editor.insert(text)

    def step(self, key: Qt.Key, *, shift: bool = False) -> None:
        """Moves as a key asks; Tab goes on in the next row, and out of the table at its end."""
        down, right = _STEPS.get(key, _ARROWS.get(key, (0, 0)))
        if shift and key in _TURNED:
            down, right = -down, -right
        here, width = self.currentIndex(), self.rows.columnCount()
        row, column = here.row() + down, here.column() + right
        if not 0 <= column < width:
            row, column = row + right, 0 if right > 0 else width - 1
        target = self.rows.index(row, column)
        if target.isValid():
            self.setCurrentIndex(target)
        elif right:
            self.focusNextPrevChild(right > 0)

    @Slot()
    def copy(self) -> None:
        """Puts the chosen block on the clipboard, as a spreadsheet writes it."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self._chosen(), key=_place):
            lines.setdefault(index.row(), []).append(str(index.data(EDIT) or ""))
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    @Slot()
    def paste(self) -> None:
        """Writes a block from the clipboard; what does not fit at the end makes new rows."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        lines = [line.split("\t") for line in text.splitlines()]
        if len(lines) > MOST_PASTED:
            self.crowded.emit(len(lines))
            return
        here = self.currentIndex()
        first = (max(0, here.row()), max(0, here.column()))
        block = {
            (first[0] + down, first[1] + right): text.strip()
            for down, line in enumerate(lines)
            for right, text in enumerate(line)
        }
        self._write(block)

    @Slot()
    def clear_chosen(self) -> None:
        self._write({_place(index): "" for index in self._chosen()})

    @Slot()
    def fill_down(self) -> None:
        """Writes the topmost chosen text of each column into the cells below it."""
        tops: dict[int, str] = {}
        block: dict[tuple[int, int], str] = {}
        for index in sorted(self._chosen(), key=_place):
            row, column = _place(index)
            if column in tops:
                block[row, column] = tops[column]
            tops.setdefault(column, str(index.data(EDIT) or ""))
        self._write(block)

    def _write(self, block: dict[tuple[int, int], str]) -> None:
        """What falls on cells that are fixed, or beside the table, is left out."""
        last = self.rows.rowCount() - 1
        grows = last >= len(self.rows.rows)
        kept = {
            (row, column): text
            for (row, column), text in block.items()
            if column < self.rows.columnCount()
            and (row < len(self.rows.rows) or grows)
            and not self.rows.cell(row, column).fixed
        }
        self.rows.set_texts(kept)

    def _chosen(self) -> list[QModelIndex]:
        return self.selectedIndexes() or [self.currentIndex()]

    def _choices(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, ...]:
        if not index.isValid() or self.rows.cell(*_place(index)).fixed:
            return ()
        return self.rows.columns[index.column()].choices

    def _open_choices(self, index: QModelIndex | QPersistentModelIndex) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = index.data(EDIT)
        for number, word in enumerate(self._choices(index), start=1):
            action = menu.addAction(f"&{number}  {word}" if number < 10 else word)
            action.setData((index.row(), index.column(), word))
            if word == now:
                menu.setActiveAction(action)
        menu.triggered.connect(self._on_choice)
        box = self.visualRect(index)
        menu.popup(self.viewport().mapToGlobal(QPoint(box.left(), box.bottom())))

    @Slot(QAction)
    def _on_choice(self, action: QAction) -> None:
        row, column, word = action.data()
        self.rows.set_texts({(row, column): word})
        self.setFocus()

    @Slot(object)
    def _on_moved(self, ended: tuple[Qt.Key, bool]) -> None:
        key, shift = ended
        self.setFocus()
        self.step(key, shift=shift)


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_SHIFTS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_TURNED = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}


def _place(index: QModelIndex | QPersistentModelIndex) -> tuple[int, int]:
    return index.row(), index.column()
