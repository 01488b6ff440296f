"""What the archive knows of a visit without opening it, and what a visit says of the one before."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from app.model.base import Model
from app.model.rounds import Rounds
from app.model.station import Term


class BlockScore(Model, frozen=True, kw_only=True):
    """A block, or a party without blocks, as it was printed; no score while it is open."""

    id: str
    label: str
    full: Decimal
    score: Decimal | None = None


class EarlierFinding(Model, frozen=True, kw_only=True):
    """A concern that a visit left behind: whose visit and finding it is, and where it belonged.

    `since` is the day of the visit that raised it first.
    """

    visit: str
    id: str
    text: str
    block: str = ""
    party: str = ""
    place: str = ""
    since: date


class FollowState(Enum):
    """整改情况: what became of a concern of the visit before."""

    MENDED = "mended"
    UNDER_WAY = "under-way"
    UNCHANGED = "unchanged"


class FollowUp(Model, frozen=True, kw_only=True):
    """整改落实: what this visit found of an earlier concern."""

    finding: EarlierFinding
    state: FollowState
    note: str = ""
    by: str = ""
    at: datetime


class StationLink(Model, frozen=True, kw_only=True):
    """Which station a visit belongs to, where its name does not say so."""

    station: str


class ArchiveEntry(Model, frozen=True, kw_only=True):
    """A coordinator's visit as the archive lists it. `station` is the key that its visits share.

    `open` counts the concerns that the next visit will look after; `closed` keeps scores back
    from whoever has not handed in yet. `rounds` is the outline alone, from which dates are counted.
    """

    folder: str
    visit: str
    station: str
    own_station: str
    name: str
    short: str = ""
    county: str = ""
    term: Term = Term.MID
    visited_on: date
    bureau: str = ""
    contractor: str = ""
    total: Decimal | None = None
    grade: str = ""
    concerns: int = 0
    praises: int = 0
    open: int = 0
    mended: int = 0
    followed: int = 0
    done: int = 0
    cells: int = 0
    rounds: Rounds = Rounds()
    closed: bool = False

    @property
    def year(self) -> int:
        return self.visited_on.year
