"""What stands in a page instead of content or beside it: emptiness, refusals, problems, drops."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from ui import fonts, messages
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.editors import LineEditor, TextEditor


class Glyph(QWidget):
    """An icon on its own."""

    def __init__(
        self, icon: Icon, parent: QWidget | None = None, *, tone: Tone = Tone.MUTED, size: int = 18
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: Icon, tone: Tone) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size + 4), px(self._size + 6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        centre = QRectF(self.rect()).center()
        shapes.icon(QPainter(self), centre, self._icon, self._size, tokens().tone(self._tone))


class EmptyState(QWidget):
    """A sentence and the action that fills what is empty.

    Signals:
        asked: the action was chosen.
    """

    asked = Signal()

    def __init__(
        self,
        sentence: str,
        parent: QWidget | None = None,
        *,
        action: str = "",
        icon: Icon | None = None,
    ) -> None:
        super().__init__(parent)
        self._sentence = paragraph(sentence, self, role="muted")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMinimumWidth(px(240))
        self.action = Button(action, self, icon=icon)
        self.action.setVisible(bool(action))
        self.action.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(
            Glyph(icon or Icon.COLLECT, self, size=28), 0, Qt.AlignmentFlag.AlignHCenter
        )
        column.addWidget(self._sentence)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set_sentence(self, sentence: str, action: str = "") -> None:
        self._sentence.setText(sentence)
        self.action.set_text(action)
        self.action.setVisible(bool(action))


class Refusal(QWidget):
    """A panel in the page: what happened, where, what to do. Hidden until there is something.

    Signals:
        asked: the offered action was chosen.
        dismissed: the user has put it away.
    """

    asked = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._tone = Tone.CRITICAL
        self._glyph = Glyph(Icon.ERROR, self, tone=Tone.CRITICAL)
        self._what = paragraph("", self, role="strong")
        self._rest = paragraph("", self)
        self.action = Button("", self)
        self.action.hide()
        self.action.clicked.connect(self.asked)
        self._close = Button("", self, kind=Kind.QUIET, icon=Icon.CLOSE)
        self._close.setAccessibleName(_("Dismiss"))
        self._close.clicked.connect(self.dismiss)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 8, 10)
        row.setSpacing(10)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_error(self, error: UserError, action: str = "") -> None:
        what, rest = messages.parts(error)
        self.show_text(what, rest, action)

    def show_text(
        self, what: str, rest: str = "", action: str = "", tone: Tone = Tone.CRITICAL
    ) -> None:
        """Other tones are for warnings and for good news."""
        self._tone = tone
        icons = {Tone.CRITICAL: Icon.ERROR, Tone.PRAISE: Icon.DONE, Tone.ACCENT: Icon.INFO}
        self._glyph.set_icon(icons.get(tone, Icon.WARNING), tone)
        self._what.setText(what)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self.action.set_text(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(f"{what} {rest}".strip())
        self.show()

    def text(self) -> str:
        return f"{self._what.text()} {self._rest.text()}".strip()

    @Slot()
    def dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        rect = QRectF(self.rect())
        shapes.framed(painter, rect, look.tone(self._tone), look.soft(self._tone))


class Strip(QWidget):
    """One line over everything else that holds for as long as it is shown."""

    def __init__(self, text: str, icon: Icon, parent: QWidget, *, tone: Tone) -> None:
        super().__init__(parent)
        self._tone = tone
        self._line = Line(text, self, size=fonts.SMALL, tone=tone)
        self._line.set_icon(icon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 24, 0)
        row.addWidget(self._line)

    @property
    def text(self) -> str:
        return self._line.text()

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        painter.fillRect(self.rect(), look.soft(self._tone))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.line)


class Field(QWidget):
    """A form's field: label above, the word for required, the problem below."""

    def __init__(
        self, label: str, editor: QWidget, parent: QWidget | None = None, *, required: bool = False
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label = QLabel(label, self)
        self._label.setProperty("role", "heading")
        self._label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._mark = QLabel(_("required") if required else "", self)
        self._mark.setProperty("role", "small")
        self._problem = paragraph("", self, role="problem")
        self._problem.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._label)
        top.addWidget(self._mark)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(editor)
        column.addWidget(self._problem)
        if not editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            column.addStretch(1)

    def set_mark(self, text: str, tone: Tone = Tone.CONCERN) -> None:
        """A word beside the label, such as what was deducted."""
        self._mark.setText(text)
        self._mark.setProperty("tone", tone.value)
        self._mark.style().unpolish(self._mark)
        self._mark.style().polish(self._mark)

    def set_problem(self, text: str) -> None:
        """Shows what is wrong under the field; an empty text takes it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if isinstance(self.editor, (LineEditor, TextEditor)):
            self.editor.set_problem(problem=bool(text))


class DropArea(QWidget):
    """Where files are dropped, or chosen with a click.

    Signals:
        dropped: (tuple of Path) local files and folders.
        asked: a click or the space bar; open a file dialog.
    """

    dropped = Signal(object)
    asked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None, icon: Icon = Icon.COLLECT) -> None:
        super().__init__(parent)
        self._text, self._icon, self._over = text, icon, False
        self.setAccessibleName(text)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(76))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        lit = self._over or self.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.accent if lit else look.edge, 2 if lit else 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.soft(Tone.ACCENT) if self._over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        centre = QRectF(self.rect()).center()
        above, below = centre, centre
        above.setY(centre.y() - px(13))
        shapes.icon(painter, above, self._icon, 20, look.muted)
        below.setY(centre.y() + px(26))
        painter.setPen(look.muted)
        shown = fonts.elided(self._text, self.width() - 16)
        fonts.draw_centred(painter, below, shown)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self._over = True
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        paths = tuple(Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def mouseReleaseEvent(self, event: object) -> None:  # noqa: ARG002
        self.asked.emit()
