"""Rich text on paper: as a PDF, or to a printer, on A4 with page numbers."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui import fonts

RESOLUTION = 300
MARGINS = QMarginsF(18, 16, 18, 18)
"""Left, top, right, bottom in millimetres."""

_FOOT = 10
"""Millimetres that the page number takes below the text."""


def pdf_of(html: str, title: str) -> bytes:
    """A PDF with embedded fonts."""
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(_layout())
    _paint(writer, html, writer.resolution())
    buffer.close()
    return bytes(raw.data())


def print_on(printer: str, html: str, title: str) -> None:
    """Sends it to a printer of that name, without a question."""
    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    device.setDocName(title)
    device.setPageLayout(_layout())
    _paint(device, html, device.resolution())


def _layout() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        MARGINS,
        QPageLayout.Unit.Millimeter,
    )


def _paint(device: QPagedPaintDevice, html: str, resolution: int) -> None:
    """Lays the text out for the device and paints page after page, each with its number."""
    area = QRectF(device.pageLayout().paintRectPixels(resolution))
    foot = _FOOT / 25.4 * resolution
    page = QSizeF(area.width(), area.height() - foot)
    document = _document(html, page, device)
    painter = QPainter(device)
    count = document.pageCount()
    for number in range(count):
        if number:
            device.newPage()
        _paint_page(painter, document, number, page)
        _paint_foot(painter, f"— {number + 1} / {count} —", area.width(), page.height() + foot)
    painter.end()


def _document(html: str, page: QSizeF, device: QPagedPaintDevice) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(11))
    document.setHtml(html)
    document.setPageSize(page)
    return document


def _font(points: float) -> QFont:
    font = fonts.font()
    font.setPointSizeF(points)
    return font


def _paint_page(painter: QPainter, document: QTextDocument, number: int, page: QSizeF) -> None:
    top = number * page.height()
    painter.save()
    painter.translate(0, -top)
    document.drawContents(painter, QRectF(0, top, page.width(), page.height()))
    painter.restore()


def _paint_foot(painter: QPainter, text: str, width: float, bottom: float) -> None:
    painter.setFont(_font(9))
    room = painter.fontMetrics().horizontalAdvance(text)
    painter.drawText(QPointF((width - room) / 2, bottom), text)
