"""Lists that come with the program: slips of the pen, lookalikes, words of the field."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "checker"


class Slip(NamedTuple):
    """What is written wrongly, and what should stand there; `right` may name groups."""

    pattern: re.Pattern[str]
    right: str


@lru_cache(maxsize=1)
def slips() -> tuple[Slip, ...]:
    return tuple(Slip(re.compile(wrong), right) for wrong, right in rows("slips.tsv"))


@lru_cache(maxsize=1)
def pairs() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Wrong words as one pattern, and what each of them should be."""
    written = (one.split("=") for line in _lines("pairs.txt") for one in line.split())
    right = dict(written)
    return re.compile("|".join(sorted(right, key=len, reverse=True))), right


@lru_cache(maxsize=1)
def lookalikes() -> Mapping[str, str]:
    """A character, and all those that may be meant by it."""
    found: dict[str, str] = {}
    for group in _lines("lookalikes.txt"):
        for one in group:
            others = "".join(c for c in group if c != one and c not in found.get(one, ""))
            found[one] = found.get(one, "") + others
    return found


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, str]:
    """A character, and all those that look like it."""
    found: dict[str, str] = {}
    for group in _lines("shapes.txt"):
        for one in group:
            found[one] = found.get(one, "") + group.replace(one, "")
    return found


@lru_cache(maxsize=1)
def sounds() -> Mapping[str, tuple[str, str]]:
    """A character, all those that sound like it, and those that sound roughly like it.

    Roughly: where zh is spoken as z, ch as c, sh as s, and -ng as -n.
    """
    rough: dict[str, str] = {}
    groups = [one.split() for one in _lines("sounds.txt")]
    for syllable, group in groups:
        rough[_roughly(syllable)] = rough.get(_roughly(syllable), "") + group
    found: dict[str, tuple[str, str]] = {}
    for syllable, group in groups:
        for one in group:
            alike, roughly = found.get(one, ("", ""))
            found[one] = alike + group, roughly + rough[_roughly(syllable)]
    return found


def _roughly(syllable: str) -> str:
    return re.sub("^(z|c|s)h", r"\1", re.sub("(a|e|i)ng$", r"\1n", syllable))


@lru_cache(maxsize=1)
def terms() -> frozenset[str]:
    """Words and compounds of the field."""
    return frozenset(_lines("terms.txt"))


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Words that reports use everywhere, of the field or not."""
    return frozenset(word for line in _lines("common.txt") for word in line.split())


class Thing(NamedTuple):
    """What reports count: its units (人 stands for 名 and 位 too), how it is told, its words."""

    name: str
    units: frozenset[str]
    kind: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def things() -> tuple[Thing, ...]:
    return tuple(
        Thing(name, frozenset(units), kind, tuple(words.split("|")))
        for name, units, kind, words in rows("things.tsv")
    )


@lru_cache(maxsize=1)
def coined() -> frozenset[str]:
    """Words that such reports coin and the dictionary lacks."""
    return frozenset(word for line in _lines("coined.txt") for word in line.split())


def rows(name: str) -> Iterator[list[str]]:
    """Rows of a table, their cells parted by tabs."""
    return (line.split("\t") for line in _lines(name))


def _lines(name: str) -> Iterator[str]:
    for line in (_FOLDER / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line
