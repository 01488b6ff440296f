"""How texts and queries are taken apart for searching.

Two-character words are the commonest in Chinese, so every Han character is a token of its own
and a word of the query is a phrase of them. Width and case do not count.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

WORDS = 20
_BREAK = "\ue000"
_SINGLE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u9fff\ua000-\ua4cf\uac00-\ud7af"
    "\uf900-\ufaff\U0001f000-\U0003ffff"
)
_TOKEN = re.compile(f"(?P<single>[{_SINGLE}])|(?P<word>[^\\W_{_SINGLE}]+)|(?P<mark>[^\\w\\s]|_)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text as it is compared, and where it stands in the text.

    `word`: letters or figures that stay together, and whose beginning is enough in a query.
    """

    form: str
    start: int
    end: int
    word: bool = False


def tokens(shown: str) -> tuple[Token, ...]:
    """A text taken apart; punctuation is a token too, so that no phrase runs across it."""
    normal, places = _normal(shown)
    return tuple(
        Token(
            _form(found),
            places[found.start()],
            places[found.end() - 1] + 1,
            found.lastgroup == "word",
        )
        for found in _TOKEN.finditer(normal)
    )


def indexed(shown: str) -> str:
    """The copy of a text that an index holds: its tokens with blanks between them."""
    return unicodedata.normalize("NFKC", shown).casefold().translate(_FORMS)


def phrases(query: str) -> tuple[tuple[Token, ...], ...]:
    """The query's words, each as a phrase; punctuation at a word's ends does not count."""
    words = (tokens(word) for word in unicodedata.normalize("NFC", query).split()[:WORDS])
    return tuple(phrase for phrase in map(_stripped, words) if phrase)


def match_of(query: str) -> str:
    """The query in FTS5's own language; empty where there is nothing to look for."""
    return " ".join(
        f'"{" ".join(token.form for token in phrase)}"{"*" if phrase[-1].word else ""}'
        for phrase in phrases(query)
    )


def hits(shown: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the query's words stand in a text: start and end, in order, without overlaps."""
    listed = tokens(shown)
    found = sorted(
        (listed[at].start, listed[at + len(phrase) - 1].end)
        for phrase in phrases(query)
        for at in range(len(listed) - len(phrase) + 1)
        if _stands(phrase, listed[at : at + len(phrase)])
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _stands(phrase: Sequence[Token], there: Sequence[Token]) -> bool:
    *front, last = phrase
    *before, end = there
    if [token.form for token in front] != [token.form for token in before]:
        return False
    return end.form.startswith(last.form) if last.word else end.form == last.form


def _stripped(phrase: tuple[Token, ...]) -> tuple[Token, ...]:
    kept = [number for number, token in enumerate(phrase) if token.form != _BREAK]
    return phrase[kept[0] : kept[-1] + 1] if kept else ()


def _form(found: "re.Match[str]") -> str:
    """What FTS5's tokenizer may not know as a letter goes in as its number."""
    if found.lastgroup == "mark":
        return _BREAK
    piece = found.group()
    known = found.lastgroup == "word" or "\u3400" <= piece <= "\u9fa5"
    return piece if known else f"u{ord(piece):x}"


def _normal(shown: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the place in the original."""
    pieces: list[str] = []
    places: list[int] = []
    for place, character in enumerate(shown):
        piece = unicodedata.normalize("NFKC", character).casefold()
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places


class _Forms(dict[int, str]):
    """How each character stands in the index, found out once for each."""

    def __missing__(self, code: int) -> str:
        found = _TOKEN.match(chr(code))
        if found is None or found.lastgroup == "word":
            return self.setdefault(code, chr(code))
        return self.setdefault(code, f" {_form(found)} ")


_FORMS = _Forms()
