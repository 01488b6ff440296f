"""What a report scores: the lines of its score tables, or of a list of scores in the text."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.reports.checker.base import Line, Report
from app.reports.checker.grid import Grid, cell, grids, number_in
from app.reports.checker.numbers import Figure
from app.reports.checker.outline import district_key
from app.reports.checker.placing import Place, sentences, whole
from app.reports.checker.score_text import Kind, Scored, line_score, points_in

_TOTAL = re.compile(r"总\s*(?:得\s*)?分|合\s*计|总\s*计|总\s*评")
_MEAN = re.compile("平均|均值|均分")
_TOTAL_LINE = re.compile(
    r"(?:总\s*得?\s*分|合计)[^：:，。0-9]{0,6}[：:为]?\s*(?P<score>\d{1,3}(?:\.\d+)?)\s*分"
)
_TOLD = re.compile(
    r"(?:等\s*级|总\s*得?\s*分|总评分?|最终得分|综合得分|评估得|评估结果|得分合计|最终成绩)[^。；：]{0,24}?"
    r"(?P<score>\d{2,3}\.\d{1,3})\s*分"
)
_SOMEBODY = re.compile(
    "第三方|购买方|监督方|督导|民政|街道|镇街|其中|片区|上年|上一年|去年|以上为|以下|至|平均|均值|困难|量表|前测|后测|由"
)
_BRACKET = re.compile(r"[（(](?!满分)[^（）()]{1,12}[）)]$")
_BASE = re.compile(
    r"[（(].*?[)）]|第?[一二三四五六七八九十\d]+片区?|片区[一二三四五六七八九十\d]+|[\s:：—-]"
)
_WEIGHTS = Decimal(100)
_RAW = r"^\s*(?:评分|得分|评估得分|评估分数|实得分|原始分|分数)(?!方|主体|者|人|单位|项|内容)"


@dataclass(frozen=True, slots=True)
class Figured:
    """A number with the place where it stands."""

    value: Decimal
    place: Place

    @property
    def places(self) -> int:
        """Digits after the point, as printed."""
        return len(self.place.text.strip().rstrip("分 ").partition(".")[2])


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a score table. `base` is the block that districts share, `district` its key."""

    name: str
    place: Place
    full: Figured | None
    raw: Figured | None
    converted: Figured | None

    @property
    def base(self) -> str:
        return _BASE.sub("", self.name) or self.name

    @property
    def district(self) -> str:
        return district_key(self.name)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """`total` is what the table itself prints. `split` holds where raw and converted are two columns."""

    rows: tuple[Row, ...]
    total: Figured | None
    split: bool = False
    upper: tuple[Row, ...] = ()
    in_text: bool = False

    def groups(self) -> dict[str, tuple[Row, ...]]:
        """Rows by block; more than one only where districts share a block."""
        bare = Counter(_BRACKET.sub("", row.name) for row in self.rows)
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            shared = _BRACKET.sub("", row.name)
            name = row.base if row.district else row.name
            found.setdefault(shared if bare[shared] > 1 else name, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}


def score_tables(report: Report) -> tuple[ScoreTable, ...]:
    """Every table with scores, then the list in the text if there is one."""
    return _score_tables(report.lines)


@lru_cache(maxsize=4)
def _score_tables(lines: tuple[Line, ...]) -> tuple[ScoreTable, ...]:
    report = Report(lines)
    found = [table for grid in grids(report) if (table := _table(grid))]
    listed = _listed(report)
    inline = (table for line in report.body() if (table := _inline(line)))
    return (*found, *([listed] if listed else []), *inline)


def totals_told(report: Report) -> Iterator[Figured]:
    """Total scores that the running text tells, such as （87.11分）."""
    for line in report.body():
        for match in _TOLD.finditer(line.text):
            begin = max(0, match.start() - 8)
            if not _SOMEBODY.search(line.text, begin, match.end()):
                yield Figured(Decimal(match["score"]), Place(line, *match.span("score")))


