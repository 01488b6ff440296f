"""Any report as lines to check: Word, PDF and plain text."""

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from app.errors import UserError
from app.exchange import report_file
from app.exchange.report_file import read_report, text_lines
from app.model.line import Line
from tests.app.exchange.foreign_samples import OLE, bomb, document, pdf, rewritten

PROSE = "评估组查阅了台账，走访了三个社工点，与社工逐一交谈"
DELETED = '</w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>'
MOVED = '</w:t></w:r><w:moveFrom w:id="2" w:author="x"><w:r><w:t>搬走</w:t></w:r></w:moveFrom><w:r><w:t>'
HIDDEN = "</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>"
NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def texts(path):
    return [line.text for line in read_report(path)]


def numbered(text, key, level=0):
    """A paragraph's text that `rewritten` turns into one with automatic numbers."""
    return f"{text}@{key}@{level}"


def with_numbers(path, *paragraphs):
    document(path, *paragraphs)
    rewritten(path, "word/numbering.xml", lambda _xml: NUMBERING)

    def number(xml):
        for text in paragraphs:
            name, _at, rest = text.partition("@")
            key, _at, level = rest.partition("@")
            if key:
                mark = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr></w:pPr>'
                xml = xml.replace(
                    f"<w:p><w:r><w:t>{text}</w:t>", f"<w:p>{mark}<w:r><w:t>{name}</w:t>", 1
                )
        return xml

    return rewritten(path, "word/document.xml", number)


def test_paragraphs_and_cells_come_in_order_with_their_places(tmp_path):
    path = document(tmp_path / "a.docx", "一、概况", table=[["项目", "得分"], ["服务", "9"]])
    assert read_report(path) == (
        Line(1, "一、概况"),
        Line(2, "项目", 0, 0, 0),
        Line(3, "得分", 0, 0, 1),
        Line(4, "服务", 0, 1, 0),
        Line(5, "9", 0, 1, 1),
    )


def test_merged_cells_stand_once_and_keep_the_columns(tmp_path):
    made = docx.Document()
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "跨行"
    table.cell(1, 0).text = "左"
    made.save(tmp_path / "a.docx")
    found = [(line.text, line.row, line.column) for line in read_report(tmp_path / "a.docx")]
    assert found == [("合并", 0, 0), ("跨行", 0, 2), ("左", 1, 0)]


def test_a_cell_of_several_paragraphs_is_one_line_that_knows_both_numbers(tmp_path):
    made = docx.Document()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "甲"
    cell.add_paragraph("乙乙")
    made.save(tmp_path / "a.docx")
    (line,) = read_report(tmp_path / "a.docx")
    assert (line.text, line.number_at(0), line.number_at(2)) == ("甲\n乙乙", 1, 2)


def test_deleted_moved_and_hidden_text_is_left_out(tmp_path):
    path = document(tmp_path / "a.docx", "前PLACE后")
    rewritten(path, "word/document.xml", lambda xml: xml.replace("PLACE", DELETED + MOVED + HIDDEN))
    assert texts(path) == ["前后"]


def test_a_text_box_follows_its_paragraph_once(tmp_path):
    path = document(tmp_path / "a.docx", "开头PLACE")
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        '</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>"
    )
    rewritten(path, "word/document.xml", lambda xml: xml.replace("PLACE", drawn))
    assert [(line.text, line.part) for line in read_report(path)] == [("开头", ""), ("框内", "box")]


def test_headers_and_footers_come_last_and_once(tmp_path):
    made = docx.Document()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0].text = "征求意见稿"
    made.sections[0].footer.paragraphs[0].text = "— 1 —"
    made.add_section()
    made.save(tmp_path / "a.docx")
    found = [(line.text, line.part) for line in read_report(tmp_path / "a.docx")]
    assert found == [("正文", ""), ("征求意见稿", "header"), ("— 1 —", "footer")]


def test_automatic_numbers_become_text(tmp_path):
    path = with_numbers(
        tmp_path / "a.docx",
        numbered("概况", 1),
        numbered("人员", 1, 1),
        numbered("制度", 1, 1),
        numbered("点", 2),
        numbered("结果", 1),
        numbered("分数", 1, 1),
        numbered("另起", 3),
    )
    assert texts(path) == [
        "一、概况", "1.1人员", "1.2制度", "点", "二、结果", "2.1分数", "五、另起"
    ]  # fmt: skip


