"""Findings that say nearly the same: pairs to look at, and the words that both have."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction

LEAST = 4
"""Texts with fewer pairs of characters say too little to be called alike."""

SHARED = Fraction(1, 2)
"""What share of the shorter text's pairs the longer one must have."""

COMMON = Fraction(2, 5)
"""What share of both texts' pairs they must have together, so that a long text is not like all."""

_CROWDED = 60
"""A pair of characters that stands in more texts than this tells nothing apart."""

_SPOKEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, order=True)
class Alike:
    """Two texts by id, the smaller id first; `likeness` is from 0 to 1."""

    first: str
    second: str
    likeness: Fraction


def alike(texts: Mapping[str, str]) -> tuple[Alike, ...]:
    """All pairs that are nearly the same, the most alike first.

    Compared are pairs of neighbouring characters: which Chinese words they make does not matter.
    """
    pairs = {key: _pairs(text) for key, text in texts.items()}
    pairs = {key: found for key, found in pairs.items() if len(found) >= LEAST}
    shared = _shared(pairs)
    found = (
        Alike(first, second, _likeness(pairs[first], pairs[second], count))
        for (first, second), count in shared.items()
        if _is_alike(pairs[first], pairs[second], count)
    )
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.first, one.second)))


def common_spans(text: str, other: str, least: int = 2) -> tuple[tuple[int, int], ...]:
    """Where in `text` stand words that `other` has too, in its order: (start, end)."""
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    return tuple(
        (block.a, block.a + block.size)
        for block in matcher.get_matching_blocks()
        if block.size >= least
    )


def _pairs(text: str) -> frozenset[str]:
    bare = _SPOKEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


def _shared(pairs: Mapping[str, frozenset[str]]) -> Counter[tuple[str, str]]:
    """How many pairs of characters two texts have in common, for texts that have any."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(pairs):
        for pair in pairs[key]:
            holders[pair].append(key)
    counts: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if len(keys) <= _CROWDED:
            counts.update((a, b) for n, a in enumerate(keys) for b in keys[n + 1 :])
    return Counter({both: len(pairs[both[0]] & pairs[both[1]]) for both in counts})


def _is_alike(one: frozenset[str], other: frozenset[str], count: int) -> bool:
    return count >= SHARED * min(len(one), len(other)) and _likeness(one, other, count) >= COMMON


def _likeness(one: frozenset[str], other: frozenset[str], count: int) -> Fraction:
    return Fraction(2 * count, len(one) + len(other))
