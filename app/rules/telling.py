"""Captures and decisions as the audit tells them: what was typed, states in words, no ids and no marks of JSON."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.model.capture import (
    Answer,
    AnyBody,
    Capture,
    Declaration,
    DocumentCheck,
    Finding,
    Interview,
    Note,
    Photo,
    Reaction,
    Sample,
    Score,
    ScoreState,
    Similar,
    SurveyResponse,
)
from app.model.decision import Objection, PartyEntry, Pick, Settlement, Unit, VetoCheck
from app.model.text import plain
from app.rules.naming import Names
from app.rules.told import DISMISSED, EMPTY, RECUSED, SIGNED, state, told, word
from app.rules.values import NA_TEXT

PERCENT = Decimal(100)
Decided = Settlement | Pick | Objection | PartyEntry | VetoCheck


def tell(capture: Capture, names: Names) -> str:
    """What a capture says; one that says nothing yet is called so."""
    return tell_body(capture.body, names)


def tell_body(body: AnyBody, names: Names) -> str:
    return _TELLERS[type(body)](body, names) or word(EMPTY)


def tell_decision(body: Decided) -> str:
    """What was decided, with the reason or evidence, and who decided."""
    match body:
        case Settlement():
            return told(plain(body.points), body.reason, body.by)
        case Pick():
            value = state(ScoreState.NA) if body.value == NA_TEXT else body.value
            return told(value, body.by)
        case Objection():
            return told(body.reason, body.by)
        case PartyEntry():
            on = body.on.isoformat() if body.on else ""
            return told(_party_value(body), body.person, on)
        case VetoCheck():
            return told(state(body.state), body.evidence, body.by)


def _party_value(body: PartyEntry) -> str:
    value = plain(body.value)
    return f"{value}%" if body.unit is Unit.PERCENT else f"{value} {state(body.unit)}"


def decision_place(body: Decided, names: Names, *, labelled: bool = False) -> str:
    """Whose score, which cell; `labelled` leaves out what the operation's own label says."""
    match body:
        case Settlement():
            return names.place(item=None if labelled else body.item, district=body.district)
        case Pick():
            cell = names.place(item=body.item, district=body.district)
            return "·".join(p for p in (names.people.get(body.panelist), cell) if p)
        case Objection():
            where = names.place(district=body.district)
            return "·".join(p for p in (names.people.get(body.panelist), where) if p)
        case _:
            return ""


def _declaration(body: Declaration, _names: Names) -> str:
    what = RECUSED if body.recused else SIGNED
    return told(word(what), body.signature, body.reason)


def _answer(body: Answer, _names: Names) -> str:
    return told(state(body.value), body.remark)


def _document(body: DocumentCheck, _names: Names) -> str:
    return told(state(body.state), body.where, body.remark)


def _score(body: Score, _names: Names) -> str:
    points = state(body.state) if body.points is None else plain(body.points)
    return told(points, body.reason)


def _interview(body: Interview, names: Names) -> str:
    said = (":".join(p for p in (e.asked, e.answer) if p) for e in body.exchanges)
    return told(names.guides.get(body.guide), body.who, body.code, *said, body.remark)


def _note(body: Note, _names: Names) -> str:
    return body.text


def _photo(body: Photo, _names: Names) -> str:
    return body.caption


def _finding(body: Finding, _names: Names) -> str:
    return told(state(body.stance), body.text, body.outcome)


def _survey(body: SurveyResponse, _names: Names) -> str:
    share = "" if body.satisfaction is None else f"{plain(body.satisfaction)}%"
    return told(body.code, share, "" if body.known is None else str(body.known), body.way)


def _reaction(body: Reaction, _names: Names) -> str:
    return told(body.who, body.text)


def _sample(body: Sample, _names: Names) -> str:
    wrong = "、".join(one.record for one in body.inspected if one.problem)
    drawn = f"{len(body.drawn)}/{body.population}"
    return told(body.source, drawn, "、".join(body.drawn), wrong, body.note)


def _similar(body: Similar, _names: Names) -> str:
    share = f"{plain((body.likeness * PERCENT).quantize(Decimal(1)))}%"
    pair = f"{body.left.record} = {body.right.record}"
    return told(pair, share, word(DISMISSED) if body.dismissed else "")


_TELLERS: dict[type, Callable[[Any, Names], str]] = {
    Declaration: _declaration,
    Answer: _answer,
    DocumentCheck: _document,
    Score: _score,
    Interview: _interview,
    Note: _note,
    Photo: _photo,
    Finding: _finding,
    SurveyResponse: _survey,
    Reaction: _reaction,
    Sample: _sample,
    Similar: _similar,
}
