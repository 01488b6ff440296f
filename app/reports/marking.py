"""Two versions of a text held against each other, word by word, so that a person can read it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from app.rules.difference import Change, Part, difference

_SENTENCE = re.compile(r"[^。；！？!?;\n]*[。；！？!?;\n]+|[^。；！？!?;\n]+")
_ALIKE = 45
"""Below that many of a hundred two texts have nothing to do with each other."""
_LONGEST = 1_500
"""Characters of a sentence that are still compared word by word."""
_PAIRS = 250_000


def marked(old: str, new: str) -> tuple[Part, ...]:
    """What stays, goes and comes; of one place, what goes stands before what comes.

    What stayed and what went give `old`, what stayed and what came `new`, to the character.
    """
    if old == new:
        return (Part(Change.SAME, old),) if old else ()
    return tuple(_joined(_by_sentence(old, new)))


def likeness(old: str, new: str) -> float:
    """From 0, nothing in common, to 100, the same."""
    return float(fuzz.ratio(old, new))


def aligned(
    old: Sequence[str], new: Sequence[str], *, least: float = _ALIKE
) -> tuple[tuple[int | None, int | None], ...]:
    """Pairs of places that belong together, in both orders; None where there is no partner.

    Equal texts are paired first; between them, those that are most alike.
    """
    pairs: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            pairs += _between(old, new, (i1, i2, j1, j2), least)
    return tuple(pairs)


def _between(
    old: Sequence[str], new: Sequence[str], part: tuple[int, int, int, int], least: float
) -> Iterator[tuple[int | None, int | None]]:
    i, i2, j, j2 = part
    for one, other in (*_partners(old, new, part, least), (i2, j2)):
        yield from ((n, None) for n in range(i, one))
        yield from ((None, n) for n in range(j, other))
        if one < i2 and other < j2:
            yield one, other
        i, j = one + 1, other + 1


def _partners(
    old: Sequence[str], new: Sequence[str], part: tuple[int, int, int, int], least: float
) -> list[tuple[int, int]]:
    """The pairs in order whose likeness is greatest in sum; in order of place where too many."""
    i1, i2, j1, j2 = part
    rows, columns = i2 - i1, j2 - j1
    if rows * columns > _PAIRS:
        both = zip(range(i1, i2), range(j1, j2), strict=False)
        return [(i, j) for i, j in both if likeness(old[i], new[j]) >= least]
    gain = [[_gain(old[i], new[j], least) for j in range(j1, j2)] for i in range(i1, i2)]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], gain[i][j] + best[i + 1][j + 1])
    return [(i1 + i, j1 + j) for i, j in _path(gain, best)]


def _path(gain: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(gain) and j < len(gain[0]):
        if gain[i][j] and best[i][j] == gain[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _gain(old: str, new: str, least: float) -> float:
    if not old.strip() and not new.strip():
        return least
    return float(fuzz.ratio(old, new, score_cutoff=least))


def _by_sentence(old: str, new: str) -> Iterator[Part]:
    ours, theirs = _SENTENCE.findall(old), _SENTENCE.findall(new)
    for one, other in aligned(ours, theirs):
        if one is None or other is None:
            yield from _replaced("" if one is None else ours[one], _at(theirs, other))
        else:
            yield from _by_word(ours[one], theirs[other])


def _at(texts: Sequence[str], number: int | None) -> str:
    return "" if number is None else texts[number]


def _by_word(old: str, new: str) -> Iterator[Part]:
    """Sentences that are too long to compare are exchanged as a whole."""
    if max(len(old), len(new)) > _LONGEST:
        yield from _replaced(old, new)
    else:
        yield from difference(old, new)


def _replaced(old: str, new: str) -> Iterator[Part]:
    if old:
        yield Part(Change.OUT, old)
    if new:
        yield Part(Change.IN, new)


def _joined(spans: Iterable[Part]) -> Iterator[Part]:
    """What goes and comes at one place, each in one piece."""
    removed = added = same = ""
    for span in spans:
        if span.change is Change.SAME:
            yield from _replaced(removed, added)
            removed = added = ""
            same += span.text
            continue
        if same:
            yield Part(Change.SAME, same)
            same = ""
        removed += span.text if span.change is Change.OUT else ""
        added += span.text if span.change is Change.IN else ""
    yield from _replaced(removed, added)
    if same:
        yield Part(Change.SAME, same)
