"""C14: what the text leads to and what is not there."""

import pytest

from app.reports.checker.references import references
from tests.app.reports.checker.texts import said

PARTS = ("一、概况", "正文。", "二、过程", "正文。", "三、结果", "正文。")


@pytest.mark.parametrize(
    ("texts", "quote"),
    [
        ((*PARTS, "核对结果见第五部分。"), "五"),
        ((*PARTS, "各方意见见本报告第二至第六部分。"), "六"),
        (("第一部分 概况", "第二部分 过程", "第三部分 结果", "详见第四部分。"), "四"),
        ((*PARTS, "表1 人员情况", "指标完成情况见表2。"), "表2"),
        ((*PARTS, "表1 人员情况", "如表3所示，家访已完成。"), "表3"),
        ((*PARTS, "人员情况见表1。"), "表1"),
        ((*PARTS, "图1 分布", "走访路线如图2所示。"), "图2"),
        ((*PARTS, "完成情况详见附件。"), "详见附件"),
    ],
)
def test_what_the_text_leads_to_must_be_there(texts, quote):
    assert said(references, *texts) == [(quote, None)]


@pytest.mark.parametrize(
    "texts",
    [
        (*PARTS, "核对结果见第二部分，意见见本报告第一至第三部分。"),
        ("核对结果见第五部分。", "一、概况"),
        (*PARTS, "依据服务合同第八章的约定，按照办法第五部分的规定扣分。"),
        (*PARTS, "表1 人员情况", "人员情况见表1，出勤表3份齐全，代表2名到场。"),
        (*PARTS, [["指标", "完成"], ["家访", "3"]], "指标完成情况见表1。"),
        (*PARTS, "完成情况详见附件。", "附件：指标完成情况表"),
        (*PARTS, "签到表附后，附件已归档。"),
        (*PARTS, "见附表1。"),
    ],
)
def test_what_is_there_or_belongs_to_another_document_is_left_alone(texts):
    assert said(references, *texts) == []
