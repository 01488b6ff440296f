"""Findings that say nearly the same."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.rules.alike import alike, common_spans

TEXTS = {
    "a": "走访记录写了时间和去处，没有写谈了什么。",
    "b": "走访记录只写时间和去处，没写谈了什么内容",
    "c": "台账按月归档，抽到的三户都查得到。",
    "d": "抽到的三户台账都查得到，按月归档",
    "e": "志愿者队伍能自己开展活动。",
}


def test_the_same_thing_in_other_words_is_found_and_others_are_not():
    found = [(one.first, one.second) for one in alike(TEXTS)]
    assert sorted(found) == [("a", "b"), ("c", "d")]


def test_short_remarks_are_never_called_alike():
    assert alike({"a": "很好。", "b": "很好"}) == ()


def test_a_long_text_is_not_alike_to_every_short_one_in_it():
    long = "".join(TEXTS.values()) + "站里每周开一次例会，会上说到的事都有人记下来并且有人去办。"
    found = alike({**TEXTS, "z": long})
    assert all("z" not in (one.first, one.second) for one in found)


def test_the_common_words_are_where_they_stand():
    spans = common_spans(TEXTS["a"], TEXTS["b"])
    assert "走访记录" in [TEXTS["a"][start:end] for start, end in spans]
    assert common_spans("", "走访") == ()


@given(st.dictionaries(st.sampled_from("abcdef"), st.text("走访记录齐全。a1 ", max_size=20)))
def test_likeness_is_a_share_the_same_both_ways_and_each_pair_stands_once(texts):
    found = alike(texts)
    assert all(Fraction(0) < one.likeness <= 1 for one in found)
    assert all(one.first < one.second for one in found)
    assert len({(one.first, one.second) for one in found}) == len(found)
    backwards = {key: texts[key] for key in reversed(list(texts))}
    assert alike(backwards) == found


@given(st.text("走访记录齐全。", max_size=30), st.text("走访记录齐全。", max_size=30))
def test_spans_are_in_order_and_hold_what_both_have(text, other):
    spans = common_spans(text, other)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] in other for start, end in spans)
