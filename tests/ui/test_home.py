"""The first page: the library's door, practice visits, packs, set-ups."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.exchange import crypto
from app.exchange.instrument_file import load_shipped
from app.exchange.instrument_write import write_sheet
from app.exchange.instrument_yaml import write_instrument
from app.exchange.sample_file import sample_setup_path
from app.services.state import LocalRole
from app.summary import Noted, Summary
from tests.libraries import PASSPHRASE, new_library
from tests.small import small_instrument, small_setup
from tests.ui.screens.coordinator.panel import compose
from ui.desk import Desk
from ui.icons import Icon
from ui.models.rounds import DueWords
from ui.screens.home import HomePage
from ui.screens.today import TodayCard
from ui.theme import Tone
from ui.widgets.basics import Line


@pytest.fixture
def desk(tmp_path, jobs, owner):
    desk = Desk(tmp_path / "data", tmp_path / "mine", jobs, owner)
    yield desk
    desk.close()


@pytest.fixture
def home(desk, theme, show):
    return show(HomePage(desk, theme), 1366, 768)


@pytest.fixture
def unlocked(desk):
    """The desk with an empty library that is open already."""
    new_library(desk.folder).close()
    desk.unlock(PASSPHRASE)
    return desk


@pytest.fixture
def opened(desk):
    """What was opened, closed again at once after noting it."""
    found = []

    def note(visit, library, practice):
        found.append((visit.role, visit.setup.station.short, practice))
        visit.close()

    desk.opened.connect(note)
    return found


def type_passphrase(qtbot, home, first, second=None):
    qtbot.keyClicks(home.gate.first, first)
    if second is not None:
        qtbot.keyClicks(home.gate.second, second)
    qtbot.keyClick(home.gate.first, Qt.Key.Key_Return)


def test_a_new_library_is_made_with_two_equal_passphrases(qtbot, home, desk):
    assert home.gate.isVisible()
    type_passphrase(qtbot, home, PASSPHRASE, "another")
    assert desk.library is None
    home.gate.clear()
    type_passphrase(qtbot, home, "short", "short")
    assert desk.library is None
    home.gate.clear()
    type_passphrase(qtbot, home, PASSPHRASE, PASSPHRASE)
    assert desk.library is not None
    assert not home.gate.isVisible()
    assert home.empty.isVisible()


def test_a_wrong_passphrase_is_said_under_the_field(qtbot, desk, theme, show):
    new_library(desk.folder).close()
    home = show(HomePage(desk, theme), 1366, 768)
    type_passphrase(qtbot, home, "not the one")
    assert desk.library is None
    assert home.gate.first.accessibleDescription()
    home.gate.clear()
    type_passphrase(qtbot, home, PASSPHRASE)
    assert desk.library is not None


def test_practice_asks_for_no_passphrase(qtbot, home, opened):
    home.practice.setFocus()
    home.practice.set_current("zhongcun:bing")
    qtbot.keyClick(home.practice, Qt.Key.Key_Return)
    home.practice.set_current("liurong:")
    qtbot.keyClick(home.practice, Qt.Key.Key_Return)
    home.practice.set_current("zhongcun:")
    qtbot.keyClick(home.practice, Qt.Key.Key_Return)
    assert opened == [
        (LocalRole.PANELIST, "钟村街社工站", True),
        (LocalRole.COORDINATOR, "六榕街社工站", True),
        (LocalRole.COORDINATOR, "钟村街社工站", True),
    ]


def test_a_practice_visit_is_made_once(qtbot, home, desk, opened, tmp_path):
    desk.practise("zhongcun", "bing")
    desk.practise("zhongcun", "bing")
    assert len(opened) == 2
    assert len(list((tmp_path / "data" / "practice" / "visits").iterdir())) == 1


def test_a_set_up_file_becomes_a_visit(home, unlocked, opened):
    home.open_file(sample_setup_path("zhongcun"))
    assert opened == [(LocalRole.COORDINATOR, "钟村街社工站", False)]


def test_a_pack_asks_for_its_code_and_opens(home, unlocked, opened, tmp_path, monkeypatch):
    office = new_library(tmp_path / "office")
    visit = office.new_visit(small_setup(), small_instrument())
    pack = visit.packs.issue(("jia",), crypto.LOWEST).packs[0]
    visit.close()
    office.close()
    path = tmp_path / pack.file_name
    path.write_bytes(pack.raw)
    monkeypatch.setattr(home, "ask_code", lambda name: None)
    home.open_file(path)
    assert opened == []
    monkeypatch.setattr(home, "ask_code", lambda name: "0000-0000")
    home.open_file(path)
    assert opened == []
    assert home.refusal.isVisible()
    monkeypatch.setattr(home, "ask_code", lambda name: pack.code)
    home.open_file(path)
    assert opened == [(LocalRole.PANELIST, "测试街社工站", False)]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04", "词".encode()])
def test_what_does_not_open_here_is_refused_in_the_page(home, unlocked, opened, tmp_path, content):
    path = Path(tmp_path / "thing.bin")
    path.write_bytes(content)
    home.open_file(path)
    assert home.refusal.isVisible()
    assert opened == []


def test_a_file_before_the_passphrase_says_what_comes_first(home, desk):
    home.open_file(sample_setup_path("zhongcun"))
    assert home.refusal.isVisible()
    assert home.gate.first.hasFocus() or QGuiApplication.focusWindow() is None


def test_the_language_is_asked_for(qtbot, home):
    with qtbot.waitSignal(home.language_chosen) as asked:
        first = home.languages.current == "zh_CN"
        qtbot.keyClick(home.languages, Qt.Key.Key_Right if first else Qt.Key.Key_Left)
    assert asked.args == ["en" if first else "zh_CN"]


def fill_new_visit(qtbot, home, name, visited="2024-07-02"):
    card = home.new_visit
    for editor, text in (
        (card.name, name),
        (card.visited, visited),
        (card.start, "2023/7/16"),
        (card.end, "2024年7月15日"),
    ):
        editor.selectAll()
        if text.isascii():
            qtbot.keyClicks(editor, text)
        else:
            compose(editor, text)


def test_a_visit_begins_with_a_name_and_dates(home, unlocked, qtbot):
    made = []
    unlocked.opened.connect(lambda visit, _library, _practice: made.append(visit))
    qtbot.mouseClick(home.new_button, Qt.MouseButton.LeftButton)
    fill_new_visit(qtbot, home, "钟村街社工服务站")
    qtbot.keyClick(home.new_visit.end, Qt.Key.Key_Return)
    (visit,) = made
    assert visit.role is LocalRole.COORDINATOR
    assert visit.setup.station.name == "钟村街社工服务站"
    assert visit.setup.contract.end.isoformat() == "2024-07-15"
    assert visit.instrument.id == "gz-2023"
    assert not home.new_visit.isVisible()
    visit.close()


def test_a_visit_takes_over_what_an_earlier_one_knew(home, unlocked, qtbot):
    earlier = unlocked.library.new_visit(small_setup(), small_instrument())
    earlier.close()
    made = []
    unlocked.opened.connect(lambda visit, _library, _practice: made.append(visit))
    qtbot.mouseClick(home.new_button, Qt.MouseButton.LeftButton)
    card = home.new_visit
    card.source.setFocus()
    qtbot.keyClick(card.source, Qt.Key.Key_Down)
    qtbot.keyClick(card.source, Qt.Key.Key_Return)
    fill_new_visit(qtbot, home, small_setup().station.name)
    qtbot.keyClick(card.button, Qt.Key.Key_Space)
    (visit,) = made
    assert visit.setup.panel == small_setup().panel
    assert visit.instrument == small_instrument()
    visit.close()


def test_a_new_visit_says_under_each_field_what_is_wrong(home, unlocked, opened, qtbot):
    qtbot.mouseClick(home.new_button, Qt.MouseButton.LeftButton)
    fill_new_visit(qtbot, home, "站", visited="2024-13-40")
    qtbot.keyClick(home.new_visit.end, Qt.Key.Key_Return)
    assert home.new_visit.visited.accessibleDescription()
    assert home.new_visit.isVisible()
    assert opened == []


def test_a_card_says_what_is_due_next_in_words_and_tone(unlocked, theme, show):
    today = datetime.now().astimezone().date()
    visits = {
        on: Summary(
            folder=f"{number:032x}",
            visit=f"v{number}",
            role=role,
            station=f"{number} street",
            visited_on=on.isoformat(),
            total="87.11",
            sealed=True,
        )
        for number, (on, role) in enumerate(
            (
                (today - timedelta(days=60), LocalRole.COORDINATOR),
                (today - timedelta(days=1), LocalRole.COORDINATOR),
                (today - timedelta(days=400), LocalRole.COORDINATOR),
                (today - timedelta(days=61), LocalRole.PANELIST),
            )
        )
    }
    unlocked.library.keep(Noted(one) for one in visits.values())
    home = show(HomePage(unlocked, theme), 1366, 768)
    due = {row.station: row.due for row in home.visits.rows.rows}
    late = due["0 street"]
    assert (late.step, late.tone) == ("First opinion", Tone.CRITICAL)
    assert "late" in late.state
    assert due["1 street"].tone is Tone.ACCENT
    assert (due["2 street"], due["3 street"]) == (None, None)
    assert home.late.text() == "1 visit is overdue"
    spoken = [row.spoken for row in home.visits.rows.rows if row.station == "0 street"]
    assert late.text in spoken[0]


def test_the_card_of_the_day_says_it_too(theme, show):
    today = TodayCard()
    show(today)
    today.set_due(DueWords("First opinion", "due today", "due today", Tone.CONCERN, Icon.CLOCK))
    assert "First opinion: due today" in [line.text() for line in today.findChildren(Line)]
    today.set_due(None)
    shown = [line for line in today.findChildren(Line) if line.isVisible()]
    assert not any("due" in line.text() for line in shown)


def test_once_unlocked_the_keyboard_is_where_one_goes_on(qtbot, home, desk):
    home.activateWindow()
    home.enter()
    assert home.gate.first.hasFocus()
    type_passphrase(qtbot, home, PASSPHRASE, PASSPHRASE)
    assert home.empty.action.hasFocus()
    desk.library.new_visit(small_setup(), small_instrument()).close()
    home.refresh()
    home.enter()
    assert home.today.button.hasFocus()


@pytest.mark.parametrize("suffix", ["yaml", "xlsx"])
def test_an_instrument_that_is_opened_is_kept_in_the_library(home, desk, qtbot, tmp_path, suffix):
    type_passphrase(qtbot, home, PASSPHRASE, PASSPHRASE)
    made = load_shipped("gz-2023")
    write = {"yaml": write_instrument, "xlsx": write_sheet}[suffix]
    path = tmp_path / f"指标.{suffix}"
    path.write_bytes(write(made))
    home.open_file(path)
    (kept,) = desk.library.instruments.contents().kept
    assert kept.instrument.title == made.title
    assert made.title in home.refusal.text()


def test_a_spreadsheet_that_is_no_instrument_is_refused_by_its_name(home, desk, qtbot, tmp_path):
    type_passphrase(qtbot, home, PASSPHRASE, PASSPHRASE)
    path = tmp_path / "预算.xlsx"
    book = Workbook()
    book.active.append(["科目", "金额"])
    book.save(path)
    home.open_file(path)
    assert "预算.xlsx" in home.refusal.text()
    assert desk.library.instruments.contents().kept == ()
