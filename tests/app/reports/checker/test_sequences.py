"""C06 within the text: 一是, 第一, （1） in a paragraph, chapters, captions, rows of a table."""

import pytest

from app.reports.checker.sequences import sequences
from tests.app.reports.checker.texts import report, said


@pytest.mark.parametrize(
    ("texts", "quote"),
    [
        (("做法有三：一是建档细，二是走访勤，四是回访快。",), "四是"),
        (("建议：一是补签到；二是补课件；二是补小结。",), "二是"),
        (("第一，要补记录；第二，要补签名；第四，要补照片。",), "第四，"),
        (("其一，人手偏紧。其三，场地偏小。",), "其三，"),
        (("一是队伍稳定。", "二是制度健全。", "四是记录完整。"), "四是"),
        (("材料包括（1）计划；（2）签到表；（4）照片。",), "（4）"),
        (("分三步：①摸底；②建档；②回访。",), "②"),
        (("要求：1.先报备；2.再走访；4.后登记。",), "4."),
        (("（1）先摸底；（2）再建档；（4）后回访。",), "（4）"),
        (("内容为（一）家访，（二）电访，（四）个案。",), "（四）"),
        (("第一部分 概况", "正文", "第二部分 过程", "第四部分 结论"), "第四部分"),
        (("第一章 总则", "第一节 依据", "第三节 原则", "第二章 结果"), "第三节"),
        (("第一章 总则", "第二章 过程", "第二章 结果"), "第二章"),
        (("表1 人员情况", "正文", "表2 经费情况", "正文", "表4 指标情况"), "表4"),
        (("图1：走访分布", "图1：年龄分布"), "图1"),
    ],
)
def test_a_number_left_out_or_standing_twice_is_found(texts, quote):
    assert [found for found, _mend in said(sequences, *texts)] == [quote]


@pytest.mark.parametrize(
    "texts",
    [
        ("一是建档细，二是走访勤，三是回访快。", "一是补签到，二是补课件。"),
        ("他们不是一是二是的敷衍，三天两头都来。",),
        ("第一，要补记录。", "第二片区，第三片区各有两名社工。"),
        ("该站获得全市第一、全区第三的成绩。",),
        ("第三季度补齐了第一季度的记录，第五次例会作了通报。",),
        ("依据办法第（3）项和第（5）项扣分。", "见本节（1）和（3）。"),
        ("第一章 总则", "第一节 依据", "第二节 原则", "第二章 过程", "第一节 走访"),
        ("第三方评估机构", "第一片区", "第五社区"),
        ("表1显示，家访完成率为50%。", "表3中的数据由社工站提供。"),
        ("表1 人员情况", "表2 经费情况", "图1 走访分布"),
        ("1.5万元用于场地；3.2万元用于人员。",),
        ("参加者：①长者；②儿童。另有①类对象3名。",),
    ],
)
def test_what_is_in_order_or_counts_something_else_is_left_alone(texts):
    assert said(sequences, *texts) == []


def test_rows_that_are_numbered_are_counted():
    rows = [["序号", "内容"], ["1", "家访"], ["2", "电访"], ["4", "个案"]]
    assert said(sequences, rows) == [("4", None)]
    assert said(sequences, [*rows[:3], ["3", "个案"], ["1", "小组"], ["2", "活动"]]) == []


def test_what_should_stand_there_is_written_in_the_same_way():
    (one,) = sequences(report("步骤为①摸底；③建档。"))
    assert one.values["right"] == "②"
