"""The archive as rows: a table of visits, cards of what they share, a station over its terms."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.i18n import _, ngettext, pgettext
from app.model.archive import ArchiveEntry, BlockScore, EarlierFinding
from app.model.station import Term
from app.model.text import plain
from app.rules.archive import (
    Column,
    Dimension,
    Series,
    by_day,
    sorted_by,
)
from app.rules.calendar import Calendars
from app.rules.rounds import is_late, most_urgent, next_deadline
from app.rules.stations import core_of
from ui.charts.profile import ProfileRow
from ui.charts.series import Plot, PlotDot
from ui.models.days import day_word
from ui.models.roles import ColumnHead, FindingRow, ItemCell, Role, RowKind, TextCell
from ui.models.rounds import DueWords, due_of
from ui.models.table import SPOKEN
from ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
MINUS = "\N{MINUS SIGN}"
HUNDRED = Decimal(100)
STEP = Decimal(10)
LEAST_SPAN = 2 * STEP
MARKS = (Decimal(60), Decimal(80), Decimal(90))
"""Where the grades of the usual instruments begin; a plot that shows them is read at a glance."""


def short_name(entry: ArchiveEntry) -> str:
    return entry.short or entry.name


def term_word(term: Term) -> str:
    return pgettext("term", "mid") if term is Term.MID else pgettext("term", "final")


def visit_word(entry: ArchiveEntry) -> str:
    """As in 2024 中期."""
    return _("{year} {term}").format(year=entry.year, term=term_word(entry.term))


def total_word(entry: ArchiveEntry) -> str:
    return "" if entry.total is None else f"{entry.total:.2f}"


def change_word(change: Decimal | None) -> str:
    """With its sign; none where there is nothing to compare with."""
    if change is None:
        return ""
    sign = "+" if change > 0 else MINUS if change < 0 else "±"
    return f"{sign}{abs(change):.2f}"


def state_word(entry: ArchiveEntry) -> str:
    """What stands in place of a total."""
    if entry.closed:
        return _("after your own sheet")
    if not entry.cells or not entry.done:
        return _("not begun")
    return _("{done}/{cells} scores").format(done=entry.done, cells=entry.cells)


HEADS = (
    Column.STATION,
    Column.DATE,
    Column.BUREAU,
    Column.CONTRACTOR,
    Column.TOTAL,
    Column.CHANGE,
    Column.OPEN,
    Column.DUE,
)
_LEFT = frozenset((Column.STATION, Column.DATE, Column.BUREAU, Column.CONTRACTOR))


def column_name(column: Column) -> str:
    return {
        Column.STATION: pgettext("column", "Station"),
        Column.DATE: pgettext("column", "Visit"),
        Column.TERM: _("Term"),
        Column.BUREAU: pgettext("column", "Bureau"),
        Column.CONTRACTOR: _("Agency"),
        Column.TOTAL: _("Total"),
        Column.CHANGE: pgettext("column", "Change"),
        Column.OPEN: pgettext("column", "Open"),
        Column.DUE: pgettext("column", "Due"),
    }[column]


@dataclass(frozen=True, slots=True)
class Order:
    """How the table is sorted."""

    column: Column = Column.DATE
    falling: bool = True

    def then(self, column: Column) -> "Order":
        """What choosing a column comes to: the other way round if it is chosen already."""
        if column is self.column:
            return Order(column, not self.falling)
        return Order(column, column not in _LEFT or column is Column.DATE)


class ArchiveModel(QAbstractTableModel):
    """Makes the cells of the rows that are looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[ArchiveEntry, ...] = ()
        self._changed: Mapping[str, Decimal] = {}
        self._due = Due()
        self._order = Order()

    @property
    def entries(self) -> tuple[ArchiveEntry, ...]:
        return self._entries

    def set_entries(
        self,
        entries: Sequence[ArchiveEntry],
        changed: Mapping[str, Decimal],
        due: "Due",
        order: Order,
    ) -> None:
        """`changed` and `due` are over all visits, not only those that are shown."""
        self.beginResetModel()
        falling = order.falling
        self._entries = sorted_by(entries, order.column, changed, falling=falling, due=due.days)
        self._changed, self._due, self._order = changed, due, order
        self.endResetModel()

    def row_of(self, folder: str) -> int:
        """Less than nought where it is not shown."""
        found = (n for n, entry in enumerate(self._entries) if entry.folder == folder)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Role.ID:
            return entry.folder
        if role != Role.SHOWN and role not in SPOKEN:
            return None
        cell = self._cell(entry, HEADS[index.column()])
        return cell if role == Role.SHOWN else cell.spoken

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(HEADS):
            return None
        column = HEADS[section]
        arrow = ""
        if column is self._order.column:
            arrow = " ↓" if self._order.falling else " ↑"
        head = ColumnHead(f"{column_name(column)}{arrow}", left=column in _LEFT)
        if role == Role.HEAD:
            return head
        return head.title if role in SPOKEN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _cell(self, entry: ArchiveEntry, column: Column) -> ItemCell | TextCell:
        match column:
            case Column.STATION:
                return ItemCell(short_name(entry), kind=RowKind.PLAIN)
            case Column.TOTAL:
                return _total_cell(entry)
            case Column.CHANGE:
                return _change_cell(self._changed.get(entry.folder))
            case Column.OPEN:
                return TextCell(str(entry.open) if entry.open else "·")
            case Column.DUE:
                return _due_cell(self._due.of(entry))
        text = {
            Column.DATE: f"{visit_word(entry)} {entry.visited_on:%m-%d}",
            Column.BUREAU: entry.bureau,
            Column.CONTRACTOR: entry.contractor,
        }[column]
        return TextCell(text or "—", tone=Tone.TEXT if text else Tone.MUTED, left=True)


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done of which visit: the days by folder, and what they are counted with."""

    calendars: Calendars = field(default_factory=Calendars)
    today: date = date.min
    days: Mapping[str, date] = field(default_factory=dict)
    late: frozenset[str] = frozenset()

    @classmethod
    def over(cls, entries: Iterable[ArchiveEntry], calendars: Calendars, today: date) -> "Due":
        limits = {
            e.folder: next_deadline(e.visited_on, e.rounds, calendars, today) for e in entries
        }
        known = {folder: limit for folder, limit in limits.items() if limit is not None}
        return cls(
            calendars,
            today,
            {folder: limit.due for folder, limit in known.items()},
            frozenset(folder for folder, limit in known.items() if is_late(limit, today)),
        )

    def of(self, entry: ArchiveEntry) -> DueWords | None:
        """In words; only for what is looked at."""
        if entry.folder not in self.days:
            return None
        return due_of(most_urgent(entry.visited_on, entry.rounds, self.calendars, self.today))


def _due_cell(due: DueWords | None) -> TextCell:
    if due is None:
        return TextCell("·", tone=Tone.MUTED)
    return TextCell(due.short, due.step, tone=due.tone, icon=due.icon)


def _total_cell(entry: ArchiveEntry) -> TextCell:
    if entry.total is None:
        return TextCell(state_word(entry), tone=Tone.MUTED)
    return TextCell(total_word(entry), note=entry.grade)


def _change_cell(change: Decimal | None) -> TextCell:
    if change is None:
        return TextCell("·", tone=Tone.MUTED)
    tone = Tone.PRAISE if change > 0 else Tone.CONCERN if change < 0 else Tone.MUTED
    return TextCell(change_word(change), tone=tone)


@dataclass(frozen=True, slots=True)
class Card:
    """What visits share, with the mean of their totals and a plot of them all."""

    id: str
    name: str
    figure: str
    note: str
    plot: Plot
    chosen: bool = False
    late: str = ""

    @property
    def spoken(self) -> str:
        return " ".join(p for p in (self.name, self.figure, self.note, self.late) if p)


def dimension_name(by: Dimension) -> str:
    return {
        Dimension.YEAR: _("By year"),
        Dimension.STATION: _("By station"),
        Dimension.BUREAU: _("By bureau"),
        Dimension.CONTRACTOR: _("By agency"),
    }[by]


def cards(
    found: Sequence[Series],
    by: Dimension,
    chosen: str | None,
    late: Collection[str] = (),
) -> tuple[Card, ...]:
    """All plots on one scale, so that they compare. `late` are folders of visits that are overdue."""
    entries = [entry for one in found for entry in one.totals]
    scale = _scale_of(found)
    first = min((e.visited_on for e in entries), default=date.min)
    last = max((e.visited_on for e in entries), default=date.min)
    return tuple(
        Card(
            id=one.key,
            name=one.name or _("not entered"),
            figure="" if one.mean is None else f"{one.mean:.2f}",
            note=_card_note(one),
            plot=_plot(one, by, scale, (first, last)),
            chosen=one.key == chosen,
            late=_late_words(one, late),
        )
        for one in found
    )


def _late_words(one: Series, late: Collection[str]) -> str:
    count = sum(entry.folder in late for entry in one.entries)
    if not count:
        return ""
    return ngettext("{count} overdue", "{count} overdue", count).format(count=count)


def _card_note(one: Series) -> str:
    count = len(one.entries)
    words = ngettext("{count} visit", "{count} visits", count).format(count=count)
    if one.low is None or one.low == one.high:
        return words
    return f"{words}·{one.low:.2f}–{one.high:.2f}"


@dataclass(frozen=True, slots=True)
class Scale:
    """From which total to which all plots go."""

    low: Decimal
    high: Decimal

    def share(self, value: Decimal) -> float:
        return float((value - self.low) / (self.high - self.low))


def marks_of(found: Sequence[Series]) -> tuple[Decimal, ...]:
    """Of `MARKS` those that lie on the scale of the plots, and so are drawn."""
    scale = _scale_of(found)
    return tuple(mark for mark in MARKS if scale.low < mark < scale.high)


def _scale_of(found: Sequence[Series]) -> Scale:
    """Tens that take in every total, and never so few points that little looks like much."""
    totals = [entry.total for one in found for entry in one.totals]
    tens = [total / STEP for total in totals if total is not None] or [HUNDRED / STEP]
    high = max(max(tens).to_integral_value(ROUND_CEILING) * STEP, LEAST_SPAN)
    low = min(tens).to_integral_value(ROUND_FLOOR) * STEP
    return Scale(min(low, high - LEAST_SPAN), high)


def _plot(one: Series, by: Dimension, scale: Scale, days: tuple[date, date]) -> Plot:
    """Years run from January to December, all others over the whole time."""
    first, last = days
    if by is Dimension.YEAR and one.totals:
        year = one.totals[0].year
        first, last = date(year, 1, 1), date(year, 12, 31)
    span = max(1, (last - first).days)
    dots = tuple(
        PlotDot(
            x=(entry.visited_on - first).days / span,
            y=scale.share(entry.total or scale.low),
            final=entry.term is Term.FINAL,
        )
        for entry in one.totals
    )
    marks = tuple(scale.share(mark) for mark in MARKS if scale.low < mark < scale.high)
    return Plot(dots, marks, joined=by is Dimension.STATION)


@dataclass(frozen=True, slots=True)
class TermRow:
    """One visit of a station in the side panel."""

    id: str
    name: str
    day: str
    figure: str
    grade: str
    current: bool = False

    @property
    def spoken(self) -> str:
        return " ".join(p for p in (self.name, self.day, self.figure, self.grade) if p)


def term_rows(entries: Iterable[ArchiveEntry], current: str) -> tuple[TermRow, ...]:
    """The newest first."""
    return tuple(
        TermRow(
            entry.folder,
            visit_word(entry),
            f"{entry.visited_on:%m-%d}",
            total_word(entry) or state_word(entry),
            entry.grade,
            current=entry.folder == current,
        )
        for entry in by_day(entries)[::-1]
    )


def profile_rows(
    entries: Iterable[ArchiveEntry],
    profiles: Mapping[str, Sequence[BlockScore]],
    current: ArchiveEntry,
) -> tuple[ProfileRow, ...]:
    """The blocks of a visit with what the station's other visits reached in them."""
    others = [entry for entry in by_day(entries) if entry.folder != current.folder]
    return tuple(
        _profile_row(block, [(e, _same(profiles.get(e.folder, ()), block)) for e in others])
        for block in profiles.get(current.folder, ())
    )


