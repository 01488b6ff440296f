"""The letter that sends the panel's first opinions out (初评意见函), with a slip for the reply."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from app.errors import UserError
from app.i18n import N_
from app.model.capture import Stance
from app.model.curated import CuratedFinding
from app.model.station import Role
from app.paths import TEMPLATES
from app.reports import tables
from app.reports.figures import Figures, figures
from app.reports.form import Form, Section
from app.reports.input import ReportInput
from app.reports.lists import Placed, place
from app.reports.problems import IncompleteError, problems
from app.reports.readback import (
    Checked,
    check_findings,
    check_package,
    check_tables,
    check_words,
)
from app.reports.render import fill
from app.reports.wishes import Addressee, Wishes
from app.reports.wording import chinese, long_date
from app.rules.problem import Problem, errors

TEMPLATE = TEMPLATES / "letters" / "opinion" / "letter.docx"
LABEL = "初评意见函"

_ORDER = (Stance.PRAISE, Stance.CONCERN)
_SCORED = "parties.rows"
"""The table that a letter with scores has."""

Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as a Word file; `name` is whom it goes to."""

    name: str
    raw: bytes
    checked: Checked


def letter_problems(given: ReportInput, form: Form, wishes: Wishes) -> tuple[Problem, ...]:
    """What the letter itself lacks: a part of the panel's opinion, a name, a score if it tells any.

    What waits to be verified is not in it, and what a party has not said is not the panel's.
    """
    own = {f"section.{section.key}" for section in form.sections if section.party is None}
    asked = own | ({"score"} if wishes.scores else set())
    found = [p for p in errors(problems(given, form)) if p.place in asked]
    return (*found, *_unknown(given, wishes))


def _unknown(given: ReportInput, wishes: Wishes) -> Iterator[Problem]:
    named = [Role(a.value) for a in wishes.addressees if a is not Addressee.STATION]
    for role in (*named, Role.EVALUATOR):
        if role not in given.setup.organisations:
            yield Problem(N_("An organisation is missing: {role}."), {"role": role.value}, "setup")


def letters(given: ReportInput, form: Form, wishes: Wishes) -> tuple[Letter, ...]:
    """One letter to all, or one to each.

    Raises:
        UserError: nobody is addressed, an addressee or the sender is not known, a final one is
            asked for while something in it is open, or what was made is not what it should be.
    """
    found = letter_problems(given, form, wishes)
    if not given.draft and found:
        raise IncompleteError(found)
    names = list(dict.fromkeys(_name(one, given) for one in wishes.addressees))
    if not names or not all(names):
        raise UserError(
            N_("The letter has no addressee. Choose one, and enter the organisation in the set-up.")
        )
    mark = form.unfinished if found else ""
    groups = [names] if wishes.joint else [[name] for name in names]
    return tuple(_letter(group, mark, given, form, wishes) for group in groups)


def _name(addressee: Addressee, given: ReportInput) -> str:
    if addressee is Addressee.STATION:
        return given.setup.station.name
    organisation = given.setup.organisations.get(Role(addressee.value))
    return organisation.name if organisation else ""


def _letter(names: list[str], mark: str, given: ReportInput, form: Form, wishes: Wishes) -> Letter:
    known = figures(given, form)
    content = {
        **_frame(names, mark, known, wishes),
        "sections": _sections(given, form),
        "scored": wishes.scores,
        "parties": tables.parties(given, form, known),
        "empty": form.empty,
    }
    raw = fill(TEMPLATE, LABEL, content)
    return Letter("、".join(names), raw, _checked(raw, given, content))


def _checked(raw: bytes, given: ReportInput, content: Content) -> Checked:
    """Reads it back: every finding, whom it goes to and until when, and the scores if it has any."""
    check_package(raw)
    check_findings(raw, given.used)
    check_words(
        raw, (f"{content['addressee']}：", str(content["reply_by"]), str(content["number"]))
    )
    figures = check_tables(raw, _SCORED, content) if content["scored"] else 0
    return Checked(len(given.used), figures)


def _frame(names: list[str], mark: str, known: Figures, wishes: Wishes) -> Content:
    taken = ("station", "term", "bureau", "evaluator", "visited_on", "today")
    return {
        "header": mark,
        "number": wishes.number.strip(),
        "addressee": "、".join(names),
        "you": "贵单位" if len(names) == 1 else "各单位",
        "slip": names[0] if len(names) == 1 else "",
        "reply_by": long_date(wishes.reply_by),
        "period_start": known["period_start"],
        "period_end": known["period_end"],
        **{name: known[name] for name in taken},
        "f": known,
    }


def _sections(given: ReportInput, form: Form) -> list[Content]:
    """What was found, where the form has it; findings are counted through the whole letter."""
    placed, numbers, found = place(given, form), count(1), list[Content]()
    for section in form.sections:
        groups = list(_groups(section, placed, numbers, given, form))
        if groups:
            heading = f"（{chinese(len(found) + 1)}）{section.label}"
            found.append({"heading": heading, "groups": groups})
    return found


def _groups(
    section: Section, placed: Placed, numbers: Iterator[int], given: ReportInput, form: Form
) -> Iterator[Content]:
    yield from _lists(placed.of(section.key), "", numbers, form)
    for district in given.setup.districts if section.districts else ():
        own = placed.of(section.key, district.id)
        yield from _lists(own, f"{district.name}：", numbers, form)


def _lists(
    findings: list[CuratedFinding], where: str, numbers: Iterator[int], form: Form
) -> Iterator[Content]:
    names = {Stance.PRAISE: form.praise, Stance.CONCERN: form.concern}
    for stance in _ORDER:
        own = [f for f in findings if f.stance is stance]
        if own:
            lines = [line for f in own for line in _lines(f, next(numbers))]
            yield {"heading": where + names[stance], "paragraphs": lines}


def _lines(finding: CuratedFinding, number: int) -> list[str]:
    first, *further = [line for line in finding.text.split("\n") if line.strip()] or [""]
    return [f"{number}.{first}", *further]
