"""Scoring: items by district, the criterion and the reason beside the grid."""

import itertools

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_, _
from app.model.capture import ScoreState
from app.model.text import plain
from app.rules.printing import round_half_up
from app.rules.running import average
from app.services.links import SCORE_FIRST
from ui import actions
from ui.actions import Do
from ui.context import Context
from ui.delegates.score import ScoreEditor, ScoreValue
from ui.fonts import px
from ui.icons import Icon
from ui.models.board import Board, Place, boards
from ui.models.compare import Aspect
from ui.models.links import target_of
from ui.models.scores import ScoresModel
from ui.screens.base import Here, Screen, Target
from ui.screens.panelist.cell_panel import EVIDENCE, FINDINGS, REASON, CellPanel
from ui.screens.panelist.compare import CompareView
from ui.screens.panelist.foot import AverageLine, Legend
from ui.screens.panelist.scoring_words import lock_words, tab_of, total_words
from ui.theme import Tone
from ui.widgets.basics import Button
from ui.widgets.grid import GridFoot
from ui.widgets.link_picker import LINK_KEY
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead, TabStrip, is_narrow
from ui.widgets.score_table import ScoreTable

WIDE, NARROW, ONLY = (66, 140), (48, 112), (48, 140)
SIDE, NARROW_SIDE = 336, 288
PURPOSE = N_("Score item by item; say why you deduct.")
FOOT, NARROW_FOOT = 60, 44
COMPARE_KEY = "Ctrl+B"
ROOMY = 1000
"""From this width on there is room for words on both buttons."""


