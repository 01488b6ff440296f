"""The check of report forms: what is found, where it stands, and that it harms nothing."""

import re
import sys
import time
import zipfile
from io import BytesIO

import pytest
from docx.oxml.ns import qn

from app.errors import UserError
from app.exchange.form_package import FormFiles
from app.i18n import translate_error
from app.reports.context import build_context
from app.reports.form import forms, load_form
from app.reports.form_places import place_words
from app.reports.render import render_docx
from app.rules.problem import Severity
from app.services import form_check
from app.services.form_check import BadFormError, check_form, require_good
from app.services.form_examples import filled
from app.services.form_files import form_of
from app.services.form_trial import trial
from tests.app.services.form_files import (
    shipped,
    with_document,
    with_paragraph,
    with_parts,
    with_yaml,
)


def told(found):
    """Place and sentence of each error."""
    return [(one.place, said(one)) for one in found if one.severity is Severity.ERROR]


def said(one):
    return translate_error(UserError(one.template, **one.values))


def faults(files):
    """Errors as the child would find them, found in this process."""
    return told(trial(files))


def warnings(files):
    return [said(one) for one in trial(files) if one.severity is Severity.WARNING]


@pytest.mark.parametrize("form", forms())
def test_a_form_that_comes_with_the_program_passes_in_a_process_of_its_own(form):
    assert check_form(shipped(form)) == ()


def test_a_misspelt_name_is_told_with_its_paragraph_and_the_nearest_name():
    ((place, sentence),) = faults(with_paragraph("由{{ f.contracter }}承办", at=4))
    assert place == "body:5"
    assert place_words(place) == "Paragraph 5"
    assert "f.contracter" in sentence
    assert "Is “f.contractor” meant?" in sentence
    assert "由{{ f.contracter }}承办" in sentence


def test_a_misspelt_name_in_a_loop_is_found_though_its_list_may_be_empty():
    def misspell(document):
        row = document.tables[0].rows[3]
        row.cells[0].paragraphs[0].runs[0].text = "{{ r.lable }}"

    ((place, sentence),) = faults(with_document(misspell))
    assert place == "table:1:4:1"
    assert "Is “r.label” meant?" in sentence


def test_names_are_checked_in_headers_and_text_boxes_and_properties_too():
    def misspell(document):
        document.sections[0].header.paragraphs[0].text = "{{ haeder }}"
        document.core_properties.title = "{{ f.statoin }}"

    assert {place for place, _text in faults(with_document(misspell))} == {
        "header:body:1",
        "properties",
    }


def test_every_fault_is_told_at_once():
    def change(document):
        document.paragraphs[0].insert_paragraph_before("{{ f.townn }}")
        document.paragraphs[9].insert_paragraph_before("{{ nothing_of_the_kind }}")

    assert [place for place, _text in faults(with_document(change))] == ["body:1", "body:10"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{%p for d in districts %}", "is opened here and never closed"),
        ("{%p endfor %}", "closes nothing"),
        ("{{ f.short }", "braces in this paragraph are not complete"),
        ("{{ f.short | uppercase }}", "There is no filter “uppercase”"),
        ("{% if f.short == %}x{% endif %}", "not understood"),
        ("{{ ''.__class__ }}", "only names, filters"),
        ("{{ f.short.__init__ }}", "only names, filters"),
        ("{{ f['__class__'] }}", "only names, filters"),
        ("{{ range(9) }}", "only names, filters"),
        ("{{ 'a' * 1000000000 }}", "only names, filters"),
        ("{{ f.short ~ f.short }}", "only names, filters"),
        ("{{ lipsum(9) }}", "only names, filters"),
        ("{{ f.short | center(1000000000) }}", "There is no filter “center”"),
        ("{% macro m() %}x{% endmacro %}", "only names, filters"),
        ("{% include 'x' %}", "only names, filters"),
        ("{{ f.short.lower() }}", "only names, filters"),
        ("{{ districts }}", "is a list and must be gone through"),
        ("{% for t in f.short %}{{ t }}{% endfor %}", "is no list"),
        (
            (
                "{% for a in districts %}{% for b in districts %}{% for c in districts %}"
                "{{ c.name }}{% endfor %}{% endfor %}{% endfor %}"
            ),
            "too deeply",
        ),
    ],
)
def test_what_no_form_may_hold_is_refused_in_words(text, part):
    found = faults(with_paragraph(text))
    assert found
    assert any(part in sentence for _place, sentence in found)
    assert all(place.startswith("body:") for place, _sentence in found)


@pytest.mark.parametrize(
    "text",
    [
        "{% if f.short %}" * 3000 + "{% endif %}" * 3000,
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "not " * 5000 + "f.short }}",
    ],
)
def test_what_is_nested_too_deeply_is_refused_with_its_paragraph(text):
    ((place, sentence),) = told(check_form(with_paragraph(text, at=3)))
    assert place == "body:4"
    assert "far too deeply" in sentence


