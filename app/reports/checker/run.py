"""All checks over one report, in the order of the text."""

from collections.abc import Collection

from app.reports.checker.base import Check, Family, Remark, Report
from app.reports.checker.figure_checks import FIGURE_CHECKS
from app.reports.checker.pieces import in_pieces
from app.reports.checker.word_checks import WORD_CHECKS

CHECKS: tuple[Check, ...] = (*WORD_CHECKS, *FIGURE_CHECKS)
"""Every family of checks; a check is a function from a report to its remarks."""


def check(report: Report, without: Collection[Family] = ()) -> tuple[Remark, ...]:
    """Remarks by line, then by place in the line; each place and family once."""
    pieces = in_pieces(report)
    found = {
        (r.line.number, r.line.table, r.line.row, r.line.column, r.start, r.end, r.family.value): r
        for one in CHECKS
        for r in map(pieces.whole, one(pieces.report))
        if r.family not in without
    }
    return tuple(found[key] for key in sorted(found))
