"""Where the panel disagrees by more than the instrument lets pass unmarked."""

from decimal import Decimal

from app.model.instrument import Flags
from app.model.outcome import Cell


def diverges(cell: Cell, flags: Flags) -> bool:
    """Whether the spread reaches the instrument's share of the full mark."""
    spread = cell.spread
    return bool(spread) and spread_share(cell) >= flags.spread


def spread_share(cell: Cell) -> Decimal:
    """The spread as a share of the full mark; nought with fewer than two scores."""
    spread = cell.spread
    return spread / cell.item.full if spread and cell.item.full else Decimal(0)
