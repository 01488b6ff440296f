"""Files outside the library: read with a limit, written whole or not at all."""

import os
import tempfile
from pathlib import Path

from app.errors import UserError
from app.i18n import N_


def read_limited(path: Path, limit: int) -> bytes:
    """A file's bytes.

    Raises:
        UserError: it cannot be read, is no file, or is larger than `limit` bytes.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except IsADirectoryError:
        raise UserError(
            N_("{name} is a folder. Choose a file inside it."), name=path.name
        ) from None
    except FileNotFoundError:
        raise UserError(
            N_("{name} is not there any more. Was the stick pulled out? Plug it in and try again."),
            name=path.name,
        ) from None
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read ({reason}). Copy it to this laptop and try again."),
            name=path.name,
            reason=error.strerror or str(error),
        ) from error
    if len(raw) > limit:
        raise UserError(
            N_(
                "{name} is larger than {limit} MB, which none of our files is. Choose another file."
            ),
            name=path.name,
            limit=limit // 1_000_000,
        )
    return raw


def atomic_write(path: Path, raw: bytes) -> None:
    """Writes a file whole or leaves what was there; what is acknowledged is on the medium.

    Raises:
        UserError: full disk, read-only medium, no permission, the file is open elsewhere, or
            the path is no file's.
    """
    try:
        if path.exists() and not path.is_file():
            raise UserError(
                N_("{name} is a folder or a device. Choose the name of a file."),
                name=path.name or str(path),
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, raw)
    except OSError as error:
        raise cannot_write(path, error) from error


def write_back_checked(path: Path, raw: bytes) -> None:
    """`atomic_write`, then reads the file back and compares, for sticks that lie.

    Raises:
        UserError: as `atomic_write`, or what was read back differs.
    """
    atomic_write(path, raw)
    if path.read_bytes() != raw:
        raise UserError(
            N_(
                "{name} was written, but reads back differently: the stick is failing. Use another one."
            ),
            name=path.name,
        )


def _replace(path: Path, raw: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name durable where the system lets folders be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(path: Path, error: OSError) -> UserError:
    """What to say when the system did not take a file."""
    if isinstance(error, PermissionError) and path.exists():
        template = N_(
            "{name} cannot be replaced: it is open in another program or write-protected. "
            "Close it there and try again, or choose another name."
        )
    else:
        template = N_(
            "{name} cannot be written ({reason}). Nothing was lost; choose another folder or stick."
        )
    return UserError(template, name=path.name, reason=error.strerror or str(error))
