"""Links by hand between scores, findings and evidence; what is gone is shown nowhere."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.model.capture import Answer, AnswerValue, Finding, Note, Score, Stance
from app.model.sheet import Verdict
from app.services.captures import Place
from tests.app.conftest import score_all, sheet_of, sign

NOTE = Note(text="站长说台账在二楼")
CONCERN = Finding(stance=Stance.CONCERN, text="缺一份计划")


@pytest.fixture
def scored(panelist):
    """`plan` in d1 has 8 of 10 points."""
    sign(panelist)
    panelist.scores.give("plan", "d1", Decimal(8), reason="缺一份")
    return panelist


@pytest.fixture
def note(scored):
    return scored.captures.record(NOTE).id


@pytest.fixture
def concern(scored):
    return scored.captures.record(CONCERN).id


def links(visit):
    return visit.scores.given()["plan", "d1"].links


def test_a_score_is_linked_to_evidence_and_to_a_finding(scored, note, concern):
    scored.links.toggle_score("plan", "d1", note)
    scored.links.toggle_score("plan", "d1", concern)
    assert links(scored) == (note, concern)
    assert scored.links.of_score("plan", "d1") == (note, concern)
    score = scored.scores.find("plan", "d1")
    assert scored.links.referring(note) == scored.links.referring(concern) == (score,)


def test_a_link_leaves_points_and_reason_and_a_new_score_leaves_the_link(scored, note):
    scored.links.toggle_score("plan", "d1", note)
    scored.scores.give("plan", "d1", Decimal(7))
    scored.scores.explain("plan", "d1", "缺两份")
    scored.scores.fill({("plan", "d1"): Decimal(6), ("care", "d1"): Decimal(20)})
    assert scored.scores.given()["plan", "d1"] == Score(
        points=Decimal(6), reason="缺两份", links=(note,)
    )


def test_linking_again_takes_the_link_away_and_undo_brings_it_back(scored, note):
    scored.links.toggle_score("plan", "d1", note)
    scored.links.toggle_score("plan", "d1", note)
    assert links(scored) == ()
    scored.undo()
    assert links(scored) == (note,)
    scored.undo()
    assert links(scored) == ()
    assert scored.links.referring(note) == ()
    scored.redo()
    assert links(scored) == (note,)


def test_a_link_is_a_step_of_its_own_beside_typing(scored, note):
    scored.scores.explain("plan", "d1", "缺")
    scored.links.toggle_score("plan", "d1", note)
    scored.scores.explain("plan", "d1", "缺一份计划")
    scored.undo()
    assert scored.scores.given()["plan", "d1"] == Score(
        points=Decimal(8), reason="缺", links=(note,)
    )
    scored.undo()
    assert scored.scores.given()["plan", "d1"].links == ()


def test_linking_twice_or_taking_away_what_is_not_linked_writes_nothing(scored, note):
    score = scored.scores.find("plan", "d1").id
    assert scored.links.link(score, note)
    assert not scored.links.link(score, note)
    assert scored.links.unlink(score, note)
    assert not scored.links.unlink(score, note)


def test_a_finding_is_linked_to_evidence_and_not_to_a_finding(scored, note, concern):
    scored.links.link(concern, note)
    assert scored.captures.get(concern).body.links == (note,)
    assert [c.id for c in scored.links.referring(note)] == [concern]
    other = scored.captures.record(CONCERN).id
    for holder, capture in ((concern, other), (concern, concern), (note, concern)):
        with pytest.raises(UserError, match="Only evidence"):
            scored.links.link(holder, capture)


def test_a_score_is_not_linked_to_a_score(scored):
    scored.scores.give("care", "d1", Decimal(20))
    with pytest.raises(UserError, match="Only evidence"):
        scored.links.toggle_score("plan", "d1", scored.scores.find("care", "d1").id)


def test_an_open_cell_is_scored_first(scored, note):
    with pytest.raises(UserError, match="Score the cell first"):
        scored.links.toggle_score("care", "d2", note)


def test_what_is_gone_cannot_be_linked(scored, note):
    scored.captures.remove(note)
    with pytest.raises(UserError, match="gone"):
        scored.links.toggle_score("plan", "d1", note)


def test_what_was_deleted_is_linked_no_longer_until_undo_brings_it_back(scored, note):
    scored.links.toggle_score("plan", "d1", note)
    scored.captures.remove(note)
    assert scored.links.of_score("plan", "d1") == ()
    scored.undo()
    assert scored.links.of_score("plan", "d1") == (note,)


def test_clearing_a_score_takes_its_links_and_undo_brings_both(scored, note):
    scored.links.toggle_score("plan", "d1", note)
    scored.scores.clear("plan", "d1")
    assert scored.links.of_score("plan", "d1") == ()
    assert scored.links.referring(note) == ()
    scored.undo()
    assert scored.links.of_score("plan", "d1") == (note,)


def test_evidence_that_is_answered_anew_stays_linked(scored):
    answer = scored.captures.record(Answer(value=AnswerValue.YES), Place(site="s1")).id
    scored.links.toggle_score("plan", "d1", answer)
    scored.captures.record(Answer(value=AnswerValue.NO), Place(site="s1"))
    assert scored.links.of_score("plan", "d1") == (answer,)


def test_after_handing_in_links_are_closed(scored, note):
    scored.handin.hand_in()
    with pytest.raises(UserError, match="handed in"):
        scored.links.toggle_score("plan", "d1", note)
    assert links(scored) == ()


def test_a_link_to_something_deleted_disturbs_neither_merge_nor_report(day, tmp_path):
    for who in ("jia", "yi"):
        visit = day.open_for(who)
        score_all(visit)
        lost = [visit.captures.record(body).id for body in (NOTE, CONCERN)]
        for capture in lost:
            visit.links.toggle_score("plan", "d1", capture)
        kept = visit.captures.record(CONCERN, Place(block="quality", district="d1")).id
        visit.links.link(kept, lost[0])
        for capture in lost:
            visit.captures.remove(capture)
        collected = day.visit.collecting.collect([sheet_of(visit)])
        assert [one.verdict for one in collected.sheets] == [Verdict.MERGED]
        visit.close()
    part = day.visit.merging.outcome.block("quality").districts[0]
    assert (part.cells[0].value, len(part.cells[0].givens[0].links)) == (8, 2)
    assert len(day.visit.findings.curated()) == 2
    assert day.visit.report.export("panyu", tmp_path / "report.docx").findings == 2
