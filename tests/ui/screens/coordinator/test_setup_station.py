"""Station, parties and agenda: each field stored by itself, refused beside itself."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.errors import UserError
from app.model.base import changed
from app.model.station import Role, Term
from app.rules.typed import clock, day
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from tests.ui.screens.coordinator.panel import compose
from ui.screens.base import Target
from ui.screens.coordinator.setup import SetupScreen


@pytest.fixture
def planned(context):
    visit = context.library.new_visit(SETUP, INSTRUMENT, user="工作人员A")
    yield replace(context, visit=visit)
    visit.close()


@pytest.fixture
def page(screen, planned):
    return screen(SetupScreen, planned)


def show(page, section):
    page.reveal(Target("setup", item=section))
    return page.part


def type_field(qtbot, part, place, text):
    editor = part.editors[place]
    editor.setFocus()
    editor.selectAll()
    if text.isascii():
        qtbot.keyClicks(editor, text)
    else:
        compose(editor, text)
    editor.flush()


def test_showing_the_fields_stores_nothing(page, planned):
    before = planned.visit.changed_at
    show(page, "station")
    assert planned.visit.changed_at == before


def test_fields_are_stored_one_by_one_and_undone_one_by_one(page, planned, qtbot):
    part, visit = show(page, "station"), planned.visit
    type_field(qtbot, part, "station.address", "人民路 76 号")
    type_field(qtbot, part, "contract.fee", "2,400,000")
    type_field(qtbot, part, "visited_on", "2024.1.17")
    assert visit.setup.station.address == "人民路 76 号"
    assert visit.setup.contract.fee == Decimal(2400000)
    assert visit.setup.visited_on == date(2024, 1, 17)
    planned.bus.run(visit.undo, None)
    assert visit.setup.visited_on == SETUP.visited_on
    assert visit.setup.contract.fee == Decimal(2400000)


def test_what_is_no_day_stays_as_typed_and_says_so_under_its_field(page, planned, qtbot):
    part = show(page, "station")
    type_field(qtbot, part, "contract.end", "next year")
    assert part.editors["contract.end"].text() == "next year"
    assert "next year" in part.editors["contract.end"].accessibleDescription()
    assert planned.visit.setup == SETUP
    type_field(qtbot, part, "contract.end", SETUP.contract.end.isoformat())
    assert part.editors["contract.end"].accessibleDescription() == ""


def test_the_station_cannot_lose_its_name(page, planned, qtbot):
    part = show(page, "station")
    editor = part.editors["station.name"]
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.flush()
    assert planned.visit.setup == SETUP
    assert editor.accessibleDescription()


def test_a_contract_that_ends_before_it_starts_is_told_beside_its_end(page, planned, qtbot):
    part = show(page, "station")
    type_field(qtbot, part, "contract.end", "2001-01-01")
    assert part.editors["contract.end"].accessibleDescription()
    page.reveal(Target("setup", place="contract.end"))
    assert part.editors["contract.end"].hasFocus()


def test_term_and_parties_are_chosen_and_pasted(page, planned, qtbot):
    part, visit = show(page, "station"), planned.visit
    part.term.choose(Term.FINAL.value)
    assert visit.setup.term is Term.FINAL
    part.parties.go_to(Role.CONTRACTOR.value, "name")
    QGuiApplication.clipboard().setText("某社会工作服务中心\t某中心\t理事长")
    qtbot.keyClick(part.parties, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert visit.setup.organisations[Role.CONTRACTOR].person == "理事长"


def test_an_organisation_begins_with_its_name(page, planned, qtbot):
    part = show(page, "station")
    free = Role.CONTRACTOR
    parties = {r: party for r, party in SETUP.organisations.items() if r is not free}
    planned.visit.setups.change(changed(SETUP, organisations=parties))
    part.refresh()
    part.parties.go_to(free.value, "person")
    QGuiApplication.clipboard().setText("科长")
    qtbot.keyClick(part.parties, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert free not in planned.visit.setup.organisations
    assert page.notice.isVisible()


def test_the_agenda_is_typed_and_kept_in_the_order_of_its_times(page, planned, qtbot):
    part, visit = show(page, "agenda"), planned.visit
    visit.setups.change(replace_agenda(visit.setup))
    part.refresh()
    part.table.go_to("")
    QGuiApplication.clipboard().setText("午休\tLunch break\t12:00\t13:30")
    qtbot.keyClick(part.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "Lunch break" in page.notice.text()
    QGuiApplication.clipboard().setText("午休\tOther\t12:00\t13:30\n介绍\tBriefing\t9:00\t10")
    qtbot.keyClick(part.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [entry.start for entry in visit.setup.agenda] == [time(9), time(12)]


def test_a_usual_day_is_put_in_and_undone(page, planned, qtbot):
    part, visit = show(page, "agenda"), planned.visit
    planned.bus.run(lambda: visit.setups.change(replace_agenda(visit.setup)), None)
    qtbot.keyClick(part.usual, Qt.Key.Key_Space)
    assert len(visit.setup.agenda) > 7
    planned.bus.run(visit.undo, None)
    assert visit.setup.agenda == ()


def replace_agenda(setup):
    return changed(setup, agenda=())


@pytest.mark.parametrize("text", ["2024-02-30", "24-1-1", "", "明天", "2024", "20241301"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(UserError):
        day(text, "日期")


@pytest.mark.parametrize("text", ["25:00", "9:60", "", "noon", "24"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(UserError):
        clock(text, "时间")


def test_days_and_times_are_read_as_people_type_them():
    assert {day(t, "") for t in ("2024-01-16", "２０２４/1/16", "2024年1月16日", "20240116")} == {
        date(2024, 1, 16)
    }
    assert {clock(t, "") for t in ("9:30", "0930", "９：３０", "9时30分", "930")} == {time(9, 30)}
