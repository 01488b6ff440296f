"""One interview as it is written: who, where, question by question, a remark."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.i18n import _, translate_error
from app.model.base import changed
from app.model.capture import Interview
from app.model.setup import Setup
from app.rules.privacy import refuse_personal
from app.services.captures import Place
from ui import fonts
from ui.fonts import px
from ui.icons import Icon
from ui.models.interviews import Slot as Question
from ui.models.interviews import Talk, exchanges
from ui.room import edge
from ui.screens.panelist.answers import GrowingEditor, PrivacyNote, SlotRow, Stored
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, Tag
from ui.widgets.editors import LineEditor
from ui.widgets.notices import Field
from ui.widgets.picker import Picker

GAP = 18


class TalkHead(QWidget):
    """Who spoke and where. A coded person has a code and no name.

    Signals:
        committed: something is to be stored.
    """

    committed = Signal()

    def __init__(self, setup: Setup, parent: QWidget) -> None:
        super().__init__(parent)
        self._places = _places(setup)
        self._stored_who, self._stored_code, self._kept_code = Stored(), Stored(), ""
        self.who = LineEditor(self, placeholder=_("Position, no name"))
        self.code = LineEditor(self, placeholder=_("For example D3-02"))
        self.where = Picker(self)
        for label, _place in self._places:
            self.where.addItem(label)
        self._who_field = Field(_("Who"), self.who, self)
        self._code_field = Field(_("Their code"), self.code, self, required=True)
        self._note = PrivacyNote(self)
        self._lay_out()
        self.who.edited.connect(self._on_edited)
        self.who.committed.connect(self._on_committed)
        self.code.edited.connect(self._on_edited)
        self.code.committed.connect(self._on_committed)
        self.where.activated.connect(self._on_place)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._who_field, 1)
        row.addWidget(self._code_field, 1)
        row.addWidget(Field(_("Where"), self.where, self), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._note)

    @property
    def field(self) -> LineEditor:
        """The one that is shown: code or who."""
        return self.who if self.code.isHidden() else self.code

    @property
    def problem(self) -> str:
        """Why the code is refused."""
        return self.code.accessibleDescription()

    def show_talk(self, talk: Talk) -> None:
        coded = talk.guide.coded
        self._code_field.setVisible(coded)
        self.code.setVisible(coded)
        self._who_field.setVisible(not coded)
        self._stored_who.show(self.who, talk.body.who)
        self._stored_code.show(self.code, talk.body.code)
        self._kept_code = talk.body.code
        self.where.setCurrentIndex(self._index_of(talk.place))
        self._look()

    def forget(self) -> None:
        """The next interview is another one."""
        self._stored_who, self._stored_code = Stored(), Stored()

    def taken(self, body: Interview) -> Interview:
        """With who and code; a code that is refused is left as it was."""
        code = self._kept_code if self.problem else self.code.text().strip()
        return changed(body, who=self.who.text(), code=code)

    def place(self) -> Place:
        return self._places[max(0, self.where.currentIndex())][1]

    def set_editable(self, *, editable: bool) -> None:
        self.who.setReadOnly(not editable)
        self.code.setReadOnly(not editable)
        self.where.setEnabled(editable)

    def flush(self) -> None:
        self.who.flush()
        self.code.flush()

    def _index_of(self, place: Place) -> int:
        wanted = (place.district, place.site)
        found = (i for i, (_t, p) in enumerate(self._places) if (p.district, p.site) == wanted)
        return next(found, 0)

    def _look(self) -> None:
        self._note.look_at(self.who.text())
        try:
            refuse_personal(self.code.text())
        except UserError as error:
            self._code_field.set_problem(translate_error(error))
            return
        self._code_field.set_problem("")

    @Slot()
    def _on_edited(self) -> None:
        self._look()

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        self._look()
        if self.sender() is self.who:
            self._stored_who.note(text)
        else:
            self._stored_code.note(self._kept_code if self.problem else text.strip())
        self.committed.emit()

    @Slot(int)
    def _on_place(self, index: int) -> None:  # noqa: ARG002
        self.committed.emit()


class TalkForm(QWidget):
    """Shows one interview. Ctrl+Enter goes to the next field, Alt+Enter adds a question.

    Signals:
        written: (Interview, Place) to be stored.
        removed: the interview is to be deleted.
        finished: the last field was done.
    """

    written = Signal(object, object)
    removed = Signal()
    finished = Signal()

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._talk: Talk | None = None
        self._rows: list[SlotRow] = []
        self._stored_remark = Stored()
        self._editable = True
        self._left: dict[str, int] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_focus)
        self.head = TalkHead(setup, self)
        self.head.committed.connect(self._on_committed)
        self._build_title()
        self._build_questions()
        self._lay_out()
        for key in ("Alt+Return", "Alt+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(self.add_question)

    def _build_title(self) -> None:
        self._title = Line("", self, size=fonts.LARGE, bold=True)
        self._figure = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._example = Tag(_("example guide"), self)
        self.delete = Button("", self, kind=Kind.QUIET, icon=Icon.DELETE)
        self.delete.setAccessibleName(_("Delete this interview"))
        self.delete.setToolTip(self.delete.accessibleName())
        self.delete.clicked.connect(self.removed)

    def _build_questions(self) -> None:
        self._inner = QWidget()
        self._inner.setProperty("ground", "surface")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(GAP)
        self.add = Button(
            _("One more question"), self._inner, kind=Kind.LINK, icon=Icon.ADD, hint="Alt Enter"
        )
        self.add.clicked.connect(self.add_question)
        self.remark = GrowingEditor(self._inner)
        self.remark.committed.connect(self._on_remark)
        self.remark.edited.connect(self._on_edited)
        self._remark_note = PrivacyNote(self._inner)
        self._column = QVBoxLayout(self._inner)
        self._column.setSpacing(GAP)
        self._column.addLayout(self._questions)
        self._column.addWidget(self.add)
        self._column.addWidget(Field(_("Remark"), self.remark, self._inner))
        self._column.addWidget(self._remark_note)
        self._column.addStretch(1)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addStrut(self.delete.sizeHint().height())
        top.addWidget(self._title)
        top.addWidget(self._figure)
        top.addWidget(self._example)
        top.addStretch(1)
        top.addWidget(self.delete)
        self._upper = QVBoxLayout()
        self._upper.setSpacing(8)
        self._upper.addLayout(top)
        self._upper.addWidget(self.head)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._upper)
        column.addWidget(Rule(self))
        column.addWidget(self._area, 1)

    def set_edge(self) -> None:
        """Takes the page's margins as the window's width has them."""
        side = edge(self)
        self._upper.setContentsMargins(side, 12, side, 12)
        self._column.setContentsMargins(side, 14, side, 16)

    @property
    def key(self) -> str:
        return self._talk.key if self._talk else ""

    @property
    def rows(self) -> tuple[SlotRow, ...]:
        return tuple(self._rows)

    def show_talk(self, talk: Talk, title: str, *, editable: bool) -> None:
        """Shows what is stored; fields being typed in are left alone while it is the same."""
        if talk.key != self.key:
            self._leave()
            self._talk = talk
            self._make_rows(talk)
            self._area.verticalScrollBar().setValue(self._left.get(talk.key, 0))
        self._talk, self._editable = talk, editable
        self._title.set_text(title)
        self._show_figure(talk)
        self.head.show_talk(talk)
        self._show_slots(talk.slots)
        self._stored_remark.show(self.remark, talk.body.remark)
        self._set_editable()

    def became(self, key: str) -> None:
        """The interview that is shown has been recorded under that key."""
        assert self._talk is not None
        self._talk = Talk(key, self._talk.guide, self._talk.body, self._talk.place)

    def put_back(self, talk: Talk) -> None:
        """The last writing was refused: the fields stay, and will be given out again."""
        self._talk = talk

    def flush(self) -> None:
        """Keeps what is composed and gives everything out that is not stored."""
        self.head.flush()
        for row in self._rows:
            row.flush()
        self.remark.flush()

    def focus_open(self) -> bool:
        """Goes to the next of the guide's questions without an answer; false if there is none."""
        rows = [row for row in self._rows if not row.free]
        here = next((i for i, row in enumerate(rows) if row.answer.hasFocus()), -1)
        for row in rows[here + 1 :] + rows[: here + 1]:
            if row.slot().blank:
                self._go(row.answer)
                return True
        return False

    def focus_first(self) -> None:
        """The code where one is missing, else the first open question, else the remark."""
        assert self._talk is not None
        if self._talk.guide.coded and not self.head.code.text():
            self.head.code.setFocus()
        elif not self.focus_open():
            self._go(self.remark)

    def next_field(self) -> None:
        """The field after the one that is written in; after the last the form is finished."""
        fields = self._fields()
        focus = QApplication.focusWidget()
        at = fields.index(focus) + 1 if focus in fields else 0
        if at == len(fields):
            self.flush()
            self.finished.emit()
            return
        self._go(fields[at])

    @Slot()
    def add_question(self) -> None:
        """One more question of one's own; an empty one is used first."""
        if not self._editable or self._talk is None:
            return
        last = self._rows[-1] if self._rows else None
        if last is None or not (last.free and last.slot().blank):
            last = self._append(Question("", ""))
        assert last.asked is not None
        self._inner.adjustSize()
        self._go(last.asked)

    def _fields(self) -> list[QWidget]:
        fields: list[QWidget] = [self.head.field]
        for row in self._rows:
            fields.extend(row.fields)
        return [*fields, self.remark]

    def _go(self, field: QWidget) -> None:
        """Brings it into view, once more when a page just built has been laid out."""
        field.setFocus()
        self._show_focus()
        self._soon.start(0)

    @Slot()
    def _show_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._inner.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus, 0, px(40))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()

    def _leave(self) -> None:
        """Stores what is typed and keeps the place in the form for the way back."""
        if self._talk is None:
            return
        self.flush()
        self._left[self.key] = self._area.verticalScrollBar().value()
        self.head.forget()
        self._stored_remark = Stored()

    def _make_rows(self, talk: Talk) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for slot in talk.slots:
            self._append(slot)

    def _append(self, slot: Question) -> SlotRow:
        row = SlotRow(slot, self._inner)
        row.set_editable(editable=self._editable)
        row.committed.connect(self._on_committed)
        row.edited.connect(self._on_edited)
        self._questions.addWidget(row)
        row.show()
        self._rows.append(row)
        self._chain()
        return row

    def _chain(self) -> None:
        """Tab goes as the eye does."""
        fields = self._fields()
        fields[:1] = [self.head.who, self.head.code, self.head.where]
        fields.insert(-1, self.add)
        for one, other in pairwise(fields):
            QWidget.setTabOrder(one, other)

    def _show_slots(self, slots: tuple[Question, ...]) -> None:
        """Questions added but not written in yet stay."""
        own = [slot for slot in slots if not slot.free]
        free = [slot for slot in slots if slot.free]
        rows = [row for row in self._rows if not row.free]
        kept = [row for row in self._rows if row.free and not row.slot().blank]
        if len(kept) != len(free):
            self._replace_free(free)
            kept = [row for row in self._rows if row.free]
        for row, slot in zip((*rows, *kept), (*own, *free), strict=True):
            row.show_slot(slot)

    def _replace_free(self, free: list[Question]) -> None:
        for row in [row for row in self._rows if row.free]:
            self._rows.remove(row)
            row.hide()
            row.deleteLater()
        for slot in free:
            self._append(slot)

    def _show_figure(self, talk: Talk) -> None:
        count = len(talk.guide.questions)
        said = _("{done} of {all} questions answered")
        self._figure.set_text(said.format(done=talk.answered, all=count) if count else "")
        self._example.setVisible(talk.guide.example)

    def _set_editable(self) -> None:
        assert self._talk is not None
        self.head.set_editable(editable=self._editable)
        for row in self._rows:
            row.set_editable(editable=self._editable)
        self.remark.setReadOnly(not self._editable)
        self.add.setVisible(self._editable)
        self.delete.setVisible(self._editable and self._talk.recorded)
        self._remark_note.look_at(self.remark.text())

    @Slot()
    def _on_committed(self) -> None:
        self._write()

    @Slot(str)
    def _on_remark(self, text: str) -> None:
        self._stored_remark.note(text)
        self._write()

    def _write(self) -> None:
        """Gives out the whole interview if it is news."""
        if self._talk is None or not self._editable:
            return
        body = self.head.taken(self._talk.body)
        slots = exchanges(row.slot() for row in self._rows)
        body = changed(body, exchanges=slots, remark=self.remark.text())
        place = self.head.place()
        if (body, place) == (self._talk.body, self._talk.place):
            return
        self._talk = Talk(self.key, self._talk.guide, body, place, self._talk.capture)
        self.written.emit(body, place)

    @Slot()
    def _on_edited(self) -> None:
        """Keeps the line that is written in sight, and warns."""
        self._remark_note.look_at(self.remark.text())
        focus = QApplication.focusWidget()
        if isinstance(focus, GrowingEditor):
            self._column.activate()
            cursor = focus.cursorRect().center()
            at = focus.viewport().mapTo(self._inner, cursor)
            self._area.ensureVisible(at.x(), at.y(), 0, px(48))


def _places(setup: Setup) -> list[tuple[str, Place]]:
    """What the list of places shows: the station, districts, their sites under them."""
    found = [(_("Whole station"), Place())]
    for district in setup.districts:
        found.append((district.name, Place(district=district.id)))
        found += [
            (f"{district.name}·{site.name}", Place(district=district.id, site=site.id))
            for site in district.sites
        ]
    return found
