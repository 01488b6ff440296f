"""The hand-in page's rows: what is missing or odd, what the sheet holds, what was handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.i18n import _, ngettext
from app.rules.problem import Problem, Severity
from app.visit import Visit
from ui.icons import Icon
from ui.models.evidence import EvidenceRow
from ui.models.roles import ProblemRow
from ui.screens.base import Target
from ui.theme import Tone

_LOOKS = {
    Severity.ERROR: (Tone.CRITICAL, Icon.ERROR),
    Severity.WARNING: (Tone.CONCERN, Icon.MISSING),
    Severity.HINT: (Tone.MUTED, Icon.INFO),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """Problems of one weight with the place that each leads to."""

    rows: tuple[ProblemRow, ...]
    targets: dict[str, Target]


def listed(visit: Visit, problems: Sequence[Problem], severity: Severity) -> Listed:
    """Of all problems those of one weight."""
    found = [p for p in problems if p.severity is severity]
    findings = frozenset(c.id for c in visit.captures.findings())
    blocks = {block.id: block.label for block in visit.instrument.blocks()}
    targets = {str(number): target(findings, p) for number, p in enumerate(found)}
    rows = tuple(_row(blocks, str(number), p) for number, p in enumerate(found))
    return Listed(rows, targets)


def target(findings: frozenset[str], problem: Problem) -> Target:
    """The page where a problem is mended, and the place there; `findings` are capture ids."""
    spot = problem.spot
    if problem.place == "declaration":
        return Target("sign_in", district=spot.district)
    page = "feedback" if spot.capture in findings else "scoring"
    return Target(page, spot.block, spot.item, spot.district, capture=spot.capture)


def _row(blocks: Mapping[str, str], number: str, problem: Problem) -> ProblemRow:
    tone, icon = _LOOKS[problem.severity]
    return ProblemRow(
        id=number,
        text=_(problem.template).format(**problem.values),
        place=blocks.get(problem.spot.block, ""),
        action=_("Go there"),
        tone=tone,
        icon=icon,
    )


def contents(visit: Visit) -> tuple[EvidenceRow, ...]:
    """What the sheet holds, in figures."""
    cells, given = visit.scores.cells(), visit.scores.given()
    done = sum((item.id, district) in given for _block, item, district in cells)
    counts = (
        ("finding", _("Findings"), Icon.FINDINGS),
        ("document", _("Document checks"), Icon.FILES),
        ("answer", _("Checklist answers"), Icon.OBSERVATION),
        ("interview", _("Interviews"), Icon.INTERVIEWS),
        ("note", _("Notes"), Icon.NOTE),
        ("photo", _("Photos"), Icon.PHOTO),
        ("survey", _("Survey responses"), Icon.SURVEY),
    )
    rows = [EvidenceRow("score", _("Scores given"), f"{done}/{len(cells)}", Icon.SCORING)] * bool(
        cells
    )
    for kind, name, icon in counts:
        count = len(visit.captures.all(kind))
        if count:
            rows.append(EvidenceRow(kind, name, str(count), icon))
    return tuple(rows)


def history(visit: Visit) -> tuple[EvidenceRow, ...]:
    """Revisions, newest first."""
    return tuple(
        EvidenceRow(
            str(row.revision),
            _revision(row.revision, row.reason),
            f"{said_time(row.at)}  {row.check_code}",
            Icon.SHEET,
        )
        for row in reversed(visit.handin.history())
    )


def _revision(number: int, reason: str) -> str:
    name = _("Revision {number}").format(number=number)
    return f"{name}·{reason}" if reason else name


def said_time(at: str) -> str:
    """Hour and minute of a stamp as the laptop that made it showed them."""
    return f"{datetime.fromisoformat(at):%H:%M}"


def weight(count: int) -> str:
    return ngettext("{count} place", "{count} places", count).format(count=count)
