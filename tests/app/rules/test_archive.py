"""Visits side by side: filters, sorting, changes from visit to visit, means."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.archive import ArchiveEntry
from app.model.station import Term
from app.rules.archive import (
    ArchiveFilter,
    Column,
    Dimension,
    changes,
    matching,
    mean,
    series,
    sorted_by,
)

D = Decimal


def entry(number, station="甲街社工站", day=None, total=None, **fields):
    return ArchiveEntry(
        folder=f"f{number}",
        visit=f"v{number}",
        station=f"{station}@",
        own_station=f"{station}@",
        name=station,
        visited_on=day or date(2024, 1, number),
        total=None if total is None else D(total),
        **fields,
    )


ENTRIES = (
    entry(1, "甲街社工站", total="80.50", bureau="番禺区民政局", contractor="甲中心", grade="良好"),
    entry(
        2, "乙街社工站", total="91.00", bureau="番禺 区民政局", contractor="乙中心", grade="优秀"
    ),
    entry(3, "甲街社工站", total="85.25", bureau="番禺区民政局", contractor="甲中心", grade="良好"),
    entry(4, "甲街社工站", bureau="番禺区民政局", contractor="丙中心", term=Term.FINAL),
    entry(5, "甲街社工站", day=date(2025, 1, 5), total="84.00", bureau="越秀区民政局"),
)


def found(**wanted):
    return [e.folder for e in matching(ENTRIES, ArchiveFilter(**wanted))]


def test_filters_narrow_by_what_visits_say():
    assert found() == ["f1", "f2", "f3", "f4", "f5"]
    assert found(year=2025) == ["f5"]
    assert found(term=Term.FINAL) == ["f4"]
    assert found(station="乙街社工站@") == ["f2"]
    assert found(bureau="番禺区民政局") == ["f1", "f2", "f3", "f4"]
    assert found(contractor="") == ["f5"]
    assert found(grade="良好") == ["f1", "f3"]
    assert found(settled=False) == ["f4"]
    assert found(text="乙 2024") == ["f2"]
    assert found(text="越秀") == ["f5"]
    assert found(text="没有的") == []


def test_a_change_is_from_the_last_total_of_the_same_station():
    assert changes(ENTRIES) == {"f3": D("4.75"), "f5": D("-1.25")}


def test_what_has_no_value_stands_last_both_ways():
    changed = changes(ENTRIES)

    def order(column, falling):
        return [e.folder for e in sorted_by(ENTRIES, column, changed, falling=falling)]

    assert order(Column.TOTAL, True) == ["f2", "f3", "f5", "f1", "f4"]
    assert order(Column.TOTAL, False) == ["f1", "f5", "f3", "f2", "f4"]
    assert order(Column.CHANGE, True) == ["f3", "f5", "f4", "f2", "f1"]
    assert order(Column.DATE, True) == ["f5", "f4", "f3", "f2", "f1"]
    assert order(Column.CONTRACTOR, False)[-1] == "f5"


def test_visits_are_put_together_by_what_they_share():
    years = series(ENTRIES, Dimension.YEAR)
    assert [(one.name, one.mean, len(one.entries)) for one in years] == [
        ("2025", D("84.00"), 1),
        ("2024", D("85.58"), 4),
    ]
    stations = series(ENTRIES, Dimension.STATION)
    assert [(one.name, one.low, one.high) for one in stations] == [
        ("甲街社工站", D("80.50"), D("85.25")),
        ("乙街社工站", D("91.00"), D("91.00")),
    ]
    bureaus = series(ENTRIES, Dimension.BUREAU)
    assert [len(one.entries) for one in bureaus] == [4, 1]
    assert [one.name for one in series(ENTRIES, Dimension.CONTRACTOR)][-1] == ""


totals = st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=20)


@given(totals)
def test_a_mean_is_rounded_once_and_lies_between_the_least_and_the_most(given):
    found = mean(given)
    assert min(given) <= found <= max(given)
    assert abs(Fraction(found) - sum(map(Fraction, given)) / len(given)) <= Fraction(1, 200)


visits = st.lists(
    st.builds(
        entry,
        st.integers(1, 28),
        st.sampled_from(["甲街社工站", "乙街社工站", "丙街社工站"]),
        st.integers(0, 2000).map(lambda days: date(2020, 1, 1) + timedelta(days=days)),
        st.none() | st.decimals(0, 100, places=2).map(str),
    ),
    max_size=12,
    unique_by=lambda e: e.folder,
)


@given(visits, st.sampled_from(Dimension))
def test_putting_together_loses_no_visit_and_doubles_none(entries, by):
    parts = series(entries, by)
    assert sorted(e.folder for one in parts for e in one.entries) == sorted(
        e.folder for e in entries
    )


@given(visits, st.sampled_from(Column), st.booleans())
def test_sorting_keeps_every_visit(entries, column, falling):
    order = sorted_by(entries, column, changes(entries), falling=falling)
    assert sorted(e.folder for e in order) == sorted(e.folder for e in entries)


@given(visits)
def test_the_changes_of_a_station_add_up_to_last_less_first(entries):
    changed = changes(entries)
    for one in series(entries, Dimension.STATION):
        known = [e.total for e in one.totals]
        if known:
            told = sum((changed.get(e.folder, D(0)) for e in one.entries), D(0))
            assert told == known[-1] - known[0]


@pytest.mark.parametrize("by", Dimension)
def test_nothing_gives_nothing(by):
    assert series((), by) == ()
    assert mean(()) is None
