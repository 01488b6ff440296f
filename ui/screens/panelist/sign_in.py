"""Sign-in: who one is, recusal, confidentiality, signature; afterwards what was signed when."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.capture import Capture, Declaration
from app.model.panel import Duty
from app.model.schedule import Stage
from ui import fonts, messages
from ui.context import Context
from ui.delegates.links import EvidenceDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.evidence import EvidenceRow
from ui.room import EDGE, align
from ui.screens.base import Screen, Target
from ui.screens.panelist.declaration_form import WIDTH, DeclarationForm
from ui.stages import is_rater
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, paragraph
from ui.widgets.lists import FittingList
from ui.widgets.page import PageFrame, PageHead, SidePanel
from ui.widgets.signature import Ink

_ICONS = {
    Stage.SIGN_IN: Icon.SIGN_IN,
    Stage.BRIEFING: Icon.BRIEFING,
    Stage.OBSERVATION: Icon.OBSERVATION,
    Stage.FILES: Icon.FILES,
    Stage.INTERVIEWS: Icon.INTERVIEWS,
    Stage.SCORING: Icon.SCORING,
    Stage.FEEDBACK: Icon.FEEDBACK,
    Stage.HAND_IN: Icon.HAND_IN,
    Stage.OTHER: Icon.CLOCK,
}


class SignedPart(QWidget):
    """What was signed, and what comes next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.take_measures()
        self._when = Line("", self, tone=Tone.PRAISE, bold=True)
        self._when.set_icon(Icon.DONE)
        self._name = paragraph("", self, role="hero")
        self.ink = Ink(self)
        self._recusal = paragraph("", self)
        self._confidential = paragraph("", self)
        self.next = Button(_("Go to scoring"), self, kind=Kind.PRIMARY, icon=Icon.NEXT)
        self.next.set_look(trailing=True)
        self.change = Button(_("Change the declaration"), self, icon=Icon.EDIT)
        self._build()

    def take_measures(self) -> None:
        self.setMaximumWidth(px(WIDTH))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._when)
        column.addWidget(self._name)
        column.addWidget(self.ink)
        column.addSpacing(8)
        for heading, words in (
            (_("Recusal"), self._recusal),
            (_("Confidentiality"), self._confidential),
        ):
            column.addWidget(Rule(self))
            column.addWidget(paragraph(heading, self, role="heading"))
            column.addWidget(words)
            column.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.next)
        row.addWidget(self.change)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(1)

    def show_signed(self, signed: Capture, body: Declaration, recusals: tuple[str, ...]) -> None:
        self._when.set_text(_("Signed at {time}").format(time=f"{signed.at:%H:%M}"))
        self._name.setText(body.signature)
        self.ink.set_strokes(body.drawn)
        self.ink.setVisible(bool(body.drawn))
        self._recusal.setText("\n".join(recusals) or _("No recusal: you score all that is yours."))
        self._confidential.setText(
            _("Declared: what is said and scored stays within the evaluation.")
            if body.confidential
            else _("Not declared; scoring stays locked.")
        )


