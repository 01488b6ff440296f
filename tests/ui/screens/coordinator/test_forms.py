"""The page of report forms: copied, edited in Word, brought back, checked, used."""

import shutil
from dataclasses import replace

import pytest
from docx import Document
from PySide6.QtCore import Qt

from app.model.base import changed
from app.reports.form import FORMS
from app.services.form_files import form_of, with_text
from tests.app.services.form_files import with_paragraph
from tests.ui.screens.coordinator.evening import INSTRUMENT, SETUP
from ui.icons import Icon
from ui.models.roles import Role
from ui.screens.base import Target
from ui.screens.coordinator.forms import FormsScreen
from ui.screens.coordinator.forms_detail import Act
from ui.screens.coordinator.report import ReportScreen


@pytest.fixture
def page(screen, evening):
    made = screen(FormsScreen, evening.context)
    made.opened = []
    made.open_path = lambda path: made.opened.append(path) or made.opens
    made.opens = True
    made.targets = []
    made.go.connect(made.targets.append)
    return made


def rows(page):
    return [row.id for row in page.list.rows.rows]


def faults(page):
    return [(row.place, row.text) for row in page.detail.list.rows.rows]


def select(page, form):
    page.list.setCurrentIndex(page.list.rows.index_of(form))


def copied(page, qtbot, name="Our form"):
    page.detail.copy.click()
    editor = page.detail.name.editor
    editor.selectAll()
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return page.choice


def spoil(page, choice, text="{{ f.evaluater }}"):
    path = page.shelf.folder_of(choice.id) / "report.docx"
    document = Document(path)
    document.paragraphs[0].insert_paragraph_before(text)
    document.save(path)
    page.refresh()


def test_the_forms_of_the_program_are_listed_with_the_one_in_use(page):
    assert rows(page) == ["panyu", "yuexiu"]
    assert page.choice.in_use
    assert not page.use.isEnabled()
    assert not page.detail.word.isVisible()


def test_another_form_is_used_and_that_can_be_undone(page, evening):
    select(page, "yuexiu")
    page.use.click()
    assert evening.visit.forms.chosen == "yuexiu"
    assert page.choice.in_use
    page.run(evening.visit.undo)
    assert evening.visit.forms.chosen == "panyu"


def test_a_copy_is_named_by_keys_tried_at_once_and_edited_in_word(page, evening, qtbot):
    choice = copied(page, qtbot)
    assert choice.label == "Our form"
    assert [text for _place, text in faults(page) if "mended" in text] == []
    page.detail.word.click()
    assert page.opened == [page.shelf.folder_of(choice.id) / "report.docx"]
    page.use.click()
    assert evening.visit.forms.chosen == choice.id


def test_a_link_asks_for_the_name_of_a_copy(page, qtbot):
    page.reveal(Target("forms", item="yuexiu", place="copy"))
    assert page.detail.name.editor.hasFocus()
    qtbot.keyClick(page.detail.name.editor, Qt.Key.Key_Return)
    assert page.choice.own.based_on == "yuexiu"


def test_where_nothing_opens_word_files_the_place_is_told(page, qtbot):
    choice = copied(page, qtbot)
    page.opens = False
    page.detail.word.click()
    assert str(page.shelf.folder_of(choice.id)) in page.notice.text()


def test_a_name_that_is_used_is_refused_beside_the_field(page, qtbot):
    copied(page, qtbot)
    page.detail.copy.click()
    page.detail.name.editor.set_text("Our form")
    page.detail.name.confirm.click()
    assert page.detail.name.isVisible()
    assert len(rows(page)) == 3
    qtbot.keyClick(page.detail.name.editor, Qt.Key.Key_Escape)
    assert not page.detail.name.isVisible()


def test_a_fault_is_listed_with_its_place_and_stands_in_the_way(page, evening, qtbot):
    choice = copied(page, qtbot)
    spoil(page, choice)
    assert faults(page)[0][0] == "Paragraph 1"
    assert page.choice.row.icon is Icon.ERROR
    assert "f.evaluator" in faults(page)[0][1]
    page.use.click()
    assert evening.visit.forms.chosen == "panyu"
    assert "cannot be used yet" in page.notice.text()


def test_a_form_that_changes_after_it_was_taken_is_offered_as_the_new_state(page, evening, qtbot):
    choice = copied(page, qtbot)
    page.use.click()
    page.shelf.put(choice.id, with_text(page.shelf.files(choice.id), "title", "新标题"))
    page.refresh()
    assert page.choice.changed
    assert page.use.text() == "Take the new state"
    page.use.click()
    assert not page.choice.changed
    assert evening.visit.report.passages(choice.id)[0].proposal == "新标题"


