"""How far the panel agrees: ICC, Kendall's W and Krippendorff's alpha (docs/agreement.md).

These figures are looked at and never counted: no score, total or grade depends on them. They are
exact fractions all the same; floating point serves the one probability alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from math import erfc, exp, fsum, lcm, lgamma, log, sqrt

from app.model.outcome import BlockResult, Cell, GivenState

LEAST_RATERS, LEAST_UNITS = 2, 3
"""Under these no figure is told."""
FEW_RATERS, FEW_UNITS = 3, 10
"""Under these a figure is told with a warning."""
LEAST_FOR_CHI_SQUARE = 8
"""With fewer units the chi-square approximation is too rough (Siegel and Castellan 1988)."""

Unit = Mapping[str, Fraction]
"""What each rater gave one thing: points as a share of its full mark."""


class Lack(Enum):
    """Why a figure is not defined."""

    RATERS = "raters"
    UNITS = "units"
    COMMON = "common"
    UNEQUAL = "unequal"
    VARIANCE = "variance"


class Form(Enum):
    """ICC(A,1) and ICC(A,k), or ICC(1) and ICC(k), as McGraw and Wong (1996) name them."""

    TWO_WAY = "two-way random, absolute agreement"
    ONE_WAY = "one-way random"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or what it lacks."""

    value: Fraction | None = None
    lack: Lack | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What a figure was computed from."""

    raters: tuple[str, ...] = ()
    units: int = 0
    ratings: int = 0

    @property
    def few(self) -> bool:
        """Whether a single score could move the figure far."""
        return len(self.raters) < FEW_RATERS or self.units < FEW_UNITS


@dataclass(frozen=True, slots=True)
class Icc:
    """For a single rater, and for the mean of all of them."""

    form: Form
    single: Figure
    average: Figure
    base: Base


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W, corrected for ties. `p` is by the chi-square approximation, None if too rough."""

    w: Figure
    base: Base
    chi_square: Fraction | None = None
    freedom: int = 0
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All three over the same scores; `base` is what at least two raters scored."""

    base: Base
    icc: Icc
    concordance: Concordance
    alpha: Figure


def panel_units(results: Iterable[BlockResult]) -> tuple[Unit, ...]:
    """A unit for each item in each district, with the points of those who are not recused.

    What the merge rule leaves out is in: the figures are about the panel, not about the rule.
    """
    cells = (cell for result in results for part in result.districts for cell in part.cells)
    return tuple(_unit(cell) for cell in cells if cell.item.full)


def _unit(cell: Cell) -> Unit:
    full = cell.item.full
    return {
        given.panelist: _share(given.points, full)
        for given in cell.givens
        if given.state is GivenState.POINTS and given.points is not None
    }


@lru_cache(4096)
def _share(points: Decimal, full: Decimal) -> Fraction:
    """Few are different from one another, and dividing them is the slow part."""
    return Fraction(points) / Fraction(full)


def agreement(units: Iterable[Unit]) -> Agreement:
    """The figures over units that at least two raters scored; others say nothing about agreement."""
    shared = _whole([unit for unit in units if len(unit) >= LEAST_RATERS])
    base = _base_of(shared)
    raters = _common_raters(shared)
    return Agreement(
        base=base,
        icc=_icc(shared, raters, base),
        concordance=_concordance(shared, raters, base),
        alpha=Figure(lack=_lack(base)) if _lack(base) else _alpha(shared),
    )


Whole = Mapping[str, int]


def _whole(units: Sequence[Unit]) -> list[Whole]:
    """The shares over their common denominator: no figure changes with the scale."""
    scale = lcm(*{share.denominator for unit in units for share in unit.values()})
    return [
        {who: share.numerator * (scale // share.denominator) for who, share in unit.items()}
        for unit in units
    ]


def _base_of(units: Sequence[Whole]) -> Base:
    raters = {rater for unit in units for rater in unit}
    return Base(tuple(sorted(raters)), len(units), sum(len(unit) for unit in units))


def _lack(base: Base) -> Lack | None:
    if len(base.raters) < LEAST_RATERS:
        return Lack.RATERS
    return Lack.UNITS if base.units < LEAST_UNITS else None


def _common_raters(units: Sequence[Whole]) -> tuple[str, ...]:
    """Those whose common units hold most ratings, leaving out whoever lacks most, one by one.

    Empty where less than half of all ratings would be used: the raters differ from unit to unit.
    """
    groups = Counter(map(frozenset, units))
    given = Counter[str]()
    for group, count in groups.items():
        given.update(dict.fromkeys(group, count))
    ranked = sorted(given, key=lambda rater: (-given[rater], rater))
    best: tuple[int, tuple[str, ...]] = (0, ())
    for count in range(len(ranked), LEAST_RATERS - 1, -1):
        raters = tuple(sorted(ranked[:count]))
        full = sum(n for group, n in groups.items() if group.issuperset(raters))
        if full >= LEAST_UNITS and full * count > best[0]:
            best = (full * count, raters)
    return best[1] if best[0] * 2 > sum(given.values()) else ()


def _table(units: Sequence[Whole], raters: Sequence[str]) -> list[list[int]]:
    """A row for each unit that all of them scored."""
    wanted = frozenset(raters)
    return [[unit[r] for r in raters] for unit in units if wanted <= unit.keys()]


def _icc(units: Sequence[Whole], raters: tuple[str, ...], base: Base) -> Icc:
    lack = _lack(base)
    if lack:
        return Icc(Form.TWO_WAY, Figure(lack=lack), Figure(lack=lack), base)
    if not raters:
        return _one_way([list(unit.values()) for unit in units], base)
    table = _table(units, raters)
    return _two_way(table, Base(raters, len(table), len(table) * len(raters)))


def _two_way(table: Sequence[Sequence[int]], base: Base) -> Icc:
    """ICC(A,1) and ICC(A,k) from the mean squares of rows, columns and what is left."""
    n, k = len(table), len(table[0])
    mean = Fraction(sum(map(sum, table)) ** 2, n * k)
    rows = Fraction(sum(sum(row) ** 2 for row in table), k) - mean
    columns = Fraction(sum(sum(column) ** 2 for column in zip(*table, strict=True)), n) - mean
    every = sum(x * x for row in table for x in row) - mean
    left = (every - rows - columns) / ((n - 1) * (k - 1))
    rows, columns = rows / (n - 1), columns / (k - 1)
    between = (columns - left) / n
    return Icc(
        form=Form.TWO_WAY,
        single=_ratio(rows - left, rows + (k - 1) * left + k * between),
        average=_ratio(rows - left, rows + between),
        base=base,
    )


def _one_way(groups: Sequence[Sequence[int]], base: Base) -> Icc:
    """ICC(1), and ICC(k) where all units have as many ratings, by analysis of variance."""
    n, total = len(groups), base.ratings
    squares = sum((Fraction(sum(group) ** 2, len(group)) for group in groups), Fraction())
    rows = (squares - Fraction(sum(map(sum, groups)) ** 2, total)) / (n - 1)
    left = (sum(x * x for group in groups for x in group) - squares) / (total - n)
    size = (total - Fraction(sum(len(g) ** 2 for g in groups), total)) / (n - 1)
    equal = len({len(group) for group in groups}) == 1
    average = _ratio(rows - left, rows) if equal else Figure(lack=Lack.UNEQUAL)
    return Icc(Form.ONE_WAY, _ratio(rows - left, rows + (size - 1) * left), average, base)


def _ratio(above: Fraction, below: Fraction) -> Figure:
    return Figure(above / below) if below > 0 else Figure(lack=Lack.VARIANCE)


def _concordance(units: Sequence[Whole], raters: tuple[str, ...], base: Base) -> Concordance:
    lack = _lack(base) or (None if raters else Lack.COMMON)
    if lack:
        return Concordance(Figure(lack=lack), base)
    table = _table(units, raters)
    n, m = len(table), len(raters)
    base = Base(raters, n, n * m)
    columns = [list(column) for column in zip(*table, strict=True)]
    ranks = [_doubled_ranks(column) for column in columns]
    sums = [sum(row) for row in zip(*ranks, strict=True)]
    ties = sum(count**3 - count for column in columns for count in Counter(column).values())
    most = m * m * (n**3 - n) - m * ties
    if not most:
        return Concordance(Figure(lack=Lack.VARIANCE), base)
    w = Fraction(3 * sum(r * r for r in sums) - 3 * m * m * n * (n + 1) ** 2, most)
    return _tested(w, base)


def _tested(w: Fraction, base: Base) -> Concordance:
    freedom = base.units - 1
    if base.units < LEAST_FOR_CHI_SQUARE:
        return Concordance(Figure(w), base)
    chi_square = len(base.raters) * freedom * w
    p = chi_square_tail(float(chi_square), freedom)
    return Concordance(Figure(w), base, chi_square, freedom, p)


def _doubled_ranks(values: Sequence[int]) -> list[int]:
    """Twice the rank of each value; ties share the mean of their ranks, so halves occur."""
    counts = Counter(values)
    ranks, below = {}, 0
    for value in sorted(counts):
        ranks[value] = 2 * below + counts[value] + 1
        below += counts[value]
    return [ranks[value] for value in values]


def chi_square_tail(value: float, freedom: int) -> float:
    """P(X ≥ value) for a whole number of degrees of freedom: the finite sums of the gamma function."""
    half = value / 2
    if half <= 0:
        return 1.0
    start = Fraction(1, 2) if freedom % 2 else Fraction(0)
    first = erfc(sqrt(half)) if freedom % 2 else 0.0
    powers = (float(start + i) for i in range((freedom - freedom % 2) // 2))
    terms = (exp(power * log(half) - half - lgamma(power + 1)) for power in powers)
    return min(1.0, first + fsum(terms))


def _alpha(units: Sequence[Whole]) -> Figure:
    """Krippendorff's alpha for interval data: one less observed over expected disagreement."""
    by_size = Counter[int]()
    for unit in units:
        by_size[len(unit)] += _pairs(list(unit.values()))
    observed = sum((Fraction(n, size - 1) for size, n in by_size.items()), Fraction())
    every = [value for unit in units for value in unit.values()]
    expected = Fraction(_pairs(every), len(every) - 1)
    return Figure(1 - observed / expected) if expected else Figure(lack=Lack.VARIANCE)


def _pairs(values: Sequence[int]) -> int:
    """The squared differences of all pairs, without going through them."""
    return len(values) * sum(value * value for value in values) - sum(values) ** 2
