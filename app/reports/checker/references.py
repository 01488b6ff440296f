"""C14: parts, tables and attachments that the text leads to and that are not there."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import grids
from app.reports.checker.text import Style, mark_of, number_of, remark
from app.rules.problem import Severity

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_PART = re.compile(
    rf"(?:见|参照|参阅|参考)(?:于|本报告|本文|上文|前文|下文|后文|正文|报告)*(?:的)?[“]?"
    rf"第(?:{_HAN_NUMBER}|\d{{1,2}})?(?:至|到|、|和)?第?(?P<n>{_HAN_NUMBER}|\d{{1,2}})(?P<unit>部分|章)"
)
_CHAPTER = re.compile(rf"\s*第\s*(?P<n>{_HAN_NUMBER}|[0-9]{{1,2}})\s*(?P<unit>部分|章)")
_HEADING = 40
_FEWEST = 3
_TABLE = re.compile(
    rf"(?<!附)(?<!代)(?:(?P<led>见|如|详见|参见|按|据|列于|列入)\s*[（(]?)?(?P<kind>[表图])\s*(?P<n>\d{{1,2}}|{_HAN_NUMBER})(?![\d.\-－—个张份名])"
    r"(?P<told>所示|显示|可见|可知|反映|所列|列出)?"
)
_CAPTION = re.compile(
    rf"\s*(?P<kind>[表图])\s*(?P<n>\d{{1,2}}|{_HAN_NUMBER})(?![\d.\-－—])[\s：:、.]*\S"
)
_AT_LARGE = re.compile(
    r"(?:详?见|参见|如|列于|载于)(?:本?报告)?附[件表录](?!\s*[0-9一二三四五六七八九十])"
)
_ATTACHED = re.compile(r"\s*附\s*(?:[件表录图]|[：:])")
_NO_PART = N_("The report has no part {number}.")
_NO_TABLE = N_("There is no {kind} {number} in the report.")
_NOTHING = N_("The text leads to an attachment, and none is listed or in this file.")


def references(report: Report) -> Iterator[Remark]:
    lines = [line for line in report.lines if not line.part]
    yield from _parts(report, lines)
    yield from _tables(report, lines)
    yield from _attachments(lines)


def _parts(report: Report, lines: list[Line]) -> Iterator[Remark]:
    there = _numbers_of_parts(report)
    if len(there) < _FEWEST:
        return
    for line in lines:
        for match in _PART.finditer(line.text):
            number = number_of(match["n"])
            if number and number not in there:
                yield _say(line, match.span("n"), _NO_PART, number=number)


def _numbers_of_parts(report: Report) -> frozenset[int]:
    """Parts by their headings: 一、 or 第一部分."""
    found = set()
    for line in report.body():
        mark = mark_of(line.text)
        if len(line.text) <= _HEADING and mark and mark.style is Style.TOP:
            found.add(mark.number)
        elif len(line.text) <= _HEADING and (chapter := _CHAPTER.match(line.text)):
            found.add(number_of(chapter["n"]))
    return frozenset(found)


def _tables(report: Report, lines: list[Line]) -> Iterator[Remark]:
    captions = {
        (match["kind"], number_of(match["n"]))
        for line in lines
        if (match := _CAPTION.match(line.text)) and len(line.text) <= 2 * _HEADING
    }
    kinds = {kind for kind, _number in captions}
    for line in lines:
        for match in _TABLE.finditer(line.text):
            kind, number = match["kind"], number_of(match["n"])
            led = match["led"] or match["told"]
            missing = kind in kinds or (kind == "表" and not grids(report))
            if led and number and missing and (kind, number) not in captions:
                span = (match.start("kind"), match.end("n"))
                yield _say(line, span, _NO_TABLE, kind=kind, number=number)


def _attachments(lines: list[Line]) -> Iterator[Remark]:
    if any(_ATTACHED.match(line.text) for line in lines):
        return
    for line in lines:
        for match in _AT_LARGE.finditer(line.text):
            yield _say(line, match.span(), _NOTHING)


def _say(line: Line, span: tuple[int, int], template: str, **values: object) -> Remark:
    return remark(Family.ATTACHMENTS, line, span, template, None, Severity.ERROR, **values)
