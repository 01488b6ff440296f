"""报告: preview, edited texts with live figures, problems as links, export and what it says."""

import gc
import weakref
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.model.outcome import OpenKind
from app.model.text import plain
from app.reports.render import document_text
from tests.ui.screens.coordinator.report_page import (
    Chosen,
    passages,
    problems,
    ready,
    report_page,
    settle,
)
from ui.models.problems import open_rows
from ui.screens.base import Target
from ui.screens.coordinator.report import FINAL
from ui.screens.coordinator.report_editor import PassageEditor
from ui.screens.coordinator.report_exports import Export


@pytest.fixture
def page(evening, screen, qtbot, hasty):
    return report_page(evening, screen, qtbot, hasty)


def test_the_preview_shows_the_report_and_its_total(page):
    text = page.preview.text()
    assert "樟木街社工服务站" in text
    assert "86.95" in text
    assert "残疾人档案缺了一半" in text


def test_a_changed_score_reaches_preview_and_text_by_itself(page, evening, qtbot):
    page.passages.select("closing")
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(20)), None)
    settle(page, qtbot)
    assert "88.45" in page.preview.text()
    assert "{total}" in page.passages.editor.text()


def test_an_edited_text_is_kept_with_its_figures_live(page, evening, qtbot):
    page.passages.select("closing")
    editor = page.passages.editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, "It got ")
    pasted = QMimeData()
    pasted.setText("{total} points.")
    editor.insertFromMimeData(pasted)
    page.flush()
    settle(page, qtbot)
    closing = passages(evening.visit)["closing"]
    assert (closing.edited, closing.text) == (True, "It got {total} points.")
    assert "It got 86.95 points." in page.preview.text()
    assert page.passages.reset.isVisible()


def test_resetting_brings_the_proposal_back(page, evening, qtbot):
    proposal = passages(evening.visit)["closing"].proposal
    page.run(lambda: evening.visit.report.edit_passage("panyu", "closing", "短。", proposal))
    settle(page, qtbot)
    page.passages.select("closing")
    assert page.passages.editor.text() == "短。"
    page.passages.reset.click()
    settle(page, qtbot)
    assert page.passages.editor.text() == proposal
    assert not passages(evening.visit)["closing"].edited


def test_undo_takes_an_edit_back_in_the_field_too(page, evening, qtbot):
    page.passages.select("closing")
    before = page.passages.editor.text()
    page.passages.written.emit("closing", "另写。")
    settle(page, qtbot)
    assert page.passages.editor.text() == "另写。"
    evening.context.bus.run(evening.visit.undo, None)
    settle(page, qtbot)
    assert page.passages.editor.text() == before


def test_what_is_being_typed_survives_a_new_rendering(page, evening, qtbot):
    page.passages.select("closing")
    editor = page.passages.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "half ")
    evening.context.bus.run(lambda: evening.visit.decide.enter_party("buyer", Decimal(19)), None)
    settle(page, qtbot)
    assert editor.text().startswith("half ")
    page.flush()
    assert passages(evening.visit)["closing"].text.startswith("half ")


def test_showing_and_going_through_all_texts_stores_nothing(page, evening, qtbot):
    with qtbot.assertNotEmitted(evening.context.bus.changed):
        for _turn in range(60):
            page.done()
        page.flush()


def test_problems_are_links_to_where_they_are_mended(page, evening, qtbot):
    texts = problems(page)
    assert any("其他违法违规情形" in text for text in texts)
    row = next(r for r in page.problems.rows.rows.rows if "监督方" in r.text)
    with qtbot.waitSignal(page.go) as went:
        page.problems.rows.opened.emit(row.id)
    assert went.args == [Target("findings", item="bureau")]


