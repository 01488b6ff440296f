"""The checker's remarks in the report page: shown, followed, mended, set aside, all by keys."""

import re

import pytest
from PySide6.QtCore import QPoint, Qt

from app.reports.checker import run
from app.reports.checker.base import Family, Remark
from app.rules.problem import Severity
from tests.ui.screens.coordinator.report_page import passages, report_page, settle
from ui.delegates.remarks import action_width
from ui.screens.base import Target

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
DOUBLED = "“{quote}” stands twice."
TEXT = "居民都说好好。共{total}分，大家都很很满意。"


def doubled(report):
    """A check of our own, so that the page is tried with remarks that are known."""
    for line in report.lines:
        for found in re.finditer(r"好好|很很|一一", line.text):
            yield remark(line, found, Severity.WARNING, found[0][0])
        for found in re.finditer("单独建档", line.text):
            yield remark(line, found, Severity.HINT, None)


def remark(line, found, severity, mend):
    values = {"quote": found[0]}
    start, end = found.span()
    return Remark(Family.WORDING, line, start, end, DOUBLED, values, severity, mend)


@pytest.fixture(autouse=True)
def own_check(monkeypatch):
    monkeypatch.setattr(run, "CHECKS", (doubled,))


@pytest.fixture
def page(evening, screen, qtbot, hasty):
    evening.visit.report.edit_passage("panyu", "rating", TEXT)
    return report_page(evening, screen, qtbot, hasty)


def rows(page):
    return {row.text: row for row in page.problems.rows.rows.rows if "twice" in row.text}


def choose(page, quote):
    """Puts the keyboard on the row of a remark."""
    row = rows(page)[DOUBLED.format(quote=quote)]
    page.problems.rows.setFocus()
    page.problems.rows.set_current(row.id)
    page.problems.rows.chosen.emit(row.id)
    return row


def test_a_remark_has_its_family_sentence_place_and_action(page):
    row = rows(page)["“很很” stands twice."]
    label = page.passages._passages["rating"].label
    assert row.place == f"Doubled words and broken sentences·{label}"
    assert (row.action, row.word) == ("Mend it", "Should")
    assert rows(page)["“单独建档” stands twice."].word == "May"


def test_enter_goes_to_the_text_and_selects_the_quote_behind_a_live_figure(page, qtbot):
    choose(page, "很很")
    qtbot.keyClick(page.problems.rows, Qt.Key.Key_Return)
    assert page.passages.key == "rating"
    assert page.passages.editor.hasFocus()
    assert page.passages.editor.textCursor().selectedText() == "很很"
    shown = page.preview.browser.shown[0]
    assert page.preview.browser.text_of(shown) == "很很"


def test_a_remark_in_a_finding_leads_to_the_finding(page, evening, qtbot):
    choose(page, "单独建档")
    finding = evening.finding("残疾人没有单独建档")
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(page.problems.rows, Qt.Key.Key_Return)
    assert went.args == [Target("findings", capture=finding.id)]


def test_one_key_mends_the_text_and_keeps_its_figure_live(page, evening, qtbot):
    choose(page, "很很")
    qtbot.keyClick(page.problems.rows, Qt.Key.Key_Return, ALT)
    settle(page, qtbot)
    assert passages(evening.visit)["rating"].text == TEXT.replace("很很", "很")
    assert "“很很” stands twice." not in rows(page)
    evening.context.bus.run(evening.visit.undo, None)
    settle(page, qtbot)
    assert passages(evening.visit)["rating"].text == TEXT
    assert "“很很” stands twice." in rows(page)


def test_the_mend_key_works_from_the_editor_too(page, evening, qtbot):
    choose(page, "好好")
    qtbot.keyClick(page.problems.rows, Qt.Key.Key_Return)
    qtbot.keyClick(page.passages.editor, Qt.Key.Key_Return, ALT)
    settle(page, qtbot)
    assert passages(evening.visit)["rating"].text == TEXT.replace("好好", "好")


def test_one_click_mends_a_click_beside_it_goes_there(page, evening, qtbot):
    listed = page.problems.rows
    row = choose(page, "好好")
    rect = listed.visualRect(listed.rows.index_of(row.id))
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert page.passages.editor.textCursor().selectedText() == "好好"
    at = QPoint(rect.right() - 24 - round(action_width(row) / 2), rect.center().y())
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(page, qtbot)
    assert passages(evening.visit)["rating"].text == TEXT.replace("好好", "好")


