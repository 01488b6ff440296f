"""What is checked, and what the checker says of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from app.i18n import N_
from app.model.line import Line
from app.rules.deadlines import Calendar
from app.rules.problem import Severity

__all__ = ["NAMES", "Check", "Facts", "Family", "Line", "Remark", "Report"]


class Family(Enum):
    """The families of handbook 6.5. The value is the id, which also turns a family off."""

    OTHER_STATION = "C01"
    SUMS = "C02"
    PERCENT = "C03"
    BASE = "C04"
    DATES = "C05"
    NUMBERING = "C06"
    WIDTH = "C07"
    DOUBLE_PUNCTUATION = "C08"
    TRADITIONAL = "C09"
    CONFUSABLE = "C10"
    TERMS = "C11"
    WORDING = "C12"
    NARRATIVE = "C13"
    ATTACHMENTS = "C14"
    MONEY = "C15"
    BANDS = "C16"
    SAMPLE = "C17"
    BOILERPLATE = "C18"
    CONTRADICTION = "C19"
    ARTEFACTS = "C20"
    DEDUCTION = "C21"
    PROGRESS = "C22"
    DISTRICTS = "C23"
    VETOES = "C24"
    PERSONAL = "C25"
    EARLIER = "C26"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a visit besides its report; empty where only a file is checked."""

    station: str = ""
    short: str = ""
    names: tuple[str, ...] = ()
    visited_on: date | None = None
    people: tuple[str, ...] = ()
    public: bool = False
    earlier: tuple[str, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    known_years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """Any report as lines, with what is known of its visit. `earlier` reports are for C26."""

    lines: tuple[Line, ...]
    facts: Facts = field(default_factory=Facts)

    def body(self) -> Iterator[Line]:
        """Lines of running text, text boxes too, that hold something."""
        return (
            line
            for line in self.lines
            if line.table < 0 and line.part in {"", "box"} and line.text.strip()
        )

    def table(self, number: int) -> tuple[tuple[Line, ...], ...]:
        """Rows of a table in order, each with its cells in order."""
        rows: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.table == number:
                rows.setdefault(line.row, []).append(line)
        return tuple(tuple(rows[row]) for row in sorted(rows))


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at, in `line` from `start` to `end` (offsets in its text).

    `template` takes `values` by name once it is translated. `mend` is what would stand there
    instead; None where only a person can say.
    """

    family: Family
    line: Line
    start: int
    end: int
    template: str
    values: dict[str, object] = field(default_factory=dict)
    severity: Severity = Severity.WARNING
    mend: str | None = None

    @property
    def quote(self) -> str:
        """What the remark is about, as it stands."""
        return self.line.text[self.start : self.end]

    @property
    def number(self) -> int:
        """The number of the line in the file, also where a page break was joined."""
        return self.line.number_at(self.start)


Check = Callable[[Report], Iterable[Remark]]

NAMES = {
    Family.OTHER_STATION: N_("Name of another station or town"),
    Family.SUMS: N_("Sums"),
    Family.PERCENT: N_("Percentages"),
    Family.BASE: N_("Base of a ratio"),
    Family.DATES: N_("Dates and limits"),
    Family.NUMBERING: N_("Numbering"),
    Family.WIDTH: N_("Full and half width"),
    Family.DOUBLE_PUNCTUATION: N_("Double punctuation"),
    Family.TRADITIONAL: N_("Traditional characters"),
    Family.CONFUSABLE: N_("Characters that look alike"),
    Family.TERMS: N_("One term for one thing"),
    Family.WORDING: N_("Doubled words and broken sentences"),
    Family.NARRATIVE: N_("A party without a text"),
    Family.ATTACHMENTS: N_("Attachments"),
    Family.MONEY: N_("Amounts of money"),
    Family.BANDS: N_("Bands that overlap or leave gaps"),
    Family.SAMPLE: N_("Size of the sample"),
    Family.BOILERPLATE: N_("Repeated boilerplate"),
    Family.CONTRADICTION: N_("Contradictions"),
    Family.ARTEFACTS: N_("Left-overs of another program"),
    Family.DEDUCTION: N_("Scores and concerns"),
    Family.PROGRESS: N_("Words and figures of progress"),
    Family.DISTRICTS: N_("Districts and the whole"),
    Family.VETOES: N_("Vetoes and cost ratio"),
    Family.PERSONAL: N_("Personal data"),
    Family.EARLIER: N_("Taken from an earlier report"),
}
"""What a family is called in the list of remarks."""
