"""C20: what another program left behind."""

import pytest

from app.model.line import Line
from app.reports.checker.artefacts import artefacts
from app.reports.checker.base import Report
from app.reports.checker.doubled_marks import doubled_marks
from app.reports.checker.width import width
from tests.app.reports.checker.texts import said


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("[bookmark: bookmark3]（一）人员", "[bookmark: bookmark3]", ""),
        ("[bookmark: a][bookmark: b]2.制度", "[bookmark: a][bookmark: b]", ""),
        ("见错误！未找到引用源。", "错误！未找到引用源。", None),
        ("见 Error! Reference source not found.", "Error! Reference source not found.", None),
        ("本站由{{ contractor }}承办", "{{ contractor }}", None),
        ("本站由{contractor}承办", "{contractor}", None),
        ("社工〔待补〕名", "〔待补〕", None),
        ("由XX社工站承办", "XX", None),
        ("第片区：", "第", None),
        ("2024年  月  日", "2024年  月  日", None),
        ("服务经费（）", "（）", None),
        ("零宽\u200b字符", "\u200b", ""),
        ("丢了\ufffd一个字", "\ufffd", None),
        ("- 1.统计表", "- ", ""),
        ("- 12 -", "- 12 -", ""),
        ("17", "17", ""),
    ],
)
def test_a_trace_is_marked_where_it_stands(text, quote, mend):
    assert said(artefacts, text) == [(quote, mend)]


@pytest.mark.parametrize(
    "text",
    [
        "第一片区：东村、西村",
        "1.听取介绍。",
        "2024年1月16日",
        "〔2023〕97号",
        "人均12.5次",
        "NaNa社区",
    ],
)
def test_what_only_looks_like_a_trace_is_left_alone(text):
    assert said(artefacts, text) == []


def test_a_number_in_a_cell_or_a_footer_is_no_page_number():
    assert said(artefacts, [["得分"], ["17"]]) == []
    lines = (Line(1, "17", part="footer"), Line(2, "- 3 -", part="page"))
    assert list(artefacts(Report(lines))) == []


def test_signs_that_turn_text_round_and_notes_to_the_writer_are_marked():
    assert said(artefacts, "完成\u202e12\u202c户") == [("\u202e", ""), ("\u202c", "")]
    assert said(artefacts, "指标【此处写数据】完成，文号〔2023〕12号") == [("【此处写数据】", None)]


def test_what_the_setting_of_a_pdf_puts_out_of_order_is_left_alone():
    line = Line(1, "社工 站有“ ”记录，写”了“。", page=1)
    found = [one for check in (artefacts, width, doubled_marks) for one in check(Report((line,)))]
    assert found == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("格式见[插入附件名称]。", "[插入附件名称]"),
        (
            "【评委丙看一下：结尾要不要再加一段感谢？】",
            "【评委丙看一下：结尾要不要再加一段感谢？】",
        ),
        ("各方无异议（与督导中心核对后再定稿）。", "（与督导中心核对后再定稿）"),
        ("街道表示满意（此处待补充街道原话）。", "（此处待补充街道原话）"),
        ("（这段要不要删？）社工站位于东路。", "（这段要不要删？）"),
        ("完成探访612人次（数字请核对一下）。", "（数字请核对一下）"),
        ("[图片：活动现场]", "[图片：活动现场]"),
        ("指标完成率为【待填】。", "【待填】"),
        ("评估于X月5日进行。", "X"),
        ("由某某社工服务中心承办。", "某某"),
        ("&#160;社工站", "&#160;"),
        ('<span lang="zh">社工</span>', '<span lang="zh">'),
        ("见OLE_LINK3所示", "OLE_LINK3"),
        ("完成率96%（数据待更新）。", "（数据待更新）"),
        ("（此段待补）", "（此段待补）"),
        ("等级为［待确认］。", "［待确认］"),
        ("批注[A1]：请核对", "批注[A1]："),
    ],
)
def test_notes_of_the_writer_and_places_left_open_are_marked(text, quote):
    assert quote in [one for one, _ in said(artefacts, text)]


@pytest.mark.parametrize(
    "text",
    [
        "督导中心（含待岗培训）有记录，社工（需整改3项）已改。",
        "服务对象陈某某（待定级）情况稳定，家属要求补办证件（已受理）。",
        "工具（请见附件1）齐全，穗府办〔2023〕7号，［注］略。",
        "满意度（补充调查）为90%，协议（补充协议）已签。",
        "活动面积3×5米，X光检查免费，A×B两组对照。",
        "【评估依据】《广州市社工服务站管理办法》",
        "“社区问题地图”（更新及时）、“微心愿”（已认领）。",
        "问卷问题：您是否需要补充说明？（可多选）",
        "（更新后的台账待入户核实）",
        "（以下简称“社工站”，请假2人）",
    ],
)
def test_brackets_that_say_something_are_right(text):
    assert said(artefacts, text) == []


def test_pages_of_a_copied_text_are_no_slips_and_a_single_number_is():
    assert said(artefacts, "正文一。", "— 1 —", "正文二。", "— 2 —", "正文三。", "— 3 —") == []
    assert said(artefacts, "正文一。", "- 7 -", "正文二。") == [("- 7 -", "")]
    assert said(artefacts, "共建共享。【待片区长确认】") == [("【待片区长确认】", None)]


def test_numbers_that_count_up_between_the_lines_are_pages_of_a_copy():
    pages = [line for n in (1, 2, 3) for line in ("社工入户探访，逐户登记。", str(n))]
    assert said(artefacts, *pages) == []
    assert said(artefacts, *pages[:4], "社工入户探访。", "7") == [("1", ""), ("2", ""), ("7", "")]
