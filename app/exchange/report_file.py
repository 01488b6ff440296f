"""Reads any report as lines to check: Word, PDF and plain text.

Nothing in a file is run, and nothing that it points to is fetched.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pypdf

from app.errors import UserError
from app.exchange.foreign import PASSWORD, decode_text, read_foreign, refusing
from app.exchange.report_docx import docx_lines
from app.i18n import N_
from app.model.line import Line
from app.rules.paragraphs import is_page_number, paragraphs
from app.rules.pdf_blanks import without_set_blanks
from app.rules.radicals import without_radicals

MOST_PAGES = 1_000
MOST_TEXT = 4_000_000
_FEWEST_PAGES = 3
_CJK = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]"
_BLANK = re.compile(
    rf"(?<={_CJK})[ \u00a0\u3000]+(?={_CJK}|[0-9])|(?<=[0-9%])[ \u00a0\u3000]+(?={_CJK})"
)
_PROSE = re.compile(r"[，。；：、]")
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


def _read(raw: bytes, suffix: str, name: str) -> tuple[Line, ...]:
    if suffix == ".txt":
        return text_lines(decode_text(raw, name))
    if suffix == ".pdf":
        return paragraphs(tuple(_pdf(raw, name)))
    return docx_lines(raw, name)


def _pdf(raw: bytes, name: str) -> Iterator[Line]:
    """Lines of all pages; a page's first or last one that is a number alone is its number."""
    with refusing(name):
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted:
            raise UserError(PASSWORD, name=name)
        if len(reader.pages) > MOST_PAGES:
            raise UserError(
                N_("{name} has more than {limit} pages. Split it into smaller files."),
                name=name,
                limit=MOST_PAGES,
            )
        pages = [_page_lines(page.extract_text()) for page in reader.pages]
    running = _running(pages)
    number = 0
    for page, lines in enumerate(pages, start=1):
        for n, text in enumerate(lines):
            number += 1
            edge = n in {0, len(lines) - 1}
            part = (
                "page" if edge and is_page_number(text) else running.get(text, "") if edge else ""
            )
            yield Line(number, text, part=part, page=page)


def _page_lines(text: str) -> list[str]:
    """The lines that hold something; in prose the blanks beside Chinese are the extraction's own."""
    plain = (one.strip() for one in without_set_blanks(without_radicals(text)).split("\n"))
    return [_BLANK.sub("", one) if _PROSE.search(one) else one for one in plain if one]


def _running(pages: Sequence[Sequence[str]]) -> dict[str, str]:
    """What stands first or last on most pages, and which of the two it is."""
    filled = [page for page in pages if page]
    tops, ends = Counter(page[0] for page in filled), Counter(page[-1] for page in filled)
    often = max(_FEWEST_PAGES, len(filled) // 2)
    found = {text: "footer" for text, count in ends.items() if count >= often}
    return found | {text: "header" for text, count in tops.items() if count >= often}


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
