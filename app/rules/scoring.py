"""From sheets and decisions to the visit's outcome: the one way in."""

from collections.abc import Iterable, Sequence

from app.model.capture import Score
from app.model.decision import Decisions, VetoState
from app.model.instrument import Instrument
from app.model.outcome import Cell, Open, OpenKind, Outcome, PartyResult, Rounding, VetoResult
from app.model.setup import Setup
from app.model.sheet import Accepted
from app.rules.blocks import block_districts, count_given
from app.rules.gather import Gathered, KeyedCell, gather
from app.rules.grading import grade_for, next_band, veto_grade, veto_result
from app.rules.inputs import read_inputs
from app.rules.known import Known
from app.rules.lines import table_lines
from app.rules.printing import round_half_up
from app.rules.spread import cells_of
from app.rules.totals import evaluate_party, exact_total, provisional_total, total


def evaluate(
    instrument: Instrument, setup: Setup, accepted: Sequence[Accepted], decisions: Decisions
) -> Outcome:
    """Everything that is shown of scores; the order of sheets and decisions does not matter."""
    return evaluate_gathered(instrument, setup, gather(accepted), decisions)


def evaluate_gathered(
    instrument: Instrument,
    setup: Setup,
    gathered: Gathered,
    decisions: Decisions,
    known: Known | None = None,
) -> Outcome:
    """`evaluate` for sheets that are gathered already; `known` spares what is the same as before."""
    inputs = read_inputs(setup, gathered, decisions)
    entries, places = decisions.parties, instrument.places
    part = known.in_district if known is not None else None
    parties = tuple(evaluate_party(inputs, p, entries, places, part) for p in instrument.parties)
    vetoes = veto_results(instrument, setup, decisions)
    figure = total(parties)
    by_score = None if figure is None else grade_for(instrument.bands, figure)
    found = any(veto.state is VetoState.FOUND for veto in vetoes)
    done, cells = count_given(block for party in parties for block in party.blocks)
    return Outcome(
        parties=parties,
        lines=table_lines(parties, setup, places),
        total=figure,
        grade=veto_grade(instrument) if found and figure is not None else by_score,
        grade_by_score=by_score,
        provisional=provisional_total(parties, places) if figure is None else None,
        done=done,
        cells=cells,
        vetoes=vetoes,
        open=_open(parties, vetoes, gathered),
        other_rounding=None if figure is None else _added_first(instrument, parties),
        to_next=None if figure is None else next_band(instrument.bands, figure),
        recusals=inputs.recusals,
    )


def veto_results(
    instrument: Instrument, setup: Setup, decisions: Decisions
) -> tuple[VetoResult, ...]:
    """In the instrument's order; no score has a part in them."""
    return tuple(veto_result(veto, setup, decisions.vetoes) for veto in instrument.vetoes)


def find_cell(outcome: Outcome, item: str, district: str | None) -> Cell:
    """The cell that can be settled under an item's id, or a block's where it merges sums.

    Raises:
        KeyError: there is none, as for an item of a block that merges sums.
    """
    for cell in _settleable(outcome):
        if cell.item.id == item and cell.district == district:
            return cell
    raise KeyError((item, district))


def pick_basis(
    gathered: Gathered, panelist: str, item: str, district: str | None
) -> tuple[str, ...]:
    """The values that one panelist gave for a cell: what a pick is made on, and chosen from."""
    cell = gathered.score(panelist, item, district)
    return cell.values if cell else ()


def outside(instrument: Instrument, setup: Setup, gathered: Gathered) -> tuple[KeyedCell, ...]:
    """Scores that are kept and not counted: by people who are not assigned to score there."""
    expected = {
        (rater, item.id, district or "", "")
        for block in instrument.blocks()
        for district in block_districts(setup, block)
        for rater in setup.assigned(block.id, district)
        for item in block.scored()
    }
    scores = gathered.cells(Score)
    return tuple(c for c in scores if (c.panelist, c.item, c.district, c.site) not in expected)


def _settleable(outcome: Outcome) -> Iterable[Cell]:
    for party in outcome.parties:
        for block in party.blocks:
            for part in block.districts:
                yield from cells_of(part)


def _open(
    parties: Iterable[PartyResult], vetoes: Iterable[VetoResult], gathered: Gathered
) -> tuple[Open, ...]:
    """Everything in the order of the instrument, then vetoes, then sheets to be confirmed."""
    unverified = [v.veto.key for v in vetoes if v.state is VetoState.UNVERIFIED]
    unconfirmed = [sheet for sheet in gathered.heads.heads if not sheet.confirmed]
    return (
        *(entry for party in parties for entry in party.open),
        *(Open(OpenKind.VETO, veto=key) for key in unverified),
        *(Open(OpenKind.CONFIRM, who=(s.panelist,), sheet=s.hash) for s in unconfirmed),
    )


def _added_first(instrument: Instrument, parties: Sequence[PartyResult]) -> Rounding:
    figure = round_half_up(exact_total(parties), instrument.places)
    return Rounding(figure, grade_for(instrument.bands, figure) or "")
