"""C03 and C04: percentages recomputed, and what they are a share of."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import after_mends, half_up, of, remarks, table, text

SOME = st.integers(1, 3000)


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("上门探访365次（年度指标600次，完成60.83%）。", []),
        ("上门探访365次（年度指标600次，完成60.84%）。", ["60.84%"]),
        ("年度目标是建卡900份，实际完成720份，完成率80.5%。", ["80.5%"]),
        ("完成个案33个，占年度任务60个的55.0%。", []),
        ("完成个案33个，占年度任务60个的56.0%。", ["56.0%"]),
        ("共回收答卷140份，其中很满意98份，占70.00%；满意42份，占31.00%。", ["31.00%"]),
        ("办小组9个，完成任务的37.50%；办沙龙21场，完成任务的70.10%。", ["70.10%"]),
        (
            "探访、电话分别完成全年指标：探访70次，电话90次，分别完成指标的70.00%、45.00%、20.00%。",
            ["70.00%、45.00%、20.00%"],
        ),
        ("筹款比去年增长15%，多了12人。", []),
        ("服务约200人，完成指标的66.70%。", []),
        ("办沙龙8场，完成指标的160.00%。", []),
    ],
)
def test_percentages_are_recomputed(paragraph, marked):
    assert of(text(paragraph), Family.PERCENT) == marked


def test_a_rate_in_a_table_is_recomputed_and_mended():
    report = table("指标|年度指标|完成量|完成率", "探访|600|365|60.84%", "电话|90|45|50.00%")
    (one,) = [one for one in remarks(report) if one.family is Family.PERCENT]
    assert (one.quote, one.mend) == ("60.84%", "60.83%")


@given(part=SOME, base=SOME, places=st.sampled_from(["1", "0.1", "0.01"]))
def test_a_right_percentage_is_silent_and_a_wrong_one_mended(part, base, places):
    right = half_up(Decimal(part) / Decimal(base) * 100, places)
    wrong = right + Decimal(places)
    sentence = "上门探访{}次（年度指标{}次，完成{}%）。"
    assert of(text(sentence.format(part, base, right)), Family.PERCENT) == []
    report = text(sentence.format(part, base, wrong))
    (one,) = [one for one in remarks(report) if one.family is Family.PERCENT]
    assert one.mend == f"{right}%"
    assert after_mends(report) == []


@given(part=SOME, base=SOME)
def test_a_percentage_of_a_whole_target_that_is_not_told_is_silent(part, base):
    right = half_up(Decimal(part) / Decimal(base) * 100)
    assume(right)
    assert of(text(f"办沙龙{part}场，完成指标的{right}%。"), Family.PERCENT) == []


@pytest.mark.parametrize(
    ("paragraph", "marked"),
    [
        ("全站有社工23名，其中16人一直在岗，稳岗率达80%。", ["80%"]),
        ("全站有社工20名，其中16人一直在岗，稳岗率达80%。", []),
        ("全站有社工23名，按应配20个岗位计算，16人一直在岗，稳岗率达80%。", []),
        ("全站有社工21名，社工流动率为30.00%。", ["30.00%"]),
        ("全站有社工20名，社工流动率为30.00%。", []),
        ("全站有社工21名，服务对象满意率达97.5%。", []),
        ("全站有社工21名，第三方占比55%，督导中心占15%。", []),
    ],
)
def test_a_ratio_of_staff_needs_a_base_that_is_told(paragraph, marked):
    assert of(text(paragraph), Family.BASE) == marked


def test_a_ratio_with_part_and_base_is_recomputed():
    sentence = "稳岗率{}（持续在岗6人，应配岗位20个），全站社工23名。"
    assert of(text(sentence.format("30.00%")), Family.PERCENT) == []
    assert of(text(sentence.format("26.09%")), Family.PERCENT) == ["26.09%"]


def test_a_rate_is_recomputed_from_the_columns_that_give_most_of_them():
    rows = ("探访|600|365|60.83%", "电话|90|45|50.00%", "小组|30|12|40.00%")
    assert of(table("服务|约定|做了|比例", *rows), Family.PERCENT) == []
    wrong = ("探访|600|365|60.83%", "电话|90|45|50.00%", "小组|30|12|42.00%")
    assert of(table("服务|约定|做了|比例", *wrong), Family.PERCENT) == ["42.00%"]
    assert of(table("服务|甲|乙|比例", "探访|6|5|7%", "电话|9|4|8%"), Family.PERCENT) == []
