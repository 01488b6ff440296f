"""The laws of collecting and scoring, over generated visits, sheets and decisions."""

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.capture import Score
from app.model.decision import Decisions, Objection, VetoCheck, VetoState
from app.model.instrument import Below, Level, Method, NotApplicable, PartyScheme, Scope, Veto
from app.model.outcome import OpenKind
from app.model.panel import Assignment
from app.model.text import texts
from app.rules.blocks import merges_sums
from app.rules.gather import gather
from app.rules.heads import find_heads
from app.rules.printing import round_half_up
from app.rules.scoring import evaluate, find_cell, outside
from tests.app.rules.worlds import (
    NOON,
    Visit,
    block,
    entry,
    finding,
    item,
    pick,
    recusal,
    score,
    settle,
    sheet,
)

LAWS = settings(max_examples=50, deadline=None)
DEVICES = ("pc", "tablet", "paper:1")
NOT_SCORES = (OpenKind.VETO, OpenKind.CONFIRM)
RULES = st.fixed_dictionaries(
    {
        "method": st.sampled_from(Method),
        "level": st.sampled_from(Level),
        "minimum": st.integers(1, 4),
        "below": st.sampled_from(Below),
    }
)
ITEMS = st.lists(st.tuples(st.sampled_from(("3", "5")), st.booleans()), max_size=3)
BLOCK = st.tuples(ITEMS, st.sampled_from(Scope), st.sampled_from(NotApplicable), RULES)
BLOCKS = st.lists(BLOCK, min_size=1, max_size=3)
SOME = st.lists(st.integers(0, 11), min_size=1, unique=True)
WHERE = st.lists(st.integers(0, 2), unique=True)
GIVEN = st.lists(
    st.tuples(
        st.integers(0, 26),
        st.sampled_from(("0", "1", "2.5", "3", "na")),
        st.sampled_from(("", "缺记录", "缺签名")),
    )
)
SAID = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("甲乙丙")), max_size=3)
SETTLED = st.lists(st.tuples(st.integers(0, 26), st.sampled_from(("1", "2.345"))), max_size=4)
ENTERED = st.lists(st.sampled_from(("15", "18.5")), max_size=2)
CHECKED = st.lists(st.sampled_from(VetoState), max_size=2)
MARK = st.sampled_from(("1", "2.5", "3"))


def one_of(choices, number):
    """A choice by a number drawn before: a strategy over every visit's own choices is dear."""
    return choices[number % len(choices)]


def some_of(choices, numbers):
    """The same for several, each once."""
    return tuple(choices[n] for n in dict.fromkeys(n % len(choices) for n in numbers))


def made_block(number, items, scope, na, merge):
    made = [item(f"b{number}i{n}", full, allow_na=na) for n, (full, na) in enumerate(items)]
    full = str(sum((i.full for i in made), Decimal()) or 5)
    return block(f"b{number}", full, items=made, scope=scope, na=na, merge=merge)


@st.composite
def visits(draw):
    chosen = tuple(made_block(n, *drawn) for n, drawn in enumerate(draw(BLOCKS)))
    raters, districts = draw(st.integers(1, 4)), ("d1", "d2", "d3")[: draw(st.integers(1, 3))]
    pairs = [(p, b) for p in range(raters) for b in chosen]
    assignments = None
    if draw(st.booleans()):
        assignments = tuple(
            Assignment(
                panelist=f"p{p}",
                block=b.id,
                districts=some_of(districts, draw(WHERE)) if b.scope is Scope.DISTRICT else (),
            )
            for p, b in some_of(pairs, draw(SOME))
        )
    return Visit(
        *chosen,
        raters=raters,
        districts=districts,
        assignments=assignments,
        parties=(PartyScheme(id="buyer", label="购买方", full=Decimal(20)),),
        vetoes=(Veto(key="law", label="违规", text="违反规定"),),
    )


