"""The rail says when each stage is planned and how far it has come."""

import pytest

from app.model.capture import Finding, Stance
from app.services.captures import Place
from ui.pages import PANELIST
from ui.stages import panelist_stages


def by_id(visit):
    return {row.id: row for row in panelist_stages(visit)}


def test_a_new_visit_waits_for_the_signature(visit):
    rows = by_id(visit)
    assert list(rows) == [page for page in PANELIST if page != "audit"]
    assert {row.share for row in rows.values()} == {0.0}
    assert rows["sign_in"].detail == "08:45·not signed"
    assert rows["scoring"].detail == "15:30·locked"


def test_signing_completes_the_first_stage_and_opens_scoring(signed):
    rows = by_id(signed)
    assert rows["sign_in"].share == 1
    assert rows["scoring"].detail.endswith("0/34 scores")


def test_scoring_is_complete_when_every_score_is_there(signed):
    values = {(i.id, d): i.full for _block, i, d in signed.scores.cells()}
    left = dict(list(values.items())[1:])
    signed.scores.fill(left)
    assert by_id(signed)["scoring"].share == pytest.approx(33 / 34)
    signed.scores.fill(values)
    assert by_id(signed)["scoring"].share == 1


def test_a_recused_district_leaves_the_count(visit):
    visit.captures.sign("丙", confidential=True, recusals={"d1": "旧同事"})
    assert by_id(visit)["scoring"].detail.endswith("0/26 scores")


def test_feedback_is_complete_when_every_own_block_has_a_word_and_nothing_is_unverified(signed):
    blocks = ("monitoring", "effect", "quality")
    for block in blocks:
        body = Finding(stance=Stance.PRAISE, text="好")
        signed.captures.record(body, Place(block=block))
    assert by_id(signed)["feedback"].share == 1
    signed.captures.record(Finding(stance=Stance.VERIFY, text="再问"))
    assert by_id(signed)["feedback"].share < 1
    assert by_id(signed)["feedback"].detail.endswith("1 to verify")


def test_handing_in_and_reopening_show_in_the_last_stage(signed):
    signed.handin.hand_in()
    assert by_id(signed)["hand_in"].share == 1
    signed.handin.reopen("漏了一条")
    assert by_id(signed)["hand_in"].detail.endswith("reopened")
