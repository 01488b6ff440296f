"""An instrument as a workbook: written, filled in as offices do, and read back."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from app.errors import UserError
from app.exchange.foreign import BOMB, DAMAGED, OLD, OTHER_KIND
from app.exchange.instrument_cells import NO_PAGE, TOO_LARGE, TWO_PAGES
from app.exchange.instrument_file import load_shipped
from app.exchange.instrument_form import MOST_ROWS, PAGES
from app.exchange.instrument_read import read_sheet, sheet_of
from app.exchange.instrument_write import write_sheet
from app.i18n import translate_error
from app.model.base import changed
from app.model.instrument import Anchor, Method, Scope
from app.rules.instrument_check import id_problems, instrument_problems
from app.rules.problem import errors
from tests.app.exchange.foreign_samples import OLE, bomb
from tests.app.exchange.instruments import instruments
from tests.small import small_instrument

D = Decimal
SHIPPED = load_shipped("gz-2023")
BASE = small_instrument()
HEAD = ["评价方", "评分部分", "组", "项目", "满分", "步长", "评分标准", "分档说明", "佐证材料"]


def opened(instrument):
    return openpyxl.load_workbook(BytesIO(write_sheet(instrument)))


def saved(book):
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def table(*rows, head=HEAD, title="指标"):
    """A workbook with one page as an office would type it."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in (head, *rows):
        book.active.append(row)
    return book


def read(book, base=None):
    return sheet_of(saved(book), "表.xlsx", base)


def refused(book, base=None):
    with pytest.raises(UserError) as caught:
        read(book, base)
    return caught.value


def shape(instrument):
    return [
        (
            p.label,
            p.full,
            [(b.label, b.full, [(i.label, i.full) for i in b.items]) for b in p.blocks],
        )
        for p in instrument.parties
    ]


@pytest.mark.parametrize("name", ["gz-2023", "gz-2023-blocks"])
def test_a_shipped_instrument_comes_back_as_it_was(name):
    shipped = load_shipped(name)
    found = sheet_of(write_sheet(shipped), "指标.xlsx")
    assert found.instrument == shipped
    assert (found.borrowed, found.ignored) == ((), ())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instruments())
def test_any_instrument_comes_back_as_it_was(instrument):
    assert sheet_of(write_sheet(instrument), "指标.xlsx").instrument == instrument


