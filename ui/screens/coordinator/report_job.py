"""What the report page has worked out off the main thread, from frozen data.

Imports the Word libraries, so the page loads this module in a job of its own (`load`).
"""

from dataclasses import dataclass
from pathlib import Path

from app.reports.context import live_figures, report_passages
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.passages import Passage
from app.reports.preview import preview
from app.reports.problems import problems
from app.rules.problem import Problem
from app.services.report import Exported, export
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report at one moment: how it looks, its free texts, its live figures, what is wrong."""

    form: str
    html: str
    passages: tuple[Passage, ...]
    figures: dict[str, str]
    problems: tuple[Problem, ...]


class Rendering:
    """Renders the very document that an export would write."""

    def __init__(self, given: ReportInput, form: Form) -> None:
        self._given, self._form = given, form

    def work(self, _progress: Progress) -> Rendered:
        given, form = self._given, self._form
        return Rendered(
            form=form.id,
            html=preview(given, form),
            passages=report_passages(given, form),
            figures=live_figures(given, form),
            problems=problems(given, form),
        )


class Exporting:
    """Writes the Word file."""

    def __init__(self, given: ReportInput, form: Form, path: Path) -> None:
        self._given, self._form, self._path = given, form, path

    def work(self, _progress: Progress) -> Exported:
        return export(self._given, self._form, self._path)
