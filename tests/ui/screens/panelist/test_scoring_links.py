"""Evidence and findings are linked to a score by keys, shown first, and lead to where they stand."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from app.model.capture import DocumentCheck, DocumentState, Finding, Interview, Note, Stance
from app.services.captures import Place
from ui.models.roles import Role
from ui.screens.base import Target
from ui.screens.panelist.scoring import ScoringScreen

CONTROL = Qt.KeyboardModifier.ControlModifier
PLACE = ("q_maps", "d1")


@pytest.fixture
def recorded(signed):
    """Something that belongs to the cell by itself, and things that do not; ids by word."""
    captures = signed.captures
    made = {
        "near": (
            DocumentCheck(state=DocumentState.PARTIAL),
            Place(item="ev_maps", district="d1"),
        ),
        "note": (Note(text="站长说资产图在二楼", stage="briefing"), Place()),
        "talk": (Interview(guide="residents", who="居委主任"), Place(district="d2")),
        "concern": (
            Finding(stance=Stance.CONCERN, text="资产图缺一处"),
            Place(block="monitoring"),
        ),
    }
    ids = {word: captures.record(body, place).id for word, (body, place) in made.items()}
    signed.scores.give(*PLACE, Decimal("1.8"), reason="缺一处")
    return ids


@pytest.fixture
def page(screen, desk, recorded):
    made = screen(ScoringScreen, desk)
    made.activateWindow()
    made.reveal(Target("scoring", block="quality", item=PLACE[0], district=PLACE[1]))
    made.table.setFocus()
    return made


@pytest.fixture
def press(page, qtbot):
    """Keys go where the keyboard's focus is, as on the day."""

    def _press(*keys, mods=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget() or page, key, mods)

    return _press


@pytest.fixture
def linked(page, visit):
    return lambda: visit.scores.given()[PLACE].links


def pick(page, press, commit, words):
    """Ctrl+L, a few characters, Enter."""
    press(Qt.Key.Key_L, mods=CONTROL)
    commit(QApplication.focusWidget(), words)
    press(Qt.Key.Key_Return)


def names(listing):
    rows = [listing.rows.index(n).data(Role.SHOWN) for n in range(listing.rows.rowCount())]
    return [getattr(row, "name", None) or row.text for row in rows]


def test_a_few_characters_and_enter_link_and_escape_goes_back_to_the_grid(
    page, press, commit, recorded, linked
):
    pick(page, press, commit, "二楼")
    assert linked() == (recorded["note"],)
    assert page.panel.picker.isVisible()
    press(Qt.Key.Key_Escape)
    assert not page.panel.picker.isVisible()
    assert page.table.hasFocus()


def test_linked_ones_come_first_and_are_marked(page, press, commit, recorded):
    assert names(page.panel.evidence) == ["三张地图"]
    pick(page, press, commit, "二楼")
    first, second = (page.panel.evidence.rows.index(n).data(Role.SHOWN) for n in (0, 1))
    assert (first.id, first.linked) == (recorded["note"], True)
    assert (second.id, second.linked) == (recorded["near"], False)
    assert "linked" in first.spoken


def test_a_finding_from_elsewhere_is_linked_and_says_where_it_belongs(
    page, press, commit, recorded
):
    assert names(page.panel.findings) == []
    pick(page, press, commit, "资产图 缺")
    row = page.panel.findings.rows.index(0).data(Role.SHOWN)
    assert (row.id, row.tag, row.place) == (recorded["concern"], "linked", "服务监测")


def test_enter_again_takes_the_link_away_and_undo_brings_it_back(
    page, press, commit, recorded, linked, bus, visit
):
    pick(page, press, commit, "二楼")
    press(Qt.Key.Key_Return)
    assert linked() == ()
    bus.run(visit.undo, None)
    assert linked() == (recorded["note"],)
    assert page.panel.picker.list.rows.index(0).data(Role.SHOWN).linked


def test_undo_in_the_field_is_left_to_the_window(page, press, commit, qtbot):
    done = QShortcut(QKeySequence.StandardKey.Undo, page)
    pick(page, press, commit, "二楼")
    with qtbot.waitSignal(done.activated):
        press(Qt.Key.Key_Z, mods=CONTROL)
    assert page.panel.picker.field.text() == "二楼"


