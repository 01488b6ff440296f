"""The first page of the score summary: blocks over districts, parties, total, grade, signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from app.exchange import summary_formulas as formulas
from app.exchange.summary_form import VETO_STATES, SummaryInput, known
from app.exchange.workbook_look import Look, put, put_height, put_page, put_text
from app.model.decision import Unit, VetoState
from app.model.outcome import BlockResult, OpenKind, PartyResult, VetoResult
from app.model.station import Term
from app.model.text import plain
from app.rules.grading import veto_grade

HEAD_ROW = 4
LABEL, PLACE, FULL, VALUE, EXACT, CONVERTED, PROGRAM, CHECK = LETTERS = "ABCDEFGH"
NO_GRADE = "无等次"
PERCENT, POINTS = "百分比", "分"
_WIDTHS = dict(zip(LETTERS, (34, 18, 9, 12, 14, 12, 12, 9), strict=True))
_LINES = ("部分", "片区", "满分", "得分", "各片区平均", "折算分", "程序值", "核对")
_PARTIES = ("各方", "单位", "满分", "给出", "得分", "折算分", "程序值", "核对")
_VETOES = ("一票否决", "情况", "依据", "", "", "", "数据（界限）", "")
_BANDS = ("等次（含下限，最高等次含上限）", "下限", "上限")
_TERMS = {Term.MID: "中期", Term.FINAL: "末期"}

Values = Mapping[tuple[str, str | None], str]


@dataclass(slots=True)
class TotalPage:
    """The page being written; `row` is the next free one."""

    page: Worksheet
    given: SummaryInput
    values: Values
    row: int = HEAD_ROW
    converted: dict[str, str] = field(default_factory=dict)

    def at(self, letter: str) -> str:
        return f"{letter}{self.row}"

    def cell(self, letter: str) -> str:
        """For a formula that is copied nowhere else."""
        return f"${letter}${self.row}"

    def fill(self, look: Look, letters: str = LETTERS) -> None:
        for letter in letters:
            put(self.page, self.at(letter), None, look)

    def head(self, words: Sequence[str]) -> None:
        for letter, word in zip(LETTERS, words, strict=False):
            put_text(self.page, self.at(letter), word, Look.HEAD)
        self.row += 1

    def merge(self, first: str, last: str) -> None:
        self.page.merge_cells(f"{self.at(first)}:{self.at(last)}")

    def text(self, letter: str, text: str, look: Look = Look.CELL) -> None:
        put_text(self.page, self.at(letter), text, look)

    def put(self, letter: str, value: object, look: Look = Look.RESULT) -> None:
        put(self.page, self.at(letter), value, look)

    def program(self, live: str, value: Decimal | str) -> None:
        """The program's value beside a formula, and whether they are the same."""
        if isinstance(value, str):
            self.text(PROGRAM, value, Look.RESULT)
        else:
            self.put(PROGRAM, value)
        self.put(CHECK, formulas.compared(self.at(live), self.at(PROGRAM)), Look.FIGURE)


def write_total(
    page: Worksheet, given: SummaryInput, values: Values, places: Sequence[str]
) -> None:
    """`values` are the cells of blocks by district; `places` the pages whose checks are counted."""
    made = TotalPage(page, given, values)
    _write_title(made)
    made.head(_LINES)
    for party in given.outcome.parties:
        _write_blocks(made, party)
    total = _write_parties(made)
    _write_grades(made, total)
    _write_recusals(made)
    _write_agreement(made, places)
    _write_signatures(made)
    put_page(page, _WIDTHS, hidden=(), freeze=f"A{HEAD_ROW + 1}", head=HEAD_ROW)
    page.print_title_rows = None
    page.page_setup.orientation = "portrait"


def _write_title(made: TotalPage) -> None:
    setup, outcome = made.given.setup, made.given.outcome
    draft = "（未完成稿）" if outcome.total is None else ""
    title = f"{setup.station.name}{_TERMS[setup.term]}评估评分汇总表{draft}"
    put_text(made.page, "A1", title, Look.TITLE)
    line = (
        f"评估日期：{setup.visited_on.isoformat()}　指标体系：{made.given.instrument.title}"
        f"　导出：{made.given.written_at:%Y-%m-%d %H:%M}"
    )
    put_text(made.page, "A2", line, Look.PLAIN)
    words = "得分、折算分、总分和等次都是公式，从各片区各页算来；“程序值”是导出时程序算的，两者应当一致。"
    put_text(made.page, "A3", words, Look.NOTE)


