"""Captures: anything that a panelist records, whatever its kind."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated

from msgspec import Meta

from app.model.base import Model, check_number
from app.model.hashes import Hash
from app.model.station import Id


class Stance(Enum):
    """值得肯定, 需要关注, 待核实."""

    PRAISE = "praise"
    CONCERN = "concern"
    VERIFY = "verify"


class AnswerValue(Enum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NA = "na"


class DocumentState(Enum):
    """齐全, 部分, 缺失, 待补."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    MISSING = "missing"
    PENDING = "pending"


class ScoreState(Enum):
    POINTS = "points"
    NA = "na"


class Body(Model, frozen=True, kw_only=True, tag_field="kind"):
    """What a capture says; the tag is its kind."""


Stroke = tuple[Annotated[int, Meta(ge=0, le=1000)], ...]
"""A line drawn in one go, as `x, y, x, y, …` in a box 1000 wide; y runs downwards."""

DRAWN_NUMBERS = 5000
"""What all strokes of a signature may have together; as JSON under 25 kB."""


class Declaration(Body, frozen=True, kw_only=True, tag="declaration"):
    """Sign-in and declarations (keyed).

    Without a district it is the day's sign-in, and `recused` is for the whole station; with a
    district it is the recusal for that district alone. `signature` is the name as typed; `drawn`
    goes with it and never stands alone. Numbers, so that neither search nor audit takes them
    for words.
    """

    recused: bool = False
    reason: str = ""
    confidential: bool = False
    signature: str = ""
    drawn: tuple[Stroke, ...] = ()

    def __post_init__(self) -> None:
        if any(not stroke or len(stroke) % 2 for stroke in self.drawn):
            raise ValueError("a stroke of `drawn` is pairs of x and y")
        if sum(map(len, self.drawn)) > DRAWN_NUMBERS:
            raise ValueError(f"`drawn` has more than {DRAWN_NUMBERS} numbers")
        if not all(0 <= number <= 1000 for stroke in self.drawn for number in stroke):
            raise ValueError("`drawn` leaves its box of 0 to 1000")
        if self.drawn and not self.signature.strip():
            raise ValueError("`drawn` goes with a typed `signature`")


class Answer(Body, frozen=True, kw_only=True, tag="answer"):
    """A checklist answer (keyed); the capture's item is the question, its site the place."""

    value: AnswerValue
    remark: str = ""


class DocumentCheck(Body, frozen=True, kw_only=True, tag="document"):
    """What was found of a document asked for (keyed); the capture's item is the evidence id."""

    state: DocumentState
    where: str = ""
    remark: str = ""
    requested_at: datetime | None = None
    received_at: datetime | None = None


class Score(Body, frozen=True, kw_only=True, tag="score"):
    """Points, or 不适用 (keyed). 未评 is the absence of a score. `links` are capture ids."""

    state: ScoreState = ScoreState.POINTS
    points: Decimal | None = None
    reason: str = ""
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_number(self.points, "points", Decimal(1000))
        if (self.points is not None) is not (self.state is ScoreState.POINTS):
            raise ValueError("`points` goes with the state `points` and with no other")


class Exchange(Model, frozen=True, kw_only=True):
    """One question and what was answered; `question` is an id of the guide, or empty."""

    question: str = ""
    asked: str = ""
    answer: str = ""


class Interview(Body, frozen=True, kw_only=True, tag="interview"):
    """`guide` is the kind of interviewee; service users go by `code`, never by name."""

    guide: Id
    code: str = ""
    who: str = ""
    exchanges: tuple[Exchange, ...] = ()
    remark: str = ""


class Note(Body, frozen=True, kw_only=True, tag="note"):
    """`stage` is where it was written."""

    text: str
    stage: str = ""


class Photo(Body, frozen=True, kw_only=True, tag="photo"):
    """`blob` is the hash of the picture kept beside the captures."""

    blob: str
    caption: str = ""


