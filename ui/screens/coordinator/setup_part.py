"""What every part of the set-up page has in common."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.errors import UserError
from app.model.setup import Setup
from app.visit import Visit
from ui.bus import Announcing
from ui.context import Context

R = TypeVar("R", bound=Changes | Announcing)


class Host(Protocol):
    """The page that a part stands in."""

    context: Context

    @property
    def visit(self) -> Visit: ...

    def run(self, operation: Callable[[], R]) -> R | None: ...


class SetupPart(QWidget):
    """One section of the set-up. It reads in `refresh` and writes through `change` or `run`.

    Signals:
        refused: (UserError) something of this part was refused; the page shows it over the part.
        told: (str) a short message for the status line.
    """

    refused = Signal(object)
    told = Signal(str)

    purpose = ""
    """One line that says what this section is for; untranslated."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self.host = host

    @property
    def visit(self) -> Visit:
        return self.host.visit

    @property
    def setup(self) -> Setup:
        return self.visit.setup

    def run(self, operation: Callable[[], R]) -> R | None:
        """Runs an operation with the page as the initiator; None after a refusal."""
        return self.host.run(operation)

    def change(self, setup: Setup, label: str, merge_key: str = "") -> bool:
        """Stores the set-up; `label` is untranslated and stands in the menu of undo."""
        return self.run(lambda: self.visit.setups.change(setup, label, merge_key)) is not None

    def refresh(self) -> None:
        """Shows what is so now. Parts override it; it must not write."""

    def flush(self) -> None:
        """Saves what is typed and not saved yet. Parts with editors override it."""

    def reveal(self, place: str) -> None:
        """Goes to a place inside the set-up, such as `panel[2].name`. Parts override it."""

    def enter(self) -> None:
        """Takes the keyboard. Parts override it."""
        self.setFocus()

    def open_files(self) -> None:
        """Ctrl+O: lets the user choose a file to import. Parts that take files override it."""

    @Slot(object)
    def refuse(self, error: UserError) -> None:
        """Has the page show why something was refused."""
        self.refused.emit(error)


Factory = Callable[[Host, QWidget], SetupPart]
