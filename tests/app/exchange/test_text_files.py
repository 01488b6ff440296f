"""Texts out of Word, Excel, PDF and plain text files."""

import pypdf
import pytest

from app.errors import UserError
from app.exchange import pdf_pages, text_files
from app.exchange.tables import read_table
from app.exchange.text_files import Split, pasted_records, read_records, table_records
from tests.app.exchange.foreign_samples import OLE, bomb, document, pdf, rewritten, workbook

LONG = "近来身体平稳，按时服药，饮食睡眠都正常，情绪较好。"


def texts(path, split=None):
    return [record.text for record in read_records(path, split).records]


def test_a_word_file_is_one_record_with_its_tables_in_order(tmp_path):
    path = document(
        tmp_path / "Z2-031.docx", "通话情况", LONG, table=[["姓名", "甲"], ["跟进", "无"]]
    )
    (record,) = read_records(path).records
    assert (record.id, record.source, record.where) == ("Z2-031", "Z2-031.docx", "")
    assert record.text.split("\n") == ["通话情况", LONG, "姓名", "甲", "跟进", "无"]


def test_a_word_file_can_be_split_into_paragraphs(tmp_path):
    path = document(tmp_path / "a.docx", "一", "", "三")
    records = read_records(path, Split.PARAGRAPH).records
    assert [(r.text, r.where) for r in records] == [("一", "paragraph:1"), ("三", "paragraph:3")]


def test_a_text_box_counts_once_and_deleted_text_not_at_all(tmp_path):
    path = document(tmp_path / "a.docx", "开头", "PLACE")
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    drawn = (
        '</w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>删去</w:delText></w:r></w:del><w:r>'
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent><w:tab/><w:t>结尾"
    )
    rewritten(path, "word/document.xml", lambda xml: xml.replace("PLACE", drawn))
    assert texts(path) == ["开头\n\t结尾\n框内"]


def test_a_pdf_gives_a_record_a_page_and_tells_of_pages_without_text(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(LONG, "", "第三页"))
    found = read_records(path)
    assert [(r.id, r.text.strip(), r.where) for r in found.records] == [
        ("a 1", LONG, "page:1"),
        ("a 3", "第三页", "page:3"),
    ]
    assert found.without_text == 1
    (whole,) = read_records(path, Split.WHOLE).records
    assert "第三页" in whole.text


def test_rows_of_a_workbook_are_records_named_by_their_column(tmp_path):
    rows = [["编号", "日期", "记录"], ["Z1", "2023-11-08", LONG], ["Z2", "2023-11-09", LONG * 2]]
    path = workbook(tmp_path / "a.xlsx", ("电访", rows), ("家访", rows))
    records = read_records(path).records
    assert [(r.id, r.text, r.source, r.where) for r in records[:2]] == [
        ("Z1", LONG, "a.xlsx·电访", "row:2"),
        ("Z2", LONG * 2, "a.xlsx·电访", "row:3"),
    ]
    assert len(records) == 4
    assert read_records(path, Split.CELL).records[0].where == "cell:C2"


def test_columns_of_a_table_can_be_chosen(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_text("甲,乙\n一,二\n三,四\n", "utf-8")
    table = read_table(path)
    assert [r.text for r in table_records(table, (0, 1))] == ["一\n二", "三\n四"]
    cells = table_records(table, (1,), 0, Split.CELL)
    assert [(r.id, r.text) for r in cells] == [("一 B2", "二"), ("三 B3", "四")]
    assert table_records(table, (0,))[0].id == "名单 2"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_file_is_read_whole_or_by_blank_lines(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(f"{LONG}\r\n第二行\r\n\r\n第二段\r\n".encode(encoding))
    assert texts(path) == [f"{LONG}\n第二行\n\n第二段\n"]
    assert texts(path, Split.PARAGRAPH) == [f"{LONG}\n第二行", "第二段"]


def test_pasted_texts_are_parted_by_blank_lines_or_dashes():
    records = pasted_records("一\n二\n\n三\n------\n四\x00\n", "剪贴板")
    assert [(r.id, r.text) for r in records] == [("1", "一\n二"), ("2", "三"), ("3", "四")]
    assert pasted_records(" \n ") == ()


def encrypted(tmp_path):
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf(LONG))
    writer = pypdf.PdfWriter(clone_from=plain)
    writer.encrypt("geheim", algorithm="RC4-128")
    path = tmp_path / "a.pdf"
    writer.write(path)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", OLE + bytes(600), "Office 97"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.docx", b"<html>", "not the Word"),
        ("a.pdf", b"%PDF-1.7 cut off", "damaged"),
        ("a.pdf", b"x", "damaged"),
        ("a.pdf", pdf("", ""), "perhaps it is a scan"),
        ("a.txt", b"\0\1\2", "not a text file"),
        ("a.txt", b"  \n", "no text"),
        ("a.doc", b"x", "cannot be compared"),
        ("a.xlsx", b"", "is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, raw, words):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(UserError, match=words) as refusal:
        read_records(path)
    assert name in str(refusal.value)


def test_radicals_in_a_pdf_are_read_as_the_characters_that_they_show(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("第⼀⻚，⻓者⼊户"))
    assert read_records(path).records[0].text.strip() == "第一页，长者入户"


def test_a_pdf_with_a_password_is_refused(tmp_path):
    path = tmp_path / "b.pdf"
    path.write_bytes(encrypted(tmp_path))
    with pytest.raises(UserError, match=r"b\.pdf is protected by a password"):
        read_records(path)


def test_a_workbook_named_as_a_document_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("表", [["a"]])).rename(tmp_path / "a.docx")
    with pytest.raises(UserError, match="not the Word"):
        read_records(path)


def test_a_cut_off_document_is_refused_wherever_it_ends(tmp_path):
    whole = document(tmp_path / "whole.docx", LONG).read_bytes()
    path = tmp_path / "a.docx"
    for part in range(1, 10):
        path.write_bytes(whole[: len(whole) * part // 10])
        with pytest.raises(UserError, match=r"a\.docx"):
            read_records(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(bomb("word/document.xml"))
    with pytest.raises(UserError, match="unpacks to far more"):
        read_records(path)


def test_a_document_that_points_outside_is_read_without_looking_there(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", "utf-8")
    path = document(tmp_path / "a.docx", "PLACE", LONG)
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document'
    rewritten(
        path,
        "word/document.xml",
        lambda xml: xml.replace("<w:document", entity, 1).replace("PLACE", "&e;"),
    )
    (text,) = texts(path)
    assert LONG in text
    assert "geheim" not in text


@pytest.mark.parametrize(
    ("module", "limit"),
    [(text_files, "MOST_TEXT"), (text_files, "MOST_RECORDS"), (pdf_pages, "MOST_PAGES")],
)
def test_a_file_beyond_a_limit_is_refused(tmp_path, monkeypatch, module, limit):
    monkeypatch.setattr(module, limit, 1)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("一二三", "四五六"))
    with pytest.raises(UserError, match=r"a\.pdf.*more than"):
        read_records(path)
