"""C12: verbs that do not go with their noun: 提高习惯, 力度得到了改善."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.lists import rows
from app.reports.checker.text import remark
from app.reports.checker.whole import Whole

_SAYS = N_("“{verb}” does not go with “{noun}”; “{right}” does.")
_END = r"(?=[，。；、）！\n]|$)"
_HOW = (
    "(?:都|均|也|已经?|普遍|总体|整体|得到|得以|获得|实现|有所|有了|有|不断|明显|显著|逐步|大幅|持续|进一步|极大|有效|了|"
    "较大|很大|一定|较为|充分|有力|程度|幅度|改变|和|地|的)+"
)
_GAP = "(?:(?![和与及并或而且是为在把将使让被对从以由到于就能会应需])[一-龥]){0,8}?"
_OTHER_VERB = re.compile(
    "^的|提高|提升|增强|扩大|加强|加大|加快|改善|完善|健全|满足|解决|保障|促进|推动|推进|创造|营造|优化|形成|落实|反映|存在|发现|取得|表示"
)
_NOUNS = ("能力", "质量", "水平", "素质", "成效")
"""What stands before a verb that is a noun with it: 能力提升体系."""


class _Pair(NamedTuple):
    pattern: re.Pattern[str]
    right: str


@lru_cache(maxsize=1)
def _pairs() -> tuple[_Pair, ...]:
    return tuple(
        _Pair(pattern, right)
        for nouns, verbs, right in rows("collocations.tsv")
        for pattern in (
            re.compile(
                rf"(?P<verb>{verbs})(?P<gap>(?:了|过)?{_GAP})(?P<noun>{nouns}){_END}", re.MULTILINE
            ),
            re.compile(rf"(?P<noun>{nouns}){_HOW}(?P<verb>{verbs})(?:了)?{_END}", re.MULTILINE),
        )
    )


def collocation(report: Report) -> Iterator[Remark]:
    """A verb and the noun that ends its clause, or a noun and what befell it."""
    whole = Whole.of(report.body())
    for pattern, right in _pairs():
        for found in pattern.finditer(whole.text):
            before = whole.text[max(0, found.start() - 2) : found.start()]
            if before in _NOUNS or _OTHER_VERB.search(_gap(found).removeprefix("了")):
                continue
            line, span = whole.place(*found.span())
            yield remark(
                Family.WORDING,
                line,
                span,
                _SAYS,
                _mend(found, right),
                verb=found["verb"],
                noun=found["noun"],
                right=right,
            )


def _gap(found: re.Match[str]) -> str:
    return found.groupdict().get("gap") or ""


def _mend(found: re.Match[str], right: str) -> str | None:
    """The verb exchanged, where it stands before its noun."""
    gap = found.groupdict().get("gap")
    return None if gap is None else f"{right}{gap}{found['noun']}"
