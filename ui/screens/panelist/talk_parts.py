"""Beside an interview: the list of all of them, and what is carried along and was noted."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.model.capture import Capture, Finding
from app.model.instrument import Guide
from ui import actions, fonts
from ui.actions import Do
from ui.delegates.rows import FindingDelegate, PlaceDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings_own import OwnFindings, finding_row, names_of
from ui.models.roles import PlaceRow
from ui.screens.panelist.verify_panel import VerifyPanel
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Line, paragraph
from ui.widgets.lists import FittingList, RowList
from ui.widgets.page import is_narrow

WIDE, NARROW = 228, 176


class TalkList(RowList):
    """Delete deletes the interview that is chosen.

    Signals:
        removed: the current one is to be deleted.
    """

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_id:
            self.removed.emit()
            return
        super().keyPressEvent(event)


class TalkColumn(QWidget):
    """All interviews with their rings; below them the way to add one of a kind.

    Signals:
        added: (kind) one more interview is wanted.
    """

    added = Signal(str)

    def __init__(self, guides: tuple[Guide, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._guides = guides
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.list = TalkList(PlaceDelegate(), self, name=_("Interviews"))
        self._count = Line("", self, bold=True)
        self._held = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.add = Button(_("Add interview"), self, icon=Icon.ADD)
        self.add.clicked.connect(self.open_menu)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 16, 8)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._held)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def show_rows(self, rows: tuple[PlaceRow, ...], current: str, held: int) -> None:
        said = ngettext("{count} interview", "{count} interviews", len(rows))
        self._count.set_text(said.format(count=len(rows)))
        self._held.set_text(_("{count} begun").format(count=held))
        self.list.set_rows(rows, current)

    def set_editable(self, *, editable: bool) -> None:
        self.add.setVisible(editable and bool(self._guides))

    @Slot()
    def open_menu(self) -> None:
        """The kinds of interviewees that the instrument has a guide for."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for guide in self._guides:
            action = menu.addAction(guide.label)
            action.setData(guide.kind)
        menu.triggered.connect(self._on_menu)
        above = self.add.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height())
        menu.popup(above)
        menu.setActiveAction(menu.actions()[0])

    @Slot(QAction)
    def _on_menu(self, action: QAction) -> None:
        self.added.emit(str(action.data()))

    def sizeHint(self) -> QSize:
        return QSize(px(NARROW if is_narrow(self) else WIDE), px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().surface)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), tokens().line)


class TalkPanel(VerifyPanel):
    """What was to be asked, and the findings that came of the interview.

    Signals:
        quick_asked: a finding is to be noted.
        followed: (id) a finding was chosen.
    """

    quick_asked = Signal()
    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, eager=False)
        self._shown: tuple[object, ...] = ()
        self.set_head(_("Questions you carry"))
        self._own = self.section(_("From this interview"), action=_("Quick capture"), icon=Icon.ADD)
        self._own.action.setToolTip(actions.hint(Do.QUICK))
        self._own.action.clicked.connect(self.quick_asked)
        self.findings = FittingList(
            FindingDelegate(compact=True), self, name=_("From this interview")
        )
        self.findings.opened.connect(self.followed)
        self._none = paragraph(_("None yet; Ctrl+K notes one."), self, role="small")
        self._own.add(self.findings)
        self._own.add(self._none)

    def show_talk(
        self, found: OwnFindings, captures: tuple[Capture, ...], *, editable: bool
    ) -> None:
        """`captures` are the findings that link to the interview.

        Typing in an interview changes no finding, and then nothing is laid out again.
        """
        shown = (found.captures, captures, editable)
        if shown == self._shown:
            return
        self._shown = shown
        self.show_findings(found, editable=editable)
        names = names_of(found.visit)
        rows = [finding_row(names, c, 0) for c in captures]
        self._own.set_title(_("From this interview"), str(len(rows)) if rows else "")
        self._own.action.setVisible(editable)
        self._fill(self.findings, rows)
        self._none.setVisible(not rows)


def findings_of(found: OwnFindings, talk: str) -> tuple[Capture, ...]:
    """Findings that name the interview as where they come from."""
    return tuple(
        c for c in found.captures if isinstance(c.body, Finding) and talk and talk in c.body.links
    )
