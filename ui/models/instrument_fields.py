"""Which fields each kind of node has, how they are shown as text, and read back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import cast

from app.errors import UserError
from app.i18n import N_, _
from app.model.instrument import (
    Anchor,
    Below,
    Evidence,
    Instrument,
    Level,
    Measure,
    Method,
    NotApplicable,
    ReasonWhen,
    Scope,
)
from app.model.text import plain
from app.rules.instrument_lines import (
    anchors_text,
    checked_name,
    evidence_text,
    read_anchors,
    read_evidence,
    read_number,
)
from app.rules.instrument_tree import Kind, Place, base_of, kind_of, value_at


class Entry(Enum):
    """How a field is filled in."""

    NAME = "name"
    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    WHOLE = "whole"
    CHOICE = "choice"
    MARK = "mark"
    ANCHORS = "anchors"
    EVIDENCE = "evidence"
    BLOCK = "block"
    GRADE = "grade"
    LIMIT = "limit"


LINES = frozenset({Entry.NAME, Entry.LINE, Entry.NUMBER, Entry.SHARE, Entry.WHOLE, Entry.LIMIT})
TEXTS = frozenset({Entry.TEXT, Entry.ANCHORS, Entry.EVIDENCE})
LISTS = frozenset({Entry.CHOICE, Entry.BLOCK, Entry.GRADE})


@dataclass(frozen=True, slots=True)
class NodeField:
    """`path` leads from the node to the value; `span` is how many of four columns it takes."""

    path: Place
    label: str
    entry: Entry
    span: int = 4
    choices: tuple[tuple[Enum | None, str], ...] = ()
    low: int = 0
    high: int = 0
    lines: int = 2
    help: str = ""


NAME_NEEDED = N_("A name is needed here.")
NO_WHOLE = N_("Write a whole number from {low} to {high}.")

SCOPES = (
    (Scope.STATION, N_("once for the station")),
    (Scope.DISTRICT, N_("in each district, then averaged")),
)
METHODS = (
    (Method.MEAN, N_("mean of all")),
    (Method.TRIMMED, N_("mean without the highest and the lowest")),
    (Method.MEDIAN, N_("median")),
    (Method.LEAD, N_("score of the block's lead")),
    (Method.CONSENSUS, N_("agreed by all")),
)
LEVELS = ((Level.ITEM, N_("item by item")), (Level.SUM, N_("over each rater's sum")))
BELOWS = (
    (Below.MEAN, N_("take the mean of those there are")),
    (Below.OPEN, N_("leave it open until it is settled")),
)
NAS = (
    (NotApplicable.SCALE, N_("the rest stands for the whole")),
    (NotApplicable.FULL, N_("as the full mark")),
    (NotApplicable.ZERO, N_("as nought")),
)
REASONS = (
    (ReasonWhen.DEDUCTION, N_("at any deduction")),
    (ReasonWhen.BELOW_SHARE, N_("below a share of the full mark")),
    (ReasonWhen.NEVER, N_("never")),
)
MEASURES: tuple[tuple[Enum | None, str], ...] = (
    (None, N_("nothing: people declare it")),
    (Measure.STAFFING, N_("person-months missing")),
    (Measure.CERTIFIED, N_("person-months of certified staff missing")),
    (Measure.PERSONNEL_RATIO, N_("share of personnel costs, in percent")),
)
_EXAMPLE = NodeField(("example",), N_("An example, not official"), Entry.MARK)
_EDGES = (
    NodeField(("label",), N_("Name"), Entry.NAME, 2),
    NodeField(("low",), N_("Starts at"), Entry.NUMBER, 1),
    NodeField(("high",), N_("Ends before"), Entry.NUMBER, 1),
)

FIELDS: dict[Kind, tuple[NodeField, ...]] = {
    Kind.GENERAL: (
        NodeField(("title",), N_("Title"), Entry.NAME),
        NodeField(("source",), N_("Where it comes from"), Entry.TEXT),
        NodeField(("note",), N_("Note for those who use it"), Entry.TEXT, lines=3),
        NodeField(("reasons", "when"), N_("Reason needed"), Entry.CHOICE, 2, REASONS),
        NodeField(("flags", "spread"), N_("Spread marked from"), Entry.SHARE, 1),
        NodeField(("places",), N_("Decimals of a converted score"), Entry.WHOLE, 1, low=0, high=4),
        NodeField(("reasons", "share"), N_("below this share"), Entry.SHARE, 2),
        NodeField(("flags", "outlier"), N_("Outlier marked from"), Entry.SHARE, 1),
        NodeField(("flags", "unfounded"), N_("Deduction without a concern from"), Entry.SHARE, 2),
    ),
    Kind.PARTIES: (),
    Kind.PARTY: (
        NodeField(("label",), N_("Name"), Entry.NAME, 3),
        NodeField(("full",), N_("Full mark"), Entry.NUMBER, 1),
        NodeField(("short",), N_("Short name"), Entry.LINE, 2),
        NodeField(("judges",), N_("What it judges"), Entry.LINE),
    ),
    Kind.BLOCK: (
        NodeField(("label",), N_("Name"), Entry.NAME, 3),
        NodeField(("full",), N_("Full mark"), Entry.NUMBER, 1),
        NodeField(("scope",), N_("Scored"), Entry.CHOICE, 3, SCOPES),
        NodeField(("step",), N_("Step"), Entry.NUMBER, 1),
        NodeField(
            ("merge", "method"), N_("Several scores become one by"), Entry.CHOICE, 3, METHODS
        ),
        NodeField(("merge", "minimum"), N_("Fewest raters"), Entry.WHOLE, 1, low=1, high=50),
        NodeField(("merge", "level"), N_("The rule runs"), Entry.CHOICE, 2, LEVELS),
        NodeField(("merge", "below"), N_("With fewer"), Entry.CHOICE, 2, BELOWS),
        NodeField(("na",), N_("What is not applicable counts"), Entry.CHOICE, 4, NAS),
        NodeField(("criterion",), N_("Criterion"), Entry.TEXT, lines=3),
    ),
    Kind.ITEM: (
        NodeField(("label",), N_("Name"), Entry.NAME, 2),
        NodeField(("full",), N_("Full mark"), Entry.NUMBER, 1),
        NodeField(("step",), N_("Step"), Entry.NUMBER, 1),
        NodeField(("group",), N_("Heading that it stands under"), Entry.LINE, 2),
        NodeField(("hint",), N_("A few words beside it"), Entry.LINE, 2),
        NodeField(("criterion",), N_("Criterion"), Entry.TEXT, lines=3),
        NodeField(
            ("anchors",),
            N_("What points mean"),
            Entry.ANCHORS,
            lines=4,
            help=N_("a line for each range: points, colon, meaning"),
        ),
        NodeField(
            ("evidence",),
            N_("Documents asked for"),
            Entry.EVIDENCE,
            lines=2,
            help=N_("one in each line"),
        ),
        NodeField(("allow_na",), N_("May be not applicable"), Entry.MARK, 2),
        NodeField(("example",), N_("An example, not official"), Entry.MARK, 2),
    ),
    Kind.BANDS: (),
    Kind.BAND: _EDGES,
    Kind.VETOES: (NodeField(("veto_grade",), N_("A veto leads to"), Entry.GRADE, 2),),
    Kind.VETO: (
        NodeField(("label",), N_("Name"), Entry.NAME),
        NodeField(("text",), N_("What it says"), Entry.TEXT, lines=3),
        NodeField(("measure",), N_("Computed from"), Entry.CHOICE, 4, MEASURES),
        NodeField(("thresholds", "mid"), N_("Limit at mid-term"), Entry.LIMIT, 2),
        NodeField(("thresholds", "final"), N_("Limit at the end"), Entry.LIMIT, 2),
    ),
    Kind.CHECKLIST: (),
    Kind.CHECK: (
        NodeField(("label",), N_("Question"), Entry.NAME),
        NodeField(("hint",), N_("A few words beside it"), Entry.LINE),
        NodeField(("block",), N_("Belongs to"), Entry.BLOCK, 4),
        _EXAMPLE,
    ),
    Kind.GUIDES: (),
    Kind.GUIDE: (
        NodeField(("label",), N_("Who is asked"), Entry.NAME),
        NodeField(("coded",), N_("By code only, never by name"), Entry.MARK),
        _EXAMPLE,
    ),
    Kind.QUESTION: (NodeField(("text",), N_("Question"), Entry.NAME, lines=3),),
    Kind.SURVEY: (
        NodeField(("minimum",), N_("Fewest respondents"), Entry.WHOLE, 2, low=0, high=1_000_000),
    ),
    Kind.SURVEY_BAND: _EDGES,
}
ABOUT = {
    Kind.PARTIES: N_(
        "The parties' full marks add up to 100. One with blocks is scored by the panel, the others "
        "give one figure each."
    ),
    Kind.BANDS: N_(
        "A grade holds for totals from its start up to, but not including, its end; the highest "
        "includes 100. Together they cover 0 to 100."
    ),
    Kind.VETOES: N_(
        "What sets the grade by itself. The score stays visible. One with a measure is "
        "proposed from the station's figures, the others are declared."
    ),
    Kind.CHECKLIST: N_("What the panel answers at every site: yes, partly, no or not applicable."),
    Kind.GUIDES: N_("Questions for each kind of person that the panel talks to."),
    Kind.SURVEY: N_(
        "At least so many people are asked, or all when there are fewer. The classes cover 0 to 100 "
        "percent."
    ),
}


def value_of(instrument: Instrument, place: Place, field: NodeField) -> object:
    """What stands in a field; None for a limit that is not set."""
    try:
        return value_at(instrument, base_of(place) + field.path)
    except LookupError:
        return None


def shown(instrument: Instrument, place: Place, field: NodeField) -> str:
    """A field's value as the text of its editor."""
    value = value_of(instrument, place, field)
    if value is None:
        return ""
    if field.entry is Entry.ANCHORS:
        return anchors_text(cast("tuple[Anchor, ...]", value))
    if field.entry is Entry.EVIDENCE:
        return evidence_text(cast("tuple[Evidence, ...]", value))
    return plain(value) if isinstance(value, Decimal) else str(value)


