"""Cells, blocks, parties, total and grade, by hand-computed examples."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest

from app.model.capture import SurveyResponse
from app.model.decision import Decisions, Objection, Unit, VetoCheck, VetoState
from app.model.instrument import Below, Level, Method, NotApplicable, PartyScheme, Scope, Veto
from app.model.outcome import GivenState, OpenKind
from app.model.panel import Assignment
from app.rules.cells import decision_basis
from app.rules.gather import gather
from app.rules.scoring import evaluate, find_cell, outside, pick_basis
from tests.app.rules.worlds import (
    NOON,
    Visit,
    block,
    capture,
    entry,
    item,
    one_district_block,
    pick,
    recusal,
    score,
    settle,
    sheet,
)

PARTIES = (
    PartyScheme(id="buyer", label="购买方", full=Decimal(20)),
    PartyScheme(id="supervision", label="督导中心", full=Decimal(15)),
    PartyScheme(id="bureau", label="监督方", full=Decimal(10)),
)
ENTRIES = (
    entry("buyer", "92.5", unit=Unit.PERCENT),
    entry("supervision", "85", unit=Unit.PERCENT),
    entry("bureau", "8.5"),
)
VETO = Veto(key="law", label="违规", text="违反规定")


def zhongcun():
    """The first reference visit with one figure per block, 服务监测 from two raters."""
    blocks = (
        block("监测", "10"),
        block("成效", "15"),
        block("运营", "10"),
        block("质量", "20", scope=Scope.DISTRICT),
    )
    blocks = tuple(
        type(b)(id=f"b{n}", label=b.label, full=b.full, scope=b.scope) for n, b in enumerate(blocks)
    )
    assignments = (
        Assignment(panelist="p0", block="b0"),
        Assignment(panelist="p1", block="b0"),
        Assignment(panelist="p0", block="b1"),
        Assignment(panelist="p1", block="b2"),
        Assignment(panelist="p2", block="b3"),
    )
    visit = Visit(
        *blocks,
        parties=PARTIES,
        districts=("d1", "d2", "d3"),
        assignments=assignments,
        vetoes=(VETO,),
    )
    sheets = (
        sheet("p0", {"b0": "8.9", "b1": "12.4"}),
        sheet("p1", {"b0": "8.95", "b2": "9.6"}),
        sheet("p2", {("b3", "d1"): "16.8", ("b3", "d2"): "16", ("b3", "d3"): "16.5"}),
    )
    return visit, sheets


def open_kinds(found):
    return [entry.kind for entry in found.open]


def only_cell(outcome):
    return outcome.parties[0].blocks[0].districts[0].cells[0]


def test_the_first_reference_visit_comes_to_87_11():
    visit, sheets = zhongcun()
    found = visit.outcome(*sheets, parties=ENTRIES)
    assert (found.total, found.grade, found.provisional) == (Decimal("87.11"), "良好", None)
    assert found.parties[0].converted == Decimal("47.36")
    rows = [
        (line.label, line.score, line.converted and str(line.converted)) for line in found.lines
    ]
    assert rows == [
        ("监测", "8.925", "8.93"),
        ("成效", "12.4", "12.40"),
        ("运营", "9.6", "9.60"),
        ("质量（d1片区）", "16.8", "16.43"),
        ("质量（d2片区）", "16", None),
        ("质量（d3片区）", "16.5", None),
        ("购买方", "18.5", "18.50"),
        ("督导中心", "12.75", "12.75"),
        ("监督方", "8.5", "8.50"),
    ]
    assert [line.span for line in found.lines] == [1, 1, 1, 3, 0, 0, 1, 1, 1]
    assert found.other_rounding.total == Decimal("87.11")
    assert found.to_next == ("优秀", Decimal("2.89"))
    assert (found.done, found.cells) == (7, 7)
    assert open_kinds(found) == [OpenKind.VETO]


def test_rounding_half_to_even_would_give_87_10():
    visit, sheets = zhongcun()
    found = visit.outcome(*sheets, parties=ENTRIES)
    exact = [block.exact for block in found.parties[0].blocks]
    exact += [party.exact for party in found.parties[1:]]
    figures = [Decimal(e.numerator) / Decimal(e.denominator) for e in exact]
    even = [f.quantize(Decimal("0.01"), ROUND_HALF_EVEN) for f in figures]
    assert even[0] == Decimal("8.92")
    assert sum(even) == Decimal("87.10") != found.total


@pytest.mark.parametrize(
    ("na", "converted"),
    [(NotApplicable.SCALE, "16.8"), (NotApplicable.ZERO, "12.6"), (NotApplicable.FULL, "17.6")],
)
@pytest.mark.parametrize("level", Level)
def test_an_item_that_is_out_counts_as_the_block_says(na, converted, level):
    items = [item(k, allow_na=True) for k in "abcd"]
    visit = Visit(block(items=items, na=na, merge={"level": level}), raters=2)
    marks = {"a": "4.2", "b": "4.2", "c": "4.2", "d": "na"}
    found = visit.outcome(sheet("p0", marks), sheet("p1", marks))
    assert found.total == Decimal(converted)
    assert found.parties[0].blocks[0].districts[0].cells[3].out


MERGING = [
    ({"method": Method.MEAN}, ["4", "3", "5", "1"], "3.25"),
    ({"method": Method.TRIMMED, "minimum": 3}, ["4", "3", "5", "1"], "3.5"),
    ({"method": Method.TRIMMED, "minimum": 5}, ["4", "3", "5", "1"], "3.25"),
    ({"method": Method.TRIMMED, "minimum": 1}, ["4", "3"], "3.5"),
    ({"method": Method.MEDIAN}, ["4", "3", "5", "1"], "3.5"),
    ({"method": Method.MEDIAN}, ["4", "3", "1"], "3"),
    ({"method": Method.LEAD}, ["4", "3", "5", "1"], "4"),
    ({"method": Method.CONSENSUS}, ["4", "4.0", "4.00"], "4"),
]


@pytest.mark.parametrize(("merge", "marks", "value"), MERGING)
def test_each_rule_merges_as_defined(merge, marks, value):
    visit = Visit(block(full="5", merge=merge), raters=len(marks))
    found = visit.outcome(*(sheet(f"p{n}", {"b": mark}) for n, mark in enumerate(marks)))
    assert only_cell(found).value == Fraction(value)
    assert found.total == Decimal(value)


@pytest.mark.parametrize(
    ("merge", "kind"),
    [
        ({"method": Method.TRIMMED, "minimum": 5, "below": Below.OPEN}, OpenKind.TOO_FEW),
        ({"method": Method.MEAN, "minimum": 5, "below": Below.OPEN}, OpenKind.TOO_FEW),
        ({"method": Method.MEDIAN, "minimum": 5, "below": Below.OPEN}, OpenKind.TOO_FEW),
        ({"method": Method.CONSENSUS}, OpenKind.DISAGREE),
    ],
)
def test_a_rule_that_gives_nothing_leaves_the_cell_open(merge, kind):
    visit = Visit(block(full="5", merge=merge))
    found = visit.outcome(*(sheet(f"p{n}", {"b": str(n)}) for n in range(3)))
    assert open_kinds(found) == [kind]
    assert found.total is None
    assert only_cell(found).value is None


def test_trimming_says_whose_points_it_left_out():
    visit = Visit(block(full="5", merge={"method": Method.TRIMMED, "minimum": 3}), raters=4)
    marks = ["4", "5", "4", "1"]
    found = visit.outcome(*(sheet(f"p{n}", {"b": m}) for n, m in enumerate(marks)))
    cell = only_cell(found)
    assert [g.counted for g in cell.givens] == [True, False, True, False]
    assert cell.value == 4
    assert cell.spread == 4


def test_the_minimum_counts_after_recusal():
    merge = {"method": Method.TRIMMED, "minimum": 4, "below": Below.OPEN}
    visit = Visit(block(full="5", merge=merge), raters=4)
    sheets = [sheet(f"p{n}", {"b": "4"}) for n in range(3)]
    assert visit.outcome(*sheets, sheet("p3", {"b": "4"})).total == 4
    found = visit.outcome(*sheets, sheet("p3", {"b": "4"}, [recusal("p3")]))
    assert open_kinds(found) == [OpenKind.TOO_FEW]


@pytest.mark.parametrize("leads", [{"b": "p9"}, {"b": "p2"}])
def test_a_lead_who_does_not_score_there_leaves_the_cell_open(leads):
    visit = Visit(block(merge={"method": Method.LEAD}), leads=leads)
    sheets = [sheet(f"p{n}", {"b": "4"}) for n in range(3)]
    objection = Objection(panelist="p2", reason="异议", by="汇总人", at=NOON)
    found = visit.outcome(*sheets, objections=(objection,))
    assert open_kinds(found) == [OpenKind.NO_LEAD]
    assert found.open[0].who == (leads["b"],)


def test_recused_points_are_kept_and_not_counted():
    visit = Visit(block(full="5"))
    sheets = (
        sheet("p0", {"b": "1"}, [recusal("p0")]),
        sheet("p1", {"b": "5"}),
        sheet("p2", {"b": "4"}),
    )
    found = visit.outcome(*sheets)
    given = only_cell(found).givens[0]
    assert (given.state, given.points, given.counted) == (GivenState.RECUSED, 1, False)
    assert found.total == Decimal("4.5")
    assert (found.done, found.cells) == (2, 2)
    assert found.recusals == {("p0", ""): ("曾任督导",)}


def test_a_cell_where_everybody_is_recused_needs_a_settlement():
    visit = Visit(block(full="5"), raters=1)
    mine = sheet("p0", {"b": "1"}, [recusal("p0")])
    found = visit.outcome(mine)
    assert open_kinds(found) == [OpenKind.NOBODY]
    ruled = visit.outcome(mine, settlements=(settle(found, "b", "3.5"),))
    assert ruled.total == Decimal("3.5")
    assert ruled.open == ()


def test_not_scored_is_neither_nought_nor_not_applicable():
    items = [item("a", "10"), item("b", "10")]
    visit = Visit(block(items=items), raters=2)
    found = visit.outcome(sheet("p0", {"a": "0", "b": "10"}), sheet("p1", {"a": "8"}))
    assert [(e.kind, e.item, e.who) for e in found.open] == [(OpenKind.UNSCORED, "b", ("p1",))]
    assert (found.total, found.provisional) == (None, Decimal("14.00"))
    assert (found.done, found.cells) == (3, 4)
    assert found.lines[0].score is None


def test_not_applicable_counts_only_where_the_item_allows_it():
    visit = Visit(block(items=[item("a", "10", allow_na=True), item("b", "10")]), raters=2)
    found = visit.outcome(sheet("p0", {"a": "na", "b": "na"}), sheet("p1", {"a": "8", "b": "8"}))
    first, second = found.parties[0].blocks[0].districts[0].cells
    assert (first.value, first.partly_na, first.open) == (8, True, ())
    assert second.open[0].who == ("p0",)
    assert second.givens[0].state is GivenState.UNSCORED
    assert second.givens[0].values == ("na",)


def test_a_district_that_is_wholly_out_is_left_out_of_the_mean():
    only = one_district_block(items=[item("a", "20", allow_na=True)])
    visit = Visit(only, raters=1, districts=("d1", "d2", "d3"))
    marks = {("a", "d1"): "16", ("a", "d2"): "na", ("a", "d3"): "17"}
    found = visit.outcome(sheet("p0", marks))
    assert found.total == Decimal("16.5")
    assert [(line.score, line.out) for line in found.lines] == [
        ("16", False),
        (None, True),
        ("17", False),
    ]


def test_a_block_that_is_out_everywhere_is_open():
    visit = Visit(block(items=[item("a", "20", allow_na=True)]), raters=1)
    found = visit.outcome(sheet("p0", {"a": "na"}))
    assert open_kinds(found) == [OpenKind.NOTHING]
    assert found.total is None


def test_one_open_district_keeps_the_block_open_and_its_rows_show_what_is_there():
    visit = Visit(one_district_block(), raters=1, districts=("d1", "d2"))
    found = visit.outcome(sheet("p0", {("b", "d1"): "16"}))
    assert [(line.score, line.converted) for line in found.lines] == [("16", None), (None, None)]
    assert found.provisional == 16
    assert found.open[0].district == "d2"


def test_a_conflict_is_open_until_a_value_is_picked():
    visit = Visit(block(full="5"), raters=1)
    sheets = (sheet("p0", {"b": "4"}), sheet("p0", {"b": "3"}, device="paper:1"))
    found = visit.outcome(*sheets)
    assert open_kinds(found) == [OpenKind.CONFLICT]
    basis = pick_basis(gather(sheets), "p0", "b", None)
    assert basis == ("3", "4")
    picked = visit.outcome(*sheets, picks=(pick("p0", "b", "3", basis),))
    assert picked.total == 3
    assert only_cell(picked).givens[0].values == ("3", "4")


def test_a_pick_on_other_values_opens_the_cell_again():
    visit = Visit(block(full="5"), raters=1)
    sheets = (sheet("p0", {"b": "4"}), sheet("p0", {"b": "2"}, device="paper:1"))
    found = visit.outcome(*sheets, picks=(pick("p0", "b", "3", ("3", "4")),))
    assert open_kinds(found) == [OpenKind.CONFLICT, OpenKind.OUTDATED]
    assert found.total is None


def test_a_settlement_replaces_the_rule_and_is_not_rounded():
    visit = Visit(block(full="5"))
    sheets = [sheet(f"p{n}", {"b": str(n)}) for n in range(3)]
    before = visit.outcome(*sheets)
    found = visit.outcome(*sheets, settlements=(settle(before, "b", "2.34567"),))
    cell = only_cell(found)
    assert (cell.value, cell.by_rule) == (Fraction("2.34567"), 1)
    assert found.total == Decimal("2.35")
    assert [g.points for g in cell.givens] == [0, 1, 2]


def test_a_settlement_on_other_figures_falls_back_to_the_rule_and_is_open():
    visit = Visit(block(full="5"))
    sheets = [sheet(f"p{n}", {"b": str(n)}) for n in range(3)]
    made = settle(visit.outcome(*sheets), "b", "5")
    later = sheet("p2", {"b": "5"}, revision=2)
    found = visit.outcome(*sheets, later, settlements=(made,))
    cell = only_cell(found)
    assert (cell.value, cell.settlement, cell.settlement_outdated) == (2, made, True)
    assert open_kinds(found) == [OpenKind.OUTDATED]
    assert visit.outcome(*sheets, settlements=(made,)).total == 5


def test_of_two_settlements_on_the_same_figures_the_later_holds():
    visit = Visit(block(full="5"), raters=1)
    mine = sheet("p0", {"b": "4"})
    before = visit.outcome(mine)
    early, late = settle(before, "b", "1"), settle(before, "b", "2", minute=5)
    assert visit.outcome(mine, settlements=(late, early)).total == 2
    assert visit.outcome(mine, settlements=(early, late)).total == 2


def test_of_two_settlements_at_one_time_the_order_in_the_log_decides_nothing():
    visit = Visit(block(full="5"), raters=1)
    mine = sheet("p0", {"b": "4"})
    one, two = (settle(visit.outcome(mine), "b", points) for points in ("1", "2"))
    assert visit.outcome(mine, settlements=(one, two)) == visit.outcome(
        mine, settlements=(two, one)
    )


def test_an_earlier_settlement_holds_again_when_its_figures_are_back():
    visit = Visit(block(full="5"), raters=1)
    first, second = sheet("p0", {"b": "4"}), sheet("p0", {"b": "3"}, revision=2)
    early = settle(visit.outcome(first), "b", "1")
    late = settle(visit.outcome(first, second), "b", "2", minute=5)
    both = {"settlements": (early, late)}
    assert visit.outcome(first, second, **both).total == 2
    assert visit.outcome(first, **both).total == 1


def test_a_settlement_stands_for_somebody_who_has_not_scored():
    visit = Visit(block(full="5"), raters=2)
    mine = sheet("p0", {"b": "4"})
    made = settle(visit.outcome(mine), "b", "3")
    assert visit.outcome(mine, settlements=(made,)).total == 3
    found = visit.outcome(mine, sheet("p1", {"b": "5"}), settlements=(made,))
    assert open_kinds(found) == [OpenKind.OUTDATED]


SUMS = {"method": Method.MEDIAN, "level": Level.SUM}
MARKS = ({"a": "4", "b": "2"}, {"a": "5", "b": "4"}, {"a": "1", "b": "5"})


@pytest.mark.parametrize(("level", "value"), [(Level.ITEM, 8), (Level.SUM, 6)])
def test_the_median_by_item_differs_from_the_median_of_sums(level, value):
    items = [item("a"), item("b")]
    visit = Visit(block("x", "10", items=items, merge={**SUMS, "level": level}))
    found = visit.outcome(*(sheet(f"p{n}", m) for n, m in enumerate(MARKS)))
    assert found.total == value


def test_where_sums_merge_the_block_is_settled_and_not_its_items():
    visit = Visit(block("b", "10", items=[item("a"), item("c")], merge=SUMS))
    sheets = [sheet(f"p{n}", {"a": "4", "c": str(n)}) for n in range(2)]
    before = visit.outcome(*sheets)
    assert [(e.kind, e.item) for e in before.open] == [
        (OpenKind.UNSCORED, "a"),
        (OpenKind.UNSCORED, "c"),
    ]
    with pytest.raises(KeyError):
        find_cell(before, "a", None)
    cell = find_cell(before, "b", None)
    assert [g.points for g in cell.givens] == [4, 5, None]
    assert decision_basis(cell) == (("p0", "a=4"), ("p0", "c=0"), ("p1", "a=4"), ("p1", "c=1"))
    found = visit.outcome(*sheets, settlements=(settle(before, "b", "7.5"),))
    assert (found.total, found.open) == (Decimal("7.5"), ())


def test_a_sum_that_is_not_complete_is_no_sum_yet():
    rule = {"method": Method.MEAN, "level": Level.SUM}
    visit = Visit(block("b", "10", items=[item("a"), item("c")], merge=rule), raters=2)
    found = visit.outcome(sheet("p0", {"a": "4", "c": "4"}), sheet("p1", {"a": "1"}))
    states = [g.state for g in found.block("b").districts[0].sums.givens]
    assert states == [GivenState.POINTS, GivenState.UNSCORED]
    assert (found.total, found.provisional) == (None, 8)


def test_a_raters_own_not_applicable_scales_that_raters_sum():
    items = [item("a", allow_na=True), item("c", allow_na=True)]
    merge = {"method": Method.MEAN, "level": Level.SUM}
    visit = Visit(block("b", "10", items=items, merge=merge), raters=2)
    found = visit.outcome(sheet("p0", {"a": "4", "c": "na"}), sheet("p1", {"a": "3", "c": "3"}))
    assert [g.points for g in find_cell(found, "b", None).givens] == [8, 6]
    assert found.total == 7


def test_a_paper_sheet_counts_and_stays_in_the_open_list():
    visit = Visit(block(full="5"), raters=1)
    paper = sheet("p0", {"b": "4"}, device="paper:1", confirmed=False)
    found = visit.outcome(paper)
    assert (found.total, open_kinds(found)) == (4, [OpenKind.CONFIRM])
    assert (found.open[0].who, found.open[0].sheet) == (("p0",), paper.hash)


def test_a_missing_party_keeps_total_and_grade_back():
    visit, sheets = zhongcun()
    found = visit.outcome(*sheets, parties=ENTRIES[:2])
    assert (found.total, found.grade, found.grade_by_score) == (None, None, None)
    assert found.provisional == Decimal("78.61")
    assert [e.party for e in found.open if e.kind is OpenKind.PARTY] == ["bureau"]
    assert found.other_rounding is None


@pytest.mark.parametrize(
    ("state", "grade"), [(VetoState.FOUND, "不合格"), (VetoState.NOT_FOUND, "良好")]
)
def test_a_veto_that_is_found_sets_the_grade_and_leaves_the_score(state, grade):
    visit, sheets = zhongcun()
    check = VetoCheck(key="law", state=state, evidence="台账")
    found = visit.outcome(*sheets, parties=ENTRIES, vetoes=(check,))
    assert (found.total, found.grade, found.grade_by_score) == (Decimal("87.11"), grade, "良好")
    assert found.vetoes[0].check == check
    assert found.open == ()


@pytest.mark.parametrize(
    ("points", "grade", "ahead"),
    [
        ("100", "优秀", None),
        ("90", "优秀", None),
        ("89.99", "良好", ("优秀", Decimal("0.01"))),
        ("60", "合格", ("良好", Decimal(20))),
        ("59.995", "合格", ("良好", Decimal(20))),
        ("0", "不合格", ("合格", Decimal(60))),
    ],
)
def test_bands_hold_their_start_and_the_highest_its_end(points, grade, ahead):
    visit = Visit(block(full="100"), raters=1)
    found = visit.outcome(sheet("p0", {"b": points}))
    assert (found.grade, found.to_next) == (grade, ahead)


def test_the_other_order_of_rounding_may_give_another_grade():
    blocks = tuple(block(f"b{n}", "30") for n in range(3))
    visit = Visit(*blocks, raters=1)
    found = visit.outcome(sheet("p0", {"b0": "29.995", "b1": "29.995", "b2": "29.995"}))
    assert (found.total, found.grade) == (Decimal("90.00"), "优秀")
    assert (found.other_rounding.total, found.other_rounding.grade) == (Decimal("89.99"), "良好")


def test_scores_of_people_who_are_not_assigned_are_kept_and_not_counted():
    visit = Visit(one_district_block(), raters=1, districts=("d1",))
    astray = (capture("p0", score("3"), item="b", district="d1", site="s"),)
    sheets = (sheet("p0", {("b", "d1"): "16", "b": "1"}, astray), sheet("p7", {("b", "d1"): "2"}))
    assert visit.outcome(*sheets).total == 16
    found = outside(visit.instrument, visit.setup, gather(sheets))
    assert [(c.panelist, c.district, c.site) for c in found] == [
        ("p0", "", ""),
        ("p0", "d1", "s"),
        ("p7", "d1", ""),
    ]


def test_twenty_sheets_of_four_hundred_captures_are_merged():
    items = [item(f"i{n}", "1") for n in range(20)]
    visit = Visit(
        block(full="20", items=items, scope=Scope.DISTRICT),
        raters=20,
        districts=tuple(f"d{n}" for n in range(10)),
    )
    places = [(i.id, d.id) for i in items for d in visit.setup.districts]
    sheets = [
        sheet(
            f"p{n}",
            dict.fromkeys(places, "0.9"),
            [capture(f"p{n}", SurveyResponse(code=str(k)), minute=k) for k in range(200)],
        )
        for n in range(20)
    ]
    found = evaluate(visit.instrument, visit.setup, sheets, Decisions())
    assert (found.total, found.done) == (18, 4_000)
