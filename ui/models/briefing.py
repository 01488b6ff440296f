"""Briefing: what is known of the station, its indicators and its staff, in words and figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from app.i18n import _, ngettext
from app.model.capture import Capture, Note
from app.model.schedule import Stage
from app.model.setup import Setup, Staffing
from app.model.station import Role
from app.model.text import plain
from app.rules.period import contract_months, elapsed_share, period_months
from app.rules.progress import Progress, progress, rounded_percent
from app.rules.staffing import (
    Presence,
    Rate,
    certified_presence,
    presence,
    stability,
    two_year_share,
)
from app.visit import Visit
from ui.models.roles import FindingRow
from ui.theme import Tone

STAGE = Stage.BRIEFING.value


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; `tone` marks a value that somebody should look at."""

    label: str
    value: str
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator, or the heading of a group, which has no id.

    `share` is what was reached of the target, `elapsed` of the time; None where unknown.
    """

    id: str
    name: str
    figures: str = ""
    percent: str = ""
    word: str = ""
    share: float | None = None
    elapsed: float | None = None
    tone: Tone = Tone.MUTED

    @property
    def spoken(self) -> str:
        said = (self.name, self.figures, self.percent, self.word)
        return " ".join(part for part in said if part)


def station_facts(setup: Setup) -> tuple[Fact, ...]:
    """What one should know before the first question; what is not known is left out."""
    return tuple(fact for fact in _station_facts(setup) if fact.value)


def _station_facts(setup: Setup) -> Iterator[Fact]:
    station = setup.station
    yield Fact(_("Name"), station.name)
    yield Fact(_("Town"), "".join((station.county, station.town)))
    yield Fact(_("Address"), station.address)
    yield Fact(_("Second address"), station.branch_address)
    yield Fact(_("Since"), station.since)
    for role, label in (
        (Role.CONTRACTOR, _("Run by")),
        (Role.BUYER, _("Bought by")),
        (Role.BUREAU, _("Bureau")),
        (Role.SUPERVISION, _("Supervision")),
    ):
        found = setup.organisations.get(role)
        yield Fact(label, found.name if found else "")
    yield from _contract_facts(setup)
    sites = sum(len(district.sites) for district in setup.districts)
    yield Fact(_("Districts"), _places(len(setup.districts), sites))
    yield Fact(_("People in need"), _population(setup))


def _contract_facts(setup: Setup) -> Iterator[Fact]:
    contract, period = setup.contract, setup.period
    months = _months(period_months(period))
    yield Fact(_("Contract year"), _span(contract.start, contract.end))
    fee = _("{amount} yuan a year").format(amount=f"{contract.fee:,.2f}".removesuffix(".00"))
    yield Fact(_("Fee"), fee if contract.fee else "")
    yield Fact(
        _("Evaluated period"),
        _("{span}, {months}").format(span=_span(period.start, period.end), months=months),
    )


def figure_facts(setup: Setup) -> tuple[Fact, ...]:
    """What the station reports of itself."""
    names = {district.id: district.name for district in setup.districts}
    return tuple(
        Fact(
            "·".join(part for part in (names.get(f.district or "", ""), f.label) if part),
            f"{_grouped(f.value)} {f.unit}".strip(),
        )
        for f in setup.figures
    )


def elapsed_words(setup: Setup) -> str:
    """How much of the contract's time the evaluated period covers; empty where unknown."""
    share = elapsed_share(setup)
    if share is None:
        return ""
    return _("{part} of {whole} elapsed, {percent}%").format(
        part=plain(period_months(setup.period)),
        whole=_months(contract_months(setup.contract)),
        percent=plain(rounded_percent(share)),
    )


def indicator_rows(setup: Setup) -> tuple[IndicatorRow, ...]:
    """Under the headings of their groups, in the set-up's order."""
    elapsed = elapsed_share(setup)
    share = None if elapsed is None else float(elapsed)
    rows: list[IndicatorRow] = []
    for group, found in groupby(progress(setup.indicators, elapsed), lambda p: p.indicator.group):
        if group:
            rows.append(IndicatorRow("", group))
        rows.extend(_indicator_row(one, share) for one in found)
    return tuple(rows)


def _indicator_row(one: Progress, elapsed: float | None) -> IndicatorRow:
    own = one.indicator
    actual = plain(own.actual)
    if one.percent is None:
        return IndicatorRow(own.id, own.label, f"{actual} {own.unit}".strip(), "", _("no target"))
    word, tone = _pace(behind=one.behind)
    return IndicatorRow(
        own.id,
        own.label,
        f"{actual} / {plain(own.target)} {own.unit}".strip(),
        f"{plain(one.percent)}%",
        word,
        float(one.percent) / 100,
        elapsed,
        tone,
    )


