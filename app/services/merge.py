"""The merged scores: derived from sheets, decisions, set-up and instrument at every change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from app.model.decision import (
    Decisions,
    FindingEdit,
    Objection,
    PartyEntry,
    Pick,
    Settlement,
    VetoCheck,
)
from app.model.instrument import Instrument
from app.model.outcome import BlockDistrict, Outcome, VetoResult
from app.model.setup import Setup
from app.model.sheet import Accepted
from app.rules.gather import Gathered, gather
from app.rules.known import Known
from app.rules.scoring import evaluate_gathered, veto_results
from app.rules.spread import Look, look_at
from app.services.collect import FILE, CollectService, Read
from app.services.state import State
from app.services.tellings import OfPart, OfSheets, Tellings, tell_all

T = TypeVar("T")

SheetSet = frozenset[tuple[str, bool]]
"""The sheets that count: their hashes, and whether they are confirmed."""

_KEPT = 2
"""Sets of sheets that are remembered: the present one, and the one that undo leads back to."""


@dataclass(frozen=True, slots=True)
class Union:
    """What a set of sheets comes to: its captures, every block in every district, what is told of them."""

    sheets: SheetSet
    gathered: Gathered
    known: Known = field(default_factory=Known)
    tellings: Tellings = field(default_factory=Tellings)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Works out what comes of sheets before they are taken, or taken out, on any thread.

    What was asked so far of parts and of sheets is told of the new ones too.
    """

    instrument: Instrument
    setup: Setup
    decisions: Decisions
    accepted: tuple[Accepted, ...]
    of_parts: tuple[OfPart[object], ...] = ()
    of_sheets: tuple[OfSheets[object], ...] = ()

    def __call__(self, reads: Iterable[Read] = (), *, without: str = "") -> Union:
        """`reads` may hold what is refused or counts already; that changes nothing.

        `without` is the hash of a sheet that is about to be taken out.
        """
        kept = tuple(one for one in self.accepted if one.hash != without)
        present = {one.hash for one in kept}
        new = {r.hash: r for r in reads if r.content is not None and r.hash not in present}
        added = [
            Accepted(hash=r.hash, content=r.content, confirmed=r.channel == FILE)
            for r in new.values()
            if r.content is not None
        ]
        accepted = (*kept, *added)
        union = Union(_set_of(accepted), gather(accepted))
        whole = (self.instrument, self.setup, union.gathered, self.decisions, union.known)
        outcome = evaluate_gathered(*whole)
        asked, basis = (
            (self.of_parts, self.of_sheets),
            (union.gathered, self.setup, self.instrument),
        )
        tell_all(union.tellings, asked, outcome, basis)
        return union


class MergeService:
    """Computes once per change, and then only what the change touched."""

    def __init__(self, state: State, collect: CollectService) -> None:
        self._state = state
        self._collect = collect
        self._store = state.store
        self._generation = -1
        self._unions: list[Union] = []
        self._looked = False
        self._outcome: Outcome | None = None
        self._decisions: Decisions | None = None
        self._of_parts: dict[OfPart[object], None] = {}
        self._of_sheets: dict[OfSheets[object], None] = {}

    @property
    def gathered(self) -> Gathered:
        """The union of all that was recorded."""
        return self._union.gathered

    @property
    def _union(self) -> Union:
        """Of the sheets that count now: one that is remembered, or made anew."""
        self._refresh()
        if not self._looked:
            accepted = self._collect.accepted()
            sheets = _set_of(accepted)
            found = next((one for one in self._unions if one.sheets == sheets), None)
            self._remember(found or Union(sheets, gather(accepted)))
            self._looked = True
        return self._unions[0]

    def ahead(self) -> Ahead:
        """Work for the job that reads sheets, so that taking them costs the window nothing."""
        state = self._state
        whole = (state.instrument, state.setup, self.decisions(), self._collect.accepted())
        return Ahead(*whole, tuple(self._of_parts), tuple(self._of_sheets))

    def adopt(self, union: Union) -> None:
        """Remembers what was worked out ahead; it serves if those are the sheets that count."""
        self._unions = [*self._unions[:1], union]

    def _remember(self, union: Union) -> None:
        self._unions = [union, *(one for one in self._unions if one is not union)][:_KEPT]

    @property
    def outcome(self) -> Outcome:
        """Scores, total, grade, and what is open."""
        self._refresh()
        if self._outcome is None:
            self._outcome = self.with_decisions(self.decisions())
        return self._outcome

    @property
    def is_begun(self) -> bool:
        """Whether there is anything to merge; before, an outcome would only say that nothing is."""
        return bool(self.decisions().settlements or self._collect.accepted())

    @property
    def vetoes(self) -> tuple[VetoResult, ...]:
        """What was declared of each veto, and what the data say; without merging anything."""
        return veto_results(self._state.instrument, self._state.setup, self.decisions())

    def with_decisions(self, decisions: Decisions) -> Outcome:
        """The scores under other decisions than those in force."""
        state = self._state
        union = self._union
        whole = (state.instrument, state.setup, union.gathered)
        return evaluate_gathered(*whole, decisions, union.known)

    def look(self, part: BlockDistrict) -> Look:
        """What somebody should look at in a block in a district."""
        return self.of_part(_look, part)

    def of_part(self, tell: OfPart[T], part: BlockDistrict) -> T:
        """What follows from a block in a district and the instrument; told once for each.

        `tell` is a pure function, named at module level, since a job may call it too.
        """
        self._of_parts.setdefault(tell)
        return self._union.tellings.of_part(tell, part, self._state.instrument)

    def of_sheets(self, tell: OfSheets[T]) -> T:
        """What follows from the sheets, the set-up and the instrument, whatever was decided.

        `tell` as in `of_part`.
        """
        self._of_sheets.setdefault(tell)
        union, state = self._union, self._state
        return union.tellings.of_sheets(tell, union.gathered, state.setup, state.instrument)

    def while_same(self, name: str, make: Callable[[], T]) -> T:
        """The same for what is no pure function; made here when it is first asked for."""
        union, state = self._union, self._state
        basis = (union.gathered, state.setup, state.instrument)
        return union.tellings.once((name,), basis, make)

    def decisions(self) -> Decisions:
        """All decisions in force."""
        self._refresh()
        if self._decisions is None:
            self._decisions = self._read_decisions()
        return self._decisions

    def _read_decisions(self) -> Decisions:
        rows = self._store.decisions
        return Decisions(
            settlements=rows.all("settlement", Settlement),
            picks=rows.all("pick", Pick),
            objections=rows.all("objection", Objection),
            parties=rows.all("party", PartyEntry),
            vetoes=rows.all("veto", VetoCheck),
            findings=rows.all("finding", FindingEdit),
        )

    def _refresh(self) -> None:
        generation = self._store.log.generation
        if generation != self._generation:
            self._generation = generation
            self._looked = False
            self._outcome = None
            self._decisions = None


def _set_of(accepted: Iterable[Accepted]) -> SheetSet:
    return frozenset((one.hash, one.confirmed) for one in accepted)


def _look(part: BlockDistrict, instrument: Instrument) -> Look:
    return look_at(part, instrument.flags)
