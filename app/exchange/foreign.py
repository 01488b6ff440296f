"""Files of other programs: size limits, encodings, and one clear refusal for whatever is wrong."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from app.errors import JobCancelledError, UserError
from app.files import read_limited
from app.i18n import N_

LARGEST_FILE = 50_000_000
_LARGEST_UNPACKED = 300_000_000
_LARGEST_PART = 64_000_000
_MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

DAMAGED = N_(
    "{name} is damaged and cannot be read. Ask for it again, or save it anew where it opens."
)
TOO_LARGE = N_("{name} is larger than {limit} MB. Split it into smaller files.")
EMPTY = N_("{name} is empty.")
PASSWORD = N_("{name} is protected by a password. Save a copy without one and choose that.")
OLD = N_(
    "{name} is in the format of Office 97–2003. Save it anew as .docx or .xlsx and choose that."
)
OTHER_KIND = N_("{name} is not the Word or Excel file that its name says. Choose another file.")
BOMB = N_("{name} unpacks to far more than such a file ever holds. It was not opened.")
NO_TEXT = N_("{name} is not a text file in UTF-8 or GB18030. Save it anew as UTF-8.")


def read_foreign(path: Path, limit: int = LARGEST_FILE) -> bytes:
    """A file's bytes.

    Raises:
        UserError: it cannot be read, is empty, or is larger than `limit` bytes.
    """
    if path.is_file() and path.stat().st_size > limit:
        raise UserError(TOO_LARGE, name=path.name, limit=limit // 1_000_000)
    raw = read_limited(path, limit)
    if not raw:
        raise UserError(EMPTY, name=path.name)
    return raw


@contextmanager
def refusing(name: object) -> Iterator[None]:
    """Whatever goes wrong inside while a foreign file is read becomes the refusal `DAMAGED`."""
    try:
        yield
    except (UserError, JobCancelledError):
        raise
    except Exception as error:
        raise UserError(DAMAGED, name=name) from error


def check_office(raw: bytes, name: str, part: str) -> None:
    """Looks at a .docx or .xlsx before any library unpacks it; `part` is what it must hold.

    Python's zipfile never unpacks more than the directory states, so the directory is enough.

    Raises:
        UserError: password, old format, no such file, damaged, or a zip bomb.
    """
    if raw.startswith(_OLE):
        raise UserError(PASSWORD if _PASSWORD_STREAM in raw else OLD, name=name)
    if not raw.startswith(b"PK"):
        raise UserError(OTHER_KIND, name=name)
    with refusing(name), zipfile.ZipFile(BytesIO(raw)) as archive:
        entries = archive.infolist()
    if part not in {entry.filename for entry in entries}:
        raise UserError(OTHER_KIND, name=name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UserError(PASSWORD, name=name)
    if _is_bomb(entries):
        raise UserError(BOMB, name=name)


def decode_text(raw: bytes, name: str) -> str:
    """Text in UTF-8 or GB18030, or in UTF-16 with its mark; line ends as they are.

    Raises:
        UserError: it is in neither, or no text.
    """
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UserError(NO_TEXT, name=name)
    marked = [encoding for mark, encoding in _MARKS if raw.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(NO_TEXT, name=name)


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    sizes = [entry.file_size for entry in entries]
    xml = [e.file_size for e in entries if e.filename.lower().endswith((".xml", ".rels"))]
    return (
        len(sizes) > _MOST_PARTS
        or sum(sizes) > _LARGEST_UNPACKED
        or max(xml, default=0) > _LARGEST_PART
    )
