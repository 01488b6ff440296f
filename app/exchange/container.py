"""The shape that packs, sheets and archives share: a clear head, then sealed bytes.

    magic 8 · kind 1 · format 2 · header length 4 · payload length 8 · checksum 32 · header · payload

The first five are fixed for all formats to come, so that a file of a newer format can still be
told from one that was cut off. The checksum (BLAKE2b-256 over everything else) finds accidents
and says so; it protects from nobody. What protects is bound to the head by those who seal.
"""

import codecs
import hashlib
import re
import struct
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from app.errors import UserError
from app.files import read_limited
from app.i18n import N_
from app.model.base import Model, from_json, to_json

LIMIT = 600_000_000
MAGIC = b"\x89HPN\r\n\x1a\n"
_FIXED = struct.Struct(">8scHIQ")
_CHECKSUM = 32
_START = _FIXED.size + _CHECKSUM
_SAMPLE = 4096
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ALTERED = re.compile(rb"(\x89|\t|\?|\xc2\x89|\xef\xbf\xbd)?HPN[\r\n]")

H = TypeVar("H", bound=Model)


class FileKind(Enum):
    """What a file is by its bytes. `OURS`: our magic, but a kind that is not known or cut off."""

    PACK = "pack"
    SHEET = "sheet"
    ARCHIVE = "archive"
    OURS = "ours"
    ALTERED = "altered"
    WORKBOOK = "workbook"
    DOCUMENT = "document"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


LETTERS = {FileKind.PACK: b"P", FileKind.SHEET: b"S", FileKind.ARCHIVE: b"A"}
SUFFIXES = {FileKind.PACK: ".hpack", FileKind.SHEET: ".hsheet", FileKind.ARCHIVE: ".hvisit"}
FORMATS = {FileKind.PACK: 1, FileKind.SHEET: 1, FileKind.ARCHIVE: 1}
_BY_LETTER = {letter: kind for kind, letter in LETTERS.items()}

REFUSALS = {
    FileKind.EMPTY: N_("The file is empty: copying it did not finish. Copy it again."),
    FileKind.TEXT: N_("The file is plain text. Choose the file whose name ends in {suffix}."),
    FileKind.UNKNOWN: N_(
        "The file was not made by this program. Choose the file whose name ends in {suffix}."
    ),
    FileKind.WORKBOOK: N_(
        "The file is an Excel workbook. Choose the file whose name ends in {suffix}."
    ),
    FileKind.DOCUMENT: N_(
        "The file is a Word document. Choose the file whose name ends in {suffix}."
    ),
    FileKind.ALTERED: N_(
        "The file was changed on its way as if it were text, as some mail and chat programs do. "
        "Copy it on a stick, or send it inside a ZIP file."
    ),
    FileKind.PACK: N_(
        "The file is a pack, not {suffix}: with it a panelist opens the visit on their own laptop, "
        "from the first page."
    ),
    FileKind.SHEET: N_(
        "The file is a panelist's sheet, not {suffix}: the coordinator collects it, in the visit "
        "that issued the panelist's pack."
    ),
    FileKind.ARCHIVE: N_(
        "The file is the archive of a visit, not {suffix}: it is restored from the first page."
    ),
}
TRUNCATED = N_(
    "The file breaks off after {size} bytes: copying it did not finish. Copy it again, and take "
    "the stick out only when that is done."
)
LONGER = N_(
    "The file has {extra} bytes too many: something was added to it. Copy it again from the "
    "laptop where it was made."
)
DAMAGED = N_(
    "The file was damaged on its way: its bytes do not add up. Copy it again from the laptop "
    "where it was made, on another stick if it happens twice."
)
NEWER = N_(
    "The file has format {format}, and this version of the program reads up to format {known}. "
    "Install the newer version of the program on this laptop."
)
BAD_HEADER = N_(
    "The head of the file cannot be understood ({fault}). Have the file made again on the laptop "
    "where it comes from."
)
TOO_LARGE = N_(
    "This would become a file of {size} MB; {limit} MB is the most that can be read again. "
    "Leave out some pictures."
)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[H]):
    """A file taken apart. `bound` is what its seal is bound to: the head without the checksum."""

    header: H
    bound: bytes
    payload: bytes


def read_file(path: Path) -> bytes:
    """A pack's, sheet's or archive's bytes.

    Raises:
        UserError: it cannot be read, or is larger than any of ours.
    """
    return read_limited(path, LIMIT)