def test_rows_keep_their_places_while_several_are_linked(page, press, recorded, linked):
    press(Qt.Key.Key_L, mods=CONTROL)
    before = names(page.panel.picker.list)
    press(Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert names(page.panel.picker.list) == before
    assert len(linked()) == 2


def test_what_belongs_to_the_cell_stands_on_top_of_the_list(page, press, recorded):
    press(Qt.Key.Key_L, mods=CONTROL)
    assert names(page.panel.picker.list)[0] == "三张地图"
    assert len(names(page.panel.picker.list)) == 4


def test_tab_stays_in_the_picker(page, press):
    press(Qt.Key.Key_L, mods=CONTROL)
    picker = page.panel.picker
    seen = []
    for _press in range(3):
        seen.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    assert seen == [picker.field, picker.list, picker.close_button]
    assert picker.field.hasFocus()


def test_nothing_found_is_said_with_the_words(page, press, commit):
    press(Qt.Key.Key_L, mods=CONTROL)
    commit(QApplication.focusWidget(), "没有这样的")
    assert not page.panel.picker.list.isVisible()
    assert names(page.panel.picker.list) == []


def test_space_on_a_row_links_it_and_enter_goes_there(page, press, recorded, linked, going):
    targets = going(page)
    page.panel.evidence.setFocus()
    press(Qt.Key.Key_Space)
    assert linked() == (recorded["near"],)
    press(Qt.Key.Key_Return)
    assert [(t.page, t.capture) for t in targets] == [("files", recorded["near"])]


@pytest.mark.parametrize(
    ("word", "where"), [("note", "briefing"), ("talk", "interviews"), ("concern", "feedback")]
)
def test_a_link_leads_to_the_page_that_shows_it(page, recorded, going, where, word):
    targets = going(page)
    page.panel.followed.emit(recorded[word])
    assert [(t.page, t.capture) for t in targets] == [(where, recorded[word])]


def test_an_open_cell_is_to_be_scored_first(page, press):
    page.reveal(Target("scoring", block="quality", item=PLACE[0], district="d2"))
    page.table.setFocus()
    press(Qt.Key.Key_L, mods=CONTROL)
    assert not page.panel.picker.isVisible()
    assert "Score the cell first" in page.notice.text()


def test_after_handing_in_nothing_can_be_linked(page, press, linked, bus, visit):
    press(Qt.Key.Key_L, mods=CONTROL)
    bus.run(visit.handin.hand_in, None)
    assert not page.panel.picker.isVisible()
    page.table.setFocus()
    press(Qt.Key.Key_L, mods=CONTROL)
    assert not page.panel.picker.isVisible()
    page.panel.evidence.setFocus()
    press(Qt.Key.Key_Space)
    assert linked() == ()


def test_what_is_deleted_leaves_neither_row_nor_mark(page, recorded, bus, visit):
    for capture in ("note", "concern"):
        bus.run(lambda capture=capture: visit.links.toggle_score(*PLACE, recorded[capture]), None)
    bus.run(lambda: visit.captures.remove(recorded["near"]), None)
    cell = page.model.index_of(*PLACE)
    assert cell.data(Role.SHOWN).has_evidence
    for capture in ("note", "concern"):
        bus.run(lambda capture=capture: visit.captures.remove(recorded[capture]), None)
    assert names(page.panel.evidence) == names(page.panel.findings) == []
    assert not cell.data(Role.SHOWN).has_evidence
    bus.run(visit.undo, None)
    assert names(page.panel.findings) == ["资产图缺一处"]


def test_going_to_another_cell_closes_the_picker(page, press, linked):
    press(Qt.Key.Key_L, mods=CONTROL)
    page.reveal(Target("scoring", block="quality", item=PLACE[0], district="d3"))
    assert not page.panel.picker.isVisible()


def test_in_a_narrow_window_the_picker_lies_over_the_panel(screen, desk, recorded, qtbot):
    page = screen(ScoringScreen, desk, 855, 480)
    page.activateWindow()
    page.reveal(Target("scoring", block="quality", item=PLACE[0], district=PLACE[1]))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_L, CONTROL)
    assert page.panel.picker.isVisible()
    assert page.panel.picker.size() == page.panel.size()


HOSTILE = (
    "长" * 300,
    "😀👩‍👩‍👧 家访",
    "\u202eתיק\u202c 档案",
    "a\nb\tc",
    "[(*+?%{name}",
    " " * 40 + "x",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_listed_found_and_linked(page, press, visit, bus, linked, text):
    note = bus.run(lambda: visit.captures.record(Note(text=text, stage="briefing")), None).id
    press(Qt.Key.Key_L, mods=CONTROL)
    page.panel.picker.field.set_text(" ".join(text.split())[:60])
    page.panel.picker.look()
    assert page.panel.picker.list.current_id == note
    press(Qt.Key.Key_Return)
    assert linked() == (note,)
    assert not page.panel.grab().isNull()
    page.toggle_compare()
    assert not page.grab().isNull()
