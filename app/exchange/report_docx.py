"""Lines of a Word file in the order in which they are read, with their automatic numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from app.exchange.docx_numbers import Numbers
from app.exchange.foreign import check_office, refusing
from app.model.line import Line

_P, _TBL, _TR, _TC, _SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdtContent"))
_R, _T, _BOX = qn("w:r"), qn("w:t"), qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def docx_lines(raw: bytes, name: str) -> tuple[Line, ...]:
    """Body, then headers and footers; a text box follows the paragraph that it hangs on.

    Raises:
        UserError: no Word file, damaged, protected, or far larger than such a file ever is.
    """
    check_office(raw, name, "word/document.xml")
    with refusing(name):
        document = docx.Document(BytesIO(raw))
        reading = _Reading(Numbers(document))
        lines = [*reading.blocks(document.element.body), *_margins(document, reading)]
    return tuple(line for line in lines if line.text.strip())


def _margins(document: Document, reading: "_Reading") -> Iterator[Line]:
    """Headers and footers, each text once, however many sections show it."""
    seen: set[tuple[str, str]] = set()
    for section in document.sections:
        for part, story in (
            ("header", section.first_page_header),
            ("header", section.header),
            ("footer", section.first_page_footer),
            ("footer", section.footer),
        ):
            if story.is_linked_to_previous:
                continue
            for line in reading.blocks(story.part.element):
                if (part, line.text) not in seen:
                    seen.add((part, line.text))
                    yield replace(line, part=part)


@dataclass(slots=True)
class _Reading:
    numbers: Numbers
    paragraphs: int = 0
    tables: int = 0
    boxes: list[BaseOxmlElement] = field(default_factory=list)

    def blocks(self, node: BaseOxmlElement, part: str = "") -> Iterator[Line]:
        for child in node:
            if child.tag == _P:
                yield from self._paragraph(child, part)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag not in _GONE:
                yield from self.blocks(child, part)

    def _paragraph(self, node: BaseOxmlElement, part: str) -> Iterator[Line]:
        """The paragraph, and then what its text boxes hold."""
        self.paragraphs += 1
        text = "".join(self._pieces(node))
        boxes, self.boxes = self.boxes, []
        of_contents = self.numbers.is_contents(node)
        kind = "toc" if of_contents else part
        yield Line(self.paragraphs, self.numbers.of(node, text) + text, part=kind)
        for box in boxes:
            yield from self.blocks(box, "box")

    def _pieces(self, node: BaseOxmlElement) -> Iterator[str]:
        for child in node:
            tag = child.tag
            if tag == _T:
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[str(tag)]
            elif tag == _BOX:
                self.boxes.append(child)
            elif tag not in _GONE and not (tag == _R and _is_hidden(child)):
                yield from self._pieces(child)

    def _table(self, node: BaseOxmlElement) -> Iterator[Line]:
        """A line a cell; what is merged stands once, at its first place."""
        number = self.tables
        self.tables += 1
        for row, cells in enumerate(node.iter(_TR)):
            if next(cells.iterancestors(_TBL)) is node:
                yield from self._row(cells, number, row)

    def _row(self, node: BaseOxmlElement, table: int, row: int) -> Iterator[Line]:
        column = 0
        for cell in node.iter(_TC):
            if next(cell.iterancestors(_TR)) is not node:
                continue
            lines = list(self.blocks(cell))
            own = [line for line in lines if line.table < 0]
            if own and not _goes_on_above(cell):
                yield replace(_cell_line(own), table=table, row=row, column=column)
            yield from (line for line in lines if line.table >= 0)
            column += _span(cell)


def _cell_line(lines: list[Line]) -> Line:
    """All paragraphs of a cell as one line, with the number of each."""
    text, joins = lines[0].text, []
    for line in lines[1:]:
        joins.append((len(text) + 1, line.number))
        text = f"{text}\n{line.text}"
    return Line(lines[0].number, text, joins=tuple(joins))


def _property(cell: BaseOxmlElement, name: str) -> BaseOxmlElement | None:
    found: BaseOxmlElement | None = cell.find(f"{qn('w:tcPr')}/{qn(name)}")
    return found


def _goes_on_above(cell: BaseOxmlElement) -> bool:
    merged = _property(cell, "w:vMerge")
    return merged is not None and merged.get(qn("w:val"), "continue") != "restart"


def _span(cell: BaseOxmlElement) -> int:
    span = _property(cell, "w:gridSpan")
    written = span.get(qn("w:val"), "1") if span is not None else "1"
    return int(written) if str(written).isdigit() else 1


def _is_hidden(run: BaseOxmlElement) -> bool:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val"), "true") not in {"0", "false"}
