"""The score workbook as data: what is written into it, and what was read back.

The workbook itself is a Chinese document, whatever language the windows speak.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from app.model.capture import AnyBody, Capture, Note, Score, ScoreState
from app.model.hashes import content_hash, instrument_hash
from app.model.instrument import Block, Instrument, Item
from app.model.panel import Panelist
from app.model.schedule import Stage
from app.model.setup import Setup
from app.model.sheet import SheetContent
from app.rules.given_words import NOT_APPLICABLE

FORMAT = "huiping-workbook/1"
HIDDEN = "_huiping"
NA_WORD = NOT_APPLICABLE
STATION_SHEET = "全站"
SUMMARY_SHEET = "汇总"
FIRST_CELL_ROW = 10
DEVICE = "workbook:"

LABEL, FULL, STEP, POINTS, REASON, CRITERION, PROGRAM, ID = "ABCDEFGH"
MARKER = f"{ID}1"

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class WorkbookInput:
    """Everything that a workbook is made from, as frozen data for a job.

    `cells` are what this panelist scores; `scores` what is given so far, by item and district.
    """

    visit: str
    panelist: Panelist
    device: str
    revision: int
    setup: Setup
    setup_version: int
    instrument: Instrument
    cells: tuple[tuple[Block, Item, str | None], ...]
    scores: Mapping[Key, Score]
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """What a workbook is held against when it is read back."""

    visit: str
    instrument: Instrument

    @property
    def hash(self) -> str:
        return instrument_hash(self.instrument)


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A workbook that was read back. A cell that is blank is in neither mapping.

    `values` are points, or None for 不适用; `reasons` may stand beside a blank cell.
    """

    visit: str
    panelist: str
    device: str
    revision: int
    setup_version: int
    instrument_hash: str
    written_at: datetime
    values: dict[Key, Decimal | None] = field(default_factory=dict)
    reasons: dict[Key, str] = field(default_factory=dict)


def score_of(sheet: WorkbookSheet, key: Key) -> Score:
    """The score in a cell that has a value."""
    points = sheet.values[key]
    state = ScoreState.NA if points is None else ScoreState.POINTS
    return Score(state=state, points=points, reason=sheet.reasons.get(key, ""))


def sheet_content(sheet: WorkbookSheet, instrument: Instrument) -> SheetContent:
    """The workbook as a panelist's sheet (arithmetic 5); equal workbooks give equal sheets.

    A reason without a value becomes a note at that place, so that no word is lost. Times are
    when the workbook was written: what a spreadsheet says about later is not to be relied on.
    """
    keys = [*sheet.values, *(key for key in sheet.reasons if key not in sheet.values)]
    return SheetContent(
        visit=sheet.visit,
        panelist=sheet.panelist,
        device=sheet.device,
        revision=sheet.revision,
        setup_version=sheet.setup_version,
        instrument_hash=sheet.instrument_hash,
        handed_in_at=sheet.written_at,
        captures=tuple(_capture(sheet, instrument, key) for key in keys),
    )


def _capture(sheet: WorkbookSheet, instrument: Instrument, key: Key) -> Capture:
    item, district = key
    body: AnyBody = Note(text=sheet.reasons.get(key, ""), stage=Stage.SCORING.value)
    if key in sheet.values:
        body = score_of(sheet, key)
    named = "/".join((sheet.visit, sheet.device, sheet.panelist, item, district or ""))
    return Capture(
        id=content_hash(named.encode())[:16],
        author=sheet.panelist,
        device=sheet.device,
        at=sheet.written_at,
        block=instrument.find_item(item)[0].id,
        item=item,
        district=district,
        body=body,
    )
