"""What catches the eye: nothing jumps, nothing is cut to a stub, parts of one row are alike."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from app.i18n import speaking
from ui import fonts
from ui.charts.calendar import Shown, YearView, month_word
from ui.delegates.remarks import sentence_lines
from ui.models.days import long_day, short_day
from ui.models.roles import ProblemRow
from ui.widgets.basics import Line
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip
from ui.widgets.rail import Rail

LEFT = Qt.MouseButton.LeftButton
PURPOSE = "左边看成稿，右边改字。"


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_the_focus_does_not_move_the_words_of_a_box(theme, show, kind):
    box = show(kind("评估报告（Word）"))

    def words(state):
        option = QStyleOptionButton()
        option.initFrom(box)
        option.state = state
        element = QStyle.SubElement.SE_CheckBoxContents
        if kind is QRadioButton:
            element = QStyle.SubElement.SE_RadioButtonContents
        return box.style().subElementRect(element, option, box).left()

    resting = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_On
    assert words(resting) == words(resting | QStyle.StateFlag.State_HasFocus)


def test_two_ways_share_a_row_equally_however_long_their_words(qtbot, show):
    made = show(Segmented((Option("kept", "不写分数和等级"), Option("told", "写明"))))
    made.resize(412, 32)
    qtbot.mouseClick(made, LEFT, pos=QPoint(210, 16))
    assert made.current == "told"
    qtbot.mouseClick(made, LEFT, pos=QPoint(202, 16))
    assert made.current == "kept"


@pytest.mark.parametrize(("share", "shown"), [(0.4, False), (0.8, True), (1.1, True)])
def test_a_line_says_enough_or_nothing(show, share, shown):
    line = show(Line(PURPOSE))
    line.set_least(0.7)
    line.resize(round(fonts.width(PURPOSE) * share), 24)
    image = line.grab().toImage()
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    }
    assert (len(colours) > 1) is shown
    assert line.accessibleName() == PURPOSE


@pytest.mark.parametrize(("part", "shown"), [("汇总", True), ("Coordinator of all", False)])
def test_a_name_in_the_rail_is_whole_before_the_part_is_told(show, part, shown):
    rail = Rail()
    rail.set_person("工作人员A", part)
    show(rail)
    rail.resize(200, 400)
    lines = {line.text(): line for line in rail.findChildren(Line)}
    name = lines["工作人员A"]
    assert name.width() >= name.sizeHint().width() - 1
    assert lines[part].isVisible() is shown


def test_a_day_of_the_year_is_wide_enough_for_its_figures_in_a_low_window(qtbot, show):
    year = show(YearView())
    year.resize(780, 300)
    year.show_year(Shown(), date(2024, 1, 1))
    qtbot.mouseClick(year, LEFT, pos=QPoint(round(6.5 * 20), 18))
    assert year.day == date(2024, 1, 7)


def test_a_month_is_named_as_each_language_names_it():
    with speaking("en"):
        assert month_word(2024, 5) == "May 2024"
    with speaking("zh_CN"):
        assert month_word(2024, 5) == "2024 年 5 月"


def test_a_problem_without_a_place_takes_both_lines_of_its_row():
    long = "还待核实，没有写进报告：“稳岗 18 人的名单，待与劳动合同日期对一遍。”"
    first, second = sentence_lines(ProblemRow("1", long), 300)
    assert first + second == long
    assert second
    assert sentence_lines(ProblemRow("1", long, place="结语"), 300) == (long, "")
    assert sentence_lines(ProblemRow("1", "短。"), 300) == ("短。", "")


def test_nobody_takes_a_month_for_a_day():
    with speaking("en"):
        assert (long_day(date(2024, 3, 4)), short_day(date(2024, 3, 4))) == ("4 Mar 2024", "4 Mar")
    with speaking("zh_CN"):
        assert (long_day(date(2024, 3, 4)), short_day(date(2024, 3, 4))) == (
            "2024年3月4日",
            "3月4日",
        )


def test_a_tab_whose_content_goes_leaves_the_keyboard_in_the_page(qtbot, show):
    window = QWidget()
    row = QHBoxLayout(window)
    rail, frame = LineEditor(window), PageFrame(PageHead("反馈"))
    tabs, shown = TabStrip(frame), LineEditor(frame)
    tabs.set_tabs((Tab("replies", "回复"), Tab("complaints", "投诉")))
    frame.add(tabs)
    frame.add(shown)
    row.addWidget(rail)
    row.addWidget(frame)
    tabs.chosen.connect(shown.hide)
    show(window)
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert tabs.current == "complaints"
    assert tabs.hasFocus()
