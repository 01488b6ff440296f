"""The public version of the report (公示稿): the same document without what is personal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZipFile

from app.errors import UserError
from app.i18n import N_
from app.model.base import changed
from app.model.curated import CuratedFinding
from app.model.panel import Duty
from app.model.setup import Setup
from app.model.station import District, Site
from app.reports.checker.base import Facts, Line, Report
from app.reports.checker.personal import personal as checked_for_persons
from app.reports.context import Context, build_context
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.marks import Kind as SourceKind
from app.reports.marks import Sourced
from app.reports.readback import Checked, check_report
from app.reports.render import document_text, render_docx
from app.rules.privacy import find_personal
from app.rules.problem import Problem, Severity, Spot
from app.rules.publicity import FEW, Private, Redactor, Trace, mentions, without_repeats

MARK = "公示稿"
_DUTIES = {Duty.LEAD: "评估组组长", Duty.EXPERT: "评委", Duty.STAFF: "评估组工作人员"}
_COUNTS = ("households", "persons", "records", "files")


@dataclass(frozen=True, slots=True)
class Notice:
    """`traces` are what was changed; `found` stands in the way of it, or is worth a look."""

    raw: bytes
    checked: Checked
    traces: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a public version would change, and what must or should be looked at first."""

    traces: tuple[Trace, ...]
    problems: tuple[Problem, ...]


