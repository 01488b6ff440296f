"""What the data propose otherwise since a text was edited: struck and added, and what to do."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from app.i18n import _
from app.rules.difference import Change, Part, excerpt
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Line

TAKE_KEY, KEEP_KEY = "Ctrl+R", "Ctrl+Shift+R"


class DifferenceView(QTextBrowser):
    """One text with what went struck through and what came underlined; to be read only."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[Part]) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for part in parts:
            cursor.insertText(part.text, _format(part.change))
        self.setAccessibleDescription(spoken(parts))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its text, up to four lines."""
        least, most = px(34), px(96)
        return QSize(px(200), min(most, max(least, round(self.document().size().height()) + 4)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(34))


class ChangePane(QWidget):
    """Shown under a text that was edited before its data changed.

    Signals:
        taken: the new proposal is wanted.
        kept: the edited text stays as it is, the change was seen.
    """

    taken = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = _("The data propose something else since you edited it")
        self.title = Line(title, self, bold=True)
        self.title.set_icon(Icon.WARNING, Tone.CONCERN)
        self.view = DifferenceView(self, name=title)
        self.take = Button(_("Take the new proposal"), self, hint=_hint(TAKE_KEY))
        self.keep = Button(
            _("Keep mine, seen"), self, kind=Kind.QUIET, icon=Icon.TICK, hint=_hint(KEEP_KEY)
        )
        self.take.clicked.connect(self.taken)
        self.keep.clicked.connect(self.kept)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addWidget(self.take)
        acts.addWidget(self.keep)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.view)
        column.addLayout(acts)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_difference(self, parts: Sequence[Part]) -> None:
        self.view.show_parts(excerpt(parts))


def spoken(parts: Sequence[Part]) -> str:
    """The changes in words, for who cannot see strokes."""
    words = {Change.OUT: _("Struck: {text}"), Change.IN: _("Added: {text}")}
    told = (words[p.change].format(text=p.text) for p in parts if p.change in words)
    return "; ".join(told)


def _format(change: Change) -> QTextCharFormat:
    look, made = tokens(), QTextCharFormat()
    tones = {Change.SAME: Tone.MUTED, Change.OUT: Tone.CRITICAL, Change.IN: Tone.PRAISE}
    made.setForeground(look.tone(tones[change]))
    if change is Change.OUT:
        made.setFontStrikeOut(True)
        made.setBackground(look.soft(Tone.CRITICAL))
    if change is Change.IN:
        made.setFontUnderline(True)
        made.setBackground(look.soft(Tone.PRAISE))
    return made


def _hint(key: str) -> str:
    return key.replace("+", " ")