def _pace(*, behind: bool | None) -> tuple[str, Tone]:
    if behind is None:
        return "", Tone.ACCENT
    return (_("behind time"), Tone.CONCERN) if behind else (_("ahead of time"), Tone.PRAISE)


def staffing_facts(setup: Setup) -> tuple[Fact, ...]:
    """Presence against what is required, then people, then rates with their base."""
    found = (*_presence_facts(setup.staffing), *_people_facts(setup.staffing))
    return tuple(fact for fact in found if fact.value)


def _presence_facts(staffing: Staffing) -> Iterator[Fact]:
    everybody, certified = presence(staffing), certified_presence(staffing)
    for label, found in (
        (_("Presence"), everybody),
        (_("Certified presence"), certified),
    ):
        if found.required or found.present:
            short = found.shortage(staffing.shortage)
            yield Fact(label, _presence(found, short), Tone.CONCERN if short else Tone.TEXT)
    months = [m for m in staffing.months if m.present < m.required]
    if months:
        said = (f"{m.month} −{plain(m.required - m.present)}" for m in months)
        yield Fact(_("Short months"), _(", ").join(said), Tone.CONCERN)


def _presence(found: Presence, short: Decimal) -> str:
    figures = _("{present} of {required} person-months").format(
        present=plain(found.present), required=plain(found.required)
    )
    if short:
        state = _("{count} short").format(count=plain(short))
    elif found.surplus:
        state = _("{count} over").format(count=plain(found.surplus))
    else:
        state = _("in full")
    return _("{figures}, {state}").format(figures=figures, state=state)


def _people_facts(staffing: Staffing) -> Iterator[Fact]:
    for label, count in (
        (_("Required posts"), staffing.posts or None),
        (_("On the staff"), staffing.total),
        (_("Certified"), staffing.certified),
        (_("Senior certificate"), staffing.senior),
        (_("Middle certificate"), staffing.middle),
        (_("Assistant certificate"), staffing.assistant),
        (_("Related degrees"), staffing.related),
        (_("Supervisors"), staffing.supervisors),
    ):
        yield Fact(label, "" if count is None else str(count))
    yield Fact(_("Station head"), _head(staffing))
    yield Fact(_("Stability"), _rate(stability(staffing)))
    yield Fact(_("Two years or more"), _rate(two_year_share(staffing)))
    ratio = staffing.personnel_ratio
    yield Fact(_("Personnel cost"), "" if ratio is None else f"{plain(ratio)}%")
    met = staffing.training_met
    said = _("reached") if met else _("not reached")
    tone = Tone.CONCERN if met is False else Tone.TEXT
    yield Fact(_("Training hours"), "" if met is None else said, tone)


def _head(staffing: Staffing) -> str:
    years = staffing.lead_years
    known = ngettext("{count} year", "{count} years", years or 0).format(count=years)
    return _(", ").join(
        part for part in (staffing.lead_certificate, "" if years is None else known) if part
    )


def _rate(rate: Rate | None) -> str:
    if rate is None:
        return ""
    return _("{percent}% ({part} of {base} posts)").format(
        percent=plain(rate.percent), part=rate.part, base=rate.base
    )


def _span(start: date, end: date) -> str:
    return f"{start:%Y-%m-%d}–{end:%Y-%m-%d}"


def _months(count: Decimal) -> str:
    return _("{count} months").format(count=plain(count))


def _places(districts: int, sites: int) -> str:
    if not districts:
        return ""
    first = ngettext("{count} district", "{count} districts", districts).format(count=districts)
    second = ngettext("{count} site", "{count} sites", sites).format(count=sites)
    return _("{districts}, {sites}").format(districts=first, sites=second)


def _population(setup: Setup) -> str:
    known = setup.population
    parts = []
    if known.total is not None:
        parts.append(ngettext("{count} person", "{count} people", known.total))
    if known.groups:
        parts.append(ngettext("{groups} group", "{groups} groups", len(known.groups)))
    filled = (part.format(count=known.total, groups=len(known.groups)) for part in parts)
    return _(", ").join(filled)


def _grouped(value: Decimal) -> str:
    whole, point, part = plain(value).partition(".")
    return f"{int(whole):,}{point}{part}"


def note_rows(visit: Visit, without: str = "") -> tuple[FindingRow, ...]:
    """Notes of this stage as written; `place` is the time."""
    return tuple(
        FindingRow(c.id, c.body.text, place=f"{c.at:%H:%M}")
        for c in notes_of(visit)
        if c.id != without and isinstance(c.body, Note)
    )


def notes_of(visit: Visit) -> tuple[Capture, ...]:
    """Notes of this stage in the order in which they were begun."""
    found = visit.captures.all("note")
    return tuple(c for c in found if isinstance(c.body, Note) and c.body.stage == STAGE)
