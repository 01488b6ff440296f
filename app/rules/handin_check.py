"""What one panelist has to score, and what is missing or odd before the sheet is handed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from app.i18n import N_
from app.model.capture import Capture, Declaration, Finding, Score, Stance
from app.model.draft import QuickDraft
from app.model.instrument import Block, Instrument, Item, ReasonWhen, Scope
from app.model.setup import Setup
from app.model.text import plain
from app.rules.concerns import Concerns, Subject, homes_of, subjects
from app.rules.problem import Problem, Spot, error, hint, warning

DRAFT_PLACE = "draft"
"""The `place` of what is mended in quick capture."""
_LONGEST = 40

Place = tuple[str, str | None]


class ExpectedCell(NamedTuple):
    """One score that is asked for; `district` is None where the block is for the station."""

    block: Block
    item: Item
    district: str | None


@dataclass(frozen=True, slots=True)
class _Work:
    """One panelist's captures, sorted out. Scores are by (item, district).

    `asked` has the items by district under each subject.
    """

    setup: Setup
    instrument: Instrument
    panelist: str
    declarations: tuple[Declaration, ...]
    recused: frozenset[str | None]
    scores: dict[tuple[str, str | None], tuple[Capture, Score]]
    findings: tuple[tuple[Capture, Finding], ...]
    cells: tuple[ExpectedCell, ...]
    homes: dict[str, Block] = field(default_factory=dict)
    concerns: Concerns = field(default_factory=Concerns)
    asked: dict[Subject, dict[str | None, Item]] = field(default_factory=dict)
    items: dict[Place, Item] = field(default_factory=dict)
    linked: dict[str, list[Place]] = field(default_factory=dict)
    districts: dict[str | None, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Indexes by (block, item), so that heavy sheets are checked in one pass."""
        self.districts.update((district.id, district.name) for district in self.setup.districts)
        self.homes.update(homes_of(self.instrument))
        for cell in self.cells:
            self.asked.setdefault(_subject(cell), {})[cell.district] = cell.item
            self.items[cell.item.id, cell.district] = cell.item
        for capture, finding in self.findings:
            if finding.stance is Stance.CONCERN:
                self.concerns.add(capture, subjects(capture, self.homes))
        for place in self.items:
            for link in self.scores[place][1].links if place in self.scores else ():
                self.linked.setdefault(link, []).append(place)


def handin_problems(
    setup: Setup, instrument: Instrument, panelist_id: str, captures: Iterable[Capture]
) -> tuple[Problem, ...]:
    """Errors are what a sheet must not hold; what is merely missing may follow in a later revision.

    Captures of other authors are left aside. `place` is the id of the capture, where there is
    one; `spot` names block, item, district and capture.
    """
    work = _sorted_out(setup, instrument, panelist_id, captures)
    return (
        *_signature(work),
        *_recusals(work),
        *(problem for cell in work.cells for problem in _cell(work, cell)),
        *_strays(work),
        *_findings(work),
    )


def draft_problems(panelist_id: str, draft: QuickDraft) -> tuple[Problem, ...]:
    """A quick capture that is begun and not stored: a sheet does not hold it."""
    if draft.is_empty:
        return ()
    spot = Spot(panelist=panelist_id)
    if not draft.text.strip():
        template = N_("A photo lies in quick capture without words, and is not in the sheet.")
        return (warning(template, DRAFT_PLACE, spot),)
    template = N_("Begun in quick capture and not noted down: “{text}”")
    return (warning(template, DRAFT_PLACE, spot, text=_start(draft.text)),)


def expected_cells(
    setup: Setup, instrument: Instrument, panelist_id: str, captures: Iterable[Capture]
) -> tuple[ExpectedCell, ...]:
    """What the panelist has to score after recusals: by block, district and item in their order."""
    return _cells(setup, instrument, panelist_id, _recused(_own(panelist_id, captures)))


