"""One place's checklist: four answers a question, by key or click, a remark under each."""

from PySide6.QtCore import QModelIndex, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.i18n import _
from app.model.capture import AnswerValue
from ui import fonts
from ui.charts import shapes
from ui.delegates.checklist import (
    KEYS,
    CheckDelegate,
    columns,
    head_width,
    value_at,
    view_right,
)
from ui.delegates.score import narrow
from ui.fonts import px
from ui.models.evidence_words import answer_word
from ui.models.observation import VALUES, CheckRow, ChecksModel
from ui.models.roles import Role
from ui.room import edge
from ui.theme import tokens
from ui.widgets.editors import TextEditor
from ui.widgets.lists import RowList

_NUMBERS = {str(number): value for number, value in enumerate(VALUES, start=1)}


class AnswerHead(QWidget):
    """What the columns are called, and the key of each."""

    def __init__(self, parent: QWidget, listing: RowList) -> None:
        super().__init__(parent)
        self._list = listing
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        painter.fillRect(self.rect(), look.bg)
        for y in (0, self.height() - 1):
            shapes.hairline(painter, 0, self.width(), y, look.line)
        middle = self.height() / 2
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(edge(self), middle), _("What to look at"), fonts.SMALL)
        for number, column in enumerate(columns(view_right(self._list))):
            x = column.center().x() - head_width(number) / 2
            painter.setPen(look.muted)
            x = fonts.draw(painter, QPointF(x, middle), answer_word(VALUES[number]), fonts.SMALL)
            shapes.cap(painter, x + px(6), middle, str(number + 1))


class Checklist(RowList):
    """Keys 1 to 4 answer and go down; Enter or typing writes a remark; Delete opens it again.

    Right after an answer the remark is that question's, although the next one is current already;
    Enter at its end leads back to the next one.

    Signals:
        answered: (id, AnswerValue or None) None takes the answer back.
        remarked: (id, text) a remark to be stored.
        hinted: a remark was begun where there is no answer yet.
    """

    answered = Signal(str, object)
    remarked = Signal(str, str)
    hinted = Signal()

    def __init__(self, parent: QWidget) -> None:
        self._just = self._next = ""
        self._check_delegate = CheckDelegate()
        super().__init__(self._check_delegate, parent, name=_("Checklist"))
        self.checks = ChecksModel(self)
        self.rows = self.checks
        self.setModel(self.checks)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.checks.asked.connect(self.remarked)
        self.doubleClicked.connect(self._on_double_clicked)
        self._check_delegate.finished.connect(self._on_finished)

    def show_rows(self, rows: tuple[CheckRow, ...], *, editable: bool) -> None:
        """The same questions keep the current row, and a remark that is being written."""
        self.checks.editable = editable
        self.set_rows(rows)
        self.scheduleDelayedItemsLayout()

    @property
    def editor(self) -> TextEditor | None:
        """The remark's field while one is written."""
        found = [e for e in self.viewport().findChildren(TextEditor) if e.isVisible()]
        return found[0] if found and self._check_delegate.editing else None

    def flush(self) -> None:
        """Stores a remark that is being written."""
        if self.editor is not None:
            self.editor.flush()

    def write_remark(self) -> TextEditor | None:
        """Opens the remark of the current question; None where there is no answer yet."""
        if self._to_remark():
            self.edit(self.currentIndex())
            return self.editor
        return None

    def _to_remark(self) -> bool:
        """Goes to the question that a remark would be about; hints where there is none."""
        index, just = self.currentIndex(), self.checks.index_of(self._just)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            return True
        if just.isValid() and just.flags() & Qt.ItemFlag.ItemIsEditable:
            waiting = self.current_id
            self.setCurrentIndex(just)
            self._next = waiting
            return True
        if index.isValid() and self.checks.editable:
            self.hinted.emit()
        return False

    def answer(self, value: AnswerValue | None) -> None:
        """As if the user had pressed the key: stores, and goes down one row."""
        if not self.current_id or not self.checks.editable:
            return
        row, question = self.currentIndex().row(), self.current_id
        self.answered.emit(question, value)
        if value is not None and row + 1 < self.checks.rowCount():
            self.setCurrentIndex(self.checks.index(row + 1))
            self._just = question
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def next_open(self) -> bool:
        """Goes to the next question without an answer, round the end; false when none is open."""
        rows = [row for row in self.checks.rows if isinstance(row, CheckRow)]
        start = self.currentIndex().row() + 1
        order = [*range(start, len(rows)), *range(min(start, len(rows)))]
        for number in order:
            if rows[number].value is None:
                self.setCurrentIndex(self.checks.index(number))
                self.setFocus()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        key = Qt.Key(event.key())
        if event.modifiers() & held:
            super().keyPressEvent(event)
        elif key in KEYS:
            self.answer(KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.write_remark()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.answer(None)
        elif event.text().isprintable() and event.text().strip():
            self._type(event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Digits that come through an input method answer too; other text begins the remark."""
        if self.editor is not None:
            super().inputMethodEvent(event)
            return
        text = narrow(event.commitString()).strip()
        if text in _NUMBERS:
            self.answer(_NUMBERS[text])
        elif event.preeditString():
            self._compose(event)
        elif text:
            self._type(event)

    def _compose(self, event: QInputMethodEvent) -> None:
        """Qt leaves the focus here until it is done: a change would break it off."""
        if self._to_remark():
            self.setEditTriggers(self.EditTrigger.AnyKeyPressed)
            super().inputMethodEvent(event)
            self.setEditTriggers(self.EditTrigger.NoEditTriggers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        in_line = event.position().y() < self.visualRect(index).top() + px(36)
        value = value_at(event.position().x(), view_right(self))
        if index.isValid() and in_line and value is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCurrentIndex(index)
            if self.checks.editable:
                self.answered.emit(str(index.data(Role.ID)), value)
            return
        super().mousePressEvent(event)

    def _type(self, event: QKeyEvent | QInputMethodEvent) -> None:
        editor = self.write_remark()
        if editor is not None:
            editor.moveCursor(editor.textCursor().MoveOperation.End)
            QApplication.sendEvent(editor, event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._just = self._next = ""
        super()._on_current_changed(current, previous)

    @Slot()
    def _on_finished(self) -> None:
        if self._next:
            self.setCurrentIndex(self.checks.index_of(self._next))

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.write_remark()
