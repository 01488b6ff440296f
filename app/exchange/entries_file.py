"""Entries files: what one panelist enters on the day, written by hand or by a script."""

from collections.abc import Callable
from pathlib import Path

from app.exchange.yaml_file import read_document
from app.model.entries import Entries

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
