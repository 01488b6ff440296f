"""Set-up files: a visit before the day, with the instrument that it names or holds."""

import re
from pathlib import Path

from app.errors import UserError
from app.exchange.instrument_file import (
    instrument_of,
    load_shipped,
    read_instrument,
    shipped_instruments,
)
from app.exchange.yaml_file import Document, read_document
from app.i18n import N_
from app.model.instrument import Instrument
from app.model.setup import Setup

FORMAT = "huiping-setup/1"
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]\Z")


def read_setup(path: Path) -> tuple[Setup, Instrument]:
    """Reads a set-up with its instrument.

    That is one that comes with the program, a file in the same folder or below it, or one
    written inside the set-up.

    Raises:
        UserError: either cannot be read or a field is wrong.
    """
    document = read_document(path, FORMAT)
    fields = dict(document.value)
    named = fields.pop("instrument", None)
    instrument = _instrument(document, named, path.parent)
    with_times(fields)
    return document.with_value(fields).convert(Setup), instrument


def _instrument(document: Document, named: object, folder: Path) -> Instrument:
    if isinstance(named, dict):
        return instrument_of(_inside(document, named))
    if not isinstance(named, str):
        raise document.refusal(
            ("instrument",),
            UserError(
                N_("Name an instrument here: {known}, or a file in the same folder."),
                known=", ".join(shipped_instruments()),
            ),
        )
    try:
        return _named(named, folder)
    except UserError as error:
        raise document.refusal(("instrument",), error) from error


def _named(named: str, folder: Path) -> Instrument:
    if not named.endswith((".yaml", ".yml")):
        return load_shipped(named)
    target = (folder / named).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise UserError(
            N_("The instrument must lie in the set-up's own folder or below it."),
        )
    return read_instrument(target)


def _inside(document: Document, named: dict[str, object]) -> Document:
    """The part of a document that is an instrument, with its lines."""
    lines = {s[1:]: line for s, line in document.lines.items() if s[:1] == ("instrument",)}
    value = {key: inner for key, inner in named.items() if key != "format"}
    return Document(document.name, value, lines)


def with_times(fields: dict[str, object]) -> None:
    """Completes `8:45` to the `08:45:00` that the structs read."""
    agenda = fields.get("agenda")
    if isinstance(agenda, list):
        fields["agenda"] = [_with_clock(entry) for entry in agenda]


def _with_clock(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    return {key: _clock(value) for key, value in entry.items()}


def _clock(value: object) -> object:
    if isinstance(value, str) and _CLOCK.match(value):
        return f"{value.zfill(5)}:00"
    return value
