"""What the window works on: the library, the practice library, and the visit that is open."""

import secrets
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import UserError
from app.exchange import crypto
from app.exchange.container import FileKind, kind_of, read_file
from app.exchange.pack import open_pack
from app.i18n import N_, _
from app.library import Keyring, Library
from app.rules.beginning import Beginning, blank_setup
from app.summary import Summary
from app.visit import Visit
from ui import rubbish
from ui.jobs import Job, Jobs, Progress
from ui.opening import Opened, Opening
from ui.reading import IndexReader

if TYPE_CHECKING:
    from app.model.instrument import Instrument
    from app.model.pack import PackContent

PRACTICE = "practice"
USUAL_INSTRUMENT = "gz-2023"
INSTRUMENT_MARK = b"huiping-instrument/"
PRACTICE_WORD = "practice visits hold nothing secret"


class Desk(QObject):
    """Opens and closes; slow halves run as jobs.

    Signals:
        library_changed: unlocked, or a visit was added or changed.
        opened: (Visit, Library, practice: bool)
        refused: (UserError)
        wants_code: (path, raw) a pack was chosen; answer with `open_pack`.
        wants_library: a pack or a set-up was chosen while there is no open library.
        kept: (Instrument) one that was opened lies in the library now.
    """

    library_changed = Signal()
    opened = Signal(object, object, object)
    refused = Signal(object)
    wants_code = Signal(object, object)
    wants_library = Signal()
    kept = Signal(object)

    def __init__(self, data: Path, folder: Path, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self._data = data
        self._jobs = jobs
        self._library: Library | None = None
        self._practice: Library | None = None
        self._opening = False
        self.reader = IndexReader(jobs, self)
        self.reader.kept.connect(self.library_changed)

    @property
    def jobs(self) -> Jobs:
        """What is under way, for whoever shows it."""
        return self._jobs

    @property
    def library(self) -> Library | None:
        """The unlocked library."""
        return self._library

    @property
    def has_library(self) -> bool:
        return Library.exists(self.folder)

    def summaries(self) -> tuple[Summary, ...]:
        """The library's visits; none while it is locked."""
        return self._library.summaries() if self._library else ()

    def unlock(self, passphrase: str) -> None:
        """Opens the library, or makes it if there is none."""
        self._start(_("Unlocking"), _Unlock(self.folder, passphrase).work, self._on_unlocked)

    def open_summary(self, summary: Summary) -> None:
        """Opens a visit of the library, unless one is being opened."""
        if self._library is not None and not self._opening:
            self._open_folder(self._library, summary.folder)

    def begin(self, begun: Beginning, folder: str = "") -> None:
        """Makes a visit and opens it; `folder` is an earlier one of the library to take over from.

        The indicator system is the earlier visit's, else the one that comes with the program.
        """
        try:
            self._begin(begun, folder)
        except UserError as error:
            self.refused.emit(error)

    def practise(self, name: str, panelist: str = "") -> None:
        """Opens a practice visit, made at first use; with a panelist's id the day, else the evening."""
        if self._opening:
            return
        self._start(
            _("Preparing the practice visit"),
            _Practice(self._data / PRACTICE, name, panelist).work,
            self._on_practice,
        )

    def open_file(self, path: Path) -> None:
        """Does what fits the file: a pack asks for its code, a set-up makes a visit.

        An instrument is kept in the library, to be chosen in a visit's set-up.
        """
        try:
            self._open_file(path)
        except UserError as error:
            self.refused.emit(error)

    def open_pack(self, raw: bytes, code: str) -> None:
        """Opens a pack in the library."""
        self._start(_("Opening the pack"), _Pack(raw, code).work, self._on_pack)

    def close_visit(self, visit: Visit, library: Library) -> None:
        """Brings the index up to date and closes the visit."""
        if not visit.read_only:
            library.note(visit)
        visit.close()
        rubbish.let_go()
        self.library_changed.emit()

    def close(self) -> None:
        for library in (self._library, self._practice):
            if library is not None:
                library.close()
        self._library = self._practice = None

    def _open_file(self, path: Path) -> None:
        raw = read_file(path)
        kind = kind_of(raw)
        if self._library is None:
            self.wants_library.emit()
            return
        if kind is FileKind.PACK:
            self.wants_code.emit(path, raw)
            return
        if kind is FileKind.WORKBOOK or (kind is FileKind.TEXT and INSTRUMENT_MARK in raw[:400]):
            label = _("Reading {name}").format(name=path.name)
            self._start(label, _ReadInstrument(path).work, self._on_instrument)
            return
        if kind is FileKind.TEXT:
            self._new_visit(path)
            return
        raise UserError(
            N_(
                "{name} cannot be opened here. Packs (.hpack), set-ups (.yaml) and instruments (.yaml, .xlsx) can; sheets are collected inside their visit."
            ),
            name=path.name,
        )

    def _begin(self, begun: Beginning, folder: str) -> None:
        from app.exchange.instrument_file import load_shipped

        library = self._library
        assert library is not None
        if folder:
            visit = library.new_visit_after(folder, begun)
        else:
            visit = library.new_visit(blank_setup(begun), load_shipped(USUAL_INSTRUMENT))
        self._show(visit, library)

    def _new_visit(self, path: Path) -> None:
        from app.exchange.setup_file import read_setup

        assert self._library is not None
        setup, instrument = read_setup(path)
        self._show(self._library.new_visit(setup, instrument), self._library)

    def _open_folder(self, library: Library, folder: str, *, practice: bool = False) -> None:
        self._read(Opening(lambda: library.open_visit(folder), library, practice=practice))

    def _show(self, visit: Visit, library: Library) -> None:
        """Goes the same way with a visit that is open already."""
        self._read(Opening(lambda: visit, library))

    def _read(self, opening: Opening) -> None:
        self._opening = True
        self._start(_("Opening the visit"), opening.work, self._on_read, self._on_opening_over)

    def _start(
        self,
        label: str,
        work: Callable[[Progress], object],
        succeeded: Callable[[object], None],
        over: Callable[[], None] | None = None,
    ) -> None:
        job = Job(label, work, self)
        job.succeeded.connect(succeeded)
        job.failed.connect(self.refused)
        if over is not None:
            job.over.connect(over)
        self._jobs.start(job)

    @Slot(object)
    def _on_read(self, value: object) -> None:
        found = cast("Opened", value)
        try:
            found.library.hand_on(found.visit)
        except UserError as error:
            self.refused.emit(error)
        self.opened.emit(found.visit, found.library, found.practice)

    @Slot()
    def _on_opening_over(self) -> None:
        self._opening = False

    @Slot(object)
    def _on_unlocked(self, keys: object) -> None:
        keyring, cost = cast("tuple[Keyring, crypto.Cost]", keys)
        self._library = Library(self.folder, keyring, cost, rebuild=False)
        self.library_changed.emit()
        if self._library.unknown():
            self.reader.read(self._library)

    @Slot(object)
    def _on_instrument(self, instrument: object) -> None:
        assert self._library is not None
        shelf = self._library.instruments
        try:
            kept = shelf.save(cast("Instrument", instrument), datetime.now().astimezone())
        except UserError as error:
            self.refused.emit(error)
        else:
            self.kept.emit(kept.instrument)

    @Slot(object)
    def _on_pack(self, content: object) -> None:
        library = self._library
        assert library is not None
        try:
            visit = library.take_pack(cast("PackContent", content))
        except UserError as error:
            self.refused.emit(error)
        else:
            self.library_changed.emit()
            self._show(visit, library)

    @Slot(object)
    def _on_practice(self, folder: object) -> None:
        if self._practice is None:
            self._practice = Library.open(self._data / PRACTICE, PRACTICE_WORD)
        self._open_folder(self._practice, str(folder), practice=True)


class _Unlock:
    def __init__(self, folder: Path, passphrase: str) -> None:
        self._folder, self._passphrase = folder, passphrase

    def work(self, _progress: Progress) -> object:
        if not Library.exists(self._folder):
            return Library.make(self._folder, self._passphrase)
        return Library.unlock(self._folder, self._passphrase)


class _ReadInstrument:
    """A workbook or a YAML file; the libraries for both are slow to import."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def work(self, progress: Progress) -> object:
        progress(0, 1)
        if self._path.suffix.lower() in (".yaml", ".yml"):
            from app.exchange.instrument_file import read_instrument

            return read_instrument(self._path)
        from app.exchange.instrument_read import read_sheet

        return read_sheet(self._path).instrument


class _Pack:
    def __init__(self, raw: bytes, code: str) -> None:
        self._raw, self._code = raw, code

    def work(self, _progress: Progress) -> object:
        return open_pack(self._raw, self._code)


class _Practice:
    """Makes a practice visit if it is not there yet; gives its folder's name."""

    def __init__(self, folder: Path, name: str, panelist: str) -> None:
        self._folder, self._name, self._panelist = folder, name, panelist

    def work(self, progress: Progress) -> object:
        from app.demo import play, prepare_panelist, sample_station

        library = self._library()
        try:
            known = self._known(library, sample_station(self._name))
            if known is not None:
                return known
            progress(0, 1)
            if self._panelist:
                return prepare_panelist(library, self._name, self._panelist)
            with tempfile.TemporaryDirectory(prefix="huiping-") as folder:
                panelists = Library.create(
                    Path(folder) / "library", secrets.token_hex(), crypto.LOWEST
                )
                played = play(library, self._name, panelists)
                played.visit.close()
                panelists.close()
            return played.visit.folder.name
        finally:
            library.close()

    def _library(self) -> Library:
        if Library.exists(self._folder):
            return Library.open(self._folder, PRACTICE_WORD)
        return Library.create(self._folder, PRACTICE_WORD, crypto.LOWEST)

    def _known(self, library: Library, station: str) -> str | None:
        for summary in library.summaries():
            if (summary.station, summary.person) == (station, self._panelist):
                return summary.folder
        return None
