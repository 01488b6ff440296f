"""Working days by an editable table of holidays and make-up days, and the limits after a visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta

from app.model.base import Model
from app.model.rounds import Step

_DAY = timedelta(days=1)
_SATURDAY = 5
Days = Annotated[int, Meta(ge=0, le=366)]


class Calendar(Model, frozen=True, kw_only=True):
    """Weekdays off, and weekend days that are worked. A day in both tables is worked."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


class Limits(Model, frozen=True, kw_only=True):
    """Working days: at most for draft, report and confirmation, at least for publication."""

    draft: Days = 5
    report: Days = 10
    confirmation: Days = 5
    publication: Days = 7


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due` is the last day allowed, or, where `earliest` holds, the first day it may end.

    It is counted in `days` working days after `since`; the visit itself has no limit.
    """

    step: Step
    since: date
    days: int
    due: date
    earliest: bool = False


def is_working_day(day: date, calendar: Calendar) -> bool:
    if day in calendar.workdays:
        return True
    return day.weekday() < _SATURDAY and day not in calendar.holidays


def add_working_days(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start`; the day itself does not count, and 0 gives it back.

    Raises:
        ValueError: `n` is less than nought.
    """
    if n < 0:
        raise ValueError("`n` must not be less than nought")
    day = start
    while n:
        day += _DAY
        n -= is_working_day(day, calendar)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and including `end`; 0 where the end is not later."""
    days = range(1, (end - start).days + 1)
    return sum(is_working_day(start + i * _DAY, calendar) for i in days)


def deadlines(
    visited_on: date,
    calendar: Calendar,
    done: Mapping[Step, date] | None = None,
    limits: Limits | None = None,
) -> tuple[Deadline, ...]:
    """The visit and the four limits in order.

    Draft and report count from the visit; confirmation from the report, publication from the
    day it was posted, or the confirmation: from the day in `done` where that has happened, else
    from its limit.
    """
    happened, allowed = done or {}, limits or Limits()

    def limit(step: Step, days: int, since: date) -> Deadline:
        due = add_working_days(since, days, calendar)
        return Deadline(step, since, days, due, earliest=step is Step.PUBLICATION)

    draft = limit(Step.DRAFT, allowed.draft, visited_on)
    report = limit(Step.REPORT, allowed.report, visited_on)
    received = happened.get(Step.REPORT, report.due)
    confirmation = limit(Step.CONFIRMATION, allowed.confirmation, received)
    confirmed = happened.get(Step.CONFIRMATION, confirmation.due)
    posted = happened.get(Step.POSTED, confirmed)
    publication = limit(Step.PUBLICATION, allowed.publication, posted)
    visit = Deadline(Step.VISIT, visited_on, 0, visited_on)
    return visit, draft, report, confirmation, publication
