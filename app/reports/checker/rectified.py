"""C22: problems that are all said to be mended, beside the count of those that are not."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.numbers import counting
from app.reports.checker.placing import Place, Says, clauses, sentences

_OPEN = Says(
    Family.PROGRESS,
    N_("All are said to be mended here, and line {number} has “{words}”."),
)
_N = r"[一二两三四五六七八九十]{1,3}|\d{1,3}"
_WHAT = "(?:指标|问题|整改|意见|建议|要求|事项|任务|隐患)"
_ALL = re.compile(
    rf"(?P<n>{_N})\s*[项条个处](?:的)?[^，。；\d]{{0,8}}?{_WHAT}[^，。；]{{0,6}}?(?:全部|均|都|皆|悉数)[^，。；]{{0,6}}?(?:整改|完成|落实|到位|解决|销号|办结|采纳|兑现|达标)"
    rf"|(?:全部|所有)(?:的)?(?P<n2>{_N})\s*[项条个处](?:的)?[^，。；\d]{{0,8}}?{_WHAT}[^，。；]{{0,6}}?(?:整改|完成|落实|到位|解决|销号|办结)"
)
_OF = re.compile(
    rf"(?P<n>{_N})\s*[项条个处](?:的)?[^，。；\d]{{0,8}}?{_WHAT}?(?:中|里|当中)?[，,：]"
)
_NOT_DONE = re.compile(
    rf"(?:未|没有?|尚未|暂未)(?:能)?(?:完成|整改|落实|解决|销号|办结)(?:的)?(?:有|共)?\s*(?P<n>{_N})\s*[项条个处]"
    rf"|(?:另有?|还有|尚有|仍有|剩余|其余|有)\s*(?P<n2>{_N})\s*[项条个处][^，。；\d]{{0,14}}?(?:[，,][^，。；\d]{{0,24}}?)?(?:未|没有?|尚未|暂未|正在)(?:能)?(?:完成|整改|落实|解决|销号|办结|推进)"
)
_SO_MANY = re.compile(
    rf"(?:指标|任务|目标)\s*(?P<n>{_N})\s*[项个条]?[，,][^，。；\d]{{0,4}}(?:完成|达标|达到)(?:了)?\s*(?P<m>{_N})\s*[项个条]"
)
_NOT = re.compile("未|没|不|是否|建议|应|确保|力争|要求|去年|上年")


def check_rectified(report: Report) -> Iterator[Remark]:
    """“12项问题已全部整改到位” against “12项问题中，完成7项，未完成3项”."""
    left = list(_left(report))
    for line in report.body() if left else ():
        for start, end in clauses(line.text):
            match = _ALL.search(line.text, start, end)
            if match is None or _NOT.search(line.text, start, match.end()):
                continue
            number = _value(match)
            for total, place in left:
                if total == number and place.line is not line:
                    at = Place(line, *match.span())
                    yield _OPEN.at(at, number=place.line.number_at(place.start), words=place.text)
                    break


def _left(report: Report) -> Iterator[tuple[Decimal, Place]]:
    """Of how many something is left, in one sentence."""
    for line in report.body():
        for start, end in sentences(line.text):
            told = _SO_MANY.search(line.text, start, end)
            if told and (counting(told["m"]) or 0) < (counting(told["n"]) or 0):
                yield _value(told), Place(line, *told.span())
                continue
            match = _NOT_DONE.search(line.text, start, end)
            of = _OF.search(line.text, start, match.start()) if match else None
            if match and of:
                yield _value(of), Place(line, *match.span())


def _value(match: re.Match[str]) -> Decimal:
    groups = match.groupdict()
    return Decimal(counting(groups["n"] or groups.get("n2") or "") or 0)
