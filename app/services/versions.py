"""Versions made ready to leave, and two of them held against each other; all of it for jobs."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.exchange.foreign import check_office, read_foreign, refusing
from app.files import atomic_write
from app.model.rounds import Version
from app.reports.apart import apart_differences
from app.reports.changes import Difference, content_of, differences
from app.reports.comparing import changed_paragraphs, comparison_html, scope_html
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.revisions import BODY_PART
from app.reports.tracked import compare
from app.services.report import rendered
from app.services.rounds import Leaving
from app.services.standing import standing, unsettled


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions as one: the Word file with tracked changes, and the same to look at.

    `differences` are what changed piece by piece, and what stands apart from the text.
    """

    raw: bytes
    html: str
    paragraphs: int
    differences: tuple[Difference, ...] = ()


def leaving(given: ReportInput, form: Form) -> Leaving:
    """A report about to leave the house, read back and complete.

    Raises:
        UserError: it cannot be written, or is to be final while something is open or must be
            mended.
    """
    raw, _findings = rendered(given, form)
    content = content_of(given, form)
    if given.draft:
        return Leaving(form.id, raw, content, musts=len(unsettled(given, form)))
    return Leaving(form.id, raw, content, standing(given, form))


def compared(old: bytes, new: bytes, at: datetime) -> Compared:
    """Two Word files as one. The caller has looked at them (`check_office`)."""
    raw = compare(old, new, at)
    html = comparison_html(raw) + scope_html()
    return Compared(raw, html, changed_paragraphs(raw), apart_differences(old, new))


def compared_versions(
    old: tuple[Version, bytes], new: tuple[Version, bytes], at: datetime
) -> Compared:
    """Two versions that went out, with what changed between them piece by piece."""
    found = compared(old[1], new[1], at)
    told = differences(old[0].content, new[0].content)
    return replace(found, differences=(*told, *found.differences))


def compare_files(old: Path, new: Path, target: Path, at: datetime) -> Compared:
    """Writes two Word files as one with tracked changes; what differs in them.

    Raises:
        UserError: a file is none of Word's, is damaged, or the result cannot be written.
    """
    before, after = _word(old), _word(new)
    with refusing(f"{old.name}、{new.name}"):
        found = compared(before, after, at)
    atomic_write(target, found.raw)
    return found


def _word(path: Path) -> bytes:
    raw = read_foreign(path)
    check_office(raw, path.name, BODY_PART)
    return raw
