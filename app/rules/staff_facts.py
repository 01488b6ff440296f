"""The facts on staff at the cut-off date, one by one: how each is shown and read."""

from dataclasses import dataclass
from enum import Enum

from app.errors import UserError
from app.i18n import N_, _
from app.model.base import changed
from app.model.setup import Staffing
from app.model.text import plain
from app.rules.typed import figure, whole

LONGEST = 300


class FactKind(Enum):
    COUNT = "count"
    PERCENT = "percent"
    WORDS = "words"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Fact:
    """`name` is a field of `Staffing`."""

    name: str
    label: str
    kind: FactKind = FactKind.COUNT


FACTS = (
    Fact("posts", N_("Contracted posts")),
    Fact("certified_posts", N_("Certified posts")),
    Fact("total", N_("Staff in all")),
    Fact("certified", N_("Certified")),
    Fact("senior", N_("Senior certificate")),
    Fact("middle", N_("Middle certificate")),
    Fact("assistant", N_("Assistant certificate")),
    Fact("uncertified", N_("Not certified")),
    Fact("related", N_("Related profession")),
    Fact("other", N_("Other staff")),
    Fact("supervisors", N_("Supervisors")),
    Fact("supervisor_years", N_("Supervisors' years")),
    Fact("stable", N_("Stayed over the period")),
    Fact("two_years", N_("Two years or more")),
    Fact("joined", N_("Joined in the period")),
    Fact("left", N_("Left in the period")),
    Fact("party_members", N_("Party members")),
    Fact("lead_certificate", N_("Head's certificate"), FactKind.WORDS),
    Fact("lead_years", N_("Head's years")),
    Fact("training_met", N_("Training hours met"), FactKind.YES_NO),
    Fact("personnel_ratio", N_("Personnel cost (%)"), FactKind.PERCENT),
)


def shown(staffing: Staffing, fact: Fact) -> str:
    """The fact as text; nothing where it is not known."""
    value = getattr(staffing, fact.name)
    if value is None:
        return ""
    if fact.kind is FactKind.YES_NO:
        return _("yes") if value else _("no")
    return str(value) if fact.kind in (FactKind.COUNT, FactKind.WORDS) else plain(value)


def with_fact(staffing: Staffing, fact: Fact, text: str) -> Staffing:
    """The facts with one as it was typed.

    Raises:
        UserError: no figure, or neither yes nor no.
    """
    return changed(staffing, **{fact.name: _read(fact, text)})


def _read(fact: Fact, text: str) -> object:
    label = _(fact.label)
    if fact.kind is FactKind.WORDS:
        return text.strip()[:LONGEST]
    if fact.kind is FactKind.PERCENT:
        return figure(text, label)
    if fact.kind is FactKind.YES_NO:
        return _yes_no(text.strip(), label)
    found = whole(text, label)
    return 0 if found is None and fact.name in ("posts", "certified_posts") else found


def _yes_no(word: str, label: str) -> bool | None:
    if not word:
        return None
    if word in ("是", "yes", _("yes")):
        return True
    if word in ("否", "no", _("no")):
        return False
    raise UserError(N_("“{label}” takes yes or no, not “{text}”."), label=label, text=word)
