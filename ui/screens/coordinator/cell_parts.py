"""Painted parts of the merge page's side panel and foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.model.instrument import Flags
from app.model.text import plain
from ui import fonts
from ui.charts import shapes
from ui.charts.strip import DOT, HOLLOW
from ui.delegates.cells import GridDelegate, paint_cell
from ui.delegates.painted import RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.merge_trace import TraceStep
from ui.room import edge
from ui.theme import Tone, tokens
from ui.widgets.stack import tall_as_needed

FILLED, OPEN, BAND = "filled", "open", "band"
STEP, LINE, INDENT = 26, 18, 20
"""Height of a step of the trace, of a line more, and how far the words stand in."""


class Trace(QWidget):
    """Steps on a line, from what was given to the printed figures.

    How a step comes about stands beside its name, or below it in full where it is too long.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[TraceStep, ...] = ()
        self.setSizePolicy(tall_as_needed())
        self.setAccessibleName(_("How it comes about"))

    def set_steps(self, steps: Sequence[TraceStep]) -> None:
        self._steps = tuple(steps)
        said = (f"{s.name} {s.how} {s.value}".strip() for s in steps)
        self.setAccessibleDescription("；".join(said))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(step, width) for step in self._steps)

    def sizeHint(self) -> QSize:
        return QSize(px(240), self.heightForWidth(self.width() or px(288)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(STEP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        top = 0
        for number, step in enumerate(self._steps):
            height = self._height(step, self.width())
            middle = top + px(STEP) // 2
            if number + 1 < len(self._steps):
                end = top + height + px(STEP) // 2
                shapes.upright(painter, px(5), middle + px(4), end - px(4), look.edge)
            self._paint_step(painter, step, middle)
            top += height

    def _beside(self, width: int) -> float:
        """Where the formulas begin, so that they form a column."""
        names = max((fonts.width(s.name, fonts.SMALL) for s in self._steps), default=0.0)
        return min(px(INDENT) + names + px(14), width * 0.56)

    def _below(self, step: TraceStep, width: int) -> list[str]:
        """The lines of a formula that has no room beside its name."""
        value = fonts.width(step.value, fonts.BODY, bold=step.printed)
        beside = self._beside(width)
        room = width - value - px(10) - beside
        name = px(INDENT) + fonts.width(step.name, fonts.SMALL) + px(8)
        if fonts.width(step.how, fonts.SMALL) <= room and name <= beside:
            return []
        return fonts.wrapped(step.how, width - px(INDENT), fonts.SMALL)

    def _height(self, step: TraceStep, width: int) -> int:
        return px(STEP) + px(LINE) * len(self._below(step, width))

    def _paint_step(self, painter: QPainter, step: TraceStep, middle: int) -> None:
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent, 1.5))
        painter.setBrush(look.accent if step.printed else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(px(5) + 0.5, middle), px(4), px(4))
        painter.setPen(look.text)
        right = QPointF(self.width(), middle)
        start = fonts.draw_right(painter, right, step.value, fonts.BODY, bold=step.printed)
        below, beside = self._below(step, self.width()), self._beside(self.width())
        end = start - px(10) if below else beside - px(8)
        name = QRectF(px(INDENT), middle - px(10), end - px(INDENT), px(20))
        fonts.draw_in(painter, name, step.name, fonts.SMALL)
        painter.setPen(look.muted)
        if not below:
            fonts.draw(painter, QPointF(beside, middle), step.how, fonts.SMALL)
        for number, line in enumerate(below):
            at = QPointF(px(INDENT), middle + px(20) + number * px(LINE))
            fonts.draw(painter, at, line, fonts.SMALL)


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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A mark of the legend: an icon, or what `draw` names, and its words."""

    word: str
    icon: Icon | None = None
    tone: Tone = Tone.ACCENT
    drawn: str = ""


class StripLegend(QWidget):
    """The marks of the strip plots in words, in a second line where one is too short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[_Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rule(self, flags: Flags, *, drops: bool) -> None:
        """From which shares of the full mark something is marked; `drops` if the rule leaves out."""
        spread, outlier, deduction = map(_percent, (flags.spread, flags.outlier, flags.unfounded))
        apart = _("spread from {spread}%, outlier from {outlier}% of full")
        without = _("{share}% or more deducted, no concern written")
        self._entries = (
            _Entry(_("counts"), drawn=FILLED),
            *((_Entry(_("left out (highest, lowest)"), drawn=OPEN),) if drops else ()),
            _Entry(_("lowest to highest, median"), drawn=BAND),
            _Entry(apart.format(spread=spread, outlier=outlier), Icon.WARNING, Tone.CONCERN),
            _Entry(without.format(share=deduction), Icon.NOTE, Tone.CONCERN),
            _Entry(_("settled"), Icon.DONE, Tone.PRAISE),
            _Entry(_("settled on other scores"), Icon.BACKUP, Tone.CONCERN),
        )
        self.setAccessibleDescription("；".join(entry.word for entry in self._entries))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        rows = self._rows()
        pitch = px(20)
        top = self.height() / 2 - pitch * (len(rows) - 1) / 2
        for number, row in enumerate(rows):
            x = float(edge(self))
            for entry in row:
                x = self._paint(painter, entry, x, top + number * pitch)

    def _rows(self) -> list[list[_Entry]]:
        rows: list[list[_Entry]] = [[]]
        x, right = float(edge(self)), self.width() - edge(self)
        for entry in self._entries:
            width = _left(entry) + fonts.width(entry.word, fonts.SMALL)
            if rows[-1] and x + width > right:
                rows.append([])
                x = float(edge(self))
            rows[-1].append(entry)
            x += width + px(18)
        return rows

    def _paint(self, painter: QPainter, entry: _Entry, x: float, middle: float) -> float:
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.icon:
            at = QPointF(x + px(7), middle)
            shapes.icon(painter, at, entry.icon, 14, look.tone(entry.tone))
        elif entry.drawn == BAND:
            band = QRectF(x, middle - px(3), px(24), px(7))
            shapes.rounded(painter, band, look.mid(Tone.ACCENT), 3)
            shapes.mark(painter, x + px(12), middle, px(9), look.text)
        else:
            filled = entry.drawn == FILLED
            painter.setPen(Qt.PenStyle.NoPen if filled else QPen(look.accent, 1.4))
            painter.setBrush(look.accent if filled else Qt.BrushStyle.NoBrush)
            radius = px(DOT) if filled else px(HOLLOW)
            painter.drawEllipse(QPointF(x + px(4), middle), radius, radius)
        painter.setPen(look.muted)
        at = QPointF(x + _left(entry), middle)
        return fonts.draw(painter, at, entry.word, fonts.SMALL) + px(18)


def _left(entry: _Entry) -> int:
    """How far the words stand in from their mark."""
    return px(20) if entry.icon else px(32) if entry.drawn == BAND else px(14)


def _percent(share: Decimal) -> str:
    return plain(share * 100)
