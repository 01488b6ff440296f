"""What is known beforehand, to be read while one listens: indicators, staff, station."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.model.setup import Setup
from ui import fonts
from ui.charts import shapes
from ui.delegates.indicators import IndicatorDelegate
from ui.fonts import px
from ui.models.briefing import (
    Fact,
    elapsed_words,
    figure_facts,
    indicator_rows,
    staffing_facts,
    station_facts,
)
from ui.room import edge
from ui.theme import tokens
from ui.widgets.basics import Line, Rule, paragraph
from ui.widgets.lists import FittingList

COLUMNS, LABEL, LINE, GAP = 2, 19, 22, 10


class FactGrid(QWidget):
    """Two columns of labels over values, painted: seventy labels would take a tenth of a second."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    def set_facts(self, facts: tuple[Fact, ...]) -> None:
        if facts != self._facts:
            self._facts = facts
            self.setAccessibleName("\n".join(f"{fact.label} {fact.value}" for fact in facts))
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        tall = sum(height for _top, height, _row in self._rows(width))
        return max(1, tall - px(GAP)) if self._facts else 1

    def sizeHint(self) -> QSize:
        return QSize(px(400), self.heightForWidth(px(400)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for top, _height, row in self._rows(self.width()):
            for column, (fact, lines) in enumerate(row):
                self._paint_fact(
                    painter, QPointF(column * self._step(self.width()), top), fact, lines
                )

    def _paint_fact(self, painter: QPainter, at: QPointF, fact: Fact, lines: Sequence[str]) -> None:
        look = tokens()
        painter.setPen(look.muted)
        room = QRectF(at.x(), at.y(), self._step(self.width()) - px(24), px(LABEL))
        fonts.draw_in(painter, room, fact.label, fonts.SMALL)
        painter.setPen(look.tone(fact.tone))
        middle = at.y() + px(LABEL + LINE / 2)
        for line in lines:
            fonts.draw(painter, QPointF(at.x(), middle), line)
            middle += px(LINE)

    def _step(self, width: float) -> float:
        """How far the second column stands from the first."""
        return (width + px(24)) / COLUMNS

    def _rows(self, width: int) -> Iterator[tuple[int, int, tuple[tuple[Fact, list[str]], ...]]]:
        """Top, height and the facts of each row with the lines of their values."""
        room, top = self._step(width) - px(24), 0
        for first in range(0, len(self._facts), COLUMNS):
            facts = self._facts[first : first + COLUMNS]
            row = tuple((fact, fonts.wrapped(fact.value, max(px(60), room))) for fact in facts)
            height = px(LABEL) + max(len(lines) for _fact, lines in row) * px(LINE) + px(GAP)
            yield top, height, row
            top += height


class TimeLegend(QWidget):
    """The tick and what it stands for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.width(self._text, fonts.SMALL)) + px(14), px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        middle = self.height() / 2
        shown = fonts.elided(self._text, self.width() - px(12), fonts.SMALL)
        painter.setPen(look.muted)
        start = fonts.draw_right(painter, QPointF(self.width(), middle), shown, fonts.SMALL)
        shapes.mark(painter, start - px(7), middle, px(14), look.text)


class Facts(QScrollArea):
    """All that is known; scrolls with arrow keys and Page Down once it has the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Station, indicators, staff"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(8)
        self.station, self.staff = FactGrid(inner), FactGrid(inner)
        self.figures = FactGrid(inner)
        self.indicators = FittingList(IndicatorDelegate(), inner, name=_("Indicators"))
        self.indicators.setProperty("ground", "surface")
        self.indicators.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._legend = TimeLegend(inner)
        self._no_indicators = paragraph(
            _("The set-up names no indicators; ask for target and actual figures."),
            inner,
            role="muted",
        )
        self._no_staff = paragraph(
            _("The set-up has no figures on staff; ask who is employed since when."),
            inner,
            role="muted",
        )
        self._figures_part: tuple[QWidget, ...] = ()
        self._build(inner)
        self.setWidget(inner)
        self._ring = FocusFrame(self)

    def _build(self, inner: QWidget) -> None:
        self._heading(inner, _("Indicators"), self._legend, first=True)
        self._column.addWidget(self.indicators)
        self._column.addWidget(self._no_indicators)
        self._heading(inner, _("Posts and staff"))
        self._column.addWidget(self.staff)
        self._column.addWidget(self._no_staff)
        self._heading(inner, _("About the station"))
        self._column.addWidget(self.station)
        self._figures_part = (*self._heading(inner, _("Reported by the station")), self.figures)
        self._column.addWidget(self.figures)
        self._column.addStretch(1)

    def _heading(
        self, inner: QWidget, text: str, aside: QWidget | None = None, *, first: bool = False
    ) -> tuple[QWidget, ...]:
        rule, line = Rule(inner), Line(text, inner, bold=True)
        if not first:
            self._column.addSpacing(10)
        self._column.addWidget(rule)
        rule.setVisible(not first)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0 if first else 6, 0, 0)
        row.addWidget(line)
        row.addStretch(1)
        if aside is not None:
            row.addWidget(aside)
        self._column.addLayout(row)
        return rule, line

    def show_setup(self, setup: Setup) -> None:
        self.station.set_facts(station_facts(setup))
        self.staff.set_facts(staffing_facts(setup))
        self.figures.set_facts(figure_facts(setup))
        rows = indicator_rows(setup)
        self.indicators.set_rows(rows)
        self.indicators.fit()
        self.indicators.setVisible(bool(rows))
        self._no_indicators.setVisible(not rows)
        self._legend.set_text(elapsed_words(setup) if rows else "")
        self.staff.setVisible(bool(self.staff.facts))
        self._no_staff.setVisible(not self.staff.facts)
        _show(self._figures_part, shown=bool(self.figures.facts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.setContentsMargins(edge(self), 4, edge(self) - 4, 24)
        self._ring.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._ring.setVisible(event.type() is QEvent.Type.FocusIn)
        return super().event(event)


class FocusFrame(QWidget):
    """The ring round something that scrolls; lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        shapes.framed(QPainter(self), box, tokens().accent, None, 2)


def _show(widgets: Sequence[QWidget], *, shown: bool) -> None:
    for widget in widgets:
        widget.setVisible(shown)
