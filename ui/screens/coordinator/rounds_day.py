"""A day in a form of the feedback rounds: typed as one likes, told below where it is none."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.rules.typed import day as day_of
from ui import messages
from ui.models.days import day_word
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field


class DayField(Field):
    """A line that holds a day.

    Signals:
        typed: (date) a day was entered.
    """

    typed = Signal(object)

    def __init__(self, label: str, parent: QWidget) -> None:
        self._label_text = label
        self.line = LineEditor(parent, name=label)
        super().__init__(label, self.line, parent)
        self.line.committed.connect(self._on_committed)

    def show_day(self, on: date) -> None:
        self.set_problem("")
        self.line.set_text(day_word(on))

    def day(self) -> date | None:
        """What is typed; None where it is no day, which is told below."""
        try:
            on = day_of(self.line.text(), self._label_text)
        except UserError as error:
            self.show_problem(error)
            return None
        self.set_problem("")
        return on

    def show_problem(self, error: UserError) -> None:
        self.set_problem(" ".join(part for part in messages.parts(error) if part))

    @Slot(str)
    def _on_committed(self, _text: str) -> None:
        on = self.day()
        if on is not None:
            self.typed.emit(on)
