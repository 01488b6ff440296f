"""C02 over scores: lines that are rounded, means over districts, totals, weights."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.numbers import figures
from app.reports.checker.placing import Place, Says
from app.reports.checker.scores import Figured, Row, ScoreTable, score_tables, totals_told
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_ROUNDED = Says(
    Family.SUMS,
    N_("{name}: {raw} rounds half up to {right}, but {stated} stands there."),
    Severity.ERROR,
)
_MEAN = Says(
    Family.SUMS,
    N_("{name}: the mean of {values} is {right}, but {stated} stands there."),
    Severity.ERROR,
)
_OVER = Says(
    Family.SUMS, N_("{name} has {raw} points, more than its full mark of {full}."), Severity.ERROR
)
_TOTAL = Says(
    Family.SUMS, N_("The lines of this table add up to {right}, not to {stated}."), Severity.ERROR
)
_TOLD = Says(
    Family.SUMS,
    N_("The text says {stated} points, but the scores add up to {right}."),
    Severity.ERROR,
)
_WEIGHTS = Says(
    Family.SUMS, N_("The weights {values} add up to {right}, not to {whole}."), Severity.ERROR
)
_SHARE = re.compile("占|权重|分值|比重|比例")
_PARTY = re.compile("第三方|购买方|监督方|督导|民政|街道办|镇人民政府|评估机构")


def check_scores(report: Report) -> Iterator[Remark]:
    """Lines, means and totals of score tables, and the total that the text tells."""
    tables = score_tables(report)
    for table in tables:
        for rows in table.groups().values():
            yield from _lines(table, rows)
        yield from _total(table)
    yield from _told(report, tables)


def check_weights(report: Report) -> Iterator[Remark]:
    """The parties' weights of one sentence add up to a hundred."""
    for line in report.body():
        for match in re.finditer(r"[^。\n]+", line.text):
            yield from _weights(Place(line, *match.span()))


def added_up(table: ScoreTable) -> Decimal | None:
    """The sum of what the table's lines print; None where one of them prints nothing."""
    groups = table.groups().values()
    counted = [_printed(rows) for rows in groups]
    values = [one.value for one in counted if one]
    return sum(values, Decimal(0)) if len(values) == len(counted) else None


def _printed(rows: tuple[Row, ...]) -> Figured | None:
    """What a line contributes to the total: the 折算分, else the score if there is one line only."""
    converted = next((row.converted for row in rows if row.converted), None)
    return converted or (rows[0].raw if len(rows) == 1 else None)


def _lines(table: ScoreTable, rows: tuple[Row, ...]) -> Iterator[Remark]:
    for row in rows:
        if row.raw and row.full and row.raw.value > row.full.value:
            yield _OVER.at(row.raw.place, name=row.name, raw=row.raw.value, full=row.full.value)
    raws = [row.raw for row in rows if row.raw]
    stated = next((row.converted for row in rows if row.converted), None)
    if not (table.split and stated and len(raws) == len(rows)):
        return
    exact = sum((Fraction(raw.value) for raw in raws), Fraction(0)) / len(raws)
    right = round_half_up(exact, max(2, stated.places)) if exact >= 0 else stated.value
    if right == stated.value or _weighted(rows[0], stated):
        return
    values = "、".join(str(raw.value) for raw in raws)
    says = _ROUNDED if len(rows) == 1 else _MEAN
    name = rows[0].name if len(rows) == 1 else rows[0].base
    yield says.at(
        stated.place,
        format(right, "f"),
        name=name,
        raw=raws[0].value,
        values=values,
        right=right,
        stated=stated.value,
    )


def _weighted(row: Row, stated: Figured) -> bool:
    """Whether the line was scored out of another mark than its full one, as 85 out of 100."""
    return bool(row.raw and row.full and row.raw.value > row.full.value >= stated.value)


def _total(table: ScoreTable) -> Iterator[Remark]:
    right = added_up(table)
    if table.total and right is not None and len(table.rows) > 1 and table.total.value != right:
        yield _TOTAL.at(table.total.place, right=right, stated=table.total.value)


def _told(report: Report, tables: tuple[ScoreTable, ...]) -> Iterator[Remark]:
    sums = {added_up(table) for table in tables} - {None}
    if len(sums) != 1:
        return
    right = sums.pop()
    at_tables = {table.total.place for table in tables if table.total}
    for told in totals_told(report):
        if told.value != right and told.place not in at_tables:
            agreed = any(table.total and table.total.value == right for table in tables)
            mend = str(right) if agreed else None
            yield _TOLD.at(told.place, mend, stated=told.value, right=right)


def _weights(sentence: Place) -> Iterator[Remark]:
    if len(set(_PARTY.findall(sentence.text))) < 3 or not _SHARE.search(sentence.text):
        return
    found = [f for f in figures(sentence.line.text) if sentence.start <= f.start < sentence.end]
    shares = [f for f in found if f.unit == "%" and not f.rough]
    if len(shares) < 3 or any(share.value >= 100 for share in shares):
        return
    right = sum((share.value for share in shares), Decimal(0))
    if right != 100:
        place = Place(sentence.line, shares[0].start, shares[-1].end)
        values = "、".join(f"{share.written}%" for share in shares)
        yield _WEIGHTS.at(place, values=values, right=right, whole=100)
