"""Find everywhere: over the page, by kind, with the words marked; Enter goes to the place."""

import gc
import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.model.capture import Stance
from app.model.rounds import Party, PointKind, Step
from app.services.find import Found
from app.services.paper import Draft
from app.services.rounds import Sent
from tests.libraries import sample_day, sample_evening
from ui.models.find import GROUPS, found_rows, grouped, target_of
from ui.pages import COORDINATOR, PANELIST
from ui.visit_page import VisitPage
from ui.widgets.find import FindOverlay


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A library with the evening of a sample and one panelist's day."""
    library = sample_evening().put(tmp_path_factory.mktemp("found"))
    yield library, library.summaries()[0].folder, sample_evening().known[0]
    library.close()


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """A library of its own, so that no own sheet stands beside the evening's."""
    library = sample_day().put(tmp_path_factory.mktemp("day"))
    yield library, sample_day().known
    library.close()


@pytest.fixture
def visit(day):
    library, name = day
    made = library.open_visit(name)
    yield made
    made.close()


@pytest.fixture
def evening(filled):
    library, name, _pack = filled
    made = library.open_visit(name)
    yield made
    made.close()


@pytest.fixture
def window(show):
    made = QWidget()
    made.field = QLineEdit(made)
    show(made, 1366, 768)
    made.activateWindow()
    made.field.setFocus()
    return made


@pytest.fixture
def find(window, context, visit):
    return FindOverlay(replace(context, visit=visit), tuple(PANELIST), window)


@pytest.fixture
def targets(find):
    found = []
    find.chosen.connect(found.append)
    return found


def rows(find):
    return [row for row in find.list.rows.rows if row.id]


def headings(find):
    return [row.text for row in find.list.rows.rows if not row.id]


def test_it_opens_with_the_keyboard_in_its_field(find, qtbot):
    find.open()
    assert QApplication.focusWidget() is find.field
    assert find.empty.isVisible()
    assert find.count == 0


def test_two_characters_by_input_method_find_and_mark(find, commit_text):
    find.open()
    commit_text(find.field, "社工", "shegong")
    assert find.count > 3
    for row in rows(find):
        assert {row.text[start:end] for start, end in row.hits} == {"社工"}


def test_kinds_stand_under_their_headings_in_a_fixed_order(find, commit_text):
    find.open()
    commit_text(find.field, "社工")
    order = [group.name for group in GROUPS]
    assert [order.index(name) for name in headings(find)] == sorted(
        order.index(name) for name in headings(find)
    )


def test_enter_goes_to_the_place_and_closes(find, targets, visit, commit_text, qtbot):
    find.open()
    commit_text(find.field, "手作")
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    (target,) = targets
    assert find.isHidden()
    captures = {c.id: c for c in visit.captures.all()}
    assert "手作" in str(captures[target.capture].body)


def test_the_arrows_choose_and_go_round(find, targets, commit_text, qtbot):
    find.open()
    commit_text(find.field, "社工")
    first = find.list.current_id
    qtbot.keyClick(find.field, Qt.Key.Key_Down)
    second = find.list.current_id
    assert second != first
    qtbot.keyClick(find.field, Qt.Key.Key_Up)
    qtbot.keyClick(find.field, Qt.Key.Key_Up)
    assert find.list.current_id == str(find.count - 1)
    assert QApplication.focusWidget() is find.field


def test_nothing_found_says_so(find, commit_text):
    find.open()
    commit_text(find.field, "没有的词")
    assert find.empty.isVisible()
    assert find.count == 0


def test_escape_gives_the_keyboard_back(find, window, targets, qtbot):
    find.open()
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    assert find.isHidden()
    assert window.field.hasFocus()
    assert targets == []