def test_a_mend_in_a_finding_rewords_it_and_is_undone(page, evening, qtbot):
    finding = evening.finding("制度齐全")
    page.run(lambda: evening.visit.findings.reword(finding.id, "制度一一落实，记录齐。"))
    settle(page, qtbot)
    choose(page, "一一")
    qtbot.keyClick(page.problems.rows, Qt.Key.Key_Return, ALT)
    settle(page, qtbot)
    assert evening.finding("制度").text == "制度一落实，记录齐。"
    evening.context.bus.run(evening.visit.undo, None)
    assert evening.finding("制度").text == "制度一一落实，记录齐。"


def test_a_text_that_is_another_by_now_is_not_mended(page, evening, qtbot):
    choose(page, "很很")
    other = TEXT.replace("居民", "社区里的居民")
    evening.visit.report.edit_passage("panyu", "rating", other)
    with qtbot.waitSignal(page.told):
        page.problems.mend()
    assert passages(evening.visit)["rating"].text == other


def test_what_is_set_aside_stays_away_until_it_is_asked_for(page, evening, qtbot):
    choose(page, "很很")
    qtbot.keyClick(page.problems.rows, Qt.Key.Key_I, CTRL)
    settle(page, qtbot)
    assert "“很很” stands twice." not in rows(page)
    evening.visit.report.edit_passage("panyu", "rating", f"另起一句。{TEXT}")
    page.refresh()
    settle(page, qtbot)
    assert "“很很” stands twice." not in rows(page)
    page.problems.head.aside.click()
    assert rows(page)["“很很” stands twice."].word == "Set aside"
    choose(page, "很很")
    qtbot.keyClick(page.problems.rows, Qt.Key.Key_I, CTRL)
    settle(page, qtbot)
    assert rows(page)["“很很” stands twice."].word == "Should"


def test_setting_aside_is_undone(page, evening, qtbot):
    choose(page, "很很")
    page.problems.set_aside()
    settle(page, qtbot)
    evening.context.bus.run(evening.visit.undo, None)
    settle(page, qtbot)
    assert "“很很” stands twice." in rows(page)


def test_the_filter_shows_one_weight_alone(page, qtbot):
    head = page.problems.head
    head.weight.setFocus()
    for _press in range(3):
        qtbot.keyClick(head.weight, Qt.Key.Key_Right)
    assert head.shown is Severity.HINT
    shown = page.problems.rows.rows.rows
    assert {row.word for row in shown} == {"May"}
    head.weight.choose("error")
    assert {row.word for row in page.problems.rows.rows.rows} == {"Must"}


def test_the_card_tells_the_whole_and_what_the_mend_changes(page):
    card = page.problems.card
    choose(page, "很很")
    assert card.isVisible()
    assert card.title.text() == "Doubled words and broken sentences"
    assert "Struck: 很很" in card.change.accessibleDescription()
    choose(page, "单独建档")
    assert not card.mend.isVisible()
    assert card.aside.isVisible()


def test_all_of_it_is_there_in_a_narrow_window(evening, screen, qtbot, hasty):
    evening.visit.report.edit_passage("panyu", "rating", TEXT)
    page = report_page(evening, screen, qtbot, hasty, 911, 512)
    page.tabs.choose("problems")
    choose(page, "很很")
    assert page.problems.card.isVisible()
    qtbot.keyClick(page.problems.rows, Qt.Key.Key_Return)
    assert page.passages.editor.isVisible()
    assert page.passages.editor.textCursor().selectedText() == "很很"
    qtbot.keyClick(page.passages.editor, Qt.Key.Key_Return, ALT)
    settle(page, qtbot)
    assert passages(evening.visit)["rating"].text == TEXT.replace("很很", "很")


def test_opening_remarks_and_filtering_stores_nothing(page, evening, qtbot):
    with qtbot.assertNotEmitted(evening.context.bus.changed):
        for quote in ("很很", "好好", "单独建档"):
            choose(page, quote)
            page.problems.rows.opened.emit(page.problems.rows.current_id)
        page.problems.head.weight.choose("hint")
        page.flush()


def test_the_next_place_follows_a_remark(page, qtbot):
    went: list[Target] = []
    page.go.connect(went.append)
    texts = []
    for _press in range(len(page.problems.rows.rows.rows)):
        page.next_open()
        texts.append(page.passages.editor.textCursor().selectedText())
    assert {"好好", "很很"} <= set(texts)
