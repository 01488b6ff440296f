"""The assignment matrix: blocks and districts down, experts across, who scores what."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import _, ngettext
from app.model.instrument import Block, Scope
from app.model.setup import Setup
from app.rules.assigning import Task, experts, loads, scorers
from app.visit import Visit
from ui.models.roles import ColumnFoot, ColumnHead, ItemCell, RowKind, TextCell
from ui.models.table import Spoken, Table, TableRow
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class TickCell:
    """Whether somebody scores all (`share` 1), some or none of a row's tasks. `leads` counts."""

    share: float
    word: str
    leads: bool = False

    @property
    def spoken(self) -> str:
        return self.word


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix: one task, or all of a block that is scored by district."""

    id: str
    name: str
    tasks: tuple[Task, ...]
    block: Block
    is_group: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the matrix shows, gone through once."""

    setup: Setup
    lines: tuple[Line, ...]
    people: tuple[str, ...]
    scorers: Mapping[Task, tuple[str, ...]]
    loads: Mapping[str, int]

    def scores(self, line: Line, person: str) -> float:
        """The share of a row's tasks that somebody scores."""
        if not line.tasks:
            return 0.0
        own = sum(person in self.scorers.get(task, ()) for task in line.tasks)
        return own / len(line.tasks)


def matrix_of(visit: Visit) -> Matrix:
    setup, instrument = visit.setup, visit.instrument
    lines = tuple(line for block in instrument.blocks() for line in _lines(block, setup))
    return Matrix(
        setup,
        lines,
        tuple(person.id for person in experts(setup)),
        scorers(setup, instrument),
        loads(setup, instrument),
    )


def fewest(matrix: Matrix) -> int:
    """How many score the task that the fewest score."""
    return min((len(people) for people in matrix.scorers.values()), default=0)


def usual(visit: Visit) -> int:
    """How many a proposal starts from: the most that a block's rule asks for, else all."""
    people = len(experts(visit.setup))
    asked = max((block.merge.minimum for block in visit.instrument.blocks()), default=1)
    return min(people, asked) if asked > 1 else people


def _lines(block: Block, setup: Setup) -> tuple[Line, ...]:
    if block.scope is Scope.STATION:
        return (Line(block.id, block.label, (Task(block.id),), block, note=_("whole station")),)
    parts = tuple(Task(block.id, district.id) for district in setup.districts)
    names = {district.id: district.name for district in setup.districts}
    rows = (
        Line(f"{block.id}/{task.district}", names[task.district or ""], (task,), block)
        for task in parts
    )
    count = ngettext("{count} district", "{count} districts", len(parts)).format(count=len(parts))
    return (Line(block.id, block.label, parts, block, is_group=True, note=count), *rows)


def matrix_table(matrix: Matrix) -> Table:
    """The first column names the task, the last counts who scores it."""
    names = {person.id: person.name for person in matrix.setup.panel}
    heads = (
        ColumnHead(_("To score"), left=True),
        *(ColumnHead(names[person]) for person in matrix.people),
        ColumnHead(_("Scored by")),
    )
    rows = tuple(_row(matrix, line) for line in matrix.lines)
    return Table(heads, rows, _feet(matrix))


def _row(matrix: Matrix, line: Line) -> TableRow:
    kind = RowKind.GROUP if line.is_group or len(line.block.id) == len(line.id) else RowKind.ITEM
    first: Spoken = ItemCell(line.name, line.note, kind)
    cells = (_tick(matrix, line, person) for person in matrix.people)
    return TableRow(line.id, (first, *cells, _count(matrix, line)))


def _tick(matrix: Matrix, line: Line, person: str) -> TickCell:
    share = matrix.scores(line, person)
    word = _("scores") if share >= 1 else _("scores in part") if share else _("does not score")
    leads = matrix.setup.leads.get(line.block.id) == person
    return TickCell(share, f"{word} {_('lead')}" if leads else word, leads)


def _count(matrix: Matrix, line: Line) -> TextCell:
    counts = sorted({len(matrix.scorers[task]) for task in line.tasks})
    if not counts:
        return TextCell("0", tone=Tone.CRITICAL)
    text = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
    few = counts[0] < line.block.merge.minimum
    tone = Tone.CRITICAL if not counts[0] else Tone.CONCERN if few else Tone.TEXT
    note = _("of {minimum}").format(minimum=line.block.merge.minimum) if few else ""
    return TextCell(text, note, tone)


def _feet(matrix: Matrix) -> tuple[ColumnFoot | None, ...]:
    figures = (
        ColumnFoot(
            ngettext("{count} score", "{count} scores", matrix.loads[person]).format(
                count=matrix.loads[person]
            )
        )
        for person in matrix.people
    )
    return (ColumnFoot(_("To score in all"), left=True), *figures, None)
