"""A first text for findings that say the same."""

from hypothesis import given
from hypothesis import strategies as st

from app.rules.joining import joined_text


def test_every_clause_stands_once_and_the_end_is_a_full_stop():
    texts = ("档案缺一半。电访写法一样。", "电访写法一样；建议补档案")
    assert joined_text(texts) == "档案缺一半；电访写法一样；建议补档案。"


def test_a_clause_inside_another_one_is_left_out():
    assert (
        joined_text(("档案缺一半", "残疾人档案缺一半，没有电话")) == "残疾人档案缺一半，没有电话。"
    )


def test_latin_texts_get_latin_marks():
    assert (
        joined_text(("Files are thin.", "Half are missing")) == "Files are thin; Half are missing."
    )


def test_nothing_gives_nothing():
    assert joined_text(()) == joined_text(("", "。")) == ""


@given(st.lists(st.text(alphabet="甲乙丙丁戊己，", min_size=1, max_size=6), max_size=6))
def test_no_clause_of_any_part_is_lost(clauses):
    joined = joined_text(f"{clause}。" for clause in clauses)
    assert all(clause.strip() in joined for clause in clauses)
