"""How figures are rounded and printed (arithmetic 14)."""

from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import floor
from typing import Literal

from app.model.text import plain

SCORE_PLACES = 3


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Rounds a number that is not negative; the result shows all `places`."""
    units = floor(value * 10**places + Fraction(1, 2))
    return Decimal(f"{units}E-{places}")


def printed_score(value: Fraction, converted: Decimal, places: int) -> str:
    """The 评分: exact up to three places, or with as many as round to the 折算分.

    Raises:
        ValueError: `converted` is not what the value rounds to.
    """
    if round_half_up(value, places) != converted:
        raise ValueError(f"{value} does not round to {converted}")
    longer = (round_half_up(value, shown) for shown in count(SCORE_PLACES))
    fits = (text for text in longer if round_half_up(Fraction(text), places) == converted)
    return plain(next(fits))


def printed(number: Decimal, decimals: Literal["trim", "fixed"], places: int) -> str:
    """A figure of the table as the form asks for it: `12.4` (trim) or `12.40` (fixed)."""
    rounded = round_half_up(Fraction(number), places)
    return plain(rounded) if decimals == "trim" else format(rounded, "f")
