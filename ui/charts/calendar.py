"""Months as a grid of days: holidays, make-up days, today, and what falls on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.rules.calendar import DayKind, day_kind, month_weeks
from app.rules.deadlines import Calendar
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.models.days import month_names
from ui.theme import Tone, tokens

CELL, HEAD, GAP = 36, 52, 12
WIDE = 7 * CELL
_DAY = 20
"""The least width of a day in the year."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a calendar shows. `known` are the years whose holidays somebody entered."""

    calendar: Calendar = field(default_factory=Calendar)
    known: frozenset[int] = frozenset()
    today: date | None = None
    current: date | None = None
    marks: Mapping[date, tuple[str, Tone]] = field(default_factory=dict)


def week_words() -> tuple[str, ...]:
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))


def month_word(year: int, month: int) -> str:
    return _("{month} {year}").format(year=year, month=month_names()[month - 1])


def height_of(year: int, month: int, cell: float) -> float:
    return px(HEAD) + len(month_weeks(year, month)) * cell


def paint_month(
    painter: QPainter, at: QPointF, month: tuple[int, int], shown: Shown, cell: float
) -> None:
    """A month with its name and the days of the week above it."""
    look = tokens()
    painter.setPen(look.text)
    fonts.draw(painter, at + QPointF(px(2), px(14)), month_word(*month), bold=True)
    if month[0] not in shown.known:
        painter.setPen(look.concern)
        words = _("holidays not entered")
        fonts.draw_right(painter, at + QPointF(7 * cell, px(14)), words, fonts.SMALL)
    for number, word in enumerate(week_words()):
        painter.setPen(look.muted)
        centre = at + QPointF((number + 0.5) * cell, px(40))
        fonts.draw_centred(painter, centre, word, fonts.SMALL)
    for row, week in enumerate(month_weeks(*month)):
        for column, day in enumerate(week):
            if day.month == month[1]:
                corner = at + QPointF(column * cell, px(HEAD) + row * cell)
                _paint_day(painter, QRectF(corner.x(), corner.y(), cell, cell), day, shown)


def _paint_day(painter: QPainter, box: QRectF, day: date, shown: Shown) -> None:
    look, kind = tokens(), day_kind(day, shown.calendar)
    inner = box.adjusted(2, 2, -2, -2)
    mark = shown.marks.get(day)
    if mark is not None:
        shapes.rounded(painter, inner, look.mid(mark[1]), px(5))
    elif kind is DayKind.HOLIDAY:
        shapes.rounded(painter, inner, look.soft(Tone.CONCERN), px(5))
    elif kind is DayKind.MADE_UP:
        shapes.rounded(painter, inner, look.raised, px(5))
    if day == shown.today:
        shapes.framed(painter, inner, look.accent, None, 1.5, px(5))
    if day == shown.current:
        shapes.current(painter, box)
    resting = kind in (DayKind.WEEKEND, DayKind.HOLIDAY)
    painter.setPen(
        look.concern if kind is DayKind.HOLIDAY else look.muted if resting else look.text
    )
    named = kind in (DayKind.HOLIDAY, DayKind.MADE_UP)
    middle = box.center() - QPointF(0, px(5) if named else 0)
    fonts.draw_centred(painter, middle, str(day.day), fonts.SMALL, bold=mark is not None)
    if named:
        painter.setPen(look.concern if resting else look.accent)
        word = _("off") if resting else _("work")
        fonts.draw_centred(painter, box.center() + QPointF(0, px(8)), word, 9)


