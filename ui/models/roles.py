"""What delegates read from a model: the roles, and the frozen rows that they paint.

A model gives `Role.SHOWN` (one of the rows below), `Role.ID` and, as `DisplayRole`, the row's
`spoken` text, which is what a screen reader says.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, IntEnum

from PySide6.QtCore import Qt

from app.model.text import plain
from ui.charts.strip import Strip
from ui.icons import Icon
from ui.theme import Tone

STANCE_ICONS = {Tone.PRAISE: Icon.PRAISE, Tone.CONCERN: Icon.CONCERN, Tone.VERIFY: Icon.VERIFY}


class Role(IntEnum):
    """`SHOWN` is what is painted, `ID` what it stands for, `HEAD` and `FOOT` are for columns."""

    SHOWN = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2
    HEAD = Qt.ItemDataRole.UserRole + 3
    FOOT = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class StageRow:
    """A place in the rail. `share` 1 shows the tick; `detail` is "time·progress".

    A place where nothing is to be done has no share and no ring.
    """

    id: str
    name: str
    icon: Icon
    detail: str = ""
    share: float | None = 0.0
    enabled: bool = True

    @property
    def spoken(self) -> str:
        return f"{self.name} {self.detail}".strip()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the second column: a heading without an id, or a row with ring and figures."""

    id: str
    name: str
    figures: tuple[str, ...] = ()
    share: float | None = None
    tone: Tone = Tone.TEXT

    @property
    def spoken(self) -> str:
        return " ".join((self.name, *self.figures))


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in a list. `origins` are names; `tag` says where else it goes."""

    id: str
    text: str
    number: int = 0
    origins: tuple[str, ...] = ()
    place: str = ""
    stance: Tone | None = None
    stance_word: str = ""
    tag: str = ""
    tag_icon: Icon | None = None
    tag_tone: Tone = Tone.ACCENT
    near: str = ""
    outcome: str = ""

    @property
    def spoken(self) -> str:
        parts = (self.stance_word, self.text, self.outcome, self.place, self.tag)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came in: when, what, how it was taken, what follows, its receipt code."""

    id: str
    time: str
    name: str
    verdict: str
    tone: Tone = Tone.PRAISE
    verdict_icon: Icon = Icon.DONE
    consequence: str = ""
    code: str = ""
    link: str = ""
    icon: Icon = Icon.REPORT

    @property
    def spoken(self) -> str:
        return " ".join((self.time, self.name, self.verdict, self.consequence, self.code))


class Ready(Enum):
    COMPLETE = "complete"
    PARTLY = "partly"
    OPEN = "open"
    RECUSED = "recused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReadyCell:
    """A cell of the readiness board; `word` is what the state is called (spoken, and 回避)."""

    state: Ready
    word: str = ""
    done: int = 0
    total: int = 0

    @property
    def spoken(self) -> str:
        return f"{self.word} {self.done}/{self.total}" if self.total else self.word


@dataclass(frozen=True, slots=True)
class PersonCell:
    """The first column of a board: who."""

    name: str
    note: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.name} {self.note}".strip()


@dataclass(frozen=True, slots=True)
class TextCell:
    """A figure or a word; `note` stands before it, smaller. Right-aligned unless `left`."""

    text: str
    note: str = ""
    tone: Tone = Tone.TEXT
    icon: Icon | None = None
    left: bool = False
    bold: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.note} {self.text}".strip()


class RowKind(Enum):
    GROUP = "group"
    ITEM = "item"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class ItemCell:
    """The first column of a grid: an item beside or over its note. `closes` ends a group."""

    name: str
    note: str = ""
    kind: RowKind = RowKind.ITEM
    closes: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.name} {self.note}".strip()


class ScoreKind(Enum):
    """未评, 不适用, 回避, not assigned, points, or a sum that is computed."""

    POINTS = "points"
    UNSCORED = "unscored"
    NA = "na"
    RECUSED = "recused"
    UNASSIGNED = "unassigned"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """A score cell. `text` is the figure or the state's word; `missing` the word 缺原因.

    `high` and `step` bound what may be typed; a cell without `high` is not edited.
    """

    kind: ScoreKind
    text: str = ""
    has_reason: bool = False
    has_evidence: bool = False
    deviates: bool = False
    missing: str = ""
    high: Decimal | None = None
    step: Decimal = Decimal("0.1")
    allows_na: bool = False
    spoken: str = ""

    @property
    def range(self) -> str:
        return "" if self.high is None else f"0–{plain(self.high)}"


@dataclass(frozen=True, slots=True)
class StripCell:
    """A merged cell: the panel's dots and the figure they give.

    `unfounded`: somebody deducted much and wrote no concern about it.
    """

    strip: Strip
    text: str
    spoken: str = ""
    unfounded: bool = False


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column's title over its note; `end` stands at the right edge under the title."""

    title: str
    note: str = ""
    end: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True)
class ColumnFoot:
    """A column's total: a large figure over a bar, with a word before it while it is open."""

    text: str
    note: str = ""
    share: float | None = None
    complete: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """Something to mend: icon, sentence, place, and the one thing to do about it."""

    id: str
    text: str
    place: str = ""
    action: str = ""
    tone: Tone = Tone.CONCERN
    icon: Icon = Icon.WARNING
    word: str = ""
    values: tuple[str, ...] = field(default=())

    @property
    def spoken(self) -> str:
        return " ".join(p for p in (self.word, self.text, self.place, self.action) if p)
