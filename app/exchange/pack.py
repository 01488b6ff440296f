"""The pack: what one panelist gets, sealed under a code that travels on paper."""

from app.errors import UserError
from app.exchange.body import check_texts, pack_body, read_body
from app.exchange.container import FileKind, assemble, bound_head, parse
from app.exchange.crypto import (
    MODERATE,
    SEAL_BYTES,
    BrokenSealError,
    Cost,
    Salt,
    WrongSecretError,
    derive_key,
    new_salt,
    seal,
    unseal,
)
from app.i18n import N_
from app.model.base import Model, changed
from app.model.pack import PackContent
from app.model.setup import Setup
from app.model.station import Id

_DOMAIN = b"huiping pack 1\0"

WRONG_CODE = N_(
    "The code does not open this pack. Look at the printed slip again: each pack has its own "
    "code, and a pack that was issued again has a new one."
)
NOT_ON_PANEL = N_(
    "The pack is for {panelist}, who is not on the visit's panel. Ask the coordinator to issue it "
    "again."
)
MISMATCH = N_(
    "The pack's head and its content belong to different packs. Ask the coordinator to issue it "
    "again."
)


class PackHeader(Model, frozen=True, kw_only=True):
    """What everybody can read: ids, and what the code's check costs. Nobody's name."""

    visit: Id
    pack: Id
    key_id: Id
    salt: Salt
    cost: Cost


def for_panelist(setup: Setup, panelist: str) -> Setup:
    """The set-up as one panelist gets it: without the tasks of the others.

    Names and duties of the panel stay: they stand on the sign-in sheet, the agenda and the
    report's cover, and the program shows who leads.
    """
    return changed(setup, assignments=tuple(a for a in setup.assignments if a.panelist == panelist))


def seal_pack(content: PackContent, code: str, cost: Cost = MODERATE) -> bytes:
    """The file's bytes; the set-up goes in as `for_panelist` leaves it.

    Raises:
        UserError: a text that no document can hold, or the panelist is not on the panel.
    """
    own = changed(content, setup=for_panelist(content.setup, content.panelist))
    _check(own)
    body = pack_body(own)
    read_body(body, PackContent)
    header = PackHeader(
        visit=own.visit, pack=own.pack, key_id=own.key_id, salt=new_salt(), cost=cost
    )
    bound = bound_head(FileKind.PACK, header, len(body) + SEAL_BYTES)
    key = derive_key(code, header.salt, cost)
    return assemble(bound, seal(key, body, _DOMAIN + bound))


def read_pack_header(raw: bytes) -> PackHeader:
    """What can be known without the code; believed only after `open_pack`.

    Raises:
        UserError: as `container.parse`.
    """
    return parse(raw, FileKind.PACK, PackHeader).header


def open_pack(raw: bytes, code: str) -> PackContent:
    """The content of a pack.

    Raises:
        WrongSecretError: another code; or somebody changed the file on purpose.
        UserError: as `container.parse`, or the content cannot be used.
    """
    parsed = parse(raw, FileKind.PACK, PackHeader)
    key = derive_key(code, parsed.header.salt, parsed.header.cost)
    try:
        body = unseal(key, parsed.payload, _DOMAIN + parsed.bound)
    except BrokenSealError:
        raise WrongSecretError(WRONG_CODE) from None
    content = read_body(body, PackContent)
    _check(content)
    _check_head(parsed.header, content)
    return content


def _check(content: PackContent) -> None:
    check_texts(content)
    if content.panelist not in {person.id for person in content.setup.panel}:
        raise UserError(NOT_ON_PANEL, panelist=content.panelist)


def _check_head(header: PackHeader, content: PackContent) -> None:
    named = (header.visit, header.pack, header.key_id)
    if named != (content.visit, content.pack, content.key_id):
        raise UserError(MISMATCH)
