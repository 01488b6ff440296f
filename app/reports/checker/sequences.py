"""C06: numbers that count within the text: 一是, 第一, （1） in a paragraph, chapters, rows, captions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import cell, grids
from app.reports.checker.text import HAN, chinese_number, mark_of, number_of, remark
from app.rules.problem import Severity

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_AT = r"(?:^|(?<=[。；：，、\s]))"
_LISTED = r"(?:^|(?<=[。；：，、\s为是有含即])|(?<=包括))"
_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_AT}(?P<n>{_HAN_NUMBER})(?P<after>是)(?![否非])",
        rf"{_AT}第(?P<n>{_HAN_NUMBER})(?P<after>[，、：]|点[，是：]|[，]?是)",
        rf"{_AT}其(?P<n>{_HAN_NUMBER})(?P<after>[，、：]|是)",
    )
)
_INSIDE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LISTED}[（(]\s*(?P<n>[0-9]{{1,2}})\s*[）)](?=\s*[\u3400-\u9fff“《])",
        rf"{_LISTED}[（(]\s*(?P<n>{_HAN_NUMBER})\s*[）)](?=\s*[\u3400-\u9fff“《])",
        r"(?P<n>[①-⑳])",
        r"(?:^|(?<=[。；：\s]))(?P<n>[0-9]{1,2})[.．、)）](?=\s*[\u3400-\u9fff“《])",
    )
)
_CHAPTER = re.compile(
    rf"\s*第\s*(?P<n>{_HAN_NUMBER}|[0-9]{{1,2}})\s*(?P<unit>部分|[编篇章节])(?:[\s：:、]|(?={HAN}))"
)
_UNITS = ("编", "篇", "部分", "章", "节")
_CHAPTER_LONGEST = 40
_CAPTION = re.compile(
    rf"\s*(?P<kind>[表图])\s*(?P<n>[0-9]{{1,2}}|{_HAN_NUMBER})(?![0-9.\-－—])[\s：:、.]*(?P<title>\S[^。；]{{1,40}})$"
)
_NO_CAPTION = re.compile("[，。]|显示|所示|可见|反映|列出|中(?=的|各)|是|为")
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")
_LABELLED = re.compile(
    rf"\s*(?P<label>(?!第|星期|礼拜|每?周)[\u3400-\u9fff]{{2,4}}?)(?P<n>{_HAN_NUMBER}|[0-9]{{1,2}})(?:[：:、.．]|\s(?=\S))"
)
_ORDINAL = re.compile(
    rf"\s*(?P<label>[\u3400-\u9fff]{{2,4}}第)(?P<n>{_HAN_NUMBER}|[0-9]{{1,2}})[号项条](?:[：:]|\s(?=\S))"
)
_ROW_HEADER = re.compile(r"\s*(?:序\s*号|序|编\s*号|No\.?)\s*")
_FARTHEST = 3
_SAYS = N_("The number before it leads to “{right}” here.")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number at its place; `start` to `end` holds what belongs to it."""

    line: Line
    number: int
    start: int
    end: int
    at: int

    @property
    def written(self) -> str:
        return self.line.text[self.start : self.end]


def sequences(report: Report) -> Iterator[Remark]:
    """Numbers that are left out or stand twice; a list may end and another begin with one."""
    lines = list(report.body())
    yield from _in_words(lines)
    for line in lines:
        yield from _in_a_paragraph(line)
    yield from _chapters(lines)
    yield from _captions(lines)
    yield from _labels(lines)
    yield from _rows(report)


def _found(pattern: re.Pattern[str], line: Line) -> Iterator[_Counted]:
    for match in pattern.finditer(line.text):
        if number := number_of(match["n"]):
            yield _Counted(line, number, match.start(), match.end(), match.start("n"))


def _in_words(lines: list[Line]) -> Iterator[Remark]:
    """一是, 二是: in one paragraph, or at the heads of several that follow one another."""
    for pattern in _WORDS:
        last: _Counted | None = None
        reached = -1
        for n, line in enumerate(lines):
            for one in _found(pattern, line):
                near = last is not None and (last.line is line or (one.start == 0 and n <= reached))
                if last is not None and near and _is_wrong(last.number, one.number):
                    yield _say(one, last.number + 1)
                last, reached = one, n + 2


