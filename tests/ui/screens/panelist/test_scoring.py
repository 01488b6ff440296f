"""Scores are typed, refused, explained, undone and closed as the rules say."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.model.base import changed
from app.model.capture import Score, ScoreState
from ui.models.board import boards
from ui.models.roles import Role, ScoreCell, ScoreKind
from ui.screens.base import Here, Target
from ui.screens.panelist.scoring import ScoringScreen
from ui.screens.panelist.scoring_words import total_words


@pytest.fixture
def items(visit):
    """Ids of the district block's items, by label."""
    return {item.label: item.id for item in visit.instrument.block("quality").scored()}


@pytest.fixture
def page(screen, desk, signed):
    made = screen(ScoringScreen, desk)
    made.activateWindow()
    return made


@pytest.fixture
def at(page, items, qtbot):
    """Goes to a cell of the district block and puts the keyboard there."""

    def _at(label, district="d1"):
        page.reveal(Target("scoring", block="quality", item=items[label], district=district))
        page.table.setFocus()
        return items[label], district

    return _at


def press(qtbot, page, *keys):
    """Keys go where the keyboard's focus is, as on the day."""
    for key in keys:
        target = QApplication.focusWidget() or page.table
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def score(visit, place):
    return visit.scores.given().get(place)


def shown(page, place):
    cell = page.model.index_of(*place).data(Role.SHOWN)
    assert isinstance(cell, ScoreCell)
    return cell


def test_a_score_that_is_typed_is_stored_and_the_cursor_goes_down(page, at, visit, qtbot, items):
    place = at("三图一表")
    press(qtbot, page, "1", ".", "8", Qt.Key.Key_Return)
    assert score(visit, place) == Score(points=Decimal("1.8"))
    assert page.model.place(page.table.currentIndex()) == (items["需求调研"], "d1")
    assert shown(page, place).text == "1.8"


def test_tab_goes_to_the_next_district_with_the_score_stored(page, at, visit, qtbot):
    item, _district = at("三图一表")
    press(qtbot, page, "2", Qt.Key.Key_Tab)
    assert score(visit, (item, "d1")) == Score(points=Decimal(2))
    assert page.model.place(page.table.currentIndex()) == (item, "d2")


def test_a_key_that_leads_out_of_range_is_refused_at_once(page, at, visit, qtbot):
    place = at("三图一表")
    press(qtbot, page, "3")
    assert QApplication.focusWidget().text() == ""
    press(qtbot, page, "1", ".", "9", "9", Qt.Key.Key_Return)
    assert score(visit, place) == Score(points=Decimal("1.9"))


def test_a_deduction_asks_for_its_reason_and_full_marks_do_not(page, at, visit, qtbot):
    place = at("三图一表")
    press(qtbot, page, "1", Qt.Key.Key_Return)
    assert shown(page, place).missing
    at("三图一表")
    press(qtbot, page, "2", Qt.Key.Key_Return)
    assert score(visit, place) == Score(points=Decimal(2))
    assert not shown(page, place).missing


def test_done_asks_for_the_reason_first_and_then_goes_on(page, at, visit, qtbot, commit):
    place = at("三图一表")
    press(qtbot, page, "1")
    page.done()
    assert page.panel.reason.hasFocus()
    commit(page.panel.reason, "地图没有更新")
    page.done()
    assert score(visit, place) == Score(points=Decimal(1), reason="地图没有更新")
    assert not shown(page, place).missing
    assert shown(page, place).has_reason
    assert page.panel.place != place


def test_a_reason_goes_to_the_cell_that_it_was_typed_for(page, at, visit, qtbot, commit):
    place = at("三图一表")
    press(qtbot, page, "1", Qt.Key.Key_Return)
    at("三图一表")
    page.panel.reason.setFocus()
    commit(page.panel.reason, "汇总表少两户")
    page.next_open()
    assert score(visit, place).reason == "汇总表少两户"
    assert page.panel.reason.text() == ""


def test_a_reason_under_way_survives_a_change_made_elsewhere(page, at, visit, qtbot, bus):
    place = at("三图一表")
    press(qtbot, page, "1", Qt.Key.Key_Return)
    at("三图一表")
    page.panel.reason.setFocus()
    press(qtbot, page, "not yet stored")
    bus.run(lambda: visit.scores.give(place[0], "d2", Decimal(2)), None)
    assert page.panel.reason.text() == "not yet stored"
    page.flush()
    assert score(visit, place).reason == "not yet stored"


def test_undo_brings_the_grid_back(page, at, visit, qtbot, bus):
    place = at("三图一表")
    press(qtbot, page, "1", Qt.Key.Key_Return)
    bus.run(visit.undo, None)
    assert score(visit, place) is None
    assert shown(page, place).kind is ScoreKind.UNSCORED


def test_a_dash_turns_to_not_applicable_only_where_it_is_allowed(page, at, visit, qtbot):
    allowed = at("特色亮点")
    press(qtbot, page, "-")
    assert score(visit, allowed).state is ScoreState.NA
    press(qtbot, page, "-")
    assert score(visit, allowed) is None
    barred = at("三图一表")
    press(qtbot, page, "-")
    assert score(visit, barred) is None


def test_delete_takes_a_score_out(page, at, visit, qtbot):
    place = at("三图一表")
    press(qtbot, page, "1", Qt.Key.Key_Return)
    at("三图一表")
    press(qtbot, page, Qt.Key.Key_Delete)
    assert score(visit, place) is None


def test_a_pasted_block_is_one_step_of_undo(page, at, visit, bus):
    at("三图一表")
    QApplication.clipboard().setText("1.8\t1.7\t1.6\n2.5\t2.4\t2.3")
    page.table.paste()
    assert len(visit.scores.given()) == 6
    bus.run(visit.undo, None)
    assert visit.scores.given() == {}


