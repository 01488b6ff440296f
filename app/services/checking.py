"""The checker over a file, and over the report of a visit; frozen data in, so that a job can do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.errors import UserError
from app.exchange.calendar_file import shipped
from app.exchange.report_docx import docx_lines
from app.exchange.report_file import read_report
from app.i18n import N_, _
from app.model.line import Line
from app.reports.checker.base import NAMES, Facts, Family, Remark, Report
from app.reports.checker.run import check
from app.reports.context import build_context
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.render import render_docx
from app.rules.calendar import joined
from app.rules.deadlines import Calendar


@dataclass(frozen=True, slots=True)
class Asked:
    """How to check: texts of `earlier` reports, families to leave out, whether all may read it."""

    earlier: tuple[str, ...] = ()
    without: frozenset[Family] = frozenset()
    public: bool = False

    @classmethod
    def of(
        cls, earlier: Iterable[Path] = (), without: Iterable[str] = (), *, public: bool = False
    ) -> "Asked":
        """From files and the ids of families.

        Raises:
            UserError: a file cannot be read as a report, or there is no such family.
        """
        texts = ("\n".join(line.text for line in read_report(path)) for path in earlier)
        return cls(tuple(texts), frozenset(map(_family, without)), public)


def check_file(path: Path, asked: Asked | None = None) -> tuple[Remark, ...]:
    """Remarks on any report.

    Raises:
        UserError: the file cannot be read as a report.
    """
    how = asked or Asked()
    calendar, years = holidays()
    facts = Facts(public=how.public, earlier=how.earlier, calendar=calendar, known_years=years)
    return check(Report(read_report(path), facts), how.without)


def check_visit(given: ReportInput, form: Form, asked: Asked | None = None) -> tuple[Remark, ...]:
    """Remarks on the report of a visit as it would be exported now."""
    how = asked or Asked()
    return check(Report(report_lines(given, form), facts_of(given, how)), how.without)


def report_lines(given: ReportInput, form: Form) -> tuple[Line, ...]:
    """The lines of the very file that an export would write."""
    return docx_lines(render_docx(form, build_context(given, form)), form.label)


def facts_of(given: ReportInput, asked: Asked | None = None) -> Facts:
    """What the visit knows, so that names are checked against it."""
    setup, how = given.setup, asked or Asked()
    names = (
        setup.station.town,
        setup.station.county,
        *(name for one in setup.organisations.values() for name in (one.name, one.short)),
        *(name for d in setup.districts for name in (d.name, *(site.name for site in d.sites))),
    )
    calendar, years = holidays()
    return Facts(
        station=setup.station.name,
        short=setup.station.short or setup.station.name,
        names=tuple(dict.fromkeys(filter(None, names))),
        visited_on=setup.visited_on,
        people=tuple(one.name for one in setup.panel),
        public=how.public,
        earlier=how.earlier,
        calendar=calendar,
        known_years=years,
    )


@cache
def holidays() -> tuple[Calendar, frozenset[int]]:
    """The working days that the program knows, and of which years."""
    known = joined(shipped())
    return known.calendar, frozenset(known.years)


def told(remark: Remark) -> str:
    """The sentence of a remark in the language in force."""
    return _(remark.template).format(**remark.values)


def name_of(remark: Remark) -> str:
    """What the family of a remark is called."""
    return _(NAMES[remark.family])


def _family(written: str) -> Family:
    try:
        return Family(written.strip().upper())
    except ValueError as error:
        raise UserError(
            N_("There is no family of checks “{family}”. They go from {first} to {last}."),
            family=written,
            first=Family.OTHER_STATION.value,
            last=Family.EARLIER.value,
        ) from error
