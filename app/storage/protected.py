"""Databases on disks that cannot be written: a card with its switch set, a read-only share, a disc."""

import errno
import os
import shutil
import tempfile
import weakref
from pathlib import Path

from sqlite_utils import Database

from app.files import cannot_write

_DENIED = (errno.EROFS, errno.EACCES, errno.EPERM)
_PARTS = ("", "-wal")
"""A database, and what was committed to it and is not in it yet."""


_copies: "weakref.WeakKeyDictionary[Database, weakref.finalize[..., Database]]"
_copies = weakref.WeakKeyDictionary()


def is_protected(path: Path) -> bool:
    """Whether a database at this place can be read at most: it, or the folder that it lies in.

    Some systems say so only when one tries. A full disk is another matter.
    """
    if path.exists() and not os.access(path, os.W_OK):
        return True
    if not os.access(path.parent, os.W_OK):
        return path.parent.exists()
    try:
        with tempfile.TemporaryFile(dir=path.parent, prefix="."):
            return False
    except OSError as error:
        return error.errno in _DENIED


def needs_copy(path: Path) -> bool:
    """Whether SQLite must write to read it: what a crash left behind goes into the database first.

    Reading the file alone would pass over the last things that were saved.
    """
    return path.with_name(path.name + "-wal").exists()


def copied(path: Path) -> Path:
    """A copy in a private folder of this computer, sealed as the file itself; `gone_with` ends it.

    Raises:
        UserError: there is no room for it here.
    """
    folder = elsewhere(path).parent
    try:
        for part in _PARTS:
            source = path.with_name(path.name + part)
            if source.exists():
                shutil.copyfile(source, folder / source.name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise cannot_write(folder / path.name, error) from error
    return folder / path.name


def elsewhere(path: Path) -> Path:
    """A place for a file of this name where one can write and nobody else can read."""
    return Path(tempfile.mkdtemp(prefix="huiping-")) / path.name


def gone_with(copy: Path, database: Database) -> None:
    """Takes the copy away on `let_go`, or when the program ends without."""
    _copies[database] = weakref.finalize(database, shutil.rmtree, copy.parent, ignore_errors=True)


def let_go(database: Database) -> None:
    """Called once it is closed: systems there are that remove no open file."""
    copy = _copies.pop(database, None)
    if copy is not None:
        copy()
