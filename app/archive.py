"""The archive of a library: all its visits side by side, out of the encrypted index alone."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from app.model.archive import ArchiveEntry, BlockScore, EarlierFinding
from app.model.base import changed, from_json, to_json
from app.services.archive import PROGRAM, Told
from app.storage.archive import ArchiveRow, ArchiveRows


@dataclass(frozen=True, slots=True)
class Before:
    """A visit of the same station before this one, and the concerns that it left behind."""

    entry: ArchiveEntry
    findings: tuple[EarlierFinding, ...]


class Archive:
    """Reads the index; what is closed to whoever scores here is left out wherever it would show.

    `scoring` gives the ids of the visits that somebody scores on this laptop and has not handed in.
    """

    def __init__(self, rows: ArchiveRows, scoring: Callable[[], Collection[str]]) -> None:
        self._rows = rows
        self._scoring = scoring

    def entries(self) -> tuple[ArchiveEntry, ...]:
        """All coordinators' visits that the index has told of, the newest first."""
        return self._shown(self._rows.heads())

    def profiles(self, entries: Iterable[ArchiveEntry]) -> dict[str, tuple[BlockScore, ...]]:
        """Block scores by folder; none where scores are closed."""
        folders = [entry.folder for entry in entries if not entry.closed]
        found = self._rows.profiles(folders)
        return {folder: from_json(raw, tuple[BlockScore, ...]) for folder, raw in found.items()}

    def left_behind(self, entry: ArchiveEntry) -> tuple[EarlierFinding, ...]:
        """The concerns that a visit leaves to the next one; none where they are closed."""
        if entry.closed:
            return ()
        return from_json(self._rows.findings(entry.folder), tuple[EarlierFinding, ...])

    def before(self, told: ArchiveEntry) -> Before | None:
        """The last visit of the same station that was before another one."""
        heads = self._rows.before(told.station, told.visited_on.isoformat(), other_than=told.folder)
        earlier = (entry for entry in self._shown(heads) if entry.visit != told.visit)
        last = next(earlier, None)
        return None if last is None else Before(last, self.left_behind(last))

    def unread(self) -> tuple[str, ...]:
        """Folders of visits of which the index has told nothing yet, or too little."""
        return self._rows.unread(PROGRAM)

    def put(self, told: Told) -> None:
        """Within the caller's transaction."""
        entry = told.entry
        self._rows.put(
            ArchiveRow(
                folder=entry.folder,
                program=PROGRAM,
                station=entry.station,
                visited_on=entry.visited_on.isoformat(),
                head=to_json(entry).decode(),
                profile=to_json(told.profile).decode(),
                findings=to_json(told.findings).decode(),
            )
        )

    def _shown(self, heads: Iterable[str]) -> tuple[ArchiveEntry, ...]:
        scoring = self._scoring()
        entries = (from_json(head, ArchiveEntry) for head in heads)
        return tuple(_without_scores(e) if e.visit in scoring else e for e in entries)


def _without_scores(entry: ArchiveEntry) -> ArchiveEntry:
    return changed(
        entry,
        total=None,
        grade="",
        concerns=0,
        praises=0,
        open=0,
        mended=0,
        followed=0,
        done=0,
        cells=0,
        closed=True,
    )
