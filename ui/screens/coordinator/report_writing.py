"""What the report page writes beside the Word file, as work for a job.

Imports what reads exports back, so the page loads this module in a job (`report_job`). What Qt
makes inside lives and ends on the thread of the work.
"""

from dataclasses import dataclass
from pathlib import Path

from app.files import write_back_checked
from app.reports.context import build_context
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.pages import Pages
from app.reports.problems import refuse_if_incomplete
from app.reports.readback import check_pages, check_report
from app.reports.reading import reading_copy
from app.reports.records import Record, record_html
from app.reports.render import render_docx
from ui import pdf
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class WriteRecord:
    """A record of the day as a PDF."""

    record: Record
    given: ReportInput
    form: Form
    path: Path

    def __call__(self, progress: Progress) -> Path:
        pages = Pages(record_html(self.record, self.given, self.form))
        return _write(pages, self.path, progress)


@dataclass(frozen=True, slots=True)
class WriteReading:
    """The report as a PDF: what the Word file says, on pages that Qt sets.

    Refuses a final version as the Word file is refused.
    """

    given: ReportInput
    form: Form
    path: Path

    def __call__(self, progress: Progress) -> Path:
        if not self.given.draft:
            refuse_if_incomplete(self.given, self.form)
        context = build_context(self.given, self.form)
        raw = render_docx(self.form, context)
        check_report(raw, self.form.docx, self.given.used, context)
        return _write(reading_copy(raw, str(context["header"])), self.path, progress)


def _write(pages: Pages, path: Path, progress: Progress) -> Path:
    raw = pdf.set_pages(pages, path.stem, progress)
    check_pages(raw, pages)
    write_back_checked(path, raw)
    return path
