"""Two versions of a Word file as one with tracked changes: take all over or refuse them all."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from docx.oxml.ns import qn
from lxml import etree

from app.errors import UserError
from app.i18n import N_
from app.model.text import clean
from app.reports.marking import aligned, marked
from app.reports.revisions import (
    Element,
    body_of,
    cells,
    character,
    children,
    outline,
    pieces,
    rows_of,
    settle,
    text_of,
    with_body,
)
from app.rules.difference import Change

AUTHOR = "汇评"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OWN_KIND = "\x1e"
"""Stands before a table's text, so that no paragraph is taken for its partner."""
_WHOLE = tuple(
    qn(f"w:{name}")
    for name in (
        *("fldChar", "instrText", "drawing", "pict", "object", "sym", "ruby"),
        *("footnoteReference", "endnoteReference", "commentReference"),
    )
)
"""What cannot be taken apart: a paragraph that holds one of these goes and comes as a whole."""
_NOT_FROM_OLD = tuple(qn(f"w:{name}") for name in ("numPr", "sectPr", "framePr", "pPrChange"))
Pair = tuple[int | None, int | None]
_END: Pair = (-1, -1)
_AFTER_MARKS = (qn("w:sectPr"), qn("w:pPrChange"))


def compare(old: bytes, new: bytes, at: datetime, author: str = AUTHOR) -> bytes:
    """The new file, with what differs in its text from the old one as tracked changes.

    Headers, footers, notes, formats and pictures are those of the new file. Changes that either
    file tracks already count as taken over.

    Raises:
        UserError: taking over or refusing all changes would not give the two texts back.
    """
    before, after = _settled(old), _settled(new)
    wanted = outline(before), outline(after)
    _Comparison(_Stamp(author, at), _styles(after)).run(before, after)
    written = with_body(new, after)
    if _outlines(written) != wanted:
        raise UserError(
            N_("The comparison does not give both texts back, so it was not written. Tell us.")
        )
    return written


def _settled(raw: bytes) -> Element:
    root = body_of(raw)
    settle(root, accept=True)
    return root


def _outlines(raw: bytes) -> tuple[object, object]:
    old, new = body_of(raw), body_of(raw)
    settle(old, accept=False)
    settle(new, accept=True)
    return outline(old), outline(new)


def _styles(root: Element) -> frozenset[str]:
    """Paragraph styles that the new file uses; another one it may not have."""
    return frozenset(node.get(qn("w:val"), "") for node in root.iter(qn("w:pStyle")))


