"""What the index of a library keeps for the archive: one row for each coordinator's visit."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """`head` is an `ArchiveEntry`, `profile` its block scores, `findings` what it left behind: JSON.

    `program` counts up when a program keeps more than the one before did.
    """

    folder: str
    program: int
    station: str
    visited_on: str
    head: str
    profile: str
    findings: str


class ArchiveRows:
    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, row: ArchiveRow) -> None:
        self._db.execute(
            "insert into archive (folder, program, station, visited_on, head, profile, findings) "
            "values (?, ?, ?, ?, ?, ?, ?) on conflict (folder) do update set "
            "program = excluded.program, station = excluded.station, "
            "visited_on = excluded.visited_on, head = excluded.head, "
            "profile = excluded.profile, findings = excluded.findings",
            [
                row.folder,
                row.program,
                row.station,
                row.visited_on,
                row.head,
                row.profile,
                row.findings,
            ],
        )

    def heads(self) -> tuple[str, ...]:
        """Of all visits, the newest first."""
        rows = self._db.execute("select head from archive order by visited_on desc, folder")
        return tuple(row[0] for row in rows.fetchall())

    def profiles(self, folders: Sequence[str]) -> dict[str, str]:
        """Block scores of some visits, by folder."""
        marks = ", ".join("?" * len(folders))
        rows = self._db.execute(
            f"select folder, profile from archive where folder in ({marks})", list(folders)
        )
        return {row[0]: row[1] for row in rows.fetchall()}

    def findings(self, folder: str) -> str:
        """What a visit left behind; an empty list where nothing is known of it."""
        row = self._db.execute("select findings from archive where folder = ?", [folder]).fetchone()
        return "[]" if row is None else str(row[0])

    def before(self, station: str, visited_on: str, *, other_than: str) -> tuple[str, ...]:
        """Heads of the station's earlier visits, the last of them first."""
        rows = self._db.execute(
            "select head from archive where station = ? and visited_on < ? and folder <> ? "
            "order by visited_on desc, folder desc",
            [station, visited_on, other_than],
        )
        return tuple(row[0] for row in rows.fetchall())

    def unread(self, program: int) -> tuple[str, ...]:
        """Folders of coordinators' visits of which a program like ours has told nothing yet."""
        rows = self._db.execute(
            "select folder from visits where role = 'coordinator' and folder not in "
            "(select folder from archive where program >= ?) order by updated_at desc, folder",
            [program],
        )
        return tuple(row[0] for row in rows.fetchall())
