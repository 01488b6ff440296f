"""The cells that the merge page goes through, and which of them somebody should look at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.model.instrument import Flags, Instrument
from app.model.outcome import BlockResult, Cell, Outcome
from app.model.setup import Setup
from app.rules.concerns import Concerns, concerns_by_author
from app.rules.gather import Gathered
from app.rules.recusal import Recusals
from app.rules.spread import spread_share, unfounded
from app.visit import Visit


@dataclass(frozen=True, slots=True)
class Place:
    """A cell by ids; an empty district is the station."""

    block: str
    item: str
    district: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page knows beside the scores: names, thresholds, and who wrote which concern."""

    visit: Visit
    setup: Setup
    flags: Flags
    concerns: Mapping[str, Concerns]
    recusals: Recusals

    def unfounded(self, cell: Cell) -> tuple[str, ...]:
        """Those who deducted much there and wrote no concern about it."""
        return unfounded(cell, self.flags, self.concerns)


def facts_of(visit: Visit) -> Facts:
    merging = visit.merging
    return Facts(
        visit=visit,
        setup=visit.setup,
        flags=visit.instrument.flags,
        concerns=merging.of_sheets(_concerns),
        recusals=merging.outcome.recusals,
    )


def _concerns(gathered: Gathered, _setup: Setup, instrument: Instrument) -> Mapping[str, Concerns]:
    return concerns_by_author(instrument, gathered.findings())


def all_blocks(outcome: Outcome) -> tuple[BlockResult, ...]:
    """Every block that the panel scores, in the order of the instrument."""
    return tuple(block for party in outcome.parties for block in party.blocks)


def place_of(cell: Cell) -> Place:
    return Place(cell.block.id, cell.item.id, cell.district or "")


def to_look_at(visit: Visit, blocks: Iterable[BlockResult]) -> tuple[Place, ...]:
    """The places that somebody should look at, in the order of the matrix: block, district, item."""
    return tuple(map(place_of, _wanted(visit, blocks)))


def widest_first(visit: Visit, blocks: Iterable[BlockResult]) -> tuple[Place, ...]:
    """The same, where the panel is furthest apart first; what is open and agrees comes last."""
    return tuple(map(place_of, sorted(_wanted(visit, blocks), key=_closeness)))


def _wanted(visit: Visit, blocks: Iterable[BlockResult]) -> Iterator[Cell]:
    for result in blocks:
        for part in result.districts:
            yield from visit.merging.look(part).wanted


def _closeness(cell: Cell) -> Decimal:
    return -spread_share(cell)


def name_of(setup: Setup, panelist: str) -> str:
    """The name, or the id of somebody who is no longer on the panel."""
    return next((p.name for p in setup.panel if p.id == panelist), panelist)
