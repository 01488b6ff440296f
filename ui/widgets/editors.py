"""The one place where text is typed: editors that never lose or double what is being composed.

Two signals are for the user's doing only: `edited` at every change, `committed` with the text
when typing pauses, when the focus leaves and on `flush`. Filling an editor emits neither.
"""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QMimeData,
    QObject,
    QPointF,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit, QWidget

from app.model.text import clean
from ui import fonts
from ui.fonts import px

PAUSE, LONGEST = 600, 1000
"""Milliseconds until a text is given out: after the last key, and after the first at the latest."""
LATE = 0.5
"""Seconds in which a platform may still deliver what was kept already."""
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Composing(QObject):
    """What an input method holds that is not text yet.

    On leaving, the platform is asked to commit it; what it does not deliver is inserted here.
    Some take it away without delivering it when the focus is about to go: what was taken away
    within the same turn of the event loop as the leaving was not given up by the user. Others
    deliver it once more afterwards, to whichever field has the focus by then; that is passed over.
    """

    _late: ClassVar[tuple[str, float]] = ("", 0.0)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held = self._taken = ""
        self._delivered = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._forget)

    def __bool__(self) -> bool:
        return bool(self._held)

    def note(self, event: QInputMethodEvent) -> None:
        """Called after the editor has taken an event in."""
        held, self._held = self._held, event.preeditString()
        self._delivered = bool(event.commitString())
        if self._held:
            Composing._late = ("", 0.0)
        if held and not self._held and not self._delivered:
            self._taken = held
            self._turn.start(0)

    def is_late(self, event: QInputMethodEvent) -> bool:
        """Whether the event delivers what was kept already, here or in the field before."""
        text, until = Composing._late
        late = bool(text) and event.commitString() == text and monotonic() < until
        if late:
            Composing._late = ("", 0.0)
        return late

    def keep(self, deliver: Callable[[QInputMethodEvent], None]) -> None:
        """Turns what is held into text, once; `deliver` is the Qt class's own event handler."""
        text = self._held or self._taken
        if self._held:
            self._delivered = False
            QGuiApplication.inputMethod().commit()
            text = "" if self._delivered else text
        self._held = ""
        self._forget()
        if text:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            Composing._late = (text, monotonic() + LATE)
            deliver(event)

    @Slot()
    def _forget(self) -> None:
        self._taken = ""
        self._turn.stop()


