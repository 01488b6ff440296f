"""The score workbook: what it holds, how it is protected, and what is refused on reading back."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.errors import UserError
from app.exchange import workbook_read as refusals
from app.exchange.foreign import BOMB, DAMAGED, OLD, OTHER_KIND
from app.exchange.workbook import write_workbook
from app.exchange.workbook_form import HIDDEN, sheet_content
from app.exchange.workbook_look import sheet_title
from app.exchange.workbook_read import read_workbook
from app.model.base import changed
from app.model.capture import Note, Score
from app.model.station import District
from tests.app.exchange.workbooks import NA, edited, expected, given, points, rows_of, saved
from tests.small import small_instrument, small_setup

PAGE = "第一片区"
SCORES = {
    ("plan", "d1"): points("8.5", "缺一份记录"),
    ("care", "d1"): NA,
    ("plan", "d2"): points("10"),
    ("whole", None): points("36.4", "=HYPERLINK(1)"),
}


@pytest.fixture(scope="module")
def raw():
    return write_workbook(given(scores=SCORES))


def refused(raw, name="评委甲.xlsx", against=None):
    with pytest.raises(UserError) as caught:
        read_workbook(raw, name, against or expected())
    return caught.value


def typed(raw, value, item="plan", page=PAGE, column="D"):
    row = rows_of(raw, page)[item]
    return edited(raw, {(page, f"{column}{row}"): value}), f"{page}!{column}{row}"


def test_what_was_written_is_read_back(raw):
    sheet = read_workbook(raw, "a.xlsx", expected())
    assert sheet.values == {
        ("plan", "d1"): Decimal("8.5"),
        ("care", "d1"): None,
        ("plan", "d2"): Decimal(10),
        ("whole", None): Decimal("36.4"),
    }
    assert sheet.reasons == {("plan", "d1"): "缺一份记录", ("whole", None): "=HYPERLINK(1)"}
    assert (sheet.panelist, sheet.device, sheet.revision) == ("jia", "workbook:d1", 1)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=40)


@settings(max_examples=25, deadline=None)
@hypothesis_given(st.dictionaries(st.sampled_from(sorted(SCORES, key=str)), texts))
def test_any_reason_comes_back_as_it_was(reasons):
    scores = {key: points("0.1", reason) for key, reason in reasons.items()}
    sheet = read_workbook(write_workbook(given(scores=scores)), "a.xlsx", expected())
    wanted = {key: reason.strip() for key, reason in reasons.items() if reason.strip()}
    assert sheet.reasons == wanted
    assert set(sheet.values) == set(reasons)


def test_a_page_for_the_station_and_each_district_then_the_summary(raw):
    book = load_workbook(BytesIO(raw))
    assert book.sheetnames == ["全站", PAGE, "第二片区", "汇总", HIDDEN]
    assert book[HIDDEN].sheet_state == "veryHidden"
    page = book[PAGE]
    assert page.column_dimensions["H"].hidden
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.freeze_panes == "B5"


def test_only_points_and_reasons_can_be_typed_into(raw):
    book = load_workbook(BytesIO(raw))
    assert all(book[name].protection.sheet for name in book.sheetnames)
    assert not any(book[name].protection.password for name in book.sheetnames)
    assert book.security.lockStructure
    open_cells = {
        (page.title, cell.coordinate)
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    wanted = {
        (page, f"{column}{row}")
        for page in ("全站", PAGE, "第二片区")
        for row in rows_of(raw, page).values()
        for column in "DE"
    }
    assert open_cells == wanted


def test_each_points_cell_has_its_validation_and_na_a_list(raw):
    page = load_workbook(BytesIO(raw))[PAGE]
    rows = rows_of(raw, PAGE)
    by_cell = {str(v.sqref): v for v in page.data_validations.dataValidation}
    assert set(by_cell) == {f"D{row}" for row in rows.values()}
    assert by_cell[f"D{rows['plan']}"].type == "custom"
    assert "<=10" in by_cell[f"D{rows['plan']}"].formula1
    listed = by_cell[f"D{rows['care']}"]
    assert listed.type == "list"
    hidden = load_workbook(BytesIO(raw))[HIDDEN]
    column = listed.formula1.split("$")[1]
    values = [cell.value for cell in hidden[column] if cell.value is not None]
    assert values[0] == "不适用"
    assert values[1:3] == [20, 19.9]
    assert values[-1] == 0


@pytest.mark.parametrize("start", ["=1+1", "+86", "-见附件", "@某人", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_is_written_as_text(start):
    setup = changed(small_setup(), districts=(District(id="d1", name=start),))
    made = write_workbook(given(setup=setup, scores={("plan", "d1"): points("1", start)}))
    book = load_workbook(BytesIO(made))
    page = book.worksheets[1]
    cell = page[f"E{rows_of(made, page.title)['plan']}"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (start, "s", True)
    assert read_workbook(made, "a.xlsx", expected()).reasons == {("plan", "d1"): start}


def test_names_of_pages_are_what_excel_allows():
    taken = {"汇总"}
    assert sheet_title("一/二[三]", taken) == "一_二_三_"
    assert sheet_title("汇总", taken) == "汇总_2"
    long = sheet_title("长" * 60, taken)
    assert len(long) == 31
    assert len(sheet_title("长" * 60, taken)) == 31


def test_blank_is_unscored_and_zero_is_a_score(raw):
    again, _cell = typed(raw, None)
    assert ("plan", "d1") not in read_workbook(again, "a.xlsx", expected()).values
    again, _cell = typed(raw, "  ")
    assert ("plan", "d1") not in read_workbook(again, "a.xlsx", expected()).values
    again, _cell = typed(raw, 0)
    assert read_workbook(again, "a.xlsx", expected()).values["plan", "d1"] == 0


def test_a_reason_beside_a_blank_cell_becomes_a_note(raw):
    again, _cell = typed(raw, "还没看完", item="care", page="第二片区", column="E")
    sheet = read_workbook(again, "a.xlsx", expected())
    notes = [c for c in sheet_content(sheet, small_instrument()).captures if c.kind == "note"]
    assert [(c.item, c.district, c.body) for c in notes] == [
        ("care", "d2", Note(text="还没看完", stage="scoring"))
    ]


def test_equal_workbooks_are_equal_sheets(raw):
    first = sheet_content(read_workbook(raw, "a.xlsx", expected()), small_instrument())
    again = edited(raw, {})
    assert again != raw
    assert sheet_content(read_workbook(again, "b.xlsx", expected()), small_instrument()) == first
    assert {type(c.body) for c in first.captures} == {Score}


@pytest.mark.parametrize(
    ("value", "template"),
    [
        (10.5, refusals.RANGE),
        (-1, refusals.RANGE),
        (1e300, refusals.RANGE),
        (8.55, refusals.OFF_STEP),
        ("8.5", refusals.NO_NUMBER),
        ("八分", refusals.NO_NUMBER),
        (True, refusals.NO_NUMBER),
        ("#REF!", refusals.NO_NUMBER),
        ("=8+1", refusals.FORMULA),
        ("不适用", refusals.NO_NA),
    ],
)
def test_a_value_that_a_cell_does_not_take_is_refused_with_the_cell(raw, value, template):
    again, cell = typed(raw, value)
    error = refused(again)
    assert (error.template, error.values["cell"]) == (template, cell)


def test_a_formula_in_a_reason_is_refused_with_the_cell(raw):
    again, cell = typed(raw, "=A1", column="E")
    error = refused(again)
    assert (error.template, error.values["cell"]) == (refusals.FORMULA, cell)


def test_a_deleted_row_is_missed(raw):
    book = load_workbook(BytesIO(raw))
    book[PAGE].delete_rows(rows_of(raw, PAGE)["plan"])
    error = refused(saved(book))
    assert (error.template, error.values["cell"]) == (refusals.MISSING, PAGE)


def test_a_row_that_was_moved_whole_is_matched_by_its_id(raw):
    book = load_workbook(BytesIO(raw))
    book[PAGE].insert_rows(5, 3)
    assert read_workbook(saved(book), "a.xlsx", expected()).values["plan", "d1"] == Decimal("8.5")


@pytest.mark.parametrize(
    ("column", "value", "template"),
    [
        ("H", "care", refusals.MOVED),
        ("H", "other", refusals.UNKNOWN_ROW),
        ("A", "别的", refusals.MOVED),
    ],
)
def test_a_row_whose_id_and_text_do_not_belong_together_is_refused(raw, column, value, template):
    again, _cell = typed(raw, value, column=column)
    assert refused(again).template == template


def test_a_copied_row_is_refused(raw):
    rows = rows_of(raw, PAGE)
    again = edited(raw, {(PAGE, "H40"): "plan", (PAGE, "A40"): "服务计划"})
    error = refused(again)
    assert (error.template, error.values["cell"]) == (refusals.TWICE, f"{PAGE}!A40")
    assert rows


def test_a_deleted_page_is_missed(raw):
    book = load_workbook(BytesIO(raw))
    del book[PAGE]
    assert refused(saved(book)).template == refusals.MISSING_PAGE


def test_another_visit_another_instrument_and_a_foreign_workbook_are_refused(raw):
    assert refused(raw, against=changed_expected(visit="v2")).template == refusals.OTHER_VISIT
    other = changed(small_instrument(), note="改过")
    assert refused(raw, against=expected(other)).template == refusals.OTHER_INSTRUMENT
    assert refused(saved(Workbook())).template == refusals.FOREIGN


def changed_expected(visit):
    return type(expected())(visit, small_instrument())


@pytest.mark.parametrize(
    ("cell", "value", "template"),
    [
        ("B1", "huiping-workbook/2", refusals.NEWER),
        ("B1", "other", refusals.FOREIGN),
        ("B5", "0", refusals.HIDDEN_PAGE),
        ("B7", "x", refusals.HIDDEN_PAGE),
        ("B8", "2024-01-16T10:00:00", refusals.HIDDEN_PAGE),
        ("A10", "nothing", refusals.HIDDEN_PAGE),
        ("A3", None, refusals.HIDDEN_PAGE),
    ],
)
def test_a_changed_hidden_page_is_refused(raw, cell, value, template):
    assert refused(edited(raw, {(HIDDEN, cell): value})).template == template


def with_part(raw, name, content):
    out = BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_macros_links_entities_and_bombs_are_refused(raw):
    assert refused(with_part(raw, "xl/vbaProject.bin", b"x")).template == refusals.MACROS
    link = with_part(raw, "xl/externalLinks/externalLink1.xml", b"<a/>")
    assert refused(link).template == refusals.LINKS
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refused(with_part(raw, "xl/more.xml", entity)).template == DAMAGED
    bomb = with_part(raw, "xl/media/big.bin", bytes(50_000_000))
    assert refused(bomb).template == refusals.LARGE
    bomb = with_part(raw, "xl/worksheets/sheet99.xml", bytes(70_000_000))
    assert refused(bomb).template == BOMB


def test_what_is_no_workbook_is_refused_with_a_sentence(raw):
    assert refused(raw[: len(raw) // 2]).template == DAMAGED
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).template == OLD
    assert refused(b"not a workbook").template == OTHER_KIND
    assert refused(bytes(6_000_000)).template == refusals.LARGE


@settings(max_examples=60, deadline=None)
@hypothesis_given(st.data())
def test_damage_is_a_refusal_or_changes_nothing(raw, data):
    place = data.draw(st.integers(0, len(raw) - 1))
    broken = bytearray(raw)
    broken[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        sheet = read_workbook(bytes(broken), "a.xlsx", expected())
    except UserError:
        return
    assert sheet == read_workbook(raw, "a.xlsx", expected())


def test_a_merge_over_everything_costs_nothing(raw):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                content = content.replace(b"</sheetData>", merge)
            new.writestr(entry, content)
    assert read_workbook(out.getvalue(), "a.xlsx", expected()).values["plan", "d2"] == 10
