"""The matrix with its tabs, filter and totals: it knows which cell one stands on and goes to others."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.model.instrument import Method
from app.model.outcome import BlockDistrict, BlockResult, Cell, Outcome
from app.rules.spread import cells_of
from app.visit import Visit
from ui.fonts import px
from ui.models.merge import (
    Facts,
    Place,
    all_blocks,
    place_of,
    to_look_at,
    widest_first,
)
from ui.models.merge_figures import average_words, block_figure, rule_below, rule_words
from ui.models.merge_matrix import EVERYTHING, View, matrix, shown_parts
from ui.models.roles import Role
from ui.models.table import TableModel
from ui.screens.coordinator.cell_parts import AverageLine, MatrixDelegate, StripLegend
from ui.screens.coordinator.merge_filter import FilterBar, Named
from ui.widgets.grid import Grid, GridFoot
from ui.widgets.notices import EmptyState
from ui.widgets.page import Tab, TabStrip
from ui.widgets.stack import FrontLayout

HEADS = 2
"""Columns before the first district: item and full mark."""
LOW = 560
WIDTHS = {1: 420, 2: 280}
NOWHERE = Place("", "", "")


class MatrixPart(QWidget):
    """Shows an outcome; a screen asks it for the place and shows the cell.

    Signals:
        moved: the place is another one, or is shown anew.
        activated: Enter or a double click on a cell.
        clicked: a single click on a cell, which is the place by then.
    """

    moved = Signal()
    activated = Signal()
    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._facts: Facts | None = None
        self.place = NOWHERE
        self._placing = False
        self.tabs = TabStrip(self, name=_("Blocks"))
        self.tabs.take_keys()
        self.tabs.chosen.connect(self._on_tab)
        self.filter = FilterBar(self)
        self.filter.changed.connect(self._on_filter)
        self.filter.hide()
        self.table = TableModel(self)
        self.grid = Grid(MatrixDelegate(height=53), self, name=_("Merged scores"), frozen=HEADS)
        self.grid.setModel(self.table)
        self.grid.setTabKeyNavigation(False)
        self.grid.moved.connect(self._on_moved)
        self.grid.activated.connect(self._on_activated)
        self.grid.clicked.connect(self._on_clicked)
        self.foot = GridFoot(self.grid, self, height=60)
        self.average = AverageLine(self)
        self.legend = StripLegend(self)
        self._build()

    def _build(self) -> None:
        self._nothing = EmptyState(
            _("Nothing is marked in this block."), self, action=_("Show all")
        )
        self._nothing.asked.connect(self.filter.reset)
        holder = QWidget(self)
        self._stack = FrontLayout(holder)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.filter)
        column.addWidget(holder, 1)
        for widget in (self.foot, self.average, self.legend):
            column.addWidget(widget)

    def show_outcome(self, outcome: Outcome, facts: Facts) -> None:
        """Keeps block, filter and place where they still are."""
        self._outcome, self._facts = outcome, facts
        self._show_tabs(outcome, facts.visit)
        self._show_block()

    @property
    def block(self) -> BlockResult:
        assert self._outcome is not None
        return self._outcome.block(self.tabs.current)

    @property
    def part(self) -> BlockDistrict | None:
        """The district of the place."""
        parts = self.block.districts
        return next((p for p in parts if (p.district or "") == self.place.district), None)

    @property
    def cell(self) -> Cell | None:
        """The cell of the place; items of a block that merges sums have one too."""
        part = self.part
        if part is None:
            return None
        every = part.cells if part.sums is None else (*part.cells, part.sums)
        return next((c for c in every if c.item.id == self.place.item), None)

    def go(self, place: Place) -> None:
        """Goes to a place; without an item or a district to the first one there is.

        What the filter hides is shown again.
        """
        assert self._outcome is not None
        ids = [result.block.id for result in all_blocks(self._outcome)]
        if place.block in ids and place.block != self.tabs.current:
            self.tabs.set_current(place.block)
        self.place = self._nearest(place)
        if self.filter.view.narrows and not self._is_shown(self.place):
            self.filter.set_view(View(by_spread=self.filter.view.by_spread))
        self._show_block()

    def next_place(self) -> Place | None:
        """The next cell to look at, round the end: as printed, or the widest apart first."""
        assert self._outcome is not None
        assert self._facts is not None
        blocks, visit = all_blocks(self._outcome), self._facts.visit
        if self.filter.view.by_spread:
            ranked = widest_first(visit, blocks)
            at = ranked.index(self.place) if self.place in ranked else -1
            return ranked[(at + 1) % len(ranked)] if ranked else None
        places = to_look_at(visit, blocks)
        every = (cell for r in blocks for part in r.districts for cell in cells_of(part))
        order = {place_of(cell): number for number, cell in enumerate(every)}
        at = order.get(self.place, -1)
        return next((p for p in places if order[p] > at), places[0] if places else None)

    def set_filtering(self, *, on: bool) -> None:
        """Shows the bar, or puts it away and shows everything."""
        self.filter.setVisible(on)
        if on:
            self.filter.order.setFocus()
        elif self.filter.view != EVERYTHING:
            self.filter.choose(EVERYTHING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.setVisible(self.window().height() >= px(LOW))

    def _show_tabs(self, outcome: Outcome, visit: Visit) -> None:
        self.tabs.set_tabs(
            [
                Tab(r.block.id, r.block.label, block_figure(r), len(to_look_at(visit, (r,))))
                for r in all_blocks(outcome)
            ]
        )

    def _show_block(self) -> None:
        assert self._facts is not None
        result, view = self.block, self.filter.view
        self._show_rule(result)
        self.filter.set_choices(self._districts(), self._panelists())
        parts = shown_parts(result, view)
        self._placing = True
        self.grid.set_widths(132, (48, WIDTHS.get(len(parts), 202)))
        self.table.set_table(matrix(result, self._facts, view))
        self._placing = False
        self._stack.setCurrentWidget(self.grid if self.table.rowCount() else self._nothing)
        self.foot.refresh()
        self._stay()

    def _show_rule(self, result: BlockResult) -> None:
        assert self._facts is not None
        rule = result.block.merge
        words = _("Rule: {rule}").format(rule=rule_words(rule))
        self.tabs.set_note(words)
        below = rule_below(rule)
        if below:
            words = _("{rule}; {below}").format(rule=words, below=below)
        self.average.set_words(*average_words(result), rule=words)
        self.legend.set_rule(self._facts.flags, drops=rule.method is Method.TRIMMED)

    def _districts(self) -> Named:
        assert self._facts is not None
        found = [part.district for part in self.block.districts if part.district]
        return [(d, self._facts.setup.district(d).name) for d in found] if len(found) > 1 else []

    def _panelists(self) -> Named:
        assert self._facts is not None
        here = {g.panelist for part in self.block.districts for g in part.cells[0].givens}
        return [(p.id, p.name) for p in self._facts.setup.panel if p.id in here]

    def _stay(self) -> None:
        """Keeps the place if it is shown, else goes to the first cell that is."""
        if self.place.block != self.tabs.current or not self._is_shown(self.place):
            self.place = self._first_shown() or self._nearest(Place(self.tabs.current, "", ""))
        self._put_cursor()
        self.moved.emit()

    def _first_shown(self) -> Place | None:
        """Where sums are merged, the sum; else the first row in the first column."""
        parts = shown_parts(self.block, self.filter.view)
        rows = self.table.table.rows
        if not rows:
            return None
        row = rows[-1] if parts[0].sums is not None else rows[0]
        return Place(self.tabs.current, row.id, parts[0].district or "")

    def _is_shown(self, place: Place) -> bool:
        parts = shown_parts(self.block, self.filter.view)
        inside = any((part.district or "") == place.district for part in parts)
        return inside and any(row.id == place.item for row in self.table.table.rows)

    def _nearest(self, place: Place) -> Place:
        every = [place_of(c) for p in self.block.districts for c in cells_of(p)]
        fits = [
            one
            for one in every
            if place.item in ("", one.item) and place.district in ("", one.district)
        ]
        return (fits or every)[0]

    def _put_cursor(self) -> None:
        parts = shown_parts(self.block, self.filter.view)
        districts = [part.district or "" for part in parts]
        if self.place.district not in districts:
            return
        column = districts.index(self.place.district) + HEADS
        index = self.grid.row_of(self.place.item, column)
        if index.isValid() and index != self.grid.currentIndex():
            self._placing = True
            self.grid.setCurrentIndex(index)
            self.grid.scrollTo(index)
            self._placing = False

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self._show_block()

    @Slot()
    def _on_filter(self) -> None:
        """What is filtered begins at its top; what shows again stays where one stood."""
        if self._outcome is None:
            return
        if self.filter.view != EVERYTHING:
            self.place = NOWHERE
        self._show_block()
        if self.filter.view != EVERYTHING:
            self.grid.scrollToTop()

    @Slot(object)
    def _on_moved(self, index: QModelIndex) -> None:
        if self._placing or not index.isValid():
            return
        parts = shown_parts(self.block, self.filter.view)
        district = parts[max(0, index.column() - HEADS)].district or ""
        self.place = Place(self.tabs.current, str(index.data(Role.ID)), district)
        self.moved.emit()

    @Slot(object)
    def _on_clicked(self, _index: object) -> None:
        self.clicked.emit()

    @Slot(object)
    def _on_activated(self, _index: object) -> None:
        self.activated.emit()
