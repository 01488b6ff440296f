"""What the merge page shows: the matrix of a block, and one cell with all that led to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.i18n import _, ngettext
from app.model.instrument import Below, Flags, Level, MergeRule, Method, Scope
from app.model.outcome import (
    BlockDistrict,
    BlockResult,
    Cell,
    Given,
    GivenState,
    Open,
    OpenKind,
    Outcome,
)
from app.model.setup import Setup
from app.model.text import plain
from app.rules.blocks import merges_sums
from app.rules.printing import round_half_up
from app.rules.recusal import Recusals
from app.rules.spread import diverges
from app.visit import Visit
from ui.charts.shapes import initial
from ui.charts.strip import Dot, Strip
from ui.models.readiness import joined
from ui.models.roles import ColumnFoot, ColumnHead, ItemCell, RowKind, StripCell, TextCell
from ui.models.table import Table, TableRow
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Place:
    """A cell by ids; an empty district is the station."""

    block: str
    item: str
    district: str


def figure(value: Fraction, least: int = 1, most: int = 2) -> str:
    """A figure with `least` to `most` decimals, so that a column lines up: `2.0`, `1.85`."""
    text = plain(round_half_up(value, most))
    whole, _dot, rest = text.partition(".")
    return f"{whole}.{rest:0<{least}}" if least else text


def exact(value: Fraction) -> str:
    """A figure with all its decimals, or with four and an ellipsis where they never end."""
    for places in range(1, 7):
        rounded = round_half_up(value, places)
        if Fraction(rounded) == value:
            return figure(value, 1, places)
    return f"{round_half_up(value, 5):.6f}"[:-2] + "…"


def all_blocks(outcome: Outcome) -> tuple[BlockResult, ...]:
    """Every block that the panel scores, in the order of the instrument."""
    return tuple(block for party in outcome.parties for block in party.blocks)


def place_of(cell: Cell) -> Place:
    return Place(cell.block.id, cell.item.id, cell.district or "")


def to_look_at(visit: Visit, blocks: Iterable[BlockResult]) -> tuple[Place, ...]:
    """The places that somebody should look at, in the order of the matrix: block, district, item."""
    return tuple(
        place_of(cell)
        for result in blocks
        for part in result.districts
        for cell in visit.merging.look(part).wanted
    )


def block_figure(result: BlockResult) -> str:
    """What a block comes to of its full mark: exact up to three places, else as converted."""
    full = plain(result.block.full)
    return f"{_block_value(result)}/{full}"


def _block_value(result: BlockResult) -> str:
    if result.exact is None or result.converted is None:
        return "—"
    three = round_half_up(result.exact, 3)
    return plain(three if Fraction(three) == result.exact else result.converted)


def rule_words(rule: MergeRule) -> str:
    """The rule as a short sentence."""
    words = {
        Method.MEAN: _("mean of all"),
        Method.TRIMMED: _("mean without highest and lowest"),
        Method.MEDIAN: _("median"),
        Method.LEAD: _("the lead's score"),
        Method.CONSENSUS: _("consensus"),
    }[rule.method]
    return _("{rule}, over sums").format(rule=words) if rule.level is Level.SUM else words


def rule_below(rule: MergeRule) -> str:
    """What happens with too few raters; empty where nothing special does."""
    if rule.method is not Method.TRIMMED:
        return ""
    least = max(3, rule.minimum)
    if rule.below is Below.MEAN:
        return _("fewer than {count} raters: plain mean").format(count=least)
    return _("fewer than {count} raters: left open").format(count=least)


def matrix(result: BlockResult, setup: Setup, flags: Flags) -> Table:
    """Items by district; where sums are merged, a last row holds the sums."""
    heads = (
        ColumnHead(_("Item"), left=True),
        ColumnHead(_("Full")),
        *(_head(part, setup) for part in result.districts),
    )
    rows = [
        TableRow(item.id, (*_row_head(result, number), *_strips(result, number, setup, flags)))
        for number, item in enumerate(result.block.scored())
    ]
    if merges_sums(result.block):
        rows.append(_sum_row(result, setup, flags))
    return Table(heads, tuple(rows), _feet(result))


def _head(part: BlockDistrict, setup: Setup) -> ColumnHead:
    name = setup.district(part.district).name if part.district else _("Station")
    return ColumnHead(name, _raters(part, setup), _("merged"), left=True)


def _raters(part: BlockDistrict, setup: Setup) -> str:
    """How many score, and who is recused."""
    givens = part.cells[0].givens if part.cells else ()
    out = [g for g in givens if g.state is GivenState.RECUSED]
    count = len(givens) - len(out)
    text = ngettext("{count} rater", "{count} raters", count).format(count=count)
    if not out:
        return text
    names = joined(initial(name_of(setup, g.panelist)) for g in out)
    return _("{raters}, {names} recused").format(raters=text, names=names)


def name_of(setup: Setup, panelist: str) -> str:
    """The name, or the id of somebody who is no longer on the panel."""
    return next((p.name for p in setup.panel if p.id == panelist), panelist)


def _row_head(result: BlockResult, number: int) -> tuple[ItemCell, TextCell]:
    items = result.block.scored()
    item = items[number]
    following = items[number + 1].group if number + 1 < len(items) else item.group
    closes = following != item.group
    label = ItemCell(item.label, item.group, RowKind.PLAIN, closes=closes)
    return label, TextCell(plain(item.full), tone=Tone.MUTED)


def _strips(result: BlockResult, number: int, setup: Setup, flags: Flags) -> tuple[StripCell, ...]:
    return tuple(strip_cell(part.cells[number], setup, flags) for part in result.districts)


def _sum_row(result: BlockResult, setup: Setup, flags: Flags) -> TableRow:
    cells = (strip_cell(p.sums, setup, flags) for p in result.districts if p.sums is not None)
    head = ItemCell(_("Each rater's sum"), rule_words(result.block.merge), RowKind.PLAIN)
    full = TextCell(plain(result.block.full), tone=Tone.MUTED)
    return TableRow(result.block.id, (head, full, *cells))


def strip_cell(cell: Cell, setup: Setup, flags: Flags) -> StripCell:
    """The panel's dots, what they come to, and the same in words."""
    drawn = strip(cell, setup, flags)
    text = _cell_text(cell)
    marks = _marks(cell, drawn)
    spoken = "，".join(p for p in (cell.item.label, text, drawn.spoken, *marks) if p)
    return StripCell(drawn, text, spoken)


