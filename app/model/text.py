"""The one text type: what may stand in a text that ends in a Word file.

Control characters other than newline and tab, noncharacters and lone surrogates break Word
files silently. Every door either refuses them (`check`) or removes them and says so (`clean`).
Emoji, combining marks and direction marks are text like any other.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + low)}" for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


class BadTextError(Exception):
    """A text holds a character that no document may hold.

    `path` names the field as in `$.station.name`; `character` is written as `U+000C`.
    """

    def __init__(self, path: str, character: str) -> None:
        super().__init__(f"{path}: {character}")
        self.path = path
        self.character = character


def clean(text: str) -> tuple[str, int]:
    """The text without forbidden characters, line ends as newlines, and how many were removed."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BAD.subn("", unified)


def is_clean(text: str) -> bool:
    return _BAD.search(text) is None


def check(value: object) -> None:
    """Looks at every text inside structs, mappings and sequences.

    Raises:
        BadTextError: with the place and the first forbidden character.
    """
    if is_clean("".join(_all_texts(value))):
        return
    for path, text in texts(value):
        found = _BAD.search(text)
        if found:
            raise BadTextError(path, f"U+{ord(found.group()):04X}")


def texts(value: object, path: str = "$") -> Iterator[tuple[str, str]]:
    """Every text inside a value with its path, keys of mappings included."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key, path)
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, (list, tuple, frozenset)):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}[{index}]")


def _all_texts(value: object) -> list[str]:
    """The same texts as `texts`, in any order: a day's sheets hold a million values."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, msgspec.Struct):
            waiting.extend(msgspec.structs.astuple(one))
        elif isinstance(one, dict):
            waiting.extend(one)
            waiting.extend(one.values())
        elif isinstance(one, (list, tuple, frozenset)):
            waiting.extend(one)
    return found


def plain(number: Decimal) -> str:
    """A decimal without exponent and without needless zeros: `12.40` is `12.4`, `1E+2` is `100`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
