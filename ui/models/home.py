"""Rows of the home page: visits of the library and practice visits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.i18n import _
from app.model.station import Term
from app.rules.calendar import Calendars
from app.rules.deadlines import Deadline
from app.rules.rounds import is_late, most_urgent, next_deadline
from app.services.state import LocalRole
from app.summary import Summary
from ui.models.days import long_day, short_day
from ui.models.rounds import DueWords, due_of


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A visit: `share` of the work done (None: no bar), `state` in words, total and grade.

    `due` is what the feedback rounds ask for next.
    """

    id: str
    station: str
    kind: str
    state: str
    share: float | None = None
    total: str = ""
    grade: str = ""
    when: str = ""
    practice: bool = False
    due: DueWords | None = None

    @property
    def spoken(self) -> str:
        due = self.due.text if self.due else ""
        parts = (self.station, self.kind, self.state, due, self.total, self.grade, self.when)
        return " ".join(part for part in parts if part)


def term_name(term: str) -> str:
    """What the home page calls the evaluation."""
    return _("Mid-term evaluation") if term == Term.MID.value else _("Final evaluation")


def due_next(summary: Summary, calendars: Calendars, today: date) -> DueWords | None:
    """What a coordinator has to do by a day; a panelist has nothing to do with it."""
    if summary.role is not LocalRole.COORDINATOR:
        return None
    on = date.fromisoformat(summary.visited_on)
    return due_of(most_urgent(on, summary.rounds, calendars, today))


def late_count(summaries: Iterable[Summary], calendars: Calendars, today: date) -> int:
    """How many visits something should have been done in."""
    found = (_deadline(one, calendars, today) for one in summaries)
    return sum(one is not None and is_late(one, today) for one in found)


def _deadline(summary: Summary, calendars: Calendars, today: date) -> Deadline | None:
    if summary.role is not LocalRole.COORDINATOR:
        return None
    on = date.fromisoformat(summary.visited_on)
    return next_deadline(on, summary.rounds, calendars, today)


def home_row(summary: Summary, due: DueWords | None = None) -> HomeRow:
    """A visit of the library."""
    own = summary.role is LocalRole.PANELIST
    return HomeRow(
        id=summary.folder,
        station=summary.short or summary.station,
        kind=term_name(summary.term),
        state=_panelist_state(summary) if own else _coordinator_state(summary),
        share=summary.done / summary.cells if summary.cells else 0.0,
        total=_two_places(summary.total),
        grade=summary.grade,
        when=when(summary.updated_at),
        due=due,
    )


def _panelist_state(summary: Summary) -> str:
    if summary.sealed:
        return _("Panelist, handed in")
    return _("Panelist, {done} of {cells} scored").format(done=summary.done, cells=summary.cells)


def _coordinator_state(summary: Summary) -> str:
    return _("Coordinator, {collected} of {panel} sheets in").format(
        collected=summary.collected, panel=summary.panel
    )


def when(stamp: str) -> str:
    """A time as one says it: today with its hour, else the day."""
    if not stamp:
        return ""
    at = datetime.fromisoformat(stamp).astimezone()
    today = datetime.now().astimezone().date()
    if at.date() == today:
        return _("today {time}").format(time=f"{at:%H:%M}")
    return day(at.date(), today)


def day(at: date, today: date) -> str:
    """A date, without its year if that is this one."""
    if at.year == today.year:
        return short_day(at)
    return long_day(at)


def _two_places(total: str) -> str:
    return f"{Decimal(total):.2f}" if total else ""