def needs_reason(instrument: Instrument, item: Item, score: Score) -> bool:
    """Whether the rule asks to explain this score; 不适用 never needs a reason."""
    rule = instrument.reasons
    if score.points is None or rule.when is ReasonWhen.NEVER:
        return False
    if rule.when is ReasonWhen.DEDUCTION:
        return score.points < item.full
    return score.points < item.full * rule.share


def _own(panelist_id: str, captures: Iterable[Capture]) -> tuple[Capture, ...]:
    """Oldest first, so that of two in one place the later one holds."""
    return tuple(sorted((c for c in captures if c.author == panelist_id), key=_by_time))


def _by_time(capture: Capture) -> tuple[datetime, str]:
    """Times in one zone are compared ten times faster than each with its own."""
    return (capture.at.astimezone(UTC), capture.id)


def _recused(own: Iterable[Capture]) -> frozenset[str | None]:
    """Districts with a recusal; None stands for the whole station."""
    last = {c.district: c.body for c in own if isinstance(c.body, Declaration)}
    return frozenset(district for district, body in last.items() if body.recused)


def _sorted_out(
    setup: Setup, instrument: Instrument, panelist_id: str, captures: Iterable[Capture]
) -> _Work:
    own = _own(panelist_id, captures)
    recused = _recused(own)
    return _Work(
        setup=setup,
        instrument=instrument,
        panelist=panelist_id,
        declarations=tuple(
            c.body for c in own if isinstance(c.body, Declaration) and c.district is None
        ),
        recused=recused,
        scores={(c.item or "", c.district): (c, c.body) for c in own if isinstance(c.body, Score)},
        findings=tuple((c, c.body) for c in own if isinstance(c.body, Finding)),
        cells=_cells(setup, instrument, panelist_id, recused),
    )


def _cells(
    setup: Setup, instrument: Instrument, panelist_id: str, recused: frozenset[str | None]
) -> tuple[ExpectedCell, ...]:
    if None in recused:
        return ()
    return tuple(
        ExpectedCell(block, item, district)
        for block in instrument.blocks()
        for district in _places(setup, block)
        if district not in recused and panelist_id in setup.assigned(block.id, district)
        for item in block.scored()
    )


def _places(setup: Setup, block: Block) -> tuple[str | None, ...]:
    return (None,) if block.scope is Scope.STATION else tuple(d.id for d in setup.districts)


def _signature(work: _Work) -> Iterator[Problem]:
    spot = Spot(panelist=work.panelist)
    signed = [d for d in work.declarations if d.signature.strip()]
    if not signed:
        template = N_("The declaration is not signed. Sign it before you hand in.")
        yield error(template, "declaration", spot)
    elif not signed[-1].confidential:
        yield warning(N_("Confidentiality is not declared."), "declaration", spot)


def _recusals(work: _Work) -> Iterator[Problem]:
    if None in work.recused:
        template = N_("You are recused from the whole station, so no score of yours counts.")
        yield hint(template, "declaration", Spot(panelist=work.panelist))
        return
    for district in work.setup.districts:
        if district.id in work.recused:
            yield hint(
                N_("You are recused from “{district}”, so no score of yours counts there."),
                "declaration",
                Spot(panelist=work.panelist, district=district.id),
                district=district.name,
            )


def _cell(work: _Work, cell: ExpectedCell) -> Iterator[Problem]:
    found = work.scores.get((cell.item.id, cell.district))
    if found is None:
        template = N_("“{cell}” is not scored.")
        yield warning(template, "", _spot(work, cell), cell=_name(work, cell))
        return
    capture, score = found
    if score.points is not None:
        yield from _points(work, cell, capture, score, score.points)
    elif not cell.item.allow_na:
        yield error(
            N_("“{cell}” is marked as not applicable, which the instrument does not allow."),
            capture.id,
            _spot(work, cell, capture.id),
            cell=_name(work, cell),
        )