def _is_wrong(last: int, number: int) -> bool:
    """Left out, or twice; a list that begins anew does it with its first."""
    return number != 1 and number != last + 1 and abs(number - last) <= _FARTHEST


def _in_a_paragraph(line: Line) -> Iterator[Remark]:
    """（1）…；（2）…；（4）… in one paragraph that begins to count at one or at its own number."""
    for pattern in _INSIDE:
        found = list(_found(pattern, line))
        if len(found) < 2 or (found[0].number != 1 and found[0].start > 0):
            continue
        for last, one in pairwise(found):
            if one.number > 1 and one.number != last.number + 1:
                yield _say(one, last.number + 1)
                break


def _chapters(lines: list[Line]) -> Iterator[Remark]:
    """第一章, 第三章; what is smaller begins anew below what is larger."""
    reached: dict[str, int] = {}
    for line in lines:
        match = _CHAPTER.match(line.text)
        if not match or len(line.text) > _CHAPTER_LONGEST or re.search("[，。；]", line.text):
            continue
        unit, number = match["unit"], number_of(match["n"])
        last = reached.get(unit, 0)
        for smaller in _UNITS[_UNITS.index(unit) + 1 :]:
            reached.pop(smaller, None)
        reached[unit] = number
        if number != 1 and number != last + 1 and (last or number <= _FARTHEST):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield _say(_Counted(line, number, start, match.end("unit"), match.start("n")), last + 1)


def _captions(lines: list[Line]) -> Iterator[Remark]:
    reached: dict[str, int] = {}
    for line in lines:
        match = _CAPTION.match(line.text)
        if not match or _NO_CAPTION.search(_ASIDE.sub("", match["title"])):
            continue
        kind, number = match["kind"], number_of(match["n"])
        last = reached.get(kind, 0)
        reached[kind] = number
        twice = last == number
        if last and (twice or _is_wrong(last, number)):
            at = match.start("kind")
            yield _say(_Counted(line, number, at, match.end("n"), match.start("n")), last + 1)


def _labels(lines: list[Line]) -> Iterator[Remark]:
    """问题一：, 问题二：, also behind a number of their own; the first of a kind begins it.

    Behind one that stands twice the author may have counted on: 六, 六, 八.
    """
    reached: dict[str, int] = {}
    twice: dict[str, int] = {}
    for line in lines:
        mark = mark_of(line.text)
        at = mark.end if mark else 0
        match = _LABELLED.match(line.text, at) or _ORDINAL.match(line.text, at)
        if not match or match["label"][0] in "表图附" or not (number := number_of(match["n"])):
            continue
        label = match["label"]
        last = reached.get(label, 0)
        if number == 1 or last:
            reached[label] = number
        skipped = twice.pop(label, 0) == number
        if last == number:
            twice[label] = number + 2
        if last and not skipped and _is_wrong(last, number):
            at = match.start("label")
            yield _say(_Counted(line, number, at, match.end("n"), match.start("n")), last + 1)


def _rows(report: Report) -> Iterator[Remark]:
    """A column of row numbers."""
    for grid in grids(report):
        column = next(
            (n for n, one in enumerate(grid.rows[0]) if _ROW_HEADER.fullmatch(one.text)), None
        )
        last = 0
        for row in grid.rows[1:]:
            own = cell(row, column)
            if own is None or not re.fullmatch(r"\s*[0-9]{1,3}\s*", own.text):
                continue
            number = int(own.text)
            if last and _is_wrong(last, number):
                span = (0, len(own.text))
                values = {"right": str(last + 1)}
                yield remark(Family.NUMBERING, own, span, _SAYS, None, Severity.WARNING, **values)
            last = number


def _say(one: _Counted, expected: int) -> Remark:
    """What should stand there is written as the number is that stands there."""
    own = one.written
    right = own.replace(one.line.text[one.at : one.at + _width(one)], _like(one, expected), 1)
    return remark(Family.NUMBERING, one.line, (one.start, one.end), _SAYS, None, right=right)


def _width(one: _Counted) -> int:
    found = re.match("[0-9]{1,2}|[①-⑳]|[一二三四五六七八九十]{1,3}", one.line.text[one.at :])
    return found.end() if found else 1


def _like(one: _Counted, number: int) -> str:
    first = one.line.text[one.at]
    if first.isdecimal():
        return str(number)
    return chr(ord("①") + number - 1) if first in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" else chinese_number(number)
