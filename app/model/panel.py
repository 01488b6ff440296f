"""Who evaluates, and who scores what."""

from enum import Enum

from app.model.base import Model
from app.model.station import Id, Name


class Duty(Enum):
    """Experts score; one of them leads; staff run the day and do the survey (handbook 1.7)."""

    LEAD = "lead"
    EXPERT = "expert"
    STAFF = "staff"


class Panelist(Model, frozen=True, kw_only=True):
    id: Id
    name: Name
    duty: Duty = Duty.EXPERT
    organisation: str = ""
    coordinates: bool = False


class Assignment(Model, frozen=True, kw_only=True):
    """One panelist scores one block, in the districts named; no districts named means all.

    A block that is scored for the station as a whole takes no districts.
    """

    panelist: Id
    block: Id
    districts: tuple[Id, ...] = ()
