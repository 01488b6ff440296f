"""反馈: what happens after the evening, until the visit is closed."""

from dataclasses import dataclass
from datetime import date, datetime

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_, _
from app.model.base import Model, changed
from app.model.capture import Reaction
from app.model.hashes import content_hash
from app.model.rounds import (
    Answer,
    Closing,
    Complaint,
    Content,
    Party,
    PointKind,
    Reply,
    ReplyPoint,
    Rounds,
    Standing,
    Step,
    StepDone,
    Version,
    VersionKind,
)
from app.model.station import Role
from app.rules.calendar import Calendars
from app.rules.rounds import (
    FOLLOWS,
    RECORDED,
    Stage,
    is_reviewed,
    open_points,
    outline,
    timeline,
    unreviewed,
)
from app.rules.telling_rounds import (
    tell_closing,
    tell_complaint,
    tell_reply,
    tell_step,
    tell_version,
)
from app.rules.told import OF_ENUM, told
from app.services.captures import check_texts
from app.services.state import LocalRole, State

STEP, REPLY, COMPLAINT, CLOSING = "step", "reply", "complaint", "closing"
ROLES = {
    Party.BUREAU: Role.BUREAU,
    Party.BUYER: Role.BUYER,
    Party.SUPERVISION: Role.SUPERVISION,
}
_UNNAMED = {
    Party.BUREAU: "监督方",
    Party.BUYER: "购买方",
    Party.SUPERVISION: "督导中心",
}
"""What a report calls a party of which it knows no name."""
Key = tuple[str, str]
Texts = tuple[str | None, str | None]
_DOES = {
    VersionKind.DRAFT: (Step.DRAFT, "评估报告（征求意见稿）"),
    VersionKind.FINAL: (Step.REPORT, "评估报告"),
}
"""The step that a version does where nobody has done it before, and what is sent with it."""
_NEEDED = {
    Answer.ANSWERED: N_("Write the answer."),
    Answer.TAKEN: N_("Say what was changed in the report."),
    Answer.REFUSED: N_("Give the reason for not accepting it."),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What went to whom with a step, and who sent it; whoever works here unless told."""

    by: str = ""
    to: str = ""
    what: str = ""


NOTHING = Sent()


@dataclass(frozen=True, slots=True)
class Leaving:
    """A report about to leave the house: its Word file, and what it says piece by piece.

    `standing` are remarks that a final one leaves as they are. `musts` counts those that a draft
    takes along, and that the final version will not without a reason.
    """

    form: str
    raw: bytes
    content: Content
    standing: tuple[Standing, ...] = ()
    musts: int = 0


class RoundsService:
    """Steps, replies, complaints and the closing are decisions; versions are sent and stay."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._store = state.store

    # What there is

    def all(self) -> Rounds:
        """Everything, each kind in the order of its days."""
        rows = self._store.decisions
        closings = rows.all(CLOSING, Closing)
        order = {step: number for number, step in enumerate(Step)}
        return Rounds(
            steps=tuple(sorted(rows.all(STEP, StepDone), key=lambda one: order[one.step])),
            replies=tuple(sorted(rows.all(REPLY, Reply), key=lambda one: (one.on, one.at))),
            versions=self._store.versions.all(),
            complaints=tuple(
                sorted(rows.all(COMPLAINT, Complaint), key=lambda one: (one.on, one.at))
            ),
            closing=closings[0] if closings else None,
        )

    def outline(self) -> Rounds:
        """What dates come from, without a word; read in a visit of any age that is not upgraded."""
        closings = self._store.decisions.all(CLOSING, Closing)
        steps = self._store.decisions.all(STEP, StepDone)
        return outline(Rounds(steps=steps, closing=closings[0] if closings else None))

    def timeline(self, calendars: Calendars) -> tuple[Stage, ...]:
        """Every step as it stands today."""
        return timeline(self._state.setup.visited_on, self.all(), calendars, self.today)

    @property
    def today(self) -> date:
        return self._store.clock().date()

    @property
    def now(self) -> datetime:
        """The laptop's time, for what is made now."""
        return self._store.clock()

    def raw(self, number: int) -> bytes:
        """The Word file of a version, as it went out.

        Raises:
            UserError: there is no such version, or its bytes are not those that were issued.
        """
        found = next((v for v in self._store.versions.all() if v.number == number), None)
        raw = self._store.versions.raw(number)
        if found is None or raw is None:
            raise UserError(N_("There is no version {number} of this report."), number=number)
        if content_hash(raw) != found.hash:
            raise UserError(
                N_("Version {number} is damaged in this visit. Take it from a backup."),
                number=number,
            )
        return raw

    def name_of(self, party: Party) -> str:
        """What a party is called in the report: its organisation, else its part."""
        setup = self._state.setup
        if party is Party.STATION:
            return setup.station.short or setup.station.name
        known = setup.organisations.get(ROLES[party])
        return (known.short or known.name) if known else ""

    def heard(self) -> tuple[Reaction, ...]:
        """Replies as the report prints them; a party that said nothing is left out."""
        return tuple(
            Reaction(who=self._who(one), text=_whole(one))
            for one in self.all().replies
            if _whole(one)
        )

    def waiting(self) -> tuple[tuple[str, str], ...]:
        """Who said what that nobody has answered yet."""
        points = open_points(self.all().replies)
        return tuple((self._who(reply), point.text or point.about) for reply, point in points)

    def _who(self, reply: Reply) -> str:
        return self.name_of(reply.party) or reply.person or _UNNAMED[reply.party]

    # Steps

    def record(
        self,
        step: Step,
        on: date,
        calendars: Calendars,
        sent: Sent = NOTHING,
    ) -> Changes:
        """Says that a step has happened, when, and by whom what went to whom.

        The day that was due is kept with it, so that it does not move when a holiday table does.

        Raises:
            UserError: the day lies before the step that it follows or in the future, or the step
                follows from other records.
        """
        rounds = self._open()
        self._check_step(step, on, rounds)
        before = rounds.done(step)
        made = self._done(step, on, calendars, sent)
        if before is not None and changed(before, at=made.at) == made:
            return Changes()
        texts = (tell_step(before), tell_step(made))
        return self._put((STEP, step.value), made, N_("Record a step"), texts)

    def _done(self, step: Step, on: date, calendars: Calendars, sent: Sent) -> StepDone:
        stage = next(one for one in self.timeline(calendars) if one.step is step)
        return StepDone(
            step=step,
            on=on,
            by=sent.by.strip() or self._store.meta.get("user"),
            to=sent.to.strip(),
            what=sent.what.strip(),
            due=stage.due,
            at=self._store.clock(),
        )

    def clear(self, step: Step) -> Changes:
        """The step has not happened after all.

        Raises:
            UserError: one that follows it was recorded.
        """
        rounds = self._open()
        before = rounds.done(step)
        if before is None:
            return Changes()
        later = next((s for s, first in FOLLOWS.items() if first is step and rounds.done(s)), None)
        if later is not None:
            raise UserError(
                N_("“{later}” was recorded after this. Take that back first."),
                later=_step_name(later),
            )
        return self._drop((STEP, step.value), N_("Take a step back"), tell_step(before))

    # Replies

    def reply(
        self, party: Party, on: date, *, person: str = "", text: str = "", version: int = 0
    ) -> Changes:
        """A party's reply to a version of the draft; the last one that went out unless told.

        Raises:
            UserError: the day lies before the visit or in the future, or no such version went out.
        """
        rounds = self._open()
        numbers = [one.number for one in rounds.versions]
        if version and version not in numbers:
            raise UserError(N_("There is no version {number} of this report."), number=version)
        self._check_day(on)
        made = Reply(
            id=self._store.new_id(),
            party=party,
            on=on,
            person=person.strip(),
            text=text.strip(),
            version=version or (numbers[-1] if numbers else 0),
            at=self._store.clock(),
        )
        return self._put_reply(None, made)

    def edit_reply(self, reply: str, **fields: object) -> Changes:
        """Other words, another day or person; typing in one go is one step."""
        before = self._reply(reply)
        made = changed(before, **fields)
        self._check_day(made.on)
        return self._put_reply(before, made, f"{reply}:{'+'.join(sorted(fields))}")

    def remove_reply(self, reply: str) -> Changes:
        before = self._reply(reply)
        return self._drop((REPLY, reply), N_("Delete a reply"), tell_reply(before))

    def add_point(self, reply: str, kind: PointKind, *, about: str = "", text: str = "") -> Changes:
        """One thing that the reply says, to be answered by itself."""
        before = self._reply(reply)
        point = ReplyPoint(
            id=self._store.new_id(), kind=kind, about=about.strip(), text=text.strip()
        )
        return self._put_reply(before, changed(before, points=(*before.points, point)))

    def edit_point(self, reply: str, point: str, **fields: object) -> Changes:
        """Its kind, what it is about, or what it says."""
        before = self._reply(reply)
        made = self._with_point(before, point, **fields)
        return self._put_reply(before, made, f"{point}:{'+'.join(sorted(fields))}")

    def remove_point(self, reply: str, point: str) -> Changes:
        before = self._reply(reply)
        left = tuple(one for one in before.points if one.id != point)
        return self._put_reply(before, changed(before, points=left))

    def answer(self, reply: str, point: str, answer: Answer, words: str = "") -> Changes:
        """What became of a point.

        Raises:
            UserError: it is answered, taken over or not accepted without a word about it.
        """
        if answer is not Answer.OPEN and not words.strip():
            raise UserError(_NEEDED[answer])
        before = self._reply(reply)
        made = self._with_point(before, point, answer=answer, words=words.strip())
        return self._put_reply(before, made, f"{point}:answer", N_("Answer a reply"))

    # Versions

    def issue(
        self,
        report: Leaving,
        *,
        kind: VersionKind = VersionKind.DRAFT,
        to: str = "",
        note: str = "",
        calendars: Calendars | None = None,
    ) -> Changes:
        """Freezes a report that leaves the house, under the next number; nothing takes it back.

        With `calendars` the step that it does is recorded with it, unless it is done already:
        a draft is the first opinion, the final version the report. Undo takes the step back.

        Raises:
            UserError: a final version, while a point of a reply is open.
        """
        rounds = self._open()
        waiting = open_points(rounds.replies)
        if kind is VersionKind.FINAL and waiting:
            raise UserError(
                N_("Points of replies are still open: {count}. Answer them, then issue it."),
                count=len(waiting),
            )
        made = self._version(report, kind, len(rounds.versions) + 1)
        made = changed(made, to=to.strip(), note=note.strip())
        check_texts(changed(made, content=Content()))
        does, what = _DOES[kind]
        step = self._follows(does, calendars, Sent(to=made.to, what=what), rounds)
        log = self._store.log
        with log.operation(N_("Issue version {number}"), number=made.number) as operation:
            self._store.versions.add(made, report.raw)
            operation.touch("versions")
            if step is not None:
                self._store.decisions.put(STEP, step.step.value, step, self._store.stamp())
            operation.describe(None, told(tell_version(made), tell_step(step)))
        if step is None:
            log.forget()
        else:
            log.begin_with_last(N_("Record a step"), tell_step(step) or "")
        return operation.changes

    def sent(self, step: Step, calendars: Calendars, sent: Sent) -> Changes:
        """What was sent out does a step today, if it is its turn and not done; else nothing."""
        self._state.require(LocalRole.COORDINATOR)
        rounds = self.all()
        made = self._follows(step, calendars, sent, rounds) if rounds.closing is None else None
        if made is None:
            return Changes()
        return self._put((STEP, step.value), made, N_("Record a step"), (None, tell_step(made)))

    def _follows(
        self, step: Step, calendars: Calendars | None, sent: Sent, rounds: Rounds
    ) -> StepDone | None:
        """The step as it is done today; None where it is done already or waits for another."""
        if calendars is None or rounds.done(step) is not None:
            return None
        try:
            self._check_step(step, self.today, rounds)
        except UserError:
            return None
        return self._done(step, self.today, calendars, sent)

    def _version(self, report: Leaving, kind: VersionKind, number: int) -> Version:
        return Version(
            number=number,
            kind=kind,
            form=report.form,
            on=self.today,
            by=self._store.meta.get("user"),
            hash=content_hash(report.raw),
            content=report.content,
            standing=report.standing,
            at=self._store.clock(),
        )

    # Complaints and the end

    def complain(self, on: date, *, who: str = "", text: str = "") -> Changes:
        """Somebody complains about what is published.

        Raises:
            UserError: nothing was published by then, or the day lies in the future.
        """
        posted = self._open().done(Step.POSTED)
        if posted is None or on < posted.on:
            raise UserError(
                N_("Complaints come during publicity. Record first when that was begun.")
            )
        self._check_day(on)
        made = Complaint(
            id=self._store.new_id(),
            on=on,
            who=who.strip(),
            text=text.strip(),
            at=self._store.clock(),
        )
        return self._put_complaint(None, made)

    def edit_complaint(self, complaint: str, **fields: object) -> Changes:
        """Who and what, or what the review made of it: `result`, `reviewed_on`, `by`, `stays`."""
        before = self._complaint(complaint)
        made = changed(before, **fields)
        self._check_day(made.on)
        if made.reviewed_on is None and is_reviewed(made):
            made = changed(made, reviewed_on=self.today)
        return self._put_complaint(before, made, f"{complaint}:{'+'.join(sorted(fields))}")

    def remove_complaint(self, complaint: str) -> Changes:
        before = self._complaint(complaint)
        label = N_("Delete a complaint")
        return self._drop((COMPLAINT, complaint), label, tell_complaint(before))

    def close(self, *, grade: str = "", note: str = "") -> Changes:
        """Ends the visit: the result is final, and nothing here changes any more.

        Raises:
            UserError: no final version went out, publicity has not ended, or a complaint waits.
        """
        rounds = self._open()
        _refuse_open_end(rounds)
        made = Closing(
            on=self.today,
            by=self._store.meta.get("user"),
            note=note.strip(),
            grade=grade,
            at=self._store.clock(),
        )
        return self._put((CLOSING, ""), made, N_("Close the visit"), (None, tell_closing(made)))

    def reopen(self) -> Changes:
        """Takes the closing back; one that is not closed stays as it is."""
        closing = self.all().closing
        if closing is None:
            return Changes()
        return self._drop((CLOSING, ""), N_("Open the visit again"), tell_closing(closing))

    # How it is written

    def _open(self) -> Rounds:
        """All there is, for what writes.

        Raises:
            UserError: another laptop's, read-only, or closed.
        """
        self._state.require(LocalRole.COORDINATOR)
        rounds = self.all()
        if rounds.closing is not None:
            raise UserError(N_("This visit is closed. Open it again to change something."))
        return rounds

    def _check_step(self, step: Step, on: date, rounds: Rounds) -> None:
        if step not in RECORDED:
            raise UserError(
                N_("“{step}” follows from what is recorded elsewhere."), step=_step_name(step)
            )
        self._check_day(on)
        first = FOLLOWS.get(step)
        if first is not None:
            before = rounds.done(first)
            _refuse_disorder(step, first, right=before is not None and before.on <= on)
        for later, earlier in FOLLOWS.items():
            after = rounds.done(later)
            if earlier is step and after is not None:
                _refuse_disorder(later, step, right=on <= after.on)

    def _check_day(self, on: date) -> None:
        if on > self.today:
            raise UserError(N_("{day} is still to come."), day=on.isoformat())
        if on < self._state.setup.visited_on:
            raise UserError(N_("{day} lies before the visit."), day=on.isoformat())

    def _reply(self, reply: str) -> Reply:
        self._open()
        found = self._store.decisions.get(REPLY, reply, Reply)
        if found is None:
            raise UserError(N_("This reply is not there any more."))
        return found

    def _complaint(self, complaint: str) -> Complaint:
        self._open()
        found = self._store.decisions.get(COMPLAINT, complaint, Complaint)
        if found is None:
            raise UserError(N_("This complaint is not there any more."))
        return found

    def _with_point(self, reply: Reply, point: str, **fields: object) -> Reply:
        if all(one.id != point for one in reply.points):
            raise UserError(N_("This point is not there any more."))
        made = (changed(one, **fields) if one.id == point else one for one in reply.points)
        return changed(reply, points=tuple(made))

    def _put_reply(
        self, before: Reply | None, made: Reply, merge: str = "", label: str = ""
    ) -> Changes:
        if before == made:
            return Changes()
        texts = (tell_reply(before), tell_reply(made))
        return self._put((REPLY, made.id), made, label or N_("Record a reply"), texts, merge)

    def _put_complaint(self, before: Complaint | None, made: Complaint, merge: str = "") -> Changes:
        if before == made:
            return Changes()
        texts = (tell_complaint(before), tell_complaint(made))
        label = N_("Record a complaint")
        return self._put((COMPLAINT, made.id), made, label, texts, merge)

    def _put(self, at: Key, body: Model, label: str, texts: Texts, merge_key: str = "") -> Changes:
        check_texts(body)
        with self._store.log.operation(label, merge_key=merge_key) as operation:
            self._store.decisions.put(*at, body, self._store.stamp())
            operation.describe(*texts)
        return operation.changes

    def _drop(self, at: Key, label: str, before: str | None) -> Changes:
        self._state.require(LocalRole.COORDINATOR)
        with self._store.log.operation(label) as operation:
            self._store.decisions.drop(*at)
            operation.describe(before, None)
        return operation.changes


def year_note(year: int) -> str:
    """What stands beside a date that was counted over a year that nobody entered."""
    return _("The holidays of {year} have not been entered yet").format(year=year)


def _whole(reply: Reply) -> str:
    """What it says as a whole, or else its points in a row."""
    points = "；".join(p.text.rstrip("。；") for p in reply.points if p.text.strip())
    return reply.text.strip() or points


def _step_name(step: Step) -> UserError:
    """Its name, to be translated with the sentence that it stands in."""
    return UserError(OF_ENUM[step])


def _refuse_disorder(step: Step, first: Step, *, right: bool) -> None:
    if not right:
        raise UserError(
            N_("“{step}” comes after “{first}”. Record that first, with its day."),
            step=_step_name(step),
            first=_step_name(first),
        )


def _refuse_open_end(rounds: Rounds) -> None:
    final, ended = rounds.final, rounds.done(Step.PUBLICATION)
    if final is None:
        raise UserError(N_("No final version has gone out. Issue it, then close the visit."))
    if ended is None:
        raise UserError(N_("Publicity has not ended yet. Record its last day first."))
    waiting = unreviewed(rounds.complaints)
    if waiting:
        raise UserError(
            N_("Complaints without a review result: {count}. Enter it, then close the visit."),
            count=len(waiting),
        )
