"""The merged scores: derived from sheets, decisions, set-up and instrument at every change."""

from typing import TYPE_CHECKING

from app.model.decision import (
    Decisions,
    FindingEdit,
    Objection,
    PartyEntry,
    Pick,
    Settlement,
    VetoCheck,
)
from app.model.outcome import BlockDistrict, Outcome
from app.rules.gather import Gathered, gather
from app.rules.known import Known
from app.rules.scoring import evaluate_gathered
from app.rules.spread import Look, look_at
from app.services.collect import CollectService
from app.services.state import State

if TYPE_CHECKING:
    from app.model.instrument import Flags


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
        self._looks: dict[tuple[str, str | None], tuple[BlockDistrict, Flags, Look]] = {}

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

    def with_decisions(self, decisions: Decisions) -> Outcome:
        """The scores under other decisions than those in force."""
        state = self._state
        whole = (state.instrument, state.setup, self.gathered)
        return evaluate_gathered(*whole, decisions, self._known)

    def look(self, part: BlockDistrict) -> Look:
        """What somebody should look at in a block in a district; found out once for each."""
        key, flags = (part.block.id, part.district), self._state.instrument.flags
        known = self._looks.get(key)
        if known is None or known[0] is not part or known[1] is not flags:
            known = self._looks[key] = (part, flags, look_at(part, flags))
        return known[2]

    def decisions(self) -> Decisions:
        """All decisions in force."""
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
