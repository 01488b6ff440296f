"""Briefing: what is known of the station, notes with their times, what is to be verified."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.base import changed
from app.model.capture import Capture, Finding, Note, Stance
from ui.context import Context
from ui.models.briefing import STAGE, note_rows
from ui.models.findings_own import OwnFindings
from ui.screens.base import Screen, Target
from ui.screens.panelist.facts import Facts
from ui.screens.panelist.finding_list import Upright
from ui.screens.panelist.note_pad import NotePad
from ui.screens.panelist.sealed import show_sealed
from ui.screens.panelist.verify_panel import VerifyPanel
from ui.widgets.editors import TextEditor
from ui.widgets.link_strip import LinkStrip
from ui.widgets.notices import Refusal
from ui.widgets.page import PageFrame, PageHead

SHOWN = 40


class BriefingScreen(Screen):
    """The paragraph under way is stored at every pause; it joins the list when it is ended."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._draft, self._kept = "", ""
        self._build_parts()
        self._lay_out()

    def _build_parts(self) -> None:
        self.notice = Refusal(self)
        self.notice.asked.connect(self._on_notice_asked)
        self.facts = Facts(self)
        self.pad = NotePad(self)
        self.pad.field.committed.connect(self._on_typed)
        self.pad.field.ended.connect(self._on_ended)
        self.pad.list.written.connect(self._on_written)
        self.pad.list.removed.connect(self._on_removed)
        self.pad.list.chosen.connect(self._on_note)
        self.panel = VerifyPanel(self, eager=False)
        self.panel.settled.connect(self._on_settled)

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.facts, 8)
        columns.addWidget(Upright(self))
        columns.addWidget(self.pad, 7)
        purpose = _("Listen, and note; what you doubt goes to be verified.")
        self._frame = PageFrame(PageHead(_("Briefing"), purpose, self), self.panel, self)
        self._frame.add(self.notice)
        body = QWidget(self._frame)
        body.setLayout(columns)
        columns.setContentsMargins(0, 0, 0, 0)
        self._frame.add(body, 1)
        self.links = LinkStrip(self.visit, self)
        self.links.followed.connect(self.go)
        self._frame.add(self.links)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._frame)

    def refresh(self) -> None:
        self.facts.show_setup(self.visit.setup)
        editable = self._editable()
        if not editable or self.notice.action.text():
            show_sealed(self.notice, self.visit.handin.sealed_revision)
        self._follow_draft()
        self.pad.show_rows(note_rows(self.visit, without=self._draft), editable=editable)
        self._show_links()
        asked = self.visit.captures.findings(Stance.VERIFY)
        pending = [c for c in asked if not _outcome(c)]
        settled = [c for c in asked if _outcome(c)]
        shown = (*pending[:SHOWN], *settled[-SHOWN:])
        self.panel.show_findings(OwnFindings(self.visit, shown), editable=editable)

    def _show_links(self) -> None:
        """What refers to the note that is chosen, or to any while none is."""
        rows = self.pad.list.rows.rows
        chosen = self.pad.list.current_id
        self.links.show_referring((chosen,) if chosen else (row.id for row in rows))

    @Slot(str)
    def _on_note(self, _note: str) -> None:
        self._show_links()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        """Stores what is being written; the paragraph under way stays under way."""
        editing = self.focusWidget()
        if isinstance(editing, TextEditor):
            editing.flush()
        self.pad.field.flush()
        self.panel.flush()

    def enter(self) -> None:
        (self.pad.field if self._editable() else self.pad.list).setFocus()

    def reveal(self, target: Target) -> None:
        """Goes to a note, or to what is to be verified."""
        capture = self.visit.captures.get(target.capture) if target.capture else None
        if capture is None:
            return
        if isinstance(capture.body, Finding):
            self.panel.choose(capture.id)
        else:
            self.end_paragraph()
            self.pad.list.set_current(capture.id)
            self._show_links()
            self.pad.list.setFocus()

    def next_open(self) -> None:
        """The next finding that is still to be verified."""
        self._frame.open_drawer()
        if not self.panel.next_open():
            self.told.emit(_("Nothing is left to verify."))

    def done(self) -> None:
        """Ends the paragraph."""
        self.pad.field.flush()
        self.end_paragraph()
        self.pad.field.setFocus()

    def end_paragraph(self) -> None:
        """What is in the field joins the notes."""
        if self._draft:
            self._draft = self._kept = ""
            self.visit.end_typing()
            self.pad.field.set_text("")
            self.refresh()

    def _editable(self) -> bool:
        return self.visit.handin.sealed_revision is None and not self.visit.read_only

    def _follow_draft(self) -> None:
        """Undo may have changed the paragraph under way, or taken it away."""
        if not self._draft or self.pad.field.text() != self._kept:
            return
        capture = self.visit.captures.get(self._draft)
        stored = capture.body.text if capture and isinstance(capture.body, Note) else ""
        if stored != self._kept.strip():
            self._kept = stored
            self.pad.field.set_text(stored)
        if capture is None:
            self._draft = ""

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Stores what stands in the field; emptied, the note under way is deleted."""
        self._kept = text
        bare, captures = text.strip(), self.visit.captures
        known = bool(self._draft) and captures.get(self._draft) is not None
        if known and bare:
            self.run(partial(captures.change, self._draft, Note(text=bare, stage=STAGE)))
        elif known:
            gone, self._draft = self._draft, ""
            self.run(partial(captures.remove, gone))
        elif bare:
            self._start(bare)

    def _start(self, text: str) -> None:
        created = self.run(partial(self.visit.captures.record, Note(text=text, stage=STAGE)))
        if created is not None:
            self._draft = created.id
            self.refresh()

    @Slot()
    def _on_ended(self) -> None:
        self.end_paragraph()

    def _change(self, capture_id: str, **fields: object) -> None:
        capture = self.visit.captures.get(capture_id)
        if capture is not None:
            body = changed(capture.body, **fields)
            self.run(partial(self.visit.captures.change, capture_id, body))

    @Slot(str, str)
    def _on_written(self, note: str, text: str) -> None:
        self._change(note, text=text)

    @Slot(str)
    def _on_removed(self, note: str) -> None:
        if self._editable():
            self.run(partial(self.visit.captures.remove, note))

    @Slot(str, str)
    def _on_settled(self, finding: str, outcome: str) -> None:
        self._change(finding, outcome=outcome)

    @Slot()
    def _on_notice_asked(self) -> None:
        self.go.emit(Target("hand_in"))


def _outcome(capture: Capture) -> str:
    return capture.body.outcome.strip() if isinstance(capture.body, Finding) else ""
