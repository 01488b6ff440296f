"""C24: whether the report says how the vetoes and the cost ratio were checked."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.placing import Place, Says, sentences, whole
from app.reports.checker.text import mark_of
from app.rules.problem import Severity

_NEITHER = Says(
    Family.VETOES,
    N_(
        "Nothing tells whether one of the conditions for 不合格 was found, nor the share of staff costs."
    ),
)
_NO_OUTCOME = Says(
    Family.VETOES,
    N_("The report does not tell whether one of the conditions for 不合格 was found."),
)
_NO_RATIO = Says(
    Family.VETOES,
    N_("The report does not tell the share of staff costs, on which a veto depends."),
)
_LOW = Says(
    Family.VETOES,
    N_(
        "Staff costs are {value}% here, less than the {least}% of a veto, and nothing is said of it."
    ),
    Severity.ERROR,
)
_SHORT = Says(
    Family.VETOES,
    N_("{missing} are missing here, and a veto begins at {least}."),
    Severity.ERROR,
)
_LEAST = Decimal(80)
_LIST = re.compile(
    "(?:下列|以下|如下|所列)(?:的)?(?:情形|情况|行为|条件)|(?:情形|情况|行为)之一|一票否决|否决(?:情形|条件|事项|条款|项)"
    "|(?:直接|一律|也|均|应当|即)?(?:评|定|判|认|列|视|确)(?:定)?为“?不合格|(?:不论|无论|不管)[^，。；]{0,8}(?:得分|多少分|分数)[^。；]{0,12}不合格"
)
_VETO = "(?:情形|情况|否决|不合格|条款|红线|违规|违反|违法|以上行为|上述|所列|占用社工|社工名额|挪用|底线|直接评定)"
_NONE = "(?:未|没有?|并无|无|不)(?:曾|有|被|再)?(?:发现|出现|存在|触及|触发|触碰|触犯|涉及|发生|属于|属|适用|构成|查到|查出|见|涉|具有)"
_OUTCOME = re.compile(
    rf"{_VETO}[^。；]{{0,40}}?(?:{_NONE}|未见|经核[查实]|尚未核实|核实|均无|皆无|全无|均为无|发现[一二三四五六七八两\d])"
    rf"|(?:{_NONE}|没有|均无|并无|无(?!论)|排除|尚待核实|尚未核实)[^。；]{{0,40}}?{_VETO}"
    r"|(?:其余|其他|其它|上述|以上|各)\s*(?:\d+|[一二三四五六七八])?\s*项[^。；]{0,8}(?:未发现|不存在|没有发现|未出现)"
)
_RULE = re.compile("若发现|如发现|之一的|发现有下列|存在下列|出现下列|有下列|有以下|出现以下")
_COSTS = re.compile(
    "人员费用|人力成本|人员经费|人员支出|人力费用|人员成本|人工成本|人员薪酬|薪酬支出|人员开支|人力支出|人工费用|人工支出"
)
_RATIO = re.compile(
    r"\d+(?:\.\d+)?\s*[%％]|尚待核实|尚未核实|未核实|无法核实|未提供|待[^。；]{0,12}核|再核|另核|后核|暂不核|再行|另行|未能核|审计"
)
_STATED = re.compile(
    rf"(?:{_COSTS.pattern})(?:[^。；\d%％]{{0,10}}[\d,.]+\s*万?元[^。；\d%％]{{0,4}})?[^。；\d%％]{{0,16}}?(?:占|比例|比重|率)[^。；\d%％]{{0,20}}(?P<value>\d{{1,3}}(?:\.\d+)?)\s*[%％]"
)
_SHARE_CELL = re.compile(r"占(?!比)[^，。；\d%％]{0,14}(?P<value>\d{1,3}(?:\.\d+)?)\s*[%％]")
_NOT_STATED = re.compile(
    "低于|不足|少于|小于|未达|不少|不得|须|应(?!发)|要求|若|如|执行率|预算|上年|去年|上一年"
)
_EARLIER = re.compile("上年|去年|上一年|往年|上期|前年")
_BELOW = re.compile(
    r"(?P<not>[不应须得能会可若如]|不得|不应|不能|是否)?(?:低于|不足|少于|小于|未达到?|达不到|没有达到?|不到)[^。；，]{0,14}(?:80|八成|规定|要求|标准|比例|下限|底线)(?P<rule>[^。；]{0,40}?(?:的[，,。；]|的情形|等情形|等情况|之一|者|直接|定为|评为|不合格))?"
)
_ANSWERED = re.compile("尚待核实|整改|不符合|触及|触发|触碰|构成|说明原因|特别说明")
_NOT_ANSWERED = re.compile(r"(?:未|没有|不|无|不予|是否)[^，。；]{0,6}$")
_THRESHOLD = re.compile(
    r"(?:低于|不足|少于|小于|未达|不得低于|不低于|须达|应达|达不到|应在|须在|要求为?)\s*(?:到)?\s*\d+(?:\.\d+)?\s*[%％]"
)
_GRADE = re.compile("等级|总\\s*得?\\s*分|评估结果")
_FAILED = re.compile("(?:为|：|:|是)“?不合格")
_STATION = re.compile("社工站|社工服务站|社会工作服务站|社区服务站")
_MISSING = re.compile(r"(?:缺少?|短缺|缺岗|少)了?\s*(?P<n>\d+(?:\.\d+)?)\s*人次")
_NOT_REACHED = re.compile(
    r"(?:未|没有|尚未)(?:触及|达到|超过|构成|触发|触碰|到)[^。；，]{0,16}?(?:缺少?|短缺|缺岗)[^。；，\d]{0,10}(?P<n>\d+(?:\.\d+)?)\s*人次"
)


def check_vetoes(report: Report) -> Iterator[Remark]:
    """What is not told, one remark at most; and a share that is too low and told as if it were not."""
    yield from _low(report)
    yield from _short(report)
    lines = tuple(report.body())
    place, listed = _place(lines)
    if place is None:
        return
    told = [line.text[a:b] for line in lines for a, b in sentences(line.text)]
    outcome = any(_OUTCOME.search(one) and not _RULE.search(one) for one in told)
    costs = not listed or any(_COSTS.search(one) for one in told)
    ratio = not costs or any(map(_ratio, told)) or any(map(_ratio_in, report.lines))
    if not outcome and not ratio:
        yield _NEITHER.at(place)
    elif not outcome:
        yield _NO_OUTCOME.at(place)
    elif not ratio:
        yield _NO_RATIO.at(place)


def _low(report: Report) -> Iterator[Remark]:
    """The first share below the least one, where no sentence about these costs says so."""
    told = [
        (line, a, b)
        for line in _but_rules(tuple(report.body()))
        for a, b in sentences(line.text)
        if _COSTS.search(line.text, a, b) and not _RULE.search(line.text)
    ]
    if any(_answers(line.text, a) for line, a, _b in told):
        return
    for line, a, b in told:
        match = _STATED.search(line.text, a, b)
        if match is None or _EARLIER.search(line.text[a : match.start()][-6:]):
            continue
        if not _NOT_STATED.search(match.group()) and Decimal(match["value"]) < _LEAST:
            place = Place(line, match.start("value"), match.end())
            yield _LOW.at(place, value=Decimal(match["value"]), least=_LEAST)
            return
    yield from islice(_low_in_tables(report), 1)


def _low_in_tables(report: Report) -> Iterator[Remark]:
    """A cell that tells the share of the costs that its row is about."""
    for number in dict.fromkeys(line.table for line in report.lines if line.table >= 0):
        for row in report.table(number):
            costs = any(_COSTS.search(cell.text) for cell in row)
            for cell in row if costs else ():
                match = _SHARE_CELL.search(cell.text)
                if match and Decimal(match["value"]) < _LEAST:
                    place = Place(cell, match.start("value"), match.end())
                    yield _LOW.at(place, value=Decimal(match["value"]), least=_LEAST)


def _answers(text: str, start: int) -> bool:
    """Whether what follows says that the share is too low, and not only how low it may be."""
    if any(not m["not"] and not m["rule"] for m in _BELOW.finditer(text, start)):
        return True
    found = _ANSWERED.finditer(text, start)
    return any(not _NOT_ANSWERED.search(text[start : m.start()]) for m in found)


def _short(report: Report) -> Iterator[Remark]:
    """So many are missing, and are said not to reach a bound that is lower."""
    for line in report.body():
        for a, b in sentences(line.text):
            bound = _NOT_REACHED.search(line.text, a, b)
            missing = _MISSING.search(line.text, a, bound.start()) if bound else None
            if bound and missing and Decimal(missing["n"]) >= Decimal(bound["n"]):
                place = Place(line, missing.start(), bound.end())
                least = Decimal(bound["n"])
                yield _SHORT.at(place, missing=Decimal(missing["n"]), least=least)


def _but_rules(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Lines but for the numbered conditions under their announcement."""
    listed = False
    for line in lines:
        listed = bool(_RULE.search(line.text)) or (listed and mark_of(line.text) is not None)
        if not listed or _RULE.search(line.text):
            yield line


def _ratio(sentence: str) -> bool:
    """A share of staff costs that is more than the rule's own threshold."""
    if not _COSTS.search(sentence):
        return False
    rest = _THRESHOLD.sub("", sentence)
    return bool(_RATIO.search(rest))


def _ratio_in(line: Line) -> bool:
    return line.table >= 0 and bool(_COSTS.search(line.text))


def _place(lines: tuple[Line, ...]) -> tuple[Place | None, bool]:
    """Where the conditions are listed; else, for a station, where the grades or its own are told."""
    for line in lines:
        if found := _LIST.search(line.text):
            return Place(line, *found.span()), True
    if not any(_STATION.search(line.text) for line in lines):
        return None, False
    graded = (line for line in lines if _FAILED.search(line.text))
    return next((whole(line) for line in graded if "优秀" in line.text), None), False
