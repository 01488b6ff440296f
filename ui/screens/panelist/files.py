"""File review: documents, random samples, similar texts; one part at a time under tabs."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.i18n import _, ngettext
from app.model.capture import DocumentCheck, Sample
from ui.context import Context
from ui.models.documents import documents_of
from ui.screens.base import Here, Screen, Target
from ui.screens.panelist.documents import DocumentsPart
from ui.screens.panelist.files_part import DOCUMENTS, SAMPLE, SIMILAR, FilesPart
from ui.screens.panelist.sample import SamplePart
from ui.screens.panelist.similar import SimilarPart
from ui.widgets.page import Tab

_KINDS: dict[str, type[FilesPart]] = {
    DOCUMENTS: DocumentsPart,
    SAMPLE: SamplePart,
    SIMILAR: SimilarPart,
}


class FilesScreen(Screen):
    """Page `files`. Each part is a page of its own; what comes from the window goes to it.

    A part is built when it is first gone to.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._parts: dict[str, FilesPart] = {}
        self._stack = QStackedLayout(self)
        self._built(DOCUMENTS)

    @property
    def documents(self) -> DocumentsPart:
        part = self._built(DOCUMENTS)
        assert isinstance(part, DocumentsPart)
        return part

    @property
    def sample(self) -> SamplePart:
        part = self._built(SAMPLE)
        assert isinstance(part, SamplePart)
        return part

    @property
    def similar(self) -> SimilarPart:
        part = self._built(SIMILAR)
        assert isinstance(part, SimilarPart)
        return part

    def _built(self, name: str) -> FilesPart:
        if name not in self._parts:
            part = self._parts[name] = _KINDS[name](self.context, self)
            self._stack.addWidget(part)
            part.switched.connect(self._on_switched)
            part.go.connect(self.go)
            part.told.connect(self.told)
        return self._parts[name]

    @property
    def part(self) -> FilesPart:
        """The one that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, FilesPart)
        return shown

    def refresh(self) -> None:
        documents = documents_of(self.visit)
        waiting = sum(1 for document in documents.requested if document.is_outstanding)
        total = documents.total
        pairs = self.similar.count if SIMILAR in self._parts else None
        drawn = sum(
            len(c.body.drawn) for c in self.visit.samples.all() if isinstance(c.body, Sample)
        )
        tabs = (
            Tab(DOCUMENTS, _("Documents"), f"{documents.done}/{total}" if total else "", waiting),
            Tab(SAMPLE, _("Random sample"), _records(drawn)),
            Tab(SIMILAR, _("Similar texts"), "" if pairs is None else _pairs(pairs)),
        )
        for name, part in self._parts.items():
            part.set_tabs(tabs, name)

    def flush(self) -> None:
        self.part.flush()

    def enter(self) -> None:
        self.part.enter()

    def here(self) -> Here:
        return self.part.here()

    def next_open(self) -> None:
        self.part.next_open()

    def done(self) -> None:
        self.part.done()

    def open_files(self) -> None:
        self.part.open_files()

    def reveal(self, target: Target) -> None:
        """Goes to the part that a capture belongs to; documents for anything else."""
        capture = self.visit.captures.get(target.capture) if target.capture else None
        if capture is not None and not isinstance(capture.body, DocumentCheck):
            self.show_part(SAMPLE if isinstance(capture.body, Sample) else SIMILAR)
        elif capture is not None or target.block or target.item:
            self.show_part(DOCUMENTS)
        self.part.reveal(target)

    def show_part(self, name: str) -> None:
        self.flush()
        self._stack.setCurrentWidget(self._built(name))
        self.refresh()

    @Slot(str)
    def _on_switched(self, name: str) -> None:
        """Another tab, or a part whose figure has changed (no name)."""
        if not name:
            self.refresh()
            return
        from_tabs = self.part.tabs.hasFocus()
        self.show_part(name)
        if from_tabs:
            self.part.tabs.setFocus()
        else:
            self.part.enter()


def _records(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} record", "{count} records", count).format(count=count)


def _pairs(count: int) -> str:
    return ngettext("{count} pair", "{count} pairs", count).format(count=count)
