"""C24 and the grade, however an author words them; and passages that are right as they are."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, text

BANDS = (
    "总分90分及以上为优秀，80分及以上不足90分为良好，60分及以上不足80分为合格，不足60分为不合格。"
)
COSTS = "人员费用83.10万元，占支出的84.10%。"


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("人员费用低于总支出80%的，直接评为不合格。人员费用91.2万元，占76.00%。", ["76.00%"]),
        ("人员经费支出71.5万元，占支出总额的71.50%。按办法人员经费不得低于80%。", ["71.50%"]),
        ("人员费用支出比例为78.3%。未发现一票否决的情形。", ["78.3%"]),
        ("薪酬支出52万元，占65.00%，结构合理。", ["65.00%"]),
        ("人力成本占比79.99%，符合要求。人力成本低于80%等情形，直接定为不合格。", ["79.99%"]),
        ("人员费用占76.00%，没有达到80%的下限，区民政局已要求整改。", []),
        ("人员费用占76.00%，不足八成，触及否决条件。", []),
        ("人员费用占82.00%，高于80%的下限。", []),
        ("人员费用执行率为76.00%。", []),
        ("上年人员费用占76.00%，今年人员费用占83.00%。", []),
        ("人员费用支出比例低于80%的，直接定为不合格。", []),
    ],
)
def test_a_share_of_staff_costs_below_the_bound_is_not_passed_over(told, marked):
    marks = of(text(told, "各项情形均未发现，人员费用支出比例见上文83%。"), Family.VETOES)
    assert marks == marked


@pytest.mark.parametrize(
    "told",
    [
        "经逐条核对，没有发现应当定为不合格的情形。",
        "逐项查过，上述情况均不存在。",
        "五条红线，本站一条也没有触碰，均不涉及违规。",
        "专业评估和财务评估均不属于不合格，故不适用直接定为不合格的规定。",
        "否决条件均未触发。",
        "不存在挪用社工名额的问题。",
        "排除了一票否决的可能。",
    ],
)
def test_an_outcome_may_be_told_in_many_ways(told):
    assert of(text("有以下情况之一的，评为不合格：挪用名额。", told, COSTS), Family.VETOES) == []


@pytest.mark.parametrize(
    "told",
    [
        "出现下列情况之一的，不论得分多少均为不合格：虚报服务量；擅自转包。",
        "有如下情形的，直接判定为不合格：拒绝评估。",
        "评估实行一票否决，条件有五条。",
        "否决事项：挪用经费、伤亡事故。",
        "发生上述行为之一的，一律列为不合格。",
    ],
)
def test_listed_conditions_want_an_outcome(told):
    assert len(of(text(told, COSTS), Family.VETOES)) == 1


def test_a_report_of_another_kind_is_not_asked_for_conditions_that_it_does_not_have():
    assert of(text("项目评估报告", BANDS, "总分92.10分，等级为优秀。"), Family.VETOES) == []
    assert len(of(text("青禾街社工站评估报告", BANDS), Family.VETOES)) == 1


def test_the_ratio_may_be_left_to_a_later_day():
    told = "没有发现一票否决的情形；人员费用支出比例到末期再核。"
    assert of(text(told), Family.VETOES) == []


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("应到120人次，实到114.5人次，缺5.5人次，未触及累计缺少5人次的不合格情形。", 1),
        ("累计缺岗7人次，没有达到缺少6人次的否决标准。", 1),
        ("缺3人次，未触及累计缺少5人次的不合格情形。", 0),
        ("缺5.5人次，已触及累计缺少5人次的情形。", 0),
    ],
)
def test_so_many_missing_are_not_below_a_smaller_bound(told, count):
    assert len(of(text(told, COSTS), Family.VETOES)) == count


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        (("总得分84.60分。", "本站等级为优秀。"), ["优秀"]),
        (("总得分84.60分。", "评估结果为良好。"), []),
        (("总得分84.60分，去年等级为优秀。",), []),
        (("综合得分84.60分，等级为优秀。",), ["优秀"]),
        (("甲站总得分92.00分。", "乙站总得分84.60分。", "等级为优秀的有一个站。"), []),
        (("总得分84.60分。", "得分90分以上的，等级为优秀。"), []),
    ],
)
def test_a_grade_goes_with_the_total_wherever_it_stands(told, marked):
    assert of(text(BANDS, *told), Family.BANDS) == marked
