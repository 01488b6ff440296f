"""Vetoes in words: what was declared, by whom, and what the figures say with the sum shown."""

from dataclasses import dataclass
from decimal import Decimal

from app.i18n import N_, _
from app.model.decision import VetoState
from app.model.instrument import Measure
from app.model.outcome import VetoResult
from app.model.setup import Setup
from app.model.station import Term
from app.model.text import plain
from app.rules.staffing import Presence, certified_presence, presence

STATES = {
    VetoState.NOT_FOUND: N_("Absent"),
    VetoState.FOUND: N_("Found"),
    VetoState.UNVERIFIED: N_("Unclear"),
}


@dataclass(frozen=True, slots=True)
class VetoView:
    """A veto as a row shows it. `computed` is true where the figures alone decide.

    `contradicts`: what was declared is not what the figures say. `evidence` and `by` are as
    declared; `calculation` is empty where nothing is computed.
    """

    key: str
    label: str
    text: str
    state: VetoState
    evidence: str
    by: str
    calculation: str
    declared: bool
    computed: bool
    contradicts: bool


def veto_view(result: VetoResult, setup: Setup) -> VetoView:
    check = result.check
    return VetoView(
        key=result.veto.key,
        label=result.veto.label,
        text=result.veto.text,
        state=result.state,
        evidence=check.evidence if check else "",
        by=check.by if check else "",
        calculation=_calculation(result, setup),
        declared=check is not None,
        computed=check is None and result.computed is not None,
        contradicts=check is not None and result.computed not in (None, check.state),
    )


def state_word(state: VetoState) -> str:
    return _(STATES[state])


def _calculation(result: VetoResult, setup: Setup) -> str:
    measure = result.veto.measure
    if measure is None:
        return ""
    if measure is Measure.PERSONNEL_RATIO:
        return _ratio(result, setup)
    people = certified_presence if measure is Measure.CERTIFIED else presence
    return _shortage(result, people(setup.staffing), monthly=setup.staffing.shortage.monthly)


def _shortage(result: VetoResult, found: Presence, *, monthly: bool) -> str:
    if not found.required:
        return _("Nothing is required in the set-up, so it cannot be computed")
    limit = "—" if result.threshold is None else plain(result.threshold)
    if monthly:
        text = _("Short months add up to {short}; a veto from {limit} on")
        return text.format(short=plain(found.short_months), limit=limit)
    if found.net >= 0:
        text = _("{required} required, {present} present: {over} over")
    else:
        text = _("{required} required, {present} present: {short} short; a veto from {limit} on")
    return text.format(
        required=plain(found.required),
        present=plain(found.present),
        over=plain(found.surplus),
        short=plain(found.net_shortage),
        limit=limit,
    )


def _ratio(result: VetoResult, setup: Setup) -> str:
    if result.figure is None:
        by_year = _("Counts by the year; at midterm it is a warning only")
        return by_year if setup.term is Term.MID else _("The year's share is not entered")
    limit = result.threshold if result.threshold is not None else Decimal(0)
    if setup.term is Term.MID:
        text = _("{figure} % so far; it counts by the year, against {limit} %")
    else:
        text = _("{figure} % of the year's cost; a veto below {limit} %")
    return text.format(figure=plain(result.figure), limit=plain(limit))
