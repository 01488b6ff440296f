"""Row classes: one per aggregate. They issue statements and own no transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from msgspec import Struct
from msgspec.json import Decoder
from sqlite_utils import Database

from app.model.base import from_json, to_json
from app.model.capture import AnyBody, Capture

T = TypeVar("T", bound=Struct)
_BODIES: Decoder[AnyBody] = Decoder(AnyBody)


class MetaRows:
    """Single values of the visit: ids, keys, states."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, key: str, default: str = "") -> str:
        row = self._db.execute("select value from meta where key = ?", [key]).fetchone()
        return default if row is None else str(row[0])

    def put(self, key: str, value: str) -> None:
        self._db.execute(
            "insert into meta (key, value) values (?, ?) "
            "on conflict (key) do update set value = excluded.value where value <> excluded.value",
            [key, value],
        )

    def drop(self, key: str) -> None:
        self._db.execute("delete from meta where key = ?", [key])


@dataclass(frozen=True, slots=True)
class Document:
    """A version of the set-up or the instrument. Frozen once a pack went out with it."""

    version: int
    body: str
    frozen: bool


class DocumentRows:
    def __init__(self, database: Database) -> None:
        self._db = database

    def latest(self, kind: str) -> Document | None:
        row = self._db.execute(
            "select version, body, frozen from documents where kind = ? "
            "order by version desc limit 1",
            [kind],
        ).fetchone()
        return None if row is None else Document(row[0], row[1], bool(row[2]))

    def version(self, kind: str, version: int) -> Document | None:
        row = self._db.execute(
            "select version, body, frozen from documents where kind = ? and version = ?",
            [kind, version],
        ).fetchone()
        return None if row is None else Document(row[0], row[1], bool(row[2]))

    def write(self, kind: str, version: int, body: str, at: str) -> None:
        self._db.execute(
            "insert into documents (kind, version, body, at) values (?, ?, ?, ?) "
            "on conflict (kind, version) do update set body = excluded.body, at = excluded.at",
            [kind, version, body, at],
        )

    def freeze(self, kind: str, version: int) -> None:
        self._db.execute(
            "update documents set frozen = 1 where kind = ? and version = ? and frozen = 0",
            [kind, version],
        )


class CaptureRows:
    """Everything recorded on this laptop."""

    _COLUMNS = "id, author, device, at, block, item, district, site, body"

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, capture: Capture) -> None:
        """Inserts or replaces by id; a keyed capture replaces the one with its key."""
        old = self.find_keyed(capture)
        if old is not None and old.id != capture.id:
            self.remove(old.id)
        self._db.execute(
            f"insert into captures (kind, {self._COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "on conflict (id) do update set at = excluded.at, block = excluded.block, "
            "item = excluded.item, district = excluded.district, site = excluded.site, "
            "body = excluded.body",
            [capture.kind, *_capture_values(capture)],
        )

    def remove(self, capture_id: str) -> None:
        self._db.execute("delete from captures where id = ?", [capture_id])

    def get(self, capture_id: str) -> Capture | None:
        return next(self._where("id = ?", [capture_id]), None)

    def find_keyed(self, like: Capture) -> Capture | None:
        """The capture that has the same key, if any."""
        key = like.key
        if key is None:
            return None
        # The list of kinds lets SQLite see that the partial index serves.
        where = (
            "kind in ('declaration', 'answer', 'document', 'score') and kind = ? "
            "and author = ? and ifnull(item, '') = ? "
            "and ifnull(district, '') = ? and ifnull(site, '') = ?"
        )
        return next(self._where(where, list(key)), None)

    def all(self, kind: str | None = None) -> tuple[Capture, ...]:
        """In the order in which they were recorded."""
        if kind is None:
            return tuple(self._where("1", []))
        return tuple(self._where("kind = ?", [kind]))

    def at_site(self, kind: str, site: str | None) -> tuple[Capture, ...]:
        """Of a kind and at one site, or at none; in the order in which they were recorded."""
        where = "kind = ? and ifnull(site, '') = ?"
        return tuple(self._where(where, [kind, site or ""]))

    def numbered(self, wanted: Iterable[int] | None = None) -> Iterator[tuple[int, Capture]]:
        """Captures with their row numbers: those asked for, or all."""
        query = f"select rowid, {self._COLUMNS} from captures"
        if wanted is None:
            cursors = iter([self._db.execute(query)])
        else:
            cursors = (self._db.execute(f"{query} where rowid = ?", [row]) for row in wanted)
        return ((row[0], _capture(row[1:])) for cursor in cursors for row in cursor)

    def _where(self, condition: str, values: list[str]) -> Iterator[Capture]:
        cursor = self._db.execute(
            f"select {self._COLUMNS} from captures where {condition} order by at, rowid", values
        )
        return (_capture(row) for row in cursor)


