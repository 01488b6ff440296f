"""An open visit: rail, the pages behind it, status line, quick capture and find over all."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.errors import UserError
from app.i18n import _
from app.model.base import from_json
from app.model.schedule import AgendaEntry
from app.services.state import LocalRole
from app.visit import Visit
from ui import messages
from ui.context import Context
from ui.icons import Icon
from ui.models.days import short_day
from ui.models.roles import StageRow
from ui.screens.base import QUICK, Screen, Target
from ui.theme import Tone, dress
from ui.widgets.find import FindOverlay
from ui.widgets.notices import Strip
from ui.widgets.page import NARROW
from ui.widgets.quick import QuickCapture
from ui.widgets.rail import Rail
from ui.widgets.status import StatusLine

MINUTE = 60_000
AUDIT = "audit"
Pages = Mapping[str, type[Screen]]
Stages = Callable[[Context], tuple[StageRow, ...]]


class VisitPage(QWidget):
    """Shows one visit. Pages are built when they are first gone to.

    Signals:
        left: back to the library.
        shortcuts_asked: the hint in the status line was clicked.
    """

    left = Signal()
    shortcuts_asked = Signal()

    def __init__(
        self, context: Context, pages: Pages, stages: Stages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._pages = pages
        self._stages = stages
        self._screens: dict[str, Screen] = {}
        self.rail = Rail(self)
        self.stack = QStackedWidget(self)
        self.status = StatusLine(context.jobs, self)
        self.quick: QuickCapture | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._show_agenda)
        self._build()
        self._connect()
        self._refresh_rail()
        self._show_agenda()
        self._show_last_saved()
        self._minute.start()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.context.open_visit.protected:
            column.addWidget(_protected(self))
        column.addLayout(row, 1)
        column.addWidget(self.status)
        visit = self.context.open_visit
        if visit.role is LocalRole.PANELIST:
            self.quick = QuickCapture(self.context, self)
        self.finder = FindOverlay(self.context, self._pages, self)
        for part in (self.rail, self.status, self.quick, self.finder):
            if part is not None:
                dress(part)
        self.rail.set_quick(shown=self.quick is not None)
        self._show_draft()

    def _connect(self) -> None:
        self.rail.chosen.connect(self._on_chosen)
        self.rail.entered.connect(self._on_entered)
        self.rail.back.connect(self.left)
        self.rail.quick.connect(self.open_quick)
        self.finder.chosen.connect(self._on_go)
        if self.quick is not None:
            self.quick.draft_changed.connect(self._on_draft)
            self.quick.closed.connect(self._on_draft)
        self.status.shortcuts_asked.connect(self.shortcuts_asked)
        self.status.record_asked.connect(self.open_record)
        self.context.bus.changed.connect(self._on_changed)
        self.context.bus.refused.connect(self._on_refused)

    @property
    def current(self) -> Screen | None:
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    @property
    def current_id(self) -> str:
        return next((key for key, screen in self._screens.items() if screen is self.current), "")

    def page_ids(self) -> tuple[str, ...]:
        """Pages in the order of the rail."""
        return tuple(self._pages)

    def go(self, page: str) -> None:
        """Shows a page; what is typed on the one before is saved first."""
        if page not in self._pages:
            return
        self._put_overlays_away()
        self.flush()
        if page not in self._screens:
            screen = self._pages[page](self.context, self.stack)
            screen.go.connect(self._on_go)
            screen.told.connect(self.status.set_message)
            self._screens[page] = screen
            self.stack.addWidget(screen)
        dress(self._screens[page])
        self.stack.setCurrentWidget(self._screens[page])
        self.rail.set_current(self._screens[page].rail_row or page)
        self.context.state.set_text(page_key(self.context.open_visit), page)
        if not self.rail.stages.hasFocus():
            self._screens[page].enter()

    def flush(self) -> None:
        """Saves whatever is typed and not saved yet."""
        if self.current is not None:
            self.current.flush()
        if self.quick is not None:
            self.quick.flush()
        self.finder.flush()

    def close_down(self) -> None:
        """Saves what is typed and lets nothing run on after the visit is closed."""
        self._put_overlays_away()
        self.flush()
        for job in self.context.jobs.running:
            job.abandon()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.hide()

    def done(self) -> None:
        """Ctrl+Enter: to quick capture while it is open, else to the page."""
        if self.quick is not None and self.quick.isVisible():
            self.quick.store()
        elif self.current is not None:
            self.current.done()

    def next_open(self) -> None:
        """Ctrl+J; while quick capture is open the keyboard stays there."""
        quick = self.quick is not None and self.quick.isVisible()
        if self.current is not None and not quick:
            self.current.next_open()

    def open_files(self) -> None:
        """Ctrl+O: photos for quick capture while it is open, else the page's files."""
        if self.quick is not None and self.quick.isVisible():
            self.quick.open_files()
        elif self.current is not None:
            self.current.open_files()

    @Slot()
    def open_quick(self) -> None:
        """Quick capture over the page, filled in from where one stands."""
        if self.quick is not None and self.current is not None:
            self.finder.put_away()
            self.quick.open_for(self.current.here())

    @Slot()
    def open_find(self) -> None:
        """Find everywhere over the page; what is typed in the page can be found at once."""
        if self.finder.isHidden():
            self.flush()
        self.finder.open()

    @Slot()
    def open_record(self) -> None:
        """What was changed in this visit, the newest first."""
        self.go(AUDIT)

    @Slot(str)
    def _on_chosen(self, page: str) -> None:
        self.go(page)

    @Slot()
    def _on_entered(self) -> None:
        if self.current is not None:
            self.current.enter()

    @Slot(object)
    def _on_go(self, target: Target) -> None:
        if target.page == QUICK:
            self.open_quick()
            return
        self.go(target.page)
        if self.current is not None:
            self.current.reveal(target)

    @Slot(object, object)
    def _on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        self.status.set_saved(datetime.now().astimezone().time())
        self.status.set_message("")
        self._refresh_rail()

    @Slot(object, object)
    def _on_refused(self, error: UserError, initiator: object) -> None:
        if initiator not in self._screens.values() and initiator is not self.quick:
            self.status.set_message(messages.render(error))

    def _put_overlays_away(self) -> None:
        if self.quick is not None:
            self.quick.put_away()
        self.finder.put_away()

    @Slot()
    def _on_draft(self) -> None:
        self._show_draft()
        for screen in self._screens.values():
            if screen.shows_draft:
                screen.read_again()

    def _show_draft(self) -> None:
        self.rail.set_draft(draft=self.quick is not None and self.quick.has_draft)

    def _show_last_saved(self) -> None:
        """What the last saved change was, so that nobody wonders after a crash."""
        latest = self.context.open_visit.audit(1)
        if latest:
            at = datetime.fromisoformat(latest[0].at).astimezone()
            self.status.set_saved(at.time())
            label = _(latest[0].label).format(**from_json(latest[0].values, dict))
            self.status.set_message(_("Last change: {what}").format(what=label))

    def _refresh_rail(self) -> None:
        visit = self.context.open_visit
        station = visit.setup.station
        term = _("Mid-term") if visit.setup.term.value == "mid" else _("Final")
        day = visit.setup.visited_on
        self.rail.set_station(
            station.short or station.name,
            f"{term}·{short_day(day)}",
        )
        me = visit.me
        if me is None:
            self.rail.set_person(visit.user, _("Coordinator"))
        else:
            self.rail.set_person(me.name, "")
        row = self.current.rail_row if self.current is not None else ""
        self.rail.set_stages(self._stages(self.context), row or self.current_id)

    @Slot()
    def _show_agenda(self) -> None:
        visit = self.context.open_visit
        now = datetime.now().astimezone()
        entry = None
        if now.date() == visit.setup.visited_on:
            entry = next(
                (e for e in visit.setup.agenda if e.start <= now.time() < e.end),
                None,
            )
        if entry is None or visit.role is not LocalRole.PANELIST:
            self.status.agenda.clear()
            return
        self.status.agenda.set_entry(entry.title, _span(entry), *_remaining(entry, now))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_folded(folded=self.width() < NARROW)
        for overlay in (self.quick, self.finder):
            if overlay is not None:
                overlay.setGeometry(self.rect())


def _protected(parent: QWidget) -> Strip:
    words = _("Write-protected disk: you can read and export to another place, but change nothing.")
    return Strip(words, Icon.LOCK, parent, tone=Tone.CONCERN)


def page_key(visit: Visit) -> str:
    """Under which the page is remembered; noted at every change, since a kill says no goodbye."""
    return f"page/{visit.folder.name}"


def _span(entry: AgendaEntry) -> str:
    return f"{entry.start:%H:%M}–{entry.end:%H:%M}"


def _remaining(entry: AgendaEntry, now: datetime) -> tuple[float, str]:
    """The share of the entry's time that is gone, and what is left in words."""
    start, end = entry.start.hour * 60 + entry.start.minute, entry.end.hour * 60 + entry.end.minute
    minute = now.hour * 60 + now.minute
    share = (minute - start) / max(1, end - start)
    return share, _("{minutes} minutes left").format(minutes=end - minute)
