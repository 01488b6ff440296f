"""The Word file: what is in it, how its tables are merged, and that no text is lost on the way."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from app.errors import UserError
from app.model.base import changed
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.input import Picture, ReportInput
from app.reports.render import document_text, missing_findings, render_docx
from tests.app.reports.examples import (
    AWKWARD,
    example,
    finding,
    findings,
    setup,
    thirty,
    without_scores,
)
from tests.ooxml import faults

FORMS = ("panyu", "yuexiu")


def render(form: str, given: ReportInput) -> bytes:
    return render_docx(load_form(form), build_context(given, load_form(form)))


@cache
def rendered(form: str) -> bytes:
    return render(form, example())


def parts(raw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("form", FORMS)
def test_two_renders_are_equal_part_by_part(form):
    assert parts(rendered(form)) == parts(render(form, example()))


@pytest.mark.parametrize("form", FORMS)
def test_every_used_finding_is_read_back_from_the_file(form):
    assert missing_findings(rendered(form), findings()) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_finding_that_is_not_in_the_file_is_reported(form):
    lost = finding("这一条没有印出来。")
    assert missing_findings(rendered(form), (*findings(), lost)) == [lost]


def test_a_finding_that_is_part_of_another_needs_a_place_of_its_own():
    whole, part = finding("档案齐全，跟进及时。", "a"), finding("档案齐全", "b")
    raw = render("panyu", example(findings=(whole,)))
    assert missing_findings(raw, (whole, part)) == [part]
    assert missing_findings(render("panyu", example(findings=(whole, part))), (whole, part)) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_awkward_texts_come_back_equal(form, text):
    own = changed(setup(), station=changed(setup().station, name=text[:300]))
    raw = render(form, example(own, findings=(finding(text),)))
    assert missing_findings(raw, (finding(text),)) == []
    assert text[:300].replace("\t", " ") in document_text(raw).replace("\t", " ")


def test_lines_of_a_finding_become_paragraphs():
    raw = render("panyu", example(findings=(finding("头一行\n次一行"),)))
    lines = document_text(raw).split("\n")
    assert lines[lines.index("（1）头一行") + 1] == "次一行"


@pytest.mark.parametrize("form", FORMS)
def test_no_tag_and_no_mark_is_left_over(form):
    for given in (example(), example(taken=without_scores(), findings=(), survey=())):
        text = document_text(render(form, given))
        assert "{" not in text
        assert "None" not in text
        assert "（）" not in text


def words(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def score_table(form: str) -> etree._Element:
    body = Document(BytesIO(rendered(form))).element.body
    return next(t for t in body.iter(qn("w:tbl")) if "折算分" in words(t))


@pytest.mark.parametrize("form", FORMS)
def test_the_converted_figure_is_one_cell_over_its_districts(form):
    rows = list(score_table(form).iter(qn("w:tr")))
    marks = [row[-1].find(f".//{qn('w:vMerge')}") for row in rows[4:7]]
    assert [m.get(qn("w:val")) for m in marks] == ["restart", "continue", "continue"]
    assert [words(row[-1]) for row in rows[4:7]] == ["16.43", "", ""]


@pytest.mark.parametrize("form", FORMS)
def test_the_total_row_is_really_merged(form):
    last = list(score_table(form).iter(qn("w:tr")))[-1]
    assert [c.find(f".//{qn('w:gridSpan')}") is not None for c in last.iter(qn("w:tc"))] == [
        True,
        False,
    ]
    assert words(last) == "总分87.11"


@pytest.mark.parametrize("form", FORMS)
def test_cell_properties_stand_in_the_order_of_the_schema(form):
    order = ["tcW", "gridSpan", "vMerge", "vAlign"]
    body = Document(BytesIO(rendered(form))).element.body
    for properties in body.iter(qn("w:tcPr")):
        names = [etree.QName(child).localname for child in properties]
        assert names == [name for name in order if name in names]


@pytest.mark.parametrize("form", FORMS)
def test_every_table_has_its_columns_and_no_row_is_torn(form):
    for table in Document(BytesIO(rendered(form))).element.body.iter(qn("w:tbl")):
        widths = [int(c.get(qn("w:w"))) for c in table.tblGrid]
        assert 8800 < sum(widths) <= 8850
        rows = list(table.iter(qn("w:tr")))
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    rows = list(score_table(form).iter(qn("w:tr")))
    assert all(row.find(f".//{qn('w:keepNext')}") is not None for row in rows[:-1])


@pytest.mark.parametrize("form", FORMS)
def test_a_table_that_no_page_can_hold_flows_on_but_for_its_ends(form):
    raw = render(form, example(changed(setup(), districts=thirty())))
    body = Document(BytesIO(raw)).element.body
    table = next(t for t in body.iter(qn("w:tbl")) if "折算分" in words(t))
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in table.iter(qn("w:tr"))]
    assert len(kept) == 38
    assert kept == [True] * 3 + [False] * 32 + [True, True, False]
    assert next(table.iter(qn("w:tr"))).find(f".//{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize("form", FORMS)
def test_the_page_is_that_of_the_standard(form):
    document = Document(load_form(form).template)
    for section in document.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert round(section.top_margin.mm) == 37
        assert round(section.bottom_margin.mm) == 35
        text_width = section.page_width - section.left_margin - section.right_margin
        assert 28 * (16 - 0.2) <= text_width / 12700 < 29 * (16 - 0.2)
    assert document.settings.odd_and_even_pages_header_footer
    grids = list(document.element.body.iter(qn("w:docGrid")))
    assert {grid.get(qn("w:linePitch")) for grid in grids} == {"579"}
    assert 22 * 579 <= 12756 < 23 * 579


@pytest.mark.parametrize("form", FORMS)
def test_odd_pages_number_right_and_even_pages_left(form):
    last = Document(load_form(form).template).sections[-1]
    odd, even = last.footer.paragraphs[0], last.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    assert odd.text.startswith("— ")
    assert "PAGE" in "".join(odd.paragraph_format.element.itertext())


@pytest.mark.parametrize("form", FORMS)
def test_east_asian_fonts_are_set_wherever_a_font_is(form):
    held = parts(load_form(form).template.read_bytes())
    assert b"bookmarkStart" not in held["word/document.xml"]
    assert "numbering" not in " ".join(held)
    for fonts in etree.fromstring(held["word/styles.xml"]).iter(qn("w:rFonts")):
        assert fonts.get(qn("w:eastAsia"))
    assert '<a:ea typeface="仿宋"' in held["word/theme/theme1.xml"].decode()
    assert "altName" in held["word/fontTable.xml"].decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_says_so_on_every_kind_of_page(form):
    document = Document(BytesIO(render(form, example(taken=without_scores()))))
    first = document.sections[0]
    assert first.header.paragraphs[0].text == "未完成稿"
    assert first.even_page_header.paragraphs[0].text == "未完成稿"


@pytest.mark.parametrize("form", FORMS)
def test_the_form_asks_for_nothing_that_the_context_does_not_hold(form):
    template = DocxTemplate(load_form(form).template)
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    asked = template.get_undeclared_template_variables(environment)
    assert asked <= set(build_context(example(), load_form(form)))


@pytest.mark.parametrize(
    "text",
    ["{{ f.nobody_knows }}", "{% for %}", "{{ ''.__class__.__mro__ }}", "{{ f.total | nofilter }}"],
)
def test_a_form_that_asks_for_what_is_not_there_is_refused(tmp_path, text):
    document = Document(load_form("panyu").template)
    document.add_paragraph(text)
    document.save(str(tmp_path / "report.docx"))
    broken = changed(load_form("panyu"), folder=tmp_path)
    with pytest.raises(UserError, match="cannot be filled"):
        render_docx(broken, build_context(example(), broken))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18), None])
def test_a_form_without_a_word_file_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "report.docx").write_bytes(content)
    broken = changed(load_form("panyu"), folder=tmp_path)
    with pytest.raises(UserError, match="not a Word file"):
        render_docx(broken, build_context(example(), broken))


def last_page_chain(form: str) -> list[etree._Element]:
    """The paragraphs from the last of the closing words to the signature."""
    body = list(Document(BytesIO(rendered(form))).element.body.iterchildren(qn("w:p")))
    style = [
        p.pPr.pStyle.val if p.pPr is not None and p.pPr.pStyle is not None else "" for p in body
    ]
    return body[style.index("AttachmentGap") - 1 : style.index("SignatureDate")]


@pytest.mark.parametrize("form", FORMS)
def test_the_signature_is_never_alone_on_a_page(form):
    styles = Document(BytesIO(rendered(form))).styles.element
    kept = {s.get(qn("w:styleId")) for s in styles if s.find(f".//{qn('w:keepNext')}") is not None}
    chain = last_page_chain(form)
    assert len(chain) == 5
    assert all(paragraph.pPr.pStyle.val in kept for paragraph in chain)


@pytest.mark.parametrize("form", FORMS)
def test_the_staffing_table_has_two_rows_of_heads_with_real_cells(form):
    body = Document(BytesIO(rendered(form))).element.body
    table = next(t for t in body.iter(qn("w:tbl")) if "实到岗" in words(t))
    first, second = list(table.iter(qn("w:tr")))[:2]
    assert [words(cell) for cell in first.iter(qn("w:tc"))] == ["月份", "全部社工", "持证社工"]
    assert words(second) == "应到岗实到岗超（缺）" * 2
    assert all(row.find(f".//{qn('w:tblHeader')}") is not None for row in (first, second))


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)


def pixel() -> bytes:
    return PIXEL


@pytest.mark.parametrize("form", FORMS)
def test_charts_make_an_annex_with_captions_and_words_for_who_sees_none(form):
    charts = (
        Picture("图1 各片区得分", "第一片区16.8", pixel),
        Picture("图2 指标", "家访97.08%", pixel),
    )
    raw = render(form, example(annex=charts))
    text = document_text(raw).split("\n")
    assert faults(raw) == []
    assert "附件3" in text
    assert [line for line in text if line.startswith("图")] == ["图1 各片区得分", "图2 指标"]
    assert "3.钟村街社工服务站评估图表" in text
    described = [p.get("descr") for p in Document(BytesIO(raw)).element.body.iter(qn("wp:docPr"))]
    assert described == ["第一片区16.8", "家访97.08%"]
    assert "附件3" not in document_text(rendered(form))


@pytest.mark.parametrize("form", FORMS)
def test_thirty_districts_and_six_hundred_findings_are_all_there(form):
    stances = (Stance.PRAISE, Stance.CONCERN)
    all_of_them = tuple(
        CuratedFinding(
            id=f"g{n}",
            stance=stances[n % 2],
            text=f"第{n}条，说的是一件具体的事。",
            block="quality",
            district=f"x{n % 30 + 1}",
        )
        for n in range(600)
    )
    raw = render(form, example(changed(setup(), districts=thirty()), findings=all_of_them))
    assert missing_findings(raw, all_of_them) == []