def describe(path: Path) -> FileKind:
    """What a dropped file is, by its bytes and not by its name.

    Raises:
        UserError: it cannot be read, or is larger than any of ours.
    """
    return kind_of(read_file(path))


def kind_of(raw: bytes) -> FileKind:
    """What the bytes are; looks at no more than is needed to tell."""
    if not raw:
        return FileKind.EMPTY
    if raw[: len(MAGIC)] == MAGIC[: len(raw)]:
        return _BY_LETTER.get(raw[len(MAGIC) : len(MAGIC) + 1], FileKind.OURS)
    if _ALTERED.match(raw):
        return FileKind.ALTERED
    if raw.startswith(b"PK\x03\x04"):
        return _kind_of_zip(raw)
    return FileKind.TEXT if _is_text(raw) else FileKind.UNKNOWN


def bound_head(kind: FileKind, header: Model, payload_size: int) -> bytes:
    """The head that is sealed along with a payload of that size.

    Raises:
        UserError: the file would be too large to be read again.
    """
    text = to_json(header)
    if _START + len(text) + payload_size > LIMIT:
        size = (_START + len(text) + payload_size) // 1_000_000
        raise UserError(TOO_LARGE, size=size, limit=LIMIT // 1_000_000)
    return _FIXED.pack(MAGIC, LETTERS[kind], FORMATS[kind], len(text), payload_size) + text


def assemble(bound: bytes, payload: bytes) -> bytes:
    """The file's bytes."""
    fixed, text = bound[: _FIXED.size], bound[_FIXED.size :]
    return b"".join((fixed, _checksum(bound, payload), text, payload))


def parse(raw: bytes, kind: FileKind, header_type: type[H]) -> Parsed[H]:
    """Takes a file apart; nothing in it is to be believed before its seal has been opened.

    Raises:
        UserError: what it is instead, cut off, too long, damaged, newer, or a bad head.
    """
    found = kind_of(raw)
    if found not in {kind, FileKind.OURS}:
        raise UserError(REFUSALS[found], suffix=SUFFIXES[kind])
    header_size = _measure(raw)
    bound = raw[: _FIXED.size] + raw[_START : _START + header_size]
    payload = raw[_START + header_size :]
    if raw[_FIXED.size : _START] != _checksum(bound, payload):
        raise UserError(DAMAGED)
    _check_format(raw, kind)
    return Parsed(_header(bound[_FIXED.size :], header_type), bound, payload)


def _measure(raw: bytes) -> int:
    """The header's length, after comparing the file's with what it says."""
    if len(raw) < _START:
        raise UserError(TRUNCATED, size=len(raw))
    _magic, _kind, _format, header_size, payload_size = _FIXED.unpack_from(raw)
    whole = _START + header_size + payload_size
    if len(raw) < whole:
        raise UserError(TRUNCATED, size=len(raw))
    if len(raw) > whole:
        raise UserError(LONGER, extra=len(raw) - whole)
    return int(header_size)


def _check_format(raw: bytes, kind: FileKind) -> None:
    _magic, letter, number, _header_size, _payload_size = _FIXED.unpack_from(raw)
    if letter != LETTERS[kind] or number != FORMATS[kind]:
        raise UserError(NEWER, format=number, known=FORMATS[kind])


def _header(text: bytes, header_type: type[H]) -> H:
    try:
        return from_json(text, header_type)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UserError(BAD_HEADER, fault=str(error)) from error


def _checksum(bound: bytes, payload: bytes) -> bytes:
    state = hashlib.blake2b(bound, digest_size=_CHECKSUM)
    state.update(payload)
    return state.digest()


def _kind_of_zip(raw: bytes) -> FileKind:
    if b"word/document.xml" in raw:
        return FileKind.DOCUMENT
    return FileKind.WORKBOOK if b"xl/workbook.xml" in raw else FileKind.UNKNOWN


def _is_text(raw: bytes) -> bool:
    """Whether it opens in a text editor: Unicode, or what Chinese Windows writes."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = raw[:_SAMPLE]
    if _CONTROL.search(sample):
        return False
    return any(
        _decodes(sample, codec, whole=len(raw) == len(sample)) for codec in ("utf-8", "gb18030")
    )


def _decodes(sample: bytes, codec: str, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(sample, whole)
    except UnicodeDecodeError:
        return False
    return True
