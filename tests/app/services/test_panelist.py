"""What a panelist can record, and what is refused."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.model.capture import Finding, Note, Stance
from app.services.captures import Place
from tests.app.conftest import score_all, sheet_of, sign

PRAISE = Finding(stance=Stance.PRAISE, text="台账清楚")


def test_scoring_is_locked_until_signed(panelist):
    with pytest.raises(UserError, match="Sign in"):
        panelist.scores.give("plan", "d1", Decimal(8))
    sign(panelist)
    panelist.scores.give("plan", "d1", Decimal(8))
    assert panelist.scores.given()["plan", "d1"].points == 8


@pytest.mark.parametrize(
    ("item", "district", "points"),
    [
        ("plan", "d1", "10.1"),
        ("plan", "d1", "-1"),
        ("plan", "d1", "8.05"),
        ("plan", None, "8"),
        ("plan", "d9", "8"),
        ("whole", "d1", "8"),
        ("nothing", "d1", "8"),
    ],
)
def test_a_score_out_of_place_range_or_step_is_refused(panelist, item, district, points):
    sign(panelist)
    with pytest.raises(UserError):
        panelist.scores.give(item, district, Decimal(points))
    assert not panelist.scores.given()


def test_not_applicable_only_where_the_instrument_has_it(panelist):
    sign(panelist)
    panelist.scores.give("care", "d1", None)
    assert panelist.scores.given()["care", "d1"].points is None
    with pytest.raises(UserError, match="not applicable"):
        panelist.scores.give("plan", "d1", None)


def test_a_reason_stays_when_the_points_change(panelist):
    sign(panelist)
    panelist.scores.give("plan", "d1", Decimal(8), reason="少一份计划")
    panelist.scores.give("plan", "d1", Decimal(7))
    assert panelist.scores.given()["plan", "d1"].reason == "少一份计划"
    panelist.scores.explain("plan", "d1", "少两份计划")
    assert panelist.scores.given()["plan", "d1"].reason == "少两份计划"
    with pytest.raises(UserError):
        panelist.scores.explain("care", "d1", "没有分")


def test_recusal_closes_a_district_and_leaves_the_others(panelist):
    sign(panelist)
    panelist.captures.recuse("d1", recused=True, reason="曾在该片区任职")
    with pytest.raises(UserError, match="recused"):
        panelist.scores.give("plan", "d1", Decimal(8))
    panelist.scores.give("plan", "d2", Decimal(8))
    assert {district for _b, _i, district in panelist.scores.cells()} == {"d2", None}
    panelist.captures.recuse("d1", recused=False)
    panelist.scores.give("plan", "d1", Decimal(8))


def test_staff_score_nothing(day):
    visit = day.open_for("staff")
    sign(visit)
    assert visit.scores.cells() == ()
    with pytest.raises(UserError, match="not assigned"):
        visit.scores.give("plan", "d1", Decimal(8))
    visit.close()


def test_clearing_a_score_can_be_undone(panelist):
    sign(panelist)
    panelist.scores.give("plan", "d1", Decimal(8), reason="少一份计划")
    panelist.scores.clear("plan", "d1")
    assert not panelist.scores.given()
    panelist.undo()
    assert panelist.scores.given()["plan", "d1"].reason == "少一份计划"


def test_a_finding_is_recorded_changed_deleted_and_brought_back(panelist):
    created = panelist.captures.record(PRAISE, Place(item="plan", district="d1"))
    reworded = Finding(stance=Stance.PRAISE, text="台账清楚，索引好找")
    panelist.captures.change(created.id, reworded)
    panelist.captures.remove(created.id)
    assert panelist.captures.findings() == ()
    panelist.undo()
    assert panelist.captures.findings()[0].body == reworded
    panelist.undo()
    assert panelist.captures.findings()[0].body == PRAISE


@pytest.mark.parametrize(
    "place", [Place(item="no"), Place(district="no"), Place(block="no"), Place(site="no")]
)
def test_a_place_that_is_not_there_is_refused(panelist, place):
    with pytest.raises(UserError, match="There is no"):
        panelist.captures.record(PRAISE, place)


@pytest.mark.parametrize("text", ["a\x00b", "a\x0cb", "a\ud800b", "a\ufffeb"])
def test_characters_that_break_documents_are_refused(panelist, text):
    with pytest.raises(UserError, match="character"):
        panelist.captures.record(Note(text=text))
    assert panelist.captures.all("note") == ()


@pytest.mark.parametrize("text", ["表情😀", "\u200fمن اليمين", "a\u0301", '<a> & "b"', "长" * 5000])
def test_unusual_texts_come_back_equal(panelist, text):
    created = panelist.captures.record(Note(text=text))
    assert panelist.captures.get(created.id).body.text == text


def test_a_handed_in_sheet_is_closed_until_reopened_with_a_reason(panelist):
    score_all(panelist)
    handed = panelist.handin.hand_in()
    assert handed.revision == 1
    with pytest.raises(UserError, match="revision 1"):
        panelist.captures.record(PRAISE)
    with pytest.raises(UserError, match="revision 1"):
        panelist.scores.give("plan", "d1", Decimal(9))
    with pytest.raises(UserError):
        panelist.handin.hand_in()
    with pytest.raises(UserError):
        panelist.handin.reopen("  ")
    panelist.handin.reopen("漏记一条")
    panelist.captures.record(PRAISE)
    assert panelist.handin.hand_in().revision == 2
    assert [row.reason for row in panelist.handin.history()] == ["", "漏记一条"]


def test_the_same_revision_can_be_saved_again_byte_for_byte(panelist):
    score_all(panelist)
    handed = panelist.handin.hand_in()
    assert panelist.handin.again().raw == handed.raw
    assert panelist.handin.again().check_code == handed.check_code


def test_undo_does_not_reach_behind_a_hand_in(panelist):
    score_all(panelist)
    panelist.handin.hand_in()
    assert not panelist.undo()


def test_a_sheet_without_signature_cannot_be_handed_in(panelist):
    with pytest.raises(UserError, match="Sign in"):
        panelist.handin.hand_in()


def test_a_reissued_pack_takes_the_place_and_keeps_the_entries(day, panelist):
    sign(panelist)
    panelist.scores.give("plan", "d1", Decimal(8))
    panelist.close()
    again = day.open_for("jia")
    assert again.scores.given()["plan", "d1"].points == 8
    assert day.visit.collecting.look([sheet_of(again)])[0].refusal is None
    again.close()
    assert len(day.laptop("jia").summaries()) == 1
