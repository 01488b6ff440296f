"""One merged cell with all that led to it, recomputable by hand: who gave what and why, each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.i18n import _, ngettext
from app.model.instrument import MergeRule, Method, NotApplicable
from app.model.outcome import (
    BlockDistrict,
    BlockResult,
    Cell,
    Given,
    GivenState,
    PartyResult,
)
from app.model.text import plain
from app.rules.blocks import merges_sums
from app.rules.printing import round_half_up
from app.rules.spread import outliers
from app.visit import Visit
from ui.charts.strip import Strip
from ui.icons import Icon
from ui.models.merge import Facts, Place, name_of, place_of
from ui.models.merge_evidence import PanelEvidence, Proof
from ui.models.merge_figures import average_name, exact, figure, plain_two
from ui.models.merge_matrix import counts, strip
from ui.models.merge_words import open_words
from ui.models.readiness import joined

SPELLED = 4
"""So many terms are written out; of more it is said how many."""
SPELLED_SUM = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """What is conspicuous about one score."""

    word: str
    icon: Icon


@dataclass(frozen=True, slots=True)
class GiverRow:
    """One person's part in a cell.

    `note` says why it is left out, `marks` what is conspicuous; `figure` is points or a word.
    `working` is how a sum comes about, `history` why the sheet was reopened.
    """

    panelist: str
    name: str
    figure: str
    note: str = ""
    reason: str = ""
    counted: bool = True
    marks: tuple[Mark, ...] = ()
    working: str = ""
    proofs: tuple[Proof, ...] = ()
    history: str = ""


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step from what was given to the printed figures; those are `printed`."""

    name: str
    how: str = ""
    value: str = ""
    printed: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as the side panel shows it."""

    place: Place
    title: str
    over: str
    full: str
    spread: str
    diverges: bool
    strip: Strip
    givers: tuple[GiverRow, ...]
    trace: tuple[TraceStep, ...]
    open: tuple[str, ...]
    settled: str = ""
    by_rule: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the scores: everybody's evidence, and who reopened a sheet and why."""

    evidence: PanelEvidence
    reopened: Mapping[str, tuple[int, str]]
    """Revision and reason, by panelist."""


def behind_of(visit: Visit) -> Behind:
    """Sorted out once for as long as the sheets are the same."""
    return visit.merging.while_same("behind scores", lambda: _behind(visit))


def _behind(visit: Visit) -> Behind:
    """A panelist's sheet that was reopened after it had been handed in says so at every score."""
    reopened = {
        sheet.panelist: (sheet.content.revision, sheet.content.reason)
        for sheet in visit.merging.gathered.heads.heads
        if sheet.content.revision > 1
    }
    return Behind(PanelEvidence(visit), reopened)


def cell_view(
    party: PartyResult, result: BlockResult, cell: Cell, facts: Facts, behind: Behind
) -> CellView:
    part = next(p for p in result.districts if p.district == cell.district)
    drawn = strip(cell, facts)
    return CellView(
        place=place_of(cell),
        title=cell.item.label,
        over=facts.setup.district(cell.district).name if cell.district else result.block.label,
        full=_("full mark {full}").format(full=plain(cell.item.full)),
        spread=_spread_words(cell, drawn),
        diverges=drawn.diverges or drawn.outlying,
        strip=drawn,
        givers=givers(cell, facts, behind),
        trace=trace(party, result, part, cell),
        open=open_words(cell),
        settled=_settled_words(cell),
        by_rule="" if cell.by_rule is None else figure(cell.by_rule),
    )


def _spread_words(cell: Cell, drawn: Strip) -> str:
    spread = cell.spread
    if spread is None:
        return ""
    share = round_half_up(Fraction(spread) / Fraction(cell.item.full) * 100, 0)
    words = _("spread {spread}, {share}% of full").format(spread=plain(spread), share=plain(share))
    far = [dot.who for dot in drawn.dots if dot.far]
    if not far:
        return words
    return _("{spread}; outlier: {names}").format(spread=words, names=joined(far))


def _settled_words(cell: Cell) -> str:
    if cell.settlement is None:
        return ""
    s = cell.settlement
    words = (
        _("{points} by {who}: {reason}")
        if not cell.settlement_outdated
        else _("{points} by {who}: {reason} (made on other scores, settle again)")
    )
    return words.format(points=plain(s.points), who=s.by, reason=s.reason)


