"""C13, C21, C24 and the grade: who scores says something, and what decides is told."""

import pytest

from app.model.line import Line
from app.reports.checker.base import Family, Report
from tests.app.reports.checker.reports import of, remarks, text

SCORES = (("购买方", "20", "18"), ("督导中心", "15", "13"), ("监督方", "10", "9"))
PARTS = (
    "一、购买方评价",
    "1.值得肯定的地方",
    "（1）有事先同街道商量。",
    "2.需要关注的地方",
    "（1）转来的事要有回音。",
    "二、督导中心评价",
    "1.值得肯定的地方",
    "（1）团队肯学。",
    "2.需要关注的地方",
    "（1）文章少。",
    "三、监督方评价",
    "1.值得肯定的地方",
    "（1）报表按时。",
    "2.需要关注的地方",
    "（1）整改没有写日期。",
)
BANDS = "90分以上为优秀，80分至90分（不含90分）为良好，60分至80分（不含80分）为合格，60分以下（不含60分）为不合格。"
VETO = "有下列情形之一的，评估结果为不合格：人员费用支出比例低于80%的；"


def scored(paragraphs, rows=SCORES):
    lines = [Line(n, one) for n, one in enumerate(paragraphs, 1)]
    cells = [("评估内容", "标准分", "评分"), *rows]
    lines += [
        Line(99, text_, 0, r, c) for r, row in enumerate(cells) for c, text_ in enumerate(row)
    ]
    return Report(tuple(lines))


def test_a_party_with_points_and_words_is_silent():
    found = {one.family for one in remarks(scored(PARTS))}
    assert not found & {Family.NARRATIVE, Family.DEDUCTION}


@pytest.mark.parametrize(("start", "name"), [(0, "购买方"), (5, "督导中心"), (10, "监督方")])
def test_a_party_without_a_part_is_found_at_its_score(start, name):
    report = scored(PARTS[:start] + PARTS[start + 5 :])
    assert of(report, Family.NARRATIVE) == [name]
    assert of(report, Family.DEDUCTION) == []


def test_the_text_of_a_party_may_be_a_chapter_of_its_own():
    points = ("一、肯定", "1.报表按时交来，内容齐全。", "二、关注", "1.整改没有写日期。")
    chapter = ("第二部分 监督方意见（某某区民政局）", *points)
    assert of(scored((*PARTS[:10], *chapter)), Family.NARRATIVE) == []
    empty = ("第二部分 监督方意见（某某区民政局）", "第三部分 结语", "报表按时交来。")
    assert of(scored((*PARTS[:10], *empty)), Family.NARRATIVE) == ["监督方"]


WHO = [
    Line(90 + n, one, 5, n // 2, n % 2)
    for n, one in enumerate(["评分方", "满分", "居民代表", "15"])
]


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("座谈会当天来了不少人。", ["居民代表"]),
        ("参加者中有居民代表15名。", ["居民代表"]),
        ("居民代表认为活动时间太早。", []),
        ("居民代表：活动时间太早，希望改到周末。", []),
        ("座谈时，几位居民代表都说场地偏小。", []),
        ("五、居民代表的评价", []),
    ],
)
def test_others_who_score_are_heard_too(told, marked):
    found = of(Report((Line(1, "评估报告"), Line(2, told), *WHO)), Family.NARRATIVE)
    assert found == marked


def test_a_part_that_is_empty_is_found_at_its_heading():
    assert of(scored((*PARTS[:10], PARTS[10])), Family.NARRATIVE) == ["三、监督方评价"]


def test_a_district_that_is_scored_has_a_part():
    rows = (("质量（第一片区）", "20", "17"), ("质量（第二片区）", "20", "16"))
    parts = (
        "第一片区：甲村、乙村",
        "1.值得肯定的地方",
        "（1）肯做事。",
        "2.需要关注的地方",
        "（1）记录少。",
    )
    assert of(scored(parts, rows), Family.NARRATIVE) == ["质量（第二片区）"]


