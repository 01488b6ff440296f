"""The parties' contributions, and what they add up to (arithmetic 15 and 17)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.model.base import to_json
from app.model.decision import PartyEntry, Unit
from app.model.instrument import PartyScheme
from app.model.outcome import BlockResult, Open, OpenKind, PartyResult
from app.rules.blocks import InDistrict, evaluate_block, provisional
from app.rules.inputs import Inputs
from app.rules.printing import round_half_up


def evaluate_party(
    inputs: Inputs,
    party: PartyScheme,
    entries: Sequence[PartyEntry],
    places: int,
    part: InDistrict | None = None,
) -> PartyResult:
    """A party with blocks is scored by the panel; an entry for it changes nothing."""
    if party.blocks:
        blocks = tuple(evaluate_block(inputs, b, places, part) for b in party.blocks)
        return _scored(party, blocks)
    own = (entry for entry in entries if entry.party == party.id)
    entry = max(own, key=lambda e: (e.on or date.min, to_json(e)), default=None)
    if entry is None:
        missing = (Open(OpenKind.PARTY, party=party.id),)
        return PartyResult(party, (), None, None, None, missing)
    exact = entry_points(entry, party)
    return PartyResult(party, (), entry, exact, round_half_up(exact, places))


def entry_points(entry: PartyEntry, party: PartyScheme) -> Fraction:
    """The points that an entry is worth, exact; percent are of the party's full mark."""
    value = Fraction(entry.value)
    return value if entry.unit is Unit.POINTS else value * Fraction(party.full) / 100


def total(parties: Iterable[PartyResult]) -> Decimal | None:
    """The sum of the printed figures; None while one is open."""
    return _sum(party.converted for party in parties)


def exact_total(parties: Iterable[PartyResult]) -> Fraction:
    """Everything added before any rounding; what is open adds nothing."""
    return sum((party.exact or Fraction() for party in parties), Fraction())


def provisional_total(parties: Iterable[PartyResult], places: int) -> Decimal:
    """The sum of what is there."""
    figures: list[Decimal | None] = []
    for party in parties:
        figures.append(party.converted if not party.blocks else None)
        figures += [provisional(block, places) for block in party.blocks]
    return sum((figure for figure in figures if figure is not None), Decimal())


def _scored(party: PartyScheme, blocks: tuple[BlockResult, ...]) -> PartyResult:
    still = tuple(entry for block in blocks for entry in block.open)
    if still:
        return PartyResult(party, blocks, None, None, None, still)
    exact = sum((block.exact or Fraction() for block in blocks), Fraction())
    return PartyResult(party, blocks, None, exact, _sum(block.converted for block in blocks))


def _sum(figures: Iterable[Decimal | None]) -> Decimal | None:
    listed = list(figures)
    known = [figure for figure in listed if figure is not None]
    return sum(known, Decimal()) if len(known) == len(listed) else None
