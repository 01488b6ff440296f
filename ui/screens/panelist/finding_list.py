"""One column of the feedback page: findings of one stance, edited in place, and a field to add."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.model.capture import Stance
from ui.delegates.painted import Index
from ui.delegates.rows import FindingDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings_own import EDIT, STANCE_TONES, FindingsModel, stance_word
from ui.models.roles import FindingRow
from ui.theme import tokens
from ui.widgets.basics import Line
from ui.widgets.editors import TextEditor
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Glyph
from ui.widgets.page import EDGE

STANCE_ICONS = {
    Stance.PRAISE: Icon.PRAISE,
    Stance.CONCERN: Icon.CONCERN,
    Stance.VERIFY: Icon.VERIFY,
}


class EditableFindings(FindingDelegate):
    """Opens the shared editor over a row; what is typed is stored when typing pauses."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = TextEditor(parent, name=_("Finding"))
        editor.submits = True
        editor.committed.connect(self._on_committed)
        editor.submitted.connect(self._on_submitted)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, TextEditor)
        if not editor.composing:
            editor.set_text(str(index.data(EDIT)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, TextEditor)
        if editor.text().strip():
            model.setData(index, editor.text(), EDIT)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        box = QRectF(option.rect).adjusted(px(EDGE + 16), 2, -px(12), -2).toRect()
        box.setHeight(max(box.height(), editor.sizeHint().height()))
        editor.setGeometry(box)

    @Slot(str)
    def _on_committed(self, text: str) -> None:  # noqa: ARG002
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)

    @Slot()
    def _on_submitted(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)


class FindingList(RowList):
    """Enter or F2 edits, Delete deletes, Alt and an arrow moves.

    Signals:
        written: (id, text) to be stored.
        removed: (id) to be deleted.
        moved: (id, step) to change places with its neighbour.
    """

    written = Signal(str, str)
    removed = Signal(str)
    moved = Signal(str, int)

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__(EditableFindings(), parent, name=name)
        self.findings = FindingsModel(self)
        self.rows = self.findings
        self.setModel(self.findings)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.findings.asked.connect(self.written)
        self.doubleClicked.connect(self._on_edit)

    def show_rows(self, rows: tuple[FindingRow, ...], *, editable: bool) -> None:
        self.findings.editable = editable
        self.set_rows(rows)
        self.scheduleDelayedItemsLayout()

    def edit_current(self) -> None:
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if not self.current_id:
            super().keyPressEvent(event)
        elif alt and key in steps:
            self.moved.emit(self.current_id, steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_current()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_edit(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.edit_current()


class Upright(QWidget):
    """A hairline from top to bottom."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        QPainter(self).fillRect(self.rect(), tokens().line)


class FindingColumn(QWidget):
    """Heading with a count, the list or a word in its place, and the field to add one.

    Signals:
        added: (text) as typed so far; stored at every pause.
        finished: the finding in the field is done.
    """

    added = Signal(str)
    finished = Signal()

    def __init__(self, stance: Stance, parent: QWidget) -> None:
        super().__init__(parent)
        self.stance = stance
        word = stance_word(stance)
        self._count = Line("", self)
        self.list = FindingList(self, name=word)
        self._empty = EmptyState(
            _("Nothing here yet. Write below, or press Ctrl+K anywhere."), self, icon=Icon.FINDINGS
        )
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.field = TextEditor(self, name=_("Add: {stance}").format(stance=word))
        self.field.setPlaceholderText(_("Write one more; Enter stores it"))
        self.field.submits = True
        self.field.set_lines(1)
        self.field.committed.connect(self.added)
        self.field.submitted.connect(self.finished)
        self._build(word)

    def _build(self, word: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 12, EDGE, 6)
        head.setSpacing(6)
        head.addWidget(
            Glyph(STANCE_ICONS[self.stance], self, tone=STANCE_TONES[self.stance], size=16)
        )
        head.addWidget(Line(word, self, bold=True, tone=STANCE_TONES[self.stance]))
        head.addWidget(self._count)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 10)
        foot.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)

    def show_rows(self, rows: tuple[FindingRow, ...], *, editable: bool) -> None:
        self.list.show_rows(rows, editable=editable)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._count.set_text(str(len(rows)) if rows else "")
        self.field.setVisible(editable)
