"""A PDF as another program sets it: what margins and pages broke is whole again."""

import docx
import pytest

from app.exchange.report_file import read_report
from tests.office import NEEDS_OFFICE, converted

pytestmark = NEEDS_OFFICE
CLAUSE = "评估组到三个社工点查阅台账并与社工逐一交谈，核对了《服务对象家庭信息汇总表》和探访记录，"


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """A report of some pages with a running header, numbered points and a table."""
    folder = tmp_path_factory.mktemp("pdf")
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "征求意见稿"
    for n in range(1, 31):
        made.add_paragraph(f"{n}.{CLAUSE * 3}情况属实。")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "大型社区活动人次", "人次"
    made.save(folder / "source.docx")
    raw = (folder / "source.docx").read_bytes()
    return read_report(converted(folder, {"report.docx": raw}, "pdf") / "report.pdf")


def test_every_point_is_one_paragraph_with_the_numbers_of_its_lines(lines):
    points = [one for one in lines if one.text.endswith("情况属实。")]
    assert [one.text for one in points] == [f"{n}.{CLAUSE * 3}情况属实。" for n in range(1, 31)]
    assert all(one.joins and one.number_at(len(one.text)) > one.number for one in points)


def test_a_running_header_is_no_text_and_pages_are_counted(lines):
    headers = [one for one in lines if one.text == "征求意见稿"]
    assert len(headers) >= 3
    assert {one.part for one in headers} == {"header"}
    assert [one.page for one in headers] == list(range(1, len(headers) + 1))


def test_cells_of_a_row_keep_the_blank_between_them(lines):
    assert any("大型社区活动人次 人次" in one.text for one in lines)
