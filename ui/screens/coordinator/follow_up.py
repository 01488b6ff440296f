"""整改落实: the concerns that the station's visit before left open, and what became of each."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.archive import FollowState
from ui.context import Context
from ui.delegates.rows import FindingDelegate
from ui.icons import Icon
from ui.models.follow_up import (
    Earlier,
    beside_rows,
    earlier_concerns,
    earlier_row,
    findings_beside,
    purpose,
)
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import Inset
from ui.screens.coordinator.follow_up_side import FollowUpSide
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead

KEYS = {
    Qt.Key.Key_1: FollowState.MENDED,
    Qt.Key.Key_2: FollowState.UNDER_WAY,
    Qt.Key.Key_3: FollowState.UNCHANGED,
}
NONE = (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class FollowUpScreen(Screen):
    """Page `follow_up`. In the list 1, 2 and 3 say what became of a concern, 0 takes it back.

    Signals: those of `Screen`.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._earlier: tuple[Earlier, ...] = ()
        self._shown: Earlier | None = None
        self.head = PageHead(_("Follow-up"), "", self)
        self.notice = Refusal(self)
        self.list = RowList(FindingDelegate(), self, name=_("Earlier concerns"))
        self.empty = EmptyState("", self, icon=Icon.FOLLOW_UP)
        self.side = FollowUpSide(self)
        self._build()
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.installEventFilter(self)
        self.side.judged.connect(self._on_judged)
        self.side.noted.connect(self._on_noted)
        self.side.cleared.connect(self._on_cleared)
        self.side.followed.connect(self._on_followed)

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(Inset(self.notice, self))
        self.frame.add(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        self.begin_at(self.list)

    @property
    def chosen(self) -> Earlier | None:
        """The concern that is judged beside the list."""
        return next((one for one in self._earlier if one.id == self.list.current_id), None)

    def own_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ((_("Mended, under way, unchanged; not checked"), ("1", "2", "3", "0")),)

    def refresh(self) -> None:
        before = self.context.library.archive.before(self.visit.archive.head)
        self._earlier = earlier_concerns(self.visit, before)
        rows = [earlier_row(one, number) for number, one in enumerate(self._earlier, start=1)]
        first = rows[0].id if rows and not self.chosen else ""
        self.list.set_rows(rows, first)
        self._stack.setCurrentWidget(self.list if rows else self.empty)
        self.empty.set_sentence(
            _("The last visit left nothing open.")
            if before is not None
            else _("No earlier visit of this station is in the library.")
        )
        self.head.set_title(_("Follow-up"), purpose(before, self._earlier))
        self._show_chosen()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        self.side.flush()

    def reveal(self, target: Target) -> None:
        if self._stale:
            self._refresh_now()
        if target.capture:
            self.flush()
            self.list.set_current(target.capture)
            self._show_chosen()

    def next_open(self) -> None:
        """The next concern that was not checked, round the end."""
        self.flush()
        waiting = [one.id for one in self._earlier if one.judged is None]
        if not waiting:
            self.told.emit(_("Every earlier concern is checked."))
            return
        ids = [one.id for one in self._earlier]
        here = ids.index(self.list.current_id) if self.list.current_id in ids else -1
        after = (one for one in waiting if ids.index(one) > here)
        self.list.set_current(next(after, waiting[0]))
        self._show_chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent):
            plain = event.type() is QEvent.Type.KeyPress and not event.modifiers()
            if plain and self._take(Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def _take(self, key: Qt.Key) -> bool:
        if key in KEYS:
            self._on_judged(KEYS[key])
        elif key in NONE:
            self._on_cleared()
        return key in KEYS or key in NONE

    def _show_chosen(self) -> None:
        earlier = self._shown = self.chosen
        self.side.show_earlier(earlier)
        if earlier is None:
            return
        if self.context.library.awaited(self.visit) is not None:
            words = _("What others said shows here once your own sheet is handed in.")
            self.side.show_beside((), words)
            return
        rows = beside_rows(self.visit, findings_beside(self.visit, earlier.finding))
        words = "" if rows else _("Nothing is said of this block this time.")
        self.side.show_beside(rows, words)

    @Slot(str)
    def _on_chosen(self, _earlier: str) -> None:
        """What is typed belongs to the concern that was shown until now."""
        self.flush()
        self._show_chosen()

    @Slot(str)
    def _on_opened(self, _earlier: str) -> None:
        """Return goes on to judging."""
        self.frame.open_drawer()
        self.side.state.setFocus()

    @Slot(object)
    def _on_judged(self, state: FollowState) -> None:
        self.flush()
        earlier = self._shown
        if earlier is None:
            return
        note = earlier.judged.note if earlier.judged is not None else ""
        self.run(lambda: self.visit.follow_ups.judge(earlier.finding, state, note=note))

    @Slot(str)
    def _on_noted(self, note: str) -> None:
        earlier = self._shown
        if earlier is not None:
            self.run(lambda: self.visit.follow_ups.annotate(earlier.finding, note))

    @Slot()
    def _on_cleared(self) -> None:
        earlier = self._shown
        if earlier is not None:
            self.run(lambda: self.visit.follow_ups.clear(earlier.finding))
            self.list.setFocus()

    @Slot(str)
    def _on_followed(self, finding: str) -> None:
        if finding:
            self.go.emit(Target("findings", capture=finding))
