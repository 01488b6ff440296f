"""A picker cuts what is too long, gives way to its neighbours, and lets the page scroll."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.widgets.editors import LineEditor
from ui.widgets.picker import Picker

LONG = "第1片区（含新建住宅小区和城中村）第1社区党群服务中心社工点" * 8


def filled(*texts, parent=None):
    made = Picker(parent, name="地点")
    for text in texts:
        made.addItem(text)
    return made


def roll(widget):
    angle, at = QPoint(0, -240), QPointF(4, 4)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), angle, buttons, keys, phase, False)
    QApplication.sendEvent(widget, event)
    return event


def test_a_long_entry_leaves_its_neighbour_half_the_row(show):
    page = QWidget()
    row = QHBoxLayout(page)
    who, where = LineEditor(page, name="受访人"), filled("全站", LONG, parent=page)
    row.addWidget(who, 1)
    row.addWidget(where, 1)
    show(page, 500, 60)
    assert abs(who.width() - where.width()) < 20


def test_what_is_cut_is_told_in_its_tip(show):
    picker = show(filled("全站", LONG), 160, 32)
    assert picker.toolTip() == ""
    picker.setCurrentIndex(1)
    picker.grab()
    assert picker.toolTip() == LONG
    picker.setCurrentIndex(0)
    picker.grab()
    assert picker.toolTip() == ""


def test_the_wheel_changes_nothing_and_goes_on_to_the_page(show):
    picker = show(filled("全站", "第一片区"), 160, 32)
    picker.setFocus()
    assert not roll(picker).isAccepted()
    assert picker.currentIndex() == 0


def test_the_list_is_as_wide_as_its_entries_but_no_wider_than_the_window(qtbot, show):
    page = QWidget()
    picker = filled("全站", "第一片区·党群服务中心社工点", parent=page)
    picker.setFixedWidth(96)
    show(page, 600, 200)
    picker.showPopup()
    assert 160 < picker.view().minimumWidth() < 600
    picker.hidePopup()
    picker.addItem(LONG)
    picker.showPopup()
    assert picker.view().minimumWidth() == 600
    picker.hidePopup()


def test_keys_choose(qtbot, show):
    picker = show(filled("全站", "第一片区"), 160, 32)
    with qtbot.waitSignal(picker.activated):
        qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert picker.currentText() == "第一片区"