def places(visit):
    """Every (item, district) that the visit asks for."""
    ids = [d.id for d in visit.setup.districts]
    return [
        (i.id, d)
        for b in visit.instrument.blocks()
        for d in (ids if b.scope is Scope.DISTRICT else [None])
        for i in b.scored()
    ]


@st.composite
def sheets_of(draw, visit, at=None, devices=DEVICES, *, recusals=True):
    """One sheet; nearly always scored in part, sometimes with recusals and findings."""
    who = f"p{draw(st.integers(0, len(visit.setup.panel)))}"
    device = one_of(devices, draw(st.integers(0, 2)))
    asked = at or places(visit)
    scores = {
        one_of(asked, number): score(value, reason=reason) for number, value, reason in draw(GIVEN)
    }
    districts = [None, *(d.id for d in visit.setup.districts)]
    first = draw(st.integers(0, 7)) if recusals else len(districts)
    out = districts[first : first + 1]
    notes = [finding(who, text, key=key, device=device) for key, text in draw(SAID)]
    return sheet(
        who,
        scores,
        [*(recusal(who, d) for d in out), *notes],
        device=device,
        revision=draw(st.integers(1, 3)),
        confirmed=draw(st.booleans()),
    )


@st.composite
def decisions_on(draw, visit, sheets):
    """Settlements on these or on fewer sheets, picks, objections, entries, vetoes."""
    seen = visit.outcome(*sheets[draw(st.integers(0, 1)) :])
    cells = [(c.item.id, c.district) for c in settleable(seen)]
    conflicts = [c for c in gather(sheets).cells(Score) if len(c.values) > 1]
    people = [p.id for p in visit.setup.panel]
    return {
        "settlements": tuple(
            settle(seen, key, points, district, minute)
            for minute, (number, points) in enumerate(draw(SETTLED))
            for key, district in [one_of(cells, number)]
        ),
        "picks": tuple(
            pick(
                c.panelist,
                c.item,
                one_of(c.values, draw(st.integers(0, 3))),
                c.values,
                c.district or None,
            )
            for c in conflicts
        ),
        "objections": tuple(
            Objection(
                panelist=one_of(people, draw(st.integers(0, 3))),
                reason="异议",
                by="汇总人",
                at=NOON,
            )
            for _ in range(draw(st.integers(0, 1)))
        ),
        "parties": tuple(entry("buyer", value) for value in draw(ENTERED)),
        "vetoes": tuple(VetoCheck(key="law", state=state) for state in draw(CHECKED)),
    }


@st.composite
def full_sheets(draw, visit):
    """Everybody's latest sheet, wholly scored; some items are 不适用 for all."""
    out = {place for place in places(visit) if draw(st.integers(0, 3)) == 0}
    allowed = {i.id for b in visit.instrument.blocks() for i in b.scored() if i.allow_na}
    return [
        sheet(
            person.id,
            {p: "na" if p in out and p[0] in allowed else draw(MARK) for p in places(visit)},
            revision=9,
        )
        for person in visit.setup.panel
    ]


@st.composite
def days(draw):
    visit = draw(visits())
    sheets = [draw(sheets_of(visit)) for _ in range(draw(st.integers(1, 6)))]
    if draw(st.booleans()):
        sheets = [*sheets[: draw(st.integers(0, 2))], *draw(full_sheets(visit))]
    return visit, sheets, draw(decisions_on(visit, sheets))


def settleable(outcome):
    return [
        cell
        for party in outcome.parties
        for result in party.blocks
        for part in result.districts
        for cell in (part.cells if part.sums is None else (part.sums,))
    ]


def by_place(outcome):
    return {(c.block.id, c.item.id, c.district): c for c in settleable(outcome)}


@LAWS
@given(days(), st.randoms(use_true_random=False))
def test_collecting_is_idempotent_commutative_and_associative(day, random):
    visit, sheets, decisions = day
    again = [*sheets, *sheets]
    random.shuffle(again)
    shuffled = {name: tuple(random.sample(made, len(made))) for name, made in decisions.items()}
    assert gather(again) == gather(sheets)
    assert list(gather(again).keyed) == list(gather(sheets).keyed)
    assert visit.outcome(*again, **shuffled) == visit.outcome(*sheets, **decisions)


