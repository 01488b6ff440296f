"""What must be mended and stands in a final version all the same, each with its reason."""

from app.errors import UserError
from app.i18n import N_
from app.model.report import RemarkAside
from app.model.rounds import Standing
from app.reports.checker.base import NAMES
from app.reports.context import build_context
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.marks import marked
from app.reports.preview import Draft
from app.reports.remarks import Found
from app.reports.render import render_docx
from app.rules.problem import Severity
from app.services.remarks import check_draft

SHORT = 8
"""How much of a remark's key tells it from all others of a report."""


class RemarksError(UserError):
    """A final version was asked for while `remarks` must be mended, and nobody gave a reason."""

    def __init__(self, remarks: tuple[Found, ...]) -> None:
        super().__init__(
            N_(
                "The final version cannot go out yet: {count} remarks of the checker must be mended, or stand with a reason. {list}"
            ),
            count=len(remarks),
            list=_sentences(remarks),
        )
        self.remarks = remarks


def musts(given: ReportInput, form: Form) -> tuple[Found, ...]:
    """Remarks that must be mended, set aside or not; plain data in, so that a job can do it."""
    context, marks = marked(build_context(given, form))
    draft = Draft("", marks.named, render_docx(form, context), marks)
    found = {one.key: one for one in check_draft(given, draft)}
    return tuple(one for one in found.values() if one.remark.severity is Severity.ERROR)


def unsettled(given: ReportInput, form: Form) -> tuple[Found, ...]:
    """Those for which nobody has given a reason."""
    reasons = _reasons(given)
    return tuple(one for one in musts(given, form) if one.key not in reasons)


def standing(given: ReportInput, form: Form) -> tuple[Standing, ...]:
    """All that stands, each with its reason.

    Raises:
        RemarksError: one stands without a reason.
    """
    found, reasons = musts(given, form), _reasons(given)
    waiting = tuple(one for one in found if one.key not in reasons)
    if waiting:
        raise RemarksError(waiting)
    return tuple(_standing(one, reasons[one.key]) for one in found)


def _reasons(given: ReportInput) -> dict[str, RemarkAside]:
    return {one.key: one for one in given.aside if one.reason}


def _standing(found: Found, why: RemarkAside) -> Standing:
    remark = found.remark
    return Standing(
        family=remark.family.value,
        quote=remark.quote,
        says=remark.template,
        values={name: str(value) for name, value in remark.values.items()},
        reason=why.reason,
        by=why.by,
    )


def _sentences(remarks: tuple[Found, ...]) -> UserError:
    """All of them as one value that is translated with the sentence around it."""
    if len(remarks) > 1:
        half = len(remarks) // 2
        first, rest = _sentences(remarks[:half]), _sentences(remarks[half:])
        return UserError(N_("{first} {rest}"), first=first, rest=rest)
    remark = remarks[0].remark
    return UserError(
        N_("{key} {family} “{quote}”: {says}"),
        key=remarks[0].key[:SHORT],
        family=UserError(NAMES[remark.family]),
        quote=remark.quote,
        says=UserError(remark.template, **remark.values),
    )
