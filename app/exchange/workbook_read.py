"""Reads a score workbook back: every refusal names the cell, nothing is guessed."""

import re
import warnings
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Annotated

import msgspec
from msgspec import Meta
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from app.errors import UserError
from app.exchange.foreign import check_office, refusing
from app.exchange.workbook_form import (
    DEVICE,
    FIRST_CELL_ROW,
    FORMAT,
    HIDDEN,
    ID,
    LABEL,
    NA_WORD,
    POINTS,
    REASON,
    Expected,
    Key,
    WorkbookSheet,
)
from app.i18n import N_
from app.model.base import Model
from app.model.hashes import Hash
from app.model.instrument import Item
from app.model.station import Id
from app.model.text import clean, plain

LARGEST = 5_000_000
_LARGEST_UNPACKED = 40_000_000
_ROWS = 5_000
_COLUMNS = 8
_LONGEST = 20_000
_PART = "xl/workbook.xml"
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)

LARGE = N_("{name} is far larger than a score workbook. Choose the workbook that was filled in.")
MACROS = N_(
    "{name} holds macros, which no score workbook does. Save it as .xlsx without macros and offer "
    "that."
)
LINKS = N_(
    "{name} refers to other workbooks. Break the links (Data, Edit Links) and save it again."
)
FOREIGN = N_(
    "{name} is no score workbook of this program: its hidden page is missing. Export one and fill "
    "that in."
)
HIDDEN_PAGE = N_(
    "The hidden page of {name} was changed ({fault}). Export the workbook again and copy the "
    "scores over."
)
NEWER = N_("{name} was written by a newer version of this program. Update the program here first.")
OTHER_VISIT = N_("{name} belongs to another visit. Open the visit that it was exported from.")
OTHER_INSTRUMENT = N_(
    "{name} was made with another version of the instrument. Export the workbook again and copy "
    "the scores over."
)
UNKNOWN_ROW = N_(
    "{cell}: this row belongs to no item that was exported. Export the workbook again and copy "
    "the scores over."
)
TWICE = N_("{cell}: the item “{item}” stands here a second time. Delete the row that was added.")
MOVED = N_(
    "{cell}: the row of “{item}” shows another text. Rows were moved in part; undo that, or "
    "export the workbook again."
)
MISSING = N_(
    "{cell}: the row of “{item}” is missing. Rows were deleted; export the workbook again and "
    "copy the scores over."
)
MISSING_PAGE = N_(
    "{name} lacks the page of “{place}”. Export the workbook again and copy the scores over."
)
FORMULA = N_("{cell}: there is a formula. Type the value itself.")
NO_NUMBER = N_("{cell}: “{text}” is no number. Type points, or leave the cell empty.")
NO_NA = N_("{cell}: “{item}” has no “not applicable”. Type points, or leave the cell empty.")
RANGE = N_("{cell}: “{item}” takes 0 to {full}, not {points}.")
OFF_STEP = N_("{cell}: “{item}” is scored in steps of {step}; {points} is not one of them.")
LONG = N_("{cell}: the text is longer than {limit} characters. Shorten it.")


