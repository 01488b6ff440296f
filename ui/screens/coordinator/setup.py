"""Set-up (访前准备): section by section, in any order; it can be left and taken up at any time."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext, pgettext
from app.rules.problem import Severity
from ui import fonts
from ui.context import Context
from ui.delegates.rows import PlaceDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import PlaceRow
from ui.models.setup_sections import (
    AGENDA,
    ASSIGNMENTS,
    CHECK,
    DISTRICTS,
    INDICATORS,
    INSTRUMENT,
    PANEL,
    STAFFING,
    STATION,
    Located,
    problems_of,
    section_of,
    section_rows,
)
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import Inset
from ui.screens.coordinator.instrument_part import InstrumentPart
from ui.screens.coordinator.setup_agenda_part import AgendaPart
from ui.screens.coordinator.setup_assign_part import AssignPart
from ui.screens.coordinator.setup_check_part import CheckPart
from ui.screens.coordinator.setup_districts_part import DistrictsPart
from ui.screens.coordinator.setup_indicators_part import IndicatorsPart
from ui.screens.coordinator.setup_panel_part import PanelPart
from ui.screens.coordinator.setup_part import Factory, SetupPart
from ui.screens.coordinator.setup_staffing_part import StaffingPart
from ui.screens.coordinator.setup_station_part import StationPart
from ui.theme import Tone
from ui.widgets.basics import Line, UprightRule
from ui.widgets.lists import RowList
from ui.widgets.notices import Refusal
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip, is_narrow

SECTION_KEY = "setup/section"
WIDTH = 196
PARTS: dict[str, Factory] = {
    STATION: StationPart,
    DISTRICTS: DistrictsPart,
    INSTRUMENT: InstrumentPart,
    PANEL: PanelPart,
    ASSIGNMENTS: AssignPart,
    INDICATORS: IndicatorsPart,
    STAFFING: StaffingPart,
    AGENDA: AgendaPart,
    CHECK: CheckPart,
}


class SetupScreen(Screen):
    """Page `setup` of the coordinator.

    Signals: those of `Screen`.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._parts: dict[str, SetupPart] = {}
        self._current = ""
        self.head = PageHead(pgettext("step", "Set-up"), "", self)
        self.primary = self.head.primary(_("Next section"), Icon.NEXT, "Ctrl+Enter")
        self.primary.clicked.connect(self._on_primary)
        self.notice = Refusal(self)
        self.frozen = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.frozen.set_icon(Icon.INFO)
        self.places = RowList(PlaceDelegate(), self, name=_("Sections of the set-up"))
        self.places.chosen.connect(self._on_section)
        self.tabs = TabStrip(self, name=_("Sections of the set-up"))
        self.tabs.chosen.connect(self._on_section)
        self.stack = QStackedWidget(self)
        self._build()
        kept = context.state.text(SECTION_KEY)
        self._show(kept if kept in PARTS else next(iter(self._ids())))

    def _build(self) -> None:
        self.take_measures()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.tabs)
        right.addWidget(Inset(self.notice, self))
        right.addWidget(Inset(self.frozen, self))
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.places)
        self._rule = UprightRule(self)
        row.addWidget(self._rule)
        row.addLayout(right, 1)
        body = QWidget(self)
        body.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        frame = PageFrame(self.head, None, self)
        frame.add(body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def take_measures(self) -> None:
        self.places.setFixedWidth(px(WIDTH))

    @property
    def section(self) -> str:
        """The section that is shown."""
        return self._current

    @property
    def part(self) -> SetupPart:
        return self._parts[self._current]

    def refresh(self) -> None:
        rows = [row for row in section_rows(self.visit) if row.id in PARTS]
        self.places.set_rows(rows, self._current)
        self.tabs.set_tabs([_tab(row) for row in rows], self._current)
        self._show_purpose()
        self._show_version()
        self.part.refresh()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        self.part.flush()

    def reveal(self, target: Target) -> None:
        if target.item in PARTS:
            self._show(target.item)
        elif target.place:
            self._show(section_of(target.place))
        if target.place:
            self.part.reveal(target.place)

    def enter(self) -> None:
        self.part.enter()

    def done(self) -> None:
        """Ctrl+Enter: on to the next section."""
        self.primary.click()

    def next_open(self) -> None:
        """Goes to the next section that has something to mend."""
        wrong = [
            one.section
            for one in problems_of(self.visit)
            if one.problem.severity is Severity.ERROR and one.section in PARTS
        ]
        ids = self._ids()
        here = ids.index(self._current)
        following = [name for name in (*ids[here + 1 :], *ids[:here]) if name in wrong]
        if following:
            self._go(following[0])
        else:
            self.told.emit(_("Nothing must be mended."))

    def open_files(self) -> None:
        self.part.open_files()

    def _ids(self) -> tuple[str, ...]:
        return tuple(row.id for row in section_rows(self.visit) if row.id in PARTS)

    def _go(self, section: str) -> None:
        self._show(section)
        self.part.enter()

    def _show(self, section: str) -> None:
        if section not in PARTS:
            section = CHECK
        if self._current:
            self.part.flush()
        if section != self._current:
            self.notice.hide()
        if section not in self._parts:
            self._parts[section] = self._make(section)
        self._current = section
        self.context.state.set_text(SECTION_KEY, section)
        self.stack.setCurrentWidget(self.part)
        self.places.set_current(section)
        self.tabs.set_current(section)
        self.part.refresh()
        self._show_purpose()
        self._show_version()

    def _make(self, section: str) -> SetupPart:
        part = PARTS[section](self, self.stack)
        part.refused.connect(self.refused)
        part.told.connect(self.told)
        if isinstance(part, CheckPart):
            part.chosen.connect(self._on_problem)
            part.done_asked.connect(self._on_done_asked)
        self.stack.addWidget(part)
        return part

    def _show_purpose(self) -> None:
        narrow = is_narrow(self)
        self.head.set_title(pgettext("step", "Set-up"), "" if narrow else _(self.part.purpose))
        last = self._current == CHECK
        self.primary.set_text(_("Go to issuing") if last else _("Next section"))
        wrong = sum(1 for one in problems_of(self.visit) if one.problem.severity is Severity.ERROR)
        self.primary.setEnabled(not (last and wrong))
        words = ngettext("{count} thing to mend", "{count} things to mend", wrong)
        self.primary.setToolTip(words.format(count=wrong) if wrong else "")

    def _show_version(self) -> None:
        """After issuing: that a change makes the next version, and what follows from it."""
        visit = self.visit
        older = {row.setup_version for row in visit.packs.current().values()}
        shown = bool(older) and self._current != INSTRUMENT
        self.frozen.setVisible(shown)
        if not shown:
            return
        now = visit.setup_version
        words = (
            _(
                "Packs went out with version {number}. A change makes the next version; issue again then."
            )
            if visit.setups.is_issued
            else _(
                "Version {number} has not gone out yet. Issue again; older sheets still collect."
            )
        )
        self.frozen.set_text(words.format(number=now))

    @Slot(str)
    def _on_section(self, section: str) -> None:
        self._show(section)

    @Slot()
    def _on_primary(self) -> None:
        ids = self._ids()
        at = ids.index(self._current) + 1
        if at < len(ids):
            self._go(ids[at])
        else:
            self._on_done_asked()

    @Slot(object)
    def _on_problem(self, located: Located) -> None:
        self._show(located.section)
        self.part.reveal(located.problem.place)

    @Slot()
    def _on_done_asked(self) -> None:
        self.go.emit(Target("issue"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = is_narrow(self)
        self.places.setVisible(not narrow)
        self._rule.setVisible(not narrow)
        self.tabs.setVisible(narrow)
        self._show_purpose()


def _tab(row: PlaceRow) -> Tab:
    return Tab(row.id, row.name, "".join(row.figures))
