"""The rows of the printed score table."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from app.model.outcome import BlockResult, Line, PartyResult
from app.model.setup import Setup
from app.rules.printing import printed_score, round_half_up


def table_lines(parties: Iterable[PartyResult], setup: Setup, places: int) -> tuple[Line, ...]:
    """All blocks in order, one row for each district where it has them, then the other parties."""
    listed = list(parties)
    rows: list[Line] = []
    for party in listed:
        for block in party.blocks:
            rows += _block_lines(party, block, setup, places)
    rows += [_party_line(party, places) for party in listed if not party.blocks]
    return tuple(rows)


def _block_lines(
    party: PartyResult, result: BlockResult, setup: Setup, places: int
) -> Iterator[Line]:
    block = result.block
    rows = len(result.districts)
    for index, part in enumerate(result.districts):
        yield Line(
            label=block.label + _district_label(setup, part.district),
            full=block.full,
            score=_score(part.value, places),
            converted=None if index else result.converted,
            party=party.party.id,
            block=block.id,
            district=part.district or "",
            span=0 if index else rows,
            out=part.out,
        )
    if not rows:
        yield Line(block.label, block.full, None, None, party=party.party.id, block=block.id)


def _district_label(setup: Setup, district: str | None) -> str:
    return "" if district is None else f"（{setup.district(district).name}）"


def _party_line(result: PartyResult, places: int) -> Line:
    party = result.party
    score = _score(result.exact, places)
    return Line(party.label, party.full, score, result.converted, party=party.id)


def _score(value: Fraction | None, places: int) -> str | None:
    return None if value is None else printed_score(value, round_half_up(value, places), places)
