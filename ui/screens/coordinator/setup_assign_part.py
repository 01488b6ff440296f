"""Who scores what: a proposal, then single changes in the matrix; leads of blocks."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _, ngettext
from app.model.base import changed
from app.rules.assigning import Task, experts, proposal, with_task
from ui import fonts
from ui.icons import Icon
from ui.models.assigning import Matrix, matrix_of, matrix_table, usual
from ui.room import edge
from ui.screens.coordinator.setup_matrix import Cell, MatrixGrid
from ui.screens.coordinator.setup_part import Host, SetupPart
from ui.theme import Tone
from ui.widgets.basics import Button, Line
from ui.widgets.grid import GridFoot
from ui.widgets.notices import EmptyState

FOOT = 40


class AssignPart(SetupPart):
    """The assignment matrix with a proposal for all of it."""

    purpose = N_("Every block and district needs its experts; loads stand below.")

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self._matrix: Matrix | None = None
        self._raters = 0
        self.grid = MatrixGrid(self)
        self.grid.set_widths(236, (92,))
        self.grid.painted.connect(self._on_painted)
        self.grid.lead_wanted.connect(self._on_lead)
        self.foot = GridFoot(self.grid, self, height=FOOT)
        self.fewer = Button("", self, icon=Icon.MINUS)
        self.fewer.setAccessibleName(_("One expert less for each"))
        self.fewer.clicked.connect(self._on_fewer)
        self.count = Line("", self)
        self.more = Button("", self, icon=Icon.ADD)
        self.more.setAccessibleName(_("One expert more for each"))
        self.more.clicked.connect(self._on_more)
        self.propose = Button(_("Propose"), self, icon=Icon.DICE)
        self.propose.clicked.connect(self._on_propose)
        self.empty = EmptyState(_("Enter the panel first: somebody must score."), self)
        self.keys = Line(
            _(
                "Space puts on or takes off, also for several chosen cells; L names the block's lead."
            ),
            self,
            size=fonts.SMALL,
            tone=Tone.MUTED,
        )
        self._build()

    def _build(self) -> None:
        self._bar, self._foot_row = QHBoxLayout(), QHBoxLayout()
        self._bar.setSpacing(8)
        for widget in (self.fewer, self.count, self.more, self.propose):
            self._bar.addWidget(widget)
        self._bar.addStretch(1)
        self._foot_row.addWidget(self.keys)
        self._foot_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar)
        column.addWidget(self.grid, 1)
        column.addWidget(self.foot)
        column.addWidget(self.empty, 1)
        column.addLayout(self._foot_row)
        self._fit_edges()

    def refresh(self) -> None:
        self._matrix = matrix_of(self.visit)
        shown = bool(self._matrix.people)
        self._raters = min(self._raters or usual(self.visit), len(self._matrix.people))
        for widget in (self.grid, self.foot, self.fewer, self.more, self.count, self.propose):
            widget.setVisible(shown)
        self.empty.setVisible(not shown)
        self.keys.setVisible(shown)
        self.grid.table.set_table(matrix_table(self._matrix))
        self.foot.refresh()
        self._show_count()

    def reveal(self, place: str) -> None:
        """Goes to the first row that has too few scorers, else to the first."""
        assert self._matrix is not None
        lines = self._matrix.lines
        block = place.partition("leads.")[2]
        short = (
            n
            for n, line in enumerate(lines)
            if (line.block.id == block if block else self._is_short(n))
        )
        self._go_to(next(short, 0))

    def enter(self) -> None:
        if not self.grid.currentIndex().isValid():
            self._go_to(0)
        self.grid.setFocus()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self._fit_edges()

    def _is_short(self, number: int) -> bool:
        assert self._matrix is not None
        line = self._matrix.lines[number]
        counts = [len(self._matrix.scorers[task]) for task in line.tasks]
        return not line.is_group and min(counts, default=0) < max(1, line.block.merge.minimum)

    def _go_to(self, row: int) -> None:
        index = self.grid.table.index(row, 1)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        self.grid.setFocus()

    def _fit_edges(self) -> None:
        side = edge(self)
        self._bar.setContentsMargins(side, 4, side, 0)
        self._foot_row.setContentsMargins(side, 0, side, 10)

    def _show_count(self) -> None:
        words = ngettext("{count} expert for each", "{count} experts for each", self._raters)
        self.count.set_text(words.format(count=self._raters))
        self.fewer.setEnabled(self._raters > 1)
        self.more.setEnabled(self._raters < len(experts(self.setup)))

    @Slot(object, object)
    def _on_painted(self, cells: list[Cell], on: object) -> None:
        assert self._matrix is not None
        chosen: dict[str, list[Task]] = {}
        for row, column in cells:
            person = self._matrix.people[column - 1]
            chosen.setdefault(person, []).extend(self._matrix.lines[row].tasks)
        setup = self.setup
        for person, tasks in chosen.items():
            setup = with_task(setup, self.visit.instrument, person, tasks, scores=bool(on))
        self.change(setup, N_("Change who scores what"))

    @Slot(int, int)
    def _on_lead(self, row: int, column: int) -> None:
        """Names the lead of a block, or leaves it to the panel's lead again."""
        assert self._matrix is not None
        block, person = self._matrix.lines[row].block.id, self._matrix.people[column - 1]
        leads = dict(self.setup.leads)
        if leads.get(block) == person:
            del leads[block]
        else:
            leads[block] = person
        self.change(changed(self.setup, leads=leads), N_("Name the lead of a block"))

    @Slot()
    def _on_fewer(self) -> None:
        self._raters -= 1
        self._show_count()

    @Slot()
    def _on_more(self) -> None:
        self._raters += 1
        self._show_count()

    @Slot()
    def _on_propose(self) -> None:
        made = proposal(self.setup, self.visit.instrument, self._raters)
        self.change(made, N_("Propose who scores what"))
        self.told.emit(_("Proposed evenly. Undo brings back what stood before."))
