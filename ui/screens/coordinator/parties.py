"""四方评分: the four parties' figures, the vetoes, the total and its grade."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.decision import VetoState
from app.model.text import plain
from ui.charts.scale import StackedScale
from ui.context import Context
from ui.delegates.rows import ProblemDelegate
from ui.icons import Icon
from ui.models.lines import GradeView, grade_view, scale_bands, scale_parts
from ui.models.problems import PARTIES, Linked, open_rows
from ui.models.roles import Role
from ui.models.vetoes import veto_view
from ui.room import edge
from ui.screens.base import Screen, Target
from ui.screens.coordinator.parties_summary import RoundingOrders, TotalFigure
from ui.screens.coordinator.parties_table import Given, ScoreLines
from ui.screens.coordinator.parties_vetoes import VetoPanel
from ui.theme import Tone
from ui.widgets.basics import Button, Line, Rule
from ui.widgets.independence import Independence
from ui.widgets.lists import RowList
from ui.widgets.notices import Refusal
from ui.widgets.page import EDGE, PageFrame, PageHead


class OpenList(QWidget):
    """What is still open, each a link; hidden when nothing is.

    Signals:
        followed: (id)
    """

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Line("", self, bold=True, tone=Tone.CONCERN)
        self._title.set_icon(Icon.MISSING)
        self._title.setContentsMargins(0, 0, 0, 0)
        self.rows = RowList(ProblemDelegate(), self, name=_("Still open"))
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.clicked.connect(self._on_clicked)
        self.rows.opened.connect(self.followed)
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 0, EDGE, 4)
        head.addWidget(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.rows)

    def show_rows(self, linked: tuple[Linked, ...]) -> None:
        count = len(linked)
        text = ngettext("{count} thing still open", "{count} things still open", count)
        self._title.set_text(text.format(count=count))
        self.rows.set_rows([one.row for one in linked])
        self.take_measures()
        self.setVisible(bool(linked))

    def take_measures(self) -> None:
        self.rows.setFixedHeight(self.rows.sizeHint().height())

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.followed.emit(str(index.data(Role.ID)))


class PartiesScreen(Screen):
    """Total and table in the middle, vetoes at the side."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._linked: dict[str, Linked] = {}
        title = _("Parties and grade")
        self._head = PageHead(title, _("Four parties add up to the total; every figure opens."))
        self.next_page = self._head.primary(_("On to the findings"), Icon.NEXT)
        self.next_page.set_look(trailing=True)
        self.figures = Button(_("Figures"), self._head, icon=Icon.SURVEY)
        self._head.add(self.figures)
        self.vetoes = VetoPanel(self.visit.user)
        self.frame = PageFrame(self._head, self.vetoes, self)
        self.refusal = Refusal(self)
        self.total = TotalFigure(self)
        self.rounding = RoundingOrders(self)
        self.scale = StackedScale(self)
        self.open_list = OpenList(self)
        self.table = ScoreLines(self)
        self._guard = Independence(context, title, self.frame, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(16)
        figures.addWidget(self.total, 1)
        figures.addWidget(self.rounding)
        self._top = top = QVBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.refusal)
        top.addLayout(figures)
        top.addWidget(self.scale)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.open_list)
        column.addWidget(self.table)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self.frame.add(Rule(self))
        self.frame.add(scroll, 1)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self._guard)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._top.setContentsMargins(side, 16, side, 10)

    def _connect(self) -> None:
        self.next_page.clicked.connect(self._on_next_page)
        self.figures.clicked.connect(self._on_figures)
        self.open_list.followed.connect(self._on_followed)
        self.table.opened.connect(self._on_opened)
        self.table.given.connect(self._on_given)
        self.vetoes.declared.connect(self._on_declared)
        self.vetoes.withdrawn.connect(self._on_withdrawn)

    def refresh(self) -> None:
        if self._guard.closed():
            return
        visit = self.visit
        outcome, instrument = visit.merging.outcome, visit.instrument
        view = grade_view(outcome, instrument)
        self._show_total(view)
        self.scale.set_scale(scale_parts(outcome), scale_bands(outcome, instrument))
        linked = open_rows(outcome.open, visit.setup, instrument)
        self._linked = {one.row.id: one for one in linked}
        self.open_list.show_rows(linked if view.open else ())
        self.table.show_outcome(outcome, visit.setup)
        full = sum((party.full for party in instrument.parties), Decimal())
        note = _("provisional") if view.open else _("the printed figures, added")
        self.table.total.set_total(plain(full), view.figure, note)
        self.vetoes.show_vetoes([veto_view(veto, visit.setup) for veto in outcome.vetoes])

    def refused(self, error: UserError) -> None:
        self.refusal.show_error(error)

    def flush(self) -> None:
        self.table.flush()
        self.vetoes.flush()

    def enter(self) -> None:
        """To the first party that is missing, else to the first of all."""
        entries = [p for p in self.visit.merging.outcome.parties if not p.party.blocks]
        missing = [p.party.id for p in entries if p.entry is None]
        for party in (*missing, *(p.party.id for p in entries)):
            self.table.focus_party(party)
            return

    def reveal(self, target: Target) -> None:
        """A party's id or a veto's key, in `item`."""
        if target.item in self.vetoes.rows:
            self.frame.open_drawer()
            self.vetoes.focus_veto(target.item)
        else:
            self.table.focus_party(target.item)

    def next_open(self) -> None:
        """The first party without a score, else the first veto that is not verified."""
        outcome = self.visit.merging.outcome
        missing = [p.party.id for p in outcome.parties if not p.party.blocks and p.entry is None]
        unverified = [v.veto.key for v in outcome.vetoes if v.state is VetoState.UNVERIFIED]
        for wanted in (*missing, *unverified):
            self.reveal(Target(PARTIES, item=wanted))
            return

    def done(self) -> None:
        self.next_page.click()

    def _show_total(self, view: GradeView) -> None:
        self.total.set_view(view)
        self.rounding.set_view(view)
        self.rounding.setVisible(not view.open)

    @Slot()
    def _on_next_page(self) -> None:
        self.flush()
        self.go.emit(Target("findings"))

    @Slot()
    def _on_figures(self) -> None:
        self.flush()
        self.go.emit(Target("figures"))

    @Slot(str)
    def _on_followed(self, wanted: str) -> None:
        linked = self._linked.get(wanted)
        if linked is None:
            return
        way = linked.way
        if way.page == PARTIES:
            self.reveal(Target(PARTIES, item=way.key))
        else:
            self.go.emit(Target(way.page, way.block, way.item, way.district, way.panelist))

    @Slot(str)
    def _on_opened(self, wanted: str) -> None:
        blocks = {block.id for block in self.visit.instrument.blocks()}
        self.go.emit(Target("merge", block=wanted if wanted in blocks else ""))

    @Slot(str, object)
    def _on_given(self, party: str, given: Given) -> None:
        self.refusal.hide()
        decide, value = self.visit.decide, given.value
        if value is None:
            self.run(lambda: decide.clear_party(party))
        else:
            self.run(
                lambda: decide.enter_party(
                    party, value, given.unit, person=given.person, on=given.on
                )
            )

    @Slot(str, object, str, str)
    def _on_declared(self, key: str, state: VetoState, evidence: str, by: str) -> None:
        self.refusal.hide()
        decide = self.visit.decide
        self.run(lambda: decide.check_veto(key, state, evidence=evidence, by=by))

    @Slot(str)
    def _on_withdrawn(self, key: str) -> None:
        decide = self.visit.decide
        self.run(lambda: decide.clear_veto(key))