def _points(
    work: _Work, cell: ExpectedCell, capture: Capture, score: Score, points: Decimal
) -> Iterator[Problem]:
    yield from _value(work, cell, capture, points)
    if needs_reason(work.instrument, cell.item, score) and not score.reason.strip():
        template = N_("The score of “{cell}” needs a reason.")
        spot = _spot(work, cell, capture.id)
        yield warning(template, capture.id, spot, cell=_name(work, cell))
    if points < cell.item.full and not _explained(work, cell, score):
        yield hint(
            N_("“{cell}” has a deduction, but no concern is recorded for it."),
            capture.id,
            _spot(work, cell, capture.id),
            cell=_name(work, cell),
        )


def _value(work: _Work, cell: ExpectedCell, capture: Capture, points: Decimal) -> Iterator[Problem]:
    """Points that the item's scale does not have."""
    item = cell.item
    if points > item.full:
        template = N_("“{cell}” has {points} points, but its full mark is {full}.")
        other = {"full": plain(item.full)}
    elif item.step > 0 and points % item.step:
        template = N_("“{cell}” has {points} points, which is not in steps of {step}.")
        other = {"step": plain(item.step)}
    else:
        return
    spot, name = _spot(work, cell, capture.id), _name(work, cell)
    yield error(template, capture.id, spot, cell=name, points=plain(points), **other)


def _explained(work: _Work, cell: ExpectedCell, score: Score) -> bool:
    return work.concerns.explain(_subject(cell), cell.district, score.links)


def _subject(cell: ExpectedCell) -> Subject:
    return (cell.block.id, cell.item.id)


def _reached(work: _Work, subject: Subject, district: str | None) -> Iterator[tuple[Place, Item]]:
    """The cells where a finding holds: in its district and for the station, or everywhere."""
    asked = work.asked.get(subject, {})
    where = asked if district is None else (district, None)
    return (((subject[1], one), asked[one]) for one in where if one in asked)


def _strays(work: _Work) -> Iterator[Problem]:
    """Scores that nobody asked this panelist for; those of recused places are told there."""
    asked = {(cell.item.id, cell.district) for cell in work.cells}
    for (item, district), (capture, _score) in work.scores.items():
        if (item, district) in asked or district in work.recused or None in work.recused:
            continue
        yield warning(
            N_("A score for “{item}” is not part of your assignment and will not count."),
            capture.id,
            Spot(panelist=work.panelist, item=item, district=district or "", capture=capture.id),
            item=_label(work.instrument, item),
        )


def _label(instrument: Instrument, item_id: str) -> str:
    found = (i.label for b in instrument.blocks() for i in b.scored() if i.id == item_id)
    return next(found, item_id)


def _findings(work: _Work) -> Iterator[Problem]:
    for capture, finding in work.findings:
        spot = Spot(
            panelist=work.panelist,
            block=capture.block or "",
            item=capture.item or "",
            district=capture.district or "",
            capture=capture.id,
        )
        if finding.stance is Stance.VERIFY and not finding.outcome.strip():
            template = N_("“{text}” is still to be verified.")
            yield warning(template, capture.id, spot, text=_start(finding.text))
        if finding.stance is Stance.CONCERN and _without_deduction(work, capture):
            template = N_("The concern “{text}” goes with full marks.")
            yield hint(template, capture.id, spot, text=_start(finding.text))


def _without_deduction(work: _Work, capture: Capture) -> bool:
    """Whether everything that a concern is about is scored, and all of it with full marks."""
    cells = {place: work.items[place] for place in work.linked.get(capture.id, ())}
    for subject in set(subjects(capture, work.homes)):
        cells |= _reached(work, subject, capture.district)
    points = [(item, work.scores.get(place)) for place, item in cells.items()]
    return bool(points) and all(
        found is not None and found[1].points is not None and found[1].points >= item.full
        for item, found in points
    )


def _start(text: str) -> str:
    """Enough of a text to recognise it."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _name(work: _Work, cell: ExpectedCell) -> str:
    if cell.district is None:
        return cell.item.label
    return f"{cell.item.label}·{work.districts[cell.district]}"


def _spot(work: _Work, cell: ExpectedCell, capture: str = "") -> Spot:
    return Spot(work.panelist, cell.block.id, cell.item.id, cell.district or "", capture)
