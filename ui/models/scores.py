"""One block's scores for the grid: items down, the panelist's own districts across."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.i18n import _, ngettext
from app.model.capture import Score, ScoreState
from app.model.instrument import Block, Item
from app.model.text import plain
from app.rules.blocks import block_districts
from app.rules.handin_check import needs_reason
from app.rules.running import Running, group_sum, running
from app.visit import Visit
from ui.delegates.score import ScoreValue
from ui.models.evidence import Evidence, evidence_of
from ui.models.roles import (
    ColumnFoot,
    ColumnHead,
    ItemCell,
    Role,
    RowKind,
    ScoreCell,
    ScoreKind,
    TextCell,
)
from ui.models.rows import Index
from ui.theme import Tone

Place = tuple[str, str | None]
"""Item and district; None stands for the station as a whole."""

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


@dataclass(frozen=True, slots=True)
class Board:
    """What the visit says about one block now; `recused` are districts of the assignment."""

    visit: Visit
    block: Block
    districts: tuple[str | None, ...]
    recused: frozenset[str | None]
    scores: Mapping[Place, Score]
    by_district: Mapping[str | None, Mapping[str, Score]]
    items: Mapping[str, Item]
    evidence: Evidence
    editable: bool
    sums: dict[str | None, Running] = field(default_factory=dict)
    lacking: dict[str | None, int] = field(default_factory=dict)

    @property
    def own(self) -> tuple[str | None, ...]:
        """Districts that are scored."""
        return tuple(d for d in self.districts if d not in self.recused)

    @property
    def places(self) -> tuple[Place, ...]:
        """What is asked for, in the order of the grid."""
        return tuple((item.id, d) for item in self.block.scored() for d in self.own)

    def running(self, district: str | None) -> Running:
        if district not in self.sums:
            self.sums[district] = running(self.block, self.given(district))
        return self.sums[district]

    def unexplained(self, district: str | None) -> int:
        """How many scores of a district lack the reason that they must have."""
        if district not in self.lacking:
            items = self.block.scored()
            self.lacking[district] = sum(self.lacks_reason(item, district) for item in items)
        return self.lacking[district]

    def given(self, district: str | None) -> Mapping[str, Score]:
        """Scores of a district by item."""
        return self.by_district.get(district, {})

    def lacks_reason(self, item: Item, district: str | None) -> bool:
        """Whether a score is there that the rule wants explained and nobody has."""
        score = self.scores.get((item.id, district))
        return (
            score is not None
            and not score.reason.strip()
            and needs_reason(self.visit.instrument, item, score)
        )

    def figure(self, points: Decimal) -> str:
        """A sum, with as many places as the steps have, so that sums stand under one another."""
        steps = (item.step.normalize().as_tuple().exponent for item in self.items.values())
        places = max((-int(exponent) for exponent in steps), default=0)
        return f"{points:.{max(0, places)}f}"

    def rests_on_evidence(self, item: Item, district: str | None) -> bool:
        """Whether something that is still there is linked, or was recorded about it."""
        score = self.scores.get((item.id, district))
        linked = self.evidence.linked(score.links) if score is not None else ()
        return bool(linked) or self.evidence.speaks_for(item, district)

    def open_after(self, here: Place | None) -> Place | None:
        """The next open place behind one in the order of the grid; from the top without one."""
        unfinished = [d for d in self.own if self.running(d).missing or self.unexplained(d)]
        if not unfinished:
            return None
        rest = iter(self.places)
        if here is not None:
            rest = itertools.dropwhile(here.__ne__, rest)
            next(rest, None)
        return next((p for p in rest if p[1] in unfinished and self.is_open(p)), None)

    def is_open(self, place: Place) -> bool:
        """Whether a score or its reason is still missing."""
        if place not in self.scores:
            return True
        return self.lacks_reason(self.item(place[0]), place[1])

    def item(self, item_id: str) -> Item:
        return self.items[item_id]

    def district_name(self, district: str | None) -> str:
        return _("Whole station") if district is None else self.visit.setup.district(district).name


class _Held(TypedDict):
    """What a board takes over from the one before."""

    sums: dict[str | None, Running]
    lacking: dict[str | None, int]


def own_blocks(visit: Visit) -> tuple[tuple[Block, tuple[str | None, ...]], ...]:
    """Blocks that are assigned to the person, with the districts, recused ones included."""
    person, setup = visit.state.person, visit.setup
    found = []
    for block in visit.instrument.blocks():
        everywhere = block_districts(setup, block)
        own = tuple(d for d in everywhere if person in setup.assigned(block.id, d))
        if own:
            found.append((block, own))
    return tuple(found)


def boards(visit: Visit, before: Sequence[Board] = ()) -> tuple[Board, ...]:
    """A board for each own block, read at one go; sums that still hold are taken from `before`."""
    scores, evidence = visit.scores.given(), evidence_of(visit)
    by_district: dict[str | None, dict[str, Score]] = {}
    for (item, district), score in scores.items():
        by_district.setdefault(district, {})[item] = score
    own = own_blocks(visit)
    recused = {d for d in {d for _block, where in own for d in where} if visit.captures.recused(d)}
    editable = visit.handin.sealed_revision is None and not visit.read_only
    old = {board.block.id: board for board in before}
    return tuple(
        Board(
            visit=visit,
            block=block,
            districts=where,
            recused=frozenset(recused.intersection(where)),
            scores=scores,
            by_district=by_district,
            items={item.id: item for item in block.scored()},
            evidence=evidence,
            editable=editable,
            **_still_held(old.get(block.id), block, by_district),
        )
        for block, where in own
    )


def _still_held(
    old: Board | None, block: Block, by_district: Mapping[str | None, Mapping[str, Score]]
) -> _Held:
    """What is known of the districts in which nothing has changed."""
    if old is None or old.block is not block:
        return _Held(sums={}, lacking={})
    same = {d for d in old.districts if old.given(d) == by_district.get(d, {})}
    return _Held(
        sums={d: value for d, value in old.sums.items() if d in same},
        lacking={d: value for d, value in old.lacking.items() if d in same},
    )


class ScoresModel(QAbstractTableModel):
    """Shows a board; what is typed goes out as `asked`, and comes back with the next board.

    Signals:
        asked: (dict) values by place, to be stored as one operation.
    """

    asked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._lines: tuple[Line, ...] = ()
        self._cells: dict[tuple[int, int], object] = {}

    def set_board(self, shown: Board) -> None:
        """The same block in the same districts keeps selection and cursor."""
        lines = tuple(_lines(shown.block.scored()))
        same = self._board is not None and (
            (self._lines, self._board.districts) == (lines, shown.districts)
        )
        if same:
            self._board, self._cells = shown, {}
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return
        self.beginResetModel()
        self._board, self._lines, self._cells = shown, lines, {}
        self.endResetModel()

    @property
    def shown(self) -> Board | None:
        return self._board

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

    def set_block(self, block: list[tuple[QModelIndex, ScoreValue]]) -> bool:
        """Many cells as one operation."""
        places = [(self.place(index), value) for index, value in block]
        self.asked.emit({place: value for place, value in places if place is not None})
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() or self._board is None:
            return 0
        return FIRST + len(self._board.districts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._board is None:
            return None
        if role == Role.SHOWN:
            return self._cell(index)
        place = self.place(index)
        if role == Role.ID:
            return place
        if role == Qt.ItemDataRole.EditRole:
            return self._value(place)
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return getattr(self._cell(index), "spoken", "") if role in texts else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        if role != Qt.ItemDataRole.EditRole or place is None:
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
        if role == Role.HEAD:
            return _head(self._board, section)
        if role == Role.FOOT:
            return _foot(self._board, section)
        return _head(self._board, section).title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        place = self.place(index)
        if place is None or self._board is None or place[1] in self._board.recused:
            return Qt.ItemFlag.NoItemFlags
        held = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return held | Qt.ItemFlag.ItemIsEditable if self._board.editable else held

    def _value(self, place: Place | None) -> ScoreValue:
        assert self._board is not None
        score = self._board.scores.get(place) if place else None
        if score is None:
            return None
        return ScoreState.NA if score.points is None else score.points

    def _cell(self, index: Index) -> object:
        assert self._board is not None
        key = (index.row(), index.column())
        if key not in self._cells:
            self._cells[key] = _cell(self._board, self._lines[key[0]], key[1])
        return self._cells[key]


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
