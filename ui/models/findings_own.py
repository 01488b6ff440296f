"""A panelist's own findings: in the order to be said, by stance, block and district."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from app.i18n import _
from app.model.capture import Capture, Finding, Stance
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.visit import Visit
from ui.models.roles import FindingRow, Role
from ui.models.rows import Index, Row, RowsModel
from ui.theme import Tone

EDIT = Qt.ItemDataRole.EditRole
STANCE_TONES = {
    Stance.PRAISE: Tone.PRAISE,
    Stance.CONCERN: Tone.CONCERN,
    Stance.VERIFY: Tone.VERIFY,
}


def stance_word(stance: Stance) -> str:
    return {
        Stance.PRAISE: _("Praise"),
        Stance.CONCERN: _("Concern"),
        Stance.VERIFY: _("To verify"),
    }[stance]


def place_words(setup: Setup, instrument: Instrument, capture: Capture) -> str:
    """Where a capture belongs, as in 建档与跟进·第三片区; empty for the station as a whole."""
    district = next((d.name for d in setup.districts if d.id == capture.district), "")
    return "·".join(word for word in (_subject(instrument, capture), district) if word)


def _subject(instrument: Instrument, capture: Capture) -> str:
    blocks = instrument.blocks()
    for block in blocks:
        for item in block.scored():
            if item.id == capture.item:
                return item.label
    return next((b.label for b in blocks if b.id == capture.block), "")


def finding_row(setup: Setup, instrument: Instrument, capture: Capture, number: int) -> FindingRow:
    """A row of a list; a settled 待核实 says what was found instead of its place."""
    body = capture.body
    assert isinstance(body, Finding)
    place = place_words(setup, instrument, capture)
    settled = " ".join(body.outcome.split()) if body.stance is Stance.VERIFY else ""
    return FindingRow(
        capture.id,
        body.text,
        number=number,
        place="" if settled else place,
        stance=STANCE_TONES[body.stance],
        stance_word="" if number else stance_word(body.stance),
        outcome=_("Found: {outcome}").format(outcome=settled) if settled else "",
    )


@dataclass(frozen=True, slots=True)
class OwnFindings:
    """All own findings as said, and what a filter lets through; empty ids let all through."""

    visit: Visit
    captures: tuple[Capture, ...]
    block: str = ""
    district: str = ""

    def of(self, stance: Stance) -> tuple[Capture, ...]:
        return tuple(c for c in self.captures if _stance(c) is stance and self._passes(c))

    def rows(self, stance: Stance) -> tuple[FindingRow, ...]:
        setup, instrument = self.visit.setup, self.visit.instrument
        numbered = stance is not Stance.VERIFY
        return tuple(
            finding_row(setup, instrument, c, number if numbered else 0)
            for number, c in enumerate(self.of(stance), start=1)
        )

    def count(self, block: str) -> int:
        """How many findings are about a block, in all districts."""
        return sum(1 for c in self.captures if not block or block_of(self.visit, c) == block)

    def moved(self, finding: str, step: int) -> tuple[str, ...]:
        """All ids with one changing places with its neighbour in view; empty at the end."""
        own = next((c for c in self.captures if c.id == finding), None)
        if own is None:
            return ()
        shown = [c.id for c in self.of(_stance(own))]
        at = shown.index(finding) + step if finding in shown else -1
        if not 0 <= at < len(shown):
            return ()
        swap = {finding: shown[at], shown[at]: finding}
        return tuple(swap.get(c.id, c.id) for c in self.captures)

    def _passes(self, capture: Capture) -> bool:
        right_block = not self.block or block_of(self.visit, capture) == self.block
        return right_block and (not self.district or capture.district == self.district)


def next_order(visit: Visit) -> int:
    """Behind everything that is to be said so far."""
    bodies = (c.body for c in visit.captures.all("finding"))
    return 1 + max((b.order for b in bodies if isinstance(b, Finding)), default=0)


def block_of(visit: Visit, capture: Capture) -> str:
    """The block that a capture belongs to, by its item if it has one."""
    homes = visit.state.derived("block of an item", lambda: _homes(visit.instrument))
    return homes.get(capture.item or "", capture.block or "")


def _homes(instrument: Instrument) -> dict[str, str]:
    return {item.id: block.id for block in instrument.blocks() for item in block.scored()}


def _stance(capture: Capture) -> Stance:
    assert isinstance(capture.body, Finding)
    return capture.body.stance


class FindingsModel(RowsModel):
    """Rows whose text can be edited in place.

    Signals:
        asked: (id, text) to be stored.
    """

    asked = Signal(str, str)

    def __init__(self, parent: QObject, rows: Sequence[Row] = ()) -> None:
        super().__init__(parent, rows)
        self.editable = True

    def flags(self, index: Index) -> Qt.ItemFlag:
        held = super().flags(index)
        return held | Qt.ItemFlag.ItemIsEditable if self.editable and index.isValid() else held

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == EDIT and index.isValid():
            row = self.rows[index.row()]
            return row.text if isinstance(row, FindingRow) else ""
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = EDIT) -> bool:
        if role != EDIT or not index.isValid():
            return False
        if value != self.data(index, EDIT):
            self.asked.emit(str(index.data(Role.ID)), str(value))
        return True
