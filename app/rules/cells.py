"""One item in one district, merged over its raters (arithmetic 7 to 11)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.model.decision import Settlement
from app.model.instrument import Block, Item
from app.model.outcome import Cell, Given, GivenState, Open, OpenKind
from app.rules.inputs import Inputs
from app.rules.merging import Merged, merge
from app.rules.recusal import is_recused
from app.rules.values import NA_TEXT, value_points

WAITING = (GivenState.UNSCORED, GivenState.CONFLICT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands; `item` is the block as its own item where sums are merged."""

    block: Block
    item: Item
    district: str | None

    def open(self, kind: OpenKind, who: Sequence[str] = ()) -> Open:
        district = self.district or ""
        return Open(kind, block=self.block.id, item=self.item.id, district=district, who=tuple(who))


def decision_basis(cell: Cell) -> tuple[tuple[str, str], ...]:
    """What a settlement of the cell is made on: sorted (panelist, value), recused left out."""
    return _basis(cell.givens)


def read_cell(inputs: Inputs, place: Place) -> Cell:
    """What everybody gave, without a rule run over it; open while somebody's part is."""
    raters = inputs.setup.assigned(place.block.id, place.district)
    read = [_read_given(inputs, place, rater) for rater in raters]
    givens = tuple(given for given, _outdated in read)
    outdated = [given.panelist for given, is_outdated in read if is_outdated]
    active = entitled(givens)
    states = {given.state for given in active}
    return Cell(
        block=place.block,
        item=place.item,
        district=place.district,
        givens=givens,
        value=None,
        by_rule=None,
        out=states == {GivenState.NA},
        partly_na={GivenState.NA, GivenState.POINTS} <= states,
        open=(
            *_waiting(place, active),
            *([place.open(OpenKind.OUTDATED, outdated)] if outdated else []),
        ),
    )


def merged_cell(inputs: Inputs, place: Place) -> Cell:
    """A cell with its rule and settlement, where the rule runs over items."""
    cell = read_cell(inputs, place)
    points = {
        g.panelist: Fraction(g.points)
        for g in entitled(cell.givens)
        if g.state is GivenState.POINTS and g.points is not None
    }
    return settled(inputs, place, ruled(inputs, place, cell, points))


def ruled(inputs: Inputs, place: Place, cell: Cell, points: dict[str, Fraction]) -> Cell:
    """The cell with what the block's rule makes of the points."""
    active = entitled(cell.givens)
    if not active:
        return replace(cell, open=(*cell.open, place.open(OpenKind.NOBODY)))
    if cell.out:
        return cell
    lead = inputs.setup.lead_for(place.block.id)
    merged = merge(place.block.merge, points, lead)
    return replace(
        cell,
        givens=tuple(
            replace(given, counted=True) if given.panelist in merged.counted else given
            for given in cell.givens
        ),
        value=merged.value,
        by_rule=merged.value,
        open=(*cell.open, *_rule_open(place, active, merged, lead)),
    )


def settled(inputs: Inputs, place: Place, cell: Cell) -> Cell:
    """The cell with its settlement, if there is one; one on other figures opens the cell."""
    found, outdated = inputs.settlement(place.item.id, place.district, _basis(cell.givens))
    if found is None:
        return cell
    if outdated:
        again = (*cell.open, place.open(OpenKind.OUTDATED))
        return replace(cell, settlement=found, settlement_outdated=True, open=again)
    return _closed(cell, found)


def entitled(givens: Sequence[Given]) -> list[Given]:
    """Q: those who are assigned and not recused."""
    return [given for given in givens if given.state is not GivenState.RECUSED]


def _closed(cell: Cell, settlement: Settlement) -> Cell:
    value = Fraction(settlement.points)
    return replace(cell, settlement=settlement, value=value, out=False, open=())


def _basis(givens: Sequence[Given]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((g.panelist, value) for g in entitled(givens) for value in g.values))


def _read_given(inputs: Inputs, place: Place, panelist: str) -> tuple[Given, bool]:
    """One person's part, and whether a value was picked for it on other figures."""
    cell = inputs.gathered.score(panelist, place.item.id, place.district)
    values = cell.values if cell else ()
    pick, outdated = inputs.pick(place.item.id, place.district, panelist, values)
    text = pick.value if pick and not outdated else _only(values)
    recused = is_recused(inputs.recusals, panelist, place.district)
    state = GivenState.RECUSED if recused else _state(place.item, values, text)
    if cell is None:
        return Given(panelist, state), outdated and not recused
    points = value_points(text) if text else None
    given = Given(panelist, state, points, values, cell.reasons, cell.links)
    return given, outdated and not recused


def _only(values: Sequence[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _state(item: Item, values: Sequence[str], text: str | None) -> GivenState:
    """不适用 where the item does not allow it is no value at all (arithmetic 11)."""
    if text is None:
        return GivenState.CONFLICT if values else GivenState.UNSCORED
    if text != NA_TEXT:
        return GivenState.POINTS
    return GivenState.NA if item.allow_na else GivenState.UNSCORED


def _waiting(place: Place, active: Sequence[Given]) -> list[Open]:
    found = []
    for kind, state in zip((OpenKind.UNSCORED, OpenKind.CONFLICT), WAITING, strict=True):
        who = [given.panelist for given in active if given.state is state]
        if who:
            found.append(place.open(kind, who))
    return found


def _rule_open(
    place: Place, active: Sequence[Given], merged: Merged, lead: str | None
) -> tuple[Open, ...]:
    """What keeps the rule from giving a value; said once nobody's own part is missing."""
    if merged.open is None or any(given.state in WAITING for given in active):
        return ()
    if merged.open is OpenKind.NO_LEAD:
        return (place.open(merged.open, (lead,) if lead else ()),)
    return (place.open(merged.open, sorted(merged.counted)),)