@dataclass(slots=True)
class _Stamp:
    """Who changed when, on every mark, each with a number of its own."""

    author: str
    at: datetime
    numbers: Iterator[int] = field(default_factory=lambda: count(9_000))

    def mark(self, name: str) -> Element:
        node = etree.Element(qn(name))
        node.set(qn("w:id"), str(next(self.numbers)))
        node.set(qn("w:author"), clean(self.author)[0] or AUTHOR)
        node.set(qn("w:date"), self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        return node


@dataclass(frozen=True, slots=True)
class _Piece:
    """One character of a paragraph, with the run that it stands in and what it is there."""

    character: str
    run: Element
    node: Element


class _Comparison:
    def __init__(self, stamp: _Stamp, styles: frozenset[str]) -> None:
        self._stamp = stamp
        self._styles = styles

    def run(self, old: Element, new: Element) -> None:
        self._container(old.find(qn("w:body")), new.find(qn("w:body")))

    def _container(self, old: Element, new: Element) -> None:
        """Blocks of a body or a cell, in place; the last paragraphs belong together."""
        ours, theirs = list(children(old)), list(children(new))
        place: Element | None = None
        for one, other in _paired(ours, theirs):
            if other is None:
                place = self._removed_block(ours[one or 0], place, new)
                continue
            place = theirs[other]
            if one is None:
                self._added_block(place)
            else:
                self._changed_block(ours[one], place)

    def _removed_block(self, block: Element, place: Element | None, new: Element) -> Element:
        made = self._gone(block)
        if place is None:
            new.insert(_start(new), made)
        else:
            place.addnext(made)
        return made

    def _gone(self, block: Element) -> Element:
        if block.tag == qn("w:p"):
            return self._gone_paragraph(block, mark=True)
        made = deepcopy(block)
        for row in rows_of(made):
            self._gone_row(row)
        return made

    def _gone_row(self, row: Element) -> None:
        """A row of the old table, to stand in the new one."""
        self._mark_row(row, "w:del")
        for cell in cells(row):
            for block in list(children(cell)):
                is_last = block.getnext() is None
                if block.tag == qn("w:p"):
                    cell_parent = block.getparent()
                    cell_parent.replace(block, self._gone_paragraph(block, mark=not is_last))
                else:
                    for inner in rows_of(block):
                        self._gone_row(inner)

    def _gone_paragraph(self, paragraph: Element, *, mark: bool) -> Element:
        made = etree.Element(qn("w:p"))
        properties = self._old_properties(paragraph)
        if properties is not None:
            made.append(properties)
        if mark:
            self._mark_end(made, "w:del")
        found = _pieces(paragraph)
        if found:
            made.append(self._deleted(found))
        return made

    def _old_properties(self, paragraph: Element) -> Element | None:
        """Those that the new file understands: no numbering, section or style of the old one."""
        found = paragraph.find(qn("w:pPr"))
        if found is None:
            return None
        kept = deepcopy(found)
        style = kept.find(qn("w:pStyle"))
        if style is not None and style.get(qn("w:val"), "") not in self._styles:
            kept.remove(style)
        for name in _NOT_FROM_OLD:
            for node in kept.findall(name):
                kept.remove(node)
        return kept

    def _added_block(self, block: Element) -> None:
        if block.tag == qn("w:p"):
            self._mark_end(block, "w:ins")
            self._wrap_all(block)
            return
        for row in rows_of(block):
            self._added_row(row)

    def _added_row(self, row: Element) -> None:
        self._mark_row(row, "w:ins")
        for cell in cells(row):
            for block in children(cell):
                if block.tag == qn("w:p"):
                    self._wrap_all(block)
                    if block.getnext() is not None:
                        self._mark_end(block, "w:ins")
                else:
                    self._added_block(block)

    def _wrap_all(self, block: Element) -> None:
        """Every run as one that came, wherever it stands in links or content controls."""
        for run in [r for r in block.iter(qn("w:r")) if r.getparent().tag != qn("w:ins")]:
            mark = self._stamp.mark("w:ins")
            run.addprevious(mark)
            mark.append(run)

    def _changed_block(self, old: Element, new: Element) -> None:
        if new.tag == qn("w:p"):
            self._changed_paragraph(old, new)
        else:
            self._changed_table(old, new)

    def _changed_paragraph(self, old: Element, new: Element) -> None:
        before, after = text_of(old), text_of(new)
        if before == after:
            return
        if _is_whole(old) or _is_whole(new):
            self._wrap_all(new)
            found = _pieces(old)
            if found:
                new.insert(1 if new.find(qn("w:pPr")) is not None else 0, self._deleted(found))
            return
        self._mix(_pieces(old), _pieces(new), new)

    def _mix(self, ours: list[_Piece], theirs: list[_Piece], paragraph: Element) -> None:
        """The paragraph anew, of runs that stayed, went and came."""
        old, new = ("".join(one.character for one in found) for found in (ours, theirs))
        content: list[Element] = []
        i = j = 0
        for span in marked(old, new):
            size = len(span.text)
            if span.change is Change.OUT:
                content.append(self._deleted(ours[i : i + size]))
            elif span.change is Change.IN:
                content.append(self._inserted(theirs[j : j + size]))
            else:
                content += _runs(theirs[j : j + size])
            i += size if span.change is not Change.IN else 0
            j += size if span.change is not Change.OUT else 0
        for node in [n for n in paragraph if n.tag != qn("w:pPr")]:
            paragraph.remove(node)
        paragraph.extend(content)

    def _inserted(self, found: Sequence[_Piece]) -> Element:
        mark = self._stamp.mark("w:ins")
        mark.extend(_runs(found))
        return mark

    def _deleted(self, found: Sequence[_Piece]) -> Element:
        mark = self._stamp.mark("w:del")
        mark.extend(_runs(found, deleted=True))
        return mark

    def _changed_table(self, old: Element, new: Element) -> None:
        ours, theirs = list(rows_of(old)), list(rows_of(new))
        pairs = aligned([_row_text(r) for r in ours], [_row_text(r) for r in theirs])
        place: Element | None = None
        for one, other in pairs:
            if one is not None and other is not None and _same_shape(ours[one], theirs[other]):
                for cell, with_cell in zip(cells(ours[one]), cells(theirs[other]), strict=True):
                    self._container(cell, with_cell)
                place = theirs[other]
                continue
            if one is not None:
                place = self._removed_row(ours[one], place, theirs)
            if other is not None:
                place = theirs[other]
                self._added_row(place)

    def _removed_row(self, row: Element, place: Element | None, rows: list[Element]) -> Element:
        made = deepcopy(row)
        self._gone_row(made)
        if place is not None:
            place.addnext(made)
        elif rows:
            rows[0].addprevious(made)
        return made

    def _mark_row(self, row: Element, name: str) -> None:
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = etree.Element(qn("w:trPr"))
            before = row.find(qn("w:tblPrEx"))
            row.insert(0 if before is None else 1, properties)
        mark, last = self._stamp.mark(name), properties.find(qn("w:trPrChange"))
        if last is None:
            properties.append(mark)
        else:
            last.addprevious(mark)

    def _mark_end(self, paragraph: Element, name: str) -> None:
        """The paragraph's end came or went."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = etree.Element(qn("w:pPr"))
            paragraph.insert(0, properties)
        marks = properties.find(qn("w:rPr"))
        if marks is None:
            marks = etree.Element(qn("w:rPr"))
            later = next((n for n in properties if n.tag in _AFTER_MARKS), None)
            if later is None:
                properties.append(marks)
            else:
                later.addprevious(marks)
        marks.insert(0, self._stamp.mark(name))


def _paired(ours: list[Element], theirs: list[Element]) -> Iterable[Pair]:
    """The last paragraphs are partners: the end of a body or a cell neither comes nor goes."""
    ends = bool(ours and theirs) and ours[-1].tag == theirs[-1].tag == qn("w:p")
    old, new = (blocks[:-1] if ends else blocks for blocks in (ours, theirs))
    pairs = aligned([_block_text(b) for b in old], [_block_text(b) for b in new])
    fitting = [pair for both in pairs for pair in _of_a_kind(both, old, new)]
    fitting = list(_tables_together(fitting, old, new))
    return [*fitting, (len(old), len(new))] if ends else fitting


def _of_a_kind(
    pair: tuple[int | None, int | None], old: list[Element], new: list[Element]
) -> Iterator[Pair]:
    one, other = pair
    if one is None or other is None or old[one].tag == new[other].tag:
        yield pair
        return
    yield one, None
    yield None, other


def _tables_together(pairs: list[Pair], old: list[Element], new: list[Element]) -> Iterator[Pair]:
    """Of what went and came at one place, the first tables are one: two would grow together."""
    went: list[int] = []
    came: list[int] = []
    for one, other in (*pairs, _END):
        if other is None and one is not None:
            went.append(one)
        elif one is None and other is not None:
            came.append(other)
        else:
            yield from _with_table(went, came, old, new)
            went, came = [], []
            if (one, other) != _END:
                yield one, other


def _with_table(
    went: list[int], came: list[int], old: list[Element], new: list[Element]
) -> Iterator[Pair]:
    ours = next((n for n, i in enumerate(went) if old[i].tag == qn("w:tbl")), None)
    theirs = next((n for n, j in enumerate(came) if new[j].tag == qn("w:tbl")), None)
    if ours is None or theirs is None:
        yield from ((i, None) for i in went)
        yield from ((None, j) for j in came)
        return
    yield from ((i, None) for i in went[:ours])
    yield from ((None, j) for j in came[:theirs])
    yield went[ours], came[theirs]
    yield from _with_table(went[ours + 1 :], came[theirs + 1 :], old, new)


def _block_text(block: Element) -> str:
    if block.tag == qn("w:p"):
        return text_of(block)
    return _OWN_KIND + "\n".join(_row_text(row) for row in rows_of(block))


def _row_text(row: Element) -> str:
    return "\t".join("".join(_block_text(b) for b in children(cell)) for cell in cells(row))


def _same_shape(old: Element, new: Element) -> bool:
    return [_span(c) for c in cells(old)] == [_span(c) for c in cells(new)]


def _span(cell: Element) -> str:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return "1" if found is None else found.get(qn("w:val"), "1")


def _start(container: Element) -> int:
    """Behind a cell's properties."""
    return 1 if len(container) and container[0].tag == qn("w:tcPr") else 0


def _is_whole(paragraph: Element) -> bool:
    return next(paragraph.iter(*_WHOLE), None) is not None


def _pieces(paragraph: Element) -> list[_Piece]:
    """Every character with the run that it stands in."""
    return [
        _Piece(one, node.getparent(), node) for node in pieces(paragraph) for one in character(node)
    ]


def _runs(found: Sequence[_Piece], *, deleted: bool = False) -> list[Element]:
    """Runs with the formats that the characters had, as few as can be."""
    made: list[Element] = []
    last: Element | None = None
    for piece in found:
        if last is not piece.run or not made:
            made.append(_run_like(piece.run))
            last = piece.run
        _append(made[-1], piece, deleted=deleted)
    return made


def _run_like(run: Element) -> Element:
    made = etree.Element(qn("w:r"))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _append(run: Element, piece: _Piece, *, deleted: bool) -> None:
    if piece.node.tag != qn("w:t"):
        run.append(deepcopy(piece.node))
        return
    name = qn("w:delText") if deleted else qn("w:t")
    if not len(run) or run[-1].tag != name:
        text = etree.SubElement(run, name)
        text.set(_XML_SPACE, "preserve")
        text.text = ""
    run[-1].text += piece.character
