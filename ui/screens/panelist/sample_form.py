"""What a random sample is drawn from, and how large it is to be."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _, ngettext
from app.rules.columns import Table
from app.rules.sampling import Population, Size, allot
from ui import messages
from ui.fonts import px
from ui.icons import Icon
from ui.models.samples import Listing, guessed_columns
from ui.room import edge, is_narrow
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.notices import Field
from ui.widgets.picker import Picker

NUMBER, PERCENT = "number", "percent"
MOST = 8
"""Strata that are named; a list of a hundred districts would hide everything else."""
_NO_NUMBER = N_("“{text}” is no number of records. Enter a whole number, or choose percent.")


class SampleForm(QWidget):
    """List, size and seed; nothing of it is stored before the draw.

    Signals:
        listed: (Listing) the list has changed, to be counted.
        file_asked: a file is to be chosen.
        submitted: Return in the size or the seed.
        seed_asked: the proposed seed is wanted back.
    """

    listed = Signal(object)
    file_asked = Signal()
    submitted = Signal()
    seed_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._population: Population | None = None
        self._build_list()
        self._build_columns()
        self._build_size()
        self._lay_out()

    def _build_list(self) -> None:
        self.list = TextEditor(self, name=_("List of records"))
        self.list.setPlaceholderText(
            _(
                "One number a line, for example\nZ1-001\nZ1-002\n\nor with a stratum after a "
                "comma\nZ1-003, Home visits"
            )
        )
        self.list.committed.connect(self._on_list)
        self._list_field = Field(_("List to draw from"), self.list, self)
        self.file_button = Button(_("From a file"), self, kind=Kind.LINK, icon=Icon.IMPORT)
        self.file_button.clicked.connect(self.file_asked)
        self._counted = paragraph("", self, role="small")

    def _build_columns(self) -> None:
        self._file = Line("", self, bold=True)
        self._file.set_icon(Icon.SHEET)
        self.column = Picker(self)
        self.stratum = Picker(self)
        self.typed_button = Button(_("Type the list instead"), self, kind=Kind.LINK)
        self.typed_button.clicked.connect(self._on_typed)
        for box in (self.column, self.stratum):
            box.activated.connect(self._on_column)
        self._columns = QWidget(self)
        column = QVBoxLayout(self._columns)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._file)
        column.addWidget(Field(_("Column with the numbers"), self.column, self))
        column.addWidget(Field(_("Column with the strata"), self.stratum, self))
        column.addWidget(self.typed_button)
        column.addStretch(1)
        self._columns.hide()

    def _build_size(self) -> None:
        self.size_edit = LineEditor(self, name=_("Size"))
        self.size_edit.set_text("10")
        self.size_edit.edited.connect(self._on_size)
        self.size_edit.submitted.connect(self.submitted)
        self.unit = Segmented(
            (Option(NUMBER, _("records")), Option(PERCENT, _("percent"))), self, name=_("Unit")
        )
        self.unit.set_current(NUMBER)
        self.unit.chosen.connect(self._on_unit)
        self.seed = LineEditor(self, name=_("Seed"))
        self.seed.submitted.connect(self.submitted)
        self._reset = Button("", self, icon=Icon.DICE)
        self._reset.setAccessibleName(_("Propose a seed"))
        self._reset.setToolTip(_("Propose a seed"))
        self._reset.clicked.connect(self.seed_asked)
        self.district = Picker(self)
        self._preview = paragraph("", self)
        self._problem = paragraph("", self, role="problem")
        self._note = paragraph(
            _(
                "Seed and list decide which records are drawn: whoever has both draws the "
                "same ones. Agree on the seed before you look at the list."
            ),
            self,
            role="small",
        )

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._list_field, 1)
        left.addWidget(self._columns, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._counted, 1)
        foot.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(foot)
        options = QWidget(self)
        options.setFixedWidth(px(280))
        options.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        options.setLayout(self._options())
        row = self._row = QHBoxLayout(self)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(options)

    def _options(self) -> QVBoxLayout:
        size = self._beside(self.size_edit, self.unit, _("Size"))
        seed = self._beside(self.seed, self._reset, _("Seed"))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(_("How many"), size, self))
        column.addWidget(Field(_("Seed"), seed, self))
        column.addWidget(Field(_("District"), self.district, self))
        column.addWidget(self._preview)
        column.addWidget(self._problem)
        column.addStretch(1)
        column.addWidget(self._note)
        return column

    def _beside(self, editor: QWidget, control: QWidget, name: str) -> QWidget:
        holder = QWidget(self)
        holder.setAccessibleName(name)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(editor, 1)
        row.addWidget(control)
        return holder

    @property
    def listing(self) -> Listing:
        if self._table is None:
            return Listing(self.list.text())
        return Listing("", self._table, self.column.currentData() or 0, self.stratum.currentData())

    @property
    def is_empty(self) -> bool:
        return self._table is None and not self.list.text().strip()

    def size_wanted(self) -> Size:
        """The size as it is typed.

        Raises:
            UserError: it is no number.
        """
        text = self.size_edit.text().strip().rstrip("%％").strip()
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise UserError(_NO_NUMBER, text=text) from None
        if self.unit.current == PERCENT:
            return Size(percent=value)
        if value != value.to_integral_value():
            raise UserError(_NO_NUMBER, text=text)
        return Size(number=int(value))

    def set_table(self, table: Table) -> None:
        """Takes a file's table instead of the typed list."""
        self._table = table
        ids, strata = guessed_columns(table)
        self._fill(self.column, table, None)
        self._fill(self.stratum, table, _("none"))
        self.column.setCurrentIndex(ids or 0)
        self.stratum.setCurrentIndex(0 if strata is None else strata + 1)
        self._file.set_text("·".join(word for word in (table.name, table.sheet) if word))
        self._show_source()
        self.listed.emit(self.listing)

    def set_population(self, population: Population | None, problem: str = "") -> None:
        """What the list holds, or what is wrong with it."""
        self._population = population
        self._list_field.set_problem(problem)
        self._counted.setText(_counted(population) if population else "")
        self._show_preview()

    def _fill(self, box: Picker, table: Table, none: str | None) -> None:
        with QSignalBlocker(box):
            box.clear()
            if none is not None:
                box.addItem(none, None)
            for number, header in enumerate(table.headers):
                box.addItem(header, number)

    def _show_source(self) -> None:
        self._columns.setVisible(self._table is not None)
        self._list_field.setVisible(self._table is None)

    def _show_preview(self) -> None:
        """How many that would be, and of which strata."""
        population = self._population
        preview = problem = ""
        if population is not None:
            try:
                preview = self._drawn_words(population)
            except UserError as error:
                problem = messages.render(error)
        for label, text in ((self._preview, preview), (self._problem, problem)):
            label.setText(text)
            label.setVisible(bool(text))

    def _drawn_words(self, population: Population) -> str:
        """What a draw would take.

        Raises:
            UserError: the size is none, or does not suit the list.
        """
        wanted = self.size_wanted().of(len(population.records))
        shares = allot({name: len(ids) for name, ids in population.strata.items()}, wanted)
        words = ngettext("{count} record will be drawn", "{count} records will be drawn", wanted)
        text = words.format(count=wanted)
        return text + "：" + _by_stratum(shares) if len(shares) > 1 else text

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._row.setContentsMargins(side, 16, side, 16)
        self._note.setVisible(not is_narrow(self))

    @Slot(str)
    def _on_list(self, _text: str) -> None:
        self.listed.emit(self.listing)

    @Slot(int)
    def _on_column(self, _index: int) -> None:
        self.listed.emit(self.listing)

    @Slot()
    def _on_typed(self) -> None:
        self._table = None
        self._show_source()
        self.list.setFocus()
        self.listed.emit(self.listing)

    @Slot()
    def _on_size(self) -> None:
        self._show_preview()

    @Slot(str)
    def _on_unit(self, _unit: str) -> None:
        self._show_preview()


def _numbered(name: str) -> list[str | int]:
    """The second district comes before the tenth."""
    parts = re.split(r"(\d+)", name)
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]


def _by_stratum(counts: Mapping[str, int]) -> str:
    """The first strata by their names, and how many there are besides."""
    ordered = sorted(counts, key=_numbered)
    shown = "、".join(
        f"{name or _('none')}\N{NO-BREAK SPACE}{counts[name]}" for name in ordered[:MOST]
    )
    more = len(ordered) - MOST
    if more <= 0:
        return shown
    said = ngettext("{shown} and {count} more", "{shown} and {count} more", more)
    return said.format(shown=shown, count=more)


def _counted(population: Population) -> str:
    count = len(population.records)
    words = [ngettext("{count} record", "{count} records", count).format(count=count)]
    strata = population.strata
    if len(strata) > 1:
        parts = _by_stratum({name: len(ids) for name, ids in strata.items()})
        words.append(_("strata: {parts}").format(parts=parts))
    if population.repeated:
        shown = "、".join(population.repeated[:5])
        words.append(_("counted once: {records}").format(records=shown))
    return "；".join(words)
