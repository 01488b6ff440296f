"""Reads the texts of Word, Excel, PDF and plain text files as records to compare.

Nothing in them is run, and nothing that they point to is fetched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from app.errors import UserError
from app.exchange.foreign import decode_text, read_foreign
from app.exchange.pdf_pages import pdf_pages
from app.exchange.report_docx import docx_lines
from app.exchange.tables import read_sheets
from app.i18n import N_
from app.model.line import Line
from app.model.text import clean
from app.rules.columns import Table, column_name, match_columns
from app.rules.paragraphs import paragraphs
from app.rules.similarity import TextRecord

MOST_TEXT = 4_000_000
MOST_RECORDS = 5_000
_LONG_CELL = 15
_ID_HEADINGS = {"id": ("编号", "档案号", "档案编号", "记录编号", "序号", "id", "code", "number")}

_Numbered = list[tuple[int, str]]
"""Texts of a file with the number of the paragraph or page."""


class Split(Enum):
    """What makes one record: the file, a page (PDF), a paragraph, a row or a cell (tables)."""

    WHOLE = "whole"
    PAGE = "page"
    PARAGRAPH = "paragraph"
    ROW = "row"
    CELL = "cell"


SPLITS: dict[str, tuple[Split, ...]] = {
    ".docx": (Split.WHOLE, Split.PARAGRAPH),
    ".pdf": (Split.PAGE, Split.WHOLE),
    ".txt": (Split.WHOLE, Split.PARAGRAPH),
    ".xlsx": (Split.ROW, Split.CELL),
    ".csv": (Split.ROW, Split.CELL),
}
"""What each kind of file can be split into; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """`without_text` counts the pages that hold none, as scans do."""

    records: tuple[TextRecord, ...]
    without_text: int = 0


def read_records(path: Path, split: Split | None = None) -> TextFile:
    """The records of a .docx, .pdf, .txt, .xlsx or .csv file; of a workbook those of all sheets.

    Raises:
        UserError: another kind of file, damaged, protected, too large, or without any text.
    """
    suffix = path.suffix.lower()
    splits = SPLITS.get(suffix)
    if splits is None:
        raise UserError(
            N_("{name} cannot be compared. Choose .docx, .xlsx, .pdf, .txt or .csv files."),
            name=path.name,
        )
    chosen = split if split in splits else splits[0]
    if suffix in {".xlsx", ".csv"}:
        found = TextFile(tuple(_table_file(path, chosen)))
    else:
        found = _text_file(path, suffix, chosen)
    _check(found, path.name)
    return found


def pasted_records(text: str, source: str = "") -> tuple[TextRecord, ...]:
    """Pasted texts, parted by blank lines or by lines of dashes; named 1, 2, 3."""
    blocks = _blocks(clean(text)[0])
    return tuple(
        TextRecord(str(number), block, source, f"paragraph:{number}")
        for number, block in enumerate(blocks, start=1)
    )


def table_records(
    table: Table, columns: Sequence[int], id_column: int | None = None, split: Split = Split.ROW
) -> tuple[TextRecord, ...]:
    """A record a row, of these columns joined by line ends, or a record a cell."""
    return tuple(_table_records(table, columns, id_column, split))


def text_columns(table: Table) -> tuple[int, ...]:
    """Columns that hold more than a word or a date on average; all if none does."""
    long = tuple(
        i for i in range(len(table.headers)) if _mean_length(table.column(i)) >= _LONG_CELL
    )
    return long or tuple(range(len(table.headers)))


def id_column(table: Table) -> int | None:
    """The column that names the records, by its heading."""
    return match_columns(table.headers, _ID_HEADINGS).get("id")


def _text_file(path: Path, suffix: str, split: Split) -> TextFile:
    raw = read_foreign(path)
    if suffix == ".pdf":
        return _pdf(raw, path, split)
    if suffix == ".docx":
        paragraphs = _docx_paragraphs(raw, path.name)
    else:
        text = clean(decode_text(raw, path.name))[0]
        paragraphs = list(enumerate(_blocks(text) if split is Split.PARAGRAPH else [text], 1))
    return TextFile(tuple(_named(path, "paragraph", paragraphs, split)))


def _named(path: Path, kind: str, texts: _Numbered, split: Split) -> Iterator[TextRecord]:
    if split is Split.WHOLE:
        yield TextRecord(path.stem, "\n".join(text for _number, text in texts), path.name)
        return
    for number, text in texts:
        if text.strip():
            yield TextRecord(f"{path.stem} {number}", text, path.name, f"{kind}:{number}")


def _docx_paragraphs(raw: bytes, name: str) -> _Numbered:
    """Every paragraph of the body in order, those in tables and text boxes included, once."""
    lines = docx_lines(raw, name)
    body = [line for line in lines if line.part not in {"header", "footer"}]
    return [(line.number, clean(line.text)[0]) for line in body]


def _pdf(raw: bytes, path: Path, split: Split) -> TextFile:
    pages = [(n, _page_text(page)) for n, page in enumerate(pdf_pages(raw, path.name), 1)]
    empty = sum(1 for _number, page in pages if not page.strip())
    return TextFile(tuple(_named(path, "page", pages, split)), empty)


def _page_text(lines: Sequence[Line]) -> str:
    """Lines that only the margin broke are joined; each cell of a table is a line."""
    return "\n".join(clean(line.text.strip())[0] for line in paragraphs(lines))


def _blocks(text: str) -> list[str]:
    blocks = [""]
    for line in text.splitlines(keepends=True):
        if line.strip(" \t\r\n-—=_*"):
            blocks[-1] += line
        elif blocks[-1]:
            blocks.append("")
    return [block.rstrip("\n") for block in blocks if block.strip()]


def _table_file(path: Path, split: Split) -> Iterator[TextRecord]:
    tables = read_sheets(path)
    for table in tables:
        named = table if len(tables) > 1 else replace(table, sheet="")
        yield from _table_records(named, text_columns(table), id_column(table), split)


def _table_records(
    table: Table, columns: Sequence[int], name_column: int | None, split: Split
) -> Iterator[TextRecord]:
    texts = [i for i in columns if i != name_column]
    source = f"{table.name}·{table.sheet}" if table.sheet else table.name
    for row in table.rows:
        own = row.cells[name_column] if name_column is not None else ""
        name = own or f"{table.sheet or Path(table.name).stem} {row.number}"
        if split is Split.ROW:
            cells = (row.cells[i] for i in texts if row.cells[i])
            yield TextRecord(name, "\n".join(cells), source, f"row:{row.number}")
            continue
        for i in texts:
            cell = f"{column_name(i)}{row.number}"
            yield TextRecord(f"{name} {cell}", row.cells[i], source, f"cell:{cell}")


def _mean_length(cells: Iterable[str]) -> float:
    lengths = [len(cell) for cell in cells if cell]
    return sum(lengths) / len(lengths) if lengths else 0


def _check(found: TextFile, name: str) -> None:
    characters = sum(len(record.text) for record in found.records)
    if characters > MOST_TEXT or len(found.records) > MOST_RECORDS:
        raise UserError(
            N_("{name} holds more than {characters} characters or {records} texts. Split it."),
            name=name,
            characters=MOST_TEXT,
            records=MOST_RECORDS,
        )
    if not any(record.text.strip() for record in found.records):
        raise UserError(
            N_("{name} holds no text that can be read; perhaps it is a scan."), name=name
        )
