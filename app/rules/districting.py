"""Districts and sites of a set-up: taken from a list, renamed, moved, taken away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.i18n import N_
from app.model.base import changed
from app.model.panel import Assignment
from app.model.setup import Setup
from app.model.station import District, Site


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: a site and its district, which may be left blank below the first."""

    district: str
    site: str


def with_list(setup: Setup, lines: Sequence[Listed], after: str = "") -> Setup:
    """The set-up with the sites of a list; districts that are new are made in its order.

    A line without a district belongs to the one above it, the first to `after` (an id). A site
    that the district has already, by its name, is not made twice.

    Raises:
        UserError: a site before any district.
    """
    for line in lines:
        name = line.district.strip()
        if name:
            setup, after = _district_named(setup, name)
        if not after:
            raise UserError(
                N_("“{site}” stands in no district. Name the district before its first site."),
                site=line.site,
            )
        if line.site.strip():
            setup = _with_site(setup, after, line.site.strip())
    return setup


def moved_site(setup: Setup, site_id: str, district_id: str) -> Setup:
    """The set-up with a site at the end of another district."""
    site = next(s for d in setup.districts for s in d.sites if s.id == site_id)
    kept = without_sites(setup, [site_id])
    return _changed_district(
        kept, district_id, lambda district: changed(district, sites=(*district.sites, site))
    )


def without_sites(setup: Setup, ids: Iterable[str]) -> Setup:
    gone = set(ids)
    districts = tuple(
        changed(d, sites=tuple(s for s in d.sites if s.id not in gone)) for d in setup.districts
    )
    return changed(setup, districts=districts)


def without_districts(setup: Setup, ids: Iterable[str]) -> Setup:
    """The set-up without some districts and whatever names them.

    Who scored a block in these alone does not score it any more: an assignment that names no
    district would stand for all of them.
    """
    gone = set(ids)
    return changed(
        setup,
        districts=tuple(d for d in setup.districts if d.id not in gone),
        assignments=tuple(kept for a in setup.assignments for kept in _kept(a, gone)),
        indicators=tuple(
            changed(n, districts={d: v for d, v in n.districts.items() if d not in gone})
            for n in setup.indicators
        ),
        figures=tuple(f for f in setup.figures if f.district not in gone),
    )


def free_id(prefix: str, taken: Iterable[str]) -> str:
    """An id that is not taken, such as `d4`."""
    known = set(taken)
    number = len(known) + 1
    while f"{prefix}{number}" in known:
        number += 1
    return f"{prefix}{number}"


def site_ids(setup: Setup) -> tuple[str, ...]:
    return tuple(site.id for district in setup.districts for site in district.sites)


def _kept(assignment: Assignment, gone: set[str]) -> tuple[Assignment, ...]:
    if not assignment.districts:
        return (assignment,)
    left = tuple(d for d in assignment.districts if d not in gone)
    return (changed(assignment, districts=left),) if left else ()


def _district_named(setup: Setup, name: str) -> tuple[Setup, str]:
    """The set-up with a district of that name, and its id."""
    for district in setup.districts:
        if district.name == name:
            return setup, district.id
    made = free_id("d", (district.id for district in setup.districts))
    district = District(id=made, name=name)
    return changed(setup, districts=(*setup.districts, district)), made


def _with_site(setup: Setup, district_id: str, name: str) -> Setup:
    district = setup.district(district_id)
    if any(site.name == name for site in district.sites):
        return setup
    site = Site(id=free_id("s", site_ids(setup)), name=name)
    return _changed_district(
        setup, district_id, lambda found: changed(found, sites=(*found.sites, site))
    )


def _changed_district(
    setup: Setup, district_id: str, change: Callable[[District], District]
) -> Setup:
    districts = tuple(change(d) if d.id == district_id else d for d in setup.districts)
    return changed(setup, districts=districts)
