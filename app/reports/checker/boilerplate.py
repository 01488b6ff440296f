"""C18: the same sentence again and again, and openings that several findings share."""

import re
from collections.abc import Iterator

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.text import Span, clauses, mark_of, remark, sentences
from app.rules.similarity import normal

LEAST = 16
"""Shorter clauses repeat in every report."""
TIMES = 3
_OPENING, _OPENED = 12, 4
"""An opening that paragraphs share, and how many of them must."""
_SENTENCE, _TAIL = 20, 24
_POINT = 40
"""A numbered point so long, whose last words stand in another one too, is one too many."""
_SAME = 34
_LAST_PART = 0.6

_END = re.compile(
    r"\s*(?:\[[^\]]*\])*[一二三四五六七八九十（）(). 、0-9]*(?:结语|评估结果\s*$|重点(?:存在)?问题|结论)"
)
_NUMBER = re.compile(r"[0-9一二三四五六七八九十]+")


def boilerplate(report: Report) -> Iterator[Remark]:
    """One remark a sentence, at the second time; a clause within a sentence that is told counts no more."""
    places: dict[str, list[tuple[Line, Span]]] = {}
    for line in before_the_end(report):
        mark = mark_of(line.text)
        start = mark.end if mark else 0
        for span in _clauses(line.text, start):
            places.setdefault(_key(line.text[span.start : span.end]), []).append((line, span))
        _add_whole(places, line, start)
        _add_sentences(places, line, start)
    told: set[Line] = set()
    for text, found in places.items():
        lines = {one for one, _ in found}
        if not _is_boilerplate(text, found) or lines <= told:
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


def _add_whole(places: dict[str, list[tuple[Line, Span]]], line: Line, start: int) -> None:
    """A paragraph of several short clauses counts as a whole."""
    key = f"{_key(line.text[start:])}\n"
    places.setdefault(key, []).append((line, Span(start, len(line.text))))
    if start and len(key) > _POINT:
        tail = f"{key[-_SAME:]}\n"
        places.setdefault(tail, []).append((line, Span(start, len(line.text))))


def _add_sentences(places: dict[str, list[tuple[Line, Span]]], line: Line, start: int) -> None:
    """A sentence of several short clauses, wherever it stands in its paragraph; and its last words."""
    for span in sentences(line.text):
        begin = max(span.start, start)
        words = _key(line.text[begin : span.end])
        if len(words) >= _SENTENCE and len(line.text[start:].strip()) > span.end - begin:
            places.setdefault(f"{words}\r", []).append((line, Span(begin, span.end)))
        tail = words[-_TAIL:]
        if len(words) > _TAIL and "#" not in tail:
            places.setdefault(f"{tail}\t", []).append((line, Span(begin, span.end)))


def _is_boilerplate(text: str, found: list[tuple[Line, Span]]) -> bool:
    """Long words and whole paragraphs that stand in three lines, or openings in four."""
    lines = len({one for one, _ in found})
    if text.endswith(("\r", "\t")):
        return lines >= TIMES
    if text.endswith("\n\n"):
        return lines > 1
    if text.endswith("\n"):
        return lines >= TIMES and len(text) > LEAST
    if len(text) >= LEAST:
        return lines >= TIMES
    return len(text) >= _OPENING and _openings(found) >= _OPENED


def _openings(found: list[tuple[Line, Span]]) -> int:
    """How many paragraphs begin with it and go on."""
    begun = (
        one
        for one, span in found
        if not re.search("[。；]", one.text[: span.start])
        and one.text[span.end : span.end + 1] == "，"
        and len(one.text[: span.start]) < _OPENING
    )
    return len(set(begun))


def before_the_end(report: Report) -> Iterator[Line]:
    """What is summed up at the end was said before and is meant to be the same."""
    lines = list(report.body())
    for n, line in enumerate(lines):
        if _END.match(line.text) and len(line.text) < 20 and n > _LAST_PART * len(lines):
            return
        yield line


def _key(text: str) -> str:
    """What is compared: numbers of districts and lists make no difference."""
    return _NUMBER.sub("#", normal(text))


def _clauses(text: str, start: int) -> Iterator[Span]:
    for span in clauses(text):
        if span.end > start:
            yield Span(max(span.start, start), span.end)