def _same(blocks: Sequence[BlockScore], wanted: BlockScore) -> BlockScore | None:
    return next((one for one in blocks if one.id == wanted.id), None)


def _profile_row(
    block: BlockScore, others: Sequence[tuple[ArchiveEntry, BlockScore | None]]
) -> ProfileRow:
    known = [(e, b) for e, b in others if b is not None and b.score is not None and b.full]
    return ProfileRow(
        name=block.label,
        figure="—" if block.score is None else f"{block.score:.2f}",
        full=plain(block.full),
        share=_reached(block),
        others=tuple(share for _e, b in known if (share := _reached(b)) is not None),
        words="；".join(f"{visit_word(e)} {b.score:.2f}" for e, b in known),
    )


def _reached(block: BlockScore) -> float | None:
    if block.score is None or not block.full:
        return None
    return float(block.score / block.full)


def finding_rows(findings: Sequence[EarlierFinding], entry: ArchiveEntry) -> tuple[FindingRow, ...]:
    """What a visit leaves behind; one from an earlier visit says since when."""
    return tuple(
        FindingRow(
            id=f"{one.visit}/{one.id}",
            text=one.text,
            stance=Tone.CONCERN,
            stance_word=_("Concern"),
            place=_place(one, entry),
        )
        for one in findings
    )


