"""Rounding and printing of figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.printing import printed, printed_score, round_half_up

VALUES = st.fractions(min_value=0, max_value=1000, max_denominator=10**6)


@pytest.mark.parametrize(
    ("value", "shown", "converted"),
    [
        (Fraction("8.925"), "8.925", "8.93"),
        (Fraction("12.4"), "12.4", "12.40"),
        (Fraction(16), "16", "16.00"),
        (Fraction("49.3") / 3, "16.433", "16.43"),
        (Fraction("19.78472"), "19.7847", "19.78"),
        (Fraction("0.0049999"), "0.0049999", "0.00"),
        (Fraction(0), "0", "0.00"),
    ],
)
def test_a_score_is_printed_so_that_it_rounds_to_its_converted_figure(value, shown, converted):
    assert str(round_half_up(value, 2)) == converted
    assert printed_score(value, Decimal(converted), 2) == shown


def test_a_score_beside_a_figure_that_is_not_its_own_is_refused():
    with pytest.raises(ValueError, match="does not round"):
        printed_score(Fraction("16.8"), Decimal("16.43"), 2)


@given(VALUES, st.integers(0, 4))
def test_a_printed_score_always_rounds_to_its_converted_figure(value, places):
    converted = round_half_up(value, places)
    text = printed_score(value, converted, places)
    assert round_half_up(Fraction(text), places) == converted
    assert abs(Fraction(text) - value) <= Fraction(1, 2000)
    if (value * 1000).denominator == 1:
        assert Fraction(text) == value


@given(VALUES, st.integers(0, 4))
def test_rounding_goes_to_the_nearest_and_up_from_the_middle(value, places):
    distance = Fraction(round_half_up(value, places)) - value
    unit = Fraction(1, 10**places)
    assert -unit / 2 < distance <= unit / 2


def test_a_form_prints_trimmed_or_fixed():
    assert printed(Decimal("12.40"), "trim", 2) == "12.4"
    assert printed(Decimal("18.5"), "fixed", 2) == "18.50"
    assert printed(Decimal("8.925"), "fixed", 2) == "8.93"
    assert printed(Decimal(100), "trim", 2) == "100"
