"""What a report is made from: everything is passed in, nothing is looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.model.archive import EarlierFinding, FollowUp
from app.model.capture import Reaction, Stance, SurveyResponse
from app.model.curated import CuratedFinding
from app.model.instrument import Instrument
from app.model.outcome import Outcome
from app.model.report import PassageEdit, RemarkAside
from app.model.setup import Setup


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the annex: its caption, its rows in words, and what makes its PNG on any thread."""

    caption: str
    words: str
    png: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class ReportInput:
    """A visit as the report sees it.

    `findings` come in the order in which they are printed. `reactions` were heard at the
    feedback of the day, `replies` came later to the draft; `waiting` are their points that nobody
    has answered, as who and what. `draft` asks for the version that goes round for comment;
    `today` dates the signature. `follow_ups` say what became
    of the concerns of the visit before, `unjudged` are those of which nobody has said it. `annex` holds the figures that are added, `aside` the
    checker's remarks that somebody set aside.
    """

    setup: Setup
    instrument: Instrument
    outcome: Outcome
    today: date
    findings: tuple[CuratedFinding, ...] = ()
    survey: tuple[SurveyResponse, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    replies: tuple[Reaction, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    unjudged: tuple[EarlierFinding, ...] = ()
    passages: tuple[PassageEdit, ...] = ()
    draft: bool = True
    annex: tuple[Picture, ...] = ()
    aside: tuple[RemarkAside, ...] = ()

    @property
    def used(self) -> tuple[CuratedFinding, ...]:
        """The findings that are printed: 待核实 is not, as long as it is that."""
        return tuple(f for f in self.findings if f.stance is not Stance.VERIFY)

    @property
    def unverified(self) -> tuple[CuratedFinding, ...]:
        return tuple(f for f in self.findings if f.stance is Stance.VERIFY)
