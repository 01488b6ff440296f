"""Whether others' scores may be seen on a laptop: not before one's own are handed in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.model.panel import Panelist
from app.model.setup import Setup


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A panelist's visit on this laptop; `sealed` once it is handed in and not reopened."""

    panelist: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who must hand in first; `here` if that sheet is being filled in on this very laptop."""

    panelist: str
    name: str
    here: bool


def awaited(
    setup: Setup, user: str, own: Iterable[OwnSheet], collected: Collection[str]
) -> Awaited | None:
    """The first in the panel's order who must hand in before others' scores are shown.

    That is whoever scores on this laptop, and whoever scores and coordinates here, even if
    their pack was never opened. A recusal changes nothing: it can be taken back until the sheet
    is handed in. `user` is whose laptop it is, `collected` are those of whom a sheet counts.
    """
    sealed = {sheet.panelist: sheet.sealed for sheet in own}
    coordinating = {person.id for person in _coordinating(setup, user)}
    for person in _scoring(setup):
        here = person.id in sealed
        missing = person.id in coordinating and person.id not in collected
        if not sealed[person.id] if here else missing:
            return Awaited(person.id, person.name, here)
    return None


def _scoring(setup: Setup) -> tuple[Panelist, ...]:
    assigned = {assignment.panelist for assignment in setup.assignments}
    return tuple(person for person in setup.panel if person.id in assigned)


def _coordinating(setup: Setup, user: str) -> tuple[Panelist, ...]:
    """Who sits at the coordinator's laptop: the user, else all who coordinate.

    Where somebody coordinates who scores nothing, it is taken to be that person's.
    """
    named = tuple(person for person in setup.panel if person.name == user)
    if named:
        return named
    scoring = {person.id for person in _scoring(setup)}
    everyone = tuple(person for person in setup.panel if person.coordinates)
    return everyone if all(person.id in scoring for person in everyone) else ()
