"""Small reports to check: running text, tables, and a whole one in which every figure agrees."""

from decimal import ROUND_HALF_UP, Decimal

from app.model.line import Line
from app.reports.checker.base import Facts, Family, Remark, Report
from app.reports.checker.figure_checks import FIGURE_CHECKS
from app.reports.checker.mending import mended


def text(*paragraphs: str, facts: Facts | None = None) -> Report:
    lines = tuple(Line(n, one) for n, one in enumerate(paragraphs, 1))
    return Report(lines, facts or Facts())


def table(*rows: str, after: tuple[str, ...] = ()) -> Report:
    """Rows with cells parted by |, behind some paragraphs."""
    lines = [Line(n, one) for n, one in enumerate(after, 1)]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells.split("|")):
            lines.append(Line(len(after) + 1, cell.strip(), 0, row, column))
    return Report(tuple(lines))


def remarks(report: Report) -> tuple[Remark, ...]:
    return tuple(one for check in FIGURE_CHECKS for one in check(report))


def of(report: Report, family: Family) -> list[str]:
    """What is marked of one family."""
    return [one.quote for one in remarks(report) if one.family is family]


def after_mends(report: Report) -> list[Remark]:
    """What is still marked with a mend once every mend is in place."""
    return [one for one in remarks(mended(report, remarks(report))) if one.mend is not None]


def half_up(value: Decimal, places: str = "0.01") -> Decimal:
    return value.quantize(Decimal(places), rounding=ROUND_HALF_UP)
