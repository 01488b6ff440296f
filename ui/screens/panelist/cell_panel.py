"""Beside the grid: criterion, own evidence, own findings and the reason of the current cell."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.capture import Capture, Finding, Score
from app.model.instrument import Item
from app.model.text import plain
from app.rules.handin_check import needs_reason
from ui import actions, fonts
from ui.actions import Do
from ui.delegates.links import EvidenceDelegate
from ui.delegates.rows import FindingDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models import links
from ui.models.board import Board, Place
from ui.models.findings_own import STANCE_TONES, stance_word
from ui.models.roles import FindingRow, Role
from ui.models.rows import Row
from ui.screens.panelist.anchors import Anchors
from ui.theme import Tone
from ui.widgets.basics import Line, Rule, paragraph
from ui.widgets.editors import TextEditor
from ui.widgets.link_picker import LINK_KEY, LinkPicker
from ui.widgets.lists import FittingList
from ui.widgets.page import SidePanel, Tab, TabStrip

EDGE = 24
LINES = (3, 7)
CRITERION, EVIDENCE, FINDINGS, REASON = "criterion", "evidence", "findings", "reason"


class SupportList(FittingList):
    """What supports a score: Return goes there, Space links it or takes the link away.

    Signals:
        toggled: (id)
    """

    toggled = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_id:
            self.toggled.emit(self.current_id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)


class CellPanel(SidePanel):
    """Shows one cell. The reason stays in sight; in a narrow window the rest stands in tabs.

    Signals:
        explained: (place, text) the reason as typed, to be stored.
        followed: (id) a finding or a piece of evidence was chosen.
        toggled: (place, id) is to be linked to the score, or its link to be taken away.
        link_asked: something is to be linked.
        quick_asked: a finding is to be added.
    """

    explained = Signal(object, str)
    followed = Signal(str)
    toggled = Signal(object, str)
    link_asked = Signal()
    quick_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Criterion and reason"), width=336)
        self._place: Place | None = None
        self._board: Board | None = None
        self._item: Item | None = None
        self._edited, self._narrow = False, False
        self._counts = {EVIDENCE: "", FINDINGS: ""}
        self._build_tabs()
        self._build_criterion()
        self._build_evidence()
        self._build_findings()
        self._build_reason()
        self.picker = LinkPicker(self)
        self.picker.toggled.connect(self._on_toggled)

    def _build_tabs(self) -> None:
        self.tabs = TabStrip(self, name=_("Criterion, evidence, findings"))
        self.tabs.chosen.connect(self._on_tab)
        self.tabs.hide()
        self.add_tabs(self.tabs)

    def _build_criterion(self) -> None:
        self._criterion = paragraph("", self)
        self.anchors = Anchors(self)
        self._criterion_part = QWidget(self)
        column = QVBoxLayout(self._criterion_part)
        column.setContentsMargins(0, 2, 0, 10)
        column.setSpacing(8)
        column.addWidget(self._criterion)
        column.addWidget(self.anchors)
        self.add(self._criterion_part)

    def _build_evidence(self) -> None:
        self._evidence_part = self.section(_("My evidence"), action=_("Link"), icon=Icon.LINK)
        self._evidence_part.action.setToolTip(_("Evidence or a finding {key}").format(key=LINK_KEY))
        self._evidence_part.action.clicked.connect(self.link_asked)
        self.evidence = SupportList(EvidenceDelegate(), self, name=_("My evidence"))
        self._no_evidence = paragraph(_("Nothing recorded for this item yet."), self, role="small")
        self._evidence_part.add(self.evidence)
        self._evidence_part.add(self._no_evidence)

    def _build_findings(self) -> None:
        self._findings_part = self.section(
            _("My findings"), action=_("Quick capture"), icon=Icon.ADD
        )
        self._findings_part.action.setToolTip(actions.hint(Do.QUICK))
        self._findings_part.action.clicked.connect(self.quick_asked)
        self.findings = SupportList(FindingDelegate(compact=True), self, name=_("My findings"))
        self._no_findings = paragraph(_("No finding for this item yet."), self, role="small")
        self._findings_part.add(self.findings)
        self._findings_part.add(self._no_findings)
        for listing in (self.evidence, self.findings):
            listing.opened.connect(self.followed)
            listing.clicked.connect(self._on_clicked)
            listing.toggled.connect(self._on_toggled)

    def _build_reason(self) -> None:
        self._reason_part = QWidget(self)
        self._reason_part.setProperty("ground", "bg")
        self._mark = Line("", self, size=fonts.SMALL)
        self.reason = TextEditor(self, name=_("Reason for the deduction"))
        self.reason.set_lines(LINES[0])
        self.reason.edited.connect(self._on_reason_edited)
        self.reason.committed.connect(self._on_reason_committed)
        self._hint = Line(
            _("Ctrl+Enter: done, next open place"), self, size=fonts.SMALL, tone=Tone.MUTED
        )
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Line(_("Reason"), self, size=fonts.SMALL, bold=True))
        head.addWidget(self._mark, 1)
        column = QVBoxLayout(self._reason_part)
        column.setContentsMargins(EDGE, 10, EDGE, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addWidget(self._hint)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(Rule(self))
        layout.addWidget(self._reason_part)

    def show_cell(self, board: Board, place: Place) -> None:
        """Fills the panel; a reason that is being typed for this cell is left alone."""
        moved = place != self._place
        if moved:
            self.flush()
        item, district = board.item(place[0]), place[1]
        score = board.scores.get(place)
        self._place, self._item, self._board = place, item, board
        self._show_head(item, board.district_name(district))
        linked = score.links if score else ()
        self._show_evidence(board, place, linked)
        self._show_findings(board, place, linked)
        self._show_picker(moved=moved)
        if moved or not self._edited:
            self.reason.set_text(score.reason if score else "")
            self._edited = False
            self._fit_reason()
        self.reason.setReadOnly(score is None or not board.editable)
        self.reason.setPlaceholderText("" if score else _("Score the cell first."))
        self.set_points(score)

    def set_points(self, score: Score | None) -> None:
        """Lights the anchor of a score and says what was deducted; None is 未评."""
        points = score.points if score else None
        self.anchors.set_points(points)
        self._mark.set_text(self._deduction(score))
        wanted = self._wants_reason(score)
        self._mark.set_tone(Tone.CONCERN if wanted else Tone.MUTED)

    @Slot(str)
    def set_typed(self, text: str) -> None:
        """While a score is typed and not stored yet."""
        try:
            points = Decimal(text)
        except InvalidOperation:
            self.set_points(None)
            return
        self.set_points(Score(points=points))

    @property
    def wants_reason(self) -> bool:
        """Whether the cell has a score that must be explained and is not."""
        score = self._board.scores.get(self._place) if self._board and self._place else None
        return self._wants_reason(score)

    @property
    def place(self) -> Place | None:
        return self._place

    def flush(self) -> None:
        self.reason.flush()
        self.picker.flush()

    def open_picker(self) -> None:
        """Everything that may be linked to the score of this cell, over the panel."""
        if self._board is None or self._place is None or self._item is None:
            return
        board, place = self._board, self._place
        shown = (
            *board.evidence.of_cell(board.block, self._item, place[1]),
            *board.evidence.findings_of_cell(board.block, self._item, place[1]),
        )
        over = _("Link to the score·{district}").format(district=board.district_name(place[1]))
        near = tuple(c.id for c in shown)
        candidates = links.for_score(board.visit)
        self.picker.open_for(over, self._item.label, candidates, self._linked(), near)

    def open_part(self, part: str) -> None:
        """Takes the keyboard to the reason, the evidence or the findings."""
        if part != REASON:
            self.tabs.set_current(part)
            self._show_parts()
        lists = {EVIDENCE: self.evidence, FINDINGS: self.findings}
        listing = lists.get(part)
        if listing is None or not listing.isVisible():
            self.reason.setFocus()
        else:
            listing.setFocus()

    def _show_picker(self, *, moved: bool) -> None:
        """Keeps an open picker with the cell that it was opened for."""
        if self.picker.isHidden() or self._board is None:
            return
        if moved or not self._board.editable:
            self.picker.put_away()
        else:
            self.picker.show_linked(links.for_score(self._board.visit), self._linked())

    def _linked(self) -> tuple[str, ...]:
        score = self._board.scores.get(self._place) if self._board and self._place else None
        return score.links if score else ()

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window one part at a time, chosen by tabs."""
        self._narrow = narrow
        self.tabs.setVisible(narrow)
        self._hint.setVisible(not narrow)
        for rule in self._scroll.findChildren(Rule):
            rule.setVisible(not narrow)
        self._show_parts()
        self.updateGeometry()

    def _show_head(self, item: Item, district: str) -> None:
        figure = _("full mark {full}, step {step}").format(
            full=plain(item.full), step=plain(item.step)
        )
        self.set_head(item.label, district, figure)
        self._criterion.setText(item.criterion or _("The instrument gives no criterion here."))
        self.anchors.set_anchors(item.anchors, item.step)

    def _show_evidence(self, board: Board, place: Place, linked: tuple[str, ...]) -> None:
        evidence = board.evidence
        found = evidence.of_cell(board.block, board.item(place[0]), place[1], linked)
        here = board.district_name(place[1])
        rows = [evidence.row(capture, here, linked=capture.id in linked) for capture in found]
        self._fill(self.evidence, rows, self._no_evidence)
        self._evidence_part.set_title(_("My evidence"), _count(rows))
        self._evidence_part.action.setEnabled(board.editable)
        self._counts[EVIDENCE] = _count(rows)

    def _show_findings(self, board: Board, place: Place, linked: tuple[str, ...]) -> None:
        evidence = board.evidence
        found = evidence.findings_of_cell(board.block, board.item(place[0]), place[1], linked)
        rows = [
            _finding_row(c, c.body, evidence.names.where(c) if c.id in linked else None)
            for c in found
            if isinstance(c.body, Finding)
        ]
        self._fill(self.findings, rows, self._no_findings)
        self._findings_part.set_title(_("My findings"), _count(rows))
        self._findings_part.action.setEnabled(board.editable)
        self._counts[FINDINGS] = _count(rows)
        self._show_parts()

    def _fill(self, listing: SupportList, rows: Sequence[Row], none: QWidget) -> None:
        listing.set_rows(rows)
        listing.fit()
        listing.setVisible(bool(rows))
        none.setVisible(not rows)

    def _show_parts(self) -> None:
        self.tabs.set_tabs(
            (
                Tab(CRITERION, _("Criterion")),
                Tab(EVIDENCE, _("Evidence"), self._counts[EVIDENCE]),
                Tab(FINDINGS, _("Findings"), self._counts[FINDINGS]),
            )
        )
        parts = {
            CRITERION: self._criterion_part,
            EVIDENCE: self._evidence_part,
            FINDINGS: self._findings_part,
        }
        for name, part in parts.items():
            part.setVisible(not self._narrow or name == self.tabs.current)

    def _deduction(self, score: Score | None) -> str:
        if score is None or self._item is None:
            return ""
        if score.points is None:
            return _("n/a, no reason asked for")
        off = self._item.full - score.points
        if off <= 0:
            return _("full marks, no reason asked for")
        words = (_("required") if self._must_explain(score) else "", _deducted(off))
        return "·".join(word for word in words if word)

    def _must_explain(self, score: Score) -> bool:
        return (
            self._board is not None
            and self._item is not None
            and needs_reason(self._board.visit.instrument, self._item, score)
        )

    def _wants_reason(self, score: Score | None) -> bool:
        return score is not None and self._must_explain(score) and not self.reason.text().strip()

    def _fit_reason(self) -> None:
        """The editor grows with its text, at the cost of what scrolls above it."""
        low, high = LINES
        self.reason.set_lines(
            max(low, min(high, round(self.reason.document().size().height() / px(24))))
        )

    @Slot(str)
    def _on_tab(self, tab: str) -> None:  # noqa: ARG002
        self._show_parts()

    @Slot()
    def _on_reason_edited(self) -> None:
        self._edited = True
        self._fit_reason()

    @Slot(str)
    def _on_reason_committed(self, text: str) -> None:
        self._edited = False
        if self._place is not None:
            self.explained.emit(self._place, text)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.followed.emit(str(index.data(Role.ID)))

    @Slot(str)
    def _on_toggled(self, capture: str) -> None:
        if self._place is not None and self._board is not None and self._board.editable:
            self.toggled.emit(self._place, capture)


def _count(rows: Sequence[object]) -> str:
    return str(len(rows)) if rows else ""


def _deducted(off: Decimal) -> str:
    return _("{points} deducted").format(points=plain(off))


def _finding_row(capture: Capture, finding: Finding, linked_at: str | None) -> FindingRow:
    """One that is linked by hand says so, and where it belongs."""
    return FindingRow(
        capture.id,
        finding.text,
        place=linked_at or "",
        stance=STANCE_TONES[finding.stance],
        stance_word=stance_word(finding.stance),
        tag="" if linked_at is None else _("linked"),
        tag_icon=None if linked_at is None else Icon.LINK,
    )
