"""C17: how many were asked, and whether that was enough."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.placing import Place, Says, of, sentences

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
    r"满意度|知晓度|知晓率|满意率|问卷|电访调查|电话(?:调查|抽查|抽访|满意|访问)|抽访|受访|完成访问|满意的\s*\d"
)
_VALID = re.compile("有效|回收|收回|收到")
_BACK = re.compile(
    r"(?:有效|回收|收回|收到|接通|打通|成功|访问到|访得|访到|问到|完成(?:了)?(?:访问|调查|问卷)|受访者?|接听)[^，。；\d]{0,14}$"
)
_DRAWN = re.compile(
    r"(?:随机|抽取|抽访|抽样|访问|走访|电访|面访|拨打|发放|派发|发出|样本|调查)[^，。；\d]{0,16}$"
)
_ANSWERED = re.compile(
    r"[^，。；、\d]{0,6}(?:受访|接受|参与(?:了)?(?:调查|问卷|测评|电话|满意)|作答|填写)"
)
_POPULATION = re.compile(r"(?:登记|在册|建档|总数|总人数|全部|共有|从)[^，。；\d]{0,14}$")
_OUT_OF = re.compile(r"[^，。；、\d]{0,14}(?:中|里|内)(?:[，,]|按|随机|抽|，随机)")
_OPINION = re.compile("满意|知晓")
_METHOD = re.compile("了解|调查|访谈|问卷|测评")
_ASKED = re.compile(
    "接通|打通|成功|拨打|受访|接受|回收|收回|收到|有效|调查(?:了|对象|共|人数)|共调查|抽取|抽查|抽访|访问|访谈|样本|参与(?:调查|问卷)|完成|随机|发放"
)
_ALL = re.compile("全覆盖|全部纳入|实际人数|全员调查|全数调查")
_RULE = re.compile("不少于|不低于|总(?:人)?数(?:低于|不足)")
_NO_DATA = re.compile(
    "(?:没有|未)[^，。；]{0,10}满意度|没有形成|未形成|未开展满意度|没有开展满意度|不作评价|未组织满意度"
)
_OTHERS = re.compile(
    "[^，。；、]{0,6}(?:干部|社工|工作人员|志愿者|家长|学员|照顾者|负责人|代表|评委|专家|督导|居委)"
)
_PEOPLE = frozenset(("人", "名", "份", "位", "户", "人次"))
_DEFAULT = 100


def check_sample(report: Report) -> Iterator[Remark]:
    """The survey's size against the minimum that the report names, else a hundred."""
    lines = tuple(report.body())
    minimum = next((int(m[1]) for line in lines if (m := _rule(line))), _DEFAULT)
    told = [pair for line in lines for pair in _told(line)]
    asked = _asked(told)
    if asked:
        line, most = max(asked, key=_count)
        enough = most.value >= minimum or _ALL.search(line.text)
        if not enough and not _small(lines, minimum, most):
            yield _FEW.at(of(line, most), count=most.value, minimum=minimum)
    elif not told and not any(_NO_DATA.search(line.text) for line in lines):
        places = (place for line in lines if (place := _named(line)))
        yield from (_NONE.at(place) for place in islice(places, 1))


def _asked(told: list[tuple[Line, Figure]]) -> list[tuple[Line, Figure]]:
    """Those who answered; where nobody says how many did, those who were drawn."""
    opinions = [pair for pair in told if _OPINION.search(pair[0].text)] or told
    answered = [pair for pair in opinions if _answered(*pair)]
    return answered or [pair for pair in opinions if _DRAWN.search(_before(*pair))]


def _answered(line: Line, figure: Figure) -> bool:
    return bool(_BACK.search(_before(line, figure)) or _ANSWERED.match(line.text, figure.end))


def _before(line: Line, figure: Figure) -> str:
    return line.text[max(0, figure.start - 30) : figure.start]


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
            counted = one.unit in _PEOPLE or (one.unit == "个" and "样本" in sentence)
            if not start <= one.start < end or not counted or one.rough or _is_whole(line, one):
                continue
            if not _OTHERS.match(line.text, one.end):
                yield line, one


def _is_whole(line: Line, figure: Figure) -> bool:
    """Whether people are those out of whom the sample was drawn."""
    drawn = _DRAWN.search(_before(line, figure)) or _BACK.search(_before(line, figure))
    return bool(
        (_POPULATION.search(_before(line, figure)) and not drawn)
        or _OUT_OF.match(line.text, figure.end)
    )


def _count(pair: tuple[Line, Figure]) -> tuple[int, Decimal, int]:
    """Valid forms before those that came back, these before those that went out, then the most."""
    line, figure = pair
    before = line.text[: figure.start][-14:]
    weight = 2 if re.search(r"有效[^，。；\d]*$", before) else bool(_VALID.search(before))
    return int(weight), figure.value, -line.number


def _small(lines: tuple[Line, ...], minimum: int, most: Figure) -> bool:
    """Whether there are no more people in need than were asked."""
    told = re.compile(
        r"(?:困难群众|特殊群体|服务对象)[^，。；\d]{0,16}(?:共|总计|合计|总数)[^，。；\d]{0,6}$"
    )
    for line in lines:
        for one in figures(line.text):
            before = line.text[max(0, one.start - 30) : one.start]
            counted = one.unit in _PEOPLE and not one.rough and bool(told.search(before))
            counted = counted and not _DRAWN.search(before)
            if counted and one.value < minimum and one.value <= most.value:
                return True
    return False


def _named(line: Line) -> Place | None:
    found = re.search("满意度|知晓度", line.text)
    told = found and _METHOD.search(line.text) and not _RULE.search(line.text)
    return Place(line, *found.span()) if found and told else None
