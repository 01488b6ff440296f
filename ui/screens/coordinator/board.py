"""The readiness board's own pieces: headings with groups, lines for staff, the legend."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from ui import fonts
from ui.charts import shapes
from ui.delegates.cells import GridDelegate, paint_ready
from ui.delegates.painted import RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import ColumnHead, Ready, ReadyCell, Role, TextCell
from ui.room import edge
from ui.theme import Tone, tokens
from ui.widgets.grid import GridHeader, GridView

FIGURES = 2
"""How many columns at the end are figures, aligned right."""


class BoardHeader(GridHeader):
    """Centred headings; neighbours with one note stand under it as a group."""

    def __init__(self, parent: GridView, height: int = 52) -> None:
        super().__init__(parent, height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if section == 0 or section >= self.count() - FIGURES:
            super().paintSection(painter, rect, section)
            return
        head = self._head(section)
        painter.save()
        painter.setClipRect(rect)
        box = QRectF(rect)
        grouped = head is not None and bool(head.note)
        if head is not None:
            middle = box.center().y() + (px(9) if grouped else 0)
            painter.setPen(tokens().text if not grouped else tokens().muted)
            shown = fonts.elided(head.title, box.width() - px(6), fonts.SMALL)
            fonts.draw_centred(painter, QPointF(box.center().x(), middle), shown, fonts.SMALL)
        if grouped and head is not None:
            self._paint_group(painter, section, head.note)
        painter.restore()

    def _head(self, section: int) -> ColumnHead | None:
        head = self.model().headerData(section, Qt.Orientation.Horizontal, Role.HEAD)
        return head if isinstance(head, ColumnHead) else None

    def _group(self, section: int, note: str) -> tuple[int, int]:
        """The first and the last section of the group that a section belongs to."""
        first = last = section
        while first > 1 and self._note(first - 1) == note:
            first -= 1
        while last + 1 < self.count() and self._note(last + 1) == note:
            last += 1
        return first, last

    def _note(self, section: int) -> str:
        head = self._head(section)
        return head.note if head is not None else ""

    def _paint_group(self, painter: QPainter, section: int, note: str) -> None:
        look = tokens()
        first, last = self._group(section, note)
        left = self.sectionViewportPosition(first) + px(8)
        right = self.sectionViewportPosition(last) + self.sectionSize(last) - px(8)
        left = max(left, self.sectionSize(0) + px(8))
        right = min(right, self.viewport().width() - px(8))
        middle, y = (left + right) / 2, px(14)
        shown = fonts.elided(note, right - left, fonts.SMALL)
        half = fonts.width(shown, fonts.SMALL) / 2 + px(10)
        painter.setPen(look.text)
        fonts.draw_centred(painter, QPointF(middle, y), shown, fonts.SMALL)
        shapes.hairline(painter, left, middle - half, y, look.line)
        shapes.hairline(painter, middle + half, right, y, look.line)


class BoardDelegate(GridDelegate):
    """Cells whose ring is as wide as they are; a row stands for one person."""

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        ringed, option.ringed = option.ringed, False
        super().draw(painter, rect, row, option)
        if ringed:
            shapes.current(painter, rect.adjusted(0, 0, 0, -1))


class Inset(QWidget):
    """Keeps a notice off the page's edges, and takes no room while it is hidden."""

    def __init__(self, notice: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.addWidget(notice)
        self._shown = not notice.isHidden()
        self.take_measures()
        notice.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.ShowToParent
        if shown or event.type() is QEvent.Type.HideToParent:
            self._shown = shown
            self.take_measures()
        return super().eventFilter(watched, event)

    def take_measures(self) -> None:
        self._column.setContentsMargins(px(24), 0, px(24), px(12) if self._shown else 0)


class StaffLine(QWidget):
    """Somebody who scores nothing: what that person brought, and when."""

    def __init__(self, name: str, words: str, state: TextCell, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._words, self._state = name, words, state
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} {words} {state.spoken}")

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(45))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        left, right = edge(self), self.width() - edge(self) - px(16)
        middle = self.height() / 2
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)
        shapes.avatar(painter, QPointF(left + px(13), middle), shapes.initial(self._name))
        painter.setPen(look.text)
        x = fonts.draw(painter, QPointF(left + px(36), middle), self._name)
        painter.setPen(look.tone(self._state.tone))
        start = fonts.draw_right(painter, QPointF(right, middle), self._state.text)
        if self._state.icon:
            start -= px(20)
            at = QPointF(start + px(8), middle)
            shapes.icon(painter, at, self._state.icon, 15, look.tone(self._state.tone))
        painter.setPen(look.muted)
        if self._state.note:
            at = QPointF(start - px(12), middle)
            start = fonts.draw_right(painter, at, self._state.note, fonts.SMALL) - px(20)
            shapes.icon(painter, QPointF(start + px(9), middle), Icon.DONE, 14, look.praise)
        words = max(x + px(16), left + px(124))
        room = QRectF(words, 0, start - px(16) - words, self.height())
        fonts.draw_in(painter, room, self._words)


