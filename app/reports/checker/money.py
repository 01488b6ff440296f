"""C15: amounts of money, to the cent and written in one way."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import grids
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.placing import Place, Says, of, whole
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_PLACES = Says(
    Family.MONEY,
    N_("{stated} has {places} decimals; money has two at most."),
    Severity.ERROR,
)
_GROUPS = Says(
    Family.MONEY, N_("The thousands of {stated} are parted in the wrong place."), Severity.ERROR
)
_WIDE = Says(Family.MONEY, N_("A full-width comma parts the thousands."), Severity.ERROR)
_BOTH_WAYS = Says(
    Family.MONEY,
    N_("Most amounts of this report are written {usual}; this one is not."),
    Severity.HINT,
)
_UNITS = Says(
    Family.MONEY,
    N_("“{subject}” is told in {unit} here and in {other} in another place."),
    Severity.HINT,
)
_WIDE_GROUPS = re.compile(r"(?<![\d.%])\d{1,3}(?:，\d{3})+(?:\.\d+)?(?=\s*元)")
_GOOD_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_LOOSE = re.compile(r"(?<![\d,.])\d{1,7}(?:,\d{1,7})+(?:\.\d+)?(?=\s*万?\s*元)")
_SIGNED = re.compile(r"[¥￥]\s*(?P<number>\d[\d,]*(?:\.\d+)?)")
_AMOUNT = re.compile(r"[¥￥]?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?:元|万元)?")
_SUBJECT = re.compile(r"[一-鿿]{4,}$")
_VERBS = re.compile(
    "共计|合计|累计|达到|达|共|为|约|有|计|了|已|募集|筹集|筹得|链接|超过|价值|折合|人民币|总额|金额"
)
_THOUSAND = 1000


def check_money(report: Report) -> Iterator[Remark]:
    """Decimals, thousands and units of every amount."""
    found = [(line, f) for line in report.body() for f in figures(line.text) if f.unit == "元"]
    for line, amount in found:
        limit = 2 if _padded(amount) else 2 + _shift(amount)
        if amount.places > limit:
            yield _places(line, amount, limit)
    for line in report.body():
        for match in _LOOSE.finditer(line.text):
            if not _GOOD_GROUPS.fullmatch(match.group()):
                yield _GROUPS.at(_place(line, match), stated=match.group())
        for match in _WIDE_GROUPS.finditer(line.text):
            yield _WIDE.at(_place(line, match), match.group().replace("，", ","))
        for match in _SIGNED.finditer(line.text):
            yield from _signed(line, match)
    yield from _cells(report)
    yield from _ways(found)
    yield from _units(found)


def _signed(line: Line, match: re.Match[str]) -> Iterator[Remark]:
    """An amount behind ¥ that has no 元."""
    places = len(match["number"].partition(".")[2])
    if places > 2 and not re.match(r"\s*[万亿元]", line.text[match.end() :]):
        yield _PLACES.at(Place(line, *match.span("number")), stated=match["number"], places=places)


def _cells(report: Report) -> Iterator[Remark]:
    """Amounts in columns that are headed 元 or 金额, and in cells with their unit."""
    for grid in grids(report):
        column = grid.column(r"金额|[（(]\s*元\s*[)）]|经费|支出|收入|预算")
        for row in grid.rows[1:]:
            for at, one in enumerate(row):
                amount = _AMOUNT.fullmatch(one.text.strip())
                if amount is None or not (at == column or "元" in amount.group()):
                    continue
                places = len(amount["number"].partition(".")[2])
                if (
                    places > 2
                    and "万"
                    not in amount.group() + grid.rows[0][min(at, len(grid.rows[0]) - 1)].text
                ):
                    yield _PLACES.at(whole(one), stated=amount["number"], places=places)


def _shift(amount: Figure) -> int:
    """万元 may have six decimals more than 元 before it leaves the cents."""
    return {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}[amount.scale]


def _padded(amount: Figure) -> bool:
    """Whether an amount in 万元 ends with zeros that tell nothing: 180.0000万元."""
    return amount.written.endswith("0") and amount.places > 2


def _places(line: Line, amount: Figure, limit: int) -> Remark:
    exact = Fraction(Decimal(amount.written.replace(",", "")))
    rounded = format(round_half_up(exact, limit), "f")
    text = line.text[amount.start : amount.end]
    return _PLACES.at(
        of(line, amount),
        text.replace(amount.written, rounded),
        stated=amount.written,
        places=amount.places,
    )


def _place(line: Line, match: re.Match[str]) -> Place:
    return Place(line, *match.span())


def _ways(found: list[tuple[Line, Figure]]) -> Iterator[Remark]:
    """Amounts above a thousand with and without commas: the fewer ones are marked."""
    large = [(line, f) for line, f in found if Decimal(f.written.replace(",", "")) >= _THOUSAND]
    parted = [pair for pair in large if "," in pair[1].written]
    joined = [pair for pair in large if "," not in pair[1].written]
    if not parted or not joined:
        return
    fewer, usual = (parted, "1234.56") if len(parted) <= len(joined) else (joined, "1,234.56")
    for line, amount in fewer:
        value = Decimal(amount.written.replace(",", ""))
        form = f"{value:,}" if "," in usual else format(value, "f")
        text = line.text[amount.start : amount.end]
        yield _BOTH_WAYS.at(of(line, amount), text.replace(amount.written, form), usual=usual)


def _units(found: list[tuple[Line, Figure]]) -> Iterator[Remark]:
    """The same thing in 元 and in 万元."""
    told: dict[str, set[str]] = {}
    for line, amount in found:
        subject = _subject(line.text[: amount.start])
        if not subject:
            continue
        seen = told.setdefault(subject, set())
        other = seen - {amount.scale}
        if other and amount.scale not in seen:
            unit, before = amount.scale + "元", min(other) + "元"
            yield _UNITS.at(of(line, amount), subject=subject, unit=unit, other=before)
        seen.add(amount.scale)


def _subject(before: str) -> str:
    """The noun right before an amount, without its verb."""
    clause = re.split(r"[，。；：、（）()\d]", before.rstrip(" "))[-1]
    noun = _VERBS.sub("", clause)
    found = _SUBJECT.search(noun)
    return found.group()[-4:] if found else ""
