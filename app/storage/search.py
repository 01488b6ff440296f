"""Full text over all that was recorded: kept in step with the rows, or made anew from them.

Triggers of the schema note in `search_pending` what changed; that is plain SQL, so undo and
older programs note it too. `catch_up` brings it into the index, before the commit.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from zlib import crc32

from sqlite_utils import Database

from app.errors import UserError
from app.model.base import from_json
from app.model.setup import Setup
from app.model.sheet import SheetContent
from app.rules.search_terms import indexed, match_of
from app.storage.connection import scalar
from app.storage.rows import CaptureRows, DecisionRows, DocumentRows
from app.storage.search_entries import DECISIONS, Entry, of_capture, of_decision, of_setup

LIMIT = 50
_COLUMNS = tuple(field.name for field in fields(Entry))
_SPREAD_BITS = 20
_values = attrgetter(*_COLUMNS)

SheetReader = Callable[[str], SheetContent]


class SearchIndex:
    """The index of one visit. Sheets wait until `read_sheets_with` says how to open them."""

    def __init__(self, database: Database, *, read_only: bool) -> None:
        self._db = database
        self._read_only = read_only
        self._captures = CaptureRows(database)
        self._decisions = DecisionRows(database)
        self._documents = DocumentRows(database)
        self._read_sheet: SheetReader | None = None
        self._version: object = None

    def read_sheets_with(self, reader: SheetReader) -> None:
        """`reader` gives a sheet's content by its hash."""
        self._read_sheet = reader

    def catch_up(self) -> None:
        """Indexes what changed since the last time; the caller owns the transaction."""
        rows = self._db.execute("select distinct origin from search_pending").fetchall()
        if not rows:
            return
        self._db.execute("delete from search_pending")
        for origin in (str(row[0]) for row in rows):
            entries = self._entries(origin)
            if entries is None:
                self._db.execute("insert into search_pending (origin) values (?)", [origin])
            else:
                self._replace(origin, entries)

    def find(
        self, query: str, sources: Iterable[str], *, kinds: Iterable[str] = (), limit: int = LIMIT
    ) -> tuple[Entry, ...]:
        """Entries of these sources in which all words of the query stand, newest first."""
        wanted = match_of(query)
        if not wanted:
            return ()
        schema = self.prepare()
        listed, chosen = list(sources), list(kinds)
        among = f"and r.kind in ({_marks(chosen)})" if chosen else ""
        rows = self._db.execute(
            f"select {', '.join(f'r.{name}' for name in _COLUMNS)} "
            f"from {schema}.search_texts t join {schema}.search_rows r on r.rowid = t.rowid "
            f"where t.words match ? and r.source in ({_marks(listed)}) {among} "
            "order by t.rowid desc limit ?",
            [wanted, *listed, *chosen, limit],
        )
        return tuple(Entry(*row) for row in rows)

    def noted_last(self) -> str:
        """The origin of the row that was changed last and is not indexed yet."""
        last = "select origin from search_pending order by rowid desc limit 1"
        return str(scalar(self._db, last) or "")

    def prepare(self) -> str:
        """Brings the index into step; its schema: in memory where the file may not change."""
        if self._is_in_step():
            return "main"
        if self._read_only:
            self._make_in_memory()
            return "temp"
        with self._db.atomic():
            self.catch_up()
        return "main"

    def _is_in_step(self) -> bool:
        there = "select 1 from main.sqlite_master where name = 'search_pending'"
        return bool(scalar(self._db, there)) and not scalar(
            self._db, "select 1 from main.search_pending limit 1"
        )

    def _make_in_memory(self) -> None:
        version = scalar(self._db, "pragma data_version")
        if version == self._version:
            return
        for statement in _IN_MEMORY:
            self._db.execute(statement)
        for origin in self._origins():
            self._insert("temp", origin, self._entries(origin) or ())
        self._version = version

    def _replace(self, origin: str, entries: Sequence[Entry]) -> None:
        """Leaves alone what reads as before, as when findings are put in another order."""
        old = f"select rowid, {', '.join(_COLUMNS)} from search_rows where origin = ?"
        rows = self._db.execute(old, [origin]).fetchall()
        if Counter(row[1:] for row in rows) == Counter(map(_values, entries)):
            return
        for row in rows:
            self._db.execute("delete from search_texts where rowid = ?", [row[0]])
            self._db.execute("delete from search_rows where rowid = ?", [row[0]])
        self._insert("main", origin, entries)

    def _insert(self, schema: str, origin: str, entries: Sequence[Entry]) -> None:
        for entry in entries:
            rowid = self._free(schema, _by_time(entry))
            values = [rowid, origin, *_values(entry)]
            self._db.execute(
                f"insert into {schema}.search_rows (rowid, origin, {', '.join(_COLUMNS)}) "
                f"values ({_marks(values)})",
                values,
            )
            self._db.execute(
                f"insert into {schema}.search_texts (rowid, words) values (?, ?)",
                [rowid, indexed(entry.text)],
            )

    def _free(self, schema: str, rowid: int) -> int:
        while scalar(self._db, f"select 1 from {schema}.search_rows where rowid = ?", (rowid,)):
            rowid += 1
        return rowid

    def _origins(self) -> tuple[str, ...]:
        rows = self._db.execute(
            "select 'capture/' || id from captures "
            "union all select 'decision/' || kind || '/' || key from decisions "
            "union all select 'sheet/' || hash from sheets union all select 'document/setup'"
        )
        return tuple(str(row[0]) for row in rows.fetchall())

    def _entries(self, origin: str) -> tuple[Entry, ...] | None:
        """What stands under an origin now; None for a sheet that cannot be read yet."""
        table, _slash, key = origin.partition("/")
        if table == "capture":
            found = self._captures.get(key)
            return of_capture(found) if found else ()
        if table == "decision":
            return self._of_decision(*key.split("/", 1))
        return self._of_sheet(key) if table == "sheet" else self._of_setup()

    def _of_decision(self, kind: str, key: str) -> tuple[Entry, ...]:
        body = self._decisions.get(kind, key, DECISIONS[kind]) if kind in DECISIONS else None
        if body is None:
            return ()
        at = scalar(self._db, "select at from decisions where kind = ? and key = ?", (kind, key))
        return of_decision(kind, key, str(at), body)

    def _of_sheet(self, digest: str) -> tuple[Entry, ...] | None:
        """A sheet that does not open stays in line; `CollectService.verify` says why."""
        if self._read_sheet is None:
            return None
        try:
            content = self._read_sheet(digest)
        except UserError:
            return None
        return tuple(entry for capture in content.captures for entry in of_capture(capture, digest))

    def _of_setup(self) -> tuple[Entry, ...]:
        latest = self._documents.latest("setup")
        if latest is None:
            return ()
        at = "select at from documents where kind = 'setup' and version = ?"
        written = str(scalar(self._db, at, (latest.version,)))
        return of_setup(from_json(latest.body, Setup), written)


_IN_MEMORY = (
    "drop table if exists temp.search_rows",
    "drop table if exists temp.search_texts",
    f"create temp table search_rows (rowid integer primary key, origin, {', '.join(_COLUMNS)})",
    (
        "create virtual table temp.search_texts using fts5 (words, content='', "
        "contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
    ),
)


def _by_time(entry: Entry) -> int:
    """A row number that sorts by time: the second, then something of the id."""
    second = int(datetime.fromisoformat(entry.at).timestamp())
    spread = crc32(f"{entry.source}{entry.id}".encode()) >> (33 - _SPREAD_BITS)
    return (second << _SPREAD_BITS) + spread


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
