"""What holds for every text and every check of figures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.i18n import placeholders
from app.model.line import Line
from app.reports.checker.base import Report
from tests.app.reports.checker.reports import remarks, text

WORDS = (
    "共", "其中", "完成", "指标", "占", "%", "分别", "片区一", "第二片区：甲村、乙村", "1.值得肯定的地方", "2.需要关注的地方",
    "（一）购买方评价", "满意度", "调查", "10", "9.5", "3,456.789", "２０", "二十三", "名社工", "人次", "元", "万元", "份", "，", "。",
    "；", "、", "（", "）", "：", "2024年1月16日", "2024年2月30日", "至", "评估期", "协议期", "截至", "以上", "80分", "优秀", "合计",
    "应到岗", "实到岗", "超配", "建档", "没有", "都", "\t", "“", "”", "已运营", "年", "\u202e", "🙂", "\x0b", "稳岗率达",
)  # fmt: skip
PARAGRAPH = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
CELL = st.sampled_from(
    [
        "评估内容",
        "标准分",
        "评分",
        "折算分",
        "总分",
        "合计",
        "8.93",
        "−0.5",
        "",
        "第一片区",
        "指标数",
        "完成量",
        "完成率",
        "97.08%",
    ]
)


@given(st.lists(PARAGRAPH | st.text(max_size=40), max_size=8))
@settings(max_examples=200)
def test_no_report_stops_the_checks_and_every_remark_has_a_place(paragraphs):
    for one in remarks(text(*paragraphs)):
        assert 0 <= one.start < one.end <= len(one.line.text)
        assert placeholders(one.template) <= one.values.keys()
        assert one.mend != one.quote


@given(st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=6))
def test_no_table_stops_the_checks(rows):
    cells = (Line(1, cell, 0, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row))
    for one in remarks(Report(tuple(cells))):
        assert one.start < one.end
