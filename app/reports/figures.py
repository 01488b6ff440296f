"""The live figures: every name that a passage may use in braces, with its printed text.

A text that is empty means that the figure is not known.
"""

from decimal import Decimal

from app.model.archive import FollowState
from app.model.panel import Duty
from app.model.setup import Figure, Staffing
from app.model.station import District, Organisation, Role
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.printing import converted
from app.reports.wording import (
    count,
    listed,
    long_date,
    measured,
    money,
    two_places,
    year_month,
)
from app.rules.deadlines import Limits
from app.rules.period import elapsed_share, month_keys, period_months
from app.rules.progress import progress, rounded_percent
from app.rules.staffing import (
    Presence,
    Rate,
    certified_presence,
    presence,
    stability,
    two_year_share,
)
from app.rules.survey import Survey, survey

Figures = dict[str, str]

_PEOPLE = (
    "posts",
    "certified_posts",
    "certified",
    "uncertified",
    "senior",
    "middle",
    "assistant",
    "related",
    "other",
    "supervisors",
    "supervisor_years",
    "stable",
    "two_years",
    "joined",
    "party_members",
    "lead_certificate",
    "lead_years",
)
_COUNTS = ("households", "persons", "records", "files")


def figures(given: ReportInput, form: Form) -> Figures:
    """Names with dots belong to something that there are several of: `party.buyer`, `i.visits.percent`."""
    return {
        **_station(given, form),
        **_organisations(given),
        **_follow_ups(given),
        **_times(given),
        **_panel(given),
        **_staffing(given.setup.staffing),
        **_scores(given, form),
        **_survey(survey_of(given)),
        **_indicators(given),
        **_reported(given.setup.figures),
        **_districts(given.setup.districts),
    }


def survey_of(given: ReportInput) -> Survey:
    return survey(given.survey, given.instrument.survey, given.setup.population)


def reported_name(figure: Figure) -> str:
    return f"f.{figure.key}.{figure.district}" if figure.district else f"f.{figure.key}"


def known_sum(district: District, field: str) -> int | None:
    """Over the district's sites; None where one of them is not known."""
    values = [getattr(site, field) for site in district.sites]
    return sum(values) if values and None not in values else None


def _station(given: ReportInput, form: Form) -> Figures:
    setup = given.setup
    return {
        "station": setup.station.name,
        "short": setup.station.short or setup.station.name,
        "town": setup.station.town,
        "county": setup.station.county,
        "address": setup.station.address,
        "branch_address": setup.station.branch_address,
        "since": year_month(setup.station.since),
        "term": form.terms[setup.term.value],
        "service_blocks": listed(setup.service_blocks),
        "service_block_count": _some(len(setup.service_blocks)),
        "community_organisations": listed(setup.community_organisations),
        "community_organisation_count": _some(len(setup.community_organisations)),
        "population": count(setup.population.total),
        "groups": listed(setup.population.groups),
    }


def _some(number: int) -> str:
    return str(number) if number else ""


def _organisations(given: ReportInput) -> Figures:
    found: Figures = {}
    for role in Role:
        organisation = given.setup.organisations.get(role, Organisation(name="-"))
        known = role in given.setup.organisations
        found[role.value] = organisation.name if known else ""
        found[f"{role.value}.short"] = (organisation.short or organisation.name) if known else ""
        found[f"{role.value}.person"] = organisation.person
    return found


def _follow_ups(given: ReportInput) -> Figures:
    states = [one.state for one in given.follow_ups]
    return {
        "follow_ups": _some(len(states)),
        "unjudged": _some(len(given.unjudged)),
        **{s.value.replace("-", "_"): _some(states.count(s)) for s in FollowState},
    }


def _times(given: ReportInput) -> Figures:
    setup = given.setup
    elapsed = elapsed_share(setup)
    return {
        "visited_on": long_date(setup.visited_on),
        "today": long_date(given.today),
        "contract_start": long_date(setup.contract.start),
        "contract_end": long_date(setup.contract.end),
        "fee": money(setup.contract.fee) if setup.contract.fee else "",
        "period_start": long_date(setup.period.start),
        "period_end": long_date(setup.period.end),
        "months": count(period_months(setup.period)),
        "month_count": str(len(month_keys(setup.period.start, setup.period.end))),
        **{f"limit.{name}": str(getattr(Limits(), name)) for name in Limits.__struct_fields__},
        "elapsed": "" if elapsed is None else two_places(rounded_percent(elapsed)),
    }


