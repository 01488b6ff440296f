"""Months in halves."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.station import Contract, Period
from app.rules.period import (
    contract_months,
    elapsed_share,
    half_months,
    month_keys,
    period_months,
)
from app.rules.progress import rounded_percent
from tests.app.rules.checking import setup

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2023, 7, 16), date(2023, 12, 31), "5.5"),
        (date(2024, 4, 13), date(2024, 9, 30), "5.5"),
        (date(2023, 7, 16), date(2024, 7, 15), "12"),
        (date(2024, 2, 1), date(2024, 2, 29), "1"),
        (date(2024, 2, 1), date(2024, 2, 28), "0.5"),
        (date(2024, 2, 10), date(2024, 2, 10), "0.5"),
        (date(2024, 2, 10), date(2024, 2, 9), "0"),
        (date(9999, 12, 1), date(9999, 12, 31), "1"),
    ],
)
def test_a_whole_month_is_one_and_a_part_of_it_a_half(start, end, months):
    assert half_months(start, end) == Decimal(months)


@given(DAYS, DAYS, DAYS)
def test_months_add_up_over_a_month_boundary(a, b, c):
    start, inner, end = sorted((a, b, c))
    boundary = inner.replace(day=1)
    if start < boundary:
        before = half_months(start, boundary - timedelta(days=1))
        assert half_months(start, end) == before + half_months(boundary, end)


@given(DAYS, DAYS)
def test_every_touched_month_counts_a_half_or_a_whole(a, b):
    start, end = sorted((a, b))
    touched = len(month_keys(start, end))
    assert Decimal(touched) / 2 <= half_months(start, end) <= touched


def test_touched_months_are_named_in_order():
    assert month_keys(date(2023, 11, 30), date(2024, 2, 1)) == (
        "2023-11", "2023-12", "2024-01", "2024-02",
    )  # fmt: skip


def test_the_figure_that_was_set_beats_the_count():
    period = Period(start=date(2023, 7, 16), end=date(2023, 12, 31), months=Decimal(6))
    assert period_months(period) == 6
    assert elapsed_share(setup(period=period)) == Fraction(1, 2)


def test_five_and_a_half_of_twelve_months_are_45_83_percent():
    share = elapsed_share(setup())
    assert share == Fraction(11, 24)
    assert rounded_percent(share) == Decimal("45.83")


def test_a_contract_without_days_has_no_share():
    contract = Contract(start=date(2024, 1, 2), end=date(2024, 1, 1))
    assert contract_months(contract) == 0
    assert elapsed_share(setup(contract=contract)) is None
