"""Writes the score workbook: one panelist's cells, live sums beside the program's values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.exchange.workbook_form import (
    CRITERION,
    FIRST_CELL_ROW,
    FORMAT,
    FULL,
    HIDDEN,
    ID,
    LABEL,
    MARKER,
    NA_WORD,
    POINTS,
    PROGRAM,
    REASON,
    STATION_SHEET,
    STEP,
    SUMMARY_SHEET,
    WorkbookInput,
)
from app.exchange.workbook_look import (
    Look,
    book_bytes,
    put,
    put_height,
    put_page,
    put_text,
    sheet_title,
)
from app.model.capture import Score
from app.model.hashes import instrument_hash
from app.model.instrument import Block, Item, NotApplicable
from app.model.station import Term
from app.model.text import plain
from app.rules.printing import round_half_up
from app.rules.running import Running, average, group_sum, running

_PLACES = 9
_HEAD = ("项目", "满分", "步长", "得分", "原因（扣分须写）", "评分标准", "程序值（导出时）")
_WIDTHS = {LABEL: 26, FULL: 7, STEP: 7, POINTS: 10, REASON: 40, CRITERION: 52, PROGRAM: 18, ID: 12}
_HEAD_ROW = 4
_TERMS = {Term.MID: "中期", Term.FINAL: "末期"}
_HOW = (
    "只填“得分”和“原因”两栏。没有评的留空；允许“不适用”的可以从下拉表里选。"
    "其余单元格已锁定，行和工作表不要移动、删除。"
)


@dataclass(slots=True)
class _Part:
    """A block on its page: the rows of its items, and where its results stand."""

    block: Block
    district: str | None
    items: tuple[Item, ...]
    rows: list[int] = field(default_factory=list)
    total: str = ""
    value: str = ""


def write_workbook(given: WorkbookInput) -> bytes:
    """The file's bytes. Texts that a spreadsheet would take for formulas are written as text."""
    book = Workbook()
    summary = book.active
    summary.title = SUMMARY_SHEET
    hidden = book.create_sheet(HIDDEN)
    hidden.sheet_state = "veryHidden"
    lists = _Lists(hidden)
    taken = {SUMMARY_SHEET, HIDDEN}
    pages: list[tuple[Worksheet, list[_Part]]] = []
    for district, parts in _pages(given):
        name = given.setup.district(district).name if district else STATION_SHEET
        page = book.create_sheet(sheet_title(name, taken), len(pages))
        _write_page(page, given, district, parts, lists)
        pages.append((page, parts))
    _write_summary(summary, given, pages)
    _write_hidden(hidden, given)
    return book_bytes(book)


def _pages(given: WorkbookInput) -> Iterator[tuple[str | None, list[_Part]]]:
    """A page for the station and one for each district, in the set-up's order."""
    for district in (None, *(d.id for d in given.setup.districts)):
        blocks: dict[str, tuple[Block, list[Item]]] = {}
        for block, item, place in given.cells:
            if place == district:
                blocks.setdefault(block.id, (block, []))[1].append(item)
        if blocks:
            yield district, [_Part(b, district, tuple(items)) for b, items in blocks.values()]


def _write_page(
    page: Worksheet,
    given: WorkbookInput,
    district: str | None,
    parts: Sequence[_Part],
    lists: "_Lists",
) -> None:
    _write_title(page, given, page.title)
    put_text(page, "A3", _HOW, Look.NOTE)
    put_text(page, MARKER, f"district:{district}" if district else "station", Look.PLAIN)
    for letter, word in zip(_WIDTHS, _HEAD, strict=False):
        put_text(page, f"{letter}{_HEAD_ROW}", word, Look.HEAD)
    scores = {i: score for (i, d), score in given.scores.items() if d == district}
    row = _HEAD_ROW + 1
    for part in parts:
        row = _write_block(page, row, part, scores, lists)
    known = [g for part in parts for g in [group_sum(part.items, scores)] if g is not None]
    cells = ",".join(part.total for part in parts)
    _fill(page, row, Look.SUM)
    put_text(page, f"{LABEL}{row}", "本页合计", Look.SUM)
    put(page, f"{FULL}{row}", sum(p.block.full for p in parts), Look.SUM)
    put(page, f"{POINTS}{row}", f'=IF(COUNT({cells})=0,"",SUM({cells}))', Look.SUM)
    put(page, f"{PROGRAM}{row}", sum(known, Decimal()) if known else None, Look.SUM)
    put_text(page, f"{LABEL}{row + 2}", "评委签名：", Look.PLAIN)
    put_text(page, f"{REASON}{row + 2}", "日期：", Look.PLAIN)
    put_page(page, _WIDTHS, hidden=(ID,), freeze=f"B{_HEAD_ROW + 1}", head=_HEAD_ROW)


