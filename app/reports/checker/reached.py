"""How much of its targets a report says was reached, in running text, in tables and in lines of columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.reports.checker.base import Line, Report
from app.reports.checker.grid import cell, grids, number_in
from app.reports.checker.numbers import Figure, figures
from app.reports.checker.percent import completions_in
from app.reports.checker.told_ratios import told_ratios

_COLUMNS = re.compile(
    r"^\s*(?P<name>[一-鿿]{2,12}?)[\s　]+\d[^，。；]*[\s　](?P<percent>\d+(?:\.\d+)?)\s*[%％]\s*$"
)
_TARGET = re.compile(r"(?:全年|年度|目标|指标|协议|任务|计划)[^，。；\d]{0,8}$")
_NO_TARGET = re.compile("访问|调查|样本|问卷|占比|整改|回收|受访|抽")
_PAST = re.compile("中期评估时|上年|去年|上一|当时|上半年|前期")
_VERBS = re.compile(r"^.*?完成(?=.)|完成率?$|(?:做了|开展了?|接了|共|已)+$|只有$|仅$|只$|\s")
_SUBJECT = re.compile(r"(?P<name>[一-鿿“”]{2,14})(?:分别)?[：:]?$")


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of a target was reached, of which, and where it stands in its line."""

    name: str
    percent: Decimal
    line: Line
    end: int = 0

    @property
    def bare(self) -> str:
        """The name without its unit and its figure."""
        return re.sub(r"[（(].*|\d.*", "", self.name).strip()


def completions(report: Report) -> tuple[Reached, ...]:
    """Percentages of targets, each once; the same of two targets are two."""
    found: dict[tuple[str, Decimal], Reached] = {}
    for one in (*in_text(report), *_in_tables(report)):
        found.setdefault((one.bare[-4:], one.percent), one)
    return tuple(found.values())


def in_text(report: Report) -> Iterator[Reached]:
    """Every percentage of a target in running text and in lines of columns."""
    for line in report.body():
        if columns := _COLUMNS.match(line.text):
            yield Reached(columns["name"], Decimal(columns["percent"]), line, len(line.text))
            continue
        told = list(_of_line(line))
        yield from (one for one in told if not _NO_TARGET.search(one.name))


def _of_line(line: Line) -> Iterator[Reached]:
    seen: set[int] = set()
    for stated, part in completions_in(line):
        seen.add(stated.start)
        begin = line.text.rfind("。", 0, stated.start) + 1
        if not _PAST.search(line.text, begin, stated.start):
            yield Reached(_name(line.text, part or stated, part), stated.value, line, stated.end)
    for ratio in told_ratios(line):
        if ratio.stated.start not in seen and (part := _of_target(line, ratio.stated)):
            yield Reached(_name(line.text, part, part), ratio.stated.value, line, ratio.stated.end)


def _of_target(line: Line, stated: Figure) -> Figure | None:
    """What was done, where a percentage is one of a target told right before it."""
    before = [f for f in figures(line.text) if f.end <= stated.start and not f.percent][-2:]
    if len(before) == 2 and _TARGET.search(line.text[: before[1].start][-16:]):
        return before[0]
    return None


def _name(text: str, figure: Figure, part: Figure | None) -> str:
    """The words before a figure that say what was done, with the figure where they say little."""
    clause = re.split(r"[，,。；;：:、（()）\d%％]", text[: figure.start])[-1]
    name = _VERBS.sub("", clause.strip())[-12:]
    return name + text[part.start : part.end] if part and len(name) < 3 else name


def _in_tables(report: Report) -> Iterator[Reached]:
    for grid in grids(report):
        rate = grid.column("完成率|完成比|完成进度|完成度")
        name = grid.column("指标(?!.*(?:数|量))|项目|内容")
        for row in grid.rows[1:] if rate is not None else ():
            value, label = number_in(cell(row, rate)), cell(row, name or 0)
            if value is not None and label is not None and not label.text.strip().startswith("合"):
                yield Reached(label.text.strip(), value, label)
