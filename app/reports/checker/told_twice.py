"""C02 and C23: one and the same figure told in two places with two values."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from math import prod

from app.i18n import N_
from app.reports.checker.amounts import Amount, amounts, thing_before
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.districts import explained, sites_named
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.outline import outline
from app.reports.checker.placing import Place, Says, of

_TEMPLATE = N_("“{what}” is {value} here, and {other} in line {number}.")
_TWICE = Says(Family.SUMS, _TEMPLATE)
_PLACES = Says(Family.DISTRICTS, _TEMPLATE)
_SUM = Says(
    Family.DISTRICTS,
    N_(
        "The districts have {values}, together {right}; the whole is given as {stated} in line {number}."
    ),
)
_MORE = Says(
    Family.DISTRICTS,
    N_("One district alone has {value}, more than the {stated} of the whole."),
)
_EACH = re.compile(r"(?:片区?|社区|社工点|站点|村)(?:[^，。；、分]{0,8})(?:分别|各自?)(?!为|是|组)")
_JOINED = re.compile(r"\s*[、，,和及与]\s*")
_REACH = 16
_OF_PLACES = frozenset(("districts", "sites", "communities", "villages"))
_MOST = 4
_STEP = 2


def check_told_twice(report: Report) -> Iterator[Remark]:
    """Every figure that differs from the others of the same thing, time and place."""
    groups: dict[tuple[str, str, str, str], list[Amount]] = defaultdict(list)
    for one in amounts(report):
        groups[one.key].append(one)
    for told in groups.values():
        yield from _compared(told)


def check_district_sums(report: Report) -> Iterator[Remark]:
    """What all districts have of a thing, against what the station has of it."""
    groups: dict[tuple[str, str, str], list[Amount]] = defaultdict(list)
    for one in amounts(report):
        if not one.figure.rough:
            groups[one.key[:3]].append(one)
    districts = {s.district for s in outline(report) if s.district} | sites_named(report).keys()
    for told in groups.values():
        yield from _added(told, districts)


def check_shares(report: Report) -> Iterator[Remark]:
    """“三个片区分别开展社区活动31场、28场和26场”, against what is told of all of them."""
    wholes: dict[tuple[str, str], list[Amount]] = defaultdict(list)
    for one in amounts(report):
        if not one.district and not one.rest and not one.figure.rough:
            wholes[one.thing.name, one.unit].append(one)
    for line in report.body():
        for match in _EACH.finditer(line.text):
            yield from _shared_out(line, match, wholes)


def _shared_out(
    line: Line, match: re.Match[str], wholes: dict[tuple[str, str], list[Amount]]
) -> Iterator[Remark]:
    """The figures in a row behind 分别."""
    row: list[Figure] = []
    for one in figures(line.text):
        if one.start < match.end() or one.rough:
            continue
        if row and not _JOINED.fullmatch(line.text, row[-1].end, one.start):
            break
        if not row and one.start - match.end() > _REACH:
            return
        row.append(one)
    thing = thing_before(line.text, row[0]) if row else None
    if thing is None or len(row) < 2 or len({f.unit for f in row}) > 1:
        return
    told = wholes.get((thing.name, "人" if row[0].unit in "名位人" else row[0].unit), [])
    right = sum((f.value for f in row), Decimal(0))
    if told and all(one.figure.value != right for one in told):
        whole = max(told, key=lambda one: one.figure.value)
        values = "、".join(f.written for f in row)
        place = Place(line, row[0].start, row[-1].end)
        yield _SUM.at(
            place, values=values, right=right, stated=whole.figure.value, number=whole.line.number
        )


def _added(told: list[Amount], districts: set[str]) -> Iterator[Remark]:
    """A district that has two values may have either."""
    parts: dict[str, list[Amount]] = defaultdict(list)
    for one in told:
        if one.district:
            parts[one.district].append(one)
    wholes = [one for one in told if not one.district]
    if not parts or not wholes:
        return
    whole = max(wholes, key=lambda one: one.figure.value)
    most = max(min(one.figure.value for one in ones) for ones in parts.values())
    if most > whole.figure.value:
        yield _MORE.at(of(whole.line, whole.figure), value=most, stated=whole.figure.value)
    if len(parts) > 1 and parts.keys() >= districts:
        yield from _not_added(list(parts.values()), wholes, whole)


def _not_added(parts: list[list[Amount]], wholes: list[Amount], whole: Amount) -> Iterator[Remark]:
    values = [sorted({one.figure.value for one in ones}) for ones in parts]
    if prod(map(len, values)) > _MOST:
        return
    sums = [sum(chosen, Decimal(0)) for chosen in product(*values)]
    right = sum((ones[0].figure.value for ones in parts), Decimal(0))
    off = min(abs(one - whole.figure.value) for one in sums)
    agreed = any(one.figure.value in sums for one in wholes)
    if agreed or off * 4 > whole.figure.value or explained(whole.line.text, whole.figure, right):
        return
    odd = parts[-1][0] if whole.of_table else whole
    yield _SUM.at(
        of(odd.line, odd.figure),
        values="、".join(ones[0].figure.written for ones in parts),
        right=right,
        stated=whole.figure.value,
        number=whole.line.number,
    )


def _compared(told: list[Amount]) -> Iterator[Remark]:
    """The rarest value, the last of equally rare ones, is the one to look at."""
    exact = [one for one in told if not one.figure.rough]
    counted = Counter(one.figure.value for one in exact)
    if len(counted) < 2 or len(counted) > _MOST:
        yield from _roughly(told)
        return
    odd = min(reversed(exact), key=lambda one: (counted[one.figure.value], one.of_table))
    others = [one for one in exact if one.figure.value != odd.figure.value]
    usual = max(others, key=lambda one: counted[one.figure.value])
    if _look_alike(odd.figure.value, usual.figure.value):
        yield _remark(odd, usual)


def _look_alike(one: Decimal, other: Decimal) -> bool:
    """Whether one may be a slip of the other: near it, its digits in another order, or a digit short.

    Figures that lie far apart are of two things, however alike their words are.
    """
    low, high = sorted((one, other))
    digits = [sorted(str(value.normalize().to_integral_value())) for value in (one, other)]
    return high - low <= _STEP or high * 3 <= low * 4 or digits[0] == digits[1] or high == low * 10


def _roughly(told: list[Amount]) -> Iterator[Remark]:
    """“超过3万元” beside “超过30万元”: bounds of one thing that lie far apart."""
    rough = [one for one in told if one.figure.rough]
    values = {one.figure.value for one in rough}
    if len(values) == 2 and len(rough) == len(told) and max(values) >= 2 * min(values):
        yield _remark(
            rough[-1], next(one for one in rough if one.figure.value != rough[-1].figure.value)
        )


def _remark(odd: Amount, usual: Amount) -> Remark:
    says = _PLACES if odd.thing.name in _OF_PLACES or odd.district else _TWICE
    return says.at(
        of(odd.line, odd.figure),
        what=odd.rest + odd.word,
        value=odd.line.text[odd.figure.start : odd.figure.end],
        other=usual.line.text[usual.figure.start : usual.figure.end],
        number=usual.line.number,
    )