@LAWS
@given(days(), st.integers(0, 7))
def test_heads_of_a_part_are_enough_to_go_on_with(day, cut):
    _visit, sheets, _decisions = day
    first, second = sheets[:cut], sheets[cut:]
    stepwise = find_heads([*find_heads(first).heads, *second])
    assert stepwise.heads == find_heads(sheets).heads
    assert stepwise.forks == find_heads(sheets).forks


@LAWS
@given(days(), st.data())
def test_taking_a_sheet_out_restores_what_was(day, data):
    visit, sheets, decisions = day
    more = data.draw(sheets_of(visit))
    before = visit.outcome(*(s for s in sheets if s.hash != more.hash), **decisions)
    visit.outcome(*sheets, more, **decisions)
    after = [s for s in [*sheets, more] if s.hash != more.hash]
    assert visit.outcome(*after, **decisions) == before


@LAWS
@given(days(), st.data())
def test_recusal_touches_only_its_persons_cells_in_its_district(day, data):
    visit, sheets, decisions = day
    who = data.draw(st.sampled_from([p.id for p in visit.setup.panel]))
    district = data.draw(st.sampled_from([None, *(d.id for d in visit.setup.districts)]))
    made = Objection(panelist=who, district=district, reason="异议", by="汇总人", at=NOON)
    before = by_place(visit.outcome(*sheets, **decisions))
    more = {**decisions, "objections": (*decisions["objections"], made)}
    after = by_place(visit.outcome(*sheets, **more))
    for place, cell in before.items():
        concerned = district is None or place[2] == district
        if concerned and any(g.panelist == who for g in cell.givens):
            given_after = {g.panelist: g for g in after[place].givens}
            assert given_after[who].state.value == "recused"
            assert {p: g.values for p, g in given_after.items()} == {
                g.panelist: g.values for g in cell.givens
            }
        else:
            assert after[place] == cell


@LAWS
@given(days())
def test_no_text_of_any_sheet_is_lost(day):
    _visit, sheets, _decisions = day
    gathered = gather(sheets)
    kept = {text for cell in gathered.keyed.values() for text in said(cell.captures)}
    kept |= set(said(gathered.captures))
    history = {text for old in gathered.heads.older for text in said(old.content.captures)}
    assert {text for s in sheets for text in said(s.content.captures)} == kept | history


def said(captures):
    return [text for capture in captures for _path, text in texts(capture)]


@LAWS
@given(days(), st.data())
def test_a_settlement_survives_sheets_that_have_nothing_to_do_with_its_cell(day, data):
    visit, sheets, decisions = day
    bare = {name: made for name, made in decisions.items() if name != "settlements"}
    seen = visit.outcome(*sheets, **bare)
    key, district = data.draw(st.sampled_from([(c.item.id, c.district) for c in settleable(seen)]))
    own, one = (
        visit.instrument.find_item(key)
        if not is_block(visit, key)
        else (visit.instrument.block(key), None)
    )
    touched = {(i.id, district) for i in own.scored()} if one is None else {(key, district)}
    elsewhere = [place for place in places(visit) if place not in touched] or [("none", None)]
    more = data.draw(
        st.lists(sheets_of(visit, elsewhere, ("later",), recusals=False), min_size=1, max_size=3)
    )
    made = settle(seen, key, "1.5", district)
    after = visit.outcome(*sheets, *more, **bare, settlements=(made,))
    cell = find_cell(after, key, district)
    assert (cell.settlement, cell.settlement_outdated) == (made, False)
    assert (cell.value, cell.open, cell.out) == (Fraction("1.5"), (), False)


def is_block(visit, key):
    return any(b.id == key for b in visit.instrument.blocks())


