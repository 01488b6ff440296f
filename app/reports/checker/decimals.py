"""C06: gaps in a decimal outline: 1.1, 1.2, 1.4."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import HAN, remark

_UNITS = "个万元分人次年月小天倍亿名户场节份条只千百公米平级周日岁支类项"
_NUMBER = re.compile(
    rf"\s*(?P<above>[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,2}})\.(?P<own>[1-9][0-9]?)(?=[、.．\s]\s*{HAN}|(?![{_UNITS}]){HAN})"
)
_FARTHEST = 2


def decimals(report: Report) -> Iterator[Remark]:
    """Only where a level began with its first number; a figure at the head of a line is none."""
    reached: dict[str, int] = {}
    told: set[str] = set()
    for line in report.body():
        found = _NUMBER.match(line.text)
        if found is None:
            continue
        above, own = found["above"], int(found["own"])
        last = reached.get(above, 0)
        if last and last + 1 < own <= last + _FARTHEST and found.group() not in told:
            told.add(found.group())
            yield _gap(line, found, f"{above}.{last + 1}")
        if own == 1 or last:
            reached[above] = own


def _gap(line: Line, found: re.Match[str], right: str) -> Remark:
    return remark(
        Family.NUMBERING,
        line,
        (found.start("above"), found.end("own")),
        N_("The number before it leads to “{right}” here."),
        None,
        right=right,
    )
