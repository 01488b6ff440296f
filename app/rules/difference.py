"""What changed between two texts, by words and figures, as an editor would strike and add."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_TOKEN = re.compile(r"\{[^{}\n]+\}|[0-9]+(?:[.,:：/-][0-9]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
_ISLAND = 2
"""So few characters between two changes belong to the change: nobody reads them by themselves."""
_STOPS = frozenset("，。；：、！？,.;:!?\n")
_SHOWN = 14


_Op = tuple[str, list[str], list[str]]


class Change(Enum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that stayed, went or came."""

    change: Change
    text: str


def difference(old: str, new: str) -> tuple[Part, ...]:
    """Both texts in one: without what came it is the old one, without what went the new one.

    Figures and Latin words change as a whole; single characters that two changes leave standing
    between them are taken into the change.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    ops: list[_Op] = [(tag, before[a:b], after[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    return tuple(_parts(_without_islands(ops)))


def excerpt(parts: Sequence[Part], shown: int = _SHOWN) -> tuple[Part, ...]:
    """The changes with a few characters around each; what stayed for long becomes an ellipsis."""
    last = len(parts) - 1
    return tuple(
        Part(part.change, _shortened(part.text, shown, first=n == 0, last=n == last))
        if part.change is Change.SAME
        else part
        for n, part in enumerate(parts)
    )


def _without_islands(ops: list[_Op]) -> list[_Op]:
    """Neighbouring changes as one, with what stood between them if it is next to nothing."""
    made: list[_Op] = []
    for number, (tag, gone, come) in enumerate(ops):
        inside = 0 < number < len(ops) - 1
        if tag == "equal" and not (inside and _is_island(gone)):
            made.append((tag, gone, come))
        elif made and made[-1][0] == "replace":
            made[-1] = ("replace", made[-1][1] + gone, made[-1][2] + come)
        else:
            made.append(("replace", gone, come))
    return made


def _is_island(tokens: list[str]) -> bool:
    text = "".join(tokens)
    stops = _STOPS & set(text)
    return len(text) <= _ISLAND and (not stops or stops >= set(text))


def _parts(ops: list[_Op]) -> Iterator[Part]:
    for tag, gone, come in ops:
        if tag == "equal":
            yield Part(Change.SAME, "".join(gone))
            continue
        if gone:
            yield Part(Change.OUT, "".join(gone))
        if come:
            yield Part(Change.IN, "".join(come))


def _shortened(text: str, shown: int, *, first: bool, last: bool) -> str:
    """Its end where it is the first part, its beginning where it is the last, else both."""
    if len(text) <= 2 * shown + 1:
        return text
    head = "" if first else text[:shown]
    tail = "" if last else text[-shown:]
    return f"{head}…{tail}"
