"""A note pad: paragraphs with the time at which each was begun, and the field to write in."""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.i18n import _
from ui import fonts
from ui.delegates.painted import Index
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import FindingRow
from ui.room import EDGE, align
from ui.screens.panelist.finding_list import EditableFindings, FindingList
from ui.theme import Tone, tokens
from ui.widgets.basics import KeyCap, Line
from ui.widgets.editors import TextEditor
from ui.widgets.notices import EmptyState

REST, TIME = 30_000, 50
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteDelegate(EditableFindings):
    """The time at the left, the text beside it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._top = 6

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super().updateEditorGeometry(editor, option, index)
        box = editor.geometry()
        box.setLeft(option.rect.left() + self._edge + px(TIME - 9))
        editor.setGeometry(box)

    def _lead(self, row: FindingRow) -> int:  # noqa: ARG002
        return TIME

    def _has_foot(self, row: FindingRow) -> bool:  # noqa: ARG002
        return False

    def _draw_lead(self, painter: QPainter, rect: QRectF, row: FindingRow, middle: float) -> None:
        painter.setPen(tokens().muted)
        fonts.draw(painter, QPointF(rect.left() + self._edge, middle), row.place, fonts.SMALL)


class NoteList(FindingList):
    """Enter edits a note in place, Delete deletes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("Notes"))
        self.setItemDelegate(NoteDelegate(self))


class PadEditor(TextEditor):
    """Return on an empty line ends the paragraph; so does a rest before a new line is begun.

    Signals:
        ended: the paragraph is whole; what is typed next begins another.
    """

    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, name=_("Note"))
        self.rest = REST
        self._since = QElapsedTimer()
        self.setPlaceholderText(_("Write what you hear; an empty line ends the paragraph"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURN and not self.composing and self._on_empty_line():
            self._end()
            return
        if event.text().isprintable() and event.text():
            self._begin()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.composing and (event.preeditString() or event.commitString()):
            self._begin()
        super().inputMethodEvent(event)

    def _on_empty_line(self) -> bool:
        return not self.textCursor().block().text().strip()

    def _begin(self) -> None:
        """Ends the paragraph before, where a new line is begun after a rest."""
        rested = self._since.isValid() and self._since.hasExpired(self.rest)
        if rested and self._on_empty_line():
            self._end()
        self._since.start()

    def _end(self) -> None:
        self.flush()
        if self.text().strip():
            self.ended.emit()
        self.set_text("")


class NotePad(QWidget):
    """Heading, the notes so far or a word in their place, and the field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.list = NoteList(self)
        self._empty = EmptyState(
            _("No notes yet. Write below; every paragraph keeps its time."),
            self,
            icon=Icon.BRIEFING,
        )
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.field = PadEditor(self)
        self.field.set_lines(4)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._keys = QWidget(self)
        self._build()

    def _build(self) -> None:
        head = self._head = QHBoxLayout()
        head.setContentsMargins(EDGE, 4, EDGE, 6)
        head.setSpacing(8)
        head.addWidget(Line(_("Notes"), self, bold=True))
        head.addWidget(self._count)
        head.addStretch(1)
        foot = self._foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 10)
        foot.setSpacing(6)
        foot.addWidget(self.field)
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(12)
        keys.addStretch(1)
        keys.addWidget(KeyCap(("Enter", "Enter"), _("next paragraph"), self))
        keys.addWidget(KeyCap(("Delete",), _("delete"), self))
        foot.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)

    def show_rows(self, rows: tuple[FindingRow, ...], *, editable: bool) -> None:
        grown = len(rows) > self.list.rows.rowCount()
        self.list.show_rows(rows, editable=editable)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._count.set_text(str(len(rows)) if rows else "")
        self.field.setVisible(editable)
        self._keys.setVisible(editable)
        if grown:
            self.list.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._head, self._foot)
