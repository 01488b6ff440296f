"""How the letter with the first opinions is to be: whom it asks, what it tells, until when."""

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.i18n import N_, _, ngettext
from app.model.setup import Setup
from app.model.station import Role
from app.reports.wishes import Addressee, Wishes
from ui.dialogs.foot import column_in, foot
from ui.fonts import px
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field

EACH, ALL = "each", "all"
KEPT, TOLD = "kept", "told"
_ROOM = 380
"""What a name may take beside its box."""
_LABELS = {
    Addressee.BUREAU: N_("Bureau: {name}"),
    Addressee.BUYER: N_("Buyer: {name}"),
    Addressee.STATION: N_("Station: {name}"),
}
_UNKNOWN = {
    Addressee.BUREAU: N_("Civil affairs bureau (not entered in the set-up)"),
    Addressee.BUYER: N_("Buyer (not entered in the set-up)"),
}


class LetterDialog(QDialog):
    """Proposes a letter to each of the three, without points and grade, and five working days."""

    def __init__(
        self, setup: Setup, reply_by: date, parent: QWidget | None = None, *, waiting: int = 0
    ) -> None:
        """`waiting` findings are still to be verified, and so not in the letter."""
        super().__init__(parent)
        self.setWindowTitle(_("Letter with the first opinions"))
        self.boxes = {one: self._box(one, setup) for one in Addressee}
        self.copies = Segmented(
            (Option(EACH, _("One letter to each")), Option(ALL, _("One letter to all"))),
            self,
            name=_("Letters"),
        )
        self.copies.set_current(EACH)
        self.scores = Segmented(
            (Option(KEPT, _("Without points and grade")), Option(TOLD, _("With points and grade"))),
            self,
            name=_("Points and grade"),
        )
        self.scores.set_current(KEPT)
        self.day = LineEditor(self)
        self.day.setText(reply_by.isoformat())
        self.number = LineEditor(self)
        self.accept_button = Button(_("Export"), self, kind=Kind.PRIMARY)
        self._day_field = Field(_("Reply until"), self.day, self)
        self._lay_out(waiting)
        self._connect()

    def _box(self, addressee: Addressee, setup: Setup) -> QCheckBox:
        name = setup.station.name
        if addressee is not Addressee.STATION:
            organisation = setup.organisations.get(Role(addressee.value))
            name = organisation.name if organisation else ""
        label = _(_LABELS[addressee]).format(name=name) if name else _(_UNKNOWN[addressee])
        room = self.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, px(_ROOM))
        box = QCheckBox(room.replace("&", "&&"), self)
        box.setAccessibleName(label)
        box.setToolTip(label if room != label else "")
        box.setEnabled(bool(name))
        box.setChecked(bool(name))
        return box

    def _lay_out(self, waiting: int) -> None:
        column = column_in(self, 8)
        if waiting:
            text = ngettext(
                "{count} finding is still to be verified; it is not in the letter.",
                "{count} findings are still to be verified; they are not in the letter.",
                waiting,
            )
            column.addWidget(paragraph(text.format(count=waiting), self, role="muted"))
        for box in self.boxes.values():
            column.addWidget(box)
        column.addSpacing(px(4))
        column.addWidget(self.copies)
        column.addWidget(self.scores)
        column.addSpacing(px(4))
        column.addWidget(self._day_field)
        column.addWidget(Field(_("Number of the letter (may stay empty)"), self.number, self))
        column.addLayout(foot(self, self.accept_button))
        self.setMinimumWidth(px(460))

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.toggled.connect(self._on_changed)
        self.day.edited.connect(self._on_changed)
        for editor in (self.day, self.number):
            editor.submitted.connect(self._on_submitted)
        self.accept_button.clicked.connect(self._on_submitted)
        self._on_changed()

    def value(self) -> Wishes | None:
        """What was chosen; None as long as nobody is asked or the day is none."""
        asked = tuple(one for one, box in self.boxes.items() if box.isChecked())
        day = self._read_day()
        if day is None or not asked:
            return None
        return Wishes(
            reply_by=day,
            addressees=asked,
            joint=self.copies.current == ALL,
            scores=self.scores.current == TOLD,
            number=self.number.text().strip(),
        )

    def _read_day(self) -> date | None:
        try:
            return date.fromisoformat(self.day.text().strip())
        except ValueError:
            return None

    @classmethod
    def ask(cls, setup: Setup, reply_by: date, parent: QWidget, *, waiting: int) -> Wishes | None:
        """None when the user thinks better of it."""
        dialog = cls(setup, reply_by, parent, waiting=waiting)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        wishes = dialog.value()
        dialog.deleteLater()
        return wishes if accepted else None

    @Slot()
    def _on_changed(self) -> None:
        day = self._read_day()
        self._day_field.set_problem("" if day else _("Write the day like 2024-01-16."))
        self.accept_button.setEnabled(self.value() is not None)

    @Slot()
    def _on_submitted(self) -> None:
        if self.accept_button.isEnabled():
            self.accept()
