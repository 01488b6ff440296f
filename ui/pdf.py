"""Rich text on paper: as a PDF, or to a printer, on A4 with page numbers."""

from collections.abc import Callable

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

from app.reports.pages import Pages
from ui import fonts, paging, table_edges

RESOLUTION = 300
MARGINS = (18.0, 16.0, 18.0, 18.0)
"""Left, top, right, bottom in millimetres."""
REPORT_MARGINS = (28.0, 37.0, 26.0, 25.0)
"""Those of GB/T 9704; the page number stands in the 10 mm below the text."""

_EDGE = 2
"""Dots left out above and below, or the lines beside a page's end are in the file twice."""
_CSS = 96
"""Pixels of a style sheet in an inch."""
_FOOT = 10
"""Millimetres that the page number takes below the text."""
_HEADER = 14
"""How far the header stands above the text, in millimetres."""

Told = Callable[[int, int], None]


def pdf_of(html: str, title: str) -> bytes:
    """A paper of the day as a PDF with embedded fonts."""
    return set_pages(Pages(html), title)


def print_on(printer: str, html: str, title: str) -> None:
    """Sends it to a printer of that name, without a question."""
    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    device.setDocName(title)
    pages = Pages(html)
    device.setPageLayout(_layout(pages))
    _paint(device, pages, _told_nobody)


def _told_nobody(_done: int, _total: int) -> None:
    """Progress that nobody asked for."""


def set_pages(pages: Pages, title: str, progress: Told | None = None) -> bytes:
    """A PDF with embedded fonts; headings stand with their text, tables on one page if they fit."""
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Huiping")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(_layout(pages))
    _paint(writer, pages, progress or _told_nobody)
    buffer.close()
    return bytes(raw.data())


def _layout(pages: Pages) -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(*(REPORT_MARGINS if pages.report else MARGINS)),
        QPageLayout.Unit.Millimeter,
    )


def _paint(device: QPagedPaintDevice, pages: Pages, progress: Told) -> None:
    """Lays the text out for the device and paints page after page, each with its number."""
    dots = device.logicalDpiX() / 25.4
    area = QRectF(device.pageLayout().paintRectPixels(device.logicalDpiX()))
    page = QSizeF(area.width(), int(area.height() - _FOOT * dots))
    draft = _document(pages.html, page, device)
    document = _settled(draft, page, device)
    painter = QPainter(device)
    count = document.pageCount()
    for number in range(count):
        progress(number, count)
        if number:
            device.newPage()
        _paint_centred(painter, pages.header, 16, QPointF(page.width(), -_HEADER * dots))
        _paint_page(painter, document, number, page)
        foot, points = pages.number(number, count), 14 if pages.report else 9
        _paint_centred(painter, foot, points, QPointF(page.width(), area.height()))
    painter.end()


def _document(html: str, page: QSizeF, device: QPagedPaintDevice) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(11))
    document.setHtml(html)
    document.setPageSize(page)
    paging.scale_indents(document, device.logicalDpiX() / _CSS)
    return document


def _settled(draft: QTextDocument, page: QSizeF, device: QPagedPaintDevice) -> QTextDocument:
    """A copy with the page breaks that the draft lacks; it lives as long as the draft.

    A document that is changed after it was laid out leaves out single lines when it is painted,
    and measures pictures wrongly: so one copy is measured, and a copy of that is painted.
    """
    measured = _copy(draft, page, device)
    paging.keep_together(measured, page.height())
    return _copy(measured, page, device, draft)


def _copy(
    document: QTextDocument,
    page: QSizeF,
    device: QPagedPaintDevice,
    owner: QTextDocument | None = None,
) -> QTextDocument:
    copy = document.clone(owner or document)
    copy.documentLayout().setPaintDevice(device)
    copy.setPageSize(page)
    return copy


def _font(points: float) -> QFont:
    """Without the font's forms for languages: for those no text could be read out of the file."""
    font = QFont(fonts.font())
    font.setPointSizeF(points)
    font.setFeature(QFont.Tag("locl"), 0)
    return font


def _paint_page(painter: QPainter, document: QTextDocument, number: int, page: QSizeF) -> None:
    top = number * page.height()
    painter.save()
    painter.translate(0, -top)
    start = paging.draw_carried(painter, document, top, top + page.height()) + _EDGE
    height = top + page.height() - _EDGE - start
    if height > 0:
        document.drawContents(painter, QRectF(0, start, page.width(), height))
    table_edges.close(painter, document, top, top + page.height())
    painter.restore()


def _paint_centred(painter: QPainter, text: str, points: float, corner: QPointF) -> None:
    """A line whose base stands at the corner's height, in the middle of its width."""
    if text:
        painter.setFont(_font(points))
        room = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QPointF((corner.x() - room) / 2, corner.y()), text)
