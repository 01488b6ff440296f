"""The checker over drafts that are shown already: one at a time, of those that wait the last."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.i18n import _
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from types import ModuleType

    from ui.screens.coordinator.report_job import Rendered


class Checks(QObject):
    """Two at once would keep the rendering waiting that a typist looks for.

    Signals:
        checked: (Checked) the remarks on the draft that was given last.
        failed: (UserError)
    """

    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._running: Job | None = None
        self._waiting: Job | None = None

    @property
    def busy(self) -> bool:
        return self._running is not None

    def check(self, work: "ModuleType", rendered: "Rendered") -> None:
        """A later draft takes the place of one that waits."""
        job = Job(_("Checking the report"), work.Checking(rendered).work, self)
        job.succeeded.connect(self._on_checked)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)
        if self._waiting is not None:
            self._waiting.deleteLater()
        self._waiting = job
        self._start()

    def _start(self) -> None:
        if self._running is None and self._waiting is not None:
            self._running, self._waiting = self._waiting, None
            self._jobs.start(self._running, quiet=True)

    @Slot(object)
    def _on_checked(self, value: object) -> None:
        """Of a draft that is not shown any more nothing is said."""
        if self._waiting is None:
            self.checked.emit(value)

    @Slot()
    def _on_finished(self) -> None:
        self._running = None
        self._start()
