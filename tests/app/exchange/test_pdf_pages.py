"""A PDF as paragraphs and tables, told from where its letters and rules stand."""

import pypdf

from app.errors import UserError
from app.exchange.report_file import read_report
from tests.app.exchange.foreign_samples import pdf, set_pdf, table

FULL = "社工站在评估期内走访了辖区全部困难家庭并逐户核对台账，逐户登"
LEFT, INDENTED = 60, 84


def lines(tmp_path, *pages):
    path = tmp_path / "a.pdf"
    path.write_bytes(set_pdf(*pages))
    return read_report(path)


def prose(tmp_path, *pages):
    return [(one.text, one.part) for one in lines(tmp_path, *pages)]


def cells(found):
    return [(one.table, one.row, one.column, one.text) for one in found if one.table >= 0]


def page(*texts, top=760):
    """Lines from the top; those that begin with a blank are set in."""
    return [
        (INDENTED if text[0] == " " else LEFT, top - 20 * n, text.strip())
        for n, text in enumerate(texts)
    ]


def test_a_line_set_in_begins_a_paragraph_and_the_next_ones_go_on(tmp_path):
    found = prose(tmp_path, page(f" {FULL}", "记需求。", f" {FULL}", "记变化。"))
    assert found == [(f"{FULL}记需求。", ""), (f"{FULL}记变化。", "")]


def test_a_full_line_that_ends_a_sentence_does_not_end_its_paragraph(tmp_path):
    ends = f"{FULL[:-1]}。"
    assert prose(tmp_path, page(f" {FULL}", ends, "又核对一遍。")) == [
        (f"{FULL}{ends}又核对一遍。", "")
    ]


def test_a_heading_set_in_as_the_full_line_before_it_begins_anew(tmp_path):
    full = f"1.{FULL[:-3]}。"
    found = prose(tmp_path, page(f" {full}", " 二、总结", f" {FULL}", "记。"))
    assert [text for text, _part in found] == [full, "二、总结", f"{FULL}记。"]


def test_a_block_that_stands_in_as_a_whole_is_one_paragraph(tmp_path):
    found = prose(
        tmp_path, page(FULL + FULL[:2], "记。", f" {FULL}", f" {FULL}", " 记。", FULL, "记。")
    )
    assert [text for text, _part in found] == [
        f"{FULL}{FULL[:2]}记。",
        f"{FULL}{FULL}记。",
        f"{FULL}记。",
    ]


def test_a_paragraph_goes_on_over_a_page_past_number_and_head(tmp_path):
    pages = [
        page("未定稿", f" {FULL}", f"{FULL}", f"— {n} —")
        if n % 2
        else page("未定稿", "记。", f"— {n} —")
        for n in range(1, 5)
    ]
    found = prose(tmp_path, *pages)
    whole = f"{FULL}{FULL}记。"
    assert [text for text, part in found if not part] == [whole, whole]
    assert {part for _text, part in found} == {"", "header", "page"}


def test_blanks_that_a_setter_leaves_are_no_columns(tmp_path):
    tabbed = "应到\t110\t人次、实到\t111.5\t人次，没有缺口"
    found = lines(tmp_path, page(f" {tabbed}", "。", f" {tabbed}", "。"))
    assert [(one.text, one.table) for one in found] == [
        ("应到110人次、实到111.5人次，没有缺口。", -1)
    ] * 2


def test_a_ruled_table_has_rows_and_cells_and_what_is_merged_stands_once(tmp_path):
    grid = table(
        60,
        700,
        [120, 100, 80],
        [
            ["类别", "指标", "完成"],
            ["探访", "家访", "1165"],
            [None, "电访", "1445"],
            ["小组", "节数", "15"],
        ],
    )
    found = lines(tmp_path, [*page("附件1"), *grid, *page("注：数据由站方提供。", top=600)])
    assert cells(found) == [
        (0, 0, 0, "类别"),
        (0, 0, 1, "指标"),
        (0, 0, 2, "完成"),
        (0, 1, 0, "探访"),
        (0, 1, 1, "家访"),
        (0, 1, 2, "1165"),
        (0, 2, 1, "电访"),
        (0, 2, 2, "1445"),
        (0, 3, 0, "小组"),
        (0, 3, 1, "节数"),
        (0, 3, 2, "15"),
    ]
    assert [one.text for one in found] == [
        "附件1",
        *(text for *_place, text in cells(found)),
        "注：数据由站方提供。",
    ]