def _write_title(page: Worksheet, given: WorkbookInput, part: str) -> None:
    station, term = given.setup.station.name, _TERMS[given.setup.term]
    put_text(page, "A1", f"{station}{term}评估评分表（{part}）", Look.TITLE)
    line = (
        f"评委：{given.panelist.name}　评估日期：{given.setup.visited_on.isoformat()}"
        f"　第 {given.revision} 次　导出：{given.written_at:%Y-%m-%d %H:%M}"
    )
    put_text(page, "A2", line, Look.PLAIN)


def _write_block(
    page: Worksheet, row: int, part: _Part, scores: Mapping[str, Score], lists: "_Lists"
) -> int:
    """The block's rows; returns the row after them."""
    _fill(page, row, Look.BLOCK)
    put_text(page, f"{LABEL}{row}", part.block.label, Look.BLOCK)
    put(page, f"{FULL}{row}", part.block.full, Look.BLOCK)
    put_text(page, f"{CRITERION}{row}", part.block.criterion, Look.BLOCK)
    row += 1
    groups = _groups(part.items)
    for name, items in groups.items():
        first = row
        for item in items:
            _write_item(page, row, item, scores.get(item.id), lists)
            part.rows.append(row)
            row += 1
        if name and len(groups) > 1:
            cells = f"{POINTS}{first}:{POINTS}{row - 1}"
            _write_sum(page, row, f"小计：{name}", cells, group_sum(items, scores))
            row += 1
    cells = _ranges(part.rows, POINTS)
    so_far = running(part.block, scores)
    _write_sum(page, row, "合计", cells, group_sum(part.items, scores))
    _write_value(page, row + 1, part, so_far)
    part.total, part.value = f"{POINTS}{row}", f"{POINTS}{row + 1}"
    return row + 2


