"""Months counted in halves, and how much of the contract the evaluated period covers."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.model.setup import Setup
from app.model.station import Contract, Period

_HALF = Decimal("0.5")


def half_months(start: date, end: date) -> Decimal:
    """A whole calendar month is 1, a partly covered one 0.5 (handbook 1.5).

    Both days are included; an end before the start gives 0.
    """
    return sum((_weight(first, last) for first, last in _pieces(start, end)), Decimal(0))


def month_keys(start: date, end: date) -> tuple[str, ...]:
    """The calendar months touched, as `2024-04`."""
    return tuple(f"{first:%Y-%m}" for first, _last in _pieces(start, end))


def period_months(period: Period) -> Decimal:
    """The figure that was set, else the count."""
    return half_months(period.start, period.end) if period.months is None else period.months


def contract_months(contract: Contract) -> Decimal:
    return half_months(contract.start, contract.end)


def elapsed_share(setup: Setup) -> Fraction | None:
    """Months of the evaluated period over months of the contract: 5.5 of 12 is 11/24.

    The counterpart of what was reached, which counts the evaluated period too. None where the
    contract has no months.
    """
    whole = contract_months(setup.contract)
    return Fraction(period_months(setup.period)) / Fraction(whole) if whole else None


def _pieces(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The stretch month by month, as (first day, last day)."""
    while start <= end:
        last = min(_month_end(start), end)
        yield start, last
        if last == end:
            return
        start = last + timedelta(days=1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _weight(first: date, last: date) -> Decimal:
    return Decimal(1) if first.day == 1 and last == _month_end(last) else _HALF
