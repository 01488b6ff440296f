"""Tracked changes in a Word file: taking them all over, refusing them all, and reading them."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml.ns import qn
from lxml import etree

from app.rules.difference import Change, Part

Element: TypeAlias = Any
"""A node; lxml ships no types."""
BODY_PART = "word/document.xml"
_MOVED_IN, _MOVED_OUT = ("w:ins", "w:moveTo"), ("w:del", "w:moveFrom")
_RANGES = tuple(
    qn(f"w:{name}{end}")
    for name in ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange")
    for end in ("Start", "End")
)
_FORMER = tuple(
    qn(f"w:{name}Change") for name in ("rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr", "tblGrid")
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it reads, with what went and came in it; `whole` if all of it did."""

    spans: tuple[Part, ...]
    whole: Change = Change.SAME
    style: str = ""

    @property
    def changed(self) -> bool:
        return self.whole is not Change.SAME or any(s.change is not Change.SAME for s in self.spans)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells of paragraphs and tables; a row may have come or gone as a whole."""

    rows: tuple[tuple[tuple["Block", ...], ...], ...]
    whole: tuple[Change, ...]

    @property
    def changed(self) -> bool:
        cells = (block.changed for row in self.rows for cell in row for block in cell)
        return any(op is not Change.SAME for op in self.whole) or any(cells)


Block = Paragraph | Table


def body_of(raw: bytes) -> Element:
    """The document's tree; the caller has looked at the file (`check_office`)."""
    with ZipFile(BytesIO(raw)) as archive:
        return etree.fromstring(archive.read(BODY_PART), parser())


