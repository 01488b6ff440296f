"""A complaint beside the list, what the review made of it, and the end of the visit."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.model.rounds import Complaint
from ui.icons import Icon
from ui.screens.coordinator.rounds_day import DayField
from ui.theme import Tone
from ui.widgets.basics import Button, Kind
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.notices import Field

STAYS, CHANGES = "stays", "changes"


class ComplaintForm(QWidget):
    """Stores nothing by itself.

    Signals:
        changed: (dict) of fields as typed.
        removed: the complaint is to go.
    """

    changed = Signal(object)
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.received = DayField(_("Received on"), self)
        self.day = self.received.line
        self.who = LineEditor(self, name=_("Who complains"))
        self.text = TextEditor(self, name=_("The complaint"))
        self.text.set_lines(3)
        self.result = TextEditor(self, name=_("Result of the review"))
        self.result.set_lines(3)
        self.stays = Segmented(
            (
                Option(STAYS, _("the grade stays"), Tone.PRAISE),
                Option(CHANGES, _("the grade changes"), Tone.CONCERN),
            ),
            self,
            name=_("Does the grade stay?"),
            small=True,
        )
        self.by = LineEditor(self, name=_("Reviewed by"))
        self.remove = Button(_("Delete the complaint"), self, kind=Kind.LINK, icon=Icon.DELETE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (
            self.received,
            Field(_("Who complains"), self.who, self),
            Field(_("The complaint"), self.text, self),
            Field(_("Result of the review"), self.result, self),
            Field(_("Does the grade stay?"), self.stays, self),
            Field(_("Reviewed by"), self.by, self),
            self.remove,
        ):
            column.addWidget(widget)
        self._connect()

    def _connect(self) -> None:
        self.received.typed.connect(self._on_day)
        self.who.committed.connect(self._on_who)
        self.text.committed.connect(self._on_text)
        self.result.committed.connect(self._on_result)
        self.stays.chosen.connect(self._on_stays)
        self.by.committed.connect(self._on_by)
        self.remove.clicked.connect(self.removed)

    def show_complaint(self, one: Complaint) -> None:
        self.received.show_day(one.on)
        self.who.set_text(one.who)
        self.text.set_text(one.text)
        self.result.set_text(one.result)
        self.stays.set_current("" if one.stays is None else STAYS if one.stays else CHANGES)
        self.by.set_text(one.by)

    def flush(self) -> None:
        for editor in (self.day, self.who, self.text, self.result, self.by):
            editor.flush()

    @Slot(object)
    def _on_day(self, on: date) -> None:
        self.changed.emit({"on": on})

    @Slot(str)
    def _on_who(self, text: str) -> None:
        self.changed.emit({"who": text})

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.changed.emit({"text": text})

    @Slot(str)
    def _on_result(self, text: str) -> None:
        self.changed.emit({"result": text})

    @Slot(str)
    def _on_stays(self, chosen: str) -> None:
        self.changed.emit({"stays": chosen == STAYS})

    @Slot(str)
    def _on_by(self, text: str) -> None:
        self.changed.emit({"by": text})
