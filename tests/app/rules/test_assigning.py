"""Who scores what: a fair proposal, single changes, people who come and go."""

from hypothesis import given
from hypothesis import strategies as st

from app.model.base import changed
from app.model.instrument import Method, Scope
from app.model.panel import Assignment, Duty, Panelist
from app.model.station import District
from app.rules.assigning import (
    Task,
    assigned_as,
    experts,
    loads,
    proposal,
    replaced,
    scorers,
    tasks,
    with_task,
    without,
)
from app.rules.problem import errors
from app.rules.setup_check import setup_problems
from tests.app.rules.worlds import block, instrument, item, setup


def districts(count):
    return tuple(District(id=f"d{n}", name=f"第{n}片区") for n in range(count))


@st.composite
def plans(draw):
    """An instrument of blocks of several sizes and scopes, and a panel with staff in it."""
    blocks = tuple(
        block(
            f"b{n}",
            items=[item(f"b{n}i{k}") for k in range(draw(st.integers(0, 6)))],
            scope=draw(st.sampled_from(Scope)),
        )
        for n in range(draw(st.integers(1, 5)))
    )
    raters = draw(st.integers(1, 5))
    made = setup(blocks, raters=raters, assignments=())
    staff = tuple(
        Panelist(id=f"s{n}", name=f"工作人员{n}", duty=Duty.STAFF)
        for n in range(draw(st.integers(0, 2)))
    )
    made = changed(made, panel=(*made.panel, *staff), districts=districts(draw(st.integers(1, 6))))
    return made, instrument(*blocks)


@given(plans(), st.integers(1, 7))
def test_a_proposal_covers_every_task_evenly_and_without_staff(plan, raters):
    made, tree = plan
    proposed = proposal(made, tree, raters)
    who = {person.id for person in experts(made)}
    for people in scorers(proposed, tree).values():
        assert len(people) == min(raters, len(who))
        assert set(people) <= who
    load = loads(proposed, tree).values()
    largest = max(len(b.scored()) for b in tree.blocks())
    assert max(load) - min(load) <= largest
    assert not errors(setup_problems(proposed, tree))
    assert proposal(made, tree, raters) == proposed


@given(plans(), st.data())
def test_writing_assignments_down_and_reading_them_gives_the_same_scorers(plan, data):
    made, tree = plan
    people = [person.id for person in experts(made)]
    wanted = {
        task: tuple(p for p in people if data.draw(st.booleans())) for task in tasks(made, tree)
    }
    assert scorers(assigned_as(made, tree, wanted), tree) == wanted


@given(plans(), st.data())
def test_putting_somebody_on_a_task_and_off_again_changes_no_scorer(plan, data):
    made, tree = plan
    made = proposal(made, tree, 2)
    task = data.draw(st.sampled_from(tasks(made, tree)))
    person = data.draw(st.sampled_from(experts(made))).id
    on = with_task(made, tree, person, [task], scores=True)
    assert person in scorers(on, tree)[task]
    was = person in scorers(made, tree)[task]
    assert scorers(with_task(on, tree, person, [task], scores=was), tree) == scorers(made, tree)


def test_who_scores_a_block_everywhere_scores_a_district_that_comes_later_too():
    quality = block("quality", items=[item("q1")], scope=Scope.DISTRICT)
    made = changed(setup((quality,), assignments=()), districts=districts(2))
    made = proposal(made, instrument(quality), 3)
    assert made.assignments[0] == Assignment(panelist="p0", block="quality")
    later = changed(made, districts=districts(3))
    assert scorers(later, instrument(quality))[Task("quality", "d2")] == ("p0", "p1", "p2")


def test_where_the_lead_s_score_counts_the_lead_is_among_the_scorers():
    led = block("led", items=[item("l1")], merge={"method": Method.LEAD})
    plain = block("plain", items=[item(f"i{n}") for n in range(5)])
    tree = instrument(led, plain)
    made = proposal(setup((led, plain), raters=5, assignments=()), tree, 1)
    assert scorers(made, tree)[Task("led")] == ("p0",)


def test_a_successor_scores_what_was_to_be_scored_and_leads_where_somebody_led():
    led = block("led", items=[item("l1")])
    made = setup((led,), raters=3, leads={"led": "p0"})
    after = replaced(made, "p0", Panelist(id="new", name="评委己"))
    assert after.panelist("new").duty is Duty.LEAD
    assert after.panelist("p0").duty is Duty.EXPERT
    assert [p.id for p in after.panel] == ["p0", "new", "p1", "p2"]
    assert scorers(after, instrument(led))[Task("led")] == ("new", "p1", "p2")
    assert after.leads == {"led": "new"}


def test_somebody_who_is_taken_off_the_panel_leaves_no_assignment_behind():
    led = block("led", items=[item("l1")])
    after = without(setup((led,), raters=3, leads={"led": "p0"}), ["p0"])
    assert [p.id for p in after.panel] == ["p1", "p2"]
    assert {a.panelist for a in after.assignments} == {"p1", "p2"}
    assert after.leads == {}
