"""All checks over one report, in the order of the text."""

from app.reports.checker.base import Check, Remark, Report

CHECKS: tuple[Check, ...] = ()
"""Every family of checks; a check is a function from a report to its remarks."""


def check(report: Report) -> tuple[Remark, ...]:
    """Remarks by line, then by place in the line; each place and family once."""
    found = {
        (r.line.number, r.line.table, r.line.row, r.line.column, r.start, r.end, r.family.value): r
        for one in CHECKS
        for r in one(report)
    }
    return tuple(found[key] for key in sorted(found))
