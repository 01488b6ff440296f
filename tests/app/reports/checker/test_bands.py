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
            ["80-90分为良好，60-80分", "90分以上为优秀，80-90分"],
        ),
        (
            "90分以上为优秀，80-89分为良好，60-79分为合格，60分以下（不含60分）为不合格。",
            ["80-89分为良好，60-79分", "90分以上为优秀，80-89分"],
        ),
        (
            "90分以上为优秀，80分至90分（不含90分）为良好，65分至80分（不含80分）为合格，60分以下（不含60分）为不合格。",
            ["65分至80分（不含80分）为合格，60分以下（不含60分）"],
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
    shared = good.replace(f"（不含{cuts[1]}分）", "")
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
        (
            "结果分为四档：90分以上66份，80分至85分34份，70分至80分（不含80分）15份。",
            ["90分以上66份，80分至85分"],
        ),
        ("得分分三档：90分以上66份，80分至90分（不含90分）34份，80分以下15份。", []),
        ("按区间统计：90分以上66份，80分至90分34份，80分以下15份。", ["90分以上66份，80分至90分"]),
    ],
)
def test_bands_of_answers_leave_no_gap_and_say_loosely_what_lies_below(sentence, marked):
    assert of(text(sentence), Family.BANDS) == marked


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("90分及以上为优，80分及以上不足90分为良，60分及以上不足80分为中，60分以下为差。", []),
        ("90分以上（含90分）为优，80分以上（含80分）不满90分为良，不满80分为差。", []),
        ("90分及以上为优秀，80分及以上且低于90分为良好，低于80分为合格。", []),
        (
            "90分以上为优，80分至90分（含80分，不含90分）为良，60分至80分（含60分，不含80分）为中。",
            [],
        ),
        (
            "90分及以上为优，80分及以上不足90分为良，60分及以上不足78分为中。",
            ["80分及以上不足90分为良，60分及以上不足78分"],
        ),
        (
            "4.5分以上的102人，4.0分以上不足4.5分的61人，3.0分以上不足3.5分的21人。",
            ["4.0分以上不足4.5分的61人，3.0分以上不足3.5分"],
        ),
        (
            "给90分至100分的61人，80分至90分的19人，60分至80分（不含80分）的8人。",
            ["90分至100分的61人，80分至90分"],
        ),
    ],
)
def test_bands_are_read_however_their_ends_are_told(paragraph, marked):
    assert of(text(paragraph), Family.BANDS) == marked


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("评估小组随机访问87名服务对象，满意的82名，满意率为94.25%。", ["87名"]),
        ("从在册服务对象612人中随机抽取72人电话访问，满意的66人。", ["72人"]),
        ("方案要求抽访不少于100人。本中心访问了困难群众共88人，满意的80人。", ["88人"]),
        ("发放满意度问卷130份，回收96份，其中有效问卷91份。", ["91份"]),
        ("满意度电话调查抽取样本150个，成功访问96个。", ["96个"]),
        ("满意度调查共68人接受访问，很满意的50人。", ["68人"]),
        ("从在册服务对象612人中随机抽取172人电话访问，满意的66人。", []),
        ("抽取服务对象160人，接通并完成访问128人，其中非常满意的83人、满意的37人。", []),
        ("电话调查样本150人，从986名服务对象中抽取，满意的79人。完成访问141人。", []),
        ("随机抽取108名服务对象接受电话和面访调查，满意率为91.67%。", []),
        ("158名受访者中，很满意的97名，满意的49名，满意率为92.41%。", []),
        ("满意度调查回收有效问卷120份，有12名居民提出建议。", []),
    ],
)
def test_those_who_answered_are_counted_and_not_those_out_of_whom_they_were_drawn(
    paragraph, marked
):
    assert of(text(paragraph), Family.SAMPLE) == marked
