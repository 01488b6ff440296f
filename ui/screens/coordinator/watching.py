"""Watching a folder or a stick: sheets are offered as soon as they lie there whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from ui.jobs import Job, Jobs, Progress
from ui.screens.coordinator.collecting import sheets_inside

EVERY = 2000
"""Milliseconds between two looks."""

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """Files by path with size and time of change; `there` is false while the stick is away."""

    files: Mapping[Path, Stamp] = field(default_factory=dict)
    there: bool = True


@dataclass(frozen=True, slots=True)
class Looking:
    """The work of a job: what lies in the folder now."""

    folder: Path

    def __call__(self, progress: Progress) -> Seen:
        progress(0, 1)
        try:
            return Seen({path: _stamp(path) for path in sheets_inside(self.folder)})
        except (UserError, OSError):
            return Seen(there=False)


class Watch(QObject):
    """Looks every few seconds; a file is offered once it has stopped growing.

    Signals:
        found: (tuple of paths) sheets that are new or were changed.
        changed: the folder was named, went away or came back.
    """

    found = Signal(object)
    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._folder: Path | None = None
        self._there, self._looking = False, False
        self._before: Mapping[Path, Stamp] = {}
        self._offered: dict[Path, Stamp] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """What is watched, if anything is."""
        return self._folder

    @property
    def is_there(self) -> bool:
        """Whether the folder could be read at the last look."""
        return self._there

    def start(self, folder: Path) -> None:
        self._folder, self._before, self._offered = folder, {}, {}
        self._there = True
        self._timer.start()
        self.changed.emit()
        self.look()

    def stop(self) -> None:
        self._timer.stop()
        self._folder = None
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """Looks once, off the main thread; a look that still goes on is enough."""
        if self._folder is None or self._looking:
            return
        self._looking = True
        job = Job("", Looking(self._folder), self)
        job.succeeded.connect(self._on_seen)
        job.over.connect(self._on_over)
        self._jobs.start(job, quiet=True)

    @Slot(object)
    def _on_seen(self, seen: Seen) -> None:
        if self._folder is None:
            return
        if seen.there != self._there:
            self._there = seen.there
            self.changed.emit()
        whole = {path: stamp for path, stamp in seen.files.items() if self._is_whole(path, stamp)}
        self._before = seen.files
        news = tuple(path for path, stamp in whole.items() if self._offered.get(path) != stamp)
        self._offered |= {path: whole[path] for path in news}
        if news:
            self.found.emit(news)

    def _is_whole(self, path: Path, stamp: Stamp) -> bool:
        """A file that two looks saw alike is not being copied any more."""
        return self._before.get(path) == stamp

    @Slot()
    def _on_over(self) -> None:
        self._looking = False


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
