"""Presence against what is required, both readings of a shortage, and rates with their base."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.model.setup import ShortageRule, Staffing
from app.rules.progress import percent

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Presence:
    """Person-months over the evaluated period.

    `short_months` adds up the shortfalls of the months that were short, so that a month with
    too many people does not make up for one with too few.
    """

    required: Decimal
    present: Decimal
    short_months: Decimal

    @property
    def net(self) -> Decimal:
        """Present less required: more than nought is a surplus."""
        return self.present - self.required

    @property
    def surplus(self) -> Decimal:
        return max(self.net, _NONE)

    @property
    def net_shortage(self) -> Decimal:
        return max(-self.net, _NONE)

    def shortage(self, rule: ShortageRule) -> Decimal:
        """By the reading that was chosen (handbook 1.5: the official one is not known)."""
        return self.short_months if rule.monthly else self.net_shortage


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `base` people in percent; the base is printed with it."""

    part: int
    base: int
    percent: Decimal


def presence(staffing: Staffing) -> Presence:
    """Everybody, certified or not."""
    return _presence((m.required, m.present) for m in staffing.months)


def certified_presence(staffing: Staffing) -> Presence:
    return _presence((m.certified_required, m.certified_present) for m in staffing.months)


def stability(staffing: Staffing, base: int | None = None) -> Rate | None:
    """稳岗率. The base is the required posts unless another is given (handbook 1.5)."""
    return rate(staffing.stable, staffing.posts if base is None else base)


def two_year_share(staffing: Staffing, base: int | None = None) -> Rate | None:
    """从业2年以上比例, on the same base as `stability`."""
    return rate(staffing.two_years, staffing.posts if base is None else base)


def rate(part: int | None, base: int) -> Rate | None:
    """None where the part is unknown or the base is 0."""
    if part is None:
        return None
    share = percent(part, base)
    return None if share is None else Rate(part, base, share)


def _presence(months: Iterable[tuple[Decimal, Decimal]]) -> Presence:
    pairs = tuple(months)
    return Presence(
        required=sum((required for required, _ in pairs), _NONE),
        present=sum((present for _, present in pairs), _NONE),
        short_months=sum((max(r - p, _NONE) for r, p in pairs), _NONE),
    )
