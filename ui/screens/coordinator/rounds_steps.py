"""A step beside the timeline: when it was done, by whom, and what went to whom."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.rounds import Step
from app.rules.rounds import RECORDED, Stage
from app.services.rounds import Sent
from ui.icons import Icon
from ui.screens.coordinator.rounds_day import DayField
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is typed for a step."""

    step: Step
    on: date
    sent: Sent


class StepForm(QWidget):
    """Stores nothing by itself. A step that is done is stored again as one types.

    Signals:
        recorded: (Recorded)
        cleared: (Step) it has not happened after all.
    """

    recorded = Signal(object)
    cleared = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage: Stage | None = None
        self._says = paragraph("", self, role="muted")
        self._day = DayField(_("Done on"), self)
        self.day = self._day.line
        self.to = LineEditor(self, name=_("Sent to"))
        self.what = LineEditor(self, name=_("What was sent"))
        self.by = LineEditor(self, name=_("Done by"))
        self.record = Button(_("Record as done"), self, icon=Icon.TICK)
        self.clear = Button(_("Not done after all"), self, kind=Kind.LINK, icon=Icon.UNDO)
        self._fields = (
            self._day,
            Field(_("Sent to"), self.to, self),
            Field(_("What was sent"), self.what, self),
            Field(_("Done by"), self.by, self),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._says, *self._fields, self.record, self.clear):
            column.addWidget(widget)
        for editor in self.editors:
            editor.committed.connect(self._on_committed)
            editor.submitted.connect(self._on_submitted)
        self.record.clicked.connect(self.send)
        self.clear.clicked.connect(self._on_clear)

    @property
    def editors(self) -> tuple[LineEditor, ...]:
        return (self.day, self.to, self.what, self.by)

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody is typing here, or stands on one of the buttons."""
        held = QApplication.focusWidget()
        return held is not None and self.isAncestorOf(held)

    def begin(self) -> None:
        """The keyboard goes to whom it was sent; the day is proposed."""
        self.to.setFocus()

    def show_stage(self, stage: Stage | None, today: date, *, closed: bool) -> None:
        """Fills the fields; another step's text is not kept."""
        self._stage = stage
        if stage is None:
            return
        open_here = stage.step in RECORDED and not closed
        done = stage.done
        words = _says(stage)
        self._says.setText(words)
        self._says.setVisible(bool(words))
        self._day.show_day(done.on if done else today)
        self.to.set_text(done.to if done else "")
        self.what.set_text(done.what if done else "")
        self.by.set_text(done.by if done else "")
        for field in self._fields:
            field.setVisible(stage.step in RECORDED)
            field.setEnabled(open_here)
        self.record.setVisible(open_here and done is None)
        self.clear.setVisible(open_here and done is not None)

    def flush(self) -> None:
        """Of a step that is done; what is typed for another waits to be recorded."""
        if self._stage is not None and self._stage.done is not None:
            for editor in self.editors:
                editor.flush()

    @Slot()
    def send(self) -> None:
        """Records what is typed."""
        stage = self._stage
        if stage is None or stage.step not in RECORDED:
            return
        on = self._day.day()
        if on is None:
            self.day.setFocus()
            return
        sent = Sent(by=self.by.text(), to=self.to.text(), what=self.what.text())
        self.recorded.emit(Recorded(stage.step, on, sent))

    def show_problem(self, error: UserError) -> None:
        """What is wrong with the day."""
        self._day.show_problem(error)

    @Slot()
    def _on_submitted(self) -> None:
        """Return goes on to what is empty; nothing is recorded before the button is reached."""
        held = QApplication.focusWidget()
        at = next((n for n, editor in enumerate(self.editors) if editor is held), -1)
        after = [one for one in self.editors[at + 1 :] if not one.text().strip()]
        if after:
            after[0].setFocus()
        elif not self.record.isHidden():
            self.record.setFocus()

    @Slot(str)
    def _on_committed(self, _text: str) -> None:
        if self._stage is not None and self._stage.done is not None:
            self.send()

    @Slot()
    def _on_clear(self) -> None:
        if self._stage is not None:
            self.cleared.emit(self._stage.step)


def _says(stage: Stage) -> str:
    """What is to be known of a step in a sentence."""
    words = {
        Step.VISIT: _("All limits count from the day of the visit. It stands in the set-up."),
        Step.REVIEW: _("Follows from the complaints: each needs a result of the review."),
        Step.FINAL: _("Follows from closing the visit, on the tab of the complaints."),
        Step.POSTED: _("Publicity counts from this day, seven working days at least."),
    }
    return words.get(stage.step, "")
