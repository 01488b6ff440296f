"""C06: the order and the look of numbers."""

import pytest

from app.reports.checker.decimals import decimals
from app.reports.checker.numbering import numbering
from tests.app.reports.checker.texts import said


def numbers(*texts):
    return [(quote.strip(), mend) for quote, mend in said(numbering, *texts)]


def test_four_levels_in_order_are_right():
    assert (
        numbers(
            "一、概况",
            "（一）人员",
            "1.配备",
            "（1）甲",
            "（2）乙",
            "2.制度",
            "（二）经费",
            "二、结果",
        )
        == []
    )


def test_a_list_may_begin_again_behind_a_line_without_a_number():
    assert numbers("1.甲", "2.乙", "需要关注：", "1.丙", "2.丁") == []


def test_an_inner_list_of_the_same_style_lets_the_outer_one_go_on():
    assert (
        numbers(
            "（一）甲", "（二）情形如下：", "（一）丙", "（二）丁", "（三）戊", "接着", "（三）乙"
        )
        == []
    )


def test_a_style_of_another_level_is_mended_to_the_one_that_goes_on():
    texts = ("一、总结", "（一）甲", "1.子", "2.丑", "（二）乙", "1.寅", "（3）丙")
    assert numbers(*texts) == [("（3）", "（三）")]


def test_a_number_that_stands_twice_is_mended_where_the_rest_fits():
    assert numbers("1.甲", "2.乙", "2.丙", "4.丁") == [("2.", "3.")]


def test_a_mend_keeps_the_look_of_the_number():
    assert numbers("1、甲", "2、乙", "2、丙", "4、丁") == [("2、", "3、")]


def test_a_number_that_is_left_out_is_told_and_left_to_a_person():
    assert numbers("一、甲", "二、乙", "四、丙", "五、丁") == [("四、", None)]


def test_the_parts_of_a_report_never_begin_again():
    assert numbers("一、甲", "二、乙", "正文", "一、丙") == [("一、", "三、")]


def test_points_may_begin_again_below_each_chapter_or_go_on_there():
    said_twice = ("一、肯定", "甲。", "二、关注", "乙。")
    assert numbers("第一部分 甲方意见", *said_twice, "第二部分 乙方意见", *said_twice) == []
    assert numbers("第一编 甲方", "一、肯定", "二、关注", "第二编 乙方", "三、肯定") == []
    assert numbers("第一章 甲方", "一、肯定", "三、关注") == [("三、", "二、")]
    assert numbers("一、肯定", "二、关注", "第二部分的表格由甲方填写。", "一、肯定") != []


def test_an_attachment_begins_anew_and_its_first_point_may_stand_behind_the_word():
    assert numbers("一、甲", "附件：1.甲表", "　　　2.乙表") == []


def test_half_width_brackets_and_odd_blanks_are_mended():
    assert numbers("(一)甲", "（二）乙") == [("(一)", "（一）")]
    assert said(numbering, "1. 甲", "2.乙", "3.丙") == [("1. ", "1.")]


def test_a_dash_that_a_scanner_read_for_a_numeral_counts_as_one():
    assert numbers("（―）甲", "（二）乙") == []


def test_decimals_and_dates_are_no_numbers_of_points():
    assert numbers("8.925", "12.4分", "2024.1.16") == []


@pytest.mark.parametrize("mark", ["①", "1、", "1）"])
def test_other_usual_looks_are_accepted(mark):
    assert numbers(f"{mark}甲") == []


def test_a_gap_in_a_decimal_outline_is_told_once():
    texts = ("1.1 人员", "1.2 场地", "1.4 经费", "1.5 制度", "2.1 成效")
    assert said(decimals, *texts) == [("1.4", None)]
    assert said(decimals, "3.1.1甲", "3.1.2乙", "3.1.4丙") == [("3.1.4", None)]


def test_figures_and_whole_outlines_have_no_gap():
    assert said(decimals, "1.1 人员", "1.2 场地", "2.1 成效", "2.2 不足") == []
    assert said(decimals, "1.1万元用于场地。", "1.4万元用于人员。", "1.3 经费") == []


def test_a_skipped_number_does_not_make_the_lists_below_it_wrong():
    texts = (
        "一、甲",
        "1.值得肯定",
        "（1）子",
        "（2）丑",
        "3.需要关注",
        "（1）寅",
        "二、乙",
        "1.卯",
    )
    assert numbers(*texts) == [("3.", "2.")]
    assert numbers("三、总体印象", "1、甲", "2、乙", "4、丙", "四、数据", "五、意见") != []
    assert [quote for quote, _ in numbers("一、总体", "1、甲", "2、乙", "4、丙", "二、数据")] == [
        "4、"
    ]


def test_a_point_in_the_style_of_the_parts_leaves_the_parts_in_order():
    texts = ("一、甲", "二、乙", "（1）子", "（2）丑", "三、寅", "（4）卯", "（5）辰", "三、丙")
    assert numbers(*texts) == [("三、", "（3）")]


def test_a_number_that_stands_twice_at_the_end_is_found():
    assert numbers("（一）甲", "（二）乙", "正文二、三句。", "（二）丙") == [("（二）", "（三）")]


def test_two_lists_of_one_style_side_by_side_do_not_go_on_with_each_other():
    texts = (
        "1.值得肯定",
        "（1）甲",
        "2.需要关注",
        "（1）乙",
        "第二片区",
        "1.值得肯定",
        "（1）丙",
        "3.需要关注",
    )
    assert [quote for quote, _ in numbers(*texts)] == ["3."]


def test_the_parts_may_begin_again_once_behind_a_table_of_contents():
    contents = ("目录", "一、甲", "二、乙")
    assert numbers(*contents, "一、甲", "正文", "二、乙") == []
    assert numbers(*contents, "一、甲", "正文", "二、乙", "正文", "一、丙") != []
