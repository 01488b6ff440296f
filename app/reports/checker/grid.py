"""Tables of a report, also those that a text file keeps one cell a line, behind a tab."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from app.reports.checker.base import Line, Report

_NUMBER = re.compile(r"\s*[+＋−-]?\d[\d,]*(?:\.\d+)?\s*[%％分人次个份]{0,2}\s*")
_SIGNS = str.maketrans("＋−－％０１２３４５６７８９．", "+--%0123456789.")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells. The first row is the header."""

    rows: tuple[tuple[Line, ...], ...]

    def column(self, pattern: str) -> int | None:
        """The first column whose header holds it, by a regular expression."""
        header = self.rows[0] if self.rows else ()
        return next((at for at, cell in enumerate(header) if re.search(pattern, cell.text)), None)


def grids(report: Report) -> tuple[Grid, ...]:
    """Every table with a header and at least one more row."""
    return _grids(report.lines)


@lru_cache(maxsize=4)
def _grids(lines: tuple[Line, ...]) -> tuple[Grid, ...]:
    report = Report(lines)
    numbers = dict.fromkeys(line.table for line in report.lines if line.table >= 0)
    real = (Grid(_padded(report.table(number))) for number in numbers)
    tabbed = (Grid(tuple(_tabbed_rows(run))) for run in _tabbed(report.lines))
    return tuple(grid for grid in (*real, *tabbed) if len(grid.rows) > 1)


def _padded(rows: tuple[tuple[Line, ...], ...]) -> tuple[tuple[Line, ...], ...]:
    """Rows with an empty cell wherever one is part of the cell above it, so that columns stay below their heads."""
    return tuple(tuple(_row(row)) for row in rows)


def _row(row: tuple[Line, ...]) -> Iterator[Line]:
    at = 0
    for one in row:
        while at < one.column:
            yield replace(one, text="", column=at, joins=())
            at += 1
        yield one
        at = one.column + 1


def number_in(line: Line | None) -> Decimal | None:
    """The number that a cell holds and nothing else."""
    if line is None or not _NUMBER.fullmatch(plain := line.text.translate(_SIGNS)):
        return None
    return Decimal(re.sub(r"[^\d.+-]", "", plain))


def cell(row: tuple[Line, ...], column: int | None) -> Line | None:
    """None where the row has no such cell."""
    return row[column] if column is not None and column < len(row) else None


def _tabbed(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines that begin with a tab, with the blank ones between."""
    run: list[Line] = []
    for line in lines:
        if line.table < 0 and (line.text.startswith("\t") or (run and not line.text.strip())):
            run.append(line)
        else:
            if len(run) > 4:
                yield run
            run = []
    if len(run) > 4:
        yield run


def _tabbed_rows(run: list[Line]) -> Iterator[tuple[Line, ...]]:
    """A row begins with a text behind a blank line or behind a number."""
    row: list[Line] = []
    for line in run:
        words = bool(line.text.strip()) and number_in(line) is None
        ended = row and (not row[-1].text.startswith("\t") or number_in(row[-1]) is not None)
        if words and ended:
            yield _cells(row)
            row = []
        row.append(line)
    yield _cells(row)


def _cells(row: list[Line]) -> tuple[Line, ...]:
    return tuple(line for line in row if line.text.startswith("\t"))
