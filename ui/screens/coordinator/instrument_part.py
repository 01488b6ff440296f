"""Instrument (指标体系): chosen, edited as a tree with a live check, kept for later visits."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Changes
from app.errors import UserError
from app.exchange.instrument_form import page as form_page
from app.exchange.instrument_shelf import InstrumentShelf
from app.i18n import N_, _, ngettext
from app.model.instrument import Instrument
from app.rules.instrument_check import instrument_problems
from app.rules.instrument_edit import put
from app.rules.instrument_tree import (
    Place,
    base_of,
    exists,
    identity,
    located,
    name_field,
    written,
)
from app.rules.problem import Problem, errors
from app.services.instruments import FROZEN, InstrumentService
from ui import messages
from ui.models.instrument_acts import OPEN, REMOVE, Done, do, with_sum
from ui.models.instrument_fields import LISTS, Entry, NodeField, field_at, read_back
from ui.room import edge
from ui.screens.coordinator.instrument_check import CheckStrip
from ui.screens.coordinator.instrument_chooser import Chooser
from ui.screens.coordinator.instrument_files import InstrumentFiles, ReadIn
from ui.screens.coordinator.instrument_form import Given, NodeForm
from ui.screens.coordinator.instrument_head import TEMPLATE, XLSX, InstrumentHead
from ui.screens.coordinator.instrument_outline import Outline
from ui.screens.coordinator.setup_part import Host, SetupPart
from ui.theme import Tone
from ui.widgets.basics import UprightRule
from ui.widgets.notices import Refusal
from ui.widgets.stack import FrontLayout

_NO_FILE_NAME = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\t', "_"))
Kept = tuple[str, str]
"""What was typed and could not be stored, and why."""


class InstrumentPart(SetupPart):
    """The editor, or the choice of another instrument in its place."""

    purpose = N_("What is scored, by which rules, and what the grades are.")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self.setAcceptDrops(True)
        self._refused: dict[tuple[str, Place], Kept] = {}
        self._checked: tuple[Instrument, tuple[Problem, ...]] | None = None
        self.files = InstrumentFiles(host.context, self)
        self.head = InstrumentHead(self)
        self.notice = Refusal(self)
        self.outline = Outline(self)
        self.form = NodeForm(self)
        self.check = CheckStrip(self)
        self.chooser = Chooser(self._shelf, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._told = QVBoxLayout()
        self._told.addWidget(self.notice)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.outline, 5)
        body.addWidget(UprightRule(self))
        body.addWidget(self.form, 6)
        self._editor = QWidget(self)
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._told)
        column.addLayout(body, 1)
        column.addWidget(self.check)
        self._stack = FrontLayout(self)
        self._stack.addWidget(self._editor)
        self._stack.addWidget(self.chooser)

    def _connect(self) -> None:
        self.head.choose.clicked.connect(self.open_chooser)
        self.head.read_in.clicked.connect(self.open_files)
        self.head.keep.clicked.connect(self.save_version)
        self.head.export_asked.connect(self._on_export_asked)
        self.head.draft_asked.connect(self._on_draft_asked)
        self.outline.asked.connect(self._on_asked)
        self.outline.view.chosen.connect(self._on_chosen)
        self.outline.view.renamed.connect(self._on_renamed)
        self.form.given.connect(self._on_given)
        self.form.sum_asked.connect(self._on_sum_asked)
        self.check.followed.connect(self._on_followed)
        self.chooser.taken.connect(self._on_taken)
        self.chooser.file_asked.connect(self.open_files)
        self.chooser.closed.connect(self.close_chooser)
        self.files.read.connect(self._on_read)
        self.files.written.connect(self._on_written)
        self.files.refused.connect(self.refuse)
        self.chooser.refused.connect(self.refuse)

    @property
    def _service(self) -> InstrumentService:
        return self.visit.instruments

    @property
    def _shelf(self) -> InstrumentShelf:
        return self.host.context.library.instruments

    @property
    def instrument(self) -> Instrument:
        """What is edited: the one in force, or the draft beside a frozen one."""
        return self._service.edited

    @property
    def place(self) -> Place:
        """The node that is chosen."""
        return self.outline.view.place

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with what is edited."""
        instrument = self.instrument
        if self._checked is None or self._checked[0] is not instrument:
            self._checked = (instrument, instrument_problems(instrument))
        return self._checked[1]

    def refresh(self) -> None:
        instrument, editable = self.instrument, self._service.editable
        counted = Counter(name for name, _path in self._refused)
        view = self.outline.view
        view.show_instrument(instrument, self.problems(), counted, editable=editable)
        self.head.show_state(self._service, read_only=self.visit.read_only)
        self.check.show_problems(self.problems(), editable=editable)
        self._show_node()
        if self._stack.currentWidget() is self.chooser:
            self.chooser.show_choices(instrument)

    def flush(self) -> None:
        self.outline.view.flush()
        self.form.flush()

    def reveal(self, place: str) -> None:
        """Goes to the node and field that a place of a problem names."""
        node, path = located(place)
        if not exists(self.instrument, node):
            return
        self.flush()
        self._stack.setCurrentWidget(self._editor)
        self.outline.view.choose(node)
        if not self.form.focus(field_at(node, path)):
            self.outline.view.setFocus()

    def first_widget(self) -> QWidget:
        """Where the keyboard begins."""
        chooses = self._stack.currentWidget() is self.chooser
        return self.chooser.list if chooses else self.outline.view

    def enter(self) -> None:
        self.first_widget().setFocus()

    @Slot()
    def open_files(self) -> None:
        """Asks for an instrument's file and reads it."""
        if not self._service.editable:
            self.refuse(UserError(FROZEN))
            return
        path = self.files.ask_source()
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Takes an instrument from a file in place of the one that is edited."""
        self.flush()
        self.files.take(path, self.instrument)

    @Slot()
    def open_chooser(self) -> None:
        self.flush()
        self.chooser.show_choices(self.instrument)
        self._stack.setCurrentWidget(self.chooser)
        self.chooser.list.setFocus()

    @Slot()
    def close_chooser(self) -> None:
        self._stack.setCurrentWidget(self._editor)
        self.outline.view.setFocus()

    @Slot()
    def save_version(self) -> None:
        """Keeps what is edited in the library as the next version, for later visits."""
        self.flush()
        wrong = len(errors(self.problems())) + len(self._refused)
        if wrong:
            self.refuse(UserError(N_("Mend what must be mended first: {count}."), count=wrong))
            return
        try:
            named = self._shelf.named(self.instrument)
            self._shelf.save(named, datetime.now().astimezone().replace(microsecond=0))
        except UserError as error:
            self.refuse(error)
            return
        self._note_version(named)
        said = _("“{title}” is kept as version {number}.")
        self.notice.show_text(
            said.format(title=named.title, number=named.version),
            _("Choose it in later visits under “Choose another”."),
            tone=Tone.PRAISE,
        )

    def _note_version(self, named: Instrument) -> None:
        """The visit's own instrument is that version now; a draft has done its work."""
        if self._service.draft is not None:
            self.run(self._service.drop_draft)
        elif self._service.editable:
            self._change(named, named.title)

    def _show_node(self) -> None:
        instrument, place = self.instrument, self.place
        self.outline.show_acts(editable=self._service.editable)
        name = identity(instrument, place)
        own = {path: kept for (node, path), kept in self._refused.items() if node == name}
        texts = {path: text for path, (text, _why) in own.items()}
        said = self._problem_words(place)
        for path, (_text, why) in own.items():
            field = field_at(place, path)
            if field is not None:
                said[field] = why
        self.form.show_node(instrument, place, said, texts, editable=self._service.editable)

    def _problem_words(self, place: Place) -> dict[NodeField, str]:
        found: dict[NodeField, list[str]] = {}
        for problem in self.problems():
            node, path = located(problem.place)
            field = field_at(node, path) if node == place else None
            if field is not None:
                words = _(problem.template).format(**problem.values)
                found.setdefault(field, []).append(words)
        return {field: "\n".join(dict.fromkeys(words)) for field, words in found.items()}

    def _change(
        self, instrument: Instrument, name: str, at: Place = (), merge_key: str = ""
    ) -> Changes | None:
        self.notice.hide()
        change = self._service.change
        return self.run(lambda: change(instrument, name=name, at=at, merge_key=merge_key))

    def _finish(self, done: Done) -> None:
        if self._change(done.instrument, done.name, done.at) is None:
            return
        self.outline.view.choose(done.place)
        if done.is_new:
            self.outline.view.setFocus()
            self.outline.view.rename()

    @Slot(str)
    def _on_asked(self, act: str) -> None:
        if act == OPEN:
            self.form.focus()
            return
        if not self._service.editable:
            self.refuse(UserError(FROZEN))
            return
        self.flush()
        try:
            done = do(act, self.instrument, self.place, self._service.new_id)
        except UserError as error:
            self.refuse(error)
            return
        if done is None:
            return
        self._finish(done)
        if act == REMOVE:
            said = _("“{name}” is deleted. Ctrl+Z brings it back.")
            self.told.emit(said.format(name=done.name))

    @Slot(object)
    def _on_chosen(self, _place: Place) -> None:
        self._show_node()

    @Slot(object, str)
    def _on_renamed(self, place: Place, text: str) -> None:
        field = field_at(place, (name_field(place),))
        if field is not None:
            self._store(place, field, text)

    @Slot(object)
    def _on_given(self, given: Given) -> None:
        place, field = given.place, given.field
        if not exists(self.instrument, place):
            return
        if field.entry in LISTS or field.entry is Entry.MARK:
            self._put(place, field, field.path, given.value)
        else:
            self._store(place, field, given.text)

    def _store(self, place: Place, field: NodeField, text: str) -> None:
        """Stores what was typed; what cannot be kept stays in the field with the reason."""
        key = (identity(self.instrument, place), field.path)
        new_id = self._service.new_id
        try:
            path, value = read_back(self.instrument, place, field, text, new_id)
        except UserError as error:
            self._refused[key] = (text, messages.render(error))
            self.refresh()
            return
        stale = self._refused.pop(key, None) is not None
        if not self._put(place, field, path, value) and stale:
            self.refresh()

    def _put(self, place: Place, field: NodeField, path: Place, value: object) -> Changes | None:
        edited = put(self.instrument, place, path, value)
        at = base_of(place) + path
        key = f"instrument:{identity(self.instrument, place)}:{written(field.path)}"
        return self._change(edited, _(field.label), at, key)

    @Slot()
    def _on_sum_asked(self) -> None:
        at = (*self.place, "full")
        self._change(with_sum(self.instrument, self.place), _("Full mark"), at)

    @Slot(object)
    def _on_followed(self, problem: Problem) -> None:
        self.reveal(problem.place)

    @Slot(object)
    def _on_taken(self, instrument: Instrument) -> None:
        if self._replace(instrument):
            self.close_chooser()

    def _replace(self, instrument: Instrument) -> bool:
        self._refused.clear()
        if self._service.frozen:
            return self._change(instrument, instrument.title) is not None
        self.notice.hide()
        return self.run(lambda: self._service.choose(instrument)) is not None

    @Slot()
    def _on_draft_asked(self) -> None:
        self.flush()
        self._refused.clear()
        dropped = self._service.draft is not None
        self.run(self._service.drop_draft if dropped else self._service.begin_draft)
        self.outline.view.setFocus()

    @Slot(str)
    def _on_export_asked(self, kind: str) -> None:
        self.flush()
        title = _("Instrument template") if kind == TEMPLATE else self.instrument.title
        name = title.translate(_NO_FILE_NAME)[:80].strip() or "instrument"
        path = self.files.ask_target(name, XLSX if kind == TEMPLATE else kind)
        if path is None:
            return
        if kind == TEMPLATE:
            self.files.write_template(path)
        else:
            self.files.write(self.instrument, path)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        said = _("Saved and read back: {path}").format(path=path)
        self.notice.show_text(said, tone=Tone.PRAISE)

    @Slot(object)
    def _on_read(self, found: ReadIn) -> None:
        if not self._replace(found.instrument):
            return
        self.close_chooser()
        count = sum(len(block.scored()) for block in found.instrument.blocks())
        said = ngettext("{name}: {count} item read.", "{name}: {count} items read.", count)
        self.notice.show_text(
            said.format(name=found.name, count=count), _read_words(found), tone=Tone.PRAISE
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._service.editable and _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the form back to the tree."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.form.isAncestorOf(focused)
        if event.key() == Qt.Key.Key_Escape and inside:
            self.flush()
            self.outline.view.setFocus()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        side = edge(self)
        self._told.setContentsMargins(side, 0, side, 8 if self.notice.isVisible() else 0)
        self.outline.set_edge(side)
        for part in (self.head, self.form, self.check, self.chooser):
            part.set_edge()


def _dropped(data: QMimeData) -> Path | None:
    """The one file that is dragged; several mean nothing here."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


def _read_words(found: ReadIn) -> str:
    """What stayed as it was, what was passed over, and how to take it all back."""
    parts = []
    if found.borrowed:
        pages = "、".join(form_page(one).title for one in found.borrowed)
        parts.append(_("Not in the file, kept as it was: {pages}.").format(pages=pages))
    if found.ignored:
        columns = "、".join(found.ignored[:6])
        parts.append(_("Passed over: {columns}.").format(columns=columns))
    parts.append(_("One undo (Ctrl+Z) takes it all back."))
    return " ".join(parts)
