"""Pairs of similar texts, and two texts clause by clause with bands where they agree."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QAbstractScrollArea, QStyleOptionViewItem

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import Role
from ui.models.similar import ClauseRow, PairRow
from ui.theme import Tone, tokens

GUTTER, CLAUSE, EDGE = 72, 34, 28
LINE = 26


class PairDelegate(PaintedDelegate):
    """Both names and the figure; under them where they come from, the verdict, and a bar."""

    height = 60

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, PairRow)
        look = tokens()
        box = rect.adjusted(px(8), px(2), -px(8), -px(2))
        if option.chosen or option.hovered:
            shapes.rounded(painter, box, look.soft(Tone.ACCENT) if option.chosen else look.raised)
        if option.ringed:
            focus_ring(painter, box)
        left, right = box.left() + px(16), box.right() - px(11)
        upper, lower = box.top() + px(18), box.top() + px(39)
        painter.setPen(look.text)
        at = QPointF(right, upper)
        end = fonts.draw_right(painter, at, row.figure, bold=option.chosen) - px(8)
        if not row.source and not _fits(row, end - left, bold=option.chosen):
            boxes = (QRectF(left, upper, end - left, 0), QRectF(left, lower, right - left, 0))
            self._draw_long_names(painter, boxes, row, chosen=option.chosen)
            return
        self._draw_names(painter, QRectF(left, upper, end - left, 0), row, chosen=option.chosen)
        start = self._draw_bar(painter, QPointF(right, lower), row)
        self._draw_foot(painter, QRectF(left, lower, start - px(8) - left, 0), row)

    def _draw_bar(self, painter: QPainter, at: QPointF, row: PairRow) -> float:
        """Ends at a point; returns the x where it begins."""
        bar = QRectF(at.x() - px(48), at.y() - px(2), px(48), px(4))
        shapes.bar(painter, bar, row.share, tokens().tone(row.tone))
        return bar.left()

    def _draw_long_names(
        self, painter: QPainter, boxes: tuple[QRectF, QRectF], row: PairRow, *, chosen: bool
    ) -> None:
        """One under the other; a verdict stands where the bar would, if there is room for either."""
        look = tokens()
        upper, lower = boxes
        painter.setPen(look.accent if chosen else look.text)
        fonts.draw_in(painter, upper, row.left, bold=chosen)
        start = lower.right()
        free = lower.width() - px(20) - fonts.width(row.right, bold=chosen)
        if row.verdict or free > px(56):
            start = self._draw_end(painter, QPointF(start, lower.top()), row) - px(8)
        shapes.icon(
            painter, QPointF(lower.left() + px(7), lower.top()), Icon.COMPARE, 13, look.muted
        )
        painter.setPen(look.accent if chosen else look.text)
        room = QRectF(lower.left() + px(20), lower.top(), start - lower.left() - px(20), 0)
        fonts.draw_in(painter, room, row.right, bold=chosen)

    def _draw_end(self, painter: QPainter, at: QPointF, row: PairRow) -> float:
        if not row.verdict:
            return self._draw_bar(painter, at, row)
        tone = tokens().tone(row.verdict_tone)
        painter.setPen(tone)
        start = fonts.draw_right(painter, at, row.verdict, fonts.SMALL)
        if row.icon:
            shapes.icon(painter, QPointF(start - px(10), at.y()), row.icon, 13, tone)
            start -= px(16)
        return start

    def _draw_names(self, painter: QPainter, box: QRectF, row: PairRow, *, chosen: bool) -> None:
        look = tokens()
        colour = look.accent if chosen else look.text
        half = (box.width() - px(30)) / 2
        painter.setPen(colour)
        wide = fonts.width(row.right, bold=chosen)
        room = QRectF(box.left(), box.top(), max(half, box.width() - px(30) - wide), 0)
        x = fonts.draw_in(painter, room, row.left, bold=chosen)
        shapes.icon(painter, QPointF(x + px(15), box.top()), Icon.COMPARE, 13, look.muted)
        painter.setPen(colour)
        x += px(30)
        fonts.draw_in(painter, QRectF(x, box.top(), box.right() - x, 0), row.right, bold=chosen)

    def _draw_foot(self, painter: QPainter, box: QRectF, row: PairRow) -> None:
        look = tokens()
        x = box.left()
        verdict = fonts.width(row.verdict, fonts.SMALL) + px(22) if row.verdict else 0.0
        room = box.width() - verdict
        if row.source and room > px(40):
            painter.setPen(look.muted)
            source = QRectF(x, box.top(), room, 0)
            x = fonts.draw_in(painter, source, row.source, fonts.SMALL) + px(8)
        if row.verdict:
            tone = look.tone(row.verdict_tone)
            if row.icon:
                shapes.icon(painter, QPointF(x + px(6), box.top()), row.icon, 13, tone)
                x += px(16)
            painter.setPen(tone)
            rest = QRectF(x, box.top(), box.right() - x, 0)
            fonts.draw_in(painter, rest, row.verdict, fonts.SMALL)


def _fits(row: PairRow, room: float, *, bold: bool) -> bool:
    """Whether both names stand side by side."""
    names = (row.left, row.right)
    return sum(fonts.width(name, bold=bold) for name in names) + px(30) <= room


def halves(width: float) -> tuple[float, float, float]:
    """Where the left text begins, where the right one does, and how wide either may run."""
    left, right = float(px(EDGE)), width / 2 + px(GUTTER / 2)
    return left, right, max(px(60), width / 2 - px(GUTTER / 2) - left)


class ClauseDelegate(PaintedDelegate):
    """Two clauses in one row; the band lies under both where they are the same."""

    height = CLAUSE

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Role.SHOWN)
        view = option.widget
        if not isinstance(row, ClauseRow) or not isinstance(view, QAbstractScrollArea):
            return super().sizeHint(option, index)
        if row.heading:
            return QSize(0, px(32))
        _left, _right, room = halves(view.viewport().width())
        lines = max(len(_wrapped(row.left, room)), len(_wrapped(row.right, room)))
        return QSize(0, px(CLAUSE) + (lines - 1) * px(LINE))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:  # noqa: ARG002
        assert isinstance(row, ClauseRow)
        look = tokens()
        left, right, room = halves(rect.width())
        if row.heading:
            painter.setPen(look.muted)
            for x, text in ((left, row.left), (right, row.right)):
                box = QRectF(x, rect.center().y() + px(3), room, 0)
                fonts.draw_in(painter, box, text, fonts.SMALL, bold=True)
            return
        if row.equal:
            self._draw_band(painter, rect, row)
        for x, text in ((left, row.left), (right, row.right)):
            self._draw_text(painter, QRectF(x, rect.top(), room, rect.height()), text)

    def _draw_band(self, painter: QPainter, rect: QRectF, row: ClauseRow) -> None:
        look = tokens()
        gap = px(1)
        top = rect.top() + (gap if row.opens else 0)
        bottom = rect.bottom() - (gap if row.closes else 0) + (0 if row.closes else 1)
        box = QRectF(px(16), top, rect.width() - px(36), bottom - top)
        painter.save()
        painter.setClipRect(box.adjusted(0, 0, 1, 0))
        path = QPainterPath()
        grown = box.adjusted(0, 0 if row.opens else -12, 0, 0 if row.closes else 12)
        path.addRoundedRect(grown, 4, 4)
        painter.fillPath(path, look.soft(Tone.CONCERN))
        painter.restore()
        inset_top, inset_bottom = px(6) if row.opens else 0, px(6) if row.closes else 0
        mark = QRectF(px(16), top + inset_top, px(3), bottom - top - inset_top - inset_bottom)
        painter.fillRect(mark, look.concern)
        if row.sign is not None:
            middle = {0: rect.center().y(), 1: rect.bottom(), -1: rect.top()}[row.sign]
            at = QPointF(rect.width() / 2 - px(6), middle)
            shapes.icon(painter, at, Icon.SAME, 16, look.concern)

    def _draw_text(self, painter: QPainter, box: QRectF, text: str) -> None:
        look = tokens()
        if not text:
            y = box.top() + px(CLAUSE) / 2
            shapes.hairline(painter, box.left(), box.left() + px(28), y, look.edge)
            return
        painter.setPen(look.text)
        lines = _wrapped(text, box.width())
        middle = box.center().y() - (len(lines) - 1) * px(LINE) / 2
        for line in lines:
            fonts.draw(painter, QPointF(box.left(), middle), line, fonts.LARGE)
            middle += px(LINE)


def _wrapped(text: str, room: float) -> list[str]:
    return fonts.wrapped(text, room, fonts.LARGE) if text else [""]
