"""A block in its districts, and over them (arithmetic 10 to 13)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from app.model.base import changed
from app.model.instrument import Block, Item, Level, NotApplicable, Scope
from app.model.outcome import (
    BlockDistrict,
    BlockResult,
    Cell,
    Given,
    GivenState,
    Open,
    OpenKind,
)
from app.model.setup import Setup
from app.rules.cells import Place, entitled, merged_cell, read_cell, ruled, settled
from app.rules.inputs import Inputs
from app.rules.merging import mean
from app.rules.printing import round_half_up

SHOWN_PLACES = 9

Part = tuple[Fraction, Decimal]
InDistrict = Callable[[Inputs, Block, str | None], BlockDistrict]


def evaluate_block(
    inputs: Inputs, block: Block, places: int, part: InDistrict | None = None
) -> BlockResult:
    """`part` may know a block in a district already; else `in_district` computes it."""
    there = block_districts(inputs.setup, block)
    districts = tuple((part or in_district)(inputs, block, d) for d in there)
    values = [part.value for part in districts if part.value is not None]
    still = tuple(entry for part in districts for entry in part.open)
    if not still and not values:
        still = (Open(OpenKind.NOTHING, block=block.id),)
    if still:
        return BlockResult(block, districts, None, None, still)
    exact = mean(values)
    return BlockResult(block, districts, exact, round_half_up(exact, places))


def provisional(result: BlockResult, places: int) -> Decimal | None:
    """What a block comes to by what is there so far; None if nothing is."""
    if result.converted is not None:
        return result.converted
    found = [v for v in map(_so_far, result.districts) if v is not None]
    return round_half_up(mean(found), places) if found else None


def block_districts(setup: Setup, block: Block) -> tuple[str | None, ...]:
    """Ids of the districts that the block is scored in; None for the station."""
    if block.scope is Scope.STATION:
        return (None,)
    return tuple(district.id for district in setup.districts)


def merges_sums(block: Block) -> bool:
    """Whether the rule runs over sums; a block without items is one item in either case."""
    return block.merge.level is Level.SUM and bool(block.items)


def in_district(inputs: Inputs, block: Block, district: str | None) -> BlockDistrict:
    """A block in one district, or for the station."""
    part = _in_district(inputs, block, district)
    states = [given.state for cell in part.cells for given in entitled(cell.givens)]
    done = sum(state in (GivenState.POINTS, GivenState.NA) for state in states)
    return replace(part, done=done, asked=len(states))


def _in_district(inputs: Inputs, block: Block, district: str | None) -> BlockDistrict:
    places = [Place(block, item, district) for item in block.scored()]
    if merges_sums(block):
        return _by_sums(inputs, block, district, tuple(read_cell(inputs, p) for p in places))
    cells = tuple(merged_cell(inputs, place) for place in places)
    still = tuple(entry for cell in cells for entry in cell.open)
    if still:
        return BlockDistrict(block, district, cells, None, None, open=still)
    parts = _valued(cells)
    if not parts:
        return BlockDistrict(block, district, cells, None, None, out=True)
    return BlockDistrict(block, district, cells, None, scaled(block, parts, _out(cells)))


def _by_sums(
    inputs: Inputs, block: Block, district: str | None, cells: tuple[Cell, ...]
) -> BlockDistrict:
    total = _sums(inputs, Place(block, _whole(block), district), cells)
    if total.settlement is not None and not total.settlement_outdated:
        cells = tuple(replace(cell, open=()) for cell in cells)
    still = (*(entry for cell in cells for entry in cell.open), *total.open)
    value = None if still else total.value
    return BlockDistrict(block, district, cells, total, value, out=total.out, open=still)


def _whole(block: Block) -> Item:
    return changed(block, items=()).scored()[0]


def _sums(inputs: Inputs, place: Place, cells: Sequence[Cell]) -> Cell:
    """The one cell over each rater's own sum of the block."""
    givens = tuple(
        _sum_given(given.panelist, [cell.givens[index] for cell in cells], cells)
        for index, given in enumerate(cells[0].givens)
    )
    exact = _exact_sums(place.block, cells, givens)
    cell = Cell(
        block=place.block,
        item=place.item,
        district=place.district,
        givens=tuple(_shown(given, exact) for given in givens),
        value=None,
        by_rule=None,
        out=all(cell.out for cell in cells),
        partly_na=any(cell.partly_na for cell in cells),
    )
    return settled(inputs, place, ruled(inputs, place, cell, exact))


def _sum_given(panelist: str, parts: Sequence[Given], cells: Sequence[Cell]) -> Given:
    states = {part.state for part in parts}
    order = (GivenState.RECUSED, GivenState.CONFLICT, GivenState.UNSCORED, GivenState.POINTS)
    state = next((state for state in order if state in states), GivenState.NA)
    named = zip(cells, parts, strict=True)
    values = tuple(f"{c.item.id}={value}" for c, part in named for value in part.values)
    reasons = tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))
    links = tuple(dict.fromkeys(link for part in parts for link in part.links))
    return Given(panelist, state, None, values, reasons, links)


def _exact_sums(
    block: Block, cells: Sequence[Cell], givens: Sequence[Given]
) -> dict[str, Fraction]:
    """Each rater's sum over the items that the rater gave points for, scaled to the block."""
    return {
        given.panelist: scaled(block, _own_parts(cells, index), _out(cells))
        for index, given in enumerate(givens)
        if given.state is GivenState.POINTS
    }


def _own_parts(cells: Sequence[Cell], rater: int) -> list[Part]:
    own = ((cell.givens[rater].points, cell.item.full) for cell in cells)
    return [(Fraction(points), full) for points, full in own if points is not None]


def _shown(given: Given, exact: dict[str, Fraction]) -> Given:
    value = exact.get(given.panelist)
    return given if value is None else replace(given, points=round_half_up(value, SHOWN_PLACES))


def scaled(block: Block, parts: Iterable[Part], out: Decimal) -> Fraction:
    """F × Σ values / Σ full marks; `out` is the full mark of the items that are out."""
    listed = list(parts)
    reached = sum((value for value, _full in listed), Fraction())
    possible = sum((Fraction(full) for _value, full in listed), Fraction())
    if block.na is not NotApplicable.SCALE:
        possible += Fraction(out)
    if block.na is NotApplicable.FULL:
        reached += Fraction(out)
    return Fraction(block.full) * reached / possible


def _valued(cells: Sequence[Cell]) -> list[Part]:
    return [(cell.value, cell.item.full) for cell in cells if cell.value is not None]


def _out(cells: Sequence[Cell]) -> Decimal:
    return sum((cell.item.full for cell in cells if cell.out), Decimal())


def _so_far(part: BlockDistrict) -> Fraction | None:
    if part.value is not None:
        return part.value
    if part.sums is not None:
        return part.sums.value
    parts = _valued(part.cells)
    return scaled(part.block, parts, Decimal()) if parts else None


def count_given(results: Iterable[BlockResult]) -> tuple[int, int]:
    """How many score cells are given, of how many that are expected; recused left out."""
    parts = [part for result in results for part in result.districts]
    return sum(part.done for part in parts), sum(part.asked for part in parts)
