"""The printed score table on screen: painted rows, and a line to type in for each party."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QValidator
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.decision import Unit
from app.model.outcome import Outcome, PartyResult
from app.model.setup import Setup
from app.model.text import plain
from app.rules.typed import day
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.models.lines import LineKind, LineRow, line_rows, rated
from ui.models.roles import Role
from ui.room import edge
from ui.theme import Tone, tokens
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor
from ui.widgets.lists import RowList

DISTRICTS_HEIGHT, ROW_HEIGHT, DAY = 26, 36, 98
_TYPED = re.compile(r"\d{0,3}([.。．]\d{0,4})?")
_POINTS = str.maketrans("。．", "..")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand across the table, in pixels from its left edge."""

    edge: float
    full: float
    score: float
    note: float
    converted: float
    bar: float
    right: float

    @classmethod
    def of(cls, width: float, side: float) -> "Columns":
        """`side` is the margin left and right."""
        right = width - side
        spare = max(0.0, width - px(770))
        score = px(246) + spare * 0.35
        return cls(
            edge=side,
            full=px(188) + spare * 0.2,
            score=score,
            note=score + px(86),
            converted=right - px(122),
            bar=right - px(106),
            right=right,
        )


class LineDelegate(PaintedDelegate):
    """Paints a `LineRow`: figures in columns, raw scores on their point, a bar for the share."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row = index.data(Role.SHOWN)
        lower = isinstance(row, LineRow) and row.kind is LineKind.DISTRICTS
        return QSize(0, px(DISTRICTS_HEIGHT if lower else ROW_HEIGHT))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, LineRow)
        view = self.parent()
        columns = Columns.of(rect.width(), edge(view if isinstance(view, QWidget) else None))
        ground(painter, rect, option)
        if row.kind is LineKind.DISTRICTS:
            _paint_districts(painter, rect, row, columns)
        else:
            _paint_line(painter, rect, row, columns)
        following = option.index.sibling(option.index.row() + 1, 0).data(Role.SHOWN)
        joined = isinstance(following, LineRow) and following.kind is LineKind.DISTRICTS
        if not joined:
            colour = tokens().line if option.last else tokens().hair
            shapes.hairline(painter, columns.edge, columns.right, rect.bottom() - 1, colour)


def _paint_line(painter: QPainter, rect: QRectF, row: LineRow, columns: Columns) -> None:
    look = tokens()
    middle = rect.center().y()
    bold = row.kind is LineKind.PARTY
    left = columns.edge + (0 if bold else px(20))
    painter.setPen(look.text)
    room = QRectF(left, rect.top(), columns.full - px(44) - left, rect.height())
    fonts.draw_in(painter, room, row.label, bold=bold)
    painter.setPen(look.muted)
    fonts.draw_right(painter, QPointF(columns.full, middle), row.full)
    painter.setPen(look.text)
    end = _on_point(painter, QPointF(columns.score, middle), row.score)
    painter.setPen(look.concern if row.missing else look.muted)
    start = max(columns.note, end + px(12))
    note = QRectF(start, rect.top(), columns.converted - px(64) - start, rect.height())
    fonts.draw_in(painter, note, row.note, fonts.SMALL)
    painter.setPen(look.text)
    fonts.draw_right(painter, QPointF(columns.converted, middle), row.converted, bold=bold)
    paint_share(painter, columns, middle, row.share, row.percent)


def paint_share(
    painter: QPainter, columns: Columns, middle: float, share: float | None, percent: str
) -> None:
    """The bar and the percentage at the right end of a row."""
    if share is None:
        return
    look = tokens()
    bar = QRectF(columns.bar, middle - px(3), px(52), px(6))
    shapes.bar(painter, bar, share, look.accent)
    painter.setPen(look.muted)
    fonts.draw_right(painter, QPointF(columns.right, middle), percent, fonts.SMALL)


def _on_point(painter: QPainter, at: QPointF, text: str) -> float:
    """Aligns a figure with its point at `at`; returns where it ends."""
    whole, point, part = text.partition(".")
    start = at.x() - fonts.width(whole)
    return fonts.draw(painter, QPointF(start, at.y()), whole + point + part)


def _paint_districts(painter: QPainter, rect: QRectF, row: LineRow, columns: Columns) -> None:
    look = tokens()
    middle = rect.center().y() - px(2)
    left = columns.edge + px(44)
    pitch = min(px(140), (columns.right - left) / max(1, len(row.parts)))
    for number, (name, score) in enumerate(row.parts):
        x = left + number * pitch
        figure = fonts.width(score, fonts.SMALL)
        painter.setPen(look.muted)
        room = QRectF(x, middle - px(10), pitch - figure - px(22), px(20))
        end = fonts.draw_in(painter, room, name, fonts.SMALL)
        painter.setPen(look.text)
        fonts.draw(painter, QPointF(end + px(12), middle), score, fonts.SMALL)


class Strip(QWidget):
    """A painted row of the table that belongs to no model: the head and the total."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(600), px(self._height))

    def columns(self) -> Columns:
        return Columns.of(self.width(), edge(self))


