"""What a careful editor marks in a report, and how much of it the checker finds.

The conventions of the files are explained at the head of `expected/000.yaml`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from app.model.line import Line
from app.reports.checker.base import Family, Remark, Report

WHOLE = "*"


class Span(NamedTuple):
    line: Line
    start: int
    end: int


@dataclass(frozen=True)
class Place:
    """A fragment in a line; or of all lines of a report what a pattern finds.

    The line is given by its number, by a `cell` as table, row and column, or by what is `inside`.
    """

    number: int
    at: str
    inside: str = ""
    every: bool = False
    nth: int = 1
    cell: tuple[int, int, int] | None = None
    pattern: str = ""

    def spans(self, report: Report) -> Iterator[Span]:
        for line in report.lines:
            for start, end in self._stretch(line):
                yield from (Span(line, *span) for span in self._within(line.text, start, end))

    def _stretch(self, line: Line) -> Iterator[tuple[int, int]]:
        """From where to where the line of the file goes in what was read as one paragraph."""
        here = (line.table, line.row, line.column)
        if self.pattern or (self.inside and self.inside in line.text) or self.cell == here:
            yield 0, len(line.text)
        elif self.inside or self.cell is not None:
            return
        elif line.table < 0 or line.number == self.number:
            starts = [(0, line.number), *((at, n) for at, n in line.joins if at)]
            ends = [at for at, _ in starts[1:]] + [len(line.text)]
            pairs = zip(starts, ends, strict=True)
            yield from ((at, end) for (at, n), end in pairs if n == self.number)

    def _within(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        if self.pattern:
            yield from (m.span() for m in re.finditer(self.pattern, text))
        elif self.at == WHOLE:
            yield start, end
        else:
            matches = re.finditer(re.escape(self.at), text[start:])
            found = [m.span() for m in matches if start + m.start() < end]
            chosen = found if self.every else found[self.nth - 1 : self.nth]
            yield from ((start + a, start + b) for a, b in chosen)


@dataclass(frozen=True)
class Slip:
    """One thing to mark. `families` has the one that it is counted under first."""

    families: tuple[Family, ...]
    severity: str
    places: tuple[Place, ...]
    why: str
    mend: str = ""

    @property
    def counts(self) -> bool:
        return self.severity != "may"


@dataclass(frozen=True)
class Verdict:
    """What was found, missed and wrongly marked in one report. Several remarks of one kind count once."""

    found: tuple[tuple[Slip, Remark], ...] = ()
    missed: tuple[Slip, ...] = ()
    false: tuple[Remark, ...] = ()
    allowed: tuple[Remark, ...] = ()
    unplaced: tuple[Slip, ...] = ()


@dataclass
class Count:
    """How often, of one family or of all."""

    expected: int = 0
    found: int = 0
    false: int = 0

    @property
    def missed(self) -> int:
        return self.expected - self.found

    @property
    def recall(self) -> Fraction:
        return Fraction(self.found, self.expected) if self.expected else Fraction(1)

    @property
    def precision(self) -> Fraction:
        marked = self.found + self.false
        return Fraction(self.found, marked) if marked else Fraction(1)


@dataclass
class Tally:
    """Verdicts of several reports, added up."""

    families: dict[Family, Count] = field(default_factory=dict)
    total: Count = field(default_factory=Count)

    def add(self, verdict: Verdict) -> None:
        for slip, _ in verdict.found:
            self._count(slip.families[0], expected=1, found=1)
        for slip in verdict.missed:
            self._count(slip.families[0], expected=1)
        for remark in verdict.false:
            self._count(remark.family, false=1)

    def mean(self) -> tuple[Fraction, Fraction]:
        """Recall and precision where every family weighs the same, however often it occurs."""
        asked = [one.recall for one in self.families.values() if one.expected]
        marked = [one.precision for one in self.families.values() if one.found + one.false]
        return Fraction(sum(asked), len(asked) or 1), Fraction(sum(marked), len(marked) or 1)

    def _count(self, family: Family, expected: int = 0, found: int = 0, false: int = 0) -> None:
        for count in (self.families.setdefault(family, Count()), self.total):
            count.expected += expected
            count.found += found
            count.false += false


def read_slips(path: Path) -> tuple[Slip, ...]:
    document = yaml.safe_load(path.read_text("utf-8"))
    return tuple(_slip(entry) for entry in document["slips"] or ())


def _slip(entry: dict[str, Any]) -> Slip:
    families = [entry["family"], *entry.get("also", ())]
    every = {"every": entry.get("every", False)}
    more = [
        one if isinstance(one, dict) else {"line": one[0], "at": one[1]} | every
        for one in entry.get("or", ())
    ]
    places = [_place(one) for one in (entry, *more)]
    return Slip(
        tuple(Family(name) for name in families),
        entry["severity"],
        tuple(places),
        str(entry["why"]),
        str(entry.get("mend", "")),
    )


def _place(entry: dict[str, Any]) -> Place:
    return Place(
        entry.get("line", 0),
        str(entry.get("at", WHOLE)),
        str(entry.get("in", "")),
        entry.get("every", False),
        entry.get("nth", 1),
        tuple(entry["cell"]) if "cell" in entry else None,
        entry.get("pattern", ""),
    )


def judge(slips: Iterable[Slip], report: Report, remarks: Iterable[Remark]) -> Verdict:
    """Gives every remark to the slip that it fits best; what fits none is a false alarm."""
    placed = [(slip, tuple(s for p in slip.places for s in p.spans(report))) for slip in slips]
    found: dict[int, Remark] = {}
    allowed: list[Remark] = []
    false: dict[tuple[Family, int, str], Remark] = {}
    for remark in remarks:
        best = max(range(len(placed)), key=lambda n: _fit(remark, *placed[n]), default=-1)
        if best < 0 or _fit(remark, *placed[best]) == (0, 0):
            false.setdefault((remark.family, remark.line.number, remark.template), remark)
        elif placed[best][0].counts:
            found.setdefault(best, remark)
        else:
            allowed.append(remark)
    counting = [(n, slip) for n, (slip, _) in enumerate(placed) if slip.counts]
    return Verdict(
        tuple((slip, found[n]) for n, slip in counting if n in found),
        tuple(slip for n, slip in counting if n not in found),
        tuple(false.values()),
        tuple(allowed),
        tuple(slip for slip, spans in placed if not spans),
    )


def _fit(remark: Remark, slip: Slip, spans: Iterable[Span]) -> tuple[Fraction | int, int]:
    """How much of the remark and the place is in both, and whether it is the very family."""
    if remark.family not in slip.families:
        return 0, 0
    share = max((_shared(remark, span) for span in spans), default=Fraction(0))
    return (share, int(remark.family is slip.families[0])) if share else (0, 0)


def _shared(remark: Remark, span: Span) -> Fraction:
    if remark.line != span.line:
        return Fraction(0)
    both = min(remark.end, span.end) - max(remark.start, span.start)
    either = max(remark.end, span.end) - min(remark.start, span.start)
    if both < 0:
        return Fraction(0)
    return Fraction(max(both, 1) if remark.start == remark.end else both, max(either, 1))