class MonthView(QWidget):
    """As many months as there is room for, from the one of the current day on.

    Page Up and Page Down turn the months; what falls on the days is told below.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._first = (2000, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_days(self, shown: Shown, first: date) -> None:
        self._shown, self._first = shown, (first.year, first.month)
        self._tell()

    def turn(self, months: int) -> None:
        self._first = later(self._first, months)
        self._tell()

    @property
    def first(self) -> tuple[int, int]:
        """Year and month of the first one shown."""
        return self._first

    def sizeHint(self) -> QSize:
        return QSize(px(WIDE), px(HEAD + 6 * CELL))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(WIDE), px(HEAD + 6 * CELL))

    def months(self) -> tuple[tuple[int, int], ...]:
        """Those that fit, one at least."""
        found, room, month = [self._first], self.height() - self._height(self._first), self._first
        while True:
            month = later(month, 1)
            room -= px(GAP) + self._height(month)
            if room < 0 or len(found) > 5:
                return tuple(found)
            found.append(month)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        top = 0.0
        for month in self.months():
            paint_month(painter, QPointF(0, top), month, self._shown, px(CELL))
            top += self._height(month) + px(GAP)
        if self.hasFocus():
            box = QRectF(self.rect()).adjusted(0, 0, -1, -1)
            shapes.framed(painter, box, tokens().accent, None, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.turn(steps[key])
            return
        super().keyPressEvent(event)

    def _height(self, month: tuple[int, int]) -> float:
        return height_of(*month, px(CELL))

    def _tell(self) -> None:
        told = (f"{day.isoformat()} {words}" for day, (words, _tone) in self._shown.marks.items())
        self.setAccessibleName(_("Calendar from {month}").format(month=month_word(*self._first)))
        self.setAccessibleDescription("、".join(told))
        self.update()


class YearView(QWidget):
    """Twelve months to walk through with the arrows; the window says what Space does.

    `columns` months stand side by side.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._day = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_year(self, shown: Shown, day: date) -> None:
        self._shown, self._day = shown, day
        self.setAccessibleName(day.isoformat())
        self.setAccessibleDescription(kind_words(day_kind(day, shown.calendar)))
        self.update()

    @property
    def day(self) -> date:
        return self._day

    def sizeHint(self) -> QSize:
        return QSize(px(760), px(480))

    def _cell(self) -> QSizeF:
        """Rows are as high as there is room for; a day is never narrower than its figures."""
        high = self.height() / 3 / 8.2
        wide = self.width() / (4 * 7.8)
        return QSizeF(min(wide, max(high, px(_DAY))), min(wide, high))

    def _corner(self, month: int) -> QPointF:
        row, column = divmod(month - 1, 4)
        return QPointF(column * self.width() / 4, row * self.height() / 3)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for month in range(1, 13):
            self._paint_small(painter, month)

    def _paint_small(self, painter: QPainter, month: int) -> None:
        at, cell = self._corner(month), self._cell()
        painter.setPen(tokens().muted)
        where = at + QPointF(px(3), cell.height() * 0.4)
        fonts.draw(painter, where, month_names()[month - 1], fonts.SMALL, bold=True)
        for row, week in enumerate(month_weeks(self._day.year, month)):
            for column, day in enumerate(week):
                if day.month == month:
                    corner = at + QPointF(column * cell.width(), (row + 1) * cell.height())
                    self._paint_cell(painter, QRectF(corner, cell), day)

    def _paint_cell(self, painter: QPainter, box: QRectF, day: date) -> None:
        look, kind = tokens(), day_kind(day, self._shown.calendar)
        inner = box.adjusted(1, 1, -1, -1)
        if kind is DayKind.HOLIDAY:
            shapes.rounded(painter, inner, look.mid(Tone.CONCERN), 3)
        elif kind is DayKind.MADE_UP:
            shapes.framed(painter, inner, look.accent, look.soft(Tone.ACCENT), 1.2, 3)
        if day == self._day:
            shapes.framed(painter, inner, look.accent, None, 2.5, 3)
        resting = kind in (DayKind.WEEKEND, DayKind.HOLIDAY)
        painter.setPen(
            look.concern if kind is DayKind.HOLIDAY else look.muted if resting else look.text
        )
        size = max(9.0, min(12.0, box.height() * 0.52 / max(0.1, px(10) / 10)))
        fonts.draw_centred(painter, box.center(), str(day.day), size)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._day_at(event.position())
        if found is not None:
            self.setFocus()
            self.show_year(self._shown, found)

    def _day_at(self, point: QPointF) -> date | None:
        cell = self._cell()
        for month in range(1, 13):
            at = point - self._corner(month)
            row, column = int(at.y() / cell.height()) - 1, int(at.x() / cell.width())
            weeks = month_weeks(self._day.year, month)
            inside = at.x() >= 0 and 0 <= row < len(weeks) and 0 <= column < 7
            if inside and at.y() >= cell.height() and weeks[row][column].month == month:
                return weeks[row][column]
        return None

    def step(self, key: Qt.Key) -> bool:
        """Moves by an arrow; whether that was one. The year stays."""
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key not in days:
            return False
        moved = self._day + timedelta(days=days[key])
        if moved.year == self._day.year:
            self.show_year(self._shown, moved)
        return True


def kind_words(kind: DayKind) -> str:
    return {
        DayKind.WORKDAY: _("working day"),
        DayKind.WEEKEND: _("weekend"),
        DayKind.HOLIDAY: _("holiday"),
        DayKind.MADE_UP: _("make-up working day"),
    }[kind]


def later(month: tuple[int, int], months: int) -> tuple[int, int]:
    """So many months on."""
    number = month[0] * 12 + month[1] - 1 + months
    return number // 12, number % 12 + 1
