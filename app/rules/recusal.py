"""Who may not score what: own declarations and objections that were accepted (arithmetic 7)."""

from collections.abc import Sequence

from app.model.capture import Declaration
from app.model.decision import Objection
from app.rules.gather import RECUSED, Gathered

Recusals = dict[tuple[str, str], tuple[str, ...]]


def find_recusals(gathered: Gathered, objections: Sequence[Objection]) -> Recusals:
    """Reasons by (panelist, district); an empty district is the whole station."""
    reasons: dict[tuple[str, str], set[str]] = {}
    for cell in gathered.cells(Declaration):
        if RECUSED in cell.values:
            reasons.setdefault((cell.panelist, cell.district), set()).update(cell.reasons)
    for objection in objections:
        key = (objection.panelist, objection.district or "")
        reasons.setdefault(key, set()).add(objection.reason)
    return {key: tuple(sorted(filter(None, reasons[key]))) for key in sorted(reasons)}


def is_recused(recusals: Recusals, panelist: str, district: str | None) -> bool:
    """Whether somebody is out in a district, or in the station's own blocks (district None)."""
    return (panelist, "") in recusals or (panelist, district or "") in recusals
