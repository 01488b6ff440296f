"""意见汇总: all findings by place of the report, to join, reword, move, pin and leave out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.capture import Stance
from ui import actions, fonts
from ui.actions import Do
from ui.context import Context
from ui.icons import Icon
from ui.models.findings import (
    OUT,
    TONES,
    VERIFY,
    Board,
    FindingView,
    Shelf,
    board,
    unsaid_text,
)
from ui.room import edge, is_narrow
from ui.screens.base import Here, Screen, Target
from ui.screens.coordinator.findings_cards import JoinCard
from ui.screens.coordinator.findings_list import FindingList, ListHead, joined_count
from ui.screens.coordinator.findings_places import PlacesColumn
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Line, Rule
from ui.widgets.editors import TextEditor
from ui.widgets.independence import Independence
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageHead, Tab, TabStrip


class AddForm(QWidget):
    """Where a finding is written that no sheet holds.

    Signals:
        written: (text)
    """

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = TextEditor(self, name=_("New finding"))
        self.editor.submits = True
        self.editor.setPlaceholderText(_("Write it down; Return keeps it"))
        self.editor.submitted.connect(self.submit)
        self.keep = Button(_("Keep"), self)
        self.drop = Button(_("Cancel"), self, kind=Kind.QUIET)
        self.keep.clicked.connect(self.submit)
        self.drop.clicked.connect(self._on_drop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keep)
        row.addWidget(self.drop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self.editor)
        column.addLayout(row)
        self.hide()

    @Slot()
    def begin(self) -> None:
        self.show()
        self.editor.setFocus()

    @Slot()
    def submit(self) -> None:
        self.editor.flush()
        text = self.editor.text().strip()
        if text:
            self.editor.set_text("")
            self.hide()
            self.written.emit(text)

    def finish(self) -> None:
        """Keeps what is written and puts the form away."""
        self.submit()
        self.hide()

    @Slot()
    def _on_drop(self) -> None:
        self.editor.set_text("")
        self.hide()


class ListPane(QWidget):
    """One of the two lists with its head, what is unsaid there, and a form to add one.

    Signals:
        added: (Stance, text)
        unsaid_asked: show the scores that nobody explains.
    """

    added = Signal(object, str)
    unsaid_asked = Signal()

    def __init__(self, stance: Stance, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stance, self._title = stance, title
        self.head = ListHead(self)
        self.list = FindingList(self, name=title)
        self.empty = EmptyState(_("Nothing here yet."), parent=self)
        self.form = AddForm(self)
        self._unsaid = QWidget(self)
        self._unsaid_text = Line("", self._unsaid, size=fonts.SMALL, tone=Tone.CONCERN)
        self._unsaid_text.set_icon(Icon.MISSING)
        self.follow = Button(_("See the scores"), self._unsaid, kind=Kind.LINK)
        self.follow.set_look(small=True)
        self._lay_out()
        self.head.add_asked.connect(self.form.begin)
        self.form.written.connect(self._on_written)
        self.follow.clicked.connect(self.unsaid_asked)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._unsaid)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(12)
        row.addWidget(self._unsaid_text, 1)
        row.addWidget(self.follow)
        held = QWidget(self)
        self._stack = QStackedLayout(held)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._unsaid)
        column.addWidget(held, 1)
        column.addWidget(self.form)

    def show_shelf(self, shelf: Shelf, made: Board, shelves: Sequence[tuple[str, str]]) -> None:
        concern = self.stance is Stance.CONCERN
        views = shelf.concern if concern else shelf.praise
        verify = shelf.id == VERIFY
        tone = Tone.VERIFY if verify else TONES[self.stance]
        joined = joined_count(views)
        note = ngettext("{count} joined", "{count} joined", joined).format(count=joined)
        title = _("To verify") if verify else self._title
        self.head.set_head(title, tone, len(views), note if joined else "")
        self.head.set_add(_("Add one") if shelf.movable else "")
        self._show_unsaid(shelf if concern else None)
        self.list.set_views(views, made.pins, shelves)
        self._stack.setCurrentWidget(self.list if views else self.empty)
        self.empty.set_sentence(_empty_sentence(shelf))

    def _show_unsaid(self, shelf: Shelf | None) -> None:
        cells = shelf.unsaid if shelf else ()
        self._unsaid.setVisible(bool(cells))
        text = _("Points taken off, and no word on: {items}")
        self._unsaid_text.set_text(text.format(items=unsaid_text(cells)) if cells else "")

    @Slot(str)
    def _on_written(self, text: str) -> None:
        self.added.emit(self.stance, text)


class FindingsScreen(Screen):
    """Places at the left, two lists beside them; the chosen finding opens in place."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._board, self._current = Board(), ""
        title = _("Findings")
        self.places = PlacesColumn(self)
        self.begin_at(self.places.list)
        self.head = PageHead(title, "", self)
        self.join_button = self.head.primary(_("Join the chosen"), Icon.JOIN, actions.hint(Do.DONE))
        self.refusal = Refusal(self)
        self.tabs = TabStrip(self, name=_("List"))
        self.praise = ListPane(Stance.PRAISE, _("Praise"), self)
        self.concern = ListPane(Stance.CONCERN, _("Concern"), self)
        self._divider = QWidget(self)
        content = QWidget(self)
        content.setProperty("ground", "surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._guard = Independence(context, title, content, self)
        self._lay_out(content)
        self._connect()

    @property
    def panes(self) -> tuple[ListPane, ListPane]:
        return self.praise, self.concern

    @property
    def shelf(self) -> Shelf:
        """The place that is shown."""
        found = self._board.shelf(self._current)
        return found or (self._board.shelves[0] if self._board.shelves else Shelf("", "", ""))

    def _lay_out(self, content: QWidget) -> None:
        self._divider.setFixedWidth(1)
        self._divider.setAutoFillBackground(True)
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self.praise, 1)
        lists.addWidget(self._divider)
        lists.addWidget(self.concern, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule(self))
        self._notice = QVBoxLayout()
        self._notice.addWidget(self.refusal)
        column.addLayout(self._notice)
        column.addWidget(self.tabs)
        column.addLayout(lists, 1)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.places)
        row.addLayout(column, 1)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self._guard)

    def _connect(self) -> None:
        self.places.chosen.connect(self._on_place)
        self.places.next_wanted.connect(self.next_open)
        self.join_button.clicked.connect(self.done)
        self.tabs.chosen.connect(self._on_tab)
        for pane in self.panes:
            pane.added.connect(self._on_added)
            pane.unsaid_asked.connect(self._on_unsaid)
            found = pane.list
            found.picked.connect(self._on_picked)
            found.reworded.connect(self._on_reworded)
            found.restanced.connect(self._on_restanced)
            found.stepped.connect(self._on_stepped)
            found.relocated.connect(self._on_relocated)
            found.pin_toggled.connect(self._on_pin)
            found.split_asked.connect(self._on_split)
            found.left_out.connect(self._on_left_out)
            found.joined.connect(self._on_joined)
            found.kept_apart.connect(self._on_kept_apart)

    def refresh(self) -> None:
        if self._guard.closed():
            return
        self._board = board(self.visit)
        self._current = self.shelf.id
        self._show_shelf()

    def _show_shelf(self) -> None:
        shelf = self.shelf
        self.places.show_board(self._board, shelf.id)
        self.head.set_title(shelf.name, _purpose(shelf))
        movable = [(s.id, _shelf_name(s)) for s in self._board.shelves if s.movable]
        for pane in self.panes:
            pane.show_shelf(shelf, self._board, movable)
        self._arrange()
        self._update_join()

    def _arrange(self) -> None:
        """One list at a time in a narrow window, and for what is to be verified."""
        shelf, narrow = self.shelf, is_narrow(self)
        alone = shelf.id == VERIFY
        self.tabs.setVisible(narrow and not alone)
        self.tabs.set_tabs(
            (
                Tab(Stance.PRAISE.value, _("Praise"), str(len(shelf.praise))),
                Tab(Stance.CONCERN.value, _("Concern"), str(len(shelf.concern))),
            )
        )
        second = self.tabs.current == Stance.CONCERN.value
        self.praise.setVisible(alone or not narrow or not second)
        self.concern.setVisible(not alone and (not narrow or second))
        self._divider.setVisible(not alone and not narrow)
        shade = self._divider.palette()
        shade.setColor(self._divider.backgroundRole(), tokens().line)
        self._divider.setPalette(shade)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.places.set_narrow(narrow=is_narrow(self))
        self._notice.setContentsMargins(edge(self), 0, edge(self), 0)
        self._arrange()

    def refused(self, error: UserError) -> None:
        self.refusal.show_error(error)

    def flush(self) -> None:
        for pane in self.panes:
            pane.list.flush()
            pane.form.finish()

    def enter(self) -> None:
        self.places.list.setFocus()

    def here(self) -> Here:
        return Here(block=self.shelf.block or "", district=self.shelf.district or "")

    def reveal(self, target: Target) -> None:
        """By capture, else by section (in `item`) or block, and district."""
        found = self._board.holding(target.capture) if target.capture else None
        for shelf in self._board.shelves:
            if found is None and _matches(shelf, target):
                found = shelf
        if found is None:
            return
        self._go_to(found.id)
        for view in found.views:
            if target.capture and target.capture in (view.edit.id, *view.edit.origins):
                self._choose(view)

    def next_open(self) -> None:
        """The next place where something was deducted and nothing is said, round the end.

        Where all is said, the next one with findings that are much alike.
        """
        unsaid = self._board.gaps()
        gaps = [shelf.id for shelf in unsaid or self._board.alike()]
        if not gaps:
            return
        ids = [shelf.id for shelf in self._board.shelves]
        at = ids.index(self._current)
        later = [gap for gap in gaps if ids.index(gap) > at]
        self._go_to((later or gaps)[0])
        if unsaid:
            self.tabs.choose(Stance.CONCERN.value)
        else:
            self._choose(next(view for view in self.shelf.views if view.near))

    @Slot()
    def done(self) -> None:
        """Joins what is chosen."""
        for pane in self.panes:
            pane.list.submit()

    def _go_to(self, shelf: str) -> None:
        self.flush()
        self._current = shelf
        for pane in self.panes:
            pane.list.choose(())
        self._show_shelf()

    def _choose(self, view: FindingView) -> None:
        pane = self.concern if view.edit.stance is Stance.CONCERN else self.praise
        self.tabs.choose(pane.stance.value)
        pane.list.choose((view.edit.id,))
        pane.list.setFocus()

    def _update_join(self) -> None:
        several = any(isinstance(pane.list.card, JoinCard) for pane in self.panes)
        self.join_button.setEnabled(several)

    @Slot(str)
    def _on_place(self, shelf: str) -> None:
        self._go_to(shelf)

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self._arrange()

    @Slot(object)
    def _on_picked(self, ids: object) -> None:
        """A choice in one list ends the one in the other."""
        chooser = self.sender()
        for pane in self.panes:
            if ids and pane.list is not chooser:
                pane.list.choose(())
        self._update_join()

    @Slot(object, str)
    def _on_added(self, stance: Stance, text: str) -> None:
        shelf, service = self.shelf, self.visit.findings
        self.refusal.hide()
        self.run(
            lambda: service.add(
                stance, text, party=shelf.party, block=shelf.block, district=shelf.district
            )
        )

    @Slot()
    def _on_unsaid(self) -> None:
        cells = self.shelf.unsaid
        if cells:
            cell = cells[0]
            self.go.emit(Target("merge", cell.block.id, cell.item.id, cell.district or ""))

    @Slot(str, str)
    def _on_reworded(self, finding: str, text: str) -> None:
        self.refusal.hide()
        service = self.visit.findings
        self.run(lambda: service.reword(finding, text))

    @Slot(str, object)
    def _on_restanced(self, finding: str, stance: Stance) -> None:
        service = self.visit.findings
        self.run(lambda: service.restance(finding, stance))

    @Slot(str, int)
    def _on_stepped(self, finding: str, step: int) -> None:
        """In front of the one before, or behind the one after it in this list."""
        service = self.visit.findings
        lists = (self.shelf.praise, self.shelf.concern)
        ids = next(([v.edit.id for v in vs] for vs in lists if _holds(vs, finding)), [])
        at = ids.index(finding) + (step if step < 0 else step + 1) if ids else -1
        if 0 <= at <= len(ids):
            before = ids[at] if at < len(ids) else None
            self.run(lambda: service.move(finding, before))

    @Slot(str, str)
    def _on_relocated(self, finding: str, wanted: str) -> None:
        shelf, service = self._board.shelf(wanted), self.visit.findings
        if shelf is not None:
            self.run(
                lambda: service.relocate(
                    finding, party=shelf.party, block=shelf.block, district=shelf.district
                )
            )

    @Slot(str, str)
    def _on_pin(self, finding: str, section: str) -> None:
        service = self.visit.findings
        held = [v.edit for v in self.shelf.views if v.edit.id == finding]
        if held:
            pinned = section not in held[0].pins
            self.run(lambda: service.pin(finding, section, pinned=pinned))

    @Slot(str)
    def _on_split(self, finding: str) -> None:
        service = self.visit.findings
        self.run(lambda: service.split(finding))

    @Slot(str, str)
    def _on_left_out(self, finding: str, reason: str) -> None:
        service = self.visit.findings
        self.run(lambda: service.leave_out(finding, reason))

    @Slot(str, str)
    def _on_kept_apart(self, one: str, other: str) -> None:
        service = self.visit.findings
        self.run(lambda: service.keep_apart(one, other))

    @Slot(object, str)
    def _on_joined(self, ids: tuple[str, ...], text: str) -> None:
        self.refusal.hide()
        service = self.visit.findings
        self.run(lambda: service.join(ids, text))


