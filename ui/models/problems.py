"""What is open or wrong as rows with one thing to do about each, and where that is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.i18n import N_, _
from app.model.instrument import Instrument
from app.model.outcome import Open, OpenKind
from app.model.setup import Setup
from app.reports.marks import Kind, Source
from app.rules.problem import Problem, Severity
from ui.icons import Icon
from ui.models.roles import ProblemRow
from ui.theme import Tone

if TYPE_CHECKING:
    from app.reports.remarks import Found

MERGE, PARTIES, COLLECT, FINDINGS, REPORT = "merge", "parties", "collect", "findings", "report"
SETUP, ROUNDS, FOLLOW_UP = "setup", "rounds", "follow_up"

_SENTENCES = {
    OpenKind.UNSCORED: N_("{place}: {count} not scored ({who})"),
    OpenKind.CONFLICT: N_("{place}: {count} differ between two laptops ({who})"),
    OpenKind.NOBODY: N_("{place}: {count} that nobody may score"),
    OpenKind.TOO_FEW: N_("{place}: {count} with too few scores for the rule"),
    OpenKind.DISAGREE: N_("{place}: {count} to be settled, the scores differ"),
    OpenKind.NO_LEAD: N_("{place}: {count} not scored by the lead"),
    OpenKind.OUTDATED: N_("{place}: {count} settled on scores that have changed"),
    OpenKind.NOTHING: N_("{place}: all marked as not applicable"),
    OpenKind.PARTY: N_("{place}: no score entered"),
    OpenKind.VETO: N_("{place}: not verified"),
    OpenKind.CONFIRM: N_("{place}: the sheet waits for a second person"),
}
_LISTED = {
    Kind.INDICATOR: "indicators",
    Kind.STAFFING: "staffing.months",
    Kind.DISTRICT: "districts",
}
_PAGES = {OpenKind.PARTY: PARTIES, OpenKind.VETO: PARTIES, OpenKind.CONFIRM: COLLECT}
_ACTIONS = {
    MERGE: N_("Settle"),
    PARTIES: N_("Enter"),
    COLLECT: N_("Confirm"),
    FINDINGS: N_("Add"),
    REPORT: N_("Show"),
    ROUNDS: N_("Answer"),
    FOLLOW_UP: N_("Check"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where a problem is mended: a page and ids; `key` is a party's, veto's, passage's, section's.

    `place` is a path inside the set-up, `line` a paragraph of the passage.
    """

    page: str
    block: str = ""
    item: str = ""
    district: str = ""
    panelist: str = ""
    capture: str = ""
    key: str = ""
    place: str = ""
    line: int = -1


@dataclass(frozen=True, slots=True)
class Linked:
    """A row and the way that its action leads; no page where there is none yet.

    `found` is the checker's remark behind it, `aside` that somebody set it aside.
    """

    row: ProblemRow
    way: Way
    found: "Found | None" = None
    aside: bool = False
    severity: Severity = Severity.ERROR

    @property
    def action_mends(self) -> bool:
        """Whether the remark has a mend that can be put into its text."""
        found = self.found
        return found is not None and not self.aside and found.mendable


def way_to(source: Source, setup: Setup) -> Way:
    """Where a text of the report is edited, merged or entered."""
    if source.kind is Kind.SCORE:
        return Way(MERGE, source.block, district=source.district)
    if source.kind in _LISTED:
        name = _LISTED[source.kind]
        return Way(SETUP, place=f"{name}[{_position(source, setup)}]")
    pages = {Kind.PASSAGE: REPORT, Kind.PARTY: PARTIES}
    capture = source.key if source.kind is Kind.FINDING else ""
    return Way(
        pages.get(source.kind, FINDINGS),
        district=source.district,
        capture=capture,
        key="" if capture else source.key,
        line=source.line,
    )


