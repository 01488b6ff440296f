"""Slots: one database key, wrapped once for each secret that may open it (`keys.json`)."""

from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta

from app.errors import UserError
from app.exchange.codes import normalise
from app.exchange.crypto import (
    KEY_BYTES,
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
from app.model.base import Model, changed, from_json, to_json
from app.model.station import Id

FORMAT = 1
_SEALED = KEY_BYTES + SEAL_BYTES
_DOMAIN = b"huiping slot 1\0"

WRONG_PASSPHRASE = N_("The passphrase is not right. Spaces and capital letters make no difference.")
WRONG_CODE = N_(
    "The code is not right. Look at the printed slip again; O counts as 0; I and L count as 1."
)
OTHER_LIBRARY = N_(
    "The visit belongs to another library. Open it with its own passphrase or its emergency code."
)
EMPTY_SECRET = N_("Type something that is not only blanks and dashes.")
NO_SLOT = N_("This visit cannot be opened that way. Use the passphrase or code it was set up with.")
DAMAGED = N_(
    "The file of this visit's keys is damaged ({fault}). Restore the visit's folder from a backup."
)
NEWER = N_(
    "This visit's keys were written by a newer version of the program. Install that version."
)


class SlotKind(Enum):
    """Which secret opens a slot.

    `library` takes a random key that the opened library holds, as text; `own` a passphrase that
    moves with the visit; `emergency` the code printed at set-up; `code` a pack's.
    """

    LIBRARY = "library"
    OWN = "own"
    EMERGENCY = "emergency"
    CODE = "code"


_WRONG = {
    SlotKind.LIBRARY: OTHER_LIBRARY,
    SlotKind.OWN: WRONG_PASSPHRASE,
    SlotKind.EMERGENCY: WRONG_CODE,
    SlotKind.CODE: WRONG_CODE,
}


class Slot(Model, frozen=True, kw_only=True):
    """A key sealed under one secret, bound to its visit and kind."""

    kind: SlotKind
    salt: Salt
    cost: Cost
    sealed: Annotated[bytes, Meta(min_length=_SEALED, max_length=_SEALED)]


class Slots(Model, frozen=True, kw_only=True):
    """All slots of a visit, at most one of a kind; the library's own have `library` as visit."""

    format: int = FORMAT
    visit: Id
    slots: tuple[Slot, ...] = ()

    def slot(self, kind: SlotKind) -> Slot:
        """Raises UserError when there is none of that kind."""
        for slot in self.slots:
            if slot.kind is kind:
                return slot
        raise UserError(NO_SLOT)

    def having(self, slot: Slot) -> "Slots":
        """With this slot in the place of the one of its kind: a new passphrase, say."""
        others = tuple(s for s in self.slots if s.kind is not slot.kind)
        return changed(self, slots=(*others, slot))


def seal_slot(kind: SlotKind, visit: str, secret: str, key: bytes, cost: Cost) -> Slot:
    """Wraps a database key.

    Raises:
        UserError: nothing is left of the secret after normalising.
    """
    if not normalise(secret):
        raise UserError(EMPTY_SECRET)
    salt = new_salt()
    wrapping = derive_key(secret, salt, cost)
    return Slot(kind=kind, salt=salt, cost=cost, sealed=seal(wrapping, key, _bound(kind, visit)))


def open_slot(slot: Slot, visit: str, secret: str) -> bytes:
    """The database key.

    Raises:
        WrongSecretError: another secret, or the slot is of another visit or was changed.
    """
    wrapping = derive_key(secret, slot.salt, slot.cost)
    try:
        return unseal(wrapping, slot.sealed, _bound(slot.kind, visit))
    except BrokenSealError:
        raise WrongSecretError(_WRONG[slot.kind]) from None


def write_slots(slots: Slots) -> bytes:
    """The text of `keys.json`; `format` is always there, so that a later program can tell."""
    fields = msgspec.to_builtins(slots)
    return to_json(fields | {"format": slots.format})


def read_slots(raw: bytes) -> Slots:
    """Reads `keys.json`.

    Raises:
        UserError: it is damaged, asks for a cost out of bounds, or is of a newer format.
    """
    try:
        if from_json(raw, _Version).format > FORMAT:
            raise UserError(NEWER)
        return from_json(raw, Slots)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UserError(DAMAGED, fault=str(error)) from error


class _Version(msgspec.Struct):
    format: int


def _bound(kind: SlotKind, visit: str) -> bytes:
    return _DOMAIN + to_json([kind.value, visit])
