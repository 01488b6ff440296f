"""Beside the documents: where one was seen, what is to be said of it, and the request list."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.capture import Capture
from app.visit import Visit
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.documents import Document, Documents, RequestRow, request_rows
from ui.models.evidence_words import document_word
from ui.models.roles import Role
from ui.screens.panelist.verify_panel import CarriedPanel
from ui.theme import tokens
from ui.widgets.basics import Button, Rule, paragraph
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.lists import FittingList
from ui.widgets.notices import Field

SHOWN = 3
"""Findings to verify; more would push the requests out of sight."""


class RequestDelegate(PaintedDelegate):
    """What was asked for, and under it where, when, and whether it came."""

    height = 50

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, RequestRow)
        look = tokens()
        if option.focused:
            focus_ring(painter, rect.adjusted(-4, 0, 4, 0))
        colour = look.verify if row.open else look.praise
        middle = rect.top() + px(15)
        icon = Icon.CLOCK if row.open else Icon.DONE
        shapes.icon(painter, QPointF(rect.left() + px(8), middle), icon, 16, colour)
        left = rect.left() + px(26)
        painter.setPen(look.text)
        room = QRectF(left, middle, rect.right() - left, 0)
        fonts.draw_in(painter, room, row.name, bold=option.chosen and option.focused)
        painter.setPen(look.muted)
        fonts.draw_in(painter, room.translated(0, px(20)), row.detail, fonts.SMALL)


class RequestList(FittingList):
    """Return goes to the document, R notes that it came.

    Signals:
        received: (id) it has come.
    """

    received = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_R and self.current_id:
            self.received.emit(self.current_id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)


class DocumentPanel(CarriedPanel):
    """Shows one document, what is still to be verified, and all that was asked for.

    Signals:
        told: (id, where, remark) as typed, to be stored.
        received: (id) what was asked for has come, or has not after all.
        followed: (id) a line of the request list was chosen.
        finished: Return in the first field; the keyboard goes back to the list.
    """

    told = Signal(str, str, str)
    received = Signal(str)
    followed = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, most=SHOWN)
        self.setAccessibleName(_("Document and requests"))
        self._shown = ""
        self._build_fields()
        self._build_requests()

    def _build_fields(self) -> None:
        self.where = LineEditor(self, name=_("Where seen"))
        self.remark = TextEditor(self, name=_("Remark"))
        self.remark.set_lines(3)
        self.remark.setMinimumHeight(px(72))
        self.remark.setMaximumHeight(px(120))
        self.came = Button(_("It has come"), self, icon=Icon.TICK, hint="R")
        for editor in (self.where, self.remark):
            editor.committed.connect(self._on_fields_committed)
        self.where.submitted.connect(self.finished)
        self.came.clicked.connect(self._on_came)
        self._fields = QWidget(self)
        row = QHBoxLayout()
        row.addWidget(self.came)
        row.addStretch(1)
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(12)
        column.addWidget(Field(_("Where seen"), self.where, self))
        column.addWidget(Field(_("Remark"), self.remark, self))
        column.addLayout(row)
        self._column.insertWidget(0, self._fields)
        self._column.insertWidget(1, Rule(self))
        self._column.insertSpacing(2, px(12))

    def _build_requests(self) -> None:
        self._requests_part = self.section(_("Request list"))
        self.requests = RequestList(RequestDelegate(), self, name=_("Request list"))
        self.requests.received.connect(self.received)
        self.requests.opened.connect(self.followed)
        self.requests.clicked.connect(self._on_clicked)
        self._no_requests = paragraph(
            _("Press 4 on a document to ask for it; it waits here until it has come."),
            self,
            role="small",
        )
        self._requests_part.add(self.requests)
        self._requests_part.add(self._no_requests)

    def show_document(self, documents: Documents, document: Document, *, editable: bool) -> None:
        """Fills the fields; what is being typed for this document is left alone."""
        moved = document.id != self._shown
        if moved:
            self.flush()
        self._shown = document.id
        check = document.check
        over = "·".join(
            word for word in (document.item.label, documents.district(document.district)) if word
        )
        self.set_head(document.evidence.label, over, document_word(check.state) if check else "")
        if moved or not self.where.hasFocus():
            self.where.set_text(check.where if check else "")
        if moved or not self.remark.hasFocus():
            self.remark.set_text(check.remark if check else "")
        locked = check is None or not editable
        self.where.setReadOnly(locked)
        self.remark.setReadOnly(locked)
        self.where.setPlaceholderText(_("Answer with 1 to 4 first") if check is None else "")
        self.came.setVisible(document.is_requested)
        self.came.set_text(_("It has come") if document.is_outstanding else _("Has not come yet"))
        self.came.setEnabled(editable)

    def show_requests(self, documents: Documents, now: datetime) -> None:
        rows = request_rows(documents, now)
        waiting = sum(1 for row in rows if row.open)
        self.requests.set_rows(rows)
        self.requests.fit()
        self.requests.setVisible(bool(rows))
        self._no_requests.setVisible(not rows)
        count = _("{count} to come").format(count=waiting) if waiting else ""
        self._requests_part.set_title(_("Request list"), count)

    def show_pending(
        self, visit: Visit, document: Document, findings: tuple[Capture, ...], *, editable: bool
    ) -> None:
        """What is to be verified, that about the document's item first."""
        self.show_carried(visit, findings, partial(_is_about, document), editable=editable)

    def flush(self) -> None:
        super().flush()
        self.where.flush()
        self.remark.flush()

    @Slot(str)
    def _on_fields_committed(self, _text: str) -> None:
        if self._shown:
            self.told.emit(self._shown, self.where.text(), self.remark.text())

    @Slot()
    def _on_came(self) -> None:
        self.received.emit(self._shown)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.followed.emit(str(index.data(Role.ID)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.requests.fit()


def _is_about(document: Document, capture: Capture) -> bool:
    """About the document's item, here or in the station as a whole."""
    return capture.item == document.item.id and capture.district in (None, document.district)
