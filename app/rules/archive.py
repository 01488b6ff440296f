"""The visits of a library side by side: filtered, sorted, and put together by what they share."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any
from unicodedata import normalize

from app.model.archive import ArchiveEntry
from app.model.station import Term
from app.rules.printing import round_half_up


class Dimension(Enum):
    """What visits are put together by."""

    YEAR = "year"
    STATION = "station"
    BUREAU = "bureau"
    CONTRACTOR = "contractor"


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """Which visits are wanted; what is not given does not matter.

    `settled`: with a total, or without one. All words of `text` must stand in the names.
    """

    year: int | None = None
    term: Term | None = None
    station: str | None = None
    bureau: str | None = None
    contractor: str | None = None
    grade: str | None = None
    settled: bool | None = None
    text: str = ""


class Column(Enum):
    """What visits can be sorted by."""

    STATION = "station"
    DATE = "date"
    TERM = "term"
    BUREAU = "bureau"
    CONTRACTOR = "contractor"
    TOTAL = "total"
    CHANGE = "change"
    OPEN = "open"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Series:
    """Visits that share something, in the order of their days.

    `mean` is over the totals there are, rounded once; `low` and `high` are the least and the most.
    """

    key: str
    name: str
    entries: tuple[ArchiveEntry, ...]
    mean: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def totals(self) -> tuple[ArchiveEntry, ...]:
        return tuple(entry for entry in self.entries if entry.total is not None)


def party_key(name: str) -> str:
    """One organisation however its name was typed: width, case and blanks do not tell apart."""
    return "".join(normalize("NFKC", name).casefold().split())


def matching(entries: Iterable[ArchiveEntry], wanted: ArchiveFilter) -> tuple[ArchiveEntry, ...]:
    """Those that are wanted, in their order."""
    checks = tuple(_checks(wanted))
    return tuple(entry for entry in entries if all(check(entry) for check in checks))


def _checks(wanted: ArchiveFilter) -> Iterator[Callable[[ArchiveEntry], bool]]:
    for name in ("year", "term", "station", "grade"):
        value = getattr(wanted, name)
        if value is not None:
            yield _equals(name, value)
    for name in ("bureau", "contractor"):
        value = getattr(wanted, name)
        if value is not None:
            yield _is_party(name, value)
    if wanted.settled is not None:
        yield _settled if wanted.settled else _unsettled
    for word in normalize("NFKC", wanted.text).casefold().split():
        yield _says(word)


def _equals(name: str, value: object) -> Callable[[ArchiveEntry], bool]:
    return lambda entry: getattr(entry, name) == value


def _is_party(name: str, value: str) -> Callable[[ArchiveEntry], bool]:
    return lambda entry: party_key(getattr(entry, name)) == value


def _settled(entry: ArchiveEntry) -> bool:
    return entry.total is not None


def _unsettled(entry: ArchiveEntry) -> bool:
    return entry.total is None


def _says(word: str) -> Callable[[ArchiveEntry], bool]:
    return lambda entry: word in _words(entry)


def _words(entry: ArchiveEntry) -> str:
    parts = (entry.name, entry.short, entry.county, entry.bureau, entry.contractor, entry.grade)
    day = entry.visited_on.isoformat()
    return normalize("NFKC", " ".join((*parts, day))).casefold()


def changes(entries: Iterable[ArchiveEntry]) -> dict[str, Decimal]:
    """By folder: how far a total is from that of the same station's visit before."""
    last: dict[str, Decimal] = {}
    found: dict[str, Decimal] = {}
    for entry in by_day(entries):
        if entry.total is None:
            continue
        if entry.station in last:
            found[entry.folder] = entry.total - last[entry.station]
        last[entry.station] = entry.total
    return found


def by_day(entries: Iterable[ArchiveEntry]) -> list[ArchiveEntry]:
    return sorted(entries, key=lambda entry: (entry.visited_on, entry.folder))


def sorted_by(
    entries: Sequence[ArchiveEntry],
    column: Column,
    changed: Mapping[str, Decimal],
    *,
    falling: bool,
    due: Mapping[str, date] | None = None,
) -> tuple[ArchiveEntry, ...]:
    """What has no value in the column stands last either way; equals stand newest first.

    `changed` and `due` (the day by which something is to be done) are by folder.
    """
    newest = by_day(entries)[::-1]
    values = _values_of(column, newest, changed, due or {})
    there = [entry for entry in newest if values[entry.folder] is not None]
    rest = [entry for entry in newest if values[entry.folder] is None]
    there.sort(key=lambda entry: values[entry.folder], reverse=falling)
    return (*there, *rest)


def _values_of(
    column: Column,
    entries: Iterable[ArchiveEntry],
    changed: Mapping[str, Decimal],
    due: Mapping[str, date],
) -> Mapping[str, Any]:
    if column is Column.CHANGE:
        return {entry.folder: changed.get(entry.folder) for entry in entries}
    if column is Column.DUE:
        return {entry.folder: due.get(entry.folder) for entry in entries}
    return {entry.folder: _VALUES[column](entry) for entry in entries}


_VALUES: dict[Column, Callable[[ArchiveEntry], Any]] = {
    Column.STATION: lambda entry: entry.short or entry.name,
    Column.DATE: lambda entry: entry.visited_on,
    Column.TERM: lambda entry: entry.term is Term.FINAL,
    Column.BUREAU: lambda entry: entry.bureau or None,
    Column.CONTRACTOR: lambda entry: entry.contractor or None,
    Column.TOTAL: lambda entry: entry.total,
    Column.OPEN: lambda entry: entry.open,
}


def series(entries: Iterable[ArchiveEntry], by: Dimension) -> tuple[Series, ...]:
    """Years newest first; stations and organisations with the most visits first."""
    parts: dict[str, list[ArchiveEntry]] = {}
    for entry in by_day(entries):
        parts.setdefault(key_of(entry, by), []).append(entry)
    made = [_series(key, tuple(part), by) for key, part in parts.items()]
    if by is Dimension.YEAR:
        return tuple(sorted(made, key=lambda one: one.key, reverse=True))
    return tuple(sorted(made, key=lambda one: (not one.key, -len(one.entries), one.name)))


def key_of(entry: ArchiveEntry, by: Dimension) -> str:
    """What a visit is put under; empty where nobody has entered it."""
    if by is Dimension.YEAR:
        return str(entry.year)
    if by is Dimension.STATION:
        return entry.station
    return party_key(entry.bureau if by is Dimension.BUREAU else entry.contractor)


def _series(key: str, entries: tuple[ArchiveEntry, ...], by: Dimension) -> Series:
    totals = [entry.total for entry in entries if entry.total is not None]
    return Series(
        key=key,
        name=_name(entries[-1], by),
        entries=entries,
        mean=mean(totals),
        low=min(totals, default=None),
        high=max(totals, default=None),
    )


def _name(entry: ArchiveEntry, by: Dimension) -> str:
    names = {
        Dimension.YEAR: str(entry.year),
        Dimension.STATION: entry.short or entry.name,
        Dimension.BUREAU: entry.bureau,
        Dimension.CONTRACTOR: entry.contractor,
    }
    return names[by]


def mean(totals: Sequence[Decimal]) -> Decimal | None:
    """Rounded once, to two decimals."""
    if not totals:
        return None
    return round_half_up(Fraction(sum(totals)) / len(totals), 2)
