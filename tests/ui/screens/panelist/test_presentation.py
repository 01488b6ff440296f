"""The projector's view: what is shown in which order, how it is turned, what it keeps away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from app.model.capture import Finding, Stance
from app.services.captures import Place
from ui.screens.panelist.feedback import FeedbackScreen
from ui.screens.panelist.presentation import SIZES, Said, leaves


@pytest.fixture
def page(screen, desk, signed):
    made = screen(FeedbackScreen, desk)
    made.activateWindow()
    return made


@pytest.fixture
def put(visit, bus):
    """Records a finding somewhere; its id."""

    def _put(text, stance=Stance.CONCERN, **place):
        body = Finding(stance=stance, text=text)
        return bus.run(lambda: visit.captures.record(body, Place(**place)), None).id

    return _put


@pytest.fixture
def view(page, qtbot):
    """Opens the view with F5."""

    def _view():
        qtbot.keyClick(page, Qt.Key.Key_F5)
        return page.presentation

    return _view


def shown(view):
    return [entry.said.text for entry in view.leaf.entries]


def turned(view, qtbot):
    """The texts of all pages from the first to the last."""
    qtbot.keyClick(view, Qt.Key.Key_Home)
    seen = [shown(view)]
    while True:
        before = view.leaf
        qtbot.keyClick(view, Qt.Key.Key_Space)
        if view.leaf is before:
            return seen
        seen.append(shown(view))


def test_praise_comes_first_and_what_is_to_be_verified_never(put, view, qtbot):
    put("slow")
    put("good", Stance.PRAISE)
    put("who knows", Stance.VERIFY)
    assert turned(view(), qtbot) == [["good"], ["slow"]]


def test_one_block_and_district_stay_together_in_the_order_to_be_said(put, view, qtbot):
    put("first", block="quality", district="d1")
    put("elsewhere", block="quality", district="d2")
    put("second", block="quality", district="d1")
    assert turned(view(), qtbot) == [["first", "second"], ["elsewhere"]]


def test_the_filter_holds_for_the_view(page, put, view, qtbot):
    put("shown", block="quality")
    put("hidden", block="monitoring")
    page.tabs.choose("quality")
    assert turned(view(), qtbot) == [["shown"]]


def test_keys_turn_pages_and_stop_at_the_ends(put, view, qtbot):
    for district in ("d1", "d2", "d3"):
        put(district, block="quality", district=district)
    opened = view()
    for key, expected in (
        (Qt.Key.Key_PageUp, "d1"),
        (Qt.Key.Key_Right, "d2"),
        (Qt.Key.Key_PageDown, "d3"),
        (Qt.Key.Key_Down, "d3"),
        (Qt.Key.Key_Left, "d2"),
        (Qt.Key.Key_End, "d3"),
        (Qt.Key.Key_Home, "d1"),
    ):
        qtbot.keyClick(opened, key)
        assert shown(opened) == [expected]


def test_it_begins_with_the_finding_that_is_chosen_and_returns_to_the_one_shown(
    page, put, view, qtbot
):
    put("one", district="d1")
    second, third = put("two", district="d2"), put("three", district="d3")
    page.concern.list.setFocus()
    page.concern.list.set_current(second)
    opened = view()
    assert shown(opened) == ["two"]
    qtbot.keyClick(opened, Qt.Key.Key_Space)
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.isHidden()
    assert page.concern.list.current_id == third
    assert page.concern.list.hasFocus()


def test_it_covers_the_window_and_keeps_the_keyboard(page, put, view, qtbot):
    put("one")
    opened = view()
    assert opened.geometry() == page.window().rect()
    qtbot.keyClick(opened, Qt.Key.Key_Tab)
    assert opened.hasFocus()
    page.window().resize(911, 512)
    assert opened.geometry() == page.window().rect()


def test_what_is_being_written_is_stored_and_shown(page, view, visit, qtbot):
    qtbot.keyClicks(page.concern.field, "last words")
    assert shown(view()) == ["last words"]
    assert [c.body.text for c in visit.captures.findings()] == ["last words"]


def test_without_findings_a_word_is_said_and_nothing_opens(page, view, qtbot):
    with qtbot.waitSignal(page.told):
        page.present.click()
    assert page.presentation.isHidden()


def test_it_goes_with_its_page(page, put, view):
    put("one")
    opened = view()
    page.hide()
    assert opened.isHidden()


def test_undo_while_it_is_open_shows_in_it(page, put, view, visit, bus):
    put("one")
    put("two", Stance.PRAISE)
    opened = view()
    bus.run(visit.undo, None)
    assert shown(opened) == ["one"]


@given(
    texts=st.lists(st.text("评委看档案，。ab ", min_size=1, max_size=600), min_size=1, max_size=6),
    width=st.integers(500, 1800),
    height=st.integers(240, 900),
)
def test_pages_hold_every_character_in_large_type(qapp, texts, width, height):
    said = [
        Said(str(n), Stance.CONCERN, n, text, group="g", item="i") for n, text in enumerate(texts)
    ]
    made = leaves(said, width, height)
    assert {leaf.size for leaf in made} <= set(SIZES)
    assert all(1 <= len(leaf.entries) <= 2 for leaf in made)
    lines = "".join(line for leaf in made for entry in leaf.entries for line in entry.lines)
    assert "".join(lines.split()) == "".join("".join(texts).split())