def options(instrument: Instrument, field: NodeField) -> tuple[tuple[object, str], ...]:
    """(value, words) of a field that is chosen."""
    if field.entry is Entry.BLOCK:
        blocks = [(block.id, block.label) for block in instrument.blocks()]
        return ((None, _("no block")), *blocks)
    if field.entry is Entry.GRADE:
        return tuple((band.label, band.label) for band in instrument.bands)
    return tuple((value, _(words)) for value, words in field.choices)


def is_needed(instrument: Instrument, place: Place, field: NodeField) -> bool:
    """Whether a field says something as things stand; one that holds something is always shown."""
    if field.entry is Entry.LIMIT:
        measured = value_at(instrument, (*place, "measure")) is not None
        return measured or value_of(instrument, place, field) is not None
    if field.path == ("reasons", "share"):
        return instrument.reasons.when is ReasonWhen.BELOW_SHARE
    if kind_of(place) is Kind.BLOCK and field.path == ("step",):
        return not value_at(instrument, (*place, "items"))
    return True


def read_back(
    instrument: Instrument, place: Place, field: NodeField, text: str, new_id: Callable[[], str]
) -> tuple[Place, object]:
    """The path and value that a typed text means.

    Raises:
        UserError: it means nothing that may stand here.
    """
    if field.entry is Entry.LIMIT:
        return field.path[:1], _limits(instrument, place, field, text)
    if field.entry is Entry.EVIDENCE:
        known = cast("Sequence[Evidence]", value_of(instrument, place, field))
        return field.path, read_evidence(text, known, [new_id() for _line in text.splitlines()])
    if field.entry is Entry.WHOLE:
        return field.path, _whole(field, text)
    return field.path, _READERS[field.entry](text)


