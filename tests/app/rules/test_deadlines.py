"""Working days and limits; the example is that of handbook 1.6."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.base import from_json, to_json
from app.rules.deadlines import (
    Calendar,
    Limits,
    Step,
    add_working_days,
    deadlines,
    is_working_day,
    working_days_between,
)

SPRING = Calendar(
    holidays=frozenset(date(2024, 2, day) for day in range(10, 18)),
    workdays=frozenset({date(2024, 2, 4), date(2024, 2, 18)}),
)
VISIT = date(2024, 1, 16)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
CALENDARS = st.builds(
    Calendar,
    holidays=st.frozensets(DAYS, max_size=30),
    workdays=st.frozensets(DAYS, max_size=10),
)


def test_the_limits_of_the_worked_example():
    found = deadlines(VISIT, SPRING)
    assert [(d.step, d.days, d.due) for d in found] == [
        (Step.VISIT, 0, VISIT),
        (Step.DRAFT, 5, date(2024, 1, 23)),
        (Step.REPORT, 10, date(2024, 1, 30)),
        (Step.CONFIRMATION, 5, date(2024, 2, 5)),
        (Step.PUBLICATION, 7, date(2024, 2, 20)),
    ]
    assert [d.earliest for d in found] == [False, False, False, False, True]


def test_without_holidays_and_make_up_days_the_example_differs():
    found = deadlines(VISIT, Calendar())
    assert [d.due for d in found[3:]] == [date(2024, 2, 6), date(2024, 2, 15)]


def test_a_step_that_has_happened_moves_the_next_ones():
    done = {Step.REPORT: date(2024, 1, 25), Step.CONFIRMATION: date(2024, 1, 26)}
    _, _, report, confirmation, publication = deadlines(VISIT, SPRING, done)
    assert report.due == date(2024, 1, 30)
    assert (confirmation.since, confirmation.due) == (date(2024, 1, 25), date(2024, 2, 1))
    assert (publication.since, publication.due) == (date(2024, 1, 26), date(2024, 2, 5))


def test_other_limits_can_be_set():
    limits = Limits(draft=1, report=2, confirmation=3, publication=4)
    assert [d.days for d in deadlines(VISIT, SPRING, limits=limits)] == [0, 1, 2, 3, 4]


def test_a_day_in_both_tables_is_worked():
    day = date(2024, 2, 12)
    calendar = Calendar(holidays=frozenset({day}), workdays=frozenset({day}))
    assert is_working_day(day, calendar)


def test_less_than_nought_days_are_refused():
    with pytest.raises(ValueError, match="nought"):
        add_working_days(VISIT, -1, SPRING)


def test_a_calendar_survives_being_written():
    assert from_json(to_json(SPRING), Calendar) == SPRING


@given(DAYS, st.integers(0, 40), CALENDARS)
def test_one_day_more_is_later_and_a_working_day(start, n, calendar):
    sooner, later = (add_working_days(start, k, calendar) for k in (n, n + 1))
    assert start <= sooner < later
    assert is_working_day(later, calendar)


@given(DAYS, DAYS, st.integers(1, 40), CALENDARS)
def test_who_starts_later_is_never_due_sooner(a, b, n, calendar):
    early, late = sorted((a, b))
    assert add_working_days(early, n, calendar) <= add_working_days(late, n, calendar)


@given(DAYS, st.integers(0, 40), CALENDARS)
def test_counting_undoes_adding(start, n, calendar):
    assert working_days_between(start, add_working_days(start, n, calendar), calendar) == n


@given(DAYS, st.integers(1, 30), CALENDARS)
def test_nothing_is_counted_backwards(start, n, calendar):
    assert working_days_between(start, start - timedelta(days=n), calendar) == 0


def test_publication_counts_from_the_day_it_was_posted_where_that_is_known():
    done = {Step.CONFIRMATION: date(2024, 2, 2), Step.POSTED: date(2024, 2, 6)}
    assert deadlines(VISIT, SPRING, done)[-1].since == date(2024, 2, 6)


@given(DAYS, st.integers(0, 20), st.integers(0, 20), CALENDARS)
def test_two_spans_of_working_days_are_one(start, first, then, calendar):
    halfway = add_working_days(start, first, calendar)
    assert add_working_days(halfway, then, calendar) == add_working_days(
        start, first + then, calendar
    )


@given(DAYS, CALENDARS, st.sampled_from(list(Step)), st.integers(0, 30))
def test_no_step_is_due_sooner_because_one_before_it_was_later(start, calendar, step, days):
    on = {step: start + timedelta(days=days)}
    later = {step: start + timedelta(days=days + 3)}
    for one, other in zip(
        deadlines(start, calendar, on), deadlines(start, calendar, later), strict=True
    ):
        assert one.due <= other.due
