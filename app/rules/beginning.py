"""What a new visit begins with: nothing but a name and dates, or what an earlier visit knew."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.model.base import changed
from app.model.setup import Population, Setup, Staffing
from app.model.station import Contract, Period, Station, Term


@dataclass(frozen=True, slots=True)
class Beginning:
    """What must be known at once; all the rest of a set-up can wait."""

    station: str
    term: Term
    visited_on: date
    start: date
    end: date


def blank_setup(begun: Beginning) -> Setup:
    """A set-up with nothing else in it. The evaluated period ends where the visit comes."""
    return Setup(
        station=Station(name=begun.station),
        term=begun.term,
        visited_on=begun.visited_on,
        contract=Contract(start=begun.start, end=begun.end),
        period=_period(begun),
    )


def setup_after(earlier: Setup, begun: Beginning) -> Setup:
    """What an earlier visit knew and the next one can take over.

    Taken over: station, parties, districts with their sites, panel, assignments, agenda, form,
    and targets. Left out, since it was of the earlier period: what was reached, staffing by month,
    figures and the counts of sites.
    """
    sites = {
        d.id: tuple(
            changed(s, households=None, persons=None, records=None, files=None) for s in d.sites
        )
        for d in earlier.districts
    }
    return changed(
        earlier,
        station=changed(earlier.station, name=begun.station),
        term=begun.term,
        visited_on=begun.visited_on,
        contract=changed(earlier.contract, start=begun.start, end=begun.end),
        period=_period(begun),
        districts=tuple(changed(d, sites=sites[d.id], staff=None) for d in earlier.districts),
        indicators=tuple(changed(n, actual=Decimal(0), districts={}) for n in earlier.indicators),
        staffing=_posts(earlier.staffing),
        figures=(),
        population=Population(groups=earlier.population.groups),
    )


def _period(begun: Beginning) -> Period:
    """From the contract's first day to the visit, as far as both allow."""
    last = min(begun.end, begun.visited_on)
    return Period(start=begun.start, end=max(begun.start, last))


def _posts(before: Staffing) -> Staffing:
    return Staffing(
        posts=before.posts, certified_posts=before.certified_posts, shortage=before.shortage
    )
