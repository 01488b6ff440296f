"""Other exports from the report page: the menu, what is asked, what stands in the way, what is said."""

import json
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.model.base import changed
from app.model.rounds import Party, Step
from app.reports.kinds import Kind
from app.reports.render import document_text
from app.reports.wishes import EVERYBODY, Addressee, Wishes
from tests.libraries import complete, sample_evening
from tests.ui.screens.coordinator.evening import enter_parties
from tests.ui.screens.coordinator.report_page import Chosen, ready
from ui.dialogs.export_bundle import FOLDER, ZIP, BundleDialog, Wanted
from ui.dialogs.export_letter import ALL, TOLD, LetterDialog
from ui.dialogs.found_list import FoundDialog
from ui.models.problems import Linked, Way
from ui.models.roles import ProblemRow
from ui.screens.base import Target
from ui.screens.coordinator.report import FINAL
from ui.screens.coordinator.report_exports import Export


class Answering(Chosen):
    """Answers every question as the test says, and notes what was asked and shown."""

    wishes = None
    wanted = None
    goes_on = True
    follows = None
    waiting = None
    shown = None

    def choose_letter(self, proposed, waiting):
        self.waiting = waiting
        return self.wishes and self.wishes(proposed)

    def choose_bundle(self, names):
        self.names = names
        return self.wanted

    def show_found(self, found):
        self.shown = found
        rows = {linked.row.text: linked for linked in found.rows}
        chosen = next((rows[t] for t in rows if self.follows and self.follows in t), None)
        return (self.goes_on and bool(found.go_on) and chosen is None), chosen


@pytest.fixture
def page(evening, screen, qtbot, hasty):
    enter_parties(evening.visit)
    made = screen(Answering, evening.context)
    ready(made, qtbot, hasty)
    return made


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "exports"
    made.mkdir()
    return made


def finished(page, qtbot):
    jobs = page.context.jobs
    qtbot.waitUntil(lambda: not page.pending and not jobs.running)


def test_the_menu_has_every_kind_and_is_walked_with_keys(page, qtbot):
    page.more.setFocus()
    menu = page.more.menu()
    values = [action.data() for action in menu.actions() if action.data()]
    assert values == [kind.value for kind in Export]
    asked = []
    page.more.asked.disconnect()
    page.more.asked.connect(asked.append)
    menu.popup(page.mapToGlobal(page.rect().center()))
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert asked == [Export.LETTER]


def test_the_reading_copy_is_said_to_be_one(page, folder, qtbot):
    page.path = folder / "a.pdf"
    page.more.asked.emit(Export.READING)
    finished(page, qtbot)
    assert "pages end elsewhere than in Word" in page.title
    assert "Word ends lines and pages elsewhere" in page.refusal.text()
    assert "未完成稿" in page.refusal.text()
    page.refusal.action.click()
    assert page.opened == folder


def test_letters_go_to_each_that_was_chosen(page, folder, qtbot):
    page.wishes = lambda proposed: proposed
    page.path = folder / "函.docx"
    page.more.asked.emit(Export.LETTER)
    finished(page, qtbot)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 3
    assert all(name.startswith("函（") for name in names)
    assert "3 files" in page.refusal.text()
    assert page.waiting == len(page.material()[0].unverified) == 1


@pytest.fixture
def whole(tmp_path):
    """The sample evening, with nothing open."""
    library = sample_evening().put(tmp_path / "library")
    made = library.open_visit(library.summaries()[0].folder)
    complete(made)
    yield made
    made.close()
    library.close()


def test_a_letter_that_was_written_is_the_first_opinion_once_and_undo_takes_it_back(
    context, whole, screen, folder, qtbot, hasty
):
    page, rounds = screen(Answering, replace(context, visit=whole)), whole.rounds
    ready(page, qtbot, hasty)
    page.wishes = lambda p: Wishes(p.reply_by, (Addressee.STATION,))
    for name in ("a", "b"):
        page.path = folder / f"{name}.docx"
        page.more.asked.emit(Export.LETTER)
        finished(page, qtbot)
        assert ("First opinion” is recorded as done today" in page.refusal.text()) is (name == "a")
    done = rounds.all().done(Step.DRAFT)
    assert (done.what, done.to) == ("初评意见函", rounds.name_of(Party.STATION))
    assert done.due is not None
    whole.undo()
    assert rounds.all().done(Step.DRAFT) is None


def test_an_unfinished_letter_records_nothing(page, evening, folder, qtbot):
    page.wishes = lambda proposed: proposed
    page.path = folder / "a.docx"
    page.more.asked.emit(Export.LETTER)
    finished(page, qtbot)
    assert "未完成稿" in page.refusal.text()
    assert evening.visit.rounds.all().steps == ()


def test_points_are_in_the_letter_only_when_chosen(page, folder, qtbot):
    for told in (False, True):
        page.wishes = lambda p, told=told: Wishes(p.reply_by, EVERYBODY, joint=True, scores=told)
        page.path = folder / f"{told}.docx"
        page.more.asked.emit(Export.LETTER)
        finished(page, qtbot)
        assert ("86.95" in document_text(page.path.read_bytes())) is told


def test_thinking_better_of_a_question_writes_nothing(page, folder, qtbot):
    page.path = folder / "x"
    page.more.asked.emit(Export.LETTER)
    page.more.asked.emit(Export.BUNDLE)
    finished(page, qtbot)
    assert list(folder.iterdir()) == []