def with_body(raw: bytes, root: Element) -> bytes:
    """The same file with another tree; every other part stays as it is, to the byte."""
    written = BytesIO()
    new = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with ZipFile(BytesIO(raw)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = new if entry.filename == BODY_PART else source.read(entry)
            target.writestr(entry, data, compress_type=ZIP_DEFLATED)
    return written.getvalue()


def accepted(raw: bytes) -> bytes:
    """The file with all tracked changes taken over, as *Accept all* leaves it."""
    root = body_of(raw)
    settle(root, accept=True)
    return with_body(raw, root)


def rejected(raw: bytes) -> bytes:
    """The file without its tracked changes, as *Reject all* leaves it."""
    root = body_of(raw)
    settle(root, accept=False)
    return with_body(raw, root)


def settle(root: Element, *, accept: bool) -> None:
    """Takes over or refuses all changes of a tree, in place."""
    gone, kept = (_MOVED_OUT, _MOVED_IN) if accept else (_MOVED_IN, _MOVED_OUT)
    _rows(root, gone, kept)
    for node in _holding(root, gone):
        _drop(node)
    for node in _holding(root, kept):
        _unwrap(node)
    for node in list(root.iter(qn("w:delText"))):
        node.tag = qn("w:t")
    for node in list(root.iter(*_RANGES, *_FORMER)):
        _drop(node)
    _paragraphs(root, gone, kept)


def _holding(root: Element, names: tuple[str, ...]) -> list[Element]:
    """Marks that hold runs, not those of a row or a paragraph's end."""
    return [node for node in root.iter(*map(qn, names)) if not _is_mark(node)]


def outline(root: Element) -> tuple[object, ...]:
    """The text of a tree without changes: paragraphs as texts, tables as rows of cells."""
    return tuple(_outlined(root.find(qn("w:body"))))


def blocks(root: Element) -> tuple[Block, ...]:
    """The tree as it reads, with what went and came."""
    return tuple(_blocks(root.find(qn("w:body"))))


def children(container: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, those in content controls included."""
    for node in container:
        if node.tag in (qn("w:p"), qn("w:tbl")):
            yield node
        elif node.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from children(node)


def text_of(paragraph: Element) -> str:
    """What a paragraph says; deleted text is read only where it was made `w:t` before."""
    return "".join(character(node) for node in pieces(paragraph))


def pieces(paragraph: Element, *further: str) -> Iterator[Element]:
    """The nodes that a paragraph is read by, without those of text boxes that hang on it."""
    boxed = next(paragraph.iter(_BOX), None) is not None
    for node in paragraph.iter(*PIECES, *further):
        run = node.getparent()
        if run.tag == qn("w:r") and not (boxed and _is_boxed(run, paragraph)):
            yield node


def character(node: Element) -> str:
    """A text, or the character that stands for a tab or the end of a line."""
    return PIECES[node.tag] or node.text or ""


PIECES = {
    qn("w:t"): "",
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
}
_BOX = qn("w:txbxContent")


def _is_boxed(node: Element, paragraph: Element) -> bool:
    return next(node.iterancestors(qn("w:p"))) is not paragraph


def _outlined(container: Element) -> Iterator[object]:
    for node in children(container):
        if node.tag == qn("w:p"):
            yield text_of(node)
        else:
            rows = (tuple(tuple(_outlined(c)) for c in cells(row)) for row in rows_of(node))
            yield tuple(rows)


def rows_of(table: Element) -> Iterator[Element]:
    return _under(table, "w:tr")


def cells(row: Element) -> Iterator[Element]:
    return _under(row, "w:tc")


def _under(node: Element, name: str) -> Iterator[Element]:
    for child in node:
        if child.tag == qn(name):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _under(child, name)


def _is_mark(node: Element) -> bool:
    """Whether it says of a row or a paragraph's end that it came or went, and holds nothing."""
    parent = node.getparent()
    return parent is not None and parent.tag in (qn("w:trPr"), qn("w:rPr"))


def _rows(root: Element, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    for row in list(root.iter(qn("w:tr"))):
        properties = row.find(qn("w:trPr"))
        if properties is None:
            continue
        if any(properties.find(qn(name)) is not None for name in gone):
            table = row.getparent()
            table.remove(row)
            if next(rows_of(table), None) is None:
                _drop(table)
        for name in kept:
            for mark in properties.findall(qn(name)):
                properties.remove(mark)


def _paragraphs(root: Element, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    """A paragraph whose end went flows into the next one, and vanishes with it if it is empty."""
    for paragraph in list(root.iter(qn("w:p"))):
        marks = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if marks is None:
            continue
        ended = any(marks.find(qn(name)) is not None for name in gone)
        for name in (*gone, *kept):
            for mark in marks.findall(qn(name)):
                marks.remove(mark)
        if ended:
            _flow_on(paragraph)


def _flow_on(paragraph: Element) -> None:
    content = [node for node in paragraph if node.tag != qn("w:pPr")]
    following = paragraph.getnext()
    if following is not None and following.tag == qn("w:p"):
        start = 1 if following.find(qn("w:pPr")) is not None else 0
        for offset, node in enumerate(content):
            following.insert(start + offset, node)
    elif text_of(paragraph):
        return
    _drop(paragraph)


def _drop(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: Element) -> None:
    parent = node.getparent()
    place = parent.index(node)
    for offset, child in enumerate(list(node)):
        parent.insert(place + offset, child)
    parent.remove(node)


def _blocks(container: Element) -> Iterator[Block]:
    for node in children(container):
        yield _paragraph(node) if node.tag == qn("w:p") else _table(node)


def _paragraph(node: Element) -> Paragraph:
    spans = tuple(_spans(node))
    ops = {span.change for span in spans}
    ended = _mark_of(node.find(f"{qn('w:pPr')}/{qn('w:rPr')}"))
    whole = ended if ended is not Change.SAME and ops <= {ended} else Change.SAME
    style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return Paragraph(spans, whole, "" if style is None else style.get(qn("w:val"), ""))


def _table(node: Element) -> Table:
    rows = tuple(rows_of(node))
    return Table(
        tuple(tuple(tuple(_blocks(cell)) for cell in cells(row)) for row in rows),
        tuple(_mark_of(row.find(qn("w:trPr"))) for row in rows),
    )


def _mark_of(properties: Element | None) -> Change:
    if properties is None:
        return Change.SAME
    if properties.find(qn("w:ins")) is not None:
        return Change.IN
    return Change.OUT if properties.find(qn("w:del")) is not None else Change.SAME


def _spans(paragraph: Element) -> Iterator[Part]:
    text, last = "", Change.SAME
    for node in pieces(paragraph, qn("w:delText")):
        op = _op_of(node, paragraph)
        if op is not last and text:
            yield Part(last, text)
            text = ""
        last = op
        text += node.text or "" if node.tag == qn("w:delText") else character(node)
    if text:
        yield Part(last, text)


def _op_of(node: Element, paragraph: Element) -> Change:
    for above in node.iterancestors():
        if above is paragraph:
            break
        if above.tag == qn("w:ins"):
            return Change.IN
        if above.tag == qn("w:del"):
            return Change.OUT
    return Change.SAME


def parser() -> etree.XMLParser:
    """No entities, no network, nothing larger than a document is."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
