"""Pages that Qt sets: what stands on them, where they end, and that the file says what it shows."""

import re
from functools import cache
from io import BytesIO

import pdfplumber
import pypdf
import pytest
from docx import Document
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage

from app.errors import UserError
from app.model.base import changed
from app.model.station import District, Site
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.pages import Pages
from app.reports.pdf_texts import page_texts
from app.reports.readback import check_pages
from app.reports.reading import CLASSES, reading_copy
from app.reports.records import Record, record_html
from app.reports.render import render_docx
from app.rules.radicals import without_radicals
from tests.app.exchange.summaries import one
from tests.app.reports.examples import example, setup, without_scores
from ui import pdf

FORMS = ("panyu", "yuexiu")
AWKWARD = (
    "有<尖括号>和&符号；表情🙂，从右到左\u200fשלום\u200e，组合é̂，制表\t符，和 多  个  空格。",
    "长" * 5000,
)


@pytest.fixture(autouse=True)
def _fonts(qapp):
    """Fonts need an application."""


def pages_of(form, header="征求意见稿", given=None):
    form = load_form(form)
    raw = render_docx(form, build_context(given or example(), form))
    return reading_copy(raw, header)


@cache
def made(form):
    pages = pages_of(form)
    return pages, pdf.set_pages(pages, "评估报告")


def texts(raw):
    return [without_radicals(p.extract_text()) for p in pypdf.PdfReader(BytesIO(raw)).pages]


def paragraphs(count, words="一段话。", kind="body"):
    return "".join(f'<p class="{kind}">{n}{words}</p>' for n in range(count))


STYLE = "<style>p { font-size: 16pt; margin: 0 } p.head { -qt-user-state: 1 }</style>"


@pytest.mark.parametrize("form", FORMS)
def test_the_reading_copy_says_what_the_report_says_page_by_page(form):
    pages, raw = made(form)
    assert check_pages(raw, pages) == len(texts(raw))


@pytest.mark.parametrize("form", FORMS)
def test_every_style_of_the_forms_has_a_look_of_its_own(form):
    document = Document(load_form(form).template)
    paragraphs = [*document.paragraphs]
    for table in document.tables:
        paragraphs += [p for row in table.rows for cell in row.cells for p in cell.paragraphs]
    known = {name.lower() for name in CLASSES}
    assert {p.style.name.lower() for p in paragraphs} - {"normal"} <= known


@pytest.mark.parametrize("form", FORMS)
def test_the_header_stands_on_every_page(form):
    assert all(text.startswith("征求意见稿") for text in texts(made(form)[1]))


def test_a_cover_has_no_number_and_the_text_begins_with_one():
    cover, first, *_rest = texts(made("yuexiu")[1])
    assert "—" not in cover
    assert first.replace("\t", "").endswith("—1—")


def test_without_a_cover_the_first_page_is_one():
    first = texts(made("panyu")[1])[0]
    assert first.replace("\t", "").endswith("—1—")


@pytest.mark.parametrize("form", FORMS)
def test_fonts_are_embedded_and_the_title_is_set(form):
    reader = pypdf.PdfReader(BytesIO(made(form)[1]))
    assert reader.metadata.title == "评估报告"
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    for font in fonts:
        (inner,) = font.get_object()["/DescendantFonts"]
        assert "/FontFile2" in inner.get_object()["/FontDescriptor"]


@pytest.mark.parametrize("form", FORMS)
def test_attachments_are_listed_under_each_other_with_room_before_the_signature(form):
    raw = made(form)[1]
    with pdfplumber.open(BytesIO(raw)) as file:
        page = next(p for p in file.pages if "附件：" in without_radicals(p.extract_text()))
        digits = [c for c in page.chars if c["text"] in "12"]
        lines = page.extract_text_lines()
    listed = [n for n, line in enumerate(lines) if "统计表" in without_radicals(line["text"])]
    first, second = (
        next(c["x0"] for c in digits if abs(c["top"] - lines[n]["top"]) < 5) for n in listed
    )
    assert first == pytest.approx(second, abs=1.5)
    gap = lines[listed[-1] + 1]["top"] - lines[listed[-1]]["top"]
    assert gap > 2 * (lines[listed[1]]["top"] - lines[listed[0]]["top"])


