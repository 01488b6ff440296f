"""The pages of a workbook as rows of cells that know where they stand."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from openpyxl import load_workbook

from app.errors import UserError
from app.exchange.foreign import check_office, refusing
from app.exchange.instrument_form import (
    HOW,
    LONGEST,
    MOST_ROWS,
    PAGES,
    TREE,
    Page,
    choice_of,
    choices,
    truth_of,
)
from app.i18n import N_
from app.model.text import clean, plain
from app.rules.columns import column_name, match_columns
from app.rules.instrument_lines import checked_name, read_number

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OpenCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

MOST_COLUMNS = 200
_MOST_CELLS = 200_000
_HEAD_ROWS = 15
_PART = "xl/workbook.xml"
_SINGLE = frozenset({"item", "full"})
_FIGURES = frozenset(
    (
        "full",
        "step",
        "minimum",
        "low",
        "high",
        "mid",
        "final",
        "party_full",
        "block_full",
        "anchors",
    )
)
_FIRST_ONLY = frozenset({"id", "evidence_ids", "question_id"})

TOO_LARGE = N_("{name} has more than {rows} rows or {columns} columns on a page. Shorten it.")
NO_PAGE = N_(
    "{name} has no page with the columns of an instrument ({columns}). Export the template and "
    "fill that in."
)
NO_COLUMN = N_("The page “{page}” of {name} has no column “{column}”. Add it.")
TWO_PAGES = N_("{name} has two pages that could be “{page}”. Delete or rename one.")
AT = N_("{cell}: {what}")
NOT_COMPUTED = N_(
    "There is a formula whose result is not in the file. Type the value, or save the file in "
    "Excel or WPS first."
)
WRONG = N_("The formula gives the error {error}. Type the value.")
IS_DATE = N_(
    "There is a day where a number is needed. The spreadsheet took it for one: type it again "
    "with the cell's format set to text."
)
MERGED_ITEM = N_("One item is merged over several rows. Put all of it into one row.")
MERGED_FULL = N_(
    "One full mark is merged over several rows. Give each row its own, or use the column "
    "“{column}”."
)
TOO_LONG = N_("The text is longer than {limit} characters. Shorten it.")
NO_CHOICE = N_("“{text}” is none of the words for this column: {words}.")
NO_TRUTH = N_("“{text}” is neither yes nor no. Write “{yes}” or leave the cell empty.")
NO_WHOLE = N_("“{text}” is no whole number from {low} to {high}.")
EMPTY_CELL = N_("A value is missing here. Fill it in.")


@dataclass(frozen=True, slots=True)
class Cell:
    """`place` is what the user looks for, as in `指标!C5`. A `fault` is told when it is read."""

    place: str
    text: str = ""
    fault: UserError | None = None

    @property
    def blank(self) -> bool:
        return not self.text and self.fault is None


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds something, its cells by field; columns that are missing have none."""

    page: str
    number: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def cell(self, name: str) -> Cell:
        found = self.cells.get(name)
        column = column_name(self.columns[name]) if name in self.columns else ""
        return found or Cell(f"{self.page}!{column}{self.number}")


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of the layout as it was found; `ignored` are headings that mean nothing here."""

    title: str
    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    ignored: tuple[str, ...] = ()


@dataclass(slots=True)
class Reader:
    """Takes values out of cells and remembers every fault, so that all are told at once."""

    faults: list[UserError] = field(default_factory=list)

    def fault(self, cell: Cell, what: UserError) -> None:
        self.faults.append(UserError(AT, cell=cell.place, what=what))

    def text(self, cell: Cell) -> str:
        if cell.fault is not None:
            self.fault(cell, cell.fault)
            return ""
        if len(cell.text) > LONGEST:
            self.fault(cell, UserError(TOO_LONG, limit=LONGEST))
        return cell.text

    def taken(self, cell: Cell, read: Callable[[str], T], default: T) -> T:
        """What a function makes of a cell's text; the default where it is empty or refused."""
        text = self.text(cell)
        if not text:
            return default
        try:
            return read(text)
        except UserError as error:
            self.fault(cell, error)
            return default

    def name(self, cell: Cell) -> str:
        """A text on one line and not too long."""
        return self.taken(cell, checked_name, "")

    def require(self, cell: Cell) -> Cell:
        """Remembers a fault where nothing stands."""
        if cell.blank:
            self.fault(cell, UserError(EMPTY_CELL))
        return cell

    def number(self, cell: Cell, default: Decimal) -> Decimal:
        """A figure; points may be written as a share of the hundred, `55%`."""
        return self.taken(cell, _points, default)

    def whole(self, cell: Cell, low: int, high: int, default: int) -> int:
        number = self.number(cell, Decimal(default))
        if number != int(number) or not low <= number <= high:
            self.fault(cell, UserError(NO_WHOLE, text=cell.text[:40], low=low, high=high))
            return default
        return int(number)

    def truth(self, cell: Cell) -> bool:
        text = self.text(cell)
        found = truth_of(text)
        if found is None:
            self.fault(cell, UserError(NO_TRUTH, text=text[:40], yes="是"))
        return bool(found)

    def choice(self, cell: Cell, default: E) -> E:
        text = self.text(cell)
        if not text:
            return default
        kind = type(default)
        found = choice_of(kind, text)
        if not isinstance(found, kind):
            words = "、".join(choices(kind))
            self.fault(cell, UserError(NO_CHOICE, text=text[:40], words=words))
            return default
        return found


