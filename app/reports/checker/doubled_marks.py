"""C08: two marks where one belongs, marks that are too many, and brackets without their other half."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import mark_of, remark
from app.rules.problem import Severity

_RANK = "、,，:：;；。！!？?"
_PAIR = re.compile(
    r"[，。；：、,;](?:\s*[，。；：、,;！？])+|(?<=[！？])\s*[，。；：、]|。{3,}|\.{3,}(?=[^.]|$)"
)
_ENDED = re.compile(r"(?<=[。！？][”’」』])。")
_BEFORE_BRACKET = re.compile(r"。(?=（[^（）\n]+[^（）。！？\n]）。)")
_BETWEEN = re.compile(r"(?<=[》])、(?=[《])")
_AND = re.compile(r"、(?=(?:以及|或者|并且|等(?=[，。；）])))")
_STOPPED = re.compile(r"(?<=……)[。，、；]")
_SIGNS = re.compile(r"(?<=[%％‰])[%％‰]+")
_EMPTY = re.compile(r"“\s*”|《\s*》|〔\s*〕")
_QUOTES = re.compile(r"(?<=”)、(?=“)")
_INSIDE = re.compile(r"(?<=[（《〔【])[，。；：、]+|[，、：；]+(?=[）》〕】])")
_FIRST = re.compile(r"[，。；、！？]+")
_NEEDLESS = (
    (_ENDED, Severity.WARNING),
    (_BEFORE_BRACKET, Severity.WARNING),
    (_STOPPED, Severity.WARNING),
    (_SIGNS, Severity.WARNING),
    (_AND, Severity.HINT),
)
_SIDE_BY_SIDE = (
    (
        _BETWEEN,
        N_("No “、” stands between titles side by side (GB/T 15834)."),
        Severity.WARNING,
    ),
    (
        _QUOTES,
        N_("No “、” is needed between quotations side by side (GB/T 15834)."),
        Severity.HINT,
    ),
)
_POINT = re.compile(r"(?:^|[，。；：、\s])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])$")
_OPENING = {
    "（": "）",
    "《": "》",
    "“": "”",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "〈": "〉",
    "‘": "’",
}
_CLOSING = {close: opening for opening, close in _OPENING.items()}


def doubled_marks(report: Report) -> Iterator[Remark]:
    """Line by line; a quotation that goes on in the next paragraph is left alone.

    So are the halves of a pair in a PDF, where quotation marks come out of their order.
    """
    for line in report.lines:
        if line.part == "toc" or line.text.isascii():
            continue
        yield from _pairs(line)
        yield from _too_many(line)
        if not line.page:
            yield from _unpaired(line)


def _pairs(line: Line) -> Iterator[Remark]:
    for found in _PAIR.finditer(line.text):
        if line.page and re.search(r"\s", found.group()):
            continue
        marks = re.sub(r"\s", "", found.group())
        if set(marks) <= {".", "。"} and len(marks) > 2:
            right = "……"
        elif line.text[found.start() - 1 : found.start()] in {"！", "？"} and len(marks) == 1:
            right = ""
        else:
            right = max(marks, key=_RANK.find)
        yield remark(
            Family.DOUBLE_PUNCTUATION,
            line,
            found.span(),
            N_("Several marks follow one another. One is enough."),
            right,
        )


def _too_many(line: Line) -> Iterator[Remark]:
    for pattern, severity in _NEEDLESS:
        for found in pattern.finditer(line.text):
            yield _needless(line, found.span(), severity)
    for pattern, says, severity in _SIDE_BY_SIDE:
        for found in pattern.finditer(line.text):
            yield remark(Family.DOUBLE_PUNCTUATION, line, found.span(), says, "", severity)
    if not line.page:
        yield from _inside(line)


def _inside(line: Line) -> Iterator[Remark]:
    """Marks at the edge of brackets and of a paragraph, which a PDF may have out of their place."""
    text = line.text
    for found in _INSIDE.finditer(text):
        yield _needless(line, found.span(), Severity.WARNING)
    for found in _EMPTY.finditer(text):
        says = N_("Nothing stands between these marks.")
        yield remark(Family.DOUBLE_PUNCTUATION, line, found.span(), says)
    first = _FIRST.match(text)
    if first and len(text.strip()) > len(first.group()):
        yield _needless(line, first.span(), Severity.WARNING)


def _needless(line: Line, span: tuple[int, int], severity: Severity) -> Remark:
    return remark(
        Family.DOUBLE_PUNCTUATION,
        line,
        span,
        N_("This mark has no use here. Take it out."),
        "",
        severity,
    )


def _unpaired(line: Line) -> Iterator[Remark]:
    """Half-width brackets count as what they stand for; a number such as 1） opens nothing."""
    text = line.text.replace("(", "（").replace(")", "）")
    head = mark_of(text)
    open_marks: list[int] = []
    for at in range(head.end if head else 0, len(text)):
        one = text[at]
        if one in _OPENING:
            open_marks.append(at)
        elif one in _CLOSING:
            if open_marks and text[open_marks[-1]] == _CLOSING[one]:
                open_marks.pop()
            elif not _POINT.search(text[:at]):
                yield _lonely(line, at)
    for at in open_marks:
        yield _lonely(line, at)


def _lonely(line: Line, at: int) -> Remark:
    return remark(
        Family.DOUBLE_PUNCTUATION,
        line,
        (at, at + 1),
        N_("“{mark}” has no other half in this paragraph."),
        mark=line.text[at],
    )
