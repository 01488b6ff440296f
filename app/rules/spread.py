"""What the instrument's thresholds mark in merged cells, and what wants a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.model.instrument import Flags
from app.model.outcome import BlockDistrict, Cell, Given, GivenState
from app.rules.concerns import NONE, Concerns

LEAST_FOR_OUTLIERS = 3
"""Of two it cannot be said which one stands apart."""


@dataclass(frozen=True, slots=True)
class Look:
    """The cells of a block in a district that somebody should look at; `settled` of `cells` are."""

    wanted: tuple[Cell, ...]
    settled: int
    cells: int


def look_at(part: BlockDistrict, flags: Flags) -> Look:
    decided = cells_of(part)
    wanted = tuple(cell for cell in decided if needs_eyes(cell, flags))
    return Look(wanted, sum(map(_is_settled, decided)), len(decided))


def cells_of(part: BlockDistrict) -> tuple[Cell, ...]:
    """The cells that a decision can be about: where sums are merged, the one over the sums."""
    return part.cells if part.sums is None else (part.sums,)


def needs_eyes(cell: Cell, flags: Flags) -> bool:
    """Whether somebody should look: a score stands out and nobody settled it, or it is open."""
    return not _is_settled(cell) and (bool(cell.open) or stands_out(cell, flags))


def _is_settled(cell: Cell) -> bool:
    return cell.settlement is not None and not cell.settlement_outdated


def diverges(cell: Cell, flags: Flags) -> bool:
    """Whether the spread reaches the instrument's share of the full mark."""
    share = spread_share(cell)
    return bool(share) and share >= flags.spread


def spread_share(cell: Cell) -> Decimal:
    """The spread as a share of the full mark; nought with fewer than two scores."""
    spread = cell.spread
    return spread / cell.item.full if spread and cell.item.full else Decimal(0)


def stands_out(cell: Cell, flags: Flags) -> bool:
    """Whether the scores given diverge, or one of them is an outlier."""
    share = spread_share(cell)
    return bool(share) and (
        share >= flags.spread or (share >= flags.outlier and bool(outliers(cell, flags)))
    )


def outliers(cell: Cell, flags: Flags) -> tuple[str, ...]:
    """Those whose points are that share of the full mark or more away from the panel's median."""
    if spread_share(cell) < flags.outlier:
        return ()
    given = [(g.panelist, g.points) for g in _with_points(cell) if g.points is not None]
    if len(given) < LEAST_FOR_OUTLIERS:
        return ()
    middle = median([points for _who, points in given])
    far = flags.outlier * cell.item.full
    return tuple(who for who, points in given if points != middle and abs(points - middle) >= far)


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle one, or the mean of the middle two."""
    ranked = sorted(values)
    return (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2


def unfounded(cell: Cell, flags: Flags, concerns: Mapping[str, Concerns]) -> tuple[str, ...]:
    """Those who deducted that share of the full mark or more and wrote no concern about it."""
    item = cell.item
    most = item.full - flags.unfounded * item.full
    subject = (cell.block.id, item.id)
    return tuple(
        given.panelist
        for given in _with_points(cell)
        if given.points is not None
        and given.points < item.full
        and given.points <= most
        and not concerns.get(given.panelist, NONE).explain(subject, cell.district, given.links)
    )


def _with_points(cell: Cell) -> list[Given]:
    return [given for given in cell.givens if given.state is GivenState.POINTS]
