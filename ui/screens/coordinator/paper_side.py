"""Beside the paper sheet: the cell's criterion and reason, the second look, taking it out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext
from app.visit import Visit
from ui.icons import Icon
from ui.models.board import Board, Place
from ui.models.readiness import clock
from ui.widgets.basics import Button, Kind, paragraph
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.notices import Field
from ui.widgets.page import SidePanel


class PaperSide(SidePanel):
    """Stores nothing by itself.

    Signals:
        explained: (place, text) the reason of a cell, as typed.
        confirmed: (name) of the second person.
        discarded: (reason) the whole sheet is to go.
    """

    explained = Signal(object, str)
    confirmed = Signal(str)
    discarded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Cell and second look"))
        self._place: Place | None = None
        self._build_cell()
        self._build_check()
        self._build_discard()

    def _build_cell(self) -> None:
        self._cell = self.section(_("This cell"))
        self._criterion = paragraph("", self, role="muted")
        self.reason = TextEditor(self, name=_("Reason on paper"))
        self.reason.set_lines(4)
        self.reason.committed.connect(self._on_reason)
        self._reason = Field(_("Reason on paper"), self.reason, self)
        self._cell.add(self._criterion)
        self._cell.add(self._reason)

    def _build_check(self) -> None:
        self._check = self.section(_("Second look"))
        self._says = paragraph("", self, role="muted")
        self.by = LineEditor(self, name=_("Who held it against the paper"))
        self.by.submitted.connect(self._on_confirm)
        self._by = Field(_("Who held it against the paper"), self.by, self)
        self.confirm = Button(_("Confirm"), self, kind=Kind.PLAIN, icon=Icon.DONE)
        self.confirm.clicked.connect(self._on_confirm)
        for widget in (self._says, self._by, self.confirm):
            self._check.add(widget)

    def _build_discard(self) -> None:
        self._discard = self.section(_("Take it out"))
        self.why = LineEditor(self, name=_("Why"))
        self.why.submitted.connect(self._on_discard)
        self._why = Field(_("Why"), self.why, self, required=True)
        self.discard = Button(_("Take out"), self, icon=Icon.REMOVE)
        self.discard.clicked.connect(self._on_discard)
        self._discard.add(self._why)
        self._discard.add(self.discard)

    def show_person(self, visit: Visit, panelist: str) -> None:
        """How far the sheet is, and whether a second person has looked."""
        done, every = len(visit.paper.scores(panelist)), len(visit.paper.cells(panelist))
        names = {person.id: person.name for person in visit.setup.panel}
        figure = _("{done}/{all} scores").format(done=done, all=every) if every else ""
        self.set_head(names.get(panelist, ""), "", figure)
        entered = panelist in visit.paper.people()
        check = visit.paper.check_of(panelist)
        self._check.setVisible(entered)
        self._discard.setVisible(entered)
        self._by.setVisible(check is None)
        self.confirm.setVisible(check is None)
        if check is not None:
            words = _("{name} held it against the paper at {time}.")
            self._says.setText(words.format(name=check.by, time=clock(check.at)))
            self.by.set_text("")
            self.why.set_text("")
            return
        count = len(visit.paper.findings(panelist))
        words = ngettext(
            "Counts already, with {count} opinion; stays open until a second person has looked.",
            "Counts already, with {count} opinions; stays open until a second person has looked.",
            count,
        )
        self._says.setText(words.format(count=count))

    def show_cell(self, board: Board | None, place: Place | None) -> None:
        """Fills in criterion and reason; without a cell there are none."""
        if place != self._place:
            self.reason.flush()
        self._place = place
        self._cell.setVisible(place is not None)
        if board is None or place is None:
            return
        item = board.item(place[0])
        self._cell.set_title(item.label, board.district_name(place[1]))
        self._criterion.setText(item.criterion)
        self._criterion.setVisible(bool(item.criterion))
        score = board.scores.get(place)
        self.reason.setEnabled(score is not None)
        self.reason.set_text(score.reason if score else "")
        missing = board.lacks_reason(item, place[1])
        self._reason.set_problem(_("A deduction wants a reason.") if missing else "")

    def flush(self) -> None:
        for editor in (self.reason, self.by, self.why):
            editor.flush()

    @Slot(str)
    def _on_reason(self, text: str) -> None:
        if self._place is not None:
            self.explained.emit(self._place, text)

    @Slot()
    def _on_confirm(self) -> None:
        name = self.by.text().strip()
        self._by.set_problem("" if name else _("Say who looked."))
        if name:
            self.confirmed.emit(name)

    @Slot()
    def _on_discard(self) -> None:
        reason = self.why.text().strip()
        self._why.set_problem("" if reason else _("Say why; it stays on record."))
        if reason:
            self.discarded.emit(reason)
