"""Bands, vetoes and the grade (arithmetic 15 and 16)."""

from collections.abc import Sequence
from decimal import Decimal

from app.model.base import to_json
from app.model.decision import VetoCheck, VetoState
from app.model.instrument import Band, Instrument, Veto
from app.model.outcome import VetoResult
from app.model.setup import Setup
from app.rules.veto import computed

_GRAVITY = (VetoState.NOT_FOUND, VetoState.UNVERIFIED, VetoState.FOUND)


def grade_for(bands: Sequence[Band], total: Decimal) -> str | None:
    """The label of the band [low, high) that holds the total; the highest includes its end."""
    top = max((band.high for band in bands), default=None)
    for band in bands:
        if band.low <= total < band.high or total == band.high == top:
            return band.label
    return None


def next_band(bands: Sequence[Band], total: Decimal) -> tuple[str, Decimal] | None:
    """The band above and how far away it is; None at the top."""
    above = min((b for b in bands if b.low > total), key=lambda b: b.low, default=None)
    return None if above is None else (above.label, above.low - total)


def veto_grade(instrument: Instrument) -> str:
    """The grade that a veto sets: the one named, else the lowest band's."""
    lowest = min(instrument.bands, key=lambda band: band.low, default=None)
    return instrument.veto_grade or (lowest.label if lowest else "")


def veto_result(veto: Veto, setup: Setup, checks: Sequence[VetoCheck]) -> VetoResult:
    """What was declared decides; where nobody declared, what the figures say."""
    own = [check for check in checks if check.key == veto.key]
    check = max(own, key=lambda c: (_GRAVITY.index(c.state), to_json(c)), default=None)
    by_figures, figure, threshold = computed(veto, setup)
    state = check.state if check else by_figures or VetoState.UNVERIFIED
    return VetoResult(veto, state, check, by_figures, figure, threshold)
