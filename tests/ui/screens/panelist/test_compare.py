"""Own districts side by side: one item across, scored, read and left by keys."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from app.model.capture import DocumentCheck, DocumentState, Finding, Note, Score, Stance
from app.services.captures import Place
from ui.models.compare import Aspect
from ui.models.roles import Role, ScoreKind
from ui.screens.base import Target
from ui.screens.panelist.scoring import ScoringScreen

CONTROL = Qt.KeyboardModifier.ControlModifier
DISTRICTS = ("d1", "d2", "d3")


@pytest.fixture
def items(visit):
    return [item.id for item in visit.instrument.block("quality").scored()]


@pytest.fixture
def page(screen, desk, signed, items):
    """At the first item of the district block, its districts side by side."""
    made = screen(ScoringScreen, desk)
    made.activateWindow()
    made.reveal(Target("scoring", block="quality", item=items[0], district="d1"))
    made.table.setFocus()
    press(Qt.Key.Key_B, CONTROL)
    return made


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, or the characters of a text; each goes where the focus is by then."""
    for one in key if isinstance(key, str) else (key,):
        QTest.keyClick(QApplication.focusWidget(), one, modifier)


def cell(page, aspect, district):
    return page.compare.model.index_of(district, aspect).data(Role.SHOWN)


def given(visit, item):
    return [visit.scores.given().get((item, d)) for d in DISTRICTS]


def test_ctrl_b_goes_there_and_back_to_the_same_cell(page, items):
    assert page.compare.isVisible()
    assert not page.table.isVisible()
    assert page.compare.table.hasFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_B, CONTROL)
    assert not page.compare.isVisible()
    assert page.model.place(page.table.currentIndex()) == (items[0], "d2")
    assert page.table.hasFocus()


def test_escape_goes_back_too(page):
    press(Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert not page.compare_button.isChecked()


def test_scores_are_typed_across_districts_and_on_to_the_next_item(page, items, visit):
    for text in ("1.8", "1.7", "1.6", "2.5"):
        press(text)
        press(Qt.Key.Key_Tab)
    assert given(visit, items[0]) == [Score(points=Decimal(p)) for p in ("1.8", "1.7", "1.6")]
    assert given(visit, items[1])[0] == Score(points=Decimal("2.5"))
    assert page.compare.place == (items[1], "d2")


def test_enter_goes_to_the_next_item_in_the_same_district(page, items, visit):
    press(Qt.Key.Key_Tab)
    press("1.8")
    press(Qt.Key.Key_Return)
    assert page.compare.place == (items[1], "d2")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.compare.place == (items[0], "d2")
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Backtab)
    assert page.compare.place == (items[0], "d1")


def test_page_keys_turn_items_and_stop_at_the_ends(page, items):
    press(Qt.Key.Key_PageUp)
    assert page.compare.place == (items[0], "d1")
    for _press in range(len(items) + 2):
        press(Qt.Key.Key_PageDown)
    assert page.compare.place == (items[-1], "d1")


def test_a_key_out_of_range_is_refused_here_too(page, items, visit):
    press("3")
    assert QApplication.focusWidget().refused
    press(Qt.Key.Key_Escape)
    assert given(visit, items[0]) == [None] * 3


def test_reason_evidence_and_findings_stand_under_the_score(page, items, visit, bus):
    item = items[0]
    concern = Finding(stance=Stance.CONCERN, text="图上少一户")
    praise = Finding(stance=Stance.PRAISE, text="全区都好")
    captures = visit.captures
    bus.run(lambda: visit.scores.give(item, "d1", Decimal(1), reason="少一户"), None)
    bus.run(lambda: visit.scores.give(item, "d2", Decimal(1)), None)
    place = Place(item="ev_maps", district="d1")
    bus.run(lambda: captures.record(DocumentCheck(state=DocumentState.PARTIAL), place), None)
    note = bus.run(lambda: captures.record(Note(text="二楼")), None).id
    bus.run(lambda: visit.links.toggle_score(item, "d1", note), None)
    bus.run(lambda: captures.record(concern, Place(item=item, district="d1")), None)
    bus.run(lambda: captures.record(praise, Place(block="quality")), None)
    assert cell(page, Aspect.REASON, "d1").text == "少一户"
    assert cell(page, Aspect.REASON, "d2").missing
    assert cell(page, Aspect.REASON, "d3").text == ""
    counts = cell(page, Aspect.EVIDENCE, "d1")
    assert (sum(n for _icon, n in counts.counts), counts.linked) == (2, 1)
    assert [text for _tone, text in cell(page, Aspect.FINDINGS, "d1").said] == ["图上少一户"]
    assert cell(page, Aspect.FINDINGS, "d2").said == ()
    for district in DISTRICTS:
        assert [t for _s, t in cell(page, Aspect.BLOCK_FINDINGS, district).said] == ["全区都好"]
    assert cell(page, Aspect.SUM, "d1").text == "1.0"


