"""What is still open in a report, and the refusal of a final export while something is."""

from collections.abc import Iterator

from app.errors import UserError
from app.i18n import N_
from app.model.outcome import Open, OpenKind
from app.model.station import Role
from app.reports.figures import figures, survey_of
from app.reports.form import Form, Section
from app.reports.input import ReportInput
from app.reports.lists import Placed, place
from app.reports.passages import passages
from app.rules.problem import Problem, Severity, Spot

_OPEN = {
    OpenKind.UNSCORED: N_("{place}: not scored yet by {who}."),
    OpenKind.CONFLICT: N_("{place}: {who} gave different values on two devices."),
    OpenKind.NOBODY: N_("{place}: nobody may score it; assign somebody or settle it."),
    OpenKind.TOO_FEW: N_("{place}: too few have scored it for its rule."),
    OpenKind.DISAGREE: N_("{place}: the scores differ and must be settled."),
    OpenKind.NO_LEAD: N_("{place}: nobody leads it, so its rule gives no value."),
    OpenKind.OUTDATED: N_("{place}: it was settled on other scores than those given now."),
    OpenKind.NOTHING: N_("{place}: everything in it is marked as not applicable."),
    OpenKind.PARTY: N_("{place}: the score has not been entered."),
    OpenKind.VETO: N_("{place}: it has not been verified whether this veto applies."),
    OpenKind.CONFIRM: N_("{place}: a sheet of {who} still needs a second person to confirm it."),
}


class IncompleteError(UserError):
    """A final report was asked for while something is open; `problems` say what."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            N_("The final report cannot be exported yet. Still open: {list}"),
            list=_sentences(problems),
        )
        self.problems = problems


def _sentences(found: tuple[Problem, ...]) -> UserError:
    """All of them as one value that is translated with the sentence around it."""
    if len(found) == 1:
        return UserError(found[0].template, **found[0].values)
    half = len(found) // 2
    first, rest = _sentences(found[:half]), _sentences(found[half:])
    return UserError(N_("{first} {rest}"), first=first, rest=rest)


def problems(given: ReportInput, form: Form) -> tuple[Problem, ...]:
    """Errors stand in the way of a final export, warnings do not.

    `place` is `score`, `section.<key>`, `passage.<key>`, `attachment.<n>` or `setup`.
    """
    return (
        *(_open(one, given, form) for one in given.outcome.open),
        *_findings(given),
        *_sections(given, form),
        *_passages(given, form),
        *_sources(given),
        *_survey(given),
        *_replies(given),
        *_earlier(given),
    )


def refuse_if_incomplete(given: ReportInput, form: Form) -> None:
    """Raises IncompleteError with everything that is open."""
    found = tuple(p for p in problems(given, form) if p.severity is Severity.ERROR)
    if found:
        raise IncompleteError(found)


def _open(one: Open, given: ReportInput, form: Form) -> Problem:
    names = {p.id: p.name for p in given.setup.panel}
    who = "、".join(names.get(p, p) for p in one.who)
    return Problem(
        _OPEN[one.kind],
        {"place": _place(one, given, form), "who": who},
        "score",
        spot=Spot(block=one.block, item=one.item, district=one.district),
    )


def _place(one: Open, given: ReportInput, form: Form) -> str:
    """In words; a sheet that waits for confirmation has no place but the whole."""
    instrument = given.instrument
    labels = {v.key: v.label for v in instrument.vetoes}
    labels |= {p.id: form.party_labels.get(p.id, p.label) for p in instrument.parties}
    labels |= {b.id: b.label for b in instrument.blocks()}
    labels |= {i.id: i.label for b in instrument.blocks() for i in b.scored()}
    labels |= {d.id: d.name for d in given.setup.districts}
    party = "" if one.block else one.party
    parts = (one.veto, party, one.block, one.item if one.item != one.block else "", one.district)
    return "·".join(labels.get(p, p) for p in parts if p) or given.setup.station.name


def _findings(given: ReportInput) -> Iterator[Problem]:
    for finding in given.unverified:
        yield Problem(
            N_("Still to be verified, and not in the report: “{text}”"),
            {"text": finding.text},
            "findings",
            spot=Spot(capture=finding.origins[0] if finding.origins else ""),
        )


def _sections(given: ReportInput, form: Form) -> Iterator[Problem]:
    placed = place(given, form)
    for section in form.sections:
        if section.districts:
            yield from _district_gaps(section, placed, given)
        elif section.required and not placed.of(section.key):
            yield _gap(section.key, section.label)


def _district_gaps(section: Section, placed: Placed, given: ReportInput) -> Iterator[Problem]:
    for district in given.setup.districts:
        if section.required and not placed.of(section.key, district.id):
            yield _gap(section.key, f"{section.label}·{district.name}", district.id)


def _gap(key: str, label: str, district: str = "") -> Problem:
    return Problem(
        N_("“{section}” has no source: there is no finding for it."),
        {"section": label},
        f"section.{key}",
        spot=Spot(district=district),
    )


def _passages(given: ReportInput, form: Form) -> Iterator[Problem]:
    for passage in passages(given, form, figures(given, form)):
        place_name, label = f"passage.{passage.key}", passage.label
        for name in passage.unknown:
            yield Problem(
                N_("“{passage}” uses {name}, which is no figure; it is printed as it stands."),
                {"passage": label, "name": f"{{{name}}}"},
                place_name,
            )
        for name in passage.missing:
            yield Problem(
                N_("“{passage}” uses {name}, which is not known yet."),
                {"passage": label, "name": f"{{{name}}}"},
                place_name,
            )
        if passage.outdated:
            yield Problem(
                N_("“{passage}” was edited, and its data have changed since."),
                {"passage": label},
                place_name,
                Severity.WARNING,
            )


def _sources(given: ReportInput) -> Iterator[Problem]:
    setup = given.setup
    for role in Role:
        if role not in setup.organisations:
            yield Problem(N_("An organisation is missing: {role}."), {"role": role.value}, "setup")
    if not setup.indicators:
        yield Problem(
            N_("Attachment 1 has no source: there are no indicators."), {}, "attachment.1"
        )
    if not setup.staffing.months:
        yield Problem(
            N_("Attachment 2 has no source: there is no staffing by month."), {}, "attachment.2"
        )


def _survey(given: ReportInput) -> Iterator[Problem]:
    found = survey_of(given)
    if not found.answered:
        yield _remark(N_("There are no survey answers; the report says so."), "passage.survey")
    elif not found.enough:
        yield Problem(
            N_("The survey has {answered} answers, the rule asks for {needed}."),
            {"answered": found.answered, "needed": found.needed},
            "passage.survey",
            Severity.WARNING,
        )


def _replies(given: ReportInput) -> Iterator[Problem]:
    if not given.replies and not given.draft:
        yield _remark(N_("No replies to the draft are recorded."), "passage.replies")
    for who, text in given.waiting:
        yield Problem(
            N_("{who} said of the draft, and nobody has answered: “{text}”"),
            {"who": who, "text": text},
            "rounds",
            Severity.WARNING,
        )


def _earlier(given: ReportInput) -> Iterator[Problem]:
    """They stay open for the next visit, and the report says how many."""
    if given.unjudged:
        first = given.unjudged[0]
        yield Problem(
            N_("Concerns of earlier visits that nobody has looked at again: {count}"),
            {"count": len(given.unjudged)},
            "follow-up",
            Severity.WARNING,
            spot=Spot(capture=f"{first.visit}/{first.id}"),
        )


def _remark(template: str, place_name: str) -> Problem:
    return Problem(template, {}, place_name, Severity.WARNING)