def _write_blocks(made: TotalPage, party: PartyResult) -> None:
    if not party.blocks:
        return
    first = made.row
    for result in party.blocks:
        _write_block(made, result)
    made.converted[party.party.id] = f"{CONVERTED}{first}:{CONVERTED}{made.row - 1}"


def _write_block(made: TotalPage, result: BlockResult) -> None:
    """A row for each district; the first carries the mean and the converted figure."""
    first = made.row
    for part in result.districts:
        _write_line(made, result, part.district)
    if not result.districts:
        _write_line(made, result, None)
    after, made.row = made.row, first
    exact = formulas.mean_of_districts(f"{VALUE}{first}:{VALUE}{after - 1}")
    made.put(EXACT, exact)
    rounded = formulas.rounded(f"{EXACT}{first}", made.given.instrument.places)
    made.put(CONVERTED, rounded)
    made.program(CONVERTED, known(result.converted))
    made.row = after


def _write_line(made: TotalPage, result: BlockResult, district: str | None) -> None:
    made.fill(Look.FIGURE)
    made.text(LABEL, result.block.label)
    name = made.given.setup.district(district).name if district else "全站"
    made.text(PLACE, name if result.districts else "没有片区")
    made.put(FULL, result.block.full, Look.FIGURE)
    place = made.values.get((result.block.id, district))
    made.put(VALUE, f"={place}" if place else formulas.OPEN)
    put_height(made.page, made.row, {LABEL: result.block.label, PLACE: name}, _WIDTHS)
    made.row += 1


def _write_parties(made: TotalPage) -> str:
    """Every party's contribution, and their sum; returns the cell of the total."""
    places, outcome = made.given.instrument.places, made.given.outcome
    made.row += 1
    made.head(_PARTIES)
    first = made.row
    for party in outcome.parties:
        _write_party(made, party, places)
    made.fill(Look.SUM)
    made.text(LABEL, "总分", Look.SUM)
    made.put(FULL, sum((p.party.full for p in outcome.parties), Decimal()), Look.FIGURE)
    cells = f"{CONVERTED}{first}:{CONVERTED}{made.row - 1}"
    made.put(CONVERTED, formulas.sum_of((cells,), len(outcome.parties), places))
    made.program(CONVERTED, known(outcome.total))
    made.row += 1
    return f"${CONVERTED}${made.row - 1}"


def _write_party(made: TotalPage, result: PartyResult, places: int) -> None:
    made.fill(Look.FIGURE)
    made.text(LABEL, result.party.label)
    made.put(FULL, result.party.full, Look.FIGURE)
    if result.blocks:
        cells = (made.converted[result.party.id],)
        made.text(PLACE, "各部分之和", Look.FIGURE)
        made.put(EXACT, formulas.sum_of(cells, len(result.blocks), places))
    else:
        _write_entry(made, result)
    made.put(CONVERTED, formulas.rounded(made.at(EXACT), places))
    made.program(CONVERTED, known(result.converted))
    made.row += 1


def _write_entry(made: TotalPage, result: PartyResult) -> None:
    entry = result.entry
    percent = entry is not None and entry.unit is Unit.PERCENT
    made.text(PLACE, PERCENT if percent else POINTS, Look.FIGURE)
    made.put(VALUE, entry.value if entry else "待定", Look.FIGURE)
    formula = formulas.entry(made.at(VALUE), made.at(PLACE), made.at(FULL), PERCENT)
    made.put(EXACT, formula)


def _write_grades(made: TotalPage, total: str) -> None:
    made.row += 1
    by_score = _write_bands(made, total)
    made.row += 1
    states = _write_vetoes(made)
    outcome = made.given.outcome
    made.fill(Look.SUM)
    made.text(LABEL, "等次", Look.SUM)
    formula = f"={by_score}"
    if states:
        made.text(PLACE, "发现否决情形的：", Look.SMALL)
        made.text(VALUE, veto_grade(made.given.instrument), Look.RESULT)
        found = VETO_STATES[VetoState.FOUND]
        formula = formulas.vetoed(total, states, found, made.cell(VALUE), by_score)
    made.put(CONVERTED, formula)
    made.program(CONVERTED, _grade(outcome.grade, outcome.total))
    made.row += 1


def _grade(label: str | None, total: Decimal | None) -> str:
    return formulas.OPEN if total is None else label or NO_GRADE


