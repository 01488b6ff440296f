"""Similar texts: what is compared, the pairs, and two texts side by side. All in memory only.

Reading and comparing are in `ui.models.comparing`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.capture import Capture, Finding, Reference, Similar, Stance
from app.rules.similarity import Pair, TextRecord
from app.visit import Visit
from ui.icons import Icon
from ui.jobs import Progress
from ui.theme import Tone

if TYPE_CHECKING:
    from app.services.similar import Comparison

PASTED = ""
SLOW = "ui.models.comparing"
"""Loads the libraries of Word, Excel and PDF, so it is imported where a job runs."""

HIGH = 75
"""From this percentage on a pair is shown in the concern's tone."""
MOST_PAIRS = 500
SUFFIXES = (".docx", ".xlsx", ".pdf", ".txt", ".csv")
AT_ONCE = 16_000
"""Characters of a pair up to which it is aligned on the spot."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, or what was pasted. `without_text` counts its empty pages."""

    name: str
    records: tuple[TextRecord, ...]
    without_text: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison; `refusals` are of files that could not be read."""

    sources: tuple[Source, ...]
    comparison: "Comparison"
    refusals: tuple[UserError, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparing:
    """The work of a job: reads files, adds them to what is there, compares all.

    Raises:
        UserError: nothing could be read, or there is too much of it.
    """

    kept: tuple[Source, ...]
    paths: tuple[Path, ...] = ()
    pasted: str = ""

    def __call__(self, progress: Progress) -> Compared:
        return cast("Compared", import_module(SLOW).compared(self, progress))


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files as they were named, and those that can be compared inside folders."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES)
            found += [p for p in inside if not p.name.startswith((".", "~$"))]
        else:
            found.append(path)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was made of a pair: its evidence, and the finding that links to it."""

    capture: str
    dismissed: bool
    finding: Capture | None = None

    @property
    def stance(self) -> Stance | None:
        body = self.finding.body if self.finding else None
        return body.stance if isinstance(body, Finding) else None

    @property
    def text(self) -> str:
        body = self.finding.body if self.finding else None
        return body.text if isinstance(body, Finding) else ""

    @property
    def is_settled(self) -> bool:
        return self.dismissed or self.finding is not None


Key = frozenset[Reference]


def judged(visit: Visit) -> dict[Key, Judged]:
    """By the references of a pair; a pair with a finding counts by that."""
    findings = {link: c for c in visit.captures.findings() for link in _links(c)}
    found: dict[Key, Judged] = {}
    for capture in visit.captures.all("similar"):
        body = capture.body
        if not isinstance(body, Similar):
            continue
        key = frozenset((body.left, body.right))
        one = Judged(capture.id, body.dismissed, findings.get(capture.id))
        if one.is_settled or key not in found:
            found[key] = one
    return found


def _links(capture: Capture) -> tuple[str, ...]:
    return capture.body.links if isinstance(capture.body, Finding) else ()


def key_of(comparison: "Comparison", pair: Pair) -> Key:
    return frozenset(reference(comparison.records[at]) for at in (pair.left, pair.right))


def reference(record: TextRecord) -> Reference:
    return Reference(record=record.id, source=record.source, where=record.where)


def where_words(where: Reference | TextRecord) -> str:
    """As in "talks.xlsx·row 12"."""
    kind, _colon, number = where.where.partition(":")
    words = {
        "page": _("page {number}"),
        "row": _("row {number}"),
        "cell": _("cell {number}"),
        "paragraph": _("paragraph {number}"),
    }
    place = words[kind].format(number=number) if kind in words else ""
    return "·".join(word for word in (where.source, place) if word)


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in the list: both names, how alike, and what was made of it."""

    id: str
    left: str
    right: str
    source: str
    figure: str
    share: float
    tone: Tone
    verdict: str = ""
    verdict_tone: Tone = Tone.MUTED
    icon: Icon | None = None

    @property
    def spoken(self) -> str:
        words = (f"{self.left}、{self.right}", self.figure, self.source, self.verdict)
        return " ".join(word for word in words if word)


def pair_rows(comparison: "Comparison", known: dict[Key, Judged]) -> tuple[PairRow, ...]:
    """The most alike first, as many as anybody looks at; numbered as the pairs are."""
    return tuple(
        _pair_row(str(number), comparison, pair, known.get(key_of(comparison, pair)))
        for number, pair in enumerate(comparison.pairs[:MOST_PAIRS])
    )


def _pair_row(number: str, comparison: "Comparison", pair: Pair, known: Judged | None) -> PairRow:
    left, right = comparison.records[pair.left], comparison.records[pair.right]
    sources = dict.fromkeys(r.source for r in (left, right) if Path(r.source).stem != r.id)
    word, tone, icon = _verdict(known)
    return PairRow(
        number,
        left.id,
        right.id,
        "、".join(source for source in sources if source),
        f"{pair.score:f}",
        float(pair.score),
        Tone.CONCERN if pair.score * 100 >= HIGH else Tone.EDGE,
        word,
        tone,
        icon,
    )


def _verdict(known: Judged | None) -> tuple[str, Tone, Icon | None]:
    if known is None or not known.is_settled:
        return "", Tone.MUTED, None
    if known.stance is Stance.VERIFY:
        return _("to verify"), Tone.VERIFY, Icon.VERIFY
    if known.finding is not None:
        return _("finding made"), Tone.CONCERN, Icon.CONCERN
    return _("seen, no matter"), Tone.MUTED, Icon.TICK


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """Two clauses side by side; equal ones share a band that `opens` and `closes`.

    `sign` says whether the equals sign stands at its middle (0), or at its lower edge (1) or its
    upper one (-1), half of it in either row; None where there is none.
    """

    left: str
    right: str
    equal: bool = False
    heading: bool = False
    opens: bool = False
    closes: bool = False
    sign: int | None = None
    id: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.left} = {self.right}" if self.equal else f"{self.left} / {self.right}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair ready to be looked at. `left_marks` and `right_marks` are spans that both have."""

    pair: Pair
    left: TextRecord
    right: TextRecord
    rows: tuple[ClauseRow, ...]
    evidence: Similar
    proposal: str
    left_marks: tuple[tuple[int, int], ...]
    right_marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """The work of a job: two texts laid side by side."""

    comparison: "Comparison"
    pair: Pair

    def __call__(self, progress: Progress) -> Shown:
        progress(0, 1)
        return shown(self.comparison, self.pair)

    @property
    def is_long(self) -> bool:
        records = self.comparison.records
        both = (records[self.pair.left], records[self.pair.right])
        return sum(len(record.text) for record in both) > AT_ONCE


def shown(comparison: "Comparison", pair: Pair) -> Shown:
    """Two texts laid side by side; a few milliseconds up to `AT_ONCE` characters."""
    return cast("Shown", import_module(SLOW).shown(comparison, pair))


def texts_words(sources: Sequence[Source]) -> str:
    """As in "24 texts from 3 files"."""
    texts = sum(len(source.records) for source in sources)
    files = sum(1 for source in sources if source.name != PASTED)
    words = ngettext("{count} text", "{count} texts", texts).format(count=texts)
    if not files:
        return words
    template = ngettext("{texts} from {count} file", "{texts} from {count} files", files)
    return template.format(texts=words, count=files)