def _points(text: str) -> Decimal:
    return read_number(text.removesuffix("%").removesuffix("％"))


def read_pages(raw: bytes, name: str) -> dict[str, PageRead]:
    """The pages that a workbook has, by their ids.

    Raises:
        UserError: no workbook, damaged, too large, or without a page of indicators.
    """
    check_office(raw, name, _PART)
    with refusing(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _check_size(raw, name)
        with closing(load_workbook(BytesIO(raw), keep_links=False)) as book:
            values = _values(book, raw)
            return _pages(book, values, name)


def _check_size(raw: bytes, name: str) -> None:
    """Counts rows before the whole is taken into memory."""
    with closing(load_workbook(BytesIO(raw), read_only=True, keep_links=False)) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            cells = 0
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                cells += len(row)
                width = max((n for n, value in enumerate(row, 1) if value is not None), default=0)
                if (number > MOST_ROWS and width) or width > MOST_COLUMNS or cells > _MOST_CELLS:
                    raise UserError(TOO_LARGE, name=name, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _values(book: "Workbook", raw: bytes) -> "Workbook | None":
    """The same file with the results of its formulas, if it has any."""
    for sheet in book.worksheets:
        rows = sheet.iter_rows(max_row=min(sheet.max_row or 1, MOST_ROWS))
        if any(cell.data_type == "f" for row in rows for cell in row):
            return load_workbook(BytesIO(raw), data_only=True, keep_links=False)
    return None


def _pages(book: "Workbook", values: "Workbook | None", name: str) -> dict[str, PageRead]:
    found: dict[str, PageRead] = {}
    unknown = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        page = next((p for p in PAGES if p.is_called(sheet.title)), None)
        if page is None:
            unknown.append(sheet)
            continue
        if page.id in found:
            raise UserError(TWO_PAGES, name=name, page=page.title)
        found[page.id] = _page(sheet, values, page, name)
    if TREE not in found:
        found[TREE] = _tree_among(unknown, values, name)
    return found


def _tree_among(sheets: Iterable["Worksheet"], values: "Workbook | None", name: str) -> PageRead:
    """The one page that has the columns, whatever it is called."""
    page = next(p for p in PAGES if p.id == TREE)
    fitting = [s for s in sheets if s.title != HOW and _head(s, page) is not None]
    if not fitting:
        columns = "、".join(page.column(one).title for one in page.needed)
        raise UserError(NO_PAGE, name=name, columns=columns)
    if len(fitting) > 1:
        raise UserError(TWO_PAGES, name=name, page=page.title)
    return _page(fitting[0], values, page, name)


def _page(sheet: "Worksheet", values: "Workbook | None", page: Page, name: str) -> PageRead:
    head = _head(sheet, page)
    if head is None:
        best = _best_match(sheet, page)
        missing = next(one for one in page.needed if one not in best)
        column = page.column(missing).title
        raise UserError(NO_COLUMN, name=name, page=sheet.title, column=column)
    row, columns, ignored = head
    shown = values[sheet.title] if values is not None else sheet
    lines = tuple(_lines(sheet, shown, row, columns))
    return PageRead(sheet.title, columns, lines, ignored)


Head = tuple[int, dict[str, int], tuple[str, ...]]


def _head(sheet: "Worksheet", page: Page) -> Head | None:
    """The row of headings, which column holds what, and headings that mean nothing."""
    best: Head | None = None
    for number, headings in _first_rows(sheet):
        columns = match_columns(headings, page.synonyms)
        fits = all(one in columns for one in page.needed)
        if fits and (best is None or len(columns) > len(best[1])):
            rest = (h for i, h in enumerate(headings) if h and i not in columns.values())
            best = (number, columns, tuple(rest))
    return best


def _best_match(sheet: "Worksheet", page: Page) -> dict[str, int]:
    matches = (match_columns(headings, page.synonyms) for _n, headings in _first_rows(sheet))
    return max(matches, key=len, default={})


def _first_rows(sheet: "Worksheet") -> Iterator[tuple[int, list[str]]]:
    last = min(sheet.max_row or 0, _HEAD_ROWS)
    for number, row in enumerate(sheet.iter_rows(max_row=last, max_col=MOST_COLUMNS), start=1):
        headings = [_text(cell.value) for cell in row]
        width = max((n for n, heading in enumerate(headings, start=1) if heading), default=0)
        yield number, headings[:width]


def _lines(
    sheet: "Worksheet", shown: "Worksheet", head: int, columns: dict[str, int]
) -> Iterator[Line]:
    merged = _merged(sheet, columns)
    for number in range(head + 1, min(sheet.max_row or 0, MOST_ROWS) + 1):
        cells = {}
        for name, column in columns.items():
            place = f"{sheet.title}!{column_name(column)}{number}"
            top = merged.get((name, number), number)
            at = (top, column + 1)
            is_figure = name in _FIGURES
            found = _cell(sheet.cell(*at), shown.cell(*at), place, is_figure=is_figure)
            if top != number:
                found = _below_merged(name, found)
            if not found.blank:
                cells[name] = found
        if cells:
            yield Line(sheet.title, number, cells, columns)


def _merged(sheet: "Worksheet", columns: dict[str, int]) -> dict[tuple[str, int], int]:
    """The row where the value of a cell stands that is merged with those above it."""
    names = {column + 1: name for name, column in columns.items()}
    found = {}
    for area in sheet.merged_cells.ranges:
        name = names.get(area.min_col)
        if name is not None:
            for row in range(area.min_row + 1, area.max_row + 1):
                found[name, row] = area.min_row
    return found


def _below_merged(name: str, cell: Cell) -> Cell:
    """What a merged value says in its further rows."""
    if name in _FIRST_ONLY or cell.blank:
        return Cell(cell.place)
    if name == "item":
        return replace(cell, fault=UserError(MERGED_ITEM))
    if name in _SINGLE:
        page = next(p for p in PAGES if p.id == TREE)
        fault = UserError(MERGED_FULL, column=page.column("block_full").title)
        return replace(cell, fault=fault)
    return cell


def _cell(cell: "OpenCell", shown: "OpenCell", place: str, *, is_figure: bool) -> Cell:
    if cell.data_type == "f" and shown.value is None:
        return Cell(place, "=", UserError(NOT_COMPUTED))
    value = shown.value if cell.data_type == "f" else cell.value
    if shown.data_type == "e" or cell.data_type == "e":
        return Cell(place, str(value), UserError(WRONG, error=str(value)))
    if isinstance(value, date | time):
        return Cell(place, _text(value), UserError(IS_DATE) if is_figure else None)
    percent = isinstance(value, int | float) and "%" in (cell.number_format or "")
    return Cell(place, _text(value, percent=percent))


def _text(value: object, *, percent: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
        return f"{plain(number * 100)}%" if percent else plain(number)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return clean(str(value))[0].strip()
