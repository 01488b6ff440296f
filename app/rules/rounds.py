"""Where a visit stands after the evening: every step with its date, what is due, what is open."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from app.model.base import changed
from app.model.rounds import Complaint, Reply, ReplyPoint, Rounds, Step, StepDone
from app.rules.calendar import Calendars
from app.rules.deadlines import Deadline, Limits, deadlines, working_days_between

FOLLOWS = {
    Step.CONFIRMATION: Step.REPORT,
    Step.POSTED: Step.CONFIRMATION,
    Step.PUBLICATION: Step.POSTED,
}
"""What must have happened before a step; its date is provisional until then."""
RECORDED = (Step.DRAFT, Step.REPORT, Step.CONFIRMATION, Step.POSTED, Step.PUBLICATION)
"""Steps that somebody says have happened; the others follow from what is recorded elsewhere."""


class State(Enum):
    """How a step stands. `SHORT` ended before it might, `READY` may be ended from today on."""

    DONE = "done"
    LATE = "late"
    SHORT = "short"
    OVERDUE = "overdue"
    TODAY = "today"
    AHEAD = "ahead"
    READY = "ready"
    WAITING = "waiting"
    NONE = "none"


QUIET = timedelta(days=90)
"""After that long a visit of which no step was recorded is taken for one that is not followed."""
FINISHED = (State.DONE, State.LATE, State.SHORT)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step at a day. `left` are working days until `due`, less than nought when it is past.

    `unknown` are years whose holidays are not known, over which a date here was counted.
    """

    step: Step
    since: date | None = None
    days: int = 0
    due: date | None = None
    earliest: bool = False
    done: StepDone | None = None
    state: State = State.NONE
    left: int = 0
    unknown: tuple[int, ...] = ()

    @property
    def on(self) -> date | None:
        return self.done.on if self.done else None

    @property
    def provisional(self) -> bool:
        """Whether its date moves with a step before it."""
        return self.state is State.WAITING


def timeline(
    visited_on: date,
    rounds: Rounds,
    calendars: Calendars,
    today: date,
    limits: Limits | None = None,
) -> tuple[Stage, ...]:
    """All steps in their order, as they stand today."""
    happened = {one.step: one.on for one in rounds.steps}
    counted = deadlines(visited_on, calendars.calendar, happened, limits)
    stages = _Stages(visited_on, rounds, calendars, today)
    dated = {limit.step: stages.dated(limit) for limit in counted if limit.step is not Step.VISIT}
    return (
        Stage(Step.VISIT, due=visited_on, state=_visited(visited_on, today)),
        dated[Step.DRAFT],
        dated[Step.REPORT],
        dated[Step.CONFIRMATION],
        stages.posted(),
        dated[Step.PUBLICATION],
        _review(rounds),
        _final(rounds),
    )


def is_due(stage: Stage) -> bool:
    """Whether somebody has to do something by a date."""
    return stage.state in (State.OVERDUE, State.TODAY, State.AHEAD, State.READY)


