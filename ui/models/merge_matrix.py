"""The matrix of a block, items by district: filtered, sorted, and painted where it is looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import overload

from app.i18n import _, ngettext
from app.model.outcome import BlockDistrict, BlockResult, Cell, Given, GivenState
from app.model.text import plain
from app.rules.blocks import merges_sums
from app.rules.spread import diverges, median, needs_eyes, outliers, spread_share
from ui.charts.shapes import initial
from ui.charts.strip import Dot, Strip
from ui.models.merge import Facts, name_of
from ui.models.merge_figures import exact, figure, rule_words
from ui.models.merge_words import open_words
from ui.models.readiness import joined
from ui.models.roles import ColumnFoot, ColumnHead, ItemCell, RowKind, StripCell, TextCell
from ui.models.table import Spoken, Table, TableRow
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: empty ids stand for all, `marked` leaves out what nothing is wrong with."""

    by_spread: bool = False
    district: str = ""
    panelist: str = ""
    marked: bool = False

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return bool(self.district or self.panelist or self.marked)


EVERYTHING = View()


def shown_parts(result: BlockResult, view: View) -> tuple[BlockDistrict, ...]:
    """The districts that are looked at; all of them where the block has not the one asked for."""
    found = [part for part in result.districts if _is_shown(part, view)]
    return tuple(found) or result.districts


def _is_shown(part: BlockDistrict, view: View) -> bool:
    if view.district and part.district not in (None, view.district):
        return False
    return not view.panelist or any(g.panelist == view.panelist for g in part.cells[0].givens)


def matrix(result: BlockResult, facts: Facts, view: View = EVERYTHING) -> Table:
    """Items by district; where sums are merged, a last row holds the sums."""
    parts = shown_parts(result, view)
    heads = (
        ColumnHead(_("Item"), left=True),
        ColumnHead(_("Full")),
        *(_head(part, facts) for part in parts),
    )
    rows = [_row(result, parts, number, facts, view) for number in _order(parts, facts, view)]
    if merges_sums(result.block):
        rows.append(_sum_row(result, parts, facts, view))
    return Table(heads, tuple(rows), _feet(result, parts))


def _order(parts: Sequence[BlockDistrict], facts: Facts, view: View) -> list[int]:
    """Numbers of the items that are shown, as they are sorted."""
    numbers = list(range(len(parts[0].cells)))
    if view.marked:
        numbers = [n for n in numbers if any(is_marked(p.cells[n], facts) for p in parts)]
    if not view.by_spread:
        return numbers
    widest = {n: max(_width(p.cells[n], view) for p in parts) for n in numbers}
    return sorted(numbers, key=lambda n: -widest[n])


def is_marked(cell: Cell, facts: Facts) -> bool:
    """Whether anything is to be seen in a cell: apart, open, settled, or a deduction unfounded."""
    if needs_eyes(cell, facts.flags) or cell.settlement is not None:
        return True
    return bool(facts.unfounded(cell))


def _width(cell: Cell, view: View) -> Decimal:
    """How far the panel is apart, or how far one panelist is from the median of all."""
    if not view.panelist:
        return spread_share(cell)
    given = {g.panelist: g.points for g in _with_points(cell) if g.points is not None}
    own = given.get(view.panelist)
    if own is None or not cell.item.full:
        return Decimal(-1)
    return abs(own - median(list(given.values()))) / cell.item.full


def _with_points(cell: Cell) -> list[Given]:
    return [g for g in cell.givens if g.state is GivenState.POINTS and g.points is not None]


def _head(part: BlockDistrict, facts: Facts) -> ColumnHead:
    name = facts.setup.district(part.district).name if part.district else _("Station")
    return ColumnHead(name, _raters(part, facts), _("merged"), left=True)


def _raters(part: BlockDistrict, facts: Facts) -> str:
    """How many score, and who is recused."""
    givens = part.cells[0].givens if part.cells else ()
    out = [g for g in givens if g.state is GivenState.RECUSED]
    count = len(givens) - len(out)
    text = ngettext("{count} rater", "{count} raters", count).format(count=count)
    if not out:
        return text
    names = joined(initial(name_of(facts.setup, g.panelist)) for g in out)
    return _("{raters}, {names} recused").format(raters=text, names=names)