def test_a_click_beside_the_sheet_closes_it(find, qtbot):
    find.open()
    qtbot.mouseClick(find, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert find.isHidden()


def test_the_words_looked_for_last_are_there_to_be_typed_over(find, commit_text, qtbot):
    find.open()
    commit_text(find.field, "手作")
    find.put_away()
    find.open()
    assert find.field.selectedText() == "手作"
    assert find.count > 0


def test_tab_stays_inside_the_sheet(find, qtbot):
    find.open()
    for _step in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert find.isAncestorOf(QApplication.focusWidget())


def test_what_was_just_recorded_is_found(window, context, day, commit_text):
    library, name = day
    visit = library.open_visit(name)
    page = VisitPage(replace(context, visit=visit), PANELIST, lambda _context: (), window)
    page.resize(1366, 768)
    page.show()
    page.go("interviews")
    page.current.choose("new:buyer")
    commit_text(page.current.form.rows[0].answer, "随时都能转介")
    page.open_find()
    commit_text(page.finder.field, "随时")
    assert page.finder.count == 1
    page.go("scoring")
    page.finder.follow()
    assert page.current_id == "interviews"
    assert page.current.form.rows[0].answer.text() == "随时都能转介"
    page.close_down()
    visit.undo()
    visit.close()


@pytest.mark.parametrize("query", ["社工", "服务", "片区", "钟村", "评委", "记录"])
def test_a_panelist_is_led_to_a_page_that_there_is_for_every_hit_of_the_kind(visit, query):
    for one in grouped(visit.find(query, 60)):
        target = target_of(visit, one, tuple(PANELIST))
        assert target is None or target.page in PANELIST
        if one.kind in ("finding", "score", "interview", "survey"):
            assert target is not None


@pytest.mark.parametrize("query", ["社工", "服务", "钟村"])
def test_the_coordinator_is_led_somewhere_from_every_hit(evening, query):
    found = grouped(evening.find(query, 60))
    assert found
    for one in found:
        assert target_of(evening, one, tuple(COORDINATOR)) is not None
    named = [row for row in found_rows(evening, found) if "评委" in row.place]
    assert named


def led_to(visit, words, kind):
    (one,) = (hit for hit in visit.find(words, 60) if hit.kind == kind)
    return target_of(visit, one, tuple(COORDINATOR))


def test_replies_complaints_and_papers_lead_to_their_places(filled):
    library, name, _pack = filled
    visit, known = library.open_visit(name), library.calendars.calendars()
    on, by = visit.setup.visited_on, visit.setup.panel[0].id
    try:
        visit.rounds.reply(Party.BUYER, on, text="整体认同")
        reply = visit.rounds.all().replies[0].id
        visit.rounds.add_point(reply, PointKind.FACT, text="名册数字有出入")
        point = visit.rounds.all().replies[0].points[0].id
        for step in (Step.REPORT, Step.CONFIRMATION, Step.POSTED):
            visit.rounds.record(step, on, known, Sent(what="挂网截图"))
        visit.rounds.complain(on, text="公示名单漏人")
        complaint = visit.rounds.all().complaints[0].id
        visit.paper.add_findings(by, [Draft(Stance.CONCERN, "纸上写的意见")])
        opinion = visit.paper.findings(by)[0].id
        target = led_to(visit, "整体认同", "reply")
        assert (target.page, target.place, target.item) == ("rounds", "replies", reply)
        assert led_to(visit, "有出入", "reply").item == f"{reply}/{point}"
        target = led_to(visit, "漏人", "complaint")
        assert (target.page, target.place, target.item) == ("rounds", "complaints", complaint)
        target = led_to(visit, "纸上写的", "paper-finding")
        assert (target.page, target.panelist, target.capture) == ("paper", by, opinion)
        steps = {target_of(visit, hit, tuple(COORDINATOR)).item for hit in visit.find("截图", 60)}
        assert steps == {"report", "confirmation", "posted"}
    finally:
        visit.close()


def test_every_kind_that_can_be_found_has_a_group(visit):
    at = visit.captures.all()[0].at
    kinds = {c.kind for c in visit.captures.all()} | {"photo", "sample", "similar", "reaction"}
    found = [Found(kind, "1", "x", (), "", at) for kind in kinds]
    assert {row.text for row in found_rows(visit, grouped(found)) if not row.id} <= {
        group.name for group in GROUPS
    }


def test_others_words_stay_closed_while_ones_own_sheet_is_open(
    window, context, evening, filled, commit_text
):
    library, _name, pack = filled
    made = FindOverlay(replace(context, visit=evening, library=library), tuple(COORDINATOR), window)
    made.open()
    commit_text(made.field, "社工")
    before = made.count
    library.open_pack(pack.raw, pack.code).close()
    made.look()
    assert 0 < made.count < before
    assert all(not row.place.startswith("评委") for row in rows(made))


def test_the_sheet_is_freed_with_its_window(qapp, theme, context, visit):
    window = QWidget()
    held = weakref.ref(FindOverlay(replace(context, visit=visit), (), window))
    gc.disable()
    try:
        window.deleteLater()
        del window
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert held() is None
    finally:
        gc.enable()


@pytest.fixture
def commit_text(qapp):
    """Gives an editor a text as an input method does: composed first, then committed."""

    def _commit(editor, text, preedit=""):
        QApplication.sendEvent(editor, QInputMethodEvent(preedit or text, []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    return _commit
