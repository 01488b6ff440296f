"""Chinese text as words, by the dictionary of jieba."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import rjieba

from app.reports.checker.base import Line
from app.reports.checker.lists import terms

_GENERAL = frozenset("vpcdrmqua")
_PLACES = {"ns", "nr", "nz", "nt"}


class Word(NamedTuple):
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of every line, and how often each word and each pair stands in the report."""

    by_line: tuple[tuple[Line, tuple[Word, ...]], ...]
    counts: Counter[str]
    text: str
    stretches: dict[int, Counter[str]] = field(default_factory=dict)
    pairs: dict[str, list[str]] = field(default_factory=dict)
    neighbours: Counter[tuple[str, str]] = field(default_factory=Counter)

    def often(self, text: str) -> int:
        """How often a stretch of text stands in the report, whatever words it is."""
        long = len(text)
        if long not in self.stretches:
            starts = range(len(self.text) - long + 1)
            self.stretches[long] = Counter(self.text[at : at + long] for at in starts)
        return self.stretches[long][text]

    def beside(self, one: Word, other: Word) -> int:
        """How often a word stands right before another one."""
        if not self.neighbours:
            for _line, row in self.by_line:
                self.neighbours.update((a.text, b.text) for a, b in pairwise(row))
        return self.neighbours[one.text, other.text]

    def beginning_with(self, one: str) -> list[str]:
        """Words of two characters that begin with this one, from the first on."""
        if not self.pairs:
            for word in self.counts:
                if len(word) == 2:
                    self.pairs.setdefault(word[0], []).append(word)
        return self.pairs.get(one, [])

    @staticmethod
    def of_report(lines: tuple[Line, ...]) -> "Words":
        """Of all lines that hold more than ASCII; made once for the checks that follow one another."""
        return _of_report(lines)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Words":
        by_line = tuple((line, words_of(line.text)) for line in lines)
        counts: Counter[str] = Counter()
        for _line, words in by_line:
            counts.update(one.text for one in words)
        return cls(by_line, counts, "\n".join(line.text for line, _words in by_line))


@lru_cache(maxsize=2)
def _of_report(lines: tuple[Line, ...]) -> Words:
    return Words.of(line for line in lines if not line.text.isascii())


def words_of(text: str) -> tuple[Word, ...]:
    """Words in order; what is none is a word a character."""
    at = 0
    found = []
    for one in rjieba.cut(text, hmm=False):
        found.append(Word(one, at))
        at += len(one)
    return tuple(found)


def is_word(text: str) -> bool:
    return rjieba.has_word(text) or text in terms()


def place_in(text: str) -> str:
    """The name of a place at the end of a text: 意见送榕山 is 榕山, 意见送 is none.

    A name is in the dictionary as one, or is put together of single characters that are nouns.
    """
    found = ""
    for word, kind in reversed(rjieba.tag(text, hmm=False)):
        if kind in _PLACES and len(word) > 1:
            return word + found
        if len(word) > 1 or (kind[:1] in _GENERAL and kind not in _PLACES):
            break
        found = word + found
    return found if len(found) > 1 else ""


def is_place(text: str) -> bool:
    """Whether it is one word that the dictionary has as a place."""
    return kind_of(text) == "ns"


def is_name(text: str) -> bool:
    """Whether it is one word that is a person's name."""
    return kind_of(text) == "nr"


def kind_of(text: str) -> str:
    """What kind of word the dictionary says it is; empty where it is no single word of it."""
    tagged = rjieba.tag(text, hmm=False)
    return str(tagged[0][1]) if len(tagged) == 1 else ""


@lru_cache(maxsize=65536)
def times(word: str) -> int:
    """How often the dictionary has counted a word in the texts that it is made of."""
    return int(rjieba.suggest_freq(word)) - 1 if rjieba.has_word(word) else 0


def is_common(text: str) -> bool:
    """Whether it is words that name nothing: verbs, adjectives, numbers, words of grammar."""
    tagged = rjieba.tag(text, hmm=False)
    return all(kind[:1] in _GENERAL for _word, kind in tagged)


@lru_cache(maxsize=1)
def field_words() -> frozenset[str]:
    """Words of the field, the compounds and what they consist of."""
    parts = (word.text for term in terms() for word in words_of(term) if len(word.text) > 1)
    return terms() | frozenset(parts)
