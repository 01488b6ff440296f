"""Sheets on paper: entered for somebody, counted at once, open until a second person looked."""

from decimal import Decimal

import pytest

from app.errors import UserError
from app.model.base import changed
from app.model.capture import ScoreState, Stance
from app.model.outcome import OpenKind
from app.model.panel import Panelist
from app.rules.scoring import outside
from app.rules.told import shown
from app.services.paper import Draft
from tests.app.conftest import score_all, sheet_of

D = Decimal
ALL = {
    ("plan", "d1"): D(8),
    ("plan", "d2"): D(9),
    ("care", "d1"): D(18),
    ("care", "d2"): D(16),
    ("whole", None): D(35),
}


@pytest.fixture
def visit(day):
    return day.visit


def open_kinds(visit):
    return [one.kind for one in visit.merging.outcome.open]


def test_a_paper_sheet_counts_like_any_other_and_stays_open_until_confirmed(visit):
    visit.paper.fill("jia", ALL)
    assert visit.merging.gathered.score("jia", "whole", None).values == ("35",)
    assert visit.paper.people() == ("jia",)
    assert OpenKind.CONFIRM in open_kinds(visit)
    visit.paper.confirm("jia", "工作人员B")
    assert OpenKind.CONFIRM not in open_kinds(visit)
    assert visit.paper.check_of("jia").by == "工作人员B"


def test_a_figure_that_changes_after_the_check_is_to_be_checked_again(visit):
    visit.paper.fill("jia", ALL)
    visit.paper.confirm("jia", "工作人员B")
    visit.paper.fill("jia", {("whole", None): D(36)})
    assert visit.paper.check_of("jia") is None
    assert OpenKind.CONFIRM in open_kinds(visit)
    visit.undo()
    assert visit.paper.check_of("jia") is not None


def test_paper_beside_a_sheet_of_the_same_person_is_united_and_differences_are_chosen(day, visit):
    laptop = day.open_for("jia")
    score_all(laptop, "8")
    visit.collecting.collect([sheet_of(laptop)])
    laptop.close()
    visit.paper.fill("jia", {("plan", "d1"): D(8), ("care", "d1"): D(17)})
    same = visit.merging.gathered.score("jia", "plan", "d1")
    other = visit.merging.gathered.score("jia", "care", "d1")
    assert same.values == ("8",)
    assert sorted(other.values) == ["17", "8"]
    visit.decide.pick("jia", "care", "d1", "17", by="评委甲")
    assert visit.merging.decisions().picks[0].value == "17"


def test_entering_is_undone_step_by_step_and_reasons_stay_with_their_score(visit):
    visit.paper.fill("jia", ALL)
    visit.paper.explain("jia", "plan", "d1", "缺一份记录")
    visit.paper.fill("jia", {("plan", "d1"): D(7)})
    assert visit.paper.scores("jia")["plan", "d1"].reason == "缺一份记录"
    visit.undo()
    assert visit.paper.scores("jia")["plan", "d1"].points == D(8)
    visit.undo()
    assert visit.paper.scores("jia")["plan", "d1"].reason == ""
    visit.undo()
    assert visit.paper.sheets() == ()


def test_a_block_that_holds_one_wrong_score_is_not_entered_at_all(visit):
    with pytest.raises(UserError):
        visit.paper.fill("jia", {**ALL, ("care", "d2"): D(21)})
    assert visit.paper.sheets() == ()


def test_not_applicable_only_where_the_instrument_has_it(visit):
    visit.paper.fill("jia", {("care", "d1"): ScoreState.NA})
    with pytest.raises(UserError):
        visit.paper.fill("jia", {("plan", "d1"): ScoreState.NA})
    visit.paper.fill("jia", {("care", "d1"): None})
    assert visit.paper.sheets() == ()


def test_who_has_nothing_to_score_there_and_who_is_unknown_are_refused(visit):
    with pytest.raises(UserError, match="nothing to score"):
        visit.paper.fill("staff", {("whole", None): D(1)})
    with pytest.raises(UserError, match="not on the panel"):
        visit.paper.fill("nobody", {("whole", None): D(1)})


@pytest.mark.parametrize("by", ["", "  ", "评委甲", "工作人员A"])
def test_the_check_takes_a_second_person(visit, by):
    visit.paper.fill("jia", ALL)
    with pytest.raises(UserError):
        visit.paper.confirm("jia", by)


def test_opinions_from_paper_are_found_among_the_findings_with_their_author(visit):
    visit.paper.add_findings("yi", [Draft(Stance.PRAISE, " 台账齐全 ", "quality", "d1")])
    (capture, body), *_rest = visit.merging.gathered.findings()
    assert (capture.author, capture.district, body.text) == ("yi", "d1", "台账齐全")
    finding = visit.paper.findings("yi")[0]
    visit.paper.change_finding(changed(finding, text="台账齐全，更新及时"))
    assert visit.merging.gathered.findings()[0][1].text == "台账齐全，更新及时"
    with pytest.raises(UserError):
        visit.paper.change_finding(changed(finding, text="  "))
    visit.paper.remove_finding(finding.id)
    assert visit.merging.gathered.findings() == ()
    visit.undo()
    assert len(visit.merging.gathered.findings()) == 1


def test_a_paper_sheet_is_taken_out_with_a_reason_and_brought_back_by_undo(visit):
    visit.paper.fill("jia", ALL)
    visit.paper.add_findings("jia", [Draft(Stance.CONCERN, "走访记录不全")])
    with pytest.raises(UserError):
        visit.paper.discard("jia", " ")
    visit.paper.discard("jia", "录错了人")
    assert visit.paper.sheets() == ()
    visit.undo()
    assert visit.paper.scores("jia").keys() == ALL.keys()
    assert len(visit.paper.findings("jia")) == 1


def test_what_is_no_longer_assigned_is_kept_and_not_counted(visit):
    visit.paper.fill("jia", ALL)
    only_yi = tuple(a for a in visit.setup.assignments if a.panelist == "yi")
    visit.setups.change(changed(visit.setup, assignments=only_yi))
    assert visit.paper.scores("jia").keys() == ALL.keys()
    kept = outside(visit.instrument, visit.setup, visit.merging.gathered)
    assert {(cell.panelist, cell.item) for cell in kept} == {("jia", item) for item, _d in ALL}


def test_the_audit_tells_what_was_entered_in_words(visit):
    visit.paper.fill("jia", {("care", "d1"): D(17)})
    latest = visit.audit(1)[0]
    assert shown(latest.after) == "建档跟进·第一片区 17"
    assert shown(latest.before) == "建档跟进·第一片区 not scored"


def test_somebody_who_joined_late_can_be_entered_too(visit):
    visit.setups.change(
        changed(visit.setup, panel=(*visit.setup.panel, Panelist(id="new", name="评委己")))
    )
    visit.paper.add_findings("new", [Draft(Stance.PRAISE, "接待有序")])
    assert "new" in visit.paper.people()
    assert visit.merging.outcome is not None
