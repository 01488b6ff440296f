"""The rail at the left: where one is, the stages, quick capture and who one is."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from ui import actions, fonts
from ui.actions import Do
from ui.charts import shapes
from ui.delegates.rail import RailDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import StageRow
from ui.theme import Tone, tokens
from ui.widgets.basics import Avatar, Button, Kind, Line, Rule
from ui.widgets.lists import RowList

WIDE, FOLDED = 200, 56
_GAP = 8


class Rail(QFrame):
    """Stages with their completion; folds to icons in a narrow window.

    Signals:
        chosen: (id) of a stage.
        entered: Return or a click on a stage: the keyboard is to go on into the page.
        back: to the library.
        quick: quick capture.
    """

    chosen = Signal(str)
    entered = Signal()
    back = Signal()
    quick = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._folded = False
        self._back = Button(_("Library"), self, kind=Kind.LINK, icon=Icon.BACK)
        self._back.set_look(small=True, tone=Tone.MUTED)
        self._back.setToolTip(actions.hint(Do.LIBRARY))
        self._back.clicked.connect(self.back)
        self._name = Line("", self, size=fonts.LARGE, bold=True)
        self._detail = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.stages = RowList(RailDelegate(self), self, name=_("Stages"))
        self.stages.setProperty("ground", "bg")
        self.stages.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stages.chosen.connect(self.chosen)
        self.stages.opened.connect(self.entered)
        self.stages.clicked.connect(self.entered)
        self._quick = QuickButton(self)
        self._quick.clicked.connect(self.quick)
        self._person = PersonChip(self)
        self._build()

    def _build(self) -> None:
        self._head = QVBoxLayout()
        self._head.setContentsMargins(16, 8, 12, 12)
        self._head.setSpacing(1)
        self._head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.addWidget(self._name)
        self._head.addWidget(self._detail)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(12, 8, 12, 8)
        self._foot.setSpacing(12)
        self._foot.addWidget(self._quick)
        self._rule = Rule(self)
        self._foot.addWidget(self._rule)
        self._foot.addWidget(self._person)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.stages, 1)
        column.addLayout(self._foot)

    def set_station(self, name: str, detail: str) -> None:
        """`detail` is term and date."""
        self._name.set_text(name)
        self._detail.set_text(detail)

    def set_person(self, name: str, note: str) -> None:
        self._person.set_person(name, note)

    def set_quick(self, *, shown: bool) -> None:
        """Coordinators have no quick capture."""
        self._quick.setVisible(shown)

    def set_draft(self, *, draft: bool) -> None:
        """Whether something is begun in quick capture and not noted down."""
        self._quick.set_draft(draft=draft)

    def set_stages(self, stages: Sequence[StageRow], current: str = "") -> None:
        self.stages.set_rows(stages, current)

    def set_current(self, stage: str) -> None:
        self.stages.set_current(stage)

    @property
    def folded(self) -> bool:
        return self._folded

    def set_folded(self, *, folded: bool) -> None:
        self._folded = folded
        for widget in (self._name, self._detail, self._rule):
            widget.setVisible(not folded)
        self._back.set_text("" if folded else _("Library"))
        self._back.set_icon(Icon.HOME if folded else Icon.BACK)
        self._back.setAccessibleName(_("Library"))
        edge = 8 if folded else 12
        self._head.setContentsMargins(16, 8, edge, 8 if folded else 12)
        self._foot.setContentsMargins(edge, 8, edge, 8)
        self._quick.set_folded(folded=folded)
        self._person.set_folded(folded=folded)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(px(FOLDED if self._folded else WIDE), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), px(200))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().bg)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), tokens().line)


class QuickButton(QAbstractButton):
    """Quick capture with its keys; an icon alone where the rail is folded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self.set_draft(draft=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_folded(self, *, folded: bool) -> None:
        self._folded = folded
        self.update()

    def set_draft(self, *, draft: bool) -> None:
        """Says 草稿 instead of its name, and what it does all the same in its tip."""
        self._draft = draft
        name = actions.label(Do.QUICK)
        self.setText(_("Draft") if draft else name)
        said = _("{name}: a draft waits here").format(name=name) if draft else name
        self.setAccessibleName(said)
        self.setToolTip(f"{said} {actions.hint(Do.QUICK)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        rect = QRectF(self.rect())
        fill = look.raised if self.underMouse() else look.surface
        focused = self.hasFocus()
        shapes.framed(
            painter, rect, look.accent if focused else look.edge, fill, 2 if focused else 1
        )
        middle = rect.center().y()
        x = rect.center().x() if self._folded else rect.left() + px(18)
        colour = look.accent if self._draft else look.text
        shapes.icon(painter, QPointF(x, middle), Icon.QUICK, 18, colour)
        if self._draft:
            dot = QPointF(x + px(9), middle - px(8))
            shapes.rounded(painter, QRectF(dot.x() - 3, dot.y() - 3, 6, 6), look.accent, 3)
        if self._folded:
            return
        caps = actions.keys(Do.QUICK)
        left = rect.right() - px(8) - sum(shapes.cap_width(cap) + px(3) for cap in caps)
        painter.setPen(colour)
        room = QRectF(px(32), 0, left - px(38), rect.height())
        fonts.draw_in(painter, room, self.text(), bold=self._draft)
        for cap in caps:
            left = shapes.cap(painter, left, middle, cap) + px(3)


class PersonChip(QWidget):
    """Who one is, and in what part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self._avatar = Avatar("", self)
        self._name = Line("", self)
        self._note = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._avatar)
        row.addWidget(self._name, 1)
        row.addWidget(self._note)

    def set_person(self, name: str, note: str) -> None:
        self._avatar.set_name(name)
        self._name.set_text(name)
        self._note.set_text(note)
        self.setAccessibleName(f"{name} {note}".strip())
        self.set_folded(folded=self._folded)

    def set_folded(self, *, folded: bool) -> None:
        """A folded rail has no room for it."""
        self._folded = folded
        self.setVisible(bool(self._name.text()) and not folded)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Rather the whole name alone than a cut one beside the part."""
        words = self._name.sizeHint().width() + self._note.sizeHint().width()
        room = self.width() - self._avatar.sizeHint().width() - 2 * _GAP - 4
        self._note.setVisible(words <= room)
