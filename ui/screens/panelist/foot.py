"""Under the grid: the average over districts, and what marks and keys mean."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _, ngettext
from ui import fonts
from ui.delegates.cells import EDGE, PAD
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tone, tokens
from ui.widgets.basics import KeyCap, Line
from ui.widgets.notices import Glyph


class AverageLine(QWidget):
    """The average, withheld until every district is complete; nothing where there is only one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title, self._figure, self._missing, self._narrow = "", "", 0, False
        self._count = 0

    def set_average(self, districts: int, figure: str, missing: int) -> None:
        """`figure` is empty while something is missing."""
        self._count, self._figure, self._missing = districts, figure, missing
        one, many = _("Average"), _("Average of {count} districts").format(count=districts)
        self._title = many if districts > 1 else one
        self.setAccessibleName(f"{self._title} {self.figure}")
        self._show()
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leaves it to the tab's figure where there is no room."""
        self._narrow = narrow
        self._show()

    @property
    def figure(self) -> str:
        """The average, or how many scores it waits for."""
        if self._figure or not self._missing:
            return self._figure
        waits = ngettext("waits for {count} score", "waits for {count} scores", self._missing)
        return waits.format(count=self._missing)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(46))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        middle, right = self.height() / 2, self.width() - px(EDGE + PAD)
        painter.setPen(look.text)
        x = fonts.draw(painter, QPointF(px(EDGE), middle), self._title)
        done = bool(self._figure)
        painter.setPen(look.text if done else look.muted)
        size = fonts.TITLE if done else fonts.BODY
        start = fonts.draw_right(painter, QPointF(right, middle), self.figure, size, bold=done)
        if not done:
            note = _("withheld until every district is complete")
            shown = fonts.elided(note, start - x - px(24), fonts.SMALL)
            painter.setPen(look.muted)
            fonts.draw(painter, QPointF(x + px(14), middle), shown, fonts.SMALL)

    def _show(self) -> None:
        self.setVisible(self._count > 1 and not self._narrow)


class Legend(QWidget):
    """Marks at the left, keys at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 4, EDGE, 8)
        row.setSpacing(6)
        for icon, tone, text in (
            (Icon.NOTE, Tone.MUTED, _("has a reason")),
            (Icon.ATTACH, Tone.MUTED, _("has evidence")),
            (Icon.MISSING, Tone.CONCERN, _("reason missing")),
        ):
            row.addWidget(Glyph(icon, self, tone=tone, size=14))
            row.addWidget(Line(text, self, size=fonts.SMALL, tone=Tone.MUTED))
            row.addSpacing(10)
        row.addStretch(1)
        for key, text in (
            ("Enter", _("next item")),
            ("Tab", _("next district")),
            ("-", _("not scored / n/a")),
        ):
            row.addWidget(KeyCap((key,), text, self))
            row.addSpacing(6)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(40))
