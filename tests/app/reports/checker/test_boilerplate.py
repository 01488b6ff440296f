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
