"""What is missing or odd before a sheet is handed in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.base import changed
from app.model.capture import Finding, Score, ScoreState, Stance
from app.model.draft import QuickDraft
from app.model.instrument import ReasonRule, ReasonWhen
from app.rules.handin_check import (
    DRAFT_PLACE,
    draft_problems,
    expected_cells,
    handin_problems,
    needs_reason,
)
from app.rules.problem import errors
from tests.app.rules.checking import (
    capture,
    concern,
    instrument,
    places,
    score,
    sentences,
    setup,
    signed,
)

D = Decimal
FULL = (score("15", 2), score("25", 3, item="effect"))


def found(*captures, whole=None, panelist="p2"):
    return handin_problems(setup(), whole or instrument(), panelist, captures)


def cells(*captures, panelist="p2"):
    expected = expected_cells(setup(), instrument(), panelist, captures)
    return [(block.id, item.id, district) for block, item, district in expected]


def test_a_signed_sheet_with_full_marks_is_complete():
    assert found(signed(), *FULL) == ()


def test_a_draft_of_quick_capture_is_missing_from_the_sheet():
    (begun,) = draft_problems("p2", QuickDraft(text="台账在\n二楼"))
    assert str(begun) == "Begun in quick capture and not noted down: “台账在 二楼”"
    assert (begun.place, begun.spot.panelist) == (DRAFT_PLACE, "p2")
    (shown,) = draft_problems("p2", QuickDraft(photos=("aa",)))
    assert shown.place == DRAFT_PLACE
    assert errors((begun, shown)) == ()
    assert draft_problems("p2", QuickDraft(district="d1")) == ()


def test_cells_follow_blocks_districts_and_items():
    assert cells(panelist="p1") == [
        ("running", "running", None),
        ("quality", "needs", "d1"),
        ("quality", "effect", "d1"),
        ("quality", "needs", "d2"),
        ("quality", "effect", "d2"),
    ]
    assert cells() == [("quality", "needs", "d2"), ("quality", "effect", "d2")]
    assert cells(panelist="w1") == []


def test_a_recusal_takes_its_district_out_and_nothing_else():
    own = changed(signed(recused=True), author="p1", district="d2")
    assert cells(own, panelist="p1") == [
        ("running", "running", None),
        ("quality", "needs", "d1"),
        ("quality", "effect", "d1"),
    ]


def test_a_recusal_from_the_station_takes_everything_out():
    assert cells(signed(recused=True)) == []


def test_somebody_elses_recusal_changes_nothing():
    assert len(cells(changed(signed(recused=True), author="p1"))) == 2


def test_a_recusal_that_was_taken_back_does_not_hold():
    assert len(cells(signed(1, recused=True), signed(2))) == 2


def test_without_a_signature_nothing_can_be_handed_in():
    unsigned = signed()
    blank = changed(unsigned, body=changed(unsigned.body, signature="  "))
    for captures in (FULL, (blank, *FULL), (changed(unsigned, district="d1"), *FULL)):
        assert places(found(*captures)) == [("error", "declaration")]


def test_confidentiality_that_is_not_declared_is_told():
    one = signed()
    problems = found(changed(one, body=changed(one.body, confidential=False)), *FULL)
    assert places(problems) == [("warning", "declaration")]


def test_recusals_are_listed_and_their_scores_are_not_strays():
    away = changed(signed(4, recused=True), district="d2")
    problems = found(signed(), away, *FULL)
    assert [(p.severity.value, p.spot.district) for p in problems] == [("hint", "d2")]
    assert len(found(signed(recused=True), *FULL)) == 1


def test_an_open_cell_is_told_with_its_place():
    (problem,) = found(signed(), FULL[0])
    assert str(problem) == "“成效·第二片区” is not scored."
    spot = problem.spot
    assert (spot.panelist, spot.block, spot.item, spot.district) == (
        "p2",
        "quality",
        "effect",
        "d2",
    )


def test_captures_of_others_do_not_fill_cells():
    others = [changed(c, author="p1") for c in FULL]
    assert len(found(signed(), *others)) == 2


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("15.1", "“需求·第二片区” has 15.1 points, but its full mark is 15."),
        ("14.25", "“需求·第二片区” has 14.25 points, which is not in steps of 0.1."),
    ],
)
def test_points_that_the_scale_does_not_have_are_errors(points, sentence):
    problems = errors(found(signed(), score(points, 2, reason="理由"), FULL[1]))
    assert sentences(problems) == [sentence]
    assert (problems[0].place, problems[0].spot.capture) == ("c2", "c2")


def test_a_deduction_wants_a_reason_and_a_concern():
    problems = found(signed(), score("14", 2), FULL[1])
    assert sentences(problems) == [
        "The score of “需求·第二片区” needs a reason.",
        "“需求·第二片区” has a deduction, but no concern is recorded for it.",
    ]
    assert places(problems) == [("warning", "c2"), ("hint", "c2")]


@pytest.mark.parametrize(
    ("place", "explained"),
    [
        ({"item": "needs", "district": "d2"}, True),
        ({"item": "needs"}, True),
        ({"block": "quality", "district": "d2"}, True),
        ({"block": "quality"}, True),
        ({"block": "quality", "item": "files"}, True),
        ({"block": "quality", "item": "needs", "district": "d2"}, True),
        ({"block": "quality", "item": "effect", "district": "d2"}, False),
        ({"item": "needs", "district": "d1"}, False),
        ({"block": "running"}, False),
        ({}, False),
    ],
)
def test_a_concern_explains_its_item_or_block_there_or_everywhere(place, explained):
    problems = found(signed(), score("14", 2, reason="理由"), FULL[1], concern(4, **place))
    missing = "“需求·第二片区” has a deduction, but no concern is recorded for it."
    assert (missing not in sentences(problems)) is explained


def test_a_linked_concern_explains_wherever_it_was_written():
    linked = score("14", 2, reason="理由", links=("c4",))
    assert found(signed(), linked, FULL[1], concern(4)) == ()


def test_a_score_of_the_whole_station_is_named_without_a_district():
    problems = found(panelist="p1", whole=instrument())
    assert "“运营” is not scored." in sentences(problems)


def test_praise_explains_no_deduction():
    praise = capture(Finding(stance=Stance.PRAISE, text="好"), 4, item="needs", district="d2")
    assert len(found(signed(), score("14", 2, reason="理由"), FULL[1], praise)) == 1


@pytest.mark.parametrize(
    ("place", "odd"),
    [
        ({"item": "needs", "district": "d2"}, True),
        ({"block": "quality", "district": "d2"}, True),
        ({"block": "quality", "district": "d1"}, False),
        ({"block": "running"}, False),
        ({}, False),
    ],
)
def test_a_concern_beside_full_marks_is_odd_where_one_scores(place, odd):
    problems = found(signed(), *FULL, concern(4, **place))
    assert places(problems) == ([("hint", "c4")] if odd else [])


def test_a_concern_over_a_block_is_met_by_a_deduction_anywhere_in_it():
    less = score("24.5", 3, item="effect", reason="理由")
    assert found(signed(), FULL[0], less, concern(4, block="quality")) == ()


def test_a_concern_over_an_open_cell_is_not_yet_odd():
    problems = found(signed(), FULL[0], concern(4, block="quality"))
    assert sentences(problems) == ["“成效·第二片区” is not scored."]


@pytest.mark.parametrize(("outcome", "count"), [("", 1), (" ", 1), ("已核实", 0)])
def test_what_is_still_to_be_verified_is_told(outcome, count):
    body = Finding(stance=Stance.VERIFY, text="热线记录" * 20, outcome=outcome)
    problems = found(signed(), *FULL, capture(body, 4, district="d2"))
    assert len(problems) == count
    for problem in problems:
        assert problem.spot.capture == "c4"
        assert len(problem.values["text"]) == 40


def test_not_applicable_only_where_the_instrument_allows_it():
    def na(number, item):
        return capture(Score(state=ScoreState.NA), number, item=item, district="d2")

    assert found(signed(), FULL[0], na(3, "effect")) == ()
    assert places(found(signed(), na(2, "needs"), FULL[1])) == [("error", "c2")]


def test_a_score_that_nobody_asked_for_is_told():
    problems = found(signed(), *FULL, score("1", 4, district="d1"), score("1", 5, item="gone"))
    assert places(problems) == [("warning", "c4"), ("warning", "c5")]
    assert [p.values["item"] for p in problems] == ["需求", "gone"]


def test_of_two_scores_in_one_cell_the_later_one_holds():
    assert found(signed(), *FULL, score("16", 0)) == ()
    assert len(errors(found(signed(), *FULL, score("16", 9)))) == 1


def rule(when, share="0.6"):
    return instrument(reasons=ReasonRule(when=when, share=D(share)))


@pytest.mark.parametrize(
    ("when", "points", "needed"),
    [
        (ReasonWhen.DEDUCTION, "14.9", True),
        (ReasonWhen.DEDUCTION, "15", False),
        (ReasonWhen.BELOW_SHARE, "9", False),
        (ReasonWhen.BELOW_SHARE, "8.9", True),
        (ReasonWhen.NEVER, "0", False),
    ],
)
def test_when_a_score_needs_a_reason(when, points, needed):
    item = instrument().find_item("needs")[1]
    assert needs_reason(rule(when), item, Score(points=D(points))) is needed


def test_not_applicable_needs_no_reason():
    item = instrument().find_item("effect")[1]
    assert not needs_reason(instrument(), item, Score(state=ScoreState.NA))


@given(st.permutations([signed(), *FULL, concern(4, block="quality"), score("14", 5)]))
def test_the_order_of_captures_does_not_matter(captures):
    assert set(map(str, found(*captures))) == {
        "The score of “需求·第二片区” needs a reason.",
    }