def test_a_weight_in_the_text_asks_for_a_part_too():
    weights = "第三方评估占比55%，购买方占比20%，督导中心占比15%，监督方占比10%。"
    assert of(text(weights, *PARTS[5:]), Family.NARRATIVE) == ["购买方占比20%"]


def test_points_that_are_missing_need_a_concern():
    without = (*PARTS[:3], *PARTS[5:])
    assert of(scored(without), Family.DEDUCTION) == ["18"]


def test_a_concern_needs_points_that_are_missing():
    full = (("购买方", "20", "20"), *SCORES[1:])
    assert of(scored(PARTS, full), Family.DEDUCTION) == ["20"]


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("评估等级为“良好”（87.11分）。", []),
        ("评估等级为“优秀”（87.11分）。", ["优秀"]),
        ("总得分为90.00分，等级为良好。", ["良好"]),
        ("总得分为90.00分，等级为优秀。", []),
        ("评估等级为“不合格”（59.99分）。", []),
    ],
)
def test_the_grade_is_the_one_of_its_band(told, marked):
    assert of(text(BANDS, told), Family.BANDS) == marked


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ((), 1),
        (("经核查，以上各项情形均未发现。",), 1),
        (("人员费用支出比例为83.2%。",), 1),
        (("经核查，以上各项情形均未发现，人员费用支出比例为83.2%。",), 0),
        (("尚未核实的情形：人员费用支出比例低于80%。其余情形未发现。",), 0),
    ],
)
def test_vetoes_and_cost_ratio_are_answered(told, count):
    assert len(of(text(VETO, *told), Family.VETOES)) == count


def test_a_text_that_grades_nothing_is_not_asked_for_vetoes():
    assert of(text("社工上门看望老人。"), Family.VETOES) == []


def test_a_buyer_that_is_called_the_street_has_a_part():
    parts = ("一、镇街评价", *PARTS[1:])
    assert of(scored(parts), Family.NARRATIVE) == []


@pytest.mark.parametrize(
    "said",
    [
        "（一）购买方：有事先同街道商量，转来的事回音慢。",
        "青禾街道办事处（购买方）：有事先商量，转来的事回音慢。",
        "委托方代表：有事先商量，转来的事回音慢。",
    ],
)
def test_the_text_of_a_party_may_stand_behind_its_name(said):
    assert of(scored((said, *PARTS[5:])), Family.NARRATIVE) == []


@pytest.mark.parametrize("said", ["购买方：青禾街道办事处", "购买方得分：十八分，占比是两成左右。"])
def test_a_label_without_an_opinion_is_no_text(said):
    assert of(scored((said, *PARTS[5:])), Family.NARRATIVE) == ["购买方"]


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        (("一、购买方评价", "团队做事扎实，沟通顺畅，街道满意。"), ["18"]),
        (("一、购买方评价", "1.值得肯定的地方", "做事扎实。", "2.需要关注的地方", "无。"), ["18"]),
        (("一、购买方评价", "团队做事扎实，街道满意，回音可再快，建议登记。"), []),
    ],
)
def test_praise_alone_does_not_explain_points_that_are_missing(said, marked):
    assert of(scored((*said, *PARTS[5:])), Family.DEDUCTION) == marked


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        ("人员费用支出占比为76.4%。", ["76.4%"]),
        ("人员费用支出30.56万元，占总支出的76.4%。", ["76.4%"]),
        ("人员费用支出占比为76.4%，低于80%的要求。", []),
        ("人员费用支出占比为83.2%。", []),
        ("人员费用支出占比应不低于75%。", []),
    ],
)
def test_a_share_of_staff_costs_that_is_too_low_is_not_passed_over(told, marked):
    assert of(text(told), Family.VETOES) == marked


def test_the_text_of_a_party_may_stand_behind_its_name_and_its_points():
    told = "4.1 购买方（青禾街道办事处，满分20分，得18分）：社工遇事先商量，回音及时。"
    assert of(scored([told, *PARTS[5:]]), Family.NARRATIVE) == []
