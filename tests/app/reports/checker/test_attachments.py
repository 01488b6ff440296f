"""C14: attachments that are spoken of, listed and there."""

from app.reports.checker.attachments import attachments
from tests.app.reports.checker.texts import said


def test_an_attachment_that_is_nowhere_is_an_error():
    assert said(attachments, "完成情况见附件1。") == [("附件1", None)]


def test_a_listed_or_an_added_one_is_there():
    assert said(attachments, "见附件 1。", "附件：1.指标统计表") == []
    assert said(attachments, "见附件一。", "附件1", [["指标", "完成"]]) == []


def test_one_that_nobody_speaks_of_is_told():
    assert said(attachments, "见附件1。", "附件1", "附件2 到岗统计表") == [
        ("附件2 到岗统计表", None)
    ]
    assert said(attachments, "见附件1。", "附件：", "1.指标统计表", "2.到岗统计表") == []


def test_one_that_is_listed_and_left_out_is_told_where_others_are_there():
    texts = ("见附件1、附件2。", "附件：1.甲表", "　　　2.乙表", "附件1", "甲表")
    assert said(attachments, *texts) == [("2", None)]


def test_a_report_without_attachments_has_no_remark():
    assert said(attachments, "一、概况", "本站有社工20名。") == []


def test_an_attachment_that_is_kept_elsewhere_need_not_be_in_the_file():
    texts = (
        "见附件1和附件2。",
        "附件：1.各站报告（已另行印发）",
        "2.问卷",
        "附件2 问卷",
        "您满意吗？",
    )
    assert said(attachments, *texts) == []


def test_an_appendix_by_another_word_is_asked_for_too():
    assert said(attachments, "访谈表见附录三。", "附件：1.指标表") == [("附录三", None)]


def test_a_number_left_out_among_attachments_is_told():
    listed = ("见附件1和附件3。", "附件：1.指标表", "3.访谈名单")
    assert said(attachments, *listed) == [("3", None)]
    assert said(attachments, "见附件1、附件2和附件3。", "附件：1.甲表", "2.乙表", "3.丙表") == []
