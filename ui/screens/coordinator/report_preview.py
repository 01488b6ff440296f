"""The report as it will be printed, on a sheet of paper as wide as 28 characters and margins."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from app.i18n import _
from ui.fonts import px
from ui.theme import tokens

PANE, PAPER, MARGIN = 552, 530, 30
_PX = re.compile(r"\b(\d+)px")


class Preview(QWidget):
    """Keeps the place that is read when the text changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.browser = QTextBrowser(self)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setAccessibleName(_("Preview of the report"))
        self.browser.setOpenLinks(False)
        self.browser.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.browser.document().setDocumentMargin(px(MARGIN))
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 16, 11, 0)
        column.addWidget(self.browser, 0, Qt.AlignmentFlag.AlignHCenter)
        self.browser.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.browser.setFixedWidth(px(PAPER))
        self.show_waiting()

    def show_waiting(self) -> None:
        self.browser.setPlainText(_("Setting the type…"))

    def show_html(self, html: str) -> None:
        """In the user's zoom; what is printed has its own sizes."""
        bar = self.browser.verticalScrollBar()
        at = bar.value()
        self.browser.setHtml(_PX.sub(_scaled, html))
        bar.setValue(at)

    def text(self) -> str:
        """What can be read in it."""
        return self.browser.toPlainText()

    def sizeHint(self) -> QSize:
        return QSize(px(PANE), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(PANE), px(120))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().raised)
        paper = self.browser.geometry()
        painter.fillRect(paper.adjusted(-1, -1, 1, 0), tokens().line)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), tokens().line)


def _scaled(found: re.Match[str]) -> str:
    return f"{px(int(found.group(1)))}px"