def test_a_style_can_carry_the_number_and_the_contents_are_marked(tmp_path):
    made = docx.Document()
    made.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    made.add_paragraph("一、概况 3", style="toc 1")
    made.add_paragraph("头一条", style="List Number")
    made.add_paragraph("第二条", style="List Number")
    made.save(tmp_path / "a.docx")
    found = [(line.text, line.part) for line in read_report(tmp_path / "a.docx")]
    assert found == [("一、概况 3", "toc"), ("1.头一条", ""), ("2.第二条", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_may_be_in_any_usual_encoding(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(f"一、概况\r\n{PROSE}。\r\n".encode(encoding))
    assert texts(path) == ["一、概况", f"{PROSE}。"]


def test_what_a_page_break_broke_is_one_line_that_knows_both_numbers():
    (line,) = text_lines(f"{PROSE[:-2]}\n\n{PROSE[-2:]}。\n")
    assert line == Line(1, f"{PROSE}。", joins=((len(PROSE) - 2, 3),))
    assert (line.number_at(0), line.number_at(len(PROSE) - 2)) == (1, 3)


def test_a_page_number_in_the_middle_of_a_broken_paragraph_is_kept_behind_it():
    found = text_lines(f"{PROSE[:-2]}\n\n- 4 -\n\n{PROSE[-2:]}。")
    assert [line.text for line in found] == [f"{PROSE}。", "- 4 -"]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、概况", "本站设在文化中心"),
        (PROSE, "（二）人员情况"),
        (PROSE, "2.第二点"),
        (f"{PROSE}：", "各项如下"),
        (f"{PROSE}（见附件1。）", "另一段"),
        (PROSE, "　　缩进的另一段"),
        ("项目评估方：某协会", "项目承办方：某中心"),
    ],
)
def test_what_belongs_apart_stays_apart(lines):
    assert [line.text for line in text_lines("\n\n".join(lines))] == list(lines)


def test_lines_that_a_margin_broke_are_paragraphs_again():
    text = "评估组在一天里走访三个社工点\n查阅台账并与社工逐一交谈以后\n形成意见。\n一、概况\n本站设在文化中心。"
    assert [line.text for line in text_lines(text)] == [
        "评估组在一天里走访三个社工点查阅台账并与社工逐一交谈以后形成意见。",
        "一、概况",
        "本站设在文化中心。",
    ]


def test_lines_broken_behind_so_many_characters_are_whole_again_however_many_are_digits():
    """Figures are half as wide, so that such a line looks short."""
    texts = (
        "本次评估的考核期为2024年11月16日至2025年5月15日，共6个月，由评估组到站核对。",
        "等级分为三档，80分至90分（不含90分）为良好，60分至80分（不含80分）为合格，其余另议。",
        "评估组查阅了台账，走访了三个社工点，与社工逐一交谈，听取了街道和居委会的意见后形成本报告。",
    )
    lines = [text[at : at + 25] for text in texts for at in range(0, len(text), 25)]
    assert [line.text for line in text_lines("\n".join(lines))] == list(texts)


def test_points_of_a_decimal_outline_stay_apart():
    points = [
        "1.4 评估时段：2024年10月至2025年4月，共6个月",
        "1.5 项目资金：人民币200万元，已到账",
        "1.6 其他",
    ]
    assert [line.text for line in text_lines("\n".join(points))] == points


def test_lines_without_end_do_not_become_one_paragraph():
    """Else a file of a hundred thousand such lines takes minutes instead of a second."""
    lines = text_lines("\n".join(["社工走访了各个社工点，逐户登记"] * 1_000))
    assert len(lines) == 5
    assert max(len(line.joins) for line in lines) == 200


def test_rows_of_tabs_are_a_table_in_both_looks():
    cells = "结果如下：\n\t项目\n\t得分\n\n\t服务\n\t9\n\n\n以上。"
    rows = "结果如下：\n项目\t得分\n服务\t9\n\n以上。"
    for text in (cells, rows):
        found = text_lines(text)
        assert [(one.text, one.row, one.column) for one in found if one.table == 0] == [
            ("项目", 0, 0), ("得分", 0, 1), ("服务", 1, 0), ("9", 1, 1)
        ]  # fmt: skip
        assert [one.text for one in found if one.table < 0] == ["结果如下：", "以上。"]


def test_a_line_behind_a_tab_is_no_table_and_a_line_of_the_contents_is_marked():
    found = text_lines("\t    某市社会工作协会\n2024年1月16日\n一、概况……………3")
    assert [(one.text.strip(), one.table, one.part) for one in found] == [
        ("某市社会工作协会", -1, ""),
        ("2024年1月16日", -1, ""),
        ("一、概况……………3", -1, "toc"),
    ]


def test_a_pdf_tells_its_pages_and_knows_a_page_number(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(f"{PROSE}。", "第二页的文字。"))
    assert [(one.text, one.page) for one in read_report(path)] == [
        (f"{PROSE}。", 1),
        ("第二页的文字。", 2),
    ]


def test_blanks_that_a_pdf_sets_beside_figures_are_not_read(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("探访 120 人次，占 50.00% ，共 3 项 Word 文件 12 34"))
    assert texts(path) == ["探访120人次，占50.00%，共3项 Word 文件12 34"]


def test_radicals_of_a_pdf_become_characters(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("⻓者⼯作⻋辆"))
    assert texts(path) == ["长者工作车辆"]


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.xlsx", b"PK", "cannot be checked"),
        ("a.docx", b"", "is empty"),
        ("a.docx", b"hello", "is not the Word or Excel file"),
        ("a.docx", OLE, "Office 97"),
        ("a.docx", bomb("word/document.xml"), "unpacks to far more"),
        ("a.pdf", b"%PDF-1.7 cut off", "is damaged"),
        ("a.txt", b"\x00\x01\x02", "is not a text file"),
        ("a.txt", b" \n \n", "holds no text"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_a_sentence(tmp_path, name, raw, says):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(UserError, match=says):
        read_report(path)


def test_a_truncated_word_file_is_refused(tmp_path):
    path = document(tmp_path / "a.docx", PROSE)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UserError, match="damaged"):
        read_report(path)


def test_a_text_of_millions_of_characters_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(report_file, "MOST_TEXT", 10)
    path = tmp_path / "a.txt"
    path.write_text(PROSE, "utf-8")
    with pytest.raises(UserError, match="more than 10 characters"):
        read_report(path)
