"""C23 between text and tables: what a district tells, against its cell or the table's whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.grid import cell, grids, number_in
from app.reports.checker.outline import district_key
from app.reports.checker.placing import Place, Says, of, whole
from app.reports.checker.told import Told, told

_CELL = Says(
    Family.DISTRICTS,
    N_("The table has {other} for this in line {number}, and {value} is told here."),
)
_WHOLE = Says(
    Family.DISTRICTS,
    N_("The districts have {values} in the text, together {right}; the table gives {stated}."),
)
_MOST = 200
_UNITS = frozenset((*"人名位户份条件支篇封个场次节宗项", "人次", "户次"))
_UNIT = re.compile(r"[（(].*?[)）]|\s|数量?$|人数$|总数$|已?完成(?=.)")
_ALL = re.compile("^(?:合计|总计|全站|共计|总数)$")
_OTHER_MEANING = re.compile("应|计划|目标|任务|指标|标准")

Cells = dict[tuple[str, str], Line]


def check_district_tables(report: Report) -> Iterator[Remark]:
    """Single cells first, then what the districts add up to."""
    cells = _cells(report)
    found = [one for one in told(report) if one.district and one.figure.unit in _UNITS]
    nouns = sorted({noun for _district, noun in cells}, key=len, reverse=True)[:_MOST]
    districts = {one.district for one in found}
    by_noun: dict[str, dict[str, list[Told]]] = {}
    for one in found if cells else ():
        if noun := _named_in(one, nouns):
            by_noun.setdefault(noun, {}).setdefault(one.district, []).append(one)
    for noun, by_district in by_noun.items():
        single = {key: ones[0] for key, ones in by_district.items() if len(ones) == 1}
        for key, one in single.items():
            yield from _compared(one, cells.get((key, noun)))
        if len(single) == len(districts) > 1 and not any((key, noun) in cells for key in single):
            yield from _added(list(single.values()), cells.get(("", noun)))


def _named_in(one: Told, nouns: list[str]) -> str:
    """The longest name of the tables with which what is counted ends."""
    return next((noun for noun in nouns if any(own.endswith(noun) for own in one.nouns)), "")


def _compared(one: Told, line: Line | None) -> Iterator[Remark]:
    value = number_in(line)
    if line is not None and value is not None and value != one.figure.value:
        values = {"other": value, "number": line.number, "value": one.figure.value}
        yield _CELL.at(of(one.line, one.figure), **values)


def _added(ones: list[Told], line: Line | None) -> Iterator[Remark]:
    value, right = number_in(line), sum((one.figure.value for one in ones), Decimal(0))
    if line is not None and value is not None and value != right:
        values = "、".join(str(one.figure.value) for one in ones)
        place: Place = whole(line)
        yield _WHOLE.at(place, values=values, right=right, stated=value)


def _cells(report: Report) -> Cells:
    """The cell of each district and noun, whichever way the table lies; of none where two tell it."""
    found: dict[tuple[str, str], list[Line]] = {}
    for grid in grids(report):
        head = grid.rows[0]
        for row in grid.rows[1:]:
            for column in range(1, min(len(row), len(head))):
                keys = _key(row[0], head[column])
                value = cell(row, column)
                if keys and value is not None:
                    found.setdefault(keys, []).append(value)
    return {keys: lines[0] for keys, lines in found.items() if len(lines) == 1}


def _key(row: Line, column: Line) -> tuple[str, str] | None:
    """District and noun of a cell; an empty district is the whole."""
    for where, what in ((row.text, column.text), (column.text, row.text)):
        district = district_key(where)
        if (district or _ALL.match(where.strip())) and not _OTHER_MEANING.search(what):
            noun = _UNIT.sub("", what.strip())
            return (district, noun) if len(noun) > 1 else None
    return None
