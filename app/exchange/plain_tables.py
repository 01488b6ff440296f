"""Tables for a spreadsheet: .csv and .xlsx in which no text is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.exchange.workbook_look import FORMULA_STARTS
from app.i18n import N_, _
from app.model.text import clean

LONGEST_CELL = 32_767
CUT = N_("… (cut here; the .csv file holds the whole text)")
Row = Sequence[str]
_TOP, _BOLD = Alignment(wrap_text=True, vertical="top"), Font(bold=True)


def csv_table(heads: Row, rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark at the beginning, without which Excel takes it for another encoding.

    A text that a spreadsheet would run has an apostrophe before it.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heads)
    writer.writerows([_harmless(text) for text in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def xlsx_table(title: str, heads: Row, rows: Iterable[Row], widths: Sequence[float]) -> bytes:
    """One page with a head that stays and a filter; all cells are texts."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title[:31])
    page.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    count = 1
    page.append([_cell(page, text, bold=True) for text in heads])
    for row in rows:
        page.append([_cell(page, text) for text in row])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{count}"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(page: Worksheet, text: str, *, bold: bool = False) -> Cell:
    cell: Cell = WriteOnlyCell(page, _fitting(clean(text)[0]))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    cell.alignment = _TOP
    if bold:
        cell.font = _BOLD
    return cell


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _fitting(text: str) -> str:
    """As much as a cell holds, counted as spreadsheets count."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    note = _(CUT)
    room = LONGEST_CELL - len(note)
    head = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return f"{head}{note}"
