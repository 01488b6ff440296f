"""What the page of report forms has done off the main thread: forms are tried and read."""

from dataclasses import dataclass
from pathlib import Path

from app.exchange.form_package import FormFiles
from app.rules.problem import Problem
from app.services.form_check import check_form
from app.services.form_shelf import FormShelf, Offered
from ui.jobs import Progress


@dataclass(frozen=True, slots=True)
class Checked:
    """A form as it was tried. `offered` when it was to be brought back."""

    form: str
    files: FormFiles
    problems: tuple[Problem, ...]
    offered: Offered | None = None


@dataclass(frozen=True, slots=True)
class CheckForm:
    """Work for a job: tries a form of the shelf as its files are now."""

    shelf: FormShelf
    form: str

    def __call__(self, progress: Progress) -> Checked:
        progress(0, 1)
        files = self.shelf.files(self.form)
        return Checked(self.form, files, check_form(files))


@dataclass(frozen=True, slots=True)
class LookAtOffer:
    """Work for a job: reads what somebody brings back, and tries it; nothing is written."""

    shelf: FormShelf
    path: Path
    into: str

    def __call__(self, progress: Progress) -> Checked:
        progress(0, 1)
        offered = self.shelf.offered(self.path, self.into)
        return Checked(offered.id, offered.files, check_form(offered.files), offered)


@dataclass(frozen=True, slots=True)
class ExportForm:
    """Work for a job: a form as a folder."""

    shelf: FormShelf
    form: str
    target: Path

    def __call__(self, progress: Progress) -> Path:
        progress(0, 1)
        return self.shelf.export(self.form, self.target)
