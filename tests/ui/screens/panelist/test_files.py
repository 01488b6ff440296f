"""Documents are answered by key, asked for, received, taken back, and speak for scores."""

import gc
import weakref
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from app.model.capture import DocumentCheck, DocumentState, Finding, Stance
from app.services.captures import Place
from ui.models.documents import ago, documents_of
from ui.models.evidence import Evidence
from ui.screens.base import Target
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.files_part import SAMPLE, SIMILAR
from ui.stages import panelist_stages

PLAN, TABLE = "ev_progress_plan", "ev_progress_table"


@pytest.fixture
def page(screen, desk, signed):
    made = screen(FilesScreen, desk)
    made.activateWindow()
    made.enter()
    return made


@pytest.fixture
def record(visit, bus):
    """Stores a check; `district` where its block is per district."""

    def _record(evidence, state, district=None, **fields):
        body = DocumentCheck(state=DocumentState(state), **fields)
        return bus.run(
            lambda: visit.captures.record(body, Place(item=evidence, district=district)), None
        ).id

    return _record


def checks(visit):
    return {(c.item, c.district): c.body for c in visit.captures.all("document")}


def press(qtbot, *keys):
    for key in keys:
        target = QApplication.focusWidget()
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def test_what_is_asked_for_is_listed_where_one_scores(page, visit):
    places = [row.name for row in page.documents.places.rows.rows]
    assert places == ["服务监测", "服务成效", "服务质量", "第一片区", "第二片区", "第三片区"]
    assert page.documents.tabs.accessibleDescription() == "Documents 0/53"


def test_one_answers_complete_and_goes_on_to_the_next(page, visit, qtbot):
    assert page.documents.list.hasFocus()
    press(qtbot, "1", "1")
    assert checks(visit) == {
        (TABLE, None): DocumentCheck(state=DocumentState.COMPLETE),
        (PLAN, None): DocumentCheck(state=DocumentState.COMPLETE),
    }
    assert page.documents.list.current_id == "ev_ledger@"


def test_two_and_three_stay_so_that_one_can_say_more(page, visit, qtbot):
    press(qtbot, "2", Qt.Key.Key_Return)
    assert page.documents.panel.where.hasFocus()
    press(qtbot, "second shelf", Qt.Key.Key_Return)
    assert checks(visit)[TABLE, None] == DocumentCheck(
        state=DocumentState.PARTIAL, where="second shelf"
    )
    assert page.documents.list.hasFocus()
    press(qtbot, "3")
    assert checks(visit)[TABLE, None].state is DocumentState.MISSING
    assert checks(visit)[TABLE, None].where == "second shelf"


def test_a_remark_in_chinese_goes_to_the_document_that_it_was_written_for(
    page, visit, qtbot, commit
):
    press(qtbot, "2")
    page.documents.panel.remark.setFocus()
    commit(page.documents.panel.remark, "缺十一月", "que shiyiyue")
    page.documents.list.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert checks(visit)[TABLE, None].remark == "缺十一月"
    assert page.documents.panel.remark.toPlainText() == ""


def test_nothing_can_be_said_of_a_document_before_it_is_answered(page):
    assert page.documents.panel.where.isReadOnly()
    assert page.documents.panel.remark.isReadOnly()


def test_four_asks_for_it_with_the_time_and_r_notes_that_it_came(page, visit, qtbot):
    before = datetime.now(UTC).replace(microsecond=0)
    press(qtbot, "4")
    asked = checks(visit)[TABLE, None]
    assert asked.state is DocumentState.PENDING
    assert before <= asked.requested_at <= datetime.now(UTC)
    assert asked.received_at is None
    assert page.documents.tabs.accessibleDescription() == "Documents 1/53"
    press(qtbot, "R")
    assert checks(visit)[TABLE, None].received_at is not None
    press(qtbot, "1")
    seen = checks(visit)[TABLE, None]
    assert seen.state is DocumentState.COMPLETE
    assert seen.requested_at == asked.requested_at
    assert seen.received_at is not None


def test_r_pressed_by_mistake_is_taken_back_by_another_one(page, visit, qtbot):
    press(qtbot, "4", "R", "R")
    assert checks(visit)[TABLE, None].received_at is None


def test_the_request_list_says_what_is_outstanding_and_for_how_long(page, record):
    now = datetime.now(UTC).replace(microsecond=0)
    record(TABLE, "pending", requested_at=now - timedelta(minutes=35))
    record(
        PLAN,
        "complete",
        requested_at=now - timedelta(hours=2),
        received_at=now - timedelta(minutes=5),
    )
    first, second = page.documents.panel.requests.rows.rows
    assert (first.open, second.open) == (True, False)
    assert first.detail.endswith("35 minutes ago")
    assert "received" in second.detail


def test_return_in_the_request_list_goes_to_the_document(page, record, qtbot):
    record("ev_maps", "pending", "d2", requested_at=datetime.now(UTC))
    page.documents.panel.requests.setFocus()
    page.documents.panel.requests.setCurrentIndex(page.documents.panel.requests.rows.index(0))
    press(qtbot, Qt.Key.Key_Return)
    assert page.documents.places.current_id == "quality@d2"
    assert page.documents.list.current_id == "ev_maps@d2"
    assert page.documents.list.hasFocus()


def test_an_answer_is_taken_back_with_delete_and_comes_back_with_undo(page, visit, qtbot, bus):
    press(qtbot, "3", Qt.Key.Key_Delete)
    assert checks(visit) == {}
    bus.run(visit.undo, None)
    assert checks(visit)[TABLE, None].state is DocumentState.MISSING