class _Head(Model, frozen=True, kw_only=True):
    """What the hidden page says of the workbook as a whole."""

    format: str
    visit: Id
    panelist: Id
    device: Id
    revision: Annotated[int, Meta(ge=1, le=1_000_000)]
    setup_version: Annotated[int, Meta(ge=1, le=1_000_000)]
    instrument_hash: Hash
    written_at: datetime


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it was typed; `formula` says that a spreadsheet computes it."""

    place: str
    value: object = None
    formula: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    item: str
    label: _Cell
    points: _Cell
    reason: _Cell


def read_workbook(raw: bytes, name: str, expected: Expected) -> WorkbookSheet:
    """What was filled in. `name` is the file's, for refusals.

    Raises:
        UserError: no such file, damaged, with macros or links, of another visit or instrument,
            changed in its structure, or a value that its cell does not take.
    """
    _check_file(raw, name)
    with refusing(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(raw), read_only=True, keep_links=False)
        with closing(book):
            return _read(book, name, expected)


def _check_file(raw: bytes, name: str) -> None:
    if len(raw) > LARGEST:
        raise UserError(LARGE, name=name)
    check_office(raw, name, _PART)
    with refusing(name), zipfile.ZipFile(BytesIO(raw)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
            raise UserError(LARGE, name=name)
        names = [entry.filename.lower() for entry in entries]
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types or any("vbaproject" in n or "/macrosheets" in n for n in names):
            raise UserError(MACROS, name=name)
        if any("/externallinks/" in n for n in names):
            raise UserError(LINKS, name=name)
        if any(_ENTITIES.search(archive.read(entry)) for entry in entries):
            raise ValueError("a document type, which no workbook has")


def _read(book: Workbook, name: str, expected: Expected) -> WorkbookSheet:
    if HIDDEN not in book.sheetnames:
        raise UserError(FOREIGN, name=name)
    head, cells = _hidden(book, name)
    if head.visit != expected.visit:
        raise UserError(OTHER_VISIT, name=name)
    if head.instrument_hash != expected.hash:
        raise UserError(OTHER_INSTRUMENT, name=name)
    items = {item.id: item for block in expected.instrument.blocks() for item in block.scored()}
    if not cells or any(item not in items for item, _district in cells):
        raise UserError(HIDDEN_PAGE, name=name, fault="item")
    pages = _pages(book)
    sheet = WorkbookSheet(
        visit=head.visit,
        panelist=head.panelist,
        device=f"{DEVICE}{head.device}"[:64],
        revision=head.revision,
        setup_version=head.setup_version,
        instrument_hash=head.instrument_hash,
        written_at=head.written_at,
    )
    for district in dict.fromkeys(district for _item, district in cells):
        if district not in pages:
            raise UserError(MISSING_PAGE, name=name, place=district or HIDDEN)
        wanted = {item: items[item] for item, place in cells if place == district}
        _read_page(pages[district], district, wanted, sheet)
    return sheet


def _hidden(book: Workbook, name: str) -> tuple[_Head, list[Key]]:
    rows = [
        (_word(row[0].value), _word(row[1].value))
        for row in book[HIDDEN].iter_rows(max_row=_ROWS, min_col=1, max_col=2)
    ]
    told = {key: value for key, value in rows[: FIRST_CELL_ROW - 1] if key}
    if told.get("format", FORMAT) != FORMAT:
        raise UserError(
            NEWER if told["format"].startswith("huiping-workbook/") else FOREIGN, name=name
        )
    try:
        head = msgspec.convert(told, _Head, strict=False)
    except msgspec.ValidationError as error:
        raise UserError(HIDDEN_PAGE, name=name, fault=str(error)) from error
    if head.written_at.utcoffset() is None:
        raise UserError(HIDDEN_PAGE, name=name, fault="written_at")
    cells = [(item, district or None) for item, district in rows[FIRST_CELL_ROW - 1 :] if item]
    return head, cells


def _pages(book: Workbook) -> dict[str | None, tuple[str, list[_Row]]]:
    """The pages to fill in by district, None for the station: their titles and rows."""
    found: dict[str | None, tuple[str, list[_Row]]] = {}
    for page in book.worksheets:
        grid = list(page.iter_rows(max_row=_ROWS, max_col=_COLUMNS))
        marker = _word(grid[0][-1].value) if grid and len(grid[0]) == _COLUMNS else ""
        if marker == "station" or marker.startswith("district:"):
            district = marker.partition(":")[2] or None
            rows = [_row(page.title, number, cells) for number, cells in enumerate(grid, start=1)]
            kept = [row for row in rows[1:] if row.item]
            title, before = found.get(district, (page.title, []))
            found[district] = (title, before + kept)
    return found


def _row(title: str, number: int, cells: tuple[object, ...]) -> _Row:
    """A line of a page; shorter lines are filled up with empty cells."""
    by_letter = dict(zip("ABCDEFGH", cells, strict=False))

    def cell(letter: str) -> _Cell:
        found = by_letter.get(letter)
        return _Cell(
            f"{title}!{letter}{number}",
            getattr(found, "value", None),
            getattr(found, "data_type", "n") == "f",
        )

    return _Row(_word(cell(ID).value), cell(LABEL), cell(POINTS), cell(REASON))


def _read_page(
    page: tuple[str, list[_Row]],
    district: str | None,
    wanted: Mapping[str, Item],
    sheet: WorkbookSheet,
) -> None:
    """Puts what a page says into the sheet's mappings."""
    title, rows = page
    seen: set[str] = set()
    for row in rows:
        item = wanted.get(row.item)
        if item is None:
            raise UserError(UNKNOWN_ROW, cell=row.label.place)
        if row.item in seen:
            raise UserError(TWICE, cell=row.label.place, item=item.label)
        if _word(row.label.value) != clean(item.label)[0].strip():
            raise UserError(MOVED, cell=row.label.place, item=item.label)
        seen.add(row.item)
        _take(row, item, (row.item, district), sheet)
    for key, item in wanted.items():
        if key not in seen:
            raise UserError(MISSING, cell=title, item=item.label)


def _take(row: _Row, item: Item, key: Key, sheet: WorkbookSheet) -> None:
    reason = _reason(row.reason)
    if reason:
        sheet.reasons[key] = reason
    if row.points.formula:
        raise UserError(FORMULA, cell=row.points.place)
    value = row.points.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return
    if isinstance(value, str) and value.strip() == NA_WORD:
        if not item.allow_na:
            raise UserError(NO_NA, cell=row.points.place, item=item.label)
        sheet.values[key] = None
        return
    sheet.values[key] = _points(row.points, item)


def _points(cell: _Cell, item: Item) -> Decimal:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UserError(NO_NUMBER, cell=cell.place, text=_word(value)[:40])
    points = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if not points.is_finite() or not 0 <= points <= item.full:
        raise UserError(
            RANGE, cell=cell.place, item=item.label, full=plain(item.full), points=f"{value:g}"
        )
    if item.step and points % item.step:
        raise UserError(
            OFF_STEP,
            cell=cell.place,
            item=item.label,
            step=plain(item.step),
            points=plain(points),
        )
    return points


def _reason(cell: _Cell) -> str:
    if cell.formula:
        raise UserError(FORMULA, cell=cell.place)
    found = _word(cell.value)
    if len(found) > _LONGEST:
        raise UserError(LONG, cell=cell.place, limit=_LONGEST)
    return found


def _word(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return clean(str(value))[0].strip()
