"""Interviews: written question by question, several side by side, nobody named by number."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.model.base import changed, to_json
from app.model.capture import Exchange, Finding, Interview, Stance
from app.model.station import Role
from app.services.captures import Place
from ui.screens.base import Target
from ui.screens.panelist.interviews import InterviewsScreen
from ui.stages import panelist_stages
from ui.widgets.quick import QuickCapture


@pytest.fixture
def page(screen, desk, signed):
    made = screen(InterviewsScreen, desk)
    made.activateWindow()
    return made


@pytest.fixture
def put(visit, bus):
    """Records an interview; its id."""

    def _put(guide, *answers, place=None, **fields):
        exchanges = tuple(Exchange(question=q, answer=a) for q, a in answers)
        body = Interview(guide=guide, exchanges=exchanges, **fields)
        return bus.run(lambda: visit.captures.record(body, place or Place()), None).id

    return _put


def stored(visit):
    return [c.body for c in visit.captures.all("interview")]


def answers(page):
    return [row.answer.text() for row in page.form.rows]


def names(page):
    return [row.name for row in page.column.list.rows.rows]


def test_every_kind_of_the_guide_waits_and_nothing_is_stored_by_looking(page, visit):
    assert names(page) == [guide.label for guide in visit.instrument.guides]
    for key in [row.id for row in page.column.list.rows.rows]:
        page.choose(key)
    page.flush()
    assert stored(visit) == []


def test_an_answer_is_on_disk_when_typing_pauses_and_the_cursor_stays(page, visit, qtbot, hasty):
    page.enter()
    editor = QApplication.focusWidget()
    assert editor is page.form.rows[0].answer
    qtbot.keyClicks(editor, "three things")
    hasty(page)
    qtbot.waitUntil(lambda: bool(stored(visit)), timeout=3000)
    qtbot.keyClicks(editor, " first")
    page.flush()
    (body,) = stored(visit)
    assert body.guide == "director"
    assert body.exchanges == (Exchange(question="director_1", answer="three things first"),)
    assert QApplication.focusWidget() is editor
    assert page.current == visit.captures.all("interview")[0].id


def test_chinese_through_an_input_method_is_stored_once(page, visit, commit):
    page.enter()
    commit(page.form.rows[0].answer, "先补建档", "xianbu")
    page.flush()
    page.flush()
    assert [e.answer for e in stored(visit)[0].exchanges] == ["先补建档"]


def test_what_is_composed_is_kept_when_another_interview_is_chosen(page, visit):
    page.enter()
    QApplication.sendEvent(page.form.rows[0].answer, QInputMethodEvent("jiandang", []))
    page.choose("new:worker")
    assert stored(visit)[0].exchanges[0].answer == "jiandang"
    assert answers(page) == [""] * 5


def test_ctrl_enter_goes_from_question_to_question(page, visit, qtbot):
    page.enter()
    for text in ("one", "two"):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        page.done()
    page.flush()
    assert [(e.question, e.answer) for e in stored(visit)[0].exchanges] == [
        ("director_1", "one"),
        ("director_2", "two"),
    ]
    assert QApplication.focusWidget() is page.form.rows[2].answer


def test_tab_goes_from_question_to_question(page, qtbot):
    page.enter()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.form.rows[1].answer


def test_after_the_last_field_the_next_open_interview_comes(page, qtbot):
    page.form.remark.setFocus()
    qtbot.keyClicks(page.form.remark, "done")
    for row in page.form.rows:
        row.answer.setFocus()
        qtbot.keyClicks(row.answer, "x")
    page.form.remark.setFocus()
    page.done()
    assert page.form.key == "new:worker"


def test_a_question_of_ones_own_is_added_by_a_key(page, visit, qtbot):
    page.enter()
    key, alt = Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(QApplication.focusWidget(), key, alt)
    asked = QApplication.focusWidget()
    assert asked is page.form.rows[-1].asked
    assert not asked.visibleRegion().isEmpty()
    qtbot.keyClicks(asked, "who at night?")
    qtbot.keyClick(asked, key)
    qtbot.keyClicks(QApplication.focusWidget(), "the duty phone")
    page.flush()
    assert stored(visit)[0].exchanges == (Exchange(asked="who at night?", answer="the duty phone"),)


def test_switching_keeps_everything_of_both(page, visit, qtbot):
    page.enter()
    qtbot.keyClicks(QApplication.focusWidget(), "from the director")
    page.choose("new:worker")
    page.form.focus_first()
    qtbot.keyClicks(QApplication.focusWidget(), "from the worker")
    first, second = (row.id for row in page.column.list.rows.rows[:2])
    page.choose(first)
    assert answers(page)[0] == "from the director"
    second = visit.captures.all("interview")[1].id
    page.choose(second)
    assert answers(page)[0] == "from the worker"


def test_an_interview_of_a_kind_is_added_where_the_last_one_was(page, put, visit, qtbot):
    put("user", ("user_1", "yes"), code="D3-01", place=Place(district="d3", site="nanao"))
    page.add("user")
    assert page.form.head.place() == Place(district="d3")
    assert QApplication.focusWidget() is page.form.head.code
    qtbot.keyClicks(page.form.head.code, "D3-02")
    page.done()
    qtbot.keyClicks(QApplication.focusWidget(), "no")
    page.flush()
    made = visit.captures.all("interview")[1]
    assert (made.body.code, made.district) == ("D3-02", "d3")
    assert stored(visit)[0].code == "D3-01"


@pytest.mark.parametrize("number", ["13812345678", "110101199003070011"])
def test_a_code_that_looks_like_a_persons_number_is_refused(page, put, visit, qtbot, number):
    put("user", ("user_1", "yes"), code="D3-01")
    page.choose(visit.captures.all("interview")[0].id)
    code = page.form.head.code
    code.setFocus()
    code.selectAll()
    qtbot.keyClicks(code, number)
    assert number in page.form.head.problem
    page.flush()
    qtbot.keyClicks(page.form.rows[1].answer, "talked")
    page.flush()
    (body,) = stored(visit)
    assert body.code == "D3-01"
    assert body.exchanges[-1].answer == "talked"
    assert number in page.form.head.problem
    assert code.text() == number


def test_a_telephone_number_in_an_answer_is_warned_of_and_kept(page, visit, qtbot):
    page.enter()
    row = page.form.rows[0]
    qtbot.keyClicks(row.answer, "call 13812345678")
    assert row.note.isVisible()
    page.flush()
    assert stored(visit)[0].exchanges[0].answer == "call 13812345678"


def test_who_speaks_for_the_buyer_is_filled_in_from_the_setup(page, visit):
    page.choose("new:buyer")
    assert page.form.head.who.text() == visit.setup.organisations[Role.BUYER].person


def test_the_ring_shows_the_questions_answered(page, put):
    put("buyer", ("buyer_1", "a"), ("buyer_2", "b"))
    (row,) = (r for r in page.column.list.rows.rows if r.share)
    assert row.share == pytest.approx(0.5)


def test_undo_takes_an_answer_back_out_of_the_field(page, put, visit, bus, qtbot):
    talk = put("buyer", ("buyer_1", "first"))
    page.choose(talk)
    visit.end_typing()
    editor = page.form.rows[0].answer
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "second")
    page.flush()
    bus.run(visit.undo, None)
    assert editor.text() == "first"


def test_a_deleted_interview_comes_back_with_undo(page, put, visit, bus, qtbot):
    talk = put("buyer", ("buyer_1", "kept"))
    page.choose(talk)
    page.column.list.setFocus()
    qtbot.keyClick(page.column.list, Qt.Key.Key_Delete)
    assert stored(visit) == []
    bus.run(visit.undo, None)
    assert [b.exchanges[0].answer for b in stored(visit)] == ["kept"]


def test_a_question_that_the_guide_no_longer_holds_keeps_its_answer(page, put, visit, qtbot):
    talk = put("buyer", ("gone_7", "old words"), ("buyer_1", "new words"))
    page.choose(talk)
    assert sorted(filter(None, answers(page))) == ["new words", "old words"]
    qtbot.keyClicks(page.form.remark, "!")
    page.flush()
    assert {e.answer for e in stored(visit)[0].exchanges} == {"old words", "new words"}


def test_what_is_noted_in_an_interview_links_to_it(page, put, visit, bus):
    talk = put("buyer", ("buyer_1", "a"), place=Place(district="d2"))
    page.choose(talk)
    here = page.here()
    assert (here.district, here.link) == ("d2", talk)
    body = Finding(stance=Stance.PRAISE, text="prompt", links=(here.link,))
    bus.run(lambda: visit.captures.record(body), None)
    assert [row.text for row in page.panel.findings.rows.rows] == ["prompt"]
    page.choose("new:worker")
    assert page.panel.findings.rows.rows == ()


def test_a_quick_note_keeps_the_interview_that_it_came_from(page, put, desk, visit, qtbot):
    talk = put("buyer", ("buyer_1", "a"), place=Place(district="d2"))
    page.choose(talk)
    quick = QuickCapture(desk, page)
    quick.open_for(page.here())
    assert quick.why
    qtbot.keyClicks(quick.text, "prompt")
    qtbot.keyClick(quick.text, Qt.Key.Key_Return)
    (finding,) = visit.captures.findings()
    assert (finding.body.links, finding.district) == ((talk,), "d2")


def test_without_guides_the_page_says_so(screen, desk, signed):
    store = signed.state.store
    bare = to_json(changed(signed.instrument, guides=())).decode()
    with store.log.operation("Change"):
        store.documents.write("instrument", 1, bare, store.stamp())
    page = screen(InterviewsScreen, desk)
    assert not page.form.isVisible()
    page.enter()
    page.next_open()
    page.done()
    page.flush()


def test_the_rail_counts_interviews_then_responses(put, visit, signed, bus):
    def detail():
        return next(r for r in panelist_stages(visit) if r.id == "interviews").detail

    assert detail().endswith("0/7 interviews")
    bus.run(lambda: visit.survey.enter(known=3), None)
    assert detail().endswith("1 response")
    put("buyer", ("buyer_1", "a"))
    assert detail().endswith("1/7 interviews")


def test_a_question_carried_along_is_settled_beside_the_interview(page, visit, bus, qtbot):
    body = Finding(stance=Stance.VERIFY, text="who answers at night")
    finding = bus.run(lambda: visit.captures.record(body), None).id
    page.panel.choose(finding)
    qtbot.keyClicks(page.panel.outcome, "the duty phone")
    page.flush()
    assert visit.captures.get(finding).body.outcome == "the duty phone"


def test_a_link_shows_the_interview(page, put):
    talk = put("buyer", ("buyer_1", "a"))
    page.tabs.choose("survey")
    page.reveal(Target("interviews", capture=talk))
    assert not page.on_survey
    assert page.current == talk


def test_after_handing_in_interviews_can_only_be_looked_at(page, put, visit, bus, qtbot):
    talk = put("buyer", ("buyer_1", "a"))
    page.choose(talk)
    bus.run(visit.handin.hand_in, None)
    qtbot.keyClicks(page.form.rows[0].answer, "late")
    page.flush()
    assert stored(visit)[0].exchanges[0].answer == "a"
    assert page.notice.isVisible()


def test_the_page_is_freed_with_its_window(qapp, theme, desk, signed):
    page = InterviewsScreen(desk)
    page.show()
    page.choose("new:worker")
    held = weakref.ref(page)
    gc.disable()
    try:
        page.deleteLater()
        del page
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert held() is None
    finally:
        gc.enable()


def test_the_question_that_is_gone_to_is_in_sight_in_a_low_window(screen, desk, signed, put, qtbot):
    guide = signed.instrument.guides[0]
    put(guide.kind, *((q.id, "说过") for q in guide.questions[:-1]))
    made = screen(InterviewsScreen, desk, 911, 512)
    made.activateWindow()
    made.enter()
    last = made.form.rows[len(guide.questions) - 1].answer
    assert last.hasFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