class TableHead(Strip):
    """The columns' names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(33, parent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, columns, middle = tokens(), self.columns(), self.height() / 2
        painter.fillRect(self.rect(), look.bg)
        for y in (0, self.height() - 1):
            shapes.hairline(painter, 0, self.width(), y, look.line)
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(columns.edge, middle), _("What is rated"), fonts.SMALL)
        fonts.draw_right(painter, QPointF(columns.full, middle), _("Full mark"), fonts.SMALL)
        score = QPointF(columns.score + px(4), middle)
        fonts.draw_centred(painter, score, _("Score"), fonts.SMALL)
        right = QPointF(columns.converted, middle)
        fonts.draw_right(painter, right, _("Converted"), fonts.SMALL)
        fonts.draw(painter, QPointF(columns.bar, middle), _("Share of full mark"), fonts.SMALL)


class TableTotal(Strip):
    """What the converted figures add up to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(56, parent)
        self._full, self._figure, self._note = "", "", ""

    def set_total(self, full: str, figure: str, note: str) -> None:
        self._full, self._figure, self._note = full, figure, note
        self.setAccessibleName(f"{_('Total')} {figure} {note}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, columns, middle = tokens(), self.columns(), self.height() / 2
        painter.setPen(look.text)
        fonts.draw(painter, QPointF(columns.edge, middle), _("Total"), bold=True)
        at = QPointF(columns.converted, middle)
        fonts.draw_right(painter, at, self._figure, fonts.TITLE, bold=True)
        painter.setPen(look.muted)
        fonts.draw_right(painter, QPointF(columns.full, middle), self._full)
        room = columns.converted - fonts.width(self._figure, fonts.TITLE, bold=True) - px(16)
        fonts.draw_right(painter, QPointF(room, middle), self._note, fonts.SMALL)


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in a party's line; `value` is None where nothing is typed."""

    value: Decimal | None
    unit: Unit
    person: str = ""
    on: date | None = None


class FigureValidator(QValidator):
    """Lets digits and one point through, the Chinese full stop taken for it."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if not _TYPED.fullmatch(text):
            return QValidator.State.Invalid, text, position
        return QValidator.State.Acceptable, text.translate(_POINTS), position


class PartyEntryRow(Strip):
    """One party's line: what it gave, in points or percent, by whom, and what it is worth.

    Signals:
        given: (party id, Given) as typed; its value is None where it was taken out.
        next_wanted: (party id) Return was pressed.
    """

    given = Signal(str, object)
    next_wanted = Signal(str)

    def __init__(self, result: PartyResult, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.party = result.party
        label = self.party.label
        self.value = LineEditor(self, name=_("Score of {party}").format(party=label))
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.value.setValidator(FigureValidator(self.value))
        options = (Option(Unit.PERCENT.value, "%"), Option(Unit.POINTS.value, _("pts")))
        name = _("Unit for {party}").format(party=label)
        self.unit = Segmented(options, self, name=name, small=True)
        name = _("Who reported it for {party}").format(party=label)
        self.person = LineEditor(self, name=name, placeholder=_("by whom"))
        name = _("Day of the report of {party}").format(party=label)
        self.on = LineEditor(self, name=name, placeholder=_("which day"))
        self._result, self._problem = result, ""
        self.value.committed.connect(self._on_value)
        self.value.submitted.connect(self._on_submitted)
        self.person.committed.connect(self._on_person)
        self.person.submitted.connect(self._on_submitted)
        self.on.committed.connect(self._on_person)
        self.on.submitted.connect(self._on_submitted)
        self.unit.chosen.connect(self._on_unit)
        for child in self._children():
            child.installEventFilter(self)
        self.take_measures()
        self.show_result(result)

    def take_measures(self) -> None:
        for editor in (self.value, self.person, self.on):
            editor.setStyleSheet(f"min-height: {px(26)}px; padding: 0 {px(6)}px;")

    def show_result(self, result: PartyResult) -> None:
        """Fills the line; what is refused at the moment stays as typed."""
        self._result = result
        entry = result.entry
        if not self._problem:
            self.value.set_text(plain(entry.value) if entry else "")
            self.unit.set_current((entry.unit if entry else self._chosen_unit()).value)
        self.person.set_text(entry.person if entry else "")
        if not self.person.hasFocus():
            self.person.setCursorPosition(0)
        if not self._problem:
            self.on.set_text(entry.on.isoformat() if entry and entry.on else "")
        for editor in (self.person, self.on):
            editor.setEnabled(entry is not None)
        self.person.setToolTip(self.person.text())
        self.update()

    def flush(self) -> None:
        self.value.flush()
        self.person.flush()
        self.on.flush()

    def _children(self) -> tuple[QWidget, ...]:
        return (self.value, self.unit, self.person, self.on)

    def focus(self) -> None:
        self.value.setFocus()
        self.value.selectAll()

    @property
    def problem(self) -> str:
        """What is wrong with the figure as it is typed, or nothing."""
        return self._problem

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns, high = self.columns(), px(30)
        top = (self.height() - 1 - high) // 2
        left = round(columns.score) - px(30)
        self.value.setGeometry(left, top, px(60), high)
        unit = self.unit.sizeHint().width()
        self.unit.setGeometry(left + px(66), top, unit, high)
        person = left + px(72) + unit
        day = round(columns.converted) - px(54 + DAY)
        self.person.setGeometry(person, top, day - px(6) - person, high)
        self.on.setGeometry(day, top, px(DAY), high)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, columns = tokens(), self.columns()
        rect, middle = self.rect(), (self.height() - 1) / 2
        if any(child.hasFocus() for child in self._children()):
            painter.fillRect(rect, look.soft(Tone.ACCENT))
        painter.setPen(look.text)
        room = QRectF(columns.edge, 0, columns.full - px(40) - columns.edge, self.height() - 1)
        fonts.draw_in(painter, room, self.party.label, bold=True)
        painter.setPen(look.muted)
        fonts.draw_right(painter, QPointF(columns.full, middle), plain(self.party.full))
        self._paint_worth(painter, columns, middle)
        shapes.hairline(painter, columns.edge, columns.right, self.height() - 1, look.hair)

    def _paint_worth(self, painter: QPainter, columns: Columns, middle: float) -> None:
        look = tokens()
        if self._problem:
            painter.setPen(look.critical)
            room = QRectF(columns.bar, 0, columns.right - columns.bar, self.height())
            fonts.draw_in(painter, room, self._problem, fonts.SMALL)
            return
        converted = self._result.converted
        painter.setPen(look.text if converted is not None else look.muted)
        text = _("missing") if converted is None else f"{converted:f}"
        fonts.draw_right(painter, QPointF(columns.converted, middle), text, bold=True)
        paint_share(painter, columns, middle, *rated(converted, self.party.full))

    def _chosen_unit(self) -> Unit:
        return Unit(self.unit.current or Unit.PERCENT.value)

    def _limit(self) -> Decimal:
        return Decimal(100) if self._chosen_unit() is Unit.PERCENT else self.party.full

    def _read(self) -> Decimal | None:
        text = self.value.text().translate(_POINTS).rstrip(".")
        return Decimal(text) if text.strip(".") else None

    def _give(self) -> None:
        value = self._read()
        limit = self._limit()
        wrong = value is not None and value > limit
        self._problem = _("0 to {limit} only").format(limit=plain(limit)) if wrong else ""
        self.value.set_problem(problem=wrong)
        self.value.setAccessibleDescription(self._problem)
        on = self._read_day()
        self.update()
        if not self._problem:
            given = Given(value, self._chosen_unit(), self.person.text().strip(), on)
            self.given.emit(self.party.id, given)

    def _read_day(self) -> date | None:
        """The day as typed; what is none is told at the end of the line."""
        text, wrong = self.on.text().strip(), False
        found = None
        try:
            found = day(text, _("which day")) if text else None
        except UserError:
            wrong = True
            self._problem = self._problem or _("no such day")
        self.on.set_problem(problem=wrong)
        self.on.setAccessibleDescription(self._problem if wrong else "")
        return found

    @Slot(str)
    def _on_value(self, _text: str) -> None:
        self._give()

    @Slot(str)
    def _on_unit(self, _unit: str) -> None:
        if self._read() is not None:
            self._give()

    @Slot(str)
    def _on_person(self, _text: str) -> None:
        if self._read() is not None:
            self._give()

    @Slot()
    def _on_submitted(self) -> None:
        if not self._problem:
            self.next_wanted.emit(self.party.id)


class ScoreLines(QWidget):
    """The whole table. A row of the panel's opens where its figure comes from.

    Signals:
        opened: (party or block id)
        given: as of `PartyEntryRow`.
    """

    opened = Signal(str)
    given = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = RowList(LineDelegate(), self, name=_("Scores of the panel"))
        self.lines.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.opened.connect(self.opened)
        self.total = TableTotal(self)
        self.entries: dict[str, PartyEntryRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(TableHead(self))
        self._column.addWidget(self.lines)
        self._column.addWidget(self.total)

    def show_outcome(self, outcome: Outcome, setup: Setup) -> None:
        self.lines.set_rows(line_rows(outcome, setup))
        self.take_measures()
        for result in outcome.parties:
            if not result.party.blocks:
                self._show_party(result)

    def take_measures(self) -> None:
        self.lines.setFixedHeight(self.lines.sizeHint().height())

    def flush(self) -> None:
        for row in self.entries.values():
            row.flush()

    def focus_party(self, party: str) -> None:
        """Puts the cursor into a party's field; one that is scored by the panel has none."""
        if party in self.entries:
            self.entries[party].focus()

    def _show_party(self, result: PartyResult) -> None:
        row = self.entries.get(result.party.id)
        if row is not None:
            row.show_result(result)
            return
        row = PartyEntryRow(result, self)
        row.given.connect(self.given)
        row.next_wanted.connect(self._on_next)
        self.entries[result.party.id] = row
        self._column.insertWidget(self._column.count() - 1, row)

    @Slot(str)
    def _on_next(self, party: str) -> None:
        ids = list(self.entries)
        following = ids.index(party) + 1
        if following < len(ids):
            self.entries[ids[following]].focus()
        else:
            self.entries[party].value.selectAll()
