"""One writer per visit: an operating-system lock with the holder's name beside it."""

import getpass
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import UserError
from app.i18n import N_
from app.storage.connection import environment


class VisitLockedError(UserError):
    """Another process has this visit open for writing."""


class VisitLock:
    """Taken for as long as a visit is open for writing; free again after any kind of exit.

    Whichever thread lets go of it: a visit is opened on one thread and closed on another.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / "visit.lock", thread_local=False)
        self._holder = folder / "visit.holder"

    def take(self) -> None:
        """Takes the lock, or tells who has it.

        Raises:
            VisitLockedError: with the holder's name.
            UserError: the folder is write-protected or gone.
        """
        with environment(self._holder.parent):
            self._acquire()
            self._holder.write_text(f"{getpass.getuser()}@{platform.node()}", "utf-8")

    def release(self) -> None:
        self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _acquire(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise VisitLockedError(
                N_(
                    "This visit is open in another window ({holder}). Close it there, then open it here."
                ),
                holder=self._holder_name(),
            ) from None

    def _holder_name(self) -> str:
        try:
            return self._holder.read_text("utf-8")
        except OSError:
            return "?"
