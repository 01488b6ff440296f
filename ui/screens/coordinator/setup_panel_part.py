"""The panel: who evaluates, in which duty, and who takes somebody's place."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import N_, _, pgettext
from app.model.base import changed
from app.model.panel import Duty, Panelist
from app.rules.assigning import replaced, without
from app.rules.districting import free_id
from ui.icons import Icon
from ui.models.edit_table import EditColumn, EditRow, Typed
from ui.screens.coordinator.setup_part import Host
from ui.screens.coordinator.setup_table_part import (
    TablePart,
    problem_words,
    shifted,
)
from ui.widgets.basics import Button

NAME, DUTY, ORGANISATION, COORDINATES = "name", "duty", "organisation", "coordinates"
WIDTHS = (132, 232, 96)


def duties() -> dict[str, Duty]:
    """Duties by the word for them in the language in force."""
    return {_("Lead expert"): Duty.LEAD, _("Expert"): Duty.EXPERT, _("Staff"): Duty.STAFF}


class PanelPart(TablePart):
    """A row for each person."""

    purpose = N_("Experts score, staff run the day; one leads, one puts the scores together.")

    def __init__(self, host: Host, parent: QWidget) -> None:
        yes = _("yes")
        columns = (
            EditColumn(NAME, pgettext("person", "Name")),
            EditColumn(DUTY, _("Duty"), choices=tuple(duties())),
            EditColumn(ORGANISATION, _("From where")),
            EditColumn(COORDINATES, _("Coordinates"), choices=(yes, _("no"))),
        )
        super().__init__(host, parent, columns, name=_("Panel"))
        self.table.set_widths(160, WIDTHS)
        self.substitute = self.add_action(
            Button(_("Somebody comes instead…"), self, icon=Icon.REPLIES)
        )
        self.substitute.setToolTip(
            _(
                "Adds a person who scores what the chosen one had to score. What was handed in stays."
            )
        )
        self.substitute.clicked.connect(self._on_substitute)
        self.table.moved.connect(self._on_moved)

    def refresh(self) -> None:
        words = problem_words(self.host, "panel[")
        rows = [self._row(number, person, words) for number, person in enumerate(self.setup.panel)]
        self.table.set_rows(rows)
        self._show_action()

    def reveal(self, place: str) -> None:
        number = place.partition("[")[2].partition("]")[0]
        panel = self.setup.panel
        known = number.isdigit() and int(number) < len(panel)
        self.table.go_to(panel[int(number)].id if known else "")

    def store(self, typed: Typed) -> None:
        panel = [self._edited(person, typed) for person in self.setup.panel]
        for texts in typed.added:
            panel.append(self._made(texts, [person.id for person in panel]))
        self.change(changed(self.setup, panel=tuple(panel)), N_("Change the panel"))

    def remove(self, ids: tuple[str, ...]) -> None:
        if held := set(ids) & set(self.visit.packs.current()):
            names = "、".join(self.setup.panelist(person).name for person in sorted(held))
            raise UserError(
                N_(
                    "{names} holds a pack and stays on the panel, so that a sheet can still come in. "
                    "Take away what there is to score, or choose “Somebody comes instead”."
                ),
                names=names,
            )
        self.change(without(self.setup, ids), N_("Take somebody off the panel"))

    def shift(self, ids: tuple[str, ...], step: int) -> None:
        panel = self.setup.panel
        chosen = [number for number, person in enumerate(panel) if person.id in ids]
        moved = changed(self.setup, panel=shifted(panel, chosen, step))
        self.change(moved, N_("Change the order of the panel"))

    def _row(self, number: int, person: Panelist, words: Mapping[str, str]) -> EditRow:
        duty = next(word for word, duty in duties().items() if duty is person.duty)
        own = words.get(f"{number}].name") or words.get(f"{number}]") or words.get(f"{number}].id")
        return EditRow(
            person.id,
            (person.name, duty, person.organisation, _("yes") if person.coordinates else ""),
            {NAME: own} if own else {},
        )

    def _edited(self, person: Panelist, typed: Typed) -> Panelist:
        texts = {c: text for (row, c), text in typed.texts.items() if row == person.id}
        return _with(person, texts) if texts else person

    def _made(self, texts: Mapping[str, str], taken: list[str]) -> Panelist:
        if not texts.get(NAME, "").strip():
            raise UserError(N_("Begin a new row with the name."))
        return _with(Panelist(id=free_id("p", taken), name="?"), texts)

    def _show_action(self) -> None:
        self.substitute.setEnabled(bool(self.table.chosen_ids))

    @Slot(object)
    def _on_moved(self, _index: object) -> None:
        self._show_action()

    @Slot()
    def _on_substitute(self) -> None:
        chosen = self.table.chosen_ids[:1]
        if not chosen:
            return
        person = self.setup.panelist(chosen[0])
        made = free_id("p", (p.id for p in self.setup.panel))
        name = _("Instead of {name}").format(name=person.name)
        successor = Panelist(id=made, name=name)
        label = N_("Put somebody in another's place")
        if self.change(replaced(self.setup, person.id, successor), label):
            self.refresh()
            self.table.go_to(made, NAME)
            self.told.emit(_("Type the name of the person who comes instead."))


def _with(person: Panelist, texts: Mapping[str, str]) -> Panelist:
    """A person with what was typed.

    Raises:
        UserError: a blank name, or a word that is no duty.
    """
    if NAME in texts:
        person = changed(person, name=_name(texts[NAME]))
    if DUTY in texts:
        person = changed(person, duty=_duty(texts[DUTY]))
    if ORGANISATION in texts:
        person = changed(person, organisation=texts[ORGANISATION].strip())
    if COORDINATES in texts:
        person = changed(person, coordinates=texts[COORDINATES].strip() in _YES | {_("yes")})
    return person


def _name(text: str) -> str:
    if not text.strip():
        raise UserError(N_("A person needs a name. Ctrl+Delete takes the whole row away."))
    if len(text) > 300:
        raise UserError(N_("A name has 300 characters at most."))
    return text.strip()


def _duty(text: str) -> Duty:
    words = duties() | _DUTIES
    if not text.strip():
        return Duty.EXPERT
    if text.strip() not in words:
        raise UserError(
            N_("“{text}” is no duty. Choose {words}."),
            text=text.strip(),
            words="、".join(duties()),
        )
    return words[text.strip()]


_YES = {"是", "√", "✓", "yes", "y"}
_DUTIES = {
    "组长": Duty.LEAD,
    "专家组长": Duty.LEAD,
    "专家": Duty.EXPERT,
    "评委": Duty.EXPERT,
    "工作人员": Duty.STAFF,
}
