"""Plays an entries file into a panelist's visit: everything, or nothing."""

from collections.abc import Iterator

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_
from app.model.capture import (
    Answer,
    AnyBody,
    Declaration,
    DocumentCheck,
    Finding,
    Interview,
    Note,
    Reaction,
    Score,
    ScoreState,
    SurveyResponse,
)
from app.model.entries import STATION, Entries, Placed, SurveyEntry
from app.model.instrument import Instrument, SurveyBand
from app.services.captures import ANYWHERE, CaptureService, Place
from app.services.state import State

Recorded = tuple[AnyBody, Place]


def enter(state: State, captures: CaptureService, entries: Entries) -> Changes:
    """Stores all that the file says in one undo step.

    Raises:
        UserError: it is another panelist's, or something in it is refused; nothing is stored.
    """
    if entries.panelist is not None and entries.panelist != state.person:
        raise UserError(
            N_("The entries are of “{other}”, but this pack is of “{own}”."),
            other=entries.panelist,
            own=state.person,
        )
    return captures.record_all(_all(entries, state.instrument), N_("Enter a whole file"))


def _all(entries: Entries, instrument: Instrument) -> Iterator[Recorded]:
    yield from _declarations(entries)
    yield from _scores(entries, instrument)
    yield from _checks(entries)
    yield from _texts(entries)
    for asked in entries.survey:
        yield from _survey(asked, instrument)
    for heard in entries.reactions:
        yield Reaction(who=heard.who, text=heard.text), ANYWHERE


def _declarations(entries: Entries) -> Iterator[Recorded]:
    signed = entries.declaration
    station = next((r for r in signed.recused if r.district is None), None)
    yield (
        Declaration(
            signature=signed.signature,
            confidential=signed.confidential,
            recused=station is not None,
            reason=station.reason if station else "",
        ),
        ANYWHERE,
    )
    for recusal in signed.recused:
        if recusal.district is not None:
            place = Place(district=recusal.district)
            yield Declaration(recused=True, reason=recusal.reason), place


def _scores(entries: Entries, instrument: Instrument) -> Iterator[Recorded]:
    for where, items in entries.scores.items():
        for item, given in items.items():
            body = Score(
                state=ScoreState.NA if given.na else ScoreState.POINTS,
                points=given.points,
                reason=given.reason,
            )
            yield body, Place(block=_block(instrument, item), item=item, district=_district(where))


def _checks(entries: Entries) -> Iterator[Recorded]:
    for where, answers in entries.answers.items():
        for question, answer in answers.items():
            place = Place(item=question, site=_district(where))
            yield Answer(value=answer.value, remark=answer.remark), place
    for where, documents in entries.documents.items():
        for evidence, found in documents.items():
            body = DocumentCheck(state=found.state, where=found.where, remark=found.remark)
            yield body, Place(item=evidence, district=_district(where))


def _texts(entries: Entries) -> Iterator[Recorded]:
    for one in entries.findings:
        finding = Finding(stance=one.stance, text=one.text, party=one.party, outcome=one.outcome)
        yield finding, _place(one)
    for talk in entries.interviews:
        interview = Interview(
            guide=talk.guide,
            code=talk.code,
            who=talk.who,
            exchanges=talk.exchanges,
            remark=talk.remark,
        )
        yield interview, _place(talk)
    for note in entries.notes:
        yield Note(text=note.text, stage=note.stage), _place(note)


def _survey(asked: SurveyEntry, instrument: Instrument) -> Iterator[Recorded]:
    satisfaction = asked.satisfaction
    if asked.band:
        satisfaction = _band(asked.band, instrument).low
    for _number in range(asked.count):
        body = SurveyResponse(
            code=asked.code, satisfaction=satisfaction, known=asked.known, way=asked.way
        )
        yield body, ANYWHERE


def _band(label: str, instrument: Instrument) -> SurveyBand:
    for band in instrument.survey.bands:
        if band.label == label:
            return band
    raise UserError(
        N_("There is no survey band “{label}”. Bands: {known}."),
        label=label,
        known="、".join(band.label for band in instrument.survey.bands),
    )


def _place(one: Placed) -> Place:
    return Place(block=one.block, item=one.item, district=one.district, site=one.site)


def _district(where: str) -> str | None:
    return None if where == STATION else where


def _block(instrument: Instrument, item: str) -> str:
    try:
        return instrument.find_item(item)[0].id
    except KeyError:
        raise UserError(N_("There is no item “{id}”."), id=item) from None