def strip(cell: Cell, setup: Setup, flags: Flags) -> Strip:
    given = [g for g in cell.givens if g.state is GivenState.POINTS and g.points is not None]
    values = sorted(g.points for g in given if g.points is not None and _counts(cell, g))
    settled = cell.settlement is not None and not cell.settlement_outdated
    return Strip(
        full=cell.item.full,
        dots=tuple(
            Dot(name_of(setup, g.panelist), g.points, _counts(cell, g))
            for g in given
            if g.points is not None
        ),
        median=_median(values),
        diverges=diverges(cell, flags),
        settled=settled,
    )


def _counts(cell: Cell, given: Given) -> bool:
    """Items of a block that merges sums have no rule of their own: nothing is left out."""
    part_of_a_sum = merges_sums(cell.block) and cell.item.id != cell.block.id
    return given.counted or part_of_a_sum


def _median(values: Sequence[Decimal]) -> Decimal | None:
    if not values:
        return None
    half = (len(values) - 1) // 2
    return (values[half] + values[len(values) // 2]) / 2


def _cell_text(cell: Cell) -> str:
    if cell.value is not None:
        return figure(cell.value)
    return _("n/a") if cell.out else "—"


def _marks(cell: Cell, drawn: Strip) -> tuple[str, ...]:
    found = [_("diverges")] if drawn.diverges else []
    if drawn.settled:
        found.append(_("settled"))
    return (*found, *open_words(cell))


def _feet(result: BlockResult) -> tuple[ColumnFoot | None, ...]:
    return (
        ColumnFoot(_("Sum"), left=True),
        ColumnFoot(plain(result.block.full)),
        *(_foot(part) for part in result.districts),
    )


def _foot(part: BlockDistrict) -> ColumnFoot:
    if part.value is None:
        return ColumnFoot(_("n/a") if part.out else "—", share=0.0)
    share = float(part.value / Fraction(part.block.full))
    text = exact(part.value)
    return ColumnFoot(text, share=share)


def average_words(result: BlockResult) -> tuple[str, str, str]:
    """Name, formula and figure of the block's last line; all empty figures while it is open."""
    known = [part.value for part in result.districts if part.value is not None]
    name = _average_name(result)
    if result.exact is None or result.converted is None:
        left = len(result.open)
        words = ngettext("{count} place is still open", "{count} places are still open", left)
        return name, words.format(count=left), "—"
    if len(known) == 1:
        return name, exact(result.exact), plain_two(result.converted)
    terms = " + ".join(exact(value) for value in known)
    return name, f"({terms}) ÷ {len(known)} = {exact(result.exact)}", plain_two(result.converted)


def _average_name(result: BlockResult) -> str:
    if result.block.scope is Scope.STATION:
        return _("Converted")
    count = sum(1 for part in result.districts if not part.out)
    return ngettext("Average of {count} district", "Average of {count} districts", count).format(
        count=count
    )


def plain_two(value: Decimal) -> str:
    """A converted figure with all the places that it was rounded to."""
    return format(value, "f")


@dataclass(frozen=True, slots=True)
class GiverRow:
    """One person's part in a cell. `note` says why it is left out; `figure` is points or a word."""

    panelist: str
    name: str
    figure: str
    note: str = ""
    reason: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step from what was given to the printed figure."""

    name: str
    how: str = ""
    value: str = ""
    last: bool = False


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


def cell_view(
    result: BlockResult, cell: Cell, setup: Setup, flags: Flags, recusals: Recusals
) -> CellView:
    part = next(p for p in result.districts if p.district == cell.district)
    drawn = strip(cell, setup, flags)
    return CellView(
        place=place_of(cell),
        title=cell.item.label,
        over=setup.district(cell.district).name if cell.district else result.block.label,
        full=_("full mark {full}").format(full=plain(cell.item.full)),
        spread=_spread_words(cell),
        diverges=drawn.diverges,
        strip=drawn,
        givers=givers(cell, setup, recusals),
        trace=trace(result, part, cell),
        open=open_words(cell),
        settled=_settled_words(cell),
        by_rule="" if cell.by_rule is None else figure(cell.by_rule),
    )


def _spread_words(cell: Cell) -> str:
    spread = cell.spread
    if spread is None:
        return ""
    share = round_half_up(Fraction(spread) / Fraction(cell.item.full) * 100, 0)
    return _("spread {spread}, {share}% of full").format(spread=plain(spread), share=plain(share))


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


def givers(cell: Cell, setup: Setup, recusals: Recusals) -> tuple[GiverRow, ...]:
    """Highest first, then those without points; recused ones last, with the reason declared."""
    found = []
    for given in sorted(cell.givens, key=_rank):
        reasons = given.reasons
        if given.state is GivenState.RECUSED:
            reasons = _declared(recusals, given.panelist, cell.district)
        found.append(_giver(cell, given, setup, "；".join(reasons)))
    return tuple(found)


def _declared(recusals: Recusals, panelist: str, district: str | None) -> tuple[str, ...]:
    whole = recusals.get((panelist, ""), ())
    return whole or recusals.get((panelist, district or ""), ())


def _rank(given: Given) -> tuple[int, Decimal]:
    order = (GivenState.POINTS, GivenState.NA, GivenState.CONFLICT, GivenState.UNSCORED)
    place = order.index(given.state) if given.state in order else len(order)
    return place, -(given.points or Decimal(0))


def _giver(cell: Cell, given: Given, setup: Setup, reason: str) -> GiverRow:
    states = {
        GivenState.NA: _("n/a"),
        GivenState.UNSCORED: _("not scored"),
        GivenState.CONFLICT: _("two values"),
        GivenState.RECUSED: _("recused"),
    }
    counted = given.state is GivenState.POINTS and _counts(cell, given)
    text = states.get(given.state) or exact(Fraction(given.points or 0))
    note = "" if counted or given.state is not GivenState.POINTS else _left_out(cell, given)
    return GiverRow(
        panelist=given.panelist,
        name=name_of(setup, given.panelist),
        figure=text,
        note=note,
        reason=reason,
        counted=counted,
    )


def _left_out(cell: Cell, given: Given) -> str:
    scored = [g for g in cell.givens if g.points is not None]
    ranked = sorted(scored, key=lambda g: g.points or Decimal(0))
    if cell.block.merge.method is Method.TRIMMED and given is ranked[0]:
        return _("lowest, not counted")
    if cell.block.merge.method is Method.TRIMMED and given is ranked[-1]:
        return _("highest, not counted")
    return _("not counted")


def trace(result: BlockResult, part: BlockDistrict, cell: Cell) -> tuple[TraceStep, ...]:
    """From the scores to the block's printed figure; recomputable by hand."""
    steps = [*_rule_steps(cell), *_settled_step(cell), *_district_step(part, cell)]
    return (*steps, _block_step(result))


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
    """How the items become the total; items that are out are named, since they change it."""
    count = len(part.cells)
    out = sum(1 for cell in part.cells if cell.out)
    words = ngettext("{count} item", "{count} items added", count - out).format(count=count - out)
    if not out:
        return words
    return _("{items}, {out} n/a, scaled to {full}").format(
        items=words, out=out, full=plain(part.block.full)
    )


def _block_step(result: BlockResult) -> TraceStep:
    name = _average_name(result)
    if result.exact is None or result.converted is None:
        return TraceStep(name, _("still open"), "—", last=True)
    return TraceStep(name, exact(result.exact), plain_two(result.converted), last=True)


def open_words(cell: Cell) -> tuple[str, ...]:
    """What keeps the cell from having a value, in a few words each."""
    return tuple(dict.fromkeys(_open_text(entry) for entry in cell.open))


def _open_text(entry: Open) -> str:
    count = len(entry.who)
    if entry.kind is OpenKind.UNSCORED:
        return ngettext("{count} not scored", "{count} not scored", count).format(count=count)
    if entry.kind is OpenKind.CONFLICT:
        return ngettext("{count} with two values", "{count} with two values", count).format(
            count=count
        )
    return {
        OpenKind.NOBODY: _("nobody may score here"),
        OpenKind.TOO_FEW: _("too few raters"),
        OpenKind.DISAGREE: _("no consensus yet"),
        OpenKind.NO_LEAD: _("the lead has not scored"),
        OpenKind.OUTDATED: _("decision made on other scores"),
    }.get(entry.kind, _("still open"))
