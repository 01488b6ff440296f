"""The station that is evaluated: where it is, who runs and pays it, its districts and sites."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated

from msgspec import Meta

from app.model.base import Model, Numbers

Name = Annotated[str, Meta(min_length=1, max_length=300)]
Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:\-]+\Z")]


class Term(Enum):
    """Which evaluation of the contract year this is; thresholds depend on it (handbook 1.4)."""

    MID = "mid"
    FINAL = "final"


class Station(Model, frozen=True, kw_only=True):
    """`name` is printed in full; `short` is what the report calls it after the first mention."""

    name: Name
    short: str = ""
    town: str = ""
    county: str = ""
    address: str = ""
    branch_address: str = ""
    since: str = ""


class Role(Enum):
    """The part that an organisation plays (handbook 1.2)."""

    BUREAU = "bureau"
    BUYER = "buyer"
    SUPERVISION = "supervision"
    CONTRACTOR = "contractor"
    EVALUATOR = "evaluator"


class Organisation(Model, frozen=True, kw_only=True):
    """`short` is used in running text; `person` is who speaks for it, by title, not by name."""

    name: Name
    short: str = ""
    person: str = ""


class Contract(Numbers, frozen=True, kw_only=True):
    """Contract year and yearly fee in yuan."""

    start: date
    end: date
    fee: Decimal = Decimal(0)


class Period(Numbers, frozen=True, kw_only=True):
    """What is evaluated. `months` overrides the count in halves (handbook 1.5)."""

    start: date
    end: date
    months: Decimal | None = None


class Site(Model, frozen=True, kw_only=True):
    """A 社工点. The counts are what the station reports of its people in need, if it does."""

    id: Id
    name: Name
    households: int | None = None
    persons: int | None = None
    records: int | None = None
    files: int | None = None


class District(Model, frozen=True, kw_only=True):
    """A 片区 with its sites."""

    id: Id
    name: Name
    sites: tuple[Site, ...] = ()
    staff: int | None = None
