"""What was computed before and still holds: a decision changes one district, not a hundred."""

from dataclasses import dataclass

from app.model.decision import Pick, Settlement
from app.model.instrument import Block
from app.model.outcome import BlockDistrict
from app.rules.blocks import in_district
from app.rules.gather import Gathered
from app.rules.inputs import Inputs
from app.rules.recusal import Recusals


@dataclass(frozen=True, slots=True)
class _Basis:
    """All that a block in one district is computed from.

    What the sheets hold is frozen and made once per change, so it is compared by identity.
    """

    raters: tuple[str, ...]
    lead: str | None
    gathered: Gathered
    block: Block
    recusals: Recusals
    decided: tuple[Settlement | Pick, ...]

    def is_same(self, other: "_Basis") -> bool:
        return (
            self.gathered is other.gathered
            and self.raters == other.raters
            and self.lead == other.lead
            and self.decided == other.decided
            and (self.block is other.block or self.block == other.block)
            and self.recusals == other.recusals
        )


class Known:
    """Every block in every district as it was computed last; takes the place of `in_district`."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str | None], tuple[_Basis, BlockDistrict]] = {}

    def in_district(self, inputs: Inputs, block: Block, district: str | None) -> BlockDistrict:
        """The same as `app.rules.blocks.in_district`, computed anew only if something differs."""
        setup, decided = inputs.setup, inputs.decided.get(district or "", ())
        raters, lead = setup.assigned(block.id, district), setup.lead_for(block.id)
        basis = _Basis(raters, lead, inputs.gathered, block, inputs.recusals, decided)
        known = self._parts.get((block.id, district))
        if known is not None and known[0].is_same(basis):
            return known[1]
        made = in_district(inputs, block, district)
        self._parts[block.id, district] = (basis, made)
        return made
