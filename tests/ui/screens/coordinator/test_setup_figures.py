"""Indicators and staffing: typed, taken over from tables, summed, refused where they stand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.model.base import changed
from app.model.setup import Staffing
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from ui.models.roles import Role
from ui.screens.base import Target
from ui.screens.coordinator.setup import SetupScreen

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def planned(context):
    blank = changed(SETUP, indicators=(), figures=(), staffing=Staffing(posts=20))
    visit = context.library.new_visit(blank, INSTRUMENT, user="工作人员A")
    yield replace(context, visit=visit)
    visit.close()


@pytest.fixture
def page(screen, planned):
    return screen(SetupScreen, planned)


def show(page, section):
    page.reveal(Target("setup", item=section))
    return page.part


def paste(qtbot, table, text):
    table.setFocus()
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)


def workbook(path, *sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_indicators_are_pasted_with_their_districts(page, planned, qtbot):
    part, visit = show(page, "indicators"), planned.visit
    part.indicators.go_to("")
    paste(qtbot, part.indicators, "家访\t探访\t人次\t1,200\t1165\t\t600\t565\n小组\t\t个\t30\t15")
    home, group = visit.setup.indicators
    assert (home.target, home.actual, sum(home.districts.values())) == (1200, 1165, 1165)
    assert (group.unit, group.actual) == ("个", Decimal(15))
    assert part.indicators.rows.rows[0].texts[5] == "97.08"
    planned.bus.run(visit.undo, None)
    assert visit.setup.indicators == ()


def test_indicators_are_taken_over_from_a_workbook_in_one_step(page, planned, qtbot, tmp_path):
    part, visit = show(page, "indicators"), planned.visit
    rows = [
        ["钟村街社工服务站指标完成情况"],
        ["服务类别", "指标名称", "单位", "年度指标", "完成量", "备注"],
        ["探访", "家访", "人次", 1200, 1165, None],
        ["探访", "电访", "人次", 800, 1445, "=1+1"],
        ["小组", "小组", "个", "三十", 15, None],
    ]
    path = workbook(tmp_path / "指标.xlsx", ("说明", [["请看下一页"]]), ("指标", rows))
    part.importing.read(path)
    importer = part.importing.importer
    assert part.importing.is_open
    importer.sheet.setFocus()
    qtbot.keyClick(importer.sheet, Qt.Key.Key_Down)
    assert "2" in importer.outcome
    assert importer.refused.rows.rowCount() == 1
    qtbot.keyClick(importer.take, Qt.Key.Key_Space)
    assert [n.label for n in visit.setup.indicators] == ["家访", "电访"]
    assert not part.importing.is_open
    planned.bus.run(visit.undo, None)
    assert visit.setup.indicators == ()


def test_a_column_that_is_missing_is_asked_for(page, qtbot, tmp_path):
    part = show(page, "indicators")
    path = workbook(tmp_path / "表.xlsx", ("表", [["甲", "乙"], ["家访", 12]]))
    part.importing.read(path)
    importer = part.importing.importer
    assert not importer.take.isEnabled()
    for name in ("label", "target"):
        box = importer.boxes[name]
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        if name == "target":
            qtbot.keyClick(box, Qt.Key.Key_Down)
    assert importer.take.isEnabled()


def test_a_file_that_is_no_table_is_refused_in_the_page(page, planned, tmp_path):
    part = show(page, "indicators")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    part.importing.read(tmp_path / "坏.xlsx")
    assert not part.importing.is_open
    assert "坏.xlsx" in page.notice.text()
    assert planned.visit.setup.indicators == ()


def test_other_figures_belong_to_the_station_or_a_district_that_exists(page, planned, qtbot):
    part, visit = show(page, "indicators"), planned.visit
    part.which.choose("figures")
    district = visit.setup.districts[0].name
    part.figures.go_to("")
    paste(qtbot, part.figures, f"链接资源\t35000\t元\t\t企业和基金会\n志愿者\t97\t名\t{district}")
    assert [f.district for f in visit.setup.figures] == [None, visit.setup.districts[0].id]
    assert [f.note for f in visit.setup.figures] == ["企业和基金会", ""]
    part.figures.go_to("")
    paste(qtbot, part.figures, "感谢信\t3\t封\t第九片区")
    assert len(visit.setup.figures) == 2
    assert "第九片区" in page.notice.text()


def test_months_of_the_period_are_put_in_and_summed(page, planned, qtbot):
    part, visit = show(page, "staffing"), planned.visit
    qtbot.keyClick(part.fill_button, Qt.Key.Key_Space)
    months = visit.setup.staffing.months
    assert months[0].month == f"{visit.setup.period.start:%Y-%m}"
    assert {m.required for m in months} == {Decimal(20)}
    part.months.go_to(months[0].month, "present")
    paste(qtbot, part.months, "19.5\n20\n20.5")
    assert sum(m.present for m in visit.setup.staffing.months) == Decimal(60)
    foot = part.months.rows.headerData(2, Qt.Orientation.Horizontal, Role.FOOT)
    assert foot.text == "60"


def test_months_come_from_a_table_and_later_rows_change_them(page, planned, qtbot, tmp_path):
    part, visit = show(page, "staffing"), planned.visit
    rows = [
        ["年月", "应配备", "在岗"],
        ["2023年7月", 10, 10],
        ["2023年8月", 20, 19.5],
        ["合计", 30, 29.5],
    ]
    part.importing.read(workbook(tmp_path / "人员.xlsx", ("人员", rows)))
    qtbot.keyClick(part.importing.importer.take, Qt.Key.Key_Space)
    assert [m.month for m in visit.setup.staffing.months] == ["2023-07", "2023-08"]
    assert visit.setup.staffing.months[1].present == Decimal("19.5")


def test_facts_take_counts_words_and_yes_or_no(page, planned, qtbot):
    part, visit = show(page, "staffing"), planned.visit
    for name, text in (("total", "２１"), ("training_met", "是"), ("lead_certificate", "中级")):
        part.facts.go_to(name, "value")
        paste(qtbot, part.facts, text)
    staffing = visit.setup.staffing
    assert (staffing.total, staffing.training_met, staffing.lead_certificate) == (21, True, "中级")
    part.facts.go_to("training_met", "value")
    paste(qtbot, part.facts, "也许")
    assert "也许" in page.notice.text()
    assert visit.setup.staffing.training_met is True
