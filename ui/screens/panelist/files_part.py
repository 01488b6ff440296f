"""What the three parts of file review have in common: head, tabs, frame."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from ui.context import Context
from ui.screens.base import Screen, Target
from ui.screens.panelist.sealed import show_sealed
from ui.widgets.notices import Refusal
from ui.widgets.page import PageFrame, PageHead, SidePanel, Tab, TabStrip, is_narrow

DOCUMENTS, SAMPLE, SIMILAR = "documents", "sample", "similar"


def topped(listing: QWidget) -> QVBoxLayout:
    """A list of painted blocks, a little below the line over it."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 0, 0)
    column.addWidget(listing)
    return column


class FilesPart(Screen):
    """A page of its own, under the tabs that lead to the others.

    Signals:
        switched: (id) another part was chosen.
    """

    switched = Signal(str)
    title, purpose = "", ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.head = PageHead(self.title, self.purpose, self)
        self.tabs = TabStrip(self, name=_("Parts of file review"))
        self.tabs.chosen.connect(self.switched)
        self.notice = Refusal(self)
        self.notice.asked.connect(self._to_hand_in)
        self.sealed = Refusal(self)
        self.sealed.asked.connect(self._to_hand_in)

    def lay_out(self, body: QWidget, side: SidePanel | None = None) -> PageFrame:
        """Puts the part's own content under head, tabs and notices."""
        frame = PageFrame(self.head, side, self)
        frame.add(self.tabs)
        frame.add(self.sealed)
        frame.add(self.notice)
        frame.add(body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        return frame

    def set_tabs(self, tabs: Sequence[Tab], current: str) -> None:
        self.tabs.set_tabs(tabs, current)

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    @property
    def editable(self) -> bool:
        return self.visit.handin.sealed_revision is None and not self.visit.read_only

    def show_sealed(self) -> None:
        show_sealed(self.sealed, self.visit.handin.sealed_revision)

    def fit_head(self) -> None:
        """Leaves the purpose out where there is no room."""
        self.head.set_title(self.title, "" if is_narrow(self) else self.purpose)

    @Slot()
    def _to_hand_in(self) -> None:
        self.go.emit(Target("hand_in"))
