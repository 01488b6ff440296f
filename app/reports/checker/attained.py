"""What a report tells of targets: how much of each was reached, in tables, in lists and in sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from app.reports.checker.base import Line, Report
from app.reports.checker.grid import Grid, cell, grids, number_in
from app.reports.checker.reached import Reached, in_text
from app.rules.printing import round_half_up

_RATE = "完成率|完成比|完成进度|完成度|达成率|完成情况"
_NAME = "指标(?!.*(?:数|量|值))|项目|内容|任务(?!量|数)|服务"
_TARGET = "(?:协议|全年|年度|目标|计划|任务|合同|约定|指标)(?:指标|任务|目标|要求)?(?:数|量|值)?$|^(?:目标|指标|任务)[值数量]?"
_DONE = (
    "(?:实际|已|上半年|下半年|期内|累计)?(?:完成|实现|达到)(?:数|量|值)?$|^实际(?:数|量|值|完成)?$"
)
_SUM = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|平均)")
_CELLS = re.compile(r"\s*[／|｜\t]\s*|[ 　]{2,}|　")
_PERCENT = re.compile(r"(\d{1,4}(?:\.\d+)?)\s*[%％]")
_MARKED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?")
_NOT_A_NAME = re.compile("月底|截至|月|人次|指标$|全年|^完成")
_BRACKET = re.compile(r"[（(][^）)]*[)）]|\d+(?:\.\d+)?\s*[一-鿿]{0,2}$")
_UPPER = re.compile(r"^(?:建立|新增|新登记|开展|培育|完成|组织)(?=[一-鿿]{2})")
_FEW = 2
_APART = 3
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Targets:
    """Lists of several targets in the order of the text, and all that the text tells of any."""

    lists: tuple[tuple[Reached, ...], ...]
    told: tuple[Reached, ...]

    @classmethod
    def of(cls, report: Report) -> "Targets":
        told = tuple(_in_text(report))
        found = [tuple(_rows(grid)) for grid in grids(report)]
        found += _runs((*_in_columns(report), *told))
        several = (one for one in found if len(one) >= _FEW)
        return cls(tuple(sorted(several, key=_position)), told)

    def list_for(self, line: Line) -> tuple[Reached, ...]:
        """The list that a sentence speaks of: that of its own paragraph, else the last one before it."""
        own = [one for one in self.lists if any(row.line is line for row in one)]
        before = [one for one in self.lists if _position(one) < line.number]
        alone = self.lists[0] if len(self.lists) == 1 else ()
        return own[0] if own else before[-1] if before else alone

    def near(self, line: Line) -> tuple[Reached, ...]:
        """Targets told in a paragraph or right before it, also where they make no list."""
        return tuple(row for row in self.told if -1 < line.number - row.line.number <= _NEAR)


def _position(rows: tuple[Reached, ...]) -> int:
    return rows[0].line.number


def _rows(grid: Grid) -> Iterator[Reached]:
    rate, name = grid.column(_RATE), grid.column(_NAME)
    target, done = grid.column(_TARGET), grid.column(_DONE)
    for row in grid.rows[1:]:
        label = cell(row, name or 0)
        if label is None or not label.text.strip() or _SUM.match(label.text):
            continue
        value = number_in(cell(row, rate)) if rate is not None else None
        value = value if value is not None else _share(cell(row, done), cell(row, target))
        if value is not None:
            yield Reached(label.text.strip(), value, label)


def _share(done: Line | None, target: Line | None) -> Decimal | None:
    part, whole = number_in(done), number_in(target)
    if part is None or not whole or whole < 0 or done is target:
        return None
    return round_half_up(Fraction(part) * 100 / Fraction(whole), 2)


def _in_columns(report: Report) -> Iterator[Reached]:
    """Rows that a text keeps in one line, their cells parted by wide blanks or strokes."""
    for line in report.body():
        cells = [one for one in _CELLS.split(line.text.strip()) if one]
        last = _PERCENT.fullmatch(cells[-1]) if len(cells) > _FEW else None
        if last and not re.search(r"[，。；\d]", cells[0]) and not _SUM.match(cells[0]):
            yield Reached(cells[0], Decimal(last[1]), line)


def _runs(rows: tuple[Reached, ...]) -> list[tuple[Reached, ...]]:
    """Rows of one paragraph, and of paragraphs that follow one another."""
    found: list[list[Reached]] = []
    for row in sorted(rows, key=lambda one: one.line.number):
        last = found[-1][-1].line if found else None
        near = last is not None and row.line.number - last.number < _APART
        if not near or (last != row.line and len(found[-1]) > 1 and found[-1][-2].line == last):
            found.append([])
        found[-1].append(row)
    return [tuple(one) for one in found]


def is_called(row: Reached, words: str) -> bool:
    """Whether words of a sentence mean a target: 志愿者 or 新增志愿者 for 新增志愿者（人）."""
    own = _UPPER.sub("", row.bare)
    return len(words) > 1 and (words in row.bare or (len(own) > 1 and words.endswith(own)))


def _in_text(report: Report) -> Iterator[Reached]:
    """With the words that begin an item where those before its figure say nothing."""
    for row in in_text(report):
        lead = "" if len(row.bare) >= _FEW else _lead(row.line.text, row.end - 1)
        yield replace(row, name=lead) if lead else row


def _lead(text: str, end: int) -> str:
    """The words that begin the item of a list in which a figure stands."""
    begin = max(text.rfind(sign, 0, end) for sign in "；。;") + 1
    item = _MARKED.sub("", text[begin:end])
    for words in re.findall(r"[一-鿿]{2,}", item):
        if not _NOT_A_NAME.search(words):
            return re.sub(r"(?:共|已|总共|累计)?(?:做|接|开|办|走访?|完成|开展)?了?$", "", words)[
                -12:
            ]
    return ""
