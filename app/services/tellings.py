"""What follows from sheets and merged scores, told once and remembered with them.

A telling is a pure function of frozen data, so any thread may do it: what was ever asked of the
sheets that count is worked out for others by the job that reads them.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import is_
from typing import TypeVar, cast

from app.model.instrument import Instrument
from app.model.outcome import BlockDistrict, Outcome
from app.model.setup import Setup
from app.rules.gather import Gathered

T = TypeVar("T")
OfPart = Callable[[BlockDistrict, Instrument], T]
OfSheets = Callable[[Gathered, Setup, Instrument], T]
Basis = tuple[object, ...]


class Tellings:
    """Of one union of sheets. What was told on another basis is told anew in its place."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[Basis, object]] = {}

    def of_part(self, tell: OfPart[T], part: BlockDistrict, instrument: Instrument) -> T:
        """A decision changes one block in one district; of the others all stays told."""
        key = (tell, part.block.id, part.district)
        return self.once(key, (part, instrument), lambda: tell(part, instrument))

    def of_sheets(
        self, tell: OfSheets[T], gathered: Gathered, setup: Setup, instrument: Instrument
    ) -> T:
        basis = (gathered, setup, instrument)
        return self.once((tell,), basis, lambda: tell(gathered, setup, instrument))

    def once(self, key: tuple[object, ...], basis: Basis, make: Callable[[], T]) -> T:
        """What was made on the same basis; else made now, in the place of what was known."""
        found = self._known.get(key)
        if found is None or not all(map(is_, found[0], basis)):
            found = self._known[key] = (basis, make())
        return cast("T", found[1])


def parts_of(outcome: Outcome) -> Iterator[BlockDistrict]:
    """Every block in every district."""
    blocks = (block for party in outcome.parties for block in party.blocks)
    return (part for block in blocks for part in block.districts)


def tell_all(
    tellings: Tellings,
    asked: tuple[Iterable[OfPart[object]], Iterable[OfSheets[object]]],
    outcome: Outcome,
    whole: tuple[Gathered, Setup, Instrument],
) -> None:
    """Whatever is asked of parts and of sheets, told ahead."""
    of_parts, of_sheets = asked
    for tell in of_parts:
        for part in parts_of(outcome):
            tellings.of_part(tell, part, whole[2])
    for about in of_sheets:
        tellings.of_sheets(about, *whole)
