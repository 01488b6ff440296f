"""How complete the panel's sheets are: an overview of the visit, and the board that shows it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.i18n import _, ngettext
from app.model.capture import Finding, Interview
from app.model.instrument import Block, Instrument, Scope
from app.model.outcome import BlockDistrict, GivenState
from app.model.panel import Panelist
from app.model.sheet import Accepted
from app.rules.survey import responses, survey
from app.visit import Visit
from ui.icons import Icon
from ui.models.roles import ColumnHead, PersonCell, Ready, ReadyCell, TextCell
from ui.models.table import Spoken, Table, TableRow
from ui.theme import Tone

NAMED = 3
States = Counter[GivenState]


def clock(at: datetime | str) -> str:
    """The time of day as it was where the stamp was made."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: a block, in one district where it is scored by district."""

    block: Block
    district: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the board, the gaps and the rail count, gone through once.

    `states` are by panelist, block and district (empty for the station); `heads` are the sheets
    that count, one for each laptop, by panelist; `findings` are counted by author.
    """

    visit: Visit
    states: dict[tuple[str, str, str], States]
    heads: dict[str, tuple[Accepted, ...]]
    findings: Counter[str]

    @property
    def panel(self) -> tuple[Panelist, ...]:
        return self.visit.setup.panel

    @property
    def raters(self) -> tuple[Panelist, ...]:
        """Those who score something, in the panel's order."""
        chosen = {a.panelist for a in self.visit.setup.assignments}
        return tuple(p for p in self.panel if p.id in chosen)

    @property
    def others(self) -> tuple[Panelist, ...]:
        """Those who hand in, and score nothing."""
        scoring = {p.id for p in self.raters}
        return tuple(p for p in self.panel if p.id not in scoring)

    @property
    def missing(self) -> tuple[Panelist, ...]:
        """Those of whom no sheet counts."""
        return tuple(p for p in self.panel if p.id not in self.heads)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Blocks for the station first, since the board groups the others by district."""
        blocks = self.visit.instrument.blocks()
        districts = self.visit.setup.districts
        return (
            *(Column(b, None) for b in blocks if b.scope is Scope.STATION),
            *(Column(b, d.id) for b in blocks if b.scope is Scope.DISTRICT for d in districts),
        )

    def of(self, panelist: str, column: Column) -> States:
        """How many of one person's cells are in which state; empty when not assigned."""
        return self.states.get((panelist, column.block.id, column.district or ""), Counter())


def overview(visit: Visit) -> Overview:
    gathered = visit.merging.gathered
    heads: dict[str, list[Accepted]] = defaultdict(list)
    for sheet in gathered.heads.heads:
        heads[sheet.panelist].append(sheet)
    return Overview(
        visit=visit,
        states=_states(visit),
        heads={who: tuple(sheets) for who, sheets in heads.items()},
        findings=Counter(capture.author for capture, _body in gathered.findings()),
    )


def _states(visit: Visit) -> dict[tuple[str, str, str], States]:
    return {
        (panelist, result.block.id, part.district or ""): states
        for party in visit.merging.outcome.parties
        for result in party.blocks
        for part in result.districts
        for panelist, states in visit.merging.of_part(_in, part).items()
    }


def _in(part: BlockDistrict, _instrument: Instrument) -> dict[str, States]:
    found: dict[str, States] = defaultdict(Counter)
    for given in (given for cell in part.cells for given in cell.givens):
        found[given.panelist][given.state] += 1
    return dict(found)


def name_of(visit: Visit, panelist: str) -> str:
    """The name, or the id of somebody who is no longer on the panel."""
    return next((p.name for p in visit.setup.panel if p.id == panelist), panelist)


def board(view: Overview) -> Table:
    """Panelist by block and district, then findings, revision and time."""
    heads = (
        ColumnHead(_("Panelist"), left=True),
        *(_head(view.visit, column) for column in view.columns),
        ColumnHead(_("Findings")),
        ColumnHead(_("Sheet in")),
    )
    return Table(heads, tuple(_row(view, person) for person in view.raters))


