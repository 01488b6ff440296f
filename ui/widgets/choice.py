"""One of several: a segmented control that is read at a glance and driven by arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tone, tokens


@dataclass(frozen=True, slots=True)
class Option:
    """A part of the control, in the tone it takes when it is chosen."""

    id: str
    text: str
    tone: Tone = Tone.ACCENT
    icon: Icon | None = None


class Segmented(QWidget):
    """Exclusive parts side by side; nothing may be chosen at first.

    Signals:
        chosen: (id) by the user's doing.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[Option] = (),
        parent: QWidget | None = None,
        *,
        name: str = "",
        small: bool = False,
    ) -> None:
        """`small` is type 12, for rows; `name` is what a screen reader calls the control."""
        super().__init__(parent)
        self._size = fonts.SMALL if small else fonts.BODY
        self._options, self._current = tuple(options), ""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def current(self) -> str:
        """The chosen id, or an empty text."""
        return self._current

    def set_options(self, options: Sequence[Option]) -> None:
        self._options = tuple(options)
        if self._current not in [option.id for option in options]:
            self._current = ""
        self.updateGeometry()
        self.update()

    def set_current(self, option: str) -> None:
        """Announces nothing; an empty text chooses nothing."""
        self._current = option
        said = next((o.text for o in self._options if o.id == option), "")
        self.setAccessibleDescription(said)
        self.update()

    def choose(self, option: str) -> None:
        """As if the user had clicked it."""
        if option != self._current and self.isEnabled():
            self.set_current(option)
            self.chosen.emit(option)

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._natural(o) for o in self._options)), px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        shapes.framed(painter, QRectF(self.rect()), look.line, look.surface)
        boxes = self._boxes()
        for number, (option, box) in enumerate(boxes):
            if number and self._current not in (option.id, boxes[number - 1][0].id):
                shapes.upright(painter, box.left(), box.top() + 9, box.bottom() - 9, look.line)
        for option, box in boxes:
            self._paint_part(painter, option, box)
        if self.hasFocus() and not self._current:
            shapes.framed(painter, QRectF(self.rect()), look.accent, None, 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for option, box in self._boxes():
            if box.contains(event.position()):
                self.choose(option.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        ids = [option.id for option in self._options]
        if step is None or not ids:
            super().keyPressEvent(event)
            return
        at = ids.index(self._current) + step if self._current in ids else 0
        self.choose(ids[max(0, min(len(ids) - 1, at))])

    def _natural(self, option: Option) -> float:
        words = fonts.width(option.text, self._size, bold=True)
        return words + px(20 if self._size == fonts.SMALL else 28) + self._icon_room(option)

    def _icon_room(self, option: Option) -> float:
        return px(22) if option.icon else 0.0

    def _boxes(self) -> list[tuple[Option, QRectF]]:
        """Equal parts where the widest fits into one; else they share the room beyond their needs."""
        natural = [self._natural(option) for option in self._options]
        if natural and max(natural) * len(natural) <= self.width():
            natural = [self.width() / len(natural)] * len(natural)
        spare = max(0.0, self.width() - sum(natural)) / max(1, len(natural))
        x, found = 0.0, []
        for option, width in zip(self._options, natural, strict=True):
            found.append((option, QRectF(round(x), 0, round(width + spare), self.height())))
            x += width + spare
        return found

    def _paint_part(self, painter: QPainter, option: Option, box: QRectF) -> None:
        look = tokens()
        chosen = option.id == self._current
        colour = look.tone(option.tone) if chosen else look.muted
        if chosen:
            stroke = 2.5 if self.hasFocus() else 1.5
            shapes.framed(painter, box, colour, look.soft(option.tone), stroke)
        words = fonts.width(option.text, self._size, bold=chosen)
        x = box.center().x() - (words + self._icon_room(option)) / 2
        if option.icon:
            at = QPointF(x + px(8), box.center().y())
            shapes.icon(painter, at, option.icon, 16, colour)
            x += self._icon_room(option)
        painter.setPen(QPen(colour if self.isEnabled() else look.edge))
        where = QPointF(x, box.center().y())
        fonts.draw(painter, where, option.text, self._size, bold=chosen)
