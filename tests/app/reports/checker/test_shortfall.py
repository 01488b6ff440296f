"""C24: social workers that are missing."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, text

RULES = (
    "青禾街社工服务站中期评估报告",
    "有下列情形之一的，评估结果为不合格：",
    "（一）社工人员配备不足的；",
    "（二）年度服务期内人员费用支出比例低于80%的；",
    "经核查，以上情形均未发现，人员费用支出比例为83%。",
)
FINAL = ("青禾街社工服务站末期评估报告", *RULES[1:])


@pytest.mark.parametrize(
    ("rules", "told", "marked"),
    [
        (RULES, "全部社工应到岗110人次，实到岗104.5人次。", ["110人次，实到岗104.5人次"]),
        (RULES, "持证社工应到55人次，实到52人次。", ["55人次，实到52人次"]),
        (FINAL, "社工应到岗240人次，实到岗231人次。", []),
        (FINAL, "社工应到岗240人次，实到229人次，队伍稳定。", ["240人次，实到229人次"]),
        (FINAL, "持证社工应到岗120人次，实到岗114人次。", ["120人次，实到岗114人次"]),
        (RULES, "应到岗社工120人次，实到岗115人次。", ["120人次，实到岗115人次"]),
    ],
)
def test_too_few_person_months_are_told(rules, told, marked):
    assert of(text(*rules, told), Family.VETOES) == marked


@pytest.mark.parametrize(
    "told",
    [
        "全部社工应到岗110人次，实到岗111.5人次。",
        "全部社工应到岗110人次，实到岗106人次。",
        "非持证社工应到岗55人次，实到岗51人次。",
        "全部社工应到岗110人次，实到岗104人次，缺少6人次，已达不合格的情形。",
        "全部社工应到岗110人次，实到岗104人次，缺编部分已按规定补足。",
    ],
)
def test_enough_people_and_what_is_answered_are_right(told):
    assert of(text(*RULES, told), Family.VETOES) == []


def test_another_shortcoming_is_no_answer():
    told = (
        "全部社工应到110人次，实到104.5人次。",
        "目标未达到具体、有针对性的要求，材料不足，应补齐。",
    )
    assert len(of(text(*RULES, *told), Family.VETOES)) == 1


def test_a_report_without_these_conditions_is_not_held_against_them():
    told = "社工应到岗110人次，实到岗100人次。"
    assert of(text("青禾街家综中期评估报告", told), Family.VETOES) == []


def test_a_ratio_is_too_low_though_the_rule_says_the_word():
    told = "服务经费为240万元，人员费用支出比例为76.2%。"
    assert of(text(*RULES[:4], told, "经核查，以上情形均未发现。"), Family.VETOES) == ["76.2%"]


def test_conditions_without_an_outcome_are_told_whatever_they_are_called():
    rule = "站点出现下列情况之一的，不论得分多少均为不合格：挪用经费；虚报服务量。"
    assert len(of(text(rule, "三项合计84分，等级为良。"), Family.VETOES)) == 1
    later = "评估没有发现一票否决的情形；人员费用支出比例到末期再核。"
    assert of(text(rule, later), Family.VETOES) == []
