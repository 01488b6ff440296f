"""The documents asked for: there, partly, missing, to follow; where seen, and what is awaited."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.base import changed
from app.model.capture import DocumentCheck, DocumentState
from ui import actions
from ui.actions import Do
from ui.context import Context
from ui.delegates.rows import PlaceDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.documents import Document, Documents, choices, documents_of, shelf_rows
from ui.screens.base import Here, Target
from ui.screens.panelist.choice_list import ChoiceHead, ChoiceList
from ui.screens.panelist.document_panel import DocumentPanel
from ui.screens.panelist.files_part import FilesPart, topped
from ui.screens.panelist.finding_list import Upright
from ui.widgets.hints import KeyHints
from ui.widgets.link_strip import LinkStrip
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState
from ui.widgets.page import is_narrow

PLACES, NARROW_PLACES = 196, 176
MINUTE = 60_000


class DocumentsPart(FilesPart):
    """Blocks and districts at the left, their documents in the middle, one of them beside."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.title = _("File review")
        self.purpose = _("Say of every document whether it was there, and where you saw it.")
        super().__init__(context, parent)
        self._documents = Documents(self.visit.setup, ())
        self._shelf = ""
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._show_times)
        self.next_button = self.head.primary(
            _("Next not checked"), Icon.DOWN, actions.hint(Do.NEXT_OPEN)
        )
        self.next_button.clicked.connect(self.next_open)
        self._build_lists()
        self._build_side()
        self._arrange()

    def _build_lists(self) -> None:
        self.places = RowList(PlaceDelegate(), self, name=_("Blocks and districts"))
        self.places.chosen.connect(self._on_place)
        self.list = ChoiceList(choices(), self, name=_("Documents"))
        self.list.chosen.connect(self._on_document)
        self.list.marked.connect(self._on_marked)
        self.list.opened.connect(self._on_opened)
        self.list.lettered.connect(self._on_lettered)
        self._list_head = ChoiceHead(self.list, _("Documents asked for"))
        self._empty = EmptyState(
            _("No documents are asked for where you score. The instrument can name them."),
            self,
            icon=Icon.FILES,
        )
        self.begin_at(self.list)

    def _build_side(self) -> None:
        self.panel = DocumentPanel(self)
        self.panel.told.connect(self._on_told)
        self.panel.received.connect(self._on_received)
        self.panel.followed.connect(self._on_followed)
        self.panel.finished.connect(self._on_finished)
        self.panel.settled.connect(self._on_settled)

    def _arrange(self) -> None:
        table = QVBoxLayout()
        table.setSpacing(0)
        table.addWidget(self._list_head)
        table.addWidget(self.list, 1)
        self._hints = self._keys()
        table.addWidget(self._hints)
        lists = QWidget(self)
        row = QHBoxLayout(lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(topped(self.places))
        row.addWidget(Upright(self))
        row.addLayout(table, 1)
        body = QWidget(self)
        self._body = QStackedLayout(body)
        self._body.addWidget(lists)
        self._body.addWidget(self._empty)
        self._frame = self.lay_out(body, self.panel)
        self.links = LinkStrip(self.visit, self)
        self.links.followed.connect(self.go)
        self._frame.add(self.links)

    def _keys(self) -> KeyHints:
        hints = (
            (("Enter",), _("where seen")),
            (("R",), _("has come")),
            (("Delete",), _("take back")),
        )
        return KeyHints(hints, self)

    def refresh(self) -> None:
        self._documents = documents_of(self.visit)
        self.show_sealed()
        self._hints.setVisible(self.editable)
        shelves = self._documents.shelves
        self._body.setCurrentIndex(0 if shelves else 1)
        self.next_button.setVisible(bool(shelves))
        self.panel.setVisible(bool(shelves) and not self._frame.is_drawer)
        if not shelves:
            return
        if self._documents.shelf(self._shelf) is None:
            first = self._documents.next_open("")
            shelf = self._documents.shelf_of(first.id) if first else None
            self._shelf = (shelf or shelves[0]).id
        self.places.set_rows(self._documents.place_rows(), self._shelf)
        self._show_shelf()

    def _show_shelf(self) -> None:
        shelf = self._documents.shelf(self._shelf)
        if shelf is None:
            return
        now = datetime.now().astimezone()
        self.list.set_rows(shelf_rows(shelf, now))
        self.list.scheduleDelayedItemsLayout()
        if not self.list.current_id:
            first = next((d for d in shelf.documents if d.check is None), shelf.documents[0])
            self.list.set_current(first.id)
        self._show_document()
        self.panel.show_requests(self._documents, now)

    def _show_document(self) -> None:
        document = self._documents.get(self.list.current_id)
        if document is not None:
            self.panel.show_document(self._documents, document, editable=self.editable)
            findings = self.visit.captures.findings()
            self.panel.show_pending(self.visit, document, findings, editable=self.editable)
            found = document.capture
            self.links.show_referring((found.id,) if found is not None else ())

    @Slot()
    def _show_times(self) -> None:
        if self._documents.shelves:
            self._show_shelf()

    def flush(self) -> None:
        self.panel.flush()

    def reveal(self, target: Target) -> None:
        """Goes to a block, or to a document by its id or by its capture."""
        capture = self.visit.captures.get(target.capture) if target.capture else None
        item, district = target.item, target.district or None
        if capture is not None and isinstance(capture.body, DocumentCheck):
            item, district = capture.item or "", capture.district
        wanted = next(
            (
                document
                for document in self._documents.all
                if item in (document.evidence.id, document.item.id)
                and district in (None, document.district)
            ),
            None,
        )
        if wanted is not None:
            self._go_to(wanted)
        elif shelf := next(
            (s for s in self._documents.shelves if s.block.id == target.block), None
        ):
            self._go_to(shelf.documents[0])

    def enter(self) -> None:
        if self._documents.shelves:
            self.list.setFocus()
        else:
            self.tabs.setFocus()

    def here(self) -> Here:
        document = self._documents.get(self.list.current_id)
        if document is None:
            return Here()
        return Here(document.block.id, document.item.id, document.district or "")

    def next_open(self) -> None:
        """The next document without an answer, over all blocks and districts."""
        self.flush()
        wanted = self._documents.next_open(self.list.current_id)
        if wanted is None:
            self.told.emit(_("Every document is answered."))
        else:
            self._go_to(wanted)

    def done(self) -> None:
        self.next_open()

    def _go_to(self, document: Document) -> None:
        shelf = self._documents.shelf_of(document.id)
        if shelf is not None and shelf.id != self._shelf:
            self._shelf = shelf.id
            self.places.set_current(shelf.id)
            self._show_shelf()
        self.list.set_current(document.id)
        self.list.scrollTo(self.list.currentIndex())
        self._show_document()
        self.list.setFocus()

    def _store(self, document: Document, check: DocumentCheck) -> bool:
        operation = partial(
            self.visit.captures.record, check, document.place, f"document:{document.id}"
        )
        return self.run(operation) is not None

    @Slot(str)
    def _on_place(self, shelf: str) -> None:
        self.panel.flush()
        self._shelf = shelf
        self._show_shelf()

    @Slot(str)
    def _on_document(self, _document: str) -> None:
        self._show_document()

    @Slot(str, str)
    def _on_marked(self, wanted: str, value: str) -> None:
        """A state; asking for something notes the time. What is there needs no more words."""
        self.panel.flush()
        document = self._documents.get(wanted)
        if document is None:
            return
        self.notice.hide()
        if not value:
            self._take_back(document)
            return
        state = DocumentState(value)
        stored = self.run(
            partial(self.visit.captures.record, _marked(document.check, state), document.place)
        )
        if stored is not None and state is DocumentState.COMPLETE:
            self.list.go_on()

    def _take_back(self, document: Document) -> None:
        if document.capture is not None:
            self.run(partial(self.visit.captures.remove, document.capture.id))

    @Slot(str)
    def _on_opened(self, _document: str) -> None:
        if self._frame.is_drawer:
            self._frame.open_drawer()
        self.panel.where.setFocus()

    @Slot(str, str)
    def _on_lettered(self, document: str, letter: str) -> None:
        if letter == "R":
            self._on_received(document)

    @Slot(str)
    def _on_received(self, wanted: str) -> None:
        """Notes that something has come, or that it has not after all."""
        document = self._documents.get(wanted)
        check = document.check if document else None
        if document is None or check is None or not document.is_requested:
            self.told.emit(_("Press 4 first: it was not asked for."))
            return
        now = None if check.received_at else _now()
        self.run(
            partial(self.visit.captures.record, changed(check, received_at=now), document.place)
        )

    @Slot(str, str, str)
    def _on_told(self, wanted: str, where: str, remark: str) -> None:
        document = self._documents.get(wanted)
        if document is not None and document.check is not None:
            self._store(document, changed(document.check, where=where, remark=remark))

    @Slot(str)
    def _on_followed(self, wanted: str) -> None:
        document = self._documents.get(wanted)
        if document is not None:
            self.panel.flush()
            self._go_to(document)

    @Slot(str, str)
    def _on_settled(self, finding: str, outcome: str) -> None:
        self.run(partial(self.visit.captures.settle, finding, outcome))

    @Slot()
    def _on_finished(self) -> None:
        if self._frame.is_drawer:
            self._frame.close_drawer()
        self.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.places.setFixedWidth(px(NARROW_PLACES if is_narrow(self) else PLACES))
        self.fit_head()


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _marked(check: DocumentCheck | None, state: DocumentState) -> DocumentCheck:
    """Asking again for what had come begins a new request."""
    asks = state is DocumentState.PENDING
    if check is None:
        return DocumentCheck(state=state, requested_at=_now() if asks else None)
    if not asks or check.state is DocumentState.PENDING:
        return changed(check, state=state)
    return changed(check, state=state, requested_at=_now(), received_at=None)
