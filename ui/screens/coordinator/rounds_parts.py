"""What stands in the middle of the feedback page: the timeline with its calendar, and versions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QStandardPaths, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, _, ngettext
from app.model.rounds import Rounds, Version, VersionKind
from app.rules.calendar import Calendars
from app.rules.rounds import Stage, next_step
from ui.charts.calendar import MonthView, Shown
from ui.context import Context
from ui.delegates.rounds import StepDelegate
from ui.delegates.rows import FindingDelegate
from ui.icons import Icon
from ui.jobs import Job, Progress, Work
from ui.models.rounds import marked_days, step_rows, version_rows
from ui.plates import annex
from ui.room import edge, is_narrow
from ui.screens.coordinator.rounds_versions import Comparison
from ui.widgets.basics import Button, Kind, Rule, UprightRule
from ui.widgets.lists import RowList

if TYPE_CHECKING:
    from types import ModuleType

    from app.reports.form import Form
    from app.reports.input import ReportInput
    from app.services.rounds import Leaving
    from app.services.versions import Compared

_JOBS = "ui.screens.coordinator.rounds_job"
PAUSE = 150
SHARE = 0.45


class StepsPart(QWidget):
    """The timeline, with the months beside it.

    Signals:
        chosen: (id) a step was chosen.
        opened: (id) it was opened.
        holidays_asked: the table of holidays is wanted.
    """

    chosen = Signal(str)
    opened = Signal(str)
    holidays_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._days: dict[str, date | None] = {}
        self.list = RowList(StepDelegate(), self, name=_("Steps after the visit"))
        self.calendar = MonthView(self)
        self.before = Button("", self, kind=Kind.QUIET, icon=Icon.BACK)
        self.before.setAccessibleName(_("The month before"))
        self.after = Button("", self, kind=Kind.QUIET, icon=Icon.RIGHT)
        self.after.setAccessibleName(_("The month after"))
        self.holidays = Button(_("Holidays"), self, icon=Icon.AGENDA)
        self._lay_out()
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.holidays.clicked.connect(self.holidays_asked)

    def _lay_out(self) -> None:
        turning = QHBoxLayout()
        turning.setSpacing(4)
        turning.addWidget(self.holidays)
        turning.addStretch(1)
        turning.addWidget(self.before)
        turning.addWidget(self.after)
        self._months = QVBoxLayout()
        self._months.setContentsMargins(20, 12, 20, 8)
        self._months.setSpacing(8)
        self._months.addLayout(turning)
        self._months.addWidget(self.calendar, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(UprightRule(self))
        row.addLayout(self._months)

    def show_stages(self, stages: Sequence[Stage], calendars: Calendars, today: date) -> None:
        """Keeps the step and the month; at first those that come next."""
        rows = step_rows(stages)
        coming = next_step(stages) or stages[0]
        fresh = not self.list.rows.rows
        self._days = {stage.step.value: stage.on or stage.due for stage in stages}
        self.list.set_rows(rows, coming.step.value if fresh else "")
        self._shown = Shown(
            calendar=calendars.calendar,
            known=frozenset(calendars.years),
            today=today,
            marks=marked_days(stages),
        )
        if fresh:
            self.calendar.show_days(self._shown, stages[0].due or today)
        self.mark_chosen()

    def mark_chosen(self) -> None:
        """Rings the day of the chosen step, in its month."""
        day = self._days.get(self.list.current_id)
        shown = replace(self._shown, current=day)
        months = self.calendar.months()
        first = date(*months[0], 1)
        if day is not None and (day.year, day.month) not in months:
            first = day
        self.calendar.show_days(shown, first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._months.setContentsMargins(side if is_narrow(self) else 24, 12, side, 8)

    @Slot()
    def _on_before(self) -> None:
        self.calendar.turn(-1)

    @Slot()
    def _on_after(self) -> None:
        self.calendar.turn(1)


class VersionsPart(QWidget):
    """Versions over what changed from one to the next; works off the main thread.

    Signals:
        chosen: (id) a version, or the report as it stands.
        ready: (Leaving, VersionKind) the next version can go out.
        failed: (UserError) it cannot, or nothing could be compared or written.
        told: (str) a short message.
    """

    chosen = Signal(str)
    ready = Signal(object, object)
    failed = Signal(object)
    told = Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._jobs: ModuleType | None = None
        self._rounds = Rounds()
        self._compared: Compared | None = None
        self._wanted = VersionKind.DRAFT
        self._busy = self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._on_due)
        self.list = RowList(FindingDelegate(), self, name=_("Versions"))
        self.view = Comparison(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(Rule(self))
        column.addWidget(self.view, 1)
        self.list.chosen.connect(self._on_chosen)

    def show_rounds(self, rounds: Rounds) -> None:
        """Compares again what is chosen."""
        self._rounds = rounds
        rows = version_rows(rounds.versions, closed=rounds.closing is not None)
        first = rows[0].id if rows and not self.list.current_id else ""
        self.list.set_rows(rows, first)
        self._fit()
        self._compare_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list is as high as its rows, and never takes more than its share."""
        self.list.setFixedHeight(min(self.list.sizeHint().height(), round(self.height() * SHARE)))

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen is compared when it is shown again."""
        super().hideEvent(event)
        self._pause.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.list.rows.rows:
            self._compare_soon()

    def _compare_soon(self) -> None:
        """At once where there is nothing to compare."""
        if self.earlier is None:
            self._on_due()
        elif self.isVisible():
            self._pause.start()

    @property
    def version(self) -> Version | None:
        """What is chosen; None is the report as it stands."""
        wanted = self.list.current_id
        return next((v for v in self._rounds.versions if str(v.number) == wanted), None)

    @property
    def earlier(self) -> Version | None:
        """What the chosen one is held against."""
        chosen = self.version
        number = chosen.number if chosen else len(self._rounds.versions) + 1
        return next((v for v in self._rounds.versions if v.number == number - 1), None)

    @property
    def pending(self) -> bool:
        return self._busy or self._pause.isActive()

    def issue(self, kind: VersionKind) -> None:
        """Makes the next version; `ready` gives it."""
        self._wanted = kind
        if self._jobs is None:
            self._start(N_("Preparing the report"), _load, self._on_loaded_to_issue)
            return
        given, form = self._input(draft=kind is VersionKind.DRAFT)
        work = self._jobs.Issuing(given, form).work
        self._start(N_("Setting the report"), work, self._on_issued)

    def choose_path(self, suggested: str) -> Path | None:
        """Asks where to write; None when the user thinks better of it."""
        places = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(places)) / suggested
        found, _kind = QFileDialog.getSaveFileName(
            self, _("Export, not encrypted"), str(start), _("Word files (*.docx)")
        )
        return Path(found) if found else None

    @Slot()
    def save_version(self) -> None:
        """The chosen version's Word file, as it went out."""
        chosen = self.version
        if chosen is None:
            return
        station = self._context.open_visit.setup.station
        name = f"{station.short or station.name}评估报告（第{chosen.number}版）.docx"
        path = self.choose_path(name)
        if path is not None:
            self._write(path, self._context.open_visit.rounds.raw(chosen.number))

    @Slot()
    def save_comparison(self) -> None:
        """What is compared here, with tracked changes."""
        if self._compared is None or self.earlier is None:
            return
        station = self._context.open_visit.setup.station
        after = self.earlier.number + 1
        name = f"{station.short or station.name}评估报告（第{after - 1}版至第{after}版修订）.docx"
        path = self.choose_path(name)
        if path is not None:
            self._write(path, self._compared.raw)

    def _write(self, path: Path, raw: bytes) -> None:
        if self._jobs is not None:
            self._start(
                N_("Exporting the report"), self._jobs.Writing(path, raw).work, self._on_written
            )

    def _input(self, *, draft: bool = True) -> "tuple[ReportInput, Form]":
        visit = self._context.open_visit
        form = visit.forms.usable()
        given = visit.report.input(form.id, draft=draft)
        if visit.report.options.annex:
            given = replace(given, annex=annex(visit))
        return given, form

    def _start(self, label: str, work: Work, succeeded: Callable[[Any], None]) -> None:
        self._busy = True
        job = Job(_(label), work, self)
        job.succeeded.connect(succeeded)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)
        self._context.jobs.start(job)

    @Slot()
    def _on_due(self) -> None:
        """Compares what is chosen, never twice at once."""
        earlier = self.earlier
        if earlier is None:
            self._compared = None
            self.view.show_words(_nothing(self._rounds))
        elif self._busy:
            self._again = True
        elif self._jobs is None:
            self._start(N_("Preparing the report"), _load, self._on_loaded)
        else:
            self.view.show_words(_("Comparing…"))
            self._start(N_("Comparing two versions"), self._comparing(earlier), self._on_compared)

    def _comparing(self, earlier: Version) -> Work:
        assert self._jobs is not None
        rounds, chosen = self._context.open_visit.rounds, self.version
        old = (earlier, rounds.raw(earlier.number))
        at = rounds.now
        if chosen is None:
            given, form = self._input()
            return cast("Work", self._jobs.ComparingNow(old, given, form, at).work)
        new = (chosen, rounds.raw(chosen.number))
        return cast("Work", self._jobs.Comparing(old, new, at).work)

    @Slot(object)
    def _on_loaded(self, module: object) -> None:
        self._jobs, self._again = cast("ModuleType", module), True

    @Slot(object)
    def _on_loaded_to_issue(self, module: object) -> None:
        self._jobs = cast("ModuleType", module)
        self.issue(self._wanted)

    @Slot(object)
    def _on_issued(self, leaving: "Leaving") -> None:
        self.ready.emit(leaving, self._wanted)

    @Slot(object)
    def _on_compared(self, found: "Compared") -> None:
        assert self._jobs is not None
        self._compared = found
        words = ngettext(
            "{count} paragraph or row differs",
            "{count} paragraphs or rows differ",
            found.paragraphs,
        )
        title = words.format(count=found.paragraphs)
        if self.earlier is not None:
            since = _("Since version {number}: {words}")
            title = since.format(number=self.earlier.number, words=title)
        self.view.show_comparison(title, self._jobs.sentences(found), found.html)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self.told.emit(_("{name} was written.").format(name=path.name))

    @Slot()
    def _on_finished(self) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self._compare_soon()

    @Slot(str)
    def _on_chosen(self, version: str) -> None:
        self._compare_soon()
        self.chosen.emit(version)


def _load(_progress: Progress) -> object:
    """Imports the Word libraries off the main thread; nobody should wait for them."""
    return import_module(_JOBS)


def _nothing(rounds: Rounds) -> str:
    if rounds.versions:
        return _("This was the first version; there is none to compare it with.")
    return _("Nothing has gone out yet. What goes out is kept here, and compared with the next.")
