"""The steps of the coordinator's evening as the rail shows them, computed without any screen."""

from app.archive import Before
from app.i18n import _, ngettext, pgettext
from app.model.decision import VetoState
from app.model.outcome import Outcome
from app.rules.calendar import Calendars
from app.rules.problem import errors
from app.visit import Visit
from ui.icons import Icon
from ui.models.follow_up import earlier_concerns
from ui.models.merge import all_blocks
from ui.models.packs import without_pack
from ui.models.roles import StageRow
from ui.models.rounds import step_of
from ui.models.setup_sections import SECTIONS, section_rows


def coordinator_steps(
    visit: Visit,
    *,
    closed: bool = False,
    before: Before | None = None,
    calendars: Calendars | None = None,
) -> tuple[StageRow, ...]:
    """The steps that have a page, in the order of the evening.

    `closed` keeps everything back that tells of others' scores (independence); `before` is the
    last visit of the same station; `calendars` are the holidays that are known.
    """
    outcome = visit.merging.outcome if visit.merging.is_begun else None
    here = {sheet.panelist for sheet in visit.collecting.accepted()}
    return (
        _setup(visit),
        _issue(visit),
        _collect(visit, here),
        _shut("merge", _("Merge"), Icon.MERGE) if closed else _merge(visit, outcome, here),
        _shut("parties", _("Four parties"), Icon.GRADE) if closed else _parties(visit),
        _shut("findings", _("Sum up findings"), Icon.FINDINGS) if closed else _findings(visit),
        _follow_up(visit, before),
        _shut("report", _("Report"), Icon.REPORT) if closed else _report(outcome),
        _shut("rounds", _("Feedback rounds"), Icon.ROUNDS)
        if closed
        else _rounds(visit, calendars or Calendars()),
        _record(visit),
    )


def _shut(page: str, name: str, icon: Icon) -> StageRow:
    return StageRow(page, name, icon, _("after your own sheet"))


def _setup(visit: Visit) -> StageRow:
    """Complete once nothing must be mended; says which version is in force after issuing."""
    wrong = len(errors(visit.packs.problems()))
    detail = _("all set")
    if wrong:
        words = ngettext("{count} thing to mend", "{count} things to mend", wrong)
        detail = words.format(count=wrong)
    elif visit.setup_version > 1:
        detail = _("version {number}").format(number=visit.setup_version)
    filled = sum(row.share or 0 for row in section_rows(visit))
    share = _share(int(filled * 2), len(SECTIONS) * 2 + 2)
    return StageRow(
        "setup", pgettext("step", "Set-up"), Icon.SETUP, detail, 1.0 if not wrong else share
    )


def _issue(visit: Visit) -> StageRow:
    panel = len(visit.setup.panel)
    issued = panel - len(without_pack(visit))
    wrong = len(errors(visit.packs.problems()))
    if wrong and issued < panel:
        detail = _("waits for the set-up")
    elif issued:
        detail = _("{count}/{panel} issued").format(count=issued, panel=panel)
    else:
        detail = _("not begun")
    return StageRow("issue", _("Issue"), Icon.ISSUE, detail, _share(issued, panel))


def _collect(visit: Visit, here: set[str]) -> StageRow:
    panel = [p.id for p in visit.setup.panel]
    count = sum(1 for person in panel if person in here)
    detail = _("{count}/{panel} handed in").format(count=count, panel=len(panel))
    return StageRow("collect", _("Collect"), Icon.COLLECT, detail, _share(count, len(panel)))


def _merge(visit: Visit, outcome: Outcome | None, here: set[str]) -> StageRow:
    name, icon = _("Merge"), Icon.MERGE
    if outcome is None or not here:
        return StageRow("merge", name, icon, _("waits for sheets"))
    parts = [part for result in all_blocks(outcome) for part in result.districts]
    looks = [visit.merging.look(part) for part in parts]
    left, every = sum(len(look.wanted) for look in looks), sum(look.cells for look in looks)
    settled = sum(look.settled for look in looks)
    share = _share(every - left, every)
    return StageRow("merge", name, icon, _merge_words(left, settled), share)


def _merge_words(left: int, settled: int) -> str:
    if not left and not settled:
        return _("nothing to settle")
    words = []
    if left:
        words.append(ngettext("{count} to look at", "{count} to look at", left).format(count=left))
    if settled:
        words.append(ngettext("{count} settled", "{count} settled", settled).format(count=settled))
    return "·".join(words)


def _parties(visit: Visit) -> StageRow:
    asked = {party.id for party in visit.instrument.parties if not party.blocks}
    entered = len(asked & {entry.party for entry in visit.merging.decisions().parties})
    vetoes = visit.merging.vetoes
    left = sum(1 for veto in vetoes if veto.state is VetoState.UNVERIFIED)
    detail = _("{count}/{all} entered").format(count=entered, all=len(asked))
    if entered == len(asked) and left:
        words = ngettext("{count} veto to check", "{count} vetoes to check", left)
        detail = words.format(count=left)
    done = entered + len(vetoes) - left
    share = _share(done, len(asked) + len(vetoes))
    return StageRow("parties", _("Four parties"), Icon.GRADE, detail, share)


def _findings(visit: Visit) -> StageRow:
    total = len(visit.merging.gathered.findings())
    if not total:
        return StageRow("findings", _("Sum up findings"), Icon.FINDINGS, _("waits for sheets"))
    edits = visit.merging.decisions().findings
    seen = len({origin for edit in edits for origin in edit.origins})
    detail = _("{count}/{all} edited").format(count=min(seen, total), all=total)
    share = min(1.0, _share(seen, total))
    return StageRow("findings", _("Sum up findings"), Icon.FINDINGS, detail, share)


def _follow_up(visit: Visit, before: Before | None) -> StageRow:
    """Nothing is to be done where the station was not visited before, or nothing was left open."""
    name, icon = _("Follow-up"), Icon.FOLLOW_UP
    earlier = earlier_concerns(visit, before)
    if not earlier:
        return StageRow("follow_up", name, icon, _("nothing left open"), None)
    judged = sum(1 for one in earlier if one.judged is not None)
    detail = _("{count}/{all} checked").format(count=judged, all=len(earlier))
    return StageRow("follow_up", name, icon, detail, _share(judged, len(earlier)))


def _report(outcome: Outcome | None) -> StageRow:
    detail = _("waits for the total")
    if outcome is not None and outcome.total is not None:
        detail = f"{outcome.total} {outcome.grade or ''}".strip()
    return StageRow("report", _("Report"), Icon.REPORT, detail)


def _rounds(visit: Visit, calendars: Calendars) -> StageRow:
    return step_of(visit.rounds.timeline(calendars), visit.rounds.all())


def _record(visit: Visit) -> StageRow:
    count = visit.history.count
    words = ngettext("{count} change", "{count} changes", count).format(count=f"{count:,}")
    return StageRow("audit", _("Record of changes"), Icon.RECORD, words, None)


def _share(done: int, total: int) -> float:
    return done / total if total else 0.0
