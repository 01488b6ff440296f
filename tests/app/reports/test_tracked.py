"""Two Word files as one with tracked changes, accepted and refused again."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.model.base import changed
from app.model.station import District, Site
from app.reports.comparing import changed_paragraphs, comparison_html
from app.reports.context import build_context
from app.reports.form import load_form
from app.reports.render import document_text, render_docx
from app.reports.revisions import Paragraph, accepted, blocks, body_of, rejected, with_body
from app.reports.tracked import compare
from app.rules.difference import Change
from tests.app.reports.examples import AWKWARD, example, finding, findings, setup, without_scores
from tests.office import NEEDS_OFFICE, converted
from tests.ooxml import faults

AT = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)
FORMS = ("panyu", "yuexiu")
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
TEXTS = st.text("甲乙丙 14。\t\n<&é🙂", max_size=12)
ROWS = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1, max_size=4)
)
FILES = st.lists(TEXTS | ROWS, max_size=7)


@cache
def base():
    """A Word file with a document and nothing else, quick to open."""
    document, target = docx.Document(), BytesIO()
    document.save(target)
    kept = {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}
    made = BytesIO()
    with ZipFile(target) as source, ZipFile(made, "w") as small:
        for name in kept:
            raw = source.read(name)
            if name != "word/document.xml":
                tree = etree.fromstring(raw)
                for node in list(tree):
                    named = node.get("PartName", node.get("Target", "xml")).lstrip("/")
                    if named not in {*kept, "xml"}:
                        tree.remove(node)
                raw = etree.tostring(tree)
            small.writestr(name, raw)
    return made.getvalue()


def written(parts):
    """A Word file of paragraphs and tables, with a paragraph at its end as Word has it."""
    root = body_of(base())
    body = root.find(qn("w:body"))
    for node in list(body)[:-1]:
        body.remove(node)
    for part in (*parts, "完"):
        made = paragraph(part) if isinstance(part, str) else table(part)
        body[-1].addprevious(made)
    return with_body(base(), root)


def paragraph(text):
    made = etree.Element(qn("w:p"))
    run = etree.SubElement(made, qn("w:r"))
    for line, words in enumerate(text.split("\n")):
        if line:
            etree.SubElement(run, qn("w:br"))
        for place, word in enumerate(words.split("\t")):
            if place:
                etree.SubElement(run, qn("w:tab"))
            node = etree.SubElement(run, qn("w:t"))
            node.text = word
    return made


def table(rows):
    made = etree.Element(qn("w:tbl"))
    for row in rows:
        line = etree.SubElement(made, qn("w:tr"))
        for text in row:
            cell = etree.SubElement(line, qn("w:tc"))
            cell.extend(paragraph(one) for one in (text, f"{text}。"))
    return made


def read(raw):
    """What python-docx reads of a file: paragraphs, and tables as rows of texts."""
    found = []
    for block in docx.Document(BytesIO(raw)).iter_inner_content():
        if isinstance(block, docx.text.paragraph.Paragraph):
            found.append(block.text)
        else:
            found.append([[cell.text for cell in row.cells] for row in block.rows])
    return found


@cache
def report(form, case):
    given = {
        "old": example,
        "scores": lambda: example(None, without_scores()),
        "findings": lambda: example(
            findings=(*findings()[2:], *(finding(t, f"z{n}") for n, t in enumerate(AWKWARD)))
        ),
        "districts": lambda: example(
            changed(
                setup(),
                districts=(
                    *setup().districts,
                    District(id="x9", name="新片区", sites=(Site(id="x91", name="某社区"),)),
                ),
            )
        ),
    }[case]()
    return render_docx(load_form(form), build_context(given, load_form(form)))


@settings(deadline=None)
@given(FILES, FILES)
def test_all_changes_accepted_give_the_new_text_and_refused_the_old(old, new):
    before, after = written(old), written(new)
    both = compare(before, after, AT)
    assert read(accepted(both)) == read(after)
    assert read(rejected(both)) == read(before)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", ["scores", "findings", "districts"])
def test_two_versions_of_a_report_are_one_valid_file(form, case):
    for before, after in (("old", case), (case, "old")):
        both = compare(report(form, before), report(form, after), AT)
        assert faults(both) == []
        assert document_text(accepted(both)) == document_text(report(form, after))
        assert document_text(rejected(both)) == document_text(report(form, before))
        assert faults(accepted(both)) == faults(rejected(both)) == []


def test_every_change_says_who_and_when_under_a_number_of_its_own():
    both = body_of(compare(report("panyu", "old"), report("panyu", "findings"), AT))
    marks = list(both.iter(qn("w:ins"), qn("w:del")))
    assert {(m.get(qn("w:author")), m.get(qn("w:date"))) for m in marks} == {
        ("汇评", "2024-02-01T09:30:00Z")
    }
    numbers = [m.get(qn("w:id")) for m in marks]
    assert len(numbers) == len(set(numbers)) > 20


def test_a_changed_figure_in_a_table_is_struck_and_added_in_its_cell():
    old = written([[["项目", "得分"], ["服务监测", "8.9"]]])
    new = written([[["项目", "得分"], ["服务成效", "12.4"], ["服务监测", "8.95"]]])
    table, _end = blocks(body_of(compare(old, new, AT)))
    assert table.whole == (Change.SAME, Change.IN, Change.SAME)
    cell, _more = table.rows[2][1]
    assert [(s.change, s.text) for s in cell.spans] == [(Change.OUT, "8.9"), (Change.IN, "8.95")]


def test_bold_and_other_formats_of_what_stays_and_comes_are_those_of_the_new_file():
    def formatted(text, *, bold):
        document = docx.Document()
        paragraph = document.add_paragraph("共有")
        paragraph.add_run(text).bold = bold
        document.add_paragraph("完")
        target = BytesIO()
        document.save(target)
        return target.getvalue()

    both = accepted(
        compare(formatted("14名社工。", bold=False), formatted("15名社工。", bold=True), AT)
    )
    first = docx.Document(BytesIO(both)).paragraphs[0]
    assert [(run.text, run.bold) for run in first.runs] == [
        ("共有", None),
        ("15名社工。", True),
    ] or ("".join(r.text for r in first.runs if r.bold) == "15名社工。")


def test_changes_that_a_file_tracks_already_count_as_accepted():
    one, two, three = (written([f"共有{n}名社工。"]) for n in (13, 14, 15))
    both = compare(compare(one, two, AT), three, AT)
    assert read(rejected(both)) == read(two)
    assert read(accepted(both)) == read(three)


def test_a_paragraph_with_a_field_or_a_picture_goes_and_comes_as_a_whole():
    def made(text):
        root = body_of(written([text]))
        paragraph = next(root.iter(qn("w:p")))
        run = etree.SubElement(paragraph, qn("w:r"))
        mark = etree.SubElement(run, qn("w:fldChar"))
        mark.set(qn("w:fldCharType"), "begin")
        return with_body(written([text]), root)

    both = compare(made("共有14名。"), made("共有15名。"), AT)
    assert read(rejected(both))[0] == "共有14名。"
    assert read(accepted(both))[0] == "共有15名。"
    assert len(list(body_of(both).iter(qn("w:fldChar")))) == 1


def test_the_same_file_twice_has_no_change():
    both = compare(report("panyu", "old"), report("panyu", "old"), AT)
    assert changed_paragraphs(both) == 0
    assert "class" in comparison_html(both)
    assert not list(body_of(both).iter(qn("w:ins"), qn("w:del")))


def test_the_view_shows_changes_with_what_stands_beside_them_and_counts_the_rest():
    old = written([f"第{n}段没有改动。" for n in range(9)] + ["共有<14>名。"])
    new = written([f"第{n}段没有改动。" for n in range(9)] + ["共有<15>名。"])
    shown = comparison_html(compare(old, new, AT))
    assert '<span class="went"><s>14</s></span><span class="came"><u>15</u></span>' in shown
    assert "共有&lt;" in shown
    assert "第8段" in shown
    assert "第3段" not in shown
    assert "8 paragraphs without a change" in shown


def test_a_paragraph_that_came_whole_is_told_from_one_that_changed():
    both = compare(written(["甲。"]), written(["甲。", "全新的一段。"]), AT)
    found = [block for block in blocks(body_of(both)) if isinstance(block, Paragraph)]
    assert [block.whole for block in found] == [Change.SAME, Change.IN, Change.SAME]


CASES = [(form, case) for form in FORMS for case in ("scores", "findings")]


@pytest.fixture(scope="module")
def in_writer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tracked")
    files = {
        f"{form}-{case}.docx": compare(report(form, "old"), report(form, case), AT)
        for form, case in CASES
    }
    return converted(folder, files, "fodt")


class TestInLibreOffice:
    pytestmark = NEEDS_OFFICE

    @pytest.mark.parametrize(("form", "case"), CASES)
    def test_writer_reads_both_versions_and_who_changed_what(self, in_writer, form, case):
        tree = etree.parse(str(in_writer / f"{form}-{case}.fodt")).getroot()
        regions = list(tree.iter(f"{TEXT}changed-region"))
        assert {one.findtext(f".//{DC}creator") for one in regions} == {"汇评"}
        kinds = {one.get(f"{TEXT}id"): one[0].tag for one in regions}
        old, new = (as_writer_reads(tree, kinds, f"{TEXT}{k}") for k in ("insertion", "deletion"))
        assert old == bare(document_text(report(form, "old")))
        assert new == bare(document_text(report(form, case)))


def as_writer_reads(tree, kinds, without):
    """The body's text outside of one kind of change."""
    body = tree.find(f"{OFFICE}body/{OFFICE}text")
    skipped, told = set(), []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag == f"{TEXT}tracked-changes":
            continue
        named = kinds.get(node.get(f"{TEXT}change-id", ""))
        if event == "start" and named == without:
            (skipped.discard if node.tag.endswith("end") else skipped.add)(
                node.get(f"{TEXT}change-id")
            )
        inside = any(True for _ in node.iterancestors(f"{TEXT}tracked-changes"))
        if not skipped and not inside:
            told.append((node.text if event == "start" else node.tail) or "")
    return bare("".join(told))


def bare(text):
    return "".join(text.split())
