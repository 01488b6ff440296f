"""Feedback: own findings in the order to be said, and what is still to be verified."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.base import changed
from app.model.capture import AnyBody, Finding, Reaction, Stance
from app.services.captures import ANYWHERE, Place
from ui.context import Context
from ui.icons import Icon
from ui.models.findings_own import OwnFindings, next_order
from ui.models.links import for_finding, near_finding
from ui.screens.base import Here, Screen, Target
from ui.screens.panelist.finding_list import FindingColumn, Upright, placed
from ui.screens.panelist.presentation import Presentation, said_in_order
from ui.screens.panelist.reactions import Draft, ReactionPart
from ui.screens.panelist.verify_panel import VerifyPanel
from ui.theme import Tone
from ui.widgets.basics import Button
from ui.widgets.editors import TextEditor
from ui.widgets.hints import KeyHints
from ui.widgets.link_picker import LINK_KEY, LinkPicker
from ui.widgets.link_strip import LinkStrip
from ui.widgets.notices import Refusal
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip
from ui.widgets.picker import Picker

EVERYWHERE = ""


class FeedbackScreen(Screen):
    """Two lists side by side, filtered by block and district; 待核实 and reactions beside them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found = OwnFindings(self.visit, ())
        self._drafts = {Stance.PRAISE: Draft(), Stance.CONCERN: Draft()}
        self._reaction = Draft()
        self._chosen = ""
        self._build_head()
        self._build_columns()
        self._build_side()
        self.links = LinkStrip(self.visit, self, links=True)
        self._lay_out()
        self._build_links()
        self._build_presentation()

    def _build_head(self) -> None:
        purpose = _("Your findings, in the order in which you will say them.")
        self._head = PageHead(_("Feedback"), purpose, self)
        self.district = Picker(self._head, name=_("District"))
        self.district.addItem(_("All districts"), EVERYWHERE)
        for district in self.visit.setup.districts:
            self.district.addItem(district.name, district.id)
        self.district.activated.connect(self._on_filter)
        self.present = Button(_("Present"), self._head, icon=Icon.FEEDBACK, hint="F5")
        self.present.clicked.connect(self._on_present)
        self._head.add(self.present)
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
            column.list.crossed.connect(self._on_crossed)
            column.dropped.connect(self._on_dropped)
            column.list.chosen.connect(self._on_chosen)
            column.list.entered.connect(self._show_links)

    def _build_side(self) -> None:
        self.panel = VerifyPanel(self)
        self.panel.settled.connect(self._on_settled)
        self._heard = self.panel.section(_("Reactions"))
        self.reactions = ReactionPart(self.panel)
        self._heard.add(self.reactions)
        self.reactions.added.connect(self._on_reaction_added)
        self.reactions.finished.connect(self._on_reaction_finished)
        self.reactions.attributed.connect(self._on_attributed)
        self.reactions.list.written.connect(self._on_written)
        self.reactions.list.removed.connect(self._on_removed)

    def _build_links(self) -> None:
        self.links.followed.connect(self.go)
        self.links.toggled.connect(self._on_linked)
        self.links.asked.connect(self.link)
        self.picker = LinkPicker(self.panel)
        self.picker.toggled.connect(self._on_linked)
        self.picker.closed.connect(self._on_picker_closed)
        shortcut = QShortcut(QKeySequence(LINK_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.link)

    def _build_presentation(self) -> None:
        self.presentation = Presentation(self)
        self.presentation.closed.connect(self._on_presented)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F5), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_present)

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
        whole.addWidget(self.links)
        self._hints = self._keys()
        whole.addWidget(self._hints)
        self._frame = PageFrame(self._head, self.panel, self)
        self._frame.add(self.tabs)
        self._frame.add(body, 1)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._frame)

    def _keys(self) -> KeyHints:
        hints = (
            (("Enter",), _("edit")),
            (("Alt", "↑↓"), _("change the order")),
            (("Alt", "←→"), _("to the other list")),
            (("Delete",), _("delete")),
        )
        return KeyHints(hints, self)

    def refresh(self) -> None:
        drafts = {draft.id for draft in self._drafts.values()}
        captures = tuple(c for c in self.visit.captures.findings() if c.id not in drafts)
        self._found = OwnFindings(
            self.visit, captures, self.tabs.current, str(self.district.currentData())
        )
        self._show_tabs()
        self._show_notice()
        editable = self._editable()
        self._hints.setVisible(editable)
        for column in (self.praise, self.concern):
            column.show_rows(self._found.rows(column.stance), editable=editable)
        self.panel.show_findings(self._found, editable=editable)
        self._show_links()
        self._show_reactions(editable=editable)
        if not self.presentation.isHidden():
            self.presentation.set_shown(said_in_order(self._found))

    def _show_reactions(self, *, editable: bool) -> None:
        heard = [c for c in self.visit.captures.all("reaction") if c.id != self._reaction.id]
        self._heard.set_title(_("Reactions"), str(len(heard) or ""))
        self._heard.setVisible(editable or bool(heard))
        self.reactions.show_reactions(tuple(heard), editable=editable)

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        """Stores what is being written; it goes into the lists."""
        editing = self.focusWidget()
        if isinstance(editing, TextEditor):
            editing.flush()
        self.panel.flush()
        self.picker.flush()
        for column in (self.praise, self.concern):
            column.field.flush()
            self._finish(column)
        self.reactions.flush()
        self._finish_reaction()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.presentation.put_away()

    def reveal(self, target: Target) -> None:
        """Goes to a finding, whatever the filter hides, or to a reaction."""
        capture = self.visit.captures.get(target.capture) if target.capture else None
        if capture is not None and isinstance(capture.body, Reaction):
            self.reactions.list.set_current(capture.id)
            self.reactions.list.setFocus()
            return
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

    @Slot()
    def link(self) -> None:
        """Lets evidence and scores be linked with the finding that is chosen."""
        finding = self.visit.captures.get(self._chosen)
        if finding is None or not self._editable():
            return
        self._frame.open_drawer()
        self.picker.open_for(
            _("Link with the finding"),
            " ".join(finding.body.text.split()) if isinstance(finding.body, Finding) else "",
            for_finding(self.visit),
            self.visit.links.with_finding(finding.id),
            near_finding(self.visit, finding),
        )

    @Slot()
    def _show_links(self) -> None:
        """What the finding that was chosen last goes with."""
        lists = (self.praise.list, self.concern.list)
        shown = [one.current_id for one in lists if one.hasFocus()]
        self._chosen = next(iter(shown), self._chosen)
        if not any(one.rows.index_of(self._chosen).isValid() for one in lists):
            self._chosen = ""
        self.links.show_finding(self._chosen, editable=self._editable())
        if not self.picker.isHidden():
            linked = self.visit.links.with_finding(self._chosen)
            self.picker.show_linked(for_finding(self.visit), linked)

    @Slot()
    def _on_picker_closed(self) -> None:
        """In a narrow window the drawer was opened for it alone."""
        before = self.focusWidget()
        self._frame.close_drawer()
        if before is not None:
            before.setFocus()

    @Slot(str)
    def _on_chosen(self, finding: str) -> None:
        self._chosen = finding
        self._show_links()

    @Slot(str)
    def _on_linked(self, capture: str) -> None:
        if self._chosen and self._editable():
            self.run(partial(self.visit.links.toggle_with_finding, self._chosen, capture))

    def _editable(self) -> bool:
        return self.visit.handin.sealed_revision is None and not self.visit.read_only

    def _show_tabs(self) -> None:
        blocks, counts = self.visit.instrument.blocks(), self._found.counts()
        all_tab = Tab(EVERYWHERE, _("All"), str(counts.total()))
        rest = [Tab(b.id, b.label, str(counts[b.id] or "")) for b in blocks]
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
        self._drafts[stance].keep(self, text, partial(self._new, stance, text))

    def _column(self) -> FindingColumn:
        """Whose signal is being handled."""
        return self.concern if self.sender() is self.concern else self.praise

    def _new(self, stance: Stance, text: str) -> tuple[AnyBody, Place]:
        here = self.here()
        place = Place(block=here.block or None, district=here.district or None)
        return Finding(stance=stance, text=text, order=next_order(self.visit)), place

    @Slot()
    def _on_finished(self) -> None:
        self._finish(self._column())
        self.refresh()

    def _finish(self, column: FindingColumn) -> None:
        """The finding in the field goes into the list."""
        if self._drafts[column.stance].finish(self):
            column.field.set_text("")

    @Slot(str)
    def _on_reaction_added(self, text: str) -> None:
        self._reaction.keep(self, text, partial(self._new_reaction, text))

    def _new_reaction(self, text: str) -> tuple[AnyBody, Place]:
        return Reaction(who=self.reactions.speaker(self.visit.setup), text=text), ANYWHERE

    @Slot()
    def _on_reaction_finished(self) -> None:
        self._finish_reaction()
        self.refresh()

    def _finish_reaction(self) -> None:
        if self._reaction.finish(self):
            self.reactions.field.set_text("")

    @Slot()
    def _on_attributed(self) -> None:
        """What is being written is said by whoever is chosen now."""
        if self._reaction.id:
            self._change(self._reaction.id, who=self.reactions.speaker(self.visit.setup))

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

    @Slot(str)
    def _on_crossed(self, finding: str) -> None:
        column = self.concern if self.sender() is self.praise.list else self.praise
        self._place(finding, column, "")

    @Slot(str, str)
    def _on_dropped(self, finding: str, before: str) -> None:
        self._place(finding, self._column(), before)

    def _place(self, finding: str, column: FindingColumn, before: str) -> None:
        order = placed(self._found, finding, column.stance, before)
        arrange = self.visit.captures.arrange
        if self.run(partial(arrange, order, {finding: column.stance})) is not None:
            column.list.set_current(finding)
            column.list.setFocus()

    @Slot()
    def _on_present(self) -> None:
        """Shows what the filter lets through, beginning with the finding that is chosen."""
        self._leave_fields()
        shown = said_in_order(self._found)
        if not shown:
            self.told.emit(_("There is nothing to present yet."))
            return
        lists = (self.praise.list, self.concern.list)
        chosen = next((one.current_id for one in lists if one.hasFocus()), "")
        self.presentation.open_at(chosen, shown)

    @Slot(str)
    def _on_presented(self, finding: str) -> None:
        """The keyboard goes to the finding that was shown last."""
        self.presentation.setParent(self)
        for column in (self.praise, self.concern):
            if column.list.rows.index_of(finding).isValid():
                column.list.set_current(finding)
                column.list.setFocus()

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
