"""What happened after the evening as rows and words: steps, replies, versions, complaints."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.i18n import _, ngettext, pgettext
from app.model.rounds import (
    Answer,
    Complaint,
    Party,
    PointKind,
    Reply,
    ReplyPoint,
    Rounds,
    Step,
    Version,
    VersionKind,
)
from app.rules.rounds import (
    Stage,
    State,
    due,
    is_reviewed,
    next_step,
    open_points,
    unreviewed,
)
from app.rules.told import OF_ENUM
from app.services.rounds import year_note
from ui.icons import Icon
from ui.models.days import day_word
from ui.models.roles import FindingRow, StageRow
from ui.theme import Tone

NOW = "now"
"""The row of the report as it stands, which has not gone out."""
TONES = {
    State.DONE: Tone.PRAISE,
    State.LATE: Tone.CONCERN,
    State.SHORT: Tone.CONCERN,
    State.OVERDUE: Tone.CRITICAL,
    State.TODAY: Tone.CONCERN,
    State.AHEAD: Tone.ACCENT,
    State.READY: Tone.ACCENT,
    State.WAITING: Tone.MUTED,
    State.NONE: Tone.MUTED,
}
_ICONS = {
    State.DONE: Icon.DONE,
    State.LATE: Icon.DONE,
    State.SHORT: Icon.WARNING,
    State.OVERDUE: Icon.ERROR,
    State.TODAY: Icon.CLOCK,
    State.AHEAD: Icon.CLOCK,
    State.READY: Icon.CLOCK,
    State.WAITING: Icon.UNTICK,
    State.NONE: Icon.UNTICK,
}
_ANSWERS = {
    Answer.OPEN: (Icon.UNTICK, Tone.CONCERN),
    Answer.ANSWERED: (Icon.DONE, Tone.PRAISE),
    Answer.TAKEN: (Icon.EDIT, Tone.PRAISE),
    Answer.REFUSED: (Icon.RECUSED, Tone.MUTED),
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the timeline: its name over its day, how it stands, what is to be known of it."""

    id: str
    name: str
    when: str
    state: str
    note: str
    tone: Tone
    icon: Icon
    ends: tuple[bool, bool] = (False, False)

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (self.name, self.when, self.state, self.note) if part)


def step_name(step: Step) -> str:
    return _(OF_ENUM[step])


def party_name(party: Party, name: Callable[[Party], str]) -> str:
    """As the visit calls it, else by its part."""
    return name(party) or _(OF_ENUM[party])


def answer_word(answer: Answer) -> str:
    return _(OF_ENUM[answer])


def kind_word(kind: PointKind | VersionKind) -> str:
    return _(OF_ENUM[kind])


def step_rows(stages: Sequence[Stage]) -> tuple[StepRow, ...]:
    """In their order; the line between them ends at the first and the last."""
    last = len(stages) - 1
    return tuple(
        StepRow(
            id=stage.step.value,
            name=step_name(stage.step),
            when=when_words(stage),
            state=state_words(stage),
            note=" ".join(year_note(year) for year in stage.unknown) or sent_words(stage),
            tone=TONES[stage.state],
            icon=_ICONS[stage.state],
            ends=(number == 0, number == last),
        )
        for number, stage in enumerate(stages)
    )


def when_words(stage: Stage) -> str:
    """By which day, and how that is counted."""
    if stage.due is None:
        return _("no limit is set")
    day = day_word(stage.due)
    if stage.since is None:
        return day
    words = _("from {day} on, after {count} working days from {since}") if stage.earliest else ""
    words = words or _("by {day}, {count} working days from {since}")
    return words.format(day=day, count=stage.days, since=day_word(stage.since))


def state_words(stage: Stage) -> str:
    """How it stands, in a few words."""
    on = day_word(stage.on) if stage.on else ""
    return {
        State.DONE: _("done {day}").format(day=on) if on else pgettext("step", "done"),
        State.LATE: _("{day}, late").format(day=on),
        State.SHORT: _("{day}, too soon").format(day=on),
        State.OVERDUE: _late(-stage.left),
        State.TODAY: _("due today"),
        State.AHEAD: left_words(stage.left) if stage.since else "",
        State.READY: _("may end now") if stage.due else _("to be reviewed"),
        State.WAITING: _("waits for the step before"),
        State.NONE: _none(stage.step),
    }[stage.state]


