"""What the audit keeps of a value: texts as they were typed, and words of the program.

A word of the program is kept in English between two marks that no typed text may hold, so that it
is shown in the language in force and can still be told from what somebody wrote.
"""

import re
from collections.abc import Sequence
from enum import Enum

from app.i18n import N_, _
from app.model.archive import FollowState
from app.model.capture import AnswerValue, DocumentState, ScoreState, Stance
from app.model.decision import Unit, VetoState
from app.model.instrument import Below, Level, Measure, Method, NotApplicable, ReasonWhen, Scope
from app.model.panel import Duty
from app.model.rounds import Answer, Party, PointKind, Step, VersionKind
from app.model.station import Role, Term

BEGIN, END = "\x02", "\x03"
MOST = 30
"""How many values the audit tells of one change; a pasted table may bring thousands."""
_ENDED = ("。", "！", "？", "；", ".", "!", "?")
_MARKED = re.compile(f"{BEGIN}([^{END}]*){END}")

RECUSED, SIGNED, UNSCORED = N_("recused"), N_("signed in"), N_("not scored")
GRADE_STAYS, GRADE_CHANGES = N_("the grade stays"), N_("the grade changes")
DISMISSED, BY_RULE = N_("looked at, no matter"), N_("by the rule again")
YES, NO, EMPTY, AND_MORE = N_("yes"), N_("no"), N_("nothing"), N_("and more")
OF_ENUM: dict[Enum, str] = {
    Stance.PRAISE: N_("Praise"),
    Stance.CONCERN: N_("Concern"),
    Stance.VERIFY: N_("To verify"),
    AnswerValue.YES: N_("present"),
    AnswerValue.PARTLY: N_("partly present"),
    AnswerValue.NO: N_("absent"),
    AnswerValue.NA: N_("n/a"),
    DocumentState.COMPLETE: N_("all there"),
    DocumentState.PARTIAL: N_("partly there"),
    DocumentState.MISSING: N_("not there"),
    DocumentState.PENDING: N_("to follow"),
    ScoreState.NA: N_("n/a"),
    VetoState.FOUND: N_("Found"),
    VetoState.NOT_FOUND: N_("Absent"),
    VetoState.UNVERIFIED: N_("Unclear"),
    Unit.POINTS: N_("pts"),
    FollowState.MENDED: N_("mended"),
    FollowState.UNDER_WAY: N_("under way"),
    FollowState.UNCHANGED: N_("unchanged"),
    Duty.LEAD: N_("Lead expert"),
    Duty.EXPERT: N_("Expert"),
    Duty.STAFF: N_("Staff"),
    Term.MID: N_("Mid-term evaluation"),
    Term.FINAL: N_("Final evaluation"),
    Role.BUREAU: N_("Supervising bureau"),
    Role.BUYER: N_("Buyer"),
    Role.SUPERVISION: N_("Supervision centre"),
    Role.CONTRACTOR: N_("Contractor"),
    Role.EVALUATOR: N_("Evaluator"),
    Scope.STATION: N_("the station as a whole"),
    Scope.DISTRICT: N_("each district"),
    Method.MEAN: N_("mean of all"),
    Method.TRIMMED: N_("mean without highest and lowest"),
    Method.MEDIAN: N_("median"),
    Method.LEAD: N_("the lead's score"),
    Method.CONSENSUS: N_("consensus"),
    Level.ITEM: N_("item by item"),
    Level.SUM: N_("by each rater's sum"),
    Below.MEAN: N_("mean of all"),
    Below.OPEN: N_("stays open"),
    NotApplicable.SCALE: N_("the others count for more"),
    NotApplicable.FULL: N_("full marks"),
    NotApplicable.ZERO: N_("no points"),
    Measure.STAFFING: N_("person-months missing"),
    Measure.CERTIFIED: N_("share of certified staff"),
    Measure.PERSONNEL_RATIO: N_("share of personnel cost"),
    ReasonWhen.DEDUCTION: N_("at every deduction"),
    ReasonWhen.BELOW_SHARE: N_("below a share of the full mark"),
    ReasonWhen.NEVER: N_("never"),
    Step.VISIT: N_("Visit on the spot"),
    Step.DRAFT: N_("First opinion"),
    Step.REPORT: N_("Evaluation report"),
    Step.CONFIRMATION: N_("Confirmation by the bureau"),
    Step.POSTED: N_("Publicity begins"),
    Step.PUBLICATION: N_("Publicity ends"),
    Step.REVIEW: N_("Review of complaints"),
    Step.FINAL: N_("Final result"),
    Party.BUREAU: N_("Civil affairs bureau"),
    Party.BUYER: N_("Buyer"),
    Party.STATION: N_("Station"),
    Party.SUPERVISION: N_("Supervision centre"),
    PointKind.FACT: N_("Factual correction"),
    PointKind.OPINION: N_("Opinion"),
    Answer.OPEN: N_("unanswered"),
    Answer.ANSWERED: N_("answered"),
    Answer.TAKEN: N_("taken over"),
    Answer.REFUSED: N_("not accepted"),
    VersionKind.DRAFT: N_("Draft for comment"),
    VersionKind.FINAL: N_("Final version"),
}
WORDS = frozenset(
    (
        *(RECUSED, SIGNED, UNSCORED, DISMISSED, BY_RULE, YES, NO, EMPTY, AND_MORE),
        *(GRADE_STAYS, GRADE_CHANGES),
        *OF_ENUM.values(),
    )
)


def word(text: str) -> str:
    """A word of the program, marked; it must be one of `WORDS`, so that it can be searched for."""
    if text not in WORDS:
        raise ValueError(f"“{text}” is not among the words that the audit knows")
    return f"{BEGIN}{text}{END}"


def state(value: Enum) -> str:
    """What a state is called, marked."""
    return word(OF_ENUM[value])


def told(*parts: str | None) -> str:
    """Parts of one value, those that say something; a sentence that is ended needs no mark."""
    whole = ""
    for part in filter(None, parts):
        mark = " " if whole.endswith(_ENDED) else "；"
        whole = f"{whole}{mark}{part}" if whole else part
    return whole


def told_many(parts: Sequence[str]) -> str:
    """Many values of one change: the first of them, and how many there are."""
    few = told(*parts[:MOST])
    return few if len(parts) <= MOST else told(few, f"{word(AND_MORE)} ({len(parts)})")


def shown(kept: str) -> str:
    """A kept text as it is read, in the language in force."""
    return _MARKED.sub(_translated, kept)


def _translated(found: re.Match[str]) -> str:
    return _(found.group(1))


def words_with(text: str) -> tuple[str, ...]:
    """The marked words in whose translation a text stands, small and capital letters alike."""
    wanted = text.casefold()
    return tuple(sorted(word(one) for one in WORDS if wanted in _(one).casefold()))
