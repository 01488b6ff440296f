"""Station, visit, contract and parties: single fields, and a row for each organisation."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _, ngettext
from app.model.base import changed
from app.model.setup import Setup
from app.model.station import Organisation, Role, Term
from app.model.text import plain
from app.rules.period import contract_months, half_months
from ui import fonts, messages
from ui.fonts import px
from ui.models.edit_table import EditColumn, EditRow, Typed
from ui.models.setup_fields import CONTRACT, DAY, FIELDS, STATION, SetupField
from ui.room import edge, is_narrow
from ui.screens.coordinator.setup_part import Host, SetupPart
from ui.screens.coordinator.setup_table_part import problem_words
from ui.theme import Tone
from ui.widgets.basics import Line
from ui.widgets.choice import Option, Segmented
from ui.widgets.edit_table import EditTable
from ui.widgets.editors import LineEditor
from ui.widgets.form_picker import FormPicker
from ui.widgets.notices import Field

ROLE, NAME, SHORT, PERSON = "role", "name", "short", "person"
COLUMNS, WIDE_ROOM = 3, 960


class FieldEditor(LineEditor):
    """One field of the set-up; it knows where its text goes."""

    def __init__(self, field: SetupField, parent: QWidget) -> None:
        super().__init__(parent, name=_(field.label))
        self.field = field


class StationPart(SetupPart):
    """Everything that the cover and the preface of the report need."""

    purpose = N_("What the cover and the preface of the report say.")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self.editors: dict[str, FieldEditor] = {}
        self.fields: dict[str, Field] = {}
        self._refused: dict[str, str] = {}
        self._inner = QWidget(self)
        self._column = QVBoxLayout(self._inner)
        self._column.setSpacing(12)
        self._build_choices()
        for group in (STATION, DAY, CONTRACT):
            self._build_group(group)
        self._build_parties()
        self._column.addStretch(1)
        self._scroll()

    def _scroll(self) -> None:
        scroll = QScrollArea(self)
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._area = scroll
        self._fit()

    def _build_choices(self) -> None:
        terms = (
            Option(Term.MID.value, _("Mid-term evaluation")),
            Option(Term.FINAL.value, _("Final evaluation")),
        )
        self.term = Segmented(terms, self, name=_("Which evaluation"))
        self.term.chosen.connect(self._on_term)
        self.form = FormPicker(self, manages=False)
        self.form.chosen.connect(self._on_form)

    def _build_group(self, group: str) -> None:
        self._column.addWidget(Line(_(group), self, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        cells = [self._field(field) for field in FIELDS if field.group == group]
        if group == DAY:
            cells += [
                (Field(_("Which evaluation"), self.term, self), 1),
                (Field(_("Form of the report"), self.form, self), 1),
            ]
        row = column = 0
        for widget, span in cells:
            if column + span > COLUMNS:
                row, column = row + 1, 0
            grid.addWidget(widget, row, column, 1, span)
            column += span
        self._column.addLayout(grid)
        if group == CONTRACT:
            self.counted = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
            self._column.addWidget(self.counted)

    def _field(self, field: SetupField) -> tuple[Field, int]:
        editor = FieldEditor(field, self)
        editor.committed.connect(self._on_committed)
        self.editors[field.place] = editor
        made = Field(_(field.label), editor, self, required=field.required)
        self.fields[field.place] = made
        return made, field.span

    def _build_parties(self) -> None:
        self._column.addWidget(Line(_("Parties"), self, bold=True))
        columns = (
            EditColumn(ROLE, _("Part")),
            EditColumn(NAME, _("Full name")),
            EditColumn(SHORT, _("Short name")),
            EditColumn(PERSON, _("Speaks for it (title, no name)")),
        )
        self.parties = EditTable(columns, self, name=_("Parties"), grows=False)
        self.parties.set_widths(120, (300, 130, 200))
        self.parties.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parties.typed.connect(self._on_parties_typed)
        self.parties.horizontalScrollBar().rangeChanged.connect(self.take_measures)
        self._column.addWidget(self.parties)

    def refresh(self) -> None:
        setup = self.setup
        words = problem_words(self.host, "")
        for place, editor in self.editors.items():
            if place not in self._refused:
                editor.set_text(editor.field.read(setup))
            said = self._refused.get(place) or words.get(place) or _beside(words, place)
            self.fields[place].set_problem(said)
        self.term.set_current(setup.term.value)
        self.form.show_forms(self.visit)
        self.parties.set_rows([_party_row(role, setup) for role in Role])
        self.take_measures()
        self._show_months(setup)

    @Slot()
    def take_measures(self) -> None:
        self.parties.setFixedHeight(self.parties.sizeHint().height())

    def flush(self) -> None:
        for editor in self.editors.values():
            editor.flush()
        self.parties.flush()

    def enter(self) -> None:
        self.editors["station.name"].setFocus()

    def reveal(self, place: str) -> None:
        words = place.split(".")
        if words[0] == "organisations":
            self.parties.go_to(words[1] if len(words) > 1 else "", NAME)
            self._area.ensureWidgetVisible(self.parties)
            return
        editor = self.editors.get(place) or self.editors.get(f"{place}.start")
        if editor is not None:
            editor.setFocus()
            self._area.ensureWidgetVisible(editor)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self._fit()

    def _fit(self) -> None:
        side = edge(self)
        self._column.setContentsMargins(side, 4, side, 24)
        self._inner.setMaximumWidth(px(WIDE_ROOM) + 2 * side)
        narrow = is_narrow(self)
        self.parties.set_widths(112, (220, 108, 168) if narrow else (300, 130, 200))

    def _show_months(self, setup: Setup) -> None:
        counted = half_months(setup.period.start, setup.period.end)
        words = ngettext("{count} month", "{count} months", int(counted))
        period = words.format(count=plain(counted))
        whole = contract_months(setup.contract)
        contract = ngettext("{count} month", "{count} months", int(whole)).format(
            count=plain(whole)
        )
        said = _(
            "Counted in halves, the evaluated period has {period} of the contract's {contract}."
        )
        self.counted.set_text(said.format(period=period, contract=contract))

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        editor = self.sender()
        assert isinstance(editor, FieldEditor)
        place = editor.field.place
        try:
            setup = editor.field.write(self.setup, text)
        except UserError as error:
            self._refused[place] = messages.render(error)
            self.fields[place].set_problem(self._refused[place])
            return
        self._refused.pop(place, None)
        self.fields[place].set_problem("")
        self.change(setup, N_("Change the station's facts"), f"setup:{place}")

    @Slot(str)
    def _on_term(self, term: str) -> None:
        setup = changed(self.setup, term=Term(term))
        self.change(setup, N_("Choose which evaluation this is"))

    @Slot(str)
    def _on_form(self, form: str) -> None:
        self.run(lambda: self.visit.forms.choose(form))

    @Slot(object)
    def _on_parties_typed(self, typed: Typed) -> None:
        parties = dict(self.setup.organisations)
        for (row, column), text in typed.texts.items():
            role = Role(row)
            before = parties.get(role, Organisation(name=""))
            parties[role] = changed(before, **{column: text.strip()[:300]})
        if nameless := [role for role, party in parties.items() if not party.name]:
            parties = {r: p for r, p in parties.items() if r not in nameless or p.short or p.person}
        if any(not party.name for party in parties.values()):
            self.refuse(UserError(N_("Begin with the full name of the organisation.")))
            return
        self.change(changed(self.setup, organisations=parties), N_("Change the parties"))


def role_words() -> dict[Role, str]:
    """What each party is called in the language in force."""
    return {
        Role.BUREAU: _("Supervising bureau"),
        Role.BUYER: _("Buyer"),
        Role.SUPERVISION: _("Supervision centre"),
        Role.CONTRACTOR: _("Contractor"),
        Role.EVALUATOR: _("Evaluator"),
    }


def _party_row(role: Role, setup: Setup) -> EditRow:
    party = setup.organisations.get(role)
    texts = (party.name, party.short, party.person) if party else ("", "", "")
    return EditRow(role.value, (role_words()[role], *texts), fixed=frozenset({ROLE}))


def _beside(words: dict[str, str], place: str) -> str:
    """A problem of the whole stretch stands at its beginning."""
    return words.get("period", "") if place == "period.start" else ""
