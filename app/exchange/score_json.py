"""The score as `huiping score --json` prints it (docs/formats.md). Decimals are texts."""

from decimal import Decimal

from app.model.instrument import Instrument
from app.model.outcome import Line, Open, Outcome, PartyResult, VetoResult
from app.model.setup import Setup
from app.model.text import plain

Json = dict[str, object]


def score_object(outcome: Outcome, setup: Setup, instrument: Instrument) -> Json:
    """Total, grade, parties, the rows of the printed table, vetoes, and what is open."""
    names = {district.id: district.name for district in setup.districts}
    return {
        "total": _text(outcome.total),
        "grade": outcome.grade,
        "grade_by_score": outcome.grade_by_score,
        "provisional": _text(outcome.provisional),
        "progress": {"done": outcome.done, "of": outcome.cells},
        "parties": [_party(party) for party in outcome.parties],
        "lines": [_line(line, instrument, names) for line in outcome.lines],
        "vetoes": [_veto(veto) for veto in outcome.vetoes],
        "open": [_open(one, names) for one in outcome.open],
    }


def _party(result: PartyResult) -> Json:
    return {
        "party": result.party.id,
        "label": result.party.label,
        "full": plain(result.party.full),
        "converted": _text(result.converted),
    }


def _line(line: Line, instrument: Instrument, names: dict[str, str]) -> Json:
    figures = {
        "label": line.label,
        "full": plain(line.full),
        "score": line.score,
        "converted": _text(line.converted),
    }
    if not line.block:
        return {"party": line.party, **figures}
    block = instrument.block(line.block)
    named: Json = {"block": block.label, "block_id": block.id}
    if line.district:
        named |= {"district": names.get(line.district, line.district), "district_id": line.district}
    return named | figures


def _veto(result: VetoResult) -> Json:
    return {
        "key": result.veto.key,
        "label": result.veto.label,
        "state": result.state.value,
        "declared": result.check.state.value if result.check else None,
        "computed": result.computed.value if result.computed else None,
        "figure": _text(result.figure),
        "threshold": _text(result.threshold),
        "evidence": result.check.evidence if result.check else "",
    }


def _open(one: Open, names: dict[str, str]) -> Json:
    entry: Json = {"kind": one.kind.value}
    for key in ("party", "block", "item", "veto", "sheet"):
        if value := getattr(one, key):
            entry[key] = value
    if one.district:
        entry |= {"district": names.get(one.district, one.district), "district_id": one.district}
    if one.who:
        entry["who"] = list(one.who)
    return entry


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
