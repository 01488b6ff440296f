"""The printed score table as rows to paint, and the figures of the grade above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction

from app.i18n import _, ngettext
from app.model.decision import VetoState
from app.model.instrument import Instrument
from app.model.outcome import BlockDistrict, BlockResult, Outcome, PartyResult
from app.model.setup import Setup
from app.model.text import plain
from app.rules.printing import round_half_up
from ui.charts.scale import Band, Part
from ui.theme import Tone

A_ROW = 4
"""How many districts stand side by side under their block."""
_SHOWN = 4
_TENTH = Decimal("0.1")


class LineKind(Enum):
    PARTY = "party"
    BLOCK = "block"
    DISTRICTS = "districts"


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of the table. `note` says how the figure came to be, or what is missing.

    A row of districts has `parts` (name, score) and no id: it cannot be chosen.
    """

    id: str
    kind: LineKind
    label: str = ""
    full: str = ""
    score: str = ""
    note: str = ""
    missing: bool = False
    converted: str = ""
    share: float | None = None
    percent: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def spoken(self) -> str:
        words = (self.label, self.full, self.score, self.note, self.converted, self.percent)
        return " ".join(word for word in (*words, *map(" ".join, self.parts)) if word)


@dataclass(frozen=True, slots=True)
class GradeView:
    """What stands large: the total or what there is of it, the grade, and what the orders give.

    `figure` is provisional while `open` is true; `unverified` vetoes may still change the grade.
    `by_score` is set where a veto overrides it.
    """

    figure: str
    open: bool
    grade: str
    by_score: str
    tone: Tone
    next_grade: str
    distance: str
    done: int
    cells: int
    unverified: int = 0
    rounded_first: tuple[str, str] = ("", "")
    added_first: tuple[str, str] = ("", "")

    @property
    def same(self) -> bool:
        """Whether both orders of rounding give the same."""
        return self.rounded_first == self.added_first


def line_rows(outcome: Outcome, setup: Setup) -> tuple[LineRow, ...]:
    """The panel's part of the table: its party, blocks, and districts under their block."""
    return tuple(
        row for party in outcome.parties if party.blocks for row in _party_rows(party, setup)
    )


def grade_view(outcome: Outcome, instrument: Instrument) -> GradeView:
    total, other = outcome.total, outcome.other_rounding
    figure = total if total is not None else outcome.provisional or Decimal(0)
    overruled = outcome.grade != outcome.grade_by_score
    label, distance = outcome.to_next or ("", Decimal(0))
    return GradeView(
        figure=f"{figure:f}",
        open=total is None,
        grade=outcome.grade or "",
        by_score=outcome.grade_by_score or "" if overruled else "",
        tone=grade_tone(outcome.grade or "", instrument),
        next_grade=label,
        distance=f"{distance:f}" if label else "",
        done=outcome.done,
        cells=outcome.cells,
        unverified=sum(1 for veto in outcome.vetoes if veto.state is VetoState.UNVERIFIED),
        rounded_first=("", "") if total is None else (f"{total:f}", outcome.grade_by_score or ""),
        added_first=("", "") if other is None else (f"{other.total:f}", other.grade),
    )


def grade_tone(grade: str, instrument: Instrument) -> Tone:
    """The lowest grade is critical, the next one a concern, whatever they are called."""
    labels = [band.label for band in sorted(instrument.bands, key=lambda band: band.low)]
    tones = (Tone.CRITICAL, Tone.CONCERN)
    place = labels.index(grade) if grade in labels else 0
    return tones[place] if place < len(tones) and len(labels) > 1 else Tone.PRAISE


def scale_parts(outcome: Outcome) -> tuple[Part, ...]:
    """What every party gave, for the bar; what is open is left out."""
    return tuple(
        Part(
            name=party.party.short or party.party.label,
            value=party.converted,
            text=plain(party.converted),
            inner=tuple(b.converted for b in party.blocks if b.converted is not None),
        )
        for party in outcome.parties
        if party.converted is not None
    )


def scale_bands(outcome: Outcome, instrument: Instrument) -> tuple[Band, ...]:
    """Rising; the one that the score lies in is marked, whatever a veto says."""
    rising = sorted(instrument.bands, key=lambda band: band.low)
    return tuple(
        Band(
            name=band.label,
            low=band.low,
            reached=band.label == outcome.grade_by_score,
            tone=grade_tone(band.label, instrument),
        )
        for band in rising
    )


def exact_text(value: Fraction) -> str:
    """A score with all its places, cut with an ellipsis after four: `16.4333…`."""
    shown = round_half_up(Fraction(int(value * 10**_SHOWN), 10**_SHOWN), _SHOWN)
    return plain(shown) if Fraction(shown) == value else f"{shown:f}…"


def share_text(share: Fraction) -> str:
    """In percent with one place, rounded half up."""
    percent = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{percent.quantize(_TENTH, ROUND_HALF_UP):f}%"


def rated(converted: Decimal | None, full: Decimal) -> tuple[float | None, str]:
    """The share of the full mark, for the bar and in words."""
    if converted is None or not full:
        return None, ""
    share = Fraction(converted) / Fraction(full)
    return float(share), share_text(share)


def _party_rows(result: PartyResult, setup: Setup) -> Iterator[LineRow]:
    party = result.party
    share, percent = rated(result.converted, party.full)
    yield LineRow(
        id=party.id,
        kind=LineKind.PARTY,
        label=party.label,
        full=plain(party.full),
        note=_missing(len(result.open)),
        missing=bool(result.open),
        converted=_two(result.converted),
        share=share,
        percent=percent,
    )
    for block in result.blocks:
        yield from _block_rows(block, setup)


def _block_rows(result: BlockResult, setup: Setup) -> Iterator[LineRow]:
    block = result.block
    share, percent = rated(result.converted, block.full)
    yield LineRow(
        id=block.id,
        kind=LineKind.BLOCK,
        label=block.label,
        full=plain(block.full),
        score="" if result.exact is None else exact_text(result.exact),
        note=_missing(len(result.open)) or _averaged(result),
        missing=bool(result.open),
        converted=_two(result.converted),
        share=share,
        percent=percent,
    )
    shown = [part for part in result.districts if part.district is not None]
    for start in range(0, len(shown), A_ROW):
        yield _district_row(shown[start : start + A_ROW], setup)


def _district_row(parts: Sequence[BlockDistrict], setup: Setup) -> LineRow:
    named = tuple((setup.district(p.district or "").name, _district_score(p)) for p in parts)
    return LineRow(id="", kind=LineKind.DISTRICTS, parts=named)


def _district_score(part: BlockDistrict) -> str:
    if part.out:
        return _("n/a")
    if part.value is None:
        return "—"
    text = exact_text(part.value)
    return text if "." in text else f"{text}.0"


def _averaged(result: BlockResult) -> str:
    counted = sum(1 for part in result.districts if part.district is not None and not part.out)
    if counted < 2:
        return ""
    return ngettext("mean of {count} district", "mean of {count} districts", counted).format(
        count=counted
    )


def _missing(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} still open", "{count} still open", count).format(count=count)


def _two(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}"
