"""A list whose rows are answered by number keys or by clicking a circle, with its head."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts
from ui.charts import shapes
from ui.delegates.choices import ChoiceDelegate, choice_at, columns
from ui.fonts import px
from ui.models.choices import Choice
from ui.models.roles import Role
from ui.room import edge
from ui.theme import tokens
from ui.widgets.lists import RowList

HEAD = 36
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ChoiceList(RowList):
    """Number keys and circles answer, Delete takes an answer back, Return opens a row.

    Signals:
        marked: (id, value) an answer; empty when it is taken back.
        lettered: (id, letter) a letter was typed, in capitals.
    """

    marked = Signal(str, str)
    lettered = Signal(str, str)

    def __init__(self, choices: Sequence[Choice], parent: QWidget, *, name: str) -> None:
        super().__init__(ChoiceDelegate(choices), parent, name=name)
        self.choices = tuple(choices)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.current_id
        number = event.key() - Qt.Key.Key_1
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not here or held:
            super().keyPressEvent(event)
        elif 0 <= number < len(self.choices):
            self.marked.emit(here, self.choices[number].value)
        elif event.key() in _DELETE:
            self.marked.emit(here, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(here)
        elif Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            self.lettered.emit(here, chr(event.key()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = str(index.data(Role.ID) or "")
        value = choice_at(self.choices, event.position().x(), self.right())
        top = self.visualRect(index).top() + px(ChoiceDelegate.height)
        if row and value and event.position().y() < top:
            self.marked.emit(row, value)

    def right(self) -> float:
        """Where the last column ends."""
        return self.viewport().width() - edge(self)

    def go_on(self) -> None:
        """Moves to the next row that can be answered."""
        for row in range(self.currentIndex().row() + 1, self.rows.rowCount()):
            index = self.rows.index(row)
            if index.data(Role.ID):
                self.setCurrentIndex(index)
                return


class ChoiceHead(QWidget):
    """What the columns mean, and their keys."""

    def __init__(self, listing: ChoiceList, title: str) -> None:
        super().__init__(listing.parentWidget())
        self._list, self._title = listing, title
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str) -> None:
        self._title = title
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        painter.fillRect(self.rect(), look.bg)
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)
        middle = self.height() / 2
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(edge(self), middle), self._title, fonts.SMALL)
        spans = columns(self._list.choices, self._list.right())
        for number, (choice, span) in enumerate(
            zip(self._list.choices, spans, strict=True), start=1
        ):
            word = fonts.width(choice.word, fonts.SMALL)
            whole = word + px(6) + shapes.cap_width(str(number))
            x = span.center().x() - whole / 2
            painter.setPen(look.muted)
            fonts.draw(painter, QPointF(x, middle), choice.word, fonts.SMALL)
            shapes.cap(painter, x + word + px(6), middle, str(number))
