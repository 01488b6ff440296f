"""Captures kept in memory: decoded once, and after an operation only the rows that it wrote."""

from collections.abc import Iterable

from sqlite_utils import Database

from app.model.capture import Capture
from app.storage.rows import CaptureRows
from app.storage.undo import UndoLog

TABLE = "captures"
Numbered = tuple[int, Capture]
Ordered = tuple[str, int, Capture]
"""When it was recorded and its row number, by which it is sorted, and the capture itself."""


class HeldCaptures:
    """The same as the rows give, some thousand captures in well under a millisecond.

    While an operation is under way the rows themselves are read, and all of them again once
    somebody else has written in the file.
    """

    def __init__(self, database: Database, rows: CaptureRows, log: UndoLog) -> None:
        self._db, self._rows, self._log = database, rows, log
        self._rows_of: dict[str, dict[int, Ordered]] = {}
        self._kinds: dict[int, str] = {}
        self._by_kind: dict[str | None, tuple[Capture, ...]] = {}
        self._stale: set[int] = set()
        self._version = -1
        log.watch(self._on_written)

    def all(self, kind: str | None = None) -> tuple[Capture, ...]:
        """In the order in which they were recorded."""
        if self._log.running:
            return self._rows.all(kind)
        self._catch_up()
        if kind not in self._by_kind:
            self._by_kind[kind] = self._sorted(kind)
        return self._by_kind[kind]

    def at_site(self, kind: str, site: str | None) -> tuple[Capture, ...]:
        """Of a kind and at one site, or at none; in the order in which they were recorded."""
        if self._log.running:
            return self._rows.at_site(kind, site)
        self._catch_up()
        return _in_order(o for o in self._rows_of.get(kind, {}).values() if o[2].site == site)

    def _sorted(self, kind: str | None) -> tuple[Capture, ...]:
        if kind is not None:
            return _in_order(self._rows_of.get(kind, {}).values())
        return _in_order(one for rows in self._rows_of.values() for one in rows.values())

    def _take(self, found: Iterable[Numbered]) -> set[str]:
        """Keeps rows; their kinds."""
        kinds = set()
        for row, capture in found:
            kind = capture.kind
            order = (capture.at.isoformat(), row, capture)
            self._rows_of.setdefault(kind, {})[row] = order
            self._kinds[row] = kind
            kinds.add(kind)
        return kinds

    def _on_written(self, table: str, rows: frozenset[int]) -> None:
        if table == TABLE:
            self._stale |= rows

    def _catch_up(self) -> None:
        version = int(self._db.execute("pragma data_version").fetchone()[0])
        if version != self._version:
            self._rows_of, self._kinds = {}, {}
            self._take(self._rows.numbered())
            self._by_kind.clear()
        elif self._stale:
            self._read_again()
        self._version = version
        self._stale.clear()

    def _read_again(self) -> None:
        gone = {row: self._kinds.pop(row) for row in self._stale if row in self._kinds}
        for row, kind in gone.items():
            del self._rows_of[kind][row]
        new = self._take(self._rows.numbered(self._stale))
        for touched in (None, *gone.values(), *new):
            self._by_kind.pop(touched, None)


def _in_order(found: Iterable[Ordered]) -> tuple[Capture, ...]:
    return tuple(capture for _at, _row, capture in sorted(found))
