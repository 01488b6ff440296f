"""Collecting, merging and deciding, with sheets that really travelled."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.exchange.crypto import LOWEST
from app.model.base import changed
from app.model.capture import Finding, Note, Stance
from app.model.decision import Unit, VetoState
from app.model.outcome import OpenKind
from app.model.sheet import Verdict
from app.services.captures import Place
from tests.app.conftest import score_all, sheet_of, sign


def verdicts(collected):
    return [one.verdict for one in collected.sheets]


def play(day, panelist, points, laptop="", findings=()):
    visit = day.open_for(panelist, laptop)
    score_all(visit, points)
    for text in findings:
        place = Place(block="quality", district="d1")
        visit.captures.record(Finding(stance=Stance.CONCERN, text=text), place)
    sheet = sheet_of(visit)
    visit.close()
    return sheet


def settle_everything(day):
    day.visit.collecting.collect([play(day, "jia", "8"), play(day, "yi", "9")])
    day.visit.decide.enter_party("buyer", Decimal("92.5"), Unit.PERCENT)
    day.visit.decide.check_veto("illegal", VetoState.NOT_FOUND)


def test_the_total_is_the_sum_of_the_printed_lines(day):
    settle_everything(day)
    outcome = day.visit.merging.outcome
    # quality: (8.5 + 8.5) / 30 x 30 = 17; whole: 8.5; buyer: 30 x 92.5 % = 27.75
    assert [line.converted for line in outcome.lines] == [
        Decimal("17.00"),
        None,
        Decimal("8.50"),
        Decimal("27.75"),
    ]
    assert outcome.total == Decimal("53.25")
    assert (outcome.grade, outcome.open) == ("不合格", ())


def test_collecting_again_changes_nothing(day):
    sheet = play(day, "jia", "8")
    assert verdicts(day.visit.collecting.collect([sheet])) == [Verdict.MERGED]
    before = day.visit.merging.outcome
    again = day.visit.collecting.collect([sheet, sheet])
    assert verdicts(again) == [Verdict.UNCHANGED, Verdict.UNCHANGED]
    assert not again.changes
    assert day.visit.merging.outcome == before


def test_an_older_revision_is_history(day):
    visit = day.open_for("jia")
    score_all(visit, "8")
    first = sheet_of(visit)
    visit.handin.reopen("改分")
    visit.scores.give("plan", "d1", Decimal(5))
    second = sheet_of(visit)
    visit.close()
    collected = day.visit.collecting.collect([second, first])
    assert verdicts(collected) == [Verdict.MERGED, Verdict.OLDER]
    assert day.visit.merging.gathered.score("jia", "plan", "d1").values == ("5",)


def test_a_sheet_that_is_taken_out_counts_no_more_and_can_come_back(day):
    settle_everything(day)
    before = day.visit.merging.outcome
    digest = day.visit.collecting.rows()[0].hash
    with pytest.raises(UserError):
        day.visit.collecting.remove(digest, "")
    day.visit.collecting.remove(digest, "交错了表")
    assert day.visit.merging.outcome.total is None
    day.visit.undo()
    assert day.visit.merging.outcome == before
    assert all(error is None for _hash, error in day.visit.collecting.verify())


def test_a_sheet_of_a_withdrawn_key_waits_until_it_is_taken(day):
    sheet = play(day, "jia", "8")
    day.visit.packs.issue(("jia",), LOWEST)
    looked = day.visit.collecting.collect([sheet]).sheets[0]
    assert (looked.verdict, looked.withdrawn) == (Verdict.REFUSED, True)
    assert day.visit.collecting.accepted() == ()
    taken = day.visit.collecting.collect([sheet], withdrawn_too=True)
    assert verdicts(taken) == [Verdict.MERGED]


def test_two_laptops_of_one_person_unite_and_conflicts_are_picked(day):
    pack = day.visit.packs.issue(("jia",), LOWEST).packs[0]
    sheets = []
    for laptop, points in (("one", "8"), ("two", "9")):
        visit = day.laptop(laptop).open_pack(pack.raw, pack.code, clock=day.clock)
        sign(visit)
        visit.scores.give("plan", "d1", Decimal(points), reason=f"理由{laptop}")
        visit.captures.record(Note(text=f"笔记{laptop}"))
        sheets.append(sheet_of(visit))
        visit.close()
    day.visit.collecting.collect(sheets)
    cell = day.visit.merging.gathered.score("jia", "plan", "d1")
    assert cell.values == ("8", "9")
    assert cell.reasons == ("理由one", "理由two")
    kinds = {one.kind for one in day.visit.merging.outcome.open}
    assert OpenKind.CONFLICT in kinds
    with pytest.raises(UserError):
        day.visit.decide.pick("jia", "plan", "d1", "7", by="工作人员A")
    day.visit.decide.pick("jia", "plan", "d1", "9", by="工作人员A")
    assert OpenKind.CONFLICT not in {one.kind for one in day.visit.merging.outcome.open}


def test_a_settlement_holds_until_the_given_scores_change(day):
    settle_everything(day)
    day.visit.decide.settle("plan", "d1", Decimal("7.25"), reason="复核", by="评委甲")
    assert day.visit.merging.outcome.block("quality").districts[0].value == Decimal("15.75")
    day.visit.collecting.remove(day.visit.collecting.rows()[0].hash, "重交")
    assert OpenKind.OUTDATED in {one.kind for one in day.visit.merging.outcome.open}
    day.visit.undo()
    assert day.visit.merging.outcome.block("quality").districts[0].value == Decimal("15.75")
    day.visit.decide.unsettle("plan", "d1", reason="看错一页")
    assert day.visit.merging.outcome.block("quality").districts[0].value == 17


def test_a_settlement_is_withdrawn_with_a_reason_alone(day):
    settle_everything(day)
    day.visit.decide.settle("plan", "d1", Decimal("7.25"), reason="复核", by="评委甲")
    with pytest.raises(UserError, match="reason for withdrawing"):
        day.visit.decide.unsettle("plan", "d1", reason=" ")
    assert len(day.visit.merging.decisions().settlements) == 1
    assert not day.visit.decide.unsettle("care", "d1", reason="").tables
    assert day.visit.decide.unsettle("plan", "d1", reason="看错一页").tables
    assert not day.visit.decide.unsettle("plan", "d1", reason="看错一页").tables


@pytest.mark.parametrize("points", ["-0.1", "10.01", "NaN", "1e9"])
def test_a_settlement_out_of_range_is_refused(day, points):
    settle_everything(day)
    with pytest.raises(UserError):
        day.visit.decide.settle("plan", "d1", Decimal(points), reason="复核", by="评委甲")


def test_a_found_veto_sets_the_grade_and_leaves_the_score(day):
    settle_everything(day)
    with pytest.raises(UserError, match="evidence"):
        day.visit.decide.check_veto("illegal", VetoState.FOUND)
    day.visit.decide.enter_party("buyer", Decimal(30))
    day.visit.decide.check_veto("illegal", VetoState.FOUND, evidence="处罚决定书")
    outcome = day.visit.merging.outcome
    assert outcome.grade == "不合格"
    assert outcome.total == Decimal("55.50")
    day.visit.undo()
    assert day.visit.merging.outcome.vetoes[0].state is VetoState.NOT_FOUND


def test_while_something_is_open_there_is_no_total(day):
    outcome = day.visit.merging.outcome
    assert (outcome.total, outcome.grade) == (None, None)
    assert outcome.provisional == 0
    day.visit.decide.enter_party("buyer", Decimal(20))
    assert day.visit.merging.outcome.provisional == 20


@pytest.mark.parametrize(
    ("party", "value", "unit"),
    [
        ("buyer", "30.01", Unit.POINTS),
        ("buyer", "100.1", Unit.PERCENT),
        ("buyer", "-1", Unit.POINTS),
        ("third_party", "50", Unit.POINTS),
        ("nobody", "5", Unit.POINTS),
    ],
)
def test_a_party_score_out_of_range_or_place_is_refused(day, party, value, unit):
    with pytest.raises(UserError):
        day.visit.decide.enter_party(party, Decimal(value), unit)


def test_the_set_up_makes_a_new_version_once_packs_are_out(day):
    station = changed(day.visit.setup.station, address="人民路1号")
    day.visit.setups.change(changed(day.visit.setup, station=station))
    assert day.visit.setup_version == 1
    day.visit.packs.issue(cost=LOWEST)
    moved = changed(station, address="人民路2号")
    day.visit.setups.change(changed(day.visit.setup, station=moved))
    assert day.visit.setup_version == 2
    day.visit.setups.change(changed(day.visit.setup, form="yuexiu"))
    assert day.visit.setup_version == 2
    with pytest.raises(UserError, match="instrument"):
        day.visit.instruments.choose(changed(day.visit.instrument, title="另一套"))


def test_packs_do_not_go_out_with_errors_in_the_set_up(day):
    day.visit.setups.change(changed(day.visit.setup, assignments=()))
    with pytest.raises(UserError, match="problems"):
        day.visit.packs.issue()
    assert day.visit.packs.issued() == ()


def test_every_finding_is_used_joined_or_left_out(day):
    sheets = [
        play(day, "jia", "8", findings=("档案缺联系方式", "计划没有写频次")),
        play(day, "yi", "9", findings=("档案里没有电话",)),
    ]
    day.visit.collecting.collect(sheets)
    first, second, third = day.visit.findings.all()
    day.visit.findings.join((first.id, third.id), "档案缺联系方式和电话")
    day.visit.findings.leave_out(second.id, "与档案一条重复")
    coverage = day.visit.findings.coverage()
    assert (coverage.total, coverage.used, coverage.left_out) == (3, 2, 1)
    assert [f.text for f in day.visit.findings.curated()] == ["档案缺联系方式和电话"]
    joined = next(f for f in day.visit.findings.all() if not f.left_out)
    origins = {c.body.text for c in day.visit.findings.origins(joined)}
    assert origins == {"档案缺联系方式", "档案里没有电话"}
    day.visit.findings.split(joined.id)
    assert len(day.visit.findings.curated()) == 2
    day.visit.undo()
    day.visit.undo()
    day.visit.undo()
    assert [f.text for f in day.visit.findings.all()] == [first.text, second.text, third.text]


def test_findings_move_and_are_reworded_and_pinned(day):
    day.visit.collecting.collect([play(day, "jia", "8", findings=("一", "二", "三"))])
    one, _two, three = day.visit.findings.all()
    day.visit.findings.move(three.id, one.id)
    assert [f.text for f in day.visit.findings.all()] == ["三", "一", "二"]
    day.visit.findings.move(three.id, None)
    assert [f.text for f in day.visit.findings.all()] == ["一", "二", "三"]
    day.visit.findings.reword(one.id, "第一条")
    day.visit.findings.pin(one.id, "conclusion", pinned=True)
    assert day.visit.findings.curated()[0].pins == ("conclusion",)
    with pytest.raises(UserError):
        day.visit.findings.reword(one.id, " ")


def test_a_joined_finding_goes_with_its_last_sheet(day):
    day.visit.collecting.collect([play(day, "jia", "8", findings=("一", "二"))])
    one, two = day.visit.findings.all()
    day.visit.findings.join((one.id, two.id), "一和二")
    day.visit.collecting.remove(day.visit.collecting.rows()[0].hash, "重交")
    assert day.visit.findings.all() == ()


def test_the_audit_says_who_did_what_before_and_after(day):
    settle_everything(day)
    day.visit.decide.settle("plan", "d1", Decimal(7), reason="复核", by="评委甲")
    newest = day.visit.audit()[0]
    assert (newest.who, newest.label) == ("工作人员A", "Settle {item}")
    assert (newest.place, newest.after) == ("第一片区", "7；复核；评委甲")


def test_a_backup_is_made_before_sheets_are_merged(day):
    backups = day.visit.folder / "backups"
    day.visit.collecting.collect([play(day, "jia", "8")])
    assert len(list(backups.glob("*.db"))) == 1


def test_a_panelist_cannot_do_the_coordinators_work(day):
    visit = day.open_for("jia")
    for attempt in (
        visit.packs.issue,
        lambda: visit.collecting.collect([]),
        lambda: visit.decide.enter_party("buyer", Decimal(1)),
        lambda: visit.setups.change(changed(visit.setup, form="yuexiu")),
    ):
        with pytest.raises(UserError, match="coordinator"):
            attempt()
    visit.close()
