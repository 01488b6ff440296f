"""The one announcement: operations go in, changes and refusals come out."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.errors import UserError


class Announcing(Protocol):
    """The outcome of an operation that gives more than its changes."""

    @property
    def changes(self) -> Changes: ...


R = TypeVar("R", bound=Changes | Announcing)


class Bus(QObject):
    """Runs operations and tells everybody what they changed.

    Signals:
        changed: (Changes, initiator) after an operation that wrote something.
        refused: (UserError, initiator) after one that was refused; nothing was written.
    """

    changed = Signal(object, object)
    refused = Signal(object, object)

    def run(self, operation: Callable[[], R], initiator: object) -> R | None:
        """What the operation returns, or None after a refusal.

        Compare with `is None`: changes that touched nothing are falsy.
        """
        try:
            outcome = operation()
        except UserError as error:
            self.refused.emit(error, initiator)
            return None
        self.announce(outcome if isinstance(outcome, Changes) else outcome.changes, initiator)
        return outcome

    def announce(self, changes: Changes, initiator: object) -> None:
        """Passes on changes that were made elsewhere, such as by a job."""
        if changes:
            self.changed.emit(changes, initiator)