def test_a_text_that_looks_like_a_formula_is_written_as_text():
    label = '=HYPERLINK("x")'
    party = changed(SHIPPED.parties[0], label=label)
    book = opened(changed(SHIPPED, parties=(party, *SHIPPED.parties[1:])))
    cell = book["指标"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (label, "s", True)


def test_columns_are_found_by_english_headings_in_any_order():
    head = ["Full mark", "Item", "Block", "Party"]
    book = table([5, "计划", "服务质量", "第三方"], head=head, title="Indicators")
    assert shape(read(book).instrument) == [
        ("第三方", D(5), [("服务质量", D(5), [("计划", D(5))])])
    ]


def test_names_that_are_left_out_or_merged_are_those_of_the_row_above():
    book = table(
        ["第三方", "服务质量", None, "计划", 5],
        [None, None, None, "执行", 10],
        ["第三方", "服务成效", None, "满意", 15],
        [None, None, None, "改变", 5],
    )
    book.active.merge_cells("A2:A5")
    book.active.merge_cells("B2:B3")
    assert shape(read(book).instrument) == [
        (
            "第三方",
            D(35),
            [
                ("服务质量", D(15), [("计划", D(5)), ("执行", D(10))]),
                ("服务成效", D(20), [("满意", D(15)), ("改变", D(5))]),
            ],
        )
    ]


def test_a_merged_criterion_holds_for_all_its_rows():
    book = table(
        ["第三方", "服务质量", "二级", "计划", 5, None, "同一标准"],
        [None, None, None, "执行", 5],
    )
    book.active.merge_cells("G2:G3")
    book.active.merge_cells("C2:C3")
    (block,) = read(book).instrument.blocks()
    assert [(i.criterion, i.group) for i in block.items] == [("同一标准", "二级")] * 2


def test_full_marks_in_columns_of_their_own_are_taken_over_even_where_they_do_not_add_up():
    head = ["评价方", "评价方满分", "一级指标", "一级指标分值", "三级指标", "分值"]
    book = table(
        ["第三方", 55, "服务质量", 20, "计划", 5],
        [None, None, None, None, "执行", 10],
        head=head,
    )
    book.active.merge_cells("D2:D3")
    found = read(book).instrument
    assert shape(found)[0][1] == 55
    assert found.blocks()[0].full == 20
    assert "parties[0].blocks[0].full" in [p.place for p in errors(instrument_problems(found))]


def test_titles_blank_rows_totals_and_other_columns_are_passed_over():
    book = table(head=["某机构指标体系"])
    for row in (
        [],
        [*HEAD, "负责人"],
        ["第三方", "服务质量", "", "计划", 5, "", "", "", "", "评委甲"],
        [],
        ["", "", "", "执行", 5],
        ["合计", "", "", "", 10],
    ):
        book.active.append(row)
    found = read(book)
    assert shape(found.instrument)[0][1] == 10
    assert found.ignored == ("指标!负责人",)


def test_full_width_digits_and_words_are_understood():
    head = [*HEAD, "评分范围", "合分方法", "最少人数", "可不适用"]
    rule = ["按片区", "去一高一低", "４"]
    book = table(
        ["第三方", "服务质量", "", "", "１０分", "０．５", "", "", "", *rule],
        [
            "",
            "",
            "",
            "计划",
            "１０",
            "０．５",
            "",
            "９－１０　很好",
            "名册\n\n计划",
            "",
            "",
            "",
            "√",
        ],
        head=head,
    )
    (block,) = read(book).instrument.blocks()
    assert (block.full, block.step, block.scope) == (D(10), D("0.5"), Scope.DISTRICT)
    assert (block.merge.method, block.merge.minimum) == (Method.TRIMMED, 4)
    (item,) = block.items
    assert item.anchors == (Anchor(low=D(9), high=D(10), text="很好"),)
    assert [e.label for e in item.evidence] == ["名册", "计划"]
    assert item.allow_na


def test_weights_may_be_written_in_percent():
    book = table(["第三方", "", "", "", "55%"], ["购买方", "", "", "", 0.45])
    book.active["E3"].number_format = "0%"
    assert [p.full for p in read(book).instrument.parties] == [D(55), D(45)]


def test_a_formula_gives_the_result_that_was_stored_with_it():
    raw = saved(table(["第三方", "服务质量", "", "计划", 5], ["", "", "", "执行", "=E2*2"]))
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = parts[page].replace(b"<f>E2*2</f><v></v>", b"<f>E2*2</f><v>10</v>")
    parts[page] = parts[page].replace(b"<f>E2*2</f><v />", b"<f>E2*2</f><v>10</v>")
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for entry, part in parts.items():
            archive.writestr(entry, part)
    found = sheet_of(made.getvalue(), "表.xlsx").instrument
    assert [i.full for i in found.blocks()[0].items] == [D(5), D(10)]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("E3", "=E2*2", "formula whose result"),
        ("E3", "五分", "“五分” is no number"),
        ("E3", None, "missing here"),
        ("E3", -1, "no number"),
        ("E3", date(2024, 2, 3), "There is a day"),
        ("E3", "#REF!", "gives the error"),
        ("F3", "半", "no number"),
        ("H3", "很好", "Line 1: begin with the points"),
        ("H3", date(2024, 2, 3), "There is a day"),
        ("I3", "长" * 301, "300 characters"),
        ("D3", "长" * 301, "300 characters"),
        ("G3", "长" * 20_001, "20000 characters"),
        ("J3", "一个 编号", "is no id"),
        ("K3", "也许", "neither yes nor no"),
        ("L2", "有时", "none of the words"),
        ("M2", "很多", "no number"),
        ("M2", 99, "no whole number from 1 to 50"),
        ("M2", 1.5, "no whole number"),
    ],
)
def test_what_is_refused_names_its_cell_and_what_to_do(place, value, said):
    head = [*HEAD, "编号", "可不适用", "合分方法", "最少人数"]
    book = table(
        ["第三方", "服务质量", "", "", 10],
        ["", "", "", "计划", 10],
        head=head,
    )
    book.active[place] = value
    if value == "#REF!":
        book.active[place].data_type = "e"
    error = refused(book)
    assert error.values["cell"] == f"指标!{place}"
    assert said in str(error)


def test_all_faults_are_counted_and_the_first_two_told():
    book = table(
        ["第三方", "服务质量", "", "计划", "五"],
        ["", "", "", "执行", "六"],
        ["", "", "", "成效", "七"],
    )
    error = refused(book)
    assert [str(error.values[n].values["cell"]) for n in ("first", "second")] == [
        "指标!E2",
        "指标!E3",
    ]
    assert error.values["count"] == 3
    assert "3" in translate_error(error)


