"""Entries files: what one panelist enters on the day, written by hand or by a script."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from app.errors import UserError
from app.exchange.yaml_file import read_document
from app.i18n import N_
from app.model.capture import SurveyResponse
from app.model.entries import Entries, SurveyEntry
from app.model.instrument import SurveyRule

FORMAT = "huiping-entries/1"


def read_entries(path: Path) -> Entries:
    """Reads what one panelist enters.

    Whether its items, districts, questions and guides exist is for whoever enters it: the file
    alone does not know the visit.

    Raises:
        UserError: it cannot be read, or a field is wrong.
    """
    document = read_document(path, FORMAT)
    fields = dict(document.value)
    _lengthen(fields, "scores", _score)
    _lengthen(fields, "answers", _answer)
    _lengthen(fields, "documents", _document)
    return document.with_value(fields).convert(Entries)


def expand_survey(entries: tuple[SurveyEntry, ...], rule: SurveyRule) -> tuple[SurveyResponse, ...]:
    """One response per respondent; those without a code are numbered `R001` onward.

    Where only a band is known, the satisfaction is the band's middle.

    Raises:
        UserError: the instrument has no band of that name.
    """
    codes = _codes({entry.code for entry in entries})
    return tuple(
        SurveyResponse(
            code=entry.code or next(codes),
            satisfaction=_satisfaction(entry, rule),
            known=entry.known,
            way=entry.way,
        )
        for entry in entries
        for _ in range(entry.count)
    )


def _codes(taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        code = f"R{number:03}"
        if code not in taken:
            yield code


def _satisfaction(entry: SurveyEntry, rule: SurveyRule) -> Decimal | None:
    if not entry.band:
        return entry.satisfaction
    for band in rule.bands:
        if band.label == entry.band:
            return (band.low + band.high) / 2
    raise UserError(
        N_("The instrument has no satisfaction band “{band}”. Its bands: {known}."),
        band=entry.band[:60],
        known=", ".join(band.label for band in rule.bands),
    )


def _lengthen(fields: dict[str, object], name: str, one: Callable[[object], object]) -> None:
    """Writes the short forms out: `item: 1.8` becomes `item: {points: 1.8}`."""
    places = fields.get(name)
    if not isinstance(places, dict):
        return
    fields[name] = {
        place: {key: one(value) for key, value in inner.items()}
        if isinstance(inner, dict)
        else inner
        for place, inner in places.items()
    }


def _score(value: object) -> object:
    if value == "na":
        return {"na": True}
    return value if isinstance(value, dict) else {"points": value}


def _answer(value: object) -> object:
    return {"value": value} if isinstance(value, str) else value


def _document(value: object) -> object:
    return {"state": value} if isinstance(value, str) else value
