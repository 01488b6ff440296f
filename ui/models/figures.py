"""What the page of figures shows: blocks, districts, the panel's spread, indicators, as rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from app.i18n import _
from app.model.instrument import Instrument
from app.model.outcome import BlockDistrict, BlockResult, Cell, Outcome, PartyResult
from app.model.setup import Setup
from app.model.text import plain
from app.rules.blocks import merges_sums
from app.rules.period import elapsed_share
from app.rules.printing import round_half_up
from app.rules.progress import percent, rounded_percent
from app.rules.spread import cells_of, spread_share
from ui.charts.strip import Strip
from ui.models.briefing import indicator_rows
from ui.models.merge import Facts, all_blocks
from ui.models.merge_matrix import strip
from ui.theme import Tone

COLUMNS = 5
"""How many items of a block stand beside its sum where districts are compared."""
WIDEST = 40
"""How many cells are listed by spread; what follows differs hardly."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the bars: a share of the scale, and what it means."""

    share: float
    label: str


@dataclass(frozen=True, slots=True)
class AxisRow:
    """The head over bars: what the lines across them mean. It cannot be chosen."""

    ticks: tuple[Tick, ...]
    id: str = ""

    @property
    def spoken(self) -> str:
        return "，".join(tick.label for tick in self.ticks)


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar with its name and figures. `share` is of the full mark or target, None where unknown.

    `figure` stands out, `rest` follows it; `note` says in a word what the tone means.
    """

    id: str
    name: str
    figure: str
    rest: str = ""
    percent: str = ""
    share: float | None = None
    ticks: tuple[float, ...] = ()
    tone: Tone = Tone.ACCENT
    note: str = ""

    @property
    def spoken(self) -> str:
        said = (self.name, f"{self.figure}{self.rest}", self.percent, self.note)
        return " ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Bar:
    """One of several bars in a row; `low` and `high` mark the least and the most of its column."""

    share: float | None
    figure: str
    low: bool = False
    high: bool = False


@dataclass(frozen=True, slots=True)
class ColumnsRow:
    """The head over columns of bars: a block's label, then its sum and its items."""

    name: str
    columns: tuple[str, ...]
    note: str = ""
    id: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.name}：{'、'.join(self.columns)} {self.note}".strip()


@dataclass(frozen=True, slots=True)
class BarsRow:
    """A district beside the others, or their mean (`mean`, without an id)."""

    id: str
    name: str
    bars: tuple[Bar, ...]
    mean: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.name} {'，'.join(bar.figure for bar in self.bars)}"


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """A cell with the panel's dots. `id` is `block/item/district`."""

    id: str
    name: str
    place: str
    strip: Strip
    figure: str

    @property
    def spoken(self) -> str:
        return " ".join(p for p in (self.name, self.place, self.figure, self.strip.spoken) if p)

    @property
    def anonymous(self) -> str:
        """Without who gave what."""
        return " ".join(part for part in (self.name, self.place, self.figure) if part)


FigureRow = AxisRow | BarRow | ColumnsRow | BarsRow | SpreadRow


def profile(outcome: Outcome, instrument: Instrument) -> tuple[FigureRow, ...]:
    """Every block and every party without blocks, as a share of its full mark.

    The lines across are where the grades of the total begin, as shares of all points.
    """
    rows = tuple(row for party in outcome.parties for row in _profile_of(party))
    full = sum((party.full for party in instrument.parties), Decimal(0))
    bands = [band for band in instrument.bands if band.low > 0]
    if not rows or not full:
        return rows
    ticks = (Tick(float(b.low / full), f"{b.label} {plain(b.low)}") for b in bands)
    axis = AxisRow(tuple(sorted(ticks, key=lambda tick: tick.share)))
    lines = tuple(tick.share for tick in axis.ticks)
    return (axis, *(replace(row, ticks=lines) for row in rows))


def _profile_of(party: PartyResult) -> Iterator[BarRow]:
    if not party.party.blocks:
        own = party.party
        yield _full_mark(own.id, own.short or own.label, party.converted, own.full)
    for result in party.blocks:
        block = result.block
        yield _full_mark(block.id, block.label, result.converted, block.full)


def _full_mark(key: str, name: str, points: Decimal | None, full: Decimal) -> BarRow:
    rest = f" / {plain(full)}"
    if points is None:
        return BarRow(key, name, "—", rest, note=_("not scored to the end"), tone=Tone.MUTED)
    share = percent(points, full, 1)
    return BarRow(key, name, f"{points:f}", rest, _percent(share), float(points / full))


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}%"


