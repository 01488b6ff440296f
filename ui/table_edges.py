"""Tables that go over to another page: Qt leaves them open below, and where they go on."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTextDocument, QTextTable

_SLACK = 2
"""Dots by which Qt's own reckoning may differ; a line is many times as high."""
_CSS = 96
"""Pixels of a style sheet in an inch."""


def close(painter: QPainter, document: QTextDocument, top: float, bottom: float) -> None:
    """Draws a line at the foot of a page on which a table does not end, and above what goes on.

    A head that is repeated closes what stands below it.
    """
    for table in document.rootFrame().childFrames():
        if not isinstance(table, QTextTable):
            continue
        look = table.format().toTableFormat()
        if look.border() <= 0:
            continue
        box = document.documentLayout().frameBoundingRect(table)
        thick = look.border() * painter.device().logicalDpiX() / _CSS
        if box.top() < bottom - _SLACK < bottom + _SLACK < box.bottom():
            _draw(painter, table, box, QRectF(0, bottom - thick - _SLACK, 0, thick))
        if not look.headerRowCount() and box.top() < top - _SLACK < top + _SLACK < box.bottom():
            _draw(painter, table, box, QRectF(0, top, 0, thick))


def _draw(painter: QPainter, table: QTextTable, box: QRectF, line: QRectF) -> None:
    """Qt tells the box of a table as wide as it is, but from where its first text begins."""
    look = table.format().toTableFormat()
    padding = look.cellPadding() * painter.device().logicalDpiX() / _CSS
    line.setLeft(box.left() - padding - line.height())
    line.setWidth(box.width() - 3 * line.height())
    painter.fillRect(line, look.borderBrush())
