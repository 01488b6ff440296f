"""What one panelist enters on the day, as a file that is written by hand or by a script."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from app.model.base import Model, check_number
from app.model.capture import AnswerValue, DocumentState, Exchange, Stance
from app.model.decision import PartyEntry, VetoCheck
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.model.station import Id, Name

STATION = "station"
"""Stands where a district or site may stand and means the station as a whole."""


class Recusal(Model, frozen=True, kw_only=True):
    """回避 in one district, or for the whole station without one."""

    district: Id | None = None
    reason: str = ""


class DeclarationEntry(Model, frozen=True, kw_only=True):
    """Sign-in: `signature` is the name as typed; without it nothing may be scored."""

    signature: Name
    confidential: bool = True
    recused: tuple[Recusal, ...] = ()


class ScoreEntry(Model, frozen=True, kw_only=True):
    """Points, or 不适用 (`na`), with a reason."""

    points: Decimal | None = None
    na: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        check_number(self.points, "points", Decimal(1000))
        if (self.points is None) is not self.na:
            raise ValueError("a score is either points or na")


class AnswerEntry(Model, frozen=True, kw_only=True):
    value: AnswerValue
    remark: str = ""


class DocumentEntry(Model, frozen=True, kw_only=True):
    state: DocumentState
    where: str = ""
    remark: str = ""


class Placed(Model, frozen=True, kw_only=True):
    """Something that may belong to a block, an item, a district or a site."""

    block: Id | None = None
    item: Id | None = None
    district: Id | None = None
    site: Id | None = None


class FindingEntry(Placed, frozen=True, kw_only=True):
    """`party` is whose view is reported; a 待核实 that was settled has an `outcome`."""

    stance: Stance
    text: Annotated[str, Meta(min_length=1)]
    party: str = ""
    outcome: str = ""


class InterviewEntry(Placed, frozen=True, kw_only=True):
    """`guide` is the kind of interviewee; service users go by `code`, never by name."""

    guide: Id
    code: str = ""
    who: str = ""
    exchanges: tuple[Exchange, ...] = ()
    remark: str = ""


class NoteEntry(Placed, frozen=True, kw_only=True):
    text: Annotated[str, Meta(min_length=1)]
    stage: str = ""


class ReactionEntry(Model, frozen=True, kw_only=True):
    who: Name
    text: Annotated[str, Meta(min_length=1)]


class SurveyEntry(Model, frozen=True, kw_only=True):
    """One respondent with a figure, or `count` respondents of whom only the band is known.

    `band` is the label of a band of the instrument; `known` counts awareness questions.
    """

    code: str = ""
    satisfaction: Decimal | None = None
    band: str = ""
    known: Annotated[int, Meta(ge=0, le=100)] | None = None
    way: str = ""
    count: Annotated[int, Meta(ge=1, le=10_000)] = 1

    def __post_init__(self) -> None:
        check_number(self.satisfaction, "satisfaction", Decimal(100))
        if self.band and self.satisfaction is not None:
            raise ValueError("a respondent has a satisfaction or a band")
        if self.code and self.count > 1:
            raise ValueError("a code belongs to one respondent")


class Entries(Model, frozen=True, kw_only=True):
    """All that one panelist enters.

    `scores` and `documents` are keyed by district (or `station`) and item or evidence; `answers`
    by site (or `station`) and question. Lists keep their order.
    """

    panelist: Id | None = None
    declaration: DeclarationEntry
    scores: dict[Id, dict[Id, ScoreEntry]] = {}
    answers: dict[Id, dict[Id, AnswerEntry]] = {}
    documents: dict[Id, dict[Id, DocumentEntry]] = {}
    findings: tuple[FindingEntry, ...] = ()
    interviews: tuple[InterviewEntry, ...] = ()
    notes: tuple[NoteEntry, ...] = ()
    survey: tuple[SurveyEntry, ...] = ()
    reactions: tuple[ReactionEntry, ...] = ()


class PartyDecisions(Model, frozen=True, kw_only=True):
    """What the coordinator of a sample visit enters in the evening."""

    parties: tuple[PartyEntry, ...] = ()
    vetoes: tuple[VetoCheck, ...] = ()


class Sample(Model, frozen=True, kw_only=True):
    """A whole visit to practise on; `entries` by panelist."""

    name: Id
    setup: Setup
    instrument: Instrument
    entries: dict[str, Entries]
    decisions: PartyDecisions
