"""Cells that are typed into: painted texts, a line editor, a menu where only some words fit."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui import fonts
from ui.charts import shapes
from ui.delegates.cells import PAD, GridDelegate
from ui.delegates.painted import Index, RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.edit_table import EDIT, EditCell
from ui.theme import Tone, tokens
from ui.widgets.editors import LineEditor

ENDING = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}


class EditDelegate(GridDelegate):
    """Paints `EditCell`; the editor keeps what is being composed when it is left.

    Signals:
        moved: ((Qt.Key, shift)) the cell is done; which key ended it, and whether with Shift.
    """

    moved = Signal(object)

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, EditCell)
        look = tokens()
        left = rect.left() + (option.edge if option.index.column() == 0 else 0)
        shapes.hairline(painter, left, rect.right(), rect.bottom() - 1, look.hair)
        body = rect.adjusted(0, 0, 0, -1)
        if option.chosen and not option.current:
            painter.fillRect(body, look.soft(Tone.ACCENT))
        if option.ringed:
            ring = QRectF(body)
            if option.index.column() == 0:
                ring.setLeft(left - px(8))
            shapes.framed(painter, ring, look.accent, look.surface, 2)
        self._paint(painter, body, row, option)

    def _paint(self, painter: QPainter, body: QRectF, cell: EditCell, option: RowState) -> None:
        look = tokens()
        start = option.edge if option.index.column() == 0 else px(PAD)
        room = QRectF(body)
        room.setLeft(body.left() + start)
        room.setRight(body.right() - px(PAD))
        if cell.problem:
            at = QPointF(room.left() + px(7), body.center().y())
            shapes.icon(painter, at, Icon.MISSING, 14, look.critical)
            room.setLeft(room.left() + px(20))
        quiet = cell.blank or cell.fixed
        painter.setPen(look.critical if cell.problem else look.muted if quiet else look.text)
        text = cell.text.replace("\n", " ")
        if cell.figure:
            shown = fonts.elided(text, room.width())
            fonts.draw_right(painter, QPointF(room.right(), body.center().y()), shown)
        else:
            fonts.draw_in(painter, room, text)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor = LineEditor(parent, name=str(head or ""))
        editor.setStyleSheet(f"border-radius: 0; padding: 0 {px(6)}px; min-height: 0;")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, LineEditor)
        editor.set_text(str(index.data(EDIT) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, LineEditor)
        editor.flush()
        text = editor.text().strip()
        if text != str(index.data(EDIT) or ""):
            model.setData(index, text, EDIT)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = QRectF(option.rect).adjusted(0, 0, 0, -1)
        if index.column() == 0:
            box.setLeft(box.left() + px(8))
        editor.setGeometry(box.toRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if isinstance(watched, LineEditor) and key in ENDING:
                if watched.composing:
                    return False
                self.commitData.emit(watched)
                self.closeEditor.emit(watched)
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.moved.emit((key, shift))
                return True
        return super().eventFilter(watched, event)
