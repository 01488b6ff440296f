"""Painted parts of the merge page's side panel and foot."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from ui import fonts
from ui.charts import shapes
from ui.charts.strip import DOT, HOLLOW
from ui.delegates.cells import GridDelegate, paint_cell
from ui.delegates.painted import RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.merge import GiverRow, TraceStep
from ui.room import edge
from ui.theme import Tone, tokens

TEXT_LEFT, FIGURE_ROOM, LINE = 36, 56, 18


class Givers(QWidget):
    """Who gave what and why; the whole of every reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[GiverRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Who gave what"))

    def set_rows(self, rows: Sequence[GiverRow]) -> None:
        self._rows = tuple(rows)
        said = (f"{r.name} {r.figure} {r.note} {r.reason}".strip() for r in rows)
        self.setAccessibleDescription("；".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), sum(self._height(row) for row in self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        top = 0
        for row in self._rows:
            height = self._height(row)
            self._paint_row(painter, row, top, height)
            top += height

    def _lines(self, row: GiverRow) -> list[str]:
        room = (self.width() or px(288)) - px(TEXT_LEFT) - px(FIGURE_ROOM)
        return fonts.wrapped(row.reason, room, fonts.SMALL) if row.reason else []

    def _height(self, row: GiverRow) -> int:
        return px(28) + px(LINE) * max(1, len(self._lines(row)))

    def _paint_row(self, painter: QPainter, row: GiverRow, top: int, height: int) -> None:
        look = tokens()
        left, right = px(TEXT_LEFT), self.width()
        lines = self._lines(row)
        first = top + (px(15) if lines else height / 2)
        shapes.avatar(painter, QPointF(px(13), top + height / 2), shapes.initial(row.name))
        painter.setPen(look.text if row.counted else look.muted)
        room = right - px(FIGURE_ROOM) - left
        x = fonts.draw_in(painter, QRectF(left, first - px(10), room, px(20)), row.name)
        painter.setPen(look.muted)
        note = QRectF(x + px(8), first - px(10), right - px(FIGURE_ROOM) - x - px(8), px(20))
        fonts.draw_in(painter, note, row.note, fonts.SMALL)
        for number, line in enumerate(lines):
            painter.setPen(look.text)
            at = QPointF(left, top + px(34) + number * px(LINE))
            fonts.draw(painter, at, line, fonts.SMALL)
        self._paint_figure(painter, row, QPointF(right, top + height / 2))
        shapes.hairline(painter, left, right, top + height - 1, look.line)

    def _paint_figure(self, painter: QPainter, row: GiverRow, at: QPointF) -> None:
        look = tokens()
        is_word = not row.figure[:1].isdigit()
        painter.setPen(look.text if row.counted else look.muted)
        size = fonts.SMALL if is_word else fonts.LARGE
        fonts.draw_right(painter, at, row.figure, size, bold=row.counted)


class Trace(QWidget):
    """Steps on a line, from what was given to the printed figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[TraceStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("How it comes about"))

    def set_steps(self, steps: Sequence[TraceStep]) -> None:
        self._steps = tuple(steps)
        said = (f"{s.name} {s.how} {s.value}".strip() for s in steps)
        self.setAccessibleDescription("；".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(26) * len(self._steps))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        names = max((fonts.width(s.name, fonts.SMALL) for s in self._steps), default=0.0)
        how = min(px(20) + names + px(14), self.width() * 0.56)
        for number, step in enumerate(self._steps):
            middle = px(26) * number + px(13)
            if not step.last:
                shapes.upright(painter, px(5), middle + px(4), middle + px(22), look.edge)
            self._paint_step(painter, step, middle, how)

    def _paint_step(self, painter: QPainter, step: TraceStep, middle: int, how: float) -> None:
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent, 1.5))
        painter.setBrush(look.accent if step.last else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(px(5) + 0.5, middle), px(4), px(4))
        painter.setPen(look.text)
        name = QRectF(px(20), middle - px(10), how - px(28), px(20))
        fonts.draw_in(painter, name, step.name, fonts.SMALL)
        painter.setPen(look.text)
        right = QPointF(self.width(), middle)
        start = fonts.draw_right(painter, right, step.value, fonts.BODY, bold=step.last)
        painter.setPen(look.muted)
        room = QRectF(how, middle - px(10), start - px(10) - how, px(20))
        shown = fonts.elided(step.how, room.width(), fonts.SMALL)
        fonts.draw_in(painter, room, shown, fonts.SMALL)


class AverageLine(QWidget):
    """The block's last line: what is averaged, the formula with its one rounding, the figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._formula, self._figure, self._rule = "", "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, name: str, formula: str, figure: str, *, rule: str) -> None:
        """`rule` says how the cells above were merged."""
        self._name, self._formula, self._figure, self._rule = name, formula, figure, rule
        self.setAccessibleName(f"{rule}. {name}: {formula} → {figure}")
        self.setToolTip(rule)
        self.update()

    def text(self) -> str:
        return f"{self._name} {self._formula} → {self._figure}"

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        left, right = float(edge(self)), self.width() - edge(self) - px(16)
        middle = self.height() / 2
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)
        painter.setPen(look.text)
        name_end = fonts.draw(painter, QPointF(left, middle), self._name)
        at = QPointF(right, middle)
        start = fonts.draw_right(painter, at, self._figure, fonts.TITLE, bold=True)
        shapes.icon(painter, QPointF(start - px(20), middle), Icon.NEXT, 15, look.muted)
        painter.setPen(look.muted)
        room = start - px(40) - name_end - px(16)
        shown = fonts.elided(self._formula, room)
        end = fonts.draw_right(painter, QPointF(start - px(36), middle), shown)
        if fonts.width(self._rule, fonts.SMALL) < end - name_end - px(40):
            fonts.draw(painter, QPointF(name_end + px(20), middle), self._rule, fonts.SMALL)


class MatrixDelegate(GridDelegate):
    """Cells whose ring is as wide as they are, however wide the scale is drawn."""

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        if not option.ringed:
            super().draw(painter, rect, row, option)
            return
        look = tokens()
        box = rect.adjusted(px(3), 0, -px(1), -1)
        shapes.framed(painter, box, look.accent, look.surface, 2)
        paint_cell(painter, rect.adjusted(0, 0, 0, -1), row, option)


class StripLegend(QWidget):
    """The marks of the strip plots in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._drops = "", True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rule(self, share: str, *, drops: bool) -> None:
        """`share` is from which percentage of the full mark a spread is marked."""
        self._share, self._drops = share, drops
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        x = self._dot(painter, float(edge(self)), _("counts"), filled=True)
        if self._drops:
            x = self._dot(painter, x, _("left out (highest, lowest)"), filled=False)
        x = self._band(painter, x, _("lowest to highest, median"))
        spread = _("spread from {share}% of full").format(share=self._share)
        x = self._icon(painter, x, Icon.WARNING, Tone.CONCERN, spread)
        self._icon(painter, x, Icon.DONE, Tone.PRAISE, _("settled"))

    def _word(self, painter: QPainter, x: float, word: str) -> float:
        painter.setPen(tokens().muted)
        return fonts.draw(painter, QPointF(x, self.height() / 2), word, fonts.SMALL) + px(18)

    def _dot(self, painter: QPainter, x: float, word: str, *, filled: bool) -> float:
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = px(DOT) if filled else px(HOLLOW)
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(look.accent, 1.4))
        painter.setBrush(look.accent if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x + px(4), self.height() / 2), radius, radius)
        return self._word(painter, x + px(14), word)

    def _band(self, painter: QPainter, x: float, word: str) -> float:
        look = tokens()
        middle = self.height() / 2
        shapes.rounded(painter, QRectF(x, middle - px(3), px(24), px(7)), look.mid(Tone.ACCENT), 3)
        shapes.mark(painter, x + px(12), middle, px(9), look.text)
        return self._word(painter, x + px(32), word)

    def _icon(self, painter: QPainter, x: float, what: Icon, tone: Tone, word: str) -> float:
        at = QPointF(x + px(7), self.height() / 2)
        shapes.icon(painter, at, what, 14, tokens().tone(tone))
        return self._word(painter, x + px(20), word)
