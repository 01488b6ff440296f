"""One visit's file, open: database, undo log and rows together."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlite_utils import Database

from app.errors import UserError
from app.i18n import N_
from app.storage import connection
from app.storage.audit import AuditReader, AuditRow, AuditRows
from app.storage.held import HeldCaptures
from app.storage.lock import VisitLock
from app.storage.migrations import FORMAT, upgrade, visit_steps
from app.storage.protected import is_protected
from app.storage.rows import (
    BlobRows,
    CaptureRows,
    DecisionRows,
    DocumentRows,
    DraftRows,
    HandInRows,
    MetaRows,
    PackRows,
    SheetRows,
)
from app.storage.search import SearchIndex
from app.storage.undo import Operation, UndoLog
from app.storage.versions import VersionRows

FILE = "visit.db"
BACKUPS = 10
PROTECTED = N_(
    "Nothing can be changed here: the disk is write-protected. Take the protection off, or copy the whole library to another disk."
)

Clock = Callable[[], datetime]


def now() -> datetime:
    """The laptop's time with its offset, to the second."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


class Store:
    """Rows of one visit and the log through which they are written."""

    def __init__(
        self, folder: Path, database: Database, key: bytes, lock: VisitLock | None, clock: Clock
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.read_only = lock is None
        self.protected = self.read_only and is_protected(folder / FILE)
        self._db = database
        self._key = key
        self._lock = lock
        self._backed_up = False
        self.meta = MetaRows(database)
        self.documents = DocumentRows(database)
        self.captures = CaptureRows(database)
        self.blobs = BlobRows(database)
        self.drafts = DraftRows(database)
        self.packs = PackRows(database)
        self.sheets = SheetRows(database)
        self.handins = HandInRows(database)
        self.decisions = DecisionRows(database)
        self.versions = VersionRows(database)
        self.audit = AuditRows(database)
        self.search = SearchIndex(database, read_only=self.read_only)
        self.log = UndoLog(database, folder / FILE, self._before_commit)
        self.held = HeldCaptures(database, self.captures, self.log)

    @classmethod
    def create(cls, folder: Path, key: bytes, clock: Clock = now) -> "Store":
        """A new visit folder; raises UserError when there is a visit in it already."""
        with connection.environment(folder):
            folder.mkdir(parents=True, exist_ok=True)
        lock = VisitLock(folder)
        lock.take()
        try:
            database = connection.create(folder / FILE, key)
            upgrade(database, visit_steps)
        except BaseException:
            lock.release()
            raise
        return cls(folder, database, key, lock, clock)

    @classmethod
    def open(
        cls, folder: Path, key: bytes, *, read_only: bool = False, clock: Clock = now
    ) -> "Store":
        """Opens a visit for writing, or read-only beside another writer or on a protected disk.

        Raises:
            VisitLockedError: somebody writes in it (only when not read-only).
            UserError: the file is missing, damaged or newer.
        """
        lock = None if read_only else VisitLock(folder)
        if lock is not None:
            lock.take()
        try:
            database = cls._open_database(folder, key, read_only=read_only)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return cls(folder, database, key, lock, clock)

    @staticmethod
    def _open_database(folder: Path, key: bytes, *, read_only: bool) -> Database:
        path = folder / FILE
        database = connection.open_existing(path, key, newest=FORMAT, read_only=read_only)
        if not read_only and visit_steps.pending(database):
            connection.copy_to(database, _backup_path(folder, now()), key)
            upgrade(database, visit_steps)
        return database

    def stamp(self) -> str:
        return self.clock().isoformat()

    def new_id(self) -> str:
        """A random id for a capture or a decision."""
        return secrets.token_hex(8)

    def backup(self) -> Path:
        """A verified copy beside the visit; older ones go once there are more than ten.

        Raises:
            UserError: the copy could not be written or verified; nothing older was removed.
        """
        self.require_writable()
        target = _backup_path(self.folder, self.clock())
        connection.copy_to(self._db, target, self._key)
        _drop_old(target.parent)
        return target

    def backup_work(self) -> Callable[[], Path]:
        """`backup` as a function that any thread may call: it has a connection of its own."""
        self.require_writable()
        target = _backup_path(self.folder, self.clock())
        return _Backup(self.folder / FILE, target, self._key)

    def audit_reader(self) -> AuditReader:
        """Reads the audit beside this connection, on any thread."""
        return AuditReader(self.folder / FILE, self._key)

    def require_writable(self) -> None:
        """Raises UserError when the visit was opened read-only."""
        if self.protected:
            raise UserError(PROTECTED)
        if self.read_only:
            raise UserError(
                N_("This visit is open read-only here. Close it in the other window to change it.")
            )

    def close(self) -> None:
        connection.close(self._db)
        if self._lock is not None:
            self._lock.release()

    def _before_commit(self, operation: Operation) -> None:
        self._write_audit(operation)
        self.search.catch_up()

    def _write_audit(self, operation: Operation) -> None:
        values = msgspec.json.encode({k: str(v) for k, v in operation.values.items()}).decode()
        who = self.meta.get("user")
        self.audit.add(
            AuditRow(
                0,
                self.stamp(),
                who,
                operation.played,
                operation.label,
                values,
                operation.before,
                operation.after,
                operation.place,
                operation.origin or self._origin(operation.touched),
            )
        )

    def _origin(self, touched: set[str]) -> str:
        """The row that was written last, as the search index names it."""
        if touched & {"captures", "decisions"}:
            return self.search.noted_last()
        return "document/setup" if "documents" in touched else ""


@dataclass(frozen=True, slots=True)
class _Backup:
    source: Path
    target: Path
    key: bytes

    def __call__(self) -> Path:
        database = connection.open_existing(self.source, self.key, newest=FORMAT, read_only=True)
        try:
            connection.copy_to(database, self.target, self.key)
        finally:
            connection.close(database)
        _drop_old(self.target.parent)
        return self.target


def _drop_old(backups: Path) -> None:
    for old in sorted(backups.glob("*.db"))[:-BACKUPS]:
        old.unlink()


def _backup_path(folder: Path, at: datetime) -> Path:
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    name = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    taken = sorted(path.stem[-3:] for path in backups.glob(f"{name}-*.db"))
    number = int(taken[-1]) + 1 if taken else 0
    return backups / f"{name}-{number:03d}.db"
