"""Differences of two texts: both can be read out of it, and changes are words, not soup."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.rules.difference import Change, Part, difference, excerpt

TEXTS = st.text(alphabet="甲乙丙，。12.5%ab\n", max_size=30)


def words(old, new):
    return [(p.change.value, p.text) for p in difference(old, new)]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(old, new):
    parts = difference(old, new)
    assert "".join(p.text for p in parts if p.change is not Change.IN) == old
    assert "".join(p.text for p in parts if p.change is not Change.OUT) == new


@given(TEXTS, TEXTS)
def test_parts_are_not_empty_and_alternate(old, new):
    parts = difference(old, new)
    assert all(part.text for part in parts)
    kinds = [part.change for part in parts]
    assert all(one is not other for one, other in pairwise(kinds))


def test_a_figure_changes_as_a_whole():
    assert words("得87.11分，良好。", "得87.35分，良好。") == [
        ("same", "得"),
        ("out", "87.11"),
        ("in", "87.35"),
        ("same", "分，良好。"),
    ]


def test_a_character_that_two_changes_leave_standing_belongs_to_the_change():
    assert words("稳岗率较高。", "流动率较低。") == [
        ("out", "稳岗率较高"),
        ("in", "流动率较低"),
        ("same", "。"),
    ]


def test_a_stop_alone_between_two_changes_belongs_to_them():
    found = words("等级为良好（八十分，不含九十）。", "等级为优秀，很稳。")
    assert [change for change, _text in found] == ["same", "out", "in", "same"]


def test_changes_in_different_clauses_stay_apart():
    found = words("配社工4名，设5个社工点。", "配社工5名，设6个社工点。")
    assert [text for change, text in found if change == "out"] == ["4", "5"]


def test_equal_texts_have_no_change():
    assert difference("一样。", "一样。") == (Part(Change.SAME, "一样。"),)
    assert difference("", "") == ()


def test_an_excerpt_leaves_out_what_stayed_for_long():
    old = "甲" * 60 + "得87.11分。" + "乙" * 60
    shown = excerpt(difference(old, old.replace("87.11", "87.35")), 4)
    assert "".join(p.text for p in shown) == "…甲甲甲得87.1187.35分。乙乙…"
