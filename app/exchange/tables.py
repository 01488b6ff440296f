"""Tables of other programs: XLSX and CSV files, and rows pasted from a spreadsheet."""

import csv
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from app.errors import UserError
from app.exchange.foreign import EMPTY, check_office, decode_text, read_foreign, refusing
from app.i18n import N_
from app.model.hashes import content_hash
from app.model.text import clean, plain
from app.rules.columns import Row, Table, column_name

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook import Workbook

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 20_000_000
_LAST_EXCEL_ROW = 1_048_576
_MOST_CELLS = 10_000_000
_HEAD = 10
_DELIMITERS = ",\t;，"
_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".txt", ".tsv")
_WORKBOOKS = (".xlsx", ".xlsm")

PASTED = UserError(N_("The pasted text"))
"""Stands where a file's name stands; translated with the sentence."""

Line = tuple[int, tuple[str, ...]]


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook; none for a CSV file.

    Raises:
        UserError: as `read_table`.
    """
    if not _is_workbook(path):
        return ()
    raw = _read(path)
    with refusing(path.name):
        book = _workbook(raw, path.name)
        return tuple(sheet.title for sheet in book.worksheets)


def read_table(path: Path, sheet: str = "", *, header: bool = True) -> Table:
    """Reads a CSV file, or one sheet of a workbook: the first unless named.

    Titles above the headings are skipped. Without `header` every row is data, and the columns
    are called A, B, C. Formulas give the value that they had when the file was saved.

    Raises:
        UserError: not such a file, damaged, protected, too large, or empty.
    """
    raw = _read(path)
    with refusing(path.name):
        lines = (
            _sheet_lines(_workbook(raw, path.name), path.name, sheet)
            if _is_workbook(path)
            else _csv_lines(decode_text(raw, path.name))
        )
        kept = _limited(lines, path.name)
    return _table(kept, path.name, sheet, content_hash(raw), header=header)


def read_sheets(path: Path) -> tuple[Table, ...]:
    """All sheets of a workbook that are not empty, or the one table of a CSV file.

    Raises:
        UserError: as `read_table`.
    """
    if not _is_workbook(path):
        return (read_table(path),)
    raw = _read(path)
    digest = content_hash(raw)
    tables = []
    with refusing(path.name):
        book = _workbook(raw, path.name)
        for sheet in book.worksheets:
            kept = _limited(_sheet_lines(book, path.name, sheet.title), path.name)
            if kept:
                tables.append(_table(kept, path.name, sheet.title, digest, header=True))
    if not tables:
        raise UserError(EMPTY, name=path.name)
    return tuple(tables)


def paste_table(text: str, *, header: bool = True) -> Table:
    """Rows as a spreadsheet puts them on the clipboard, or lines of CSV.

    Raises:
        UserError: there are none, or too many.
    """
    with refusing(PASTED):
        kept = _limited(_csv_lines(text), PASTED)
    return _table(kept, "", "", content_hash(text.encode("utf-8", "replace")), header=header)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in _WORKBOOKS


def _read(path: Path) -> bytes:
    if path.suffix.lower() not in _SUFFIXES:
        raise UserError(
            N_("{name} is not a table. Choose a file that ends in .xlsx or .csv."), name=path.name
        )
    return read_foreign(path)


def _table(lines: list[Line], name: str, sheet: str, digest: str, *, header: bool) -> Table:
    if not lines:
        raise UserError(EMPTY, name=name or PASTED)
    head = _head(lines) if header else None
    body = lines if head is None else lines[head + 1 :]
    width = max(len(cells) for _number, cells in lines)
    given = lines[head][1] if head is not None else ()
    headers = tuple((given[i] if i < len(given) else "") or column_name(i) for i in range(width))
    rows = tuple(Row(number, cells + ("",) * (width - len(cells))) for number, cells in body)
    return Table(headers, rows, name, sheet, digest)


def _head(lines: list[Line]) -> int:
    """The row of headings: the first that fills more than half of what the fullest near it does."""
    filled = [sum(1 for cell in cells if cell) for _number, cells in lines[:_HEAD]]
    return next(i for i, count in enumerate(filled) if count * 2 > max(filled))


def _limited(lines: Iterable[Line], name: object) -> list[Line]:
    kept: list[Line] = []
    characters = 0
    for number, cells in lines:
        if not any(cells):
            continue
        kept.append((number, cells))
        characters += sum(len(cell) for cell in cells)
        _check_limits(name, len(kept), len(cells), characters)
    return kept


def _check_limits(name: object, rows: int, columns: int, characters: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or characters > MOST_CHARACTERS:
        raise UserError(
            N_("{name} has more than {rows} rows, {columns} columns or {characters} characters."),
            name=name,
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
            characters=MOST_CHARACTERS,
        )


def _csv_lines(text: str) -> Iterator[Line]:
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1):
        yield number, _trimmed(clean(cell)[0].strip() for cell in cells)


def _sheet_lines(book: "Workbook", name: str, title: str) -> Iterator[Line]:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if title and title not in sheets:
        raise UserError(N_("{name} has no sheet “{sheet}”."), name=name, sheet=title)
    if not sheets:
        raise UserError(EMPTY, name=name)
    sheet = sheets[title] if title else book.worksheets[0]
    sheet.reset_dimensions()
    scanned = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        scanned += len(cells)
        if number > _LAST_EXCEL_ROW or scanned > _MOST_CELLS:
            _check_limits(name, number, scanned, 0)
        if cells:
            yield number, _trimmed(_cell_text(cell) for cell in cells)


def _workbook(raw: bytes, name: str) -> "Workbook":
    """Opened row by row, without formulas, links or macros."""
    check_office(raw, name, "xl/workbook.xml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)


def _trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _cell_text(cell: "ReadOnlyCell") -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value, percent="%" in (cell.number_format or ""))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return clean(str(value))[0].strip()


def _number_text(value: float, *, percent: bool) -> str:
    """As many digits as a spreadsheet keeps, so that 0.1 + 0.2 is 0.3 again."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    return f"{plain(number * 100)}%" if percent else plain(number)
