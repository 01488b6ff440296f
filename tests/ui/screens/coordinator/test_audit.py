"""操作记录: read in order, narrowed by keys alone, followed to its place, taken along as a table."""

import csv
import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView

from app.model.capture import Stance
from app.model.decision import VetoState
from app.services.audit_topics import Topic
from ui.models.audit import PAGE, AuditModel, audit_row, change_words
from ui.models.roles import Role
from ui.screens.audit import AuditScreen
from ui.screens.audit_filter import UNDONE
from ui.screens.base import Target
from ui.screens.coordinator.merge import MergeScreen


@pytest.fixture
def visit(evening):
    visit = evening.visit
    visit.decide.settle("q_plan", "d1", Decimal(12), reason="复核材料后一致同意。", by="评委甲")
    visit.decide.enter_party("buyer", Decimal(18))
    visit.decide.check_veto("illegal", VetoState.NOT_FOUND, by="工作人员A")
    return visit


@pytest.fixture
def page(evening, visit, screen):
    return screen(AuditScreen, evening.context)


def shown(page):
    rows = range(page.model.rowCount())
    return [page.model.index(row).data(Role.SHOWN) for row in rows]


def choose(page, qtbot, picker, data):
    """With the keyboard, as somebody would who tabs to it."""
    picker.setFocus()
    while picker.currentData() != data:
        before = picker.currentIndex()
        qtbot.keyClick(picker, Qt.Key.Key_Down)
        assert picker.currentIndex() != before, "there is no such choice"


def test_changes_stand_newest_first_with_place_before_and_after(page, visit):
    veto, party, settled, *_older = shown(page)
    assert (veto.what, veto.change) == ("Check the veto “其他违法违规情形”", "Absent；工作人员A")
    assert (party.what, party.change) == ("Enter the score of 购买方", "18 pts")
    assert (settled.place, settled.change) == (
        "第一片区",
        "12；复核材料后一致同意。 评委甲",
    )
    assert page.model.rowCount() == visit.history.count
    assert page.side.title == veto.what
    assert veto.day
    assert not party.day


def test_a_change_made_elsewhere_stands_on_top_and_the_chosen_one_stays(page, evening, visit):
    page.list.setCurrentIndex(page.model.index(2))
    chosen = page.line.id
    page.run(lambda: visit.decide.enter_party("buyer", Decimal(15)))
    assert shown(page)[0].change == "18 pts → 15 pts"
    assert page.line.id == chosen
    visit.undo()
    evening.context.bus.changed.emit(object(), page)
    assert shown(page)[0].what == "Undone: Enter the score of 购买方"
    assert shown(page)[0].change == "15 pts → 18 pts"
    assert shown(page)[0].played


