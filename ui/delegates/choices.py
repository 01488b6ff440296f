"""Rows with a column of circles for every choice, and the remark under them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyleOptionViewItem, QWidget

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState
from ui.delegates.rows import ground
from ui.fonts import px
from ui.models.choices import Choice, ChoiceRow
from ui.models.roles import Role
from ui.room import edge
from ui.theme import tokens

UNDER, LEAD = 22, 34


def columns(choices: Sequence[Choice], right: float) -> tuple[QRectF, ...]:
    """A column for every choice, up to a right edge; without height."""
    wide = [
        fonts.width(c.word, fonts.SMALL) + shapes.cap_width(str(n)) + px(22)
        for n, c in enumerate(choices, start=1)
    ]
    left, found = right - sum(wide), []
    for width in wide:
        found.append(QRectF(left, 0, width, 0))
        left += width
    return tuple(found)


def choice_at(choices: Sequence[Choice], x: float, right: float) -> str:
    """The choice whose column lies at `x`; empty where there is none."""
    for choice, column in zip(choices, columns(choices, right), strict=True):
        if column.left() <= x < column.right():
            return choice.value
    return ""


class ChoiceDelegate(PaintedDelegate):
    """Paints a `ChoiceRow`; rows are as high as what stands under them."""

    def __init__(self, choices: Sequence[Choice], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices = tuple(choices)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Role.SHOWN)
        view = option.widget
        if not isinstance(row, ChoiceRow) or not isinstance(view, QAbstractScrollArea):
            return super().sizeHint(option, index)
        lines = len(self._under(row, self._room(view)))
        return QSize(0, px(self.height) + lines * px(UNDER))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, ChoiceRow)
        look = tokens()
        left, right = rect.left() + option.edge, rect.right() + 1 - option.edge
        if row.id:
            ground(painter, rect.adjusted(0, 0, 0, -1), option)
        middle = rect.top() + px(self.height) / 2
        first = columns(self.choices, right)[0].left()
        self._draw_words(painter, QRectF(left, middle, first - px(12) - left, 0), row, option)
        if row.id:
            self._draw_circles(painter, row, middle, right)
        painter.setPen(look.tone(row.under_tone))
        y = rect.top() + px(self.height) + px(UNDER / 2 - 6)
        for line in self._under(row, right - left):
            fonts.draw(painter, QPointF(left + self._indent(row), y), line, fonts.SMALL)
            y += px(UNDER)
        colour = look.hair if row.id else look.line
        shapes.hairline(painter, left, right, rect.bottom(), colour)

    def _room(self, view: QWidget) -> float:
        wide = view.viewport().width() if isinstance(view, QAbstractScrollArea) else view.width()
        return wide - 2 * edge(view)

    def _indent(self, row: ChoiceRow) -> int:
        return px(LEAD) if row.lead else 0

    def _under(self, row: ChoiceRow, room: float) -> list[str]:
        width = max(px(80), room - self._indent(row))
        return fonts.wrapped(row.under, width, fonts.SMALL) if row.under else []

    def _draw_words(self, painter: QPainter, box: QRectF, row: ChoiceRow, option: RowState) -> None:
        look = tokens()
        if row.lead:
            painter.setPen(look.muted)
            at = QPointF(box.left() + px(22), box.top())
            fonts.draw_right(painter, at, row.lead, fonts.SMALL)
        bold = option.chosen or not row.id
        painter.setPen(look.text)
        left = box.left() + self._indent(row)
        room = QRectF(left, box.top(), box.right() - left, 0)
        x = fonts.draw_in(painter, room, row.label, bold=bold) + px(12)
        if row.note and box.right() - x > px(40):
            painter.setPen(look.muted)
            fonts.draw_in(painter, QRectF(x, box.top(), box.right() - x, 0), row.note, fonts.SMALL)

    def _draw_circles(self, painter: QPainter, row: ChoiceRow, middle: float, right: float) -> None:
        look = tokens()
        for choice, column in zip(self.choices, columns(self.choices, right), strict=True):
            at = QPointF(column.center().x(), middle)
            if row.chosen == choice.value:
                shapes.icon(painter, at, choice.icon, 20, look.tone(choice.tone))
            else:
                shapes.circle(painter, at, px(7.5), look.line if row.chosen else look.edge)
