"""A question and the field for its answer, which grows as one writes and warns of numbers."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.privacy import PersonalKind, find_personal
from ui.fonts import px
from ui.models import interviews
from ui.theme import Tone
from ui.widgets.basics import Paragraph, paragraph
from ui.widgets.editors import LineEditor, TextEditor

LEAST, MOST = 2, 14
WARNINGS = {
    PersonalKind.ID_CARD: N_("“{text}” looks like an ID card number. Leave it out of the record."),
    PersonalKind.MOBILE: N_("“{text}” looks like a mobile phone number. Leave it out."),
    PersonalKind.LANDLINE: N_(
        "“{text}” looks like a telephone number. Leave it out if a person’s."
    ),
}


def warning(text: str) -> str:
    """What in a text should not be written down, in a sentence; empty where nothing is."""
    found = find_personal(text)
    return _(WARNINGS[found[0].kind]).format(text=found[0].text) if found else ""


class PrivacyNote(Paragraph):
    """Under a field: what in it should not be written down. Hidden while there is nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setProperty("role", "small")
        self.setProperty("tone", Tone.CONCERN.value)
        self.hide()

    def look_at(self, *texts: str) -> None:
        said = next(filter(None, map(warning, texts)), "")
        if said != self.text():
            self.setText(said)
        self.setVisible(bool(said))


class Stored:
    """What is stored of a field, so that showing it again spares what is being typed."""

    def __init__(self) -> None:
        self._text: str | None = None

    def note(self, text: str) -> None:
        self._text = text

    def show(self, editor: "TextEditor | LineEditor", text: str) -> None:
        """Fills the field only when the stored text is another than was shown last."""
        if text == self._text or editor.composing:
            return
        self._text = text
        editor.set_text(text)


class GrowingEditor(TextEditor):
    """As high as its text, within bounds."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.set_lines(LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _on_size_changed(self) -> None:
        self._fit()

    def _fit(self) -> None:
        lines = round(self.document().size().height() / self._line_height())
        wanted = min(max(lines, LEAST), MOST)
        if wanted != self._lines:
            self.set_lines(wanted)


class SlotRow(QWidget):
    """One question. A free one has a field of its own for what was asked.

    Signals:
        edited: by the user's doing; for keeping the cursor in sight.
        committed: something is to be stored.
    """

    edited = Signal()
    committed = Signal()

    def __init__(self, slot: interviews.Slot, parent: QWidget) -> None:
        super().__init__(parent)
        self._slot = slot
        self._stored, self._stored_asked = Stored(), Stored()
        self.asked: LineEditor | None = None
        self.answer = GrowingEditor(self, name=slot.asked or _("Answer"))
        self.note = PrivacyNote(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._asked_part())
        column.addWidget(self.answer)
        column.addWidget(self.note)
        self.answer.edited.connect(self._on_edited)
        self.answer.committed.connect(self._on_committed)
        self.show_slot(slot)

    def _asked_part(self) -> QWidget:
        if not self._slot.free:
            return paragraph(self._slot.asked, self, role="strong")
        self.asked = LineEditor(self, name=_("Question of your own"))
        self.asked.setPlaceholderText(_("What did you ask?"))
        self.asked.edited.connect(self._on_edited)
        self.asked.committed.connect(self._on_committed)
        self.asked.submitted.connect(self.answer.setFocus)
        return self.asked

    @property
    def free(self) -> bool:
        return self._slot.free

    @property
    def fields(self) -> tuple[QWidget, ...]:
        return (self.answer,) if self.asked is None else (self.asked, self.answer)

    def slot(self) -> interviews.Slot:
        """As it stands in the fields."""
        asked = self._slot.asked if self.asked is None else self.asked.text()
        return interviews.Slot(self._slot.question, asked, self.answer.text())

    def show_slot(self, slot: interviews.Slot) -> None:
        """Shows what is stored."""
        self._stored.show(self.answer, slot.answer)
        if self.asked is not None:
            self._stored_asked.show(self.asked, slot.asked)
        self._warn()

    def set_editable(self, *, editable: bool) -> None:
        self.answer.setReadOnly(not editable)
        if self.asked is not None:
            self.asked.setReadOnly(not editable)

    def flush(self) -> None:
        self.answer.flush()
        if self.asked is not None:
            self.asked.flush()

    def _warn(self) -> None:
        slot = self.slot()
        self.note.look_at(slot.answer, slot.asked if slot.free else "")
        self.answer.setAccessibleDescription(self.note.text())

    @Slot()
    def _on_edited(self) -> None:
        self._warn()
        self.edited.emit()

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        (self._stored if self.sender() is self.answer else self._stored_asked).note(text)
        self.committed.emit()
