"""Cells of the comparison: scores as in the grid, texts as high as they are."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui import fonts
from ui.charts import shapes
from ui.delegates.cells import PAD, draw_hairline
from ui.delegates.painted import Index, RowState
from ui.delegates.score import ScoreDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.compare import CountsCell, SaidCell, WordsCell
from ui.models.roles import STANCE_ICONS
from ui.theme import Tone, tokens

LINE, TOP, LEAD = 20, 8, 22
LINES, SAID_LINES = 8, 5
FIGURE = 132
SIZE = 13


class CompareDelegate(ScoreDelegate):
    """The first row is scored; the others are read."""

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        draw_hairline(painter, rect, option)
        if not isinstance(row, WordsCell | CountsCell | SaidCell):
            name = option.index.column() == 0
            super().draw(painter, rect if name else _figure_box(rect), row, option)
            return
        look = tokens()
        box = rect.adjusted(2, 1, -2, -2)
        if option.ringed:
            shapes.framed(painter, box, look.accent, look.surface, 2)
        elif option.chosen and not option.current:
            painter.fillRect(box, look.soft(Tone.ACCENT))
        inner = rect.adjusted(px(PAD), px(TOP), -px(PAD), 0)
        if isinstance(row, WordsCell):
            _paint_words(painter, inner, row)
        elif isinstance(row, CountsCell):
            _paint_counts(painter, inner, row)
        else:
            _paint_said(painter, inner, row)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        option.rect = _figure_box(QRectF(option.rect)).toRect()
        super().updateEditorGeometry(editor, option, index)


def _figure_box(rect: QRectF) -> QRectF:
    """Where figures stand: at the left, over the texts that belong to them."""
    return QRectF(rect.left(), rect.top(), min(rect.width(), px(FIGURE)), rect.height())


def high(cell: object, width: float) -> int:
    """How high a cell must be to show all of it that is shown."""
    room = width - 2 * px(PAD)
    if isinstance(cell, WordsCell):
        lines = len(_lines(cell.text, room - (px(LEAD) if cell.missing else 0), LINES))
    elif isinstance(cell, SaidCell):
        texts = (_lines(text, room - px(LEAD), SAID_LINES) for _tone, text in cell.said)
        lines = sum(map(len, texts)) + bool(cell.more)
    else:
        return px(36)
    return max(px(36), lines * px(LINE) + 2 * px(TOP) + 1)


def _lines(text: str, room: float, most: int) -> list[str]:
    """At most so many, the last one cut."""
    if not text:
        return []
    lines = fonts.wrapped(text, max(px(60), room), SIZE)
    if len(lines) <= most:
        return lines
    last = fonts.elided(lines[most - 1] + lines[most], max(px(60), room), SIZE)
    return [*lines[: most - 1], last]


def _draw_lines(painter: QPainter, left: float, top: float, lines: list[str]) -> float:
    for line in lines:
        fonts.draw(painter, QPointF(left, top + px(LINE) / 2), line, SIZE)
        top += px(LINE)
    return top


def _paint_words(painter: QPainter, rect: QRectF, cell: WordsCell) -> None:
    look = tokens()
    left = rect.left()
    painter.setPen(look.concern if cell.missing else look.text)
    if cell.missing:
        at = QPointF(left + px(7), rect.top() + px(LINE) / 2)
        shapes.icon(painter, at, Icon.MISSING, 14, look.concern)
        left += px(LEAD)
    _draw_lines(painter, left, rect.top(), _lines(cell.text, rect.right() - left, LINES))


def _paint_counts(painter: QPainter, rect: QRectF, cell: CountsCell) -> None:
    look = tokens()
    x, middle = rect.left(), rect.top() + px(LINE) / 2
    for icon, count in _shown_counts(cell, rect.width()):
        colour = look.accent if icon is Icon.LINK else look.muted
        shapes.icon(painter, QPointF(x + px(7), middle), icon, 15, colour)
        painter.setPen(colour)
        x = fonts.draw(painter, QPointF(x + px(18), middle), str(count), SIZE) + px(12)


def _shown_counts(cell: CountsCell, room: float) -> Sequence[tuple[Icon, int]]:
    """By kind, or all together where there is no room for that."""
    linked = ((Icon.LINK, cell.linked),) if cell.linked else ()
    by_kind = (*linked, *cell.counts)
    wide = sum(px(18) + fonts.width(str(count), SIZE) + px(12) for _icon, count in by_kind)
    if wide - px(12) <= room:
        return by_kind
    return (*linked, (Icon.ATTACH, sum(count for _icon, count in cell.counts)))


def _paint_said(painter: QPainter, rect: QRectF, cell: SaidCell) -> None:
    look = tokens()
    top = rect.top()
    for tone, text in cell.said:
        at = QPointF(rect.left() + px(7), top + px(LINE) / 2)
        shapes.icon(painter, at, STANCE_ICONS[tone], 14, look.tone(tone))
        painter.setPen(look.text)
        left = rect.left() + px(LEAD)
        top = _draw_lines(painter, left, top, _lines(text, rect.right() - left, SAID_LINES))
    painter.setPen(look.muted)
    if cell.more:
        fonts.draw(painter, QPointF(rect.left() + px(LEAD), top + px(LINE) / 2), cell.more, 12)