def _write_bands(made: TotalPage, total: str) -> str:
    """The bands as they stand in the instrument; returns the cell of the grade by score."""
    made.head(_BANDS)
    bands = made.given.instrument.bands
    cells: list[tuple[str, str, str]] = []
    for band in bands:
        made.text(LABEL, band.label)
        made.put(PLACE, band.low, Look.FIGURE)
        made.put(FULL, band.high, Look.FIGURE)
        cells.append((made.cell(LABEL), made.cell(PLACE), made.cell(FULL)))
        made.row += 1
    top = plain(max((band.high for band in bands), default=Decimal()))
    outcome = made.given.outcome
    made.fill(Look.SUM)
    made.text(LABEL, "按总分的等次", Look.SUM)
    made.put(CONVERTED, formulas.grade(total, cells, top, NO_GRADE))
    made.program(CONVERTED, _grade(outcome.grade_by_score, outcome.total))
    made.row += 1
    return f"${CONVERTED}${made.row - 1}"


def _write_vetoes(made: TotalPage) -> str:
    """What was found of each; returns the cells of the states, empty without vetoes."""
    vetoes = made.given.outcome.vetoes
    if not vetoes:
        return ""
    made.head(_VETOES)
    made.row -= 1
    made.merge(FULL, CONVERTED)
    made.merge(PROGRAM, CHECK)
    made.row += 1
    first = made.row
    for found in vetoes:
        _write_veto(made, found)
    made.row += 1
    return f"${PLACE}${first}:${PLACE}${made.row - 2}"


def _write_veto(made: TotalPage, found: VetoResult) -> None:
    made.fill(Look.CELL)
    made.text(LABEL, found.veto.label)
    made.text(PLACE, VETO_STATES[found.state], Look.FIGURE)
    evidence = found.check.evidence if found.check else ""
    made.text(FULL, evidence, Look.SMALL)
    made.merge(FULL, CONVERTED)
    words = ""
    if found.figure is not None:
        words = plain(found.figure)
        words += f"（界限 {plain(found.threshold)}）" if found.threshold is not None else ""
    made.text(PROGRAM, words, Look.SMALL)
    made.merge(PROGRAM, CHECK)
    widths = {**_WIDTHS, FULL: sum(_WIDTHS[letter] for letter in "CDEF") - 2}
    put_height(made.page, made.row, {LABEL: found.veto.label, FULL: evidence}, widths)
    made.row += 1


def _write_recusals(made: TotalPage) -> None:
    """Who did not score, where and why; and how many sheets wait for a second person."""
    setup, outcome = made.given.setup, made.given.outcome
    made.row += 1
    names = {person.id: person.name for person in setup.panel}
    districts = {district.id: district.name for district in setup.districts}
    for (who, district), reasons in outcome.recusals.items():
        where = districts.get(district, district) if district else "全站"
        words = f"回避：{names.get(who, who)}，{where}。{'；'.join(reasons)}"
        made.text(LABEL, words, Look.PLAIN)
        made.row += 1
    waiting = sum(entry.kind is OpenKind.CONFIRM for entry in outcome.open)
    if waiting:
        made.text(LABEL, f"还有 {waiting} 份代录的评分表待第二人核对。", Look.PLAIN)
        made.row += 1


def _write_agreement(made: TotalPage, places: Sequence[str]) -> None:
    """How many formulas of all pages differ from the program."""
    count = [f'COUNTIF({cells},"{formulas.DIFFERENT}")' for cells in places]
    count.append(f'COUNTIF({CHECK}{HEAD_ROW + 1}:{CHECK}{made.row - 1},"{formulas.DIFFERENT}")')
    made.text(LABEL, "与程序值不符的格数", Look.PLAIN)
    made.put(PLACE, f"={'+'.join(count)}", Look.FIGURE)
    made.row += 1


def _write_signatures(made: TotalPage) -> None:
    """A line for everybody who is to score, and one for whoever merged."""
    outcome, setup = made.given.outcome, made.given.setup
    raters = {
        given.panelist
        for party in outcome.parties
        for block in party.blocks
        for part in block.districts
        for cell in part.cells
        for given in cell.givens
    }
    made.row += 1
    made.text(LABEL, "评委签名：", Look.PLAIN)
    made.row += 1
    signing = [person.name for person in setup.panel if person.id in raters]
    for name in (*signing, "汇总人"):
        made.text(LABEL, f"{name}：____________________", Look.PLAIN)
        made.text(VALUE, "日期：____________________", Look.PLAIN)
        made.page.row_dimensions[made.row].height = 26
        made.row += 1
