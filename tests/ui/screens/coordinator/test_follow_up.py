"""整改落实: earlier concerns judged by keys, beside what is said now, undone and counted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.model.archive import FollowState
from app.model.base import changed
from app.model.capture import Stance
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from ui.models.audit import target_of_line
from ui.pages import rows_of
from ui.screens.coordinator.follow_up import FollowUpScreen

TEXTS = ("个案记录缺回访。", "值班表停在上个月。")


@pytest.fixture
def earlier(evening):
    """The visit of the half year before, with two concerns of the coordinator's own."""
    setup = changed(SETUP, visited_on=date(2023, 7, 4))
    visit = evening.context.library.new_visit(setup, INSTRUMENT)
    visit.findings.add(Stance.CONCERN, TEXTS[0], block="quality", district="d1")
    visit.findings.add(Stance.CONCERN, TEXTS[1], block="operation")
    visit.findings.add(Stance.PRAISE, "制度齐全。", block="operation")
    evening.context.library.note(visit)
    visit.close()
    return visit.folder.name


@pytest.fixture
def page(evening, earlier, screen):
    return screen(FollowUpScreen, evening.context)


def row(context):
    return next(row for row in rows_of(context) if row.id == "follow_up")


def tags(page):
    return [one.tag for one in page.list.rows.rows]


def states(visit):
    return {one.finding.text: one.state for one in visit.follow_ups.all()}


def test_the_concerns_of_the_last_visit_stand_in_order_and_none_is_checked(page, evening):
    assert [one.text for one in page.list.rows.rows] == list(TEXTS)
    assert [one.place for one in page.list.rows.rows] == [
        "服务质量·第一片区·since 2023-07-04",
        "运营管理·since 2023-07-04",
    ]
    assert tags(page) == ["not checked"] * 2
    assert (row(evening.context).detail, row(evening.context).share) == ("0/2 checked", 0.0)


def test_keys_say_what_became_of_each_and_take_it_back(page, evening, qtbot):
    page.enter()
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    page.next_open()
    qtbot.keyClick(page.list, Qt.Key.Key_3)
    assert states(evening.visit) == {
        TEXTS[0]: FollowState.MENDED,
        TEXTS[1]: FollowState.UNCHANGED,
    }
    assert tags(page) == ["mended", "unchanged"]
    assert row(evening.context).share == 1.0
    qtbot.keyClick(page.list, Qt.Key.Key_0)
    assert tags(page) == ["mended", "not checked"]
    page.run(evening.visit.undo)
    assert tags(page) == ["mended", "unchanged"]


def test_what_is_said_now_of_the_same_block_stands_beside_and_leads_there(page, evening, qtbot):
    said = [one.text for one in page.side.beside.rows.rows]
    known = [f.text for f in evening.visit.findings.curated() if f.block == "quality"]
    assert sorted(said) == sorted(known)
    gone = []
    page.go.connect(gone.append)
    page.side.beside.setFocus()
    qtbot.keyClick(page.side.beside, Qt.Key.Key_Return)
    assert (gone[0].page, gone[0].capture) == ("findings", page.side.beside.current_id)


def test_a_note_belongs_to_the_concern_it_was_typed_at(page, evening, qtbot):
    assert not page.side.note.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    qtbot.keyClicks(page.side.note, "half of it")
    page.list.setCurrentIndex(page.list.rows.index(1))
    (judged,) = evening.visit.follow_ups.all()
    assert (judged.finding.text, judged.note) == (TEXTS[0], "half of it")
    page.list.setCurrentIndex(page.list.rows.index(0))
    assert page.side.note.text() == "half of it"
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert evening.visit.follow_ups.all()[0].note == "half of it"
    assert evening.visit.follow_ups.all()[0].state is FollowState.MENDED


def test_return_goes_on_to_judging_and_arrows_choose(page, evening, qtbot):
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.side.state.hasFocus()
    qtbot.keyClick(page.side.state, Qt.Key.Key_Right)
    assert states(evening.visit) == {TEXTS[0]: FollowState.MENDED}
    page.side.clear.click()
    assert states(evening.visit) == {}


def test_the_record_of_changes_leads_back_to_the_concern(page, evening, qtbot):
    page.list.setCurrentIndex(page.list.rows.index(1))
    qtbot.keyClick(page.list, Qt.Key.Key_3)
    page.list.setCurrentIndex(page.list.rows.index(0))
    line = evening.visit.history.lines(evening.visit.history.find()[:1])[0]
    target = target_of_line(evening.visit, line)
    assert target.page == "follow_up"
    page.reveal(target)
    assert page.chosen.finding.text == TEXTS[1]


def test_what_was_judged_stays_when_its_visit_is_put_to_another_station(
    page, evening, earlier, qtbot
):
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    library = evening.context.library
    move = library.moving([earlier], "别处@")
    move(lambda done, total: None)
    library.keep(move.taken())
    page.refresh()
    assert [(one.text, one.tag) for one in page.list.rows.rows] == [(TEXTS[0], "mended")]


def test_without_an_earlier_visit_the_page_says_so(evening, screen):
    page = screen(FollowUpScreen, evening.context)
    assert page.empty.isVisible()
    assert row(evening.context).share is None
    page.next_open()


def test_others_words_stay_closed_while_the_own_sheet_is_open(panel, context, screen, qtbot):
    setup = changed(panel.visit.setup, visited_on=date(2023, 7, 4))
    before = context.library.new_visit(setup, panel.visit.instrument)
    before.findings.add(Stance.CONCERN, TEXTS[0], block="quality")
    context.library.note(before)
    before.close()
    panel.collect(panel.sheet("yi"))
    panel.visit.findings.add(Stance.CONCERN, "另一条", block="quality")
    context.library.open_pack(panel.packs["jia"].raw, panel.packs["jia"].code).close()
    page = screen(FollowUpScreen, panel.context)
    assert page.side.beside.rows.rowCount() == 0
    assert page.side.words.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert panel.visit.follow_ups.all()[0].state is FollowState.MENDED


def test_a_concern_that_was_mended_is_not_left_to_the_next_visit(page, evening, qtbot):
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    page.list.setCurrentIndex(page.list.rows.index(1))
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    left = [one.text for one in evening.visit.archive.tell().findings]
    assert TEXTS[1] in left
    assert TEXTS[0] not in left
    assert evening.visit.archive.tell().entry.mended == 1
