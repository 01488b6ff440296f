"""The sheet: what one panelist recorded, signed by that panelist, sealed to the coordinator."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.errors import UserError
from app.exchange.body import check_texts, pack_body, read_body
from app.exchange.codes import check_code_of
from app.exchange.container import FileKind, assemble, bound_head, parse
from app.exchange.crypto import (
    BOX_BYTES,
    SIGNATURE_BYTES,
    BrokenSealError,
    is_signed,
    open_box,
    seal_to,
    sign,
)
from app.i18n import N_
from app.model.base import Model
from app.model.capture import DocumentCheck, Photo
from app.model.hashes import Hash, content_hash
from app.model.sheet import SheetContent
from app.model.station import Id

_DOMAIN = b"huiping sheet 1\0"
_COMMON = ("visit", "device", "revision", "parent", "setup_version", "instrument_hash")
_Count = Annotated[int, Meta(ge=1, le=1_000_000)]

OTHER_VISIT = N_(
    "The sheet belongs to another visit. Open the visit that issued this panelist's pack and "
    "collect it there."
)
UNKNOWN_KEY = N_(
    "The sheet is signed with a key that this visit never issued. Ask the panelist from which pack "
    "it was made."
)
WITHDRAWN = N_(
    "The sheet is signed with the key of a pack that was issued again since. Ask {panelist} to "
    "hand in from the new pack, or take this sheet with a reason."
)
CANNOT_OPEN = N_(
    "The sheet cannot be opened with this visit's key: it was sealed for another set-up of the "
    "visit, or changed on purpose. Ask the panelist to hand in again."
)
BAD_SIGNATURE = N_(
    "The sheet's signature is not right: somebody changed it, or it was not made with this pack. "
    "Ask the panelist for the sheet in person."
)
NOT_OWNER = N_(
    "The sheet says that it comes from {claimed}, but is signed with the key of {panelist}. Ask "
    "both which of them handed it in."
)
DISAGREES = N_(
    "The sheet's head and its content differ in {field}. Ask the panelist to hand in again."
)
OTHER_AUTHOR = N_(
    "The sheet of {panelist} holds an entry of {author}. Ask the panelist to hand in again from "
    "their own pack."
)
NO_OFFSET = N_(
    "The time at {place} does not say its offset from UTC. Ask the panelist to hand in again."
)
CHANGED_PICTURE = N_(
    "The picture {hash} is not the one that was recorded. Take it out of the entry and add it again."
)
LOST_PICTURE = N_(
    "The picture {hash} is missing, and the sheet does not say so. Ask the panelist to hand in "
    "again."
)


class WithdrawnKeyError(UserError):
    """The sheet waits until somebody takes it, or leaves it, with a reason."""


class SheetHeader(Model, frozen=True, kw_only=True):
    """What everybody can read: ids and numbers. Nobody's name."""

    visit: Id
    key_id: Id
    device: Id
    revision: _Count
    parent: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""
    setup_version: _Count
    instrument_hash: Hash


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key id's owner. To take a sheet of a withdrawn key, open it with `withdrawn` false."""

    panelist: str
    verify_key: bytes
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet that passed every check; `hash` names the file as it came."""

    header: SheetHeader
    content: SheetContent
    hash: str

    @property
    def check_code(self) -> str:
        return check_code_of(self.hash)


def seal_sheet(
    content: SheetContent, signing_seed: bytes, key_id: str, coordinator_public: bytes
) -> bytes:
    """The file's bytes. What `open_sheet` would refuse is refused here, where it can be mended.

    Raises:
        UserError: a bad text, a lost or changed picture, another's entry, or it is too large.
    """
    _check_content(content)
    body = pack_body(content)
    read_body(body, SheetContent)
    common = {name: getattr(content, name) for name in _COMMON}
    header = msgspec.convert({"key_id": key_id, **common}, SheetHeader)
    bound = bound_head(FileKind.SHEET, header, BOX_BYTES + SIGNATURE_BYTES + len(body))
    signature = sign(signing_seed, _signed(bound, body))
    return assemble(bound, seal_to(coordinator_public, signature + body))


def read_sheet_header(raw: bytes) -> SheetHeader:
    """What can be known without the coordinator's key; believed only after `open_sheet`.

    Raises:
        UserError: as `container.parse`.
    """
    return parse(raw, FileKind.SHEET, SheetHeader).header


def open_sheet(
    raw: bytes, visit: str, coordinator_private: bytes, keys: Mapping[str, IssuedKey]
) -> Opened:
    """A sheet of this visit. `keys` are all keys ever issued, by key id.

    Raises:
        WithdrawnKeyError: the pack was issued again.
        UserError: the first check that failed, in the order of docs/security.md.
    """
    parsed = parse(raw, FileKind.SHEET, SheetHeader)
    header = parsed.header
    if header.visit != visit:
        raise UserError(OTHER_VISIT)
    issued = _issued(header.key_id, keys)
    body = _unsealed(parsed.payload, parsed.bound, coordinator_private, issued.verify_key)
    content = read_body(body, SheetContent)
    if content.panelist != issued.panelist:
        raise UserError(NOT_OWNER, claimed=content.panelist, panelist=issued.panelist)
    _check_head(header, content)
    _check_content(content)
    return Opened(header=header, content=content, hash=content_hash(raw))


def _issued(key_id: str, keys: Mapping[str, IssuedKey]) -> IssuedKey:
    issued = keys.get(key_id)
    if issued is None:
        raise UserError(UNKNOWN_KEY)
    if issued.withdrawn:
        raise WithdrawnKeyError(WITHDRAWN, panelist=issued.panelist)
    return issued


def _unsealed(payload: bytes, bound: bytes, private: bytes, verify_key: bytes) -> bytes:
    try:
        inner = open_box(private, payload)
    except BrokenSealError:
        raise UserError(CANNOT_OPEN) from None
    signature, body = inner[:SIGNATURE_BYTES], inner[SIGNATURE_BYTES:]
    if not is_signed(verify_key, signature, _signed(bound, body)):
        raise UserError(BAD_SIGNATURE)
    return body


def _signed(bound: bytes, body: bytes) -> bytes:
    """What the signature is over; the head goes in as a hash of fixed length."""
    return _DOMAIN + hashlib.blake2b(bound, digest_size=32).digest() + body


def _check_head(header: SheetHeader, content: SheetContent) -> None:
    for name in _COMMON:
        if getattr(header, name) != getattr(content, name):
            raise UserError(DISAGREES, field=name)


def _check_content(content: SheetContent) -> None:
    for capture in content.captures:
        if capture.author != content.panelist:
            raise UserError(OTHER_AUTHOR, panelist=content.panelist, author=capture.author)
    check_texts(content)
    for place, moment in _moments(content):
        if moment.utcoffset() is None:
            raise UserError(NO_OFFSET, place=place)
    _check_pictures(content)


def _moments(content: SheetContent) -> Iterator[tuple[str, datetime]]:
    """Every time with its place; one without offset cannot be put in order with the others."""
    yield "$.handed_in_at", content.handed_in_at
    for index, capture in enumerate(content.captures):
        yield f"$.captures[{index}].at", capture.at
        if isinstance(capture.body, DocumentCheck):
            for moment in (capture.body.requested_at, capture.body.received_at):
                if moment is not None:
                    yield f"$.captures[{index}].body", moment


def _check_pictures(content: SheetContent) -> None:
    for name, picture in content.blobs.items():
        if content_hash(picture) != name:
            raise UserError(CHANGED_PICTURE, hash=name)
    accounted = content.blobs.keys() | set(content.missing)
    for capture in content.captures:
        if isinstance(capture.body, Photo) and capture.body.blob not in accounted:
            raise UserError(LOST_PICTURE, hash=capture.body.blob)
