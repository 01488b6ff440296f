"""Making remarks: where one stands, and how its figures are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.model.text import plain
from app.reports.checker.base import Family, Line, Remark
from app.reports.checker.numbers import Figure
from app.rules.printing import round_half_up
from app.rules.problem import Severity

_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
_CLAUSE = re.compile(r"[^。；;！!？?\n，,：:]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Says:
    """What is said about a place: the family and the sentence, with its weight and its mend."""

    family: Family
    template: str
    severity: Severity = Severity.WARNING

    def at(self, place: Place, mend: str | None = None, /, **values: object) -> Remark:
        return Remark(
            self.family,
            place.line,
            place.start,
            place.end,
            self.template,
            {name: shown(value) for name, value in values.items()},
            self.severity,
            mend,
        )


def shown(value: object) -> object:
    """Figures as one prints them; anything else as it is."""
    if isinstance(value, Fraction):
        return plain(round_half_up(value, 2)) if value >= 0 else f"-{shown(-value)}"
    return plain(value) if isinstance(value, Decimal) else value


def whole(line: Line) -> Place:
    """A line without the blanks at its ends."""
    text = line.text
    return Place(line, len(text) - len(text.lstrip()), len(text.rstrip()))


def of(line: Line, figure: Figure) -> Place:
    return Place(line, figure.start, figure.end)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """From where to where sentences go, parted by 。；！？."""
    return (match.span() for match in _SENTENCE.finditer(text))


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The same for what commas and colons part too."""
    return (match.span() for match in _CLAUSE.finditer(text))


def around(text: str, start: int, end: int, signs: str = "。；;！？") -> tuple[int, int]:
    """The stretch between the nearest of these signs."""
    begin = max((text.rfind(sign, 0, start) for sign in signs), default=-1) + 1
    ends = [at for sign in signs if (at := text.find(sign, end)) >= 0]
    return begin, min(ends, default=len(text))