class SignInScreen(Screen):
    """The form until it is signed, then the signed declaration; the agenda beside both."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._edited, self._changing = False, False
        self._build_parts()
        self._build_agenda()
        self._lay_out()

    def _build_parts(self) -> None:
        self._who = Line("", self, size=fonts.LARGE, bold=True)
        self._part = paragraph("", self, role="muted")
        self.form = DeclarationForm(self.visit.setup, self)
        self.form.edited.connect(self._on_edited)
        self.form.signed.connect(self.sign)
        self.form.back.clicked.connect(self.keep_signed)
        self.signed = SignedPart(self)
        self.signed.next.clicked.connect(self._on_next)
        self.signed.change.clicked.connect(self._on_change)

    def _build_agenda(self) -> None:
        self._side = SidePanel(self, name=_("Today"))
        self._agenda = FittingList(EvidenceDelegate(), self, name=_("Agenda"))
        self._agenda.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.set_head(_("Today"))
        self._side.add(self._agenda)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "surface")
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(EDGE, 8, EDGE, 24)
        column.setSpacing(4)
        column.addWidget(self._who)
        column.addWidget(self._part)
        column.addSpacing(16)
        for part in (self.form, self.signed):
            row = QHBoxLayout()
            row.addWidget(part, 1)
            row.addStretch(0)
            column.addLayout(row)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        head = PageHead(_("Sign-in"), _("Declare and sign; then scoring opens."), self)
        self._frame = PageFrame(head, self._side, self)
        self._frame.add(scroll, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)

    def refresh(self) -> None:
        me, setup = self.visit.me, self.visit.setup
        if me is not None:
            self._who.set_text(me.name)
            words = (_duty(me.duty), me.organisation, setup.station.name)
            self._part.setText("·".join(word for word in words if word))
        self._show_agenda()
        signed = self._declared(None)
        if self.visit.handin.sealed_revision is not None:
            self._changing = False
        if signed is not None and not self._changing:
            self._show_signed(signed)
        elif not self._edited:
            self.form.fill(self.visit.captures.all("declaration"))
        showing = signed is not None and not self._changing
        self.signed.setVisible(showing)
        self.form.setVisible(not showing)
        self.form.back.setVisible(self._changing)

    def refused(self, error: UserError) -> None:
        self.form.set_problem(messages.render(error))

    def flush(self) -> None:
        """Keeps what is composed; a declaration is stored by signing only."""
        self.form.keep()

    def done(self) -> None:
        if self.form.isVisible():
            self.sign()

    @Slot()
    def sign(self) -> None:
        """Signs what the form says."""
        self.form.keep()
        form = self.form
        signature, confidential = form.signature.text(), form.confidential.isChecked()
        recusals, drawn = form.recusals, form.pad.strokes()
        self._changing = False
        outcome = self.run(
            lambda: self.visit.captures.sign(
                signature, confidential=confidential, recusals=recusals, drawn=drawn
            )
        )
        if outcome is None:
            self._changing = self._declared(None) is not None
            return
        self._edited = False
        self.refresh()

    @Slot()
    def keep_signed(self) -> None:
        """Leaves the declaration as it was signed."""
        self._changing = self._edited = False
        self.refresh()
        self.signed.change.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._changing:
            self.keep_signed()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._column)

    def _declared(self, district: str | None) -> Capture | None:
        found = self.visit.captures.all("declaration")
        return next((c for c in found if c.district == district), None)

    def _show_signed(self, signed: Capture) -> None:
        body = signed.body
        assert isinstance(body, Declaration)
        left = tuple(
            _("{district}: {reason}").format(district=district.name, reason=own.reason)
            for district in self.visit.setup.districts
            if (own := self.visit.captures.declaration(district.id)) is not None
        )
        station = (_("The whole station: {reason}").format(reason=body.reason),)
        self.signed.show_signed(signed, body, station if body.recused else left)
        sealed = self.visit.handin.sealed_revision
        self.signed.change.setVisible(sealed is None)
        self.signed.next.setVisible(sealed is None and is_rater(self.visit))

    def _show_agenda(self) -> None:
        rows = tuple(
            EvidenceRow(
                str(number),
                entry.title,
                f"{entry.start:%H:%M}–{entry.end:%H:%M}",
                _ICONS[entry.stage],
            )
            for number, entry in enumerate(self.visit.setup.agenda)
        )
        self._agenda.set_rows(rows)
        self._agenda.fit()

    @Slot()
    def _on_edited(self) -> None:
        self._edited = True
        self.form.set_problem("")

    @Slot()
    def _on_next(self) -> None:
        self.go.emit(Target("scoring"))

    @Slot()
    def _on_change(self) -> None:
        self._changing, self._edited = True, False
        self.refresh()
        self.form.extent.setFocus()


def _duty(duty: Duty) -> str:
    return {
        Duty.LEAD: _("Lead expert"),
        Duty.EXPERT: _("Expert"),
        Duty.STAFF: _("Staff"),
    }[duty]
