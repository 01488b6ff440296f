"""The years whose holidays are known, as one calendar; a year that is not known is said to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from app.model.base import changed
from app.model.rounds import YearTable
from app.rules.deadlines import Calendar, is_working_day

_SATURDAY = 5
_DAY = timedelta(days=1)


class DayKind(Enum):
    """What a day is: as the week has it, or otherwise by the table."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MADE_UP = "made-up"


@dataclass(frozen=True)
class Calendars:
    """All known years. What none of them says is Monday to Friday, and `unknown` tells where."""

    years: Mapping[int, YearTable] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> Calendar:
        tables = self.years.values()
        return Calendar(
            holidays=frozenset(day for table in tables for day in table.holidays),
            workdays=frozenset(day for table in tables for day in table.workdays),
        )

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days for which there is no table."""
        early, late = sorted((first, last))
        return tuple(y for y in range(early.year, late.year + 1) if y not in self.years)

    def kind(self, day: date) -> DayKind:
        return day_kind(day, self.calendar)

    def with_year(self, table: YearTable) -> "Calendars":
        return Calendars({**self.years, table.year: table})


def joined(*layers: Iterable[YearTable]) -> Calendars:
    """Years of several sources; a later layer's year takes the place of an earlier one's."""
    return Calendars({table.year: table for layer in layers for table in layer})


def day_kind(day: date, calendar: Calendar) -> DayKind:
    weekend = day.weekday() >= _SATURDAY
    if is_working_day(day, calendar):
        return DayKind.MADE_UP if weekend else DayKind.WORKDAY
    return DayKind.HOLIDAY if day in calendar.holidays else DayKind.WEEKEND


def toggled(table: YearTable, day: date) -> YearTable:
    """The table with a day off worked, or a working day off; the week's own days are not listed.

    Raises:
        ValueError: the day is of another year.
    """
    if day.year != table.year:
        raise ValueError("the day is of another year")
    holidays, workdays = set(table.holidays), set(table.workdays)
    works = is_working_day(day, Calendars({table.year: table}).calendar)
    weekend = day.weekday() >= _SATURDAY
    holidays.discard(day)
    workdays.discard(day)
    if works and not weekend:
        holidays.add(day)
    elif not works and weekend:
        workdays.add(day)
    return ordered(changed(table, holidays=tuple(holidays), workdays=tuple(workdays)))


def ordered(table: YearTable) -> YearTable:
    """Days in their order, each once."""
    return changed(
        table,
        holidays=tuple(sorted(set(table.holidays))),
        workdays=tuple(sorted(set(table.workdays))),
    )


def month_weeks(year: int, month: int) -> tuple[tuple[date, ...], ...]:
    """Whole weeks from Monday on that hold the days of a month."""
    first = date(year, month, 1)
    day = first - first.weekday() * _DAY
    weeks = []
    while day < first or day.month == month:
        weeks.append(tuple(day + i * _DAY for i in range(7)))
        day += 7 * _DAY
    return tuple(weeks)