def test_a_problem_of_a_text_goes_to_that_text(page, evening, qtbot):
    page.run(lambda: evening.visit.report.edit_passage("panyu", "closing", "{nothing}。", ""))
    settle(page, qtbot)
    row = next(r for r in page.problems.rows.rows.rows if "{nothing}" in r.text)
    page.problems.rows.opened.emit(row.id)
    assert page.passages.key == "closing"
    assert page.passages.editor.hasFocus()


def test_what_is_open_in_the_scores_is_one_row_for_each_kind_and_place(evening):
    visit = evening.visit
    rows = open_rows(visit.merging.outcome.open, visit.setup, visit.instrument)
    kinds = [linked.way.key for linked in rows]
    assert kinds == ["buyer", "bureau", "illegal"]
    assert {linked.way.page for linked in rows} == {"parties"}
    assert OpenKind.PARTY.value in rows[0].row.id


def test_the_other_form_shows_its_own_texts(page, evening, qtbot):
    page.form.choose("yuexiu")
    settle(page, qtbot)
    assert page.passages.key in {p.key for p in evening.visit.report.passages("yuexiu")}
    assert "86.95" in page.preview.text()


def test_a_draft_is_written_read_back_and_said_not_to_be_encrypted(page, tmp_path, qtbot):
    page.path = tmp_path / "draft.docx"
    with qtbot.waitSignal(page.exported):
        page.export.click()
    assert "残疾人档案缺了一半。" in document_text(page.path.read_bytes())
    said = page.refusal.text()
    assert "5 findings are in it" in said
    assert "draft.docx is not encrypted" in said
    page.refusal.action.click()
    assert page.opened == tmp_path


def test_the_folder_used_last_is_proposed_again(page, tmp_path, qtbot):
    page.path = tmp_path / "draft.docx"
    with qtbot.waitSignal(page.exported):
        page.export.click()
    page.path = None
    page.export.click()
    assert page.suggested.parent == tmp_path


EXPORTS = [("pdf", b"%PDF"), ("summary", b"PK"), ("sheets", b"%PDF"), ("feedback", b"%PDF")]


@pytest.mark.parametrize(("kind", "begins"), EXPORTS)
def test_other_exports_are_chosen_from_a_menu_and_written(page, tmp_path, qtbot, kind, begins):
    page.path = tmp_path / "written"
    menu = page.more.menu()
    with qtbot.waitSignal(page.exported):
        next(action for action in menu.actions() if action.data() == kind).trigger()
    menu.deleteLater()
    assert page.path.read_bytes().startswith(begins)
    assert "written is not encrypted" in page.refusal.text()


def test_a_final_reading_copy_with_gaps_is_refused_like_the_word_file(page, tmp_path, qtbot):
    page.path = tmp_path / "final.pdf"
    page.version.choose(FINAL)
    page.more.asked.emit(Export.READING)
    qtbot.waitUntil(lambda: page.shown is not None)
    assert page.shown.rows
    assert page.shown.go_on == ""
    assert not page.path.exists()


def test_another_export_that_cannot_be_written_is_refused_in_the_page(page, tmp_path, qtbot):
    page.path = tmp_path
    page.more.asked.emit(Export.SUMMARY)
    qtbot.waitUntil(lambda: "is a folder" in page.refusal.text())


def test_thinking_better_of_it_writes_nothing(page, tmp_path):
    page.export.click()
    assert list(tmp_path.glob("*.docx")) == []
    assert not page.refusal.isVisible()


def test_a_final_version_with_gaps_is_refused_in_the_page(page, tmp_path, qtbot):
    page.path = tmp_path / "final.docx"
    page.version.choose(FINAL)
    page.export.click()
    qtbot.waitUntil(page.refusal.isVisible)
    assert "cannot be exported yet" in page.refusal.text()
    assert not page.path.exists()
    assert page.export.isEnabled()


def test_figures_in_the_field_come_out_as_they_went_in(show):
    editor = show(PassageEditor())
    raw = "😀共{sites}个，{nothing}不是数。\n{short}待补。"
    editor.show_passage(raw, {"sites": "14", "short": ""})
    assert editor.text() == raw
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == raw
    editor.show_passage(raw, {"sites": plain(Decimal(15)), "short": "站"})
    assert editor.text() == raw


