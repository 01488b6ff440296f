"""Long work off the main thread: progress, result, refusal and cancelling as signals."""

from collections.abc import Callable
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from app.errors import JobCancelledError, UserError

PACE = 0.05
"""Seconds between two reports of progress; more would keep the window busy with nothing else."""

Progress = Callable[[int, int], None]
Work = Callable[[Progress], object]


class _Runner(QRunnable):
    """Carries the work to a thread; owns no QObject, holds the job's bound signals only."""

    def __init__(
        self,
        work: Work,
        stop: Event,
        progressed: Callable[[object, object], None],
        ended: Callable[[object, object], None],
    ) -> None:
        super().__init__()
        self._work = work
        self._stop = stop
        self._progressed = progressed
        self._ended = ended
        self._told = 0.0

    def run(self) -> None:
        try:
            value = self._work(self._progress)
        except Exception as error:  # noqa: BLE001
            self._ended(None, error)
        else:
            self._ended(value, None)

    def _progress(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise JobCancelledError
        now = monotonic()
        if done == total or now - self._told >= PACE:
            self._told = now
            self._progressed(done, total)


class Job(QObject):
    """One piece of long work; start it through `Jobs.start`.

    `work(progress)` is a plain function that opens what it reads itself, makes no QObject and
    returns a value; writing the value is an ordinary operation in a slot of `succeeded`.
    An unexpected fault of the work is raised again on the main thread.

    Signals:
        progress: (done, total)
        succeeded: (value)
        failed: (UserError)
        cancelled: the work stopped because it was asked to.
        finished: after any of the three, and after an unexpected fault.
        over: last of all, also when it was abandoned.
    """

    progress = Signal(object, object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    over = Signal()
    _ended = Signal(object, object)

    def __init__(self, label: str, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self.label = label
        self._work = work
        self._stop = Event()
        self._abandoned = False
        self._ended.connect(self._on_ended)

    def runner(self) -> QRunnable:
        return _Runner(self._work, self._stop, self.progress.emit, self._ended.emit)

    @Slot()
    def cancel(self) -> None:
        """Asks the work to stop at its next progress call."""
        self._stop.set()

    def abandon(self) -> None:
        """Cancels, and tells nobody what comes of it: whoever asked is going away."""
        self._abandoned = True
        self.cancel()

    @Slot(object, object)
    def _on_ended(self, value: object, error: Exception | None) -> None:
        try:
            if not self._abandoned:
                self._tell(value, error)
        finally:
            if not self._abandoned:
                self.finished.emit()
            self.over.emit()
            self.deleteLater()

    def _tell(self, value: object, error: Exception | None) -> None:
        if error is None:
            self.succeeded.emit(value)
        elif isinstance(error, JobCancelledError):
            self.cancelled.emit()
        elif isinstance(error, UserError):
            self.failed.emit(error)
        else:
            raise error


class Jobs(QObject):
    """Starts jobs and knows which are running.

    Signals:
        started: (Job) for whoever shows progress.
        idle: the last running job has ended.
    """

    started = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or QThreadPool(self)
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(self._running)

    def start(self, job: Job, *, quiet: bool = False) -> None:
        """Runs a job whose signals are connected; it deletes itself when it has ended.

        `quiet` is for what goes on behind the work: nobody shows its progress.
        """
        job.setParent(self)
        self._running.append(job)
        job.over.connect(self._on_over)
        if not quiet:
            self.started.emit(job)
        self._pool.start(job.runner())

    def close(self, milliseconds: int = 5000) -> bool:
        """Cancels everything and waits; false when work did not stop in time."""
        for job in self._running:
            job.cancel()
        return self._pool.waitForDone(milliseconds)

    @Slot()
    def _on_over(self) -> None:
        job = self.sender()
        self._running = [other for other in self._running if other is not job]
        if not self._running:
            self.idle.emit()