def test_a_part_that_is_no_xml_is_refused_by_name():
    deep = "<w:tbl><w:tr><w:tc>" * 2000
    changed = ("word/document.xml", "<w:body>", f"<w:body>{deep}")
    ((_place, sentence),) = faults(with_parts({}, replaced=(changed,)))
    assert "word/document.xml" in sentence
    assert "cannot be read" in sentence


def test_curly_quotes_that_word_makes_are_understood():
    assert faults(with_paragraph("{{ f[“party.buyer”] }}")) == []


def test_full_width_braces_are_a_warning():
    assert any("Full-width" in text for text in warnings(with_paragraph("｛｛ f.short ｝｝")))


def test_a_name_that_only_some_visits_have_is_a_warning_that_tells_what_to_write():
    assert any("f.get(" in text for text in warnings(with_paragraph('{{ f["f.books"] }}')))
    assert faults(with_paragraph('{{ f.get("f.books", "") }}')) == []


def test_a_section_that_is_not_printed_is_named_with_what_to_put_in():
    def take_out(document):
        begins = "{%p for l in sections.buyer"
        first = next(p for p in document.paragraphs if p.text.startswith(begins))
        paragraphs = [p._p for p in document.paragraphs]
        number = paragraphs.index(first._p)
        for paragraph in paragraphs[number : number + 6]:
            document.element.body.remove(paragraph)

    found = faults(with_document(take_out))
    assert any("购买方评价" in text and "sections.buyer.lists" in text for _place, text in found)


def test_a_text_block_that_is_printed_nowhere_is_a_warning():
    more = '  - key: thanks\n    label: 致谢\n    text: "谢谢{short}。"\n\n'
    found = warnings(with_yaml(("passages:\n", f"passages:\n{more}")))
    assert any("致谢" in text and "text.thanks" in text for text in found)


def test_text_blocks_are_checked_with_their_line():
    found = faults(with_yaml(("{short}改进服务时参考", "{shrt}改进{{ f.shortt }}服务时参考")))
    assert {place.rpartition(":")[0] for place, _text in found} == {"block:preface"}
    assert any("“{shrt}”" in text and "“{short}” meant" in text for _place, text in found)
    assert any("f.shortt" in text for _place, text in found)


def test_a_heading_with_nothing_below_it_in_an_empty_visit_is_a_warning():
    def add(document):
        after = next(p for p in document.paragraphs if p.text == "三、评估反馈")
        after.insert_paragraph_before("（九）没有内容的一节")

    found = warnings(with_document(add))
    assert any("（九）没有内容的一节" in text for text in found)


def test_layout_that_wps_shows_otherwise_is_a_warning():
    def spoil(document):
        del document.tables[0]._tbl.tblGrid.gridCol_lst[0].attrib[qn("w:w")]
        run = document.paragraphs[0].add_run("字")
        run.font.name = "方正小标宋"

    found = warnings(with_document(spoil))
    assert any("vanishes in WPS" in text for text in found)
    assert any("方正小标宋" in text for text in found)


def test_a_table_without_any_columns_is_refused():
    def spoil(document):
        table = document.tables[0]._tbl
        table.remove(table.tblGrid)

    ((place, sentence),) = faults(with_document(spoil))
    assert place == "table:1"
    assert "how wide its columns are" in sentence


CONTENT = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"


def relation(kind, target, mode=""):
    mode = f' TargetMode="{mode}"' if mode else ""
    return (
        RELATIONS,
        "</Relationships>",
        (
            '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/{kind}" Target="{target}"{mode}/></Relationships>'
        ),
    )


