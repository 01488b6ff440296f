"""C10: a character that sounds or looks like the one that is meant, weighed by how common words are.

A slip of an input method breaks a word into characters that seldom stand alone. Where one of them,
exchanged for one that sounds or looks like it, makes a word far more common than the pieces, that
word is meant. How common a word is, the dictionary says, and this report itself: what it says often,
it means again. Names are made of pieces too; a surname in front, or the same pieces twice, tell them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

import rjieba

from app.reports.checker.base import Remark, Report
from app.reports.checker.lists import coined, common, lookalikes, shapes, sounds
from app.reports.checker.near import ALONE, no_word
from app.reports.checker.people import FAMILIES
from app.reports.checker.words import Word, Words, field_words, kind_of, times

LEAST, LEAST_ALONE, LEAST_COMMON, LEAST_UNKNOWN = 6.5, 7.5, 7.0, 11.0
"""How many times more common, as a logarithm: where no piece is one that often stands alone, where
one is, where the word is not the field's but common in reports, and where nothing speaks for it."""
LEAST_ONCE, LEAST_ROUGHLY = 8.5, 3.0
"""Where the report has the word once; and on top of all where the two sound but roughly alike."""

_TOTAL = 60_000_000
_FIELD = 2_000
_COMMON, _USUAL = 100, 5_000
_LONGEST = 4
_BROKEN = ((1, 2, 1), (2, 1, 1), (1, 1, 2))
_BEST = -5.5
_OWN_SHARE, _COMMON_SHARE = 0.2, 5e-5
_NAMES = ("nr", "ns", "nt", "nz")
_FREELY = frozenset("站片点街镇村社区户")
_SUFFIXES = frozenset("组站点区员者部科室方们长性化度率期类型级")
_BEFORE_VERBS = frozenset("只不也都就还又才仅被把能可会要应需再已未没很最更太均各常")
_COUNTS = frozenset("一二三四五六七八九十百千万两")
_QUOTED = re.compile("“[^“”\n]{1,14}”|《[^《》\n]{1,40}》|‘[^‘’\n]{1,14}’|「[^「」\n]{1,14}」")
_NAMED = re.compile(
    "[\u3400-\u9fff]{0,4}(?:社会工作|社工|服务|公益|慈善|发展|文化|中心|机构|协会|公司|集团|基金会|街道?|镇|乡|村|社区|小区|花园|路|巷|大厦|广场|学校|小学|中学|大学)"
)
_DOOR = re.compile("[\u3400-\u9fff]{0,2}[里巷坊路街苑楼]\\s?[0-9]")
_PLACE = re.compile("[区县镇乡街村里巷坊围涌岗]|社区")
_PART = re.compile("[省市区县]$")


class _Found(NamedTuple):
    gain: float
    span: tuple[int, int]
    meant: str
    first: int


def soundalike(report: Report) -> Iterator[Remark]:
    words = Words.of_report(report.lines)
    for line, row in words.by_line:
        taken = 0
        for n, one in enumerate(row):
            idiom = _idiom(line.text, row, n) if one.start >= taken else None
            if idiom and not _is_a_name(line.text, row, idiom, words):
                taken = idiom.span[1]
                yield no_word(line, idiom.span, idiom.meant)
            if one.start >= taken and len(one.text) == 1 and "\u3400" <= one.text <= "\u9fff":
                found = _best(line.text, row, n, words)
                if (
                    found
                    and one.text not in _FREELY
                    and not _is_a_name(line.text, row, found, words)
                ):
                    taken = found.span[1]
                    yield no_word(line, found.span, found.meant)


def _best(text: str, row: Sequence[Word], n: int, words: Words) -> _Found | None:
    """The word that explains the pieces around a character best."""
    found = [
        one
        for first, last in _windows(row, n)
        for one in _meant(text, row[first : last + 1], row[n], words, first)
    ]
    return max(found, default=None)


def _idiom(text: str, row: Sequence[Word], n: int) -> _Found | None:
    """An idiom whose wrong character makes a word of two with a neighbour: 赞|不决|口."""
    pieces = row[n : n + 3]
    shape = tuple(len(one.text) for one in pieces)
    if shape not in _BROKEN or not all(map(_is_han, pieces)):
        return None
    start, end = pieces[0].start, pieces[-1].end
    long = next(one for one in pieces if len(one.text) == 2)
    for at in (long.start, long.start + 1):
        for meant, more in _exchanged(text[start:at], text[at], text[at + 1 : end]):
            if (
                not more
                and rjieba.has_word(meant)
                and _common(meant) - _cost(pieces) >= LEAST_UNKNOWN
            ):
                return _Found(0.0, (start, end), meant, n)
    return None


def _windows(row: Sequence[Word], n: int) -> Iterator[tuple[int, int]]:
    """Stretches of whole Chinese words around one, short enough for a word and rare enough for a slip."""
    for first in range(n, max(-1, n - _LONGEST), -1):
        if not _is_han(row[first]):
            return
        for last in range(n, min(len(row), n + _LONGEST)):
            if row[last].end - row[first].start > _LONGEST or not _is_han(row[last]):
                break
            if last > first and _may_be_slip(row[first : last + 1]):
                yield first, last


def _is_han(word: Word) -> bool:
    return "\u3400" <= word.text[0] <= "\u9fff"