def _panel(given: ReportInput) -> Figures:
    panel = given.setup.panel
    staff = sum(p.duty is Duty.STAFF for p in panel)
    districts = given.setup.districts
    return {
        "experts": _some(len(panel) - staff),
        "staff": _some(staff),
        "district_count": str(len(districts)),
        "site_count": str(sum(len(d.sites) for d in districts)),
    }


def _staffing(staffing: Staffing) -> Figures:
    people = {name: count(getattr(staffing, name) or None) for name in _PEOPLE}
    return {
        **people,
        "stable": count(staffing.stable),
        "left": count(staffing.left or None),
        "lead_certificate": _certificate(staffing.lead_certificate),
        "team": count(staffing.total or None),
        **_presence("", presence(staffing), known=bool(staffing.months)),
        **_presence("certified_", certified_presence(staffing), known=bool(staffing.months)),
        **_rate("stable_rate", stability(staffing)),
        **_rate("two_year_rate", two_year_share(staffing)),
        "personnel_ratio": count(staffing.personnel_ratio),
    }


def _certificate(name: str) -> str:
    return name if not name or name.endswith(("证", "书")) else f"{name}证书"


def _presence(prefix: str, found: Presence, *, known: bool) -> Figures:
    values = {
        "required": found.required,
        "present": found.present,
        "surplus": found.surplus,
        "net_shortage": found.net_shortage,
        "short_months": found.short_months,
    }
    shown = known and bool(found.required)
    return {prefix + name: count(value) if shown else "" for name, value in values.items()}


def _rate(name: str, rate: Rate | None) -> Figures:
    return {
        name: two_places(rate.percent) if rate else "",
        f"{name}_base": count(rate.base) if rate else "",
    }


def _scores(given: ReportInput, form: Form) -> Figures:
    outcome, instrument = given.outcome, given.instrument
    found = {
        "total": converted(outcome.total, form, instrument.places),
        "grade": outcome.grade or form.pending,
        "grade_by_score": outcome.grade_by_score or form.pending,
        "full": count(sum((p.full for p in instrument.parties), Decimal(0))),
        "survey_minimum": str(instrument.survey.minimum),
        "veto_grade": instrument.veto_grade,
    }
    for party in outcome.parties:
        found[f"party.{party.party.id}"] = converted(party.converted, form, instrument.places)
        found[f"weight.{party.party.id}"] = count(party.party.full)
        for block in party.blocks:
            found[f"score.{block.block.id}"] = converted(block.converted, form, instrument.places)
    return found


def _survey(found: Survey) -> Figures:
    values = {
        "survey_needed": str(found.needed),
        "answered": str(found.answered),
        "aware": count(found.aware if found.asked else None),
        "asked": count(found.asked or None),
        "awareness": two_places(found.awareness),
    }
    for index, band in enumerate(found.bands, 1):
        values[f"band.{index}"] = str(band.count)
        values[f"band.{index}.share"] = two_places(band.share)
    return values


def _indicators(given: ReportInput) -> Figures:
    found: Figures = {}
    for line in progress(given.setup.indicators, elapsed_share(given.setup)):
        one = line.indicator
        found[f"i.{one.id}.actual"] = measured(one.actual, one.unit)
        found[f"i.{one.id}.target"] = measured(one.target, one.unit) if one.target else ""
        found[f"i.{one.id}.percent"] = two_places(line.percent)
    return found


def _reported(reported: tuple[Figure, ...]) -> Figures:
    return {reported_name(f): measured(f.value, f.unit) for f in reported}


def _districts(districts: tuple[District, ...]) -> Figures:
    found: Figures = {}
    for district in districts:
        found[f"d.{district.id}.staff"] = count(district.staff)
        found[f"d.{district.id}.sites"] = _some(len(district.sites))
        for field in _COUNTS:
            found[f"d.{district.id}.{field}"] = count(known_sum(district, field))
    return found
