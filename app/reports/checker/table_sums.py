"""C02 and C03 over tables: totals of columns, differences, and rates of completion."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, takewhile

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
_ROW = Says(
    Family.SUMS,
    N_("The row “{row}” adds up to {right}, not to {stated}."),
    Severity.ERROR,
)
_SIGN = Says(
    Family.SUMS,
    N_("{present} less {required} is a shortage: {right} has to stand here, with its sign."),
    Severity.ERROR,
)
_RATE = Says(
    Family.PERCENT,
    N_("{part} of {base} is {right}%, but {stated}% stands there."),
    Severity.ERROR,
)
_TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|共\s*计|总\s*数|全[站街镇](?:合计|总计)?\s*$)")
_ACROSS = re.compile(r"^\s*(?:全[站街镇年期])?(?:合\s*计|总\s*计|共\s*计|小\s*计|累\s*计|总\s*数)")
_SUBTOTAL = re.compile(r"^\s*(?:[一-鿿]{0,4}[（(]?)?(?:小\s*计|分\s*计)")
_AMONG = re.compile(r"^\s*其\s*中")
_MEAN = re.compile("平\\s*均|均值|加权")
_NO_PART = re.compile("目标|指标|计划|应|标准|备注|岗位数|单价")
_TIMES_OR_PLACES = re.compile(r"\d\s*月|月份|季度|半年|片区?$|片区|社区|村|点$|男|女")
_FEWEST = 3
_PERCENT = re.compile("率|完成比|进度|百分比|占比|比例|完成度|[%％]")
_NO_SUM = re.compile("率|比例|百分比|占比|序号|标准分|满分|评分|折算|得分|分值|平均")


def check_tables(report: Report) -> Iterator[Remark]:
    """Every table but those of scores, which have sums of their own kind."""
    for grid in grids(report):
        if grid.column("折算|得分|评分") is None:
            yield from _columns(grid)
            yield from _subtotals(grid)
            yield from _across(grid)
        yield from _differences(grid)
        yield from _rates(grid)


def _columns(grid: Grid) -> Iterator[Remark]:
    last = next((at for at, row in enumerate(grid.rows) if _TOTAL.match(row[0].text)), None)
    if last is None or last < 2 or _MEAN.search(grid.rows[last][0].text):
        return
    body = [row for row in grid.rows[1:last] if not _is_subtotal(row, _SUBTOTAL, _AMONG)]
    for column, header in enumerate(grid.rows[0]):
        stated = number_in(cell(grid.rows[last], column))
        values = [number_in(cell(row, column)) for row in body]
        told = [value for value in values if value is not None]
        if stated is None or _NO_SUM.search(header.text) or not told or _gaps(body, column):
            continue
        right = sum(told, Decimal(0))
        if right != stated and not _is_of_some(told, stated):
            place = whole(grid.rows[last][column])
            yield _COLUMN.at(place, column=header.text.strip(), right=right, stated=stated)


def _is_subtotal(row: tuple[Line, ...], *cues: re.Pattern[str]) -> bool:
    """Whether one of the words before a row's figures says that other rows hold these already."""
    words = takewhile(_is_no_number, row)
    return any(cue.match(one.text) for one in words for cue in cues)


def _is_no_number(line: Line) -> bool:
    return number_in(line) is None


def _is_of_some(told: list[Decimal], stated: Decimal) -> bool:
    """Whether a total is that of its first or last rows, so that others are parts of these, or a mean."""
    runs = {*list(accumulate(told))[1:], *list(accumulate(reversed(told)))[1:]}
    between = min(told) <= stated <= max(told)
    return stated in runs or stated * 2 == sum(told) or (between and len(told) > 1)


def _subtotals(grid: Grid) -> Iterator[Remark]:
    """Each 小计 against the rows since the one before it."""
    begin = 1
    for at, row in enumerate(grid.rows[1:], 1):
        if not _is_subtotal(row, _SUBTOTAL):
            continue
        body, begin = grid.rows[begin:at], at + 1
        for column, header in enumerate(grid.rows[0]):
            stated = number_in(cell(row, column))
            values = [number_in(cell(one, column)) for one in body]
            told = [value for value in values if value is not None]
            if stated is None or _NO_SUM.search(header.text) or len(told) < len(body) or not told:
                continue
            right = sum(told, Decimal(0))
            if right != stated:
                name = header.text.strip()
                yield _COLUMN.at(whole(row[column]), column=name, right=right, stated=stated)


