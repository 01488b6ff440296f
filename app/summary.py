"""What the index of a library keeps of a visit, and reading it out of visits on any thread."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from app.errors import UserError
from app.model.base import Model
from app.model.rounds import Rounds
from app.model.schedule import AgendaEntry
from app.services.archive import Told
from app.services.state import LocalRole
from app.visit import Visit

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


class Summary(Model, frozen=True, kw_only=True):
    """What the home page shows of a visit without opening it. `total` is printed or empty.

    `rounds` is the outline alone, from which dates are counted (`rules.rounds.outline`).
    """

    folder: str
    visit: str
    role: LocalRole
    station: str
    short: str = ""
    term: str = ""
    visited_on: str = ""
    person: str = ""
    panel: int = 0
    collected: int = 0
    done: int = 0
    cells: int = 0
    sealed: bool = False
    total: str = ""
    grade: str = ""
    updated_at: str = ""
    agenda: tuple[AgendaEntry, ...] = ()
    rounds: Rounds = Rounds()


@dataclass(frozen=True, slots=True)
class Noted:
    """All that the index keeps of a visit; only a coordinator's tells the archive something."""

    summary: Summary
    told: Told | None = None

    @classmethod
    def of(cls, visit: Visit) -> "Noted":
        coordinates = visit.role is LocalRole.COORDINATOR
        return cls(summarise(visit), visit.archive.tell() if coordinates else None)


@dataclass(slots=True)
class IndexReading:
    """Reads visits one after the other; for a job.

    `found` fills while it runs and may be emptied by another thread meanwhile. `failed` are
    folders of visits that do not open; they are left as they are.
    """

    open_visit: Callable[[str], Visit]
    folders: Sequence[str]
    found: deque[Noted] = field(default_factory=deque)
    failed: list[str] = field(default_factory=list)

    def __call__(self, progress: Progress) -> None:
        for number, folder in enumerate(self.folders):
            progress(number, len(self.folders))
            self._read(folder)
        progress(len(self.folders), len(self.folders))

    def taken(self) -> Iterator[Noted]:
        """What was read since it was asked last."""
        return _taken(self.found)

    def _read(self, folder: str) -> None:
        try:
            visit = self.open_visit(folder)
        except UserError as error:
            log.warning("visit %s not indexed: %s", folder, error.template)
            self.failed.append(folder)
            return
        try:
            self.found.append(Noted.of(visit))
        finally:
            visit.close()


def _taken(found: deque[Noted]) -> Iterator[Noted]:
    while found:
        yield found.popleft()


@dataclass(slots=True)
class StationMove:
    """Puts visits to a station's visits, one after the other; for a job. `found` as they are then."""

    open_visit: Callable[[str], Visit]
    folders: Sequence[str]
    station: str
    found: deque[Noted] = field(default_factory=deque)

    def taken(self) -> Iterator[Noted]:
        """What was written since it was asked last."""
        return _taken(self.found)

    def __call__(self, progress: Progress) -> None:
        """Raises UserError at the first visit that is open elsewhere or does not open."""
        for number, folder in enumerate(self.folders):
            progress(number, len(self.folders))
            visit = self.open_visit(folder)
            try:
                visit.archive.belong_to(self.station)
                self.found.append(Noted.of(visit))
            finally:
                visit.close()


def summarise(visit: Visit) -> Summary:
    """What the index keeps of a visit."""
    setup = visit.setup
    common = Summary(
        folder=visit.folder.name,
        visit=visit.id,
        role=visit.role,
        station=setup.station.name,
        short=setup.station.short,
        term=setup.term.value,
        visited_on=setup.visited_on.isoformat(),
        panel=len(setup.panel),
        updated_at=visit.changed_at,
        agenda=setup.agenda,
    )
    if visit.role is LocalRole.PANELIST:
        return _with_panelist(common, visit)
    return _with_outcome(common, visit)


def _with_panelist(summary: Summary, visit: Visit) -> Summary:
    cells = visit.scores.cells()
    given = visit.scores.given()
    return msgspec.structs.replace(
        summary,
        person=visit.state.person,
        done=sum((item.id, district) in given for _block, item, district in cells),
        cells=len(cells),
        sealed=visit.handin.sealed_revision is not None,
    )


def _with_outcome(summary: Summary, visit: Visit) -> Summary:
    outcome = visit.merging.outcome
    return msgspec.structs.replace(
        summary,
        collected=len({sheet.panelist for sheet in visit.collecting.accepted()}),
        done=outcome.done,
        cells=outcome.cells,
        total="" if outcome.total is None else str(outcome.total),
        grade=outcome.grade or "",
        rounds=visit.rounds.outline(),
    )


def without_total(summary: Summary) -> Summary:
    return msgspec.structs.replace(summary, total="", grade="")
