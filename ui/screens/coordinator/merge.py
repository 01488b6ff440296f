"""Merging (合分): items by district with everybody's dots, the figures' origin, settlements."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.errors import UserError
from app.i18n import _
from app.model.outcome import Cell, GivenState, Outcome, PartyResult
from app.model.text import plain
from app.rules.spread import cells_of
from ui import actions, messages
from ui.actions import Do
from ui.context import Context
from ui.icons import Icon
from ui.models.merge import Facts, Place, facts_of, name_of
from ui.models.merge_figures import exact, plain_two
from ui.models.merge_trace import behind_of, cell_view
from ui.models.observation import PhotoRow
from ui.models.readiness import joined
from ui.photo_jobs import Thumbnails
from ui.room import is_narrow
from ui.screens.base import Here, Screen, Target
from ui.screens.coordinator.agreement_part import AgreementPart
from ui.screens.coordinator.matrix_part import MatrixPart
from ui.screens.coordinator.merge_side import MergeSide
from ui.screens.coordinator.settlement import AGREED, CHAIR, RULE, Draft, read_points
from ui.widgets.basics import Button
from ui.widgets.independence import Independence
from ui.widgets.notices import EmptyState
from ui.widgets.page import PageFrame, PageHead
from ui.widgets.photo_viewer import PhotoViewer
from ui.widgets.stack import FrontLayout


class MergeScreen(Screen):
    """Page `merge`. Closed until whoever scores on this laptop has handed in.

    Signals: those of `Screen`.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._drafts: dict[Place, Draft] = {}
        self._facts: Facts | None = None
        self.head = self._titled()
        hint = actions.hint(Do.NEXT_OPEN)
        self.primary = self.head.primary(_("Next to look at"), Icon.DOWN, hint)
        self.primary.clicked.connect(self.next_open)
        self.filtering = self._switch(_("Filter"), Icon.FILTER)
        self.filtering.toggled.connect(self._on_filtering)
        self.comparing = self._switch(_("Agreement"), Icon.COMPARE)
        self.comparing.toggled.connect(self._on_comparing)
        self.matrix = MatrixPart(self)
        self.matrix.moved.connect(self._show_cell)
        self.matrix.activated.connect(self._on_activated)
        self.matrix.clicked.connect(self._on_clicked)
        self.agreement = AgreementPart(context.jobs, self)
        self.agreement.left.connect(self._on_agreement_left)
        self.side = MergeSide(Thumbnails(self.visit, context.jobs, self), self)
        self.viewer = PhotoViewer(self.visit, self)
        self.viewer.closed.connect(self._on_viewer_closed)
        self.side.givers.opened.connect(self._on_photo)
        self.begin_at(self.matrix.grid)
        self.side.settling.edited.connect(self._on_edited)
        self.side.settling.recorded.connect(self._on_recorded)
        self.side.settling.withdrawn.connect(self._on_withdrawn)
        self._build()

    @Slot(str, object)
    def _on_photo(self, photo: str, rows: tuple[PhotoRow, ...]) -> None:
        self.viewer.open_at(photo, rows, editable=False)

    @Slot(str)
    def _on_viewer_closed(self, _photo: str) -> None:
        self.side.givers.setFocus()

    def _titled(self) -> PageHead:
        purpose = _("First where the panel disagrees; the scores given stay.")
        return PageHead(_("Merge"), purpose, self)

    def _switch(self, text: str, icon: Icon) -> Button:
        button = Button(text, self.head, icon=icon)
        button.setCheckable(True)
        button.setToolTip(text)
        return button

    def _build(self) -> None:
        self.frame = PageFrame(self.head, self.side, self)
        for button in (self.comparing, self.filtering):
            self.head.add(button)
        content = QWidget(self)
        self._content = FrontLayout(content)
        self._content.addWidget(self.matrix)
        self._content.addWidget(self.agreement)
        self.frame.add(content, 1)
        self._empty = EmptyState(
            _("No sheet has been collected yet. Scores show here as soon as one is."),
            self,
            action=_("Collect sheets"),
            icon=Icon.COLLECT,
        )
        self._empty.asked.connect(self._on_collect)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.frame)
        self._blank = PageFrame(self._titled(), None, self)
        self._blank.add(self._empty, 1)
        self._stack.addWidget(self._blank)
        self.gate = Independence(self.context, _("Merge"), self._stack, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.gate)

    @property
    def place(self) -> Place:
        """The cell that the side panel shows."""
        return self.matrix.place

    def refresh(self) -> None:
        if self.gate.closed():
            return
        any_sheet = bool(self.visit.merging.gathered.heads.heads)
        self._stack.setCurrentWidget(self.frame if any_sheet else self._blank)
        if any_sheet:
            self._facts = facts_of(self.visit)
            self.matrix.show_outcome(self._outcome(), self._facts)
            self._show_agreement()

    def refused(self, error: UserError) -> None:
        self.side.settling.set_problem(messages.render(error))

    def flush(self) -> None:
        self.side.settling.flush()

    def here(self) -> Here:
        return Here(self.place.block, self.place.item, self.place.district)

    def reveal(self, target: Target) -> None:
        if self._stale:
            self._refresh_now()
        if self._is_shut():
            return
        self.comparing.setChecked(False)
        self.matrix.go(Place(target.block, target.item, target.district))
        self.matrix.grid.setFocus()

    @Slot()
    def next_open(self) -> None:
        """The next cell to look at, round the end."""
        if self._is_shut():
            return
        place = self.matrix.next_place()
        if place is None:
            self.told.emit(_("Nothing is left to look at."))
            return
        self.comparing.setChecked(False)
        self.matrix.go(place)
        self.frame.open_drawer()
        self.matrix.grid.setFocus()

    def done(self) -> None:
        self._on_recorded()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewer.setGeometry(self.rect())
        narrow = is_narrow(self)
        for button in (self.filtering, self.comparing):
            button.setText("" if narrow else button.toolTip())
            button.setAccessibleName(button.toolTip())
            button.updateGeometry()

    def _outcome(self) -> Outcome:
        return self.visit.merging.outcome

    def _is_shut(self) -> bool:
        """Whether there is nothing to go to: closed, or no sheet is here."""
        return self.gate.closed() or self._facts is None

    def _party(self) -> PartyResult:
        block = self.place.block
        parties = self._outcome().parties
        return next(p for p in parties if any(b.block.id == block for b in p.blocks))

    def _show_agreement(self) -> None:
        if self.comparing.isChecked():
            self.agreement.show_outcome(self._outcome(), self.visit.setup)

    @Slot()
    def _show_cell(self) -> None:
        cell, facts = self.matrix.cell, self._facts
        if cell is None or facts is None:
            return
        view = cell_view(self._party(), self.matrix.block, cell, facts, behind_of(self.visit))
        lead = facts.setup.lead_for(cell.block.id)
        given = [g for g in cell.givens if g.state is GivenState.POINTS]
        present = [name_of(facts.setup, g.panelist) for g in given]
        settling = self.side.settling
        chair = name_of(facts.setup, lead) if lead else ""
        settling.set_people(chair, joined(present))
        self.side.show_cell(view, self._drafts.get(self.place) or _draft_of(cell, chair))
        part = self.matrix.part
        settling.setVisible(part is not None and cell in cells_of(part))
        self._show_after()

    def _show_after(self) -> None:
        """What the draft would do, if it is something that can be recorded."""
        draft = self.side.settling.draft
        cell = self.matrix.cell
        points = read_points(draft.points) if draft.way != RULE else None
        undoes = draft.way == RULE and cell is not None and cell.settlement is not None
        if points is None and not undoes:
            self.side.settling.set_after("")
            return
        try:
            would = self.visit.decide.would(self.place.item, self.place.district or None, points)
        except UserError as error:
            self.side.settling.set_after("")
            self.side.settling.set_problem(messages.render(error))
            return
        self.side.settling.set_problem("")
        self.side.settling.set_after(self._after_words(would))

    def _after_words(self, would: Outcome) -> str:
        result = would.block(self.place.block)
        words = []
        if self.place.district:
            part = next(p for p in result.districts if p.district == self.place.district)
            name = self.visit.setup.district(self.place.district).name
            words.append(f"{name} {exact(part.value) if part.value is not None else '—'}")
        block = "—" if result.converted is None else plain_two(result.converted)
        words.append(_("{block} {value}").format(block=result.block.label, value=block))
        if would.total is not None:
            words.append(_("total {value}").format(value=would.total))
        return _("After: {words}").format(words=joined(words))

    @Slot()
    def _on_filtering(self) -> None:
        self.comparing.setChecked(False)
        self.matrix.set_filtering(on=self.filtering.isChecked())

    @Slot()
    def _on_comparing(self) -> None:
        on = self.comparing.isChecked()
        self._content.setCurrentWidget(self.agreement if on else self.matrix)
        if on:
            self._show_agreement()
        (self.agreement.grid if on else self.matrix.grid).setFocus()

    @Slot()
    def _on_agreement_left(self) -> None:
        self.comparing.setChecked(False)

    @Slot()
    def _on_clicked(self) -> None:
        self.frame.open_drawer()

    @Slot()
    def _on_activated(self) -> None:
        self.frame.open_drawer()
        if self.side.settling.isVisibleTo(self.side):
            self.side.settling.begin()

    @Slot()
    def _on_edited(self) -> None:
        self._drafts[self.place] = self.side.settling.draft
        self._show_after()

    @Slot()
    def _on_recorded(self) -> None:
        draft = self.side.settling.draft
        if draft.way == RULE:
            return
        points = read_points(draft.points)
        if points is None:
            self.side.settling.set_problem(_("Type the points that are to count."))
            return
        place = self.place
        settle = partial(
            self.visit.decide.settle,
            place.item,
            place.district or None,
            points,
            reason=draft.reason.strip(),
            by=draft.by.strip(),
        )
        self._decide(settle, place)

    @Slot()
    def _on_withdrawn(self) -> None:
        place, why = self.place, self.side.settling.draft.why.strip()
        withdraw = partial(
            self.visit.decide.unsettle, place.item, place.district or None, reason=why
        )
        self._decide(withdraw, place)

    def _decide(self, operation: partial[Changes], place: Place) -> None:
        """Runs it; once it is recorded the draft is of no use any more."""
        draft = self._drafts.pop(place, None)
        if self.run(operation) is None and draft is not None:
            self._drafts[place] = draft

    @Slot()
    def _on_collect(self) -> None:
        self.go.emit(Target("collect"))


def _draft_of(cell: Cell, chair: str) -> Draft:
    """What the form shows of a settlement in force."""
    s = cell.settlement
    if s is None:
        return Draft()
    return Draft(CHAIR if s.by == chair else AGREED, plain(s.points), s.reason, s.by)
