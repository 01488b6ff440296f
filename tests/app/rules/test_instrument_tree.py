"""The nodes of an instrument, and every way of changing them."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.instrument_file import load_shipped
from app.model.base import changed
from app.model.instrument import Band, CheckQuestion, Scope
from app.model.panel import Assignment
from app.rules.instrument_check import instrument_problems
from app.rules.instrument_edit import add, blank, indent, move, outdent, put, remove
from app.rules.instrument_fit import fitted
from app.rules.instrument_tree import (
    Kind,
    all_ids,
    block_of,
    children,
    every,
    examples_in,
    exists,
    full_of,
    identity,
    kind_of,
    label_of,
    located,
    next_gap,
    place_of_id,
    read_place,
    sum_under,
    value_at,
    written,
)
from app.rules.problem import Spot
from tests.app.exchange.instruments import instruments
from tests.small import small_instrument, small_setup

D = Decimal
SHIPPED = load_shipped("gz-2023")
FIRST = ("parties", 0, "blocks", 0)
ITEM = (*FIRST, "items", 0)
ANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def labels(instrument, place):
    return [label_of(instrument, child) for child in children(instrument, place)]


@ANY
@given(instruments())
def test_every_node_has_an_identity_of_its_own_and_a_place_that_can_be_written(instrument):
    places = list(every(instrument))
    assert len({identity(instrument, place) for place in places}) == len(places)
    assert [read_place(written(place)) for place in places] == places
    assert all(exists(instrument, place) for place in places)


@ANY
@given(instruments())
def test_every_problem_lies_in_a_node_that_is_there(instrument):
    for problem in instrument_problems(instrument):
        node, _field = located(problem.place)
        assert exists(instrument, node)


def test_a_problem_is_located_at_its_node_and_field():
    assert located("parties[0].blocks[1].merge.minimum") == (
        ("parties", 0, "blocks", 1),
        ("merge", "minimum"),
    )
    assert located("veto_grade") == (("vetoes",), ("veto_grade",))
    assert located("reasons.share") == ((), ("reasons", "share"))
    assert located("bands") == (("bands",), ())
    assert located("survey.bands[0].high") == (("survey", "bands", 0), ("high",))
    item = "parties[0].blocks[1].items[2].anchors[1].text"
    assert located(item) == (
        ("parties", 0, "blocks", 1, "items", 2),
        ("anchors", 1, "text"),
    )


def test_problems_of_blocks_and_items_say_which():
    item = put(SHIPPED, ITEM, ("step",), D(2))
    found = instrument_problems(item)
    assert [p.spot for p in found] == [Spot(block="monitoring", item="m_progress")]
    block = put(SHIPPED, FIRST, ("full",), D(11))
    assert Spot(block="monitoring") in [p.spot for p in instrument_problems(block)]


def test_sums_stand_beside_full_marks():
    assert (sum_under(SHIPPED, ("parties",)), full_of(SHIPPED, ("parties",))) == (D(100), D(100))
    assert (sum_under(SHIPPED, FIRST), full_of(SHIPPED, FIRST)) == (D(10), D(10))
    assert sum_under(SHIPPED, ITEM) is None
    assert full_of(SHIPPED, ("bands",)) is None


def test_a_change_makes_an_example_the_users_own_and_leaves_the_others():
    count = examples_in(SHIPPED)
    renamed = put(SHIPPED, ITEM, ("label",), "进度")
    assert not value_at(renamed, ITEM).example
    assert examples_in(renamed) == count - 1
    assert put(SHIPPED, ITEM, ("label",), value_at(SHIPPED, ITEM).label) is SHIPPED
    marked = put(renamed, ITEM, ("example",), value=True)
    assert value_at(marked, ITEM).example


def test_a_question_that_is_changed_added_or_taken_out_makes_its_guide_the_users_own():
    guide = ("guides", 0)
    question = (*guide, "questions", 0)
    assert value_at(SHIPPED, guide).example
    for changed_ in (
        put(SHIPPED, question, ("text",), "怎样分工？"),
        remove(SHIPPED, question).instrument,
        add(SHIPPED, guide, 0, blank(SHIPPED, guide, "new", "新问题")).instrument,
    ):
        assert not value_at(changed_, guide).example
    assert value_at(move(SHIPPED, question, 1).instrument, guide).example


@ANY
@given(instruments(), st.data())
def test_what_is_added_and_taken_out_again_leaves_all_as_it_was(instrument, data):
    instrument = changed(
        instrument, guides=tuple(changed(g, example=False) for g in instrument.guides)
    )
    above = data.draw(st.sampled_from([p for p in every(instrument) if _takes(p)]))
    index = data.draw(st.integers(0, len(children(instrument, above))))
    node = blank(instrument, above, "fresh", "新")
    made = add(instrument, above, index, node)
    assert value_at(made.instrument, made.place) == node
    assert remove(made.instrument, made.place).instrument == instrument


def _takes(place):
    kinds = (Kind.GENERAL, Kind.ITEM, Kind.BAND, Kind.VETO, Kind.CHECK, Kind.QUESTION)
    return kind_of(place) not in (*kinds, Kind.SURVEY_BAND)


@ANY
@given(instruments(), st.data())
def test_up_and_down_again_leaves_all_as_it_was_and_nothing_is_lost(instrument, data):
    instrument = changed(
        instrument, guides=tuple(changed(g, example=False) for g in instrument.guides)
    )
    place = data.draw(st.sampled_from(list(every(instrument))))
    by = data.draw(st.sampled_from([-1, 1]))
    made = move(instrument, place, by)
    if made is None:
        return
    assert value_at(made.instrument, made.place) == value_at(instrument, place)
    assert all_ids(made.instrument) == all_ids(instrument)
    back = move(made.instrument, made.place, -by)
    if len(place) == len(made.place) and place[:-1] == made.place[:-1]:
        assert back.instrument == instrument


def test_an_item_goes_on_into_the_next_block_and_comes_back():
    last = (*FIRST, "items", 3)
    moved = move(SHIPPED, last, 1)
    assert moved.place == ("parties", 0, "blocks", 1, "items", 0)
    back = move(moved.instrument, moved.place, -1)
    assert (back.instrument, back.place) == (SHIPPED, last)


def test_nothing_goes_over_the_ends():
    assert move(SHIPPED, ITEM, -1) is None
    assert move(SHIPPED, ("bands", 0), -1) is None
    assert move(SHIPPED, ("bands",), 1) is None
    assert move(SHIPPED, (), 1) is None


def test_a_block_becomes_an_item_of_the_one_above_and_a_block_again():
    bare = load_shipped("gz-2023-blocks")
    place = ("parties", 0, "blocks", 1)
    made = indent(bare, place)
    assert made.place == (*FIRST, "items", 0)
    assert value_at(made.instrument, made.place).id == "effect"
    back = outdent(made.instrument, made.place)
    assert back.place == place
    assert [b.id for b in back.instrument.blocks()] == [b.id for b in bare.blocks()]


@pytest.mark.parametrize(
    ("act", "place", "said"),
    [
        (indent, ITEM, "Only a block"),
        (indent, FIRST, "no block above"),
        (indent, ("parties", 0, "blocks", 1), "items of its own"),
        (outdent, FIRST, "Only an item"),
        (outdent, ITEM, "asks for documents"),
    ],
)
def test_what_cannot_be_turned_says_why(act, place, said):
    with pytest.raises(UserError, match=said):
        act(SHIPPED, place)


def test_questions_of_a_block_that_is_taken_out_stay_without_one():
    question = CheckQuestion(id="c1", label="有指引", block="quality")
    whole = changed(small_instrument(), checklist=(question,))
    gone = remove(whole, FIRST).instrument
    assert [q.block for q in gone.checklist] == [None]
    made = indent(
        changed(whole, checklist=(changed(question, block="whole"),)), ("parties", 0, "blocks", 1)
    )
    assert [q.block for q in made.instrument.checklist] == [None]


def test_after_taking_out_the_next_is_shown_or_the_one_before_or_the_one_above():
    bands = small_instrument()
    assert remove(bands, ("bands", 0)).place == ("bands", 0)
    assert remove(bands, ("bands", 2)).place == ("bands", 1)
    assert remove(bands, ("vetoes", 0)).place == ("vetoes",)


def test_a_new_node_takes_what_is_missing():
    small = small_instrument()
    block = put(small, FIRST, ("full",), D(35))
    made = blank(block, FIRST, "x", "新项目")
    assert made.full == D(5)
    assert blank(small, FIRST, "x", "新项目").full == 1
    bands = changed(small, bands=(Band(label="高", low=D(90), high=D(100)),))
    assert next_gap(bands.bands) == (D(0), D(90))
    assert (blank(bands, ("bands",), "", "低").high, next_gap(small.bands)) == (D(90), (0, 0))


def test_a_new_item_goes_on_like_the_one_before_it():
    made = blank(SHIPPED, FIRST, "x", "新项目")
    assert (made.step, made.group) == (D("0.05"), "过程监测")


def test_nodes_are_found_by_their_id_and_know_their_block():
    assert place_of_id(SHIPPED, "m_progress") == ITEM
    assert place_of_id(SHIPPED, "nothing") is None
    assert block_of(SHIPPED, ITEM) == "monitoring"
    assert block_of(SHIPPED, ("bands", 0)) == ""


def test_a_figure_that_no_instrument_holds_is_no_change():
    with pytest.raises(ValueError, match="full"):
        put(SHIPPED, ITEM, ("full",), D(-1))


def test_a_set_up_loses_what_belongs_to_blocks_that_are_gone():
    setup, instrument = small_setup(), small_instrument()
    assert fitted(setup, instrument) is setup
    named = changed(setup, leads={"quality": "jia", "whole": "yi"})
    kept = fitted(named, remove(instrument, FIRST).instrument)
    assert {a.block for a in kept.assignments} == {"whole"}
    assert kept.leads == {"whole": "yi"}


def test_a_block_scored_once_for_the_station_is_assigned_once_and_without_districts():
    instrument = put(small_instrument(), FIRST, ("scope",), Scope.STATION)
    parts = tuple(Assignment(panelist="jia", block="quality", districts=(d,)) for d in ("d1", "d2"))
    setup = changed(small_setup(), assignments=parts)
    assert fitted(setup, instrument).assignments == (Assignment(panelist="jia", block="quality"),)
