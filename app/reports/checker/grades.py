"""C16 over the grade: whether it is the one that the bands give for the total."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.placing import Place, Says, around
from app.reports.checker.score_sums import added_up
from app.reports.checker.scores import score_tables, totals_told
from app.rules.problem import Severity

_WRONG = Says(
    Family.BANDS,
    N_("By the bands of the report, {total} points are {right}, not {stated}."),
    Severity.ERROR,
)
_NAME = "优秀|良好|不合格|基本合格|合格"
_SCORE = r"\d{1,3}(?:\.\d+)?"
_FROM = re.compile(
    rf"(?P<low>{_SCORE})\s*分?\s*(?:[（(][^）)]*[)）])?\s*(?:(?:及|或)?以上|[-—–～~至到]{{1,2}}\s*{_SCORE}\s*分?)[^，。；]{{0,14}}?(?:为|：|:|评为|是)?\s*“?(?P<name>{_NAME})"
)
_NAMED = re.compile(
    rf"(?P<name>{_NAME})\s*[（(：:]\s*(?:(?P<low>{_SCORE})\s*分?\s*(?:[（(][^）)]{{0,6}}[)）])?\s*(?:(?:及|或)?以上|[-—–～~至到]{{1,2}}\s*{_SCORE}\s*分?)|[≥>＞]\s*(?P<least>{_SCORE}))"
)
_SIGN = re.compile(
    rf"(?:(?P<low>{_SCORE})\s*分?\s*[≤<＜]\s*[一-鿿xX]{{0,4}}\s*[≤<＜]\s*{_SCORE}|[≥>＞]\s*(?P<least>{_SCORE}))\s*分?[^，。；]{{0,6}}?(?:为|：|:|评为|是)?\s*“?(?P<name>{_NAME})"
)
_TOLD = re.compile(
    r"(?:等级|等次|评为|评定为|结果为)[^，。；\d]{0,6}?[“：:为]\s*“?(?P<name>(?:基本|不)?合格|优秀|良好)”?[^。；]{0,12}?(?P<total>\d{2,3}(?:\.\d+)?)\s*分"
    r"|(?:总\s*得?\s*分|得|合计)[^。；\d]{0,8}(?P<total2>\d{2,3}(?:\.\d+)?)\s*分[，,\s]*(?:评估)?(?:等级|等次|评为)[^，。；\d]{0,4}?[：:为]?\s*“?(?P<name2>(?:基本|不)?合格|优秀|良好)"
)
_RESULT = re.compile(
    r"(?:总\s*得?\s*分|总评|(?:综合|最终|最后|评估|合计)得分)[^。；\d]{0,10}(?P<total>\d{2,3}(?:\.\d+)?)\s*分?[^。；\d]{0,18}?(?P<name>(?:基本|不)?合格|优秀|良好)(?!率)"
)
_NO_RESULT = re.compile("去年|上年|上一年|上次|以上|以下|不含|满分|达到|若|如果|目标|[≤<＜≥>＞]")
_GRADE = re.compile(
    r"等[级次](?:评定|评估|结果)?(?:为|是|：|被评为|评为)\s*[“\"]?(?P<name>(?:基本|不)?合格|优秀|良好)"
)
_NO_GRADE = re.compile(
    r"\d\s*分|上年|上一|去年|往年|专业评估|财务评估|目标|力争|若|如果|情形|片区|年度(?:[^，。；]{0,4})比|由[^，。；]{0,8}升"
)
_MOST = Decimal(100)
_OFFICIAL = {"优秀": Decimal(90), "良好": Decimal(80), "合格": Decimal(60), "不合格": Decimal(0)}


def check_grades(report: Report) -> Iterator[Remark]:
    """Every place that tells total and grade together, and the grade alone against the totals."""
    bands = _bands(report)
    if len(bands) < 2:
        bands = _OFFICIAL
    totals = _totals(report)
    for line in report.body():
        told = list(_TOLD.finditer(line.text))
        if not told and not _RESULT.search(line.text):
            yield from _alone(line, totals, bands)
        yield from (one for match in told for one in _told(line, match, bands))
        for match in () if told else _RESULT.finditer(line.text):
            if not _NO_RESULT.search(match.group()):
                yield from _told(line, match, bands)


def _totals(report: Report) -> set[Decimal]:
    """All totals that the report tells or that its score tables add up to."""
    tables = score_tables(report)
    told = [table.total.value for table in tables if table.total]
    sums = [one for table in tables if table.total and (one := added_up(table)) is not None]
    return {*told, *sums, *(one.value for one in totals_told(report))}


def _alone(line: Line, totals: set[Decimal], bands: dict[str, Decimal]) -> Iterator[Remark]:
    """A grade in a sentence without points, which all totals contradict in the same way."""
    for match in _GRADE.finditer(line.text):
        start, end = around(line.text, *match.span())
        if _NO_GRADE.search(line.text, start, end) or not totals:
            continue
        right = {_grade(total, bands) for total in totals}
        if len(right) == 1 and match["name"] not in right and max(totals) <= _MOST:
            place = Place(line, *match.span("name"))
            values = {"total": max(totals), "right": min(right), "stated": match["name"]}
            yield _WRONG.at(place, min(right), **values)


def _grade(total: Decimal, bands: dict[str, Decimal]) -> str:
    reached = [(low, name) for name, low in bands.items() if low <= total]
    return max(reached)[1] if reached else "不合格"


def _bands(report: Report) -> dict[str, Decimal]:
    """The least points of each grade, as the report tells them first."""
    found: dict[str, Decimal] = {}
    for line in report.body():
        if named := list(_NAMED.finditer(line.text)):
            for match in named:
                found.setdefault(match["name"], Decimal(match["low"] or match["least"]))
            continue
        for match in _FROM.finditer(line.text):
            found.setdefault(match["name"], Decimal(match["low"]))
        for match in _SIGN.finditer(line.text):
            found.setdefault(match["name"], Decimal(match["low"] or match["least"]))
    return found


def _told(line: Line, match: re.Match[str], bands: dict[str, Decimal]) -> Iterator[Remark]:
    group = "name" if match["name"] else "name2"
    total = Decimal(match["total"] or match["total2"])
    right = _grade(total, bands)
    if right != match[group]:
        place = Place(line, *match.span(group))
        yield _WRONG.at(place, right, total=total, right=right, stated=match[group])
