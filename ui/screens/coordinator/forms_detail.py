"""One report form: where it comes from, what can be done with it, and what was found wrong."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.i18n import N_, _, ngettext
from app.reports.form import forms, load_form
from app.rules.problem import Problem, Severity
from ui import fonts
from ui.delegates.forms import FaultDelegate
from ui.icons import Icon
from ui.models.forms import FormChoice, fault_rows
from ui.room import edge
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, paragraph
from ui.widgets.editors import LineEditor
from ui.widgets.lists import RowList
from ui.widgets.notices import Field


class Act(Enum):
    """What can be asked for a form."""

    USE = "use"
    COPY = "copy"
    WORD = "word"
    FOLDER = "folder"
    TEXTS = "texts"
    RENAME = "rename"
    EXPORT = "export"
    REMOVE = "remove"
    NAMES = "names"


_MENU = (
    (Act.FOLDER, N_("Open its folder")),
    (Act.EXPORT, N_("Export as a folder…")),
    (Act.RENAME, N_("Rename…")),
    (Act.REMOVE, N_("Delete")),
)


class NameStrip(QWidget):
    """Asks for a name in the page itself.

    Signals:
        given: (name)
        closed: the user thinks better of it.
    """

    given = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = LineEditor(self, name=_("Name of the form"))
        self.field = Field(_("Name of the form"), self.editor, self)
        self.confirm = Button("", self)
        self.cancel = Button(_("Cancel"), self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addLayout(row)
        self.confirm.clicked.connect(self._on_given)
        self.editor.submitted.connect(self._on_given)
        self.cancel.clicked.connect(self.closed)
        self.hide()

    def ask(self, name: str, what: str) -> None:
        """`what` stands on the button."""
        self.editor.set_text(name)
        self.confirm.set_text(what)
        self.field.set_problem("")
        self.show()
        self.editor.setFocus()
        self.editor.selectAll()

    @Slot()
    def _on_given(self) -> None:
        self.given.emit(self.editor.text())


class FormDetail(QWidget):
    """Stands beside the list of forms.

    Signals:
        asked: (Act)
        followed: (place) of a fault, as checks name it.
    """

    asked = Signal(object)
    followed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._places: dict[str, str] = {}
        self._title = Line("", self, size=fonts.LARGE, bold=True)
        self._origin = Line("", self, tone=Tone.MUTED)
        self._advice = paragraph("", self, role="muted")
        self.copy = Button(_("Make a copy…"), self, icon=Icon.COPY)
        self.word = Button(_("Edit in Word"), self, icon=Icon.EDIT)
        self.texts = Button(_("Text blocks"), self, icon=Icon.NOTE)
        self.more = Button("", self, icon=Icon.MENU)
        self.more.setAccessibleName(_("More for this form"))
        self.name = NameStrip(self)
        self._state = Line("", self, bold=True)
        self.names = Button(_("All names"), self, kind=Kind.LINK, icon=Icon.HELP)
        self.list = RowList(FaultDelegate(), self, name=_("What was found"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for widget in (self.word, self.texts, self.copy, self.more):
            acts.addWidget(widget)
        acts.addStretch(1)
        self._top = QVBoxLayout()
        self._top.setSpacing(6)
        self._top.addWidget(self._title)
        self._top.addWidget(self._origin)
        self._top.addWidget(self._advice)
        self._top.addLayout(acts)
        self._top.addWidget(self.name)
        self._strip = QHBoxLayout()
        self._strip.addWidget(self._state, 1)
        self._strip.addWidget(self.names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(Rule(self))
        column.addLayout(self._strip)
        column.addWidget(self.list, 100)
        column.addStretch(1)

    def _connect(self) -> None:
        self.copy.clicked.connect(self._on_copy)
        self.word.clicked.connect(self._on_word)
        self.texts.clicked.connect(self._on_texts)
        self.names.clicked.connect(self._on_names)
        self.more.clicked.connect(self._on_more)
        self.list.opened.connect(self._on_opened)

    def show_form(self, choice: FormChoice) -> None:
        self._title.set_text(choice.label)
        self._origin.set_text(_origin(choice))
        advice = _advice(choice)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        own = choice.own is not None
        self.word.setVisible(own)
        self.texts.setVisible(own or choice.shipped)
        self.more.setVisible(own)

    def show_problems(self, found: Sequence[Problem] | None, about: str = "") -> None:
        """None while it is being tried; `about` names what was tried where it is not the form."""
        rows = fault_rows(found or ())
        self._places = {row.id: row.where for row in rows}
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        words, icon, tone = _state(found)
        self._state.set_text(f"{about}：{words}" if about else words)
        self._state.set_icon(icon, tone)

    def menu(self) -> QMenu:
        """A menu of its own at every click."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act, words in _MENU:
            menu.addAction(_(words)).setData(act.value)
        menu.triggered.connect(self._on_chosen)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._top.setContentsMargins(side, 14, side, 12)
        self._strip.setContentsMargins(side, 8, side, 6)

    @Slot()
    def _on_copy(self) -> None:
        self.asked.emit(Act.COPY)

    @Slot()
    def _on_word(self) -> None:
        self.asked.emit(Act.WORD)

    @Slot()
    def _on_texts(self) -> None:
        self.asked.emit(Act.TEXTS)

    @Slot()
    def _on_names(self) -> None:
        self.asked.emit(Act.NAMES)

    @Slot()
    def _on_more(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.asked.emit(Act(action.data()))

    @Slot(str)
    def _on_opened(self, row: str) -> None:
        self.followed.emit(self._places.get(row, ""))


def _origin(choice: FormChoice) -> str:
    if choice.own is None:
        return _("in this visit only") if choice.kept else _("comes with the program")
    based = choice.own.based_on
    label = load_form(based).label if based in forms() else based
    day = choice.own.changed.astimezone().strftime("%Y-%m-%d %H:%M")
    if not label:
        return _("changed {day}").format(day=day)
    return _("made from “{form}”, changed {day}").format(form=label.partition("（")[0], day=day)


def _advice(choice: FormChoice) -> str:
    if choice.shipped:
        return _("It stays as it is. Make a copy to change its layout in Word or its text blocks.")
    if choice.own is None:
        return _("It is no longer on this laptop; this visit is still printed with it.")
    if choice.changed:
        return _(
            "This visit is still printed with an earlier state. Take the new one when it is ready."
        )
    return ""


def _state(found: Sequence[Problem] | None) -> tuple[str, Icon, Tone]:
    if found is None:
        return _("Being tried with made-up visits…"), Icon.CLOCK, Tone.MUTED
    wrong = sum(one.severity is Severity.ERROR for one in found)
    if wrong:
        words = ngettext("{count} thing must be mended", "{count} things must be mended", wrong)
        return words.format(count=wrong), Icon.ERROR, Tone.CRITICAL
    if found:
        words = ngettext(
            "Fit for use; {count} thing to look at",
            "Fit for use; {count} things to look at",
            len(found),
        )
        return words.format(count=len(found)), Icon.WARNING, Tone.CONCERN
    return _("Fit for use"), Icon.DONE, Tone.PRAISE
