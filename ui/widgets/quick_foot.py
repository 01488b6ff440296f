"""The foot of quick capture: the draft's state or a refusal, the keys, the one button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _
from ui import fonts
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tone
from ui.widgets.basics import Button, KeyCap, Kind, Line, paragraph
from ui.widgets.notices import Glyph


class QuickFoot(QWidget):
    """A refusal takes the room of the keys, so that it is read to its end.

    Signals:
        asked: the finding is to be noted down.
    """

    asked = Signal()

    def __init__(self, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._state = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._count = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._glyph = Glyph(Icon.ERROR, self, tone=Tone.CRITICAL, size=16)
        self._problem = paragraph("", self, role="small", tone=Tone.CRITICAL)
        self.button = Button(_("Note down"), self, kind=Kind.PRIMARY, hint="Enter")
        self.button.clicked.connect(self.asked)
        self._keys = (
            KeyCap(("Shift", "Enter"), _("new line"), self),
            KeyCap(("Esc",), _("put away"), self),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(14)
        row.addWidget(self._state)
        row.addWidget(self._count)
        row.addWidget(self._glyph)
        row.addWidget(self._problem, 100, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for cap in self._keys:
            row.addWidget(cap)
        row.addWidget(self.button)
        self.say("", None, "")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), px(self._height))

    def hasHeightForWidth(self) -> bool:
        """Two lines of a refusal fit in; the sheet is not laid out anew for them."""
        return False

    @property
    def state(self) -> str:
        """What stands at the left: a kept draft, what is waited for, or a refusal."""
        return self._problem.text() or self._state.text()

    def say(self, state: str, icon: Icon | None, count: str) -> None:
        """The draft's state in words, and how many are noted."""
        self._state.set_text(state)
        self._state.set_icon(icon, Tone.PRAISE if icon is Icon.DONE else None)
        self._count.set_text(count)
        self._show_problem("")

    def refuse(self, problem: str) -> None:
        self._show_problem(problem)

    def _show_problem(self, problem: str) -> None:
        self._problem.setText(problem)
        for widget in (self._glyph, self._problem):
            widget.setVisible(bool(problem))
        for other in (self._count, *self._keys):
            other.setVisible(not problem)
        self._state.setVisible(not problem and bool(self._state.text()))
