"""The day's agenda as a strip: a bar for each entry, its name and time below, and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.model.schedule import AgendaEntry, Stage
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import tokens

GAP, LEAST, BAR = 3, 57, 7


@dataclass(frozen=True, slots=True)
class _Box:
    entry: AgendaEntry
    left: float
    width: float


class AgendaStrip(QWidget):
    """Bars as wide as the entries are long, none too narrow for its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[AgendaEntry, ...] = ()
        self._now: time | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_agenda(self, entries: Sequence[AgendaEntry], now: time | None) -> None:
        """`now` is None when the visit is not today."""
        self._entries, self._now = tuple(entries), now
        said = (f"{e.start:%H:%M} {e.title}" for e in self._entries)
        self.setAccessibleName(_("Agenda: {entries}").format(entries="、".join(said)))
        self.setVisible(bool(self._entries))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(600), px(72))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for box in self._boxes():
            self._paint_entry(painter, box)
        self._paint_now(painter)

    def _boxes(self) -> list[_Box]:
        if not self._entries:
            return []
        room = self.width() - px(GAP) * (len(self._entries) - 1)
        least = min(px(LEAST), room / len(self._entries))
        spare = max(0.0, room - least * len(self._entries))
        lengths = [max(1, _minutes(e.end) - _minutes(e.start)) for e in self._entries]
        total = sum(lengths)
        boxes, left = [], 0.0
        for entry, length in zip(self._entries, lengths, strict=True):
            width = least + spare * length / total
            boxes.append(_Box(entry, left, width))
            left += width + px(GAP)
        return boxes

    def _paint_entry(self, painter: QPainter, box: _Box) -> None:
        look = tokens()
        bar = QRectF(box.left, px(18), box.width, px(BAR))
        on = self._is_on(box.entry)
        if box.entry.stage is Stage.OTHER:
            painter.setPen(QPen(look.edge, 1, Qt.PenStyle.DotLine))
            painter.drawLine(
                QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y())
            )
        else:
            past = self._now is not None and box.entry.end <= self._now
            shapes.rounded(
                painter, bar, look.praise if past else look.accent if on else look.track, px(3)
            )
        painter.setPen(look.accent if on else look.text)
        name = fonts.elided(box.entry.title, box.width, fonts.SMALL, bold=on)
        fonts.draw(painter, QPointF(box.left, px(42)), name, fonts.SMALL, bold=on)
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(box.left, px(61)), f"{box.entry.start:%H:%M}", fonts.SMALL)

    def _is_on(self, entry: AgendaEntry) -> bool:
        return self._now is not None and entry.start <= self._now < entry.end

    def _paint_now(self, painter: QPainter) -> None:
        box = next((b for b in self._boxes() if self._is_on(b.entry)), None)
        if box is None or self._now is None:
            return
        length = max(1, _minutes(box.entry.end) - _minutes(box.entry.start))
        share = (_minutes(self._now) - _minutes(box.entry.start)) / length
        x = box.left + box.width * share
        painter.fillRect(QRectF(x, px(4), 2, px(26)), tokens().text)
        painter.setPen(tokens().text)
        said = _("now {time}").format(time=f"{self._now:%H:%M}")
        fonts.draw(painter, QPointF(x + px(6), px(8)), said, fonts.SMALL, bold=True)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
