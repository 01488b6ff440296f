"""Texts that may be copies: all pairs compared, two side by side, and what was made of a pair."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from app.errors import UserError
from app.i18n import N_, _
from app.model.capture import Finding, Reference, Similar, Stance
from app.rules.similarity import (
    LEAST_CHARACTERS,
    Aligned,
    Mark,
    Pair,
    PairKind,
    TextRecord,
    body,
    clauses,
    labels,
    may_be_alike,
    normal,
    print_of,
)
from app.services.captures import ANYWHERE, CaptureService, Place
from app.services.results import Created

THRESHOLD = Fraction(3, 5)
MOST_RECORDS = 5_000
MOST_CHARACTERS = 4_000_000
_BATCH = 30_000_000
"""Pairs of characters that are compared without a look at progress: some milliseconds."""
_ALIKE_CLAUSES = Fraction(1, 2)
_MOST_TRIED = 10_000
_PASSAGES = 5
_LONGEST_PASSAGE = 200

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs, the most alike first. `too_short` are places of records that were left aside.

    `labels` are the clauses that were taken for the form; `align` wants them.
    """

    records: tuple[TextRecord, ...]
    pairs: tuple[Pair, ...]
    labels: frozenset[str]
    too_short: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was made of a pair: the evidence's capture, and whether it was dismissed."""

    capture: str
    dismissed: bool


def compare(
    records: Sequence[TextRecord],
    progress: Progress,
    *,
    template: str = "",
    threshold: Fraction = THRESHOLD,
) -> Comparison:
    """Compares every record with every other; runs in any thread.

    `template` is the blank form, if there is one: its clauses do not count. `progress` counts
    pairs and may raise to stop.

    Raises:
        UserError: too many records, or too much text.
    """
    _check_size(records)
    fixed = labels([one.text for one in records]) | set(map(normal, clauses(template)))
    total = _pair_count(len(records))
    compared: dict[int, str] = {}
    for place, record in enumerate(records):
        progress(0, total)
        text = body(record.text, fixed)
        if len(text) >= LEAST_CHARACTERS:
            compared[place] = text
    found = _pairs(compared, threshold, progress, total)
    pairs = tuple(sorted(found, key=lambda p: (-p.score, p.left, p.right)))
    too_short = tuple(place for place in range(len(records)) if place not in compared)
    return Comparison(tuple(records), pairs, fixed, too_short)


def likeness(one: str, other: str) -> Fraction:
    """How alike two texts are that `body` or `normal` gave: 0 to 1, whichever comes first."""
    total = len(one) + len(other)
    return Fraction(total - Indel.distance(one, other), total) if total else Fraction(1)


def align(left: str, right: str, fixed: frozenset[str] = frozenset()) -> tuple[Aligned, ...]:
    """Two texts clause by clause; the left sides joined are the left text, so the right ones."""
    ours, theirs = clauses(left), clauses(right)
    our_keys, their_keys = [normal(c) for c in ours], [normal(c) for c in theirs]
    rows: list[Aligned] = []
    here = there = 0
    for match in LCSseq.editops(our_keys, their_keys).as_matching_blocks():
        rows += _changed(ours[here : match.a], theirs[there : match.b])
        here, there = match.a + match.size, match.b + match.size
        rows += [
            Aligned(one, other, Mark.EQUAL, label=normal(one) in fixed)
            for one, other in zip(ours[match.a : here], theirs[match.b : there], strict=True)
        ]
    return tuple(rows)


def passages(rows: Sequence[Aligned]) -> tuple[str, ...]:
    """The longest runs of equal clauses, as they stand on the left."""
    runs = [""]
    for row in rows:
        if row.mark is Mark.EQUAL and not row.label:
            runs[-1] += row.left
        elif runs[-1]:
            runs.append("")
    found = sorted((run.strip() for run in runs), key=len, reverse=True)
    return tuple(run[:_LONGEST_PASSAGE] for run in found if normal(run))[:_PASSAGES]


def evidence(comparison: Comparison, pair: Pair, *, dismissed: bool = False) -> Similar:
    """What is recorded of a pair."""
    left, right = comparison.records[pair.left], comparison.records[pair.right]
    return Similar(
        left=_reference(left),
        right=_reference(right),
        likeness=pair.score,
        passages=passages(align(left.text, right.text, comparison.labels)),
        dismissed=dismissed,
    )


def proposal(pair: Similar) -> str:
    """A text for the finding, in the language of the window, to be reworded."""
    passage = pair.passages[0] if pair.passages else ""
    template = _("{left} and {right} agree nearly word for word (likeness {score}): “{passage}”")
    return template.format(
        left=pair.left.record, right=pair.right.record, score=pair.likeness, passage=passage
    )


