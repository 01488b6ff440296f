"""What one panelist's own scores of a block come to while the scoring goes on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.model.capture import Score
from app.model.instrument import Block, Item
from app.rules.blocks import scaled
from app.rules.merging import mean


@dataclass(frozen=True, slots=True)
class Running:
    """`points` is the plain sum of what is given; `value` is scaled, None until all is given."""

    points: Decimal
    full: Decimal
    missing: int
    not_applicable: int
    value: Fraction | None

    @property
    def share(self) -> float:
        """Of the full mark; items that do not apply count neither way."""
        return float(self.points / self.full) if self.full else 0.0


def running(block: Block, scores: Mapping[str, Score]) -> Running:
    """Sums up one district (or the station); `scores` are by item."""
    items = block.scored()
    given = [(item, scores[item.id]) for item in items if item.id in scores]
    out = sum((item.full for item, score in given if score.points is None), Decimal())
    missing = len(items) - len(given)
    reached = group_sum(items, scores)
    possible = sum((item.full for item, s in given if s.points is not None), Decimal())
    complete = not missing and reached is not None
    return Running(
        points=reached or Decimal(),
        full=block.full - out,
        missing=missing,
        not_applicable=sum(score.points is None for _item, score in given),
        value=scaled(block, [(Fraction(reached or 0), possible)], out) if complete else None,
    )


def group_sum(items: Sequence[Item], scores: Mapping[str, Score]) -> Decimal | None:
    """The plain sum of some items, None while there are no points."""
    found = [scores[i.id].points for i in items if i.id in scores]
    points = [value for value in found if value is not None]
    return sum(points, Decimal()) if points else None


def average(parts: Iterable[Running]) -> Fraction | None:
    """Over districts, without those wholly out; withheld until every one is complete."""
    listed = list(parts)
    known = [part.value for part in listed if part.value is not None]
    return mean(known) if known and not any(part.missing for part in listed) else None


@dataclass(frozen=True, slots=True)
class Total:
    """All of one panelist's blocks; `points` is what is there so far while something is missing."""

    points: Fraction
    full: Decimal
    missing: int


def total(blocks: Iterable[tuple[Block, Sequence[Running]]]) -> Total:
    """Each block by its average over districts; districts that are not complete by what they have.

    Blocks that do not apply at all count neither way.
    """
    points, full, missing = Fraction(), Decimal(), 0
    for block, parts in blocks:
        asked = [part for part in parts if part.missing or part.value is not None]
        if not asked:
            continue
        so_far = [Fraction(part.points) if part.value is None else part.value for part in asked]
        points += mean(so_far)
        full += block.full
        missing += sum(part.missing for part in asked)
    return Total(points, full, missing)
