"""Reads any report as lines to check: Word, PDF and plain text.

Nothing in a file is run, and nothing that it points to is fetched.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.errors import UserError
from app.exchange.foreign import decode_text, read_foreign
from app.exchange.pdf_pages import INDENT, pdf_pages
from app.exchange.report_docx import docx_lines
from app.i18n import N_
from app.model.line import Line
from app.rules.paragraphs import is_page_number, paragraphs

MOST_TEXT = 4_000_000
_FEWEST_PAGES = 3
KINDS = (".docx", ".txt", ".pdf")


def is_report_file(name: str) -> bool:
    """Whether a name says that it is a file of a kind that can be checked."""
    return Path(name).suffix.lower() in KINDS


def read_report(path: Path) -> tuple[Line, ...]:
    """The lines of a .docx, .txt or .pdf file.

    Raises:
        UserError: another kind of file, damaged, protected, too large, or without any text.
    """
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise UserError(
            N_("{name} cannot be checked. Choose a .docx, .pdf or .txt file."), name=path.name
        )
    raw = read_foreign(path)
    lines = _read(raw, suffix, path.name)
    _check(lines, path.name)
    return lines


def text_lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text; a form feed begins a page."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return paragraphs([Line(n, one) for n, one in enumerate(unified.split("\n"), start=1)])


def pdf_lines(raw: bytes, name: str) -> tuple[Line, ...]:
    """The paragraphs and cells of a PDF, page by page, with what only a page needs marked as such.

    Raises:
        UserError: damaged, protected, or of too many pages.
    """
    found = paragraphs(tuple(_marked(pdf_pages(raw, name))))
    return tuple(_without_indent(line) for line in found)


def _read(raw: bytes, suffix: str, name: str) -> tuple[Line, ...]:
    if suffix == ".txt":
        return text_lines(decode_text(raw, name))
    if suffix == ".pdf":
        return pdf_lines(raw, name)
    return docx_lines(raw, name)


def _marked(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """A page's first or last line that is a number alone is its number; what recurs runs."""
    running = _running(pages)
    for page in pages:
        for n, line in enumerate(page):
            text = line.text.strip()
            edge = line.table < 0 and n in {0, len(page) - 1}
            number = edge and is_page_number(text)
            part = "page" if number else running.get(text, "") if edge else ""
            yield replace(line, part=part)


def _running(pages: Sequence[Sequence[Line]]) -> dict[str, str]:
    """What stands first or last on most pages, and which of the two it is."""
    filled = [page for page in pages if page]
    tops = Counter(page[0].text.strip() for page in filled if page[0].table < 0)
    ends = Counter(page[-1].text.strip() for page in filled if page[-1].table < 0)
    often = max(_FEWEST_PAGES, len(filled) // 2)
    found = {text: "footer" for text, count in ends.items() if count >= often}
    return found | {text: "header" for text, count in tops.items() if count >= often}


def _without_indent(line: Line) -> Line:
    """It told where a paragraph begins, and is no part of its text."""
    if not line.text.startswith(INDENT):
        return line
    by = len(INDENT)
    joins = tuple((at - by, number) for at, number in line.joins)
    return replace(line, text=line.text[by:], joins=joins)


def _check(lines: tuple[Line, ...], name: str) -> None:
    if sum(len(line.text) for line in lines) > MOST_TEXT:
        raise UserError(
            N_("{name} holds more than {characters} characters, which no report does."),
            name=name,
            characters=MOST_TEXT,
        )
    if not any(line.text.strip() for line in lines):
        raise UserError(
            N_("{name} holds no text that can be read; perhaps it is a scan."), name=name
        )