def test_words_narrow_the_list_as_they_are_typed_and_arrows_move_in_it(page, qtbot):
    page.bar.text.setFocus()
    qtbot.keyClicks(page.bar.text, "score")
    assert {row.what for row in shown(page)} == {"Enter the score of 购买方"}
    page.bar.reset()
    before = page.list.currentIndex().row()
    qtbot.keyClick(page.bar.text, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == before + 1
    assert page.side.title == shown(page)[before + 1].what
    qtbot.keyClick(page.bar.text, Qt.Key.Key_Return)
    assert page.list.hasFocus()


def test_kind_person_and_day_are_chosen_with_the_keyboard(page, visit, qtbot):
    choose(page, qtbot, page.bar.topic, Topic.PARTIES)
    assert len(shown(page)) == 2
    choose(page, qtbot, page.bar.who, visit.user)
    assert len(shown(page)) == 2
    assert page.bar.clear.isVisible()
    page.bar.clear.setFocus()
    qtbot.keyClick(page.bar.clear, Qt.Key.Key_Return)
    assert len(shown(page)) == visit.history.count
    visit.undo()
    page.refresh()
    choose(page, qtbot, page.bar.topic, UNDONE)
    assert [row.what for row in shown(page)] == ["Undone: Check the veto “其他违法违规情形”"]


def test_hours_are_asked_for_once_a_day_is_chosen_and_nonsense_limits_nothing(page, visit, qtbot):
    assert not page.bar.since.isVisible()
    day, count = visit.history.days()[0]
    choose(page, qtbot, page.bar.day, day)
    assert len(shown(page)) == count
    now = datetime.now().astimezone()
    qtbot.keyClicks(page.bar.until, "0:00")
    assert shown(page) == []
    assert page.empty.isVisible()
    page.bar.until.clear()
    qtbot.keyClicks(page.bar.since, f"{now:%H:%M}x")
    assert len(shown(page)) == count
    assert page.bar.since.property("problem")
    qtbot.keyClick(page.bar.since, Qt.Key.Key_Backspace)
    assert not page.bar.since.property("problem")


def test_what_matches_nothing_offers_all_again(page, visit, qtbot):
    qtbot.keyClicks(page.bar.text, "no such word")
    assert page.empty.isVisible()
    assert not page.export.isEnabled()
    page.empty.action.click()
    assert len(shown(page)) == visit.history.count
    assert page.export.isEnabled()


@pytest.mark.parametrize(
    ("row", "target"),
    [
        (0, Target("parties", item="illegal")),
        (1, Target("parties", item="buyer")),
        (2, Target("merge", item="q_plan", district="d1")),
    ],
)
def test_return_goes_to_where_a_change_shows(page, qtbot, row, target):
    gone = []
    page.go.connect(gone.append)
    page.list.setCurrentIndex(page.model.index(row))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    (found,) = gone
    assert (found.page, found.district) == (target.page, target.district)
    assert found.item == target.item
    page.side.link.click()
    assert len(gone) == 2


def test_the_cell_of_a_settlement_is_shown_when_it_is_followed(page, evening, screen):
    gone = []
    page.go.connect(gone.append)
    page.list.opened.emit("")
    page.list.setCurrentIndex(page.model.index(2))
    page.side.link.click()
    merge = screen(MergeScreen, evening.context)
    merge.reveal(gone[-1])
    assert (merge.place.item, merge.place.district) == ("q_plan", "d1")


def test_a_finding_that_is_gone_says_so_and_leads_nowhere(page, visit, evening):
    visit.findings.add(Stance.PRAISE, "写错了")
    visit.undo()
    page.refresh()
    page.list.setCurrentIndex(page.model.index(1))
    assert page.line.what == "Add a finding"
    assert not page.side.link.isVisible()
    assert page.side.gone.isVisible()


def test_the_file_holds_what_is_shown_and_the_page_says_how_much(
    page, qtbot, tmp_path, monkeypatch
):
    path = tmp_path / "记录.csv"
    monkeypatch.setattr(page, "choose_path", lambda suggested: path)
    choose(page, qtbot, page.bar.topic, Topic.PARTIES)
    page.export.click()
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert len(rows) == 3
    assert rows[1][3] == "Check the veto “其他违法违规情形”"
    assert "2 changes" in page.notice.text()


def test_a_file_that_cannot_be_written_is_refused_in_the_page(page, tmp_path, monkeypatch):
    monkeypatch.setattr(page, "choose_path", lambda suggested: tmp_path)
    page.export.click()
    assert "folder" in page.notice.text()
    assert page.export.isEnabled()


def test_the_dialog_s_name_gets_an_ending(page, monkeypatch):
    for kind, ending in (("Workbook (*.xlsx)", ".xlsx"), ("Table as text (*.csv)", ".csv")):
        monkeypatch.setattr(
            "ui.screens.audit.QFileDialog.getSaveFileName",
            lambda *_args, kind=kind: ("/tmp/1.16 记录", kind),
        )
        assert page.choose_path(Path("x")).name == f"1.16 记录{ending}"


def test_nothing_shows_while_the_own_sheet_is_open(screen, panel, context):
    panel.collect(panel.sheet("yi"))
    own = context.library.open_pack(panel.packs["jia"].raw, panel.packs["jia"].code)
    own.close()
    page = screen(AuditScreen, panel.context)
    assert page.model.rowCount() == 0
    assert not page.list.isVisible()


class Many:
    """As many lines as one likes; notes which were read."""

    def __init__(self, line, count):
        self._line, self.ids, self.read_ids = line, tuple(range(count, 0, -1)), []

    def read(self, ids):
        self.read_ids += ids
        return tuple(self._line for _id in ids)


def test_only_the_pages_that_are_looked_at_are_read(page, show, qtbot):
    many = Many(page.line, 100_000)
    model = AuditModel(page)
    model.set_ids(many.ids, many.read)
    page.list.setModel(model)
    page.list.repaint()
    assert 0 < len(many.read_ids) <= PAGE
    page.list.scrollToBottom()
    page.list.repaint()
    assert len(many.read_ids) <= 3 * PAGE
    assert model.row_of(many.ids[70_000]) == 70_000
    assert model.row_of(0) == -1
    last = page.list.visualRect(model.index(99_999))
    assert page.list.viewport().rect().intersects(QRect(last))
    page.list.scrollTo(model.index(50_000), QAbstractItemView.ScrollHint.PositionAtCenter)


def test_a_text_of_several_lines_stands_on_one(page):
    line = page.line
    assert "\n" not in change_words(type(line)(**{**fields(line), "before": "一\n二", "after": ""}))
    assert audit_row(line, line).day == ""
    assert audit_row(line, None).day


def fields(line):
    return {name: getattr(line, name) for name in line.__slots__}
