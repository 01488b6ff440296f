"""One item in all own districts side by side: score, reason, evidence and findings in columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.i18n import _, ngettext
from app.model.capture import Capture, Finding, ScoreState
from app.model.instrument import Item
from ui.delegates.score import ScoreValue
from ui.icons import Icon
from ui.models.evidence_words import ICONS
from ui.models.findings_own import STANCE_TONES, stance_word
from ui.models.roles import ColumnHead, ItemCell, Role, RowKind, TextCell
from ui.models.rows import Index
from ui.models.scores import Board, Place, district_head, score_cell
from ui.theme import Tone

FIRST = 1
MOST = 4
"""Findings that are shown in a cell; the panel beside shows them all."""


class Aspect(IntEnum):
    """The rows."""

    SCORE = 0
    REASON = 1
    EVIDENCE = 2
    FINDINGS = 3
    BLOCK = 4
    SUM = 5
    BLOCK_FINDINGS = 6


@dataclass(frozen=True, slots=True)
class WordsCell:
    """A text on as many lines as it takes."""

    text: str
    missing: bool = False

    @property
    def spoken(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class CountsCell:
    """How much there is of each kind; what is linked by hand counts there too."""

    counts: tuple[tuple[Icon, int], ...]
    linked: int
    spoken: str


@dataclass(frozen=True, slots=True)
class SaidCell:
    """Findings with their stances; `more` of them are not shown here."""

    said: tuple[tuple[Tone, str], ...]
    more: str = ""
    spoken: str = ""


class CompareModel(QAbstractTableModel):
    """Shows an item of a board; what is typed goes out as `asked`, as from `ScoresModel`.

    Signals:
        asked: (dict) values by place, to be stored as one operation.
    """

    asked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._item: Item | None = None
        self._cells: dict[tuple[int, int], object] = {}

    def show_item(self, shown: Board, item: str) -> None:
        """The same districts keep cursor and selection."""
        same = self._board is not None and self._board.districts == shown.districts
        if same:
            self._cells = self._still_right(shown, item)
            self._board, self._item = shown, shown.item(item)
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return
        self.beginResetModel()
        self._board, self._item, self._cells = shown, shown.item(item), {}
        self.endResetModel()

    def _still_right(self, shown: Board, item: str) -> dict[tuple[int, int], object]:
        """Cells of the same item in districts whose scores and evidence are as they were."""
        old = self._board
        fixed = (old.block, old.evidence, old.recused) if old is not None else ()
        if self._item is None or self._item.id != item or old is None:
            return {}
        if fixed != (shown.block, shown.evidence, shown.recused):
            return {}
        same = [old.given(d) == shown.given(d) for d in shown.districts]
        return {at: c for at, c in self._cells.items() if at[1] < FIRST or same[at[1] - FIRST]}

    @property
    def item(self) -> Item | None:
        return self._item

    def place(self, index: Index) -> Place | None:
        """The cell of the grid that a column is about."""
        if self._board is None or self._item is None or not index.isValid():
            return None
        if index.column() < FIRST:
            return None
        return self._item.id, self._board.districts[index.column() - FIRST]

    def index_of(self, district: str | None, row: int = Aspect.SCORE) -> QModelIndex:
        known = self._board.districts if self._board else ()
        column = FIRST + (known.index(district) if district in known else 0)
        return self.index(row, column)

    def set_block(self, block: list[tuple[QModelIndex, ScoreValue]]) -> bool:
        """Many cells as one operation."""
        places = [(self.place(index), value) for index, value in block]
        self.asked.emit({place: value for place, value in places if place is not None})
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self._board is None else len(Aspect)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() or self._board is None:
            return 0
        return FIRST + len(self._board.districts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._board is None:
            return None
        if role == Role.SHOWN:
            return self._cell(index)
        if role == Role.ID:
            return self.place(index)
        if role == Qt.ItemDataRole.EditRole:
            return self._value(index)
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return getattr(self._cell(index), "spoken", "") if role in texts else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        if role != Qt.ItemDataRole.EditRole or place is None or index.row() != Aspect.SCORE:
            return False
        self.asked.emit({place: value})
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._board is None:
            return None
        head = ColumnHead("", left=True)
        if section >= FIRST:
            shown = district_head(self._board, self._board.districts[section - FIRST])
            head = replace(shown, left=True)
        if role == Role.HEAD:
            return head
        return head.title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        place = self.place(index)
        if place is None or self._board is None or place[1] in self._board.recused:
            return Qt.ItemFlag.NoItemFlags
        if index.row() == Aspect.BLOCK:
            return Qt.ItemFlag.NoItemFlags
        held = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = index.row() == Aspect.SCORE and self._board.editable
        return held | Qt.ItemFlag.ItemIsEditable if typed else held

    def _value(self, index: Index) -> ScoreValue:
        place = self.place(index)
        if self._board is None or place is None or index.row() != Aspect.SCORE:
            return None
        score = self._board.scores.get(place)
        if score is None:
            return None
        return ScoreState.NA if score.points is None else score.points

    def _cell(self, index: Index) -> object:
        assert self._board is not None
        assert self._item is not None
        key = (index.row(), index.column())
        if key not in self._cells:
            aspect = Aspect(key[0])
            if key[1] < FIRST:
                self._cells[key] = _name(aspect)
            else:
                district = self._board.districts[key[1] - FIRST]
                self._cells[key] = _cell(self._board, self._item, aspect, district)
        return self._cells[key]


def _name(aspect: Aspect) -> ItemCell:
    name = {
        Aspect.BLOCK: _("Whole block"),
        Aspect.SCORE: _("Score"),
        Aspect.REASON: _("Reason"),
        Aspect.EVIDENCE: _("Evidence"),
        Aspect.FINDINGS: _("Findings"),
        Aspect.SUM: _("Sum"),
        Aspect.BLOCK_FINDINGS: _("Findings"),
    }[aspect]
    kind = RowKind.GROUP if aspect is Aspect.BLOCK else RowKind.PLAIN
    return ItemCell(name, kind=kind, closes=aspect in (Aspect.FINDINGS, Aspect.BLOCK))


def _cell(shown: Board, item: Item, aspect: Aspect, district: str | None) -> object:
    if aspect is Aspect.SCORE:
        return score_cell(shown, item, district)
    if district in shown.recused or aspect is Aspect.BLOCK:
        return WordsCell("")
    if aspect is Aspect.SUM:
        return _sum(shown, district)
    if aspect is Aspect.BLOCK_FINDINGS:
        return _said(shown.evidence.said_of_block(shown.block, district))
    make = {Aspect.REASON: _reason, Aspect.EVIDENCE: _counts, Aspect.FINDINGS: _said_of_item}
    return make[aspect](shown, item, district)


def _links(shown: Board, item: Item, district: str | None) -> tuple[str, ...]:
    score = shown.scores.get((item.id, district))
    return score.links if score is not None else ()


def _reason(shown: Board, item: Item, district: str | None) -> WordsCell:
    score = shown.scores.get((item.id, district))
    if shown.lacks_reason(item, district):
        return WordsCell(_("reason missing"), missing=True)
    return WordsCell(score.reason.strip() if score is not None else "")


def _counts(shown: Board, item: Item, district: str | None) -> CountsCell:
    links = _links(shown, item, district)
    found = shown.evidence.of_cell(shown.block, item, district, links)
    counts = Counter(ICONS.get(type(c.body), Icon.NOTE) for c in found)
    linked = sum(1 for c in found if c.id in links)
    template = ngettext("{count} piece of evidence", "{count} pieces of evidence", len(found))
    words = [template.format(count=len(found))]
    if linked:
        words.append(_("{count} linked").format(count=linked))
    return CountsCell(tuple(counts.items()), linked, "·".join(words) if found else "")


def _said_of_item(shown: Board, item: Item, district: str | None) -> SaidCell:
    """What is linked or about the item; what is about its block stands in a row of its own."""
    evidence, links = shown.evidence, _links(shown, item, district)
    block = {c.id for c in evidence.said_of_block(shown.block, district)} - set(links)
    found = evidence.findings_of_cell(shown.block, item, district, links)
    return _said([c for c in found if c.id not in block])


def _sum(shown: Board, district: str | None) -> TextCell:
    now = shown.running(district)
    note = ngettext("{count} to go", "{count} to go", now.missing).format(count=now.missing)
    return TextCell(shown.figure(now.points), note if now.missing else "", bold=True)


def _said(captures: Sequence[Capture]) -> SaidCell:
    bodies = [c.body for c in captures if isinstance(c.body, Finding)]
    shown = tuple((STANCE_TONES[b.stance], " ".join(b.text.split())) for b in bodies[:MOST])
    left = len(bodies) - len(shown)
    more = ngettext("{count} more", "{count} more", left).format(count=left) if left else ""
    spoken = "；".join(f"{stance_word(b.stance)} {b.text}" for b in bodies)
    return SaidCell(shown, more, spoken)
