"""C12: sentences that are too long, that have no end, and announcements that nothing follows."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import Span, Style, mark_of, remark, sentences
from app.rules.problem import Severity

LONGEST = 150
_TITLE = re.compile(r"《[^》]*》")
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
_PER_FIGURE = 16
_ITEMS = 3
_SAID = re.compile(r"[\u3400-\u9fffA-Za-z0-9%％）》〕、，]$|[^。！？]”$")
_LIST = re.compile(r"[；;，、]\s*$")
_SCORE = re.compile(r"[0-9]\s*分[）)]?$")
_FIELD = re.compile(r"[^，。；：]{2,14}：")
_CLAUSE = re.compile(r"[，。；]")
_SHORTEST = 25
_POINT = 15
_HEADING = 30
_REPEATED = 8
_MOSTLY = 4
_SIGNED = re.compile(r"[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日\s*$")


def sentence(report: Report) -> Iterator[Remark]:
    lines = [line for line in report.body() if not line.part]
    for line in lines:
        yield from _too_long(line)
        yield from _twice(line)
    yield from _without_end(lines)
    yield from _announced(report, lines)


def _too_long(line: Line) -> Iterator[Remark]:
    for span in sentences(line.text):
        text = line.text[span.start : span.end]
        length = len(_TITLE.sub("", text))
        if length > LONGEST and not _is_list(text):
            yield remark(
                Family.WORDING,
                line,
                span,
                N_("A sentence of {count} characters. Cut it into shorter ones."),
                count=length,
            )


def _twice(line: Line) -> Iterator[Remark]:
    """The same sentence twice in one paragraph."""
    seen: set[str] = set()
    for span in sentences(line.text):
        text = line.text[span.start : span.end].strip()
        if text in seen and len(text) >= _REPEATED:
            yield remark(
                Family.WORDING,
                line,
                span,
                N_("The same sentence stands twice in this paragraph."),
                "",
            )
        seen.add(text)


def _is_list(text: str) -> bool:
    """Figures one after another, or points behind a colon: longer than it reads."""
    figures = len(_FIGURES.findall(text))
    _head, colon, points = text.partition("：")
    return figures * _PER_FIGURE > len(text) or (bool(colon) and points.count("；") >= _ITEMS)


def _without_end(lines: Sequence[Line]) -> Iterator[Remark]:
    """Prose whose last sentence has no full stop, where prose mostly has one."""
    prose = [line for line in lines if _is_sentence(line.text.rstrip())]
    open_ones = [line for line in prose if _SAID.search(line.text.rstrip())]
    if len(open_ones) * _MOSTLY > len(prose) and len(open_ones) > 1:
        return
    known = open_ones + _broken_off(lines, open_ones)
    points = _open_points(lines, known)
    for line in known + points:
        text = line.text.rstrip()
        if _LIST.search(text) and not _stands_alone(line, lines):
            continue
        if _SCORE.search(text) or (line not in points and _is_in_open_list(line, lines)):
            continue
        yield remark(
            Family.WORDING,
            line,
            (len(text) - 1, len(text)),
            N_("The last sentence has no full stop."),
            "。" if text[-1] in "，、" else f"{text[-1]}。",
        )


def _broken_off(lines: Sequence[Line], known: Sequence[Line]) -> list[Line]:
    """Short paragraphs that end in the middle of a sentence."""
    return [
        line for line in lines if line not in known and line.text.rstrip().endswith(("，", "、"))
    ]


def _open_points(lines: Sequence[Line], known: Sequence[Line]) -> list[Line]:
    """Points of several clauses without a full stop, between points of the style that have one."""
    found = []
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        marks = [mark_of(one.text) for one in (before, line, after)]
        styles = {mark.style if mark else None for mark in marks}
        ends = [one.text.rstrip()[-1:] for one in (before, after)]
        if len(styles) == 1 and None not in styles and ends == ["。", "。"] and line not in known:
            text = line.text.rstrip()
            if len(text) >= _POINT and "，" in text and re.search(r"[\u3400-\u9fff]$", text):
                found.append(line)
    return found


def _is_in_open_list(line: Line, lines: Sequence[Line]) -> bool:
    """Whether it is a point or a field, and none beside it has a full stop either."""
    if mark_of(line.text) is None and not _FIELD.match(line.text):
        return False
    at = next(n for n, one in enumerate(lines) if one is line)
    beside = [one.text.rstrip() for one in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])]
    return not any(text.endswith("。") and len(text) >= _SHORTEST for text in beside)


def _stands_alone(line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing follows that could be the rest of it: a number begins, or the report ends."""
    after = next((one for one in lines if one.number > line.number), None)
    return after is None or mark_of(after.text) is not None


def _is_sentence(text: str) -> bool:
    """More than a heading, or a point of a list that has no stops."""
    if len(text) < _SHORTEST or not _CLAUSE.search(text[:-1]) or _SIGNED.search(text):
        return False
    return "。" in text[:-1] or len(text) > 2 * _SHORTEST


def _announced(report: Report, lines: Sequence[Line]) -> Iterator[Remark]:
    """A colon or 如下 at the end of a paragraph, with a later heading of an upper level or nothing behind."""
    tables = sorted(line.number for line in report.lines if line.table >= 0)
    for line, after in zip_longest(lines, lines[1:]):
        text = line.text.rstrip()
        if not text.endswith(("：", ":", "如下", "如下。")) or text.startswith("附"):
            continue
        last = after.number if after else 10**9
        if any(line.number < number < last for number in tables):
            continue
        if after is None or _is_heading(after) or after.text.lstrip().startswith("附件"):
            yield remark(
                Family.WORDING,
                line,
                Span(max(map(text[:-1].rfind, "，。；、")) + 1, len(text)),
                N_("Something is announced here, and nothing follows."),
                severity=Severity.WARNING,
            )


def _is_heading(line: Line) -> bool:
    """Further on in the two upper levels; the first of one may be what was announced."""
    mark = mark_of(line.text)
    if mark is None or len(line.text) > _HEADING:
        return False
    return mark.style in {Style.TOP, Style.SECOND} and mark.number > 1
