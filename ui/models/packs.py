"""What the issuing page shows: who has which pack, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime

from app.i18n import _, ngettext
from app.model.panel import Duty, Panelist
from app.model.setup import Setup
from app.rules.problem import Problem, Severity
from app.services.packs import PackService
from app.visit import Visit
from ui.icons import Icon
from ui.models.readiness import Overview, handed_in, joined
from ui.models.roles import ColumnHead, PersonCell, ProblemRow, TextCell
from ui.models.table import Table, TableRow
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class PackState:
    """The packs of one person: when the valid one went out, with which set-up, how many before."""

    at: str = ""
    setup_version: int = 0
    withdrawn: int = 0


def pack_states(packs: PackService) -> dict[str, PackState]:
    """By panelist, of those who ever got a pack."""
    found: dict[str, PackState] = {}
    for row in packs.issued():
        before = found.get(row.panelist, PackState())
        found[row.panelist] = (
            PackState(before.at, before.setup_version, before.withdrawn + 1)
            if row.withdrawn_at
            else PackState(row.at, row.setup_version, before.withdrawn)
        )
    return found


def without_pack(visit: Visit) -> tuple[str, ...]:
    """Ids of those who hold no valid pack."""
    current = visit.packs.current()
    return tuple(p.id for p in visit.setup.panel if p.id not in current)


def duty_word(person: Panelist) -> str:
    words = {Duty.LEAD: _("Lead expert"), Duty.EXPERT: _("Expert"), Duty.STAFF: _("Staff")}
    return _("coordinates") if person.coordinates else words[person.duty]


def scores_what(visit: Visit, person: Panelist) -> str:
    """The blocks that somebody scores, with the districts where they are not all of them."""
    parts = []
    for block in visit.instrument.blocks():
        mine = [
            a for a in visit.setup.assignments if (a.panelist, a.block) == (person.id, block.id)
        ]
        districts = {d for a in mine for d in a.districts}
        everywhere = any(not a.districts for a in mine)
        if mine:
            where = "" if everywhere else _districts(visit.setup, districts)
            parts.append(f"{block.label}{where}")
    return joined(parts)


def _districts(setup: Setup, chosen: set[str]) -> str:
    names = [d.name for d in setup.districts if d.id in chosen]
    return f"（{'、'.join(names)}）" if len(names) < len(setup.districts) else ""


def day_and_time(at: str) -> str:
    """`01-16 08:00`, as it was where the stamp was made."""
    return datetime.fromisoformat(at).strftime("%m-%d %H:%M")


def pack_table(view: Overview) -> Table:
    """Person, what they score, pack, sheet."""
    states = pack_states(view.visit.packs)
    heads = (
        ColumnHead(_("Panelist"), left=True),
        ColumnHead(_("To score"), left=True),
        ColumnHead(_("Pack")),
        ColumnHead(_("Sheet")),
    )
    rows = (_row(view, person, states.get(person.id, PackState())) for person in view.panel)
    return Table(heads, tuple(rows))


def _row(view: Overview, person: Panelist, state: PackState) -> TableRow:
    what = scores_what(view.visit, person)
    scores = TextCell(what or _("nothing"), tone=Tone.TEXT if what else Tone.MUTED, left=True)
    sheets = view.heads.get(person.id, ())
    sheet = handed_in(sheets) if sheets else TextCell(_("not in yet"), tone=Tone.MUTED)
    person_cell = PersonCell(person.name, duty_word(person))
    return TableRow(person.id, (person_cell, scores, _pack_cell(view.visit, state), sheet))


def _pack_cell(visit: Visit, state: PackState) -> TextCell:
    if not state.at:
        word = _("withdrawn") if state.withdrawn else _("not issued")
        return TextCell(word, tone=Tone.MUTED)
    if state.setup_version < visit.setup_version:
        return TextCell(_("older set-up"), tone=Tone.CONCERN, icon=Icon.WARNING)
    again = ngettext("issued again", "issued again {count} times", state.withdrawn)
    note = again.format(count=state.withdrawn) if state.withdrawn else ""
    return TextCell(day_and_time(state.at), note, tone=Tone.PRAISE, icon=Icon.DONE)


def problem_rows(problems: tuple[Problem, ...]) -> tuple[ProblemRow, ...]:
    """Errors first; each with its word, since colour alone says nothing."""
    ordered = sorted(enumerate(problems), key=_gravity)
    return tuple(_problem_row(number, problem) for number, problem in ordered)


def _gravity(entry: tuple[int, Problem]) -> tuple[bool, int]:
    return entry[1].severity is Severity.WARNING, entry[0]


def _problem_row(number: int, problem: Problem) -> ProblemRow:
    is_error = problem.severity is Severity.ERROR
    return ProblemRow(
        id=str(number),
        text=_(problem.template).format(**problem.values),
        place=_("must be mended") if is_error else _("may stay"),
        tone=Tone.CRITICAL if is_error else Tone.CONCERN,
        icon=Icon.ERROR if is_error else Icon.WARNING,
    )


def purpose(view: Overview) -> str:
    """One line: how many hold a pack."""
    left = len(without_pack(view.visit))
    count = len(view.panel) - left
    if not count:
        return _("A sealed pack for each, on a stick; its code on paper.")
    if left:
        return _("{count} issued, {left} to go. Codes go on paper, never on the stick.").format(
            count=count, left=left
        )
    return _("All {count} are issued. Issuing again withdraws the pack before.").format(count=count)
