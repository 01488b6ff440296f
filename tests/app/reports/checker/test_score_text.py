"""C02: scores in running text, held against their total, their mean and the table."""

import pytest

from app.reports.checker.base import Family
from tests.app.reports.checker.reports import of, table, text

TABLE = (
    "评估内容|标准分|评分|折算分",
    "运营管理|10|9.35|9.35",
    "服务质量（第一片区）|20|16.9|16.7",
    "服务质量（第二片区）|20|16.5|",
    "购买方|20|18.4|18.4",
    "总分|||44.45",
)


@pytest.mark.parametrize(
    ("paragraph", "right", "wrong"),
    [
        (
            "得分如下：甲投入18.2分（满分20分），甲产出25.4分（满分30分），总分{}分。",
            "43.6",
            "44.6",
        ),
        (
            "组织管理20分得17.5分，服务实施40分得34分，服务成效30分得25.5分，总得分{}分。",
            "77",
            "76",
        ),
        ("各项得分：党建引领（10分）9分、民生保障（40分）35.5分，合计{}分。", "44.5", "45.5"),
        ("投入部分得9分；产出部分得18.5分；成效部分得40分。以上三部分共得{}分。", "67.5", "68.5"),
        ("区民政局9.1分，街道办事处18.4分，督导中心13.05分，总分为{}分。", "40.55", "40.65"),
        ("总得分{}分：资源投入8.5分，服务过程17.5分，服务产出26分。", "52", "53"),
    ],
)
def test_scores_of_one_paragraph_add_up(paragraph, right, wrong):
    assert of(text(paragraph.format(right)), Family.SUMS) == []
    assert of(text(paragraph.format(wrong)), Family.SUMS) == [wrong]


@pytest.mark.parametrize(
    "paragraph",
    [
        "评估总分为100分，其中第三方55分，街道20分，督导15分，民政10分。",
        "第三方55分，街道20分，督导15分，总分100分。",
        "东片17.2分、西片16.4分、南片16.9分，平均16.83分，与上年相比提高0.33分，总分88.2分。",
        "运营管理上年8.8分、本年9.1分，提高0.3分，总分由86.5分提高到88.2分。",
        "评委甲88分、评委乙90分、评委丙86分，平均88分，总分为88分。",
        "读书笔记只交了三分之二，督导13.2分，合计13.2分。",
    ],
)
def test_points_that_are_no_parts_are_left_alone(paragraph):
    assert of(text(paragraph), Family.SUMS) == []


def test_lines_with_their_full_marks_make_a_table():
    lines = (
        "服务监测：标准分10分，得分9.1分",
        "服务质量：标准分20分，东片17.2分、西片16.4分、南片16.9分，平均16.83分",
        "合计：{}分",
        "本次评估总分为{}分。",
    )
    told = [line.format("25.93") for line in lines]
    assert of(text(*told), Family.SUMS) == []
    assert of(text(*told[:3], lines[3].format("29.53")), Family.SUMS) == ["29.53"]
    assert of(text(*told[:2], lines[2].format("25.83")), Family.SUMS) == ["25.83"]


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("（一）运营管理（满分10分，得9.53分）", ["9.53"]),
        ("第三方评估中，运营管理一项得9.3分。", ["9.3"]),
        ("购买方评估得分为14.8分。", ["14.8"]),
        ("服务质量得分16.8分，居第二位。", ["16.8"]),
        ("服务质量平均得分16.2分，其中第一片区16.9分、第二片区16.5分。", ["16.2"]),
        ("（一）运营管理（满分10分）", []),
        ("运营管理得分为9.35分，购买方评估满分20分，得分18.4分。", []),
        ("服务质量第一片区16.9分，第二片区16.5分。", []),
        ("运营管理上年得9.1分，本年得9.35分。", []),
        ("运营管理存在3处扣分，扣0.65分。", []),
    ],
)
def test_a_score_told_again_is_that_of_the_table(sentence, marked):
    assert sorted(set(of(table(*TABLE, after=(sentence,)), Family.SUMS))) == marked


def test_a_mean_that_the_text_does_not_tell_is_held_against_the_table():
    rows = ("评估内容|标准分|得分", "服务监测|10|8.7", "服务质量|20|16.85", "总分|30|25.55")
    sentence = "服务质量取两个片区的平均分，山片17.1分，水片{}分。"
    assert of(table(*rows, after=(sentence.format("16.4"),)), Family.SUMS) == ["16.85"]
    assert of(table(*rows, after=(sentence.format("16.6"),)), Family.SUMS) == []


def test_districts_by_any_name_in_brackets_share_their_mean():
    rows = (
        "评价内容|标准分|评分|折算分",
        "服务监测|10|9.05|9.05",
        "服务质量（河东片）|20|17.25|{mean}",
        "服务质量（镇区片）|20|16.75|",
        "服务质量（山前组）|20|16.5|",
        "总分|30||{total}",
    )
    right = [row.format(mean="16.83", total="25.88") for row in rows]
    assert of(table(*right), Family.SUMS) == []
    wrong = [row.format(mean="16.93", total="25.98") for row in rows]
    assert of(table(*wrong), Family.SUMS) == ["16.93"]
