"""Panel and assignments: typed, pasted, drawn, proposed, and somebody who comes instead."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from app.exchange import crypto
from app.model.base import changed
from app.model.panel import Duty
from app.rules.assigning import Task, loads, scorers
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from tests.ui.screens.coordinator.panel import cells
from ui.screens.base import Target
from ui.screens.coordinator.setup import SetupScreen
from ui.widgets.editors import LineEditor


@pytest.fixture
def planned(context):
    visit = context.library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
    yield replace(context, visit=visit)
    visit.close()


def opened(screen, planned, section, **size):
    page = screen(SetupScreen, planned, **size)
    page.reveal(Target("setup", item=section))
    page.part.enter()
    return page


def type_cell(qtbot, table, text, key=Qt.Key.Key_Tab):
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.findChildren(LineEditor) if e.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, key)


def test_filling_the_panel_stores_nothing(screen, planned):
    before = planned.visit.changed_at
    opened(screen, planned, "panel")
    assert planned.visit.changed_at == before


def test_a_person_is_typed_in_the_blank_row_and_undone_as_one_step(screen, planned, qtbot):
    page = opened(screen, planned, "panel")
    table, count = page.part.table, len(SETUP.panel)
    table.setCurrentIndex(table.rows.index(count, 0))
    type_cell(qtbot, table, "Ping wei")
    assert planned.visit.setup.panel[-1].name == "Ping wei"
    assert planned.visit.setup.panel[-1].duty is Duty.EXPERT
    qtbot.keyClick(table, "3")
    assert planned.visit.setup.panel[-1].duty is Duty.STAFF
    planned.bus.run(planned.visit.undo, None)
    planned.bus.run(planned.visit.undo, None)
    assert planned.visit.setup.panel == SETUP.panel


def test_a_pasted_list_of_people_is_one_step_in_either_language(screen, planned, qtbot):
    page = opened(screen, planned, "panel")
    table = page.part.table
    table.setCurrentIndex(table.rows.index(len(SETUP.panel), 0))
    QGuiApplication.clipboard().setText("评委己\t专家\t某大学\t否\n社工A\t工作人员\t\t是")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    first, second = planned.visit.setup.panel[-2:]
    assert (first.name, first.duty, first.organisation) == ("评委己", Duty.EXPERT, "某大学")
    assert (second.duty, second.coordinates) == (Duty.STAFF, True)
    planned.bus.run(planned.visit.undo, None)
    assert planned.visit.setup.panel == SETUP.panel


def test_a_word_that_is_no_duty_is_refused_and_nothing_is_pasted(screen, planned, qtbot):
    page = opened(screen, planned, "panel")
    table = page.part.table
    table.setCurrentIndex(table.rows.index(len(SETUP.panel), 0))
    QGuiApplication.clipboard().setText("评委己\t专家\n评委庚\t队长")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert planned.visit.setup.panel == SETUP.panel
    assert "队长" in page.notice.text()


def test_a_blank_name_is_refused_and_the_row_is_taken_away_by_key(screen, planned, qtbot):
    page = opened(screen, planned, "panel")
    table = page.part.table
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert planned.visit.setup.panel == SETUP.panel
    assert page.notice.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    gone = SETUP.panel[0].id
    assert gone not in {p.id for p in planned.visit.setup.panel}
    assert gone not in {a.panelist for a in planned.visit.setup.assignments}


def test_people_move_by_key_and_the_cursor_goes_with_them(screen, planned, qtbot):
    page = opened(screen, planned, "panel")
    table = page.part.table
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [p.id for p in planned.visit.setup.panel][:2] == [SETUP.panel[1].id, SETUP.panel[0].id]
    assert table.chosen_ids == (SETUP.panel[0].id,)


def test_who_holds_a_pack_stays_and_can_be_replaced(screen, planned, qtbot):
    visit = planned.visit
    visit.packs.issue(cost=crypto.LOWEST)
    page = opened(screen, planned, "panel")
    table = page.part.table
    qtbot.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert visit.setup.panel == SETUP.panel
    qtbot.mouseClick(page.part.substitute, Qt.MouseButton.LeftButton)
    old, new = visit.setup.panel[:2]
    assert old.id == SETUP.panel[0].id
    assert table.chosen_ids == (new.id,)
    assert visit.setup_version == 2
    tree = visit.instrument
    assert all(old.id not in who for who in scorers(visit.setup, tree).values())
    assert loads(visit.setup, tree)[new.id] == loads(SETUP, tree)[old.id]


def test_space_puts_on_and_takes_off_and_a_block_s_row_stands_for_its_districts(
    screen, planned, qtbot
):
    page = opened(screen, planned, "assignments")
    grid, visit = page.part.grid, planned.visit
    rows = [cells(grid.table, row)[0] for row in range(grid.table.rowCount())]
    group = next(n for n, name in enumerate(rows) if name.startswith("服务质量"))
    grid.setCurrentIndex(grid.table.index(group, 1))
    person = page.part.grid.table.headerData(1, Qt.Orientation.Horizontal)
    chosen = next(p.id for p in visit.setup.panel if p.name == person)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    quality = [task for task in scorers(visit.setup, visit.instrument) if task.block == "quality"]
    now = scorers(visit.setup, visit.instrument)
    assert {chosen in now[task] for task in quality} == {False}
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    now = scorers(visit.setup, visit.instrument)
    assert {chosen in now[task] for task in quality} == {True}


def test_drawing_with_the_mouse_over_cells_is_one_step(screen, planned, qtbot):
    page = opened(screen, planned, "assignments")
    grid, visit = page.part.grid, planned.visit
    first, last = grid.table.index(0, 1), grid.table.index(1, 1)
    view, button = grid.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(view, button, pos=grid.visualRect(first).center())
    qtbot.mouseMove(view, grid.visualRect(last).center() + QPoint(1, 0))
    before = visit.setup
    qtbot.mouseRelease(view, button, pos=grid.visualRect(last).center())
    assert visit.setup != before
    planned.bus.run(visit.undo, None)
    assert visit.setup == before


def test_a_proposal_covers_all_and_undo_brings_back_what_stood(screen, planned, qtbot):
    visit = planned.visit
    visit.setups.change(changed(SETUP, assignments=()))
    page = opened(screen, planned, "assignments")
    qtbot.mouseClick(page.part.propose, Qt.MouseButton.LeftButton)
    assert all(scorers(visit.setup, visit.instrument).values())
    assert visit.undo_step is not None
    planned.bus.run(visit.undo, None)
    assert visit.setup.assignments == ()


def test_a_gap_is_revealed_at_its_row(screen, planned):
    visit = planned.visit
    everyone = [a for a in SETUP.assignments if a.block != "quality"]
    visit.setups.change(changed(SETUP, assignments=tuple(everyone)))
    page = screen(SetupScreen, planned)
    page.reveal(Target("setup", place="assignments"))
    row = page.part.grid.currentIndex().row()
    district = visit.setup.districts[0]
    assert cells(page.part.grid.table, row)[0].startswith(district.name)
    assert scorers(visit.setup, visit.instrument)[Task("quality", district.id)] == ()


def test_l_names_a_lead_and_takes_the_name_back(screen, planned, qtbot):
    page = opened(screen, planned, "assignments")
    qtbot.keyClick(page.part.grid, Qt.Key.Key_L)
    assert len(planned.visit.setup.leads) == len(SETUP.leads) + 1
    qtbot.keyClick(page.part.grid, Qt.Key.Key_L)
    assert planned.visit.setup.leads == SETUP.leads
