"""What is wrong with the report: open scores, missing texts and the checker's remarks."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.rules.difference import Change, Part
from app.rules.problem import Severity
from ui.delegates.remarks import RemarkDelegate, action_width
from ui.fonts import px
from ui.icons import Icon
from ui.models.problems import Linked
from ui.models.remarks import family, sentence
from ui.models.roles import ProblemRow, Role
from ui.room import edge
from ui.screens.coordinator.report_change import DifferenceView
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState

MEND_KEY, ASIDE_KEY = "Alt+Return", "Ctrl+I"
ALL = "all"
_ORDER = tuple(Severity)
_TONES = {
    Severity.ERROR: Tone.CRITICAL,
    Severity.WARNING: Tone.CONCERN,
    Severity.HINT: Tone.ACCENT,
}


class ProblemList(RowList):
    """A click on a row's action does it, a click beside it goes where the row leads.

    Signals: those of `RowList`, and
        acted: (id) the row's action.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(RemarkDelegate(), parent, name=_("Problems"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card below takes room from the list just when a row has been chosen."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or index != self.currentIndex():
            return
        if not index.isValid():
            return
        on_action = event.position().x() >= self._action_left(index)
        (self.acted if on_action else self.opened).emit(str(index.data(Role.ID)))

    def _action_left(self, index: QModelIndex) -> float:
        row = index.data(Role.SHOWN)
        assert isinstance(row, ProblemRow)
        return self.visualRect(index).right() - edge(self) - action_width(row)


