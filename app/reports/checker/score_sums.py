"""C02 over scores: lines that are rounded, means over districts, totals, weights."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Remark, Report
from app.reports.checker.numbers import figures
from app.reports.checker.placing import Place, Says, sentences
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
_WEIGHT = re.compile(
    r"(?P<party>第三方|购买方|镇街|镇人民政府|街道|督导|监督方|民政)[^，。；、\d]{0,18}?"
    r"[（(]?(?:占比?|分值|权重|比重)*[^，。；、\d]{0,4}(?P<share>\d{1,2}(?:\.\d+)?)\s*(?P<unit>[%％分])"
)
_SUBTOTAL = re.compile("小计|第三方|评估机构")
_COMPOSED = re.compile(
    r"第三方[^，。；\d]{0,8}(?P<share>\d{2}(?:\.\d+)?)\s*[分%％](?:中|由|包括|分为|其中)[，：:]?"
)


def check_scores(report: Report) -> Iterator[Remark]:
    """Lines, means and totals of score tables, and the total that the text tells."""
    tables = score_tables(report)
    for table in tables:
        for rows in table.groups().values():
            yield from _lines(table, rows)
        others = {added_up(one) for one in tables if one is not table}
        if table.total and table.total.value not in others:
            yield from _total(table)
    yield from _told(report, tables)


def check_weights(report: Report) -> Iterator[Remark]:
    """The parties' weights of one sentence add up to a hundred."""
    for line in report.body():
        for match in re.finditer(r"[^。\n]+", line.text):
            yield from _weights(Place(line, *match.span()))


def added_up(table: ScoreTable) -> Decimal | None:
    """The sum of what the table's lines print; None where one of them prints nothing."""
    counted = {name: _printed(rows) for name, rows in table.groups().items()}
    values = {name: one.value for name, one in counted.items() if one}
    if len(values) != len(counted):
        return None
    return sum((values[name] for name in values if not _is_subtotal(name, values)), Decimal(0))


def _is_subtotal(name: str, values: dict[str, Decimal]) -> bool:
    """Whether a line is the sum of at least two lines right before or behind it, and says so."""
    if name.startswith("其中"):
        return True
    if not _SUBTOTAL.search(name):
        return False
    at, listed = list(values).index(name), list(values.values())
    before = (listed[begin:at] for begin in range(at - 1))
    behind = (listed[at + 1 : end] for end in range(at + 3, len(listed) + 1))
    return any(sum(run) == values[name] for run in (*before, *behind)) or "小计" in name


def _printed(rows: tuple[Row, ...]) -> Figured | None:
    """What a line contributes to the total: the 折算分, else the score if there is one line only."""
    converted = next((row.converted for row in rows if row.converted), None)
    return converted or (rows[0].raw if len(rows) == 1 else None)


def _lines(table: ScoreTable, rows: tuple[Row, ...]) -> Iterator[Remark]:
    if _is_weighted(table):
        yield from _weighted(rows[0])
        return
    for row in rows:
        if row.raw and row.full and row.raw.value > row.full.value:
            yield _OVER.at(row.raw.place, name=row.name, raw=row.raw.value, full=row.full.value)
    raws = [row.raw for row in rows if row.raw]
    stated = next((row.converted for row in rows if row.converted), None)
    if not (table.split and stated and len(raws) == len(rows)):
        return
    exact = sum((Fraction(raw.value) for raw in raws), Fraction(0)) / len(raws)
    yield from _converted(rows, exact, stated, "、".join(str(raw.value) for raw in raws))


def _converted(
    rows: tuple[Row, ...], exact: Fraction, stated: Figured, values: str
) -> Iterator[Remark]:
    right = round_half_up(exact, max(2, stated.places)) if exact >= 0 else stated.value
    if right != stated.value:
        says = _ROUNDED if len(rows) == 1 else _MEAN
        name = rows[0].name if len(rows) == 1 else rows[0].base
        told = {"name": name, "raw": values, "values": values}
        yield says.at(stated.place, format(right, "f"), right=right, stated=stated.value, **told)


def _is_weighted(table: ScoreTable) -> bool:
    """Whether scores are given out of a hundred, and the full marks are weights."""
    rows = [r for r in table.rows if r.raw and r.full and r.converted]
    above = [r for r in rows if r.raw and r.full and r.raw.value > r.full.value]
    return table.split and len(above) * 2 > len(rows)


def _weighted(row: Row) -> Iterator[Remark]:
    if row.raw and row.full and row.converted:
        exact = Fraction(row.raw.value) * Fraction(row.full.value) / 100
        values = f"{row.raw.value}×{row.full.value}%"
        yield from _converted((row,), exact, row.converted, values)


def _total(table: ScoreTable) -> Iterator[Remark]:
    right = added_up(table)
    if table.total is None or right is None or len(table.rows) < 2 or table.total.value == right:
        return
    if not _lacks_lines(table, right):
        yield _TOTAL.at(table.total.place, right=right, stated=table.total.value)


def _lacks_lines(table: ScoreTable, right: Decimal) -> bool:
    """Whether lines that the text words in another way may be what a total has more, or it is a mean."""
    values = [one.value for rows in table.groups().values() if (one := _printed(rows))]
    stated = table.total.value if table.total else right
    mean = min(values) <= stated <= max(values)
    return table.in_text and (mean or stated - right >= min(values))


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
    """Each party's share, once; in percent, or in points of a hundred that the sentence names."""
    found = {m["party"]: m for m in reversed(list(_WEIGHT.finditer(sentence.text)))}
    matches = sorted(found.values(), key=re.Match.start)
    units = {m["unit"].replace("％", "%") for m in matches}
    points = units == {"分"} and not re.search(
        r"(?:满分|总分)[^，。；]{0,6}100|100分", sentence.text
    )
    if len(matches) < 4 or len(units) != 1 or points:
        return
    shares = [Decimal(m["share"]) for m in matches]
    right = sum(shares, Decimal(0))
    if right != 100:
        start, end = sentence.start + matches[0].start("share"), sentence.start + matches[-1].end()
        values = "、".join(f"{share}{m['unit']}" for share, m in zip(shares, matches, strict=True))
        yield _WEIGHTS.at(Place(sentence.line, start, end), values=values, right=right, whole=100)


def check_composition(report: Report) -> Iterator[Remark]:
    """“第三方55分中，甲10分、乙15分…”: blocks against the points of their party."""
    for line in report.body():
        for start, end in sentences(line.text):
            match = _COMPOSED.search(line.text, start, end)
            behind = [f for f in figures(line.text) if match and match.end() <= f.start < end]
            blocks = [f for f in behind if f.unit in {"分", "%"} and not f.rough]
            if match is None or len(blocks) < 2 or len(blocks) != len(behind):
                continue
            stated, right = Decimal(match["share"]), sum((f.value for f in blocks), Decimal(0))
            if right != stated:
                values = "、".join(f.written for f in blocks)
                place = Place(line, blocks[0].start, blocks[-1].end)
                yield _WEIGHTS.at(place, values=values, right=right, whole=stated)
