"""Encrypted SQLite files: open, create, copy; environment errors become sentences here, once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Database

from app.errors import UserError
from app.i18n import N_
from app.storage import protected

APPLICATION_ID = 0x48504E47
KEY_BYTES = 32
_WRITES, _READS, _FIXED = "mode=rw", "mode=ro", "mode=ro&immutable=1"
"""Beside another writer a file is read as one that may change; where nobody can write it does not."""

DatabaseError: type[Exception] = sqlcipher.DatabaseError


class DamagedError(UserError):
    """The file is ours and the key is right, but its content cannot be read."""


class NewerFormatError(UserError):
    """The file was written by a newer program."""


def create(path: Path, key: bytes) -> Database:
    """A new encrypted database; the file must not be there yet."""
    with environment(path):
        path.touch(mode=0o600, exist_ok=False)
    return _connect(path, key, _WRITES)


def open_existing(path: Path, key: bytes, *, newest: int, read_only: bool = False) -> Database:
    """Opens a database that this program wrote. `newest` is the highest format number we know.

    Read-only it opens on a write-protected disk too.

    Raises:
        UserError: missing or empty file, damaged or foreign content, a newer format, or no
            permission. The file is unchanged then.
    """
    _look_at_size(path)
    if read_only and protected.is_protected(path):
        return _open_protected(path, key, newest)
    return _opened(_connect(path, key, _READS if read_only else _WRITES), path, newest)


def open_copy(path: Path, key: bytes, *, newest: int) -> Database:
    """A copy elsewhere, which may be written and is gone with the program; errors name the file.

    Raises:
        UserError: as `open_existing`, or there is no room for the copy.
    """
    _look_at_size(path)
    copy = protected.copied(path)
    database = _connect(copy, key, _WRITES)
    protected.gone_with(copy, database)
    return _opened(database, path, newest)


def create_elsewhere(path: Path, key: bytes) -> Database:
    """A new database in place of one that cannot be written; it is gone with the program."""
    copy = protected.elsewhere(path)
    database = create(copy, key)
    protected.gone_with(copy, database)
    return database


def _open_protected(path: Path, key: bytes, newest: int) -> Database:
    """SQLite would make files beside it, even to read; nothing here changes while it is open."""
    if protected.needs_copy(path):
        return open_copy(path, key, newest=newest)
    return _opened(_connect(path, key, _FIXED), path, newest)


def _opened(database: Database, path: Path, newest: int) -> Database:
    try:
        with environment(path):
            _check_identity(database, path, newest)
    except BaseException:
        close(database)
        raise
    return database


def close(database: Database) -> None:
    """Closes it; a copy that was made of it goes."""
    database.conn.close()
    protected.let_go(database)


@contextmanager
def environment(path: Path) -> Iterator[None]:
    """Turns what the surroundings do to a database into refusals; other errors fly on."""
    try:
        yield
    except sqlcipher.OperationalError as error:
        raise _explain(error, path) from error
    except sqlcipher.DatabaseError as error:
        if type(error) is not sqlcipher.DatabaseError:
            raise
        raise _damaged(path) from error
    except FileExistsError:
        raise UserError(
            N_("{name} is there already. Choose another place."), name=path.name
        ) from None
    except OSError as error:
        raise UserError(
            N_(
                "{name} cannot be opened ({reason}). Nothing was changed; check the disk and try again."
            ),
            name=path.name,
            reason=error.strerror or str(error),
        ) from error


def copy_to(database: Database, target: Path, key: bytes) -> None:
    """A consistent copy under the same key, checked before it counts.

    Raises:
        UserError: the copy cannot be written, or does not pass SQLite's own check.
    """
    copy = create(target, key)
    try:
        with environment(target):
            cast("Any", database.conn).backup(cast("Any", copy.conn))
            verify(copy, target)
    except BaseException:
        copy.conn.close()
        target.unlink(missing_ok=True)
        raise
    copy.conn.close()


def verify(database: Database, path: Path) -> None:
    """Raises DamagedError unless integrity and foreign keys hold."""
    if scalar(database, "pragma integrity_check") != "ok" or list(
        database.query("pragma foreign_key_check")
    ):
        raise _damaged(path)


def scalar(database: Database, sql: str, values: tuple[object, ...] = ()) -> str | int | None:
    """The first column of the first row, or None."""
    row = database.execute(sql, list(values)).fetchone()
    return None if row is None else row[0]


def _connect(path: Path, key: bytes, mode: str) -> Database:
    if len(key) != KEY_BYTES:
        raise ValueError("a raw key has 32 bytes")
    with environment(path):
        connection = sqlcipher.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("pragma cipher_log_level = none")
        connection.execute(f"pragma key = \"x'{key.hex()}'\"")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma recursive_triggers = on")
        connection.execute("pragma temp_store = memory")
        connection.execute("pragma busy_timeout = 3000")
        if mode == _WRITES:
            connection.execute("pragma synchronous = full")
    return Database(cast("Any", connection), use_old_upsert=False)


def _look_at_size(path: Path) -> None:
    with environment(path):
        size = path.stat().st_size
    if size == 0:
        raise DamagedError(
            N_("{name} is empty: its content was lost outside the program. Restore a backup."),
            name=path.name,
        )


def _check_identity(database: Database, path: Path, newest: int) -> None:
    if scalar(database, "pragma application_id") != APPLICATION_ID:
        raise _damaged(path)
    if int(scalar(database, "pragma user_version") or 0) > newest:
        raise NewerFormatError(
            N_(
                "{name} was written by a newer version of this program. Update the program here first."
            ),
            name=path.name,
        )
    if scalar(database, "pragma quick_check") != "ok":
        raise _damaged(path)


def _damaged(path: Path) -> DamagedError:
    return DamagedError(
        N_("{name} is damaged or not one of our databases. It was not changed; restore a backup."),
        name=path.name,
    )


def _explain(error: Exception, path: Path) -> UserError:
    text = str(error)
    if "unable to open" in text and path.exists() and not os.access(path.parent, os.W_OK):
        text = "readonly"
    reasons = {
        "disk is full": N_(
            "The disk is full. Your last entry is not saved yet; free some space and enter it again."
        ),
        "readonly": N_(
            "{name} is write-protected here. Copy the library to a disk that can be written."
        ),
        "locked": N_(
            "{name} is in use by another window of this program. Close that one and try again."
        ),
        "disk I/O": N_("The disk reports an error at {name}. Copy the library to another disk."),
        "unable to open": N_(
            "{name} cannot be opened here. Check that the disk is still connected."
        ),
    }
    for part, template in reasons.items():
        if part in text:
            return UserError(template, name=path.name)
    raise error
