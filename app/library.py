"""The visits on this laptop: an encrypted index, and a folder for each visit.

`library.json` wraps the library's key under the passphrase; the index is rebuilt from the
visits' folders if it is lost or damaged. Folder names are ids and name nobody.
"""

import logging
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from app.archive import Archive
from app.changes import Changes
from app.errors import UserError
from app.exchange import crypto
from app.exchange.calendar_file import CalendarShelf
from app.exchange.instrument_shelf import InstrumentShelf
from app.exchange.pack import open_pack
from app.exchange.slots import (
    Slot,
    SlotKind,
    Slots,
    open_slot,
    read_slots,
    seal_slot,
    write_slots,
)
from app.files import atomic_write, read_limited
from app.i18n import N_
from app.model.base import changed, from_json, to_json
from app.model.instrument import Instrument
from app.model.pack import PackContent
from app.model.setup import Setup
from app.rules.beginning import Beginning, setup_after
from app.rules.independence import Awaited, OwnSheet, awaited
from app.services.form_shelf import FormShelf
from app.services.state import LocalRole
from app.storage import connection
from app.storage.archive import ArchiveRows
from app.storage.migrations import FORMAT, library_steps, upgrade
from app.storage.protected import is_protected
from app.storage.rows import LibraryRow, LibraryRows
from app.storage.store import FILE, PROTECTED, Clock, now
from app.summary import IndexReading, Noted, StationMove, Summary, without_total
from app.visit import Visit

log = logging.getLogger(__name__)

KEYS = "library.json"
INDEX = "library.db"
VISITS = "visits"
INSTRUMENTS = "instruments"
FORMS = "forms"
VISIT_KEYS = "keys.json"
LIBRARY_ID = "library"
KEYS_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Keyring:
    """The opened library's keys: for index and instruments, and a secret text for visits' slots."""

    index: bytes
    visits: str
    instruments: bytes