@pytest.mark.parametrize(
    ("parts", "replaced", "part"),
    [
        ({"word/vbaProject.bin": b"x"}, (), "macros"),
        ({}, ((CONTENT, "document.main+xml", "document.macroEnabled.main+xml"),), "macros"),
        ({"word/embeddings/oleObject1.bin": b"x"}, (), "embedded object"),
        ({}, (relation("aFChunk", "other.html"),), "embedded object"),
        ({}, (relation("attachedTemplate", "file:///x.dotm", "External"),), "linked"),
        ({}, (relation("image", "http://example.org/a.png", "External"),), "linked"),
        ({"word/custom.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, (), "entities"),
    ],
)
def test_what_a_word_file_may_not_bring_along_is_refused(parts, replaced, part):
    ((place, sentence), *_more) = faults(with_parts(parts, replaced=replaced))
    assert place == "file"
    assert part in sentence


def test_links_to_pages_are_no_harm():
    files = with_parts({}, replaced=(relation("hyperlink", "https://example.org", "External"),))
    assert faults(files) == []


@pytest.mark.parametrize("pieces", [["DDEAUTO c:\\\\x"], ["DD", "E excel"], [" INCLUDETEXT a"]])
def test_fields_that_fetch_something_are_refused_however_they_are_split(pieces):
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    changed = ("word/document.xml", "<w:body>", f"<w:body><w:p>{runs}</w:p>")
    ((_place, sentence), *_more) = faults(with_parts({}, replaced=(changed,)))
    assert "fetches something" in sentence


def test_a_form_that_takes_endless_time_is_stopped_and_told_in_one_sentence(monkeypatch):
    forever = [sys.executable, "-c", "while True: pass"]
    monkeypatch.setattr(form_check, "_command", lambda folder: forever)
    begun = time.monotonic()
    ((place, sentence),) = told(check_form(with_paragraph("endless"), patience=1.0))
    assert place == "file"
    assert "more time or memory" in sentence
    assert time.monotonic() - begun < 30


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("greed", ["'a' * 10**10", "[0] * 10**10", "list(range(10**10))"])
def test_the_child_may_take_no_more_memory_than_its_limit(monkeypatch, greed):
    code = f"from app.services.form_limits import limit_this_process; limit_this_process(); x = {greed}"
    monkeypatch.setattr(form_check, "_command", lambda folder: [sys.executable, "-c", code])
    ((_place, sentence),) = told(check_form(with_paragraph(f"greedy {greed}")))
    assert "more time or memory" in sentence


def test_the_child_is_given_no_passphrase_and_no_visit(monkeypatch, tmp_path):
    monkeypatch.setenv("HUIPING_PASSPHRASE", "long enough")
    monkeypatch.setenv("HUIPING_LIBRARY", "/somewhere")
    given = form_check._environment(tmp_path)
    assert not [name for name in given if name.startswith("HUIPING")]


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "not the Word or Excel file"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"%PDF-1.7", "not the Word or Excel file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "Office 97"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_what_is_no_word_file_is_refused(raw, part):
    ((_place, sentence),) = told(check_form(FormFiles(shipped().text, raw)))
    assert part in sentence


def test_a_truncated_word_file_is_refused():
    raw = shipped().docx
    ((_place, sentence),) = told(check_form(FormFiles(shipped().text, raw[: len(raw) // 2])))
    assert "damaged" in sentence


def test_a_word_file_with_a_part_that_does_not_unpack_is_refused():
    raw = bytearray(shipped().docx)
    at = raw.find(b"word/document.xml") + 200
    raw[at : at + 50] = b"\xff" * 50
    ((_place, sentence),) = told(check_form(FormFiles(shipped().text, bytes(raw))))
    assert "damaged" in sentence


def test_a_zip_bomb_is_refused_before_anything_unpacks_it():
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * 70_000_000)
    ((_place, sentence),) = told(check_form(FormFiles(shipped().text, target.getvalue())))
    assert "unpacks to far more" in sentence


@pytest.mark.parametrize(
    ("pair", "part"),
    [
        (("id: panyu", "id: &a panyu"), "Anchors"),
        (("pending: 待定", "pending: !!python/object:os.system x"), "Tags"),
        (("pending: 待定", "pending: 待定\npending: 未定"), "a second time"),
        (("pending: 待定", "pending: 待定\npendign: 未定"), "no field “pendign”"),
        (("pending: 待定", "pending: 待定\nfolder: /etc"), "no field “folder”"),
        (("pending: 待定", "pending: 待定\nraw: eA=="), "no field “raw”"),
        (("pending: 待定", "\tpending: 待定"), "not valid YAML"),
        (("huiping-form/1", "huiping-form/2"), "newer format"),
        (("huiping-form/1", "huiping-setup/1"), "is needed here"),
        (("format: huiping-form/1\n", ""), "does not say what it is"),
        (("rest: true", "rest: false"), "takes the `rest`"),
    ],
)
def test_a_form_yaml_with_a_fault_is_refused_with_its_line(pair, part):
    ((place, sentence),) = told(check_form(with_yaml(pair)))
    assert place == "form.yaml"
    assert part in sentence
    assert "form.yaml" in sentence


def test_nested_aliases_cannot_grow():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\n"
    files = FormFiles(bomb.encode() + shipped().text, shipped().docx)
    ((_place, sentence),) = told(check_form(files))
    assert "Anchors and aliases" in sentence


def test_a_finished_report_is_no_form():
    """It bears the form's mark, so that it finds its way here by mistake."""
    form = load_form("panyu")
    report = render_docx(form, build_context(filled(form), form))
    found = told(check_form(FormFiles(shipped().text, report)))
    assert any("are not printed" in sentence for _place, sentence in found)


def test_only_errors_stand_in_the_way():
    files = with_paragraph("｛｛ f.short ｝｝")
    assert [one.severity for one in require_good(files) if "Full-width" in said(one)] == [
        Severity.WARNING
    ]
    with pytest.raises(BadFormError) as refused:
        require_good(with_paragraph("{{ f.townn }}"))
    assert refused.value.problems[0].place == "body:1"
    assert load_form("panyu").label in translate_error(refused.value)


def test_a_fault_that_only_filling_in_shows_is_told_with_its_paragraph():
    files = with_paragraph("{{ f.total - 1 }}", at=2)
    ((place, sentence),) = faults(files)
    assert place == "body:3"
    assert re.search("every list (filled|empty)", sentence)


def test_a_form_is_read_with_its_word_file_inside():
    form = form_of(shipped())
    assert form.raw == shipped().docx
    assert form.sections == load_form("panyu").sections