def _holds(views: Sequence[FindingView], finding: str) -> bool:
    return any(view.edit.id == finding for view in views)


def _purpose(shelf: Shelf) -> str:
    if shelf.id == VERIFY:
        return _("Settle each: praise, concern, or leave it out.")
    if shelf.id == OUT:
        return _("Kept out of the report, each with its reason.")
    if shelf.id.startswith("pin:"):
        return _("Stands here as well as in its own place.")
    return _("Join the same, keep who said it.")


def _empty_sentence(shelf: Shelf) -> str:
    if shelf.id == VERIFY:
        return _("Nothing left to verify.")
    if shelf.id == OUT:
        return _("Nothing has been left out.")
    if shelf.id.startswith("pin:"):
        return _("Nothing is marked for this part. Choose a finding and mark it.")
    return _("Nobody has written anything here.")


def _shelf_name(shelf: Shelf) -> str:
    return f"{shelf.group}·{shelf.name}" if shelf.district or shelf.party else shelf.name


def _matches(shelf: Shelf, target: Target) -> bool:
    section, _slash, _district = shelf.id.partition("/")
    if target.item and section == target.item:
        return (shelf.district or "") == target.district
    return bool(target.block) and (shelf.block, shelf.district or "") == (
        target.block,
        target.district,
    )
