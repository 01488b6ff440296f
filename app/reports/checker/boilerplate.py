"""C18: the same sentence again and again, and openings that several findings share."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import Span, clauses, mark_of, remark
from app.rules.similarity import normal

LEAST = 16
"""Shorter clauses repeat in every report."""
TIMES = 3

_END = re.compile(
    r"\s*(?:\[[^\]]*\])*[一二三四五六七八九十（）(). 、0-9]*(?:结语|评估结果\s*$|重点(?:存在)?问题|结论)"
)
_NUMBER = re.compile(r"[0-9一二三四五六七八九十]+")


def boilerplate(report: Report) -> Iterator[Remark]:
    """One remark a sentence, at the second time; a clause within a sentence that is told counts no more."""
    places: dict[str, list[tuple[Line, Span]]] = {}
    for line in _before_the_end(report):
        mark = mark_of(line.text)
        start = mark.end if mark else 0
        for span in _clauses(line.text, start):
            places.setdefault(_key(line.text[span.start : span.end]), []).append((line, span))
    told: set[Line] = set()
    for text, found in places.items():
        lines = {one for one, _ in found}
        if len(text) < LEAST or len(lines) < TIMES or lines <= told:
            continue
        told |= lines
        line, span = found[1]
        yield remark(
            Family.BOILERPLATE,
            line,
            span,
            N_("The same words stand {count} times: lines {lines}. Say what is particular here."),
            count=len(found),
            lines="、".join(dict.fromkeys(str(one.number_at(at.start)) for one, at in found)),
        )


def _before_the_end(report: Report) -> Iterator[Line]:
    """What is summed up at the end was said before and is meant to be the same."""
    for line in report.body():
        if _END.match(line.text) and len(line.text) < 20:
            return
        yield line


def _key(text: str) -> str:
    """What is compared: numbers of districts and lists make no difference."""
    return _NUMBER.sub("#", normal(text))


def _clauses(text: str, start: int) -> Iterator[Span]:
    for span in clauses(text):
        if span.end > start:
            yield Span(max(span.start, start), span.end)
