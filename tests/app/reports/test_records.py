"""Records of the day: each panelist's scores with reasons, and the feedback without either."""

import re

import pytest

from app.model.base import changed
from app.reports.form import load_form
from app.reports.records import Record, record_html
from tests.app.exchange.summaries import one
from tests.app.reports.examples import example


def words(record, given, form="panyu"):
    return re.sub(r"<[^>]+>", " ", record_html(record, given, load_form(form)))


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_the_feedback_has_every_used_finding_and_what_was_answered(form):
    given = example()
    said = words(Record.FEEDBACK, given, form)
    for finding in given.used:
        assert all(line in said for line in finding.text.split("\n"))
    assert all(r.who in said and r.text in said for r in given.reactions)


def test_the_feedback_names_no_panelist_and_no_score():
    given = example()
    said = words(Record.FEEDBACK, given)
    assert not any(person.name in said for person in given.setup.panel)
    assert "87.11" not in said


def test_nothing_said_is_told_and_not_left_blank():
    said = words(Record.FEEDBACK, changed_findings(example()))
    assert "还没有可以反馈的意见。" in said
    assert "没有记录。" in said


def changed_findings(given):
    return type(given)(given.setup, given.instrument, given.outcome, given.today)


def test_each_who_scores_has_a_sheet_with_what_they_gave():
    world = one(5)
    given = type(example())(world.setup, world.instrument, world.outcome, example().today)
    html = record_html(Record.SHEETS, given, load_form("panyu"))
    raters = {g.panelist for c in cells(world.outcome) for g in c.givens}
    assert html.count("评委评分表") == len(raters)
    assert "回避（" in html
    assert "未评" in html


def cells(outcome):
    return [
        cell
        for party in outcome.parties
        for result in party.blocks
        for part in result.districts
        for cell in part.cells
    ]


def test_texts_that_look_like_markup_stay_texts():
    given = one(4)
    first = given.setup.panel[0]
    evil = changed(first, name="<b>&甲")
    setup = changed(given.setup, panel=(evil, *given.setup.panel[1:]))
    made = type(example())(setup, given.instrument, given.outcome, example().today)
    html = record_html(Record.SHEETS, made, load_form("panyu"))
    assert "&lt;b&gt;&amp;甲" in html
    assert "<b>&甲" not in html
