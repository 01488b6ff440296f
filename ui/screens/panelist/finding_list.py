"""One column of the feedback page: findings of one stance, edited in place, and a field to add."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
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
from ui.models.findings_own import (
    EDIT,
    STANCE_TONES,
    FindingsModel,
    OwnFindings,
    stance_word,
)
from ui.models.roles import FindingRow
from ui.room import EDGE, align, edge
from ui.theme import tokens
from ui.widgets.basics import Line
from ui.widgets.editors import TextEditor
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Glyph

STANCE_ICONS = {
    Stance.PRAISE: Icon.PRAISE,
    Stance.CONCERN: Icon.CONCERN,
    Stance.VERIFY: Icon.VERIFY,
}
DRAGGED = "application/x-huiping-finding"
SCROLL_ZONE, SCROLL_STEP = 24, 16


def placed(found: OwnFindings, finding: str, stance: Stance, before: str) -> tuple[str, ...]:
    """All ids with one put before another; without `before`, behind the last of the stance in view."""
    if before == finding:
        return tuple(c.id for c in found.captures)
    rest = [c.id for c in found.captures if c.id != finding]
    shown = [c.id for c in found.of(stance) if c.id != finding]
    behind = rest.index(shown[-1]) + 1 if shown else len(rest)
    at = rest.index(before) if before in rest else behind
    return (*rest[:at], finding, *rest[at:])


class EditableFindings(FindingDelegate):
    """Opens the shared editor over a row; what is typed is stored when typing pauses."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = TextEditor(parent, name=_("Finding"))
        editor.submits = True
        editor.set_lines(1 if self._compact else 2)
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
        left, right = (0, 0) if self._compact else (self._edge + px(16), px(12))
        box = QRectF(option.rect).adjusted(left, 2, -right, -2).toRect()
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


class EditableList(RowList):
    """Enter or F2 edits in place, Delete deletes.

    Signals:
        written: (id, text) to be stored.
        removed: (id) to be deleted.
    """

    written = Signal(str, str)
    removed = Signal(str)

    def __init__(self, parent: QWidget, *, name: str, compact: bool = False) -> None:
        super().__init__(EditableFindings(compact=compact), parent, name=name)
        self.findings = FindingsModel(self)
        self.rows = self.findings
        self.setModel(self.findings)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.findings.asked.connect(self.written)
        self.doubleClicked.connect(self._on_edit)

    def show_rows(self, rows: tuple[FindingRow, ...], *, editable: bool) -> None:
        if (editable, rows) == (self.findings.editable, self.findings.rows):
            return
        self.findings.editable = editable
        self.set_rows(rows)
        self.scheduleDelayedItemsLayout()

    def edit_current(self) -> None:
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.current_id and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_current()
        elif self.current_id and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_edit(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.edit_current()


class FindingList(EditableList):
    """Alt and an arrow moves the current one; the mouse drags any one.

    Signals:
        moved: (id, step) to change places with its neighbour.
        crossed: (id) to go over to the other list.
        entered: it has the keyboard.
    """

    moved = Signal(str, int)
    crossed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__(parent, name=name)
        self._gap = -1
        self._pressed: QPoint | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = at if left and self.indexAt(at).isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag()

    def _drag(self) -> None:
        if self.findings.editable and self.current_id:
            drag = QDrag(self)
            drag.setMimeData(carried(self.current_id))
            drag.setPixmap(self.viewport().grab(self.visualRect(self.currentIndex())))
            drag.exec(Qt.DropAction.MoveAction)

    def gap_at(self, at: QPoint) -> int:
        """The number of the row before which something let go here would come."""
        index = self.indexAt(at)
        if not index.isValid():
            return 0 if at.y() < 0 else self.rows.rowCount()
        return index.row() + int(at.y() > self.visualRect(index).center().y())

    def show_gap(self, gap: int) -> None:
        """Marks the place before a row; -1 takes the mark away."""
        self._gap = gap
        self.viewport().update()

    def scroll_near(self, y: int) -> None:
        """Scrolls on when something is held near the upper or lower edge."""
        bar = self.verticalScrollBar()
        if y < px(SCROLL_ZONE):
            bar.setValue(bar.value() - px(SCROLL_STEP))
        elif y > self.viewport().height() - px(SCROLL_ZONE):
            bar.setValue(bar.value() + px(SCROLL_STEP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self.current_id and alt and key in steps:
            self.moved.emit(self.current_id, steps[key])
        elif self.current_id and alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.crossed.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0 or not self.rows.rowCount():
            return
        last = self.rows.rowCount() - 1
        box = self.visualRect(self.rows.index(min(self._gap, last)))
        y = box.top() if self._gap <= last else box.bottom() - 1
        side = edge(self)
        line = QRectF(side, max(0, y - 1), self.viewport().width() - 2 * side, 3)
        QPainter(self.viewport()).fillRect(line, tokens().accent)


def carried(finding: str) -> QMimeData:
    """A finding on its way with the mouse; no other program makes sense of it."""
    data = QMimeData()
    data.setData(DRAGGED, finding.encode())
    return data


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
        dropped: (id, before) a finding was let go here, before that one or behind the last.
    """

    added = Signal(str)
    finished = Signal()
    dropped = Signal(str, str)

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
        head = self._head = QHBoxLayout()
        head.setContentsMargins(EDGE, 12, EDGE, 6)
        head.setSpacing(6)
        head.addWidget(
            Glyph(STANCE_ICONS[self.stance], self, tone=STANCE_TONES[self.stance], size=16)
        )
        head.addWidget(Line(word, self, bold=True, tone=STANCE_TONES[self.stance]))
        head.addWidget(self._count)
        head.addStretch(1)
        foot = self._foot = QHBoxLayout()
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
        self.setAcceptDrops(editable)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        at = self._in_list(event)
        self.list.scroll_near(at.y())
        self.list.show_gap(self.list.gap_at(at))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self.list.show_gap(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        self.list.show_gap(-1)
        gap, rows = self.list.gap_at(self._in_list(event)), self.list.rows.rows
        before = rows[gap].id if gap < len(rows) else ""
        event.acceptProposedAction()
        self.dropped.emit(bytes(event.mimeData().data(DRAGGED).data()).decode(), before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._head, self._foot)

    def _in_list(self, event: QDropEvent) -> QPoint:
        return self.list.viewport().mapFrom(self, event.position().toPoint())