class LazyCells(Sequence[Spoken]):
    """A row's cells, made when they are looked at: most of a hundred columns never are."""

    def __init__(self, first: Sequence[Spoken], count: int, make: Callable[[int], Spoken]) -> None:
        self._known: dict[int, Spoken] = dict(enumerate(first))
        self._first, self._count, self._make = len(first), count, make

    def __len__(self) -> int:
        return self._first + self._count

    @overload
    def __getitem__(self, index: int) -> Spoken: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Spoken]: ...
    def __getitem__(self, index: int | slice) -> Spoken | Sequence[Spoken]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._known:
            self._known[index] = self._make(index - self._first)
        return self._known[index]


def _row(
    result: BlockResult, parts: Sequence[BlockDistrict], number: int, facts: Facts, view: View
) -> TableRow:
    items = result.block.scored()
    item = items[number]
    following = items[number + 1].group if number + 1 < len(items) else item.group
    closes = following != item.group and not view.by_spread
    label = ItemCell(item.label, item.group, RowKind.PLAIN, closes=closes)
    full = TextCell(plain(item.full), tone=Tone.MUTED)

    def strip_at(column: int) -> Spoken:
        return strip_cell(parts[column].cells[number], facts, view.panelist)

    return TableRow(item.id, LazyCells((label, full), len(parts), strip_at))


def _sum_row(
    result: BlockResult, parts: Sequence[BlockDistrict], facts: Facts, view: View
) -> TableRow:
    cells = (strip_cell(p.sums, facts, view.panelist) for p in parts if p.sums is not None)
    head = ItemCell(_("Each rater's sum"), rule_words(result.block.merge), RowKind.PLAIN)
    full = TextCell(plain(result.block.full), tone=Tone.MUTED)
    return TableRow(result.block.id, (head, full, *cells))


def strip_cell(cell: Cell, facts: Facts, panelist: str = "") -> StripCell:
    """The panel's dots, what they come to, and the same in words."""
    drawn = strip(cell, facts, panelist)
    without = bool(facts.unfounded(cell))
    text = _cell_text(cell)
    marks = _marks(cell, drawn, unfounded=without)
    spoken = "，".join(p for p in (cell.item.label, text, drawn.spoken, *marks) if p)
    return StripCell(drawn, text, spoken, unfounded=without)


def strip(cell: Cell, facts: Facts, panelist: str = "") -> Strip:
    """`panelist` stands out from the others, if one is named."""
    given = _with_points(cell)
    far = outliers(cell, facts.flags)
    counted = [g.points for g in given if g.points is not None and counts(cell, g)]
    return Strip(
        full=cell.item.full,
        dots=tuple(
            Dot(
                name_of(facts.setup, g.panelist),
                g.points,
                counts(cell, g),
                far=g.panelist in far,
                faded=bool(panelist) and g.panelist != panelist,
            )
            for g in given
            if g.points is not None
        ),
        median=median(counted) if counted else None,
        diverges=diverges(cell, facts.flags),
        settled=cell.settlement is not None and not cell.settlement_outdated,
        outdated=cell.settlement is not None and cell.settlement_outdated,
    )


def counts(cell: Cell, given: Given) -> bool:
    """Items of a block that merges sums have no rule of their own: nothing is left out."""
    part_of_a_sum = merges_sums(cell.block) and cell.item.id != cell.block.id
    return given.counted or part_of_a_sum


def _cell_text(cell: Cell) -> str:
    if cell.value is not None:
        return figure(cell.value)
    return _("n/a") if cell.out else "—"


def _marks(cell: Cell, drawn: Strip, *, unfounded: bool) -> tuple[str, ...]:
    found = {
        _("diverges"): drawn.diverges,
        _("outlier"): drawn.outlying and not drawn.diverges,
        _("settled"): drawn.settled,
        _("deduction without a concern"): unfounded,
    }
    return (*(word for word, holds in found.items() if holds), *open_words(cell))


def _feet(result: BlockResult, parts: Sequence[BlockDistrict]) -> tuple[ColumnFoot | None, ...]:
    return (
        ColumnFoot(_("Sum"), left=True),
        ColumnFoot(plain(result.block.full)),
        *(_foot(part) for part in parts),
    )


def _foot(part: BlockDistrict) -> ColumnFoot:
    if part.value is None:
        return ColumnFoot(_("n/a") if part.out else "—", share=0.0)
    share = float(part.value / Fraction(part.block.full))
    return ColumnFoot(exact(part.value), share=share)
