"""The set-up page: sections in order, problems as links, taken up where it was left."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.exchange import crypto
from app.model.base import changed
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from ui.models.setup_sections import CHECK, SECTIONS, problems_of, section_of
from ui.screens.base import Target
from ui.screens.coordinator.setup import SetupScreen


@pytest.fixture
def planned(context):
    visit = context.library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
    yield replace(context, visit=visit)
    visit.close()


def test_every_problem_belongs_to_a_section(planned):
    visit = planned.visit
    visit.setups.change(changed(SETUP, assignments=(), panel=(), districts=(), agenda=()))
    found = problems_of(visit)
    assert {one.section for one in found} >= {"districts", "panel", "assignments"}
    order = [section.id for section in SECTIONS]
    places = [order.index(one.section) for one in found]
    assert places == sorted(places)


def test_a_place_inside_the_set_up_names_its_section():
    assert section_of("panel[2].name") == "panel"
    assert section_of("period.end") == "station"
    assert section_of("staffing.months[3]") == "staffing"


def test_a_clean_set_up_leads_to_issuing(screen, planned, qtbot):
    page = screen(SetupScreen, planned)
    page.reveal(Target("setup", item=CHECK))
    assert page.primary.isEnabled()
    with qtbot.waitSignal(page.go) as gone:
        page.done()
    assert gone.args[0] == Target("issue")


def test_a_problem_keeps_packs_back_and_is_a_link(screen, planned, qtbot):
    page = screen(SetupScreen, planned)
    page.reveal(Target("setup", item=CHECK))
    planned.bus.run(lambda: planned.visit.setups.change(changed(SETUP, assignments=())), None)
    assert not page.primary.isEnabled()
    listed = page.part.list
    listed.setFocus()
    with qtbot.waitSignal(page.part.chosen) as followed:
        listed.setCurrentIndex(listed.rows.index(0, 0))
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert followed.args[0].section == "assignments"


def test_the_page_opens_where_it_was_left(screen, planned):
    first = screen(SetupScreen, planned)
    first.reveal(Target("setup", item=CHECK))
    assert screen(SetupScreen, planned).section == first.section


def test_after_issuing_the_page_says_what_a_change_comes_to(screen, planned):
    visit = planned.visit
    page = screen(SetupScreen, planned)
    assert not page.frozen.isVisible()
    planned.bus.run(lambda: visit.packs.issue(cost=crypto.LOWEST), None)
    assert "version 1" in page.frozen.text()
    planned.bus.run(lambda: visit.setups.change(changed(SETUP, service_blocks=("甲",))), None)
    assert "Version 2 has not gone out" in page.frozen.text()
    assert visit.setup_version == 2
