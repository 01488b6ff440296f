"""Rows of the instrument's tree, and the editor in which a node is renamed."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.i18n import _
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.instrument_tree import EDIT, NodeRow
from ui.theme import Tone, tokens
from ui.widgets.editors import LineEditor

_PAD = 12


class NodeDelegate(PaintedDelegate):
    """Name, notes and mark at the left; what is under it and the full mark at the right."""

    height = 34

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, NodeRow)
        look = tokens()
        if option.ringed:
            focus_ring(painter, rect.adjusted(0, 1, -2, -1))
        right = self._draw_figures(painter, rect, row)
        left = rect.left() + px(4)
        if row.must or row.should:
            shade = look.critical if row.must else look.concern
            what = Icon.ERROR if row.must else Icon.WARNING
            shapes.icon(painter, QPointF(left + px(8), rect.center().y()), what, 15, shade)
            left += px(22)
        self._draw_words(painter, QRectF(left, rect.top(), right - left, rect.height()), row)

    def _draw_figures(self, painter: QPainter, rect: QRectF, row: NodeRow) -> float:
        """Returns where the words end."""
        look = tokens()
        right, middle = rect.right() - px(_PAD), rect.center().y()
        painter.setPen(look.muted if row.heading else look.text)
        left = fonts.draw_right(painter, QPointF(right, middle), row.figure, bold=row.heading)
        if row.off:
            painter.setPen(look.critical)
            text = f"{row.off} ≠ "
            left = fonts.draw_right(painter, QPointF(left, middle), text, bold=True)
        if row.below and not row.must:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.critical)
            painter.drawEllipse(QPointF(left - px(10), middle), px(3), px(3))
            left -= px(16)
        return left - px(10)

    def _draw_words(self, painter: QPainter, room: QRectF, row: NodeRow) -> None:
        """The name, and what is said about it where there is room left."""
        look = tokens()
        middle = room.center().y()
        marks = [(row.note, Tone.MUTED)] if row.note else []
        if row.example:
            marks.append((_("example"), Tone.VERIFY))
        taken = sum(fonts.width(text, fonts.SMALL) + px(10) for text, _tone in marks)
        painter.setPen(look.text)
        wide = max(px(60), room.width() - taken)
        shown = fonts.elided(row.name, wide, bold=row.heading)
        x = fonts.draw(painter, QPointF(room.left(), middle), shown, bold=row.heading)
        for text, tone in marks:
            if x + px(10) + fonts.width(text, fonts.SMALL) > room.right() + 1:
                break
            painter.setPen(look.tone(tone))
            x = fonts.draw(painter, QPointF(x + px(10), middle), text, fonts.SMALL)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,  # noqa: ARG002
    ) -> QWidget:
        editor = LineEditor(parent, name=_("Name"))
        editor.setStyleSheet(f"padding: 0 {px(6)}px; min-height: 0;")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, LineEditor)
        editor.set_text(str(index.data(EDIT) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, LineEditor)
        editor.flush()
        text = editor.text().strip()
        if text and text != str(index.data(EDIT) or ""):
            model.setData(index, text, EDIT)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        editor.setGeometry(QRectF(option.rect).adjusted(0, 1, -px(_PAD), -2).toRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return ends the editing, but not while something is being composed."""
        if (
            isinstance(watched, LineEditor)
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            if watched.composing:
                return False
            self.commitData.emit(watched)
            self.closeEditor.emit(watched)
            return True
        return super().eventFilter(watched, event)
