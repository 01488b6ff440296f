"""What screens are put together from: chosen by mouse and keyboard, named for screen readers."""

import gc
import weakref
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from app.errors import UserError
from app.i18n import N_
from ui.charts.progress import Meter, Ring, Steps
from ui.delegates.rows import FindingDelegate, PlaceDelegate
from ui.icons import Icon
from ui.jobs import Job, Jobs
from ui.models.roles import FindingRow, PlaceRow, StageRow
from ui.theme import Mode, Tone
from ui.widgets.basics import Avatar, Button, KeyCap, Kind, Line, Tag, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.lists import RowList
from ui.widgets.notices import DropArea, EmptyState, Field, Refusal
from ui.widgets.page import PageFrame, PageHead, SidePanel, Tab, TabStrip
from ui.widgets.rail import Rail
from ui.widgets.status import StatusLine

STANCES = [
    Option("praise", "值得肯定", Tone.PRAISE, Icon.PRAISE_OPEN),
    Option("concern", "需要关注", Tone.CONCERN, Icon.CONCERN),
    Option("verify", "待核实", Tone.VERIFY, Icon.VERIFY_OPEN),
]
LEFT = Qt.MouseButton.LeftButton


def stages():
    return [
        StageRow("sign_in", "报到", Icon.SIGN_IN, "08:45·已签署", 1.0),
        StageRow("scoring", "评分", Icon.SCORING, "15:30·31/32项", 0.97),
        StageRow("hand_in", "交表", Icon.HAND_IN, "17:00·未交"),
    ]


def test_a_segment_is_chosen_by_mouse_and_arrows_and_filled_in_silence(qtbot, show):
    made = show(Segmented(STANCES, name="立场"))
    with qtbot.assertNotEmitted(made.chosen):
        made.set_current("praise")
    with qtbot.waitSignal(made.chosen) as told:
        qtbot.keyClick(made, Qt.Key.Key_Right)
    assert told.args == ["concern"]
    with qtbot.waitSignal(made.chosen):
        qtbot.mouseClick(made, LEFT, pos=QPoint(made.width() - 8, 16))
    assert made.current == "verify"
    assert (made.accessibleName(), made.accessibleDescription()) == ("立场", "待核实")
    with qtbot.assertNotEmitted(made.chosen):
        qtbot.keyClick(made, Qt.Key.Key_Right)


def test_the_rail_tells_what_the_user_chose_and_nothing_else(qtbot, show):
    rail = show(Rail(), 200, 600)
    with qtbot.assertNotEmitted(rail.chosen):
        rail.set_stages(stages(), "sign_in")
        rail.set_current("scoring")
        rail.set_stages(stages(), "scoring")
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.keyClick(rail.stages, Qt.Key.Key_Down)
    assert told.args == ["hand_in"]
    assert rail.stages.rows.index(1).data() == "评分 15:30·31/32项"


def test_a_folded_rail_is_as_wide_as_an_icon(show):
    rail = show(Rail(), 200, 600)
    rail.set_station("钟村街社工服务站", "中期评估")
    assert rail.sizeHint().width() == 200
    rail.set_folded(folded=True)
    assert rail.sizeHint().width() == 56
    assert all(button.accessibleName() for button in rail.findChildren(Button))


def test_tabs_go_round_by_arrows_and_collapse_where_they_do_not_fit(qtbot, show):
    tabs = [Tab(str(n), f"指标板块{n}", "12.5/15") for n in range(6)]
    strip = show(TabStrip(name="指标"), 1100, 40)
    strip.set_tabs(tabs, "1")
    assert not strip.collapsed
    with qtbot.waitSignal(strip.chosen) as told:
        qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert told.args == ["0"]
    strip.set_tabs(tabs[1:])
    assert strip.current == "1"
    strip.resize(300, 40)
    assert strip.collapsed


@pytest.mark.parametrize("width", [700, 1366])
def test_tabs_of_a_side_panel_stand_in_line_with_its_words(show, width):
    window = QWidget()
    panel = SidePanel(window, name="cell")
    strip, words = TabStrip(panel), paragraph("words", panel)
    strip.set_tabs([Tab("a", "服务监测")])
    panel.add_tabs(strip)
    panel.add(words)
    panel.setGeometry(0, 0, 336, 400)
    show(window, width, 500)
    left = strip.mapTo(panel, QPoint(strip.left, 0)).x()
    assert left == words.mapTo(panel, QPoint(0, 0)).x()


