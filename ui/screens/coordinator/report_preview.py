"""The report as it will be printed, on a sheet of paper as wide as 28 characters and margins."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.reports.marks import Kind, Source
from ui.fonts import px
from ui.screens.coordinator.report_paper import Paper
from ui.theme import tokens

PANE, PAPER = 552, 530
_PX = re.compile(r"\b(\d+)px")


class Preview(QWidget):
    """Keeps the place that is read when the text changes.

    Signals:
        opened: (Source) somebody wants to go where a text comes from.
        rendered: a draft that was asked for is shown, be it another or the same.
    """

    opened = Signal(object)
    rendered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html, self._key = "", ""
        self._sources: dict[str, Source] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._set)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.browser = Paper(self)
        self.browser.opened.connect(self.opened)
        self.browser.settled.connect(self._on_settled)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 16, 11, 0)
        column.addWidget(self.browser, 0, Qt.AlignmentFlag.AlignHCenter)
        self.browser.setFixedWidth(px(PAPER))
        self.setFocusProxy(self.browser)
        self.show_waiting()

    @property
    def busy(self) -> bool:
        """Whether what was asked for last is still being set."""
        return self.browser.busy or self._again.isActive()

    def show_waiting(self) -> None:
        self._html = ""
        self.browser.show_html(f"<p>{_('Setting the type…')}</p>", {})

    def show_draft(self, html: str, sources: Mapping[str, Source]) -> None:
        """Shows a draft, a long one some events later."""
        if html != self._html:
            self._html, self._sources = html, dict(sources)
            self._set()
        elif not self.busy:
            self._on_settled()

    @Slot()
    def _set(self) -> None:
        """In the user's zoom and colours; what is printed has its own sizes."""
        self._again.stop()
        if self._html:
            self.browser.show_html(_PX.sub(_scaled, self._html), self._sources)

    @Slot()
    def _on_settled(self) -> None:
        if self._html:
            self.show_passage(self._key, follow=False)
            self.rendered.emit()

    def changeEvent(self, event: QEvent) -> None:
        """A look comes in several events, and asks for the type once."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._html:
            self.browser.setFixedWidth(px(PAPER))
            self._again.start()

    def show_passage(self, key: str, *, follow: bool = True) -> None:
        """Tints where a passage stands in the report."""
        self._key = key
        own = self.browser.standing(Kind.PASSAGE, key)
        self.browser.tint(own, follow=follow)

    def show_quote(self, line: str, start: int, end: int) -> None:
        """Tints a part of a paragraph, and brings it into the window."""
        self.browser.show_quote(line, start, end)

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
