"""When the garbage collector may run: all threads stand still while it does.

Every long job makes objects by the hundred thousand, and made Python walk through all that there
is, several times in a rendering, the window waiting each time. What is large and stays is set
aside here, and the rest is walked through when no job runs.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from ui.jobs import Jobs

YOUNG, MIDDLE, NEVER = 700, 10, 1_000_000
"""The thresholds of the three generations; Python's own last one is 10."""
QUIET = 1_000
"""Milliseconds after the last job."""
LONG = 60_000
"""Milliseconds between two looks where there are no jobs."""
MUCH = 20
"""So many collections of the middle generation leave something for the last one."""


def begin() -> None:
    """From now on nobody collects the last generation but `Rubbish`."""
    gc.set_threshold(YOUNG, MIDDLE, NEVER)


def keep_modules() -> None:
    """Sets aside what is loaded by now and stays till the end; once is enough."""
    if not gc.get_freeze_count():
        gc.freeze()


def keep() -> None:
    """Sets aside what a visit has read, until `let_go`."""
    gc.freeze()


def let_go() -> None:
    """A visit was closed: what nobody holds any more is collected like anything else."""
    gc.unfreeze()


class Rubbish(QObject):
    """Collects what circles hold together, when no job runs and something has come together."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(QUIET)
        self._soon.timeout.connect(self._on_quiet)
        self._often = QTimer(self)
        self._often.setInterval(LONG)
        self._often.timeout.connect(self._on_quiet)
        self._often.start()
        jobs.idle.connect(self._soon.start)

    @Slot()
    def _on_quiet(self) -> None:
        if not self._jobs.running and gc.get_count()[2] >= MUCH:
            gc.collect()
