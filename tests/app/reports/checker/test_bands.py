"""C15, C16 and C17: money, bands, and the size of a sample."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import after_mends, of, remarks, text

GRADES = "总分{}。"
NAMES = "甲为优秀"


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("募得5418.705元。", ["5418.705元"]),
        ("募得5418.70元。", []),
        ("募得1.54187万元。", []),
        ("募得1.5418705万元。", ["1.5418705万元"]),
        ("募得12,34元。", ["12,34"]),
        ("募得2,345元、7,890.50元，支出3456元。", ["3456元"]),
        ("募得2,345元、7,890.50元，支出345元。", []),
        ("社区基金募集2345元。年底社区基金募集0.9万元。", ["0.9万元"]),
    ],
)
def test_money_is_written_to_the_cent_and_in_one_way(paragraph, marked):
    assert of(text(paragraph), Family.MONEY) == marked


@given(st.decimals(min_value=1, max_value=10**7, places=3))
def test_a_third_decimal_is_mended_half_up(amount):
    report = text(f"募得{amount}元。")
    (one,) = remarks(report)
    assert abs(Decimal(one.mend.removesuffix("元")) - amount) <= Decimal("0.005")
    assert after_mends(report) == []


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        (
            "90分以上为优秀，80分至90分（不含90分）为良好，60分至80分（不含80分）为合格，60分以下（不含60分）为不合格。",
            [],
        ),
        (
            "90分及以上为优秀，80分至90分（不含90分）为良好，60分至80分（不含80分）为合格，低于60分为不合格。",
            [],
        ),
        (
            "90分以上为优秀，80-90分为良好，60-80分为合格，60分以下（不含60分）为不合格。",
            ["80-90分", "90分以上"],
        ),
        (
            "90分以上为优秀，80-89分为良好，60-79分为合格，60分以下（不含60分）为不合格。",
            ["80-89分", "90分以上"],
        ),
        (
            "90分以上为优秀，80分至90分（不含90分）为良好，65分至80分（不含80分）为合格，60分以下（不含60分）为不合格。",
            ["65分至80分（不含80分）"],
        ),
        (
            "满意度80%以下（不含80%）3人，满意度80-90%（不含90%）5人，满意度90-100%以上8人。",
            ["90-100%以上"],
        ),
        ("建议把入户率从70%提高到80%，满意度达到90%以上。", []),
    ],
)
def test_bands_tile(paragraph, marked):
    assert sorted(of(text(paragraph), Family.BANDS)) == sorted(marked)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=5, unique=True))
def test_bands_cut_at_any_points_are_silent_and_a_shared_end_is_found(cuts):
    cuts = sorted(cuts)
    middle = [f"{a}分至{b}分（不含{b}分）为合格" for a, b in pairwise(cuts)]
    ends = (f"{cuts[0]}分以下（不含{cuts[0]}分）为不合格", f"{cuts[-1]}分以上为优秀")
    good = "，".join((ends[0], *middle, ends[1])) + "。"
    assert of(text(good), Family.BANDS) == []
    shared = good.replace(f"（不含{cuts[0]}分）为不合格", "为不合格")
    assert len(of(text(shared), Family.BANDS)) == 1


@pytest.mark.parametrize(
    ("paragraphs", "marked"),
    [
        (("满意度调查共收回有效问卷86份。",), ["86份"]),
        (("满意度调查共收回有效问卷100份。",), []),
        (("满意度调查随机抽取不少于120名。", "满意度调查共收回有效问卷110份。"), ["110份"]),
        (("困难群众共70人，满意度调查全覆盖，收回有效问卷70份。",), []),
        (("通过问卷了解服务对象的满意度。",), ["满意度"]),
        (("通过问卷了解服务对象的满意度。", "共156人受访，满意度较好。"), []),
        (("通过问卷了解服务对象的满意度。", "本次没有取得满意度调查数据，不作评价。"), []),
        (("发放问卷150份，收回有效问卷130份，满意度良好。",), []),
    ],
)
def test_enough_people_were_asked(paragraphs, marked):
    assert of(text(*paragraphs), Family.SAMPLE) == marked


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("结果分为四档：90分以上66份，80分至85分34份，70分至80分（不含80分）15份。", ["90分以上"]),
        ("得分分三档：90分以上66份，80分至90分（不含90分）34份，80分以下15份。", []),
        ("按区间统计：90分以上66份，80分至90分34份，80分以下15份。", ["90分以上"]),
    ],
)
def test_bands_of_answers_leave_no_gap_and_say_loosely_what_lies_below(sentence, marked):
    assert of(text(sentence), Family.BANDS) == marked
