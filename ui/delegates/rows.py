"""Rows of lists: findings, files, places, problems."""

from PySide6.QtCore import QObject, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyleOptionViewItem, QWidget

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState, focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import STANCE_ICONS, FileRow, FindingRow, PlaceRow, ProblemRow, Role
from ui.room import edge
from ui.theme import Tone, tokens

LINE, SMALL_LINE = 24, 20


def ground(painter: QPainter, rect: QRectF, option: RowState) -> None:
    """The tint of a chosen or hovered row, edge to edge, and the focus ring."""
    look = tokens()
    if option.chosen:
        painter.fillRect(rect, look.soft(Tone.ACCENT))
    elif option.hovered:
        painter.fillRect(rect, look.raised)
    if option.focused:
        focus_ring(painter, rect.adjusted(2, 2, -2, -2))


class FindingDelegate(PaintedDelegate):
    """Number or stance, wrapped text, then origins, place and tag; as high as its text."""

    def __init__(
        self, parent: QObject | None = None, *, compact: bool = False, edge: int | None = None
    ) -> None:
        """`compact` is for side panels: no margins, no hairlines, lines closer together.

        `edge` is the margin left and right; the page's own if none is given.
        """
        super().__init__(parent)
        self._compact = compact
        self._fixed = 0 if compact else edge
        self._line, self._top = (22, 4) if compact else (LINE, 10)
        self._heights: dict[FindingRow, int] = {}
        self._heights_at: tuple[int, int, int] = (0, 0, 0)

    @property
    def _edge(self) -> int:
        if self._fixed is not None:
            return px(self._fixed)
        view = self.parent()
        return edge(view if isinstance(view, QWidget) else None)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Role.SHOWN)
        if not isinstance(row, FindingRow):
            return QSize(0, 0)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractScrollArea) else 320
        known = (width, self._edge, px(LINE))
        if known != self._heights_at:
            self._heights_at, self._heights = known, {}
        if row not in self._heights:
            self._heights[row] = self._height(row, width)
        return QSize(0, self._heights[row])

    def _height(self, row: FindingRow, width: int) -> int:
        text = len(self._lines(row, width)) * px(self._line)
        told = len(self._outcome(row, width)) * px(SMALL_LINE)
        foot = px(26) if self._has_foot(row) else 0
        return px(self._top) + text + told + foot + px(self._top + 1)

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, FindingRow)
        look = tokens()
        if not self._compact:
            ground(painter, rect, option)
        elif option.focused:
            focus_ring(painter, rect)
        left, right = self._text_left(rect, row), rect.right() - self._edge
        middle = rect.top() + px(self._top) + px(self._line) / 2
        self._draw_lead(painter, rect, row, middle)
        for line in self._lines(row, rect.width()):
            painter.setPen(look.text)
            fonts.draw(painter, QPointF(left, middle), line)
            middle += px(self._line)
        y = self._draw_outcome(painter, QPointF(left, middle - px(self._line) / 2), row, rect)
        if self._has_foot(row):
            foot = QRectF(left, y + px(2), right - left, px(24))
            self._draw_foot(painter, foot, row, lit=option.chosen)
        if not self._compact:
            shapes.hairline(painter, left, right, rect.bottom() - 1, look.line)

    def _text_left(self, rect: QRectF, row: FindingRow) -> float:
        return rect.left() + self._edge + px(self._lead(row))

    def _lead(self, row: FindingRow) -> int:
        """What the number or the stance before the text takes."""
        return 28 if row.number else 26 if row.stance else 0

    def _lines(self, row: FindingRow, width: float) -> list[str]:
        return fonts.wrapped(row.text, self._room(row, width))

    def _outcome(self, row: FindingRow, width: float) -> list[str]:
        """What was found, in smaller type under the text; all of it."""
        if not row.outcome:
            return []
        return fonts.wrapped(row.outcome, self._room(row, width), fonts.SMALL)

    def _room(self, row: FindingRow, width: float) -> float:
        return max(px(40), width - 2 * self._edge - px(self._lead(row)))

    def _draw_outcome(self, painter: QPainter, at: QPointF, row: FindingRow, rect: QRectF) -> float:
        """Returns the y under it."""
        y = at.y()
        painter.setPen(tokens().muted)
        for line in self._outcome(row, rect.width()):
            fonts.draw(painter, QPointF(at.x(), y + px(SMALL_LINE) / 2), line, fonts.SMALL)
            y += px(SMALL_LINE)
        return y

    def _has_foot(self, row: FindingRow) -> bool:
        return bool(row.origins or row.place or row.tag or row.near)

    def _draw_lead(self, painter: QPainter, rect: QRectF, row: FindingRow, middle: float) -> None:
        look = tokens()
        left = rect.left() + self._edge
        if row.number:
            painter.setPen(look.muted)
            fonts.draw(painter, QPointF(left + px(4), middle), str(row.number))
        elif row.stance:
            at = QPointF(left + px(8), middle)
            shapes.icon(painter, at, STANCE_ICONS[row.stance], 16, look.tone(row.stance))

    def _draw_foot(self, painter: QPainter, rect: QRectF, row: FindingRow, *, lit: bool) -> None:
        look = tokens()
        x, middle = rect.left(), rect.center().y()
        end = self._draw_tag(painter, rect, row)
        for name in row.origins:
            shapes.avatar(painter, QPointF(x + px(9.5), middle), shapes.initial(name), 19, lit=lit)
            x += px(23)
        x += px(6) if row.origins else 0
        words = [word for word in (row.stance_word if row.number else "", row.place) if word]
        painter.setPen(look.muted)
        fonts.draw_in(
            painter, QRectF(x, rect.top(), end - x - px(8), rect.height()), "·".join(words), 12
        )

    def _draw_tag(self, painter: QPainter, rect: QRectF, row: FindingRow) -> float:
        """The word at the right end; returns where it begins."""
        look = tokens()
        word, tone = (row.near, Tone.CONCERN) if row.near else (row.tag, row.tag_tone)
        if not word:
            return rect.right()
        painter.setPen(look.tone(tone))
        at = QPointF(rect.right(), rect.center().y())
        start = fonts.draw_right(painter, at, word, fonts.SMALL)
        what = Icon.SIMILAR if row.near else row.tag_icon
        if what:
            start -= px(18)
            shapes.icon(painter, QPointF(start + px(7), at.y()), what, 14, look.tone(tone))
        return start