def test_who_signs_the_record_of_the_feedback_has_name_and_date_on_one_line():
    html = record_html(Record.FEEDBACK, example(), load_form("panyu"))
    lines = [
        line
        for text in texts(pdf.pdf_of(html, "记录"))
        for line in text.splitlines()
        if "签名" in line
    ]
    assert len(lines) == 2
    assert all(line.rstrip().endswith("日") for line in lines)


@pytest.mark.parametrize("form", FORMS)
def test_no_page_ends_with_a_heading(form):
    headings = {"值得肯定的地方", "需要关注的地方", "评估依据", "评估原则"}
    for text in texts(made(form)[1]):
        last = [line for line in text.splitlines() if "—" not in line][-1]
        assert not any(last.rstrip("：").endswith(heading) for heading in headings)


def test_the_score_table_stands_on_one_page_under_its_introduction():
    (page,) = [t for t in texts(made("panyu")[1]) if "8.925" in t]
    assert page.index("评估内容") < page.index("8.925") < page.rindex("总分\n87.11")


def test_a_signature_never_stands_on_a_page_alone():
    (page,) = [t for t in texts(made("panyu")[1]) if "2024年1月30日" in t]
    assert "附件：1." in page


@pytest.mark.parametrize("room", range(18, 30))
def test_a_heading_goes_along_wherever_the_page_ends(room):
    html = STYLE + paragraphs(room) + '<p class="head">标题</p>' + paragraphs(3, "正文。")
    raw = pdf.set_pages(Pages(html, report=True), "x")
    (page,) = [t for t in texts(raw) if "标题" in t]
    assert "0正文" in page


@pytest.mark.parametrize("room", range(4, 12))
def test_a_picture_goes_along_with_its_caption(room):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0)
    raw = QByteArray()
    buffer = QBuffer(raw)
    image.save(buffer, "PNG")
    source = f"data:image/png;base64,{bytes(raw.toBase64()).decode()}"
    picture = f'<p class="head"><img width="580" src="{source}"/></p><p>图题</p>'
    pages = Pages(STYLE + paragraphs(room) + picture * 3, report=True)
    written = pypdf.PdfReader(BytesIO(pdf.set_pages(pages, "x"))).pages
    for page in written:
        assert len(page.images) == page.extract_text().count("图题")


@pytest.mark.parametrize("room", range(15, 30, 2))
def test_a_table_that_fits_on_a_page_is_not_torn(room):
    rows = "".join(f"<tr><td>第{n}行</td></tr>" for n in range(10))
    html = STYLE + paragraphs(room) + f"<table border='1'>{rows}</table>" + paragraphs(2)
    pages = Pages(html, report=True)
    raw = pdf.set_pages(pages, "x")
    assert len([t for t in texts(raw) if "行" in t]) == 1
    check_pages(raw, pages)


def test_a_table_longer_than_a_page_repeats_its_head_and_loses_no_row():
    rows = "".join(f"<tr><td>第{n}行</td><td>{n}</td></tr>" for n in range(120))
    head = "<thead><tr><th>行名</th><th>数</th></tr></thead>"
    pages = Pages(f"{STYLE}{paragraphs(3)}<table border='1'>{head}{rows}</table>", report=True)
    raw = pdf.set_pages(pages, "x")
    assert check_pages(raw, pages) > 2
    assert all("行名" in text for text in texts(raw))


def test_cells_that_go_over_to_another_page_lose_nothing():
    words = "一行很长的字，" * 30
    rows = "".join(f"<tr><td>{n}{words}</td><td>{words}{n}</td></tr>" for n in range(9))
    pages = Pages(f"{STYLE}<table border='1'>{rows}</table>", report=True)
    raw = pdf.set_pages(pages, "x")
    assert check_pages(raw, pages) > 2
    other = Pages(pages.html.replace("8一行", "7一行"), report=True)
    with pytest.raises(UserError, match="of the PDF"):
        check_pages(raw, other)


WIDE = re.compile(rb"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re")
LONG_ROWS = "".join(
    f"<tr><td>{n}{'一行很长的字，' * 30}</td><td>{'一行很长的字，' * 30}{n}</td></tr>"
    for n in range(9)
)
COLLAPSED = "<table width='100%' border='1' cellspacing='0' cellpadding='4' style='border-collapse: collapse; border-color: #000;'>"