def due(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """What is to be done by a date, the first first."""
    found = (one for one in stages if one.step is not Step.VISIT and one.due and is_due(one))
    return tuple(sorted(found, key=lambda one: one.due or date.max))


def outline(rounds: Rounds) -> Rounds:
    """What dates come from, without a word of what was said: for an index of many visits."""
    steps = tuple(changed(one, by="", to="", what="") for one in rounds.steps)
    closing = rounds.closing
    return Rounds(steps=steps, closing=closing and changed(closing, by="", note="", grade=""))


def is_followed(visited_on: date, rounds: Rounds, today: date) -> bool:
    """Whether somebody sees a visit through: it has been, is not closed, and is fresh or begun."""
    if rounds.closing is not None or visited_on > today:
        return False
    return bool(rounds.steps) or today - visited_on <= QUIET


def next_deadline(
    visited_on: date, rounds: Rounds, calendars: Calendars, today: date
) -> Deadline | None:
    """What is to be done next by a day, None where nobody waits for anything; quick to find."""
    if not is_followed(visited_on, rounds, today):
        return None
    happened = {one.step: one.on for one in rounds.steps}
    counted = deadlines(visited_on, calendars.calendar, happened)
    waiting = (limit for limit in counted if _is_next(limit.step, happened))
    return min(waiting, key=lambda limit: limit.due, default=None)


def is_late(deadline: Deadline, today: date) -> bool:
    """Publicity may end later than it might."""
    return not deadline.earliest and deadline.due < today


def _is_next(step: Step, happened: Collection[Step]) -> bool:
    first = FOLLOWS.get(step)
    waits = first is not None and first not in happened
    return step is not Step.VISIT and step not in happened and not waits


def most_urgent(
    visited_on: date, rounds: Rounds, calendars: Calendars, today: date
) -> Stage | None:
    """The step of `next_deadline`, with all that is to be known of it."""
    if not is_followed(visited_on, rounds, today):
        return None
    return next(iter(due(timeline(visited_on, rounds, calendars, today))), None)


def next_step(stages: Iterable[Stage]) -> Stage | None:
    """The first step that can be done now, with a date or without."""
    return next((one for one in stages if _can_be_done(one)), None)


def _can_be_done(stage: Stage) -> bool:
    """Nothing waits to be reviewed where nobody complained."""
    if stage.step is Step.VISIT or stage.done:
        return False
    return is_due(stage) or (stage.state is State.NONE and stage.step is not Step.REVIEW)


def open_points(replies: Iterable[Reply]) -> tuple[tuple[Reply, ReplyPoint], ...]:
    """Points of replies that nobody has answered."""
    return tuple((reply, point) for reply in replies for point in reply.open)


def unreviewed(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    return tuple(one for one in complaints if not is_reviewed(one))


def is_reviewed(complaint: Complaint) -> bool:
    """A result in words, the day, and whether the grade stays."""
    return bool(complaint.result.strip()) and complaint.stays is not None


@dataclass(frozen=True, slots=True)
class _Stages:
    visited_on: date
    rounds: Rounds
    calendars: Calendars
    today: date

    def dated(self, limit: Deadline) -> Stage:
        done = self.rounds.done(limit.step)
        stage = Stage(limit.step, limit.since, limit.days, limit.due, limit.earliest, done)
        if done is not None:
            due = done.due or limit.due
            return replace(stage, due=due, state=_finished(done.on, due, earliest=limit.earliest))
        state, left = self._ahead(limit)
        return replace(stage, state=state, left=left, unknown=self._unknown(limit))

    def posted(self) -> Stage:
        done = self.rounds.done(Step.POSTED)
        if done is not None:
            return Stage(Step.POSTED, done=done, state=State.DONE)
        ready = self.rounds.done(Step.CONFIRMATION) is not None
        return Stage(Step.POSTED, state=State.NONE if ready else State.WAITING)

    def _ahead(self, limit: Deadline) -> tuple[State, int]:
        left = self._left(limit.due)
        before = FOLLOWS.get(limit.step)
        if before is not None and self.rounds.done(before) is None:
            return State.WAITING, left
        if limit.earliest:
            return (State.READY if self.today >= limit.due else State.AHEAD), left
        if self.today > limit.due:
            return State.OVERDUE, left
        return (State.TODAY if self.today == limit.due else State.AHEAD), left

    def _left(self, day: date) -> int:
        calendar = self.calendars.calendar
        if day >= self.today:
            return working_days_between(self.today, day, calendar)
        return -working_days_between(day, self.today, calendar)

    def _unknown(self, limit: Deadline) -> tuple[int, ...]:
        """Of the days counted here, and in the steps before on whose limits this one rests."""
        return tuple(sorted(set(self._counted(limit))))

    def _counted(self, limit: Deadline) -> Iterator[int]:
        yield from self.calendars.unknown(limit.since, limit.due)
        yield from self.calendars.unknown(self.today, limit.due)
        before = FOLLOWS.get(limit.step)
        if before is not None and self.rounds.done(before) is None:
            yield from self.calendars.unknown(self.visited_on, limit.due)


def _finished(on: date, due: date, *, earliest: bool) -> State:
    if earliest:
        return State.DONE if on >= due else State.SHORT
    return State.DONE if on <= due else State.LATE


def _visited(visited_on: date, today: date) -> State:
    return State.DONE if visited_on <= today else State.AHEAD


def _review(rounds: Rounds) -> Stage:
    """There is something to review only when somebody complained; nobody set a limit for it."""
    if not rounds.complaints:
        return Stage(Step.REVIEW)
    days = [one.reviewed_on for one in rounds.complaints if is_reviewed(one) and one.reviewed_on]
    if unreviewed(rounds.complaints):
        return Stage(Step.REVIEW, state=State.READY)
    last = max(days, default=rounds.complaints[-1].on)
    done = StepDone(step=Step.REVIEW, on=last, at=rounds.complaints[-1].at)
    return Stage(Step.REVIEW, done=done, state=State.DONE)


def _final(rounds: Rounds) -> Stage:
    closing = rounds.closing
    if closing is None:
        waits = rounds.done(Step.PUBLICATION) is None
        return Stage(Step.FINAL, state=State.WAITING if waits else State.NONE)
    done = StepDone(step=Step.FINAL, on=closing.on, by=closing.by, at=closing.at)
    return Stage(Step.FINAL, done=done, state=State.DONE)
