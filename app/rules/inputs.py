"""What the cells are computed from, looked up by place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from app.model.base import to_json
from app.model.decision import Decisions, Pick, Settlement
from app.model.setup import Setup
from app.rules.gather import Gathered, instant
from app.rules.recusal import Recusals, find_recusals

D = TypeVar("D", Settlement, Pick)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Settlements are kept by (item, district), picks by (item, district, panelist).

    `decided` holds both once more, by district alone.
    """

    setup: Setup
    gathered: Gathered
    recusals: Recusals
    settlements: dict[tuple[str, str], list[Settlement]]
    picks: dict[tuple[str, str, str], list[Pick]]
    decided: dict[str, tuple[Settlement | Pick, ...]]

    def settlement(
        self, item: str, district: str | None, basis: Iterable[tuple[str, str]]
    ) -> tuple[Settlement | None, bool]:
        """The settlement of a cell, and whether it was made on other figures."""
        return _in_force(self.settlements.get((item, district or "")), basis)

    def pick(
        self, item: str, district: str | None, panelist: str, values: Iterable[str]
    ) -> tuple[Pick | None, bool]:
        """The pick for one panelist's cell, and whether it was made on other figures."""
        return _in_force(self.picks.get((item, district or "", panelist)), values)


def read_inputs(setup: Setup, gathered: Gathered, decisions: Decisions) -> Inputs:
    settlements: dict[tuple[str, str], list[Settlement]] = defaultdict(list)
    for settlement in decisions.settlements:
        settlements[settlement.item, settlement.district or ""].append(settlement)
    picks: dict[tuple[str, str, str], list[Pick]] = defaultdict(list)
    for pick in decisions.picks:
        picks[pick.item, pick.district or "", pick.panelist].append(pick)
    recusals = find_recusals(gathered, decisions.objections)
    decided = _by_district((*decisions.settlements, *decisions.picks))
    return Inputs(setup, gathered, recusals, settlements, picks, decided)


def _by_district(
    decided: Iterable[Settlement | Pick],
) -> dict[str, tuple[Settlement | Pick, ...]]:
    found: dict[str, list[Settlement | Pick]] = defaultdict(list)
    for one in decided:
        found[one.district or ""].append(one)
    return {district: tuple(those) for district, those in found.items()}


def _in_force(made: Sequence[D] | None, basis: Iterable[object]) -> tuple[D | None, bool]:
    """The latest decision that was made on these figures, else the latest of all (rule 6)."""
    if not made:
        return None, False
    given = frozenset(basis)
    holding = [decision for decision in made if frozenset[object](decision.basis) == given]
    return max(holding or made, key=_when), not holding


def _when(decision: Settlement | Pick) -> tuple[datetime, bytes]:
    return instant(decision.at), to_json(decision)