def givers(cell: Cell, facts: Facts, behind: Behind) -> tuple[GiverRow, ...]:
    """Highest first, then those without points; recused ones last, with the reason declared."""
    far, unfounded = outliers(cell, facts.flags), facts.unfounded(cell)
    rows = []
    for given in sorted(cell.givens, key=_rank):
        marks = {
            Mark(_("outlier"), Icon.WARNING): given.panelist in far,
            Mark(_("deduction without a concern"), Icon.NOTE): given.panelist in unfounded,
        }
        found = tuple(mark for mark, holds in marks.items() if holds)
        rows.append(_giver(cell, given, facts, behind, found))
    return tuple(rows)


def _rank(given: Given) -> tuple[int, Decimal]:
    order = (GivenState.POINTS, GivenState.NA, GivenState.CONFLICT, GivenState.UNSCORED)
    place = order.index(given.state) if given.state in order else len(order)
    return place, -(given.points or Decimal(0))


def _giver(
    cell: Cell, given: Given, facts: Facts, behind: Behind, marks: tuple[Mark, ...]
) -> GiverRow:
    scored = given.state is GivenState.POINTS
    counted = scored and counts(cell, given)
    return GiverRow(
        panelist=given.panelist,
        name=name_of(facts.setup, given.panelist),
        figure=_figure(given),
        note=_left_out(cell, given) if scored and not counted else "",
        reason="；".join(_reasons(cell, given, facts)),
        counted=counted,
        marks=marks,
        working=_working(cell, given),
        proofs=behind.evidence.proofs(cell, given.panelist, given.links),
        history=_history(behind, given.panelist),
    )


def _history(behind: Behind, panelist: str) -> str:
    if panelist not in behind.reopened:
        return ""
    number, reason = behind.reopened[panelist]
    return _("revision {number}: {reason}").format(number=number, reason=reason)


def _figure(given: Given) -> str:
    words = {
        GivenState.NA: _("n/a"),
        GivenState.UNSCORED: _("not scored"),
        GivenState.CONFLICT: _("two values"),
        GivenState.RECUSED: _("recused"),
    }
    return words.get(given.state) or exact(Fraction(given.points or 0))


def _reasons(cell: Cell, given: Given, facts: Facts) -> tuple[str, ...]:
    if given.state is not GivenState.RECUSED:
        return given.reasons
    whole = facts.recusals.get((given.panelist, ""), ())
    return whole or facts.recusals.get((given.panelist, cell.district or ""), ())


def _working(cell: Cell, given: Given) -> str:
    """What a rater's sum was added up from."""
    is_sum = merges_sums(cell.block) and cell.item.id == cell.block.id
    if not is_sum or given.state is not GivenState.POINTS:
        return ""
    terms = [value.rpartition("=")[2] for value in given.values]
    if len(terms) > SPELLED_SUM:
        return _items_added(len(terms))
    return " + ".join(terms)


def _left_out(cell: Cell, given: Given) -> str:
    scored = [g for g in cell.givens if g.points is not None and g.state is GivenState.POINTS]
    ranked = sorted(scored, key=lambda g: g.points or Decimal(0))
    if cell.block.merge.method is Method.TRIMMED and given is ranked[0]:
        return _("lowest, not counted")
    if cell.block.merge.method is Method.TRIMMED and given is ranked[-1]:
        return _("highest, not counted")
    return _("not counted")


def trace(
    party: PartyResult, result: BlockResult, part: BlockDistrict, cell: Cell
) -> tuple[TraceStep, ...]:
    """From the scores to the printed figures of the block and of its party."""
    steps = [*_rule_steps(cell), *_settled_step(cell), *_district_step(part, cell)]
    return (*steps, _block_step(result), *_party_step(party))


def _rule_steps(cell: Cell) -> list[TraceStep]:
    if merges_sums(cell.block) and cell.item.id != cell.block.id:
        return [TraceStep(_("Item"), _("counts in each rater's sum"))]
    counted = [Fraction(g.points) for g in cell.givens if g.counted and g.points is not None]
    dropped = [g.points for g in cell.givens if _is_dropped(g) and g.points is not None]
    steps = []
    if dropped:
        listed = joined(exact(Fraction(p)) for p in sorted(dropped, reverse=True))
        words = _("{points} not counted").format(points=listed)
        steps.append(TraceStep(_dropped_name(cell.block.merge), words))
    value = "—" if cell.by_rule is None else exact(cell.by_rule)
    steps.append(TraceStep(_method_name(cell.block.merge), _terms(cell, counted), value))
    return steps