def test_what_the_public_version_changes_is_shown_before_it_is_written(
    page, evening, folder, qtbot
):
    who = evening.visit.setup.panel[0].name
    evening.visit.report.edit_passage("panyu", "closing", f"{who}到过现场。", "")
    page.path = folder / "公示稿.docx"
    page.goes_on = False
    page.more.asked.emit(Export.NOTICE)
    finished(page, qtbot)
    assert any(who in linked.row.text for linked in page.shown.rows)
    assert list(folder.iterdir()) == []
    page.goes_on = True
    page.more.asked.emit(Export.NOTICE)
    finished(page, qtbot)
    assert who not in document_text(page.path.read_bytes())


def test_a_number_of_a_person_leads_to_its_text_and_nothing_is_written(
    page, evening, folder, qtbot
):
    evening.visit.report.edit_passage("panyu", "closing", "请拨13812345678。", "")
    page.path = folder / "公示稿.docx"
    page.follows = "13812345678"
    page.more.asked.emit(Export.NOTICE)
    finished(page, qtbot)
    assert page.shown.go_on == ""
    assert page.passages.key == "closing"
    assert list(folder.iterdir()) == []


def test_a_bundle_holds_what_was_chosen_and_keeps_the_older_one(page, folder, qtbot):
    page.wanted = Wanted((Kind.WORD, Kind.READING, Kind.SUMMARY), zipped=False)
    page.path = folder / "材料"
    for _time in range(2):
        page.more.asked.emit(Export.BUNDLE)
        finished(page, qtbot)
    told = json.loads((folder / "材料" / "manifest.json").read_text("utf-8"))
    assert [entry["kind"] for entry in told["files"]] == ["docx", "pdf", "summary"]
    assert (folder / "材料（1）").is_dir()
    assert "3 documents" in page.refusal.text()
    assert "材料（1）" in page.refusal.text()
    assert page.proposed == f"{page.visit.setup.station.name}评估材料"


def test_a_zip_is_proposed_with_its_ending(page, folder, qtbot):
    page.wanted = Wanted((Kind.SUMMARY,), zipped=True)
    page.path = folder / "a.zip"
    page.more.asked.emit(Export.BUNDLE)
    finished(page, qtbot)
    assert page.proposed.endswith("评估材料.zip")
    assert page.path.read_bytes().startswith(b"PK")


def test_a_final_bundle_with_gaps_shows_each_with_its_place(page, folder, qtbot):
    page.version.choose(FINAL)
    page.wanted = Wanted((Kind.SUMMARY, Kind.WORD), zipped=False)
    page.path, page.follows = folder / "材料", "监督方"
    with qtbot.waitSignal(page.go) as went:
        page.more.asked.emit(Export.BUNDLE)
    assert went.args == [Target("findings", item="bureau")]
    assert page.shown.go_on == ""
    assert list(folder.iterdir()) == []


def test_the_letter_asks_all_without_points_unless_told_otherwise(evening, show, qtbot):
    dialog = show(LetterDialog(evening.visit.setup, date(2024, 1, 23), waiting=2))
    known = dialog.value()
    assert (known.joint, known.scores, known.number) == (False, False, "")
    assert known.reply_by == date(2024, 1, 23)
    dialog.copies.choose(ALL)
    dialog.scores.choose(TOLD)
    dialog.number.setText(" 某函1号 ")
    wishes = dialog.value()
    assert (wishes.joint, wishes.scores, wishes.number) == (True, True, "某函1号")


def test_a_day_that_is_none_or_nobody_asked_cannot_be_accepted(evening, show, qtbot):
    dialog = show(LetterDialog(evening.visit.setup, date(2024, 1, 23)))
    dialog.day.setText("2024-02-30")
    dialog.day.edited.emit()
    assert not dialog.accept_button.isEnabled()
    dialog.day.setText("2024-02-29")
    dialog.day.edited.emit()
    assert dialog.accept_button.isEnabled()
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert not dialog.accept_button.isEnabled()
    assert dialog.value() is None


def test_whom_nobody_entered_cannot_be_asked(evening, show):
    setup = changed(evening.visit.setup, organisations={})
    dialog = show(LetterDialog(setup, date(2024, 1, 23)))
    assert not dialog.boxes[Addressee.BUREAU].isEnabled()
    assert dialog.value().addressees == (Addressee.STATION,)


def test_the_bundle_has_all_marked_and_needs_one(show):
    dialog = show(BundleDialog({Kind.WORD: "Report", Kind.SUMMARY: "Summary"}))
    assert dialog.value() == Wanted((Kind.WORD, Kind.SUMMARY), zipped=False)
    assert dialog.place.current == FOLDER
    dialog.place.choose(ZIP)
    dialog.boxes[Kind.WORD].setChecked(False)
    assert dialog.value() == Wanted((Kind.SUMMARY,), zipped=True)
    dialog.boxes[Kind.SUMMARY].setChecked(False)
    assert not dialog.accept_button.isEnabled()


def linked(number, page):
    return Linked(ProblemRow(id=str(number), text=f"row {number}"), Way(page))


def test_a_row_with_a_place_leads_there_and_closes_the_list(show, qtbot):
    rows = (linked(0, ""), linked(1, "findings"))
    dialog = show(FoundDialog("Not exported", "Because.", rows, "", None))
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.followed is None
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.followed is rows[1]
    assert not dialog.isVisible()
    assert not dialog.go_on.isVisible()
