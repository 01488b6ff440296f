"""Beside an earlier concern: what became of it, and what this visit says of the same block."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _, pgettext
from app.model.archive import FollowState
from ui.delegates.rows import FindingDelegate
from ui.icons import Icon
from ui.models.follow_up import STATE_TONES, STATES, Earlier, state_word
from ui.models.roles import FindingRow
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import TextEditor
from ui.widgets.lists import FittingList
from ui.widgets.notices import Field
from ui.widgets.page import SidePanel

MOST = 20


class FollowUpSide(SidePanel):
    """The chosen concern is judged here, with what was found now in sight.

    Signals:
        judged: (FollowState) what became of the concern.
        noted: (text) a few words beside it.
        cleared: back to not judged.
        followed: (finding id) one of this visit's findings.
    """

    judged = Signal(object)
    noted = Signal(str)
    cleared = Signal()
    followed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("What became of it"))
        self.state = Segmented(
            [Option(s.value, state_word(s), STATE_TONES[s]) for s in STATES],
            self,
            name=_("What became of it"),
            small=True,
        )
        self.note = TextEditor(self, name=pgettext("follow-up", "Note"))
        self.note.set_lines(3)
        self.note.setMinimumHeight(self.note.sizeHint().height())
        self._field = Field(pgettext("follow-up", "Note"), self.note, self)
        self.clear = Button(_("Not checked after all"), self, kind=Kind.LINK, icon=Icon.UNDO)
        self.beside = FittingList(FindingDelegate(compact=True), self, name=_("Said this time"))
        self.words = paragraph("", self, role="muted")
        self._arrange()
        self.state.chosen.connect(self._on_state)
        self.note.committed.connect(self.noted)
        self.clear.clicked.connect(self.cleared)
        self.beside.opened.connect(self.followed)
        self.beside.clicked.connect(self._on_clicked)
        self.show_earlier(None)

    def _arrange(self) -> None:
        self._judging = self.section(_("What became of it"))
        for widget in (self.state, self._field, self.clear):
            self._judging.add(widget)
        self._now = self.section(_("Said this time"))
        self._now.add(self.beside)
        self._now.add(self.words)

    def show_earlier(self, earlier: Earlier | None) -> None:
        """A concern, or nothing to judge."""
        for section in (self._judging, self._now):
            section.set_shown(shown=earlier is not None)
        if earlier is None:
            self.set_head(_("No concern chosen"))
            return
        judged = earlier.judged
        self.set_head(earlier.finding.place or _("The whole station"), _("Earlier concern"))
        self.state.set_current(judged.state.value if judged is not None else "")
        self.note.set_text(judged.note if judged is not None else "")
        self._field.setVisible(judged is not None)
        self.clear.setVisible(judged is not None)

    def show_beside(self, rows: Sequence[FindingRow], words: str = "") -> None:
        """This visit's findings, or the words why none are shown."""
        self.beside.set_rows(rows[:MOST])
        self.beside.setVisible(bool(rows))
        self.beside.fit()
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self._now.set_title(_("Said this time"), str(len(rows)) if rows else "")

    def flush(self) -> None:
        self.note.flush()

    @Slot(str)
    def _on_state(self, state: str) -> None:
        self.judged.emit(FollowState(state))

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        self.followed.emit(self.beside.current_id)