class Finding(Body, frozen=True, kw_only=True, tag="finding"):
    """An observation that may enter the report (意见).

    Belongs to the block, item and district of its capture, or to a `party` whose view it
    reports. A 待核实 is settled by `outcome`. `order` sorts what is said at the feedback.
    """

    stance: Stance
    text: str
    party: str = ""
    outcome: str = ""
    order: int = 0
    links: tuple[str, ...] = ()


class SurveyResponse(Body, frozen=True, kw_only=True, tag="survey"):
    """One respondent: satisfaction in percent, how many of the awareness questions were known.

    `source` names file and row that it was imported from, so that no row comes in twice.
    """

    code: str = ""
    satisfaction: Decimal | None = None
    known: int | None = None
    way: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        check_number(self.satisfaction, "satisfaction", Decimal(100))


class Reaction(Body, frozen=True, kw_only=True, tag="reaction"):
    """What station, buyer or staff said at the feedback."""

    who: str
    text: str


class Stratum(Model, frozen=True, kw_only=True):
    """A part of a list that was drawn from by itself; `drawn` are ids in the order of the draw."""

    name: str
    population: Annotated[int, Meta(ge=1)]
    drawn: tuple[str, ...]


class Inspection(Model, frozen=True, kw_only=True):
    """A drawn record that was looked at; `problem` when something is wrong with it."""

    record: str
    problem: bool = False
    remark: str = ""


class Sample(Body, frozen=True, kw_only=True, tag="sample"):
    """A random sample that anybody can draw again from the same list (docs/formats.md).

    The size was asked for by `number` or by `percent`. `population_hash` is over the sorted ids;
    `strata` is one without a name where the list was drawn from as a whole. `inspected` comes
    after the draw and is no part of it.
    """

    seed: Annotated[str, Meta(min_length=1)]
    number: int | None = None
    percent: Decimal | None = None
    population: Annotated[int, Meta(ge=1)]
    population_hash: Hash
    strata: tuple[Stratum, ...]
    source: str = ""
    note: str = ""
    inspected: tuple[Inspection, ...] = ()

    def __post_init__(self) -> None:
        check_number(self.percent, "percent", Decimal(100))
        if (self.number is None) is (self.percent is None):
            raise ValueError("a sample's size is a `number` or a `percent`")

    @property
    def drawn(self) -> tuple[str, ...]:
        """All ids, stratum by stratum."""
        return tuple(record for stratum in self.strata for record in stratum.drawn)


class Reference(Model, frozen=True, kw_only=True):
    """Where a text was read: its name, the file, and the place in it as `page:3` or `row:12`."""

    record: str
    source: str = ""
    where: str = ""


class Similar(Body, frozen=True, kw_only=True, tag="similar"):
    """Two texts that were found alike (雷同), as evidence; `dismissed` when looked at and no matter.

    `likeness` is from 0 to 1; `passages` are the longest ones that both have.
    """

    left: Reference
    right: Reference
    likeness: Decimal
    passages: tuple[str, ...] = ()
    dismissed: bool = False

    def __post_init__(self) -> None:
        check_number(self.likeness, "likeness", Decimal(1))


AnyBody = (
    Declaration
    | Answer
    | DocumentCheck
    | Score
    | Interview
    | Note
    | Photo
    | Finding
    | SurveyResponse
    | Reaction
    | Sample
    | Similar
)

KEYED = (Declaration, Answer, DocumentCheck, Score)


class Capture(Model, frozen=True, kw_only=True):
    """What one panelist recorded on one device, with an optional place.

    `block` is kept for captures that belong to a block as a whole; a score's item decides its
    block. Times carry their offset from UTC.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64)]
    author: Id
    device: str
    at: datetime
    block: Id | None = None
    item: Id | None = None
    district: Id | None = None
    site: Id | None = None
    body: AnyBody

    @property
    def kind(self) -> str:
        return str(self.body.__struct_config__.tag)

    @property
    def key(self) -> tuple[str, str, str, str, str] | None:
        """(kind, author, item, district, site) for keyed kinds, else None (arithmetic 3)."""
        if not isinstance(self.body, KEYED):
            return None
        return (self.kind, self.author, self.item or "", self.district or "", self.site or "")
