"""Puts a mend into the text that a remark is about."""

from collections.abc import Iterable
from dataclasses import replace

from app.reports.checker.base import Line, Remark, Report


def mended(report: Report, remarks: Iterable[Remark]) -> Report:
    """The report with every mend in place; of two that overlap, the first one stands.

    Lines stay even where nothing is left in them, so that places keep their numbers.
    """
    by_line: dict[Line, list[Remark]] = {}
    for remark in remarks:
        if remark.mend is not None:
            by_line.setdefault(remark.line, []).append(remark)
    lines = tuple(
        _mended_line(one, by_line[one]) if one in by_line else one for one in report.lines
    )
    return replace(report, lines=lines)


def _mended_line(line: Line, remarks: list[Remark]) -> Line:
    """From the end to the beginning, so that offsets stay true."""
    text, joins = line.text, line.joins
    for remark in reversed(_apart(remarks)):
        new = remark.mend or ""
        grown = len(new) - (remark.end - remark.start)
        text = text[: remark.start] + new + text[remark.end :]
        joins = tuple((at + grown if at >= remark.end else at, n) for at, n in joins)
    return replace(line, text=text, joins=joins)


def _apart(remarks: list[Remark]) -> list[Remark]:
    """In order of place, without those that begin before another one has ended."""
    chosen: list[Remark] = []
    for remark in sorted(remarks, key=_place):
        if not chosen or remark.start >= chosen[-1].end:
            chosen.append(remark)
    return chosen


def _place(remark: Remark) -> tuple[int, int]:
    return remark.start, remark.end