@pytest.mark.parametrize(
    ("area", "cell", "said"),
    [("D2:D3", "指标!D3", "merged over several rows"), ("E2:E3", "指标!E3", "“部分满分”")],
)
def test_an_item_or_its_full_mark_merged_over_rows_is_refused(area, cell, said):
    book = table(["第三方", "服务质量", "", "计划", 5], ["", "", "", "执行", 5])
    book.active.merge_cells(area)
    error = refused(book)
    assert error.values["cell"] == cell
    assert said in str(error)


@pytest.mark.parametrize(
    ("rows", "cell", "said"),
    [
        ([["", "服务质量", "", "计划", 5]], "A2", "belongs to no party"),
        ([["第三方", "", "", "计划", 5]], "B2", "belongs to no block"),
        (
            [["甲方", "一", "", "x", 1], ["乙方", "二", "", "y", 1], ["甲方", "一", "", "z", 1]],
            "A4",
            "further up",
        ),
        (
            [["甲方", "一", "", "x", 1], ["", "二", "", "y", 1], ["", "一", "", "z", 1]],
            "B4",
            "further up",
        ),
        ([["甲方", "一", "", "x", 1], ["", "", "", "", 5]], "D3", "names neither"),
    ],
)
def test_a_row_that_belongs_nowhere_is_refused(rows, cell, said):
    error = refused(table(*rows))
    assert error.values["cell"] == f"指标!{cell}"
    assert said in str(error)


def test_a_copied_row_gets_an_id_of_its_own_and_the_first_keeps_it():
    book = opened(SHIPPED)
    page = book["指标"]
    page.insert_rows(5)
    for cell in page[4]:
        page.cell(5, cell.column).value = cell.value
    page["D5"] = "抄来的项目"
    found = read(book).instrument
    items = found.blocks()[0].items
    assert items[0] == SHIPPED.blocks()[0].items[0]
    assert len({item.id for item in items}) == len(items)
    assert not set(items[1].evidence) & set(items[0].evidence)
    assert list(id_problems(found)) == []


def test_an_id_that_a_row_further_down_has_is_given_to_nobody_else():
    head = [*HEAD, "编号"]
    first = read(table(["甲方", "一", "", "x", 1], head=head)).instrument
    taken = first.blocks()[0].items[0].id
    book = table(
        ["甲方", "一", "", "x", 1],
        ["", "", "", "y", 1, "", "", "", "", taken],
        head=head,
    )
    items = read(book).instrument.blocks()[0].items
    assert items[1].id == taken
    assert items[0].id != taken


def test_a_table_without_ids_gives_the_same_ones_every_time_and_those_that_were_there():
    rows = [["第三方", "服务质量", "", "服务计划", 10], ["", "", "", "新项目", 20]]
    one, again = read(table(*rows)).instrument, read(table(*rows)).instrument
    assert one == again
    beside = read(table(*rows), BASE).instrument
    block = beside.blocks()[0]
    assert (beside.parties[0].id, block.id, block.items[0].id) == (
        "third_party",
        "quality",
        "plan",
    )


def test_rules_that_a_table_has_no_columns_for_stay_as_they_were():
    book = table(["第三方", "服务质量", "", "服务计划", 30])
    block = read(book, BASE).instrument.blocks()[0]
    assert block.scope is Scope.DISTRICT
    assert read(book).instrument.blocks()[0].scope is Scope.STATION


def test_a_table_of_the_panels_blocks_alone_leaves_the_other_parties_as_they_were():
    book = table(["", "服务质量", "", "计划", 40], ["", "运营管理", "", "制度", 30])
    found = read(book, BASE)
    assert [p.label for p in found.instrument.parties] == ["第三方", "购买方"]
    assert found.instrument.parties[0].full == 70
    assert [b.label for b in found.instrument.blocks()] == ["服务质量", "运营管理"]
    assert found.borrowed == (
        "tree",
        "general",
        "bands",
        "vetoes",
        "checklist",
        "guides",
        "survey",
    )
    assert (found.instrument.bands, found.instrument.vetoes) == (BASE.bands, BASE.vetoes)
    assert found.instrument.title == "表"


def test_questions_of_blocks_that_are_gone_stay_without_one():
    book = table(["第三方", "新部分", "", "计划", 70])
    found = read(book, SHIPPED).instrument
    assert {q.block for q in found.checklist} == {None}
    assert list(id_problems(found)) == []


def test_only_the_page_of_indicators_is_needed_and_its_name_does_not_matter():
    book = table(["第三方", "服务质量", "", "计划", 5], title="Sheet1")
    assert read(book).instrument.blocks()[0].label == "服务质量"
    hidden = book.create_sheet("等次")
    hidden.append(["随便"])
    hidden.sheet_state = "hidden"
    assert read(book).instrument.bands == ()


