"""Opening a visit off the main thread, as far as it goes without a widget."""

from collections.abc import Callable
from dataclasses import dataclass

from app.library import Library
from app.visit import Visit
from ui import rubbish
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit that can be shown at once."""

    visit: Visit
    library: Library
    practice: bool


class Opening:
    """Work for a job: the pages' modules, the visit's file, and what the rail will show.

    Nobody else has the visit yet, so its connection may be used here and by the main thread
    afterwards. One that nobody waits for any more is closed again.
    """

    def __init__(
        self, open_visit: Callable[[], Visit], library: Library, *, practice: bool = False
    ) -> None:
        self._open, self._library, self._practice = open_visit, library, practice

    def work(self, progress: Progress) -> object:
        from ui.pages import read_ahead

        rubbish.keep_modules()
        progress(0, 2)
        visit = self._open()
        try:
            progress(1, 2)
            read_ahead(visit)
            rubbish.keep()
            progress(2, 2)
        except BaseException:
            visit.close()
            raise
        return Opened(visit, self._library, self._practice)
