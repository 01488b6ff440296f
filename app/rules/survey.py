"""The satisfaction survey: counts by band, the sample rule, and awareness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.model.capture import Capture, SurveyResponse
from app.model.instrument import SurveyBand, SurveyRule
from app.model.setup import Population
from app.rules.progress import percent

AWARE_FROM = 3
"""Of five questions, how many somebody must know to count as aware (handbook 1.6)."""


@dataclass(frozen=True, slots=True)
class BandCount:
    """`share` is in percent of those who were asked about satisfaction; None if nobody was."""

    band: SurveyBand
    count: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Survey:
    """`answered` gave their satisfaction; `asked` were asked what they know, `aware` know enough.

    `outside` answered, but fall into no band. `needed` is what the sample rule asks for.
    """

    bands: tuple[BandCount, ...]
    answered: int
    outside: int
    needed: int
    asked: int
    aware: int
    awareness: Decimal | None

    @property
    def enough(self) -> bool:
        return self.answered >= self.needed


def responses(captures: Iterable[Capture]) -> tuple[SurveyResponse, ...]:
    return tuple(c.body for c in captures if isinstance(c.body, SurveyResponse))


def survey(given: Sequence[SurveyResponse], rule: SurveyRule, population: Population) -> Survey:
    values = [r.satisfaction for r in given if r.satisfaction is not None]
    bands = count_bands(values, rule.bands)
    known = [r.known for r in given if r.known is not None]
    aware = sum(1 for k in known if k >= AWARE_FROM)
    return Survey(
        bands=bands,
        answered=len(values),
        outside=len(values) - sum(b.count for b in bands),
        needed=sample_size(rule, population),
        asked=len(known),
        aware=aware,
        awareness=percent(aware, len(known)),
    )


def sample_size(rule: SurveyRule, population: Population) -> int:
    """The rule's minimum, or everybody where there are fewer; the minimum if nobody counted."""
    return rule.minimum if population.total is None else min(rule.minimum, population.total)


def count_bands(values: Sequence[Decimal], bands: tuple[SurveyBand, ...]) -> tuple[BandCount, ...]:
    """Each band with those in [low, high); the highest includes its end."""
    top = max((band.high for band in bands), default=None)
    counts = [sum(1 for v in values if _within(v, band, top)) for band in bands]
    return tuple(
        BandCount(band, count, percent(count, len(values)))
        for band, count in zip(bands, counts, strict=True)
    )


def _within(value: Decimal, band: SurveyBand, top: Decimal | None) -> bool:
    return band.low <= value < band.high or (value == band.high == top)
