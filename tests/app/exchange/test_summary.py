"""The score summary as a file: what stands in it, and what a spreadsheet may do with it."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.exchange import summary_formulas as formulas
from app.exchange.summary_book import write_summary
from app.model.base import changed
from app.model.instrument import Below, Level, Method
from app.model.outcome import GivenState
from app.model.station import Station
from tests.app.exchange.summaries import generated, of_samples, of_world
from tests.app.rules.worlds import (
    Visit,
    block,
    entry,
    item,
    one_district_block,
    pick,
    recusal,
    settle,
    sheet,
)


def read(given):
    return load_workbook(BytesIO(write_summary(given)))


def rows(page):
    """Rows of cells by what stands in the first column."""
    return {row[0].value: row for row in page.iter_rows(min_row=5) if row[0].value}


def heads(page):
    return [cell.value for cell in page[4]]


def cell_at(page, label, head):
    return rows(page)[label][heads(page).index(head)]


def small(sheets, raters=3, merge=None, **decisions):
    own = block(items=[item("甲项", allow_na=True), item("乙项")], full="10", merge=merge or {})
    return of_world(Visit(own, raters=raters), sheets, **decisions)


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    return dict(of_samples(tmp_path_factory.mktemp("samples")))


def test_every_score_of_both_samples_stands_in_its_cell(samples):
    for given in samples.values():
        book, count = read(given), 0
        for party in given.outcome.parties:
            for result in party.blocks:
                for part in result.districts:
                    name = given.setup.district(part.district).name if part.district else "全站"
                    count += check_part(book[name], given.setup, part)
        assert count > 50


def check_part(page, setup, part):
    """Compares what everybody gave; returns how many points there were."""
    start = next(r[0].row for r in page.iter_rows(min_row=5) if r[0].value == part.block.label)
    found = 0
    for row, cell in enumerate(part.cells, start + 1):
        label = f"{cell.item.group}·{cell.item.label}" if cell.item.group else cell.item.label
        assert page.cell(row, 1).value == label
        for given in cell.givens:
            column = heads(page).index(setup.panelist(given.panelist).name) + 1
            value = page.cell(row, column).value
            if given.state is GivenState.POINTS:
                assert Decimal(str(value)) == given.points
                found += 1
            else:
                assert isinstance(value, str)
    return found


def test_what_is_no_score_is_a_word_and_keeps_what_was_given():
    sheets = [
        sheet("p0", {"甲项": "4.5", "乙项": "3"}, [recusal("p0")]),
        sheet("p1", {"甲项": "4", "乙项": "na"}),
        sheet("p1", {"甲项": "4.2"}, device="tablet"),
        sheet("p2", {"甲项": "na"}),
    ]
    page = read(small(sheets))["全站"]
    shown = [
        [cell_at(page, i, who).value for who in ("评委甲", "评委乙", "评委丙")]
        for i in ("甲项", "乙项")
    ]
    assert shown == [
        ["回避（4.5）", "冲突（4、4.2）", "不适用"],
        ["回避（3）", "未评（不适用）", "未评"],
    ]


def test_somebody_who_is_not_assigned_there_is_a_dash_not_unscored():
    visit = Visit(block(), one_district_block(key="c"), raters=2, districts=("d1",))
    half = changed(visit.setup, assignments=visit.setup.assignments[:3])
    visit.setup = half
    page = read(of_world(visit, []))["全站"]
    assert heads(page)[2:4] == ["评委甲", "评委乙"]
    assert "—" not in [c.value for c in rows(page)["b"]]


def test_a_settlement_stands_beside_the_rule_with_its_reason():
    sheets = [sheet(f"p{n}", {"甲项": "4", "乙项": "3"}) for n in range(3)]
    seen = small(sheets).outcome
    page = read(small(sheets, settlements=(settle(seen, "甲项", "4.8"),)))["全站"]
    assert cell_at(page, "甲项", "裁定").value == 4.8
    assert cell_at(page, "甲项", "程序值").value == 4.8
    assert cell_at(page, "甲项", "说明").value == "裁定 4.8：合议（评委甲）"
    assert cell_at(page, "乙项", "裁定").value is None


def test_a_settlement_on_other_figures_is_a_word_that_opens_the_cell():
    first = [sheet(f"p{n}", {"甲项": "4", "乙项": "3"}) for n in range(3)]
    made = settle(small(first).outcome, "甲项", "4.8")
    later = [*first[:2], sheet("p2", {"甲项": "1", "乙项": "3"})]
    page = read(small(later, settlements=(made,)))["全站"]
    assert cell_at(page, "甲项", "裁定").value == "已过时（4.8）"
    assert cell_at(page, "甲项", "程序值").value == "未定"


def test_a_choice_between_two_laptops_is_told_and_one_that_lapsed_is_a_conflict():
    sheets = [sheet("p0", {"甲项": "4"}), sheet("p0", {"甲项": "5"}, device="tablet")]
    holds = small(sheets, picks=(pick("p0", "甲项", "5", ("4", "5")),))
    lapsed = small(sheets, picks=(pick("p0", "甲项", "5", ("3", "5")),))
    page = read(holds)["全站"]
    assert cell_at(page, "甲项", "评委甲").value == 5
    assert cell_at(page, "甲项", "说明").value == "评委甲两台电脑不一致（4、5），取 5"
    word = cell_at(read(lapsed)["全站"], "甲项", "评委甲").value
    assert word == "冲突（4、5，原先选定的已过时）"


RULES = [
    ({"method": Method.MEAN}, "AVERAGE(C6:E6)"),
    ({"method": Method.MEDIAN}, "MEDIAN(C6:E6)"),
    ({"method": Method.TRIMMED, "minimum": 5}, "IF(COUNT(C6:E6)>=5,"),
    ({"method": Method.TRIMMED}, "(SUM(C6:E6)-MAX(C6:E6)-MIN(C6:E6))/(COUNT(C6:E6)-2)"),
    ({"method": Method.LEAD}, "IF(ISNUMBER(C6),C6,"),
    ({"method": Method.CONSENSUS}, "MAX(C6:E6)-MIN(C6:E6)"),
    ({"method": Method.MEAN, "minimum": 2, "below": Below.OPEN}, "IF(COUNT(C6:E6)<2,"),
]


@pytest.mark.parametrize(("merge", "part"), RULES)
def test_the_rule_of_the_block_is_a_live_formula(merge, part):
    page = read(small([], merge=merge))["全站"]
    assert part in cell_at(page, "甲项", "按规则").value


def test_the_words_under_a_heading_name_the_rule_as_it_works():
    words = {
        "按项目，去一高一低后平均；不足 3 人时取平均": {"method": Method.TRIMMED, "minimum": 2},
        "按每位评委的合计，中位数；不适用": {
            "method": Method.MEDIAN,
            "level": Level.SUM,
            "minimum": 2,
        },
        "平均；不足 2 人时不定": {"minimum": 2, "below": Below.OPEN},
        "主评的分（评委甲）": {"method": Method.LEAD},
    }
    for part, merge in words.items():
        assert part in rows(read(small([], merge=merge))["全站"])["b"][2].value


def test_names_and_reasons_that_look_like_formulas_are_texts():
    given = small([sheet("p0", {"甲项": "4"})])
    evil = changed(
        given.setup,
        station=Station(name="=1+1"),
        panel=tuple(changed(p, name="=cmd()") for p in given.setup.panel[:1])
        + given.setup.panel[1:],
    )
    book = read(type(given)(evil, given.instrument, given.outcome, given.written_at))
    assert book["全站"]["A2"].data_type == "s"
    assert book["全站"]["C4"].data_type == "s"
    assert book["全站"]["C4"].value == "=cmd()"


def test_parties_give_points_or_percent_and_a_missing_one_is_a_word(samples):
    total = read(samples["zhongcun"])["总表"]
    assert [c.value for c in rows(total)["督导中心"]][1:4] == ["百分比", 15, 85]
    missing = read(small([]))["总表"]
    assert rows(missing)["总分"][6].value == "未定"
    assert missing["A1"].value.endswith("（未完成稿）")


def test_everybody_who_scores_signs_and_whoever_merged(samples):
    given = samples["liurong"]
    texts = [str(row[0].value) for row in read(given)["总表"].iter_rows()]
    signing = [text.partition("：")[0] for text in texts if text.endswith("____")]
    scoring = [p.name for p in given.setup.panel if p.duty.value != "staff"]
    assert signing == [*scoring, "汇总人"]


def test_a_visit_of_any_shape_gives_a_book_that_opens_protected_and_prints_on_a4():
    for _name, given in generated(6):
        book = read(given)
        assert book.calculation.fullCalcOnLoad
        for page in book.worksheets:
            assert page.protection.sheet
            assert (page.page_setup.paperSize, page.page_setup.fitToWidth) == (9, 1)


def test_thirty_districts_of_one_name_and_fifty_raters_have_their_own_pages_and_columns():
    districts = tuple(f"d{n}" for n in range(30))
    visit = Visit(one_district_block(), raters=50, districts=districts)
    name = "很长的片区名称" * 20
    same = tuple(changed(d, name=name) for d in visit.setup.districts)
    visit.setup = changed(visit.setup, districts=same)
    book = read(of_world(visit, [sheet("p0", {("b", "d0"): "3"})]))
    assert len(set(book.sheetnames)) == 31
    assert len(heads(book.worksheets[1])) == 58


def test_nobody_to_score_and_no_district_still_give_a_book():
    visit = Visit(one_district_block(), block(key="c"), raters=1, districts=(), assignments=())
    book = read(of_world(visit, []))
    assert book.sheetnames == ["总表", "全站"]
    assert heads(book["全站"])[2] == "无人评分"
    assert rows(book["总表"])["b"][1].value == "没有片区"


def test_no_text_of_the_visit_stands_inside_a_formula():
    label = '"&HYPERLINK("x")&"'
    own = block(items=[item("甲项", group=label)], full="5")
    given = of_world(Visit(own), [], parties=(entry("buyer", "1"),))
    for page in read(given).worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or "HYPERLINK" not in cell.value


def test_a_grade_is_asked_of_the_bands_from_above_and_the_highest_includes_its_end():
    formula = formulas.grade("F9", (("A1", "B1", "C1"), ("A2", "B2", "C2")), "100", "无等次")
    assert formula.startswith("=IF(ISNUMBER(F9),IF(OR(AND(F9>=B1,F9<C1),AND(F9=C1,C1=100)),A1,")
