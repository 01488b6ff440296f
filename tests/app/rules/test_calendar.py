"""Years of holidays as one calendar, and what is said of a year that nobody entered."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.calendar_file import shipped
from app.model.rounds import YearTable
from app.rules.calendar import Calendars, DayKind, joined, month_weeks, toggled
from app.rules.deadlines import is_working_day

KNOWN = joined(shipped())
DAYS_2027 = st.dates(date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2024, 2, 4), DayKind.MADE_UP),
        (date(2024, 2, 10), DayKind.HOLIDAY),
        (date(2024, 2, 17), DayKind.HOLIDAY),
        (date(2024, 2, 18), DayKind.MADE_UP),
        (date(2024, 2, 19), DayKind.WORKDAY),
        (date(2024, 3, 2), DayKind.WEEKEND),
        (date(2025, 10, 8), DayKind.HOLIDAY),
        (date(2026, 1, 4), DayKind.MADE_UP),
        (date(2026, 2, 23), DayKind.HOLIDAY),
    ],
)
def test_a_day_is_what_the_published_arrangement_makes_of_it(day, kind):
    assert KNOWN.kind(day) is kind


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_shipped_year_names_its_source_and_makes_up_on_weekends_only(year):
    table = KNOWN.years[year]
    assert f"{year}年部分节假日安排" in table.source
    assert all(day.weekday() >= 5 for day in table.workdays)


def test_a_year_that_nobody_entered_is_named_wherever_days_are_counted_over_it():
    assert KNOWN.unknown(date(2026, 12, 28), date(2027, 1, 5)) == (2027,)
    assert KNOWN.unknown(date(2027, 1, 5), date(2026, 12, 28)) == (2027,)
    assert KNOWN.unknown(date(2024, 1, 1), date(2026, 12, 31)) == ()


def test_a_year_entered_here_goes_before_the_one_that_is_shipped():
    own = YearTable(year=2024, holidays=(date(2024, 1, 17),))
    assert joined(shipped(), (own,)).kind(date(2024, 2, 12)) is DayKind.WORKDAY
    assert joined(shipped(), (own,)).kind(date(2024, 1, 17)) is DayKind.HOLIDAY


def test_a_day_of_another_year_is_not_toggled():
    with pytest.raises(ValueError, match="another year"):
        toggled(YearTable(year=2027), date(2026, 12, 31))


@given(st.lists(DAYS_2027, max_size=30), DAYS_2027)
def test_toggling_changes_that_day_alone_and_twice_changes_nothing(days, day):
    table = YearTable(year=2027)
    for one in days:
        table = toggled(table, one)
    once = toggled(table, day)
    before, after = (Calendars({2027: one}).calendar for one in (table, once))
    assert is_working_day(day, before) is not is_working_day(day, after)
    assert toggled(once, day) == table
    for one in {*table.holidays, *table.workdays} - {day}:
        assert is_working_day(one, before) is is_working_day(one, after)


@given(st.integers(2000, 2100), st.integers(1, 12))
def test_a_month_is_shown_in_whole_weeks_that_hold_all_its_days(year, month):
    weeks = month_weeks(year, month)
    days = [day for week in weeks for day in week]
    assert all(week[0].weekday() == 0 and len(week) == 7 for week in weeks)
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))
    own = [day for day in days if (day.year, day.month) == (year, month)]
    assert own[0].day == 1
    assert (own[-1] + timedelta(days=1)).day == 1
    assert all(any((d.year, d.month) == (year, month) for d in week) for week in weeks)