class ProblemHead(QWidget):
    """How many there are of each weight, as a filter, and whether those set aside are shown.

    Signals:
        changed: the user has chosen what is shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Line(_("Problems"), self, bold=True)
        self.title.set_firm(firm=True)
        self.weight = Segmented((), self, name=_("Which problems are shown"), small=True)
        self.aside = Button("", self, kind=Kind.QUIET, icon=Icon.REMOVE)
        self.aside.setCheckable(True)
        self.set_counts(Counter(), 0)
        self.weight.set_current(ALL)
        self.weight.chosen.connect(self._on_chosen)
        self.aside.toggled.connect(self._on_toggled)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.aside)
        self._row.addWidget(self.weight)

    def set_counts(self, found: Counter[Severity], aside: int) -> None:
        words = (_("Must"), _("Should"), _("May"))
        counted = (
            Option(one.value, f"{word} {found[one]}", _TONES[one])
            for one, word in zip(_ORDER, words, strict=True)
        )
        chosen = self.weight.current
        self.weight.set_options((Option(ALL, _("All")), *counted))
        self.weight.set_current(chosen)
        total = sum(found.values())
        self.title.set_text(f"{_('Problems')} {total}" if total else _("Problems"))
        self.aside.set_text(_("Set aside {count}").format(count=aside))
        self.aside.setVisible(aside > 0)

    @property
    def shown(self) -> Severity | None:
        """The weight that is chosen; None shows all."""
        return None if self.weight.current == ALL else Severity(self.weight.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._row.setContentsMargins(side, 6, side, 6)

    @Slot(str)
    def _on_chosen(self, _weight: str) -> None:
        self.changed.emit()

    @Slot()
    def _on_toggled(self) -> None:
        self.changed.emit()


class RemarkCard(QWidget):
    """The chosen remark in full: family, sentence, what its mend would change, what to do.

    Signals:
        mend_asked: the mend is to be put into the text.
        aside_asked: the text is meant so, or is to be looked at again.
    """

    mend_asked = Signal()
    aside_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Line("", self, bold=True)
        self.said = paragraph("", self)
        self.change = DifferenceView(self, name=_("What the mend changes"))
        self.change.setProperty("ground", "bg")
        self.mend = Button(_("Mend it"), self, hint="Alt Enter")
        self.aside = Button("", self, kind=Kind.QUIET, hint="Ctrl I")
        self.mend.clicked.connect(self.mend_asked)
        self.aside.clicked.connect(self.aside_asked)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addWidget(self.mend)
        acts.addWidget(self.aside)
        acts.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(px(4))
        self._column.addWidget(self.title)
        self._column.addWidget(self.said)
        self._column.addWidget(self.change)
        self._column.addLayout(acts)

    def show_linked(self, linked: Linked | None) -> None:
        self.setVisible(linked is not None and linked.found is not None)
        if linked is None or linked.found is None:
            return
        remark = linked.found.remark
        mends = linked.action_mends
        self.title.set_text(family(remark))
        self.said.setText(sentence(remark))
        self.change.setVisible(mends)
        if mends:
            self.change.show_parts(_mend_parts(linked))
        self.mend.setVisible(mends)
        self.aside.set_text(_("Look at it again") if linked.aside else _("It is meant so"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._column.setContentsMargins(side, 8, side, 10)


class ProblemPane(QWidget):
    """Everything that is wrong, worst first, each with one thing to do.

    Signals:
        followed: (Linked) somebody wants to go there.
        mend_asked: (Linked)
        aside_asked: (Linked) set aside, or brought back where it is set aside.
    """

    followed = Signal(object)
    mend_asked = Signal(object)
    aside_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[Linked, ...] | None = None
        self._all: list[Linked] = []
        self._linked: dict[str, Linked] = {}
        self.head = ProblemHead(self)
        self.rows = ProblemList(self)
        self.none = EmptyState(_("Nothing is wrong with the report."), icon=Icon.DONE, parent=self)
        self.card = RemarkCard(self)
        self.card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (Rule(self), self.head, Rule(self)):
            column.addWidget(widget)
        column.addWidget(self.rows, 1)
        column.addWidget(self.none, 1)
        column.addWidget(self.card)
        self._connect()

    def _connect(self) -> None:
        self.head.changed.connect(self._show)
        self.rows.opened.connect(self._on_opened)
        self.rows.acted.connect(self._on_acted)
        self.rows.chosen.connect(self._on_chosen)
        self.card.mend_asked.connect(self.mend)
        self.card.aside_asked.connect(self.set_aside)

    @property
    def current(self) -> Linked | None:
        return self._linked.get(self.rows.current_id)

    @property
    def open_count(self) -> int:
        """How many there are, those set aside left out."""
        return sum(1 for one in self._all if not one.aside)

    def show_rows(self, linked: Sequence[Linked]) -> None:
        if tuple(linked) == self._given:
            return
        self._given = tuple(linked)
        self._all = sorted(linked, key=_weight)
        still = Counter(one.severity for one in self._all if not one.aside)
        self.head.set_counts(still, sum(one.aside for one in self._all))
        self._show()

    @Slot()
    def mend(self) -> None:
        if self.current is not None and self.current.action_mends:
            self.mend_asked.emit(self.current)

    @Slot()
    def set_aside(self) -> None:
        if self.current is not None and self.current.found is not None:
            self.aside_asked.emit(self.current)

    def next(self) -> None:
        """Chooses the next one, round the end, and follows it."""
        ids = [key for key, one in self._linked.items() if not one.aside]
        if ids:
            here = self.rows.current_id
            at = ids.index(here) + 1 if here in ids else 0
            wanted = ids[at % len(ids)]
            self.rows.set_current(wanted)
            self.card.show_linked(self.current)
            self.followed.emit(self._linked[wanted])

    def first_remark(self) -> None:
        """Chooses the first of the checker's remarks, one with a mend if there is; goes nowhere."""
        keys = [key for key, one in self._linked.items() if one.found is not None]
        first = next((key for key in keys if self._linked[key].action_mends), (*keys, "")[0])
        self.rows.set_current(first)
        self.card.show_linked(self.current)

    @Slot()
    def _show(self) -> None:
        shown, aside = self.head.shown, self.head.aside.isChecked()
        kept = [
            one
            for one in self._all
            if (aside or not one.aside) and (shown is None or one.severity is shown)
        ]
        at, here = self.rows.currentIndex().row(), self.rows.current_id
        self._linked = {one.row.id: one for one in kept}
        self.rows.set_rows([one.row for one in kept])
        if here and here not in self._linked and kept:
            self.rows.set_current(kept[min(max(at, 0), len(kept) - 1)].row.id)
        self.rows.setVisible(bool(kept))
        self.none.setVisible(not kept)
        self.none.set_sentence(
            _("Nothing of this kind is wrong.")
            if self._all and shown is not None
            else _("Nothing is wrong with the report.")
        )
        self.card.show_linked(self.current)

    @Slot(str)
    def _on_chosen(self, _wanted: str) -> None:
        self.card.show_linked(self.current)

    @Slot(str)
    def _on_opened(self, wanted: str) -> None:
        if wanted in self._linked:
            self.followed.emit(self._linked[wanted])

    @Slot(str)
    def _on_acted(self, wanted: str) -> None:
        linked = self._linked.get(wanted)
        if linked is None:
            return
        if linked.aside:
            self.aside_asked.emit(linked)
        elif linked.action_mends:
            self.mend_asked.emit(linked)
        else:
            self.followed.emit(linked)


def _mend_parts(linked: Linked) -> tuple[Part, ...]:
    assert linked.found is not None
    remark = linked.found.remark
    text, mend = remark.line.text, remark.mend or ""
    before = text[max(0, remark.start - 10) : remark.start]
    after = text[remark.end : remark.end + 10]
    parts = (
        Part(Change.SAME, before),
        Part(Change.OUT, remark.quote),
        Part(Change.IN, mend),
        Part(Change.SAME, after),
    )
    return tuple(part for part in parts if part.text)


def _weight(linked: Linked) -> tuple[bool, int]:
    """What is set aside comes last; otherwise the order is kept within a weight."""
    return linked.aside, _ORDER.index(linked.severity)