def lines_across(raw):
    """How many lines each page has that go over the whole table: Qt draws cell by cell."""
    found = []
    for page in pypdf.PdfReader(BytesIO(raw)).pages:
        drawn = WIDE.findall(page.get_contents().get_data())
        found.append(
            sum(float(width) > 1700 > 20 > float(height) for _x, _y, width, height in drawn)
        )
    return found


@pytest.mark.parametrize(
    ("head", "lines"),
    [("", [1, 2, 1]), ("<thead><tr><th>一</th><th>二</th></tr></thead>", [1, 1, 0])],
)
def test_a_table_that_goes_over_to_another_page_is_closed_on_both(head, lines):
    raw = pdf.set_pages(Pages(f"{COLLAPSED}{head}{LONG_ROWS}</table>", report=True), "x")
    assert lines_across(raw) == lines


def test_a_table_on_one_page_gets_no_further_line():
    rows = "".join(f"<tr><td>第{n}行</td><td>{n}</td></tr>" for n in range(9))
    raw = pdf.set_pages(Pages(f"{COLLAPSED}{rows}</table>", report=True), "x")
    assert lines_across(raw) == [0]


def test_a_table_without_borders_gets_none():
    plain = COLLAPSED.replace("border='1'", "border='0'")
    raw = pdf.set_pages(Pages(f"{plain}{LONG_ROWS}</table>", report=True), "x")
    assert sum(lines_across(raw)) == 0


def test_a_score_table_of_thirty_districts_is_read_back_whole():
    districts = tuple(
        District(
            id=f"x{n}", name=f"片区{n}（含新建小区）", sites=(Site(id=f"s{n}", name=f"社区{n}"),)
        )
        for n in range(1, 31)
    )
    given = example(changed(setup(), districts=districts), without_scores(), draft=True)
    pages = pages_of("panyu", given=given)
    raw = pdf.set_pages(pages, "x")
    assert check_pages(raw, pages) == len(texts(raw))


def test_a_paragraph_over_several_pages_is_in_the_file_once():
    pages = Pages(f"{STYLE}<p>{'长' * 5000}</p>", report=True)
    raw = pdf.set_pages(pages, "x")
    assert "".join(texts(raw)).count("长") == 5000


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_findings_come_through(text):
    findings = example().findings
    awkward = type(findings[0])(id="z", stance=findings[0].stance, text=text, block="operation")
    pages = pages_of("panyu", given=example(findings=(*findings, awkward)))
    check_pages(pdf.set_pages(pages, "x"), pages)


def test_digits_beside_latin_letters_are_in_the_file():
    (text,) = texts(pdf.set_pages(Pages("<p>b1i0 <b>D1-01</b> 区2a</p>"), "x"))
    assert "b1i0" in text
    assert "D1-01" in text
    assert "区2\na" in text


def test_a_text_that_is_missing_or_differs_is_told_with_its_page():
    pages, raw = made("panyu")
    other = Pages(pages.html.replace("87.11", "87.12"), pages.header, report=True)
    with pytest.raises(UserError, match=r"Page \d+ of the PDF"):
        check_pages(raw, other)
    longer = Pages(pages.html.replace("</body>", "<p>还有</p></body>"), pages.header, report=True)
    with pytest.raises(UserError, match="还有"):
        check_pages(raw, longer)


@pytest.mark.parametrize("form", FORMS)
def test_without_its_drawing_a_page_says_the_same(form):
    raw = made(form)[1]
    lean = ["".join(without_radicals(text).split()) for text in page_texts(raw)]
    assert lean == ["".join(text.split()) for text in texts(raw)]


def test_what_is_no_pdf_is_refused():
    with pytest.raises(UserError, match="no sound PDF"):
        check_pages(b"PK", Pages("<p>x</p>"))


def test_progress_is_told_page_by_page():
    told = []
    pages = Pages(STYLE + paragraphs(100), report=True)
    raw = pdf.set_pages(pages, "x", lambda done, total: told.append((done, total)))
    count = len(texts(raw))
    assert told == [(n, count) for n in range(count)]


@pytest.mark.parametrize("record", list(Record))
def test_records_of_the_day_are_read_back(record):
    world = one(5)
    given = example()
    if record is Record.SHEETS:
        given = type(given)(world.setup, world.instrument, world.outcome, given.today)
    pages = Pages(record_html(record, given, load_form("panyu")))
    raw = pdf.set_pages(pages, "x")
    assert check_pages(raw, pages) == len(texts(raw))
