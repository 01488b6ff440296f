"""The hand-in page's rows: what is missing or odd, what the sheet holds, what was handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.i18n import _, ngettext
from app.rules.handin_check import DRAFT_PLACE
from app.rules.problem import Problem, Severity
from app.visit import Visit
from ui.icons import Icon
from ui.models.evidence import EvidenceRow
from ui.models.roles import ProblemRow
from ui.screens.base import QUICK, Target
from ui.theme import Tone

_LOOKS = {
    Severity.ERROR: (Tone.CRITICAL, Icon.ERROR),
    Severity.WARNING: (Tone.CONCERN, Icon.MISSING),
    Severity.HINT: (Tone.MUTED, Icon.INFO),
}


class Listed:
    """Problems of one weight; rows and places are made when somebody looks at them."""

    def __init__(self, visit: Visit, problems: Sequence[Problem], severity: Severity) -> None:
        self._visit = visit
        self._problems = [p for p in problems if p.severity is severity]

    def __len__(self) -> int:
        return len(self._problems)

    def rows(self) -> tuple[ProblemRow, ...]:
        """Their ids are the numbers that `target` takes."""
        blocks = {block.id: block.label for block in self._visit.instrument.blocks()}
        return tuple(_row(blocks, str(n), p) for n, p in enumerate(self._problems))

    def target(self, number: str) -> Target | None:
        """Where a problem is mended; None where the row has gone in the meantime."""
        if not number.isdecimal() or int(number) >= len(self):
            return None
        findings = frozenset(c.id for c in self._visit.captures.findings())
        return target(findings, self._problems[int(number)])


def target(findings: frozenset[str], problem: Problem) -> Target:
    """The page where a problem is mended, and the place there; `findings` are capture ids."""
    spot = problem.spot
    if problem.place == "declaration":
        return Target("sign_in", district=spot.district)
    if problem.place == DRAFT_PLACE:
        return Target(QUICK)
    page = "feedback" if spot.capture in findings else "scoring"
    return Target(page, spot.block, spot.item, spot.district, capture=spot.capture)


def _row(blocks: Mapping[str, str], number: str, problem: Problem) -> ProblemRow:
    tone, icon = _LOOKS[problem.severity]
    return ProblemRow(
        id=number,
        text=_(problem.template).format(**problem.values),
        place=_place(blocks, problem),
        action=_("Go there"),
        tone=tone,
        icon=icon,
    )


def _place(blocks: Mapping[str, str], problem: Problem) -> str:
    if problem.place == DRAFT_PLACE:
        return _("Quick capture")
    return blocks.get(problem.spot.block, "")


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
