"""From evidence and findings one sees the scores that rest on them, and goes there by keys."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.model.capture import (
    Answer,
    AnswerValue,
    DocumentCheck,
    DocumentState,
    Finding,
    Interview,
    Note,
    Photo,
    Reference,
    Similar,
    Stance,
)
from app.rules.sampling import Listed, Size, population_of
from app.services.captures import ANYWHERE, Place
from ui.models.links import target_of
from ui.models.roles import Role
from ui.screens.base import Target
from ui.screens.panelist.briefing import BriefingScreen
from ui.screens.panelist.feedback import FeedbackScreen
from ui.screens.panelist.files import FilesScreen
from ui.screens.panelist.interviews import InterviewsScreen
from ui.screens.panelist.observation import ObservationScreen

CONTROL = Qt.KeyboardModifier.ControlModifier
CELL = ("q_maps", "d1")
CONCERN = Finding(stance=Stance.CONCERN, text="资产图缺一处", order=1)
PAIR = Similar(
    left=Reference(record="个案 3"), right=Reference(record="个案 7"), likeness=Decimal("0.9")
)


@pytest.fixture
def scored(signed):
    signed.scores.give(*CELL, Decimal("1.8"), reason="缺一处")
    return signed


@pytest.fixture
def use(scored):
    """Records something that the score of the cell is linked to."""

    def _use(body, place=ANYWHERE):
        made = scored.captures.record(body, place).id
        scored.links.toggle_score(*CELL, made)
        return made

    return _use


def shown(strip):
    rows = [strip.list.rows.index(n).data(Role.SHOWN) for n in range(strip.list.rows.rowCount())]
    return [(row.name, row.state) for row in rows] if strip.isVisible() else []


def site(visit):
    return visit.setup.districts[0].sites[0]


EVIDENCE = [
    (
        BriefingScreen,
        "links",
        lambda visit: (Note(text="资产图在二楼", stage="briefing"), Place()),
    ),
    (
        ObservationScreen,
        "links",
        lambda visit: (Photo(blob="0" * 64, caption="公示栏"), Place(site=site(visit).id)),
    ),
    (
        ObservationScreen,
        "links",
        lambda visit: (
            Answer(value=AnswerValue.NO),
            Place(item=visit.instrument.checklist[0].id, site=site(visit).id),
        ),
    ),
    (
        FilesScreen,
        "documents.links",
        lambda visit: (
            DocumentCheck(state=DocumentState.PARTIAL),
            Place(item="ev_maps", district="d1"),
        ),
    ),
    (
        InterviewsScreen,
        "links",
        lambda visit: (Interview(guide=visit.instrument.guides[0].kind), Place()),
    ),
]


@pytest.mark.parametrize(("kind", "strip", "make"), EVIDENCE)
def test_evidence_tells_which_score_rests_on_it_and_leads_there(
    kind, strip, make, screen, desk, use, visit, going, qtbot
):
    capture = use(*make(visit))
    page = screen(kind, desk)
    page.activateWindow()
    page.reveal(target_of(visit, capture))
    found = page
    for part in strip.split("."):
        found = getattr(found, part)
    assert shown(found) == [("三图一表·第一片区", "1.8")]
    targets = going(page)
    found.list.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [(t.page, t.item, t.district) for t in targets] == [("scoring", *CELL)]


def test_a_draw_tells_which_score_rests_on_it(screen, desk, scored):
    population = population_of([Listed(f"个案 {n}") for n in range(10)])
    draw = scored.samples.draw(population, Size(number=3), "seed").id
    page = screen(FilesScreen, desk)
    page.reveal(Target("files", capture=draw))
    assert shown(page.sample.links) == []
    scored.links.toggle_score(*CELL, draw)
    page.sample.refresh()
    assert shown(page.sample.links) == [("三图一表·第一片区", "1.8")]


def test_a_pair_of_texts_is_shown_by_the_finding_that_came_of_it(scored):
    finding = scored.captures.record_linked(PAIR, CONCERN).id
    pair = scored.captures.all("similar")[0].id
    assert target_of(scored, pair).capture == finding
    scored.captures.remove(finding)
    assert (target_of(scored, pair).page, target_of(scored, pair).capture) == ("files", pair)


def test_what_was_deleted_leads_nowhere(scored):
    note = scored.captures.record(Note(text="x")).id
    scored.captures.remove(note)
    assert target_of(scored, note) is None


@pytest.fixture
def feedback(screen, desk, use, visit):
    """The page with a concern that the score is linked to, and the keyboard on it."""
    finding = use(CONCERN, Place(item="q_maps", district="d1"))
    page = screen(FeedbackScreen, desk)
    page.activateWindow()
    page.reveal(Target("feedback", capture=finding))
    return page, finding


def test_a_finding_says_how_many_scores_rest_on_it_and_which(feedback, going, qtbot):
    page, _finding = feedback
    row = page.concern.list.rows.index(0).data(Role.SHOWN)
    assert row.tag == "1 score"
    assert shown(page.links) == [("三图一表·第一片区", "1.8")]
    targets = going(page)
    page.links.list.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [(t.page, t.item, t.district) for t in targets] == [("scoring", *CELL)]


def test_evidence_is_linked_to_a_finding_by_keys(feedback, scored, qtbot, commit, bus):
    page, finding = feedback
    note = scored.captures.record(Note(text="二楼的资产图")).id
    page.refresh()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CONTROL)
    commit(QApplication.focusWidget(), "二楼")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert scored.captures.get(finding).body.links == (note,)
    assert len(shown(page.links)) == 2
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.concern.list.hasFocus()
    bus.run(scored.undo, None)
    assert scored.captures.get(finding).body.links == ()


def test_another_score_is_linked_from_the_finding(feedback, scored, qtbot, commit):
    page, finding = feedback
    scored.scores.give("q_maps", "d3", Decimal(1), reason="只有两张图")
    page.refresh()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CONTROL)
    commit(QApplication.focusWidget(), "两张图")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert scored.scores.given()["q_maps", "d3"].links == (finding,)


def test_space_on_what_is_linked_takes_the_link_away(feedback, scored, qtbot):
    page, _finding = feedback
    page.links.list.setFocus()
    qtbot.keyClick(page.links.list, Qt.Key.Key_Space)
    assert scored.scores.given()[CELL].links == ()
    assert shown(page.links) == []


def test_a_finding_that_is_deleted_takes_its_strip_along(feedback, scored, bus):
    page, finding = feedback
    bus.run(lambda: scored.captures.remove(finding), None)
    assert not page.links.isVisible()


def test_in_a_narrow_window_the_drawer_opens_for_the_picker_alone(screen, desk, use, visit, qtbot):
    finding = use(CONCERN, Place(item="q_maps", district="d1"))
    page = screen(FeedbackScreen, desk, 855, 480)
    page.activateWindow()
    page.reveal(Target("feedback", capture=finding))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CONTROL)
    assert page.picker.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert page.concern.list.hasFocus()
