"""Quick capture: opened from anywhere, stored by Enter, kept by Escape."""

import gc
import weakref
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.model.capture import Stance
from ui.fonts import px
from ui.screens.base import Here
from ui.widgets.quick import FOOT, QuickCapture


@pytest.fixture
def quick(window, desk):
    return QuickCapture(desk, window)


@pytest.fixture
def item(visit):
    return visit.instrument.block("quality").scored()[4]


def stored(visit):
    return [(c.body.stance, c.body.text) for c in visit.captures.findings()]


def test_it_is_hidden_until_asked_for_and_then_takes_the_keys(quick, qtbot):
    assert quick.isHidden()
    quick.open_for(Here())
    assert quick.text.hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "seen")
    assert quick.text.text() == "seen"


def test_enter_stores_what_was_typed_and_gives_the_focus_back(quick, visit, qtbot, window, commit):
    quick.open_for(Here())
    commit(quick.text, "急件当天回", "jijian")
    with qtbot.waitSignal(quick.stored):
        qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert stored(visit) == [(Stance.CONCERN, "急件当天回")]
    assert quick.isHidden()
    assert window.field.hasFocus()
    quick.open_for(Here())
    assert quick.text.text() == ""


def test_return_while_composing_stores_nothing(quick, visit, qtbot):
    quick.open_for(Here())
    QApplication.sendEvent(quick.text, QInputMethodEvent("jijian", []))
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert quick.isVisible()
    assert stored(visit) == []


def test_alt_and_a_figure_choose_the_stance(quick, visit, qtbot):
    for key, stance in ((1, Stance.PRAISE), (2, Stance.CONCERN), (3, Stance.VERIFY)):
        quick.open_for(Here())
        qtbot.keyClick(quick.text, Qt.Key(ord(str(key))), Qt.KeyboardModifier.AltModifier)
        assert quick.stance.current == stance.value
        qtbot.keyClicks(quick.text, f"note {key}")
        qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert [stance for stance, _text in stored(visit)] == [
        Stance.PRAISE,
        Stance.CONCERN,
        Stance.VERIFY,
    ]


def test_shift_and_enter_break_the_line(quick, visit, qtbot):
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "one")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(quick.text, "two")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert stored(visit) == [(Stance.CONCERN, "one\ntwo")]


def test_escape_keeps_the_draft_and_its_place(quick, visit, qtbot):
    quick.open_for(Here(district="d2"))
    qtbot.keyClicks(quick.text, "half")
    qtbot.keyClick(quick.text, Qt.Key.Key_Escape)
    assert quick.isHidden()
    assert stored(visit) == []
    quick.open_for(Here(district="d3"))
    qtbot.keyClicks(quick.text, " done")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert stored(visit) == [(Stance.CONCERN, "half done")]
    assert visit.captures.findings()[0].district == "d2"


def test_what_is_composed_is_in_the_draft_after_escape(quick, qtbot):
    quick.open_for(Here())
    QApplication.sendEvent(quick.text, QInputMethodEvent("jijian", []))
    quick.put_away()
    assert quick.text.text() == "jijian"


def test_the_place_is_filled_in_from_where_one_stands(quick, visit, qtbot, item):
    quick.open_for(Here(block="quality", item=item.id, district="d3"))
    assert quick.districts.current == "d3"
    assert quick.why
    qtbot.keyClicks(quick.text, "seen")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    (made,) = visit.captures.findings()
    assert (made.block, made.item, made.district) == ("quality", item.id, "d3")


def test_another_district_is_chosen_with_an_arrow(quick, visit, qtbot):
    quick.open_for(Here(district="d1"))
    qtbot.keyClicks(quick.text, "seen")
    quick.districts.setFocus()
    qtbot.keyClick(quick.districts, Qt.Key.Key_Right)
    quick.store_button.click()
    assert visit.captures.findings()[0].district == "d2"


def test_an_item_is_found_by_a_hash_and_leaves_the_text(quick, visit, qtbot, item, commit):
    quick.open_for(Here())
    commit(quick.text, f"记录齐全#{item.label[:2]}")
    assert quick.items.ids[0].endswith(item.id)
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert quick.isVisible()
    assert quick.text.text() == "记录齐全"
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    (made,) = visit.captures.findings()
    assert (made.item, made.body.text) == (item.id, "记录齐全")


def test_the_arrows_walk_through_what_was_found(quick, visit, qtbot, commit):
    quick.open_for(Here())
    commit(quick.text, "#服务")
    second = quick.items.ids[1]
    qtbot.keyClick(quick.text, Qt.Key.Key_Down)
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert quick.items.current == second


def test_nothing_typed_stores_nothing(quick, visit, qtbot):
    quick.open_for(Here())
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert stored(visit) == []
    assert quick.isVisible()


def test_a_refusal_is_said_in_the_sheet_and_the_text_stays(quick, visit, qtbot):
    visit.handin.hand_in()
    quick.open_for(Here())
    qtbot.keyClicks(quick.text, "too late")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    assert quick.isVisible()
    assert quick.text.text() == "too late"
    assert quick.state


def test_tab_stays_inside_the_sheet(quick, qtbot):
    quick.open_for(Here())
    seen = []
    for _step in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[-1] is quick.text
    assert all(quick.isAncestorOf(widget) for widget in seen)


def test_a_click_beside_the_sheet_puts_it_away(quick, qtbot):
    quick.open_for(Here())
    qtbot.mouseClick(quick, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert quick.isHidden()


def test_enter_notes_down_from_every_row_of_the_sheet(quick, visit, qtbot):
    for row in (quick.stance, quick.districts, quick.items):
        quick.open_for(Here())
        qtbot.keyClicks(quick.text, "seen")
        row.setFocus()
        qtbot.keyClick(row, Qt.Key.Key_Return)
        assert quick.isHidden()
    assert len(stored(visit)) == 3


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_after_zooming_everything_has_its_room_in_the_sheet(quick, theme, percent):
    quick.open_for(Here())
    try:
        theme.set_percent(percent)
        quick.put_away()
        quick.open_for(Here())
        QApplication.processEvents()
        shown = [quick.text, quick.districts, quick.items, quick.photos, quick.store_button]
        boxes = [QRect(w.mapTo(quick.sheet, QPoint()), w.size()) for w in shown]
        assert all(quick.sheet.rect().contains(box) for box in boxes)
        assert not [a for a, b in pairwise(boxes) if a.bottom() >= b.top()]
        foot = quick.sheet.height() - px(FOOT)
        assert boxes[-2].bottom() < foot < boxes[-1].top()
    finally:
        theme.set_percent(100)


def test_the_sheet_is_freed_with_its_window(qapp, theme, desk, signed):
    window = QWidget()
    held = weakref.ref(QuickCapture(desk, window))
    gc.disable()
    try:
        window.deleteLater()
        del window
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert held() is None
    finally:
        gc.enable()
