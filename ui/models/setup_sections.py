"""The parts of a set-up in the order in which they are filled in, and how far each has come."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import N_, _
from app.model.setup import Setup
from app.rules.instrument_check import instrument_problems
from app.rules.problem import Problem, Severity
from app.rules.setup_check import setup_problems
from app.visit import Visit
from ui.models.roles import PlaceRow
from ui.theme import Tone

STATION, DISTRICTS, PANEL, ASSIGNMENTS = "station", "districts", "panel", "assignments"
INSTRUMENT, INDICATORS, STAFFING, AGENDA, CHECK = (
    "instrument",
    "indicators",
    "staffing",
    "agenda",
    "check",
)


@dataclass(frozen=True, slots=True)
class Section:
    """`owns` are the first words of the places that problems name."""

    id: str
    name: str
    owns: tuple[str, ...]
    is_filled: Callable[[Setup], bool]


SECTIONS = (
    Section(
        STATION,
        N_("Station and parties"),
        ("station", "organisations", "contract", "period", "visited_on", "term", "form"),
        lambda s: bool(s.organisations),
    ),
    Section(DISTRICTS, N_("Districts and sites"), ("districts",), lambda s: bool(s.districts)),
    Section(INSTRUMENT, N_("Instrument"), (), lambda _s: True),
    Section(PANEL, N_("Panel"), ("panel",), lambda s: bool(s.panel)),
    Section(
        ASSIGNMENTS, N_("Who scores what"), ("assignments", "leads"), lambda s: bool(s.assignments)
    ),
    Section(
        INDICATORS,
        N_("Indicators and figures"),
        ("indicators", "figures", "population"),
        lambda s: bool(s.indicators),
    ),
    Section(STAFFING, N_("Staffing"), ("staffing",), lambda s: bool(s.staffing.months)),
    Section(AGENDA, N_("Agenda"), ("agenda",), lambda s: bool(s.agenda)),
)


@dataclass(frozen=True, slots=True)
class Located:
    """A problem and the section where it is mended."""

    section: str
    problem: Problem


def problems_of(visit: Visit) -> tuple[Located, ...]:
    """All problems of set-up and instrument, in the order of the sections."""
    return visit.state.derived("setup sections", lambda: _located(visit))


def _located(visit: Visit) -> tuple[Located, ...]:
    setup, instrument = visit.setup, visit.instrument
    found = [Located(INSTRUMENT, p) for p in instrument_problems(instrument)]
    found += [Located(section_of(p.place), p) for p in setup_problems(setup, instrument)]
    order = {section.id: n for n, section in enumerate(SECTIONS)}
    return tuple(sorted(found, key=lambda located: order[located.section]))


def located_in(visit: Visit, problem: Problem) -> Located:
    """The section of one of the visit's problems."""
    return next(one for one in problems_of(visit) if one.problem == problem)


def section_of(place: str) -> str:
    """Where a place inside the set-up is edited, such as `panel[2].name`."""
    word = place.partition(".")[0].partition("[")[0]
    return next((s.id for s in SECTIONS if word in s.owns), STATION)


def section_rows(visit: Visit) -> tuple[PlaceRow, ...]:
    """A row for each section with its count of problems, and the check at the end."""
    found = problems_of(visit)
    rows = [_row(visit.setup, section, found) for section in SECTIONS]
    open_ = sum(1 for one in found if one.problem.severity is Severity.ERROR)
    figure = (str(open_),) if open_ else ()
    rows.append(
        PlaceRow(
            CHECK,
            _("Check"),
            figure,
            0.0 if open_ else 1.0,
            Tone.CRITICAL if open_ else Tone.TEXT,
        )
    )
    return tuple(rows)


def _row(setup: Setup, section: Section, found: tuple[Located, ...]) -> PlaceRow:
    own = [one.problem for one in found if one.section == section.id]
    wrong = sum(1 for problem in own if problem.severity is Severity.ERROR)
    odd = sum(1 for problem in own if problem.severity is Severity.WARNING)
    filled = section.is_filled(setup)
    share = 0.5 if filled and wrong else float(filled and not wrong)
    tone = Tone.CRITICAL if wrong else Tone.CONCERN if odd else Tone.TEXT
    figures = (str(wrong or odd),) if wrong or odd else ()
    return PlaceRow(section.id, _(section.name), figures, share, tone)
