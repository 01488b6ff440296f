"""The audit: who changed what, before and after. Rows are only added; they own no transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec
from sqlite_utils import Database

from app.storage import connection
from app.storage.migrations import FORMAT

_COLUMNS = ("at", "who", "played", "label", "vals", "before", "after", "place", "origin")
_LATER = ("place", "origin")
"""Columns that a visit opened read-only may still lack."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AuditRow:
    """What happened. `label` is untranslated; `values` is JSON for its placeholders.

    `before` and `after` may hold marked words (`app.rules.told`); `place` is where, as it was
    called then; `origin` names the row that was written, as the search index does.
    """

    id: int
    at: str
    who: str
    played: str
    label: str
    values: str
    before: str
    after: str
    place: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that a row must hold: as it was typed, in the labels, or as a marked word."""

    text: str
    labels: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which rows are wanted; what is not given does not matter. Times are seconds since 1970."""

    who: str | None = None
    labels: tuple[str, ...] | None = None
    played: bool | None = None
    since: int | None = None
    until: int | None = None
    words: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are of somebody, with a label, on a day of this laptop's time.

    `origin` is that of one of them.
    """

    who: str
    label: str
    day: str
    count: int
    origin: str


class AuditRows:
    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, row: AuditRow) -> None:
        """The row's id is given by the database."""
        self._db.execute(
            f"insert into audit ({', '.join(_COLUMNS)}) values ({_marks(_COLUMNS)})",
            [
                row.at,
                row.who,
                row.played,
                row.label,
                row.values,
                row.before,
                row.after,
                row.place,
                row.origin,
            ],
        )

    def latest(self, count: int = 1000) -> tuple[AuditRow, ...]:
        """Newest first."""
        rows = self._db.execute(f"{self._select} order by id desc limit ?", [count])
        return tuple(AuditRow(*row) for row in rows)

    def count(self) -> int:
        """The last number: numbers have no gaps, since no row ever goes."""
        return int(self._db.execute("select ifnull(max(id), 0) from audit").fetchone()[0])

    def ids(self, query: AuditQuery = AuditQuery()) -> tuple[int, ...]:
        """Of the rows that are wanted, newest first."""
        condition, values = self._condition(query)
        rows = self._db.execute(f"select id from audit where {condition} order by id desc", values)
        return tuple(row[0] for row in rows.fetchall())

    def rows(self, ids: Sequence[int]) -> Iterator[AuditRow]:
        """Those of some numbers, newest first within every few hundred."""
        for first in range(0, len(ids), _AT_ONCE):
            some = list(ids[first : first + _AT_ONCE])
            found = self._db.execute(
                f"{self._select} where id in ({_marks(some)}) order by id desc", some
            )
            yield from (AuditRow(*row) for row in found.fetchall())

    def tally(self, after: int = 0) -> tuple[Tally, ...]:
        """What there is in rows behind a number, in one go through them."""
        origin = "max(origin)" if "origin" in self._there else "''"
        rows = self._db.execute(
            f"select who, label, date(at, 'localtime') as day, count(*), {origin} from audit "
            "where id > ? group by who, label, day",
            [after],
        )
        return tuple(Tally(*row) for row in rows.fetchall())

    @cached_property
    def _select(self) -> str:
        columns = (c if c in self._there or c not in _LATER else "''" for c in _COLUMNS)
        return f"select id, {', '.join(columns)} from audit"

    @cached_property
    def _there(self) -> frozenset[str]:
        rows = self._db.execute("pragma table_info(audit)").fetchall()
        return frozenset(str(row[1]) for row in rows)

    def _condition(self, query: AuditQuery) -> tuple[str, list[object]]:
        parts, values = ["1"], list[object]()
        if query.who is not None:
            parts.append("who = ?")
            values.append(query.who)
        if query.labels is not None:
            parts.append(f"label in ({_marks(query.labels)})")
            values += query.labels
        if query.played is not None:
            parts.append("played <> ''" if query.played else "played = ''")
        for moment, sign in ((query.since, ">="), (query.until, "<")):
            if moment is not None:
                parts.append(f"unixepoch(at) {sign} ?")
                values.append(moment)
        for word in query.words:
            part, more = self._with_word(word)
            parts.append(part)
            values += more
        return " and ".join(parts), values

    def _with_word(self, word: Wanted) -> tuple[str, list[object]]:
        inside = msgspec.json.encode(word.text).decode()[1:-1]
        columns = [c for c in ("who", "before", "after", "place") if c in self._there]
        parts = [f"label in ({_marks(word.labels)})", _like("vals")]
        parts += [_like(column) for column in columns]
        values: list[object] = [*word.labels, _pattern(inside)]
        values += [_pattern(word.text)] * len(columns)
        for marked in word.marked:
            parts += [_like("before"), _like("after")]
            values += [_pattern(marked)] * 2
        return f"({' or '.join(parts)})", values


@dataclass(frozen=True, slots=True)
class AuditReader:
    """Reads the audit of a visit through a connection of its own, on any thread."""

    path: Path
    key: bytes

    def read(self, query: AuditQuery) -> Iterator[tuple[int, AuditRow]]:
        """Each row that is wanted, newest first, with how many there are in all."""
        database = connection.open_existing(self.path, self.key, newest=FORMAT, read_only=True)
        try:
            rows = AuditRows(database)
            ids = rows.ids(query)
            yield from ((len(ids), row) for row in rows.rows(ids))
        finally:
            connection.close(database)


def _like(column: str) -> str:
    return f"{column} like ? escape '\\'"


def _pattern(text: str) -> str:
    """A text as `like` finds it anywhere, its own special characters taken as they are."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return f"%{text}%"


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