def _may_be_slip(pieces: Sequence[Word]) -> bool:
    """Whether pieces are so rare that the most common word could be meant by them."""
    enough = _BEST - _cost(pieces)
    return enough >= LEAST and enough >= _least_known(pieces)


def _cost(row: Sequence[Word]) -> float:
    return sum(_common(word.text) for word in row)


def _meant(
    text: str, pieces: Sequence[Word], one: Word, words: Words, first: int
) -> Iterator[_Found]:
    span = pieces[0].start, pieces[-1].end
    before, after = text[span[0] : one.start], text[one.end : span[1]]
    cost, known = _cost(pieces), _least_known(pieces)
    for meant, more in _exchanged(before, one.text, after):
        gain = _common_here(meant, words) - cost - more
        if gain >= _least(meant, one.text, known, words):
            yield _Found(gain, span, meant, first)


def _least(meant: str, one: str, known: float, words: Words) -> float:
    """What has to speak for a word, the less the more it belongs here."""
    if meant in field_words() or words.counts[meant] > 1:
        return known
    if words.counts[meant]:
        return max(known, LEAST_ONCE)
    if meant in common() and times(one) < _USUAL:
        return max(known, LEAST_COMMON)
    return LEAST_UNKNOWN if _is_frequent(meant) else _TOTAL


@lru_cache(maxsize=65536)
def _exchanged(before: str, one: str, after: str) -> tuple[tuple[str, float], ...]:
    """Words that come of one character exchanged, and how much more has to speak for each."""
    return tuple(
        (before + other + after, more)
        for others, more in zip(_likes(one), (0.0, LEAST_ROUGHLY), strict=True)
        for other in others
        if _is_no_name(before + other + after)
    )


def _is_no_name(word: str) -> bool:
    if rjieba.has_word(word):
        return not kind_of(word).startswith(_NAMES)
    return word in field_words()


def _is_frequent(word: str) -> bool:
    """Two characters happen to be a word more easily than three or four."""
    return len(word) > 2 or _times(word) >= _COMMON


def _least_known(pieces: Sequence[Word]) -> float:
    """What has to speak for a word of this report or of the field."""
    single = [one.text for one in pieces if len(one.text) == 1]
    if len(single) == 1 and single[0] in ALONE:
        return LEAST_UNKNOWN
    return LEAST_ALONE if ALONE & set(single) else LEAST


def _is_a_name(text: str, row: Sequence[Word], found: _Found, words: Words) -> bool:
    """Whether the pieces belong to a name, or are said on purpose: twice, or as 以水促效."""
    start, end = found.span
    wrong = text[start:end]
    before = row[found.first - 1].text if found.first else ""
    return (
        _is_of_a_person(before, wrong)
        or _is_of_a_place(text, found)
        or _belongs_beside(row, found, words)
        or any(a.start() < start and end < a.end() for a in _QUOTED.finditer(text))
        or wrong in common() | coined()
        or (wrong[0] in _BEFORE_VERBS and wrong[0] != found.meant[0] and len(wrong) == 2)
        or bool(_COUNTS & {wrong[0], wrong[-1]} or "个" in wrong)
        or words.often(wrong) > 1
        or (wrong[-1] in "数量率度" and not words.counts[found.meant])
    )


def _is_of_a_person(before: str, wrong: str) -> bool:
    """Whether a surname stands in front; or what ends a word before: 评估|组."""
    if len(before) == 1 and before in FAMILIES:
        return True
    return wrong[0] in FAMILIES or (len(before) > 1 and wrong[0] in _SUFFIXES)


def _is_of_a_place(text: str, found: _Found) -> bool:
    """Whether it names an agency behind its town, or a lane before a number."""
    start, end = found.span
    if _PLACE.match(text, end):
        return True
    named = _PART.search(text, max(0, start - 1), start) and _NAMED.match(text, end)
    return bool(named and end - start == 2) or _DOOR.match(text, end) is not None


def _belongs_beside(row: Sequence[Word], found: _Found, words: Words) -> bool:
    """Whether the first piece ends, or the last begins, what this report says often: 评估组|只."""
    last = next(n for n in range(found.first, len(row)) if row[n].end >= found.span[1])
    pairs = (found.first - 1, found.first), (last + 1, last)
    return any(
        0 <= out < len(row)
        and len(row[inner].text) == 1
        and words.beside(row[min(out, inner)], row[max(out, inner)]) > 1
        for out, inner in pairs
    )


@lru_cache(maxsize=4096)
def _likes(one: str) -> tuple[str, str]:
    """Characters that sound or look like one; then those that sound roughly like it."""
    alike = {*sounds().get(one, ("", ""))[0], *shapes().get(one, ""), *lookalikes().get(one, "")}
    roughly = {*sounds().get(one, ("", ""))[1]} - alike - {one}
    return "".join(sorted(alike - {one})), "".join(sorted(roughly))


def _times(word: str) -> int:
    """How often a word was counted; one of the field often."""
    return max(times(word), _FIELD) if word in field_words() else times(word)


@lru_cache(maxsize=65536)
def _common(word: str) -> float:
    return log(max(_times(word), 0.5) / _TOTAL)


def _common_here(word: str, words: Words) -> float:
    """In this report, whose own words count more than anybody's."""
    here = words.counts[word] / max(len(words.text), 1_000) * _OWN_SHARE
    if word in common():
        here = max(here, _COMMON_SHARE)
    return log(here + max(_times(word), 0.5) / _TOTAL)
