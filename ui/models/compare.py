"""One item in all own districts side by side: score, reason, evidence and findings in columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, Qt

from app.i18n import _, ngettext
from app.model.capture import Capture, Finding
from app.model.instrument import Item
from ui.icons import Icon
from ui.models.board import Board, Place
from ui.models.board_model import BoardModel
from ui.models.evidence_words import ICONS
from ui.models.findings_own import STANCE_TONES, stance_word
from ui.models.roles import ColumnHead, ItemCell, RowKind, TextCell
from ui.models.rows import Index
from ui.models.scores import district_head, score_cell
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


class CompareModel(BoardModel):
    """An item of a board, its aspects down and the districts across."""

    first = FIRST

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._item: Item | None = None

    def show_item(self, shown: Board, item: str) -> None:
        """The same districts keep cursor and selection."""
        same = self._board is not None and self._board.districts == shown.districts
        if same:
            self._cells = self._still_right(shown, item)
            self._board, self._item = shown, shown.item(item)
            self._announce()
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

    def takes(self, index: Index) -> bool:
        return index.row() == Aspect.SCORE and super().takes(index)

    def index_of(self, district: str | None, row: int = Aspect.SCORE) -> QModelIndex:
        known = self._board.districts if self._board else ()
        column = FIRST + (known.index(district) if district in known else 0)
        return self.index(row, column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self._board is None else len(Aspect)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.row() == Aspect.BLOCK:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def _head(self, shown: Board, column: int) -> ColumnHead:
        if column < FIRST:
            return ColumnHead("", left=True)
        return replace(district_head(shown, shown.districts[column - FIRST]), left=True)

    def _make(self, shown: Board, row: int, column: int) -> object:
        assert self._item is not None
        aspect = Aspect(row)
        if column < FIRST:
            return _name(aspect)
        return _cell(shown, self._item, aspect, shown.districts[column - FIRST])


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
