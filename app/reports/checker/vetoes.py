"""C24: whether the report says how the vetoes and the cost ratio were checked."""

import re
from collections.abc import Iterator
from decimal import Decimal

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
_LEAST = Decimal(80)
_LIST = re.compile(
    "[下以][列下](?:情形|情况)|情[形况]之一|一票否决|否决情形|否决项|(?:直接|一律|均)(?:评|定|认定|判定|视)?为不合格"
)
_OUTCOME = re.compile(
    r"(?:情形|否决项?|不合格情况|违规|违反)[^。；]{0,40}?(?:未发现|没有发现|未出现|不存在|没有出现|未见|未涉及|经核[查实]|尚未核实|核实|均无|发现[一二三四五六七八两\d])"
    r"|(?:未发现|不存在|没有发现|未出现|无|没有出现|均无|尚待核实|尚未核实)[^。；]{0,40}?(?:情形|否决|占用社工名额|不合格情况)"
    r"|(?:其余|其他|其它|上述|以上|各)\s*(?:\d+|[一二三四五六七八])?\s*项[^。；]{0,8}(?:未发现|不存在|没有发现|未出现)"
)
_RULE = re.compile("若发现|如发现|之一的|发现有下列|存在下列|出现下列|有下列")
_COSTS = re.compile(
    "人员费用|人力成本|人员经费|人员支出|人力费用|人员成本|人工成本|人员薪酬|薪酬支出|人员开支"
)
_RATIO = re.compile(
    r"\d+(?:\.\d+)?\s*[%％]|尚待核实|尚未核实|未核实|无法核实|未提供|待核|再核|另行核|后核|待[^。；]{0,12}核|暂不核"
)
_STATED = re.compile(
    rf"(?:{_COSTS.pattern})(?:[^。；\d%％]{{0,10}}[\d,.]+\s*万?元[^。；\d%％]{{0,4}})?[^。；\d%％]{{0,16}}?(?:占|比例|比重)[^。；\d%％]{{0,20}}(?P<value>\d{{1,3}}(?:\.\d+)?)\s*[%％]"
)
_NOT_STATED = re.compile("低于|不足|少于|小于|未达|不少|不得|须|应|要求|若|如|执行")
_ANSWERED = re.compile(
    "(?:低于|不足|少于|小于|未达|达不到|没有达)[^。；]{0,12}(?:80|八成|规定|要求|标准|比例)|尚待核实|整改|否决|不符合"
)
_THRESHOLD = re.compile(
    r"(?:低于|不足|少于|小于|未达|不得低于|不低于|须达|应达|达不到|应在|须在|要求为?)\s*(?:到)?\s*\d+(?:\.\d+)?\s*[%％]"
)
_GRADE = re.compile("等级|总\\s*得?\\s*分|评估结果")


def check_vetoes(report: Report) -> Iterator[Remark]:
    """What is not told, one remark at most; and a share that is too low and told as if it were not."""
    yield from _low(report)
    lines = tuple(report.body())
    place = _place(lines)
    if place is None:
        return
    told = [line.text[a:b] for line in lines for a, b in sentences(line.text)]
    outcome = any(_OUTCOME.search(one) and not _RULE.search(one) for one in told)
    ratio = any(_ratio(one) for one in told) or any(_ratio_in(line) for line in report.lines)
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
    if any(_ANSWERED.search(line.text, a) for line, a, _b in told):
        return
    for line, a, b in told:
        match = _STATED.search(line.text, a, b)
        if match and not _NOT_STATED.search(match.group()) and Decimal(match["value"]) < _LEAST:
            place = Place(line, match.start("value"), match.end())
            yield _LOW.at(place, value=Decimal(match["value"]), least=_LEAST)
            return


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


def _place(lines: tuple[Line, ...]) -> Place | None:
    """Where the conditions are listed, else where the grade is told, if anything is graded."""
    for line in lines:
        if found := _LIST.search(line.text):
            return Place(line, *found.span())
    for line in lines:
        if "不合格" in line.text and re.search("以下|低于|不足|少于|不满|<", line.text):
            return whole(line)
    for line in lines:
        if (
            "评估" in line.text
            and re.search("优秀|良好|合格", line.text)
            and _GRADE.search(line.text)
        ):
            return whole(line)
    return None
