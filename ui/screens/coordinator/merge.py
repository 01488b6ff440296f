"""Merging (合分): items by district with everybody's dots, the figures' origin, settlements."""

from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.errors import UserError
from app.i18n import _
from app.model.instrument import Method
from app.model.outcome import BlockDistrict, BlockResult, Cell, GivenState, Outcome
from app.model.text import plain
from app.rules.spread import cells_of
from ui import actions, messages
from ui.actions import Do
from ui.context import Context
from ui.fonts import px
from ui.icons import Icon
from ui.models.merge import (
    Place,
    all_blocks,
    average_words,
    block_figure,
    cell_view,
    exact,
    matrix,
    name_of,
    place_of,
    plain_two,
    rule_below,
    rule_words,
    to_look_at,
)
from ui.models.readiness import joined
from ui.models.roles import Role
from ui.models.table import TableModel
from ui.screens.base import Here, Screen, Target
from ui.screens.coordinator.cell_parts import AverageLine, MatrixDelegate, StripLegend
from ui.screens.coordinator.merge_side import MergeSide
from ui.screens.coordinator.settlement import AGREED, CHAIR, RULE, Draft, read_points
from ui.widgets.grid import Grid, GridFoot
from ui.widgets.independence import Independence
from ui.widgets.notices import EmptyState
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip

HEADS = 2
"""Columns before the first district: item and full mark."""
LOW = 560
WIDTHS = {1: 420, 2: 280}


