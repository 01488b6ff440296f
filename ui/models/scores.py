"""One block's scores for the grid: items down, the panelist's own districts across."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QObject

from app.i18n import _, ngettext
from app.model.capture import Score
from app.model.instrument import Item
from app.model.text import plain
from app.rules.running import group_sum
from ui.models.board import Board, Place
from ui.models.board_model import BoardModel
from ui.models.roles import (
    ColumnFoot,
    ColumnHead,
    ItemCell,
    RowKind,
    ScoreCell,
    ScoreKind,
    TextCell,
)
from ui.models.rows import Index
from ui.theme import Tone

ITEM, FULL, FIRST = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A row: one item, or the heading over several. `closes` ends a group."""

    items: tuple[Item, ...]
    group: str = ""
    kind: RowKind = RowKind.PLAIN
    closes: bool = False

    @property
    def item(self) -> Item | None:
        return None if self.kind is RowKind.GROUP else self.items[0]

    @property
    def full(self) -> Decimal:
        return sum((item.full for item in self.items), Decimal())


class ScoresModel(BoardModel):
    """Items down, the panelist's own districts across."""

    first = FIRST

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def set_board(self, shown: Board) -> None:
        """The same block in the same districts keeps selection and cursor."""
        lines = tuple(_lines(shown.block.scored()))
        same = self._board is not None and (
            (self._lines, self._board.districts) == (lines, shown.districts)
        )
        if same:
            self._board, self._cells = shown, {}
            self._announce()
            return
        self.beginResetModel()
        self._board, self._lines, self._cells = shown, lines, {}
        self.endResetModel()

    def place(self, index: Index) -> Place | None:
        """Which score a cell is for; None for headings and figures."""
        if self._board is None or not index.isValid() or index.column() < FIRST:
            return None
        item = self._lines[index.row()].item
        return None if item is None else (item.id, self._board.districts[index.column() - FIRST])

    def index_of(self, item: str, district: str | None) -> QModelIndex:
        """The cell of a place; with an unknown district the item's first cell."""
        if self._board is None:
            return QModelIndex()
        known = self._board.districts
        column = FIRST + (known.index(district) if district in known else 0)
        for row, line in enumerate(self._lines):
            if line.item is not None and line.item.id == item:
                return self.index(row, column)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def _make(self, shown: Board, row: int, column: int) -> object:
        return _cell(shown, self._lines[row], column)

    def _head(self, shown: Board, column: int) -> ColumnHead:
        return _head(shown, column)

    def _foot(self, shown: Board, column: int) -> ColumnFoot:
        return _foot(shown, column)


def _lines(items: Iterable[Item]) -> Iterator[Line]:
    for group, members in itertools.groupby(items, key=_group):
        held = tuple(members)
        if group:
            yield Line(held, group, RowKind.GROUP)
        kind = RowKind.ITEM if group else RowKind.PLAIN
        for number, item in enumerate(held, start=1):
            yield Line((item,), kind=kind, closes=number == len(held))


def _group(item: Item) -> str:
    return item.group


def _cell(shown: Board, line: Line, column: int) -> object:
    if column == ITEM:
        item = line.item
        name = line.group if item is None else item.label
        note = "" if item is None else item.hint
        return ItemCell(name, note, line.kind, closes=line.closes)
    if column == FULL:
        return TextCell(plain(line.full), tone=Tone.MUTED)
    district = shown.districts[column - FIRST]
    if line.item is None:
        return _sum_cell(shown, line, district)
    return score_cell(shown, line.item, district)


def _sum_cell(shown: Board, line: Line, district: str | None) -> ScoreCell:
    points = None if district in shown.recused else group_sum(line.items, shown.given(district))
    text = "" if points is None else shown.figure(points)
    return ScoreCell(ScoreKind.SUM, text, spoken=f"{line.group} {text}".strip())


def score_cell(shown: Board, item: Item, district: str | None) -> ScoreCell:
    score = shown.scores.get((item.id, district))
    kind, text = _shown_state(shown, score, district)
    missing = _("reason missing") if shown.lacks_reason(item, district) else ""
    words = (item.label, shown.district_name(district), text, missing)
    return ScoreCell(
        kind,
        text,
        has_reason=score is not None and bool(score.reason.strip()),
        has_evidence=shown.rests_on_evidence(item, district),
        missing=missing,
        high=item.full,
        step=item.step,
        allows_na=item.allow_na,
        spoken=" ".join(word for word in words if word),
    )


def _shown_state(shown: Board, score: Score | None, district: str | None) -> tuple[ScoreKind, str]:
    if district in shown.recused:
        return ScoreKind.RECUSED, _("recused")
    if score is None:
        return ScoreKind.UNSCORED, _("not scored")
    if score.points is None:
        return ScoreKind.NA, _("n/a")
    return ScoreKind.POINTS, plain(score.points)


def _head(shown: Board, column: int) -> ColumnHead:
    if column == ITEM:
        return ColumnHead(_("Item"), left=True)
    if column == FULL:
        return ColumnHead(_("Max"))
    return district_head(shown, shown.districts[column - FIRST])


def district_head(shown: Board, district: str | None) -> ColumnHead:
    if district is None:
        return ColumnHead(_("Whole station"), _("one score each"))
    sites = len(shown.visit.setup.district(district).sites)
    note = ngettext("{count} site", "{count} sites", sites).format(count=sites)
    return ColumnHead(shown.district_name(district), note)


def _foot(shown: Board, column: int) -> ColumnFoot:
    if column == ITEM:
        return ColumnFoot(_("Sum"), left=True)
    if column == FULL:
        return ColumnFoot(plain(shown.block.full))
    district = shown.districts[column - FIRST]
    if district in shown.recused:
        return ColumnFoot(_("recused"))
    now = shown.running(district)
    note = ngettext("{count} to go", "{count} to go", now.missing).format(count=now.missing)
    return ColumnFoot(
        shown.figure(now.points),
        note if now.missing else "",
        now.share,
        complete=not now.missing,
    )
