"""C01, C11: one body under two names: with another district before it, or nearly its own name."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.names import Names
from app.reports.checker.stations import is_elsewhere
from app.reports.checker.text import HAN, remark
from app.reports.checker.whole import Whole
from app.rules.problem import Severity

_KIND = "联合会|促进会|协会|学会|研究院|研究中心|评估院|评估中心|评价中心|服务中心|促进中心|发展中心|服务社|基金会"
_BODY = re.compile(
    rf"(?:{HAN}{{2}}市(?P<part>(?!社区|片区|辖区|地区|园区|小区|校区){HAN}{{2}}[区县])?|(?P<part2>(?!社区|片区|辖区|地区|园区|小区|校区){HAN}{{2}}[区县]))"
    rf"(?P<core>(?:(?!(?:{_KIND})|[的和与及、由在局]|会同|委托|联合(?!会))[\u4e00-\u9fff]){{2,12}})(?P<kind>{_KIND})"
)
_WHOLE_LINE = re.compile(r"[^：:]{0,8}[：:]")
_CHANGED, _OFTEN = 2, 3


class _Named(NamedTuple):
    part: str
    core: str
    kind: str
    start: int
    end: int


def bodies(report: Report) -> Iterator[Remark]:
    """Held against a body that signs, stands on the cover, or is named often."""
    whole = Whole.of(report.lines)
    district = Names.of(report).district
    district = district if whole.text.count(district) >= _OFTEN else ""
    found = [_named(one) for one in _BODY.finditer(whole.text)]
    counts = Counter((one.part, one.core, one.kind) for one in found)
    alone = {
        (one.part, one.core, one.kind)
        for one in found
        if counts[one.part, one.core, one.kind] >= _OFTEN
        or _stands_alone(whole, one.start, one.end)
    }
    for one in found:
        meant = _meant(one, counts, alone, district)
        around = whole.text[max(0, one.start - 80) : one.start], whole.text[one.end : one.end + 80]
        if meant and not is_elsewhere("".join(around), len(around[0])):
            yield _told(whole, one, meant)


def _named(found: re.Match[str]) -> _Named:
    part = found["part"] or found["part2"] or ""
    start = found.start("core") - len(part)
    return _Named(part, found["core"], found["kind"], start, found.end())


def _stands_alone(whole: Whole, start: int, end: int) -> bool:
    line, span = whole.place(start, end)
    rest = _WHOLE_LINE.sub("", line.text[: span[0]]).strip() + line.text[span[1] :].strip()
    return len(rest) <= len("广州市（公章）")


def _meant(
    one: _Named,
    counts: Counter[tuple[str, str, str]],
    alone: set[tuple[str, str, str]],
    district: str,
) -> tuple[str, str, str] | None:
    """The body that differs in one part and is of this district, or is named more often."""
    own = (one.part, one.core, one.kind)

    def rank(body: tuple[str, str, str]) -> tuple[bool, int, bool]:
        return body[0] == district, counts[body], body in alone

    for other in counts:
        known = own[0] != district == other[0] or {other, own} & alone
        if known and other[2] == one.kind and _is_nearly(own, other) and rank(other) > rank(own):
            return other
    return None


def _is_nearly(own: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    if own[1] == other[1]:
        return "" != own[0] != other[0] != ""
    apart = abs(len(own[1]) - len(other[1]))
    if own[0] != other[0] or apart > 1 or min(len(own[1]), len(other[1])) < 2 * _CHANGED:
        return False
    return Levenshtein.distance(own[1], other[1]) <= (1 if apart else _CHANGED)


def _told(whole: Whole, one: _Named, meant: tuple[str, str, str]) -> Remark:
    if one.part != meant[0]:
        line, span = whole.place(one.start, one.start + len(one.part))
        return _other_part(line, span, meant[0])
    line, span = whole.place(one.start + len(one.part), one.end)
    right = f"{meant[1]}{meant[2]}"
    return remark(
        Family.TERMS,
        line,
        span,
        N_("This is nearly “{right}”, which is the name elsewhere."),
        right,
        right=right,
    )


def _other_part(line: Line, span: tuple[int, int], own: str) -> Remark:
    return remark(
        Family.OTHER_STATION,
        line,
        span,
        N_("“{text}” is another part of the city; this report is about {own}."),
        own,
        Severity.ERROR,
        text=line.text[slice(*span)],
        own=own,
    )
