"""Two texts side by side: names, figure, clause by clause or as they are."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStackedLayout,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.rules.similarity import TextRecord
from ui import fonts
from ui.charts import shapes
from ui.delegates.similar import ClauseDelegate, PairDelegate, halves
from ui.fonts import px
from ui.models.similar import HIGH, Shown, where_words
from ui.room import is_narrow
from ui.screens.panelist.finding_list import Upright
from ui.theme import Tone, tokens
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import TextEditor
from ui.widgets.lists import RowList

ALIGNED, ORIGINAL = "aligned", "original"
HEAD = 76


class PairList(RowList):
    """Return or F makes a finding, V one to verify, D dismisses.

    Signals:
        asked: (letter) F, V or D.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(PairDelegate(), parent, name=_("Pairs"))
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or not self.current_id:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit("F")
        elif event.key() in (Qt.Key.Key_F, Qt.Key.Key_V, Qt.Key.Key_D):
            self.asked.emit(chr(event.key()))
        else:
            super().keyPressEvent(event)


class PairHead(QWidget):
    """Both names with where they stand, and the figure between them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.way = Segmented(
            (Option(ALIGNED, _("By clause")), Option(ORIGINAL, _("Original"))),
            self,
            name=_("How the texts are shown"),
        )
        self.way.set_current(ALIGNED)

    def set_pair(self, shown: Shown | None) -> None:
        self._shown = shown
        self.way.setVisible(shown is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(HEAD))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.way.sizeHint()
        spare = self.height() - size.height()
        top = spare - px(6) if is_narrow(self) else spare // 2
        self.way.setGeometry(self.width() - size.width() - px(24), top, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)
        shown = self._shown
        if shown is None:
            return
        left, right, room = halves(self.width())
        end = left + room
        score = shown.evidence.likeness
        painter.setPen(look.concern if score * 100 >= HIGH else look.text)
        fonts.draw_right(painter, QPointF(end, px(24)), f"{score:f}", fonts.LARGE, bold=True)
        painter.setPen(look.muted)
        start = fonts.draw_right(painter, QPointF(end, px(51)), _("likeness"), fonts.SMALL)
        cut = self.way.x() - px(12)
        full = right + room if is_narrow(self) else cut
        self._draw_record(painter, left, (start - px(12), start - px(12)), shown.left)
        self._draw_record(painter, right, (full, cut), shown.right)

    def _draw_record(
        self, painter: QPainter, left: float, ends: tuple[float, float], record: TextRecord
    ) -> None:
        """Name and where it stands, either as far as its end."""
        look = tokens()
        name, where = (max(0.0, end - left) for end in ends)
        painter.setPen(look.text)
        fonts.draw_in(painter, QRectF(left, px(24), name, 0), record.id, fonts.LARGE, bold=True)
        painter.setPen(look.muted)
        fonts.draw_in(painter, QRectF(left, px(51), where, 0), where_words(record), fonts.SMALL)


class ClauseList(RowList):
    """Clauses are read, not chosen: arrows scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(ClauseDelegate(), parent, name=_("Both texts by clause"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page, line = bar.pageStep(), px(34)
        steps = {
            Qt.Key.Key_Up: -line,
            Qt.Key.Key_Down: line,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            bar.setValue(bar.value() + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.fillRect(0, 0, px(2), self.viewport().height(), tokens().accent)


class PairView(QWidget):
    """One pair; what both have is marked in either way of showing it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self.head = PairHead(self)
        self.head.way.chosen.connect(self._on_way)
        self.clauses = ClauseList(self)
        self.left = self._text(_("Left text"))
        self.right = self._text(_("Right text"))
        self._texts = QWidget(self)
        row = QHBoxLayout(self._texts)
        row.setContentsMargins(20, 8, 20, 0)
        row.setSpacing(22)
        row.addWidget(self.left, 1)
        row.addWidget(Upright(self))
        row.addWidget(self.right, 1)
        holder = QWidget(self)
        self._ways = QStackedLayout(holder)
        self._ways.addWidget(self.clauses)
        self._ways.addWidget(self._texts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(holder, 1)

    def _text(self, name: str) -> TextEditor:
        editor = TextEditor(self, name=name)
        editor.setReadOnly(True)
        editor.setProperty("frameless", True)
        return editor

    @property
    def shown(self) -> Shown | None:
        return self._shown

    def show_pair(self, shown: Shown | None) -> None:
        self._shown = shown
        self.head.set_pair(shown)
        self.clauses.set_rows(shown.rows if shown else ())
        self.clauses.scrollToTop()
        self._show_texts()

    def _show_texts(self) -> None:
        shown = self._shown
        if shown is None or self.head.way.current != ORIGINAL:
            return
        for editor, record, marks in (
            (self.left, shown.left, shown.left_marks),
            (self.right, shown.right, shown.right_marks),
        ):
            editor.set_text(record.text)
            shade = tokens().soft(Tone.CONCERN)
            editor.setExtraSelections([_marked(editor, *span, shade) for span in marks])

    @Slot(str)
    def _on_way(self, way: str) -> None:
        self._ways.setCurrentIndex(1 if way == ORIGINAL else 0)
        self._show_texts()


def _marked(editor: TextEditor, start: int, end: int, shade: QColor) -> QTextEdit.ExtraSelection:
    found = QTextEdit.ExtraSelection()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    found.cursor = cursor
    look = QTextCharFormat()
    look.setBackground(shade)
    found.format = look
    return found
