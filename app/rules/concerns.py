"""What somebody's concerns are about: which deductions they explain."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.model.capture import Capture, Finding, Stance
from app.model.instrument import Block, Instrument

Subject = tuple[str, str]
"""Block and item, by ids."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """One person's 需要关注. `about` says in which districts, None standing for everywhere."""

    ids: set[str] = field(default_factory=set)
    about: dict[Subject, set[str | None]] = field(default_factory=dict)

    def add(self, capture: Capture, subjects: Iterable[Subject]) -> None:
        self.ids.add(capture.id)
        for subject in subjects:
            self.about.setdefault(subject, set()).add(capture.district)

    def explain(self, subject: Subject, district: str | None, links: Iterable[str]) -> bool:
        """Whether one is about the cell, or the cell's score links to one."""
        if not self.ids.isdisjoint(links):
            return True
        told = self.about.get(subject, ())
        return None in told or district in told or (district is None and bool(told))


NONE = Concerns()


def homes_of(instrument: Instrument) -> dict[str, Block]:
    """The block of every item."""
    return {item.id: block for block in instrument.blocks() for item in block.scored()}


def subjects(capture: Capture, homes: Mapping[str, Block]) -> Iterator[Subject]:
    """What a finding is about: its item, or all of its block."""
    home = homes.get(capture.item or "")
    if home is not None:
        yield (home.id, capture.item or "")
    if capture.block is None or (home is not None and home.id == capture.block):
        return
    block = next((b for b in homes.values() if b.id == capture.block), None)
    if block is not None:
        yield from ((block.id, item.id) for item in block.scored())


def concerns_by_author(
    instrument: Instrument, findings: Collection[tuple[Capture, Finding]]
) -> Mapping[str, Concerns]:
    """The whole panel's, by panelist."""
    homes = homes_of(instrument)
    found: defaultdict[str, Concerns] = defaultdict(Concerns)
    for capture, finding in findings:
        if finding.stance is Stance.CONCERN:
            found[capture.author].add(capture, subjects(capture, homes))
    return found
