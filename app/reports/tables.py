"""The report's tables as plain rows of texts."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from app.model.instrument import PartyScheme
from app.model.outcome import Line
from app.model.setup import Indicator, StaffMonth
from app.model.text import plain
from app.reports.figures import Figures
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.marks import Kind, Source, Sourced
from app.reports.printing import converted
from app.reports.wording import measured, year_month
from app.rules.staffing import Presence, certified_presence, presence

Row = dict[str, object]


def scores(given: ReportInput, form: Form, known: Figures) -> Row:
    """Groups of rows; the converted figure of a group covers all its rows."""
    places = given.instrument.places
    groups = [_group(lines, form, places) for lines in _spans(given.outcome.lines)]
    return {"groups": groups, "total": known["total"], "grade": known["grade"]}


def _spans(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    groups: list[tuple[Line, ...]] = []
    start = 0
    while start < len(lines):
        span = max(1, lines[start].span)
        groups.append(lines[start : start + span])
        start += span
    return groups


def _group(lines: tuple[Line, ...], form: Form, places: int) -> Row:
    return {
        "converted": Sourced(converted(lines[0].converted, form, places), _given(lines[0])),
        "rows": [
            {
                "label": line.label if line.block else _label(line.party, line.label, form),
                "full": plain(line.full),
                "score": Sourced("—" if line.out else line.score or form.pending, _given(line)),
            }
            for line in lines
        ],
    }


def _given(line: Line) -> Source:
    """Where the figure of a row is entered or merged."""
    if not line.block:
        return Source(Kind.PARTY, line.party)
    return Source(Kind.SCORE, block=line.block, district=line.district)


def _label(party: str, label: str, form: Form) -> str:
    return form.party_labels.get(party, label)


def parties(given: ReportInput, form: Form, known: Figures) -> Row:
    """The four parties in the form's order, with full marks that add up."""
    by_id = {party.id: party for party in given.instrument.parties}
    order = [p for p in form.party_order if p in by_id]
    order += [p for p in by_id if p not in form.party_order]
    rows = [
        {
            "label": _label(p, by_id[p].label, form),
            "full": plain(by_id[p].full),
            "score": Sourced(known[f"party.{p}"], _of_party(by_id[p])),
        }
        for p in order
    ]
    return {"rows": rows, "total": known["total"], "grade": known["grade"], "full": known["full"]}


def _of_party(party: PartyScheme) -> Source:
    if party.blocks:
        return Source(Kind.SCORE, block=party.blocks[0].id)
    return Source(Kind.PARTY, party.id)


def indicators(given: ReportInput, form: Form, known: Figures) -> Row:
    """Attachment 1: indicators in groups, each followed by what the districts did of it."""
    groups = [
        {
            "name": group,
            "rows": [row for one in members for row in _indicator(one, given, form, known)],
        }
        for group, members in groupby(given.setup.indicators, key=lambda i: i.group or i.label)
    ]
    return {"groups": groups, "present": bool(groups)}


def _indicator(one: Indicator, given: ReportInput, form: Form, known: Figures) -> list[Row]:
    source = Source(Kind.INDICATOR, one.id)
    own: Row = {
        "label": one.label,
        "unit": one.unit,
        "target": Sourced(known[f"i.{one.id}.target"] or "—", source),
        "actual": Sourced(known[f"i.{one.id}.actual"], source),
        "percent": Sourced(_percent(known[f"i.{one.id}.percent"]), source),
    }
    return [own, *_shares(one, given, form)]


def _shares(one: Indicator, given: ReportInput, form: Form) -> list[Row]:
    names = {district.id: district.name for district in given.setup.districts}
    return [
        {
            "label": (form.within if first else "　" * len(form.within)) + names[district],
            "unit": one.unit,
            "target": "",
            "actual": Sourced(
                measured(one.districts[district], one.unit),
                Source(Kind.INDICATOR, one.id, district=district),
            ),
            "percent": "",
        }
        for first, district in _marked(d for d in names if d in one.districts)
    ]


def _percent(text: str) -> str:
    return f"{text}%" if text else "—"


def staffing(given: ReportInput) -> Row:
    """Attachment 2: presence by month, with the sum of the period."""
    own = given.setup.staffing
    all_staff, certified = presence(own), certified_presence(own)
    return {
        "rows": [_month(month, reported=_reported(certified)) for month in own.months],
        "sum": {
            **_presence("", all_staff, reported=_reported(all_staff)),
            **_presence("certified_", certified, reported=_reported(certified)),
        },
        "present": bool(own.months),
    }


def _reported(found: Presence) -> bool:
    return bool(found.required or found.present)


def _month(month: StaffMonth, *, reported: bool) -> Row:
    none = Decimal(0)
    certified = Presence(month.certified_required, month.certified_present, none)
    source = Source(Kind.STAFFING, month.month)
    cells = {
        "month": year_month(month.month),
        **_presence("", Presence(month.required, month.present, none), reported=True),
        **_presence("certified_", certified, reported=reported),
    }
    return {name: Sourced(text, source) for name, text in cells.items()}


def _presence(prefix: str, found: Presence, *, reported: bool) -> dict[str, str]:
    """A column that nobody filled prints as dashes, not as noughts."""
    values = {
        "required": plain(found.required),
        "present": plain(found.present),
        "difference": _signed(found.net),
    }
    return {prefix + name: text if reported else "—" for name, text in values.items()}


def _signed(value: Decimal) -> str:
    """A proper minus sign, so that no line breaks after it."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{plain(abs(value))}"


def _marked(keys: Iterable[str]) -> list[tuple[bool, str]]:
    """Each with whether it is the first."""
    return [(i == 0, key) for i, key in enumerate(keys)]
