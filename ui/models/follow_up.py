"""What the visit before left open, with what became of it, and what this visit says beside it."""

from dataclasses import dataclass

from app.archive import Before
from app.i18n import _, pgettext
from app.model.archive import EarlierFinding, FollowState, FollowUp
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.rules.told import OF_ENUM
from app.visit import Visit
from ui.icons import Icon
from ui.models.archive import visit_word
from ui.models.days import day_word
from ui.models.findings import TONES
from ui.models.findings_own import stance_word
from ui.models.roles import FindingRow
from ui.theme import Tone

STATES = (FollowState.MENDED, FollowState.UNDER_WAY, FollowState.UNCHANGED)
STATE_TONES = {
    FollowState.MENDED: Tone.PRAISE,
    FollowState.UNDER_WAY: Tone.ACCENT,
    FollowState.UNCHANGED: Tone.CONCERN,
}
STATE_ICONS = {
    FollowState.MENDED: Icon.DONE,
    FollowState.UNDER_WAY: Icon.PARTLY,
    FollowState.UNCHANGED: Icon.MISSING,
}
_ORDER = {Stance.CONCERN: 0, Stance.VERIFY: 1, Stance.PRAISE: 2}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier concern and what was said of it; `there` unless its visit was put elsewhere."""

    finding: EarlierFinding
    judged: FollowUp | None
    there: bool = True

    @property
    def id(self) -> str:
        return f"{self.finding.visit}/{self.finding.id}"


def state_word(state: FollowState) -> str:
    return _(OF_ENUM[state])


def earlier_concerns(visit: Visit, before: Before | None) -> tuple[Earlier, ...]:
    """Those of the visit before, then what was judged and is no longer there.

    Where that visit is not in the library, or closed to whoever is here, what it handed on stands.
    """
    judged = {(f.finding.visit, f.finding.id): f for f in visit.follow_ups.all()}
    known = before is not None and not before.entry.closed
    left = before.findings if before is not None and known else visit.follow_ups.left()
    there = [Earlier(one, judged.pop((one.visit, one.id), None)) for one in left]
    gone = [Earlier(one.finding, one, there=False) for one in judged.values()]
    return (*there, *gone)


def earlier_row(earlier: Earlier, number: int) -> FindingRow:
    finding, judged = earlier.finding, earlier.judged
    since = _("since {day}").format(day=day_word(finding.since))
    state = judged.state if judged is not None else None
    return FindingRow(
        id=earlier.id,
        text=finding.text,
        number=number,
        place="·".join(word for word in (finding.place, since) if word),
        tag=state_word(state) if state else pgettext("follow-up", "not checked"),
        tag_icon=STATE_ICONS[state] if state else None,
        tag_tone=STATE_TONES[state] if state else Tone.MUTED,
        outcome=judged.note if judged is not None else "",
    )


def purpose(before: Before | None, listed: tuple[Earlier, ...]) -> str:
    """Which visit left how much, for the head of the page."""
    if before is None:
        return ""
    judged = sum(1 for one in listed if one.judged is not None)
    words = _("From {visit}, {day}: {count} of {all} checked")
    return words.format(
        visit=visit_word(before.entry),
        day=day_word(before.entry.visited_on),
        count=judged,
        all=len(listed),
    )


def findings_beside(visit: Visit, earlier: EarlierFinding) -> tuple[CuratedFinding, ...]:
    """What this visit says of the same block or party, concerns first."""
    where = (earlier.block, earlier.party)
    found = (f for f in visit.findings.curated() if (f.block or "", f.party) == where)
    return tuple(sorted(found, key=lambda one: _ORDER[one.stance]))


def beside_rows(visit: Visit, findings: tuple[CuratedFinding, ...]) -> tuple[FindingRow, ...]:
    names = visit.state.names
    return tuple(
        FindingRow(
            id=one.id,
            text=one.text,
            stance=TONES[one.stance],
            stance_word=stance_word(one.stance),
            place=names.place(one.block, None, one.district, party=one.party),
        )
        for one in findings
    )
