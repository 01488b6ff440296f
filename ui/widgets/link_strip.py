"""A line under a page's content: what refers to the current entry, or what it is linked with."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSizePolicy, QStyleOptionViewItem, QWidget

from app.i18n import _
from app.visit import Visit
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.evidence import EvidenceRow
from ui.models.links import linked_rows, referring_rows, target_of
from ui.models.roles import Role
from ui.room import align
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Line
from ui.widgets.lists import RowList

HIGH, PILL, GAP, PAD = 44, 28, 8, 10
WIDEST = 280


class PillDelegate(PaintedDelegate):
    """Icon, name and figure in a soft block; a long name is cut."""

    height = PILL + 4

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row = index.data(Role.SHOWN)
        if not isinstance(row, EvidenceRow):
            return QSize(0, 0)
        wide = px(2 * PAD + 24) + fonts.width(row.name) + self._state_room(row)
        return QSize(round(min(px(WIDEST), wide)) + px(GAP), px(self.height))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, EvidenceRow)
        look = tokens()
        box = QRectF(rect.left(), rect.top() + 2, rect.width() - px(GAP), px(PILL))
        shapes.rounded(painter, box, look.soft(Tone.ACCENT) if option.hovered else look.raised)
        if option.ringed:
            shapes.framed(painter, box, look.accent, None, 2)
        middle, left = box.center().y(), box.left() + px(PAD)
        shapes.icon(painter, QPointF(left + px(7), middle), row.icon, 14, look.tone(row.tone))
        end = box.right() - px(PAD)
        painter.setPen(look.muted)
        if row.state:
            end = fonts.draw_right(painter, QPointF(end, middle), row.state, fonts.SMALL) - px(8)
        left += px(20)
        painter.setPen(look.text)
        fonts.draw_in(painter, QRectF(left, box.top(), end - left, box.height()), row.name)

    def _state_room(self, row: EvidenceRow) -> float:
        return fonts.width(row.state, fonts.SMALL) + px(8) if row.state else 0.0


class Pills(RowList):
    """Side by side; arrows move, Return goes there, Space or Delete takes a link away.

    Signals:
        toggled: (id)
    """

    toggled = Signal(str)

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__(PillDelegate(), parent, name=name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(PILL + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(PILL + 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.current_id and key in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
            self.toggled.emit(self.current_id)
        elif self.current_id and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)


class LinkStrip(QWidget):
    """Hidden where there is nothing to show and nothing to be linked.

    Signals:
        followed: (Target) where the chosen one stands.
        toggled: (id) is to be linked no longer.
        asked: something is to be linked.
    """

    followed = Signal(object)
    toggled = Signal(str)
    asked = Signal()

    def __init__(self, visit: Visit, parent: QWidget, *, links: bool = False) -> None:
        """With `links` it is for a finding, which links by itself too; else for evidence."""
        super().__init__(parent)
        self._visit = visit
        self._words = _("Linked with") if links else _("Used by")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = Line(self._words, self, size=fonts.SMALL, bold=True, tone=Tone.MUTED)
        self._title.set_icon(Icon.LINK)
        self._title.set_firm(firm=True)
        self.list = Pills(self, name=self._words)
        self._nothing = Line(_("nothing yet"), self, size=fonts.SMALL, tone=Tone.MUTED)
        self.action = Button(_("Link"), self, kind=Kind.LINK, icon=Icon.ADD, hint="Ctrl L")
        self.action.setVisible(links)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 0, 2)
        self._row.setSpacing(12)
        self._row.addWidget(self._title)
        self._row.addWidget(self.list, 1)
        self._row.addWidget(self._nothing, 1)
        self._row.addWidget(self.action)
        self.list.opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_clicked)
        self.list.toggled.connect(self.toggled)
        self.action.clicked.connect(self.asked)
        self.hide()

    def show_referring(self, captures: Iterable[str], *kinds: str) -> None:
        """Scores and findings that refer to any of some captures."""
        self._show(referring_rows(self._visit, captures, *kinds), editable=False)

    def show_finding(self, finding: str, *, editable: bool) -> None:
        """Scores and evidence that go with a finding; no id hides the strip."""
        rows = linked_rows(self._visit, finding) if finding else ()
        self._show(rows, editable=editable and bool(finding))

    def _show(self, rows: Sequence[EvidenceRow], *, editable: bool) -> None:
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.action.setVisible(editable)
        self.setVisible(bool(rows) or editable)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._row)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        shapes.hairline(painter, 0, self.width(), 0, tokens().line)

    @Slot(str)
    def _on_opened(self, capture: str) -> None:
        target = target_of(self._visit, capture)
        if target is not None:
            self.followed.emit(target)

    @Slot(object)
    def _on_clicked(self, index: object) -> None:
        del index
        self._on_opened(self.list.current_id)
