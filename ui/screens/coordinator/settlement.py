"""Settling a cell (裁定): by the rule, by the chair, or agreed; what it would do comes first."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.fonts import px
from ui.icons import Icon
from ui.widgets.basics import Button, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor

RULE, CHAIR, AGREED = "rule", "chair", "agreed"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．。，,", "0123456789....")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is chosen and typed for one cell and not recorded yet."""

    way: str = RULE
    points: str = ""
    reason: str = ""
    by: str = ""
    why: str = ""
    """Why a settlement in force is withdrawn."""


def read_points(text: str) -> Decimal | None:
    """Points as typed, full-width digits included; None for what is no number."""
    try:
        value = Decimal(text.strip().translate(_FULL_WIDTH))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


class Settling(QWidget):
    """The form; it knows no visit and writes nothing.

    Signals:
        edited: something was chosen or typed; ask again what it would do.
        recorded: the user wants the draft recorded.
        withdrawn: the user wants the settlement in force withdrawn.
    """

    edited = Signal()
    recorded = Signal()
    withdrawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = Draft()
        self._chair, self._present, self._settled = "", "", False
        self.way = Segmented((), self, name=_("How it is settled"))
        self.way.chosen.connect(self._on_way)
        self.current = paragraph("", self, role="small")
        self.points = LineEditor(self, name=_("Points"))
        self.reason = LineEditor(self, name=_("Why so"), placeholder=_("Why so"))
        self.by = LineEditor(self, name=_("Decided by"), placeholder=_("Decided by"))
        self.why = LineEditor(
            self, name=_("Why it is withdrawn"), placeholder=_("Why it is withdrawn")
        )
        for editor in (self.points, self.reason, self.by, self.why):
            editor.edited.connect(self._on_edited)
        for editor in (self.points, self.reason, self.by):
            editor.submitted.connect(self.recorded)
        self.why.submitted.connect(self.withdrawn)
        self.take_measures()
        self._after = paragraph("", self, role="small")
        self.record = Button(_("Record it"), self, icon=Icon.TICK)
        self.record.clicked.connect(self.recorded)
        self.withdraw = Button(_("Withdraw the settlement"), self, icon=Icon.UNDO)
        self.withdraw.clicked.connect(self.withdrawn)
        self._build()

    def take_measures(self) -> None:
        self.points.setFixedWidth(px(68))

    def _build(self) -> None:
        self._form = QWidget(self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.points)
        line.addWidget(self.reason, 1)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.addLayout(line)
        self._problem = paragraph("", self, role="problem")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.by, 1)
        for button in (self.withdraw, self.record):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        for widget in (self.current, self.way, self._form, self.why, self._after, self._problem):
            column.addWidget(widget)
        column.addLayout(foot)

    @property
    def draft(self) -> Draft:
        return self._draft

    def show_cell(self, draft: Draft, *, by_rule: str, settled: str, full: str) -> None:
        """Fills the form; announces nothing. `settled` says what is in force, if anything."""
        self.points.setPlaceholderText(f"0–{full}")
        self._settled = bool(settled)
        rule = _("By rule {value}").format(value=by_rule) if by_rule else _("By rule")
        self.way.set_options(
            (Option(RULE, rule), Option(CHAIR, _("Chair")), Option(AGREED, _("Agreed")))
        )
        self.current.setText(settled)
        self.current.setVisible(bool(settled))
        self._fill(draft)
        self.set_problem("")

    def set_people(self, chair: str, present: str) -> None:
        """Whom `Chair` and `Agreed` fill in; both can be typed over."""
        self._chair, self._present = chair, present

    def set_after(self, text: str) -> None:
        """What recording would do to district, block and total."""
        self._after.setText(text)
        self._after.setVisible(bool(text))

    def after_text(self) -> str:
        return self._after.text()

    def set_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.points.set_problem(problem=bool(text) and self.points.text() == "")
        self.reason.set_problem(problem=bool(text) and self.reason.text().strip() == "")
        self.why.set_problem(problem=bool(text) and self.why.text().strip() == "")

    def begin(self) -> None:
        """Puts the cursor where the points are typed."""
        if self._draft.way == RULE:
            self.way.choose(AGREED)
        self.points.setFocus()
        self.points.selectAll()

    def flush(self) -> None:
        for editor in (self.points, self.reason, self.by, self.why):
            editor.flush()

    def _fill(self, draft: Draft) -> None:
        self._draft = draft
        self.way.set_current(draft.way)
        self.points.set_text(draft.points)
        self.reason.set_text(draft.reason)
        self.by.set_text(draft.by)
        self.why.set_text(draft.why)
        for editor in (self.reason, self.by, self.why):
            if not editor.hasFocus():
                editor.setCursorPosition(0)
        decides = draft.way != RULE
        self._form.setVisible(decides)
        self.record.setVisible(decides)
        self.by.setVisible(decides)
        self.withdraw.setVisible(self._settled and not decides)
        self.why.setVisible(self._settled and not decides)

    @Slot(str)
    def _on_way(self, way: str) -> None:
        known = {self._chair, self._present, ""}
        by = self._draft.by
        if by in known:
            by = {CHAIR: self._chair, AGREED: self._present}.get(way, by)
        self._fill(replace(self._draft, way=way, by=by))
        self.set_problem("")
        self.edited.emit()

    @Slot()
    def _on_edited(self) -> None:
        self._draft = Draft(
            way=self.way.current,
            points=self.points.text(),
            reason=self.reason.text(),
            by=self.by.text(),
            why=self.why.text(),
        )
        self.edited.emit()