def _limits(
    instrument: Instrument, place: Place, field: NodeField, text: str
) -> dict[str, Decimal]:
    """All limits of a veto; an empty text takes one away."""
    found = value_at(instrument, (*place, field.path[0]))
    assert isinstance(found, dict)
    term = str(field.path[1])
    rest = {name: value for name, value in found.items() if name != term}
    return {**rest, term: read_number(text.removesuffix("%"))} if text.strip() else rest


def _name(text: str) -> str:
    name = checked_name(text)
    if not name:
        raise UserError(NAME_NEEDED)
    return name


def _share(text: str) -> Decimal:
    return read_number(text, share=True)


def _whole(field: NodeField, text: str) -> int:
    number = read_number(text)
    if number != int(number) or not field.low <= number <= field.high:
        raise UserError(NO_WHOLE, low=field.low, high=field.high)
    return int(number)


_READERS: dict[Entry, Callable[[str], object]] = {
    Entry.NAME: _name,
    Entry.LINE: str.strip,
    Entry.TEXT: str,
    Entry.NUMBER: read_number,
    Entry.SHARE: _share,
    Entry.ANCHORS: read_anchors,
}


def field_at(place: Place, path: Place) -> NodeField | None:
    """The field of a node that a problem's path lies in, or that lies in it."""
    for field in FIELDS[kind_of(place)]:
        length = min(len(path), len(field.path))
        if length and path[:length] == field.path[:length]:
            return field
    return None
