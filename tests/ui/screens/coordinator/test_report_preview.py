"""The preview leads to what it is written from, shows where a text stands, and keeps its place."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor

from app.reports.marks import Kind
from tests.ui.screens.coordinator.report_page import report_page, settle
from ui.screens.base import Target


@pytest.fixture
def page(evening, screen, qtbot, hasty):
    return report_page(evening, screen, qtbot, hasty)


@pytest.fixture
def paper(page):
    page.preview.browser.setFocus()
    return page.preview.browser


def walk_to(paper, qtbot, wanted):
    """Presses Down until the place is reached; the number of keys it took."""
    for pressed in range(1, 400):
        qtbot.keyClick(paper, Qt.Key.Key_Down)
        if wanted(paper.current):
            return pressed
    raise AssertionError(paper.current)


def test_arrows_go_from_place_to_place_and_enter_opens_the_text(page, paper, qtbot):
    walk_to(paper, qtbot, lambda s: s.key == "closing")
    assert paper.shown
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    assert page.passages.key == "closing"
    assert page.passages.editor.hasFocus()
    selected = page.passages.editor.textCursor().selectedText()
    assert selected
    assert page.passages.editor.text().startswith(selected.split("\ufffc")[0])


def test_every_place_is_reached_by_keys_and_the_way_back_too(paper, qtbot):
    sources = list(dict.fromkeys(place.source for place in paper.places))
    reached = set()
    for _press in range(len(paper.places)):
        qtbot.keyClick(paper, Qt.Key.Key_Down)
        reached.add(paper.current)
    assert reached == set(sources)
    for _press in range(len(paper.places)):
        qtbot.keyClick(paper, Qt.Key.Key_Up)
    assert paper.current == sources[0]


def test_a_finding_leads_to_that_finding(page, paper, evening, qtbot):
    finding = evening.finding("残疾人档案缺了一半")
    walk_to(paper, qtbot, lambda s: s.key == finding.id)
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(paper, Qt.Key.Key_Return)
    assert went.args == [Target("findings", capture=finding.id)]


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (Kind.SCORE, Target("merge", block="operation")),
        (Kind.PARTY, Target("parties", item="buyer")),
        (Kind.STAFFING, Target("setup", place="staffing.months[0]")),
        (Kind.DISTRICT, Target("setup", place="districts[0]")),
        (Kind.SECTION, Target("findings", item="supervision")),
    ],
)
def test_a_figure_leads_to_where_it_comes_from(page, paper, qtbot, kind, target):
    walk_to(paper, qtbot, lambda s: s.kind is kind and target.item in {"", s.key})
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(paper, Qt.Key.Key_Return)
    assert went.args == [target]


def test_a_click_does_what_enter_does(page, paper, qtbot):
    place = next(p for p in paper.places if p.source.key == "preface")
    cursor = QTextCursor(paper.document())
    cursor.setPosition(place.start + 2)
    page.passages.select("closing")
    page.preview.show_passage("preface")
    at = paper.cursorRect(cursor).center() + QPoint(3, 0)
    qtbot.mouseClick(paper.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.passages.key == "preface"
    assert page.passages.editor.textCursor().hasSelection()


def test_tab_leaves_the_preview(page, paper, qtbot):
    qtbot.keyClick(paper, Qt.Key.Key_Tab)
    assert not paper.hasFocus()


def test_going_to_a_text_brings_its_place_into_the_window_and_tints_it(page, paper):
    assert paper.verticalScrollBar().value() == 0
    page.passages.select("closing")
    assert {place.source.key for place in paper.shown} == {"closing"}
    first = QTextCursor(paper.document())
    first.setPosition(paper.shown[0].start)
    assert paper.verticalScrollBar().value() > 0
    assert paper.viewport().rect().contains(paper.cursorRect(first))


def test_what_is_read_stays_where_it_is_when_a_text_above_grows(page, paper, evening, qtbot):
    page.passages.select("rating")
    read = paper.shown[0].source

    def top():
        cursor = QTextCursor(paper.document())
        cursor.setPosition(next(p.start for p in paper.places if p.source == read))
        return paper.cursorRect(cursor).top()

    before, scrolled = top(), paper.verticalScrollBar().value()
    report = evening.visit.report
    text = "\n".join(f"第{number}段。" for number in range(12))
    page.run(lambda: report.edit_passage("panyu", "preface", text, ""))
    settle(page, qtbot)
    assert paper.verticalScrollBar().value() > scrolled
    assert abs(top() - before) <= 2


def test_a_new_score_keeps_the_tint_and_the_place_of_the_arrows(page, paper, evening, qtbot):
    walk_to(paper, qtbot, lambda s: s.key == "rating")
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(20)), None)
    settle(page, qtbot)
    assert paper.current.key == "rating"
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    assert page.passages.key == "rating"


def test_in_a_narrow_window_opening_a_place_shows_the_texts(evening, screen, qtbot, hasty):
    page = report_page(evening, screen, qtbot, hasty, 911, 512)
    paper = page.preview.browser
    paper.setFocus()
    walk_to(paper, qtbot, lambda s: s.key == "preface")
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    assert page.passages.isVisible()
    assert page.passages.editor.hasFocus()
    assert not page.preview.isVisible()
