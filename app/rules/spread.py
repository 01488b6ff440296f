"""Where the panel disagrees by more than the instrument lets pass, and what wants a look."""

from dataclasses import dataclass
from decimal import Decimal

from app.model.instrument import Flags
from app.model.outcome import BlockDistrict, Cell


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
    """Whether somebody should look: the panel diverges and nobody settled it, or it is open."""
    return not _is_settled(cell) and (bool(cell.open) or diverges(cell, flags))


def diverges(cell: Cell, flags: Flags) -> bool:
    """Whether the spread reaches the instrument's share of the full mark."""
    spread = cell.spread
    return bool(spread) and _share(cell, spread) >= flags.spread


def spread_share(cell: Cell) -> Decimal:
    """The spread as a share of the full mark; nought with fewer than two scores."""
    return _share(cell, cell.spread)


def _share(cell: Cell, spread: Decimal | None) -> Decimal:
    return spread / cell.item.full if spread and cell.item.full else Decimal(0)


def _is_settled(cell: Cell) -> bool:
    return cell.settlement is not None and not cell.settlement_outdated
