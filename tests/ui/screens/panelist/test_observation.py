"""Observing: answers by key, remarks, photos, notes, places, what was handed in."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.model.base import changed
from app.model.capture import Answer, AnswerValue, Finding, Note, Stance
from app.services.captures import Place
from ui.delegates.checklist import columns, view_right
from ui.models.observation import STATION, spots_of
from ui.screens.base import Target
from ui.screens.panelist.observation import ObservationScreen
from ui.stages import panelist_stages


@pytest.fixture
def page(screen, desk, signed):
    made = screen(ObservationScreen, desk)
    made.activateWindow()
    made.go_to("hanxi")
    return made


@pytest.fixture
def picture(tmp_path):
    """A photo file of a given size and colour; its path."""

    def _picture(name="door.jpg", size=(320, 200), colour="red"):
        path = tmp_path / name
        Image.new("RGB", size, colour).save(path)
        return path

    return _picture


def answers(visit, site="hanxi"):
    found = visit.captures.at_site("answer", site)
    return {c.item: c.body.value for c in found}


def remarks(visit, site="hanxi"):
    return [c.body.remark for c in visit.captures.at_site("answer", site) if c.body.remark]


def photos(visit, site="hanxi"):
    return visit.captures.at_site("photo", site)


def questions(visit):
    return [question.id for question in visit.instrument.checklist]


def keys(qtbot, widget, text):
    for key in text:
        qtbot.keyClick(widget, key)


def test_keys_one_to_four_answer_and_go_down(page, visit, qtbot):
    assert page.checklist.hasFocus()
    keys(qtbot, page.checklist, "1234")
    values = (AnswerValue.YES, AnswerValue.PARTLY, AnswerValue.NO, AnswerValue.NA)
    assert answers(visit) == dict(zip(questions(visit), values, strict=False))
    assert page.checklist.current_id == questions(visit)[4]


def test_digits_that_an_input_method_commits_answer_too(page, visit):
    event = QInputMethodEvent("", [])
    event.setCommitString("２")
    QApplication.sendEvent(page.checklist, event)
    assert answers(visit) == {questions(visit)[0]: AnswerValue.PARTLY}


def test_an_answer_is_changed_and_taken_back_and_undone(page, visit, qtbot, bus):
    keys(qtbot, page.checklist, "1")
    qtbot.keyClick(page.checklist, Qt.Key.Key_Up)
    keys(qtbot, page.checklist, "3")
    first = questions(visit)[0]
    assert answers(visit) == {first: AnswerValue.NO}
    qtbot.keyClick(page.checklist, Qt.Key.Key_Up)
    qtbot.keyClick(page.checklist, Qt.Key.Key_Delete)
    assert answers(visit) == {}
    bus.run(visit.undo, None)
    assert answers(visit) == {first: AnswerValue.NO}
    assert page.checklist.rows.rows[0].value is AnswerValue.NO


def test_a_click_into_a_column_answers_that_question(page, visit, qtbot):
    box = page.checklist.visualRect(page.checklist.rows.index(1))
    column = columns(view_right(page.checklist))[2]
    at = QPoint(round(column.center().x()), box.top() + 18)
    qtbot.mouseClick(page.checklist.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert answers(visit) == {questions(visit)[1]: AnswerValue.NO}


def test_enter_writes_a_remark_and_enter_stores_it(page, visit, qtbot, commit):
    keys(qtbot, page.checklist, "2")
    qtbot.keyClick(page.checklist, Qt.Key.Key_Up)
    qtbot.keyClick(page.checklist, Qt.Key.Key_Return)
    commit(page.checklist.editor, "隔断没到顶", "geduan")
    qtbot.keyClick(page.checklist.editor, Qt.Key.Key_Return)
    assert remarks(visit) == ["隔断没到顶"]
    assert page.checklist.hasFocus()
    assert page.checklist.editor is None


def test_typing_begins_the_remark_with_what_was_typed(page, visit, qtbot):
    keys(qtbot, page.checklist, "2")
    qtbot.keyClick(page.checklist, Qt.Key.Key_Up)
    keys(qtbot, page.checklist, "x")
    qtbot.keyClicks(page.checklist.editor, "yz 12")
    page.flush()
    assert remarks(visit) == ["xyz 12"]


def test_composing_begins_the_remark_and_is_kept_once_when_one_leaves(page, visit, qtbot):
    keys(qtbot, page.checklist, "3")
    qtbot.keyClick(page.checklist, Qt.Key.Key_Up)
    QApplication.sendEvent(page.checklist, QInputMethodEvent("menkou", []))
    assert page.checklist.editor.composing
    page.flush()
    page.flush()
    assert remarks(visit) == ["menkou"]


def test_a_remark_typed_right_after_an_answer_is_that_questions_and_enter_leads_on(
    page, visit, qtbot, commit
):
    keys(qtbot, page.checklist, "12")
    keys(qtbot, page.checklist, "x")
    commit(page.checklist.editor, "门牌", "menpai")
    qtbot.keyClick(page.checklist.editor, Qt.Key.Key_Return)
    answered = [c for c in visit.captures.at_site("answer", "hanxi") if c.body.remark]
    assert [(c.item, c.body.remark) for c in answered] == [(questions(visit)[1], "x门牌")]
    assert page.checklist.current_id == questions(visit)[2]
    keys(qtbot, page.checklist, "3")
    assert answers(visit)[questions(visit)[2]] is AnswerValue.NO
    qtbot.keyClick(page.checklist, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.told):
        qtbot.keyClick(page.checklist, Qt.Key.Key_Return)


def test_the_first_letter_composed_is_not_broken_off_by_a_change_of_focus(page, visit, qtbot):
    keys(qtbot, page.checklist, "3")
    QApplication.sendEvent(page.checklist, QInputMethodEvent("m", []))
    assert page.checklist.hasFocus()
    QApplication.sendEvent(page.checklist, QInputMethodEvent("men", []))
    done = QInputMethodEvent("", [])
    done.setCommitString("门")
    QApplication.sendEvent(page.checklist, done)
    editor = page.checklist.editor
    assert editor.hasFocus()
    assert editor.text() == "门"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert remarks(visit) == ["门"]


def test_a_remark_waits_for_an_answer(page, visit, qtbot):
    with qtbot.waitSignal(page.told):
        qtbot.keyClick(page.checklist, Qt.Key.Key_Return)
    assert page.checklist.editor is None
    assert answers(visit) == {}


def test_a_remark_survives_a_change_of_its_answer(page, visit, qtbot):
    body = Answer(value=AnswerValue.PARTLY, remark="later")
    page.run(lambda: visit.captures.record(body, Place(item=questions(visit)[0], site="hanxi")))
    page.checklist.setCurrentIndex(page.checklist.rows.index(0))
    keys(qtbot, page.checklist, "1")
    assert remarks(visit) == ["later"]
    assert answers(visit)[questions(visit)[0]] is AnswerValue.YES


def test_what_is_typed_stays_while_something_else_is_stored(page, visit, qtbot, picture):
    keys(qtbot, page.checklist, "2")
    qtbot.keyClick(page.checklist, Qt.Key.Key_Up)
    qtbot.keyClick(page.checklist, Qt.Key.Key_Return)
    qtbot.keyClicks(page.checklist.editor, "half")
    page.take_files((picture(),))
    assert page.checklist.editor.text() == "half"
    page.panel.note.setFocus()
    qtbot.keyClicks(page.panel.note, "a not")
    page.take_files((picture("two.jpg", colour="blue"),))
    assert page.panel.note.text() == "a not"
    page.flush()
    assert remarks(visit) == ["half"]


def test_next_open_goes_through_the_checklist_and_on_to_the_next_place(page, visit, qtbot):
    keys(qtbot, page.checklist, "1" * 11)
    page.next_open()
    assert page.checklist.current_id == questions(visit)[11]
    keys(qtbot, page.checklist, "1")
    page.next_open()
    assert page.spot.id == "shendun"
    assert page.checklist.hasFocus()
    assert page.checklist.current_id == questions(visit)[0]


def test_done_goes_to_the_next_place_in_the_column(page):
    page.done()
    assert page.spot.id == "shendun"
    assert page.places.list.current_id == "shendun"


def test_the_ring_of_a_place_follows_its_answers(page, visit, qtbot):
    keys(qtbot, page.checklist, "111")
    row = next(r for r in page.places.list.rows.rows if r.id == "hanxi")
    assert row.figures == (f"3/{len(questions(visit))}",)
    assert row.share == pytest.approx(3 / len(questions(visit)))


def test_the_rail_counts_places_that_are_complete(visit):
    stage = {row.id: row for row in panelist_stages(visit)}["observation"]
    assert stage.detail.endswith("0/15 places")
    for question in questions(visit):
        place = Place(item=question, site="hanxi")
        visit.captures.record(Answer(value=AnswerValue.YES), place)
    stage = {row.id: row for row in panelist_stages(visit)}["observation"]
    assert stage.detail.endswith("1/15 places")
    assert stage.share == pytest.approx(1 / 15)


def test_the_station_itself_is_a_place_of_its_own(page, visit, qtbot):
    page.go_to(STATION)
    keys(qtbot, page.checklist, "1")
    assert answers(visit, None) == {questions(visit)[0]: AnswerValue.YES}
    assert answers(visit, "hanxi") == {}
    assert (page.here().site, page.here().district) == ("", "")


def test_quick_capture_is_told_where_one_stands(page):
    assert (page.here().site, page.here().district) == ("hanxi", "d3")


def test_a_recused_district_leaves_the_places_and_the_count(visit):
    visit.captures.sign("丙", confidential=True, recusals={"d1": "旧同事"})
    spots = spots_of(visit)
    assert len(spots.own) == 10
    assert [d.id for d in spots.recused] == ["d1"]
    assert spots.get("xiecun") is None


def test_who_is_recused_everywhere_is_told_so(screen, desk, visit):
    visit.captures.sign("丙", confidential=True, recusals={None: "任职过"})
    page = screen(ObservationScreen, desk)
    assert page.nowhere.isVisible()
    assert not page.photos.isVisible()
    stage = {row.id: row for row in panelist_stages(visit)}["observation"]
    assert stage.share == 1


def test_a_note_on_a_place_is_stored_with_it_and_emptied_it_is_deleted(page, visit, commit):
    page.panel.note.setFocus()
    commit(page.panel.note, "门牌颜色一样")
    page.done()
    assert page.panel.note.text() == ""
    (note,) = visit.captures.at_site("note", "hanxi")
    assert note.body == Note(text="门牌颜色一样", stage="observation")
    page.go_to("hanxi")
    page.panel.note.selectAll()
    page.panel.note.cut()
    page.flush()
    assert visit.captures.at_site("note", "hanxi") == ()


def test_findings_of_the_place_stand_beside_it(page, visit):
    for text, site in (("ours", "hanxi"), ("theirs", "nanao")):
        body = Finding(stance=Stance.PRAISE, text=text)
        page.run(lambda body=body, site=site: visit.captures.record(body, Place(site=site)))
    assert [row.text for row in page.panel.findings.rows.rows] == ["ours"]


def test_what_is_to_be_verified_is_settled_here_with_what_was_found(page, visit, qtbot):
    body = Finding(stance=Stance.VERIFY, text="who answers at night")
    asked = page.run(lambda: visit.captures.record(body)).id
    assert [row.id for row in page.panel.open.rows.rows] == [asked]
    page.panel.choose(asked)
    page.panel.outcome.setFocus()
    qtbot.keyClicks(page.panel.outcome, "the duty phone")
    page.flush()
    assert visit.captures.get(asked).body.outcome == "the duty phone"
    assert page.panel.open.rows.rowCount() == 0


def test_photos_are_made_safe_and_kept_where_one_stood(page, visit, picture):
    page.take_files((picture("big.png", (3000, 1500)), picture()))
    kept = photos(visit)
    assert len(kept) == 2
    sizes = [Image.open(BytesIO(visit.captures.photo(c.body.blob))).size for c in kept]
    assert sizes == [(2000, 1000), (320, 200)]
    assert {c.district for c in kept} == {"d3"}
    assert page.photos.list.rows.rowCount() == 2


def test_a_file_that_is_no_photo_is_refused_in_the_page_and_the_others_go_on(
    page, visit, picture, tmp_path
):
    bad = tmp_path / "list.jpg"
    bad.write_text("no picture")
    page.take_files((bad, picture()))
    assert page.notice.isVisible()
    assert "list.jpg" in page.notice.text()
    assert len(photos(visit)) == 1


def test_a_picture_is_pasted_with_its_keys(page, visit, qtbot):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(page.checklist, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (kept,) = photos(visit)
    assert Image.open(BytesIO(visit.captures.photo(kept.body.blob))).size == (60, 40)
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(page.told):
        qtbot.keyClick(page.checklist, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_photos_are_dropped_onto_the_page(page, visit, picture):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture()))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(300, 300), copy, mime, left, none)
    QApplication.sendEvent(page, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(300, 300), copy, mime, left, none))
    assert len(photos(visit)) == 1


def test_photos_are_looked_at_named_and_closed_by_keys(page, visit, qtbot, picture, commit):
    page.take_files((picture(), picture("b.jpg", colour="blue")))
    page.photos.list.setFocus()
    page.photos.list.setCurrentIndex(page.photos.list.rows.index(0))
    qtbot.keyClick(page.photos.list, Qt.Key.Key_Return)
    first, second = photos(visit)
    assert page.viewer.isVisible()
    assert page.viewer.current == first.id
    qtbot.keyClick(page.viewer, Qt.Key.Key_Right)
    assert page.viewer.current == second.id
    qtbot.keyClick(page.viewer, Qt.Key.Key_Return)
    commit(page.viewer.caption, "门口", "menkou")
    qtbot.keyClick(page.viewer.caption, Qt.Key.Key_Return)
    assert page.viewer.hasFocus()
    qtbot.keyClick(page.viewer, Qt.Key.Key_Left)
    assert page.viewer.caption.text() == ""
    qtbot.keyClick(page.viewer, Qt.Key.Key_Escape)
    assert not page.viewer.isVisible()
    assert page.photos.list.hasFocus()
    assert [c.body.caption for c in photos(visit)] == ["", "门口"]


def test_a_photo_is_turned_and_undo_turns_it_back(page, visit, qtbot, bus, picture):
    page.take_files((picture(),))
    before = photos(visit)[0].body.blob
    page.photos.opened.emit(photos(visit)[0].id)
    qtbot.keyClick(page.viewer, Qt.Key.Key_R)
    turned = photos(visit)[0].body.blob
    assert Image.open(BytesIO(visit.captures.photo(turned))).size == (200, 320)
    bus.run(visit.undo, None)
    assert photos(visit)[0].body.blob == before
    page.viewer.put_away()


def test_a_deleted_photo_comes_back_with_undo(page, visit, qtbot, bus, picture):
    page.take_files((picture(), picture("b.jpg", colour="blue")))
    first, second = photos(visit)
    page.photos.opened.emit(first.id)
    qtbot.keyClick(page.viewer, Qt.Key.Key_Delete)
    assert page.viewer.current == second.id
    qtbot.keyClick(page.viewer, Qt.Key.Key_Delete)
    assert not page.viewer.isVisible()
    assert photos(visit) == ()
    bus.run(visit.undo, None)
    assert photos(visit) == (second,)


def test_tab_stays_with_the_photo_that_is_shown(page, visit, qtbot, picture):
    page.take_files((picture(),))
    page.photos.opened.emit(photos(visit)[0].id)
    seen = []
    for _step in range(5):
        widget = QApplication.focusWidget()
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.viewer
    assert len(set(seen)) == 5
    page.viewer.put_away()


def test_a_thumbnail_is_made_for_what_is_in_sight(page, visit, qtbot, picture):
    page.take_files((picture(),))
    digest = photos(visit)[0].body.blob
    qtbot.waitUntil(lambda: page.thumbnails.image(digest) is not None)
    assert page.thumbnails.image(digest).width() == 240


def test_a_link_to_a_capture_goes_to_its_place(page, visit):
    body = Answer(value=AnswerValue.NO)
    made = page.run(
        lambda: visit.captures.record(body, Place(item=questions(visit)[3], site="nanao"))
    )
    page.reveal(Target("observation", capture=made.id))
    assert page.spot.id == "nanao"
    assert page.checklist.current_id == questions(visit)[3]


def test_many_places_are_found_by_name(page, commit, qtbot):
    page.places.filter.setVisible(True)
    page.places.filter.setFocus()
    commit(page.places.filter, "诜敦", "shendun")
    assert [row.id for row in page.places.list.rows.rows if row.id] == ["shendun"]
    qtbot.keyClick(page.places.filter, Qt.Key.Key_Return)
    assert page.spot.id == "shendun"


def test_after_handing_in_the_page_can_only_be_looked_at(page, visit, qtbot, bus, picture):
    keys(qtbot, page.checklist, "1")
    bus.run(visit.handin.hand_in, None)
    assert page.notice.isVisible()
    keys(qtbot, page.checklist, "3")
    qtbot.keyClick(page.checklist, Qt.Key.Key_Delete)
    page.take_files((picture(),))
    assert list(answers(visit).values()) == [AnswerValue.YES]
    assert photos(visit) == ()
    bus.run(lambda: visit.handin.reopen("漏了"), None)
    assert not page.notice.isVisible()


def test_without_a_checklist_photos_and_notes_remain(screen, desk, signed, monkeypatch):
    bare = changed(signed.instrument, checklist=())
    monkeypatch.setattr(type(signed), "instrument", property(lambda _visit: bare))
    page = screen(ObservationScreen, replace(desk, visit=signed))
    assert page.no_checklist.isVisible()
    assert page.photos.isVisible()
    signed.captures.record(Note(text="seen"), Place(site="hanxi"))
    spots = spots_of(signed)
    assert spots.complete == 1
    page.next_open()
    assert page.spot.id != "hanxi"
