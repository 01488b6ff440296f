"""Codes on their way to paper: shown large, printed at once, never written to a file."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPointF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.services.packs import Pack
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.theme import tokens
from ui.widgets.basics import Button, paragraph
from ui.widgets.print_button import PrintButton

HEIGHT = 64


class Slip(QWidget):
    """A person and the code of that person's pack."""

    def __init__(self, pack: Pack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pack = pack
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{pack.name} {pack.code}")

    def sizeHint(self) -> QSize:
        return QSize(px(260), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        top, low = px(19), px(44)
        shapes.avatar(painter, QPointF(px(13), px(22)), shapes.initial(self._pack.name))
        painter.setPen(look.text)
        name = fonts.elided(self._pack.name, self.width() * 0.5)
        fonts.draw(painter, QPointF(px(36), top), name)
        painter.setPen(look.muted)
        room = self.width() - px(40) - fonts.width(name)
        file_name = fonts.elided(self._pack.file_name, room, fonts.SMALL)
        fonts.draw_right(painter, QPointF(self.width(), top), file_name, fonts.SMALL)
        painter.setPen(look.text)
        fonts.draw(painter, QPointF(px(36), low), self._pack.code, fonts.TITLE, bold=True)
        shapes.hairline(painter, px(36), self.width(), self.height() - 1, look.line)


class Slips(QWidget):
    """All codes that are still to go on paper, with what can be done with them.

    Signals:
        printed: (name) slips went to the printer of that name.
        no_printer: this laptop has no printer.
        copied: the user says that the codes are on paper.
    """

    printed = Signal(str)
    no_printer = Signal()
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packs: tuple[Pack, ...] = ()
        self._station = ""
        warning = _(
            "These codes are shown until you put them away, and are stored nowhere. Copy or print "
            "them, and give each to its owner on paper, apart from the stick."
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.print_button = PrintButton(self)
        self.print_button.printer_chosen.connect(self.print_on)
        self.print_button.no_printer.connect(self.no_printer)
        self.done_button = Button(_("They are on paper"), self, icon=Icon.TICK)
        self.done_button.clicked.connect(self.copied)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.print_button)
        row.addWidget(self.done_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(paragraph(warning, self, role="small"))
        column.addLayout(self._list)
        column.addLayout(row)

    @property
    def packs(self) -> tuple[Pack, ...]:
        return self._packs

    def set_packs(self, packs: Sequence[Pack], station: str) -> None:
        """`station` is printed on every slip."""
        self._station = station
        if tuple(packs) == self._packs:
            return
        self._packs = tuple(packs)
        while (item := self._list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for pack in packs:
            self._list.addWidget(Slip(pack, self))

    def document(self) -> QTextDocument:
        """All slips, to be cut apart."""
        return slips_document(self._packs, self._station)

    @Slot(str)
    def print_on(self, printer: str) -> None:
        """Prints without a question, and never into a file of ours."""
        device = QPrinter(QPrinterInfo.printerInfo(printer))
        self.document().print_(device)
        self.printed.emit(printer)


def slips_document(packs: Sequence[Pack], station: str) -> QTextDocument:
    """One framed slip for each pack: station, person, code, and what to do with it."""
    document = QTextDocument()
    document.setHtml("".join(_slip_html(pack, station) for pack in packs))
    return document


def _slip_html(pack: Pack, station: str) -> str:
    how = _("Open the file on your laptop and type this code. Keep it apart from the stick.")
    return (
        '<table border="1" cellspacing="0" cellpadding="12" width="100%"><tr><td>'
        f"<p>{escape(station)}</p>"
        f'<p style="font-size:14pt">{escape(pack.name)}　{escape(pack.file_name)}</p>'
        f'<p style="font-size:26pt; font-weight:bold">{escape(pack.code)}</p>'
        f"<p>{escape(how)}</p></td></tr></table><p></p>"
    )
