"""A form's Word file as lines of text, one for each paragraph, so that every fault has a place.

Places are `body:12` (a paragraph), `table:2:3:1` (table, row, column), `box:1` (a text box),
`header:…` and `footer:…` before any of these, `notes:3`, `properties`.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = (
    (re.compile(r"word/document\.xml"), ""),
    (re.compile(r"word/header\d*\.xml"), "header:"),
    (re.compile(r"word/footer\d*\.xml"), "footer:"),
    (re.compile(r"word/(footnotes|endnotes)\.xml"), "notes:"),
)
_PROPERTIES = "docProps/core.xml"
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
_SPECIAL = re.compile(r"(\{%|\{\{|\{#)(?:tr|tc|p|r) ")
_MERGE = re.compile(r"\{%-?\s*[vh]m\s*-?%\}")
_CELL = re.compile(r"\{%\s*(?:cellbg|colspan)\s+([^%]*?)\s*%\}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A paragraph: where it stands, and its text as jinja2 will see it, on one line."""

    place: str
    text: str


def form_parts(docx: bytes) -> list[list[FormLine]]:
    """The lines of every part that is filled in on its own."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        found = [_part(archive, name) for name in archive.namelist()]
    return [lines for lines in found if lines]


def source_of(lines: list[FormLine]) -> str:
    """A template of which every line is a paragraph."""
    return "\n".join(line.text for line in lines)


def _part(archive: zipfile.ZipFile, name: str) -> list[FormLine]:
    if name == _PROPERTIES:
        root = etree.fromstring(archive.read(name), _parser())
        return [FormLine("properties", _plain(node.text or "")) for node in root]
    head = next((head for pattern, head in _PARTS if pattern.fullmatch(name)), None)
    if head is None:
        return []
    root = etree.fromstring(archive.read(name), _parser())
    return list(_Walk(head).lines(root))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class _Walk:
    """Goes through a part in the order in which it is filled in, and counts."""

    def __init__(self, head: str) -> None:
        self._head = head
        self._paragraphs = self._tables = self._boxes = 0

    def lines(self, root: _Element) -> Iterator[FormLine]:
        for child in root:
            if child.tag == f"{_W}p":
                self._paragraphs += 1
                yield from self._paragraph(child, f"body:{self._paragraphs}")
            elif child.tag == f"{_W}tbl":
                self._tables += 1
                yield from self._table(child, self._tables)
            elif isinstance(child.tag, str):
                yield from self.lines(child)

    def _table(self, table: _Element, number: int) -> Iterator[FormLine]:
        rows = [row for row in table.iter(f"{_W}tr") if _owner(row, "tbl") is table]
        for r, row in enumerate(rows, 1):
            cells = [cell for cell in row.iter(f"{_W}tc") if _owner(cell, "tr") is row]
            for c, cell in enumerate(cells, 1):
                for paragraph in cell.iter(f"{_W}p"):
                    yield from self._paragraph(paragraph, f"table:{number}:{r}:{c}")

    def _paragraph(self, paragraph: _Element, place: str) -> Iterator[FormLine]:
        yield FormLine(self._head + place, _plain("".join(_pieces(paragraph))))
        for box in paragraph.iter(f"{_W}txbxContent"):
            self._boxes += 1
            for inner in box.iter(f"{_W}p"):
                text = _plain("".join(_pieces(inner)))
                yield FormLine(f"{self._head}box:{self._boxes}", text)


def _owner(node: _Element, name: str) -> _Element | None:
    return next(node.iterancestors(f"{_W}{name}"), None)


def _pieces(paragraph: _Element) -> Iterator[str]:
    """The paragraph's own texts, without those of text boxes in it."""
    signs = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " "}
    for node in paragraph.iter(f"{_W}t", *signs):
        if _owner(node, "p") is paragraph:
            yield signs.get(node.tag) or node.text or ""


def _plain(text: str) -> str:
    """As docxtpl makes it: without its own letters in tags, and with straight quotes in them."""
    text = _CELL.sub(r"{{ \1 }}", _MERGE.sub("", " ".join(text.splitlines())))
    text = _SPECIAL.sub(r"\1 ", text)
    return _TAG.sub(_straight, text)


def _straight(found: re.Match[str]) -> str:
    return found[0].translate(_QUOTES)
