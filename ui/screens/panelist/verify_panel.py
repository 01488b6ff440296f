"""What is still to be verified, and what was found of it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.model.capture import Capture, Finding, Stance
from app.visit import Visit
from ui import fonts
from ui.delegates.rows import FindingDelegate
from ui.models.findings_own import OwnFindings, PlaceNames, finding_row, names_of
from ui.models.roles import FindingRow
from ui.theme import Tone
from ui.widgets.basics import Line, Rule, paragraph
from ui.widgets.editors import TextEditor
from ui.widgets.lists import FittingList
from ui.widgets.notices import Field
from ui.widgets.page import SidePanel

EDGE = 24
SHOWN = 30
"""Rows that are shown at a time; the others come as one goes on."""


class VerifyPanel(SidePanel):
    """Open ones, settled ones, and a field for the outcome of the one chosen.

    Signals:
        settled: (id, outcome) to be stored; an empty outcome opens it again.
    """

    settled = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, *, eager: bool = True) -> None:
        """An `eager` panel asks for an outcome at once; another waits until one is chosen."""
        super().__init__(parent, name=_("To verify"), width=336)
        self._eager = eager
        self._chosen = ""
        self._outcomes: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._names: PlaceNames | None = None
        self._unsettled: list[Capture] = []
        self._verified: list[Capture] = []
        self.set_head(_("To verify"))
        self.open = FittingList(FindingDelegate(compact=True), self, name=_("To verify"))
        self._nothing = paragraph(
            _("Nothing is left to verify. Alt+3 in a quick note puts something here."),
            self,
            role="small",
        )
        self.add(self.open)
        self.add(self._nothing)
        self._done_part = self.section(_("Verified"))
        self._done_rules = tuple(self._scroll.findChildren(Rule))
        self.done = FittingList(FindingDelegate(compact=True), self, name=_("Verified"))
        self._done_part.add(self.done)
        for listing in (self.open, self.done):
            listing.chosen.connect(self.choose)
        self._build_outcome()

    def _build_outcome(self) -> None:
        self.outcome = TextEditor(self, name=_("What was found"))
        self.outcome.set_lines(3)
        self.outcome.committed.connect(self._on_committed)
        self._about = paragraph("", self, role="small")
        self._part = QWidget(self)
        column = QVBoxLayout(self._part)
        column.setContentsMargins(EDGE, 0, EDGE, 14)
        column.setSpacing(6)
        column.addWidget(Rule(self))
        column.addSpacing(4)
        column.addWidget(self._about)
        column.addWidget(Field(_("What was found"), self.outcome, self))
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self._part)

    def show_findings(self, found: OwnFindings, *, editable: bool) -> None:
        """Fills both lists; the outcome being written is left alone."""
        self._names = names_of(found.visit)
        captures = found.of(Stance.VERIFY)
        bodies = {c.id: c.body for c in captures if isinstance(c.body, Finding)}
        self._outcomes = {key: body.outcome for key, body in bodies.items()}
        self._texts = {key: body.text for key, body in bodies.items()}
        self._unsettled = [c for c in captures if not self._outcomes[c.id].strip()]
        self._verified = [c for c in captures if self._outcomes[c.id].strip()]
        self._nothing.setVisible(not self._unsettled)
        for part in (self._done_part, *self._done_rules):
            part.setVisible(bool(self._verified))
        self._show_rows()
        self.outcome.setReadOnly(not editable)
        if self._chosen not in self._texts:
            self._take(self._pending[0] if self._pending and self._eager else "")
        elif not self.outcome.hasFocus():
            self._take(self._chosen)

    @Slot(str)
    def choose(self, finding: str) -> None:
        """Shows the outcome of one; what was written for another is stored first."""
        if finding != self._chosen:
            self.flush()
            self._take(finding)

    def next_open(self) -> bool:
        """Goes to the next one without an outcome; false when there is none."""
        self.flush()
        if not self._pending:
            return False
        at = self._pending.index(self._chosen) + 1 if self._chosen in self._pending else 0
        self._take(self._pending[at % len(self._pending)])
        self.outcome.setFocus()
        return True

    def flush(self) -> None:
        self.outcome.flush()

    def _take(self, finding: str) -> None:
        self._chosen = finding
        self.outcome.set_text(self._outcomes.get(finding, ""))
        self._about.setText(self._texts.get(finding, ""))
        self._part.setVisible(bool(finding))
        self._show_rows()
        for listing in (self.open, self.done):
            listing.set_current(finding)

    @property
    def _pending(self) -> list[str]:
        return [capture.id for capture in self._unsettled]

    def _show_rows(self) -> None:
        for listing, captures in ((self.open, self._unsettled), (self.done, self._verified)):
            part = self._rows(_part_with(captures, self._chosen))
            if list(listing.rows.rows) != part or not part:
                self._fill(listing, part)

    def _rows(self, captures: list[Capture]) -> list[FindingRow]:
        return [finding_row(self._names, c, 0) for c in captures] if self._names else []

    def _fill(self, listing: FittingList, rows: list[FindingRow]) -> None:
        listing.set_rows(rows)
        listing.setVisible(bool(rows))
        listing.fit()

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        if self._chosen:
            self.settled.emit(self._chosen, text)


class CarriedPanel(VerifyPanel):
    """Beside something else: what is open in the whole visit, the nearest first."""

    def __init__(self, parent: QWidget | None = None, *, most: int = 12) -> None:
        super().__init__(parent, eager=False)
        self._most = most
        self._heading = Line("", self, size=fonts.SMALL, bold=True, tone=Tone.VERIFY)
        self._column.insertWidget(0, self._heading)

    def show_carried(
        self,
        visit: Visit,
        findings: Iterable[Capture],
        is_here: Callable[[Capture], bool],
        *,
        editable: bool,
    ) -> None:
        """Open ones, those that belong here first; settled ones that belong here."""
        asked = [c for c in findings if stance_of(c) is Stance.VERIFY]
        pending = [c for c in asked if not outcome_of(c)]
        pending.sort(key=lambda c: not is_here(c))
        settled = [c for c in asked if outcome_of(c) and is_here(c)]
        shown = (*pending[: self._most], *settled[-self._most :])
        self.show_findings(OwnFindings(visit, shown), editable=editable)
        more = len(pending) - self._most
        said = _("To verify") + (f" {len(pending)}" if pending else "")
        if more > 0:
            rest = ngettext("{count} more", "{count} more", more).format(count=more)
            said = _("{what}, {rest} at feedback").format(what=said, rest=rest)
        self._heading.set_text(said)


def stance_of(capture: Capture) -> Stance | None:
    return capture.body.stance if isinstance(capture.body, Finding) else None


def outcome_of(capture: Capture) -> str:
    return capture.body.outcome.strip() if isinstance(capture.body, Finding) else ""


def _part_with(captures: list[Capture], chosen: str) -> list[Capture]:
    """As many as are shown at a time, with the chosen one among them."""
    at = next((number for number, one in enumerate(captures) if one.id == chosen), 0)
    first = at - at % SHOWN
    return captures[first : first + SHOWN]
