"""Texts held against each other: nothing is lost, and what a person reads makes sense."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.marking import aligned, marked
from app.rules.difference import Change, Part

WORDS = st.sampled_from(["社工", "站", "14", "名", "。", "，", " ", "a b", "\n", "75%", "🙂", "é"])
TEXTS = st.lists(WORDS, max_size=25).map("".join)


def side(spans, op):
    return "".join(span.text for span in spans if span.change in (Change.SAME, op))


@given(TEXTS, TEXTS)
def test_both_texts_come_back_to_the_character(old, new):
    spans = marked(old, new)
    assert side(spans, Change.OUT) == old
    assert side(spans, Change.IN) == new
    assert all(span.text for span in spans)
    assert all(a.change is not b.change for a, b in pairwise(spans))


@given(TEXTS)
def test_a_text_held_against_itself_has_no_change(text):
    assert all(span.change is Change.SAME for span in marked(text, text))


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8))
def test_every_place_is_paired_once_and_in_order(old, new):
    pairs = aligned(old, new)
    assert [i for i, _j in pairs if i is not None] == list(range(len(old)))
    assert [j for _i, j in pairs if j is not None] == list(range(len(new)))
    assert all(pair != (None, None) for pair in pairs)


def test_a_figure_changes_as_a_whole():
    assert marked("持证社工14名，占70%。", "持证社工15名，占75%。") == (
        Part(Change.SAME, "持证社工"),
        Part(Change.OUT, "14"),
        Part(Change.IN, "15"),
        Part(Change.SAME, "名，占"),
        Part(Change.OUT, "70%"),
        Part(Change.IN, "75%"),
        Part(Change.SAME, "。"),
    )


def test_sentences_that_have_nothing_in_common_go_and_come_as_a_whole():
    spans = marked("档案都在。值班表没有更新。", "档案都在。志愿者队伍有了骨干！")
    assert [span.change for span in spans] == [Change.SAME, Change.OUT, Change.IN]


def test_an_island_of_one_character_between_changes_is_not_kept():
    spans = marked("甲乙丙的丁戊己", "子丑寅的卯辰巳")
    assert [span.change for span in spans] == [Change.OUT, Change.IN]


def test_a_paragraph_put_in_between_pairs_with_none():
    old, new = (
        ["服务计划完整。", "档案齐全。"],
        ["服务计划较完整。", "新的一段话在这里。", "档案齐全。"],
    )
    assert aligned(old, new) == ((0, 0), (None, 1), (1, 2))


@pytest.mark.parametrize("size", [1, 6_000])
def test_a_long_sentence_without_an_end_is_compared_in_time(size):
    old, new = "长" * size, "长" * (size - 1) + "短"
    assert side(marked(old, new), Change.IN) == new
