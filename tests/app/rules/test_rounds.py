"""Where a visit stands after the evening; the worked example of handbook 1.6 is played through."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.calendar_file import shipped
from app.model.rounds import Closing, Complaint, Rounds, Step, StepDone
from app.rules.calendar import joined
from app.rules.deadlines import working_days_between
from app.rules.rounds import (
    State,
    due,
    is_due,
    is_followed,
    is_late,
    most_urgent,
    next_deadline,
    next_step,
    outline,
    timeline,
)

VISIT = date(2024, 1, 16)
KNOWN = joined(shipped())
AT = datetime(2024, 1, 16, tzinfo=UTC)
ORDER = (Step.DRAFT, Step.REPORT, Step.CONFIRMATION, Step.POSTED, Step.PUBLICATION)


def done(step, on, **fields):
    return StepDone(step=step, on=on, at=AT, **fields)


def at(today, *steps, visited_on=VISIT, **fields):
    found = timeline(visited_on, Rounds(steps=steps, **fields), KNOWN, today)
    return {stage.step: stage for stage in found}


def test_the_worked_example_has_the_dates_of_the_handbook():
    stages = at(VISIT)
    assert {s: stages[s].due for s in ORDER if s is not Step.POSTED} == {
        Step.DRAFT: date(2024, 1, 23),
        Step.REPORT: date(2024, 1, 30),
        Step.CONFIRMATION: date(2024, 2, 5),
        Step.PUBLICATION: date(2024, 2, 20),
    }
    assert stages[Step.DRAFT].left == 5
    assert not any(stage.unknown for stage in stages.values())


def test_a_step_is_ahead_then_today_then_overdue_then_late():
    states = [at(day)[Step.DRAFT] for day in (date(2024, 1, 22), date(2024, 1, 23))]
    assert [(one.state, one.left) for one in states] == [(State.AHEAD, 1), (State.TODAY, 0)]
    late = at(date(2024, 1, 26))[Step.DRAFT]
    assert (late.state, late.left) == (State.OVERDUE, -3)
    sent = at(date(2024, 1, 29), done(Step.DRAFT, date(2024, 1, 26)))[Step.DRAFT]
    assert (sent.state, sent.left, sent.on) == (State.LATE, 0, date(2024, 1, 26))


def test_a_step_waits_for_the_one_that_it_follows():
    stages = at(date(2024, 1, 29), done(Step.DRAFT, date(2024, 1, 22)))
    assert [stages[s].state for s in ORDER[1:]] == [State.AHEAD, *[State.WAITING] * 3]
    stages = at(date(2024, 1, 30), done(Step.REPORT, date(2024, 1, 26)))
    assert stages[Step.CONFIRMATION].due == date(2024, 2, 2)
    assert stages[Step.CONFIRMATION].state is State.AHEAD


def test_publicity_may_end_from_its_seventh_working_day_on_and_not_before():
    steps = [
        done(Step.REPORT, date(2024, 1, 29)),
        done(Step.CONFIRMATION, date(2024, 2, 2)),
        done(Step.POSTED, date(2024, 2, 6)),
    ]
    assert at(date(2024, 2, 20), *steps)[Step.PUBLICATION].due == date(2024, 2, 21)
    assert at(date(2024, 2, 20), *steps)[Step.PUBLICATION].state is State.AHEAD
    assert at(date(2024, 2, 21), *steps)[Step.PUBLICATION].state is State.READY
    short = at(date(2024, 3, 1), *steps, done(Step.PUBLICATION, date(2024, 2, 19)))
    assert short[Step.PUBLICATION].state is State.SHORT
    right = at(date(2024, 3, 1), *steps, done(Step.PUBLICATION, date(2024, 2, 21)))
    assert right[Step.PUBLICATION].state is State.DONE


def test_a_year_that_nobody_entered_is_said_beside_every_date_counted_in_it():
    stages = at(date(2026, 12, 25), visited_on=date(2026, 12, 24))
    assert stages[Step.DRAFT].due == date(2026, 12, 31)
    assert {step: stages[step].unknown for step in ORDER if step is not Step.POSTED} == {
        Step.DRAFT: (),
        Step.REPORT: (2027,),
        Step.CONFIRMATION: (2027,),
        Step.PUBLICATION: (2027,),
    }


def test_a_recorded_step_keeps_the_day_that_it_was_held_against():
    kept = done(Step.DRAFT, date(2024, 1, 24), due=date(2024, 1, 25))
    stage = at(date(2024, 6, 1), kept)[Step.DRAFT]
    assert (stage.due, stage.state) == (date(2024, 1, 25), State.DONE)


def test_complaints_make_a_review_and_the_closing_ends_it():
    assert at(VISIT)[Step.REVIEW].state is State.NONE
    complaint = Complaint(id="c", on=date(2024, 2, 7), text="名单有误。", at=AT)
    assert at(VISIT, complaints=(complaint,))[Step.REVIEW].state is State.READY
    said = {"result": "维持原结果。", "stays": True, "reviewed_on": date(2024, 2, 19)}
    reviewed = Complaint(id="c", on=date(2024, 2, 7), text="名单有误。", at=AT, **said)
    assert at(VISIT, complaints=(reviewed,))[Step.REVIEW].on == date(2024, 2, 19)
    closed = at(VISIT, closing=Closing(on=date(2024, 3, 1), at=AT))
    assert closed[Step.FINAL].state is State.DONE


def test_what_is_due_comes_in_the_order_of_its_days_and_the_next_step_is_the_first_possible():
    stages = tuple(at(date(2024, 1, 31)).values())
    assert [one.step for one in due(stages)] == [Step.DRAFT, Step.REPORT]
    assert next_step(stages).step is Step.DRAFT
    steps = (done(Step.DRAFT, date(2024, 1, 22)), done(Step.REPORT, date(2024, 1, 29)))
    assert next_step(at(date(2024, 1, 31), *steps).values()).step is Step.CONFIRMATION
    steps = (*steps, done(Step.CONFIRMATION, date(2024, 1, 31)))
    assert next_step(at(date(2024, 1, 31), *steps).values()).step is Step.POSTED


@given(st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.integers(0, 60), st.integers(0, 5))
def test_whatever_is_done_dates_rise_and_left_counts_back_to_due(visited_on, later, count):
    today = visited_on + timedelta(days=later)
    steps = [done(step, today) for step in ORDER[:count]]
    stages = at(today, *steps, visited_on=visited_on)
    assert stages[Step.DRAFT].due < stages[Step.REPORT].due
    assert stages[Step.CONFIRMATION].due < stages[Step.PUBLICATION].due
    for stage in stages.values():
        assert not (stage.done and is_due(stage))
        if is_due(stage) and stage.due and stage.step is not Step.VISIT:
            first, last = sorted((today, stage.due))
            assert abs(stage.left) == working_days_between(first, last, KNOWN.calendar)
            assert (stage.left < 0) <= (today > stage.due)


DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
SOME = st.lists(st.tuples(st.sampled_from(ORDER), DAYS), max_size=5, unique_by=lambda one: one[0])


@given(DAYS, SOME)
def test_what_an_index_tells_as_due_is_what_the_timeline_does(today, recorded):
    rounds = Rounds(steps=tuple(done(step, on) for step, on in recorded))
    limit = next_deadline(VISIT, rounds, KNOWN, today)
    urgent = most_urgent(VISIT, rounds, KNOWN, today)
    assert (limit is None) is (urgent is None)
    if limit is not None and urgent is not None:
        assert limit.due == urgent.due
        assert is_late(limit, today) is (urgent.state is State.OVERDUE)


def test_the_outline_keeps_days_and_not_a_word():
    closed = Closing(on=VISIT, by="工作人员A", note="无", grade="良好", at=AT)
    step = done(Step.DRAFT, VISIT, by="工作人员A", to="区民政局", what="函", due=VISIT)
    rounds = Rounds(
        steps=(step,), complaints=(Complaint(id="1", on=VISIT, who="居民A", at=AT),), closing=closed
    )
    told = outline(rounds)
    assert told == Rounds(
        steps=(done(Step.DRAFT, VISIT, due=VISIT),), closing=Closing(on=VISIT, at=AT)
    )
    assert timeline(VISIT, told, KNOWN, VISIT)[1].due == VISIT


def test_an_old_visit_of_which_nothing_was_recorded_asks_for_nothing():
    last = VISIT + timedelta(days=90)
    assert is_followed(VISIT, Rounds(), last)
    assert not is_followed(VISIT, Rounds(), last + timedelta(days=1))
    assert is_followed(VISIT, Rounds(steps=(done(Step.DRAFT, VISIT),)), last + timedelta(days=900))
    assert not is_followed(VISIT, Rounds(closing=Closing(on=VISIT, at=AT)), last)
    assert not is_followed(VISIT, Rounds(), VISIT - timedelta(days=1))
