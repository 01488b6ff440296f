"""What lies inside a seal: structs as msgpack, and the refusal of anything that is none."""

from typing import TypeVar

import msgspec

from app.errors import UserError
from app.i18n import N_
from app.model.base import Model
from app.model.text import BadTextError, check

M = TypeVar("M", bound=Model)

UNREADABLE = N_(
    "The file opens, but its content cannot be understood ({fault}). Have it made again with the "
    "version of the program that is on this laptop."
)
BAD_TEXT = N_(
    "The text at {place} holds the character {character}, which no document can hold. Delete it "
    "there and save again."
)


def pack_body(value: Model) -> bytes:
    """A struct as msgpack, bytes as they are.

    Goes through plain values because msgpack's own time stamps would lose the offset from UTC.
    """
    plain = msgspec.to_builtins(value, builtin_types=(bytes,), order="sorted")
    return msgspec.msgpack.encode(plain)


def read_body(raw: bytes, kind: type[M]) -> M:
    """Reads what `pack_body` wrote.

    Raises:
        UserError: it is no such struct; numbers, times and nesting included.
    """
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError) as error:
        raise UserError(UNREADABLE, fault=str(error)) from error


def check_texts(value: Model) -> None:
    """Looks at every text inside.

    Raises:
        UserError: with the field and the first forbidden character.
    """
    try:
        check(value)
    except BadTextError as error:
        raise UserError(BAD_TEXT, place=error.path, character=error.character) from error
