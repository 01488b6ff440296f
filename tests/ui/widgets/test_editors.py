"""What is typed or composed is kept exactly once, and only the user's doing is announced."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.widgets.editors import LineEditor, TextEditor


def compose(editor, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


@pytest.fixture(params=[TextEditor, LineEditor])
def form(request, show):
    """A form with the editor and another field to go to."""
    page = QWidget()
    page.editor = request.param(page, name="扣分原因")
    page.other = LineEditor(page, name="别处")
    layout = QVBoxLayout(page)
    layout.addWidget(page.editor)
    layout.addWidget(page.other)
    show(page, 400, 300)
    page.activateWindow()
    page.editor.setFocus()
    return page


def test_what_is_being_composed_is_kept_once_when_the_focus_leaves(form):
    compose(form.editor, "", "前后测")
    compose(form.editor, "zuo")
    form.other.setFocus()
    assert form.editor.text() == "前后测zuo"
    assert not form.editor.composing


def test_a_platform_that_commits_late_does_not_double_it(form):
    compose(form.editor, "做了")
    form.other.setFocus()
    compose(form.editor, "", "做了")
    assert form.editor.text() == "做了"
    form.editor.setFocus()
    compose(form.editor, "", "做了")
    assert form.editor.text() == "做了做了"


def test_a_platform_that_commits_itself_is_left_to_it(form):
    compose(form.editor, "做了")
    compose(form.editor, "", "做了")
    form.other.setFocus()
    assert form.editor.text() == "做了"


def test_a_composition_given_up_leaves_nothing(form):
    compose(form.editor, "zuo")
    compose(form.editor, "")
    QApplication.processEvents()
    form.other.setFocus()
    assert form.editor.text() == ""


def test_what_a_platform_takes_away_just_before_the_focus_leaves_is_kept(form):
    compose(form.editor, "", "前后测")
    compose(form.editor, "zuo")
    compose(form.editor, "")
    form.other.setFocus()
    assert form.editor.text() == "前后测zuo"


class Clearing:
    """A platform that, asked to commit, takes the composition away and delivers nothing."""

    def __init__(self, editor):
        self._editor = editor

    def commit(self):
        compose(self._editor, "")


@pytest.mark.parametrize("leave", ["flush", "focus", "press", "close"])
def test_a_platform_that_delivers_nothing_when_asked_loses_nothing(form, qtbot, monkeypatch, leave):
    monkeypatch.setattr(QGuiApplication, "inputMethod", lambda: Clearing(form.editor))
    compose(form.editor, "", "前后测")
    compose(form.editor, "zuo")
    if leave == "flush":
        form.editor.flush()
    elif leave == "focus":
        form.other.setFocus()
    elif leave == "press":
        target = getattr(form.editor, "viewport", lambda: form.editor)()
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton)
    else:
        form.close()
    assert form.editor.text() == "前后测zuo"
    form.editor.flush()
    assert form.editor.text() == "前后测zuo"


def test_what_was_kept_is_not_delivered_once_more_to_the_next_field(form):
    compose(form.editor, "做了")
    form.other.setFocus()
    compose(form.other, "", "做了")
    assert (form.editor.text(), form.other.text()) == ("做了", "")
    compose(form.other, "zuo")
    compose(form.other, "", "做了")
    assert form.other.text() == "做了"


def test_closing_keeps_it_and_gives_it_out(qtbot, form):
    compose(form.editor, "", "两个小组")
    compose(form.editor, "，")
    with qtbot.waitSignal(form.editor.committed) as given:
        form.close()
    assert given.args == ["两个小组，"]


def test_flush_keeps_it_where_it_stands(qtbot, form):
    form.editor.set_text("头尾")
    qtbot.keyClick(form.editor, Qt.Key.Key_Home)
    qtbot.keyClick(form.editor, Qt.Key.Key_Right)
    compose(form.editor, "中")
    form.editor.flush()
    form.editor.flush()
    assert form.editor.text() == "头中尾"


def test_return_while_composing_submits_nothing(qtbot, form):
    form.editor.submits = True
    compose(form.editor, "zuo")
    with qtbot.assertNotEmitted(form.editor.submitted):
        qtbot.keyClick(form.editor, Qt.Key.Key_Return)
    compose(form.editor, "", "做")
    with qtbot.waitSignals([form.editor.submitted, form.editor.committed]):
        qtbot.keyClick(form.editor, Qt.Key.Key_Return)
    assert form.editor.text() == "做"


def test_filling_announces_nothing(qtbot, form, hasty):
    with (
        qtbot.assertNotEmitted(form.editor.edited),
        qtbot.assertNotEmitted(form.editor.committed, wait=60),
    ):
        form.editor.set_text("填进来的")
        form.other.setFocus()
        hasty(form)


def test_typing_is_announced_at_once_and_given_out_after_a_pause(qtbot, form):
    with qtbot.waitSignal(form.editor.edited):
        qtbot.keyClicks(form.editor, "2")
    with qtbot.waitSignal(form.editor.committed, timeout=2000) as given:
        qtbot.keyClicks(form.editor, ".5")
    assert given.args == ["2.5"]


def test_a_text_is_given_out_once(qtbot, form):
    qtbot.keyClicks(form.editor, "abc")
    form.editor.flush()
    with qtbot.assertNotEmitted(form.editor.committed):
        form.other.setFocus()


def test_filling_with_the_same_text_leaves_the_cursor_alone(qtbot, form):
    qtbot.keyClicks(form.editor, "ac")
    qtbot.keyClick(form.editor, Qt.Key.Key_Left)
    form.editor.set_text("ac")
    qtbot.keyClicks(form.editor, "b")
    assert form.editor.text() == "abc"


def test_characters_that_no_document_may_hold_are_removed_and_counted(qtbot, form):
    QApplication.clipboard().setText("一\x0b二\x00\ufffe三")
    with qtbot.waitSignal(form.editor.removed) as told:
        form.editor.paste()
    assert form.editor.text() == "一二三"
    assert told.args[0] >= 2


def test_shift_return_breaks_the_line_where_return_submits(qtbot, show):
    editor = show(TextEditor(name="速记"), 300, 100)
    editor.submits = True
    qtbot.keyClicks(editor, "a")
    with qtbot.assertNotEmitted(editor.submitted):
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.text() == "a\n"


def test_rich_text_is_pasted_plain(show):
    editor = show(TextEditor(name="速记"), 300, 100)
    mime = QMimeData()
    mime.setHtml("<b>粗</b>")
    mime.setText("粗")
    editor.insertFromMimeData(mime)
    assert "font-weight" not in editor.toHtml().split("<body", 1)[1].split("<p", 1)[1]


def test_undo_in_the_field_does_not_take_its_filling_back(qtbot, show):
    editor = show(TextEditor(name="速记"), 300, 100)
    editor.set_text("填进来的")
    qtbot.keyClicks(editor, "x")
    editor.undo()
    editor.undo()
    assert editor.text() == "填进来的"


def test_the_zoom_reaches_the_lines_that_are_there(show, theme):
    editor = show(TextEditor(name="速记"), 300, 100)
    editor.set_text("一\n二\n三")
    before = editor.document().size().height()
    theme.set_percent(200)
    assert editor.document().size().height() > before * 1.7
    assert editor.text() == "一\n二\n三"


def inked(editor, top, bottom):
    """Whether anything is painted between two heights of the field."""
    image = editor.viewport().grab().toImage()
    ground = image.pixelColor(image.width() - 2, image.height() - 2)
    columns, rows = range(0, image.width(), 2), range(top, bottom)
    return any(image.pixelColor(x, y) != ground for x in columns for y in rows)


def test_a_hint_of_several_lines_is_shown_on_all_of_them(show):
    editor = show(TextEditor(name="速记"), 300, 140)
    editor.setPlaceholderText("听到什么写什么\n空一行就另起一段")
    assert inked(editor, 32, 48)
    editor.setPlaceholderText("听到什么写什么")
    assert not inked(editor, 32, 48)
    editor.setPlaceholderText("听到什么写什么，空一行就另起一段，一直写到这一行放不下为止")
    assert inked(editor, 32, 48)


def test_the_hint_goes_with_the_first_character_composed(show):
    editor = show(TextEditor(name="速记"), 300, 140)
    editor.setPlaceholderText("一\n二")
    compose(editor, "zuo")
    assert not inked(editor, 32, 48)


def test_a_text_too_long_for_its_field_shows_its_beginning_until_one_writes(qtbot, show):
    page = QWidget()
    editor, other = LineEditor(page, name="说明"), LineEditor(page, name="别处")
    layout = QVBoxLayout(page)
    layout.addWidget(other)
    layout.addWidget(editor)
    show(page, 200, 100)
    page.activateWindow()
    other.setFocus()
    editor.set_text("台账按月归档，抽到的三户都能从登记一路查到结案，社工不翻本子也说得出近况。")
    assert editor.cursorPosition() == 0
    editor.setFocus()
    qtbot.keyClicks(editor, "x")
    assert editor.text().endswith("。x")


def test_who_types_without_a_pause_has_it_given_out_within_a_second(qtbot, form):
    class Typist(QTimer):
        def timerEvent(self, event):
            qtbot.keyClicks(form.editor, "x")

    typist = Typist(form)
    typist.start(100)
    with qtbot.waitSignal(form.editor.committed, timeout=1500) as given:
        pass
    typist.stop()
    assert len(given.args[0]) >= 5
    form.editor.flush()