def left_words(count: int) -> str:
    return ngettext("{count} working day left", "{count} working days left", count).format(
        count=count
    )


def _late(count: int) -> str:
    return ngettext("{count} working day late", "{count} working days late", count).format(
        count=count
    )


def _none(step: Step) -> str:
    return _("no complaints") if step is Step.REVIEW else _("can be done now")


def sent_words(stage: Stage) -> str:
    """What went to whom, and who sent it."""
    done = stage.done
    if done is None:
        return ""
    to = _("to {whom}").format(whom=done.to) if done.to else ""
    return "·".join(word for word in (done.what, to, done.by) if word)


def due_words(stages: Sequence[Stage]) -> str:
    """The most urgent step in one line, for the rail and for cards."""
    words = due_of(_urgent(stages))
    return words.text if words else ""


def _urgent(stages: Sequence[Stage]) -> Stage | None:
    found = due(stages)
    return found[0] if found else next_step(stages)


@dataclass(frozen=True, slots=True)
class DueWords:
    """What is due next of a visit: the step and how it stands, in words, tone and sign."""

    step: str
    state: str
    short: str
    tone: Tone
    icon: Icon

    @property
    def text(self) -> str:
        return _told(self.step, self.state)

    @property
    def brief(self) -> str:
        """Where there is no room for working days in words."""
        return _told(self.step, self.short)


def _told(step: str, state: str) -> str:
    return _("{step}: {state}").format(step=step, state=state)


def due_of(stage: Stage | None) -> DueWords | None:
    if stage is None:
        return None
    state = stage.state
    words = state_words(stage)
    return DueWords(
        step_name(stage.step), words, _short(stage) or words, TONES[state], _ICONS[state]
    )


def _short(stage: Stage) -> str:
    """Where a table has no room for working days in words."""
    if stage.state is State.OVERDUE:
        return _("{count} d late").format(count=-stage.left)
    return _("{count} d left").format(count=stage.left) if stage.state is State.AHEAD else ""


def step_of(stages: Sequence[Stage], rounds: Rounds) -> StageRow:
    """The rail's row: what is due next, and how many of the steps are done."""
    name, icon = _("Feedback rounds"), Icon.ROUNDS
    if rounds.closing is not None:
        return StageRow("rounds", name, icon, _("closed"), 1.0)
    counted = [one for one in stages if one.step not in (Step.VISIT, Step.REVIEW)]
    share = sum(one.done is not None for one in counted) / len(counted)
    waiting = len(open_points(rounds.replies)) + len(unreviewed(rounds.complaints))
    urgent = due_of(_urgent(stages))
    detail = urgent.brief if urgent else ""
    if waiting:
        words = ngettext("{count} to answer", "{count} to answer", waiting)
        state = urgent.short if urgent else ""
        detail = "·".join(w for w in (words.format(count=waiting), state) if w)
    return StageRow("rounds", name, icon, detail, share)


def reply_rows(replies: Sequence[Reply], name: Callable[[Party], str]) -> tuple[FindingRow, ...]:
    """Every reply, with its points under it."""
    return tuple(row for reply in replies for row in _of_reply(reply, name))


def _of_reply(reply: Reply, name: Callable[[Party], str]) -> Iterator[FindingRow]:
    who = party_name(reply.party, name)
    version = _("version {number}").format(number=reply.version) if reply.version else ""
    waiting = len(reply.open)
    words = ngettext("{count} to answer", "{count} to answer", waiting)
    yield FindingRow(
        id=reply.id,
        text=f"{who}：{reply.text}" if reply.text else who,
        place="·".join(w for w in (day_word(reply.on), reply.person, version) if w),
        tag=words.format(count=waiting) if waiting else "",
        tag_tone=Tone.CONCERN,
    )
    for number, point in enumerate(reply.points, start=1):
        yield _point_row(reply, point, number)


