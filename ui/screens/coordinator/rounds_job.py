"""What the feedback page has worked out off the main thread.

Imports the Word libraries, so the page loads this module in a job of its own.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.files import atomic_write
from app.model.rounds import Version
from app.reports.apart import HEADER
from app.reports.changes import sentence
from app.reports.form import Form
from app.reports.input import ReportInput
from app.services.rounds import Leaving
from app.services.versions import Compared, compared_versions, leaving
from ui.jobs import Progress

Sent = tuple[Version, bytes]


@dataclass(frozen=True, slots=True)
class Issuing:
    """The report, ready to leave."""

    given: ReportInput
    form: Form

    def work(self, _progress: Progress) -> Leaving:
        return leaving(self.given, self.form)


@dataclass(frozen=True, slots=True)
class Comparing:
    """Two versions that went out."""

    old: Sent
    new: Sent
    at: datetime

    def work(self, _progress: Progress) -> Compared:
        return compared_versions(self.old, self.new, self.at)


@dataclass(frozen=True, slots=True)
class ComparingNow:
    """A version that went out, and the report as it stands.

    What stands on top of the pages says which version it is; that is not known before it goes out.
    """

    old: Sent
    given: ReportInput
    form: Form
    at: datetime

    def work(self, _progress: Progress) -> Compared:
        now = leaving(self.given, self.form)
        version = Version(
            number=self.old[0].number + 1,
            form=now.form,
            on=self.given.today,
            hash="0" * 64,
            content=now.content,
            at=self.at,
        )
        found = compared_versions(self.old, (version, now.raw), self.at)
        kept = tuple(one for one in found.differences if one.label != HEADER)
        return replace(found, differences=kept)


@dataclass(frozen=True, slots=True)
class Writing:
    """A file, not encrypted."""

    path: Path
    raw: bytes

    def work(self, _progress: Progress) -> Path:
        atomic_write(self.path, self.raw)
        return self.path


def sentences(found: Compared) -> tuple[str, ...]:
    """What changed, in the language in force; called when it is shown."""
    return tuple(map(sentence, found.differences))
