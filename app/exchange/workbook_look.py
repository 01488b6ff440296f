"""How the score workbook's cells and pages look, and how texts get into them safely."""

from collections.abc import Mapping, Sequence
from enum import Enum
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

_SONG, _HEI = "宋体", "黑体"
_THIN = Side(style="thin", color="999999")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TITLE_LENGTH = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_A4 = 9
_LINE = 12.5
_HIGHEST = 409


class Look(Enum):
    """What a cell is for."""

    PLAIN = "plain"
    TITLE = "title"
    NOTE = "note"
    HEAD = "head"
    BLOCK = "block"
    CELL = "cell"
    SMALL = "small"
    FIGURE = "figure"
    POINTS = "points"
    REASON = "reason"
    SUM = "sum"
    WORD = "word"
    RESULT = "result"


_FONTS = {
    Look.TITLE: Font(name=_HEI, size=14, bold=True),
    Look.NOTE: Font(name=_SONG, size=9, color="555555"),
    Look.SMALL: Font(name=_SONG, size=9),
    Look.HEAD: Font(name=_HEI, size=10.5),
    Look.BLOCK: Font(name=_HEI, size=10.5),
    Look.SUM: Font(name=_HEI, size=10.5),
    Look.WORD: Font(name=_SONG, size=9),
}
_BODY = Font(name=_SONG, size=10.5)
_FILLS = {
    Look.HEAD: "DDE3EA",
    Look.BLOCK: "EEF1F5",
    Look.SUM: "F6F7F9",
    Look.RESULT: "F6F7F9",
    Look.POINTS: "FFFBE6",
    Look.REASON: "FFFBE6",
}
_BARE = (Look.PLAIN, Look.TITLE, Look.NOTE)
_INPUT = (Look.POINTS, Look.REASON)
_WRAPPED = (Look.CELL, Look.SMALL, Look.REASON, Look.HEAD, Look.BLOCK, Look.WORD)
_INDENTED = (Look.CELL, Look.SMALL, Look.REASON, Look.BLOCK)
"""Texts that would stand against the border."""
_CENTRED = (Look.FIGURE, Look.POINTS, Look.HEAD, Look.WORD, Look.RESULT)
_DECIMAL = (Look.SUM, Look.RESULT)
"""Up to four places, with room for those that are not there: so points stand under each other."""


def put(page: Worksheet, place: str, value: object, look: Look) -> Cell:
    """A figure, a formula of our own, a fixed word or nothing; texts go in by `put_text`."""
    cell = page[place]
    cell.value = value
    cell.font = _FONTS.get(look, _BODY)
    cell.alignment = Alignment(
        wrap_text=look in _WRAPPED,
        vertical="center",
        horizontal="center" if look in _CENTRED else "left" if look in _INDENTED else None,
        indent=look in _INDENTED,
    )
    cell.protection = Protection(locked=look not in _INPUT)
    if look in _FILLS:
        cell.fill = PatternFill("solid", start_color=_FILLS[look])
    if look not in _BARE:
        cell.border = _BOX
    decimal = look in _DECIMAL and not isinstance(value, int)
    cell.number_format = "0.00??" if decimal else "General"
    return cell


def put_text(page: Worksheet, place: str, text: str, look: Look) -> Cell:
    """A text, as text even where a spreadsheet would take it for a formula (lesson 21)."""
    cell = put(page, place, text or None, look)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_STARTS)
    return cell


def put_height(
    page: Worksheet, row: int, texts: Mapping[str, str], widths: Mapping[str, float]
) -> None:
    """Makes a row as high as its longest text; a column's width counts Latin letters.

    No higher than a spreadsheet allows a row to be.
    """
    lines = [
        sum(max(1, -(-_width(line) // int(widths[letter]))) for line in text.split("\n"))
        for letter, text in texts.items()
    ]
    page.row_dimensions[row].height = min(_LINE * max(lines) + 4, _HIGHEST)


def _width(line: str) -> int:
    return sum(1 if character.isascii() else 2 for character in line)


def put_page(
    page: Worksheet,
    widths: Mapping[str, float],
    *,
    hidden: Sequence[str],
    freeze: str,
    head: int,
) -> None:
    """Print set-up, column widths, frozen panes, and protection without a password."""
    for letter, width in widths.items():
        page.column_dimensions[letter].width = width
        page.column_dimensions[letter].hidden = letter in hidden
    page.freeze_panes = freeze
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.5
    page.oddFooter.center.text = "&A　第 &P 页，共 &N 页"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


def book_bytes(book: Workbook) -> bytes:
    """The file: opened on its first page, computed anew when opened, its pages locked in place."""
    book.active = 0
    book.security = WorkbookProtection(lockStructure=True)
    book.calculation.fullCalcOnLoad = True
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def sheet_title(name: str, taken: set[str]) -> str:
    """A page's name that no other page has; what Excel forbids in names is left out."""
    base = name.translate(_NOT_IN_TITLES).strip()[:_TITLE_LENGTH] or "_"
    found, number = base, 1
    while found.casefold() in {other.casefold() for other in taken}:
        number += 1
        found = f"{base[: _TITLE_LENGTH - len(str(number)) - 1]}_{number}"
    taken.add(found)
    return found
