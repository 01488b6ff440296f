"""What the coordinator decides over the sheets; the sheets themselves never change."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from app.model.base import Model, Numbers
from app.model.capture import Score, Stance
from app.model.hashes import Hash
from app.model.station import Id


class Settlement(Numbers, frozen=True, kw_only=True):
    """裁定: a value over a merged cell. `basis` is what was given when it was made (arithmetic 6).

    `item` is a block's id where the block has no items or merges sums.
    """

    item: Id
    district: Id | None = None
    points: Decimal
    reason: str
    by: str
    at: datetime
    basis: tuple[tuple[str, str], ...] = ()


class Pick(Model, frozen=True, kw_only=True):
    """Which of several values one panelist's cell has. `value` and `basis` as `value_text` writes."""

    panelist: Id
    item: Id
    district: Id | None = None
    value: str
    by: str
    at: datetime
    basis: tuple[str, ...] = ()


class Objection(Model, frozen=True, kw_only=True):
    """The evaluated party's objection to a panelist, accepted: recusal by the coordinator."""

    panelist: Id
    district: Id | None = None
    reason: str
    by: str
    at: datetime


class Unit(Enum):
    POINTS = "points"
    PERCENT = "percent"


class PartyEntry(Numbers, frozen=True, kw_only=True):
    """What a party gave, as it was given."""

    party: Id
    value: Decimal
    unit: Unit = Unit.POINTS
    person: str = ""
    on: date | None = None


class VetoState(Enum):
    FOUND = "found"
    NOT_FOUND = "not-found"
    UNVERIFIED = "unverified"


class VetoCheck(Model, frozen=True, kw_only=True):
    key: Id
    state: VetoState
    evidence: str = ""
    by: str = ""


class FindingEdit(Model, frozen=True, kw_only=True):
    """A curated finding: one or several captures as one text, in its place and order.

    `left_out` holds the reason for not using it; `pins` send it to further sections.
    """

    id: str
    origins: tuple[str, ...]
    stance: Stance
    text: str
    party: str = ""
    block: Id | None = None
    district: Id | None = None
    order: Decimal = Decimal(0)
    pins: tuple[str, ...] = ()
    left_out: str = ""


class Apart(Model, frozen=True, kw_only=True):
    """Two findings that look alike and are not the same, as the coordinator decided."""

    first: str
    second: str


class PaperScore(Model, frozen=True, kw_only=True):
    """A score that somebody gave on paper, entered for them by the coordinator (arithmetic 5)."""

    panelist: Id
    item: Id
    district: Id | None = None
    score: Score
    at: datetime


class PaperFinding(Model, frozen=True, kw_only=True):
    """An opinion that somebody wrote on paper; `number` is its place on the sheet."""

    id: str
    number: int = 0
    panelist: Id
    stance: Stance
    text: str
    block: Id | None = None
    district: Id | None = None
    at: datetime


class PaperCheck(Model, frozen=True, kw_only=True):
    """A second person held what was entered against the paper; `basis` is the hash of it all."""

    panelist: Id
    by: str
    at: datetime
    basis: Hash


class Decisions(Model, frozen=True, kw_only=True):
    """All decisions in force."""

    settlements: tuple[Settlement, ...] = ()
    picks: tuple[Pick, ...] = ()
    objections: tuple[Objection, ...] = ()
    parties: tuple[PartyEntry, ...] = ()
    vetoes: tuple[VetoCheck, ...] = ()
    findings: tuple[FindingEdit, ...] = ()
