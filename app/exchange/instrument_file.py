"""Instrument files: reading them, and those that come with the program."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.errors import UserError
from app.exchange.yaml_file import Document, read_document
from app.i18n import N_
from app.model.instrument import Instrument
from app.rules.instrument_check import id_problems, instrument_problems
from app.rules.problem import Problem, errors

FORMAT = "huiping-instrument/1"
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "instruments"


def read_instrument(path: Path) -> Instrument:
    """Reads and checks an instrument.

    Raises:
        UserError: it cannot be read, a field is wrong, or its sums, bands or ids do not fit.
    """
    return instrument_of(read_document(path, FORMAT))


def read_draft(path: Path) -> Instrument:
    """Reads an instrument that may still be unfinished: sums and bands are not looked at.

    Raises:
        UserError: it cannot be read, a field is wrong, or an id stands twice.
    """
    document = read_document(path, FORMAT)
    instrument = document.convert(Instrument)
    _refuse(document, id_problems(instrument))
    return instrument


def instrument_of(document: Document) -> Instrument:
    """The instrument that a document (without its format line) describes; raises UserError."""
    instrument = document.convert(Instrument)
    _refuse(document, instrument_problems(instrument))
    return instrument


def _refuse(document: Document, found: Iterable[Problem]) -> None:
    refuse_all([_refusal(document, problem) for problem in errors(found)])


def refuse_all(faults: Sequence[UserError]) -> None:
    """Raises one refusal for all faults, if there are any; the first two are told."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise UserError(
            N_("{first} {second} {count} faults in all."),
            first=faults[0],
            second=faults[1],
            count=len(faults),
        )


def _refusal(document: Document, problem: Problem) -> UserError:
    steps = tuple(int(index) if index else name for name, index in _STEP.findall(problem.place))
    return document.refusal(steps, UserError(problem.template, **problem.values))


def shipped_instruments() -> tuple[str, ...]:
    """Ids of the instruments that come with the program."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def load_shipped(instrument_id: str) -> Instrument:
    """Raises UserError when none of that id comes with the program."""
    if instrument_id not in shipped_instruments():
        raise UserError(
            N_("There is no instrument “{id}”. Those that come with the program: {known}."),
            id=instrument_id[:60],
            known=", ".join(shipped_instruments()),
        )
    return read_instrument(_FOLDER / f"{instrument_id}.yaml")
