"""C18: the same sentence again and again, and openings that several findings share."""

from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import Span, clauses, mark_of, remark
from app.rules.similarity import normal

LEAST = 22
"""Shorter clauses repeat in every report."""
TIMES = 3


def boilerplate(report: Report) -> Iterator[Remark]:
    """One remark a sentence, at the second time; a clause within a sentence that is told counts no more."""
    places: dict[str, list[tuple[Line, Span]]] = {}
    for line in report.body():
        mark = mark_of(line.text)
        start = mark.end if mark else 0
        for span in _clauses(line.text, start):
            places.setdefault(normal(line.text[span.start : span.end]), []).append((line, span))
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


def _clauses(text: str, start: int) -> Iterator[Span]:
    for span in clauses(text):
        if span.end > start:
            yield Span(max(span.start, start), span.end)