def _point_row(reply: Reply, point: ReplyPoint, number: int) -> FindingRow:
    icon, tone = _ANSWERS[point.answer]
    return FindingRow(
        id=f"{reply.id}/{point.id}",
        text=point.text or _("What does it say?"),
        number=number,
        place="·".join(w for w in (kind_word(point.kind), point.about) if w),
        outcome=point.words,
        tag=answer_word(point.answer),
        tag_icon=icon,
        tag_tone=tone,
    )


def version_rows(versions: Sequence[Version], *, closed: bool) -> tuple[FindingRow, ...]:
    """The report as it stands, then what went out, the newest first."""
    now = FindingRow(
        id=NOW,
        text=_("The report as it stands now"),
        place=_("not sent out"),
        tag=_("version {number} next").format(number=len(versions) + 1),
        tag_tone=Tone.MUTED,
    )
    sent = tuple(map(_version_row, reversed(versions)))
    return sent if closed else (now, *sent)


def _version_row(version: Version) -> FindingRow:
    to = _("to {whom}").format(whom=version.to) if version.to else ""
    final = version.kind is VersionKind.FINAL
    return FindingRow(
        id=str(version.number),
        text=_("Version {number}").format(number=version.number),
        place="·".join(w for w in (day_word(version.on), to, version.by) if w),
        outcome=" ".join(w for w in (version.note, *standing_words(version)) if w),
        tag=kind_word(version.kind),
        tag_icon=Icon.DONE if final else Icon.REPLIES,
        tag_tone=Tone.PRAISE if final else Tone.ACCENT,
    )


def issued_words(before: Rounds, after: Rounds, musts: int) -> tuple[str, ...]:
    """What came of a version that went out, in sentences: the step it did, what is still to mend."""
    fresh = [one for one in after.steps if before.done(one.step) is None]
    step = _("“{step}” is recorded as done today; Ctrl+Z takes that back.")
    words = [step.format(step=step_name(one.step)) for one in fresh]
    if musts:
        still = ngettext(
            "{count} remark of the checker must be mended, or stand with a reason, before the final version.",
            "{count} remarks of the checker must be mended, or stand with a reason, before the final version.",
            musts,
        )
        words.append(still.format(count=musts))
    return tuple(words)


def standing_words(version: Version) -> tuple[str, ...]:
    """What stood in a final version though it had to be mended, each with its reason."""
    words = _("“{quote}” stands: {reason}")
    return tuple(words.format(quote=one.quote, reason=one.reason) for one in version.standing)


def complaint_rows(complaints: Sequence[Complaint]) -> tuple[FindingRow, ...]:
    return tuple(
        FindingRow(
            id=one.id,
            text=one.text or _("What is the complaint?"),
            number=number,
            place="·".join(w for w in (day_word(one.on), one.who) if w),
            outcome=one.result,
            tag=_reviewed(one),
            tag_icon=Icon.DONE if is_reviewed(one) else Icon.UNTICK,
            tag_tone=Tone.PRAISE if is_reviewed(one) else Tone.CONCERN,
        )
        for number, one in enumerate(complaints, start=1)
    )


def _reviewed(one: Complaint) -> str:
    if not is_reviewed(one):
        return _("to be reviewed")
    return _("the grade stays") if one.stays else _("the grade changes")


def purpose(stages: Sequence[Stage], rounds: Rounds) -> str:
    """One line under the title: what is to be done next, or that all is over."""
    if rounds.closing is not None:
        words = _("Closed on {day}").format(day=day_word(rounds.closing.on))
        return "·".join(w for w in (words, rounds.closing.grade) if w)
    return due_words(stages)


def marked_days(stages: Sequence[Stage]) -> dict[date, tuple[str, Tone]]:
    """What the calendar shows on a day: the step's name in its tone."""
    found: dict[date, tuple[str, Tone]] = {}
    for stage in stages:
        day = stage.on or stage.due
        if day is None:
            continue
        names = [found[day][0]] if day in found else []
        words = "、".join([*names, step_name(stage.step)])
        found[day] = (words, Tone.PRAISE if stage.step is Step.VISIT else TONES[stage.state])
    return found
