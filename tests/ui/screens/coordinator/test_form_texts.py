"""The page of text blocks: edited, previewed, taken back, with the names that they may use."""

import pytest
from PySide6.QtCore import Qt

from app.services.form_files import form_of
from ui.screens.base import Target
from ui.screens.coordinator.form_texts import FormTextsScreen


@pytest.fixture
def own(evening):
    shelf = evening.context.library.forms
    made = shelf.copy(shelf.files("panyu"), "Our form")
    evening.visit.forms.choose(made.id, shelf.files(made.id))
    return made.id


@pytest.fixture
def page(screen, evening, own, qtbot, hasty):
    made = screen(FormTextsScreen, evening.context)
    made.reveal(Target("form_texts", item=own, block="title"))
    settle(made, qtbot, hasty)
    return made


def settle(page, qtbot, hasty):
    hasty(page)
    qtbot.waitUntil(lambda: not page._busy and not page._pause.isActive(), timeout=20_000)


def text(evening, form, key="title"):
    files = evening.context.library.forms.files(form)
    return next(b.text for b in form_of(files).passages if b.key == key)


def write(page, qtbot, hasty, words):
    page.editor.setFocus()
    page.editor.selectAll()
    page.editor.insertPlainText(words)
    page.flush()
    settle(page, qtbot, hasty)


def states(page):
    return {row.id: row.action for row in page.list.rows.rows}


def test_a_block_is_shown_as_it_comes_out_in_this_visit(page, evening):
    assert "{station}" in page.editor.text()
    assert evening.visit.setup.station.name in page.preview.text()


def test_what_is_typed_lies_in_the_form_and_counts_in_this_visit(page, evening, own, qtbot, hasty):
    write(page, qtbot, hasty, "{station}评估报告（草稿）")
    assert text(evening, own) == "{station}评估报告（草稿）"
    assert page.preview.text() == f"{evening.visit.setup.station.name}评估报告（草稿）"
    proposal = evening.visit.report.passages(own)[0].proposal
    assert proposal == "{station}评估报告（草稿）"
    assert states(page)["title"] == "changed"


def test_undo_takes_the_visit_and_the_form_back_together(page, evening, own, qtbot, hasty):
    before = text(evening, own)
    write(page, qtbot, hasty, "别的标题")
    page.run(evening.visit.undo)
    settle(page, qtbot, hasty)
    assert text(evening, own) == before
    assert page.editor.text() == before
    page.run(evening.visit.redo)
    assert text(evening, own) == "别的标题"


def test_the_last_change_is_taken_back_without_the_visit_too(page, evening, own, qtbot, hasty):
    before = text(evening, own)
    write(page, qtbot, hasty, "别的标题")
    page.take_back.click()
    settle(page, qtbot, hasty)
    assert text(evening, own) == before
    assert not page.take_back.isEnabled()


def test_a_misspelt_name_is_told_with_its_line_and_does_not_reach_the_visit(
    page, evening, own, qtbot, hasty
):
    held = evening.visit.forms.digest(own)
    write(page, qtbot, hasty, "第一行\n\n{{ f.statoin }}和{shrt}")
    assert "Line 3" in page.faults.text()
    assert "f.station" in page.faults.text()
    assert "{shrt}" in page.faults.text()
    assert page.editor.property("problem")
    assert states(page)["title"] == "to mend"
    assert evening.visit.forms.digest(own) == held
    write(page, qtbot, hasty, "{station}")
    assert not page.faults.isVisible()
    assert evening.visit.forms.digest(own) != held


@pytest.mark.parametrize(
    "words",
    ["{{ 'a' * 1000000000 }}", "{% for a in range(10**9) %}x{% endfor %}", "{{ ''.__class__ }}"],
)
def test_what_would_hang_the_window_is_refused_before_it_is_filled_in(page, qtbot, hasty, words):
    before = page.preview.text()
    write(page, qtbot, hasty, words)
    assert "only names, filters" in page.faults.text()
    assert page.preview.text() == before


def test_the_original_wording_comes_back(page, evening, own, qtbot, hasty):
    before = text(evening, own)
    write(page, qtbot, hasty, "别的标题")
    assert page.reset.isEnabled()
    page.reset.click()
    settle(page, qtbot, hasty)
    assert text(evening, own) == before
    assert not page.reset.isEnabled()


def test_names_are_found_with_their_value_and_put_where_one_writes(page, qtbot, hasty):
    page.tabs.choose("names")
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "visited_on")
    (row,) = page.names.rows.rows
    assert row.id == "{visited_on}"
    page.names.set_current(row.id)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert "{visited_on}" in page.editor.text()
    assert page.editor.hasFocus()


def test_a_form_of_the_program_is_shown_and_not_edited(page, evening, qtbot, hasty):
    page.reveal(Target("form_texts", item="yuexiu"))
    settle(page, qtbot, hasty)
    assert page.editor.isReadOnly()
    assert not page.reset.isVisible()
    assert page.form_id == "yuexiu"
    asked = []
    page.go.connect(asked.append)
    page.copy.click()
    assert (asked[-1].page, asked[-1].item, asked[-1].place) == ("forms", "yuexiu", "copy")


def test_while_scores_are_closed_the_preview_is_of_a_made_up_visit(
    screen, evening, own, qtbot, hasty, monkeypatch
):
    monkeypatch.setattr(type(evening.context.library), "awaited", lambda _library, _visit: object())
    page = screen(FormTextsScreen, evening.context)
    page.reveal(Target("form_texts", item=own, block="rating"))
    settle(page, qtbot, hasty)
    assert "86.95" not in page.preview.text()
    assert page.preview.text()


def test_keys_lead_from_the_list_to_the_text_and_back(page, qtbot):
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.editor.hasFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    asked = []
    page.go.connect(asked.append)
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert asked[-1].page == "forms"
