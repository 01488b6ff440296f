"""Keeps a long document on the screen in step with its HTML, changing what changed alone.

Where much differs, a document of its own grows beside the one that is shown, a few pieces between
two events, and takes its place when it is whole: nobody waits for 2,000 paragraphs, and what is
shown in the end is what setting everything at once would give.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, takewhile
from operator import itemgetter

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

SLICE = 9_000
"""Characters of HTML that are set between two events, tables whole: some three milliseconds."""
MOST = 120
"""Blocks that are changed in place at most."""
_BODY = re.compile(r"(.*<body>)(.*)(</body>.*)", re.DOTALL)
_PIECE = re.compile(r"<table.*?</table>|<p[ >].*?</p>|<hr ?/>", re.DOTALL)
_CELL = re.compile(r"<t[dh][ >].*?</t[dh]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<p[ >].*?</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """HTML as the pieces of its body, what stands before them, and the style of links.

    Without pieces where the body holds anything else: then it is set at once, from `html`.
    """

    html: str = field(default="", compare=False)
    head: str = ""
    style: str = ""
    pieces: tuple[str, ...] = ()

    @classmethod
    def of(cls, html: str, style: str) -> "Sheet":
        found = _BODY.fullmatch(html)
        pieces = tuple(_PIECE.findall(found[2])) if found else ()
        if found is None or "".join(pieces) != found[2]:
            return cls(html, html, style)
        return cls(html, found[1], style, pieces)

    @property
    def is_short(self) -> bool:
        return not self.pieces or len(self.html) <= SLICE

    def page(self, pieces: Sequence[str]) -> str:
        """Some of its pieces as HTML of their own."""
        return f"{self.head}{''.join(pieces)}</body></html>"

    def after_a_line(self, pieces: Sequence[str]) -> str:
        """The same after a paragraph: a table at the beginning would get an empty one of its own."""
        return self.page(("<p>–</p>", *pieces))


class Setting(QObject):
    """What stands in an editor's document, and what is to stand there.

    Signals:
        changing: what is shown is about to change.
        settled: what was asked for last is shown.
    """

    changing = Signal()
    settled = Signal()

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._margin = 0
        self._shown, self._known = Sheet(), False
        self._numbers: list[int] = []
        self._growing: Growing | None = None
        self._own: QTextDocument | None = None
        self._steps = QTimer(self)
        self._steps.setInterval(0)
        self._steps.timeout.connect(self._on_step)

    @property
    def busy(self) -> bool:
        """Whether something else is shown still than what was asked for."""
        return self._growing is not None

    def show_html(self, html: str, style: str, margin: int = 0) -> None:
        """Shows a document, now or some events later; whatever was asked for before is void."""
        self._stop()
        wanted = Sheet.of(html, style)
        same = self._known and wanted == self._shown and margin == self._margin
        if not same and not self._change(wanted, margin):
            self._set(wanted, margin)
        if not self.busy:
            self.settled.emit()

    def blocks_with(self, texts: Collection[str]) -> Iterator[QTextBlock]:
        """The blocks whose HTML may hold one of some texts, without reading the others."""
        document = self._editor.document()
        if not self._known:
            yield from every(document)
            return
        for piece, first in zip(self._shown.pieces, self._numbers, strict=False):
            if any(text in piece for text in texts):
                block = document.findBlockByNumber(first)
                for _number in range(_blocks(piece)):
                    yield block
                    block = block.next()

    def _set(self, wanted: Sheet, margin: int) -> None:
        if wanted.is_short:
            self.changing.emit()
            document = self._editor.document()
            document.setUndoRedoEnabled(False)
            document.setDefaultStyleSheet(wanted.style)
            document.setDocumentMargin(margin)
            self._editor.setHtml(wanted.html)
            self._note(wanted, margin)
        else:
            self._growing = Growing(wanted, margin, self._editor)
            self._steps.start()

    def _note(self, shown: Sheet, margin: int) -> None:
        self._shown, self._margin = shown, margin
        self._numbers = list(accumulate(map(_blocks, shown.pieces), initial=0))
        blocks = self._editor.document().blockCount()
        self._known = bool(shown.pieces) and self._numbers[-1] == blocks

    def _stop(self) -> None:
        self._steps.stop()
        if self._growing is not None:
            self._growing.document.deleteLater()
            self._growing = None

    @Slot()
    def _on_step(self) -> None:
        growing = self._growing
        if growing is None or growing.grow():
            return
        self._steps.stop()
        self.changing.emit()
        self._growing = None
        self._take(growing.document)
        self._note(growing.sheet, growing.margin)
        self.settled.emit()

    def _take(self, document: QTextDocument) -> None:
        """The new document in the place of the one that is shown."""
        document.setDefaultFont(self._editor.document().defaultFont())
        self._editor.setDocument(document)
        if self._own is not None:
            self._own.deleteLater()
        self._own = document

    def _change(self, wanted: Sheet, margin: int) -> bool:
        """Whether the change could be made in place; if not, nothing was changed."""
        shown = self._shown
        same = (wanted.head, wanted.style, margin) == (shown.head, shown.style, self._margin)
        if not (self._known and same and wanted.pieces):
            return False
        change = Change.between(shown.pieces, wanted.pieces)
        if change is None or len(change.places) > MOST:
            return False
        made = list(every(self._made(wanted, change)))[1:]
        if len(made) != sum(change.sizes):
            return False
        self.changing.emit()
        self._put(change, made)
        self._note(wanted, margin)
        return True

    def _made(self, wanted: Sheet, change: "Change") -> QTextDocument:
        self._scratch = _document(wanted.after_a_line(change.pieces), wanted.style)
        return self._scratch

    def _put(self, change: "Change", made: Sequence[QTextBlock]) -> None:
        """Piece by piece: one edit from the first to the last would lay out all between them."""
        first = self._numbers[change.first]
        if change.gone != change.come:
            self._resize(first, change.gone, change.come)
        cursor = QTextCursor(self._editor.document())
        for _piece, places in groupby(change.places, itemgetter(0)):
            cursor.beginEditBlock()
            for _same, number, at in places:
                _replace(cursor, self._block(first + number), made[at])
            cursor.endEditBlock()

    def _resize(self, first: int, before: int, after: int) -> None:
        """As many paragraphs from `first` on as are wanted; outside of tables each is a block."""
        last = QTextCursor(self._block(first + min(before, after) - 1))
        last.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        for _added in range(after - before):
            last.insertBlock()
        if before > after:
            end = QTextCursor(self._block(first + before - 1))
            end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            last.setPosition(end.position(), QTextCursor.MoveMode.KeepAnchor)
            last.removeSelectedText()

    def _block(self, number: int) -> QTextBlock:
        return self._editor.document().findBlockByNumber(number)


class Growing:
    """A document that becomes, slice by slice, what setting its whole HTML would give."""

    def __init__(self, sheet: Sheet, margin: int, parent: QObject) -> None:
        self.sheet, self.margin = sheet, margin
        slices = _slices(sheet.pieces)
        self.document = _document(sheet.page(next(slices)), sheet.style, parent)
        self.document.setDocumentMargin(margin)
        self._rest = slices

    def grow(self) -> bool:
        """Sets the next slice; False when there was none."""
        pieces = next(self._rest, None)
        if pieces is not None:
            made = _document(self.sheet.after_a_line(pieces), self.sheet.style)
            taken = QTextCursor(made)
            taken.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            taken.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            end = QTextCursor(self.document)
            end.movePosition(QTextCursor.MoveOperation.End)
            end.insertFragment(taken.selection())
        return pieces is not None


@dataclass(frozen=True, slots=True)
class Change:
    """Pieces from `first` on, `gone` of them, that give way to `come` others.

    `pieces` are those of the new ones that differ, and `sizes` how many blocks they are; `places`
    name the blocks that differ: by their piece, counted from `first`, and from the first of `pieces`.
    """

    first: int
    gone: int
    come: int
    pieces: tuple[str, ...]
    sizes: tuple[int, ...]
    places: tuple[tuple[int, int, int], ...]

    @classmethod
    def between(cls, old: Sequence[str], new: Sequence[str]) -> "Change | None":
        """None where blocks cannot take the place of others one by one."""
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
        if not _fits(gone, come):
            return None
        pieces, places, number, at = list[str](), list[tuple[int, int, int]](), 0, 0
        for n, piece in enumerate(come):
            before = gone[n] if n < len(gone) else ""
            if piece != before:
                differing = _differing(before, piece)
                places += [(n, number + k, at + k) for k in differing]
                pieces.append(piece)
                at += _blocks(piece)
            number += _blocks(piece)
        sizes = tuple(map(_blocks, pieces))
        return cls(head, len(gone), len(come), tuple(pieces), sizes, tuple(places))


def every(document: QTextDocument) -> Iterator[QTextBlock]:
    """All blocks of a document, in their order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _document(html: str, style: str, parent: QObject | None = None) -> QTextDocument:
    made = QTextDocument(parent)
    made.setUndoRedoEnabled(False)
    made.setDefaultStyleSheet(style)
    made.setHtml(html)
    return made


