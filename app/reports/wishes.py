"""How the letter with the first opinions is to be; light to import, for dialogs and commands."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.rules.deadlines import Calendar, add_working_days

REPLY_DAYS = 5
"""Working days that an answer is given."""


class Addressee(Enum):
    """Who is asked (handbook 1.6): the bureau, the buyer, the station."""

    BUREAU = "bureau"
    BUYER = "buyer"
    STATION = "station"


EVERYBODY = tuple(Addressee)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the letter is to be. A `joint` one goes to all at once, else everybody gets their own.

    Without `scores` it tells neither points nor grade. `number` is the office's own, or none.
    """

    reply_by: date
    addressees: tuple[Addressee, ...] = EVERYBODY
    joint: bool = False
    scores: bool = False
    number: str = ""


def usual_reply(today: date, calendar: Calendar) -> date:
    return add_working_days(today, REPLY_DAYS, calendar)
