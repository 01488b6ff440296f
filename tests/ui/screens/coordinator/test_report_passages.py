"""Texts of the report by keys: what changed since an edit, taking it, keeping the own text."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from app.reports.render import document_text
from tests.ui.screens.coordinator.report_page import passages, problems, report_page, settle
from ui.screens.coordinator.report_side import PassagePane

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OWN = "得86.95分，很不容易。"


@pytest.fixture
def page(evening, screen, qtbot, hasty):
    return report_page(evening, screen, qtbot, hasty)


def rewrite(page, qtbot, key, text):
    """Types another text over a passage."""
    page.passages.select(key)
    editor = page.passages.editor
    editor.setFocus()
    editor.selectAll()
    editor.insertPlainText(text)
    page.flush()
    settle(page, qtbot)


@pytest.fixture
def outdated(page, evening, qtbot):
    """A total was typed over the live one, and then the total changed."""
    rewrite(page, qtbot, "rating", OWN)
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(20)), None)
    settle(page, qtbot)
    return page


def test_an_edit_whose_data_are_as_they_were_shows_no_change(page, qtbot):
    rewrite(page, qtbot, "rating", OWN)
    assert not page.passages.change.isVisible()
    assert page.passages.reset.isVisible()


def test_a_changed_figure_that_was_typed_over_is_struck_and_added(outdated):
    change = outdated.passages.change
    assert change.isVisible()
    assert "Struck: 86.95" in change.view.accessibleDescription()
    assert "Added: 88.45" in change.view.accessibleDescription()
    assert any("data have changed since" in text for text in problems(outdated))
    assert outdated.passages.editor.text() == OWN


def test_a_figure_that_was_kept_live_is_no_change(page, evening, qtbot):
    report = evening.visit.report
    proposal = passages(evening.visit)["rating"].proposal
    figures = page._rendered.figures
    page.run(lambda: report.edit_passage("panyu", "rating", "{total}。", proposal, figures))
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(20)), None)
    settle(page, qtbot)
    page.passages.select("rating")
    grade = passages(evening.visit)["rating"]
    assert not grade.outdated
    assert "88.45。" in page.preview.text()


def test_one_key_takes_the_new_proposal_and_undo_brings_the_own_text_back(outdated, evening, qtbot):
    editor = outdated.passages.editor
    qtbot.keyClick(editor, Qt.Key.Key_R, CTRL)
    settle(outdated, qtbot)
    rating = passages(evening.visit)["rating"]
    assert not rating.edited
    assert editor.text() == rating.proposal
    assert not outdated.passages.change.isVisible()
    evening.context.bus.run(evening.visit.undo, None)
    settle(outdated, qtbot)
    assert editor.text() == OWN
    assert outdated.passages.change.isVisible()


def test_one_key_keeps_the_own_text_and_the_change_counts_as_seen(outdated, evening, qtbot):
    qtbot.keyClick(outdated.passages.editor, Qt.Key.Key_R, CTRL | SHIFT)
    settle(outdated, qtbot)
    rating = passages(evening.visit)["rating"]
    assert (rating.text, rating.edited, rating.outdated) == (OWN, True, False)
    assert not outdated.passages.change.isVisible()
    evening.context.bus.run(evening.visit.undo, None)
    settle(outdated, qtbot)
    assert outdated.passages.change.isVisible()


def test_after_keeping_only_what_changes_next_is_shown(outdated, evening, qtbot):
    qtbot.keyClick(outdated.passages.editor, Qt.Key.Key_R, CTRL | SHIFT)
    settle(outdated, qtbot)
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(19)), None)
    settle(outdated, qtbot)
    told = outdated.passages.change.view.accessibleDescription()
    assert "Struck: 88.45" in told
    assert "86.95" not in told


def test_writing_on_does_not_hide_what_has_changed(outdated, evening, qtbot):
    qtbot.keyClicks(outdated.passages.editor, "x")
    outdated.flush()
    settle(outdated, qtbot)
    assert passages(evening.visit)["rating"].outdated
    assert outdated.passages.change.isVisible()


def test_keys_go_to_the_text_before_and_after_and_round_the_end(page, evening, qtbot):
    keys = list(passages(evening.visit))
    editor = page.passages.editor
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Down, ALT)
    assert page.passages.key == keys[1]
    qtbot.keyClick(editor, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(editor, Qt.Key.Key_Up, ALT)
    assert page.passages.key == keys[-1]


def test_the_next_open_place_leads_to_a_text_whose_data_changed(outdated, qtbot):
    outdated.passages.select("preface")
    went = []
    outdated.go.connect(went.append)
    for _press in range(len(problems(outdated))):
        outdated.next_open()
        if outdated.passages.key == "rating":
            break
    assert outdated.passages.key == "rating"
    assert outdated.passages.editor.hasFocus()


def test_the_pages_own_keys_are_listed(page):
    listed = {keys for _words, keys in page.own_keys()}
    assert ("Ctrl", "R") in listed
    assert ("Ctrl", "Shift", "R") in listed


def test_a_rendering_older_than_what_was_stored_leaves_the_field_alone(page, show, evening, qtbot):
    pane = show(PassagePane(), 600, 400)
    found, figures = list(passages(evening.visit).values()), page._rendered.figures
    pane.show_passages(found, figures)
    pane.select("closing")
    pane.editor.setFocus()
    pane.editor.selectAll()
    qtbot.keyClicks(pane.editor, "newer")
    with qtbot.waitSignal(pane.written):
        pane.flush()
    pane.show_passages(found, figures, behind=True)
    assert pane.editor.text() == "newer"
    pane.show_passages(found, figures)
    assert pane.editor.text() == passages(evening.visit)["closing"].text


def test_coming_back_to_a_text_before_it_is_rendered_finds_it_as_written(
    page, evening, show, qtbot
):
    pane = show(PassagePane(), 600, 400)
    pane.show_passages(list(passages(evening.visit).values()), page._rendered.figures)
    pane.select("closing")
    pane.editor.setFocus()
    pane.editor.selectAll()
    qtbot.keyClicks(pane.editor, "newer")
    pane.step(1)
    pane.step(-1)
    assert pane.editor.text() == "newer"


def test_an_edited_text_survives_a_changed_score_and_both_are_in_the_export(
    page, evening, tmp_path, qtbot
):
    """Acceptance: written beside the preview, a score changed on another page, then exported."""
    report = evening.visit.report
    page.passages.select("closing")
    editor = page.passages.editor
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.insertPlainText("我们另写了开头。")
    page.flush()
    settle(page, qtbot)
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(20)), None)
    settle(page, qtbot)
    page.path = tmp_path / "draft.docx"
    with qtbot.waitSignal(page.exported):
        page.export.click()
    closing = next(p for p in report.passages("panyu") if p.key == "closing")
    lines = document_text(page.path.read_bytes()).split("\n")
    assert closing.edited
    written = next(line for line in lines if line.startswith("我们另写了开头。"))
    assert "88.45" in written
    assert "86.95" not in "".join(lines)
