"""The checklist's rows: the question, four answers as columns, the remark under them."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QStyleOptionViewItem,
    QWidget,
)

from app.i18n import _
from app.model.capture import AnswerValue
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.icons import Icon
from ui.models.evidence_words import answer_word
from ui.models.observation import EDIT, VALUES, CheckRow
from ui.models.roles import Role
from ui.room import edge
from ui.theme import Tone, tokens
from ui.widgets.editors import TextEditor

LINE, EDITOR = 22, 48
WIDTHS = (56, 68, 56, 80)
TONES = {
    AnswerValue.YES: Tone.PRAISE,
    AnswerValue.PARTLY: Tone.CONCERN,
    AnswerValue.NO: Tone.CRITICAL,
    AnswerValue.NA: Tone.MUTED,
}
_ICONS = {
    AnswerValue.YES: Icon.DONE,
    AnswerValue.PARTLY: Icon.PARTLY,
    AnswerValue.NO: Icon.ERROR,
}


def head_width(number: int) -> float:
    """How wide the head of an answer's column is: its word and its key."""
    word = fonts.width(answer_word(VALUES[number]), fonts.SMALL)
    return word + px(6) + shapes.cap_width(str(number + 1))


def columns(right: float) -> tuple[QRectF, ...]:
    """The columns of the four answers, up to a right edge; without height."""
    wide = [max(px(least), head_width(n) + px(14)) for n, least in enumerate(WIDTHS)]
    left, found = right - sum(wide), []
    for width in wide:
        found.append(QRectF(left, 0, width, 0))
        left += width
    return tuple(found)


def value_at(x: float, right: float) -> AnswerValue | None:
    """The answer whose column lies at `x`."""
    for value, column in zip(VALUES, columns(right), strict=True):
        if column.left() <= x < column.right():
            return value
    return None


class CheckDelegate(PaintedDelegate):
    """Paints a `CheckRow`, and opens the shared editor for its remark under the question.

    Signals:
        finished: a remark was ended by Return.
    """

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editing, self._known = "", ""
        self._edited = QPersistentModelIndex()
        self.closeEditor.connect(self._on_closed)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Role.SHOWN)
        if not isinstance(row, CheckRow):
            return QSize(0, px(self.height))
        if row.id == self.editing:
            return QSize(0, px(self.height + EDITOR + 8))
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractScrollArea) else 640
        lines = len(self._lines(row, width - 2 * edge(view))) if row.remark else 0
        return QSize(0, px(self.height) + lines * px(LINE - 2))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, CheckRow)
        look = tokens()
        ground(painter, rect.adjusted(0, 0, 0, -1), option)
        left, right = rect.left() + option.edge, rect.right() + 1 - option.edge
        first = columns(right)[0].left()
        middle = rect.top() + px(self.height) / 2
        self._draw_question(
            painter, QRectF(left, middle, first - px(12) - left, 0), row, bold=option.chosen
        )
        for value, column in zip(VALUES, columns(right), strict=True):
            at = QPointF(column.center().x(), middle)
            paint_answer(painter, at, value, row.value)
        painter.setPen(look.muted)
        y = rect.top() + px(self.height) + px(LINE / 2 - 6)
        for line in self._lines(row, right - left) if row.id != self.editing else ():
            fonts.draw(painter, QPointF(left, y), line, fonts.SMALL)
            y += px(LINE - 2)
        shapes.hairline(painter, left, right, rect.bottom(), look.hair)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = TextEditor(parent, name=_("Remark"))
        editor.submits = True
        editor.setPlaceholderText(_("What you saw; Enter stores it"))
        editor.committed.connect(self._on_committed)
        editor.submitted.connect(self._on_submitted)
        self.editing, self._known = str(index.data(Role.ID)), ""
        self._edited = QPersistentModelIndex(index)
        self.sizeHintChanged.emit(index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, TextEditor)
        if not editor.composing and editor.text() == self._known:
            self._known = str(index.data(EDIT))
            editor.set_text(self._known)
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, TextEditor)
        self._known = editor.text()
        model.setData(index, editor.text(), EDIT)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        side = edge(option.widget)
        box = QRectF(option.rect).adjusted(side - px(8), px(self.height) - 2, -side, 0).toRect()
        box.setHeight(px(EDITOR))
        editor.setGeometry(box)

    def _lines(self, row: CheckRow, room: float) -> list[str]:
        return fonts.wrapped(row.remark, max(px(80), room), fonts.SMALL) if row.remark else []

    def _draw_question(self, painter: QPainter, box: QRectF, row: CheckRow, *, bold: bool) -> None:
        look = tokens()
        painter.setPen(look.text)
        shown = fonts.elided(row.label, box.width(), bold=bold)
        x = fonts.draw(painter, box.topLeft(), shown, bold=bold) + px(14)
        if row.hint and box.right() - x > px(48):
            painter.setPen(look.muted)
            fonts.draw_in(painter, QRectF(x, box.top(), box.right() - x, 0), row.hint, fonts.SMALL)

    @Slot()
    def _on_closed(self) -> None:
        self.editing = ""
        self.sizeHintChanged.emit(self._edited)

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
            self.finished.emit()


def paint_answer(
    painter: QPainter, centre: QPointF, value: AnswerValue, chosen: AnswerValue | None
) -> None:
    """A circle to choose; the chosen one has a shape of its own, the others step back."""
    look = tokens()
    if chosen is not value:
        shapes.circle(painter, centre, px(7.5), look.edge if chosen is None else look.line)
        return
    tone = look.tone(TONES[value])
    if value is AnswerValue.NA:
        _paint_minus(painter, centre, tone)
    else:
        shapes.icon(painter, centre, _ICONS[value], 20, tone)


def _paint_minus(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    side = px(16)
    disc = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    shapes.rounded(painter, disc, colour, side / 2)
    shapes.icon(painter, centre, Icon.MINUS, 11, tokens().on_accent)


def view_right(view: QAbstractItemView) -> float:
    """Where the last answer's column of a list ends."""
    return view.viewport().width() - edge(view)


_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
KEYS = dict(zip(_KEYS, VALUES, strict=True))
"""The keys that answer."""