def test_a_click_on_a_circle_answers(page, visit, qtbot):
    listing = page.documents.list
    box = listing.visualRect(listing.rows.index_of("ev_ledger@"))
    at = box.topLeft()
    at.setX(round(listing.right()) - 20)
    at.setY(box.top() + 18)
    qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert checks(visit)["ev_ledger", None].state is DocumentState.PENDING


def test_the_next_open_document_is_found_in_another_district(page, record):
    for document in documents_of(page.visit).all:
        if document.id != "ev_plan@d2":
            record(document.evidence.id, "complete", document.district)
    page.next_open()
    assert page.documents.places.current_id == "quality@d2"
    assert page.documents.list.current_id == "ev_plan@d2"
    assert page.here().district == "d2"
    assert page.here().item == "q_plan"


def test_when_all_is_answered_it_says_so(page, record, qtbot):
    for document in documents_of(page.visit).all:
        record(document.evidence.id, "complete", document.district)
    with qtbot.waitSignal(page.told) as said:
        page.next_open()
    assert said.args == ["Every document is answered."]
    row = next(row for row in panelist_stages(page.visit) if row.id == "files")
    assert row.share == 1
    assert row.detail.endswith("53/53 documents")


def test_a_recused_district_is_not_asked_for(screen, desk, visit):
    visit.captures.sign("评委丙", confidential=True, recusals={"d1": "旧同事"})
    page = screen(FilesScreen, desk)
    assert "第一片区" not in [row.name for row in page.documents.places.rows.rows]


def test_a_link_goes_to_the_document_that_a_capture_is_about(page, record):
    wanted = record("ev_outcome_case", "missing", "d3")
    page.reveal(Target("files", capture=wanted))
    assert page.documents.list.current_id == "ev_outcome_case@d3"


def test_a_check_is_evidence_beside_the_score(page, record, visit):
    record("ev_maps", "partial", "d1", where="wall")
    block, item = visit.instrument.find_item("q_maps")
    evidence = Evidence(visit)
    rows = [evidence.row(capture) for capture in evidence.of_cell(block, item, "d1")]
    assert [(row.name, row.state) for row in rows] == [("三张地图", "partly there")]


def test_after_handing_in_nothing_can_be_answered(page, visit, qtbot, bus):
    bus.run(visit.handin.hand_in, None)
    page.documents.list.setFocus()
    press(qtbot, "1")
    assert checks(visit) == {}
    assert page.documents.notice.isVisible()
    assert page.documents.sealed.isVisible()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes ago"), (59, "59 minutes ago"), (60, "1 hour ago"), (3000, "2 days ago")],
)
def test_how_long_ago_is_said_in_the_largest_unit(minutes, words):
    now = datetime(2024, 1, 16, 12, tzinfo=UTC)
    assert ago(now - timedelta(minutes=minutes), now) == words


def test_arrows_on_the_tabs_change_the_part_and_keep_the_keyboard_there(page, qtbot):
    page.documents.tabs.setFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert page.part is page.sample
    assert page.sample.tabs.hasFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert page.part is page.similar


def test_showing_any_part_saves_nothing(page, bus, qtbot):
    with qtbot.assertNotEmitted(bus.changed):
        for name in (SAMPLE, SIMILAR):
            page.show_part(name)
            page.refresh()
            page.flush()


def test_the_page_is_freed_when_it_is_closed(qapp, theme, desk, signed):
    page = FilesScreen(desk)
    page.show()
    page.show_part(SAMPLE)
    page.show_part(SIMILAR)
    page.close()
    held = weakref.ref(page)
    gc.disable()
    try:
        page.deleteLater()
        del page
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert held() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("size", [(1166, 736), (855, 480)])
def test_the_page_fits_into_the_room_it_gets(size, screen, desk, signed):
    page = screen(FilesScreen, desk, *size)
    assert (page.width(), page.height()) == size


def test_every_field_and_button_of_every_part_has_a_name(page):
    for name in ("documents", SAMPLE, SIMILAR):
        page.show_part(name)
        reached = [
            widget
            for widget in page.part.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert [type(w).__name__ for w in reached if not w.accessibleName()] == []
        assert not [a for a in page.part.findChildren(QAction) if a.shortcut().toString() == "1"]


def test_what_is_to_be_verified_is_settled_beside_the_documents(page, visit, bus, qtbot):
    def ask(text, **place):
        body = Finding(stance=Stance.VERIFY, text=text)
        return bus.run(lambda: visit.captures.record(body, Place(**place)), None).id

    others = [ask(f"who answers at night {number}") for number in range(5)]
    own = ask("are the plans of two households there", item=page.here().item)
    panel = page.documents.panel
    assert [row.id for row in panel.open.rows.rows] == [own, *others[:2]]
    panel.choose(own)
    panel.outcome.setFocus()
    qtbot.keyClicks(panel.outcome, "both are")
    page.flush()
    assert visit.captures.get(own).body.outcome == "both are"
    assert [row.id for row in panel.open.rows.rows] == others[:3]
    assert [row.id for row in panel.done.rows.rows] == [own]


def test_an_outcome_and_where_a_document_was_seen_do_not_get_in_each_others_way(
    page, visit, bus, qtbot
):
    body = Finding(stance=Stance.VERIFY, text="who answers at night")
    asked = bus.run(lambda: visit.captures.record(body), None).id
    press(qtbot, "2", Qt.Key.Key_Return)
    qtbot.keyClicks(page.documents.panel.where, "second floor")
    page.documents.panel.choose(asked)
    page.documents.panel.outcome.setFocus()
    qtbot.keyClicks(page.documents.panel.outcome, "the duty phone")
    page.flush()
    assert checks(visit)[TABLE, None].where == "second floor"
    assert visit.captures.get(asked).body.outcome == "the duty phone"
