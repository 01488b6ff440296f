"""What stands apart from the body of two Word files: headers, footers, notes and pictures."""

from base64 import b64decode
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from app.errors import UserError
from app.reports.apart import apart_differences, apart_from
from app.reports.changes import Kind, sentence
from app.services.versions import compare_files, compared

AT = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTES = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:footnote></w:footnotes>'


def file(header="", footer="", note="", *, picture=False, page="1"):
    made = docx.Document()
    made.add_paragraph("不变的正文。")
    if header:
        made.sections[0].header.paragraphs[0].text = header
    if footer:
        line = made.sections[0].footer.paragraphs[0]
        line.text = footer
        field = etree.SubElement(line._p, qn("w:fldSimple"))
        field.set(qn("w:instr"), "PAGE")
        run = etree.SubElement(field, qn("w:r"))
        etree.SubElement(run, qn("w:t")).text = page
    if picture:
        made.add_picture(BytesIO(PNG))
    raw = BytesIO()
    made.save(raw)
    return with_note(raw.getvalue(), note) if note else raw.getvalue()


def with_note(raw, note):
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
        target.writestr("word/footnotes.xml", NOTES.format(note))
    return made.getvalue()


def told(old, new):
    return [(d.label, d.before, d.after) for d in apart_differences(old, new)]


def test_what_differs_in_headers_footers_and_notes_is_told_by_place():
    old = file("征求意见稿", "番禺区", "据名册。")
    new = file("征求意见稿（第二版）", "番禺区", "据名册和台账。")
    assert told(old, new) == [
        ("Header", "征求意见稿", "征求意见稿（第二版）"),
        ("Footnote", "据名册。", "据名册和台账。"),
    ]


def test_a_header_that_went_is_told_as_taken_out():
    (found,) = apart_differences(file("征求意见稿"), file())
    assert (found.kind, found.before, found.after) == (Kind.APART_OUT, "征求意见稿", "")
    assert sentence(found) == "Header taken out: “征求意见稿”"


def test_a_page_number_that_word_counts_is_no_difference():
    assert told(file(footer="第", page="1"), file(footer="第", page="27")) == []


def test_the_same_header_on_three_kinds_of_pages_is_told_once():
    assert apart_from(file("页眉")).texts["Header"] == ("页眉",)


def test_other_pictures_are_said_to_be_others_and_not_compared():
    (found,) = apart_differences(file(), file(picture=True))
    assert (found.kind, found.before, found.after) == (Kind.PICTURES, "0", "1")
    assert "not compared" in sentence(found)
    assert apart_differences(file(picture=True), file(picture=True)) == ()


def test_a_comparison_says_what_was_compared_and_what_was_not():
    found = compared(file("征求意见稿"), file("正式稿"), AT)
    assert [d.label for d in found.differences] == ["Header"]
    assert found.paragraphs == 0
    assert "Not compared" in found.html


def test_a_header_that_is_no_xml_is_refused_and_nothing_is_written(tmp_path):
    broken = BytesIO()
    with ZipFile(BytesIO(file("页眉"))) as source, ZipFile(broken, "w") as target:
        for entry in source.infolist():
            raw = source.read(entry)
            is_header = entry.filename.startswith("word/header")
            target.writestr(entry, raw[: len(raw) // 2] if is_header else raw)
    (tmp_path / "old.docx").write_bytes(file("页眉"))
    (tmp_path / "new.docx").write_bytes(broken.getvalue())
    with pytest.raises(UserError):
        compare_files(tmp_path / "old.docx", tmp_path / "new.docx", tmp_path / "both.docx", AT)
    assert not (tmp_path / "both.docx").exists()
