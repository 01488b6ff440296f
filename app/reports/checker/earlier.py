"""C26: sentences that were taken from an earlier report."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import Span, Style, mark_of, remark, sentences
from app.rules.similarity import normal

LEAST = 20
"""Shorter sentences repeat from year to year."""
ALIKE = 90.0
"""From which likeness in per cent two sentences are told to be the same."""

_RULES = re.compile(
    r"依据|原则|阶段|方式|方法|办法|评估内容|结果说明|评估背景|评估团队|评估结果|等级|得分|附件"
)


def earlier(report: Report) -> Iterator[Remark]:
    """What the text of the rules says is said every year; it is passed over by its headings."""
    before = [
        short
        for text in report.facts.earlier
        for line in text.splitlines()
        for short in _texts(line)
        if len(short) >= LEAST
    ]
    if not before:
        return
    known = frozenset(before)
    for line in _own_words(report):
        for span in sentences(line.text):
            text = normal(line.text[span.start : span.end])
            if len(text) >= LEAST:
                likeness = 100.0 if text in known else _likeness(text, before)
                if likeness >= ALIKE:
                    yield _taken(line, span, likeness)


def _texts(line: str) -> Iterator[str]:
    return (normal(line[span.start : span.end]) for span in sentences(line))


def _likeness(text: str, before: Sequence[str]) -> float:
    found = process.extractOne(text, before, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[1] if found else 0.0


def _own_words(report: Report) -> Iterator[Line]:
    """Running text below headings that announce findings, not rules."""
    rules = True
    for line in report.body():
        mark = mark_of(line.text)
        if mark and mark.style in {Style.TOP, Style.SECOND} and len(line.text) < 30:
            rules = _RULES.search(line.text) is not None
        elif not rules:
            yield line


def _taken(line: Line, span: Span, likeness: float) -> Remark:
    return remark(
        Family.EARLIER,
        line,
        (span.start, span.end),
        N_("This sentence stands in an earlier report ({share} % the same). Does it still hold?"),
        share=int(likeness),
    )