def test_a_word_file_is_brought_back_and_can_be_taken_back(page, qtbot, tmp_path):
    choice = copied(page, qtbot)
    before = page.shelf.files(choice.id)
    path = tmp_path / "改好的.docx"
    path.write_bytes(with_paragraph("多一段").docx)
    page.bring_back(path)
    assert page.shelf.files(choice.id) != before
    page.notice.action.click()
    assert page.shelf.files(choice.id) == before


def test_a_faulty_file_that_is_brought_back_changes_nothing(page, qtbot, tmp_path):
    choice = copied(page, qtbot)
    before = page.shelf.files(choice.id)
    path = tmp_path / "bad.docx"
    path.write_bytes(with_paragraph("{{ f.townn }}").docx)
    page.bring_back(path)
    assert page.shelf.files(choice.id) == before
    assert "was not taken" in page.notice.text()
    assert "f.town" in faults(page)[0][1]


def test_what_is_no_form_is_refused_in_the_page(page, tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(with_paragraph("x").docx)
    page.bring_back(path)
    assert "does not say which form it is for" in page.notice.text()


def test_a_folder_from_elsewhere_becomes_a_form_here(page, tmp_path):
    page.bring_back(shutil.copytree(FORMS / "yuexiu", tmp_path / "yuexiu"))
    assert len(rows(page)) == 3
    assert page.choice.id.startswith("yuexiu-")
    page.notice.action.click()
    assert rows(page) == ["panyu", "yuexiu"]


def test_renaming_and_deleting_can_be_taken_back(page, qtbot):
    choice = copied(page, qtbot)
    page.detail.asked.emit(Act.RENAME)
    page.detail.name.editor.set_text("别的名字")
    page.detail.name.confirm.click()
    assert page.choice.label == "别的名字"
    page.notice.action.click()
    assert page.choice.label == "Our form"
    page.detail.asked.emit(Act.REMOVE)
    assert rows(page) == ["panyu", "yuexiu"]
    page.notice.action.click()
    assert choice.id in rows(page)


def test_a_form_in_use_that_is_deleted_stays_in_the_visit(page, evening, qtbot):
    choice = copied(page, qtbot)
    page.use.click()
    page.detail.asked.emit(Act.REMOVE)
    assert rows(page)[-1] == choice.id
    assert page.choice.own is None
    assert evening.visit.forms.load(choice.id).label == choice.label
    made = copied(page, qtbot, "One more")
    assert form_of(page.shelf.files(made.id)).based_on == choice.id


def test_a_form_is_exported_as_a_folder(page, qtbot, tmp_path):
    copied(page, qtbot)
    page.ask_folder = lambda: tmp_path / "stick"
    page.detail.asked.emit(Act.EXPORT)
    assert (tmp_path / "stick" / "Our form" / "report.docx").is_file()


def test_escape_leads_back_to_the_report(page, qtbot):
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert page.targets[-1].page == "report"


def test_the_picker_of_the_report_lists_what_the_visit_holds(page, evening, screen, qtbot):
    choice = copied(page, qtbot)
    page.use.click()
    report = screen(ReportScreen, evening.context)
    words = [report.form.itemText(n) for n in range(report.form.count())]
    assert words == ["番禺式", "越秀式", choice.label, "", "Manage report forms…"]
    assert report.form.current == choice.id
    asked = []
    report.go.connect(asked.append)
    report.form.activated.emit(4)
    assert asked[-1].page == "forms"
    assert report.form.current == choice.id


def test_rows_are_spoken_with_their_place(page, qtbot):
    choice = copied(page, qtbot)
    spoil(page, choice)
    index = page.detail.list.rows.index(0)
    assert "Paragraph 1" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(Role.SHOWN).text


def test_a_form_that_is_nowhere_is_told_on_both_pages(screen, context):
    setup = changed(SETUP, form="yuexiu-abc123")
    visit = context.library.new_visit(setup, INSTRUMENT, user="工作人员A")
    inside = replace(context, visit=visit)
    for kind, said in ((FormsScreen, "notice"), (ReportScreen, "refusal")):
        shown = screen(kind, inside)
        assert "yuexiu-abc123" in getattr(shown, said).text()
    assert shown.form.current == "yuexiu"
    visit.close()


def test_coming_from_the_report_the_form_in_use_is_chosen_and_can_be_copied(page):
    page.reveal(Target("forms"))
    assert page.choice is not None
    page.detail.copy.click()
    assert page.detail.name.isVisible()