def _table(grid: Grid) -> ScoreTable | None:
    converted = grid.column("折算|加权|最终")
    raw = grid.column(_RAW)
    full = grid.column("标准分|满分|分值|权重|总分值")
    if raw is None and converted is None:
        return None
    rows, total = [], None
    for cells, label in zip(grid.rows[1:], _labels(grid), strict=True):
        scores = [_figured(cell(cells, at)) for at in (full, raw, converted)]
        if _TOTAL.search(label.text) and _MEAN.search(label.text):
            continue
        if _TOTAL.search(label.text):
            last = [one for at in cells if (one := _figured(at))]
            total = total or (last[-1] if last else None)
        elif any(scores):
            rows.append(Row(label.text.strip(), whole(label), *scores))
    split = raw is not None and converted is not None
    return ScoreTable(tuple(rows), total, split, tuple(_upper(grid))) if rows else None


def _labels(grid: Grid) -> Iterator[Line]:
    """The cell that names each row: the first, or the next one where several rows share the first."""
    for at, row in enumerate(grid.rows[1:], 1):
        words = [one for one in row if one.text.strip() and number_in(one) is None]
        shared = _is_shared(grid, at) and len(words) > (1 if row[0].text.strip() else 0)
        own = words[1:] if shared and row[0].text.strip() else words
        yield own[0] if own else row[0]


def _is_shared(grid: Grid, at: int) -> bool:
    """Whether the first cell of a row goes on below, or is part of the one above."""
    below = grid.rows[at + 1][0] if at + 1 < len(grid.rows) else None
    own = grid.rows[at][0].text.strip()
    return not own or (below is not None and below.text.strip() in {"", own})


def _upper(grid: Grid) -> Iterator[Row]:
    """What a table of two levels gives to the upper one: 一级得分."""
    score = grid.column(r"^\s*一级(?:指标)?(?:得|评)\s*分|^\s*小\s*计")
    for row in grid.rows[1:] if score else ():
        figured = _figured(cell(row, score))
        if figured and row[0].text.strip() and not _TOTAL.search(row[0].text):
            yield Row(row[0].text.strip(), whole(row[0]), None, figured, None)


def _figured(line: Line | None) -> Figured | None:
    value = number_in(line)
    return Figured(value, whole(line)) if line and value is not None else None


def _listed(report: Report) -> ScoreTable | None:
    """Lines such as 购买方评估得分：18.50分, one party each."""
    rows, total = [], None
    for line in report.body():
        for start, end in sentences(line.text):
            part = line.text[start:end]
            if one := line_score(line.text, start, end):
                rows.append(_row(line, one))
            if len(rows) > 1 and (found := _TOTAL_LINE.search(part)):
                total = total or _spot(line, start, found)
    return ScoreTable(tuple(rows), total, in_text=True) if len(rows) > 1 and total else None


def _inline(line: Line) -> ScoreTable | None:
    """“第三方46.35分，购买方18.50分…，总分87.35分” in one paragraph."""
    for match in re.finditer(
        r"[^。\n]+(?:。(?=[^。\n]{0,10}(?:总得?分|合计|共得))[^。\n]+)?", line.text
    ):
        points = points_in(line.text, *match.span())
        totals = points.of(Kind.TOTAL) if points else []
        if not points or len(totals) != 1 or totals[0].value == _WEIGHTS:
            continue
        found = list(points.scored())
        ahead = [one for one in found if one.score.end <= totals[0].start]
        listed = ahead or [one for one in found if one.score.start >= totals[0].end]
        names = {one.name for one in listed}
        counted = len(points.of(Kind.SCORE)) + len(points.of(Kind.MEAN))
        if len(names) == len(listed) == counted > 1:
            return ScoreTable(tuple(_row(line, one) for one in listed), _at(line, totals[0]))
    return None


def _row(line: Line, one: Scored) -> Row:
    place = Place(line, one.start, one.start + len(one.name))
    full = _at(line, one.full) if one.full else None
    return Row(one.name, place, full, _at(line, one.score), _at(line, one.score))


def _at(line: Line, figure: Figure) -> Figured:
    return Figured(figure.value, Place(line, figure.start, figure.start + len(figure.written)))


def _spot(line: Line, offset: int, match: re.Match[str]) -> Figured:
    start, end = match.span("score")
    return Figured(Decimal(match["score"]), Place(line, offset + start, offset + end))