def test_a_block_that_does_not_fit_is_refused_in_the_page_and_whole(page, at, visit):
    at("三图一表")
    QApplication.clipboard().setText("1.8\t9")
    page.table.paste()
    assert visit.scores.given() == {}
    assert page.notice.isVisible()


def test_the_next_open_cell_is_found_across_blocks(page, at, visit, bus):
    cells = visit.scores.cells()
    values = {(item.id, district): item.full for _block, item, district in cells}
    left = next(iter(values))
    values.pop(left)
    bus.run(lambda: visit.scores.fill(values), None)
    at("三图一表")
    page.next_open()
    assert page.panel.place == left


def test_nothing_open_is_said(page, visit, bus, qtbot):
    values = {(item.id, d): item.full for _block, item, d in visit.scores.cells()}
    bus.run(lambda: visit.scores.fill(values), None)
    with qtbot.waitSignal(page.told):
        page.next_open()


def test_the_average_is_withheld_until_every_district_is_complete(page, at, visit, bus):
    at("三图一表")
    values = {(i.id, d): i.full for b, i, d in visit.scores.cells() if b.id == "quality"}
    last = list(values)[-1]
    values.pop(last)
    bus.run(lambda: visit.scores.fill(values), None)
    assert "20" not in page.average.figure
    bus.run(lambda: visit.scores.give(*last, Decimal(1)), None)
    assert page.average.figure == "19.667"


def test_sums_have_the_places_of_the_steps_and_lose_none(page, at, visit, bus):
    at("三图一表")
    bus.run(lambda: visit.scores.give("q_maps", "d1", Decimal(2)), None)
    foot = page.model.headerData(2, Qt.Orientation.Horizontal, Role.FOOT)
    assert foot.text == "2.0"
    block = changed(page.model.shown.block, items=tuple(finer(page.model.shown.block)))
    board = replace(page.model.shown, block=block, items={i.id: i for i in block.scored()})
    assert (board.figure(Decimal("2.25")), board.figure(Decimal(4))) == ("2.25", "4.00")


def finer(block):
    """Items of which one goes in quarters."""
    first, *rest = block.scored()
    yield changed(first, step=Decimal("0.25"))
    yield from rest


def test_the_total_of_all_blocks_is_told_beside_the_tabs(page, at, visit, bus):
    at("三图一表")
    values = {(i.id, d): i.full for _b, i, d in visit.scores.cells()}
    bus.run(lambda: visit.scores.fill(values), None)
    assert total_words(boards(visit)) == "all blocks 45/45"
    bus.run(lambda: visit.scores.clear("q_maps", "d3"), None)
    # three districts of 20, one of them short of 2: 19.33 on average
    assert total_words(boards(visit)) == "all blocks so far 44.33/45, 1 to go"


def test_the_panel_lights_what_the_typed_points_mean(page, at, qtbot, visit):
    at("个案与小组成效")
    press(qtbot, page, "2", ".", "5")
    assert page.panel.anchors.lit.low == Decimal("2.1")


def test_a_recused_district_is_closed(screen, desk, visit):
    visit.captures.sign("评委丙", confidential=True, recusals={"d2": "曾任片区督导"})
    page = screen(ScoringScreen, desk)
    item = visit.instrument.block("quality").scored()[0].id
    page.reveal(Target("scoring", block="quality", item=item, district="d1"))
    assert shown(page, (item, "d2")).kind is ScoreKind.RECUSED
    assert page.model.index_of(item, "d2").flags() == Qt.ItemFlag.NoItemFlags
    page.table.step(0, 1)
    assert page.model.place(page.table.currentIndex()) == (item, "d3")


def test_scoring_is_locked_until_signed_and_says_where_to_go(screen, desk, going):
    page = screen(ScoringScreen, desk)
    targets = going(page)
    assert page.locked.isVisible()
    assert page.here() == Here()
    assert not page.table.isVisible()
    page.locked.action.click()
    assert targets == [Target("sign_in")]


def test_signing_opens_the_page_that_is_shown(screen, desk, visit, bus):
    page = screen(ScoringScreen, desk)
    bus.run(lambda: visit.captures.sign("丙", confidential=True, recusals={}), None)
    assert page.table.isVisible()


def test_after_handing_in_scores_can_only_be_looked_at(page, at, visit, bus, qtbot, going):
    place = at("三图一表")
    press(qtbot, page, "1", Qt.Key.Key_Return)
    bus.run(visit.handin.hand_in, None)
    at("三图一表")
    press(qtbot, page, "2", Qt.Key.Key_Return)
    assert score(visit, place) == Score(points=Decimal(1))
    targets = going(page)
    page.notice.action.click()
    assert targets == [Target("hand_in")]


def test_showing_and_walking_about_saves_nothing(page, at, bus, qtbot):
    with qtbot.assertNotEmitted(bus.changed):
        at("三图一表")
        page.refresh()
        page.table.step(1, 0)
        page.reveal(Target("scoring", block="monitoring"))
        page.flush()


def test_where_one_stands_is_told_to_quick_capture(page, at, items):
    at("三图一表", "d2")
    here = page.here()
    assert (here.block, here.item, here.district) == ("quality", items["三图一表"], "d2")


def test_a_narrow_window_shows_the_panel_in_tabs(screen, desk, signed):
    page = screen(ScoringScreen, desk, 855, 480)
    assert page.panel.tabs.isVisible()
    assert page.panel.reason.isVisible()
    page.panel.tabs.choose("findings")
    assert not page.panel.anchors.isVisible()
