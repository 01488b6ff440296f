"""What the figures of the set-up say about a veto; people still declare it."""

from decimal import Decimal

from app.model.decision import VetoState
from app.model.instrument import Measure, Veto
from app.model.setup import Setup
from app.model.station import Term
from app.rules.staffing import Presence, certified_presence, presence

Computed = tuple[VetoState | None, Decimal | None, Decimal | None]


def computed(veto: Veto, setup: Setup) -> Computed:
    """(state, figure, threshold); what cannot be told is None.

    A figure without a state is a warning at most: personnel cost counts by the year, so at
    midterm nothing is decided (handbook 1.4 b).
    """
    if veto.measure is None:
        return None, None, None
    if veto.measure is Measure.PERSONNEL_RATIO:
        return _personnel(veto, setup)
    staffing = setup.staffing
    certified = veto.measure is Measure.CERTIFIED
    return _short(veto, setup, certified_presence(staffing) if certified else presence(staffing))


def _short(veto: Veto, setup: Setup, found: Presence) -> Computed:
    threshold = veto.thresholds.get(setup.term.value)
    if not found.required:
        return None, None, threshold
    figure = found.shortage(setup.staffing.shortage)
    return _state(figure, threshold, over=True), figure, threshold


def _personnel(veto: Veto, setup: Setup) -> Computed:
    threshold = veto.thresholds.get("final")
    figure = setup.staffing.personnel_ratio
    if figure is None or setup.term is Term.MID:
        return None, figure, threshold
    return _state(figure, threshold, over=False), figure, threshold


def _state(figure: Decimal, threshold: Decimal | None, *, over: bool) -> VetoState | None:
    """`over`: the veto holds from the threshold on; else it holds below it."""
    if threshold is None:
        return None
    found = figure >= threshold if over else figure < threshold
    return VetoState.FOUND if found else VetoState.NOT_FOUND
