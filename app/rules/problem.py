"""What a check found: an untranslated sentence, its values, and the place to mend it at."""

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct, field

from app.i18n import N_


class Severity(Enum):
    """An error blocks what was asked for; a warning is only shown; a hint is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Spot(Struct, frozen=True, gc=False):
    """What a problem is about, by id, so that a screen can go there. Empty where it does not apply."""

    panelist: str = ""
    block: str = ""
    item: str = ""
    district: str = ""
    capture: str = ""


class Problem(Struct, frozen=True, gc=False):
    """`template` takes `values` by name once it is translated.

    `place` is a path inside the struct that was checked, as in `parties[0].blocks[2].full`.
    """

    template: str
    values: dict[str, object] = field(default_factory=dict)
    place: str = ""
    severity: Severity = Severity.ERROR
    spot: Spot = Spot()

    def __str__(self) -> str:
        """The English sentence, for logs and command-line users without a catalogue."""
        return self.template.format(**self.values)


def error(template: str, place: str, spot: Spot | None = None, **values: object) -> Problem:
    return Problem(template, values, place, Severity.ERROR, spot or Spot())


def warning(template: str, place: str, spot: Spot | None = None, **values: object) -> Problem:
    return Problem(template, values, place, Severity.WARNING, spot or Spot())


def hint(template: str, place: str, spot: Spot | None = None, **values: object) -> Problem:
    return Problem(template, values, place, Severity.HINT, spot or Spot())


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that block."""
    return tuple(p for p in problems if p.severity is Severity.ERROR)


def repeated(keys: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Of (place, key) pairs, those whose key stood before."""
    seen: set[str] = set()
    found = []
    for place, key in keys:
        if key in seen:
            found.append((place, key))
        seen.add(key)
    return tuple(found)


def twice_id(keys: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Of (place, id) pairs, an error for each id that stood before."""
    for place, name in repeated(keys):
        yield error(N_("The id “{id}” is used twice. Give one of them another."), place, id=name)


def blank(text: str, place: str) -> Iterator[Problem]:
    if not text.strip():
        yield error(N_("This text is empty. Fill it in."), place)