class Library:
    """A folder of visits, unlocked."""

    def __init__(
        self, folder: Path, keyring: Keyring, cost: crypto.Cost, *, rebuild: bool = True
    ) -> None:
        """`rebuild` reads a lost index anew at once; else `unread` says what is to be read."""
        self.folder = folder
        self._keyring = keyring
        self._cost = cost
        self.instruments = InstrumentShelf(folder / INSTRUMENTS, keyring.instruments)
        self.calendars = CalendarShelf(folder)
        self.forms = FormShelf(folder / FORMS)
        self.protected = is_protected(folder / INDEX)
        self._db, lost = self._open_index()
        self._rows = LibraryRows(self._db)
        self.archive = Archive(ArchiveRows(self._db), self._scoring)
        if lost and rebuild:
            self._rebuild()

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether there is a library, locked or not."""
        return (folder / KEYS).exists()

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, cost: crypto.Cost = crypto.MODERATE
    ) -> "Library":
        """A new library under a passphrase.

        Raises:
            UserError: there is one already, or the folder cannot be written.
        """
        return cls(folder, *cls.make(folder, passphrase, cost))

    @classmethod
    def make(
        cls, folder: Path, passphrase: str, cost: crypto.Cost = crypto.MODERATE
    ) -> tuple[Keyring, crypto.Cost]:
        """The slow half of `create`, which touches no database, for a job.

        Raises:
            UserError: there is one already, or the folder cannot be written.
        """
        if cls.exists(folder):
            raise UserError(N_("There is a library here already. Open it with its passphrase."))
        key = crypto.new_key()
        slot = seal_slot(SlotKind.OWN, LIBRARY_ID, passphrase, key, cost)
        atomic_write(folder / KEYS, write_slots(Slots(visit=LIBRARY_ID, slots=(slot,))))
        return _keyring(key), cost

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> "Library":
        """Unlocks a library.

        Raises:
            WrongSecretError: another passphrase.
            UserError: there is no library, or its key file is damaged.
        """
        return cls(folder, *cls.unlock(folder, passphrase))

    @classmethod
    def unlock(cls, folder: Path, passphrase: str) -> tuple[Keyring, crypto.Cost]:
        """The slow half of `open`, which touches no database, for a job.

        Raises:
            WrongSecretError: another passphrase.
            UserError: there is no library, or its key file is damaged.
        """
        slot = cls._slots(folder).slot(SlotKind.OWN)
        return _keyring(open_slot(slot, LIBRARY_ID, passphrase)), slot.cost

    @staticmethod
    def _slots(folder: Path) -> Slots:
        if not Library.exists(folder):
            raise UserError(
                N_(
                    "There is no library in {folder} yet. Make a visit first, or choose another folder."
                ),
                folder=folder.name,
            )
        return read_slots(read_limited(folder / KEYS, KEYS_LIMIT))

    def change_passphrase(self, old: str, new: str) -> None:
        """Wraps the library's key under another passphrase; the visits stay as they are.

        Raises:
            WrongSecretError: the old one is not right; nothing is changed.
        """
        slots = self._slots(self.folder)
        key = open_slot(slots.slot(SlotKind.OWN), LIBRARY_ID, old)
        slot = seal_slot(SlotKind.OWN, LIBRARY_ID, new, key, self._cost)
        atomic_write(self.folder / KEYS, write_slots(slots.having(slot)))

    def summaries(self) -> tuple[Summary, ...]:
        """All visits, the one changed last first, without opening any.

        A total is withheld while somebody here still scores that visit (`awaited`).
        """
        found = tuple(from_json(row.body, Summary) for row in self._rows.all())
        scoring = self._scoring()
        return tuple(without_total(s) if s.visit in scoring else s for s in found)

    def new_visit(
        self, setup: Setup, instrument: Instrument, *, user: str = "", clock: Clock = now
    ) -> Visit:
        """A new evaluation, with this laptop as the coordinator's."""
        name, key = self._new_folder()
        with self._gone_unless_whole(name):
            visit = Visit.create(
                self._path(name),
                key,
                setup,
                instrument,
                user=user or _coordinator(setup),
                clock=clock,
            )
        self.note(visit)
        return visit

    def new_visit_after(self, folder: str, begun: Beginning) -> Visit:
        """A new evaluation with what an earlier one knew; its own form comes along as it was kept.

        Raises:
            UserError: the earlier visit cannot be opened.
        """
        earlier = self.open_visit(folder, read_only=True)
        try:
            form, instrument = earlier.forms.chosen, earlier.instrument
            setup = changed(setup_after(earlier.setup, begun), form=form)
            files = earlier.forms.files(form) if earlier.forms.digest(form) else None
        finally:
            earlier.close()
        visit = self.new_visit(setup, instrument)
        if files is not None:
            visit.forms.keep(files)
        return visit

    def open_pack(self, raw: bytes, code: str, *, clock: Clock = now) -> Visit:
        """`take_pack` of a file.

        Raises:
            WrongSecretError: another code.
            UserError: the file is no pack, or cannot be used.
        """
        return self.take_pack(open_pack(raw, code), clock=clock)

    def take_pack(self, content: PackContent, *, clock: Clock = now) -> Visit:
        """The visit behind an opened pack: new, or the one that this pack opened before.

        A pack that was issued again takes the place of the one before; entries stay.
        """
        known = self._find(content)
        if known is None:
            name, key = self._new_folder()
            with self._gone_unless_whole(name):
                visit = Visit.from_pack(self._path(name), key, content, clock=clock)
        else:
            visit = self.open_visit(known.folder, clock=clock)
            if visit.pack_id != content.pack:
                visit.refresh_pack(content)
        self.note(visit)
        return visit

    def open_visit(self, folder: str, *, read_only: bool = False, clock: Clock = now) -> Visit:
        """Opens a visit of the library by its folder's name; read-only on a write-protected disk.

        Raises:
            UserError: there is none, it is locked by another window, or damaged.
        """
        path = self._path(folder)
        if not (path / VISIT_KEYS).exists():
            raise UserError(N_("There is no visit “{id}” in this library."), id=folder)
        slots = read_slots(read_limited(path / VISIT_KEYS, KEYS_LIMIT))
        key = open_slot(slots.slot(SlotKind.LIBRARY), folder, self._keyring.visits)
        fixed = read_only or is_protected(path / FILE)
        return Visit.open(path, key, read_only=fixed, clock=clock)

    def find(self, visit: str) -> Summary:
        """A visit by its folder's name, its id, or a path to its folder.

        Raises:
            UserError: there is none, or several.
        """
        name = Path(visit).name
        found = [s for s in self.summaries() if name in (s.folder, s.visit)]
        coordinator = [s for s in found if s.role is LocalRole.COORDINATOR]
        if len(found) == 1 or len(coordinator) == 1:
            return (coordinator or found)[0]
        if not found:
            raise UserError(N_("There is no visit “{id}” in this library."), id=visit)
        raise UserError(
            N_("“{id}” stands for several visits here. Name the folder instead."), id=visit
        )

    def note(self, visit: Visit) -> None:
        """Brings the index up to date with a visit; called after changes and on closing."""
        self.hand_on(visit)
        self.keep((Noted.of(visit),))

    def hand_on(self, visit: Visit) -> Changes:
        """Tells a coordinator's visit what the station's visit before left open, if that is known."""
        if visit.read_only or visit.role is not LocalRole.COORDINATOR:
            return Changes()
        before = self.archive.before(visit.archive.head)
        if before is None or before.entry.closed:
            return Changes()
        return visit.follow_ups.hand_on(before.findings)

    def keep(self, noted: Iterable[Noted], *, over_newer: bool = True) -> None:
        """Puts what was read of visits into the index, all of it or nothing.

        What was read while the visit was worked on may be older than what is known of it; then
        it is passed over, unless it goes `over_newer`.

        Raises:
            UserError: the disk is full or fails.
        """
        with connection.environment(self.folder / INDEX), self._db.atomic():
            for one in noted:
                if not over_newer and self._is_older(one.summary):
                    continue
                self._rows.put(_row(one.summary))
                if one.told is not None:
                    self.archive.put(one.told)

    def _is_older(self, summary: Summary) -> bool:
        known = self._rows.updated_at(summary.folder)
        if not known or not summary.updated_at:
            return bool(known)
        return datetime.fromisoformat(summary.updated_at) < datetime.fromisoformat(known)

    def unknown(self) -> tuple[str, ...]:
        """Folders of visits that the index does not know at all: it was lost, or is being made."""
        known = self._rows.folders()
        there = sorted(path.parent.name for path in (self.folder / VISITS).glob(f"*/{VISIT_KEYS}"))
        return tuple(name for name in there if name not in known)

    def unread(self) -> tuple[str, ...]:
        """Folders of visits of which the index tells nothing or too little."""
        return (*self.unknown(), *self.archive.unread())

    def reading(self, folders: Sequence[str]) -> IndexReading:
        """Reads visits for the index, on any thread; `keep` takes what it finds."""
        return IndexReading(partial(self.open_visit, read_only=True), folders)

    def moving(self, folders: Sequence[str], station: str) -> StationMove:
        """Says in visits which station they belong to, on any thread; `keep` takes what it finds."""
        return StationMove(self.open_visit, folders, station)

    def awaited(self, visit: Visit) -> Awaited | None:
        """Who must hand in before others' scores of a visit are shown here (independence)."""
        rows = (from_json(row.body, Summary) for row in self._rows.of_visit(visit.id))
        own = (OwnSheet(s.person, s.sealed) for s in rows if s.role is LocalRole.PANELIST)
        return awaited(visit.setup, visit.user, own, visit.collecting.handed_in())

    def close(self) -> None:
        connection.close(self._db)

    def _find(self, content: PackContent) -> LibraryRow | None:
        for row in self._rows.all():
            same = (row.visit, row.person) == (content.visit, content.panelist)
            if same and row.role == LocalRole.PANELIST.value:
                return row
        return None

    def _new_folder(self) -> tuple[str, bytes]:
        """A folder's name and its database key, wrapped under the library's."""
        if self.protected:
            raise UserError(PROTECTED)
        name = secrets.token_hex(16)
        key = crypto.new_key()
        slot = _library_slot(name, self._keyring.visits, key)
        path = self._path(name) / VISIT_KEYS
        atomic_write(path, write_slots(Slots(visit=name, slots=(slot,))))
        return name, key

    @contextmanager
    def _gone_unless_whole(self, name: str) -> Iterator[None]:
        """Takes a visit away that could not be made whole: nothing is in it yet."""
        try:
            yield
        except BaseException:
            shutil.rmtree(self._path(name), ignore_errors=True)
            raise

    def _rebuild(self) -> None:
        """Reads the index anew from the visits' folders; one that does not open is left alone."""
        reading = self.reading(self.unread())
        reading(_unseen)
        self.keep(reading.taken())

    def _scoring(self) -> frozenset[str]:
        """Ids of the visits that somebody scores here and has not handed in."""
        rows = self._rows.of_role(LocalRole.PANELIST.value)
        own = (from_json(row.body, Summary) for row in rows)
        return frozenset(s.visit for s in own if s.person and s.cells and not s.sealed)

    def _path(self, folder: str) -> Path:
        return self.folder / VISITS / folder

    def _open_index(self) -> tuple[Database, bool]:
        """The index, and whether it is new and empty; a damaged one is set aside.

        Where nothing can be written, all of this happens to a copy elsewhere.
        """
        path, key = self.folder / INDEX, self._keyring.index
        if not path.exists():
            return self._new_index(path), True
        opened = connection.open_copy if self.protected else connection.open_existing
        try:
            database = opened(path, key, newest=FORMAT)
        except connection.DamagedError:
            log.warning("the library's index is damaged; it is set aside and built anew")
            if not self.protected:
                _set_aside(path)
            return self._new_index(path), True
        if library_steps.pending(database):
            upgrade(database, library_steps)
        return database, False

    def _new_index(self, path: Path) -> Database:
        made = connection.create_elsewhere if self.protected else connection.create
        database = made(path, self._keyring.index)
        upgrade(database, library_steps)
        return database


def _set_aside(path: Path) -> None:
    with connection.environment(path):
        for suffix in ("", "-wal", "-shm"):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.replace(path.with_name(f"{path.name}.damaged{suffix}"))


def _row(summary: Summary) -> LibraryRow:
    return LibraryRow(
        folder=summary.folder,
        visit=summary.visit,
        role=summary.role.value,
        person=summary.person,
        body=to_json(summary).decode(),
        updated_at=summary.updated_at,
    )


def _unseen(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def _coordinator(setup: Setup) -> str:
    return next((p.name for p in setup.panel if p.coordinates), "")


def _keyring(key: bytes) -> Keyring:
    return Keyring(
        index=crypto.subkey(key, b"index"),
        visits=crypto.subkey(key, b"visits").hex(),
        instruments=crypto.subkey(key, b"instruments"),
    )


def _library_slot(folder: str, secret: str, key: bytes) -> Slot:
    """The secret is random and long, so guessing needs no cost."""
    return seal_slot(SlotKind.LIBRARY, folder, secret, key, crypto.LOWEST)