class Legend(QWidget):
    """The board's marks in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._entries = (
            (ReadyCell(Ready.COMPLETE), _("complete")),
            (ReadyCell(Ready.PARTLY), _("partly")),
            (ReadyCell(Ready.OPEN), _("nothing yet")),
            (ReadyCell(Ready.RECUSED), _("recused")),
            (ReadyCell(Ready.NONE), _("not assigned")),
        )
        self.setAccessibleName(" ".join(word for _cell, word in self._entries))

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        x, middle = float(edge(self)), self.height() / 2
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)
        for cell, word in self._entries:
            x += self._paint_mark(painter, QPointF(x, middle), cell) + px(8)
            painter.setPen(look.muted)
            x = fonts.draw(painter, QPointF(x, middle), word, fonts.SMALL) + px(20)

    def _paint_mark(self, painter: QPainter, at: QPointF, cell: ReadyCell) -> int:
        """Paints a mark from its left edge and says how wide it is."""
        look = tokens()
        if cell.state is Ready.RECUSED:
            box = QRectF(at.x(), at.y() - px(6), px(22), px(12))
            shapes.hatched(painter, box)
            return px(22)
        centre = at + QPointF(px(7), 0)
        if cell.state is Ready.PARTLY:
            shapes.ring(painter, centre, px(6), 0.75, look.accent)
        elif cell.state is Ready.COMPLETE:
            shapes.icon(painter, centre, Icon.DONE, 15, look.praise)
        elif cell.state is Ready.OPEN:
            shapes.circle(painter, centre, px(6), look.edge)
        else:
            paint_ready(painter, centre, cell)
        return px(14)


class Caption(QWidget):
    """A heading over a list, its count, and a few words at the right."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._note, self._count = title, note, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set_count(self, count: int) -> None:
        self._count = str(count) if count else ""
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(38))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        left, middle = float(edge(self)), self.height() / 2 + px(2)
        painter.setPen(look.muted)
        x = fonts.draw(painter, QPointF(left, middle), self._title, fonts.SMALL, bold=True)
        fonts.draw(painter, QPointF(x + px(8), middle), self._count, fonts.SMALL)
        room = self.width() - edge(self) - x - px(60)
        note = fonts.elided(self._note, room, fonts.SMALL)
        fonts.draw_right(painter, QPointF(self.width() - edge(self), middle), note, fonts.SMALL)


def received(cell: TextCell) -> TextCell:
    """`handed_in` as it reads in a line of its own."""
    if cell.tone is Tone.CRITICAL:
        return cell
    return TextCell(cell.text, _("is in"), tone=Tone.TEXT, icon=None)


def clear_layout(layout: QLayout) -> None:
    """Takes widgets out now and frees them later, since a signal of theirs may be under way."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
