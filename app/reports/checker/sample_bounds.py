"""C17: a bound for a sample that the report tells itself, as a number or a share, and fewer in fact."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.placing import Says, of, sentences
from app.reports.checker.sample import check_sample

_LESS = Says(
    Family.SAMPLE,
    N_("{count} is less than the {minimum} that this demands, and nothing is said of it."),
)
_BOUND = re.compile(
    r"(?:不少于|不低于|不得少于|不得低于|不能少于|不应少于|不小于|至少(?:为|要|应)?|下限(?:为|是)|应达到?|须达到?|最少)[^，。；\d]{0,14}$"
)
_SURVEY = re.compile(
    "样本|抽样|抽访|抽取|抽查|问卷|调查|访问|回访|电访|面访|受访|回收|收回|走访|测评"
)
_DONE = re.compile(
    r"(?:实际|共计?|合计|只|仅|完成|访问|回访|抽取|抽查|抽访|回收|收回|收到|走访|接通|调查|受访|有效|填写|样本量?)[^，。；\d]{0,12}$"
)
_SHARE = re.compile(
    r"(?:占|比例|比率|覆盖|抽样率|回收率)[^，。；\d%]{0,4}(?:[^，。；%]{0,14}的\s*)?$"
)
_ADMITTED = re.compile(
    "未达|没有达到|达不到|不足|少于(?!1)|低于(?!1)|不够|差\\s*\\d|缺\\s*\\d|少\\s*\\d|全覆盖|全部访问|全数|全员|其余|因为|原因"
)
_PEOPLE = frozenset("人名位份户")
_EACH = re.compile("每[个名位户次场年季月周人站片社村]|各[站社村片]|人均|平均|分别")
_OTHERS = re.compile("表示|满意|其中|不满意|提到|认为|知道|知晓|拒访|无人接听")
_NEXT = 2


def check_bounds(report: Report) -> Iterator[Remark]:
    """Within one paragraph: the bound, and in its sentence or the next ones what was reached."""
    known = {(one.line, one.start) for one in check_sample(report)}
    for line in report.body():
        found = figures(line.text) if _SURVEY.search(line.text) else ()
        for bound in found:
            if _BOUND.search(line.text[: bound.start][-24:]):
                told = _against(line, bound, found)
                yield from (one for one in told if (one.line, one.start) not in known)


def _against(line: Line, bound: Figure, found: tuple[Figure, ...]) -> Iterator[Remark]:
    start, end = _reach(line.text, bound)
    text = line.text[start:end]
    ahead = re.split("[，。；]", line.text[start : bound.start])[-1]
    if not _SURVEY.search(text) or _EACH.search(ahead):
        return
    for one in found:
        if one is bound or one.rough or not start <= one.start < end or one.value >= bound.value:
            continue
        if _BOUND.search(line.text[: one.start][-24:]):
            continue
        if _is_reached(line, one, bound) and not _admits(line.text, one, end):
            yield _LESS.at(of(line, one), count=_written(one), minimum=_written(bound))
            return


def _reach(text: str, bound: Figure) -> tuple[int, int]:
    """The sentence of the bound and the next ones."""
    spans = list(sentences(text))
    at = next(n for n, (a, b) in enumerate(spans) if a <= bound.start < b)
    return spans[at][0], spans[min(at + _NEXT, len(spans) - 1)][1]


def _is_reached(line: Line, one: Figure, bound: Figure) -> bool:
    before = line.text[: one.start][-26:]
    clause = re.split("[，。；：]", before)[-1]
    if bound.percent:
        return one.percent and bool(_SHARE.search(before)) and not _OTHERS.search(clause)
    same = one.unit in _PEOPLE and bound.unit in _PEOPLE and one.whole and one.value > 1
    return same and bool(_DONE.search(clause)) and not _OTHERS.search(clause)


def _admits(text: str, one: Figure, end: int) -> bool:
    """Whether what follows says that it is less, or that there were no more."""
    before = text[max(0, one.start - 30) : one.start]
    return bool(_ADMITTED.search(text, one.end, end) or re.search("不足|全覆盖|全部", before))


def _written(one: Figure) -> object:
    return f"{one.written}%" if one.percent else Decimal(one.value)