def _place(one: EarlierFinding, entry: ArchiveEntry) -> str:
    if one.since == entry.visited_on:
        return one.place
    since = _("since {day}").format(day=day_word(one.since))
    return "·".join(word for word in (one.place, since) if word)


@dataclass(frozen=True, slots=True)
class Choice:
    """A station that a visit can be put to; `near` ones have the same name elsewhere."""

    key: str
    name: str
    near: bool = False


def station_choices(entries: Sequence[ArchiveEntry], current: ArchiveEntry) -> tuple[Choice, ...]:
    """First the one that its own name gives, then those of a like name, then all others."""
    names: dict[str, str] = {}
    for entry in by_day(entries):
        names[entry.station] = _named(entry)
    own = current.own_station
    names.setdefault(own, _named(current))
    core = core_of(own)
    others = [
        Choice(key, name, near=core_of(key) == core) for key, name in names.items() if key != own
    ]
    others.sort(key=lambda one: (not one.near, one.name))
    return (Choice(own, names[own]), *others)


def _named(entry: ArchiveEntry) -> str:
    return f"{short_name(entry)}（{entry.county}）" if entry.county else short_name(entry)


def overview(entries: Sequence[ArchiveEntry]) -> str:
    """How much there is, for the head of the page."""
    stations = len({entry.station for entry in entries})
    visits = ngettext("{count} visit", "{count} visits", len(entries))
    words = ngettext("{count} station", "{count} stations", stations)
    return f"{words.format(count=f'{stations:,}')}·{visits.format(count=f'{len(entries):,}')}"
