"""Beside a checklist: what is to be verified, findings of the place, a note on it."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.model.capture import Capture, Stance
from app.visit import Visit
from ui import actions
from ui.actions import Do
from ui.delegates.rows import FindingDelegate
from ui.icons import Icon
from ui.models.findings_own import finding_row, names_of
from ui.models.observation import Spot
from ui.models.roles import Role
from ui.screens.panelist.verify_panel import CarriedPanel, stance_of
from ui.widgets.basics import paragraph
from ui.widgets.editors import TextEditor
from ui.widgets.lists import FittingList

SHOWN = 12


class SitePanel(CarriedPanel):
    """What is to be verified comes first; the note takes what room is left.

    Signals:
        noted: (text) the note as typed, to be stored.
        followed: (id) a finding was chosen.
        quick_asked: a finding is to be added.
    """

    noted = Signal(str)
    followed = Signal(str)
    quick_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noted = ""
        self.setAccessibleName(_("Recorded here"))
        self._build_findings()
        self._build_note()

    def _build_findings(self) -> None:
        self._findings_part = self.section(
            _("My findings"), action=_("Quick capture"), icon=Icon.ADD
        )
        self._findings_part.action.setToolTip(actions.hint(Do.QUICK))
        self._findings_part.action.clicked.connect(self.quick_asked)
        self.findings = FittingList(FindingDelegate(compact=True), self, name=_("My findings"))
        self.findings.opened.connect(self.followed)
        self.findings.clicked.connect(self._on_clicked)
        self._no_findings = paragraph(_("No finding about this place yet."), self, role="small")
        self._findings_part.add(self.findings)
        self._findings_part.add(self._no_findings)

    def _build_note(self) -> None:
        part = self.section(_("Further remarks"))
        self.note = TextEditor(self, name=_("Further remarks"))
        self.note.set_lines(4)
        self.note.setPlaceholderText(_("What no question asks about"))
        self.note.committed.connect(self._on_noted)
        part.add(self.note, 1)
        self._column.setStretchFactor(part, 1)
        self._column.setStretch(self._column.count() - 1, 0)

    def show_spot(
        self, visit: Visit, spot: Spot, findings: tuple[Capture, ...], *, editable: bool
    ) -> None:
        """Open ones of the whole visit, the place's own first; settled ones of this place."""
        self.set_head(_("{place}: recorded here").format(place=spot.name))
        self.show_carried(visit, findings, partial(_is_at, spot), editable=editable)
        said = (c for c in findings if stance_of(c) is not Stance.VERIFY)
        here = [c for c in said if _is_at(spot, c)]
        names = names_of(visit)
        rows = [finding_row(names, c, 0) for c in here[-SHOWN:]]
        self._findings_part.set_title(_("My findings"), str(len(here)) if here else "")
        self._findings_part.action.setVisible(editable)
        self._fill(self.findings, rows)
        self._no_findings.setVisible(not rows)

    def show_note(self, text: str, *, editable: bool) -> None:
        """Leaves alone what is typed and not stored yet."""
        self.note.setReadOnly(not editable)
        if self.note.text() == self._noted and not self.note.composing:
            self.note.set_text(text)
            self._noted = text

    def flush(self) -> None:
        super().flush()
        self.note.flush()

    @Slot(str)
    def _on_noted(self, text: str) -> None:
        self._noted = text
        self.noted.emit(text)

    @Slot(object)
    def _on_clicked(self, index: object) -> None:
        del index
        self.followed.emit(str(self.findings.currentIndex().data(Role.ID)))


def _is_at(spot: Spot, capture: Capture) -> bool:
    """At the site, or at the station as a whole."""
    return capture.site == spot.site and (spot.site is not None or capture.district is None)
