"""C02 and C23: one and the same figure told in two places with two values."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.amounts import Amount, amounts
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.districts import explained, sites_named
from app.reports.checker.outline import outline
from app.reports.checker.placing import Says, of

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
_OF_PLACES = frozenset(("districts", "sites", "communities", "villages"))
_MOST = 4


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


def _added(told: list[Amount], districts: set[str]) -> Iterator[Remark]:
    parts: dict[str, Amount] = {}
    for one in told:
        if one.district and parts.setdefault(one.district, one).figure.value != one.figure.value:
            return
    wholes = [one for one in told if not one.district]
    if not parts or not wholes:
        return
    right = sum((one.figure.value for one in parts.values()), Decimal(0))
    whole = max(wholes, key=lambda one: one.figure.value)
    most = max(one.figure.value for one in parts.values())
    if most > whole.figure.value:
        yield _MORE.at(of(whole.line, whole.figure), value=most, stated=whole.figure.value)
    everywhere = len(parts) > 1 and parts.keys() >= districts
    if not everywhere or any(one.figure.value == right for one in wholes):
        return
    if abs(right - whole.figure.value) * 4 > whole.figure.value:
        return
    if explained(whole.line.text, whole.figure, right):
        return
    odd = list(parts.values())[-1] if whole.of_table else whole
    yield _SUM.at(
        of(odd.line, odd.figure),
        values="、".join(one.figure.written for one in parts.values()),
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
    yield _remark(odd, usual)


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
