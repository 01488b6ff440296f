"""Keeps a long document on the screen in step with its HTML, changing what changed alone.

Setting 800 paragraphs anew takes longer than a key may; a key in a text changes one of them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

_BODY = re.compile(r"(.*<body>)(.*)(</body>.*)", re.DOTALL)
_PIECE = re.compile(r"<table.*?</table>|<p[ >].*?</p>|<hr ?/>", re.DOTALL)
_CELL = re.compile(r"<t[dh][ >].*?</t[dh]>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p[ >]")


class Setting:
    """What stands in an editor's document: the HTML around the body, and the body's pieces."""

    def __init__(self, editor: QTextEdit) -> None:
        self._editor = editor
        self._head, self._style = "", ""
        self._pieces: list[str] = []
        self._known = False

    def show_html(self, html: str, style: str) -> None:
        """Shows a document; where it is nearly the one that is shown, only what differs is set."""
        found = _BODY.fullmatch(html)
        head, body = (found[1], found[2]) if found else ("", "")
        pieces = _PIECE.findall(body)
        same = self._known and (head, style) == (self._head, self._style)
        whole = "".join(pieces) == body and bool(pieces)
        if not (same and whole and self._change(pieces)):
            self._set_all(html, style)
            blocks = sum(map(_blocks, pieces))
            self._known = whole and blocks == self._editor.document().blockCount()
        self._head, self._style, self._pieces = head, style, pieces

    def _set_all(self, html: str, style: str) -> None:
        document = self._editor.document()
        document.setUndoRedoEnabled(False)
        document.setDefaultStyleSheet(style)
        self._editor.setHtml(html)

    def _change(self, pieces: Sequence[str]) -> bool:
        """Whether the change could be made in place; if not, nothing was changed."""
        old, new = self._pieces, pieces
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
        if not _fits(gone, come):
            return False
        first = sum(map(_blocks, old[:head]))
        changed = [n for n, piece in enumerate(come) if n >= len(gone) or piece != gone[n]]
        made = self._made([come[n] for n in changed])
        sizes = [_blocks(piece) for piece in come]
        places = [first + sum(sizes[:n]) + k for n in changed for k in range(sizes[n])]
        if len(made) != len(places):
            return False
        cursor = QTextCursor(self._editor.document())
        cursor.beginEditBlock()
        if len(gone) != len(come):
            self._resize(first, len(gone), len(come))
        for place, block in zip(places, made, strict=True):
            _replace(cursor, self._block(place), block)
        cursor.endEditBlock()
        return True

    def _made(self, pieces: Sequence[str]) -> list[QTextBlock]:
        """The blocks of some pieces, in a document of their own that lives as long as this."""
        if not pieces:
            return []
        scratch = self._scratch = QTextDocument()
        scratch.setDefaultFont(self._editor.document().defaultFont())
        scratch.setDefaultStyleSheet(self._style)
        scratch.setHtml(f"{self._head}{''.join(pieces)}</body></html>")
        return list(_every(scratch))

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
    """Tables must agree in every tag; what is in their cells may differ."""
    if _is_paragraph(one) or _is_paragraph(other):
        return _is_paragraph(one) and _is_paragraph(other)
    return _tags(one) == _tags(other)


def _tags(piece: str) -> list[str]:
    return re.findall(r"</?(?:table|t[rdh]|p)\b[^>]*>", piece)


def _is_paragraph(piece: str) -> bool:
    return piece.startswith("<p")


def _blocks(piece: str) -> int:
    """A table has a block for each paragraph in a cell, and an empty one after it."""
    if not piece.startswith("<table"):
        return 1
    return 1 + sum(max(1, len(_PARAGRAPH.findall(cell))) for cell in _CELL.findall(piece))


def _every(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


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
