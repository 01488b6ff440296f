"""Tables that other programs made."""

from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.tables import paste_table, read_sheets, read_table, sheet_names
from app.rules.columns import column_name, match_columns, normal_heading
from tests.app.exchange.foreign_samples import OLE, bomb, rewritten, workbook

ROWS = [["编号", "满意度"], ["R1", 90], ["R2", 85.5]]


def test_a_workbook_is_read_as_text_with_the_rows_numbers(tmp_path):
    table = read_table(workbook(tmp_path / "a.xlsx", ("表", ROWS)))
    assert table.headers == ("编号", "满意度")
    assert [(r.number, r.cells) for r in table.rows] == [(2, ("R1", "90")), (3, ("R2", "85.5"))]


def test_titles_above_the_headings_and_empty_rows_are_skipped(tmp_path):
    rows = [["某站满意度调查表"], [], *ROWS[:2], [None, None], ROWS[2]]
    table = read_table(workbook(tmp_path / "a.xlsx", ("表", rows)))
    assert table.headers == ("编号", "满意度")
    assert [r.number for r in table.rows] == [4, 6]


def test_values_are_written_as_a_spreadsheet_shows_them(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["值"])
    for value in (
        0.1 + 0.2,
        1e20,
        True,
        date(2024, 1, 16),
        datetime.fromisoformat("2024-01-16 09:30"),
        " x\x07"[:2],
    ):
        sheet.append([value])
    sheet.append([0.925])
    sheet["A8"].number_format = "0.0%"
    book.save(path)
    assert read_table(path).column(0) == (
        "0.3", "100000000000000000000", "TRUE", "2024-01-16", "2024-01-16 09:30:00", "x", "92.5%",
    )  # fmt: skip


def test_a_formula_is_not_computed_and_gives_its_saved_value(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("表", [["值", "和"], [1, "=1+1"], [2, "=A3*2"]]))
    assert read_table(path).column(1) == ("", "")


def test_sheets_are_read_by_name_and_empty_ones_left_out_of_all(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("一", ROWS), ("空", []), ("二", ROWS))
    assert sheet_names(path) == ("一", "空", "二")
    assert read_table(path, "二").rows == read_table(path).rows
    assert [table.sheet for table in read_sheets(path)] == ["一", "二"]
    with pytest.raises(UserError, match="no sheet “三”"):
        read_table(path, "三")
    with pytest.raises(UserError, match=r"a\.xlsx is empty"):
        read_table(path, "空")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_whatever_its_encoding_and_delimiter(tmp_path, encoding, delimiter):
    path = tmp_path / "a.csv"
    text = delimiter.join(["编号", "意见"]) + "\r\n" + delimiter.join(["R1", '"好\n很好"'])
    path.write_bytes(text.encode(encoding))
    table = read_table(path)
    assert table.headers == ("编号", "意见")
    assert table.rows[0].cells == ("R1", "好\n很好")


def test_without_headings_every_row_is_data():
    table = paste_table("Z1\t甲\nZ2\t乙\n\nZ3", header=False)
    assert table.headers == ("A", "B")
    assert [r.cells for r in table.rows] == [("Z1", "甲"), ("Z2", "乙"), ("Z3", "")]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.xlsx", b"", "is empty"),
        ("a.csv", b" \n \n", "is empty"),
        ("a.xlsx", b"hello", "not the Word or Excel"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("a.xlsx", OLE + bytes(600), "Office 97"),
        ("a.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.csv", b"a,b\n\0\0\0", "not a text file"),
        ("a.csv", b"\xff\xff\xff,\xff", "not a text file"),
        ("a.docx", b"x", "not a table"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, raw, words):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(UserError, match=words) as refusal:
        read_table(path)
    assert name in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="not there"):
        read_table(tmp_path / "a.csv")


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(bomb("xl/workbook.xml"))
    assert path.stat().st_size < 500_000
    with pytest.raises(UserError, match="unpacks to far more"):
        read_table(path)


@pytest.mark.parametrize("reference", ['r="1048577"', 'r="99999999999"', 'r="x"'])
def test_a_row_beyond_the_end_of_a_sheet_is_refused(tmp_path, reference):
    path = workbook(tmp_path / "a.xlsx", ("表", ROWS))
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace('r="3"', reference, 1))
    with pytest.raises(UserError, match=r"a\.xlsx"):
        read_table(path)


def test_a_row_formatted_to_the_last_column_is_read_without_waiting(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("表", ROWS))
    wide = '<row r="4"><c r="XFD4"/></row><row r="900000"><c r="A900000"/></row></sheetData>'
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", wide, 1))
    assert len(read_table(path).rows) == 2


def test_entities_of_a_workbook_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", "utf-8")
    path = workbook(tmp_path / "a.xlsx", ("表", [["头", "值"], ["a", "mark"]]))
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    part = "xl/worksheets/sheet1.xml"
    rewritten(path, part, lambda xml: entity + xml.replace("mark", "&e;"))
    try:
        cells = read_table(path).rows[0].cells
    except UserError:
        return
    assert "geheim" not in cells[1]


def test_too_many_columns_are_refused():
    with pytest.raises(UserError, match="200 columns"):
        paste_table("\t".join("x" for _ in range(201)))


def test_headings_are_matched_by_synonym_and_each_column_once():
    wanted = {"code": ("编号", "问卷编号"), "score": ("满意度", "总体满意度"), "way": ("方式",)}
    headers = ("序号", "问卷编号", "您的总体满意度（百分制）", "满意度", "调查方式")
    assert match_columns(headers, wanted) == {"code": 1, "score": 3, "way": 4}
    assert match_columns(("别的",), wanted) == {}


@given(st.lists(st.text(max_size=8), max_size=8), st.randoms())
def test_no_column_serves_two_fields(headers, shuffler):
    fields = {f"f{i}": (header,) for i, header in enumerate(headers)}
    found = match_columns(headers, fields)
    assert len(set(found.values())) == len(found)
    for field, column in found.items():
        assert normal_heading(fields[field][0]) in normal_heading(headers[column])


def test_columns_are_named_as_in_a_spreadsheet():
    assert [column_name(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(raw)
    try:
        table = read_table(path)
    except UserError:
        return
    assert all(len(row.cells) == len(table.headers) for row in table.rows)


def test_a_workbook_without_cells_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("一", []), ("二", [[None]]))
    with pytest.raises(UserError, match=r"a\.xlsx is empty"):
        read_sheets(path)


def test_a_csv_file_has_no_sheets_and_is_one_table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    assert sheet_names(path) == ()
    assert read_sheets(path) == (read_table(path),)


def test_an_encrypted_zip_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("表", ROWS))
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(UserError, match="protected by a password"):
        read_table(path)


def test_a_time_of_day_is_read_as_such(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("表", [["时间"], [time(9, 30)]]))
    assert read_table(path).column(0) == ("09:30:00",)
