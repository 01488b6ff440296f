"""A panelist's own findings: in the order to be said, by stance, block and district."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal

from app.i18n import _, ngettext
from app.model.capture import Capture, Finding, Stance
from app.rules.ordering import STEP
from app.visit import Visit
from ui.icons import Icon
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


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """What places are called, by id; `homes` says which block an item belongs to."""

    districts: dict[str, str]
    blocks: dict[str, str]
    items: dict[str, str]
    homes: dict[str, str]

    def block(self, capture: Capture) -> str:
        """The id of the block that a capture belongs to, by its item if it has one."""
        return self.homes.get(capture.item or "", capture.block or "")

    def subject(self, capture: Capture) -> str:
        """The item, else the block, that it is about."""
        return self.items.get(capture.item or "") or self.blocks.get(capture.block or "", "")

    def words(self, capture: Capture) -> str:
        """Where it belongs, as in 建档与跟进·第三片区; empty for the station as a whole."""
        subject = self.subject(capture)
        district = self.districts.get(capture.district or "", "")
        return "·".join(word for word in (subject, district) if word)


def names_of(visit: Visit) -> PlaceNames:
    return visit.state.derived("names of places", lambda: _names(visit))


def _names(visit: Visit) -> PlaceNames:
    blocks = visit.instrument.blocks()
    homes = {item.id: block.id for block in blocks for item in block.scored()}
    return PlaceNames(
        {district.id: district.name for district in visit.setup.districts},
        {block.id: block.label for block in blocks},
        {item.id: item.label for block in blocks for item in block.scored()},
        homes,
    )


def finding_row(names: PlaceNames, capture: Capture, number: int) -> FindingRow:
    """A row of a list; a settled 待核实 says what was found instead of its place."""
    body = capture.body
    assert isinstance(body, Finding)
    settled = " ".join(body.outcome.split()) if body.stance is Stance.VERIFY else ""
    return FindingRow(
        capture.id,
        body.text,
        number=number,
        place="" if settled else names.words(capture),
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
        home = names_of(self.visit).block
        return tuple(
            c
            for c in self.captures
            if _stance(c) is stance
            and self.block in ("", home(c))
            and self.district in ("", c.district)
        )

    def rows(self, stance: Stance) -> tuple[FindingRow, ...]:
        names, numbered = names_of(self.visit), stance is not Stance.VERIFY
        linked = self.visit.links.referrers()
        return tuple(
            _tagged(
                finding_row(names, c, number if numbered else 0),
                len(linked.get(c.id, ())),
            )
            for number, c in enumerate(self.of(stance), start=1)
        )

    def counts(self) -> Counter[str]:
        """How many findings are about each block, in all districts."""
        return Counter(map(names_of(self.visit).block, self.captures))

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


def _tagged(row: FindingRow, scores: int) -> FindingRow:
    """Says how many scores rest on a finding."""
    if not scores:
        return row
    tag = ngettext("{count} score", "{count} scores", scores).format(count=scores)
    return replace(row, tag=tag, tag_icon=Icon.LINK)


def next_order(visit: Visit) -> int:
    """Behind everything that is to be said so far, with room for others before it."""
    bodies = (c.body for c in visit.captures.all("finding"))
    return STEP + max((b.order for b in bodies if isinstance(b, Finding)), default=0)


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
