"""A page of the score summary: the station or one district, every item and what everybody gave."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from app.exchange import summary_formulas as formulas
from app.exchange.summary_form import (
    NOT_ASSIGNED,
    SummaryInput,
    cell_figure,
    note_words,
    part_figure,
    raters_of,
    rule_words,
    settled_word,
)
from app.exchange.workbook_look import Look, put, put_height, put_page, put_text
from app.model.instrument import Block
from app.model.outcome import BlockDistrict, Cell
from app.rules.columns import column_name
from app.rules.given_words import given_word, outdated_picks

HEAD_ROW = 4
LABEL, FULL = "A", "B"
_FIRST_RATER = 2
_LABEL_WIDTH, _NOTE_WIDTH = 34, 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; `raters` by panelist."""

    raters: dict[str, str]
    rule: str
    settled: str
    used: str
    program: str
    check: str
    note: str

    @property
    def all(self) -> tuple[str, ...]:
        return (LABEL, FULL, *self.raters.values(), *self.after)

    @property
    def after(self) -> tuple[str, ...]:
        return (self.rule, self.settled, self.used, self.program, self.check, self.note)

    def given(self, row: int) -> str:
        """The cells of all raters in a row."""
        letters = list(self.raters.values())
        return f"{letters[0]}{row}:{letters[-1]}{row}"


def columns_for(raters: Sequence[str]) -> Columns:
    """One column at least, so that a page on which nobody scores has cells to count."""
    people = list(raters) or [""]
    letters = [column_name(_FIRST_RATER + n) for n in range(len(people) + 6)]
    own = dict(zip(people, letters, strict=False))
    return Columns(own, *letters[len(people) :])


@dataclass(slots=True)
class PlacePage:
    """A page being written; `values` are the cells of its blocks' results, by block."""

    page: Worksheet
    given: SummaryInput
    columns: Columns
    names: dict[str, str]
    values: dict[str, str] = field(default_factory=dict)


def write_place(
    page: Worksheet, given: SummaryInput, parts: Sequence[BlockDistrict]
) -> dict[str, str]:
    """Writes a page; returns the cell of each block's result, by the block's id."""
    names = {person.id: person.name for person in given.setup.panel}
    made = PlacePage(page, given, columns_for(raters_of(parts, given.setup)), names)
    _write_head(made)
    row = HEAD_ROW + 1
    for part in parts:
        row = _write_block(made, row, part)
    put_page(page, _widths(made.columns), hidden=(), freeze=f"C{HEAD_ROW + 1}", head=HEAD_ROW)
    return made.values


def _widths(columns: Columns) -> dict[str, float]:
    widths = dict.fromkeys(columns.all, 12.0)
    return widths | {LABEL: _LABEL_WIDTH, FULL: 7, columns.check: 7, columns.note: _NOTE_WIDTH}


def _write_head(made: PlacePage) -> None:
    columns = made.columns
    put_text(made.page, "A1", f"评分汇总表（{made.page.title}）", Look.TITLE)
    put_text(made.page, "A2", made.given.setup.station.name, Look.PLAIN)
    words = "“按规则”“采用”两栏和各部分得分是公式，改了评委的分就重新算；“程序值”是导出时的。"
    put_text(made.page, "A3", words, Look.NOTE)
    put_text(made.page, f"{LABEL}{HEAD_ROW}", "项目", Look.HEAD)
    put_text(made.page, f"{FULL}{HEAD_ROW}", "满分", Look.HEAD)
    for rater, letter in columns.raters.items():
        put_text(made.page, f"{letter}{HEAD_ROW}", made.names.get(rater, "无人评分"), Look.HEAD)
    for letter, word in zip(
        columns.after, ("按规则", "裁定", "采用", "程序值", "核对", "说明"), strict=True
    ):
        put_text(made.page, f"{letter}{HEAD_ROW}", word, Look.HEAD)


def _write_block(made: PlacePage, row: int, part: BlockDistrict) -> int:
    """The block's rows; returns the row after them."""
    block = part.block
    _fill(made, row, Look.BLOCK)
    put_text(made.page, f"{LABEL}{row}", block.label, Look.BLOCK)
    put(made.page, f"{FULL}{row}", block.full, Look.FIGURE)
    lead = made.given.setup.lead_for(block.id)
    words = rule_words(block.merge, block.na, made.names.get(lead or "", ""))
    start = next(iter(made.columns.raters.values()))
    put_text(made.page, f"{start}{row}", words, Look.SMALL)
    made.page.merge_cells(f"{start}{row}:{made.columns.note}{row}")
    put_height(made.page, row, {LABEL: block.label}, _widths(made.columns))
    first = row + 1
    for offset, cell in enumerate(part.cells):
        _write_item(made, first + offset, cell, merges=part.sums is None)
    last = first + len(part.cells) - 1
    end = last + 1
    if part.sums is not None:
        _write_sums(made, end, part, part.sums, (first, last))
        end += 1
    _write_value(made, end, part, (first, last))
    return end + 1


def _fill(made: PlacePage, row: int, look: Look) -> None:
    for letter in made.columns.all:
        put(made.page, f"{letter}{row}", None, look)


