"""C02 over scores that the text tells once more: of a block, of a party, of the mean of districts."""

import re
from collections.abc import Iterator
from fractions import Fraction

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.numbers import Figure
from app.reports.checker.outline import district_key
from app.reports.checker.placing import Place, Says, sentences
from app.reports.checker.score_text import Kind, Points, points_in
from app.reports.checker.scores import Figured, Row, ScoreTable, score_tables
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_OTHER = Says(
    Family.SUMS,
    N_("{name} has {stated} points here, and {right} in line {number}."),
    Severity.ERROR,
)
_MEAN = Says(
    Family.SUMS,
    N_("{name}: the mean of {values} is {right}, but {stated} stands there."),
    Severity.ERROR,
)
_NOT_THIS = re.compile(r"片区?(?![均分]|平均)|社区|上年|上一|去年|往年|目标|最高|最低|满分$")
_BETWEEN = re.compile(
    r"[^，。；、：（()）\d]{0,8}[：（(，,]?\s*(?:满分\s*\d+\s*分\s*[，,、；]?)?[^，。；、（()）\d]{0,10}$"
)
_PLACED = re.compile(r"(?:片区?|社区|村|点|组|部)[^，。；、\d]{0,6}$")
_WEIGHTS = re.compile("组成|构成|占比|权重|分值|各占|总分(?:为)?100|满分(?:为)?100")
_SHORTEST = 3
_MOST = 60


def check_named_scores(report: Report) -> Iterator[Remark]:
    """Every score beside the name of a line of a score table, and every mean of districts."""
    tables = score_tables(report)
    told = {name: rows for table in tables for name, rows in _by_name(table)}
    names = sorted(told, key=len, reverse=True)[:_MOST]
    any_name = re.compile("|".join(map(re.escape, names))) if names else None
    for line in report.body():
        if "分" not in line.text:
            continue
        for start, end in sentences(line.text):
            points = points_in(line.text, start, end)
            if points and points.found and not _are_weights(line.text[start:end], points):
                yield from _mean(Place(line, start, end), points, told)
                if any_name:
                    yield from _named(Place(line, start, end), points, any_name, told)


def _are_weights(sentence: str, points: Points) -> bool:
    """Whether a sentence says how many points there are, and not how many were given."""
    given = sum(f.value for f in (*points.of(Kind.SCORE), *points.of(Kind.MEAN)))
    whole = {f.value for f in (*points.of(Kind.FULL), *points.of(Kind.TOTAL))}
    return (
        bool(_WEIGHTS.search(sentence)) or given == 100 or (given in whole and given == int(given))
    )


def _by_name(table: ScoreTable) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for rows in table.groups().values():
        name = rows[0].base if len(rows) > 1 else rows[0].name
        if len(name) >= _SHORTEST:
            yield name, rows
    yield from ((row.name, (row,)) for row in table.upper)


def _named(
    sentence: Place, points: Points, any_name: re.Pattern[str], told: dict[str, tuple[Row, ...]]
) -> Iterator[Remark]:
    """The first score behind a name is that of the line of this name."""
    line = sentence.line
    matches = list(any_name.finditer(line.text, sentence.start, sentence.end))
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else sentence.end
        behind = [
            (one, kind)
            for one, kind in points.found
            if kind in {Kind.SCORE, Kind.MEAN} and match.end() <= one.start < end
        ]
        if not behind:
            continue
        one, kind = behind[0]
        between = line.text[match.end() : one.start]
        rows = told[match.group()]
        of_district = bool(district_key(sentence.text))
        several = len(rows) > 1 and kind is not Kind.MEAN and of_district
        if several or not _BETWEEN.fullmatch(between) or _NOT_THIS.search(between):
            continue
        yield from _held(line, one, match.group(), rows)


def _held(line: Line, one: Figure, name: str, rows: tuple[Row, ...]) -> Iterator[Remark]:
    cells = [f for row in rows for f in (row.converted, row.raw) if f]
    if len(rows) > 1:
        cells = [row.converted for row in rows if row.converted]
    known = {f.value for f in (*cells, *(row.full for row in rows)) if f}
    at = {(f.place.line, f.place.start) for f in cells}
    if not cells or one.value in known or (line, one.start) in at:
        return
    right = cells[0]
    place = Place(line, one.start, one.start + len(one.written))
    yield _OTHER.at(
        place, name=name, stated=one.value, right=right.value, number=right.place.line.number
    )


def _mean(sentence: Place, points: Points, told: dict[str, tuple[Row, ...]]) -> Iterator[Remark]:
    """The scores of districts against the mean that stands beside them or in the table."""
    text, line = sentence.line.text, sentence.line
    if "平均" not in sentence.text and "均值" not in sentence.text:
        return
    placed = [
        f for f in points.of(Kind.SCORE) if _PLACED.search(text[max(0, f.start - 12) : f.start])
    ]
    means = points.of(Kind.MEAN)
    if len(placed) < 2 or len(means) > 1 or len(placed) != len(points.of(Kind.SCORE)):
        return
    exact = sum((Fraction(f.value) for f in placed), Fraction(0)) / len(placed)
    values = "、".join(f.written for f in placed)
    named = next((name for name in told if name in sentence.text), "")
    if means:
        place = Place(line, means[0].start, means[0].start + len(means[0].written))
        stated = [Figured(means[0].value, place)]
    else:
        stated = [f for row in told.get(named, ()) for f in (row.converted or row.raw,) if f][:1]
    for one in stated:
        right = round_half_up(exact, max(2, one.places))
        if right != one.value and round_half_up(exact, one.places) != one.value:
            told_of = {"name": named, "values": values, "right": right, "stated": one.value}
            yield _MEAN.at(one.place, format(right, "f"), **told_of)
