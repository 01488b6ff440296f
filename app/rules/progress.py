"""What was reached of each yearly target, beside the share of the contract that has passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.model.setup import Indicator
from app.rules.printing import round_half_up


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent` is for print; `behind` compares the exact share with the elapsed one.

    Both are None without a target; `behind` also where the elapsed share is unknown.
    """

    indicator: Indicator
    percent: Decimal | None
    behind: bool | None


def percent(part: Decimal | int, whole: Decimal | int, places: int = 2) -> Decimal | None:
    """`part` in percent of `whole`, rounded half up once; None where `whole` is 0.

    Neither may be less than nought.
    """
    return rounded_percent(Fraction(part) / Fraction(whole), places) if whole else None


def rounded_percent(share: Fraction, places: int = 2) -> Decimal:
    """A share of at least nought in percent, rounded half up: 11/24 is 45.83."""
    return round_half_up(share * 100, places)


def progress(indicators: Iterable[Indicator], elapsed: Fraction | None) -> tuple[Progress, ...]:
    """One for each, in their order. `elapsed` is a share as `period.elapsed_share` gives it."""
    return tuple(_progress(indicator, elapsed) for indicator in indicators)


def _progress(indicator: Indicator, elapsed: Fraction | None) -> Progress:
    if not indicator.target:
        return Progress(indicator, None, None)
    reached = Fraction(indicator.actual) / Fraction(indicator.target)
    behind = None if elapsed is None else reached < elapsed
    return Progress(indicator, rounded_percent(reached), behind)