class Autosave(QObject):
    """Holds the user's text until typing pauses or the field is left, and gives it out once.

    Who types on without a pause has it given out once a second all the same.

    Signals:
        given: (text) that is news.
    """

    given = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known, self._text = "", ""
        self.pause = PAUSE
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.give)
        self._since = QElapsedTimer()

    def filled(self, text: str) -> None:
        """The program has put the text there."""
        self._known = self._text = text
        self._timer.stop()

    def touched(self, text: str) -> None:
        """The user has changed the text."""
        self._text = text
        if not self._timer.isActive():
            self._since.start()
        self._timer.start(min(self.pause, max(0, LONGEST - self._since.elapsed())))

    @Slot()
    def give(self) -> None:
        self._timer.stop()
        if self._text != self._known:
            self._known = self._text
            self.given.emit(self._text)

    def left(self, event: QFocusEvent) -> None:
        """A menu of the field's own is no leaving."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.give()


class TextEditor(QTextEdit):
    """Several lines of plain text.

    Signals:
        edited: the user changed the text.
        committed: (text) the user's text, to be stored.
        submitted: Return was pressed, where `submits` is set; Shift+Return breaks the line.
        removed: (count) of characters that no document may hold.
    """

    edited = Signal()
    committed = Signal(str)
    submitted = Signal()
    removed = Signal(int)
    _zoomed = 0

    def __init__(
        self, parent: QWidget | None = None, *, name: str = "", size: int = fonts.BODY
    ) -> None:
        """`name` is what a screen reader calls the field."""
        super().__init__(parent)
        self._size, self._lines, self._last, self._placeholder = size, 2, "", ""
        self.submits = False
        self._composing = Composing(self)
        self._saving = Autosave(self)
        self._saving.given.connect(self.committed)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._space_lines()
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """What is in the field, without what is still being composed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Fills the field; nothing is announced. The same text leaves the cursor alone."""
        if text != self.text():
            with QSignalBlocker(self):
                self.setPlainText(text)
                self._space_lines()
        self._last = text
        self._saving.filled(text)

    def placeholderText(self) -> str:
        return self._placeholder

    def setPlaceholderText(self, text: str) -> None:
        """Painted here: Qt shows the first line alone, and above where the text will stand."""
        self._placeholder = text
        self.viewport().update()

    def set_pause(self, milliseconds: int) -> None:
        """How long after the last key the text is stored."""
        self._saving.pause = milliseconds

    def set_lines(self, lines: int) -> None:
        """How many lines the field shows at least."""
        self._lines = lines
        self.updateGeometry()

    def set_problem(self, *, problem: bool) -> None:
        """Shows the field's edge as the place of a problem."""
        mark_problem(self, problem=problem)

    @property
    def composing(self) -> bool:
        return bool(self._composing)

    @Slot()
    def flush(self) -> None:
        """Keeps what is being composed and gives the text out if it is news."""
        self._composing.keep(super().inputMethodEvent)
        self._saving.give()

    def sizeHint(self) -> QSize:
        return QSize(px(200), self._line_height() * self._lines + px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), self._line_height() + px(22))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._composing.is_late(event):
            event.accept()
            return
        cleaned, count = clean(event.commitString())
        if count:
            event.setCommitString(cleaned, event.replacementStart(), event.replacementLength())
            self.removed.emit(count)
        super().inputMethodEvent(event)
        self._composing.note(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._composing.keep(super().inputMethodEvent)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN and self._composing:
            event.accept()
            return
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in _RETURN and self.submits and plain:
            self.flush()
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._placeholder and not self._composing and self.document().isEmpty():
            self._paint_placeholder(QPainter(self.viewport()))

    def _paint_placeholder(self, painter: QPainter) -> None:
        """On the lines where the text will stand, as many as there is room for."""
        block = self.document().firstBlock()
        left = self.document().documentMargin()
        top = self.document().documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineAt(0)
        baseline, step = top + line.y() + line.ascent(), self._line_height()
        painter.setFont(fonts.font(self._size))
        painter.setPen(self.palette().placeholderText().color())
        room = self.viewport().width() - 2 * left
        for words in fonts.wrapped(self._placeholder, room, self._size):
            if baseline > self.viewport().height():
                break
            painter.drawText(QPointF(left, baseline), words)
            baseline += step

    def insertFromMimeData(self, source: QMimeData) -> None:
        cleaned, count = clean(source.text())
        self.textCursor().insertText(cleaned)
        self.ensureCursorVisible()
        if count:
            self.removed.emit(count)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing.keep(super().inputMethodEvent)
        super().focusOutEvent(event)
        self._saving.left(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.text()
        if text != self._last:
            self._last = text
            self._saving.touched(text)
            self.edited.emit()

    def _line_height(self) -> int:
        return px(34 if self._size >= fonts.TITLE else 24)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ReadOnlyChange:
            polish(self)
        if event.type() is QEvent.Type.StyleChange and self._zoomed != px(100):
            with QSignalBlocker(self):
                self._space_lines()

    def _space_lines(self) -> None:
        """Gives every line the same height, which plain text editors cannot.

        Forgets the field's own undo, which would take the spacing back first.
        """
        self._zoomed = px(100)
        spaced = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        spaced.setLineHeight(self._line_height(), fixed.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().clearUndoRedoStacks()
        if self._size != fonts.BODY:
            self.setFont(fonts.font(self._size))
            self.setStyleSheet(f"font-size: {px(self._size)}px;")


class LineEditor(QLineEdit):
    """One line of text; signals as in `TextEditor`, Return submits unless composing.

    Signals:
        edited: the user changed the text.
        committed: (text) the user's text, to be stored.
        submitted: Return was pressed.
        removed: (count) of characters that no document may hold.
    """

    edited = Signal()
    committed = Signal(str)
    submitted = Signal()
    removed = Signal(int)

    def __init__(
        self, parent: QWidget | None = None, *, name: str = "", placeholder: str = ""
    ) -> None:
        super().__init__(parent)
        self._from_start = False
        self._composing = Composing(self)
        self._saving = Autosave(self)
        self._saving.given.connect(self.committed)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_text_edited)

    def set_text(self, text: str) -> None:
        """Fills the field; nothing is announced. The same text leaves the cursor alone.

        A text too long for the field shows its beginning until one goes there.
        """
        if text != self.text():
            with QSignalBlocker(self):
                self.setText(text)
            self._from_start = not self.hasFocus()
            if self._from_start:
                self.setCursorPosition(0)
        self._saving.filled(text)

    def set_problem(self, *, problem: bool) -> None:
        """Shows the field's edge as the place of a problem."""
        mark_problem(self, problem=problem)

    @property
    def composing(self) -> bool:
        return bool(self._composing)

    @Slot()
    def flush(self) -> None:
        """Keeps what is being composed and gives the text out if it is news."""
        self._composing.keep(super().inputMethodEvent)
        self._saving.give()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._composing.is_late(event):
            event.accept()
            return
        super().inputMethodEvent(event)
        self._composing.note(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._composing.keep(super().inputMethodEvent)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN:
            event.accept()
            if not self._composing:
                self.flush()
                self.submitted.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who is put here by the program goes on writing at the end."""
        super().focusInEvent(event)
        other = event.reason() is Qt.FocusReason.OtherFocusReason
        if self._from_start and other and not self.hasSelectedText():
            self.end(False)
        self._from_start = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing.keep(super().inputMethodEvent)
        super().focusOutEvent(event)
        self._saving.left(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ReadOnlyChange:
            polish(self)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        cleaned, count = clean(text)
        if count:
            at = len(clean(text[: self.cursorPosition()])[0])
            self.setText(cleaned)
            self.setCursorPosition(at)
            self.removed.emit(count)
        self._saving.touched(self.text())
        self.edited.emit()


def mark_problem(editor: QWidget, *, problem: bool) -> None:
    """Sets the property that the style sheet reads, and has it read."""
    if bool(editor.property("problem")) is problem:
        return
    editor.setProperty("problem", problem)
    polish(editor)


def polish(editor: QWidget) -> None:
    """Has the style sheet read the properties again."""
    editor.style().unpolish(editor)
    editor.style().polish(editor)
