"""What station, buyer and others say at the feedback, with the time at which it was said."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.model.base import changed
from app.model.capture import AnyBody, Capture, Reaction
from app.model.setup import Setup
from app.model.station import Role
from app.services.captures import Place
from ui.fonts import px
from ui.models.roles import FindingRow
from ui.screens.base import Screen
from ui.screens.panelist.finding_list import EditableList
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor

STATION, BUYER, OTHER = "station", "buyer", "other"


class Draft:
    """The capture that a field is writing: made at the first pause, gone when it is emptied."""

    def __init__(self) -> None:
        self.id = ""

    def keep(self, page: Screen, text: str, make: Callable[[], tuple[AnyBody, Place]]) -> None:
        """Stores what stands in the field; `make` says what a new one holds and where it belongs."""
        captures = page.visit.captures
        known = captures.get(self.id) if self.id else None
        if known is not None and text.strip():
            page.run(partial(captures.change, known.id, changed(known.body, text=text)))
        elif known is not None:
            self.id = ""
            page.run(partial(captures.remove, known.id))
        elif text.strip():
            created = page.run(partial(captures.record, *make()))
            if created is not None:
                self.id = created.id
                page.refresh()

    def finish(self, page: Screen) -> bool:
        """The next text is another one; false when nothing was being written."""
        begun, self.id = bool(self.id), ""
        if begun:
            page.visit.end_typing()
        return begun


def speaker(setup: Setup, side: str, other: str) -> str:
    """Who spoke, as the report says it: the organisation's name where the set-up has one."""
    buyer = setup.organisations.get(Role.BUYER)
    names = {
        STATION: setup.station.short or setup.station.name,
        BUYER: (buyer.short or buyer.name) if buyer else _("Buyer"),
    }
    return names.get(side) or other.strip() or _("Other")


def reaction_row(capture: Capture) -> FindingRow:
    body = capture.body
    assert isinstance(body, Reaction)
    return FindingRow(capture.id, body.text, place=f"{capture.at.strftime('%H:%M')}·{body.who}")


class FittingReactions(EditableList):
    """As high as its rows, for the side panel, which scrolls itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("Reactions"), compact=True)
        self.setProperty("ground", "bg")

    def fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def take_measures(self) -> None:
        self.fit()


class ReactionPart(QWidget):
    """Who speaks, a field whose text Enter stores, and what was said so far, the latest first.

    Signals:
        added: (text) as typed so far; stored at every pause.
        finished: the reaction in the field is done.
        attributed: somebody else is chosen as the one who speaks.
    """

    added = Signal(str)
    finished = Signal()
    attributed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = Segmented(
            (
                Option(STATION, _("Station side")),
                Option(BUYER, _("Buyer")),
                Option(OTHER, _("Other")),
            ),
            self,
            name=_("Who speaks"),
            small=True,
        )
        self.side.set_current(STATION)
        self.side.chosen.connect(self._on_side)
        self.other = LineEditor(self, name=_("Who it is"), placeholder=_("Who it is"))
        self.other.committed.connect(self._on_other)
        self.other.hide()
        self.field = TextEditor(self, name=_("What they say"))
        self.field.setPlaceholderText(_("What they say; Enter stores it"))
        self.field.submits = True
        self.field.set_lines(2)
        self.field.committed.connect(self.added)
        self.field.submitted.connect(self.finished)
        self.list = FittingReactions(self)
        self._build()

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.side, self.other, self.field, self.list):
            self._column.addWidget(widget)
        self.take_measures()

    def take_measures(self) -> None:
        self._column.setSpacing(px(8))

    def show_reactions(self, captures: tuple[Capture, ...], *, editable: bool) -> None:
        """Fills the list; what is being written is left alone."""
        rows = tuple(reaction_row(c) for c in reversed(captures))
        self.list.show_rows(rows, editable=editable)
        self.list.setVisible(bool(rows))
        self.list.fit()
        for widget in (self.side, self.field):
            widget.setVisible(editable)
        self.other.setVisible(editable and self.side.current == OTHER)

    def speaker(self, setup: Setup) -> str:
        return speaker(setup, self.side.current, self.other.text())

    def flush(self) -> None:
        self.other.flush()
        self.field.flush()

    @Slot(str)
    def _on_side(self, side: str) -> None:
        self.other.setVisible(side == OTHER)
        (self.other if side == OTHER else self.field).setFocus()
        self.attributed.emit()

    @Slot(str)
    def _on_other(self, text: str) -> None:  # noqa: ARG002
        self.attributed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.fit()
