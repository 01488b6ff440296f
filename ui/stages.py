"""The panelist's rail: which stages there are, when they are planned, how far they have come."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import N_, _, ngettext
from app.model.capture import Finding, Stance
from app.model.schedule import Stage
from app.visit import Visit
from ui.icons import Icon
from ui.models.briefing import notes_of
from ui.models.documents import documents_of
from ui.models.interviews import held, talks
from ui.models.observation import spots_of
from ui.models.roles import StageRow


@dataclass(frozen=True, slots=True)
class _Progress:
    """`share` 1 is complete; `state` says it in words."""

    share: float
    state: str


@dataclass(frozen=True, slots=True)
class _Entry:
    stage: Stage
    name: str
    icon: Icon
    progress: Callable[[Visit], _Progress]


def panelist_stages(visit: Visit) -> tuple[StageRow, ...]:
    """The rows of the rail; who has nothing to score gets no scoring stage."""
    times = _times(visit)
    return tuple(
        _row(entry, entry.progress(visit), times.get(entry.stage, ""))
        for entry in _ENTRIES
        if entry.stage is not Stage.SCORING or is_rater(visit)
    )


def is_rater(visit: Visit) -> bool:
    """Whether anything is assigned to the person who works here, recused or not."""
    return any(a.panelist == visit.state.person for a in visit.setup.assignments)


def stage_name(stage: Stage) -> str:
    """What the rail calls a stage."""
    return next(_(entry.name) for entry in _ENTRIES if entry.stage is stage)


def _times(visit: Visit) -> dict[Stage, str]:
    """When each stage first comes up in the agenda."""
    found: dict[Stage, str] = {}
    for entry in sorted(visit.setup.agenda, key=lambda e: e.start):
        found.setdefault(entry.stage, f"{entry.start:%H:%M}")
    return found


def _row(entry: _Entry, progress: _Progress, planned: str) -> StageRow:
    detail = f"{planned}·{progress.state}" if planned else progress.state
    return StageRow(
        id=entry.stage.value,
        name=_(entry.name),
        icon=entry.icon,
        detail=detail,
        share=progress.share,
    )


def _sign_in(visit: Visit) -> _Progress:
    signed = visit.captures.declaration()
    if signed is None or not signed.signature.strip():
        return _Progress(0.0, _("not signed"))
    return _Progress(1.0, _("recused") if signed.recused else _("signed"))


def _interviews(visit: Visit) -> _Progress:
    """Complete when every kind was talked to, and everything that was added."""
    listed = talks(visit)
    begun = held(listed)
    answers = len(visit.captures.all("survey"))
    if answers and not begun:
        said = ngettext("{count} response", "{count} responses", answers)
        return _Progress(0.0, said.format(count=answers))
    state = _("{done}/{all} interviews").format(done=begun, all=len(listed))
    return _Progress(begun / len(listed) if listed else 1.0, state)


def _briefing(visit: Visit) -> _Progress:
    """Complete with a first note: nobody knows how much there will be to note."""
    count = len(notes_of(visit))
    if not count:
        return _Progress(0.0, _("no notes yet"))
    state = ngettext("{count} note", "{count} notes", count)
    return _Progress(1.0, state.format(count=count))


def _observation(visit: Visit) -> _Progress:
    spots = spots_of(visit)
    if not spots.own:
        return _Progress(1.0, _("recused"))
    done = _("{done}/{all} places").format(done=spots.complete, all=len(spots.own))
    return _Progress(spots.overall, done)


def _files(visit: Visit) -> _Progress:
    documents = documents_of(visit)
    total = documents.total
    if not total:
        return _Progress(1.0, _("nothing asked for"))
    state = _("{done}/{all} documents").format(done=documents.done, all=total)
    return _Progress(documents.done / total, state)


def _scoring(visit: Visit) -> _Progress:
    if not visit.captures.is_signed():
        return _Progress(0.0, _("locked"))
    cells = visit.scores.cells()
    if not cells:
        return _Progress(1.0, _("recused"))
    given = visit.scores.given()
    done = sum((item.id, district) in given for _block, item, district in cells)
    return _Progress(done / len(cells), _("{done}/{all} scores").format(done=done, all=len(cells)))


def _feedback(visit: Visit) -> _Progress:
    """Complete when every block of one's own has a finding and nothing is left to verify."""
    findings = visit.captures.findings()
    if not findings:
        return _Progress(0.0, _("empty"))
    pending = sum(_is_pending(c.body) for c in findings if isinstance(c.body, Finding))
    own = {block.id for block, _item, _district in visit.scores.cells()}
    share = len(own & {c.block for c in findings}) / len(own) if own else 1.0
    if pending:
        state = ngettext("{count} to verify", "{count} to verify", pending)
        return _Progress(min(share, 0.9), state.format(count=pending))
    state = ngettext("{count} finding", "{count} findings", len(findings))
    return _Progress(share, state.format(count=len(findings)))


def _is_pending(finding: Finding) -> bool:
    return finding.stance is Stance.VERIFY and not finding.outcome.strip()


def _hand_in(visit: Visit) -> _Progress:
    sealed = visit.handin.sealed_revision
    if sealed is not None:
        return _Progress(1.0, _("revision {number}").format(number=sealed))
    if visit.handin.history():
        return _Progress(0.5, _("reopened"))
    return _Progress(0.0, _("not handed in"))


_ENTRIES = (
    _Entry(Stage.SIGN_IN, N_("Sign-in"), Icon.SIGN_IN, _sign_in),
    _Entry(Stage.BRIEFING, N_("Briefing"), Icon.BRIEFING, _briefing),
    _Entry(Stage.OBSERVATION, N_("Observation"), Icon.OBSERVATION, _observation),
    _Entry(Stage.FILES, N_("File review"), Icon.FILES, _files),
    _Entry(Stage.INTERVIEWS, N_("Interviews"), Icon.INTERVIEWS, _interviews),
    _Entry(Stage.SCORING, N_("Scoring"), Icon.SCORING, _scoring),
    _Entry(Stage.FEEDBACK, N_("Feedback"), Icon.FEEDBACK, _feedback),
    _Entry(Stage.HAND_IN, N_("Hand in"), Icon.HAND_IN, _hand_in),
)