def test_a_cell_says_how_many_findings_it_does_not_show(page, items, visit, bus):
    for number in range(6):
        body = Finding(stance=Stance.CONCERN, text=f"第 {number} 条")
        bus.run(lambda body=body: visit.captures.record(body, Place(item=items[0])), None)
    said = cell(page, Aspect.FINDINGS, "d1")
    assert (len(said.said), said.more) == (4, "2 more")
    assert "第 5 条" in said.spoken


def test_rows_are_as_high_as_the_longest_text_up_to_a_limit(page, items, visit, bus):
    table = page.compare.table
    low = table.rowHeight(Aspect.REASON)
    bus.run(lambda: visit.scores.give(items[0], "d3", Decimal(1), reason="少" * 60), None)
    some = table.rowHeight(Aspect.REASON)
    bus.run(lambda: visit.scores.explain(items[0], "d3", "少" * 3000), None)
    most = table.rowHeight(Aspect.REASON)
    assert low < some < most < 200


def test_return_on_a_reason_opens_it_in_the_panel(page, items, visit, bus, commit):
    bus.run(lambda: visit.scores.give(items[0], "d1", Decimal(1)), None)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert page.panel.reason.hasFocus()
    commit(page.panel.reason, "缺一处")
    page.flush()
    assert given(visit, items[0])[0].reason == "缺一处"
    assert cell(page, Aspect.REASON, "d1").text == "缺一处"


def test_the_next_open_place_is_gone_to_without_leaving(page, items, visit, bus):
    for district in DISTRICTS:
        bus.run(lambda d=district: visit.scores.give(items[0], d, Decimal(2)), None)
    page.next_open()
    assert page.compare.isVisible()
    assert page.compare.place == (items[1], "d1")
    assert page.panel.place == (items[1], "d1")


def test_undo_and_changes_from_elsewhere_are_shown(page, items, visit, bus):
    press("1.5")
    press(Qt.Key.Key_Tab)
    bus.run(visit.undo, None)
    assert cell(page, Aspect.SCORE, "d1").kind is ScoreKind.UNSCORED
    bus.run(lambda: visit.scores.give(items[0], "d3", Decimal(2)), None)
    assert cell(page, Aspect.SCORE, "d3").text == "2"


def test_another_block_begins_at_its_first_open_cell(page, visit):
    page.tabs.choose("monitoring")
    block = visit.instrument.block("monitoring")
    assert page.compare.place == (block.scored()[0].id, None)
    assert page.panel.place == page.compare.place


def test_a_recused_district_is_closed_and_passed_over(screen, desk, visit, items):
    visit.captures.sign("评委丙", confidential=True, recusals={"d2": "曾任片区督导"})
    page = screen(ScoringScreen, desk)
    page.activateWindow()
    page.reveal(Target("scoring", block="quality", item=items[0], district="d1"))
    page.toggle_compare()
    assert cell(page, Aspect.SCORE, "d2").kind is ScoreKind.RECUSED
    press("1.8")
    press(Qt.Key.Key_Tab)
    assert page.compare.place == (items[0], "d3")


def test_after_handing_in_it_can_be_looked_at_alone(page, items, visit, bus):
    bus.run(visit.handin.hand_in, None)
    page.compare.table.setFocus()
    press("1")
    press(Qt.Key.Key_Return)
    assert given(visit, items[0]) == [None] * 3
    assert page.compare.place == (items[1], "d1")


def test_signing_off_leaves_the_comparison_behind_the_lock(screen, desk, visit):
    page = screen(ScoringScreen, desk)
    assert page.locked.isVisible()
    assert not page.compare_button.isVisible()
    page.toggle_compare()
    assert not page.compare.isVisible()


def test_a_narrow_window_shows_three_districts(screen, desk, signed, items):
    page = screen(ScoringScreen, desk, 911, 512)
    page.reveal(Target("scoring", block="quality", item=items[0], district="d1"))
    page.toggle_compare()
    table = page.compare.table
    assert not table.horizontalScrollBar().maximum()
    assert page.compare_button.isVisible()
    assert page.compare_button.accessibleName()


def test_the_model_keeps_qt_s_rules(page, bus, visit, items):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.compare.model, fatal)
    bus.run(lambda: visit.scores.give(items[0], "d3", Decimal(2)), None)
    page.tabs.choose("monitoring")
    page.tabs.choose("quality")
    del tester
