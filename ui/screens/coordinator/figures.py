"""图表: blocks, districts, the panel's spread and the indicators, to look at rather than to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from ui import fonts
from ui.context import Context
from ui.delegates.figures import FigureDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.figures import FigureRow, districts, profile, progress, spread
from ui.models.merge import facts_of
from ui.models.setup_sections import INDICATORS
from ui.room import edge, is_narrow
from ui.screens.base import Screen, Target
from ui.theme import Tone
from ui.widgets.basics import Button, Line
from ui.widgets.card import Card
from ui.widgets.independence import Independence
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip

PROFILE, DISTRICTS, SPREAD, PROGRESS = "profile", "districts", "spread", "progress"


@dataclass(frozen=True, slots=True)
class Words:
    """What a figure is called, what it shows, and what stands there while there is nothing."""

    name: str
    purpose: str
    empty: str


def words() -> dict[str, Words]:
    """In the order of the page."""
    return {
        PROFILE: Words(
            _("Blocks and parties"),
            _("each as a share of its full mark"),
            _("Nothing has been scored yet."),
        ),
        DISTRICTS: Words(
            _("Districts beside each other"),
            _("merged points, on one scale"),
            _("No block is scored per district."),
        ),
        SPREAD: Words(
            _("Where the panel is apart"),
            _("highest less lowest, of the full mark"),
            _("Where two panelists score differently, the widest gaps stand here first."),
        ),
        PROGRESS: Words(
            _("Progress of the indicators"),
            _("reached of the year's target"),
            _("There are no indicators with a target."),
        ),
    }


class FigureCard(Card):
    """A figure with its name: a list of painted rows, each a link to where it comes from."""

    def __init__(self, told: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = Line(told.name, self, bold=True)
        self._name.set_firm(firm=True)
        self._purpose = Line(told.purpose, self, size=fonts.SMALL, tone=Tone.MUTED)
        self.rows = RowList(FigureDelegate(), self, name=told.name)
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.none = EmptyState(told.empty, self, icon=Icon.SURVEY)
        head = QVBoxLayout()
        head.setContentsMargins(13, 10, 13, 4)
        head.setSpacing(0)
        head.addWidget(self._name)
        head.addWidget(self._purpose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        column.addWidget(self.none, 1)

    def set_named(self, *, named: bool) -> None:
        """Without its name where a tab says it."""
        self._name.setVisible(named)

    def show_rows(self, rows: Sequence[FigureRow]) -> None:
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self.none.setVisible(not rows)


class FiguresScreen(Screen):
    """Page `figures`, reached from the grade; four cards at once, one at a time where it is narrow."""

    rail_row = "parties"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        title = _("Figures")
        self.head = PageHead(title, _("To look at; every row leads to where it comes from."), self)
        self.back = Button(_("Back to the grade"), self, icon=Icon.BACK)
        self.head.add(self.back)
        self.annex = QCheckBox(_("Attach to the report"), self)
        self.annex.setAccessibleName(self.annex.text())
        self.annex.setToolTip(_("As attachment 3, without the names of the panel"))
        self.head.add(self.annex)
        self.tabs = TabStrip(self, name=_("Figures"))
        self.cards = {key: FigureCard(told, self) for key, told in words().items()}
        self.frame = PageFrame(self.head, None, self)
        self._guard = Independence(context, title, self.frame, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tabs.set_tabs(tuple(Tab(key, told.name) for key, told in words().items()))
        holder = QWidget(self)
        self._grid = QGridLayout(holder)
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // 2, number % 2)
        self.frame.add(self.tabs)
        self.frame.add(holder, 1)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self._guard)
        self.begin_at(self.cards[PROFILE].rows)

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.annex.clicked.connect(self._on_annex)
        self.tabs.chosen.connect(self._on_tab)
        for key, slot in (
            (PROFILE, self._on_profile),
            (DISTRICTS, self._on_district),
            (SPREAD, self._on_spread),
            (PROGRESS, self._on_progress),
        ):
            self.cards[key].rows.opened.connect(slot)

    def refresh(self) -> None:
        if self._guard.closed():
            return
        visit = self.visit
        outcome = visit.merging.outcome
        self.cards[PROFILE].show_rows(profile(outcome, visit.instrument))
        self.cards[DISTRICTS].show_rows(districts(outcome, visit.setup))
        self.cards[SPREAD].show_rows(spread(outcome, facts_of(visit)))
        self.cards[PROGRESS].show_rows(progress(visit.setup))
        self.annex.setChecked(visit.report.options.annex)

    def reveal(self, target: Target) -> None:
        """A figure's id, in `item`."""
        if target.item in self.cards:
            self.tabs.set_current(target.item)
            self._arrange()
            self.cards[target.item].rows.setFocus()

    def done(self) -> None:
        self.back.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow, side = is_narrow(self), edge(self)
        self._grid.setSpacing(px(16))
        self._grid.setContentsMargins(side, px(12 if narrow else 4), side, px(16))
        self.tabs.setVisible(narrow)
        for key, card in self.cards.items():
            card.set_named(named=not narrow)
            card.setVisible(not narrow or key == self.tabs.current)

    @Slot()
    def _on_back(self) -> None:
        self.go.emit(Target("parties"))

    @Slot()
    def _on_annex(self) -> None:
        report, wanted = self.visit.report, self.annex.isChecked()
        self.run(lambda: report.set_annex(wanted=wanted))

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self._arrange()

    @Slot(str)
    def _on_profile(self, wanted: str) -> None:
        blocks = {block.id for block in self.visit.instrument.blocks()}
        page = Target("merge", block=wanted) if wanted in blocks else Target("parties", item=wanted)
        self.go.emit(page)

    @Slot(str)
    def _on_district(self, wanted: str) -> None:
        block, _slash, district = wanted.partition("/")
        self.go.emit(Target("merge", block=block, district=district))

    @Slot(str)
    def _on_spread(self, wanted: str) -> None:
        block, item, district = wanted.split("/")
        self.go.emit(Target("merge", block, item, district))

    @Slot(str)
    def _on_progress(self, _wanted: str) -> None:
        self.go.emit(Target("setup", item=INDICATORS))
