"""The report as plain data: what report.docx is filled from."""

from app.model.station import District
from app.reports import tables
from app.reports.figures import Figures, figures
from app.reports.form import Form, Section
from app.reports.input import ReportInput
from app.reports.lists import Placed, numbered, place
from app.reports.marks import Kind, Source, Sourced
from app.reports.passages import Passage, passages
from app.reports.problems import problems
from app.reports.wording import chinese, listed
from app.rules.problem import errors

Context = dict[str, object]


def build_context(given: ReportInput, form: Form) -> Context:
    """Texts, lists and dicts only. Every name that a form may use is there, empty or not."""
    known = figures(given, form)
    texts = {p.key: p for p in passages(given, form, known)}
    placed = place(given, form)
    return {
        "header": header(given, form),
        "f": known,
        "text": {key: _sourced(p) for key, p in texts.items()},
        "sections": {s.key: _section(s, placed, given, form) for s in form.sections},
        "districts": _districts(given, form, placed, texts),
        "scores": tables.scores(given, form, known),
        "parties": tables.parties(given, form, known),
        "indicators": tables.indicators(given, form, known),
        "staffing": tables.staffing(given),
        "annex": _annex(given),
    }


def report_passages(given: ReportInput, form: Form) -> tuple[Passage, ...]:
    """The passages of a report, for editing."""
    return passages(given, form, figures(given, form))


def live_figures(given: ReportInput, form: Form) -> Figures:
    """Names that an edited passage may use in braces, with their text now."""
    return figures(given, form)


def header(given: ReportInput, form: Form) -> str:
    """What stands on top of every page of a version that is not final.

    Whatever refuses a final version makes any other one an unfinished draft, and says so.
    """
    if errors(problems(given, form)):
        return form.unfinished
    return form.for_comment if given.draft else ""


def _annex(given: ReportInput) -> Context:
    pictures = [{"caption": one.caption, "picture": one} for one in given.annex]
    return {"present": bool(pictures), "pictures": pictures}


def _section(section: Section, placed: Placed, given: ReportInput, form: Form) -> Context:
    lists = numbered(placed.of(section.key), section, form)
    by_district = section.districts and bool(given.setup.districts)
    empty = Sourced(form.empty, Source(Kind.SECTION, section.key))
    return {
        "lists": lists,
        "empty": "" if lists or by_district else empty,
        "next": chinese(len(lists) + 1),
    }


def _districts(
    given: ReportInput, form: Form, placed: Placed, texts: dict[str, Passage]
) -> list[Context]:
    section = next((s for s in form.sections if s.districts), None)
    if section is None:
        return []
    return [
        _district(district, n, form)
        | _district_lists(district, section, placed, form)
        | {"text": _district_text(district, form, texts)}
        for n, district in enumerate(given.setup.districts, 1)
    ]


def _district(district: District, n: int, form: Form) -> Context:
    sites = listed(site.name for site in district.sites)
    heading = form.district_heading.format(n=n, cn=chinese(n), name=district.name, sites=sites)
    source = Source(Kind.DISTRICT, district.id)
    return {
        "name": district.name,
        "sites": sites,
        "heading": Sourced(heading.rstrip("："), source),
    }


def _district_lists(district: District, section: Section, placed: Placed, form: Form) -> Context:
    lists = numbered(placed.of(section.key, district.id), section, form)
    empty = Sourced(form.empty, Source(Kind.SECTION, section.key, district=district.id))
    return {"lists": lists, "empty": "" if lists else empty}


def _district_text(district: District, form: Form, texts: dict[str, Passage]) -> list[str]:
    keys = [f"{block.key}:{district.id}" for block in form.passages if block.each == "district"]
    return [line for key in keys for line in _sourced(texts[key])]


def _sourced(passage: Passage) -> list[str]:
    return [
        Sourced(text, Source(Kind.PASSAGE, passage.key, line=number))
        for number, text in enumerate(passage.paragraphs)
    ]
