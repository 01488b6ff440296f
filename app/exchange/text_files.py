"""Reads the texts of Word, Excel, PDF and plain text files as records to compare.

Nothing in them is run, and nothing that they point to is fetched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO
from pathlib import Path

import docx
import pypdf
from docx.oxml.ns import qn
from lxml import etree

from app.errors import UserError
from app.exchange.foreign import PASSWORD, check_office, decode_text, read_foreign, refusing
from app.exchange.tables import read_sheets
from app.i18n import N_
from app.model.text import clean
from app.rules.columns import Table, column_name, match_columns
from app.rules.radicals import without_radicals
from app.rules.similarity import TextRecord

MOST_PAGES = 1_000
MOST_TEXT = 4_000_000
MOST_RECORDS = 5_000
_FULL_LINE = 0.8
_LONG_CELL = 15
_ID_HEADINGS = {"id": ("编号", "档案号", "档案编号", "记录编号", "序号", "id", "code", "number")}
_SKIPPED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


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
        paragraphs = [clean(decode_text(raw, path.name))[0]]
        if split is Split.PARAGRAPH:
            paragraphs = _blocks(paragraphs[0])
    return TextFile(tuple(_named(path, "paragraph", paragraphs, split)))


def _named(path: Path, kind: str, texts: list[str], split: Split) -> Iterator[TextRecord]:
    if split is Split.WHOLE:
        yield TextRecord(path.stem, "\n".join(texts), path.name)
        return
    for number, text in enumerate(texts, start=1):
        if text.strip():
            yield TextRecord(f"{path.stem} {number}", text, path.name, f"{kind}:{number}")


def _docx_paragraphs(raw: bytes, name: str) -> list[str]:
    """Every paragraph of the body in order, those in tables and text boxes included, once."""
    check_office(raw, name, "word/document.xml")
    with refusing(name):
        body = docx.Document(BytesIO(raw)).element.body
        paragraphs = [p for p in body.iter(qn("w:p")) if not _is_fallback(p)]
        return [clean(_paragraph_text(p))[0] for p in paragraphs]


def _is_fallback(node: etree._Element) -> bool:
    """Word keeps a text box twice: as drawn today, and for old versions."""
    return next(node.iterancestors(_SKIPPED), None) is not None


def _paragraph_text(paragraph: etree._Element) -> str:
    """Without the paragraphs of text boxes that hang on it, and without deleted text."""
    breaks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    return "".join(
        breaks.get(str(node.tag)) or node.text or ""
        for node in paragraph.iter(qn("w:t"), *breaks)
        if next(node.iterancestors(qn("w:p"))) is paragraph
    )


def _pdf(raw: bytes, path: Path, split: Split) -> TextFile:
    with refusing(path.name):
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted:
            raise UserError(PASSWORD, name=path.name)
        if len(reader.pages) > MOST_PAGES:
            raise UserError(
                N_("{name} has more than {limit} pages. Split it into smaller files."),
                name=path.name,
                limit=MOST_PAGES,
            )
        pages = [_unwrapped(_page_text(page)) for page in reader.pages]
    empty = sum(1 for page in pages if not page.strip())
    return TextFile(tuple(_named(path, "page", pages, split)), empty)


def _page_text(page: pypdf.PageObject) -> str:
    return without_radicals(clean(page.extract_text())[0])


def _unwrapped(text: str) -> str:
    """Lines that only the margin broke are joined: full ones without a sentence's end."""
    lines = [line.strip() for line in text.splitlines()]
    full = _FULL_LINE * max((len(line) for line in lines), default=0)
    joined = ""
    for line in lines:
        wraps = len(line) >= full and bool(line) and line[-1] not in "。！？：；"
        joined += line if wraps else f"{line}\n"
    return joined


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
