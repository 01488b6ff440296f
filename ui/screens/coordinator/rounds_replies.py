"""A reply beside the list: who, when and what; its points one by one, each with its answer."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.rounds import Answer, Party, PointKind, Reply, ReplyPoint
from ui.icons import Icon
from ui.models.rounds import answer_word, kind_word, party_name
from ui.screens.coordinator.rounds_day import DayField
from ui.theme import Tone
from ui.widgets.basics import Button, Kind
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.notices import Field

_TONES = {
    Answer.OPEN: Tone.CONCERN,
    Answer.ANSWERED: Tone.PRAISE,
    Answer.TAKEN: Tone.PRAISE,
    Answer.REFUSED: Tone.MUTED,
}


class ReplyForm(QWidget):
    """Who replied, when, and what it says as a whole. Stores nothing by itself.

    Signals:
        changed: (dict) of fields as typed.
        point_asked: (PointKind) one more point.
        removed: the whole reply is to go.
    """

    changed = Signal(object)
    point_asked = Signal(object)
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.party = Segmented((), self, name=_("Who replied"), small=True)
        self.received = DayField(_("Received on"), self)
        self.day = self.received.line
        self.person = LineEditor(self, name=_("By whom"))
        self.text = TextEditor(self, name=_("The reply"))
        self.text.set_lines(3)
        self.fact = Button(kind_word(PointKind.FACT), self, icon=Icon.ADD)
        self.opinion = Button(kind_word(PointKind.OPINION), self, icon=Icon.ADD)
        self.remove = Button(_("Delete the reply"), self, kind=Kind.LINK, icon=Icon.DELETE)
        adding = QHBoxLayout()
        adding.setSpacing(8)
        adding.addWidget(self.fact)
        adding.addWidget(self.opinion)
        adding.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.party)
        column.addWidget(self.received)
        column.addWidget(Field(_("By whom"), self.person, self))
        column.addWidget(Field(_("The reply"), self.text, self))
        column.addLayout(adding)
        column.addWidget(self.remove)
        self._connect()

    def _connect(self) -> None:
        self.party.chosen.connect(self._on_party)
        self.received.typed.connect(self._on_day)
        self.person.committed.connect(self._on_person)
        self.text.committed.connect(self._on_text)
        self.fact.clicked.connect(self._on_fact)
        self.opinion.clicked.connect(self._on_opinion)
        self.remove.clicked.connect(self.removed)

    def show_reply(self, reply: Reply, name: Callable[[Party], str]) -> None:
        self.party.set_options([Option(p.value, _short(party_name(p, name))) for p in Party])
        self.party.set_current(reply.party.value)
        self.received.show_day(reply.on)
        self.person.set_text(reply.person)
        self.text.set_text(reply.text)

    def flush(self) -> None:
        for editor in (self.day, self.person, self.text):
            editor.flush()

    @Slot(str)
    def _on_party(self, party: str) -> None:
        self.changed.emit({"party": Party(party)})

    @Slot(object)
    def _on_day(self, on: date) -> None:
        self.changed.emit({"on": on})

    @Slot(str)
    def _on_person(self, text: str) -> None:
        self.changed.emit({"person": text})

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.changed.emit({"text": text})

    @Slot()
    def _on_fact(self) -> None:
        self.point_asked.emit(PointKind.FACT)

    @Slot()
    def _on_opinion(self) -> None:
        self.point_asked.emit(PointKind.OPINION)


class PointForm(QWidget):
    """One point and what became of it. An answer waits for its words.

    Signals:
        changed: (dict) of fields as typed.
        answered: (Answer, text)
        removed: the point is to go.
    """

    changed = Signal(object)
    answered = Signal(object, str)
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._point: ReplyPoint | None = None
        kinds = [Option(kind.value, kind_word(kind)) for kind in PointKind]
        self.kind = Segmented(kinds, self, name=_("What kind of point"), small=True)
        self.about = LineEditor(self, name=_("About what"))
        self.text = TextEditor(self, name=_("What the point says"))
        self.text.set_lines(3)
        answers = [Option(one.value, answer_word(one), _TONES[one]) for one in Answer]
        self.answer = Segmented(answers, self, name=_("How it was answered"), small=True)
        self.words = TextEditor(self, name=_("Answer, change or reason"))
        self.words.set_lines(3)
        self.remove = Button(_("Delete the point"), self, kind=Kind.LINK, icon=Icon.DELETE)
        self._words = Field(_("Answer, change or reason"), self.words, self)
        self._answer = Field(_("How it was answered"), self.answer, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.kind)
        column.addWidget(Field(_("About what"), self.about, self))
        column.addWidget(Field(_("What the point says"), self.text, self))
        for widget in (self._answer, self._words, self.remove):
            column.addWidget(widget)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.about.committed.connect(self._on_about)
        self.text.committed.connect(self._on_text)
        self.answer.chosen.connect(self._on_answer)
        self.words.committed.connect(self._on_words)
        self.remove.clicked.connect(self.removed)

    def show_point(self, point: ReplyPoint) -> None:
        same = self._point is not None and self._point.id == point.id
        waiting = same and self.answer.current != point.answer.value and not point.words
        self._point = point
        self.kind.set_current(point.kind.value)
        self.about.set_text(point.about)
        self.text.set_text(point.text)
        self.words.set_text(point.words)
        if not waiting:
            self.answer.set_current(point.answer.value)
            self._words.set_problem("")

    def flush(self) -> None:
        for editor in (self.about, self.text, self.words):
            editor.flush()

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self.changed.emit({"kind": PointKind(kind)})

    @Slot(str)
    def _on_about(self, text: str) -> None:
        self.changed.emit({"about": text})

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.changed.emit({"text": text})

    @Slot(str)
    def _on_answer(self, answer: str) -> None:
        """Without words it waits for them."""
        chosen = Answer(answer)
        if chosen is not Answer.OPEN and not self.words.text().strip():
            self._words.set_problem(_needed(chosen))
            self.words.setFocus()
            return
        self._words.set_problem("")
        self.answered.emit(chosen, self.words.text())

    @Slot(str)
    def _on_words(self, text: str) -> None:
        """Words without a choice answer the point."""
        chosen = Answer(self.answer.current or Answer.OPEN.value)
        if text.strip() and chosen is Answer.OPEN:
            chosen = Answer.ANSWERED
        if not text.strip() and chosen is not Answer.OPEN:
            self._words.set_problem(_needed(chosen))
            return
        self._words.set_problem("")
        self.answered.emit(chosen, text)


def _needed(answer: Answer) -> str:
    return {
        Answer.TAKEN: _("Say what was changed in the report."),
        Answer.REFUSED: _("Give the reason for not accepting it."),
    }.get(answer, _("Write the answer."))


def _short(name: str) -> str:
    """A part of a control has no room for a long name."""
    return name if len(name) <= 7 else f"{name[:6]}…"
