"""The score summary 评分汇总表 as data, and the words that stand in its cells.

It is a Chinese document, whatever language the windows speak.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from app.exchange.summary_formulas import OPEN
from app.exchange.workbook_form import NA_WORD
from app.model.decision import VetoState
from app.model.instrument import Below, Instrument, Level, MergeRule, Method, NotApplicable
from app.model.outcome import BlockDistrict, Cell, Given, GivenState, Outcome
from app.model.setup import Setup
from app.model.text import plain
from app.rules.merging import TRIMMABLE
from app.rules.printing import round_half_up

TOTAL_SHEET = "总表"
NOT_ASSIGNED = "—"
PLACES = 9

METHODS = {
    Method.MEAN: "平均",
    Method.TRIMMED: "去一高一低后平均",
    Method.MEDIAN: "中位数",
    Method.LEAD: "主评的分",
    Method.CONSENSUS: "商定一致",
}
_NA = {
    NotApplicable.SCALE: "不适用的项目按其余项目折算",
    NotApplicable.FULL: "不适用的项目按满分计",
    NotApplicable.ZERO: "不适用的项目按零分计",
}
VETO_STATES = {
    VetoState.FOUND: "发现",
    VetoState.NOT_FOUND: "未发现",
    VetoState.UNVERIFIED: "未核实",
}


@dataclass(frozen=True, slots=True)
class SummaryInput:
    """Everything that the summary is made from, as frozen data for a job."""

    setup: Setup
    instrument: Instrument
    outcome: Outcome
    written_at: datetime


def settled_word(cell: Cell) -> str | Decimal | None:
    """The settlement as a number; one that holds no more as a word."""
    if cell.settlement is None:
        return None
    points = cell.settlement.points
    return f"已过时（{plain(points)}）" if cell.settlement_outdated else points


def cell_figure(cell: Cell) -> str | Decimal:
    """The program's value of a merged cell."""
    return _figure(cell.value, is_open=bool(cell.open), out=cell.out)


def part_figure(part: BlockDistrict) -> str | Decimal:
    """The program's value of a block in one district."""
    return _figure(part.value, is_open=bool(part.open), out=part.out)


def _figure(value: Fraction | None, *, is_open: bool, out: bool) -> str | Decimal:
    if is_open or (value is None and not out):
        return OPEN
    return NA_WORD if value is None else round_half_up(value, PLACES)


def known(figure: Decimal | str | None) -> Decimal | str:
    """A figure of the program, or that it is open."""
    return OPEN if figure is None else figure


def rule_words(rule: MergeRule, na: NotApplicable, lead: str) -> str:
    """How the block's scores are merged, in a sentence under its heading."""
    level = "按每位评委的合计" if rule.level is Level.SUM else "按项目"
    words = [f"合分：{level}，{METHODS[rule.method]}"]
    if rule.method is Method.LEAD:
        words[0] += f"（{lead or '还没有主评'}）"
    elif rule.method is Method.TRIMMED:
        below = "取平均" if rule.below is Below.MEAN else "不定"
        words.append(f"不足 {max(rule.minimum, TRIMMABLE)} 人时{below}")
    elif rule.below is Below.OPEN and rule.minimum > 1:
        words.append(f"不足 {rule.minimum} 人时不定")
    return f"{'；'.join([*words, _NA[na]])}。"


def note_words(cell: Cell, names: dict[str, str]) -> str:
    """Why a cell stands as it does: its settlement, and values that were chosen between."""
    found = [
        f"{names[g.panelist]}两台电脑不一致（{'、'.join(g.values)}），取 {plain(g.points)}"
        for g in cell.givens
        if g.state is GivenState.POINTS and g.points is not None and _was_chosen(g)
    ]
    if cell.settlement is not None:
        settlement = cell.settlement
        found.append(f"裁定 {plain(settlement.points)}：{settlement.reason}（{settlement.by}）")
    return "；".join(found)


def _was_chosen(given: Given) -> bool:
    return len(given.values) > 1 and plain(given.points or Decimal()) in given.values


def raters_of(parts: Sequence[BlockDistrict], setup: Setup) -> tuple[str, ...]:
    """Ids of all who are to score there, in the panel's order."""
    found = {g.panelist for part in parts for cell in part.cells for g in cell.givens}
    return tuple(person.id for person in setup.panel if person.id in found)