def _is_dropped(given: Given) -> bool:
    return given.state is GivenState.POINTS and not given.counted


def _dropped_name(rule: MergeRule) -> str:
    return _("Highest, lowest") if rule.method is Method.TRIMMED else _("Others")


def _method_name(rule: MergeRule) -> str:
    return {
        Method.MEAN: _("Mean"),
        Method.TRIMMED: _("Mean"),
        Method.MEDIAN: _("Median"),
        Method.LEAD: _("Lead's score"),
        Method.CONSENSUS: _("Consensus"),
    }[rule.method]


def _terms(cell: Cell, counted: Sequence[Fraction]) -> str:
    if not counted:
        return joined(open_words(cell))
    texts = [exact(value) for value in sorted(counted)]
    if len(texts) == 1:
        return texts[0]
    if cell.block.merge.method in (Method.MEAN, Method.TRIMMED):
        return f"({' + '.join(texts)}) ÷ {len(texts)}"
    return joined(texts)


def _settled_step(cell: Cell) -> list[TraceStep]:
    if cell.settlement is None or cell.settlement_outdated:
        return []
    words = _("by {who}").format(who=cell.settlement.by)
    return [TraceStep(_("Settled"), words, plain(cell.settlement.points))]


def _district_step(part: BlockDistrict, cell: Cell) -> list[TraceStep]:
    if part.sums is not None or not cell.block.items:
        return []
    value = "—" if part.value is None else exact(part.value)
    name = _("District total") if part.district else _("Block total")
    return [TraceStep(name, _sum_words(part), value)]


def _sum_words(part: BlockDistrict) -> str:
    """How the items become the total; items that are out are told, since they change it."""
    values = [(cell.value, cell.item.full) for cell in part.cells if not cell.out]
    known = [value for value, _full in values if value is not None]
    out = len(part.cells) - len(values)
    if out and len(known) == len(values):
        return _with_items_out(part, known, out)
    if len(known) == len(values) <= SPELLED:
        return " + ".join(exact(value) for value in known)
    return _items_added(len(values))


def _with_items_out(part: BlockDistrict, known: Sequence[Fraction], out: int) -> str:
    """F × Σ values / Σ full marks; what is out is left aside, or stands with full marks or none."""
    fulls = sum((cell.item.full for cell in part.cells if not cell.out), Decimal())
    left = sum((cell.item.full for cell in part.cells if cell.out), Decimal())
    reached = exact(sum(known, Fraction()))
    if part.block.na is NotApplicable.SCALE:
        formula = f"{reached} ÷ {plain(fulls)} × {plain(part.block.full)}"
    else:
        given = plain(left) if part.block.na is NotApplicable.FULL else "0"
        formula = f"{reached} + {given}"
    return _("{formula} ({count} n/a)").format(formula=formula, count=out)


def _items_added(count: int) -> str:
    return ngettext("{count} item", "{count} items added", count).format(count=count)


def _block_step(result: BlockResult) -> TraceStep:
    name = average_name(result)
    if result.exact is None or result.converted is None:
        return TraceStep(name, _("still open"), "—", printed=True)
    how, value = exact(result.exact), plain_two(result.converted)
    if Fraction(result.converted) != result.exact:
        how = _("{exact}, rounded").format(exact=how)
    return TraceStep(name, how, value, printed=True)


def _party_step(party: PartyResult) -> list[TraceStep]:
    """What the block's figure goes into, where there are several blocks."""
    if len(party.blocks) < 2 or party.converted is None:
        return []
    terms = [b.converted for b in party.blocks if b.converted is not None]
    how = " + ".join(map(plain_two, terms))
    if len(terms) > SPELLED:
        how = ngettext("{count} block", "{count} blocks added", len(terms)).format(count=len(terms))
    name = party.party.short or party.party.label
    return [TraceStep(name, how, plain_two(party.converted), printed=True)]