def test_a_long_name_over_a_head_is_cut_before_the_figure_beside_it(show):
    panel = SidePanel(name="cell")
    panel.set_head("第1项", "第100片区（含新建住宅小区和城中村）" * 2, "满分 0.3，步长 0.05")
    show(panel, 336, 400)
    (figure,) = [line for line in panel.findChildren(Line) if line.text().startswith("满分")]
    assert figure.width() >= figure.sizeHint().width()


def test_collapsed_tabs_open_as_a_menu_by_keyboard(qtbot, show):
    strip = show(TabStrip(name="指标"), 200, 40)
    strip.set_tabs([Tab("a", "服务监测", "9.0/10"), Tab("b", "服务质量", "23/24 项")], "a")
    qtbot.keyClick(strip, Qt.Key.Key_Space)
    menu = strip.findChild(QMenu)
    with qtbot.waitSignal(strip.chosen) as told:
        menu.actions()[1].trigger()
    menu.close()
    assert told.args == ["b"]


def test_the_side_panel_is_a_drawer_in_a_narrow_window(qtbot, show):
    side = SidePanel(name="评分标准")
    page = show(PageFrame(PageHead("评分"), side), 1200, 500)
    assert side.isVisible()
    assert not page.is_drawer
    page.resize(900, 470)
    qtbot.waitUntil(lambda: page.is_drawer)
    assert not side.isVisible()
    page.toggle_drawer()
    assert side.isVisible()
    assert side.geometry().right() == page.rect().right()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not side.isVisible()
    page.resize(1200, 500)
    assert side.isVisible()


def test_a_refusal_says_what_and_what_to_do_and_goes_away(qtbot, show):
    panel = show(Refusal(), 600, 80)
    panel.show_error(UserError(N_("The file {name} is cut off. Copy it again."), name="a.hsheet"))
    assert panel.text() == "The file a.hsheet is cut off. Copy it again."
    with qtbot.waitSignal(panel.dismissed):
        panel.dismiss()
    assert panel.isHidden()


def test_a_field_shows_its_problem_beneath_and_names_its_editor(show):
    editor = LineEditor()
    field = show(Field("服务对象代号", editor, required=True), 300, 90)
    assert editor.accessibleName() == "服务对象代号"
    field.set_problem("请写代号。")
    assert editor.accessibleDescription() == "请写代号。"
    assert editor.property("problem") is True
    field.set_problem("")
    assert editor.property("problem") is False


def test_files_dropped_are_told_as_paths(qtbot, show, tmp_path: Path):
    area = show(DropArea("把表拖到这里"), 300, 100)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/x")])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(area.dropped) as told:
        area.dropEvent(drop)
    assert told.args == [(tmp_path,)]


def test_the_status_line_shows_when_it_was_saved_and_a_job_that_takes_long(qtbot, show, owner):
    jobs = Jobs(owner)
    line = show(StatusLine(jobs), 900, 32)
    line.set_saved(time(14, 3, 22))
    assert "14:03:22" in line.saved_text

    def work(progress):
        while True:
            progress(1, 4)

    job = Job("读取", work, owner)
    jobs.start(job)
    assert not line.job.isVisible()
    qtbot.waitUntil(line.job.isVisible, timeout=3000)
    cancel = line.job.findChild(Button)
    with qtbot.waitSignal(job.cancelled):
        qtbot.mouseClick(cancel, LEFT)
    qtbot.waitUntil(line.job.isHidden)


def test_a_finding_s_row_grows_with_its_text(show):
    found = RowList(FindingDelegate(), name="意见")
    long = "三张地图画得清楚，落到巷口，居委也在用，名单隔月还会再核对一遍。" * 3
    found.set_rows([FindingRow("1", "短", 1), FindingRow("2", long, 2)])
    show(found, 400, 400)
    assert found.sizeHintForRow(1) > 2 * found.sizeHintForRow(0)


def test_headings_in_a_list_cannot_be_chosen(qtbot, show):
    places = RowList(PlaceDelegate(), name="章节")
    places.set_rows([PlaceRow("a", "主站"), PlaceRow("", "第一片区"), PlaceRow("b", "谢村村")], "a")
    show(places, 236, 300)
    with qtbot.waitSignal(places.chosen) as told:
        qtbot.keyClick(places, Qt.Key.Key_Down)
    assert told.args == ["b"]


def test_rows_that_stay_keep_the_current_one_when_they_are_filled_anew(qtbot, show):
    places = RowList(PlaceDelegate(), name="章节")
    places.set_rows([PlaceRow("a", "主站"), PlaceRow("b", "谢村村")], "b")
    with qtbot.assertNotEmitted(places.chosen):
        places.set_rows([PlaceRow("c", "胜石村"), PlaceRow("b", "谢村村")])
    assert places.current_id == "b"


