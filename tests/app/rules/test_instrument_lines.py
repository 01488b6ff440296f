"""Parts of an instrument as lines of text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.instrument_file import load_shipped
from app.model.instrument import Anchor, Evidence
from app.rules.instrument_lines import (
    anchors_text,
    checked_name,
    evidence_text,
    kept_ids,
    read_anchors,
    read_evidence,
    read_number,
)
from tests.app.exchange.instruments import ANCHORS, NAMES

D = Decimal


@given(st.lists(ANCHORS, max_size=5).map(tuple))
def test_what_points_mean_comes_back_as_it_was_written(anchors):
    assert read_anchors(anchors_text(anchors)) == anchors


def test_the_shipped_ones_come_back():
    for block in load_shipped("gz-2023").blocks():
        for item in block.items:
            assert read_anchors(anchors_text(item.anchors)) == item.anchors


@pytest.mark.parametrize(
    ("line", "low", "high", "text"),
    [
        ("2.7–3：分工清楚", "2.7", "3", "分工清楚"),
        ("2.7-3 分工清楚", "2.7", "3", "分工清楚"),
        ("３－２．７分：完成", "2.7", "3", "完成"),
        ("2至3  4项以上", "2", "3", "4项以上"),
        ("3分 很好", "3", "3", "很好"),
        ("0 ~ 1.5: １２户", "0", "1.5", "１２户"),
    ],
)
def test_points_are_understood_as_people_write_them(line, low, high, text):
    assert read_anchors(line) == (Anchor(low=D(low), high=D(high), text=text),)


@pytest.mark.parametrize("line", ["很好", "10分钟内完成", "2.7–3完成", "1.2.3：x", "-1：x"])
def test_a_line_without_points_is_refused_with_its_number(line):
    with pytest.raises(UserError) as caught:
        read_anchors(f"0–1：差\n\n{line}")
    assert caught.value.values["line"] == 3


@given(st.lists(NAMES, max_size=5))
def test_documents_come_back_with_their_ids(names):
    asked = tuple(Evidence(id=f"e{n}", label=name) for n, name in enumerate(names))
    assert read_evidence(evidence_text(asked), asked, ()) == asked


@given(st.lists(st.sampled_from("abc"), max_size=5), st.lists(st.sampled_from("abcd"), max_size=5))
def test_lines_never_share_an_id(before, after):
    known = [(label, f"old{n}") for n, label in enumerate(before)]
    fresh = [f"new{n}" for n in range(len(after))]
    ids = kept_ids(after, known, fresh)
    assert len(set(ids)) == len(after)
    assert set(ids) <= {one for _label, one in known} | set(fresh)


def test_a_document_keeps_its_id_when_lines_are_moved_added_or_reworded():
    known = [("名册", "a"), ("计划", "b")]
    assert kept_ids(["计划", "名册"], known, ()) == ("b", "a")
    assert kept_ids(["新的", "名册", "计划"], known, ("c",) * 3) == ("c", "a", "b")
    assert kept_ids(["名册", "年度计划"], known, ("c",)) == ("a", "b")
    assert kept_ids(["计划"], known, ()) == ("b",)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.5", "12.5"), ("１２．５分", "12.5"), (" 0 ", "0"), ("100", "100")],
)
def test_a_number_is_understood_as_people_type_it(text, value):
    assert read_number(text) == D(value)


def test_a_share_may_be_typed_in_percent():
    assert read_number("60%", share=True) == read_number("0.6", share=True) == D("0.6")
    assert read_number("６０％", share=True) == D("0.6")


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1e3", "1.2.3", "60%", "1,000", "NaN", "9" * 13, "1." + "1" * 10, "٣"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(UserError, match="no number"):
        read_number(text)


def test_a_name_is_one_line_and_not_too_long():
    assert checked_name(" 名\n册 ") == "名 册"
    with pytest.raises(UserError, match="300"):
        checked_name("长" * 301)
