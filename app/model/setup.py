"""The set-up of a visit: everything that is known before the day, and goes into every pack."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from app.model.base import Model, Numbers
from app.model.panel import Assignment, Duty, Panelist
from app.model.schedule import AgendaEntry
from app.model.station import (
    Contract,
    District,
    Id,
    Name,
    Organisation,
    Period,
    Role,
    Station,
    Term,
)


class Indicator(Numbers, frozen=True, kw_only=True):
    """A yearly target and what was reached in the evaluated period; per district if known.

    Indicators of one `group` are printed together. A target of nought prints no percentage.
    """

    id: Id
    label: Name
    unit: str = ""
    group: str = ""
    target: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)
    districts: dict[str, Decimal] = {}


class StaffMonth(Numbers, frozen=True, kw_only=True):
    """One month in person-months, counted in halves (handbook 1.5)."""

    month: Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])\Z")]
    required: Decimal = Decimal(0)
    present: Decimal = Decimal(0)
    certified_required: Decimal = Decimal(0)
    certified_present: Decimal = Decimal(0)


class ShortageRule(Model, frozen=True, kw_only=True):
    """Which reading of the shortage counts: net over the period, or the sum of short months."""

    monthly: bool = False


class Staffing(Numbers, frozen=True, kw_only=True):
    """People at the cut-off date, and presence by month.

    `posts` is the base of the rates (handbook 1.5). `personnel_ratio` is the year's share of
    personnel cost in percent, when known. `joined` and `left` count over the evaluated period.
    """

    posts: int = 0
    certified_posts: int = 0
    total: int | None = None
    certified: int | None = None
    uncertified: int | None = None
    senior: int | None = None
    middle: int | None = None
    assistant: int | None = None
    related: int | None = None
    other: int | None = None
    supervisors: int | None = None
    supervisor_years: int | None = None
    stable: int | None = None
    two_years: int | None = None
    joined: int | None = None
    left: int | None = None
    party_members: int | None = None
    lead_certificate: str = ""
    lead_years: int | None = None
    training_met: bool | None = None
    personnel_ratio: Decimal | None = None
    months: tuple[StaffMonth, ...] = ()
    shortage: ShortageRule = ShortageRule()


class Figure(Numbers, frozen=True, kw_only=True):
    """A figure that the station reports and the text may use: funds, calls, volunteers, media.

    `note` says what the figure is made of, and is printed behind it in brackets.
    """

    key: Id
    label: Name
    value: Decimal
    unit: str = ""
    district: Id | None = None
    note: str = ""


class Population(Model, frozen=True, kw_only=True):
    """How many people in need the station knows, for the survey's sample rule."""

    total: int | None = None
    groups: tuple[str, ...] = ()


class Setup(Model, frozen=True, kw_only=True):
    """A visit before it begins. `form` names the report form; `instrument` is kept beside it."""

    station: Station
    term: Term = Term.MID
    visited_on: date
    contract: Contract
    period: Period
    organisations: dict[Role, Organisation] = {}
    districts: tuple[District, ...] = ()
    panel: tuple[Panelist, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    leads: dict[str, str] = {}
    indicators: tuple[Indicator, ...] = ()
    staffing: Staffing = Staffing()
    figures: tuple[Figure, ...] = ()
    population: Population = Population()
    agenda: tuple[AgendaEntry, ...] = ()
    service_blocks: tuple[str, ...] = ()
    community_organisations: tuple[str, ...] = ()
    form: Id = "panyu"

    def panelist(self, panelist_id: str) -> Panelist:
        """Raises KeyError when nobody has that id."""
        for person in self.panel:
            if person.id == panelist_id:
                return person
        raise KeyError(panelist_id)

    def district(self, district_id: str) -> District:
        """Raises KeyError when there is none of that id."""
        for district in self.districts:
            if district.id == district_id:
                return district
        raise KeyError(district_id)

    def lead_for(self, block_id: str) -> str | None:
        """Whose score counts where the rule is `lead`: the one named, else the panel's lead."""
        named = self.leads.get(block_id)
        if named is not None:
            return named
        return next((p.id for p in self.panel if p.duty is Duty.LEAD), None)

    def assigned(self, block_id: str, district_id: str | None) -> tuple[str, ...]:
        """Ids of those who score the block there, in the panel's order."""
        chosen = {
            a.panelist
            for a in self.assignments
            if a.block == block_id
            and (district_id is None or not a.districts or district_id in a.districts)
        }
        return tuple(p.id for p in self.panel if p.id in chosen)
