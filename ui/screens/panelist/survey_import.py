"""Taking responses from a table: which column holds what, what came of it, row by row."""

from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.survey_file import (
    Refused,
    Scale,
    SurveyColumns,
    SurveyRead,
    propose_columns,
    read_responses,
)
from app.i18n import N_, _, ngettext, translate_error
from app.rules.columns import Table
from app.services.survey import Imported
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import ProblemRow
from ui.room import edge
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.lists import RowList
from ui.widgets.notices import Field
from ui.widgets.picker import Picker
from ui.widgets.table_import import ColumnBox

SCALES = {
    Scale.PERCENT: N_("0 to 100 percent"),
    Scale.SHARE: N_("0 to 1"),
    Scale.FIVE: N_("1 to 5"),
    Scale.WORDS: N_("in words"),
}
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")


class SurveyImport(QWidget):
    """Shows what a table would give while columns are chosen; stores nothing by itself.

    Signals:
        taken: (SurveyRead) to be stored.
        closed: the user is done with it.
    """

    taken = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tables: tuple[Table, ...] = ()
        self._read: SurveyRead | None = None
        self._title = Line("", self, bold=True)
        self.sheet, self.scale = Picker(self), Picker(self)
        self.satisfaction, self.known = ColumnBox(self), ColumnBox(self)
        self.answers, self.way, self.code = ColumnBox(self), ColumnBox(self), ColumnBox(self)
        self._sheet_field = Field(_("Worksheet"), self.sheet, self)
        self._outcome = paragraph("", self, role="strong")
        self.refused = RowList(ProblemDelegate(edge=0), self, name=_("Rows left out"))
        self._rest = QWidget(self)
        self.take = Button(_("Take these"), self, kind=Kind.PRIMARY, icon=Icon.IMPORT)
        self.close_button = Button(_("Cancel"), self)
        for scale, name in SCALES.items():
            self.scale.addItem(_(name), scale)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addWidget(self._title)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, fields in (
            (
                first,
                (
                    self._sheet_field,
                    Field(_("Satisfaction"), self.satisfaction, self),
                    Field(_("Written as"), self.scale, self),
                    Field(_("How many known"), self.known, self),
                ),
            ),
            (
                second,
                (
                    Field(_("Or a column for each question"), self.answers, self),
                    Field(_("How asked"), self.way, self),
                    Field(_("Their code"), self.code, self),
                ),
            ),
        ):
            row.setSpacing(12)
            for field in fields:
                row.addWidget(field, 1)
            self._column.addLayout(row)
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(self._outcome, 1)
        last.addWidget(self.close_button)
        last.addWidget(self.take)
        self._column.addLayout(last)
        self._column.addWidget(self.refused, 1)
        self._column.addWidget(self._rest, 1)

    def _connect(self) -> None:
        self.sheet.activated.connect(self._on_sheet)
        for box in self._boxes():
            box.activated.connect(self._on_column)
        self.take.clicked.connect(self._on_take)
        self.close_button.clicked.connect(self.closed)
        ring = (self.sheet, *self._boxes(), self.close_button, self.take, self.refused)
        for one, other in pairwise(ring):
            QWidget.setTabOrder(one, other)

    def _boxes(self) -> tuple[Picker, ...]:
        return (self.satisfaction, self.scale, self.known, self.answers, self.way, self.code)

    def show_tables(self, tables: tuple[Table, ...]) -> None:
        """Proposes columns for the first sheet."""
        self._tables = tables
        self._title.set_text(tables[0].name)
        self.sheet.clear()
        for table in tables:
            self.sheet.addItem(table.sheet or table.name)
        self._sheet_field.setVisible(len(tables) > 1)
        self._propose()
        self.satisfaction.setFocus()

    def show_imported(self, done: Imported) -> None:
        """What was stored, what was there before, and every row that was left out."""
        said = [ngettext("{count} stored", "{count} stored", done.stored).format(count=done.stored)]
        if done.repeated:
            before = _("{count} taken before").format(count=done.repeated)
            said.append(before)
        self._tell("，".join(said), done.refused)
        self._set_choosing(choosing=False)

    @property
    def outcome(self) -> str:
        return self._outcome.text()

    def _set_choosing(self, *, choosing: bool) -> None:
        for box in (self.sheet, *self._boxes()):
            box.setEnabled(choosing)
        self.take.setVisible(choosing)
        self.close_button.set_text(_("Cancel") if choosing else _("Back to the list"))
        if not choosing:
            self.close_button.setFocus()

    def _table(self) -> Table:
        return self._tables[max(0, self.sheet.currentIndex())]

    def _propose(self) -> None:
        table = self._table()
        found = propose_columns(table)
        self.satisfaction.set_columns(table.headers, found.satisfaction)
        self.answers.set_columns(table.headers, found.answers)
        for box, column in ((self.known, found.known), (self.way, found.way)):
            box.set_columns(table.headers, () if column is None else (column,))
        self.code.set_columns(table.headers, () if found.code is None else (found.code,))
        self.scale.setCurrentIndex(list(SCALES).index(found.scale))
        self._set_choosing(choosing=True)
        self._preview()

    def _columns(self) -> SurveyColumns:
        return SurveyColumns(
            code=self.code.column(),
            way=self.way.column(),
            satisfaction=self.satisfaction.columns(),
            scale=list(SCALES)[self.scale.currentIndex()],
            known=self.known.column(),
            answers=self.answers.columns(),
        )

    def _preview(self) -> None:
        try:
            self._read = read_responses(self._table(), self._columns())
        except UserError as error:
            self._read = None
            self._tell(translate_error(error), ())
        else:
            count = len(self._read.responses)
            said = ngettext(
                "{count} response can be taken", "{count} responses can be taken", count
            )
            self._tell(said.format(count=count), self._read.refused)
        self.take.setEnabled(self._read is not None and bool(self._read.responses))

    def _tell(self, said: str, refused: tuple[Refused, ...]) -> None:
        left = ngettext("{count} row left out", "{count} rows left out", len(refused))
        words = [said, left.format(count=len(refused))] if refused else [said]
        self._outcome.setText("·".join(words))
        self.refused.set_rows([_row(one) for one in refused])
        self.refused.setVisible(bool(refused))
        self._rest.setVisible(not refused)

    @Slot(int)
    def _on_sheet(self, index: int) -> None:  # noqa: ARG002
        self._propose()

    @Slot(int)
    def _on_column(self, index: int) -> None:  # noqa: ARG002
        self._preview()

    @Slot()
    def _on_take(self) -> None:
        if self._read is not None:
            self.taken.emit(self._read)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._column.setContentsMargins(side, px(14), side, px(8))


def _row(one: Refused) -> ProblemRow:
    place = _("row {number}").format(number=one.row)
    return ProblemRow(
        str(one.row), translate_error(one.reason), place, tone=Tone.CONCERN, icon=Icon.WARNING
    )
