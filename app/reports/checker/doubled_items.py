"""C12, C18: a thing that stands twice in one list, and a point that stands twice in one report."""

import re
from collections.abc import Iterable, Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.boilerplate import before_the_end
from app.reports.checker.text import mark_of, remark

_CLAUSE = re.compile(r"[^，。；：！？（）()“”《》\n]+")
_TAIL = re.compile(r"(?:等|以及|和|及|与|或).*$")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_FIRST = 4
"""What is shorter may end the first item by chance."""
_POINT = 22
_TWICE = N_("“{text}” stands twice in this list.")
_AGAIN = N_("The same point stands in line {number}.")


def doubled_items(report: Report) -> Iterator[Remark]:
    for line in report.body():
        for clause in _CLAUSE.finditer(line.text):
            if clause.group().count("、") > 1:
                yield from _in_a_list(line, *clause.span())
    yield from _points(before_the_end(report))


def _in_a_list(line: Line, start: int, end: int) -> Iterator[Remark]:
    """Items between 、; of the first one only its end is known, of the last one its beginning."""
    items = line.text[start:end].split("、")
    seen: set[str] = set()
    at = start
    for n, item in enumerate(items):
        own = _TAIL.sub("", item.strip())
        whole = n > 0 and _HAN.fullmatch(own) is not None
        if whole and (own in seen or (len(own) >= _FIRST and items[0].endswith(own))):
            where = line.text.index(own, at)
            yield remark(Family.WORDING, line, (where, where + len(own)), _TWICE, None, text=own)
            return
        seen = {*seen, own} if own == item.strip() and whole else set()
        at += len(item) + 1


def _points(lines: Iterable[Line]) -> Iterator[Remark]:
    """A numbered point of some length, word for word, twice."""
    seen: dict[str, Line] = {}
    for line in lines:
        mark = mark_of(line.text)
        text = line.text[mark.end :].strip() if mark else ""
        if len(text) < _POINT or not text.endswith("。") or not re.search("[，；]", text):
            continue
        if text in seen:
            start = line.text.index(text)
            number = seen[text].number
            span = (start, start + len(text))
            yield remark(Family.BOILERPLATE, line, span, _AGAIN, None, number=number)
        else:
            seen[text] = line
