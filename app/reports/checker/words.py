"""Chinese text as words, by the dictionary of jieba."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import rjieba

from app.reports.checker.base import Line
from app.reports.checker.lists import terms


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

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Words":
        by_line = tuple((line, words_of(line.text)) for line in lines)
        counts: Counter[str] = Counter()
        for _line, words in by_line:
            counts.update(one.text for one in words)
        return cls(by_line, counts)


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


def is_name(text: str) -> bool:
    """Whether it is one word that is a person's name."""
    tagged = rjieba.tag(text, hmm=False)
    return len(tagged) == 1 and tagged[0][1] == "nr"


def is_common(text: str) -> bool:
    """Whether it is one word that names nothing: a verb, an adverb, a number, a pronoun."""
    tagged = rjieba.tag(text, hmm=False)
    return len(tagged) == 1 and tagged[0][1][:1] in {"v", "p", "c", "d", "r", "m", "q", "u", "a"}


@lru_cache(maxsize=1)
def field_words() -> frozenset[str]:
    """Words of the field, the compounds and what they consist of."""
    parts = (word.text for term in terms() for word in words_of(term) if len(word.text) > 1)
    return terms() | frozenset(parts)