class ScoringScreen(Screen):
    """One block at a time in tabs; what is typed is stored cell by cell."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._boards: tuple[Board, ...] = ()
        self._build_head()
        self._build_grid()
        self._build_side()
        self._build_locked()
        self._lay_out()

    def _build_head(self) -> None:
        self._head = PageHead(_("Scoring"), _(PURPOSE), self)
        self.next_button = self._head.primary(
            _("Next open place"), Icon.DOWN, actions.hint(Do.NEXT_OPEN)
        )
        self.next_button.clicked.connect(self.next_open)
        self.compare_button = Button("", self._head, icon=Icon.COMPARE)
        self.compare_button.setAccessibleName(_("Compare districts"))
        self.compare_button.setCheckable(True)
        self.compare_button.setToolTip(_("Own districts side by side"))
        self.compare_button.clicked.connect(self.toggle_compare)
        self._head.add(self.compare_button)
        self.tabs = TabStrip(self, name=_("Blocks"))
        self.tabs.chosen.connect(self._on_block)

    def _build_grid(self) -> None:
        self.notice = Refusal(self)
        self.notice.asked.connect(self._on_notice_asked)
        self.model = ScoresModel(self)
        self.model.asked.connect(self._on_asked)
        self.table = ScoreTable(self, name=_("Scores"))
        self.begin_at(self.table)
        self.table.setModel(self.model)
        self.table.moved.connect(self._on_moved)
        self.table.refused.connect(self.refused)
        self.compare = CompareView(self)
        self.compare.model.asked.connect(self._on_asked)
        self.compare.table.refused.connect(self.refused)
        self.compare.moved.connect(self._on_compared)
        self.compare.wanted.connect(self._on_wanted)
        self.compare.read.connect(self._on_read)
        self.compare.closed.connect(self.toggle_compare)
        self.compare.hide()
        self._foot = GridFoot(self.table, self, height=FOOT)
        self.average = AverageLine(self)
        self._legend = Legend(self)

    def _build_side(self) -> None:
        self.panel = CellPanel(self)
        self.panel.explained.connect(self._on_explained)
        self.panel.followed.connect(self._on_followed)
        self.panel.toggled.connect(self._on_toggled)
        self.panel.link_asked.connect(self.link)
        self.panel.quick_asked.connect(self._on_quick_asked)
        for key, slot in ((LINK_KEY, self.link), (COMPARE_KEY, self.toggle_compare)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        for table in (self.table, self.compare.table):
            table.typing.connect(self.panel.set_typed)

    def _build_locked(self) -> None:
        self.locked = EmptyState(
            _("Scoring is locked until you have signed in and declared confidentiality."),
            self,
            action=_("Go to sign-in"),
            icon=Icon.LOCK,
        )
        self.locked.asked.connect(self._on_sign_in_asked)

    def _lay_out(self) -> None:
        self._grid_part = QWidget(self)
        column = QVBoxLayout(self._grid_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.tabs, self.notice, self.table, self._foot, self.average, self._legend):
            if widget is self._legend:
                column.addStretch(1)
            column.addWidget(widget, 1000 if widget is self.table else 0)
        column.insertWidget(column.indexOf(self.table), self.compare, 1000)
        frame = PageFrame(self._head, None, self)
        self._body = QStackedLayout()
        self._body.addWidget(self._grid_part)
        self._body.addWidget(self.locked)
        holder = QWidget(frame)
        holder.setLayout(self._body)
        frame.add(holder, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(frame, 1)
        row.addWidget(self.panel)

    def refresh(self) -> None:
        self._boards = boards(self.visit, self._boards)
        lock = lock_words(self.visit, self._boards)
        self._body.setCurrentIndex(1 if lock[0] else 0)
        self.panel.setVisible(not lock[0])
        self.next_button.setVisible(not lock[0])
        self.compare_button.setVisible(not lock[0] and any(len(b.own) > 1 for b in self._boards))
        if lock[0]:
            self.locked.set_sentence(*lock)
            return
        self._show_tabs()
        self._show_notice()
        self._show_board()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        """Stores a score and a reason that are still in their editors."""
        if isinstance(self.focusWidget(), ScoreEditor):
            self._view.setFocus()
        self.panel.flush()

    def reveal(self, target: Target) -> None:
        """Goes to a block, or to the cell of an item."""
        if target.block:
            self._choose_block(target.block)
        if target.item:
            shown = self.model.shown
            in_block = shown and any(i.id == target.item for i in shown.block.scored())
            if not in_block:
                self._choose_block(self.visit.instrument.find_item(target.item)[0].id)
            self._go_to((target.item, target.district or None))

    def enter(self) -> None:
        """The keyboard goes to the grid, or to what unlocks it."""
        if self.locked.isVisible():
            self.locked.action.setFocus()
        else:
            self._view.setFocus()

    def own_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            (_("Next item"), ("Enter",)),
            (_("Next district"), ("Tab",)),
            (_("Not scored / n/a"), ("-",)),
            (_("Take the score out"), ("Delete",)),
            (_("Repeat the score above"), ("Ctrl", "D")),
            (_("Copy and paste a block"), ("Ctrl", "C", "/", "Ctrl", "V")),
            (_("Link what the score rests on"), ("Ctrl", "L")),
            (_("Own districts side by side"), ("Ctrl", "B")),
        )

    def here(self) -> Here:
        place, shown = self.panel.place, self.model.shown
        if place is None or shown is None or self.locked.isVisible():
            return Here()
        return Here(block=shown.block.id, item=place[0], district=place[1] or "")

    def next_open(self) -> None:
        """The next cell without a score, or whose reason is missing, over all blocks."""
        self.flush()
        at = next((n for n, b in enumerate(self._boards) if b.block.id == self.tabs.current), 0)
        here, here_first = self.panel.place, self._boards[at : at + 1]
        others = (*self._boards[at + 1 :], *self._boards[:at], *here_first)
        found = ((shown, shown.open_after(None)) for shown in others)
        behind = ((shown, shown.open_after(here)) for shown in here_first)
        for shown, place in itertools.chain(behind, found):
            if place is not None:
                self._choose_block(shown.block.id)
                self._go_to(place)
                return
        self.told.emit(_("All is scored and explained."))

    def done(self) -> None:
        """Asks for the reason if one is missing, else goes on to the next open place."""
        self.flush()
        if self.panel.wants_reason:
            self.panel.reason.setFocus()
        else:
            self.next_open()

    @property
    def comparing(self) -> bool:
        """Whether the districts stand side by side."""
        return not self.compare.isHidden()

    @property
    def _view(self) -> ScoreTable:
        """The table that is shown."""
        return self.compare.table if self.comparing else self.table

    @Slot()
    def toggle_compare(self) -> None:
        """One item in all own districts, or the whole block; the cell stays the same."""
        shown, place = self.model.shown, self.panel.place
        if self.locked.isVisible() or shown is None or place is None:
            return
        self.flush()
        wanted = not self.comparing and self.compare_button.isVisible()
        self._set_comparing(comparing=wanted)
        self._go_to(place, focus=False)
        self._view.setFocus()

    def _set_comparing(self, *, comparing: bool) -> None:
        self.compare.setVisible(comparing)
        for part in (self.table, self._foot):
            part.setVisible(not comparing)
        self.compare_button.setChecked(comparing)
        self._show_board()
        self._legend.setVisible(not comparing and not is_narrow(self))

    @Slot()
    def link(self) -> None:
        """Lets evidence and findings be linked to the score of the current cell."""
        shown, place = self.model.shown, self.panel.place
        if self.locked.isVisible() or shown is None or place is None or not shown.editable:
            return
        self.flush()
        if self.visit.scores.find(*place) is None:
            self.refused(UserError(SCORE_FIRST))
            return
        self.panel.open_picker()

    def _show_tabs(self) -> None:
        self.tabs.set_tabs([tab_of(shown) for shown in self._boards])
        example = any(i.example for b in self._boards for i in b.block.scored())
        note = _("items: our own example, edit them") if example else ""
        sum_words = total_words(self._boards)
        both = "·".join(word for word in (sum_words, note) if word)
        self.tabs.set_note(both, sum_words)

    def _show_notice(self) -> None:
        revision = self.visit.handin.sealed_revision
        if revision is not None:
            self.notice.show_text(
                _("Revision {number} is handed in; scores can only be looked at.").format(
                    number=revision
                ),
                _("To change something, reopen the sheet."),
                _("Go to hand-in"),
                Tone.ACCENT,
            )
        else:
            self.notice.hide()

    def _show_board(self) -> None:
        shown = next((b for b in self._boards if b.block.id == self.tabs.current), self._boards[0])
        self.model.set_board(shown)
        self._fit_table()
        self._foot.refresh()
        self._show_average(shown)
        if not self.table.currentIndex().isValid():
            self._go_to(self._first_place(shown), focus=False)
        elif self.comparing:
            self._show_compared(shown)
        else:
            self._show_cell()

    def _show_compared(self, shown: Board) -> None:
        """The item that is compared as it is now; another block begins at its first cell."""
        place = self.compare.place
        if place is None or place[0] not in shown.items or place[1] not in shown.districts:
            self._go_to(self._first_place(shown), focus=False)
        else:
            self.compare.show_place(shown, place, move=False)
            self.panel.show_cell(shown, place)

    def _show_average(self, shown: Board) -> None:
        parts = [shown.running(district) for district in shown.own]
        value = average(parts)
        self.average.set_average(
            len(shown.districts),
            "" if value is None else plain(round_half_up(value, 3)),
            sum(part.missing for part in parts),
        )

    def _fit_table(self) -> None:
        """Sets the columns, and lets the totals follow the last row where there is room."""
        narrow = is_narrow(self)
        only = len(self.model.shown.districts) == 1 if self.model.shown else False
        others = (ONLY if only else NARROW) if narrow else WIDE
        self.table.set_widths(150 if narrow else 240, others)
        rows = sum(self.table.rowHeight(row) for row in range(self.model.rowCount()))
        bar = self.table.horizontalScrollBar()
        high = rows + self.table.horizontalHeader().sizeHint().height()
        self.table.setMaximumHeight(high + (bar.sizeHint().height() if bar.maximum() else 0))

    def _first_place(self, shown: Board) -> Place:
        """The first open place, else the first at all; recused districts come last."""
        open_places = (place for place in shown.places if shown.is_open(place))
        everywhere = (shown.block.scored()[0].id, shown.districts[0])
        return next(open_places, next(iter(shown.places), everywhere))

    def _show_cell(self) -> None:
        place = self.model.place(self.table.currentIndex())
        if place is not None and self.model.shown is not None:
            self.panel.show_cell(self.model.shown, place)

    def _choose_block(self, block: str) -> None:
        if block != self.tabs.current and any(b.block.id == block for b in self._boards):
            self.panel.flush()
            self.tabs.set_current(block)
            self._show_board()

    def _go_to(self, place: Place, *, focus: bool = True) -> None:
        index = self.model.index_of(*place)
        self.table.setCurrentIndex(index)
        for row in (max(0, index.row() - 1), index.row()):
            self.table.scrollTo(index.siblingAtRow(row))
        if self.comparing and self.model.shown is not None:
            self.compare.show_place(self.model.shown, place)
            self.panel.show_cell(self.model.shown, place)
        if not focus:
            return
        self._view.setFocus()
        if self.panel.wants_reason:
            self.panel.reason.setFocus()

    @Slot(object)
    def _on_moved(self, index: QModelIndex) -> None:
        if index.isValid() and not self.comparing:
            self._show_cell()

    @Slot(object)
    def _on_compared(self, place: Place) -> None:
        if self.model.shown is not None:
            self.panel.show_cell(self.model.shown, place)

    @Slot(object)
    def _on_wanted(self, place: Place) -> None:
        self._go_to(place, focus=False)

    @Slot(object)
    def _on_read(self, aspect: Aspect) -> None:
        parts = {Aspect.EVIDENCE: EVIDENCE, Aspect.FINDINGS: FINDINGS}
        self.panel.open_part(parts.get(aspect, REASON))

    @Slot(object)
    def _on_asked(self, values: dict[Place, ScoreValue]) -> None:
        self.notice.hide()
        self.run(lambda: self._store(values))

    def _store(self, values: dict[Place, ScoreValue]) -> Changes:
        scores = self.visit.scores
        if len(values) > 1:
            return scores.fill(values)
        (place, value) = next(iter(values.items()))
        if value is None:
            return scores.clear(*place)
        return scores.give(*place, None if isinstance(value, ScoreState) else value)

    @Slot(object, str)
    def _on_explained(self, place: Place, text: str) -> None:
        self.run(lambda: self.visit.scores.explain(*place, text))

    @Slot(str)
    def _on_followed(self, capture: str) -> None:
        target = target_of(self.visit, capture)
        if target is not None:
            self.go.emit(target)

    @Slot(object, str)
    def _on_toggled(self, place: Place, capture: str) -> None:
        self.notice.hide()
        self.run(lambda: self.visit.links.toggle_score(*place, capture))

    @Slot()
    def _on_quick_asked(self) -> None:
        for action in self.window().actions():
            if action.data() is Do.QUICK:
                action.trigger()

    @Slot()
    def _on_sign_in_asked(self) -> None:
        self.go.emit(Target("sign_in"))

    @Slot()
    def _on_notice_asked(self) -> None:
        self.go.emit(Target("hand_in"))

    @Slot(str)
    def _on_block(self, block: str) -> None:  # noqa: ARG002
        self.panel.flush()
        self._show_board()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.comparing:
            self.toggle_compare()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = is_narrow(self)
        self._fit_table()
        self._foot.set_height(NARROW_FOOT if narrow else FOOT)
        self.panel.set_narrow(narrow=narrow)
        self.panel.setFixedWidth(px(NARROW_SIDE if narrow else SIDE))
        self._head.set_title(_("Scoring"), "" if narrow else _(PURPOSE))
        self._legend.setVisible(not narrow and not self.comparing)
        roomy = self.width() >= px(ROOMY)
        self.compare_button.set_text(_("Compare districts") if roomy else "")
        self.compare_button.set_hint(COMPARE_KEY.replace("+", " ") if roomy else "")
        self.average.set_narrow(narrow=narrow)
