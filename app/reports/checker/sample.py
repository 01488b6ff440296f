"""C17: how many were asked, and whether that was enough."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.placing import Place, Says, around, of, sentences

_FEW = Says(
    Family.SAMPLE,
    N_("{count} were asked; the rule is at least {minimum}, or all where there are fewer."),
)
_NONE = Says(
    Family.SAMPLE,
    N_("A survey is named as a method, and the report tells neither its size nor its outcome."),
)
_MINIMUM = re.compile(r"不(?:少于|低于)\s*(\d{2,4})\s*(?:名|人|份|位)")
_SURVEY = re.compile(
    "满意度|知晓度|知晓率|满意率|问卷|电访调查|电话(?:调查|抽查|抽访|满意)|抽访|受访"
)
_VALID = re.compile("有效|回收|收回|收到")
_REACHED = re.compile("接通|打通|成功(?:访问|联系|调查|完成)")
_METHOD = re.compile("了解|调查|访谈|问卷|测评")
_ASKED = re.compile(
    "接通|打通|成功(?:访问|联系|调查|完成)|拨打|受访|接受(?:调查|访问|访谈|问卷)|回收|收回|收到|有效(?:问卷|评价|样本|答卷)|调查(?:了|对象|共|人数)|共调查|抽取|抽查|抽访|访问了|访谈了|样本|参与(?:调查|问卷)|完成(?:问卷|电话|调查)"
)
_ALL = re.compile("全覆盖|全部纳入|实际人数|全员调查|全数调查")
_RULE = re.compile("不少于|不低于|总(?:人)?数(?:低于|不足)")
_NO_DATA = re.compile(
    "(?:没有|未)[^，。；]{0,10}满意度|没有形成|未形成|未开展满意度|没有开展满意度|不作评价|未组织满意度"
)
_PEOPLE = frozenset(("人", "名", "份", "位", "户", "人次"))
_DEFAULT = 100


def check_sample(report: Report) -> Iterator[Remark]:
    """The survey's size against the minimum that the report names, else a hundred."""
    lines = tuple(report.body())
    minimum = next((int(m[1]) for line in lines if (m := _rule(line))), _DEFAULT)
    told = [pair for line in lines for pair in _told(line)]
    asked = [(line, f) for line, f in told if _ASKED.search(_sentence(line, f))]
    reached = [(line, f) for line, f in told if _REACHED.search(line.text[: f.start][-12:])]
    if reached:
        told = asked = reached
    if told and max(f.value for _line, f in told) >= minimum:
        return
    if asked:
        line, most = max(asked, key=_count)
        if not _ALL.search(line.text) and not _small(lines, minimum, most):
            yield _FEW.at(of(line, most), count=most.value, minimum=minimum)
    elif not told and not any(_NO_DATA.search(line.text) for line in lines):
        places = (place for line in lines if (place := _named(line)))
        yield from (_NONE.at(place) for place in islice(places, 1))


def _rule(line: Line) -> re.Match[str] | None:
    return _MINIMUM.search(line.text) if _SURVEY.search(line.text) else None


def _told(line: Line) -> Iterator[tuple[Line, Figure]]:
    """Numbers of people or forms in a sentence about a survey that was held, or right behind it."""
    if not _SURVEY.search(line.text):
        return
    for start, end in sentences(line.text):
        sentence = line.text[start:end]
        if _RULE.search(sentence) or not (_SURVEY.search(sentence) or _ASKED.search(sentence)):
            continue
        for one in figures(line.text):
            if start <= one.start < end and one.unit in _PEOPLE and not one.rough:
                yield line, one


def _sentence(line: Line, figure: Figure) -> str:
    start, end = around(line.text, figure.start, figure.end)
    return line.text[start:end]


def _count(pair: tuple[Line, Figure]) -> tuple[bool, Decimal, int]:
    """Forms that came back before forms that went out, then the most."""
    line, figure = pair
    valid = bool(_VALID.search(line.text[: figure.start][-14:]))
    return valid, figure.value, -line.number


def _small(lines: tuple[Line, ...], minimum: int, most: Figure) -> bool:
    """Whether there are no more people in need than were asked."""
    told = re.compile("(?:困难群众|特殊群体|服务对象)[^，。；]{0,16}(?:共|总计|合计|总数)")
    for line in lines:
        for one in figures(line.text):
            before = line.text[max(0, one.start - 30) : one.start]
            counted = one.unit in _PEOPLE and not one.rough and told.search(before)
            if counted and one.value < minimum and one.value <= most.value:
                return True
    return False


def _named(line: Line) -> Place | None:
    found = re.search("满意度|知晓度", line.text)
    told = found and _METHOD.search(line.text) and not _RULE.search(line.text)
    return Place(line, *found.span()) if found and told else None