class BlobRows:
    """Pictures by hash; outside undo, since the captures that show them are inside."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, digest: str, data: bytes, at: str) -> None:
        self._db.execute(
            "insert or ignore into blobs (hash, data, at) values (?, ?, ?)", [digest, data, at]
        )

    def get(self, digest: str) -> bytes | None:
        row = self._db.execute("select data from blobs where hash = ?", [digest]).fetchone()
        return None if row is None else bytes(row[0])


class DraftRows:
    """What is typed and not stored yet, among the pictures: outside undo as they are.

    A picture is found by its hash, which no name of a draft looks like.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, name: str, body: bytes, at: str) -> None:
        self._db.execute(
            "insert into blobs (hash, data, at) values (?, ?, ?) "
            "on conflict (hash) do update set data = excluded.data, at = excluded.at",
            [f"draft/{name}", body, at],
        )

    def get(self, name: str) -> bytes | None:
        row = self._db.execute(
            "select data from blobs where hash = ?", [f"draft/{name}"]
        ).fetchone()
        return None if row is None else bytes(row[0])

    def drop(self, name: str) -> None:
        self._db.execute("delete from blobs where hash = ?", [f"draft/{name}"])


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack that went out. `verify_key` is hex; `withdrawn_at` is empty while it is valid."""

    key_id: str
    panelist: str
    verify_key: str
    setup_version: int
    at: str
    withdrawn_at: str = ""


class PackRows:
    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, row: PackRow) -> None:
        self._db.execute(
            "insert into packs (key_id, panelist, verify_key, setup_version, at) "
            "values (?, ?, ?, ?, ?)",
            [row.key_id, row.panelist, row.verify_key, row.setup_version, row.at],
        )

    def withdraw(self, panelist: str, at: str) -> None:
        self._db.execute(
            "update packs set withdrawn_at = ? where panelist = ? and withdrawn_at is null",
            [at, panelist],
        )

    def all(self) -> tuple[PackRow, ...]:
        rows = self._db.execute(
            "select key_id, panelist, verify_key, setup_version, at, ifnull(withdrawn_at, '') "
            "from packs order by at, key_id"
        )
        return tuple(PackRow(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A received sheet. `taken_out` and `confirmed_by` belong to its place in the set."""

    hash: str
    channel: str
    check_code: str
    at: str
    taken_out: bool
    reason: str
    confirmed_by: str


class SheetRows:
    """Received sheets, stored whole and append-only, and which of them count.

    What stands behind a sheet in its row is read once: SQLite goes through all of the sheet to
    come there.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self._kept: dict[str, tuple[str, str, str]] = {}

    def keep(self, digest: str, raw: bytes, channel: str, check_code: str, at: str) -> None:
        self._kept.pop(digest, None)
        self._db.execute(
            "insert or ignore into sheets (hash, raw, channel, check_code, at) "
            "values (?, ?, ?, ?, ?)",
            [digest, raw, channel, check_code, at],
        )

    def count_in(self, digest: str, at: str) -> None:
        self._db.execute(
            "insert into collection (hash, at) values (?, ?) on conflict (hash) do update "
            "set taken_out = 0, reason = '', at = excluded.at where taken_out = 1",
            [digest, at],
        )

    def take_out(self, digest: str, reason: str, at: str) -> None:
        self._db.execute(
            "update collection set taken_out = 1, reason = ?, at = ? "
            "where hash = ? and taken_out = 0",
            [reason, at, digest],
        )

    def confirm(self, digest: str, by: str) -> None:
        self._db.execute("update collection set confirmed_by = ? where hash = ?", [by, digest])

    def raw(self, digest: str) -> bytes:
        return bytes(
            self._db.execute("select raw from sheets where hash = ?", [digest]).fetchone()[0]
        )

    def all(self) -> tuple[SheetRow, ...]:
        """All that are in the set or were, in the order in which they came."""
        rows = self._db.execute("select hash, taken_out, reason, confirmed_by from collection")
        found = (
            SheetRow(digest, *self._behind(digest), bool(out), reason, by)
            for digest, out, reason, by in rows.fetchall()
        )
        return tuple(sorted(found, key=lambda row: (row.at, row.hash)))

    def _behind(self, digest: str) -> tuple[str, str, str]:
        """Channel, check code and time."""
        if digest not in self._kept:
            query = "select channel, check_code, at from sheets where hash = ?"
            self._kept[digest] = self._db.execute(query, [digest]).fetchone()
        return self._kept[digest]


@dataclass(frozen=True, slots=True)
class HandInRow:
    """A sheet that this laptop sealed."""

    revision: int
    hash: str
    check_code: str
    reason: str
    at: str


class HandInRows:
    """What was handed in, append-only; what stands behind a sheet is read once, as above."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._kept: dict[int, HandInRow] = {}

    def add(self, row: HandInRow, raw: bytes) -> None:
        self._kept.pop(row.revision, None)
        self._db.execute(
            "insert into handins (revision, hash, raw, check_code, reason, at) "
            "values (?, ?, ?, ?, ?, ?)",
            [row.revision, row.hash, raw, row.check_code, row.reason, row.at],
        )

    def all(self) -> tuple[HandInRow, ...]:
        rows = self._db.execute("select revision from handins order by revision").fetchall()
        return tuple(self._one(int(row[0])) for row in rows)

    def _one(self, revision: int) -> HandInRow:
        if revision not in self._kept:
            query = "select revision, hash, check_code, reason, at from handins where revision = ?"
            self._kept[revision] = HandInRow(*self._db.execute(query, [revision]).fetchone())
        return self._kept[revision]

    def raw(self, revision: int) -> bytes:
        return bytes(
            self._db.execute("select raw from handins where revision = ?", [revision]).fetchone()[0]
        )


