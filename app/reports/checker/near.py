"""C10, C12: words with a wrong, a missing or a needless character, found by what stands beside them.

A wrong character leaves pieces behind that are no words. One that looks like it, put in its place,
gives a word of the field or one that stands elsewhere in the report: only then is there a remark.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from app.i18n import N_
from app.reports.checker.base import Family, Line, Remark, Report
from app.reports.checker.lists import lookalikes, terms
from app.reports.checker.people import FAMILIES
from app.reports.checker.text import remark
from app.reports.checker.words import Word, Words, field_words, is_word
from app.rules.problem import Severity

_GRAMMAR = frozenset("的了在是和与对把被将从向由及或也都就并且以到着过其该各均已未")
_ONCE = _GRAMMAR | frozenset("要有需应可能会没很更最但因让使按据做无请仅其")
"""One-character words that nobody writes twice in a row."""
_SHORTEST, _LONGEST = 4, 8
_OFTEN = 2
_SUFFIXES = frozenset("量率度性化者员表单费点站期数额型类")
ALONE = frozenset(
    "的了在和与对为及等有是能会可将从到由以并或就也都不未已各每该本其此共约名个人次户份站点区街村镇市年月日项类种场节支条级"
    "组中上下内外前后间里大小多少新老好较更最很一二三四五六七八九十两几百千万元省县乡社于所向被把使让给用建访评查看听做办开"
    "设无差高低需要应把按据依经过时起来去出入因但而且则若如又再还才只仅均皆曾正刚便即愈越当需须得地着者性化度率员长家户含占"
)
"""Characters that stand alone rightly so often that their standing alone says nothing."""


def near(report: Report) -> Iterator[Remark]:
    """Running text and table cells, word by word."""
    words = Words.of_report(report.lines)
    for line, row in words.by_line:
        yield from _doubled(line, row)
        taken = 0
        for n, word in enumerate(row):
            if word.start >= taken and len(word.text) == 1 and _is_han(word.text):
                found = _look(line, row, n, words)
                if found:
                    taken = found.end
                    yield found


def _doubled(line: Line, row: tuple[Word, ...]) -> Iterator[Remark]:
    """A word of grammar twice in a row; 等等 and 一一 are words of their own."""
    for one, other in pairwise(row):
        if one.text == other.text and one.text in _ONCE:
            yield remark(
                Family.WORDING,
                line,
                (one.start, other.end),
                N_("The same word stands twice. Once is enough."),
                one.text,
                Severity.ERROR,
            )


def _look(line: Line, row: tuple[Word, ...], n: int, words: Words) -> Remark | None:
    return (
        _replaced(line, row, n, words)
        or _needless(line, row, n)
        or _incomplete(line, row, n, words)
        or _swapped(line, row, n)
    )


def _is_han(text: str) -> bool:
    return "\u3400" <= text <= "\u9fff"


def _replaced(line: Line, row: tuple[Word, ...], n: int, words: Words) -> Remark | None:
    """A lookalike in the place of this character, together with a neighbour."""
    one = row[n]
    for left, right in ((n - 1, n), (n, n + 1)):
        if left < 0 or right >= len(row):
            continue
        other = row[right if left == n else left]
        if not _is_orphan(one, other) or (left and row[left - 1].text in FAMILIES):
            continue
        span = (row[left].start, row[right].end)
        for like in lookalikes().get(one.text, ""):
            meant = like + other.text if left == n else other.text + like
            if _is_meant(meant, words, strict=other.text in ALONE):
                return no_word(line, span, meant)
    return None


def _is_orphan(one: Word, other: Word) -> bool:
    """Whether a character stands alone that seldom does, beside Chinese text."""
    if not _is_han(other.text[0]):
        return False
    return one.text not in ALONE or (len(other.text) == 1 and other.text not in ALONE)


def _is_meant(meant: str, words: Words, *, strict: bool) -> bool:
    """Beside a character that often stands alone, words of the field alone count."""
    if meant in field_words():
        return True
    return not strict and words.counts[meant] > 0 and is_word(meant)


def no_word(line: Line, span: tuple[int, int], meant: str) -> Remark:
    """What stands there is no word; `meant` would be one."""
    return remark(
        Family.CONFUSABLE,
        line,
        span,
        N_("“{wrong}” is no word; “{right}” may be meant."),
        meant,
        Severity.ERROR,
        wrong=line.text[span[0] : span[1]],
        right=meant,
    )


def _incomplete(line: Line, row: tuple[Word, ...], n: int, words: Words) -> Remark | None:
    """A compound of the field of which one character is left out, so that this one stands alone."""
    one = row[n]
    if one.text in ALONE:
        return None
    for span in _around(line.text, one, _SHORTEST - 1, _LONGEST - 1):
        left = line.text[span[0] : span[1]]
        term = _lacking().get(left)
        if not term or words.often(left) > 1 or words.often(term) < _OFTEN:
            continue
        if _is_word_and_suffix(left) or _is_whole(line.text, span, term):
            continue
        if _fits_the_words(row, span):
            return remark(
                Family.WORDING,
                line,
                span,
                N_("A character seems to be missing: “{right}”."),
                term,
                Severity.ERROR,
                right=term,
            )
    return None


def _is_word_and_suffix(left: str) -> bool:
    """Whether it is put together rightly of a word and what may follow any: 服务量."""
    return left[-1] in _SUFFIXES and is_word(left[:-1])


def _around(text: str, one: Word, shortest: int, longest: int) -> Iterator[tuple[int, int]]:
    """Stretches of a text that hold a character, the long ones first."""
    for length in range(longest, shortest - 1, -1):
        for start in range(max(0, one.start - length + 1), one.start + 1):
            if start + length <= len(text):
                yield start, start + length


def _is_whole(text: str, span: tuple[int, int], term: str) -> bool:
    """Whether the compound stands there after all."""
    return term in text[max(0, span[0] - 2) : span[1] + 2]


def _fits_the_words(row: tuple[Word, ...], span: tuple[int, int]) -> bool:
    """Whether no word begins before the stretch and ends in it, or the other way round."""
    edges = {word.start for word in row} | {word.end for word in row}
    return span[0] in edges and span[1] in edges


@lru_cache(maxsize=1)
def _lacking() -> dict[str, str]:
    """Compounds of four characters and more by what is left when an inner one is taken away."""
    found: dict[str, str] = {}
    for term in sorted(terms()):
        if len(term) >= _SHORTEST:
            for n in range(1, len(term)):
                found.setdefault(term[:n] + term[n + 1 :], term)
    return {left: term for left, term in found.items() if left not in terms() and not is_word(left)}


def _needless(line: Line, row: tuple[Word, ...], n: int) -> Remark | None:
    """A character in the middle of a compound of the field, or one of it twice."""
    one, text = row[n], line.text
    before, after = text[max(0, one.start - 1) : one.start], text[one.end : one.end + 1]
    twice = one.text in (before, after)
    if before + after not in _side_by_side() or (one.text in ALONE and not twice):
        return None
    for span in _around(text, one, _SHORTEST, _LONGEST + 1):
        whole = text[span[0] : one.start] + text[one.end : span[1]]
        inside = span[0] < one.start and one.end < span[1]
        if inside and whole in terms() and (twice or len(whole) >= _SHORTEST):
            return _too_many(line, span, whole) if _fits_the_words(row, span) else None
    return None


def _too_many(line: Line, span: tuple[int, int], whole: str) -> Remark:
    return remark(
        Family.WORDING,
        line,
        span,
        N_("A character seems to be too many: “{right}”."),
        whole,
        Severity.ERROR,
        right=whole,
    )


@lru_cache(maxsize=1)
def _side_by_side() -> frozenset[str]:
    """Pairs of characters that stand side by side in compounds of the field."""
    return frozenset(term[n : n + 2] for term in terms() for n in range(len(term) - 1))


def _swapped(line: Line, row: tuple[Word, ...], n: int) -> Remark | None:
    """Two characters that stand alone and make a word of the field the other way round."""
    one, other = row[n], row[n + 1] if n + 1 < len(row) else row[n]
    meant = other.text + one.text
    if len(meant) != 2 or {one.text, other.text} <= ALONE or meant not in field_words():
        return None
    return no_word(line, (one.start, other.end), meant)
