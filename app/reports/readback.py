"""Reads an export back: whether it is sound, and whether everything is in it as the program has it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import cast
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from app.errors import UserError
from app.i18n import N_
from app.model.curated import CuratedFinding
from app.reports.pages import Pages
from app.reports.pdf_texts import page_texts
from app.reports.render import document_text, missing_findings
from app.rules.radicals import without_radicals

Row = tuple[str, ...]
_EXTERNAL = "External"
_SIGNS = frozenset(".%+-")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−\u00ad", "-"))


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked for in an export and found."""

    findings: int
    figures: int


def check_report(
    raw: bytes, template: bytes, findings: Sequence[CuratedFinding], context: Mapping[str, object]
) -> Checked:
    """Looks for every finding, the figures of every table that the template asks for, total, grade.

    Raises:
        UserError: something is missing, or differs; it names the first.
    """
    check_package(raw)
    check_findings(raw, findings)
    figures = check_tables(raw, document_text(template), context) + _check_result(raw, context)
    return Checked(len(findings), figures)


def check_findings(raw: bytes, findings: Sequence[CuratedFinding]) -> None:
    """Raises UserError unless each is a paragraph of its own."""
    missing = missing_findings(raw, findings)
    if missing:
        raise UserError(
            N_("{count} findings are missing in what was made, the first is “{text}”."),
            count=len(missing),
            text=missing[0].text,
        )


def check_words(raw: bytes, words: Iterable[str]) -> None:
    """Raises UserError unless each stands somewhere in the text."""
    text = document_text(raw)
    for one in words:
        if one not in text:
            raise _differs(one)