def test_the_general_page_is_read_by_its_names_in_any_order():
    book = table(["第三方", "", "", "", 100])
    page = book.create_sheet("基本信息")
    for row in (
        ["名目", "内容"],
        ["分歧", "30%"],
        ["名称", "某机构 2025"],
        ["版本", 3],
        ["来源", date(2024, 1, 16)],
        ["何时写原因", "低于界限才写"],
    ):
        page.append(row)
    found = read(book).instrument
    assert (found.title, found.version, found.flags.spread) == ("某机构 2025", 3, D("0.3"))
    assert (found.source, found.reasons.when.value) == ("2024-01-16", "below_share")


def test_a_checklists_block_is_named_or_refused():
    book = table(["第三方", "服务质量", "", "计划", 5])
    page = book.create_sheet("观察清单")
    page.append(["问题", "评分部分"])
    page.append(["有指引", "服务质量"])
    found = read(book).instrument
    assert found.checklist[0].block == found.blocks()[0].id
    page.append(["有标识", "没有的部分"])
    assert refused(book).values["cell"] == "观察清单!B3"


def test_guides_go_on_over_rows_without_a_name():
    book = table(["第三方", "", "", "", 100])
    page = book.create_sheet("访谈提纲")
    for row in (
        ["访谈对象", "只用编号", "问题"],
        ["服务对象", "是", "知道社工站吗？"],
        ["", "", "来过吗？"],
        ["居委", "", "多久来一次？"],
    ):
        page.append(row)
    guides = read(book).instrument.guides
    assert [(g.label, g.coded, len(g.questions)) for g in guides] == [
        ("服务对象", True, 2),
        ("居委", False, 1),
    ]


def test_a_page_without_its_columns_says_which_is_missing():
    book = table(["第三方", "", "", "", 100])
    page = book.create_sheet("等次")
    page.append(["等次", "从"])
    page.append(["优秀", 90])
    error = refused(book)
    assert (error.values["page"], error.values["column"]) == ("等次", "到")


def test_two_pages_that_could_be_the_one_are_refused():
    book = table(["第三方", "服务质量", "", "计划", 5], title="甲")
    for row in (HEAD, ["第三方", "服务质量", "", "计划", 5]):
        book.create_sheet("乙") if "乙" not in book.sheetnames else None
        book["乙"].append(row)
    assert refused(book).template == TWO_PAGES


@pytest.mark.parametrize(
    ("raw", "template"),
    [
        (OLE + b"x" * 600, OLD),
        (b"hello", OTHER_KIND),
        (b"PK\x03\x04" + b"x" * 100, DAMAGED),
        (bomb("xl/workbook.xml"), BOMB),
    ],
)
def test_what_is_no_workbook_is_refused_as_such(raw, template):
    with pytest.raises(UserError) as caught:
        sheet_of(raw, "表.xlsx")
    assert caught.value.template == template


def test_a_workbook_cut_short_is_refused(tmp_path):
    path = tmp_path / "表.xlsx"
    raw = write_sheet(SHIPPED)
    for part in (2, 3, 4):
        path.write_bytes(raw[: len(raw) * (part - 1) // part])
        with pytest.raises(UserError):
            read_sheet(path)


def test_a_workbook_without_the_columns_is_refused():
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    assert refused(book).template == NO_PAGE


def test_too_many_rows_are_refused_and_empty_formatted_ones_are_not():
    book = table(["第三方", "服务质量", "", "计划", 5])
    book.active.cell(MOST_ROWS * 6, 1).number_format = "0.0"
    assert read(book).instrument.blocks()[0].label == "服务质量"
    book.active.cell(MOST_ROWS + 1, 1).value = "x"
    assert refused(book).template == TOO_LARGE


def test_a_text_too_long_for_a_cell_is_refused_on_writing():
    party = SHIPPED.parties[0]
    block = changed(party.blocks[0], criterion="长" * 20_001)
    parties = (changed(party, blocks=(block, *party.blocks[1:])), *SHIPPED.parties[1:])
    with pytest.raises(UserError, match="no cell takes"):
        write_sheet(changed(SHIPPED, parties=parties))


def test_the_template_says_how_every_column_is_filled_in():
    book = opened(load_shipped("gz-2023-blocks"))
    told = {(row[0].value, row[1].value) for row in book["填写说明"].iter_rows()}
    for page in PAGES:
        for column in page.columns:
            assert (page.title, f"{column.title} {column.english}") in told


def test_choices_are_offered_in_the_cells():
    page = opened(SHIPPED)["指标"]
    listed = [v.formula1 for v in page.data_validations.dataValidation]
    assert '"全站,按片区"' in listed
    assert '"平均,去一高一低,中位数,主评的分,商定一致"' in listed
