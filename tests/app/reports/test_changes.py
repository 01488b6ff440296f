"""What changed from one version to the next, as sentences that somebody would write."""

from decimal import Decimal

import pytest

from app.model.base import changed
from app.model.capture import Stance
from app.model.report import PassageEdit
from app.model.rounds import Content, Told
from app.reports.changes import Kind, content_of, differences, sentence
from app.reports.form import load_form
from tests.app.reports.examples import AT, decisions, example, finding, findings, setup

PANYU = load_form("panyu")


def between(old, new):
    return differences(content_of(old, PANYU), content_of(new, PANYU))


def test_a_report_held_against_itself_has_no_difference():
    assert between(example(), example()) == ()


def test_a_changed_score_is_told_with_all_that_follows_from_it():
    taken = decisions()
    first = changed(taken.settlements[0], points=Decimal(8))
    other = example(None, changed(taken, settlements=(first, *taken.settlements[1:])))
    told = {one.label: (one.before, one.after) for one in between(example(), other)}
    assert told["Total score"] == ("87.11", "86.18")
    assert told["服务监测"] == ("8.925", "8")
    assert all(one.kind in (Kind.FIGURE, Kind.PASSAGE) for one in between(example(), other))


def test_a_changed_figure_of_the_station_is_told_under_its_name():
    own = setup()
    more = changed(own.indicators[0], actual=Decimal(1170))
    other = example(changed(own, indicators=(more, *own.indicators[1:])))
    assert "家访: 1165人次 became 1170人次." in [sentence(d) for d in between(example(), other)]


def test_findings_are_added_taken_out_reworded_and_moved():
    first, second, third, *rest = findings()
    old = example(findings=(first, second, third, *rest))
    new = example(
        findings=(
            changed_finding(first, text=first.text.rstrip("。") + "，已经核对。"),
            changed_finding(third, block="monitoring"),
            *rest,
            finding("另外加的一条。", "zz"),
        )
    )
    told = {one.kind: one for one in between(old, new) if one.kind is not Kind.PASSAGE}
    assert set(told) == {Kind.REWORDED, Kind.REMOVED, Kind.MOVED, Kind.ADDED}
    assert (told[Kind.REMOVED].before, told[Kind.ADDED].after) == (second.text, "另外加的一条。")
    assert told[Kind.MOVED].place == "服务监测"


def changed_finding(one, **fields):
    values = {name: getattr(one, name) for name in one.__slots__}
    return type(one)(**(values | fields))


def test_a_finding_that_was_joined_anew_is_reworded_and_not_taken_out_and_added():
    old = (Told(key="a", label="Praise", text="计划写得具体。", place="运营管理"),)
    new = (Told(key="b", label="Praise", text="计划写得具体，责任到人。", place="运营管理"),)
    (found,) = differences(Content(findings=old), Content(findings=new))
    assert (found.kind, found.before) == (Kind.REWORDED, "计划写得具体。")


def test_a_finding_that_is_now_a_concern_counts_as_changed():
    old = (Told(key="a", label="Praise", text="计划写得具体。"),)
    new = (Told(key="a", label="Concern", text="计划写得具体。"),)
    (found,) = differences(Content(findings=old), Content(findings=new))
    assert found.kind is Kind.REWORDED


def test_what_is_still_to_be_verified_is_in_no_version():
    waiting = changed_finding(finding("等待核实的一条。", "w"), stance=Stance.VERIFY)
    assert between(example(), example(findings=(*findings(), waiting))) == ()


def test_an_edited_passage_is_named():
    edit = PassageEdit(form="panyu", key="replies", text="各方没有异议。", at=AT)
    told = between(example(), example(passages=(edit,)))
    assert [one.kind for one in told] == [Kind.PASSAGE]
    assert "was edited" in sentence(told[0])


@pytest.mark.parametrize("text", ["{before}", "<b>&", "🙂\u202e", ""])
def test_braces_and_marks_in_a_text_are_printed_as_they_are(text):
    old = (Told(key="a", label="{label}", text="旧"),)
    new = (Told(key="a", label="{label}", text=text),)
    (found,) = differences(Content(figures=old), Content(figures=new))
    assert sentence(found) == f"{{label}}: 旧 became {text or 'none'}."
