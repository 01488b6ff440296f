"""Taking rows from a table of another program: which column holds what, what would come of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext, translate_error
from app.rules.columns import Table, match_columns
from app.rules.setup_rows import NumberedRow, RefusedRow, Taken
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.jobs import Progress
from ui.models.roles import ProblemRow
from ui.room import edge
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.lists import RowList
from ui.widgets.notices import Field
from ui.widgets.picker import Picker

ACROSS = 4


@dataclass(frozen=True, slots=True)
class ReadTables:
    """Work for a job: all sheets of a file that hold something.

    The library for workbooks is slow to import, so that only a job waits for it.
    """

    path: Path

    def __call__(self, progress: Progress) -> tuple[Table, ...]:
        from app.exchange.tables import read_sheets

        progress(0, 1)
        return read_sheets(self.path)


@dataclass(frozen=True, slots=True)
class ImportField:
    """`headings` are what a column may be called, in any language."""

    id: str
    label: str
    headings: tuple[str, ...]
    required: bool = False


class ColumnBox(Picker):
    """One column of the table, several as proposed, or none."""

    def set_columns(self, headers: Sequence[str], chosen: tuple[int, ...]) -> None:
        """Announces nothing."""
        self.clear()
        self.addItem(_("none"), ())
        for number, header in enumerate(headers):
            self.addItem(header, (number,))
        if len(chosen) > 1:
            self.addItem("、".join(headers[number] for number in chosen), chosen)
            self.setCurrentIndex(self.count() - 1)
        else:
            self.setCurrentIndex(chosen[0] + 1 if chosen else 0)

    def columns(self) -> tuple[int, ...]:
        found = self.currentData()
        return tuple(found) if found else ()

    def column(self) -> int | None:
        return next(iter(self.columns()), None)


class TableImport(QWidget):
    """Shows what a table would give while columns are chosen; stores nothing by itself.

    Signals:
        taken: (Taken) to be stored.
        closed: the user is done with it.
    """

    taken = Signal(object)
    closed = Signal()

    def __init__(self, take: Callable[[Sequence[NumberedRow]], Taken], parent: QWidget) -> None:
        """`take` says what would come of rows, without storing it."""
        super().__init__(parent)
        self._take_rows = take
        self._tables: tuple[Table, ...] = ()
        self._fields: tuple[ImportField, ...] = ()
        self._found: Taken | None = None
        self.boxes: dict[str, ColumnBox] = {}
        self._title = Line("", self, bold=True)
        self.sheet = Picker(self)
        self.sheet.activated.connect(self._on_sheet)
        self._sheet_field = Field(_("Worksheet"), self.sheet, self)
        self._outcome = paragraph("", self, role="strong")
        self.refused = RowList(ProblemDelegate(edge=0), self, name=_("Rows left out"))
        self.take = Button(_("Take these"), self, kind=Kind.PRIMARY, icon=Icon.IMPORT)
        self.take.clicked.connect(self._on_take)
        self.close_button = Button(_("Cancel"), self)
        self.close_button.clicked.connect(self.closed)
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid_holder = QWidget(self)
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(self._outcome, 1)
        last.addWidget(self.close_button)
        last.addWidget(self.take)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addWidget(self._title)
        self._column.addWidget(self._grid_holder)
        self._column.addLayout(last)
        self._column.addWidget(self.refused, 1)
        self._column.addStretch(0)

    def show_tables(self, tables: tuple[Table, ...], fields: Sequence[ImportField]) -> None:
        """Proposes columns for the first sheet."""
        self._tables, self._fields = tables, tuple(fields)
        self._title.set_text(tables[0].name)
        self.sheet.clear()
        for table in tables:
            self.sheet.addItem(table.sheet or table.name)
        self._make_boxes()
        self._propose()
        next(iter(self.boxes.values())).setFocus()

    @property
    def outcome(self) -> str:
        """What would come of the table, in words."""
        return self._outcome.text()

    def _make_boxes(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self._sheet_field:
                widget.deleteLater()
        self.boxes = {}
        cells: list[Field] = []
        self._sheet_field.setVisible(len(self._tables) > 1)
        if len(self._tables) > 1:
            cells.append(self._sheet_field)
        for field in self._fields:
            box = ColumnBox(self._grid_holder)
            box.activated.connect(self._on_column)
            self.boxes[field.id] = box
            cells.append(Field(field.label, box, self._grid_holder, required=field.required))
        for number, cell in enumerate(cells):
            self._grid.addWidget(cell, number // ACROSS, number % ACROSS)
        ring = (self.sheet, *self.boxes.values(), self.close_button, self.take, self.refused)
        for one, other in pairwise(ring):
            QWidget.setTabOrder(one, other)

    def _table(self) -> Table:
        return self._tables[max(0, self.sheet.currentIndex())]

    def _propose(self) -> None:
        table = self._table()
        wanted = {field.id: field.headings for field in self._fields}
        found = match_columns(table.headers, wanted)
        for name, box in self.boxes.items():
            box.set_columns(table.headers, (found[name],) if name in found else ())
        self._preview()

    def _preview(self) -> None:
        chosen = {name: box.column() for name, box in self.boxes.items()}
        missing = [f.label for f in self._fields if f.required and chosen[f.id] is None]
        if missing:
            self._found = None
            said = _("Choose the column of {fields}.").format(fields="、".join(missing))
            self._tell(said, ())
        else:
            self._found = self._take_rows(_rows(self._table(), chosen))
            count = self._found.count
            said = ngettext("{count} row can be taken", "{count} rows can be taken", count)
            self._tell(said.format(count=count), self._found.refused)
        self.take.setEnabled(self._found is not None and self._found.count > 0)

    def _tell(self, said: str, refused: Sequence[RefusedRow]) -> None:
        left = ngettext("{count} row left out", "{count} rows left out", len(refused))
        words = [said, left.format(count=len(refused))] if refused else [said]
        self._outcome.setText("·".join(words))
        self.refused.set_rows([_problem(one) for one in refused])
        self.refused.setVisible(bool(refused))

    @Slot(int)
    def _on_sheet(self, index: int) -> None:  # noqa: ARG002
        self._propose()

    @Slot(int)
    def _on_column(self, index: int) -> None:  # noqa: ARG002
        self._preview()

    @Slot()
    def _on_take(self) -> None:
        if self._found is not None:
            self.taken.emit(self._found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._column.setContentsMargins(side, px(14), side, px(8))


def _rows(table: Table, chosen: Mapping[str, int | None]) -> list[NumberedRow]:
    columns = {name: column for name, column in chosen.items() if column is not None}
    return [
        NumberedRow(row.number, {name: row.cells[column] for name, column in columns.items()})
        for row in table.rows
    ]


def _problem(one: RefusedRow) -> ProblemRow:
    place = _("row {number}").format(number=one.number)
    return ProblemRow(
        str(one.number), translate_error(one.reason), place, tone=Tone.CONCERN, icon=Icon.WARNING
    )