def check_package(raw: bytes) -> None:
    """Raises UserError unless every part is there and well-formed and the file opens."""
    try:
        with ZipFile(BytesIO(raw)) as package:
            names = set(package.namelist())
            for name in sorted(names):
                if name.endswith((".xml", ".rels")):
                    _check_part(name, package.read(name), names)
        Document(BytesIO(raw))
    except (BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise UserError(
            N_("What was made is no sound Word file ({reason})."), reason=str(error)
        ) from error


def _check_part(name: str, raw: bytes, names: set[str]) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(raw, parser)
    if not name.endswith(".rels"):
        return
    folder = dirname(dirname(name))
    for relation in root:
        target = relation.get("Target", "")
        if relation.get("TargetMode") == _EXTERNAL:
            continue
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if path not in names:
            raise ValueError(f"{name}: {target}")


def check_tables(raw: bytes, asked: str, context: Mapping[str, object]) -> int:
    """How many rows are as they should be; tables that `asked` does not name need not be there.

    Raises:
        UserError: a row is missing, or differs.
    """
    rows = [_cells(row) for row in Document(BytesIO(raw)).element.body.iter(qn("w:tr"))]
    tables = _tables(context)
    return sum(_check_table(tables[name](), rows) for name in tables if name in asked)


def _check_result(raw: bytes, context: Mapping[str, object]) -> int:
    """Total and grade stand somewhere, whatever the form."""
    text = document_text(raw)
    known = cast("Mapping[str, str]", context["f"])
    for name in ("total", "grade"):
        if not re.search(rf"(?<![\d.]){re.escape(known[name])}(?!\d)", text):
            raise _differs(known[name])
    return 2


def _check_table(expected: list[Row], rows: list[Row]) -> int:
    """How many rows; each stands for itself."""
    left = list(rows)
    for row in expected:
        match = next((r for r in left if _holds(r, row)), None)
        if match is None:
            raise _differs(" · ".join(row))
        left.remove(match)
    return len(expected)


def _differs(figure: str) -> UserError:
    return UserError(
        N_("A figure is missing in what was made, or differs from the program's: {figure}."),
        figure=figure,
    )


def _holds(row: Row, expected: Row) -> bool:
    """Whether the cells come in this order; others may stand between."""
    cells = iter(row)
    return all(cell in cells for cell in expected)


def _cells(row: BaseOxmlElement) -> Row:
    return tuple(_squeezed("".join(c.itertext(qn("w:t")))) for c in row.iter(qn("w:tc")))


def _squeezed(text: object) -> str:
    return " ".join(str(text).split())


def _tables(context: Mapping[str, object]) -> dict[str, Callable[[], list[Row]]]:
    """What a template asks for, and the rows that come of it; sums without the form's own label."""
    return {
        "scores.groups": lambda: list(_scores(_part(context, "scores"))),
        "parties.rows": lambda: list(_parties(_part(context, "parties"))),
        "indicators.groups": lambda: list(_indicators(_part(context, "indicators"))),
        "staffing.rows": lambda: list(_staffing(_part(context, "staffing"))),
    }


def _parties(parties: Mapping[str, object]) -> Iterator[Row]:
    yield from _rows(parties["rows"], "label", "full", "score")
    yield (str(parties["full"]), str(parties["total"]))


def _indicators(indicators: Mapping[str, object]) -> Iterator[Row]:
    for group in _list(indicators["groups"]):
        yield from _rows(group["rows"], "label", "unit", "target", "actual", "percent")


def _staffing(staffing: Mapping[str, object]) -> Iterator[Row]:
    names = ("required", "present", "difference")
    shown = (*names, *(f"certified_{name}" for name in names))
    yield from _rows(staffing["rows"], "month", *shown)
    yield from _rows([staffing["sum"]] if staffing["present"] else [], *shown)


def _scores(scores: Mapping[str, object]) -> Iterator[Row]:
    for group in _list(scores["groups"]):
        first, *rest = _rows(group["rows"], "label", "full", "score")
        yield (*first, _squeezed(group["converted"]))
        yield from rest
    yield (str(scores["total"]),)


def _part(holder: Mapping[str, object], name: str) -> Mapping[str, object]:
    return cast("Mapping[str, object]", holder[name])


def _list(value: object) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", value)


def _rows(value: object, *names: str) -> list[Row]:
    return [tuple(_squeezed(row[name]) for name in names) for row in _list(value)]


def check_pages(
    raw: bytes, pages: Pages, progress: Callable[[int, int], None] | None = None
) -> int:
    """Reads a PDF back: page after page it must say what the text says, and nothing else.

    Signs and blanks are passed over, as are scripts whose order or glyphs a PDF does not keep.
    Where the cells of a table go over to another page, their texts come in another order: then
    none may be missing.

    Returns:
        How many pages it has.

    Raises:
        UserError: it is no PDF, or a text is missing or differs; it names the place.
    """
    text = _Text(pages.html)
    found = list(page_texts(raw, progress))
    inner = [
        _inner(_plain(page), _plain(pages.header), _plain(pages.number(n, len(found))))
        for n, page in enumerate(found)
    ]
    left, heads = _plain(text.all), [_plain(head) for head in text.heads]
    try:
        _walk(left, inner, heads)
    except UserError:
        if not text.tables or Counter(left) - Counter("".join(inner)):
            raise
    return len(found)


def _walk(left: str, pages: Sequence[str], heads: Sequence[str]) -> None:
    """Raises UserError at the first page that does not go on where the one before ended."""
    for number, page in enumerate(pages, 1):
        left = _after(left, page, ["", *heads], number)
    if left:
        raise _lost(left, len(pages))


def _inner(page: str, header: str, number: str) -> str:
    return page.removeprefix(header).removesuffix(number)


def _after(left: str, page: str, heads: Iterable[str], number: int) -> str:
    """What remains after a page; the head of a table may be repeated at its top."""
    for head in heads:
        if page.startswith(head) and left.startswith(page[len(head) :]):
            return left[len(page) - len(head) :]
    raise _lost(left, number)


def _lost(left: str, page: int) -> UserError:
    return UserError(
        N_("Page {page} of the PDF does not say what the document says at “{text}”."),
        page=page,
        text=left[:20],
    )


def _plain(text: str) -> str:
    """Han and Latin letters, digits and the signs of figures, in the form that fonts share."""
    folded = unicodedata.normalize("NFKC", without_radicals(text)).translate(_DASHES)
    return "".join(c for c in folded if c in _SIGNS or _is_kept(c))


def _is_kept(character: str) -> bool:
    if character.isascii():
        return character.isalnum()
    return "\u4e00" <= character <= "\u9fff"


class _Text(HTMLParser):
    """The texts of a page's HTML in order, and those of the heads of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all = ""
        self.tables = 0
        self.heads: list[str] = []
        self._head = self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden = self._hidden or tag == "style"
        self.tables += tag == "table"
        if tag == "thead":
            self._head = True
            self.heads.append("")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag != "style"
        self._head = self._head and tag != "thead"

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.all += data
        if self._head:
            self.heads[-1] += data
