"""What a report scores: the lines of its score tables, or of a list of scores in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.reports.checker.base import Line, Report
from app.reports.checker.grid import Grid, cell, grids, number_in
from app.reports.checker.outline import district_key
from app.reports.checker.placing import Place, sentences, whole

_TOTAL = re.compile(r"总\s*(?:得\s*)?分|合\s*计|总\s*计|总\s*评")
_LINE = re.compile(
    r"^\s*(?:[（(]?\d{1,2}\s*[)）.．、]\s*)?(?P<name>[^：:，。0-9]{2,24}?)\s*(?:得\s*分|评\s*分|分\s*数|分\s*值)?\s*[：:]\s*"
    r"(?P<score>\d{1,3}(?:\.\d+)?)\s*分"
)
_TOTAL_LINE = re.compile(
    r"(?:总\s*得?\s*分|合计)[^：:，。0-9]{0,6}[：:为]?\s*(?P<score>\d{1,3}(?:\.\d+)?)\s*分"
)
_BASE = re.compile(
    r"[（(].*?[)）]|第?[一二三四五六七八九十\d]+片区?|片区[一二三四五六七八九十\d]+|[\s:：—-]"
)


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

    def groups(self) -> dict[str, tuple[Row, ...]]:
        """Rows by block; more than one only where districts share a block."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.base if row.district else row.name, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}


def score_tables(report: Report) -> tuple[ScoreTable, ...]:
    """Every table with scores, then the list in the text if there is one."""
    return _score_tables(report.lines)


@lru_cache(maxsize=4)
def _score_tables(lines: tuple[Line, ...]) -> tuple[ScoreTable, ...]:
    report = Report(lines)
    found = [table for grid in grids(report) if (table := _table(grid))]
    listed = _listed(report)
    return (*found, *([listed] if listed else []))


def totals_told(report: Report) -> Iterator[Figured]:
    """Total scores that the running text tells, such as （87.11分）."""
    pattern = re.compile(
        r"(?:等\s*级|总\s*得?\s*分|总评|最终得分|综合得分|评估得|评估结果|得分合计)[^。；：]{0,24}?"
        r"(?P<score>\d{2,3}\.\d{1,3})\s*分"
    )
    for line in report.body():
        for match in pattern.finditer(line.text):
            yield Figured(Decimal(match["score"]), Place(line, *match.span("score")))


def _table(grid: Grid) -> ScoreTable | None:
    converted = grid.column("折算|加权|最终")
    raw = grid.column("^\\s*(?:评分|得分|评估得分|评估分数|实得分|原始分|分数)")
    full = grid.column("标准分|满分|分值|权重|总分值")
    if raw is None and converted is None:
        return None
    rows, total = [], None
    for cells in grid.rows[1:]:
        scores = [_figured(cell(cells, at)) for at in (full, raw, converted)]
        name = next((one.text for one in cells if one.text.strip()), "").strip()
        if _TOTAL.search(name):
            last = [one for at in cells if (one := _figured(at))]
            total = total or (last[-1] if last else None)
        elif any(scores):
            rows.append(Row(name, whole(cells[0]), *scores))
    return (
        ScoreTable(tuple(rows), total, raw is not None and converted is not None) if rows else None
    )


def _figured(line: Line | None) -> Figured | None:
    value = number_in(line)
    return Figured(value, whole(line)) if line and value is not None else None


def _listed(report: Report) -> ScoreTable | None:
    """Lines such as 购买方评估得分：18.50分, one party each."""
    rows, total = [], None
    for line in report.body():
        for start, end in sentences(line.text):
            part = line.text[start:end]
            if (found := _LINE.match(part)) and not re.search("总|合计", found["name"]):
                score = _spot(line, start, found)
                name = Place(line, start + found.start("name"), start + found.end("name"))
                rows.append(Row(found["name"].strip(), name, None, score, score))
            if len(rows) > 1 and (found := _TOTAL_LINE.search(part)):
                total = total or _spot(line, start, found)
    return ScoreTable(tuple(rows), total) if len(rows) > 1 and total else None


def _spot(line: Line, offset: int, match: re.Match[str]) -> Figured:
    start, end = match.span("score")
    return Figured(Decimal(match["score"]), Place(line, offset + start, offset + end))
