"""The survey's counts, sample rule and awareness."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.capture import Note, SurveyResponse
from app.model.instrument import SurveyBand, SurveyRule
from app.model.setup import Population
from app.rules.survey import responses, sample_size, survey
from tests.app.rules.checking import capture

D = Decimal
BANDS = tuple(
    SurveyBand(label=f"{low}-{high}", low=D(low), high=D(high))
    for low, high in [(0, 75), (75, 85), (85, 95), (95, 100)]
)
RULE = SurveyRule(minimum=100, bands=BANDS)


def given_by(*values):
    return [SurveyResponse(satisfaction=D(value)) for value in values]


def test_the_first_report_has_101_answers_in_three_bands():
    found = survey(given_by(*["80"] * 7, *["90"] * 15, *["97.5"] * 79), RULE, Population())
    assert [b.count for b in found.bands] == [0, 7, 15, 79]
    assert [str(b.share) for b in found.bands] == ["0.00", "6.93", "14.85", "78.22"]
    assert (found.answered, found.outside, found.enough) == (101, 0, True)


@pytest.mark.parametrize(
    ("value", "band"), [("0", 0), ("75", 1), ("94.9", 2), ("95", 3), ("100", 3)]
)
def test_a_band_includes_its_start_and_the_highest_its_end(value, band):
    found = survey(given_by(value), RULE, Population())
    assert [b.count for b in found.bands].index(1) == band


@given(st.lists(st.decimals(0, 100, places=2), max_size=60))
def test_tiling_bands_count_everybody_once(values):
    found = survey(given_by(*values), RULE, Population())
    assert sum(b.count for b in found.bands) == found.answered == len(values)
    assert found.outside == 0


def test_who_falls_into_no_band_is_told():
    found = survey(given_by("50", "80"), SurveyRule(bands=BANDS[1:]), Population())
    assert (found.answered, found.outside) == (2, 1)


@pytest.mark.parametrize(("total", "needed"), [(None, 100), (1502, 100), (100, 100), (62, 62)])
def test_a_hundred_are_asked_or_all_where_there_are_fewer(total, needed):
    assert sample_size(RULE, Population(total=total)) == needed


def test_too_few_answers_are_not_enough():
    answers = given_by(*["90"] * 61)
    assert not survey(answers, RULE, Population(total=62)).enough
    assert survey([*answers, *given_by("90")], RULE, Population(total=62)).enough


def test_three_of_five_known_is_aware():
    known = [SurveyResponse(known=n) for n in (5, 3, 2)]
    found = survey([*known, *given_by("90")], RULE, Population())
    assert (found.asked, found.aware, str(found.awareness)) == (3, 2, "66.67")
    assert found.answered == 1


def test_nobody_asked_gives_no_shares():
    found = survey([], RULE, Population())
    assert {b.share for b in found.bands} == {None}
    assert found.awareness is None


def test_responses_are_picked_from_among_captures():
    one = SurveyResponse(code="A01", satisfaction=D(90))
    assert responses([capture(Note(text="备忘"), 1), capture(one, 2)]) == (one,)
