"""C02 and C03 over tables: totals of columns, differences, and rates of completion."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import Grid, cell, grids, number_in
from app.reports.checker.placing import Says, whole
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_COLUMN = Says(
    Family.SUMS,
    N_("The column “{column}” adds up to {right}, not to {stated}."),
    Severity.ERROR,
)
_DIFFERENCE = Says(
    Family.SUMS,
    N_("{present} less {required} is {right}, but {stated} stands there."),
    Severity.ERROR,
)
_RATE = Says(
    Family.PERCENT,
    N_("{part} of {base} is {right}%, but {stated}% stands there."),
    Severity.ERROR,
)
_TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|共\s*计|总\s*数)")
_PERCENT = re.compile("率|完成比|进度|百分比|占比|比例|完成度|[%％]")
_NO_SUM = re.compile("率|比例|百分比|占比|序号|标准分|满分|评分|折算|得分|分值|平均")


def check_tables(report: Report) -> Iterator[Remark]:
    """Every table but those of scores, which have sums of their own kind."""
    for grid in grids(report):
        if grid.column("折算|得分|评分") is None:
            yield from _columns(grid)
        yield from _differences(grid)
        yield from _rates(grid)


def _columns(grid: Grid) -> Iterator[Remark]:
    last = next((at for at, row in enumerate(grid.rows) if _TOTAL.match(row[0].text)), None)
    if last is None or last < 2:
        return
    body = [row for row in grid.rows[1:last] if not re.search("小\\s*计", row[0].text)]
    for column, header in enumerate(grid.rows[0]):
        stated = number_in(cell(grid.rows[last], column))
        values = [number_in(cell(row, column)) for row in body]
        told = [value for value in values if value is not None]
        if stated is None or _NO_SUM.search(header.text) or not told or _gaps(body, column):
            continue
        right = sum(told, Decimal(0))
        if right != stated:
            place = whole(grid.rows[last][column])
            yield _COLUMN.at(place, column=header.text.strip(), right=right, stated=stated)


def _gaps(rows: list[tuple[Line, ...]], column: int) -> bool:
    """Whether a cell holds words, so that the column is no list of figures."""
    texts = [one.text.strip() for row in rows if (one := cell(row, column))]
    return len(texts) < len(rows) or any(
        text and text not in "—-–/" and number_in(one) is None
        for text, one in zip(texts, (cell(row, column) for row in rows), strict=False)
    )


def _differences(grid: Grid) -> Iterator[Remark]:
    headers = [one.text for one in grid.rows[0]]
    for at in range(len(headers) - 2):
        required, present, difference = headers[at : at + 3]
        if not ("应" in required and "实" in present and re.search("超|缺|差", difference)):
            continue
        for row in grid.rows[1:]:
            yield from _difference(row[at : at + 3])


def _difference(cells: tuple[Line, ...]) -> Iterator[Remark]:
    required, present, stated = (number_in(one) for one in cells) if len(cells) == 3 else [None] * 3
    if required is None or present is None or stated is None:
        return
    right = present - required
    signed = cells[2].text.strip()[0] in "+＋-−－"
    if right != stated and (signed or abs(right) != stated):
        yield _DIFFERENCE.at(
            whole(cells[2]), present=present, required=required, right=right, stated=stated
        )


def _rates(grid: Grid) -> Iterator[Remark]:
    """Percentages against the two columns that give most of them, whatever these are called."""
    for rate, header in enumerate(grid.rows[0]):
        if not _PERCENT.search(header.text):
            continue
        rows = [row for row in grid.rows[1:] if number_in(cell(row, rate)) is not None]
        columns = [at for at in range(len(grid.rows[0])) if at != rate]
        pairs = [(base, part) for base in columns for part in columns if base != part]
        fitting = {pair: sum(_fits(row, rate, pair) for row in rows) for pair in pairs}
        base, part = max(fitting, key=lambda pair: fitting[pair], default=(0, 0))
        if fitting.get((base, part), 0) * 2 <= len(rows) and (base, part) != _named(grid):
            base, part = _named(grid)
        for row in rows if base != part else ():
            values = [number_in(cell(row, at)) for at in (base, part, rate)]
            if all(value is not None for value in values):
                yield from _rate(row[rate], *(value for value in values if value is not None))


def _named(grid: Grid) -> tuple[int, int]:
    """The columns of target and done by their headers; two equal ones for none."""
    base = grid.column(
        r"(?:年度|协议|全年|任务|计划)?(?:指标|目标|任务|计划)(?:数|量|值)|年度指标|协议指标|目标|^\s*指标量"
    )
    part = grid.column("完成(?:数|量|情况|值)|实际完成|已完成|实际(?:数|量)")
    return (base, part) if base is not None and part is not None else (0, 0)


def _fits(row: tuple[Line, ...], rate: int, pair: tuple[int, int]) -> bool:
    base, part = (number_in(cell(row, at)) for at in pair)
    written = re.search(r"\d+(?:\.\d+)?", row[rate].text)
    if not base or part is None or base <= 0 or part < 0 or not written:
        return False
    places = len(written.group().partition(".")[2])
    right = round_half_up(Fraction(part) / Fraction(base) * 100, places)
    return right == Decimal(written.group())


def _rate(line: Line, base: Decimal, part: Decimal, stated: Decimal) -> Iterator[Remark]:
    if base <= 0 or part < 0:
        return
    written = re.search(r"\d+(?:\.\d+)?", line.text)
    places = len(written.group().partition(".")[2]) if written else 2
    right = round_half_up(Fraction(part) / Fraction(base) * 100, places)
    if written and right != stated:
        mend = line.text.strip().replace(written.group(), format(right, "f"))
        yield _RATE.at(
            whole(line), mend, part=part, base=base, right=format(right, "f"), stated=stated
        )