def test_a_line_that_does_not_fit_is_cut_and_tells_the_whole(show):
    line = show(Line("先看分歧，再裁定；评委的原分一直保留。"), 80, 24)
    line.repaint()
    assert line.toolTip() == line.text()


def test_return_and_space_press_a_button(qtbot, show):
    button = show(Button("记下", kind=Kind.PRIMARY, icon=Icon.TICK, hint="Enter"))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


def make_all(jobs):
    ring, meter, steps = Ring(), Meter(), Steps()
    ring.set_share(0.78, "78%")
    meter.set_share(0.5, elapsed=0.4)
    steps.set_shares((1.0, 0.5, 0.0))
    rail = Rail()
    rail.set_stages(stages(), "scoring")
    rail.set_person("评委丙", "3 个片区")
    side = SidePanel(name="标准")
    side.section("我的证据", action="添加", icon=Icon.ADD).add(paragraph("一段话"))
    return [
        ring,
        meter,
        steps,
        rail,
        PageFrame(PageHead("评分", "逐项打分"), side),
        StatusLine(jobs),
        Segmented(STANCES, name="立场"),
        TextEditor(name="原因"),
        LineEditor(name="代号"),
        EmptyState("还没有意见。", action="速记一条", icon=Icon.QUICK),
        DropArea("拖到这里"),
        Field("站名", LineEditor()),
        Refusal(),
        Avatar("评委甲"),
        KeyCap(("Ctrl", "K"), "速记"),
        Tag("待核实", tone=Tone.VERIFY, icon=Icon.VERIFY),
    ]


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_everything_paints_in_both_looks_and_at_every_zoom(qtbot, theme, jobs, percent):
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.set_mode(mode)
        theme.set_percent(percent)
        for widget in make_all(jobs):
            qtbot.addWidget(widget)
            image = widget.grab().toImage()
            assert not image.isNull(), widget


def test_everything_that_takes_the_focus_has_a_name(qtbot, theme, jobs):
    for widget in make_all(jobs):
        qtbot.addWidget(widget)
        for part in [widget, *widget.findChildren(QWidget)]:
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.isHidden():
                assert part.accessibleName(), (type(widget).__name__, type(part).__name__)


def test_everything_is_freed_when_it_is_closed(qtbot, theme, jobs):
    gc.disable()
    try:
        made = make_all(jobs)
        refs = [weakref.ref(widget) for widget in made]
        made.clear()
        assert [ref() for ref in refs if ref() is not None] == []
    finally:
        gc.enable()


def test_a_drawer_opened_by_key_takes_the_keyboard_and_gives_it_back(qtbot, show):
    side = SidePanel(name="评分标准")
    note = LineEditor(side, name="说明")
    side.add(note)
    page = show(PageFrame(PageHead("评分"), side), 900, 470)
    page.activateWindow()
    toggle = next(b for b in page.head.findChildren(Button) if b.accessibleName() == "评分标准")
    toggle.setFocus()
    qtbot.keyClick(toggle, Qt.Key.Key_Space)
    assert note.hasFocus()
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert toggle.hasFocus()


@pytest.mark.parametrize("name", ["第一片区" * 20, "A very long name of a district " * 9])
def test_no_place_is_written_beyond_its_column(show, name):
    rows = [PlaceRow("", name), PlaceRow("a", name, share=1, figures=("12/12",))]
    image = QImage(400, 34, QImage.Format.Format_RGB32)
    listing = show(RowList(PlaceDelegate(), name="地点"), 196, 68)
    for row in rows:
        image.fill(Qt.GlobalColor.white)
        listing.set_rows([row])
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 196, 34)
        option.widget = listing
        painter = QPainter(image)
        listing.itemDelegate().paint(painter, option, listing.rows.index(0))
        painter.end()
        beyond = image.copy(196, 0, 204, 34)
        empty = QImage(beyond.size(), beyond.format())
        empty.fill(Qt.GlobalColor.white)
        assert beyond == empty


def test_a_settled_question_shows_all_that_was_found(show):
    found = "系统导出为 1445 人次，与介绍一致；另有两户已经搬走，站里当场改了名单，隔周再核一次。"
    short = FindingRow("a", "介绍里说电访 1445 人次")
    listing = show(RowList(FindingDelegate(compact=True), name="已核实"), 280, 300)
    listing.set_rows([short])
    bare = listing.sizeHintForRow(0)
    listing.set_rows([replace(short, outcome=found)])
    assert listing.sizeHintForRow(0) >= bare + 2 * 20
    assert found in listing.rows.rows[0].spoken