def _position(source: Source, setup: Setup) -> int:
    """Where in its list of the set-up an indicator, month or district stands."""
    ids = {
        Kind.INDICATOR: [indicator.id for indicator in setup.indicators],
        Kind.STAFFING: [month.month for month in setup.staffing.months],
        Kind.DISTRICT: [district.id for district in setup.districts],
    }[source.kind]
    return ids.index(source.key) if source.key in ids else 0


def open_rows(found: Iterable[Open], setup: Setup, instrument: Instrument) -> tuple[Linked, ...]:
    """What is open in the scores, one row for each kind and place."""
    groups: dict[tuple[str, ...], list[Open]] = {}
    for one in found:
        key = (one.kind.value, one.block or one.party, one.sheet)
        groups.setdefault(key, []).append(one)
    return tuple(_group(key, same, setup, instrument) for key, same in groups.items())


def problem_rows(found: Iterable[Problem]) -> tuple[Linked, ...]:
    """What stands in the way of the report, scores left out: `open_rows` shows them shorter."""
    rest = [problem for problem in found if problem.place != "score"]
    return tuple(_problem(number, problem) for number, problem in enumerate(rest))


def _group(
    key: tuple[str, ...], same: Sequence[Open], setup: Setup, instrument: Instrument
) -> Linked:
    first = same[0]
    page = _PAGES.get(first.kind, MERGE)
    row = ProblemRow(
        id="open:" + "/".join(key),
        text=_sentence(same, setup, instrument),
        action=_("Verify") if first.kind is OpenKind.VETO else _(_ACTIONS[page]),
        tone=Tone.CRITICAL,
        icon=Icon.ERROR,
        word=_("Must"),
    )
    named = first.veto or first.party
    way = Way(page, first.block, first.item, first.district, key=named)
    return Linked(row, way)


def _sentence(same: Sequence[Open], setup: Setup, instrument: Instrument) -> str:
    names = {person.id: person.name for person in setup.panel}
    ids = dict.fromkeys(who for one in same for who in one.who)
    who = "、".join(names.get(one, one) for one in ids)
    place = _place(same[0], setup, instrument)
    if same[0].kind is OpenKind.VETO and len(same) > 1:
        return _("{count} vetoes: not verified").format(count=len(same))
    return _(_SENTENCES[same[0].kind]).format(place=place, count=len(same), who=who)


def _place(one: Open, setup: Setup, instrument: Instrument) -> str:
    labels = {veto.key: veto.label for veto in instrument.vetoes}
    labels |= {party.id: party.label for party in instrument.parties}
    labels |= {block.id: block.label for block in instrument.blocks()}
    labels |= {person.id: person.name for person in setup.panel}
    named = one.veto or one.block or one.party or (one.who[0] if one.who else "")
    return labels.get(named, named)


def _problem(number: int, problem: Problem) -> Linked:
    must = problem.severity is Severity.ERROR
    way = _way(problem)
    row = ProblemRow(
        id=f"{problem.place}:{number}",
        text=_(problem.template).format(**problem.values),
        action=_action(problem, way),
        tone=Tone.CRITICAL if must else Tone.CONCERN,
        icon=Icon.ERROR if must else Icon.WARNING,
        word=_("Must") if must else _("Should"),
    )
    return Linked(row, way, severity=problem.severity)


def _action(problem: Problem, way: Way) -> str:
    if problem.place == "findings":
        return _("Verify")
    return _(_ACTIONS[way.page]) if way.page else ""


def _way(problem: Problem) -> Way:
    spot = problem.spot
    kind, _dot, key = problem.place.partition(".")
    pages = {
        "findings": FINDINGS,
        "section": FINDINGS,
        "passage": REPORT,
        "rounds": ROUNDS,
        "follow-up": FOLLOW_UP,
    }
    page = pages.get(kind, "")
    place = "replies" if page == ROUNDS else ""
    return Way(page, spot.block, spot.item, spot.district, spot.panelist, spot.capture, key, place)