class DecisionRows:
    """The coordinator's decisions, one struct a row."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, kind: str, key: str, body: Struct, at: str) -> None:
        self._db.execute(
            "insert into decisions (kind, key, body, at) values (?, ?, ?, ?) "
            "on conflict (kind, key) do update set body = excluded.body, at = excluded.at",
            [kind, key, to_json(body).decode(), at],
        )

    def drop(self, kind: str, key: str) -> None:
        self._db.execute("delete from decisions where kind = ? and key = ?", [kind, key])

    def get(self, kind: str, key: str, struct: type[T]) -> T | None:
        row = self._db.execute(
            "select body from decisions where kind = ? and key = ?", [kind, key]
        ).fetchone()
        return None if row is None else from_json(row[0], struct)

    def all(self, kind: str, struct: type[T]) -> tuple[T, ...]:
        rows = self._db.execute("select body from decisions where kind = ? order by key", [kind])
        return tuple(from_json(row[0], struct) for row in rows)


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A visit in the library's index; `body` is what the home page shows, as JSON."""

    folder: str
    visit: str
    role: str
    person: str
    body: str
    updated_at: str


class LibraryRows:
    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, row: LibraryRow) -> None:
        self._db.execute(
            "insert into visits (folder, visit, role, person, body, updated_at) "
            "values (?, ?, ?, ?, ?, ?) on conflict (folder) do update set "
            "visit = excluded.visit, role = excluded.role, person = excluded.person, "
            "body = excluded.body, updated_at = excluded.updated_at",
            [row.folder, row.visit, row.role, row.person, row.body, row.updated_at],
        )

    def all(self) -> tuple[LibraryRow, ...]:
        """The one changed last first."""
        rows = self._db.execute(
            "select folder, visit, role, person, body, updated_at from visits "
            "order by updated_at desc, folder"
        )
        return tuple(LibraryRow(*row) for row in rows)

    def of_role(self, role: str) -> tuple[LibraryRow, ...]:
        rows = self._db.execute(
            "select folder, visit, role, person, body, updated_at from visits "
            "where role = ? order by folder",
            [role],
        )
        return tuple(LibraryRow(*row) for row in rows)

    def updated_at(self, folder: str) -> str:
        """When a visit was changed last, as far as is known; empty for an unknown one."""
        row = self._db.execute(
            "select updated_at from visits where folder = ?", [folder]
        ).fetchone()
        return "" if row is None else str(row[0])

    def folders(self) -> frozenset[str]:
        rows = self._db.execute("select folder from visits")
        return frozenset(row[0] for row in rows.fetchall())

    def of_visit(self, visit: str) -> tuple[LibraryRow, ...]:
        """All roles that one visit has here."""
        rows = self._db.execute(
            "select folder, visit, role, person, body, updated_at from visits "
            "where visit = ? order by folder",
            [visit],
        )
        return tuple(LibraryRow(*row) for row in rows)


def _capture_values(capture: Capture) -> list[str | None]:
    return [
        capture.id,
        capture.author,
        capture.device,
        capture.at.isoformat(),
        capture.block,
        capture.item,
        capture.district,
        capture.site,
        to_json(capture.body).decode(),
    ]


def _capture(row: Iterable[str | None]) -> Capture:
    id_, author, device, at, block, item, district, site, body = row
    return Capture(
        id=id_ or "",
        author=author or "",
        device=device or "",
        at=datetime.fromisoformat(at or ""),
        block=block,
        item=item,
        district=district,
        site=site,
        body=_BODIES.decode(body or ""),
    )
