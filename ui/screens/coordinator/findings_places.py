"""The left column of the findings: the report's places with their counts, and what is unsaid."""

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from ui import fonts
from ui.charts import shapes
from ui.charts.progress import Meter
from ui.delegates.rows import PlaceDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings import Board
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Line, Rule
from ui.widgets.lists import RowList
from ui.widgets.page import is_narrow

WIDE, NARROW = 236, 220


QWIDGETSIZE_MAX = (1 << 24) - 1


class PlacesHead(QWidget):
    """Names the two columns of counts by their icons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(NARROW), px(64))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, middle = tokens(), px(36)
        painter.setPen(look.text)
        fonts.draw(painter, QPointF(px(20), middle), _("Places"), fonts.LARGE, bold=True)
        right = self.width() - px(24)
        at = QPointF(right - px(46), middle)
        shapes.icon(painter, at, Icon.PRAISE_OPEN, 16, look.praise)
        shapes.icon(painter, QPointF(right, middle), Icon.CONCERN_OPEN, 16, look.concern)


class CoverageNote(QWidget):
    """How many deductions a concern speaks of, where the gaps are, and that nothing is lost.

    Signals:
        next_wanted: go to the next gap.
    """

    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Line(_("Deductions spoken of"), self, size=fonts.SMALL, bold=True)
        self._title.set_tone(Tone.MUTED)
        self._figure = Line("", self, bold=True)
        self._figure.set_right(right=True)
        self._meter = Meter(self)
        self._gaps = Line("", self, size=fonts.SMALL)
        self._where = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._used = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.follow = Button("", self, kind=Kind.LINK, icon=Icon.NEXT)
        self.follow.set_look(trailing=True, small=True)
        self.follow.clicked.connect(self.next_wanted)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 12)
        column.setSpacing(4)
        column.addWidget(Rule(self))
        column.addSpacing(6)
        column.addLayout(top)
        column.addWidget(self._meter)
        for widget in (self._gaps, self._where, self.follow, self._used):
            column.addWidget(widget)

    def show_board(self, board: Board) -> None:
        unsaid = len(board.unsaid)
        said = board.deducted - unsaid
        share = said / board.deducted if board.deducted else 0.0
        self._figure.set_text(f"{said}/{board.deducted}")
        self._meter.set_share(share, Tone.PRAISE)
        text = ngettext("{count} has no concern yet", "{count} have no concern yet", unsaid)
        calm = _("Nothing unsaid") if board.deducted else _("No points taken off yet")
        self._gaps.set_text(text.format(count=unsaid) if unsaid else calm)
        gaps = (f"{shelf.name} {len(shelf.unsaid)}" for shelf in board.gaps())
        self._where.set_text("、".join(gaps))
        self._where.setVisible(bool(unsaid))
        text = ngettext("Go to it", "Go to these {count}", unsaid)
        self.follow.set_text(text.format(count=unsaid))
        self.follow.setVisible(bool(unsaid))
        covered = board.coverage
        text = _("{total} received: {used} used, {out} out")
        self._used.set_text(
            text.format(total=covered.total, used=covered.used, out=covered.left_out)
        )

    def set_narrow(self, *, narrow: bool) -> None:
        """Keeps to the figure and the link where height is scarce."""
        for line in (self._gaps, self._where, self._used):
            line.setMaximumHeight(0 if narrow else QWIDGETSIZE_MAX)


class PlacesColumn(QWidget):
    """Places above, coverage below.

    Signals:
        chosen: (shelf id)
        next_wanted: go to the next gap.
    """

    chosen = Signal(str)
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.list = RowList(PlaceDelegate(), self, name=_("Places"))
        self.coverage = CoverageNote(self)
        self.list.chosen.connect(self.chosen)
        self.coverage.next_wanted.connect(self.next_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(PlacesHead(self))
        column.addWidget(self.list, 1)
        column.addWidget(self.coverage)

    def show_board(self, board: Board, current: str) -> None:
        self.list.set_rows(board.place_rows(), current)
        self.coverage.show_board(board)

    def set_narrow(self, *, narrow: bool) -> None:
        self.coverage.set_narrow(narrow=narrow)
        self.setFixedWidth(self.sizeHint().width())

    def sizeHint(self) -> QSize:
        return QSize(px(NARROW if is_narrow(self) else WIDE), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), px(120))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().surface)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), tokens().line)
