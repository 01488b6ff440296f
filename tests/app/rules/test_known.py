"""What was computed before is used again, and never when anything differs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.base import changed, from_json, to_json
from app.model.decision import Decisions
from app.model.instrument import Method
from app.rules.gather import gather
from app.rules.known import Known
from app.rules.scoring import evaluate, evaluate_gathered
from tests.app.rules.test_scoring_laws import decisions_on, sheets_of, visits
from tests.app.rules.worlds import Visit, item, one_district_block, pick, settle, sheet

LAWS = settings(max_examples=60, deadline=None)
DISTRICTS = ("d1", "d2", "d3")


@st.composite
def evenings(draw):
    """A visit, and what is evaluated one after the other: sheets, decisions, at times other rules."""
    visit = draw(visits())
    sheets = draw(st.lists(sheets_of(visit), min_size=1, max_size=4))
    gathered = [gather(sheets), gather(sheets[1:])]
    return [
        (
            draw(st.sampled_from(gathered)),
            Decisions(**draw(decisions_on(visit, sheets))),
            draw(st.sampled_from(_setups(visit.setup))),
            draw(st.sampled_from((visit.instrument, _other(visit.instrument)))),
        )
        for _ in range(draw(st.integers(2, 5)))
    ]


def _setups(setup):
    """The same visit, led by nobody, scored by fewer, in fewer districts."""
    return (
        setup,
        changed(setup, leads={}),
        changed(setup, assignments=setup.assignments[1:]),
        changed(setup, districts=setup.districts[1:]),
    )


def _other(instrument):
    """The same ids with other full marks."""
    first, *rest = instrument.parties
    blocks = tuple(changed(block, full=block.full * 2) for block in first.blocks)
    return changed(instrument, parties=(changed(first, blocks=blocks), *rest))


@LAWS
@given(evenings())
def test_one_evening_after_another_comes_out_as_from_scratch(steps):
    known = Known()
    for gathered, decisions, setup, instrument in steps:
        scratch = evaluate_gathered(instrument, setup, gathered, decisions)
        assert evaluate_gathered(instrument, setup, gathered, decisions, known) == scratch


def visit_in_districts():
    rated = one_district_block(items=[item("a"), item("b")], full="10")
    return Visit(rated, districts=DISTRICTS)


def scored(visit):
    places = {(i, d): "3" for i in ("a", "b") for d in DISTRICTS}
    return [sheet(person.id, places) for person in visit.setup.panel]


def parts(outcome):
    return {part.district: part for part in outcome.block("b").districts}


def test_a_settlement_computes_its_own_district_and_no_other():
    visit, known = visit_in_districts(), Known()
    gathered = gather(scored(visit))
    before = evaluate_gathered(visit.instrument, visit.setup, gathered, Decisions(), known)
    settled = Decisions(settlements=(settle(before, "a", "5", "d2"),))
    after = evaluate_gathered(visit.instrument, visit.setup, gathered, settled, known)
    same = {d for d in DISTRICTS if parts(after)[d] is parts(before)[d]}
    assert same == {"d1", "d3"}
    assert parts(after)["d2"].value > parts(before)["d2"].value
    withdrawn = evaluate_gathered(visit.instrument, visit.setup, gathered, Decisions(), known)
    assert withdrawn == before


def test_a_pick_computes_its_own_district_and_no_other():
    visit, known = visit_in_districts(), Known()
    other = sheet("p0", {("a", "d3"): "4"}, device="tablet")
    gathered = gather([*scored(visit), other])
    whole = (visit.instrument, visit.setup, gathered)
    before = evaluate_gathered(*whole, Decisions(), known)
    chosen = Decisions(picks=(pick("p0", "a", "4", ("3", "4"), "d3"),))
    after = evaluate_gathered(*whole, chosen, known)
    assert {d for d in DISTRICTS if parts(after)[d] is parts(before)[d]} == {"d1", "d2"}
    assert after == evaluate(visit.instrument, visit.setup, [*scored(visit), other], chosen)


def test_what_does_not_touch_the_scores_computes_nothing_anew():
    visit, known = visit_in_districts(), Known()
    gathered = gather(scored(visit))
    before = evaluate_gathered(visit.instrument, visit.setup, gathered, Decisions(), known)
    moved = changed(visit.setup, station=changed(visit.setup.station, address="别处"))
    copied = from_json(to_json(visit.instrument), type(visit.instrument))
    after = evaluate_gathered(copied, moved, gathered, Decisions(), known)
    assert all(parts(after)[d] is parts(before)[d] for d in DISTRICTS)


def with_fewer_raters(visit, gathered):
    fewer = changed(visit.setup, assignments=visit.setup.assignments[1:])
    return visit.instrument, fewer, gathered


def with_leads(visit, gathered):
    return visit.instrument, changed(visit.setup, leads={"b": "p1"}), gathered


def with_other_marks(visit, gathered):
    return _other(visit.instrument), visit.setup, gathered


def with_fewer_sheets(visit, _gathered):
    return visit.instrument, visit.setup, gather(scored(visit)[:1])


@pytest.mark.parametrize(
    "change", [with_leads, with_other_marks, with_fewer_sheets, with_fewer_raters]
)
def test_what_was_known_of_something_else_is_not_used(change):
    rated = one_district_block(items=[item("a")], full="5", merge={"method": Method.LEAD})
    visit = Visit(rated, districts=DISTRICTS, leads={"b": "p0"})
    sheets = [sheet(f"p{n}", {("a", d): str(n) for d in DISTRICTS}) for n in range(3)]
    gathered, known = gather(sheets), Known()
    evaluate_gathered(visit.instrument, visit.setup, gathered, Decisions(), known)
    instrument, setup, union = change(visit, gathered)
    scratch = evaluate_gathered(instrument, setup, union, Decisions())
    assert evaluate_gathered(instrument, setup, union, Decisions(), known) == scratch


def test_what_is_given_is_counted_whether_it_was_known_or_not():
    visit, known = visit_in_districts(), Known()
    sheets = scored(visit)[:2]
    whole = (visit.instrument, visit.setup, gather(sheets), Decisions())
    for _time in range(2):
        outcome = evaluate_gathered(*whole, known)
        assert (outcome.done, outcome.cells) == (12, 18)
