"""The merged scores: derived from sheets, decisions, set-up and instrument at every change."""

from collections.abc import Callable
from operator import is_
from typing import TypeVar, cast

from app.model.decision import (
    Decisions,
    FindingEdit,
    Objection,
    PartyEntry,
    Pick,
    Settlement,
    VetoCheck,
)
from app.model.outcome import BlockDistrict, Outcome, VetoResult
from app.rules.gather import Gathered, gather
from app.rules.known import Known
from app.rules.scoring import evaluate_gathered, veto_results
from app.rules.spread import Look, look_at
from app.services.collect import CollectService
from app.services.state import State

T = TypeVar("T")
K = TypeVar("K")
Basis = tuple[object, ...]


class MergeService:
    """Computes once per change, and then only what the change touched."""

    def __init__(self, state: State, collect: CollectService) -> None:
        self._state = state
        self._collect = collect
        self._store = state.store
        self._generation = -1
        self._known = Known()
        self._gathered: tuple[tuple[tuple[str, bool], ...], Gathered] | None = None
        self._looked = False
        self._outcome: Outcome | None = None
        self._decisions: Decisions | None = None
        self._of_parts: dict[tuple[str, str, str | None], tuple[Basis, object]] = {}
        self._of_sheets: dict[str, tuple[Basis, object]] = {}

    @property
    def gathered(self) -> Gathered:
        """The union of all that was recorded."""
        self._refresh()
        if self._gathered is None or not self._looked:
            accepted = self._collect.accepted()
            sheets = tuple((one.hash, one.confirmed) for one in accepted)
            if self._gathered is None or self._gathered[0] != sheets:
                self._gathered = (sheets, gather(accepted))
            self._looked = True
        return self._gathered[1]

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
        whole = (state.instrument, state.setup, self.gathered)
        return evaluate_gathered(*whole, decisions, self._known)

    def look(self, part: BlockDistrict) -> Look:
        """What somebody should look at in a block in a district."""
        flags = self._state.instrument.flags
        return self.of_part("look", part, lambda: look_at(part, flags))

    def of_part(self, name: str, part: BlockDistrict, make: Callable[[], T]) -> T:
        """What follows from a block in a district and the instrument; made once for each.

        A decision changes one of a hundred, so what is told of all of them costs little.
        """
        key = (name, part.block.id, part.district)
        return _once(self._of_parts, key, (part, self._state.instrument), make)

    def of_sheets(self, name: str, make: Callable[[], T]) -> T:
        """What follows from the sheets, the set-up and the instrument, whatever was decided."""
        basis = (self.gathered, self._state.setup, self._state.instrument)
        return _once(self._of_sheets, name, basis, make)

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


def _once(known: dict[K, tuple[Basis, object]], key: K, basis: Basis, make: Callable[[], T]) -> T:
    """What was made on the same basis; else made now, in the place of what was known."""
    found = known.get(key)
    if found is None or not all(map(is_, found[0], basis)):
        found = known[key] = (basis, make())
    return cast("T", found[1])
