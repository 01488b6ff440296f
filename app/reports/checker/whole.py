"""All lines as one text, so that many patterns are looked for in one go."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.reports.checker.base import Line


@dataclass(frozen=True, slots=True)
class Whole:
    """Lines parted by newlines; no pattern that leaves newlines alone goes beyond a line."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Whole":
        kept = tuple(lines)
        texts = [line.text.replace("\n", " ") for line in kept]
        return cls("\n".join(texts), kept, tuple(_starts(texts)))

    def place(self, start: int, end: int) -> tuple[Line, tuple[int, int]]:
        """The line of a span, and where in it."""
        n = bisect_right(self.starts, start) - 1
        at = self.starts[n]
        return self.lines[n], (start - at, end - at)


def _starts(texts: Iterable[str]) -> Iterator[int]:
    at = 0
    for text in texts:
        yield at
        at += len(text) + 1
