"""Districts and sites: typed, pasted whole, moved, taken away with what names them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.errors import UserError
from app.model.base import changed
from app.rules.typed import figure, whole
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from ui.screens.base import Target
from ui.screens.coordinator.setup import SetupScreen
from ui.widgets.editors import LineEditor

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def planned(context):
    visit = context.library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
    yield replace(context, visit=visit)
    visit.close()


@pytest.fixture
def part(screen, planned):
    page = screen(SetupScreen, planned)
    page.reveal(Target("setup", item="districts"))
    return page.part


def paste(qtbot, table, text):
    QGuiApplication.clipboard().setText(text)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)


def type_cell(qtbot, table, text):
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.findChildren(LineEditor) if e.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def names(visit):
    return {d.name: [s.name for s in d.sites] for d in visit.setup.districts}


def test_a_list_pasted_below_makes_districts_and_sites_in_one_step(part, planned, qtbot):
    before = planned.visit.setup
    table = part.sites
    table.setCurrentIndex(table.rows.index(len(table.rows.rows), 0))
    paste(qtbot, table, "象岗片区\t双井社区\t120\t300\n\t兰湖里社区\t１２\n盘福片区\t盘福社区")
    found = names(planned.visit)
    assert found["象岗片区"] == ["双井社区", "兰湖里社区"]
    assert found["盘福片区"] == ["盘福社区"]
    site = planned.visit.setup.districts[-2].sites[1]
    assert site.households == 12
    planned.bus.run(planned.visit.undo, None)
    assert planned.visit.setup == before


def test_a_figure_that_is_none_is_refused_with_its_column_and_nothing_is_stored(
    part, planned, qtbot
):
    before = planned.visit.setup
    table = part.sites
    table.setCurrentIndex(table.rows.index(len(table.rows.rows), 0))
    with qtbot.waitSignal(part.refused) as refused:
        paste(qtbot, table, "象岗片区\t双井社区\t很多")
    assert "很多" in str(refused.args[0].values["text"])
    assert planned.visit.setup == before


def test_another_district_s_name_moves_a_site_there(part, planned, qtbot):
    first, second = planned.visit.setup.districts[:2]
    site = first.sites[0]
    part.sites.go_to(site.id, "district")
    type_cell(qtbot, part.sites, "Elsewhere")
    assert site in planned.visit.setup.districts[-1].sites
    part.sites.go_to(site.id, "district")
    paste(qtbot, part.sites, second.name)
    assert planned.visit.setup.district(second.id).sites[-1] == site


def test_a_district_that_is_taken_away_is_taken_out_of_the_assignments(part, planned, qtbot):
    visit = planned.visit
    gone = visit.setup.districts[0].id
    named = tuple(
        changed(a, districts=(gone,)) if a.block == "quality" else a for a in SETUP.assignments
    )
    planned.bus.run(lambda: visit.setups.change(changed(SETUP, assignments=named)), None)
    part.districts.go_to(gone)
    qtbot.keyClick(part.districts, Qt.Key.Key_Delete, CONTROL)
    assert gone not in {d.id for d in visit.setup.districts}
    assert "quality" not in {a.block for a in visit.setup.assignments}


def test_districts_and_sites_move_by_key(part, planned, qtbot):
    ids = [d.id for d in planned.visit.setup.districts]
    part.districts.go_to(ids[0])
    qtbot.keyClick(part.districts, Qt.Key.Key_Down, ALT)
    assert [d.id for d in planned.visit.setup.districts][:2] == [ids[1], ids[0]]


def test_two_districts_of_one_name_are_marked_in_the_table(part, planned, qtbot):
    visit = planned.visit
    first = visit.setup.districts[0]
    part.districts.go_to(visit.setup.districts[1].id)
    paste(qtbot, part.districts, first.name)
    rows = part.districts.rows.rows
    assert [bool(row.problems) for row in rows] == [False, True]


def test_figures_are_read_as_people_type_them():
    assert whole("１，２００", "户数") == 1200
    assert str(figure("0。5", "人月")) == "0.5"
    assert figure("  ", "户数") is None
    with pytest.raises(UserError):
        whole("2.5", "户数")
    for bad in ("十二", "-3", "1e9", "1.23456", "=A1", "9" * 13):
        with pytest.raises(UserError):
            figure(bad, "户数")


def test_a_list_of_sites_with_merged_cells_is_taken_over_from_a_file(
    part, planned, qtbot, tmp_path
):
    path = tmp_path / "社工点.csv"
    path.write_text("所属片区,社工点,户数\n象岗片区,双井社区,120\n,兰湖里社区,80\n", "utf-8")
    before = planned.visit.setup
    part.importing.read(path)
    qtbot.keyClick(part.importing.importer.take, Qt.Key.Key_Space)
    assert names(planned.visit)["象岗片区"] == ["双井社区", "兰湖里社区"]
    planned.bus.run(planned.visit.undo, None)
    assert planned.visit.setup == before