class SimilarService:
    """Records what a panelist made of pairs of similar texts."""

    def __init__(self, captures: CaptureService) -> None:
        self._captures = captures

    def verdicts(self) -> dict[frozenset[Reference], Verdict]:
        """By the two references of a pair; of several the last one holds."""
        return {
            frozenset((c.body.left, c.body.right)): Verdict(c.id, c.body.dismissed)
            for c in self._captures.all("similar")
            if isinstance(c.body, Similar)
        }

    def verdict(self, comparison: Comparison, pair: Pair) -> Verdict | None:
        """What was made of this pair, today or in an earlier comparison of the same files."""
        both = (comparison.records[pair.left], comparison.records[pair.right])
        return self.verdicts().get(frozenset(_reference(record) for record in both))

    def make_finding(
        self,
        pair: Similar,
        text: str,
        place: Place = ANYWHERE,
        stance: Stance = Stance.CONCERN,
    ) -> Created:
        """A finding that links to the pair, 需要关注 or 待核实: one undo step.

        Raises:
            UserError: no text, or what `CaptureService.record` refuses.
        """
        if not text.strip():
            raise UserError(N_("A finding needs a text."))
        return self._captures.record_linked(pair, Finding(stance=stance, text=text), place)

    def dismiss(self, pair: Similar, place: Place = ANYWHERE) -> Created:
        """Looked at, and no matter (看过，不算)."""
        return self._captures.record(pair, place)


def _check_size(records: Sequence[TextRecord]) -> None:
    characters = sum(len(record.text) for record in records)
    if len(records) > MOST_RECORDS or characters > MOST_CHARACTERS:
        raise UserError(
            N_(
                "At most {records} texts of together {characters} characters can be compared at "
                "once. Choose fewer files."
            ),
            records=MOST_RECORDS,
            characters=MOST_CHARACTERS,
        )


def _pair_count(texts: int) -> int:
    return texts * (texts - 1) // 2


def _pairs(
    texts: dict[int, str], threshold: Fraction, progress: Progress, total: int
) -> Iterator[Pair]:
    """`total` counts the pairs that are left aside too, as done."""
    done = total - _pair_count(len(texts))
    prints: dict[int, int] = {}
    for place, text in texts.items():
        progress(done, total)
        prints[place] = print_of(text)
    sizes = {place: bits.bit_count() for place, bits in prints.items()}
    later = dict(texts)
    for place, text in texts.items():
        del later[place]
        own, size = prints[place], sizes[place]
        near = [p for p in later if may_be_alike(own, prints[p], min(size, sizes[p]))]
        for others in _batches(near, texts, _BATCH // len(text)):
            progress(done, total)
            yield from _hits(place, text, others, threshold)
        done += len(later)
        progress(done, total)


def _batches(places: list[int], texts: dict[int, str], most: int) -> Iterator[dict[int, str]]:
    """Texts in portions of about `most` characters: the library lets nobody in between."""
    batch: dict[int, str] = {}
    characters = 0
    for place in places:
        batch[place] = texts[place]
        characters += len(texts[place])
        if characters >= most:
            yield batch
            batch, characters = {}, 0
    if batch:
        yield batch


def _hits(place: int, text: str, others: dict[int, str], threshold: Fraction) -> Iterator[Pair]:
    """`extract` cuts off by one distance for all, so what is too far is left out afterwards."""
    longest = max(len(other) for other in others.values())
    found = process.extract(
        text,
        others,
        scorer=Indel.distance,
        processor=None,
        limit=None,
        score_cutoff=floor((1 - threshold) * (len(text) + longest)),
    )
    for other, distance, key in found:
        total = len(text) + len(other)
        common = total - int(distance)
        if common * threshold.denominator >= threshold.numerator * total:
            kind = PairKind.NEAR if distance else PairKind.EXACT
            yield Pair(place, key, Decimal(100 * common // total).scaleb(-2), kind)


def _changed(ours: list[str], theirs: list[str]) -> Iterator[Aligned]:
    """Clauses between two equal ones: those that resemble each other side by side, in order."""
    there = 0
    for one in ours:
        fit = _fitting(one, theirs, there) if len(ours) * len(theirs) <= _MOST_TRIED else None
        if fit is None:
            yield Aligned(one, "", Mark.LEFT)
            continue
        yield from (Aligned("", other, Mark.RIGHT) for other in theirs[there:fit])
        yield Aligned(one, theirs[fit], Mark.CHANGED)
        there = fit + 1
    yield from (Aligned("", other, Mark.RIGHT) for other in theirs[there:])


def _fitting(one: str, others: list[str], start: int) -> int | None:
    key = normal(one)
    places = range(start, len(others))
    return next((i for i in places if likeness(key, normal(others[i])) >= _ALIKE_CLAUSES), None)


def _reference(record: TextRecord) -> Reference:
    return Reference(record=record.id, source=record.source, where=record.where)
