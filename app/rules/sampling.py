"""Random samples that anybody can draw again: an order by hash, a size, shares for strata."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from app.errors import UserError
from app.i18n import N_
from app.model.base import changed
from app.model.capture import Sample, Stratum
from app.model.hashes import content_hash
from app.model.text import clean, plain

LARGEST = 100_000
"""Ids in one list."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One record of the list that is drawn from; `stratum` is empty where there are none."""

    id: str
    stratum: str = ""


@dataclass(frozen=True, slots=True)
class Population:
    """Each id once. `repeated` are ids that stood more than once in the list."""

    records: tuple[Listed, ...]
    repeated: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """BLAKE2b-256 over the sorted ids, one a line."""
        return content_hash("\n".join(sorted(r.id for r in self.records)).encode())

    @property
    def strata(self) -> dict[str, tuple[str, ...]]:
        """Ids by stratum, in the order of the strata's names."""
        names = sorted({record.stratum for record in self.records})
        return {n: tuple(r.id for r in self.records if r.stratum == n) for n in names}


@dataclass(frozen=True, slots=True)
class Size:
    """How many: a `number`, or a `percent` of the list, rounded up. Exactly one is given."""

    number: int | None = None
    percent: Decimal | None = None

    def of(self, population: int) -> int:
        """The number to draw.

        Raises:
            UserError: none, or more than there are.
        """
        wanted = self._wanted(population)
        if wanted < 1:
            raise UserError(N_("The size of the sample must be at least 1."))
        if wanted > population:
            raise UserError(
                N_("The list has {population} records, so {wanted} cannot be drawn from it."),
                population=population,
                wanted=wanted,
            )
        return wanted

    def _wanted(self, population: int) -> int:
        if self.percent is None:
            return self.number or 0
        if not 0 < self.percent <= 100:
            raise UserError(
                N_("{percent} % is no share to draw. Enter more than 0 and at most 100."),
                percent=plain(self.percent),
            )
        return ceil(population * Fraction(self.percent) / 100)


def population_of(listed: Iterable[Listed]) -> Population:
    """Ids with single blanks inside and none around, empty ones left out, each once.

    Raises:
        UserError: the list is empty or too long, or an id stands in two strata.
    """
    stripped = [Listed(_one_line(one.id), _one_line(one.stratum)) for one in listed]
    kept = [one for one in stripped if one.id]
    if not kept:
        raise UserError(N_("The list is empty. Paste, type or choose a list of records first."))
    if len(kept) > LARGEST:
        raise UserError(
            N_("The list has {count} records; the most is {limit}. Split it by station or year."),
            count=len(kept),
            limit=LARGEST,
        )
    records = tuple(dict.fromkeys(kept))
    _refuse_two_strata(records)
    counts = Counter(one.id for one in kept)
    return Population(records, tuple(record for record, count in counts.items() if count > 1))


def draw_order(seed: str, ids: Iterable[str]) -> list[str]:
    """Ids by SHA-256 of seed, line feed and id, in UTF-8; the order that they came in is of no matter."""
    return sorted(ids, key=lambda one: (_digest(seed, one), one))


def allot(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """How many to draw from each stratum, given how many records each has.

    A stratum whose proportional share is at most one gets one, and the rest is shared out anew
    among the others; then largest remainder, of equal ones the larger stratum, then by name.

    Raises:
        UserError: fewer are wanted than there are strata.
    """
    if wanted < len(sizes):
        raise UserError(
            N_(
                "The list has {strata} strata and each gives at least one record. Draw {strata} or more."
            ),
            strata=len(sizes),
        )
    ones = _ones(sizes, wanted)
    rest = {name: size for name, size in sizes.items() if name not in ones}
    return dict.fromkeys(ones, 1) | _largest_remainder(rest, wanted - len(ones))


def draw(
    population: Population, size: Size, seed: str, *, source: str = "", note: str = ""
) -> Sample:
    """Draws; by strata where the records have any.

    Raises:
        UserError: no seed, or a size that the list cannot give.
    """
    seed = _one_line(seed)
    if not seed:
        raise UserError(N_("Enter a seed first, for example the day of the visit."))
    wanted = size.of(len(population.records))
    strata = population.strata
    shares = allot({name: len(ids) for name, ids in strata.items()}, wanted)
    return Sample(
        seed=seed,
        number=size.number if size.percent is None else None,
        percent=size.percent,
        population=len(population.records),
        population_hash=population.hash,
        strata=tuple(
            Stratum(
                name=name,
                population=len(ids),
                drawn=tuple(draw_order(seed, ids)[: shares[name]]),
            )
            for name, ids in strata.items()
        ),
        source=source,
        note=note,
    )


def draw_again(sample: Sample, population: Population) -> Sample:
    """The same draw from a list, to compare; what is no part of the draw is taken over."""
    size = Size(sample.number, sample.percent)
    again = draw(population, size, sample.seed, source=sample.source, note=sample.note)
    return changed(again, inspected=sample.inspected)


def _one_line(text: str) -> str:
    return " ".join(clean(text)[0].split())


def _digest(seed: str, record: str) -> str:
    return hashlib.sha256(f"{seed}\n{record}".encode()).hexdigest()


def _refuse_two_strata(records: Sequence[Listed]) -> None:
    strata: dict[str, str] = {}
    for one in records:
        other = strata.setdefault(one.id, one.stratum)
        if other != one.stratum:
            raise UserError(
                N_("“{id}” stands in two strata, “{one}” and “{other}”. Mend the list first."),
                id=one.id,
                one=other,
                other=one.stratum,
            )


def _ones(sizes: Mapping[str, int], wanted: int) -> frozenset[str]:
    """Strata that get just one, because their share is not more."""
    ones: frozenset[str] = frozenset()
    while True:
        people = sum(size for name, size in sizes.items() if name not in ones)
        left = wanted - len(ones)
        found = {n for n, size in sizes.items() if n not in ones and size * left <= people}
        if not found:
            return ones
        ones |= found


def _largest_remainder(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    people = sum(sizes.values())
    quotas = {name: Fraction(size * wanted, people) for name, size in sizes.items()}
    whole = {name: int(quota) for name, quota in quotas.items()}
    by_remainder = sorted(sizes, key=lambda n: (whole[n] - quotas[n], -sizes[n], n))
    for name in by_remainder[: wanted - sum(whole.values())]:
        whole[name] += 1
    return whole
