"""The rail of the evening: each step's line and share, without any page."""

from decimal import Decimal

import pytest

from app.model.base import changed
from tests.ui.screens.coordinator.panel import Panel
from ui.steps import coordinator_steps


@pytest.fixture
def panel(context, tmp_path):
    made = Panel(context, tmp_path)
    yield made
    made.close()


def steps(visit, **how):
    return {row.id: row for row in coordinator_steps(visit, **how)}


def test_steps_stand_in_the_order_of_the_evening(panel):
    names = [row.id for row in coordinator_steps(panel.visit)]
    assert names == [
        "setup",
        "issue",
        "collect",
        "merge",
        "parties",
        "findings",
        "follow_up",
        "report",
        "rounds",
        "audit",
    ]


def test_the_record_says_how_much_was_changed_and_is_nothing_to_be_done(panel):
    before = panel.visit.history.count
    panel.visit.decide.enter_party("buyer", Decimal(18))
    row = steps(panel.visit)["audit"]
    assert (row.detail, row.share) == (f"{before + 1} changes", None)


def test_a_fresh_visit_says_what_it_waits_for(context, tmp_path):
    fresh = Panel(context, tmp_path, issue=False)
    rows = steps(fresh.visit)
    assert (rows["issue"].detail, rows["issue"].share) == ("not begun", 0.0)
    assert rows["collect"].detail == "0/4 handed in"
    assert rows["merge"].detail == "waits for sheets"
    assert rows["report"].detail == "waits for the total"
    fresh.close()


def test_the_parties_are_told_the_same_before_and_after_the_first_sheet(panel):
    panel.visit.decide.enter_party("buyer", Decimal(18))
    assert not panel.visit.merging.is_begun
    before = steps(panel.visit)["parties"]
    panel.collect(panel.sheet("jia"))
    assert panel.visit.merging.is_begun
    assert panel.visit.merging.vetoes == panel.visit.merging.outcome.vetoes
    assert steps(panel.visit)["parties"] == before
    assert before.detail.startswith("1/")


def test_the_day_s_end_is_read_off_the_rail(panel):
    panel.collect(*(panel.sheet(who) for who in ("jia", "yi", "bing")))
    for party in ("buyer", "bureau"):
        panel.visit.decide.enter_party(party, Decimal(18))
    rows = steps(panel.visit)
    assert (rows["issue"].detail, rows["issue"].share) == ("4/4 issued", 1.0)
    assert (rows["collect"].detail, rows["collect"].share) == ("3/4 handed in", 0.75)
    assert (rows["merge"].detail, rows["merge"].share) == ("nothing to settle", 1.0)
    assert rows["parties"].detail == "1 veto to check"
    assert rows["report"].detail.startswith(str(panel.visit.merging.outcome.total))


def test_divergence_and_settlements_are_counted(panel):
    apart = ("18", "10", "22", "13", "13")
    panel.collect(panel.sheet("jia"), panel.sheet("yi"), panel.sheet("bing", apart))
    assert steps(panel.visit)["merge"].detail == "1 to look at"
    panel.visit.decide.settle("q_files", "d1", Decimal(20), reason="复核", by="评委甲")
    assert steps(panel.visit)["merge"].detail == "1 settled"
    assert steps(panel.visit)["merge"].share == 1.0


def test_nothing_of_others_shows_while_the_own_sheet_is_open(panel):
    panel.collect(panel.sheet("jia"), panel.sheet("yi"), panel.sheet("bing"))
    rows = steps(panel.visit, closed=True)
    for page in ("merge", "parties", "findings", "report"):
        assert rows[page].detail == "after your own sheet"
        assert rows[page].share == 0.0


def test_the_set_up_says_what_must_be_mended_and_which_version_is_in_force(context, tmp_path):
    fresh = Panel(context, tmp_path, issue=False)
    assert (steps(fresh.visit)["setup"].detail, steps(fresh.visit)["setup"].share) == ("all set", 1)
    whole = fresh.visit.setup
    fresh.visit.setups.change(changed(whole, assignments=()))
    row = steps(fresh.visit)["setup"]
    assert row.detail.endswith("things to mend")
    assert row.share < 1
    assert steps(fresh.visit)["issue"].detail == "waits for the set-up"
    fresh.close()
