"""Feedback: own findings in the order to be said, and what is still to be verified."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.base import changed
from app.model.capture import Finding, Stance
from app.services.captures import Place
from ui.context import Context
from ui.models.findings_own import OwnFindings, next_order
from ui.screens.base import Here, Screen, Target
from ui.screens.panelist.finding_list import FindingColumn, Upright
from ui.screens.panelist.verify_panel import VerifyPanel
from ui.theme import Tone
from ui.widgets.basics import KeyCap
from ui.widgets.editors import TextEditor
from ui.widgets.notices import Refusal
from ui.widgets.page import EDGE, PageFrame, PageHead, Tab, TabStrip

EVERYWHERE = ""


class FeedbackScreen(Screen):
    """Two lists side by side, filtered by block and district; 待核实 beside them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found = OwnFindings(self.visit, ())
        self._drafts: dict[Stance, str] = {}
        self._build_head()
        self._build_columns()
        self._build_side()
        self._lay_out()

    def _build_head(self) -> None:
        purpose = _("Your findings, in the order in which you will say them.")
        self._head = PageHead(_("Feedback"), purpose, self)
        self.district = QComboBox(self._head)
        self.district.setAccessibleName(_("District"))
        self.district.addItem(_("All districts"), EVERYWHERE)
        for district in self.visit.setup.districts:
            self.district.addItem(district.name, district.id)
        self.district.activated.connect(self._on_filter)
        self._head.add(self.district)
        self.tabs = TabStrip(self, name=_("Blocks"))
        self.tabs.chosen.connect(self._on_block)
        self.notice = Refusal(self)
        self.notice.asked.connect(self._on_notice_asked)

    def _build_columns(self) -> None:
        self.praise = FindingColumn(Stance.PRAISE, self)
        self.concern = FindingColumn(Stance.CONCERN, self)
        for column in (self.praise, self.concern):
            column.added.connect(self._on_added)
            column.finished.connect(self._on_finished)
            column.list.written.connect(self._on_written)
            column.list.removed.connect(self._on_removed)
            column.list.moved.connect(self._on_moved)

    def _build_side(self) -> None:
        self.panel = VerifyPanel(self)
        self.panel.settled.connect(self._on_settled)

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.praise, 1)
        columns.addWidget(Upright(self))
        columns.addWidget(self.concern, 1)
        body = QWidget(self)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice)
        whole.addLayout(columns, 1)
        whole.addLayout(self._keys())
        frame = PageFrame(self._head, self.panel, self)
        frame.add(self.tabs)
        frame.add(body, 1)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(frame)

    def _keys(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 6, EDGE, 10)
        row.setSpacing(14)
        row.addStretch(1)
        for keys, text in (
            (("Enter",), _("edit")),
            (("Alt", "↑↓"), _("change the order")),
            (("Delete",), _("delete")),
        ):
            row.addWidget(KeyCap(keys, text, self))
        return row

    def refresh(self) -> None:
        drafts = set(self._drafts.values())
        captures = tuple(c for c in self.visit.captures.findings() if c.id not in drafts)
        self._found = OwnFindings(
            self.visit, captures, self.tabs.current, str(self.district.currentData())
        )
        self._show_tabs()
        self._show_notice()
        editable = self._editable()
        for column in (self.praise, self.concern):
            column.show_rows(self._found.rows(column.stance), editable=editable)
        self.panel.show_findings(self._found, editable=editable)

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        """Stores what is being written; it goes into the lists."""
        editing = self.focusWidget()
        if isinstance(editing, TextEditor):
            editing.flush()
        self.panel.flush()
        for column in (self.praise, self.concern):
            column.field.flush()
            self._finish(column)

    def reveal(self, target: Target) -> None:
        """Goes to a finding, whatever the filter hides."""
        capture = self.visit.captures.get(target.capture) if target.capture else None
        if capture is None or not isinstance(capture.body, Finding):
            return
        self.tabs.set_current(EVERYWHERE)
        self.district.setCurrentIndex(0)
        self.refresh()
        if capture.body.stance is Stance.VERIFY:
            self.panel.choose(capture.id)
            return
        column = self.praise if capture.body.stance is Stance.PRAISE else self.concern
        column.list.set_current(capture.id)
        column.list.setFocus()

    def enter(self) -> None:
        """The keyboard goes to the first list that holds something, else to where one writes."""
        full = [c for c in (self.praise, self.concern) if c.list.isVisible()]
        if not full:
            self.praise.field.setFocus()
            return
        listing = full[0].list
        if not listing.current_id:
            listing.setCurrentIndex(listing.rows.index(0))
        listing.setFocus()

    def here(self) -> Here:
        return Here(block=self.tabs.current, district=str(self.district.currentData()))

    def next_open(self) -> None:
        """The next finding that is still to be verified."""
        if not self.panel.next_open():
            self.told.emit(_("Nothing is left to verify."))

    def _editable(self) -> bool:
        return self.visit.handin.sealed_revision is None and not self.visit.read_only

    def _show_tabs(self) -> None:
        blocks = self.visit.instrument.blocks()
        all_tab = Tab(EVERYWHERE, _("All"), str(self._found.count("")))
        rest = [Tab(b.id, b.label, str(self._found.count(b.id) or "")) for b in blocks]
        self.tabs.set_tabs((all_tab, *rest), self.tabs.current)

    def _show_notice(self) -> None:
        revision = self.visit.handin.sealed_revision
        if revision is None:
            self.notice.hide()
            return
        self.notice.show_text(
            _("Revision {number} is handed in; findings can only be looked at.").format(
                number=revision
            ),
            _("To change something, reopen the sheet."),
            _("Go to hand-in"),
            Tone.ACCENT,
        )

    def _change(self, finding: str, **fields: object) -> None:
        capture = self.visit.captures.get(finding)
        if capture is not None:
            body = changed(capture.body, **fields)
            self.run(partial(self.visit.captures.change, finding, body))

    @Slot(str)
    def _on_added(self, text: str) -> None:
        """Stores what stands in a column's field; the field keeps it until it is finished."""
        stance = self._column().stance
        draft = self._drafts.get(stance, "")
        known = draft if draft and self.visit.captures.get(draft) is not None else ""
        if known and text.strip():
            self._change(known, text=text)
        elif known:
            del self._drafts[stance]
            self.run(partial(self.visit.captures.remove, known))
        elif text.strip():
            self._begin(stance, text)

    def _column(self) -> FindingColumn:
        """Whose signal is being handled."""
        return self.concern if self.sender() is self.concern else self.praise

    def _begin(self, stance: Stance, text: str) -> None:
        here = self.here()
        place = Place(block=here.block or None, district=here.district or None)
        body = Finding(stance=stance, text=text, order=next_order(self.visit))
        created = self.run(partial(self.visit.captures.record, body, place))
        if created is not None:
            self._drafts[stance] = created.id
            self.refresh()

    @Slot()
    def _on_finished(self) -> None:
        self._finish(self._column())
        self.refresh()

    def _finish(self, column: FindingColumn) -> None:
        """The finding in the field goes into the list."""
        if self._drafts.pop(column.stance, None) is not None:
            self.visit.end_typing()
            column.field.set_text("")

    def _leave_fields(self) -> None:
        self.flush()
        self.refresh()

    @Slot(str, str)
    def _on_written(self, finding: str, text: str) -> None:
        self._change(finding, text=text)

    @Slot(str)
    def _on_removed(self, finding: str) -> None:
        self.run(partial(self.visit.captures.remove, finding))

    @Slot(str, int)
    def _on_moved(self, finding: str, step: int) -> None:
        order = self._found.moved(finding, step)
        if order:
            self.run(partial(self.visit.captures.arrange, order))

    @Slot(str, str)
    def _on_settled(self, finding: str, outcome: str) -> None:
        self._change(finding, outcome=outcome)

    @Slot(str)
    def _on_block(self, block: str) -> None:  # noqa: ARG002
        self._leave_fields()

    @Slot(int)
    def _on_filter(self, index: int) -> None:  # noqa: ARG002
        self._leave_fields()

    @Slot()
    def _on_notice_asked(self) -> None:
        self.go.emit(Target("hand_in"))
