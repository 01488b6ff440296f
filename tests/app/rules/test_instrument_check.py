"""What is found wrong with an instrument."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.base import changed
from app.model.instrument import (
    Anchor,
    Band,
    CheckQuestion,
    Evidence,
    Flags,
    Guide,
    GuideQuestion,
    Item,
    Measure,
    MergeRule,
    Method,
    PartyScheme,
    ReasonRule,
    SurveyBand,
    SurveyRule,
    Veto,
)
from app.rules.instrument_check import instrument_problems
from app.rules.problem import errors
from tests.app.rules.checking import instrument, places, sentences, with_block, with_item

D = Decimal
QUALITY = "parties[0].blocks[1]"


def veto(key="v1", **fields):
    return Veto(**{"key": key, "label": "否决", "text": "条文", **fields})


def test_a_sound_instrument_has_no_problems():
    assert instrument_problems(instrument()) == ()


def test_parties_must_add_up_to_a_hundred():
    parties = instrument().parties
    found = instrument_problems(instrument(parties=(parties[0], changed(parties[1], full=D(45)))))
    assert places(found) == [("error", "parties")]
    assert "105" in str(found[0])


def test_an_instrument_without_parties_adds_up_to_nothing():
    assert ("error", "parties") in places(instrument_problems(instrument(parties=())))


def test_blocks_must_add_up_to_their_party():
    found = instrument_problems(with_block("running", full=D("19.5")))
    assert places(found) == [("error", "parties[0].full")]
    assert sentences(found) == ["The blocks of “第三方” add up to 59.5, but its full mark is 60."]


def test_items_must_add_up_to_their_block():
    found = instrument_problems(with_item("needs", full=D(14)))
    assert places(found) == [("error", f"{QUALITY}.full")]


@pytest.mark.parametrize("step", ["0.4", "2", "100"])
def test_a_step_must_reach_the_full_mark(step):
    found = instrument_problems(with_item("needs", step=D(step)))
    assert places(found) == [("error", f"{QUALITY}.items[0].step")]


def test_a_step_of_nought_is_refused():
    found = instrument_problems(with_block("running", step=D(0)))
    assert places(found) == [("error", "parties[0].blocks[0].step")]


def test_the_step_of_a_block_with_items_does_not_matter():
    assert instrument_problems(with_block("quality", step=D("0.3"))) == ()


def test_a_full_mark_of_nought_is_refused():
    empty = Item(id="empty", label="空", full=D(0))
    items = (*instrument().block("quality").items, empty)
    found = instrument_problems(with_block("quality", items=items))
    assert places(found) == [("error", f"{QUALITY}.items[2].full")]


def test_anchors_stay_on_the_scale():
    anchors = (
        Anchor(low=D(0), high=D(15), text="全部"),
        Anchor(low=D(12), high=D(16), text="过高"),
        Anchor(low=D(9), high=D(8), text="颠倒"),
        Anchor(low=D(1), high=D(1), text=" "),
    )
    found = instrument_problems(with_item("needs", anchors=anchors))
    place = f"{QUALITY}.items[0].anchors"
    assert [p.place for p in found] == [f"{place}[1]", f"{place}[2]", f"{place}[3].text"]


@pytest.mark.parametrize(("method", "minimum"), [(Method.TRIMMED, 2), (Method.TRIMMED, 1)])
def test_trimming_needs_three(method, minimum):
    found = instrument_problems(
        with_block("running", merge=MergeRule(method=method, minimum=minimum))
    )
    assert places(found) == [("error", "parties[0].blocks[0].merge.minimum")]


def test_trimming_from_three_is_sound():
    rule = MergeRule(method=Method.TRIMMED, minimum=3)
    assert instrument_problems(with_block("running", merge=rule)) == ()


def test_a_minimum_says_nothing_where_one_person_counts():
    rule = MergeRule(method=Method.LEAD, minimum=2)
    found = instrument_problems(with_block("running", merge=rule))
    assert places(found) == [("warning", "parties[0].blocks[0].merge.minimum")]


@pytest.mark.parametrize(
    ("edges", "sentence"),
    [
        ([(0, 60), (61, 100)], "No band covers 60 to 61."),
        ([(0, 60), ("59.5", 100)], "Two bands cover 59.5 to 60."),
        ([(0, 100), (20, 30)], "Two bands cover 20 to 30."),
        ([(1, 100)], "No band covers 0 to 1."),
        ([(0, 99)], "No band covers 99 to 100."),
        ([(0, 101)], "The bands go up to 101. They must end at 100."),
        ([], "No band covers 0 to 100."),
    ],
)
def test_bands_must_tile_0_to_100(edges, sentence):
    bands = tuple(Band(label=f"{low}", low=D(low), high=D(high)) for low, high in edges)
    found = instrument_problems(instrument(bands=bands))
    assert sentences(found) == [sentence]
    assert places(found) == [("error", "bands")]


@given(st.sets(st.integers(1, 99), max_size=8), st.randoms())
def test_any_cut_of_0_to_100_tiles_in_any_order(cuts, random):
    edges = [0, *sorted(cuts), 100]
    bands = [Band(label=f"b{low}", low=D(low), high=D(high)) for low, high in pairwise(edges)]
    random.shuffle(bands)
    assert instrument_problems(instrument(bands=tuple(bands))) == ()


def test_a_band_goes_upwards_and_has_its_own_name():
    bands = (
        Band(label="甲", low=D(50), high=D(100)),
        Band(label="甲", low=D(0), high=D(50)),
        Band(label="丙", low=D(50), high=D(50)),
    )
    found = instrument_problems(instrument(bands=bands))
    assert places(found) == [("error", "bands[2].high"), ("error", "bands[1].label")]


def test_survey_bands_must_tile_too():
    rule = SurveyRule(bands=(SurveyBand(label="高", low=D(75), high=D(100)),))
    found = instrument_problems(instrument(survey=rule))
    assert places(found) == [("error", "survey.bands")]


def test_a_survey_without_bands_is_sound_and_a_negative_minimum_is_not():
    assert instrument_problems(instrument(survey=SurveyRule())) == ()
    found = instrument_problems(instrument(survey=SurveyRule(minimum=-1)))
    assert places(found) == [("error", "survey.minimum")]


@pytest.mark.parametrize("evidence", ["needs", "quality", "panel", "asked"])
def test_what_a_capture_may_name_shares_one_set_of_ids(evidence):
    twin = (Evidence(id=evidence, label="重复"),)
    whole = changed(
        with_item("effect", evidence=twin), checklist=(CheckQuestion(id="asked", label="问"),)
    )
    found = instrument_problems(whole)
    assert [p.severity.value for p in found] == ["error"]
    assert f"“{evidence}”" in str(found[0])


def test_a_guide_may_be_called_like_a_party_but_not_like_another_guide():
    guide = Guide(kind="buyer", label="购买方", questions=(GuideQuestion(id="q1", text="问"),))
    assert instrument_problems(instrument(guides=(guide,))) == ()
    found = instrument_problems(instrument(guides=(guide, guide)))
    assert places(found) == [("error", "guides[1].kind")]


def test_questions_of_one_guide_have_different_ids():
    twice = (GuideQuestion(id="q1", text="问一"), GuideQuestion(id="q1", text="问二"))
    found = instrument_problems(instrument(guides=(Guide(kind="g", label="某", questions=twice),)))
    assert places(found) == [("error", "guides[0].questions[1].id")]


def test_vetoes_lead_to_a_grade_that_exists():
    vetoes = (veto(),)
    assert instrument_problems(instrument(vetoes=vetoes, veto_grade="不合格")) == ()
    found = instrument_problems(instrument(vetoes=vetoes, veto_grade="差"))
    assert places(found) == [("error", "veto_grade")]


@pytest.mark.parametrize(
    ("fields", "severity"),
    [
        ({"thresholds": {"mid": D(5)}}, "error"),
        ({"measure": Measure.STAFFING}, "warning"),
        ({"measure": Measure.PERSONNEL_RATIO, "thresholds": {"final": D(800)}}, "error"),
    ],
)
def test_thresholds_go_with_a_measure(fields, severity):
    whole = instrument(vetoes=(veto(**fields),), veto_grade="不合格")
    assert places(instrument_problems(whole)) == [(severity, "vetoes[0].thresholds")]


def test_a_cost_ratio_of_80_percent_is_sound():
    fields = {"measure": Measure.PERSONNEL_RATIO, "thresholds": {"final": D(80)}}
    whole = instrument(vetoes=(veto(**fields),), veto_grade="不合格")
    assert instrument_problems(whole) == ()


def test_vetoes_have_different_keys():
    whole = instrument(vetoes=(veto(), veto()), veto_grade="不合格")
    assert places(instrument_problems(whole)) == [("error", "vetoes[1].key")]


def test_a_checklist_question_belongs_to_a_block_that_exists():
    questions = (
        CheckQuestion(id="a", label="一", block="quality"),
        CheckQuestion(id="b", label="二", block="gone"),
    )
    found = instrument_problems(instrument(checklist=questions))
    assert places(found) == [("error", "checklist[1].block")]


def test_texts_are_not_empty():
    whole = changed(
        with_item("needs", label=" ", evidence=(Evidence(id="e", label="\t"),)),
        title=" ",
        vetoes=(veto(label="　", text=""),),
        veto_grade="不合格",
        checklist=(CheckQuestion(id="a", label=" "),),
        guides=(Guide(kind="g", label=" ", questions=(GuideQuestion(id="q", text=" "),)),),
    )
    assert [p.place for p in errors(instrument_problems(whole))] == [
        "title",
        f"{QUALITY}.items[0].label",
        f"{QUALITY}.items[0].evidence[0].label",
        "vetoes[0].label",
        "vetoes[0].text",
        "checklist[0].label",
        "guides[0].label",
        "guides[0].questions[0].text",
    ]


def test_labels_of_parties_blocks_and_bands_are_not_empty():
    parties = (PartyScheme(id="only", label=" ", full=D(100)),)
    bands = (Band(label=" ", low=D(0), high=D(100)),)
    found = instrument_problems(instrument(parties=parties, bands=bands))
    assert [p.place for p in found] == ["parties[0].label", "bands[0].label"]


def test_shares_are_written_as_parts_of_one():
    whole = instrument(reasons=ReasonRule(share=D(60)), flags=Flags(spread=D(30)))
    found = instrument_problems(whole)
    assert [p.place for p in found] == ["reasons.share", "flags.spread"]
