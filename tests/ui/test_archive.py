"""归档: visits side by side, narrowed and followed by keys, put to the station they belong to."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication

from app.exchange import crypto
from app.library import Library
from app.model.archive import ArchiveEntry, BlockScore, EarlierFinding
from app.model.base import changed
from app.model.station import Organisation, Role, Term
from app.rules.archive import Column, Dimension
from app.services.archive import Told
from app.services.state import LocalRole
from app.summary import Noted, Summary
from tests.app.conftest import small_instrument, small_setup
from tests.ui.test_access import focusable, walked
from tests.ui.test_access import told as told_of
from ui.desk import Desk
from ui.jobs import Jobs
from ui.models.archive import HEADS, change_word
from ui.models.days import day_word
from ui.models.roles import Role as ModelRole
from ui.screens.archive.page import ArchivePage
from ui.widgets.basics import Line

PASSPHRASE = "a long passphrase"
D = Decimal


def told(number, station, day, total=None, **fields):
    """An entry of the index with two blocks, and one finding if there is a total."""
    entry = ArchiveEntry(
        folder=f"{number:032x}",
        visit=f"v{number}",
        station=f"{station}@",
        own_station=f"{station}@",
        name=station,
        visited_on=day,
        bureau=fields.pop("bureau", "番禺区民政局"),
        contractor=fields.pop("contractor", "甲中心"),
        total=None if total is None else D(total),
        grade="" if total is None else "良好",
        open=0 if total is None else 1,
        **fields,
    )
    score = None if total is None else D(total) / 2
    blocks = tuple(
        BlockScore(id=name, label=name, full=D(50), score=score) for name in ("运营", "质量")
    )
    left = EarlierFinding(visit=entry.visit, id="c1", text=f"意见{number}", place="质量", since=day)
    summary = Summary(
        folder=entry.folder, visit=entry.visit, role=LocalRole.COORDINATOR, station=station
    )
    return Noted(summary, Told(entry, blocks, (left,) if total else ()))


ENTRIES = (
    told(1, "甲街社工站", date(2023, 1, 10), "80"),
    told(2, "甲街社工站", date(2023, 7, 10), "84.5", term=Term.FINAL),
    told(3, "乙街社工站", date(2023, 2, 1), "91", bureau="越秀区民政局", contractor="乙中心"),
    told(4, "甲街社工站", date(2024, 1, 12), "83"),
    told(5, "乙街社工站", date(2024, 2, 2), bureau="越秀区民政局", contractor="乙中心", cells=9),
)


@pytest.fixture
def desk(tmp_path, jobs, owner):
    Library.create(tmp_path / "mine", PASSPHRASE, crypto.LOWEST).close()
    desk = Desk(tmp_path / "data", tmp_path / "mine", jobs, owner)
    desk.unlock(PASSPHRASE)
    yield desk
    desk.close()


@pytest.fixture
def page(desk, theme, show):
    desk.library.keep(ENTRIES)
    page = show(ArchivePage(desk), 1366, 768)
    page.enter()
    return page


def column(page, column_id):
    rows = range(page.model.rowCount())
    return [page.model.index(row, column_id).data() for row in rows]


def stations(page):
    return column(page, 0)


def choose(qtbot, picker, data):
    picker.setFocus()
    while picker.currentData() != data:
        before = picker.currentIndex()
        qtbot.keyClick(picker, Qt.Key.Key_Down)
        assert picker.currentIndex() != before, "there is no such choice"


def test_visits_stand_newest_first_with_total_grade_and_change(page):
    assert column(page, 1)[0].startswith("2024 mid 02-02")
    assert column(page, 4) == ["not begun", "良好 83.00", "良好 84.50", "良好 91.00", "良好 80.00"]
    assert column(page, 5) == ["·", "−1.50", "+4.50", "·", "·"]
    assert "2 stations" in page.head.accessibleName() or page.head.title == "Archive"


def test_the_table_is_walked_with_the_keyboard_and_return_opens_a_visit(page, qtbot):
    asked = []
    page.asked.connect(asked.append)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.entry.total == D(83)
    assert page.side.title == "甲街社工站"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page.open_button.click()
    assert asked == [page.entry.folder] * 2


def test_filters_narrow_and_are_let_go_again(page, qtbot):
    choose(qtbot, page.bar.year, 2024)
    assert len(stations(page)) == 2
    choose(qtbot, page.bar.bureau, "越秀区民政局")
    assert stations(page) == ["乙街社工站"]
    page.bar.text.setFocus()
    qtbot.keyClicks(page.bar.text, "nothing like it")
    assert page.empty.isVisible()
    page.empty.action.click()
    assert len(stations(page)) == len(ENTRIES)
    assert not page.bar.clear.isVisible()
    choose(qtbot, page.bar.term, Term.FINAL)
    assert column(page, 4) == ["良好 84.50"]


def test_a_card_narrows_to_what_its_visits_share_and_again_to_all(page, qtbot):
    page.by.setFocus()
    qtbot.keyClick(page.by, Qt.Key.Key_Right)
    assert page.dimension is Dimension.STATION
    names = [card.name for card in page.cards.rows.rows]
    assert names == ["甲街社工站", "乙街社工站"]
    assert [card.figure for card in page.cards.rows.rows] == ["82.50", "91.00"]
    page.cards.setFocus()
    page.cards.set_current("乙街社工站@")
    qtbot.keyClick(page.cards, Qt.Key.Key_Return)
    assert set(stations(page)) == {"乙街社工站"}
    assert [card.chosen for card in page.cards.rows.rows] == [False, True]
    qtbot.keyClick(page.cards, Qt.Key.Key_Return)
    assert len(stations(page)) == len(ENTRIES)


def test_the_lines_that_are_told_are_those_that_are_drawn(page):
    """Totals from 80 to 91 are shown between 80 and 100: there is one line between."""
    told = [line.text() for line in page.findChildren(Line) if "Full dots" in line.text()]
    assert told == ["Lines: 90. Full dots: mid-term, open ones: final."]
    assert {len(card.plot.marks) for card in page.cards.rows.rows} == {1}


@pytest.mark.parametrize(
    ("by", "key", "left"),
    [
        (Dimension.YEAR, "2023", 3),
        (Dimension.BUREAU, "番禺区民政局", 3),
        (Dimension.CONTRACTOR, "乙中心", 2),
    ],
)
def test_cards_of_every_kind_are_the_filter_beside_them(page, by, key, left):
    page.by.choose(by.value)
    page.cards.opened.emit(key)
    assert len(stations(page)) == left
    assert page.bar.chosen(by) == key
    assert len(page.cards.rows.rows) == 2


def test_sorting_is_chosen_from_a_list_or_on_the_heads_and_turned_round(page, qtbot):
    choose(qtbot, page.bar.order, Column.TOTAL)
    assert column(page, 4)[0] == "良好 91.00"
    page.table.horizontalHeader().sectionClicked.emit(4)
    assert column(page, 4) == ["良好 80.00", "良好 83.00", "良好 84.50", "良好 91.00", "not begun"]
    head = page.model.headerData(4, Qt.Orientation.Horizontal, ModelRole.HEAD)
    assert head.title.endswith("↑")
    page.table.horizontalHeader().sectionClicked.emit(0)
    assert stations(page)[0] == "乙街社工站"
    assert page.bar.order.currentData() is Column.STATION


def test_what_is_due_stands_in_a_column_that_sorts_and_on_the_cards(desk, theme, show, qtbot):
    today = datetime.now().astimezone().date()
    fresh, late = today - timedelta(days=2), today - timedelta(days=60)
    desk.library.keep(
        (
            told(1, "甲街社工站", fresh, "80"),
            told(2, "乙街社工站", late, "82"),
            told(3, "丙街社工站", date(2020, 1, 3), "90"),
        )
    )
    page = show(ArchivePage(desk), 1366, 768)
    page.enter()
    last = HEADS.index(Column.DUE)
    choose(qtbot, page.bar.order, Column.DUE)
    page.table.horizontalHeader().sectionClicked.emit(last)
    assert stations(page) == ["乙街社工站", "甲街社工站", "丙街社工站"]
    words = column(page, last)
    assert words[0].startswith("First opinion")
    assert words[0].endswith("d late")
    assert "d left" in words[1] or "due today" in words[1]
    assert words[2] == "·"
    page.by.choose(Dimension.STATION.value)
    assert [card.late for card in page.cards.rows.rows if card.name == "乙街社工站"] == [
        "1 overdue"
    ]
    assert not any(card.late for card in page.cards.rows.rows if card.name != "乙街社工站")


def test_the_chosen_visit_stays_when_others_are_sorted_or_filtered(page):
    page.table.setCurrentIndex(page.model.index(3, 0))
    folder = page.entry.folder
    page.bar.sorted.emit(Column.TOTAL)
    assert page.entry.folder == folder
    assert page.table.currentIndex().data(ModelRole.ID) == folder


def test_a_station_is_seen_over_its_terms_with_its_blocks_and_open_findings(page, qtbot):
    page.table.setCurrentIndex(page.model.index(1, 0))
    assert [row.name for row in page.side.terms.rows.rows] == ["2024 mid", "2023 final", "2023 mid"]
    (operation, _quality) = page.side.profile.rows
    assert (operation.figure, operation.full, operation.share) == ("41.50", "50", 0.83)
    assert operation.others == (0.8, 0.845)
    assert "2023 final 42.25" in operation.spoken
    assert [row.text for row in page.side.findings.rows.rows] == ["意见4"]
    page.side.terms.setFocus()
    qtbot.keyClick(page.side.terms, Qt.Key.Key_Down)
    assert page.entry.visited_on == date(2023, 7, 10)
    assert [row.text for row in page.side.findings.rows.rows] == ["意见2"]


def test_a_visit_without_scores_has_no_profile_and_nothing_left_open(page):
    assert page.entry.total is None
    assert not page.side.findings.isVisible()
    assert page.side.profile.rows[0].figure == "—"


def test_an_empty_archive_says_what_will_stand_there(desk, theme, show):
    page = show(ArchivePage(desk), 1366, 768)
    page.enter()
    assert page.empty.isVisible()
    assert not page.open_button.isEnabled()
    assert not page.bar.isVisible()
    assert page.back.hasFocus()


def test_in_a_narrow_window_the_station_is_a_drawer(page):
    page.resize(911, 512)
    QApplication.processEvents()
    assert page.frame.is_drawer
    page.frame.toggle_drawer()
    assert page.side.isVisible()
    assert page.table.horizontalScrollBar().maximum() == 0


def new_visit(desk, name, day):
    base = small_setup()
    setup = changed(
        base,
        station=changed(base.station, name=name, short=name),
        visited_on=day,
        organisations={Role.CONTRACTOR: Organisation(name="甲中心")},
    )
    visit = desk.library.new_visit(setup, small_instrument())
    visit.close()
    return visit.folder.name


def test_a_renamed_station_is_put_where_it_belongs_and_back_again(desk, theme, show, qtbot):
    new_visit(desk, "甲街社工站", date(2023, 1, 10))
    renamed = new_visit(desk, "新名街社工站", date(2024, 1, 10))
    page = show(ArchivePage(desk), 1366, 768)
    page.enter()
    page.table.setCurrentIndex(page.model.index(page.model.row_of(renamed), 0))
    assert not page.side.put_button.isEnabled()
    choose(qtbot, page.side.station, "甲街社工站@")
    assert page.side.put_button.isEnabled()
    qtbot.keyClick(page.side.put_button, Qt.Key.Key_Return)
    assert len(page.side.terms.rows.rows) == 2
    assert "新名街社工站" in page.side.belongs.text()
    assert page.notice.isVisible()
    page.notice.action.click()
    assert len(page.side.terms.rows.rows) == 1
    assert not page.notice.isVisible()


def test_a_visit_that_is_open_elsewhere_stays_and_the_page_says_why(desk, theme, show):
    new_visit(desk, "甲街社工站", date(2023, 1, 10))
    held = new_visit(desk, "新名街社工站", date(2024, 1, 10))
    visit = desk.library.open_visit(held)
    page = show(ArchivePage(desk), 1366, 768)
    page.enter()
    page.table.setCurrentIndex(page.model.index(page.model.row_of(held), 0))
    page.side.moved.emit("甲街社工站@")
    assert page.notice.isVisible()
    assert len(page.side.terms.rows.rows) == 1
    visit.close()


def test_what_an_older_program_left_is_read_when_the_archive_is_opened(desk, theme, show):
    for number in range(3):
        new_visit(desk, f"{'甲乙丙'[number]}街社工站", date(2024, 1, 1 + number))
    desk.library._db.execute("delete from archive")
    page = show(ArchivePage(desk), 1366, 768)
    page.enter()
    assert len(stations(page)) == 3
    assert not page.notice.isVisible()


def test_a_visit_that_cannot_be_read_is_said_once_and_not_tried_again(desk, theme, show):
    wrong = new_visit(desk, "甲街社工站", date(2024, 1, 1))
    new_visit(desk, "乙街社工站", date(2024, 1, 2))
    (desk.folder / "visits" / wrong / "visit.db").write_bytes(b"no database" * 500)
    desk.library._db.execute("delete from archive")
    page = show(ArchivePage(desk), 1366, 768)
    page.enter()
    assert stations(page) == ["乙街社工站"]
    assert "1 visit could not be read" in page.notice.text()
    page.notice.dismiss()
    page.enter()
    assert not page.notice.isVisible()


def test_a_lost_index_fills_home_while_one_waits(tmp_path, owner, qtbot):
    folder = tmp_path / "mine"
    library = Library.create(folder, PASSPHRASE, crypto.LOWEST)
    for number in range(3):
        setup = changed(small_setup(), visited_on=date(2024, 1, 1 + number))
        library.new_visit(setup, small_instrument()).close()
    library.close()
    for path in folder.glob("library.db*"):
        path.unlink()
    desk = Desk(tmp_path / "data", folder, Jobs(owner, QThreadPool(owner)), owner)
    with qtbot.waitSignal(desk.reader.ended, timeout=20_000):
        desk.unlock(PASSPHRASE)
    assert len(desk.summaries()) == len(desk.library.archive.entries()) == 3
    assert desk.library.unread() == ()
    desk.close()


def test_signs_and_days_are_written_one_way():
    words = [change_word(D(text)) for text in ("4.5", "-0.1", "0")]
    assert words == ["+4.50", "−0.10", "±0.00"]
    assert change_word(None) == ""
    assert day_word(date(2024, 1, 6)) == "2024-01-06"


@pytest.mark.parametrize("width", [1366, 911], ids=["wide", "narrow"])
def test_every_control_is_named_high_enough_and_reached_by_tab(page, width):
    page.resize(width, 768)
    page.window().activateWindow()
    page.table.setFocus()
    QApplication.processEvents()
    seen = walked()
    reached = focusable(page)
    assert [told_of(w) for w in reached if not w.accessibleName()] == []
    assert [told_of(w) for w in reached if w not in seen] == []
    assert [told_of(w) for w in reached if w.height() < 32] == []
