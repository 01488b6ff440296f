"""What is marked in a merged cell: spread, outliers, deductions without a concern."""

from decimal import Decimal

import pytest

from app.model.capture import Finding, Stance
from app.model.instrument import Flags, Scope
from app.rules.concerns import concerns_by_author
from app.rules.spread import outliers, stands_out, unfounded
from tests.app.rules.worlds import Visit, block, capture, item, recusal, score, sheet

FLAGS = Flags()
ITEM = item("a", "10")


def cell_of(*points, captures=()):
    visit = Visit(block("b", "10", [ITEM]), raters=len(points))
    sheets = [
        sheet(f"p{n}", {"a": value} if value else {}, captures if n == 0 else ())
        for n, value in enumerate(points)
    ]
    return visit.outcome(*sheets).parties[0].blocks[0].districts[0].cells[0]


def test_who_stands_a_quarter_of_the_full_mark_from_the_median_is_an_outlier():
    assert outliers(cell_of("8", "8", "5.5"), FLAGS) == ("p2",)
    assert outliers(cell_of("8", "8", "5.6"), FLAGS) == ()
    assert outliers(cell_of("9", "8", "8", "2", "2"), FLAGS) == ("p3", "p4")


def test_of_two_nobody_is_the_outlier():
    assert outliers(cell_of("10", "0"), FLAGS) == ()
    assert stands_out(cell_of("10", "0"), FLAGS)


def test_an_outlier_stands_out_where_the_spread_is_let_pass():
    wide = Flags(spread=Decimal("0.9"))
    assert stands_out(cell_of("8", "8", "5"), wide)
    assert not stands_out(cell_of("8", "8", "7"), wide)


def test_all_alike_is_never_marked_whatever_the_thresholds():
    nought = Flags(spread=Decimal(0), outlier=Decimal(0), unfounded=Decimal(0))
    full = cell_of("10", "10", "10")
    assert not stands_out(full, nought)
    assert outliers(full, nought) == ()
    assert unfounded(full, nought, {}) == ()


def test_who_is_recused_is_no_outlier():
    found = cell_of("1", "8", "8", "8", captures=[recusal("p0")])
    assert outliers(found, FLAGS) == ()
    assert unfounded(found, FLAGS, {}) == ()


def concern(who, stance=Stance.CONCERN, **place):
    return capture(who, Finding(stance=stance, text="缺了一半"), **place)


@pytest.mark.parametrize(
    ("captures", "found"),
    [
        ((), ("p0",)),
        ((concern("p0", item="a"),), ()),
        ((concern("p0", block="b"),), ()),
        ((concern("p0", block="c"),), ("p0",)),
        ((concern("p1", item="a"),), ("p0",)),
        ((concern("p0", Stance.PRAISE, item="a"),), ("p0",)),
    ],
)
def test_a_deduction_is_founded_by_its_authors_own_concern_about_it(captures, found):
    visit = Visit(block("b", "10", [ITEM]), raters=2)
    sheets = [sheet("p0", {"a": "6"}), sheet("p1", {"a": "6.1"})]
    cell = visit.outcome(*sheets).parties[0].blocks[0].districts[0].cells[0]
    findings = [(c, c.body) for c in captures]
    assert unfounded(cell, FLAGS, concerns_by_author(visit.instrument, findings)) == found


def test_a_concern_holds_in_its_district_alone_and_through_a_link_anywhere():
    scored = block("b", "10", [ITEM], scope=Scope.DISTRICT)
    visit = Visit(scored, raters=1, districts=("d1", "d2"))
    there = concern("p0", item="a", district="d1")
    sheets = [
        sheet("p0", {("a", "d1"): "2", ("a", "d2"): score("2", links=(there.id,))}, [there]),
        sheet("p0", {("a", "d1"): "2", ("a", "d2"): "2"}, [there]),
    ]
    concerns = concerns_by_author(visit.instrument, [(there, there.body)])
    for given, expected in zip(sheets, ([(), ()], [(), ("p0",)]), strict=True):
        parts = visit.outcome(given).parties[0].blocks[0].districts
        assert [unfounded(part.cells[0], FLAGS, concerns) for part in parts] == expected
