"""Brings the index of a library up to date with its visits, while one works."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from app.i18n import _
from app.library import Library
from app.summary import IndexReading, StationMove
from ui.jobs import Job, Jobs

AT_ONCE = 20
"""How many visits are read before the pages show them; each time all of them are drawn anew."""


class IndexReader(QObject):
    """Reads on another thread and writes on this one, bit by bit, so that nothing read is lost.

    Signals:
        kept: the index knows more than before.
        ended: (count of visits that do not open) all is read, or it was cancelled.
        failed: (UserError) a visit could not be put to another station.
    """

    kept = Signal()
    ended = Signal(int)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._library: Library | None = None
        self._work: IndexReading | StationMove | None = None
        self._given_up: set[str] = set()

    @property
    def busy(self) -> bool:
        return self._work is not None

    def read(self, library: Library) -> bool:
        """Reads what the index lacks; false where it lacks nothing or a reading is under way."""
        folders = [f for f in library.unread() if f not in self._given_up]
        if self.busy or not folders:
            return False
        self._begin(library, library.reading(folders), _("Reading visits for the archive"))
        return True

    def move(self, library: Library, folders: Sequence[str], station: str) -> bool:
        """Puts visits to another station; false while something else is under way."""
        if self.busy:
            return False
        self._begin(library, library.moving(folders, station), _("Putting visits to a station"))
        return True

    def _begin(self, library: Library, work: IndexReading | StationMove, label: str) -> None:
        self._library, self._work = library, work
        job = Job(label, work, self)
        job.progress.connect(self._on_progress)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)
        self._jobs.start(job)

    @Slot(object, object)
    def _on_progress(self, _done: object, _total: object) -> None:
        if self._work is not None and len(self._work.found) >= AT_ONCE:
            self._keep()

    @Slot()
    def _on_finished(self) -> None:
        work = self._work
        self._keep()
        self._library = self._work = None
        wrong = work.failed if isinstance(work, IndexReading) else []
        self._given_up.update(wrong)
        self.ended.emit(len(wrong))

    def _keep(self) -> None:
        library, work = self._library, self._work
        if library is None or work is None:
            return
        library.keep(work.taken(), over_newer=isinstance(work, StationMove))
        self.kept.emit()
