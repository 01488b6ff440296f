"""What every page of an open visit has in common: reading again, flushing, refusals, links."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.changes import Changes
from app.errors import UserError
from app.visit import Visit
from ui.bus import Announcing
from ui.context import Context
from ui.widgets.page import SidePanel

QUICK = "quick"
"""Quick capture as a place to go to: it lies over whatever page is shown."""

R = TypeVar("R", bound=Changes | Announcing)


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to: a page, and what to show there (ids, empty where they do not apply).

    `place` is a path inside the set-up, as problems name it.
    """

    page: str
    block: str = ""
    item: str = ""
    district: str = ""
    panelist: str = ""
    capture: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """Where the user stands, for pre-filling a quick capture; ids, empty where unknown.

    `link` is a capture that a finding noted here comes from.
    """

    block: str = ""
    item: str = ""
    district: str = ""
    site: str = ""
    link: str = ""


class Screen(QWidget):
    """A page. Reads everything through its services in `refresh` and writes through `run`.

    After a write it waits for `bus.changed` like everybody else. While hidden it only notes that
    it is stale.

    Signals:
        go: (Target) a link was followed.
        told: (str) a short message for the status line.
    """

    go = Signal(object)
    told = Signal(str)

    shows_draft = False
    """Whether it tells of what is begun in quick capture."""

    rail_row = ""
    """The rail's row that a page without one of its own belongs to."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True
        self._first: QWidget | None = None
        context.bus.changed.connect(self._on_changed)
        context.bus.refused.connect(self._on_refused)

    @property
    def visit(self) -> Visit:
        return self.context.open_visit

    def run(self, operation: Callable[[], R]) -> R | None:
        """Runs an operation with this page as the initiator; None after a refusal."""
        return self.context.bus.run(operation, self)

    def refresh(self) -> None:
        """Shows what is so now. Pages override it; it must not write."""

    def read_again(self) -> None:
        """Something changed beside the visit's operations; hidden, it waits until it is shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_now()

    def refused(self, error: UserError) -> None:
        """Shows a refusal of this page's own operation in the page. Pages override it."""

    def flush(self) -> None:
        """Saves what is typed and not saved yet. Pages with editors override it."""

    def reveal(self, target: Target) -> None:
        """Goes to the place that a link names. Pages with places override it."""

    def own_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What this page's own keys do, for the list of shortcuts. Pages that have some override it."""
        return ()

    def here(self) -> Here:
        """Where the user stands in the page."""
        return Here()

    def begin_at(self, widget: QWidget) -> None:
        """Where the keyboard goes on entering; a focus proxy would hide what stands before it."""
        self._first = widget

    def enter(self) -> None:
        """Takes the keyboard: to where the page begins, else to the first control."""
        if self._first is not None:
            self._first.setFocus()
            return
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self and self.isAncestorOf(widget):
            if widget.isVisibleTo(self) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.setFocus()
                return
            widget = widget.nextInFocusChain()

    def next_open(self) -> None:
        """Goes to the next place that is still open (Ctrl+J). Pages that have some override it."""

    def done(self) -> None:
        """Ctrl+Enter: finishes what is under the cursor. Pages that have it override it."""

    def open_files(self) -> None:
        """Ctrl+O: lets the user choose files for this page. Pages that take files override it."""

    @Slot(object, object)
    def _on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        self.read_again()

    @Slot(object, object)
    def _on_refused(self, error: UserError, initiator: object) -> None:
        if initiator is self:
            self.refused(error)

    def _refresh_now(self) -> None:
        self._stale = False
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the side panel leads back to where the page begins."""
        if event.key() == Qt.Key.Key_Escape and _in_side_panel(QApplication.focusWidget()):
            self.enter()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh_now()


def _in_side_panel(widget: QWidget | None) -> bool:
    while widget is not None and not isinstance(widget, SidePanel):
        widget = widget.parentWidget()
    return widget is not None
