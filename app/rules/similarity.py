"""Texts that may be copies of one another: what is compared, and clause by clause alignment."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from zlib import crc32

LEAST_CHARACTERS = 20
"""Shorter texts say too little to be called copies."""
SHINGLE = 4
_BITS = 16_384
_LABEL = 12
_FEWEST_FORMS = 4
_CLAUSE = re.compile(
    r".*?(?:[，。；：！？…\n;!?]|[,:](?!\d)|\.(?=\s|\Z))+[\s”’」』）】)\]]*|.+\Z", re.DOTALL
)
_SENTENCE_END = "，。；！？…,.;!?"


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One text to compare. `where` is its place in the source, as `page:3` or `row:12`."""

    id: str
    text: str
    source: str = ""
    where: str = ""


class PairKind(Enum):
    """EXACT: equal but for blanks, signs, width and capitals."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records by their places in the list, `left` before `right`.

    `score`, from 0 to 1, is twice what both have in common, in order, over the length of both;
    rounded down to two places, so that only an exact pair shows 1.
    """

    left: int
    right: int
    score: Decimal
    kind: PairKind


class Mark(Enum):
    """How two clauses that stand side by side agree; LEFT and RIGHT stand alone."""

    EQUAL = "equal"
    CHANGED = "changed"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row of the side-by-side view. `label`: a heading of the form, no part of the score."""

    left: str
    right: str
    mark: Mark
    label: bool = False


def normal(text: str) -> str:
    """What is compared: letters, digits and characters alone, in one width, in small letters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def clauses(text: str) -> list[str]:
    """The text cut after commas, full stops and line ends; joined they are the text again."""
    return _CLAUSE.findall(text)


def labels(texts: Sequence[str]) -> frozenset[str]:
    """Headings of the form that the records were written on, as `normal` gives them.

    Short lines that end without a sentence's sign, and short clauses that end in a colon, if
    they stand in at least half of at least four texts. Anything longer stays: what everybody
    copied must not be taken for the form.
    """
    if len(texts) < _FEWEST_FORMS:
        return frozenset()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({normal(c) for c in clauses(text) if _is_label(c)})
    return frozenset(label for label, count in counts.items() if label and count * 2 >= len(texts))


def body(text: str, fixed: frozenset[str]) -> str:
    """The text as it is compared, without the clauses that belong to the form."""
    return "".join(part for part in map(normal, clauses(text)) if part not in fixed)


def print_of(text: str) -> int:
    """A bit for the hash of every run of four characters: what two texts share, at one look."""
    raw = text.encode("utf-32-le", "surrogatepass")
    width = 4 * SHINGLE
    bits = bytearray(_BITS // 8)
    for start in range(0, max(1, len(raw) - width + 4), 4):
        at = crc32(raw[start : start + width]) % _BITS
        bits[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(bits, "little")


def may_be_alike(one: int, other: int, fewest: int) -> bool:
    """Whether two prints share a quarter of the smaller one, which has `fewest` bits.

    The prints of long texts are full, so those always may.
    """
    return (one & other).bit_count() * 4 >= fewest


def _is_label(clause: str) -> bool:
    line = clause.strip()
    if not line or len(line) > _LABEL:
        return False
    return line[-1] in "：:" or (line[-1] not in _SENTENCE_END and clause.endswith("\n"))
