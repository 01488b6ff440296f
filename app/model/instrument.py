"""The instrument: parties, blocks, items, bands, vetoes, and how scores merge. Data, not code.

What the official indicator system asks below the blocks is not known (handbook part 0); items
that a body made itself carry `example: true` and are shown as such.
"""

from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal

from msgspec import Meta

from app.model.base import Model, Numbers
from app.model.station import Id, Name


class Scope(Enum):
    STATION = "station"
    DISTRICT = "district"


class Method(Enum):
    MEAN = "mean"
    TRIMMED = "trimmed"
    MEDIAN = "median"
    LEAD = "lead"
    CONSENSUS = "consensus"


class Level(Enum):
    """Whether the rule runs over each item or over each rater's sum of the block."""

    ITEM = "item"
    SUM = "sum"


class Below(Enum):
    """What happens with fewer raters than the rule's minimum."""

    MEAN = "mean"
    OPEN = "open"


class NotApplicable(Enum):
    """How items that are out count in their block (arithmetic 12)."""

    SCALE = "scale"
    FULL = "full"
    ZERO = "zero"


class MergeRule(Model, frozen=True, kw_only=True):
    """How several panelists' points become one (arithmetic 10)."""

    method: Method = Method.MEAN
    level: Level = Level.ITEM
    minimum: Annotated[int, Meta(ge=1, le=50)] = 1
    below: Below = Below.MEAN


class Anchor(Numbers, frozen=True, kw_only=True):
    """What points from `low` to `high` mean."""

    low: Decimal
    high: Decimal
    text: str


class Evidence(Model, frozen=True, kw_only=True):
    """A document asked for."""

    id: Id
    label: Name


class Item(Numbers, frozen=True, kw_only=True):
    """Scored from 0 to `full` in steps. `group` is the level-2 heading that it stands under."""

    id: Id
    label: Name
    full: Decimal
    step: Decimal = Decimal("0.1")
    group: str = ""
    hint: str = ""
    criterion: str = ""
    anchors: tuple[Anchor, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    allow_na: bool = False
    example: bool = False


class Block(Numbers, frozen=True, kw_only=True):
    """A line of the score table. Without items the block itself is scored, as one item."""

    id: Id
    label: Name
    full: Decimal
    scope: Scope = Scope.STATION
    merge: MergeRule = MergeRule()
    na: NotApplicable = NotApplicable.SCALE
    step: Decimal = Decimal("0.1")
    criterion: str = ""
    items: tuple[Item, ...] = ()

    def scored(self) -> tuple[Item, ...]:
        """The items, or the block itself as its only item."""
        if self.items:
            return self.items
        own = Item(
            id=self.id, label=self.label, full=self.full, step=self.step, criterion=self.criterion
        )
        return (own,)


class PartyScheme(Numbers, frozen=True, kw_only=True):
    """One of the four parties. With blocks it is scored by the panel, else entered as a figure."""

    id: Id
    label: Name
    short: str = ""
    full: Decimal
    judges: str = ""
    blocks: tuple[Block, ...] = ()


class Band(Numbers, frozen=True, kw_only=True):
    """A grade for totals in [low, high); the highest band includes its end."""

    label: Name
    low: Decimal
    high: Decimal


class Measure(Enum):
    """A figure that a veto can be computed from (handbook 1.4)."""

    STAFFING = "staffing"
    CERTIFIED = "certified"
    PERSONNEL_RATIO = "personnel_ratio"


class Veto(Model, frozen=True, kw_only=True):
    """A finding that sets the grade by itself. Thresholds are keyed by term: `mid`, `final`.

    A veto without a measure is declared by people, never computed.
    """

    key: Id
    label: Name
    text: str
    measure: Measure | None = None
    thresholds: dict[Literal["mid", "final"], Decimal] = {}


class ReasonWhen(Enum):
    DEDUCTION = "deduction"
    BELOW_SHARE = "below_share"
    NEVER = "never"


class ReasonRule(Numbers, frozen=True, kw_only=True):
    """When a score must be explained: at any deduction, or below a share of the full mark."""

    when: ReasonWhen = ReasonWhen.DEDUCTION
    share: Decimal = Decimal("0.6")


class Flags(Numbers, frozen=True, kw_only=True):
    """What the merge page marks, as shares of the full mark.

    A spread of at least `spread`, a score `outlier` or more away from the panel's median, and a
    deduction of `unfounded` or more of somebody who wrote no concern about it.
    """

    spread: Decimal = Decimal("0.3")
    outlier: Decimal = Decimal("0.25")
    unfounded: Decimal = Decimal("0.4")


class CheckQuestion(Model, frozen=True, kw_only=True):
    """A line of the observation checklist, answered at every site."""

    id: Id
    label: Name
    hint: str = ""
    block: Id | None = None
    example: bool = False


class GuideQuestion(Model, frozen=True, kw_only=True):
    id: Id
    text: Name


class Guide(Model, frozen=True, kw_only=True):
    """What to ask one kind of interviewee. `coded`: the person goes by a code, never a name."""

    kind: Id
    label: Name
    coded: bool = False
    questions: tuple[GuideQuestion, ...] = ()
    example: bool = False


class SurveyBand(Numbers, frozen=True, kw_only=True):
    """A class of satisfaction in percent, [low, high); the highest includes its end."""

    label: Name
    low: Decimal
    high: Decimal


class SurveyRule(Model, frozen=True, kw_only=True):
    """At least `minimum` people, or all when there are fewer (handbook 1.6)."""

    minimum: int = 100
    bands: tuple[SurveyBand, ...] = ()


class Instrument(Model, frozen=True, kw_only=True):
    """An indicator system with its rules. `places` is how far the one rounding goes."""

    id: Id
    version: Annotated[int, Meta(ge=1)] = 1
    title: Name
    note: str = ""
    source: str = ""
    places: Annotated[int, Meta(ge=0, le=4)] = 2
    parties: tuple[PartyScheme, ...]
    bands: tuple[Band, ...]
    vetoes: tuple[Veto, ...] = ()
    veto_grade: str = ""
    reasons: ReasonRule = ReasonRule()
    flags: Flags = Flags()
    checklist: tuple[CheckQuestion, ...] = ()
    guides: tuple[Guide, ...] = ()
    survey: SurveyRule = SurveyRule()

    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for party in self.parties for block in party.blocks)

    def block(self, block_id: str) -> Block:
        """Raises KeyError when there is none of that id."""
        for block in self.blocks():
            if block.id == block_id:
                return block
        raise KeyError(block_id)

    def party(self, party_id: str) -> PartyScheme:
        """Raises KeyError when there is none of that id."""
        for party in self.parties:
            if party.id == party_id:
                return party
        raise KeyError(party_id)

    def find_item(self, item_id: str) -> tuple[Block, Item]:
        """Raises KeyError when no block scores an item of that id."""
        for block in self.blocks():
            for item in block.scored():
                if item.id == item_id:
                    return block, item
        raise KeyError(item_id)