class MergeScreen(Screen):
    """Page `merge`. Closed while somebody's own sheet on this laptop is open.

    Signals: those of `Screen`.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._place = Place("", "", "")
        self._drafts: dict[Place, Draft] = {}
        self._placing = False
        self.head = self._titled()
        hint = actions.hint(Do.NEXT_OPEN)
        self.primary = self.head.primary(_("Next to look at"), Icon.DOWN, hint)
        self.primary.clicked.connect(self.next_open)
        self.tabs = TabStrip(self, name=_("Blocks"))
        self.tabs.chosen.connect(self._on_tab)
        self.table = TableModel(self)
        self.grid = Grid(MatrixDelegate(height=53), self, name=_("Merged scores"), frozen=HEADS)
        self.grid.setModel(self.table)
        self.grid.setTabKeyNavigation(False)
        self.grid.moved.connect(self._on_moved)
        self.grid.activated.connect(self._on_activated)
        self.foot = GridFoot(self.grid, self, height=60)
        self.average = AverageLine(self)
        self.legend = StripLegend(self)
        self.side = MergeSide(self)
        self.begin_at(self.grid)
        self.side.settling.edited.connect(self._on_edited)
        self.side.settling.recorded.connect(self._on_recorded)
        self.side.settling.withdrawn.connect(self._on_withdrawn)
        self._build()

    def _titled(self) -> PageHead:
        purpose = _("First where the panel disagrees; the scores given stay.")
        return PageHead(_("Merge"), purpose, self)

    def _build(self) -> None:
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(self.tabs)
        self.frame.add(self.grid, 1)
        for widget in (self.foot, self.average, self.legend):
            self.frame.add(widget)
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
        return self._place

    def refresh(self) -> None:
        if self.gate.closed():
            return
        any_sheet = bool(self.visit.merging.gathered.heads.heads)
        self._stack.setCurrentWidget(self.frame if any_sheet else self._blank)
        if any_sheet:
            self._show_tabs()
            self._show_block()

    def refused(self, error: UserError) -> None:
        self.side.settling.set_problem(messages.render(error))

    def flush(self) -> None:
        self.side.settling.flush()

    def here(self) -> Here:
        return Here(self._place.block, self._place.item, self._place.district)

    def reveal(self, target: Target) -> None:
        if self._stale:
            self._refresh_now()
        if self.gate.closed():
            return
        self._go(Place(target.block, target.item, target.district))
        self.grid.setFocus()

    @Slot()
    def next_open(self) -> None:
        """The next cell to look at, round the end."""
        if self.gate.closed():
            return
        places = to_look_at(self.visit, self._blocks())
        if not places:
            self.told.emit(_("Nothing is left to look at."))
            return
        order = [place_of(c) for r in self._blocks() for p in r.districts for c in cells_of(p)]
        at = order.index(self._place) if self._place in order else -1
        later = [place for place in places if order.index(place) > at]
        self._go((later or places)[0])
        self.frame.open_drawer()
        self.grid.setFocus()

    def done(self) -> None:
        self._on_recorded()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.setVisible(self.height() >= px(LOW))

    def _outcome(self) -> Outcome:
        return self.visit.merging.outcome

    def _blocks(self) -> tuple[BlockResult, ...]:
        return all_blocks(self._outcome())

    def _block(self) -> BlockResult:
        return self._outcome().block(self.tabs.current)

    def _show_tabs(self) -> None:
        self.tabs.set_tabs(
            [
                Tab(r.block.id, r.block.label, block_figure(r), len(to_look_at(self.visit, (r,))))
                for r in self._blocks()
            ]
        )

    def _show_block(self) -> None:
        result = self._block()
        rule = result.block.merge
        below = rule_below(rule)
        words = _("Rule: {rule}").format(rule=rule_words(rule))
        self.tabs.set_note(words)
        if below:
            words = _("{rule}; {below}").format(rule=words, below=below)
        self._placing = True
        wide = WIDTHS.get(len(result.districts), 202)
        self.grid.set_widths(132, (48, wide))
        self.table.set_table(matrix(result, self.visit.setup, self.visit.instrument.flags))
        self._placing = False
        self.foot.refresh()
        self.average.set_words(*average_words(result), rule=words)
        share = plain(self.visit.instrument.flags.spread * 100)
        self.legend.set_rule(share, drops=rule.method is Method.TRIMMED)
        self._stay()

    def _stay(self) -> None:
        """Keeps the place if the block has it, else goes to its first cell."""
        if self._place.block != self.tabs.current or self._cell() is None:
            first = cells_of(self._block().districts[0])[0]
            self._place = place_of(first)
        self._put_cursor()
        self._show_cell()

    def _go(self, place: Place) -> None:
        """Goes to a place; without an item or a district to the first one there is."""
        ids = [r.block.id for r in self._blocks()]
        if place.block in ids and place.block != self.tabs.current:
            self.tabs.set_current(place.block)
        self._place = self._nearest(place)
        self._show_block()

    def _nearest(self, place: Place) -> Place:
        every = [place_of(c) for p in self._block().districts for c in cells_of(p)]
        fits = [
            one
            for one in every
            if place.item in ("", one.item) and place.district in ("", one.district)
        ]
        return (fits or every)[0]

    def _put_cursor(self) -> None:
        districts = [p.district or "" for p in self._block().districts]
        column = districts.index(self._place.district) + HEADS
        index = self.grid.row_of(self._place.item, column)
        if index.isValid() and index != self.grid.currentIndex():
            self._placing = True
            self.grid.setCurrentIndex(index)
            self.grid.scrollTo(index)
            self._placing = False

    def _cell(self) -> Cell | None:
        """The cell of the place; items of a block that merges sums have one too."""
        for part in self._block().districts:
            if (part.district or "") != self._place.district:
                continue
            every = part.cells if part.sums is None else (*part.cells, part.sums)
            return next((c for c in every if c.item.id == self._place.item), None)
        return None

    def _show_cell(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        setup, flags = self.visit.setup, self.visit.instrument.flags
        view = cell_view(self._block(), cell, setup, flags, self._outcome().recusals)
        lead = setup.lead_for(cell.block.id)
        present = [name_of(setup, g.panelist) for g in cell.givens if g.state is GivenState.POINTS]
        settling = self.side.settling
        chair = name_of(setup, lead) if lead else ""
        settling.set_people(chair, joined(present))
        self.side.show_cell(view, self._drafts.get(self._place) or _draft_of(cell, chair))
        settling.setVisible(cell in cells_of(self._part(cell)))
        self._show_after()

    def _part(self, cell: Cell) -> BlockDistrict:
        return next(p for p in self._block().districts if p.district == cell.district)

    def _show_after(self) -> None:
        """What the draft would do, if it is something that can be recorded."""
        draft = self.side.settling.draft
        cell = self._cell()
        points = read_points(draft.points) if draft.way != RULE else None
        undoes = draft.way == RULE and cell is not None and cell.settlement is not None
        if points is None and not undoes:
            self.side.settling.set_after("")
            return
        try:
            would = self.visit.decide.would(self._place.item, self._place.district or None, points)
        except UserError as error:
            self.side.settling.set_after("")
            self.side.settling.set_problem(messages.render(error))
            return
        self.side.settling.set_problem("")
        self.side.settling.set_after(self._after_words(would))

    def _after_words(self, would: Outcome) -> str:
        result = would.block(self._place.block)
        words = []
        if self._place.district:
            part = next(p for p in result.districts if p.district == self._place.district)
            name = self.visit.setup.district(self._place.district).name
            words.append(f"{name} {exact(part.value) if part.value is not None else '—'}")
        block = "—" if result.converted is None else plain_two(result.converted)
        words.append(_("{block} {value}").format(block=result.block.label, value=block))
        if would.total is not None:
            words.append(_("total {value}").format(value=would.total))
        return _("After: {words}").format(words=joined(words))

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self._show_block()

    @Slot(object)
    def _on_moved(self, index: QModelIndex) -> None:
        if self._placing or not index.isValid():
            return
        column = max(0, index.column() - HEADS)
        district = self._block().districts[column].district or ""
        self._place = Place(self.tabs.current, str(index.data(Role.ID)), district)
        self._show_cell()

    @Slot(object)
    def _on_activated(self, _index: object) -> None:
        self.frame.open_drawer()
        if self.side.settling.isVisibleTo(self.side):
            self.side.settling.begin()

    @Slot()
    def _on_edited(self) -> None:
        self._drafts[self._place] = self.side.settling.draft
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
        place = self._place
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
        place = self._place
        self._decide(partial(self.visit.decide.unsettle, place.item, place.district or None), place)

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
