"""Reading what was dropped: files and folders, off the main thread, each with its verdict."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.exchange.container import LIMIT
from app.exchange.workbook_form import HIDDEN
from app.files import read_limited
from app.i18n import N_
from app.services.collect import Incoming, Read, SheetReader
from app.services.merge import Ahead, Union
from ui.jobs import Progress

SUFFIX, WORKBOOK_SUFFIX = ".hsheet", ".xlsx"
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Brought:
    """What a job has read, and what comes of it where anything is new."""

    reads: tuple[Read, ...]
    union: Union | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The work of a job: read, open, back up before something new is taken, and merge ahead.

    `counted` are the hashes of the sheets that count already.
    """

    paths: tuple[Path, ...]
    reader: SheetReader
    counted: frozenset[str]
    backup: Callable[[], Path]
    ahead: Ahead

    def __call__(self, progress: Progress) -> Brought:
        found = tuple(sheet_paths(self.paths))
        reads = []
        for number, path in enumerate(found):
            progress(number, len(found) + 1)
            reads.append(self._read(path))
        progress(len(found), len(found) + 1)
        return _prepared(reads, self.counted, self.backup, self.ahead)

    def _read(self, path: Path) -> Read:
        try:
            raw = read_limited(path, LIMIT)
        except UserError as error:
            return Read(Incoming(path.name, b""), "", "", refusal=error)
        return self.reader.read(Incoming(path.name, raw))


@dataclass(frozen=True, slots=True)
class Taking:
    """The work of a job: open a sheet of a withdrawn key all the same, and back up."""

    file: Incoming
    reader: SheetReader
    backup: Callable[[], Path]
    ahead: Ahead

    def __call__(self, progress: Progress) -> Brought:
        progress(0, 1)
        read = self.reader.read(self.file, withdrawn_too=True)
        return _prepared([read], frozenset(), self.backup, self.ahead)


@dataclass(frozen=True, slots=True)
class TakingOut:
    """The work of a job: what is left without a sheet, and why it goes."""

    digest: str
    reason: str
    ahead: Ahead

    def __call__(self, progress: Progress) -> "Left":
        progress(0, 1)
        return Left(self.digest, self.reason, self.ahead(without=self.digest))


@dataclass(frozen=True, slots=True)
class Left:
    """A sheet that is to go, and what is left without it."""

    digest: str
    reason: str
    union: Union


def _prepared(
    reads: Sequence[Read], counted: frozenset[str], backup: Callable[[], Path], ahead: Ahead
) -> Brought:
    """Backed up and merged where something is new; what was read alone where nothing is."""
    if not any(read.content is not None and read.hash not in counted for read in reads):
        return Brought(tuple(reads), None)
    backup()
    return Brought(tuple(reads), ahead(reads))


def sheet_paths(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as they were named, and the sheets inside folders.

    Raises:
        UserError: a folder cannot be listed, or no sheet lies in what was given.
    """
    empty = []
    for path in paths:
        inside = list(_inside(path)) if path.is_dir() else [path]
        yield from inside
        if not inside:
            empty.append(path.name or str(path))
    if empty:
        raise UserError(
            N_(
                "There is no sheet (.hsheet) in {folders}, and no score workbook. Choose the folder that holds the sheets."
            ),
            folders="、".join(empty),
        )


def sheets_inside(folder: Path) -> tuple[Path, ...]:
    """Sheets in a folder and a few levels below it.

    Raises:
        UserError: a folder cannot be listed.
    """
    return tuple(_inside(folder))


def _inside(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Sheets in a folder and a few levels below it; hidden folders are passed over."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read ({reason}). Copy it to this laptop and try again."),
            name=folder.name,
            reason=error.strerror or str(error),
        ) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink() and depth < DEEPEST:
            yield from _inside(entry, depth + 1)
        elif entry.suffix.lower() == SUFFIX or _is_workbook(entry):
            yield entry


def _is_workbook(path: Path) -> bool:
    """Whether a spreadsheet is one of ours; other people's are passed over in a folder."""
    if path.suffix.lower() != WORKBOOK_SUFFIX or path.name.startswith("~$"):
        return False
    try:
        with zipfile.ZipFile(path) as parts:
            return HIDDEN.encode() in parts.read("xl/workbook.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
