"""What is open is listed, and a final export is refused with the list."""

import pytest

from app.model.base import changed
from app.model.capture import Reaction, Stance
from app.model.curated import CuratedFinding
from app.model.report import PassageEdit
from app.reports.form import load_form
from app.reports.input import ReportInput
from app.reports.problems import IncompleteError, problems, refuse_if_incomplete
from app.rules.problem import Severity
from tests.app.reports.examples import AT, example, findings, setup, without_scores

FORMS = ("panyu", "yuexiu")
REPLIES = (Reaction(who="街道办", text="无异议"),)


def sentences(given: ReportInput, form: str = "panyu") -> list[str]:
    return [str(p) for p in problems(given, load_form(form))]


@pytest.mark.parametrize("form", FORMS)
def test_a_complete_visit_has_nothing_open(form):
    given = example(replies=REPLIES)
    assert sentences(given, form) == []
    refuse_if_incomplete(given, load_form(form))


@pytest.mark.parametrize("form", FORMS)
def test_a_final_report_is_refused_with_the_list(form):
    given = example(taken=without_scores())
    with pytest.raises(IncompleteError) as refused:
        refuse_if_incomplete(given, load_form(form))
    assert len(refused.value.problems) == 2
    assert "服务质量·第二片区" in str(refused.value)
    assert "购买方" in str(refused.value)


def test_the_refusal_is_one_line_with_every_sentence():
    given = example(changed(setup(), organisations={}), taken=without_scores(), findings=())
    with pytest.raises(IncompleteError) as refused:
        refuse_if_incomplete(given, load_form("panyu"))
    line = str(refused.value)
    assert "\n" not in line
    assert all(str(problem) in line for problem in refused.value.problems)


def test_the_place_of_what_is_open_is_named_once():
    found = problems(example(taken=without_scores()), load_form("panyu"))
    assert [p.values["place"] for p in found if p.place == "score"] == [
        "服务质量·第二片区",
        "购买方",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_party_that_gave_a_score_and_no_word_is_reported(form):
    silent = tuple(f for f in findings() if f.party != "bureau")
    found = problems(example(findings=silent), load_form(form))
    assert [p.place for p in found if p.severity is Severity.ERROR] == ["section.bureau"]


def test_a_district_without_findings_is_reported_by_name():
    without = tuple(f for f in findings() if f.district != "d3")
    assert any("第三片区" in s for s in sentences(example(findings=without)))


def test_what_is_still_to_be_verified_stands_in_the_way():
    doubt = CuratedFinding(id="v", stance=Stance.VERIFY, text="建档数要再核。", block="effect")
    given = example(findings=(*findings(), doubt))
    assert any("建档数要再核。" in s for s in sentences(given))
    assert doubt not in given.used


def test_attachments_without_a_source_are_reported():
    bare = changed(setup(), indicators=(), staffing=changed(setup().staffing, months=()))
    places = {p.place for p in problems(example(bare), load_form("panyu"))}
    assert {"attachment.1", "attachment.2"} <= places


def test_a_missing_organisation_is_reported():
    bare = changed(setup(), organisations={})
    assert sum(p.place == "setup" for p in problems(example(bare), load_form("panyu"))) == 5


def test_unknown_and_missing_names_in_an_edit_are_reported_with_the_passage():
    mine = PassageEdit(form="panyu", key="closing", text="{gone}{awareness}", at=AT)
    found = sentences(example(passages=(mine,), replies=REPLIES))
    assert [("结语" in s, "gone" in s, "awareness" in s) for s in found] == [
        (True, True, False),
        (True, False, True),
    ]


def test_a_missing_survey_is_a_remark_and_no_obstacle():
    given = example(survey=(), replies=REPLIES)
    assert [p.severity for p in problems(given, load_form("panyu"))] == [Severity.WARNING]
    refuse_if_incomplete(given, load_form("panyu"))


def test_a_small_sample_is_a_remark_with_both_figures():
    assert "The survey has 40 answers, the rule asks for 100." in sentences(
        example(survey=example().survey[:40])
    )


def test_replies_are_asked_for_in_a_final_report_alone():
    assert "No replies to the draft are recorded." in sentences(example())
    assert sentences(example(draft=True)) == []