class PersonalError(UserError):
    """The report holds numbers that belong to somebody; `problems` say where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            N_(
                "The public version cannot be exported: {count} numbers of persons are still in the report, the first is “{text}”."
            ),
            count=len(problems),
            text=str(problems[0].values["text"]),
        )
        self.problems = problems


def panel_names(setup: Setup) -> tuple[Private, ...]:
    """Everybody of the panel, by their duty."""
    return tuple(Private(p.name, _DUTIES[p.duty]) for p in setup.panel)


def survey(given: ReportInput, form: Form, private: Iterable[Private]) -> Survey:
    """What would be changed, and what stands in the way, without a document."""
    redact = _redactor(given, private)
    context = _public(given, form, redact)
    found = (*personal(context, given), *_looked_like(context, given))
    return Survey(tuple(without_repeats(redact.traces)), found)


def notice(given: ReportInput, form: Form, private: Iterable[Private]) -> Notice:
    """The public version as a Word file, read back for every name that is known.

    Raises:
        UserError: numbers of persons are in it (`PersonalError`), a name is left, or the file is
            not what it should be.
    """
    redact = _redactor(given, private)
    context = _public(given, form, redact)
    numbers = tuple(personal(context, given))
    if numbers:
        raise PersonalError(numbers)
    raw = render_docx(form, context)
    used = [_public_finding(finding, redact) for finding in given.used]
    checked = check_report(raw, form.docx, used, context)
    _refuse_left(raw, redact)
    return Notice(raw, checked, tuple(without_repeats(redact.traces)))


def _redactor(given: ReportInput, private: Iterable[Private]) -> Redactor:
    return Redactor((*panel_names(given.setup), *private), _public_names(given.setup))


def _public_names(setup: Setup) -> Iterator[str]:
    """Names that a public report carries, whatever people are called."""
    station = setup.station
    yield from (station.name, station.short, station.town, station.county, station.address)
    yield station.branch_address
    for organisation in setup.organisations.values():
        yield from (organisation.name, organisation.short)
    for district in setup.districts:
        yield from (district.name, *(site.name for site in district.sites))
    yield from setup.community_organisations


def _public(given: ReportInput, form: Form, redact: Redactor) -> Context:
    """Without the annex: nobody can read names back out of its pictures."""
    own = replace(given, setup=_without_few(given.setup), annex=())
    context = build_context(own, form)
    public = {key: _mapped(value, redact) for key, value in context.items() if key != "header"}
    return {**public, "header": str(context["header"]) or MARK}


def _without_few(setup: Setup) -> Setup:
    """A site that counts one to four of anything prints no counts at all."""
    return changed(setup, districts=tuple(_district(one) for one in setup.districts))


def _district(district: District) -> District:
    return changed(district, sites=tuple(_site(site) for site in district.sites))


def _site(site: Site) -> Site:
    if any(0 < (getattr(site, name) or 0) < FEW for name in _COUNTS):
        return changed(site, **dict.fromkeys(_COUNTS))
    return site


def _mapped(value: object, redact: Redactor) -> object:
    if isinstance(value, Sourced):
        return Sourced(redact(value), value.source)
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {key: _mapped(inner, redact) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(inner, redact) for inner in value]
    return value


def _public_finding(finding: CuratedFinding, redact: Redactor) -> CuratedFinding:
    return replace(finding, text="\n".join(redact(line) for line in finding.text.split("\n")))


def personal(context: Mapping[str, object], given: ReportInput) -> Iterator[Problem]:
    """Telephone and ID card numbers, each with where it is mended."""
    seen = set[str]()
    for text in _texts(context):
        for one in find_personal(text):
            if one.text in seen:
                continue
            seen.add(one.text)
            values: dict[str, object] = {"text": one.text, "around": _around(text, one.text)}
            yield _placed(
                N_("“{text}” is a number of somebody's: “{around}”. Take it out."),
                values,
                text,
                given,
            )


def _looked_like(context: Mapping[str, object], given: ReportInput) -> Iterator[Problem]:
    """Forms of address, and what the checker takes for a name or a home: nobody has to have told it."""
    known = "\n".join(_public_names(given.setup))
    for text in _texts(context):
        read = (one for one in _read_as_personal(text) if one not in known)
        for one in dict.fromkeys((*mentions(text), *read)):
            values: dict[str, object] = {"text": one, "around": _around(text, one)}
            template = N_("“{text}” may tell who is meant: “{around}”.")
            yield _placed(template, values, text, given, Severity.WARNING)


def _read_as_personal(text: str) -> Iterator[str]:
    """Numbers are refused elsewhere, and are no question here."""
    lines = (Line(number, part) for number, part in enumerate(text.split("\n"), 1))
    for one in checked_for_persons(Report(tuple(lines), Facts(public=True))):
        if not (find_personal(one.quote) or mentions(one.quote)):
            yield one.quote


def _around(text: str, part: str) -> str:
    at = max(text.find(part), 0)
    return text[max(0, at - 12) : at + len(part) + 12]


def _placed(
    template: str,
    values: dict[str, object],
    text: str,
    given: ReportInput,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """At the finding that says it, else at the text of the report, else at the set-up."""
    for finding in given.used:
        if any(line and line in text for line in finding.text.split("\n")):
            spot = Spot(capture=finding.origins[0] if finding.origins else "")
            return Problem(template, values, "findings", severity, spot)
    source = text.source if isinstance(text, Sourced) else None
    if source is not None and source.kind is SourceKind.PASSAGE:
        return Problem(template, values, f"passage.{source.key}", severity)
    return Problem(template, values, "setup", severity)


def _texts(value: object) -> Iterator[str]:
    """Each text once; a finding stands in its list before it is quoted in a passage."""
    yield from dict.fromkeys(_all_texts(value))


def _all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _all_texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _all_texts(inner)


def _refuse_left(raw: bytes, redact: Redactor) -> None:
    """No name that is known, and no number, in any part of the file: headers and properties too."""
    with ZipFile(BytesIO(raw)) as package:
        names = [n for n in package.namelist() if n.startswith("docProps/")]
        parts = [package.read(name).decode("utf-8", "replace") for name in names]
    for text in (document_text(raw), *parts):
        left = (*redact.left(text), *(one.text for one in find_personal(text)))
        if left:
            raise UserError(
                N_("“{text}” is still in the public version, which was not written."), text=left[0]
            )