def test_lines_of_a_cell_are_put_together(tmp_path):
    grid = [
        *table(60, 700, [120, 100], [["项目", "完成"], ["", "3"]]),
        (64, 670, "志愿者队伍"),
        (64, 662, "和社会组织"),
    ]
    assert (0, 1, 0, "志愿者队伍和社会组织") in cells(lines(tmp_path, grid))


def test_a_table_that_goes_on_over_a_page_is_one_and_its_head_stands_once(tmp_path):
    head = ["月份", "应到", "实到"]
    first = [head, ["7月", "10", "10"], ["8月", "20", "19"]]
    second = [head, ["9月", "20", "21"]]
    widths = [100, 80, 80]
    found = lines(
        tmp_path,
        [*page("未定稿"), *table(60, 700, widths, first), *page("— 1 —", top=60)],
        [*page("未定稿"), *table(60, 700, widths, second), *page("— 2 —", top=60)],
    )
    assert [row for row in cells(found) if row[2] == 0] == [
        (0, 0, 0, "月份"),
        (0, 1, 0, "7月"),
        (0, 2, 0, "8月"),
        (0, 3, 0, "9月"),
    ]


def test_tables_with_text_between_are_two(tmp_path):
    widths, rows = [100, 80], [["甲", "1"], ["乙", "2"]]
    found = lines(
        tmp_path,
        [*table(60, 700, widths, rows), *page("第一张表完。", "第二张表如下：", top=600)],
        table(60, 700, widths, rows),
    )
    assert {one[0] for one in cells(found)} == {0, 1}


def test_the_frame_of_a_picture_is_no_table(tmp_path):
    empty = [["", "", ""], ["", "", ""], ["", "图例", ""]]
    found = lines(tmp_path, [*page("图1"), *table(60, 700, [90, 90, 90], empty)])
    assert cells(found) == []
    assert [one.text for one in found] == ["图1", "图例"]


def test_a_letter_set_twice_to_look_bold_is_read_once(tmp_path):
    twice = [
        *page("一、社社工工作"),
        *((x + 0.4, y, text) for x, y, text in page("一、社社工工作")),
    ]
    assert [one.text for one in lines(tmp_path, twice)] == ["一、社社工工作"]


def test_a_page_of_one_endless_line_is_read(tmp_path):
    assert [len(one.text) for one in lines(tmp_path, [(60, 700, "社工站" * 6_000)])] == [18_000]


def test_a_drawing_of_thousands_of_lines_is_left_aside(tmp_path):
    drawing = [(n % 600, 0, n % 600, 800) for n in range(5_000)]
    assert [one.text for one in lines(tmp_path, [*drawing, *page("图2")])] == ["图2"]


def test_a_pdf_with_an_empty_password_for_reading_is_read(tmp_path):
    """As offices keep their reports from being changed."""
    plain, path = tmp_path / "plain.pdf", tmp_path / "a.pdf"
    plain.write_bytes(pdf(f"{FULL}。"))
    writer = pypdf.PdfWriter(clone_from=plain)
    writer.encrypt(user_password="", owner_password="x", algorithm="RC4-128")
    writer.write(path)
    assert [one.text for one in read_report(path)] == [f"{FULL}。"]


def test_a_pdf_cut_off_anywhere_is_read_or_refused_with_a_sentence(tmp_path):
    raw = set_pdf(page(f" {FULL}", "记。"), table(60, 700, [90, 90], [["甲", "1"], ["乙", "2"]]))
    path = tmp_path / "a.pdf"
    refused = 0
    for end in range(0, len(raw), 97):
        path.write_bytes(raw[:end])
        try:
            read_report(path)
        except UserError as error:
            refused += path.name in str(error)
    assert refused == len(range(0, len(raw), 97))
