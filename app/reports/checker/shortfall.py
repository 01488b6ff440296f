"""C24: so few social workers that it decides, and nothing is said of it.

The rules of the city: five person-months missing at midterm and ten at the end, or three and six of
those with a certificate, and the result is 不合格.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.placing import Place, Says, sentences
from app.rules.problem import Severity

_SHORT = Says(
    Family.VETOES,
    N_(
        "{missing} person-months are missing here; {limit} are enough for 不合格, and nothing is said of it."
    ),
    Severity.ERROR,
)
_LIMITS = {("中", False): 5, ("中", True): 3, ("末", False): 10, ("末", True): 6}
_STAGE = re.compile(r"(?P<stage>中期|末期|终期|期末|年终)(?:专业|绩效)?(?:评估|考核)")
_COVER = 12
_COUNTED = re.compile(
    r"(?P<who>[^。；，,、]{0,12})应到(?:岗)?(?:社工)?\s*(?P<due>\d+(?:\.\d+)?)\s*人次[，,、]\s*(?:实际|实)到(?:岗)?(?:社工)?\s*(?P<there>\d+(?:\.\d+)?)\s*人次"
)
_RULE = re.compile("情形|否决|不合格")
_STAFF = re.compile("人次|社工|人员|编|岗")
_SAID = re.compile(
    r"(?:缺少|缺编|缺员|不足|少于|缺口|相差|欠)[^。；]{0,20}(?:情形|条件|规定|要求|不合格|整改|补足|补齐)|已达|触及|构成|(?:人员|社工)配备不足[^。；]{0,30}(?:不合格|存在|符合|核实)"
)


def check_shortfall(report: Report) -> Iterator[Remark]:
    """Only where the report speaks of these conditions, and no sentence about what is missing answers."""
    lines = tuple(report.body())
    stage = _stage(lines)
    if not stage or not any(_RULE.search(line.text) for line in lines):
        return
    for line in lines:
        for a, b in sentences(line.text):
            for found in _COUNTED.finditer(line.text, a, b):
                certified = "持证" in found["who"] and "非持证" not in found["who"]
                missing = Decimal(found["due"]) - Decimal(found["there"])
                limit = _LIMITS[stage, certified]
                if missing >= limit and not _is_answered(lines, line, a):
                    place = Place(line, found.start("due"), found.end())
                    yield _SHORT.at(place, missing=missing, limit=limit)


def _stage(lines: tuple[Line, ...]) -> str:
    for line in lines[:_COVER]:
        if found := _STAGE.search(line.text):
            return "中" if found["stage"] == "中期" else "末"
    return ""


def _is_answered(lines: tuple[Line, ...], line: Line, at: int) -> bool:
    """Whether a sentence from here on says what follows from it."""
    after = [line.text[at:], *(one.text for one in lines if one.number > line.number)]
    told = (text[a:b] for text in after for a, b in sentences(text))
    return any(_STAFF.search(one) and _SAID.search(one) for one in told)
