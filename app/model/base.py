"""The shape that all structs share, and how they are written as JSON and read back."""

from decimal import Decimal
from typing import TypeVar

import msgspec

T = TypeVar("T")
M = TypeVar("M", bound="Model")


class Model(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,
):
    """Frozen, keyword-only, and refuses fields that it does not know.

    What is frozen and holds plain data cannot be part of a cycle, so the garbage collector need
    not walk through some ten thousand captures again and again.
    """


class Numbers(Model, frozen=True, kw_only=True):
    """A struct whose decimals are finite, at least nought and no larger than anything real."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            check_number(getattr(self, name), name)


def check_number(value: object, name: str, high: Decimal = Decimal(10**12)) -> None:
    """Looks at a decimal; anything else passes.

    Raises:
        ValueError: no finite number, less than nought, above `high`, or over nine decimals.
    """
    if not isinstance(value, Decimal):
        return
    if not value.is_finite() or not 0 <= value <= high:
        raise ValueError(f"`{name}` must be a number from 0 to {high}")
    if int(value.as_tuple().exponent) < -9:
        raise ValueError(f"`{name}` has more than nine decimals")


def to_json(value: object) -> bytes:
    """Writes a struct in its one canonical form: keys sorted, defaults left out.

    Equal structs give equal bytes, so the bytes can be hashed and signed.
    """
    plain = msgspec.to_builtins(value, str_keys=True)  # sorting takes no enum for a key
    return msgspec.json.encode(plain, order="sorted")


def from_json(raw: bytes | str, kind: type[T]) -> T:
    """Reads what `to_json` wrote.

    Raises:
        msgspec.ValidationError: with the path of the fault, as in `$.districts[2].name`.
        msgspec.DecodeError: the text is no JSON.
    """
    return msgspec.json.decode(raw, type=kind)


def changed(value: M, /, **fields: object) -> M:
    """A copy with some fields replaced."""
    return msgspec.structs.replace(value, **fields)
