"""Where pages end: Qt knows neither headings that stand with their text nor whole tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import (
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
)

from app.reports.pages import KEEP

_SLACK = 2
"""Dots by which Qt's own reckoning may differ; a line is many times as high."""
_ALWAYS = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or a table; `rest` is where it must have room: its first line, or its whole."""

    block: QTextBlock | None
    table: QTextTable | None

    @property
    def keeps(self) -> bool:
        return self.block is not None and self.block.userState() == KEEP


def keep_together(document: QTextDocument, page: float) -> None:
    """Sends a heading to the next page if its text is there, and a table that would be torn.

    From the top down, since every break moves what is below it. The layout is asked for as a
    whole first: Qt loses pages when it is changed while only its beginning is known.
    """
    document.documentLayout().documentSize()
    pieces = list(_pieces(document.rootFrame()))
    start = 0
    for number, piece in enumerate(pieces):
        if piece.keeps:
            continue
        run, start = pieces[start : number + 1], number + 1
        if _torn(document, run, page):
            _break_before(document, run[0])


def scale_indents(document: QTextDocument, scale: float) -> None:
    """Qt takes what lies above and below for dots of the screen, what lies beside for the device's."""
    block = document.begin()
    while block.isValid():
        look = block.blockFormat()
        if look.textIndent() or look.leftMargin() or look.rightMargin():
            look.setTextIndent(look.textIndent() * scale)
            look.setLeftMargin(look.leftMargin() * scale)
            look.setRightMargin(look.rightMargin() * scale)
            QTextCursor(block).setBlockFormat(look)
        block = block.next()


def draw_carried(painter: QPainter, document: QTextDocument, top: float, bottom: float) -> float:
    """Draws what a page has of a paragraph that began before it; returns where the rest begins.

    Qt would draw the line before as well: not to be seen, but in the texts of the file.
    """
    block = _carried(document, top)
    if block is None:
        return top
    layout = block.layout()
    place = layout.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if top - _SLACK <= place.y() + line.y() < bottom - _SLACK:
            line.draw(painter, place)
    return min(bottom, document.documentLayout().blockBoundingRect(block).bottom())


def _carried(document: QTextDocument, top: float) -> QTextBlock | None:
    """The paragraph outside of tables that has lines on both sides of a page's top."""
    layout = document.documentLayout()
    for piece in _pieces(document.rootFrame()):
        if piece.block is not None:
            box = layout.blockBoundingRect(piece.block)
            if box.bottom() > top + _SLACK:
                return piece.block if _top(document, piece) < top - _SLACK else None
    return None


def _pieces(frame: QTextFrame) -> Iterator[_Piece]:
    iterator = frame.begin()
    while not iterator.atEnd():
        inner = iterator.currentFrame()
        if isinstance(inner, QTextTable):
            yield _Piece(None, inner)
        else:
            yield _Piece(iterator.currentBlock(), None)
        iterator += 1


def _torn(document: QTextDocument, run: list[_Piece], page: float) -> bool:
    """Whether headings stand on another page than what they lead to, or a table on two."""
    top = _top(document, run[0])
    last = run[-1]
    bottom = _top(document, last)
    if last.table is not None:
        height = document.documentLayout().frameBoundingRect(last.table).height()
        whole = bottom + height - top <= page
        bottom += height if whole else 2 * _SLACK
    else:
        bottom += 2 * _SLACK
    return int((top + _SLACK) // page) != int((bottom - _SLACK) // page)


def _top(document: QTextDocument, piece: _Piece) -> float:
    """Of the first line: a paragraph itself begins on a page even if no line of it has room."""
    layout = document.documentLayout()
    if piece.block is None:
        return layout.frameBoundingRect(piece.table).top() if piece.table else 0
    top = layout.blockBoundingRect(piece.block).top()
    line = piece.block.layout().lineAt(0)
    return top + line.y() if line.isValid() else top


def _break_before(document: QTextDocument, piece: _Piece) -> None:
    if piece.block is not None:
        cursor = QTextCursor(piece.block)
        look = cursor.blockFormat()
        look.setPageBreakPolicy(_ALWAYS)
        cursor.setBlockFormat(look)
    elif piece.table is not None:
        table = piece.table.format().toTableFormat()
        table.setPageBreakPolicy(_ALWAYS)
        piece.table.setFormat(table)
    document.documentLayout().documentSize()
