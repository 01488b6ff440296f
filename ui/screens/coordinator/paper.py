"""Entering a sheet that somebody filled in on paper: scores, reasons, opinions, the second look."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _, ngettext
from app.model.base import changed
from app.model.capture import Stance
from app.model.decision import PaperFinding
from app.model.text import plain
from app.services.paper import Draft
from ui.context import Context
from ui.delegates.score import ScoreValue
from ui.fonts import px
from ui.icons import Icon
from ui.models.board import Board, Place
from ui.models.edit_table import Typed
from ui.models.paper import (
    BLOCK,
    DISTRICT,
    STANCE,
    TEXT,
    blocks,
    districts,
    finding_columns,
    finding_row,
    paper_boards,
    raters,
    stances,
)
from ui.models.scores import ScoresModel
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import Inset
from ui.screens.coordinator.paper_side import PaperSide
from ui.widgets.basics import Button
from ui.widgets.edit_table import EditTable
from ui.widgets.grid import GridFoot
from ui.widgets.independence import Independence, may_be_entered
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip, is_narrow
from ui.widgets.picker import Picker
from ui.widgets.score_table import ScoreTable
from ui.widgets.stack import FrontLayout

FINDINGS = "findings"
FOOT = 48


class PaperScreen(Screen):
    """Page `paper`, reached from collecting; it has no row in the rail.

    Signals: those of `Screen`.
    """

    rail_row = "collect"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._person = ""
        self._boards: tuple[Board, ...] = ()
        self.head = PageHead(_("Enter from paper"), "", self)
        self.person = Picker(self, name=_("Whose paper sheet"))
        self.person.activated.connect(self._on_person)
        self.back = Button(_("Back to collecting"), self, icon=Icon.BACK)
        self.back.clicked.connect(self._on_back)
        self.head.add(self.back)
        self.head.add(self.person)
        self.notice = Refusal(self)
        self.tabs = TabStrip(self, name=_("Blocks and opinions"))
        self.tabs.chosen.connect(self._on_tab)
        self.model = ScoresModel(self)
        self.table = ScoreTable(self, name=_("Scores on paper"))
        self.foot = GridFoot(self.table, self, height=FOOT)
        self.findings = EditTable((), self, name=_("Opinions on paper"))
        self.empty = EmptyState(_("Nobody on the panel has anything to score yet."), self)
        self.side = PaperSide(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self._scores = QWidget(self)
        column = QVBoxLayout(self._scores)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        holder = QWidget(self)
        self._stack = FrontLayout(holder)
        for widget in (self._scores, self.findings, self.empty):
            self._stack.addWidget(widget)
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(self.tabs)
        self.frame.add(Inset(self.notice, self))
        self.frame.add(holder, 1)
        self.gate = Independence(self.context, _("Enter from paper"), self.frame, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.gate)
        self.begin_at(self.table)

    def _connect(self) -> None:
        self.model.asked.connect(self._on_asked)
        self.table.refused.connect(self.refused)
        self.table.moved.connect(self._on_moved)
        self.findings.typed.connect(self._on_findings)
        self.findings.removed.connect(self._on_findings_removed)
        self.side.explained.connect(self._on_explained)
        self.side.confirmed.connect(self._on_confirmed)
        self.side.discarded.connect(self._on_discarded)

    @property
    def panelist(self) -> str:
        """Whose sheet is entered."""
        return self._person

    def refresh(self) -> None:
        people = self._people()
        if people is None:
            return
        known = [key for key, _name in people]
        if self._person not in known:
            here = {sheet.panelist for sheet in self.visit.collecting.accepted()}
            self._person = next((key for key in known if key not in here), (known or [""])[0])
        self._show_people(people)
        self._boards = paper_boards(self.visit, self._person)
        self._show_tabs()
        self._show_current()
        self._show_side()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        self.side.flush()
        self.findings.flush()

    def reveal(self, target: Target) -> None:
        if target.panelist:
            self._person = target.panelist
            self.tabs.set_tabs(())
            self.refresh()
        opinions = {one.id for one in self.visit.paper.findings(self._person)}
        if target.capture in opinions and self._boards:
            self.tabs.choose(FINDINGS)
            self.findings.go_to(target.capture)
            return
        if target.item:
            self._reveal_cell(target)
        self.table.setFocus()

    def _reveal_cell(self, target: Target) -> None:
        for shown in self._boards:
            if any(item == target.item for item, _district in shown.places):
                self.tabs.choose(shown.block.id)
                place = self.model.index_of(target.item, target.district or None)
                self.table.setCurrentIndex(place)
                self.table.scrollTo(place)

    def next_open(self) -> None:
        """The next cell that is not entered yet, over all blocks."""
        self.flush()
        if self.tabs.current != FINDINGS and self.table.next_open():
            return
        for shown in self._boards:
            if any(place not in shown.scores for place in shown.places):
                self.tabs.choose(shown.block.id)
                self.table.next_open()
                return
        self.told.emit(_("All scores of this sheet are entered."))

    def done(self) -> None:
        self.next_open()

    def _people(self) -> tuple[tuple[str, str], ...] | None:
        """Whose sheet may be entered; while somebody is waited for, that person's alone, if any."""
        everyone = raters(self.visit)
        if not self.gate.closed():
            return everyone
        awaited = self.gate.awaited()
        own = tuple(p for p in everyone if may_be_entered(awaited, p[0]))
        self.gate.show_content(shown=bool(own))
        return own or None

    def _show_people(self, people: tuple[tuple[str, str], ...]) -> None:
        if [self.person.itemData(n) for n in range(self.person.count())] != [k for k, _n in people]:
            self.person.clear()
            for key, name in people:
                self.person.addItem(name, key)
        self.person.setCurrentIndex(max(0, self.person.findData(self._person)))
        narrow = is_narrow(self)
        purpose = _("Counts at once; a second person checks it.")
        self.head.set_title(_("Enter from paper"), "" if narrow else purpose)

    def _show_tabs(self) -> None:
        count = len(self.visit.paper.findings(self._person))
        tabs = [_tab(shown) for shown in self._boards]
        self.tabs.set_tabs([*tabs, Tab(FINDINGS, _("Opinions"), str(count))] if tabs else ())
        self.tabs.setVisible(bool(tabs))

    def _show_current(self) -> None:
        if not self._boards:
            self._stack.setCurrentWidget(self.empty)
        elif self.tabs.current == FINDINGS:
            self._stack.setCurrentWidget(self.findings)
            self._show_findings()
        else:
            self._stack.setCurrentWidget(self._scores)
            shown = next(b for b in self._boards if b.block.id == self.tabs.current)
            self.model.set_board(shown)
            self._fit_table()
            self.foot.refresh()
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index_of(*shown.places[0]))

    def _show_findings(self) -> None:
        self.findings.rows.set_columns(finding_columns(self.visit))
        narrow = is_narrow(self)
        self.findings.set_widths(240, (108, 120, 120) if narrow else (120, 150, 150))
        found = self.visit.paper.findings(self._person)
        self.findings.set_rows([finding_row(self.visit, one) for one in found])

    def _fit_table(self) -> None:
        narrow = is_narrow(self)
        shown = self.model.shown
        alone = shown is not None and len(shown.districts) == 1
        others = (56, 140 if alone or not narrow else 104)
        self.table.set_widths(150 if narrow else 240, others)

    def _show_side(self) -> None:
        shown, place = self.model.shown, self.model.place(self.table.currentIndex())
        cell = None if self.tabs.current == FINDINGS or not self._boards else place
        self.side.show_person(self.visit, self._person)
        self.side.show_cell(shown if cell else None, cell)

    @Slot(int)
    def _on_person(self, index: int) -> None:
        self.flush()
        self._person = str(self.person.itemData(index))
        self.tabs.set_tabs(())
        self.refresh()

    @Slot()
    def _on_back(self) -> None:
        self.go.emit(Target("collect", panelist=self._person))

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self.flush()
        self._show_current()
        self._show_side()

    @Slot(object)
    def _on_moved(self, _index: QModelIndex) -> None:
        self._show_side()

    @Slot(object)
    def _on_asked(self, values: Mapping[Place, ScoreValue]) -> None:
        self.notice.hide()
        self.run(lambda: self.visit.paper.fill(self._person, values))

    @Slot(object, str)
    def _on_explained(self, place: Place, text: str) -> None:
        self.run(lambda: self.visit.paper.explain(self._person, *place, text))

    @Slot(str)
    def _on_confirmed(self, by: str) -> None:
        if self.run(lambda: self.visit.paper.confirm(self._person, by)) is not None:
            self.told.emit(_("Confirmed by {name}").format(name=by))

    @Slot(str)
    def _on_discarded(self, reason: str) -> None:
        self.run(lambda: self.visit.paper.discard(self._person, reason))

    @Slot(object)
    def _on_findings(self, typed: Typed) -> None:
        try:
            self._store_findings(typed)
        except UserError as error:
            self.refused(error)
            self._show_findings()

    @Slot(object)
    def _on_findings_removed(self, ids: tuple[str, ...]) -> None:
        for finding in ids:
            self.run(partial(self.visit.paper.remove_finding, finding))

    def _store_findings(self, typed: Typed) -> None:
        """Raises UserError for words that are no stance, block or district."""
        known = {finding.id: finding for finding in self.visit.paper.findings(self._person)}
        for finding_id in dict.fromkeys(row for row, _column in typed.texts):
            own = {c: text for (row, c), text in typed.texts.items() if row == finding_id}
            made = self._with(known[finding_id], own)
            self.run(partial(self.visit.paper.change_finding, made))
        drafts = [self._draft(texts) for texts in typed.added]
        if drafts:
            self.run(lambda: self.visit.paper.add_findings(self._person, drafts))

    def _draft(self, texts: Mapping[str, str]) -> Draft:
        return Draft(
            _stance(texts.get(STANCE, "")),
            texts.get(TEXT, ""),
            _known(texts.get(BLOCK, ""), blocks(self.visit)),
            _known(texts.get(DISTRICT, ""), districts(self.visit)),
        )

    def _with(self, finding: PaperFinding, texts: Mapping[str, str]) -> PaperFinding:
        if TEXT in texts:
            finding = changed(finding, text=texts[TEXT])
        if STANCE in texts:
            finding = changed(finding, stance=_stance(texts[STANCE]))
        if BLOCK in texts:
            finding = changed(finding, block=_known(texts[BLOCK], blocks(self.visit)))
        if DISTRICT in texts:
            found = _known(texts[DISTRICT], districts(self.visit))
            finding = changed(finding, district=found)
        return finding

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_table()
        self.person.setMaximumWidth(px(180))


def _tab(shown: Board) -> Tab:
    done = sum(place in shown.scores for place in shown.places)
    unexplained = sum(shown.is_open(place) for place in shown.places) - (len(shown.places) - done)
    figure = _("{done}/{all} scores").format(done=done, all=len(shown.places))
    if done == len(shown.places):
        words = ngettext("{count} score", "{count} scores", done).format(count=done)
        figure = f"{plain(shown.block.full)}·{words}"
    return Tab(shown.block.id, shown.block.label, figure, unexplained)


def _stance(word: str) -> Stance:
    """A row that names none is a concern, as most opinions on paper are."""
    known = stances()
    if not word.strip():
        return Stance.CONCERN
    if word.strip() not in known:
        raise UserError(
            N_("“{text}” is no stance. Choose {words}."),
            text=word.strip(),
            words="、".join(known),
        )
    return known[word.strip()]


def _known(word: str, names: Mapping[str, str]) -> str | None:
    if not word.strip():
        return None
    if word.strip() not in names:
        raise UserError(
            N_("There is no “{name}” here. Choose one of {names}."),
            name=word.strip(),
            names="、".join(names),
        )
    return names[word.strip()]
