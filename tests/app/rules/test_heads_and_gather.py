"""Which sheets count, and the union of what they hold."""

from datetime import timedelta

from app.model.base import changed
from app.model.capture import Answer, AnswerValue, Declaration, Finding, SurveyResponse
from app.model.decision import Objection
from app.rules.gather import gather
from app.rules.heads import find_heads
from app.rules.recusal import find_recusals, is_recused
from app.rules.values import value_points, value_text
from tests.app.rules.worlds import NOON, capture, finding, recusal, score, sheet


def test_the_highest_revision_of_each_device_counts():
    first, second = sheet("p0", {"a": "4"}), sheet("p0", {"a": "3"}, revision=2)
    other = sheet("p0", {"b": "1"}, device="tablet")
    found = find_heads([second, other, first])
    assert found.heads == (second, other)
    assert found.older == (first,)
    assert found.forks == ()


def test_the_same_hash_counts_once_and_stays_confirmed():
    waiting = sheet("p0", {"a": "4"}, device="paper:1", confirmed=False)
    confirmed = changed(waiting, confirmed=True)
    assert find_heads([waiting, confirmed]).heads == (confirmed,)
    assert find_heads([confirmed, waiting]).heads == (confirmed,)


def test_one_revision_with_two_contents_is_a_fork_and_both_count():
    one, two = sheet("p0", {"a": "4"}), sheet("p0", {"a": "3"})
    found = find_heads([one, two])
    assert found.forks == (found.heads,)
    assert {s.hash for s in found.heads} == {one.hash, two.hash}


def test_the_same_content_in_two_files_is_no_fork():
    one = sheet("p0", {"a": "4"})
    found = find_heads([one, changed(one, hash="0" * 64)])
    assert len(found.heads) == 2
    assert found.forks == ()


def test_a_head_replaces_its_predecessor_whole():
    first = sheet("p0", {"a": "4", "b": "2"}, [finding("p0", "旧")])
    second = sheet("p0", {"a": "4"}, revision=2)
    gathered = gather([first, second])
    assert gathered.score("p0", "b", None) is None
    assert gathered.findings() == ()
    assert gathered.heads.older == (first,)


def test_values_that_are_written_differently_are_one():
    gathered = gather([sheet("p0", {"a": "4.2"}), sheet("p0", {"a": "4.20"}, device="tablet")])
    assert gathered.score("p0", "a", None).values == ("4.2",)


def test_two_devices_with_two_values_are_a_conflict_and_their_reasons_unite():
    gathered = gather(
        [
            sheet("p0", {"a": score("4", reason="缺记录", links=("x",))}),
            sheet("p0", {"a": score("3", reason="缺签名", links=("x", "y"))}, device="tablet"),
        ]
    )
    cell = gathered.score("p0", "a", None)
    assert cell.values == ("3", "4")
    assert set(cell.reasons) == {"缺记录", "缺签名"}
    assert set(cell.links) == {"x", "y"}
    assert len(cell.captures) == 2


def test_keyed_cells_come_in_the_order_of_their_keys():
    later = sheet("p1", {"b": "1"}, [recusal("p1")])
    keys = list(gather([later, sheet("p0", {"z": "1", "a": "1"})]).keyed)
    assert keys == sorted(keys)
    assert next(key[:3] for key in keys) == ("declaration", "p1", "")


def test_nobody_scores_in_somebody_elses_name():
    forged = capture("p1", score("0"), item="a")
    gathered = gather([sheet("p0", {}, [forged]), sheet("p1", {"a": "5"})])
    assert gathered.score("p1", "a", None).values == ("5",)
    assert gathered.score("p0", "a", None).values == ("0",)


def test_one_id_with_two_contents_keeps_both_and_is_flagged():
    one, two = finding("p0", "甲", key="same"), finding("p0", "乙", key="same")
    gathered = gather([sheet("p0", {}, [one]), sheet("p0", {}, [two], device="tablet")])
    assert {body.text for _c, body in gathered.findings()} == {"甲", "乙"}
    assert gathered.doubled == ("same",)


def test_one_capture_on_two_devices_is_taken_once():
    same = finding("p0", "甲", key="same")
    gathered = gather([sheet("p0", {}, [same]), sheet("p0", {}, [same], device="tablet")])
    assert gathered.captures == (same,)
    assert gathered.doubled == ()


def test_findings_come_in_their_order_and_then_by_time():
    late, early = finding("p0", "后", minute=9), finding("p1", "先", minute=1)
    last = finding("p0", "末", minute=0, order=5)
    gathered = gather([sheet("p0", {}, [last, late]), sheet("p1", {}, [early])])
    assert [body.text for _c, body in gathered.findings()] == ["先", "后", "末"]


def test_times_without_an_offset_sort_among_the_others():
    naive = changed(finding("p0", "甲"), at=NOON.replace(tzinfo=None) - timedelta(hours=1))
    gathered = gather([sheet("p0", {}, [finding("p0", "乙"), naive])])
    assert [body.text for _c, body in gathered.pairs(Finding)] == ["甲", "乙"]


def test_answers_and_survey_responses_are_there():
    answer = capture("p0", Answer(value=AnswerValue.PARTLY, remark="无标识"), item="q", site="s")
    response = capture("p1", SurveyResponse(code="001"))
    gathered = gather([sheet("p0", {}, [answer]), sheet("p1", {}, [response])])
    cell = gathered.cells(Answer)[0]
    assert (cell.item, cell.site, cell.values, cell.reasons) == ("q", "s", ("partly",), ("无标识",))
    assert gathered.pairs(SurveyResponse) == ((response, response.body),)


def test_one_declared_recusal_holds_over_another_devices_silence():
    quiet = capture("p0", Declaration(signature="评委甲"), device="tablet", district="d1")
    sheets = [sheet("p0", {}, [recusal("p0", "d1")]), sheet("p0", {}, [quiet], device="tablet")]
    found = find_recusals(gather(sheets), ())
    assert found == {("p0", "d1"): ("曾任督导",)}
    assert is_recused(found, "p0", "d1")
    assert not is_recused(found, "p0", "d2")
    assert not is_recused(found, "p0", None)


def test_recusal_for_the_station_holds_in_every_district():
    objection = Objection(panelist="p1", reason="有利益关系", by="汇总人", at=NOON)
    found = find_recusals(gather([]), [objection])
    assert found == {("p1", ""): ("有利益关系",)}
    assert is_recused(found, "p1", "d1")
    assert is_recused(found, "p1", None)


def test_a_value_text_reads_back():
    assert value_points(value_text(score("4.20"))) == score("4.2").points
    assert value_text(score("0.0")) == "0"
    assert value_points(value_text(score("na"))) is None
