"""How several raters' points become one value (arithmetic 10)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.model.instrument import Below, MergeRule, Method
from app.model.outcome import OpenKind

TRIMMABLE = 3


@dataclass(frozen=True, slots=True)
class Merged:
    """What a rule gives; `counted` are the raters whose points went in."""

    value: Fraction | None
    counted: frozenset[str]
    open: OpenKind | None = None


Points = Mapping[str, Fraction]


def mean(values: Iterable[Fraction]) -> Fraction:
    listed = list(values)
    return sum(listed, Fraction()) / len(listed)


def merge(rule: MergeRule, points: Points, lead: str | None) -> Merged:
    """Applies a rule to the points by rater; the raters' order decides between equals."""
    if rule.method is Method.LEAD:
        return _lead(points, lead)
    if not points:
        return Merged(None, frozenset())
    if len(points) < rule.minimum and rule.below is Below.OPEN:
        return Merged(None, frozenset(points), OpenKind.TOO_FEW)
    return _RULES[rule.method](rule, points)


def _mean(_rule: MergeRule, points: Points) -> Merged:
    return Merged(mean(points.values()), frozenset(points))


def _trimmed(rule: MergeRule, points: Points) -> Merged:
    if len(points) >= max(rule.minimum, TRIMMABLE):
        kept = sorted(points, key=points.__getitem__)[1:-1]
        return Merged(mean(points[who] for who in kept), frozenset(kept))
    if rule.below is Below.MEAN:
        return _mean(rule, points)
    return Merged(None, frozenset(points), OpenKind.TOO_FEW)


def _median(_rule: MergeRule, points: Points) -> Merged:
    ranked = sorted(points.values())
    middle = ranked[(len(ranked) - 1) // 2 : len(ranked) // 2 + 1]
    return Merged(mean(middle), frozenset(points))


def _consensus(_rule: MergeRule, points: Points) -> Merged:
    values = set(points.values())
    if len(values) > 1:
        return Merged(None, frozenset(points), OpenKind.DISAGREE)
    return Merged(values.pop(), frozenset(points))


def _lead(points: Points, lead: str | None) -> Merged:
    if lead is None or lead not in points:
        return Merged(None, frozenset(), OpenKind.NO_LEAD)
    return Merged(points[lead], frozenset({lead}))


_RULES: dict[Method, Callable[[MergeRule, Points], Merged]] = {
    Method.MEAN: _mean,
    Method.TRIMMED: _trimmed,
    Method.MEDIAN: _median,
    Method.CONSENSUS: _consensus,
}
