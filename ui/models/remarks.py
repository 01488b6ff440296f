"""What the checker says of the draft, as rows of the list of problems."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from app.i18n import N_, _
from app.model.setup import Setup
from app.reports.checker.base import NAMES, Remark
from app.reports.marks import Kind, Source
from app.rules.problem import Severity
from ui.icons import Icon
from ui.models.problems import Linked, Way, way_to
from ui.models.roles import ProblemRow
from ui.theme import Tone

if TYPE_CHECKING:
    from app.reports.remarks import Found

PLACES = {
    Kind.FINDING: N_("Finding"),
    Kind.SECTION: N_("Findings"),
    Kind.SCORE: N_("Score table"),
    Kind.PARTY: N_("Parties"),
    Kind.INDICATOR: N_("Indicator table"),
    Kind.STAFFING: N_("Staffing table"),
    Kind.DISTRICT: N_("Heading of a district"),
}
FORM = N_("Wording of the form")
LOOKS = {
    Severity.ERROR: (Tone.CRITICAL, Icon.ERROR, N_("Must")),
    Severity.WARNING: (Tone.CONCERN, Icon.WARNING, N_("Should")),
    Severity.HINT: (Tone.MUTED, Icon.INFO, N_("May")),
}


def remark_rows(
    found: Iterable["Found"], setup: Setup, labels: Mapping[str, str], aside: Iterable[str]
) -> tuple[Linked, ...]:
    """A row for each remark; `labels` are the passages' by key, `aside` keys of what is set aside."""
    gone = frozenset(aside)
    rows = (_row(one, setup, labels, aside=one.key in gone) for one in found)
    return tuple({linked.row.id: linked for linked in rows}.values())


def sentence(remark: Remark) -> str:
    return _(remark.template).format(**remark.values)


def family(remark: Remark) -> str:
    return _(NAMES[remark.family])


def _row(found: "Found", setup: Setup, labels: Mapping[str, str], *, aside: bool) -> Linked:
    remark = found.remark
    tone, icon, word = LOOKS[remark.severity]
    row = ProblemRow(
        id=f"remark:{found.key}",
        text=sentence(remark),
        place=f"{family(remark)}·{where(found.source, labels)}",
        action=_action(found, aside=aside),
        tone=Tone.MUTED if aside else tone,
        icon=Icon.REMOVE if aside else icon,
        word=_("Set aside") if aside else _(word),
    )
    way = Way("") if found.source is None else way_to(found.source, setup)
    return Linked(row, way, found, aside=aside, severity=remark.severity)


def where(source: Source | None, labels: Mapping[str, str]) -> str:
    """What the place of a remark is called."""
    if source is None:
        return _(FORM)
    if source.kind is Kind.PASSAGE:
        return labels.get(source.key, source.key)
    return _(PLACES[source.kind])


def _action(found: "Found", *, aside: bool) -> str:
    if aside:
        return _("Bring back")
    return _("Mend it") if found.mendable else _("Show")
