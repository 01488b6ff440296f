"""After the evening: steps with a date, replies to the draft, versions sent out, complaints."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated

from msgspec import Meta

from app.model.base import Model
from app.model.hashes import Hash
from app.model.station import Id

Year = Annotated[int, Meta(ge=1990, le=2200)]


class YearTable(Model, frozen=True, kw_only=True):
    """节假日安排: the days off and the weekend days worked of one year, and who arranged them so."""

    year: Year
    source: str = ""
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()


class Step(Enum):
    """What has a date, in its order. Handbook 1.6 sets limits for four of them."""

    VISIT = "visit"
    DRAFT = "draft"
    REPORT = "report"
    CONFIRMATION = "confirmation"
    POSTED = "posted"
    PUBLICATION = "publication"
    REVIEW = "review"
    FINAL = "final"


class StepDone(Model, frozen=True, kw_only=True):
    """A step that has happened. `due` is what it was held against then, and moves no more."""

    step: Step
    on: date
    by: str = ""
    to: str = ""
    what: str = ""
    due: date | None = None
    at: datetime


class Party(Enum):
    """Who is asked for an opinion on the draft."""

    BUREAU = "bureau"
    BUYER = "buyer"
    STATION = "station"
    SUPERVISION = "supervision"


class PointKind(Enum):
    """事实更正: something is wrong as it stands. 意见: somebody sees it otherwise."""

    FACT = "fact"
    OPINION = "opinion"


class Answer(Enum):
    """What became of a point: 已答复, 已采纳, 不采纳."""

    OPEN = "open"
    ANSWERED = "answered"
    TAKEN = "taken"
    REFUSED = "refused"


class ReplyPoint(Model, frozen=True, kw_only=True):
    """One thing that a reply says. `about` is a section, finding or figure in words.

    `words` are the answer, what was changed, or the reason for not changing it.
    """

    id: Id
    kind: PointKind = PointKind.OPINION
    about: str = ""
    text: str = ""
    answer: Answer = Answer.OPEN
    words: str = ""


class Reply(Model, frozen=True, kw_only=True):
    """回复: what one party answered to a version of the draft, as a whole and point by point."""

    id: Id
    party: Party
    on: date
    person: str = ""
    text: str = ""
    version: int = 0
    points: tuple[ReplyPoint, ...] = ()
    at: datetime

    @property
    def open(self) -> tuple[ReplyPoint, ...]:
        return tuple(point for point in self.points if point.answer is Answer.OPEN)


class Complaint(Model, frozen=True, kw_only=True):
    """投诉 during the publicity period, and what the review (复核) made of it.

    `stays`: whether the grade stays; None while nothing is decided.
    """

    id: Id
    on: date
    who: str = ""
    text: str = ""
    result: str = ""
    reviewed_on: date | None = None
    by: str = ""
    stays: bool | None = None
    at: datetime


class VersionKind(Enum):
    """征求意见稿 goes round for comment; 终稿 is what is published."""

    DRAFT = "draft"
    FINAL = "final"


class Told(Model, frozen=True, kw_only=True):
    """A figure, a passage or a finding as a version printed it; `place` is where, in words."""

    key: str
    label: str = ""
    text: str = ""
    place: str = ""


class Content(Model, frozen=True, kw_only=True):
    """What a version says, piece by piece, so that the next one can be held against it."""

    figures: tuple[Told, ...] = ()
    passages: tuple[Told, ...] = ()
    findings: tuple[Told, ...] = ()


class Standing(Model, frozen=True, kw_only=True):
    """A remark that had to be mended and went out as it was, with the reason.

    `says` is the remark's sentence in English, which takes `values` once it is translated.
    """

    family: str
    quote: str
    says: str
    values: dict[str, str] = {}
    reason: str
    by: str = ""


class Version(Model, frozen=True, kw_only=True):
    """版本: a report that left the house. Its bytes are kept beside it; `hash` is theirs."""

    number: int
    kind: VersionKind = VersionKind.DRAFT
    form: Id
    on: date
    to: str = ""
    note: str = ""
    by: str = ""
    hash: Hash
    content: Content = Content()
    standing: tuple[Standing, ...] = ()
    at: datetime


class Closing(Model, frozen=True, kw_only=True):
    """结束: nothing more is to come. `grade` is what was published in the end."""

    on: date
    by: str = ""
    note: str = ""
    grade: str = ""
    at: datetime


class Rounds(Model, frozen=True, kw_only=True):
    """All that happened after the evening, in the order in which it happened."""

    steps: tuple[StepDone, ...] = ()
    replies: tuple[Reply, ...] = ()
    versions: tuple[Version, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    closing: Closing | None = None

    def done(self, step: Step) -> StepDone | None:
        return next((one for one in self.steps if one.step is step), None)

    @property
    def final(self) -> Version | None:
        """The version that is published: the last one that was final."""
        finals = (one for one in reversed(self.versions) if one.kind is VersionKind.FINAL)
        return next(finals, None)
