"""How Chinese text is cut for the checks: sentences, clauses, and the numbers of headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from app.reports.checker.base import Family, Line, Remark
from app.rules.problem import Severity

HAN = "[\u3400-\u9fff]"
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）)]*")
_CLAUSE = re.compile(r"[^，。；：！？,;!?\n]+")
_CHINESE = "零一二三四五六七八九"
_MARK = re.compile(
    r"(?P<top>[一二三四五六七八九十]{1,3})、\s*"
    r"|[（(]\s*(?P<second>[一二三四五六七八九十]{1,3}|[―—–－])\s*[）)]\s*"
    r"|(?P<third>[0-9０-９]{1,2})(?:[.．](?![0-9０-９])|、)\s*"
    r"|[（(]?\s*(?P<fourth>[0-9０-９]{1,2})\s*[）)]\s*"
    r"|(?P<fifth>[①-⑳])\s*"
)


class Style(Enum):
    """Levels of GB/T 9704, and circled figures below them."""

    TOP = "top"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"


@dataclass(frozen=True, slots=True)
class Mark:
    """The number before a heading or a point; `end` is where its text begins."""

    style: Style
    number: int
    start: int
    end: int


class Span(NamedTuple):
    start: int
    end: int


def sentences(text: str) -> Iterator[Span]:
    """Sentences with their full stops."""
    return (Span(*m.span()) for m in _SENTENCE.finditer(text))


def clauses(text: str) -> Iterator[Span]:
    """What stands between commas and stronger marks; 、 does not part."""
    return (Span(*m.span()) for m in _CLAUSE.finditer(text))


def mark_of(text: str) -> Mark | None:
    """The number at the beginning of a line, behind blanks and bookmarks."""
    start = len(text) - len(_bare(text))
    found = _MARK.match(text, start)
    if found is None or not found.lastgroup:
        return None
    number = number_of(found[found.lastgroup])
    return Mark(Style(found.lastgroup), number, start, found.end()) if number else None


def _bare(text: str) -> str:
    return re.sub(r"^(?:\s|\[bookmark:[^\]]*\]|[-—–]\s+(?=[0-9]))+", "", text)


def number_of(written: str) -> int:
    """1 to 99 in any of the ways in which headings count; 0 for what is none.

    A dash is 一 in the eyes of a scanner.
    """
    if written in "―—–－":
        return 1
    if written in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(written) - ord("①") + 1
    if written.isdecimal():
        return int(written)
    head, ten, tail = written.partition("十")
    if not ten:
        return _CHINESE.find(written) if len(written) == 1 else 0
    if len(head) > 1 or len(tail) > 1:
        return 0
    return 10 * (_CHINESE.find(head) if head else 1) + (_CHINESE.find(tail) if tail else 0)


def chinese_number(number: int) -> str:
    """1 to 99 as a heading counts."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones else "")


def written_mark(style: Style, number: int) -> str:
    """A number as GB/T 9704 writes it on its level."""
    if style is Style.TOP:
        return f"{chinese_number(number)}、"
    if style is Style.SECOND:
        return f"（{chinese_number(number)}）"
    if style is Style.THIRD:
        return f"{number}."
    return f"（{number}）" if style is Style.FOURTH else chr(ord("①") + number - 1)


def remark(
    family: Family,
    line: Line,
    span: tuple[int, int],
    template: str,
    mend: str | None = None,
    severity: Severity = Severity.WARNING,
    **values: object,
) -> Remark:
    """A remark; a mend that changes nothing would be none."""
    return Remark(family, line, span[0], span[1], template, values, severity, mend)
