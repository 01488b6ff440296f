"""The report forms that can be chosen, and what was found wrong with one, as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.i18n import _, translate_error
from app.reports.form import forms, load_form
from app.reports.form_places import place_words
from app.rules.problem import Problem, Severity, errors
from app.services.form_shelf import FormShelf, OwnForm
from app.visit import Visit
from ui.icons import Icon
from ui.models.roles import ProblemRow
from ui.theme import Tone

_ICONS = {
    Severity.ERROR: (Icon.ERROR, Tone.CRITICAL),
    Severity.WARNING: (Icon.WARNING, Tone.CONCERN),
    Severity.HINT: (Icon.INFO, Tone.MUTED),
}


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A form: `own` where it lies on the shelf; `kept` where the visit holds it.

    `changed`: the visit prints an older state than the shelf holds.
    """

    id: str
    label: str
    row: ProblemRow
    own: OwnForm | None = None
    kept: bool = False
    in_use: bool = False
    changed: bool = False

    @property
    def shipped(self) -> bool:
        return self.own is None and not self.kept


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A fault of a form: its place over what is wrong and what to do."""

    id: str
    text: str
    place: str
    icon: Icon
    tone: Tone
    where: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.place} {self.text}".strip()


def form_choices(
    shelf: FormShelf, visit: Visit | None, found: Mapping[str, Sequence[Problem]]
) -> tuple[FormChoice, ...]:
    """The program's, then the office's, then those that this visit alone still holds.

    `found` is what was found wrong so far, by the digest of a form's files.
    """
    own = shelf.contents()
    here = {one.id for one in own}
    gone = [one for one in visit.forms.kept() if one.form not in here] if visit else []
    used = visit.forms.usable().id if visit else ""
    return (
        *(_shipped(one, used) for one in forms()),
        *(_own(one, visit, found.get(one.digest)) for one in own),
        *(_gone(one.form, one.label, used) for one in gone),
    )


def fault_rows(found: Sequence[Problem]) -> tuple[FaultRow, ...]:
    """Errors first, each group in the order of the form."""
    order = (Severity.ERROR, Severity.WARNING, Severity.HINT)
    listed = sorted(enumerate(found), key=lambda pair: (order.index(pair[1].severity), pair[0]))
    return tuple(_fault(one, n) for n, one in listed)


def _fault(one: Problem, number: int) -> FaultRow:
    icon, tone = _ICONS[one.severity]
    text = translate_error(UserError(one.template, **one.values))
    return FaultRow(str(number), text, place_words(one.place), icon, tone, one.place)


def _shipped(form: str, used: str) -> FormChoice:
    label = load_form(form).label
    in_use = used == form
    return FormChoice(
        form, label, _row(form, label, _("comes with the program"), in_use=in_use), in_use=in_use
    )


def _own(one: OwnForm, visit: Visit | None, found: Sequence[Problem] | None) -> FormChoice:
    in_use = visit is not None and visit.forms.usable().id == one.id
    digest = visit.forms.digest(one.id) if visit else ""
    changed = bool(digest) and digest != one.digest
    day = one.changed.astimezone().date().isoformat()
    place = _("changed {day}").format(day=day)
    row = _row(
        one.id,
        one.label,
        place,
        in_use=in_use,
        wrong=one.fault is not None or bool(errors(found or ())),
    )
    return FormChoice(one.id, one.label, row, one, bool(digest), in_use, changed)


def _gone(form: str, label: str, used: str) -> FormChoice:
    in_use = used == form
    row = _row(form, label, _("in this visit only"), in_use=in_use)
    return FormChoice(form, label, row, kept=True, in_use=in_use)


def _row(form: str, label: str, place: str, *, in_use: bool, wrong: bool = False) -> ProblemRow:
    action = _("in use") if in_use else ""
    icon, tone = (Icon.ERROR, Tone.CRITICAL) if wrong else (Icon.REPORT, Tone.ACCENT)
    return ProblemRow(form, label, place, action, tone, icon)