def test_filling_the_field_commits_nothing(show, qtbot):
    editor = show(PassageEditor())
    with qtbot.assertNotEmitted(editor.committed), qtbot.assertNotEmitted(editor.edited):
        editor.show_passage("共{sites}个。", {"sites": "14"})
        editor.show_passage("共{sites}个。", {"sites": "15"})
        editor.flush()


def test_a_figure_is_deleted_as_one_piece(show, qtbot):
    editor = show(PassageEditor())
    editor.show_passage("{sites}个", {"sites": "1400"})
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.text() == "个"


def test_a_narrow_window_shows_one_half_at_a_time(evening, screen, qtbot, hasty):
    page = screen(Chosen, evening.context, 911, 512)
    ready(page, qtbot, hasty)
    assert page.preview.isVisible()
    assert not page.passages.isVisible()
    page.enter()
    assert page.tabs.hasFocus()
    page.tabs.choose("texts")
    assert page.passages.isVisible()
    page.enter()
    assert page.passages.editor.hasFocus()
    page.show_part("problems")
    assert page.isAncestorOf(QApplication.focusWidget())
    settle(page, qtbot)


@pytest.mark.parametrize("way", ["word", "other"])
def test_nothing_is_exported_without_a_text_that_could_not_be_kept(page, qtbot, tmp_path, way):
    page.path = tmp_path / "out.docx"
    page.passages.select("closing")
    page.passages.editor.insertPlainText("bell\x07")
    page.flush()
    settle(page, qtbot)
    page.refusal.hide()
    if way == "word":
        page.export.click()
    else:
        page.more.asked.emit(Export.READING)
    assert page.refusal.isVisible()
    assert "bell" in page.passages.editor.text()
    settle(page, qtbot)
    assert not page.path.exists()


def test_a_text_that_was_put_right_is_exported(page, qtbot, tmp_path):
    page.path = tmp_path / "out.docx"
    page.passages.select("closing")
    page.passages.written.emit("closing", "bell\x07")
    page.passages.written.emit("closing", "put right")
    settle(page, qtbot)
    with qtbot.waitSignal(page.exported, timeout=20_000):
        page.export.click()
    assert "put right" in document_text(page.path.read_bytes())


def test_whoever_has_not_handed_in_on_this_laptop_sees_only_a_notice(evening, screen):
    pack = evening.packs[0]
    evening.context.library.open_pack(pack.raw, pack.code).close()
    page = screen(Chosen, evening.context)
    assert not page.pending
    assert page.passages.key == ""
    assert not page.preview.isVisible()


def test_the_page_is_freed_on_close(evening, qtbot, hasty):
    gc.collect()
    gc.disable()
    try:
        page = Chosen(evening.context)
        page.show()
        ready(page, qtbot, hasty)
        page.close()
        seen = weakref.ref(page)
        page.deleteLater()
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert seen() is None
    finally:
        gc.enable()


def test_a_figure_longer_than_a_line_keeps_within_it_and_is_told_in_full(show):
    editor = show(PassageEditor(), 320, 200)
    name = "广州市番禺区钟村街道与石壁街道联合社会工作服务站暨困难群众兜底民生保障中心" * 2
    editor.show_passage("评估对象为{station}。", {"station": name})
    assert editor.document().idealWidth() <= editor.viewport().width()
    image = editor.viewport().grab().toImage()
    ground = image.pixelColor(image.width() - 1, image.height() - 1)
    edge = {image.pixelColor(image.width() - 1, y).name() for y in range(image.height())}
    assert edge == {ground.name()}
    rows = range(0, editor.viewport().height(), 8)
    assert name in {editor.figure_at(QPoint(120, y)) for y in rows}