def _head(visit: Visit, column: Column) -> ColumnHead:
    """The district under its block's name, or the block alone."""
    if column.district is None:
        return ColumnHead(column.block.label)
    return ColumnHead(visit.setup.district(column.district).name, note=column.block.label)


def _row(view: Overview, person: Panelist) -> TableRow:
    sheets = view.heads.get(person.id, ())
    cells: list[Spoken] = [PersonCell(person.name)]
    cells += [ready(view.of(person.id, column), here=bool(sheets)) for column in view.columns]
    cells.append(TextCell(str(view.findings[person.id]) if sheets else ""))
    cells.append(handed_in(sheets))
    return TableRow(person.id, tuple(cells))


def ready(states: States, *, here: bool) -> ReadyCell:
    """How far one person's part of a block is; `here` when a sheet of theirs counts."""
    total = states.total()
    if not total:
        return ReadyCell(Ready.NONE, _("not assigned"))
    if states[GivenState.RECUSED] == total:
        return ReadyCell(Ready.RECUSED, _("recused"))
    done = states[GivenState.POINTS] + states[GivenState.NA]
    if done == total:
        return ReadyCell(Ready.COMPLETE, _("complete"), done, total)
    if done and here:
        return ReadyCell(Ready.PARTLY, _("partly"), done, total)
    return ReadyCell(Ready.OPEN, _("nothing yet"), done, total)


def handed_in(sheets: tuple[Accepted, ...]) -> TextCell:
    """Revision and time of the latest sheet; how many laptops where there are several."""
    if not sheets:
        return TextCell(_("no sheet"), tone=Tone.CRITICAL, icon=Icon.MISSING)
    last = max(sheets, key=_handed_in_at)
    at = clock(last.content.handed_in_at)
    if len(sheets) > 1:
        words = ngettext("{count} laptop", "{count} laptops", len(sheets))
        return TextCell(at, words.format(count=len(sheets)))
    return TextCell(at, _("rev. {number}").format(number=last.content.revision))


def _handed_in_at(sheet: Accepted) -> datetime:
    return sheet.content.handed_in_at


def staff_words(visit: Visit, person: Panelist) -> str:
    """What somebody who scores nothing brought: survey, interviews, findings."""
    own = [c for c in visit.merging.gathered.captures if c.author == person.id]
    asked = survey(responses(own), visit.instrument.survey, visit.setup.population)
    words = []
    if asked.answered:
        text = (
            _("satisfaction survey {count}, {needed} reached")
            if asked.enough
            else _("satisfaction survey {count} of {needed}")
        )
        words.append(text.format(count=asked.answered, needed=asked.needed))
    talks = _count(own, Interview)
    if talks:
        words.append(ngettext("{count} interview", "{count} interviews", talks).format(count=talks))
    found = _count(own, Finding)
    if found:
        words.append(ngettext("{count} finding", "{count} findings", found).format(count=found))
    return joined(words) if words else _("brought nothing that is counted")


def _count(captures: Iterable[object], kind: type) -> int:
    return sum(1 for capture in captures if isinstance(getattr(capture, "body", None), kind))


def joined(words: Iterable[str]) -> str:
    """Short phrases one after the other, as the language in force lists them."""
    return _(", ").join(words)


def purpose(view: Overview) -> str:
    """One line: how many are in, who is missing."""
    missing = view.missing
    count = len(view.panel) - len(missing)
    if not missing:
        words = _("All {count} sheets are in. Collecting again counts nothing twice.")
        return words.format(count=count)
    names = joined(p.name for p in missing[:NAMED])
    if len(missing) > NAMED:
        names = _("{names} and {count} more").format(names=names, count=len(missing) - NAMED)
    words = _("{count} in, still missing {names}. Collecting again counts nothing twice.")
    return words.format(count=count, names=names)
