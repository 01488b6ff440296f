"""Score workbooks for tests: small ones, those of the samples, and generated ones."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from app.exchange.sample_file import load_sample
from app.exchange.workbook_form import Expected, WorkbookInput
from app.model.base import changed
from app.model.capture import Score, ScoreState
from app.model.entries import STATION
from app.model.instrument import Block, Item, NotApplicable, Scope
from app.rules.blocks import block_districts
from tests.small import small_instrument, small_setup

AT = datetime(2024, 1, 16, 16, 30, tzinfo=UTC)
VISIT = "v1"


def given(instrument=None, setup=None, panelist="jia", scores=None):
    instrument, setup = instrument or small_instrument(), setup or small_setup()
    cells = tuple(
        (block, item, district)
        for block in instrument.blocks()
        for district in block_districts(setup, block)
        if panelist in setup.assigned(block.id, district)
        for item in block.scored()
    )
    return WorkbookInput(
        visit=VISIT,
        panelist=setup.panelist(panelist),
        device="d1",
        revision=1,
        setup=setup,
        setup_version=1,
        instrument=instrument,
        cells=cells,
        scores=scores or {},
        written_at=AT,
    )


def expected(instrument=None):
    return Expected(VISIT, instrument or small_instrument())


def points(value, reason=""):
    return Score(points=Decimal(value), reason=reason)


NA = Score(state=ScoreState.NA)


def edited(raw, changes):
    """As a spreadsheet saves it after somebody typed: {(page, cell): value}."""
    book = load_workbook(BytesIO(raw))
    for (page, cell), value in changes.items():
        book[page][cell].value = value
    return saved(book)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(raw, page, **kinds):
    """Rows of a page by the item's id."""
    sheet = load_workbook(BytesIO(raw))[page]
    return {row[7].value: row[0].row for row in sheet.iter_rows(min_row=5) if row[7].value}


def of_samples():
    """Every panelist of both samples with what they gave."""
    for name in ("zhongcun", "liurong"):
        sample = load_sample(name)
        for person in sample.setup.panel:
            scores = {
                (item, None if where == STATION else where): Score(
                    state=ScoreState.NA if one.na else ScoreState.POINTS,
                    points=one.points,
                    reason=one.reason,
                )
                for where, items in sample.entries[person.id].scores.items()
                for item, one in items.items()
            }
            made = given(sample.instrument, sample.setup, person.id, scores)
            if made.cells:
                yield f"{name}-{person.id}", made


def generated(count):
    """Instruments of any shape with scores that are complete, partly given, or 不适用."""
    for seed in range(count):
        dice = random.Random(seed)
        instrument = _instrument(dice)
        made = given(instrument, _assigned(instrument), "jia")
        scores = {
            (item.id, district): _score(dice, item)
            for _block, item, district in made.cells
            if seed % 3 or dice.random() < 0.8
        }
        yield f"generated-{seed}", given(instrument, _assigned(instrument), "jia", scores)


def _assigned(instrument):
    setup = small_setup()
    mine = changed(setup.assignments[0], panelist="jia", districts=())
    blocks = [block.id for block in instrument.blocks()]
    return changed(setup, assignments=tuple(changed(mine, block=block) for block in blocks))


def _instrument(dice):
    blocks = tuple(
        Block(
            id=f"b{number}",
            label=f"部分{number}",
            full=Decimal(2 * items) if items else Decimal(12),
            scope=dice.choice(list(Scope)),
            na=dice.choice(list(NotApplicable)),
            items=tuple(
                Item(
                    id=f"b{number}i{i}",
                    label=f"项目{number}.{i}",
                    full=Decimal(2),
                    group=dice.choice(["", "甲组", "乙组"]),
                    step=Decimal("0.05"),
                    allow_na=True,
                )
                for i in range(items)
            ),
        )
        for number, items in enumerate([dice.randint(1, 7), dice.randint(0, 3), 0])
    )
    base = small_instrument()
    panel = changed(base.parties[0], blocks=blocks, full=sum(b.full for b in blocks))
    return changed(base, parties=(panel, *base.parties[1:]))


def _score(dice, item):
    if item.allow_na and dice.random() < 0.25:
        return NA
    return points(item.step * dice.randint(0, int(item.full / item.step)), "原因")