def _write_item(made: PlacePage, row: int, cell: Cell, *, merges: bool) -> None:
    item, columns = cell.item, made.columns
    label = f"{item.group}·{item.label}" if item.group else item.label
    put_text(made.page, f"{LABEL}{row}", label, Look.CELL)
    put(made.page, f"{FULL}{row}", item.full, Look.FIGURE)
    words = _write_givens(made, row, cell)
    if merges:
        _write_merged(made, row, cell, cell_figure(cell))
    else:
        for letter in (columns.settled, columns.used, columns.program, columns.check):
            put(made.page, f"{letter}{row}", None, Look.FIGURE)
        formula = formulas.counted(columns.given(row))
        put(made.page, f"{columns.rule}{row}", formula, Look.FIGURE)
    note = note_words(cell, made.names)
    put_text(made.page, f"{columns.note}{row}", note, Look.SMALL)
    texts = {**words, LABEL: label, columns.note: note}
    put_height(made.page, row, texts, _widths(columns))


def _write_givens(made: PlacePage, row: int, cell: Cell) -> dict[str, str]:
    """What everybody gave; returns the words among it, by column."""
    outdated = outdated_picks(cell)
    words = {g.panelist: given_word(g, outdated=g.panelist in outdated) for g in cell.givens}
    shown = {
        letter: words.get(rater, NOT_ASSIGNED) for rater, letter in made.columns.raters.items()
    }
    for letter, word in shown.items():
        look = Look.WORD if isinstance(word, str) else Look.FIGURE
        _put_either(made, f"{letter}{row}", word, look)
    return {letter: word for letter, word in shown.items() if isinstance(word, str)}


def _put_either(made: PlacePage, place: str, value: str | Decimal | None, look: Look) -> None:
    if isinstance(value, str):
        put_text(made.page, place, value, look)
    else:
        put(made.page, place, value, look)


def _write_merged(made: PlacePage, row: int, cell: Cell, figure: str | Decimal) -> None:
    """By the rule, by settlement, what counts; `figure` is what the program has."""
    columns = made.columns
    lead = made.given.setup.lead_for(cell.block.id)
    lead_cell = f"{columns.raters[lead]}{row}" if lead in columns.raters else None
    rule = formulas.merged(cell.block.merge, columns.given(row), lead_cell)
    put(made.page, f"{columns.rule}{row}", rule, Look.RESULT)
    _put_either(made, f"{columns.settled}{row}", settled_word(cell), Look.RESULT)
    used = formulas.used(f"{columns.rule}{row}", f"{columns.settled}{row}")
    put(made.page, f"{columns.used}{row}", used, Look.RESULT)
    _write_program(made, row, figure)


def _write_program(made: PlacePage, row: int, figure: str | Decimal) -> None:
    columns = made.columns
    _put_either(made, f"{columns.program}{row}", figure, Look.RESULT)
    check = formulas.compared(f"{columns.used}{row}", f"{columns.program}{row}")
    put(made.page, f"{columns.check}{row}", check, Look.FIGURE)


def _write_sums(
    made: PlacePage, row: int, part: BlockDistrict, cell: Cell, rows: tuple[int, int]
) -> None:
    """Each rater's own sum, scaled, and the rule over the sums."""
    columns = made.columns
    _fill(made, row, Look.SUM)
    put_text(made.page, f"{LABEL}{row}", "各评委合计（折算到满分）", Look.SUM)
    put(made.page, f"{FULL}{row}", cell.block.full, Look.FIGURE)
    assigned = {given.panelist for given in cell.givens}
    for rater, letter in columns.raters.items():
        formula = _rater_sum(cell.block, letter, columns.rule, rows)
        put(
            made.page, f"{letter}{row}", formula if rater in assigned else NOT_ASSIGNED, Look.RESULT
        )
    _write_merged(made, row, cell, part_figure(part))
    put_text(made.page, f"{columns.note}{row}", note_words(cell, made.names), Look.SMALL)


def _rater_sum(block: Block, letter: str, outs: str, rows: tuple[int, int]) -> str:
    first, last = rows
    return formulas.rater_sum(
        block,
        f"{letter}{first}:{letter}{last}",
        f"${FULL}${first}:${FULL}${last}",
        f"${outs}${first}:${outs}${last}",
    )


def _write_value(made: PlacePage, row: int, part: BlockDistrict, rows: tuple[int, int]) -> None:
    """What the block comes to here."""
    columns, (first, last) = made.columns, rows
    _fill(made, row, Look.SUM)
    put_text(made.page, f"{LABEL}{row}", "本部分得分", Look.SUM)
    put(made.page, f"{FULL}{row}", part.block.full, Look.FIGURE)
    if part.sums is not None:
        formula = f"={columns.used}{row - 1}"
    else:
        values = f"{columns.used}{first}:{columns.used}{last}"
        formula = formulas.scaled(part.block, values, f"{FULL}{first}:{FULL}{last}")
    put(made.page, f"{columns.used}{row}", formula, Look.RESULT)
    _write_program(made, row, part_figure(part))
    made.values[part.block.id] = f"{columns.used}{row}"
