"""Score summaries for tests: those of both samples played through, and generated ones."""

import random
from decimal import Decimal

from app.exchange.summary_form import SummaryInput
from app.model.capture import Score
from app.model.decision import Decisions, Objection, Unit, VetoCheck, VetoState
from app.model.instrument import Below, Level, Method, NotApplicable, PartyScheme, Scope, Veto
from app.model.panel import Assignment
from app.rules.gather import gather
from app.rules.scoring import evaluate
from tests.app.exchange.workbooks import AT
from tests.app.rules.worlds import (
    NOON,
    Visit,
    block,
    entry,
    item,
    pick,
    recusal,
    sheet,
)
from tests.app.rules.worlds import settle as made_settlement
from tests.libraries import sample_evening

MARKS = ("0", "1", "2.5", "3", "2.35")


def of_visit(visit):
    return SummaryInput(visit.setup, visit.instrument, visit.merging.outcome, AT)


def of_samples(folder):
    for name in ("zhongcun", "liurong"):
        library = sample_evening(name).put(folder / name)
        visit = library.open_visit(library.summaries()[0].folder)
        yield name, of_visit(visit)
        visit.close()
        library.close()


def of_world(visit, sheets, **decisions):
    outcome = evaluate(visit.instrument, visit.setup, sheets, Decisions(**decisions))
    return SummaryInput(visit.setup, visit.instrument, outcome, AT)


def generated(count, first=0):
    """Every third visit is scored to the end; the others have every kind of gap."""
    for seed in range(first, first + count):
        yield f"generated-{seed}", one(seed)


def one(seed):
    dice = random.Random(seed)
    visit = _visit(dice, seed)
    full = seed % 3 == 0
    sheets = [_sheet(dice, visit, who.id, full=full) for who in visit.setup.panel]
    if not full:
        sheets.append(_sheet(dice, visit, "p0", full=False, device="tablet"))
    return of_world(visit, sheets, **_decisions(dice, visit, sheets, full=full))


def _visit(dice, seed):
    blocks = tuple(_block(dice, number, seed) for number in range(dice.randint(2, 4)))
    raters, districts = dice.randint(1, 5), ("d1", "d2", "d3")[: dice.randint(1, 3)]
    everyone = [Assignment(panelist=f"p{n}", block=b.id) for n in range(raters) for b in blocks]
    some = tuple(a for a in everyone if seed % 3 == 0 or dice.random() < 0.85)
    return Visit(
        *blocks,
        raters=raters,
        districts=districts,
        assignments=some,
        parties=(
            PartyScheme(id="buyer", label="购买方", full=Decimal(20)),
            PartyScheme(id="bureau", label="监督方", full=Decimal(15)),
        ),
        vetoes=(
            Veto(key="law", label="违规", text="违反规定"),
            Veto(key="staff", label="缺编", text="人员不足"),
        ),
        veto_grade=dice.choice(("", "不合格")),
    )


def _block(dice, number, seed):
    items = [
        item(f"b{number}i{n}", dice.choice(("3", "5")), allow_na=True)
        for n in range(dice.choice((0, 1, 3, 4)))
    ]
    methods = list(Method)
    return block(
        f"b{number}",
        str(sum((i.full for i in items), Decimal()) or 5),
        items=items,
        scope=dice.choice(list(Scope)),
        na=dice.choice(list(NotApplicable)),
        merge={
            "method": methods[(seed + number) % len(methods)],
            "level": dice.choice(list(Level)),
            "minimum": dice.randint(1, 4),
            "below": Below.MEAN if seed % 3 == 0 else dice.choice(list(Below)),
        },
    )


def _places(visit):
    ids = [d.id for d in visit.setup.districts]
    return [
        (i, d)
        for b in visit.instrument.blocks()
        for d in (ids if b.scope is Scope.DISTRICT else [None])
        for i in b.scored()
    ]


def _sheet(dice, visit, who, *, full, device="pc"):
    """Everything 不适用 for all where the item's name and the district say so, by chance."""
    scores = {}
    for one, district in _places(visit):
        if not full and dice.random() < (0.7 if device != "pc" else 0.06):
            continue
        out = one.allow_na and hash_of(one.id, district) % 5 == 0
        scores[one.id, district] = "na" if out else _mark(dice, one, full=full)
    places = [None, *(d.id for d in visit.setup.districts)]
    gone = [] if full or dice.random() < 0.8 else [recusal(who, dice.choice(places))]
    return sheet(who, scores, gone, device=device)


def hash_of(key, district):
    return sum(map(ord, key + (district or "")))


def _mark(dice, one, *, full):
    if not full and dice.random() < 0.08:
        return "na"
    return "2.5" if full and dice.random() < 0.5 else dice.choice(MARKS)


def _decisions(dice, visit, sheets, *, full):
    seen = of_world(visit, sheets).outcome
    earlier = of_world(visit, sheets[1:]).outcome
    cells = [c for c in settleable(seen) if c.open or dice.random() < 0.1]
    chosen = cells if full else dice.sample(cells, len(cells) // 2)
    return {
        "settlements": tuple(
            made_settlement(
                seen if full or dice.random() < 0.8 else earlier,
                c.item.id,
                dice.choice(("1", "2.345")),
                c.district,
            )
            for c in chosen
        ),
        "picks": tuple(_picks(dice, sheets)),
        "objections": ()
        if full or dice.random() < 0.7
        else (Objection(panelist="p0", reason="异议", by="汇总人", at=NOON),),
        "parties": (
            entry("buyer", dice.choice(("15", "18.455", "20"))),
            *(
                [entry("bureau", "92.35", unit=Unit.PERCENT)]
                if full
                else [entry("bureau", "12.5")][dice.randint(0, 1) :]
            ),
        ),
        "vetoes": tuple(
            VetoCheck(key=key, state=dice.choice(list(VetoState)), evidence="见记录")
            for key in ("law", "staff")
        ),
    }


def _picks(dice, sheets):
    """Half of the conflicts are decided; some on values that are not those any more."""
    for cell in gather(sheets).cells(Score):
        if len(cell.values) > 1 and dice.random() < 0.6:
            basis = cell.values if dice.random() < 0.7 else cell.values[:1]
            chosen = dice.choice(cell.values)
            yield pick(cell.panelist, cell.item, chosen, basis, cell.district or None)


def settleable(outcome):
    return [
        cell
        for party in outcome.parties
        for result in party.blocks
        for part in result.districts
        for cell in (part.cells if part.sums is None else (part.sums,))
    ]