class FileRowDelegate(PaintedDelegate):
    """Time, name, verdict with its icon, consequence, receipt code or a link."""

    height = 34

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, FileRow)
        look = tokens()
        ground(painter, rect, option)
        left, right = rect.left() + option.edge, rect.right() - option.edge
        middle = rect.center().y()
        unit = right - left
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(left, middle), row.time)
        shapes.icon(painter, QPointF(left + px(60), middle), row.icon, 16, look.muted)
        name_right = left + max(px(150), unit * 0.36)
        verdict = self._draw_verdict(painter, QPointF(name_right + px(8), middle), row)
        painter.setPen(look.text)
        name_left = left + px(76)
        room = QRectF(name_left, rect.top(), name_right - px(8) - name_left, rect.height())
        fonts.draw_in(painter, room, row.name)
        painter.setPen(look.accent if row.link else look.muted)
        start = fonts.draw_right(painter, QPointF(right, middle), row.link or row.code)
        painter.setPen(look.text)
        room = QRectF(verdict, rect.top(), start - px(12) - verdict, rect.height())
        fonts.draw_in(painter, room, row.consequence)
        shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)

    def _draw_verdict(self, painter: QPainter, at: QPointF, row: FileRow) -> float:
        look = tokens()
        colour = look.tone(row.tone)
        shapes.icon(painter, at + QPointF(px(7), 0), row.verdict_icon, 15, colour)
        painter.setPen(colour)
        end = fonts.draw(painter, at + QPointF(px(20), 0), row.verdict)
        return max(at.x() + px(78), end + px(12))


class PlaceDelegate(PaintedDelegate):
    """A heading, or a place with its ring and figures; two figures stand in columns."""

    height = 34

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, PlaceRow)
        look = tokens()
        middle = rect.center().y()
        if not row.id:
            painter.setPen(look.muted)
            room = rect.adjusted(px(20), 0, -px(8), 0)
            fonts.draw_in(painter, room, row.name, fonts.SMALL, bold=True)
            return
        box = rect.adjusted(8, 0, -8, 0)
        if option.chosen or option.hovered:
            shapes.rounded(painter, box, look.soft(Tone.ACCENT) if option.chosen else look.raised)
        if option.focused:
            focus_ring(painter, box)
        left = rect.left() + px(28)
        if row.share is not None:
            done = row.share >= 1
            colour = look.praise if done else look.accent
            shapes.ring(painter, QPointF(left, middle), px(6.5), row.share, colour)
            left += px(16)
        self._draw_words(
            painter, QRectF(left, rect.top(), box.right() - left, rect.height()), row, option
        )

    def _draw_words(self, painter: QPainter, rect: QRectF, row: PlaceRow, option: RowState) -> None:
        look = tokens()
        right, middle = rect.right() - px(11), rect.center().y()
        free = right
        for figure in reversed(self._figures(row, right - rect.left(), bold=option.chosen)):
            painter.setPen(look.tone(row.tone) if len(row.figures) == 1 else look.text)
            size = fonts.BODY if len(figure) < 3 else fonts.SMALL
            free = fonts.draw_right(painter, QPointF(right, middle), figure, size) - px(6)
            right -= max(px(46), fonts.width(figure, size) + px(8))
        painter.setPen(look.accent if option.chosen else look.text)
        room = QRectF(rect.left(), rect.top(), free - rect.left(), rect.height())
        fonts.draw_in(painter, room, row.name, bold=option.chosen)

    def _figures(self, row: PlaceRow, room: float, *, bold: bool) -> tuple[str, ...]:
        """A full ring says all that a figure would; a long name then takes its room."""
        full = row.share is not None and row.share >= 1
        return () if full and fonts.width(row.name, bold=bold) > room - px(46) else row.figures


class ProblemDelegate(PaintedDelegate):
    """Icon, sentence, place, and the one thing to do about it."""

    height = 44

    def __init__(self, parent: QObject | None = None, *, edge: int | None = None) -> None:
        """`edge` is the margin left and right; the page's own if none is given."""
        super().__init__(parent)
        self._edge = edge

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, ProblemRow)
        look = tokens()
        ground(painter, rect, option)
        side = option.edge if self._edge is None else px(self._edge)
        left, right = rect.left() + side, rect.right() - side
        middle = rect.center().y()
        shapes.icon(painter, QPointF(left + px(8), middle), row.icon, 16, look.tone(row.tone))
        painter.setPen(look.accent)
        end = fonts.draw_right(painter, QPointF(right, middle), row.action)
        end -= px(20) if row.action else 0
        painter.setPen(look.muted)
        end = fonts.draw_right(painter, QPointF(end, middle), row.place, fonts.SMALL)
        painter.setPen(look.text)
        room = QRectF(left + px(26), rect.top(), end - left - px(38), rect.height())
        fonts.draw_in(painter, room, row.text, bold=option.chosen)
        shapes.hairline(painter, left, right, rect.bottom() - 1, look.hair)
