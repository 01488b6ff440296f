"""The vetoes beside the total: three states each, with evidence or the calculation."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.decision import VetoState
from ui import fonts
from ui.fonts import px
from ui.icons import Icon
from ui.models.vetoes import VetoView, state_word
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.notices import Field, Glyph
from ui.widgets.page import SidePanel

WIDTH = 408
_TONES = {
    VetoState.NOT_FOUND: Tone.PRAISE,
    VetoState.FOUND: Tone.CRITICAL,
    VetoState.UNVERIFIED: Tone.VERIFY,
}


class EvidenceForm(QWidget):
    """Where the evidence and who checked it are written.

    Signals:
        written: either has changed.
        closed: Escape was pressed.
    """

    written = Signal()
    closed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = TextEditor(self, name=_("Evidence for “{veto}”").format(veto=label))
        self.by = LineEditor(self, name=_("Who checked “{veto}”").format(veto=label))
        self.evidence_field = Field(_("Evidence: what was seen, and where"), self.evidence, self)
        self.evidence.committed.connect(self._on_committed)
        self.by.committed.connect(self._on_committed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 0, 10)
        column.setSpacing(8)
        column.addWidget(self.evidence_field)
        column.addWidget(Field(_("Checked by"), self.by, self))

    def flush(self) -> None:
        self.evidence.flush()
        self.by.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _on_committed(self, _text: str) -> None:
        self.written.emit()


class VetoRow(QWidget):
    """One veto. Found is kept only once its evidence is written.

    Signals:
        declared: (key, VetoState, evidence, by)
        withdrawn: (key) back to what the figures say.
    """

    declared = Signal(str, object, str, str)
    withdrawn = Signal(str)

    def __init__(self, number: int, view: VetoView, user: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._user = view, user
        self._wanted: VetoState | None = None
        self.choice = Segmented(
            tuple(Option(s.value, state_word(s), _TONES[s]) for s in _TONES),
            self,
            name=view.label,
            small=True,
        )
        self.edit = Button("", self, kind=Kind.LINK)
        self.form = EvidenceForm(view.label, self)
        self.reset = Button(_("Use the figures"), self.form, kind=Kind.LINK, icon=Icon.CALCULATED)
        self.reset.set_look(small=True)
        self._title = Line(view.label, self)
        self._title.setToolTip(view.text)
        self._glyph = Glyph(Icon.PERSON, self, size=13)
        self._evidence = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._lay_out(number)
        self.form.hide()
        self._connect()
        self.show_view(view)

    def take_measures(self) -> None:
        self._mark.setFixedWidth(px(16))

    def _lay_out(self, number: int) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        self._mark = Line(str(number), self, tone=Tone.MUTED)
        self.take_measures()
        top.addWidget(self._mark)
        top.addWidget(self._title, 1)
        top.addWidget(self.choice)
        below = QHBoxLayout()
        below.setContentsMargins(20, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._glyph)
        below.addWidget(self._evidence, 1)
        below.addWidget(self.edit)
        layout = self.form.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 2)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.form)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._on_chosen)
        self.edit.clicked.connect(self._on_edit)
        self.form.written.connect(self._on_written)
        self.form.closed.connect(self._close_form)
        self.reset.clicked.connect(self._on_reset)

    @property
    def key(self) -> str:
        return self._view.key

    def show_view(self, view: VetoView) -> None:
        """Fills the row; a state that still waits for its evidence stays chosen."""
        self._view = view
        if self._wanted is view.state:
            self._wanted = None
        if self._wanted is None:
            self.choice.set_current(view.state.value)
            self.form.evidence_field.set_problem("")
        self.form.evidence.set_text(view.evidence)
        self.form.by.set_text(view.by)
        self.reset.setVisible(view.declared and bool(view.calculation))
        self._show_words(view)

    def flush(self) -> None:
        self.form.flush()

    def focus(self) -> None:
        self.choice.setFocus()

    def _show_words(self, view: VetoView) -> None:
        text, tone, icon = _words(view)
        self._evidence.set_text(text)
        self._evidence.set_tone(tone)
        self._glyph.set_icon(icon, tone)
        by = view.by or (_("computed") if view.computed else "")
        open_form = self.form.isVisibleTo(self)
        self.edit.set_text(_("Close") if open_form else by or _("Write evidence"))
        quiet = Tone.MUTED if by and not open_form else None
        self.edit.set_look(small=True, tone=quiet)

    @Slot(str)
    def _on_chosen(self, chosen: str) -> None:
        state = VetoState(chosen)
        if state is VetoState.FOUND and not self.form.evidence.text().strip():
            self._wanted = state
            self._open_form()
            self.form.evidence_field.set_problem(_("It counts as found once this is written."))
            return
        self._wanted = None
        self._declare(state)

    @Slot()
    def _on_written(self) -> None:
        evidence = self.form.evidence.text().strip()
        state = self._wanted or self._view.state
        if state is VetoState.FOUND and not evidence:
            self.form.evidence_field.set_problem(_("It counts as found once this is written."))
            return
        self._declare(state)

    def _declare(self, state: VetoState) -> None:
        self.form.evidence_field.set_problem("")
        by = self.form.by.text().strip() or self._user
        self.declared.emit(self.key, state, self.form.evidence.text().strip(), by)

    @Slot()
    def _on_edit(self) -> None:
        if self.form.isVisibleTo(self):
            self._close_form()
        else:
            self._open_form()

    @Slot()
    def _on_reset(self) -> None:
        self.form.flush()
        self._wanted = None
        self.withdrawn.emit(self.key)

    def _open_form(self) -> None:
        self.form.show()
        self._show_words(self._view)
        self.form.evidence.setFocus()

    @Slot()
    def _close_form(self) -> None:
        """A state without its evidence falls back to what is recorded."""
        self.form.flush()
        self.form.hide()
        self._wanted = None
        self.choice.setFocus()
        self.show_view(self._view)


class VetoPanel(SidePanel):
    """All vetoes, how many stand in each state, and what one of them does.

    Signals:
        declared: (key, VetoState, evidence, by)
        withdrawn: (key)
    """

    declared = Signal(str, object, str, str)
    withdrawn = Signal(str)

    def __init__(self, user: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Vetoes"), width=WIDTH)
        self._user = user
        self.rows: dict[str, VetoRow] = {}
        self._note = paragraph(
            _(
                "One that is found sets the grade; the score stays visible. "
                "Unclear ones stand in the report's list of problems."
            ),
            self,
            role="small",
        )

    def sizeHint(self) -> QSize:
        """As wide in a drawer too: titles and states stand side by side."""
        return QSize(px(WIDTH), px(400))

    def show_vetoes(self, views: Sequence[VetoView]) -> None:
        if list(self.rows) != [view.key for view in views]:
            self._add_rows(views)
        for view in views:
            self.rows[view.key].show_view(view)
        counted = {s: sum(1 for view in views if view.state is s) for s in _TONES}
        words = (f"{state_word(state)} {count}" for state, count in counted.items())
        self.set_head(_("Vetoes"), figure="　".join(words))

    def flush(self) -> None:
        for row in self.rows.values():
            row.flush()

    def focus_veto(self, key: str) -> None:
        if key in self.rows:
            self.rows[key].focus()

    def _add_rows(self, views: Sequence[VetoView]) -> None:
        """Once: the instrument is frozen before anybody grades."""
        held = QWidget(self)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, view in enumerate(views, 1):
            row = VetoRow(number, view, self._user, held)
            row.declared.connect(self.declared)
            row.withdrawn.connect(self.withdrawn)
            self.rows[view.key] = row
            column.addWidget(Rule(held))
            column.addWidget(row)
        column.addWidget(Rule(held))
        self.add(held)
        self.add(self._note)


def _words(view: VetoView) -> tuple[str, Tone, Icon]:
    """What stands under the title: evidence, the calculation, or that nothing is known."""
    if view.contradicts:
        text = _("The figures say otherwise: {calculation}").format(calculation=view.calculation)
        return text, Tone.CONCERN, Icon.WARNING
    if view.declared and view.evidence:
        return view.evidence, Tone.MUTED, Icon.PERSON
    if view.calculation:
        return view.calculation, Tone.MUTED, Icon.CALCULATED
    return _("No evidence written"), Tone.MUTED, Icon.PERSON
