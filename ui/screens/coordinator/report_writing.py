"""What makes the exports beside the Word file, as work for a job.

Imports what reads exports back, so the page loads this module in a job. What Qt makes inside
lives and ends on the thread of the work.
"""

from dataclasses import dataclass

from app.reports.notice import Survey, survey
from app.services.bundle import WriteBundle
from app.services.exports import WriteDocument
from app.services.making import Material
from ui import pdf
from ui.jobs import Progress

__all__ = ["SurveyNotice", "WriteBundle", "WriteDocument", "pdf"]


@dataclass(frozen=True, slots=True)
class SurveyNotice:
    """What a public version would change, and what stands in its way."""

    material: Material

    def __call__(self, _progress: Progress) -> Survey:
        return survey(self.material.report, self.material.form, self.material.private)