def districts(outcome: Outcome, setup: Setup) -> tuple[FigureRow, ...]:
    """For each block that is scored per district: a row for every district, then their mean."""
    blocks = [b for b in all_blocks(outcome) if any(part.district for part in b.districts)]
    return tuple(row for block in blocks for row in _district_rows(block, setup))


def _district_rows(result: BlockResult, setup: Setup) -> Iterator[FigureRow]:
    parts = [part for part in result.districts if part.district]
    columns = _columns(result, parts)
    labels = tuple(result.block.scored()[n].label for n in columns)
    left_out = len(_items(result)) - len(columns)
    note = _("the {count} items that differ most").format(count=len(columns)) if left_out else ""
    yield ColumnsRow(result.block.label, (_("Sum"), *labels), note)
    table = [_points(part, columns) for part in parts]
    for part, row in zip(parts, table, strict=True):
        name = setup.district(str(part.district)).name
        bars = tuple(_bar(row[n], [line[n] for line in table]) for n in range(len(row)))
        yield BarsRow(f"{result.block.id}/{part.district}", name, bars)
    if len(parts) > 1:
        means = [_mean([line[n] for line in table]) for n in range(len(table[0]))]
        yield BarsRow("", _("Mean"), tuple(_bar(one, []) for one in means), mean=True)


def _items(result: BlockResult) -> range:
    """Numbers of the items that have values of their own."""
    alone = merges_sums(result.block) or not result.block.items
    return range(0 if alone else len(result.block.scored()))


def _columns(result: BlockResult, parts: Sequence[BlockDistrict]) -> list[int]:
    """The items that are shown: all, or those that differ most between the districts."""
    numbers = list(_items(result))
    if len(numbers) <= COLUMNS:
        return numbers
    ranked = sorted(numbers, key=lambda n: (-_difference([p.cells[n] for p in parts]), n))
    return sorted(ranked[:COLUMNS])


def _difference(cells: Sequence[Cell]) -> Fraction:
    shares = [c.value / Fraction(c.item.full) for c in cells if c.value is not None]
    return max(shares) - min(shares) if shares else Fraction(0)


Point = tuple[Fraction | None, Decimal]
"""A value and its full mark."""


def _points(part: BlockDistrict, columns: Sequence[int]) -> list[Point]:
    cells = [part.cells[number] for number in columns]
    return [(part.value, part.block.full), *((cell.value, cell.item.full) for cell in cells)]


def _bar(point: Point, column: Sequence[Point]) -> Bar:
    value, full = point
    if value is None:
        return Bar(None, "—")
    known = [other for other, _full in column if other is not None]
    differ = len(known) > 1 and min(known) != max(known)
    return Bar(
        float(value / Fraction(full)) if full else None,
        f"{round_half_up(value, 2):f}",
        low=differ and value == min(known),
        high=differ and value == max(known),
    )


def _mean(column: Sequence[Point]) -> Point:
    known = [value for value, _full in column if value is not None]
    return (sum(known, Fraction(0)) / len(known) if known else None, column[0][1])


def spread(outcome: Outcome, facts: Facts) -> tuple[SpreadRow, ...]:
    """The cells on which the panel is apart, furthest first."""
    parts = (part for block in all_blocks(outcome) for part in block.districts)
    cells = [cell for part in parts for cell in cells_of(part) if spread_share(cell)]
    cells.sort(key=lambda cell: -spread_share(cell))
    return tuple(_spread_row(cell, facts) for cell in cells[:WIDEST])


def _spread_row(cell: Cell, facts: Facts) -> SpreadRow:
    place = facts.setup.district(cell.district).name if cell.district else ""
    name = cell.item.label
    if cell.item.id == cell.block.id and merges_sums(cell.block):
        name = "·".join((cell.block.label, _("Each rater's sum")))
    gap = cell.spread or Decimal(0)
    figure = f"{plain(gap)} / {plain(cell.item.full)}"
    key = f"{cell.block.id}/{cell.item.id}/{cell.district or ''}"
    return SpreadRow(key, name, place, strip(cell, facts), figure)


def progress(setup: Setup) -> tuple[FigureRow, ...]:
    """Every indicator with a target as a share of it; the line is the share of time elapsed."""
    rows = [row for row in indicator_rows(setup) if row.id and row.share is not None]
    elapsed = elapsed_share(setup)
    lines = () if elapsed is None else (float(elapsed),)
    bars = tuple(
        BarRow(row.id, row.name, "", row.figures, row.percent, row.share, lines, row.tone, row.word)
        for row in rows
    )
    if not bars or elapsed is None:
        return bars
    passed = _("{percent}% of the contract's time has passed")
    label = passed.format(percent=plain(rounded_percent(elapsed, 1)))
    return (AxisRow((Tick(float(elapsed), label),)), *bars)
