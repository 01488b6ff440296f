"""What the report page has worked out off the main thread, from frozen data.

Imports the Word libraries, so the page loads this module in a job of its own (`load`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.changes import Changes
from app.reports.context import live_figures, report_passages
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.marks import Kind
from app.reports.passages import Passage
from app.reports.preview import Draft, draft
from app.reports.problems import problems
from app.reports.remarks import Found, mended_finding, mended_passage
from app.rules.difference import Part, difference
from app.rules.problem import Problem
from app.services.remarks import check_draft
from app.services.report import Exported, export
from app.visit import Visit
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report at one moment: how it looks, its free texts, its live figures, what is wrong.

    `differences` are what the data propose otherwise since a text was edited, by its key;
    `missing` is printed for a figure that is not known; `given` is what all of it was made from.
    """

    form: str
    draft: Draft
    passages: tuple[Passage, ...]
    figures: dict[str, str]
    problems: tuple[Problem, ...]
    differences: dict[str, tuple[Part, ...]]
    missing: str
    given: ReportInput


class Rendering:
    """Renders the very document that an export would write, with links to its sources."""

    def __init__(self, given: ReportInput, form: Form) -> None:
        self._given, self._form = given, form

    def work(self, _progress: Progress) -> Rendered:
        given, form = self._given, self._form
        passages = report_passages(given, form)
        return Rendered(
            form=form.id,
            draft=draft(given, form),
            passages=passages,
            figures=live_figures(given, form),
            problems=problems(given, form),
            differences={p.key: difference(p.before, p.now) for p in passages if p.outdated},
            missing=form.missing,
            given=given,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checker says of the draft of a form."""

    form: str
    found: tuple[Found, ...]


class Checking:
    """Runs over a draft that is shown already."""

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered

    def work(self, _progress: Progress) -> Checked:
        rendered = self._rendered
        return Checked(rendered.form, check_draft(rendered.given, rendered.draft))


def mending(visit: Visit, found: Found, rendered: Rendered) -> Callable[[], Changes] | None:
    """The operation that puts a mend into its passage or finding; None where it no longer fits."""
    source = found.source
    if source is None:
        return None
    if source.kind is Kind.FINDING:
        return _finding_mending(visit, found, source.key)
    return _passage_mending(visit, found, source.key, rendered)


def _finding_mending(visit: Visit, found: Found, key: str) -> Callable[[], Changes] | None:
    edit = next((one for one in visit.findings.all() if one.id == key), None)
    text = mended_finding(found, edit.text) if edit is not None else None
    return None if text is None else partial(visit.findings.reword, key, text)


def _passage_mending(
    visit: Visit, found: Found, key: str, rendered: Rendered
) -> Callable[[], Changes] | None:
    """In the text as it is stored now, which may be newer than what was rendered."""
    form, figures = rendered.form, rendered.figures
    passage = next((one for one in visit.report.passages(form) if one.key == key), None)
    printed = {name: text or rendered.missing for name, text in figures.items()}
    text = mended_passage(found, passage, printed) if passage is not None else None
    if text is None or passage is None:
        return None
    return partial(visit.report.edit_passage, form, key, text, passage.proposal, figures)


class Exporting:
    """Writes the Word file."""

    def __init__(self, given: ReportInput, form: Form, path: Path) -> None:
        self._given, self._form, self._path = given, form, path

    def work(self, progress: Progress) -> Exported:
        return export(self._given, self._form, self._path, progress)