@LAWS
@given(days())
def test_every_printed_total_is_the_sum_of_its_printed_lines(day):
    visit, sheets, decisions = day
    found = visit.outcome(*sheets, **decisions)
    heading = [line for line in found.lines if line.span]
    waiting = [entry for entry in found.open if entry.kind not in NOT_SCORES]
    assert (found.total is None) is bool(waiting)
    if found.total is not None:
        assert found.total == sum(line.converted for line in heading)
        for party in found.parties:
            own = [line.converted for line in heading if line.party == party.party.id]
            assert party.converted == sum(own)
    assert (found.provisional is None) is (found.total is not None)
    assert (found.grade is None) is (found.grade_by_score is None) is (found.total is None)


@LAWS
@given(days())
def test_every_score_is_either_in_its_cell_or_listed_as_outside(day):
    visit, sheets, decisions = day
    found = visit.outcome(*sheets, **decisions)
    in_cells = {
        (given_there.panelist, cell.item.id, cell.district or "")
        for party in found.parties
        for result in party.blocks
        for part in result.districts
        for cell in part.cells
        for given_there in cell.givens
        if given_there.values
    }
    gathered = gather(sheets)
    beside = {
        (c.panelist, c.item, c.district) for c in outside(visit.instrument, visit.setup, gathered)
    }
    every = {(c.panelist, c.item, c.district) for c in gathered.cells(Score)}
    assert in_cells | beside == every
    assert not in_cells & beside


@LAWS
@given(days())
def test_a_cell_is_open_exactly_when_its_block_has_no_figure_for_it(day):
    visit, sheets, decisions = day
    found = visit.outcome(*sheets, **decisions)
    for party in found.parties:
        for result in party.blocks:
            assert (result.converted is None) is bool(result.open)
            for part in result.districts:
                assert (part.value is None) is (bool(part.open) or part.out)


SCHEMES = {
    Method.MEAN: statistics.mean,
    Method.MEDIAN: statistics.median,
    Method.TRIMMED: lambda points: statistics.mean(sorted(points)[1:-1]),
}


@pytest.mark.parametrize("method", SCHEMES)
@pytest.mark.parametrize("level", Level)
@LAWS
@given(data=st.data())
def test_a_block_comes_to_what_statistics_makes_of_it(method, level, data):
    fulls = data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    districts = ("d1", "d2", "d3")[: data.draw(st.integers(1, 3))]
    raters = data.draw(st.integers(3, 5))
    items = [item(f"i{n}", str(full)) for n, full in enumerate(fulls)]
    rule = {"method": method, "level": level, "minimum": 3}
    own = block("b", str(sum(fulls)), items=items, scope=Scope.DISTRICT, merge=rule)
    mark = st.decimals(0, 1, places=1)
    table = {
        (p, d, i.id): data.draw(mark) * i.full
        for p in range(raters)
        for d in districts
        for i in items
    }
    sheets = [
        sheet(f"p{p}", {(i.id, d): str(table[p, d, i.id]) for d in districts for i in items})
        for p in range(raters)
    ]
    merge = SCHEMES[method]

    def in_district(d):
        columns = [[Fraction(table[p, d, i.id]) for p in range(raters)] for i in items]
        if level is Level.SUM:
            return merge([sum(row) for row in zip(*columns, strict=True)])
        return sum(merge(column) for column in columns)

    exact = Fraction(statistics.mean([Fraction(in_district(d)) for d in districts]))
    visit = Visit(own, raters=raters, districts=districts)
    found = visit.outcome(*sheets)
    assert merges_sums(own) is (level is Level.SUM)
    assert found.block("b").exact == exact
    assert found.total == round_half_up(exact, 2)


@LAWS
@given(days())
def test_decisions_change_no_score_that_was_given(day):
    visit, sheets, decisions = day
    bare = evaluate(visit.instrument, visit.setup, sheets, Decisions())
    decided = visit.outcome(*sheets, **decisions)
    for place, cell in by_place(bare).items():
        after = by_place(decided)[place]
        assert [(g.panelist, g.values, g.reasons) for g in cell.givens] == [
            (g.panelist, g.values, g.reasons) for g in after.givens
        ]