def _across(grid: Grid) -> Iterator[Remark]:
    """Rows against their own totals, where most rows agree or the columns are times or places."""
    for total, header in enumerate(grid.rows[0]):
        if not _ACROSS.search(header.text):
            continue
        columns = _summed(grid, total)
        rows = [one for row in grid.rows[1:] if (one := _row_sum(row, columns, total))]
        agreeing = sum(right == stated for _row, right, stated in rows)
        named = all(_TIMES_OR_PLACES.search(grid.rows[0][at].text) for at in columns)
        if len(columns) < 2 or not (named or agreeing * 2 >= len(rows)):
            continue
        for row, right, stated in rows:
            if right != stated:
                place = whole(row[total])
                yield _ROW.at(place, row=row[0].text.strip(), right=right, stated=stated)


def _summed(grid: Grid, total: int) -> list[int]:
    """The columns of figures right before a total, back to words or to another total."""
    found: list[int] = []
    for at in range(total - 1, 0, -1):
        header = grid.rows[0][at].text
        told = [number_in(cell(row, at)) is not None for row in grid.rows[1:]]
        if (
            not any(told)
            or _NO_SUM.search(header)
            or _NO_PART.search(header)
            or _ACROSS.search(header)
        ):
            break
        found.append(at)
    return found


def _row_sum(
    row: tuple[Line, ...], columns: list[int], total: int
) -> tuple[tuple[Line, ...], Decimal, Decimal] | None:
    """The row, what its figures make, and what its last cell says; None where a cell holds words."""
    stated = number_in(cell(row, total))
    if stated is None or _NO_SUM.search(row[0].text):
        return None
    cells = [one for at in columns if (one := cell(row, at)) is not None]
    values = [number_in(one) for one in cells]
    blank = [not one.text.strip(" —-–/") for one in cells]
    if any(v is None and not b for v, b in zip(values, blank, strict=True)):
        return None
    return row, sum((v for v in values if v is not None), Decimal(0)), stated


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
        yield from _signs(difference, [row[at : at + 3] for row in grid.rows[1:]])


def _signs(header: str, rows: list[tuple[Line, ...]]) -> Iterator[Remark]:
    """A shortage written like the surpluses of the same column."""
    told = [values for row in rows if (values := _three(row))]
    plain = [all(sign not in row[-1].text for sign in "+＋-－−") for row in rows]
    surplus = any(p > r and s == p - r for r, p, s in told) or "超" in header
    if not surplus or "缺" in header or not all(plain):
        return
    for row in rows:
        values = _three(row)
        if values and values[1] < values[0] and values[2] == values[0] - values[1]:
            required, present, stated = values
            yield _SIGN.at(
                whole(row[2]),
                f"-{row[2].text.strip()}",
                present=present,
                required=required,
                right=-stated,
            )


def _three(cells: tuple[Line, ...]) -> tuple[Decimal, Decimal, Decimal] | None:
    values = [number_in(one) for one in cells]
    required, present, stated = values if len(values) == 3 else (None, None, None)
    if required is None or present is None or stated is None:
        return None
    return required, present, stated


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
        if base == part:
            yield from _of_total(grid, rate)
        for row in rows if base != part else ():
            values = [number_in(cell(row, at)) for at in (base, part, rate)]
            if all(value is not None for value in values):
                yield from _rate(row[rate], *(value for value in values if value is not None))


def _of_total(grid: Grid, rate: int) -> Iterator[Remark]:
    """Shares of the total at the foot of a column: 占比 of each class."""
    last = next((row for row in grid.rows[1:] if _TOTAL.match(row[0].text)), ())
    for at in range(1, len(grid.rows[0])):
        base = number_in(cell(last, at))
        told = [
            (row, value)
            for row in grid.rows[1:]
            if row is not last and (value := number_in(cell(row, at))) is not None
        ]
        rows = [(row, value) for row, value in told if number_in(cell(row, rate)) is not None]
        if at == rate or not base or len(rows) < _FEWEST:
            continue
        fitting = [_is_share(value, base, row[rate]) for row, value in rows]
        if sum(fitting) * 2 > len(rows):
            for row, value in rows:
                yield from _rate(row[rate], base, value, number_in(row[rate]) or Decimal(0))
            return


def _is_share(part: Decimal, base: Decimal, stated: Line) -> bool:
    written = re.search(r"\d+(?:\.\d+)?", stated.text)
    places = len(written.group().partition(".")[2]) if written else 0
    right = round_half_up(Fraction(part) / Fraction(base) * 100, places)
    return written is not None and right == Decimal(written.group())


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
