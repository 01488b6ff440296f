"""Beginning a visit on the home page: a name and dates, blank or after an earlier visit."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.station import Term
from app.rules.beginning import Beginning
from app.rules.typed import day
from app.services.state import LocalRole
from app.summary import Summary
from ui import fonts, messages
from ui.icons import Icon
from ui.models.home import term_name
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.card import Card
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field
from ui.widgets.picker import Picker


class NewVisitCard(Card):
    """Asks for what must be known at once. Hidden until it is opened.

    Signals:
        given: (Beginning, folder) where `folder` is the earlier visit's, or empty.
    """

    given = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = LineEditor(self)
        self.visited = LineEditor(self)
        self.start = LineEditor(self)
        self.end = LineEditor(self)
        self.term = Segmented(
            [Option(term.value, term_name(term.value)) for term in Term],
            self,
            name=_("Which evaluation"),
        )
        self.source = Picker(self)
        self.source.setAccessibleName(_("Take over from"))
        self.source.activated.connect(self._on_source)
        self._earlier: tuple[Summary, ...] = ()
        self._fields = {
            "name": Field(_("Full name of the station"), self.name, self, required=True),
            "visited": Field(_("Day of the visit"), self.visited, self, required=True),
            "start": Field(_("Contract begins"), self.start, self, required=True),
            "end": Field(_("Contract ends"), self.end, self, required=True),
        }
        self.button = Button(_("Begin"), self, kind=Kind.PRIMARY, icon=Icon.NEXT)
        self.cancel = Button(_("Cancel"), self)
        self.button.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.hide)
        for editor in (self.name, self.visited, self.start, self.end):
            editor.submitted.connect(self.submit)
        self._build()
        self.hide()

    def _build(self) -> None:
        title = Line(_("New visit"), self, size=fonts.LARGE, bold=True)
        title.set_icon(Icon.SETUP)
        says = paragraph(
            _("This laptop becomes the coordinator's. Everything else can be entered later."),
            self,
            role="muted",
        )
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(16)
        first.addWidget(self._fields["name"], 2)
        self._source_field = Field(_("Take over from"), self.source, self)
        first.addWidget(self._source_field, 1)
        for name in ("visited", "start", "end"):
            second.addWidget(self._fields[name], 1)
        second.addWidget(Field(_("Which evaluation"), self.term, self), 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (title, says):
            column.addWidget(widget)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(foot)

    def open(self, summaries: Sequence[Summary], today: date) -> None:
        """Shows the card; earlier visits of this library are offered to take over from."""
        self._earlier = tuple(s for s in summaries if s.role is LocalRole.COORDINATOR)
        self.source.clear()
        self.source.addItem(_("nothing: begin blank"))
        for summary in self._earlier:
            self.source.addItem(f"{summary.short or summary.station} · {summary.visited_on}")
        self._source_field.setVisible(bool(self._earlier))
        self.name.set_text("")
        self.visited.set_text(today.isoformat())
        self.start.set_text("")
        self.end.set_text("")
        self.term.set_current(Term.MID.value)
        for field in self._fields.values():
            field.set_problem("")
        self.show()
        self.name.setFocus()

    @Slot()
    def submit(self) -> None:
        """Announces what was typed, or says under each field what is wrong with it."""
        name = self.name.text().strip()
        problem = "" if name else _("The station's name is needed.")
        self._fields["name"].set_problem(problem)
        days = {key: self._day(key) for key in ("visited", "start", "end")}
        visited, start, end = days["visited"], days["start"], days["end"]
        if problem or visited is None or start is None or end is None:
            return
        if end <= start:
            self._fields["end"].set_problem(_("The contract ends before it starts."))
            return
        at = self.source.currentIndex() - 1
        folder = self._earlier[at].folder if at >= 0 else ""
        begun = Beginning(name[:300], Term(self.term.current), visited, start, end)
        self.given.emit(begun, folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _day(self, key: str) -> date | None:
        editors = {"visited": self.visited, "start": self.start, "end": self.end}
        labels = {
            "visited": _("Day of the visit"),
            "start": _("Contract begins"),
            "end": _("Contract ends"),
        }
        try:
            found = day(editors[key].text(), labels[key])
        except UserError as error:
            self._fields[key].set_problem(messages.render(error))
            return None
        self._fields[key].set_problem("")
        return found

    @Slot(int)
    def _on_source(self, at: int) -> None:
        """Fills in what the earlier visit gives away; what was typed stays."""
        if at < 1:
            return
        earlier = self._earlier[at - 1]
        if not self.name.text().strip():
            self.name.set_text(earlier.station)
        other = Term.FINAL if earlier.term == Term.MID.value else Term.MID
        self.term.set_current(other.value)
