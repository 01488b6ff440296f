"""Remarks on the own draft: where each is mended, the mend in the text behind it, echoes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from app.model.report import PassageEdit
from app.reports.checker import run
from app.reports.checker.base import Family, Line, Remark
from app.reports.context import live_figures, report_passages
from app.reports.form import load_form
from app.reports.marks import Kind, Source, Span
from app.reports.passages import fill, literal_range
from app.reports.preview import draft
from app.reports.remarks import (
    located,
    mended_finding,
    mended_passage,
    without_echoes,
)
from app.services.remarks import check_draft
from tests.app.reports.examples import example, findings

AT = datetime(2024, 1, 16, tzinfo=UTC)
PASSAGE = Source(Kind.PASSAGE, "closing", line=1)
FINDING = Source(Kind.FINDING, "f1", lead=3)
KNOWN = {"total": "87.11", "short": "钟村街社工站"}


def remark(text, quote, mend="", family=Family.WORDING):
    start = text.index(quote)
    return Remark(family, Line(1, text), start, start + len(quote), "Twice.", mend=mend)


def at(text, quote, source, mend=""):
    return located(remark(text, quote, mend), (Span(0, len(text), source),))


def passage(text, key="closing"):
    edit = PassageEdit(form="panyu", key=key, text=text, at=AT)
    found = report_passages(example(passages=(edit,)), load_form("panyu"))
    return next(p for p in found if p.key == key)


def test_a_quote_behind_the_number_is_found_in_the_finding():
    found = at("（1）居民都说好好。", "好好", FINDING, "好")
    assert mended_finding(found, "居民都说好好。") == "居民都说好。"


def test_a_quote_in_the_number_itself_is_nobodys_to_mend():
    assert not at("（1）居民。", "（1）", FINDING, "(1)").mendable


def test_a_finding_that_was_reworded_since_is_left_alone():
    found = at("（1）居民都说好好。", "好好", FINDING, "好")
    assert mended_finding(found, "大家居民都说好好。") is None


def test_a_mend_goes_into_the_right_line_and_keeps_figures_live():
    found = at("得87.11分，很很好。", "很很", PASSAGE, "很")
    text = "第一段。\n\n得{total}分，很很好。\n第三段。"
    assert (
        mended_passage(found, passage(text), KNOWN) == "第一段。\n\n得{total}分，很好。\n第三段。"
    )


def test_a_mend_over_a_figure_changes_what_stands_beside_it_alone():
    found = at("得87.11分,好。", "87.11分,", PASSAGE, "87.11分，")
    assert (
        mended_passage(found, passage("一。\n得{total}分,好。"), KNOWN) == "一。\n得{total}分，好。"
    )


def test_a_mend_of_the_figure_itself_is_refused():
    found = at("得87.11分。", "87.11", PASSAGE, "87.12")
    assert mended_passage(found, passage("一。\n得{total}分。"), KNOWN) is None


def test_a_text_that_is_another_by_now_is_left_alone():
    found = at("得87.11分，很很好。", "很很", PASSAGE, "很")
    assert mended_passage(found, passage("一。\n只得{total}分，很很好。"), KNOWN) is None
    assert mended_passage(found, passage("只有一段。"), KNOWN) is None


@drawn(st.lists(st.sampled_from(["甲", "{total}", "{short}", "{none}", "好好"]), max_size=8))
def test_what_is_printed_at_a_place_is_what_stands_there(parts):
    line = "".join(parts)
    printed = fill(line, KNOWN, "")
    for start in range(len(printed) + 1):
        for end in range(start, len(printed) + 1):
            span = literal_range(line, KNOWN, start, end)
            if span is not None:
                assert line[span[0] : span[1]] == printed[start:end]


def test_the_same_words_elsewhere_have_another_key():
    one, other = at("甲甲甲好好。", "好好", PASSAGE), at("乙乙乙好好。", "好好", PASSAGE)
    assert one.key != other.key
    assert at("甲甲甲好好。", "好好", FINDING).key != one.key
    far = at("远处另有一句话在前头，甲甲甲甲甲甲甲甲好好。", "好好", PASSAGE)
    same = at("换了一句，甲甲甲甲甲甲甲甲好好。", "好好", PASSAGE)
    assert far.key == same.key


def test_a_proposed_text_that_quotes_a_finding_gives_no_second_remark():
    said = at("（1）都说好好。", "好好", FINDING, "好")
    quoting = at("值得保持：都说好好；另有一条。", "好好", PASSAGE, "好")
    own = at("我们自己写的好好。", "好好", PASSAGE, "好")
    assert without_echoes((said, quoting, own), ()) == (said, own)
    assert without_echoes((said, quoting, own), ("closing",)) == (said, quoting, own)


@pytest.mark.parametrize("form", ["panyu", "yuexiu"])
def test_every_line_of_a_draft_is_checked_as_it_is_printed(form, monkeypatch):
    """A check that marks all there is: the sources are the right ones, the marks are gone."""
    seen = []

    def everything(report):
        seen.extend(report.lines)
        return [Remark(Family.WORDING, line, 0, len(line.text), "All.") for line in report.lines]

    monkeypatch.setattr(run, "CHECKS", (everything,))
    first = replace(findings()[0], text="第一行。\n第二行好好。")
    given = example(findings=(first, *findings()[1:]))
    chosen = load_form(form)
    made = draft(given, chosen)
    found = check_draft(given, made)
    assert made.marks.opening not in "".join(line.text for line in seen)
    lines = {one.remark.line.text.strip() for one in found if one.source is not None}
    assert "第二行好好。" in lines
    figures = live_figures(given, chosen)
    assert figures["total"] in {line.text for line in seen}
    kinds = {one.source.kind for one in found if one.source is not None}
    assert {Kind.PASSAGE, Kind.FINDING, Kind.SCORE, Kind.INDICATOR, Kind.STAFFING} <= kinds
