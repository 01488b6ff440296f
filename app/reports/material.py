"""What the text blocks of a form are written from: lists and conditions, with live figures.

Every figure is given as its name in braces, or as nothing where it is not known, so that a
text block can ask for it and print it with one word.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from app.model.archive import FollowUp
from app.model.capture import Reaction, Stance
from app.model.curated import CuratedFinding
from app.model.decision import VetoState
from app.model.instrument import Band
from app.model.outcome import VetoResult
from app.model.setup import Figure
from app.model.station import District
from app.reports.figures import Figures, reported_name, survey_of
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.wording import counted, listed, long_date, ranged
from app.rules.period import elapsed_share
from app.rules.progress import Progress, progress
from app.rules.staffing import certified_presence, presence

Material = dict[str, object]


class Live(dict[str, str]):
    """Figures by name as `{name}`, or as nothing where the figure has no text."""

    def __init__(self, known: Figures) -> None:
        super().__init__((name, f"{{{name}}}" if text else "") for name, text in known.items())


def material(given: ReportInput, form: Form, known: Figures) -> Material:
    live = Live(known)
    return {
        "f": live,
        "n": _numbers(given, known),
        "sources": {
            "policies": listed(form.sources.policies),
            "standards": listed(form.sources.standards),
        },
        "lead_certificate": live["lead_certificate"],
        "training_met": given.setup.staffing.training_met,
        "bands": [_band(band) for band in _bands(given)],
        "band": next((_band(b) for b in _bands(given) if b.label == given.outcome.grade), {}),
        "parties": _parties(given, form, live),
        "blocks": [{"label": b.label, "full": b.full} for b in given.instrument.blocks()],
        "veto_texts": [veto.text for veto in given.instrument.vetoes],
        "vetoes": _vetoes(given.outcome.vetoes),
        "indicators": _indicators(given, live),
        "reported": _reported(given.setup.figures, live, None),
        "districts": [_district(given, d, live) for d in given.setup.districts],
        "survey_bands": _survey_bands(given, live),
        "survey_enough": survey_of(given).enough,
        "shortened": given.setup.station.short not in {"", given.setup.station.name},
        "scored": given.outcome.total is not None,
        "overruled": given.outcome.grade != given.outcome.grade_by_score,
        "pins": _pins(given, form),
        "first": _first(given),
        "follow_ups": [_follow_up(one) for one in given.follow_ups],
        "draft": given.draft,
        "reactions": _said(given.reactions),
        "replies": _said(given.replies),
        "annex": bool(given.annex),
    }


def _bands(given: ReportInput) -> list[Band]:
    return sorted(given.instrument.bands, key=lambda band: -band.low)


def _band(band: Band) -> Material:
    return {"label": band.label, "low": band.low, "high": band.high}


def _follow_up(one: FollowUp) -> Material:
    return {
        "text": one.finding.text,
        "place": one.finding.place,
        "since": long_date(one.finding.since),
        "state": one.state.value,
        "note": one.note,
    }


def _numbers(given: ReportInput, known: Figures) -> dict[str, Decimal | int | None]:
    """`title` is how many characters the report's title has; `short` sums what months lacked."""
    staffing = given.setup.staffing
    return {
        "title": len(known["station"]) + len(known["term"]) + len("评估报告"),
        "districts": len(given.setup.districts),
        "sites": sum(len(district.sites) for district in given.setup.districts),
        "left": staffing.left,
        "net": presence(staffing).net,
        "short": presence(staffing).short_months,
        "certified_net": certified_presence(staffing).net,
        "certified_short": certified_presence(staffing).short_months,
        "answered": survey_of(given).answered,
    }


def _parties(given: ReportInput, form: Form, live: Live) -> list[Material]:
    return [
        {
            "id": party.id,
            "label": form.party_labels.get(party.id, party.label),
            "full": live[f"weight.{party.id}"],
            "score": live[f"party.{party.id}"],
            "judges": party.judges,
        }
        for party in given.instrument.parties
    ]


def _vetoes(results: tuple[VetoResult, ...]) -> dict[str, list[Material]]:
    """By state: `found`, `not_found`, `unverified`."""
    return {
        state.name.lower(): [
            {"label": r.veto.label, "evidence": r.check.evidence if r.check else ""}
            for r in results
            if r.state is state
        ]
        for state in VetoState
    }


def _indicators(given: ReportInput, live: Live) -> list[Material]:
    lines = progress(given.setup.indicators, elapsed_share(given.setup))
    return [_indicator(line, live) for line in lines]


def _indicator(line: Progress, live: Live) -> Material:
    one = line.indicator
    return {
        "label": one.label,
        "counted": counted(one.label, one.unit),
        "unit": one.unit,
        "group": one.group,
        "actual": live[f"i.{one.id}.actual"],
        "target": live[f"i.{one.id}.target"],
        "percent": live[f"i.{one.id}.percent"],
        "behind": line.behind,
    }


def _reported(reported: tuple[Figure, ...], live: Live, district: str | None) -> list[Material]:
    return [
        {
            "key": f.key,
            "label": counted(f.label, f.unit),
            "value": live[reported_name(f)],
            "unit": f.unit,
            "note": f.note,
        }
        for f in reported
        if f.district == district
    ]


def _district(given: ReportInput, district: District, live: Live) -> Material:
    counts = ("staff", "households", "persons", "records", "files")
    return {
        "id": district.id,
        "name": district.name,
        "sites": listed(site.name for site in district.sites),
        "site_count": live[f"d.{district.id}.sites"],
        **{name: live[f"d.{district.id}.{name}"] for name in counts},
        "by_site": [
            {"name": s.name, "records": s.records, "files": s.files}
            for s in district.sites
            if s.records is not None and s.files is not None
        ],
        "reported": _reported(given.setup.figures, live, district.id),
    }


def _survey_bands(given: ReportInput, live: Live) -> list[Material]:
    return [
        {
            "label": ranged(b.band.label),
            "count": live[f"band.{i}"],
            "share": live[f"band.{i}.share"],
        }
        for i, b in enumerate(survey_of(given).bands, 1)
        if b.count
    ]


def _pins(given: ReportInput, form: Form) -> Mapping[str, dict[str, list[str]]]:
    """By pin, then `praise` and `concern`: what was sent there."""
    return {pin: _by_stance(f for f in given.used if pin in f.pins) for pin in form.pins}


def _first(given: ReportInput) -> dict[str, list[str]]:
    """The panel's own first finding of each place, as a proposal where nothing was sent."""
    seen: set[tuple[Stance, str | None, str | None]] = set()
    chosen: list[CuratedFinding] = []
    for finding in given.used:
        place = (finding.stance, finding.block, finding.district)
        own = finding.block is not None or finding.district is not None
        if own and place not in seen:
            seen.add(place)
            chosen.append(finding)
    return _by_stance(chosen)


def _by_stance(findings: Iterable[CuratedFinding]) -> dict[str, list[str]]:
    chosen = list(findings)
    return {
        stance.value: [f.text for f in chosen if f.stance is stance]
        for stance in (Stance.PRAISE, Stance.CONCERN)
    }


def _said(reactions: tuple[Reaction, ...]) -> list[Material]:
    return [{"who": r.who, "text": r.text} for r in reactions]
