"""C22: what is claimed of all targets, of some, or of one, against what was reached."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, table, text

CONTRACT = "协议期为2024年1月1日至2024年12月31日，考核期为2024年1月1日至2024年6月30日，共6个月。"
ROWS = (
    "指标|年度指标|完成数|完成率",
    "家访（人次）|1200|660|55.00%",
    "个案接案（个）|40|14|35.00%",
    "小组（个）|12|6|50.00%",
    "社区活动（场）|30|32|106.67%",
)
DONE = tuple(row.replace("35.00", "52.50").replace("|14|", "|21|") for row in ROWS)


def claimed(sentence, rows=ROWS):
    return of(table(*rows, after=("中期评估报告", CONTRACT, sentence)), Family.PROGRESS)


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("四项产出均超过时间进度。", "四项产出均超过时间进度"),
        ("四项进度全部跑在时间前面，节奏稳。", "四项进度全部跑在时间前面"),
        ("四项产出全部达到年度指标。", "四项产出全部达到年度指标"),
        ("各项服务均已完成协议指标量的七成以上。", "各项服务均已完成协议指标量的七成以上"),
        ("全部任务已经圆满完成。", "全部任务已经圆满完成"),
        ("各项服务产出均已超额完成，节奏平稳。", "各项服务产出均已超额完成"),
        ("协议指标全部完成，队伍稳定。", "协议指标全部完成"),
        (
            "家访、个案接案和小组三类指标均达到时间进度。",
            "家访、个案接案和小组三类指标均达到时间进度",
        ),
        ("小组进展偏慢，需要加快。", "小组进展偏慢"),
        ("家访尚未达到时间进度。", "家访尚未达到时间进度"),
    ],
)
def test_a_claim_that_the_percentages_belie_is_marked(sentence, marked):
    assert claimed(sentence) == [marked]


@pytest.mark.parametrize(
    "sentence",
    [
        "家访和社区活动两类指标超过时间进度。",
        "除个案接案外，各项指标均达到时间进度。",
        "四项指标中三项已达到时间进度。",
        "其余三项指标均已过半。",
        "四个片区都完成了三图一表。",
        "12个社工点均完成分级评估。",
        "一项指标已全部完成。",
        "个案接案进展偏慢，尚未达到时间进度。",
        "建议下半年各项指标均完成。",
        "各项指标未全部完成。",
        "各项服务均完成三成以上。",
    ],
)
def test_a_claim_that_is_true_or_of_others_is_left_alone(sentence):
    assert claimed(sentence) == []


def test_all_above_the_time_gone_may_be_said_to_be():
    assert claimed("四项产出均达到时间进度。", DONE) == []
    assert claimed("各项服务均已过半。", DONE) == []


def test_columns_parted_by_blanks_are_read():
    lines = ("家访　　1200人次　　660人次　　55.00%", "个案　　40个　　14个　　35.00%")
    report = text("中期评估报告", CONTRACT, *lines, "两项产出均超过时间进度。")
    assert of(report, Family.PROGRESS) == ["两项产出均超过时间进度"]


def test_a_claim_before_a_list_goes_as_far_as_what_belies_it():
    sentence = "协议指标全部完成：家访90人次，完成率90.00%（指标100人次）；个案6个，完成率100.00%。"
    assert of(text("末期评估报告", sentence), Family.PROGRESS) == [
        "协议指标全部完成：家访90人次，完成率90.00%"
    ]


SCORES = ("评估方|标准分|得分", "第三方|55|46.9", "购买方|45|40.2", "总分|100|87.1")


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("评估等级为优秀。", ["优秀"]),
        ("末期评估等级：“合格”。", ["合格"]),
        ("评估等次评定为优秀，街道满意。", ["优秀"]),
        ("评估等级为良好。", []),
        ("上年评估等级为优秀。", []),
        ("专业评估等级为合格。", []),
        ("90分以上的等级为优秀。", []),
        ("力争下年度等级为优秀。", []),
    ],
)
def test_a_grade_told_alone_is_that_of_the_total(sentence, marked):
    assert of(table(*SCORES, after=(sentence,)), Family.BANDS) == marked
