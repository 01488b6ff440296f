"""The merged scores: derived from sheets, decisions, set-up and instrument at every change."""

from app.model.decision import (
    Decisions,
    FindingEdit,
    Objection,
    PartyEntry,
    Pick,
    Settlement,
    VetoCheck,
)
from app.model.outcome import Outcome
from app.rules.gather import Gathered, gather
from app.rules.scoring import evaluate_gathered
from app.services.collect import CollectService
from app.services.state import State


class MergeService:
    """Computes once per change; reading again costs nothing."""

    def __init__(self, state: State, collect: CollectService) -> None:
        self._state = state
        self._collect = collect
        self._store = state.store
        self._generation = -1
        self._gathered: Gathered | None = None
        self._outcome: Outcome | None = None

    @property
    def gathered(self) -> Gathered:
        """The union of all that was recorded."""
        self._refresh()
        if self._gathered is None:
            self._gathered = gather(self._collect.accepted())
        return self._gathered

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
        return evaluate_gathered(state.instrument, state.setup, self.gathered, decisions)

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
            self._gathered = None
            self._outcome = None
