"""The declaration as it is filled in: recusal, confidentiality, signature."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.capture import Capture, Declaration
from app.model.setup import Setup
from app.model.station import District
from ui.fonts import px
from ui.icons import Icon
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field
from ui.widgets.signature import SignaturePad

NONE, SOME, ALL = "none", "some", "all"
WIDTH = 640


class DistrictRow(QWidget):
    """A district to leave, and why.

    Signals:
        edited: by the user's doing.
    """

    edited = Signal()

    def __init__(self, district: District, parent: QWidget) -> None:
        super().__init__(parent)
        self.district = district.id
        self.box = QCheckBox(district.name, self)
        self.reason = LineEditor(
            self,
            name=_("Reason for {district}").format(district=district.name),
            placeholder=_("Why, in a few words"),
        )
        self.reason.setEnabled(False)
        self.box.toggled.connect(self.reason.setEnabled)
        self.box.clicked.connect(self._on_clicked)
        self.reason.edited.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.box)
        row.addWidget(self.reason, 1)

    def fill(self, reason: str | None) -> None:
        """None where the district is not left."""
        self.box.setChecked(reason is not None)
        self.reason.set_text(reason or "")

    @Slot()
    def _on_clicked(self) -> None:
        if self.box.isChecked():
            self.reason.setFocus()
        self.edited.emit()


class DeclarationForm(QWidget):
    """Stores nothing by itself: signing is one act.

    Signals:
        edited: by the user's doing.
        signed: the user asks to sign what the form says.
    """

    edited = Signal()
    signed = Signal()

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.take_measures()
        self._districts, self.rows = setup.districts, tuple[DistrictRow, ...]()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._build_recusal()
        self._build_confidentiality()
        self._build_signature()
        self._column.addStretch(1)
        self._show_recusal()

    def take_measures(self) -> None:
        self.setMaximumWidth(px(WIDTH))

    def _build_recusal(self) -> None:
        self._heading(_("Recusal"))
        self._column.addWidget(
            paragraph(
                _(
                    "Recuse yourself where you or somebody close to you has worked for, supervised, "
                    "advised or been paid by the station or its contractor. What you leave is not "
                    "scored by you and counts in no average."
                ),
                self,
                role="muted",
            )
        )
        options = [Option(NONE, _("No recusal")), Option(ALL, _("The whole station"))]
        if self._districts:
            options.insert(1, Option(SOME, _("Some districts")))
        self.extent = Segmented(options, self, name=_("Recusal"))
        self.extent.chosen.connect(self._on_extent)
        self._column.addWidget(self.extent, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows_under = QVBoxLayout()
        self._rows_under.setSpacing(8)
        self._column.addLayout(self._rows_under)
        self.reason = LineEditor(
            self, name=_("Reason for recusal"), placeholder=_("Why, in a few words")
        )
        self.reason.edited.connect(self.edited)
        self._column.addWidget(self.reason)

    def _make_rows(self) -> None:
        """A row for each district, made when somebody leaves one: there may be a hundred."""
        self.rows = tuple(DistrictRow(district, self) for district in self._districts)
        widest = max((row.box.sizeHint().width() for row in self.rows), default=0)
        before: QWidget = self.extent
        for row in self.rows:
            row.box.setMinimumWidth(max(px(120), min(widest, px(WIDTH / 2))))
            row.edited.connect(self.edited)
            self._rows_under.addWidget(row)
            QWidget.setTabOrder(before, row.box)
            QWidget.setTabOrder(row.box, row.reason)
            before = row.reason

    def _build_confidentiality(self) -> None:
        self._column.addSpacing(20)
        self._heading(_("Confidentiality"))
        self._column.addWidget(
            paragraph(
                _(
                    "Scores, the panel's discussions and what service users say serve this "
                    "evaluation only: not passed on, not kept privately, not used otherwise."
                ),
                self,
                role="muted",
            )
        )
        self.confidential = QCheckBox(_("I have read this and will keep to it."), self)
        self.confidential.clicked.connect(self.edited)
        self._column.addWidget(self.confidential)

    def _build_signature(self) -> None:
        self._column.addSpacing(20)
        self._heading(_("Signature"))
        self.signature = LineEditor(self, name=_("Signature"), placeholder=_("Your name"))
        self.signature.edited.connect(self.edited)
        self.signature.submitted.connect(self.signed)
        self.field = Field(_("Type your name; it counts as your signature"), self.signature, self)
        self.sign_button = Button(_("Sign"), self, kind=Kind.PRIMARY, icon=Icon.SIGN)
        self.sign_button.clicked.connect(self.signed)
        self.back = Button(_("Keep it as signed"), self, hint="Esc")
        self._column.addWidget(self.field)
        self._column.addLayout(self._pad_row())
        for one, other in pairwise(
            (self.signature, self.pad, self.clear, self.sign_button, self.back)
        ):
            QWidget.setTabOrder(one, other)

    def _pad_row(self) -> QHBoxLayout:
        """The pad, with what clears it and the button to sign beside it."""
        self.pad = SignaturePad(self)
        self.pad.setToolTip(_("With mouse, pen or finger; Delete clears"))
        self.pad.edited.connect(self._on_drawn)
        self.clear = Button(_("Clear"), self, kind=Kind.LINK, icon=Icon.CLOSE)
        self.clear.setAccessibleName(_("Clear the drawn signature"))
        self.clear.clicked.connect(self.pad.clear)
        self.clear.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.sign_button)
        buttons.addWidget(self.back)
        beside = QVBoxLayout()
        beside.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch(1)
        beside.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.pad, 1)
        row.addLayout(beside)
        row.addStretch(0)
        return row

    def _heading(self, text: str) -> None:
        self._column.addWidget(paragraph(text, self, role="large"))

    def fill(self, declarations: tuple[Capture, ...]) -> None:
        """Shows what is declared; announces nothing."""
        found = {c.district: c.body for c in declarations if isinstance(c.body, Declaration)}
        own = found.get(None, Declaration())
        left = {where: body.reason for where, body in found.items() if body.recused}
        self.extent.set_current(ALL if own.recused else SOME if left else NONE)
        self._show_recusal()
        self.reason.set_text(own.reason if own.recused else "")
        for row in self.rows:
            row.fill(left.get(row.district))
        self.confidential.setChecked(own.confidential)
        self.signature.set_text(own.signature)
        self.pad.set_strokes(own.drawn)
        self.clear.setEnabled(not self.pad.is_empty)
        self.set_problem("")

    @property
    def recusals(self) -> dict[str | None, str]:
        """Reasons by district, None standing for the whole station."""
        if self.extent.current == ALL:
            return {None: self.reason.text()}
        if self.extent.current != SOME:
            return {}
        return {row.district: row.reason.text() for row in self.rows if row.box.isChecked()}

    def keep(self) -> None:
        """Takes in what an input method still holds."""
        for editor in (self.reason, self.signature, *(row.reason for row in self.rows)):
            editor.flush()

    def set_problem(self, text: str) -> None:
        """What is wrong, under the signature."""
        self.field.set_problem(text)

    def _show_recusal(self) -> None:
        self.reason.setVisible(self.extent.current == ALL)
        if self.extent.current == SOME and not self.rows:
            self._make_rows()
        for row in self.rows:
            row.setVisible(self.extent.current == SOME)

    @Slot()
    def _on_drawn(self) -> None:
        if self.pad.is_empty and self.clear.hasFocus():
            self.pad.setFocus()
        self.clear.setEnabled(not self.pad.is_empty)
        self.edited.emit()

    @Slot(str)
    def _on_extent(self, extent: str) -> None:
        self._show_recusal()
        if extent == ALL:
            self.reason.setFocus()
        self.edited.emit()
