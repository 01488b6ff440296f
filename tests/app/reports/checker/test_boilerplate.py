"""C18: the same words again and again."""

from app.reports.checker.boilerplate import boilerplate
from tests.app.reports.checker.texts import said

SAME = "评委通过查看台账与走访社区了解了本部分工作的推进情况"


def test_a_clause_that_stands_three_times_is_told_once():
    texts = [f"{SAME}，有{n}点。" for n in "三四五"]
    assert said(boilerplate, *texts) == [(SAME, None)]


def test_twice_is_no_boilerplate_and_short_clauses_never_are():
    assert said(boilerplate, f"{SAME}。", f"{SAME}。") == []
    assert said(boilerplate, *["本次评估没有收到这方面的意见。"] * 5) == []


def test_a_paragraph_of_short_clauses_is_told_when_it_stands_three_times():
    whole = "分工明确，记录完整，跟进及时，反馈良好。"
    assert said(boilerplate, *[f"（{n}）{whole}" for n in (1, 2, 3)]) == [(whole, None)]
    assert said(boilerplate, *[whole] * 2) == []


def test_an_opening_that_four_paragraphs_share_is_told():
    opening = "经查阅台账并询问社工评委"
    ends = ("人员稳定", "记录较少", "场地宽敞", "经费及时")
    assert said(boilerplate, *[f"{opening}，{end}。" for end in ends]) == [(opening, None)]