def _groups(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Items by their heading, in the order in which the headings first appear."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.group, []).append(item)
    return found


def _fill(page: Worksheet, row: int, look: Look) -> None:
    """Empty cells in a row's look."""
    for letter in (LABEL, FULL, STEP, POINTS, REASON, CRITERION, PROGRAM):
        put(page, f"{letter}{row}", None, look)


def _write_item(
    page: Worksheet, row: int, item: Item, score: Score | None, lists: "_Lists"
) -> None:
    put_text(page, f"{LABEL}{row}", item.label, Look.CELL)
    put(page, f"{FULL}{row}", item.full, Look.FIGURE)
    put(page, f"{STEP}{row}", item.step, Look.FIGURE)
    points = None if score is None else (NA_WORD if score.points is None else score.points)
    lists.check(page, put(page, f"{POINTS}{row}", points, Look.POINTS), item)
    put_text(page, f"{REASON}{row}", score.reason if score else "", Look.REASON)
    criterion = "\n".join(filter(None, (item.criterion or item.hint, _anchors(item))))
    put_text(page, f"{CRITERION}{row}", criterion, Look.SMALL)
    texts = {LABEL: item.label, REASON: score.reason if score else "", CRITERION: criterion}
    put_height(page, row, texts, _WIDTHS)
    put(page, f"{PROGRAM}{row}", points, Look.FIGURE)
    put_text(page, f"{ID}{row}", item.id, Look.PLAIN)


def _anchors(item: Item) -> str:
    return "；".join(f"{plain(a.low)}–{plain(a.high)} {a.text}" for a in item.anchors)


def _write_sum(page: Worksheet, row: int, label: str, cells: str, value: Decimal | None) -> None:
    _fill(page, row, Look.SUM)
    put_text(page, f"{LABEL}{row}", label, Look.SUM)
    put(page, f"{POINTS}{row}", f'=IF(COUNT({cells})=0,"",SUM({cells}))', Look.SUM)
    put(page, f"{PROGRAM}{row}", value, Look.SUM)


def _write_value(page: Worksheet, row: int, part: _Part, so_far: Running) -> None:
    """What the block comes to on its full mark once every cell is filled (arithmetic 12)."""
    _fill(page, row, Look.SUM)
    put_text(page, f"{LABEL}{row}", "折合（全部评完后）", Look.SUM)
    put(page, f"{FULL}{row}", part.block.full, Look.SUM)
    put(page, f"{POINTS}{row}", _value_formula(part), Look.SUM)
    value: object = _figure(so_far.value)
    if not so_far.missing and value is None:
        value = NA_WORD
    put(page, f"{PROGRAM}{row}", value, Look.SUM)


def _value_formula(part: _Part) -> str:
    points, full = _runs(part.rows, POINTS), _runs(part.rows, FULL)
    counted = f"COUNT({','.join(points)})"
    out = "+".join(f'COUNTIF({cells},"{NA_WORD}")' for cells in points)
    reached = f"SUM({','.join(points)})"
    possible = "+".join(f"SUMPRODUCT(ISNUMBER({p})*{f})" for p, f in zip(points, full, strict=True))
    left = "+".join(f'SUMIF({p},"{NA_WORD}",{f})' for p, f in zip(points, full, strict=True))
    if part.block.na is not NotApplicable.SCALE:
        possible += f"+{left}"
    if part.block.na is NotApplicable.FULL:
        reached += f"+{left}"
    value = f"{plain(part.block.full)}*({reached})/({possible})"
    complete = f"{counted}+{out}={len(part.rows)}"
    return f'=IF({complete},IF({counted}=0,"{NA_WORD}",{value}),"")'


def _write_summary(
    page: Worksheet, given: WorkbookInput, pages: Sequence[tuple[Worksheet, list[_Part]]]
) -> None:
    _write_title(page, given, SUMMARY_SHEET)
    titles = [sheet.title for sheet, _parts in pages]
    last = len(titles) + 2
    letters = [_letter(number) for number in range(last + 2)]
    for letter, word in zip(
        letters, ("部分", "满分", *titles, "平均", "程序值（导出时）"), strict=True
    ):
        put_text(page, f"{letter}{_HEAD_ROW}", word, Look.HEAD)
    row = _HEAD_ROW + 1
    averages: list[Fraction | str | None] = []
    for block in dict.fromkeys(block for block, _item, _district in given.cells):
        found = {
            letters[number + 2]: f"='{sheet.title.replace(chr(39), chr(39) * 2)}'!{part.value}"
            for number, (sheet, parts) in enumerate(pages)
            for part in parts
            if part.block == block
        }
        averages.append(_average(given, block))
        _write_line(page, row, block, letters, found, averages[-1])
        row += 1
    _write_whole(page, row, letters, averages)
    put_text(
        page, f"A{row + 2}", "平均只在各片区都评完后显示；它是本评委一人的，不是合成分。", Look.NOTE
    )
    for number, word in enumerate(("评委签名：", "日　　期：", "第二人核对：")):
        put_text(page, f"A{row + 4 + number * 2}", word, Look.PLAIN)
    widths = dict.fromkeys(letters, 14) | {"A": 26, "B": 8}
    put_page(page, widths, hidden=(), freeze=f"C{_HEAD_ROW + 1}", head=_HEAD_ROW)


def _write_line(
    page: Worksheet,
    row: int,
    block: Block,
    letters: Sequence[str],
    found: Mapping[str, str],
    value: Fraction | str | None,
) -> None:
    put_text(page, f"A{row}", block.label, Look.CELL)
    put(page, f"B{row}", block.full, Look.FIGURE)
    for letter in letters[2:-2]:
        put(page, f"{letter}{row}", found.get(letter, "—"), Look.FIGURE)
    cells = f"{letters[2]}{row}:{letters[-3]}{row}"
    filled = f'COUNT({cells})+COUNTIF({cells},"{NA_WORD}")={len(found)}'
    mean = f'IF(COUNT({cells})=0,"{NA_WORD}",AVERAGE({cells}))'
    put(page, f"{letters[-2]}{row}", f'=IF({filled},{mean},"")', Look.SUM)
    shown = value if isinstance(value, str) else _figure(value)
    put(page, f"{letters[-1]}{row}", shown, Look.SUM)


def _write_whole(
    page: Worksheet, row: int, letters: Sequence[str], averages: Sequence[Fraction | str | None]
) -> None:
    cells = f"{letters[-2]}{_HEAD_ROW + 1}:{letters[-2]}{row - 1}"
    known = [value for value in averages if isinstance(value, Fraction)]
    put_text(page, f"A{row}", "总计", Look.SUM)
    formula = f'=IF(COUNT({cells})={len(averages)},SUM({cells}),"")'
    put(page, f"{letters[-2]}{row}", formula, Look.SUM)
    whole = sum(known, Fraction()) if len(known) == len(averages) else None
    put(page, f"{letters[-1]}{row}", _figure(whole), Look.SUM)


def _average(given: WorkbookInput, block: Block) -> Fraction | str | None:
    """Over the districts; 不适用 where nothing applies anywhere, None while a cell is open."""
    districts = dict.fromkeys(d for b, _item, d in given.cells if b == block)
    parts = [
        running(block, {i: s for (i, d), s in given.scores.items() if d == district})
        for district in districts
    ]
    value = average(parts)
    return NA_WORD if value is None and not any(part.missing for part in parts) else value


def _write_hidden(page: Worksheet, given: WorkbookInput) -> None:
    values = (
        ("format", FORMAT),
        ("visit", given.visit),
        ("panelist", given.panelist.id),
        ("device", given.device),
        ("revision", str(given.revision)),
        ("setup_version", str(given.setup_version)),
        ("instrument_hash", instrument_hash(given.instrument)),
        ("written_at", given.written_at.isoformat()),
    )
    cells = ((item.id, district or "") for _block, item, district in given.cells)
    for row, (name, value) in enumerate(values, start=1):
        put_text(page, f"A{row}", name, Look.PLAIN)
        put_text(page, f"B{row}", value, Look.PLAIN)
    for row, (item, district) in enumerate(cells, start=FIRST_CELL_ROW):
        put_text(page, f"A{row}", item, Look.PLAIN)
        put_text(page, f"B{row}", district, Look.PLAIN)
    page.protection.sheet = True


class _Lists:
    """What cells accept; lists of all steps stand on the hidden page, once for each scale."""

    def __init__(self, page: Worksheet) -> None:
        self._page = page
        self._ranges: dict[tuple[Decimal, Decimal], str] = {}

    def check(self, page: Worksheet, cell: Cell, item: Item) -> None:
        """A validation of its own for a cell: a drop-down where 不适用 is allowed."""
        if item.allow_na:
            found = DataValidation(type="list", formula1=self._range(item), allow_blank=True)
        else:
            formula = _accepted(cell.coordinate, item)
            found = DataValidation(type="custom", formula1=formula, allow_blank=True)
        found.errorTitle, found.promptTitle = "得分不对", "得分"
        found.prompt = found.error = (
            f"0 到 {plain(item.full)}，按 {plain(item.step)} 一档"
            f"{'，或者“不适用”' if item.allow_na else ''}；没有评的留空。"
        )
        found.showErrorMessage = found.showInputMessage = True
        found.add(cell.coordinate)
        page.add_data_validation(found)

    def _range(self, item: Item) -> str:
        scale = (item.full, item.step)
        if scale not in self._ranges:
            steps = int(item.full / item.step) if item.step else 0
            listed = [NA_WORD, *(item.full - item.step * n for n in range(steps + 1))]
            letter = _letter(len(self._ranges) + 3)
            for row, value in enumerate(listed, start=1):
                put(self._page, f"{letter}{row}", value, Look.PLAIN)
            self._ranges[scale] = f"'{HIDDEN}'!${letter}$1:${letter}${len(listed)}"
        return self._ranges[scale]


def _accepted(cell: str, item: Item) -> str:
    full, step = plain(item.full), plain(item.step)
    on_step = f"ABS({cell}/{step}-ROUND({cell}/{step},0))<0.000001"
    return f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={full},{on_step})"


def _runs(rows: Sequence[int], letter: str) -> list[str]:
    """Neighbouring rows as ranges."""
    found = [
        [row for _place, row in run]
        for _key, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])
    ]
    return [f"{letter}{run[0]}:{letter}{run[-1]}" for run in found]


def _ranges(rows: Sequence[int], letter: str) -> str:
    return ",".join(_runs(rows, letter))


def _figure(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _PLACES)


def _letter(number: int) -> str:
    """The name of a column, the first being 0."""
    return f"{chr(64 + number // 26) if number >= 26 else ''}{chr(65 + number % 26)}"