def _slices(pieces: Sequence[str]) -> Iterator[list[str]]:
    """Never ends one with a table: what comes after it decides whether it leaves an empty line."""
    held, size = list[str](), 0
    for piece in pieces:
        if held and size + len(piece) > SLICE and not held[-1].startswith("<table"):
            yield held
            held, size = [], 0
        held.append(piece)
        size += len(piece)
    yield held


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _fits(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether pieces can take the place of others block by block."""
    if len(gone) == len(come):
        return all(_same_shape(one, other) for one, other in zip(gone, come, strict=True))
    return bool(gone) and bool(come) and all(map(_is_paragraph, (*gone, *come)))


def _same_shape(one: str, other: str) -> bool:
    """Tables must agree in every tag; what is in their cells may differ.

    A last cell that is empty leaves no line behind the table, so it stays that, or filled.
    """
    if one == other:
        return True
    if _is_paragraph(one) or _is_paragraph(other):
        return _is_paragraph(one) and _is_paragraph(other)
    return _tags(one) == _tags(other) and _ends_empty(one) == _ends_empty(other)


def _ends_empty(table: str) -> bool:
    return not _TAG.sub("", _parts(table)[-2]).strip() if len(_parts(table)) > 1 else True


def _tags(piece: str) -> list[str]:
    return re.findall(r"</?(?:table|t[rdh]|p)\b[^>]*>", piece)


def _is_paragraph(piece: str) -> bool:
    return piece.startswith("<p")


def _blocks(piece: str) -> int:
    """A table has a block for each paragraph in a cell, and an empty one after it."""
    return len(_parts(piece)) if piece.startswith("<table") else 1


def _parts(piece: str) -> list[str]:
    """The HTML of each block of a piece."""
    if not piece.startswith("<table"):
        return [piece]
    cells = _CELL.findall(piece)
    return [*(part for cell in cells for part in _PARAGRAPH.findall(cell) or [cell]), ""]


def _differing(before: str, after: str) -> list[int]:
    """Which blocks of a piece are others than before."""
    old = _parts(before)
    return [n for n, one in enumerate(_parts(after)) if n >= len(old) or one != old[n]]


def _replace(cursor: QTextCursor, old: QTextBlock, new: QTextBlock) -> None:
    """The format and the text of one block by those of another one."""
    cursor.setPosition(old.position())
    cursor.setBlockFormat(new.blockFormat())
    cursor.setBlockCharFormat(new.charFormat())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    text, at = new.text(), 0
    for part in new.textFormats():
        cursor.insertText(_cut(text, at, part.length), part.format)
        at += part.length


def _cut(text: str, start: int, length: int) -> str:
    """A part of a text by places as documents count them, in UTF-16."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * (start + length)].decode("utf-16-le", "surrogatepass")
