"""Chips: one of many, the ones that fit side by side, the rest behind a menu."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.i18n import _
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tone, tokens

GAP, PAD, HIGH = 4, 12, 32
MORE = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Chip:
    id: str
    text: str


class Chips(QWidget):
    """A row of words, one of them chosen; `optional` ones are let go by choosing them again.

    Signals:
        chosen: (id) by the user's doing; empty when the choice was let go.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget, *, name: str, optional: bool = False) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._current, self._marked, self._optional = "", "", optional
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def current(self) -> str:
        return self._current

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(chip.id for chip in self._chips)

    def set_chips(self, chips: Sequence[Chip], current: str, marked: str = "") -> None:
        """`marked` is the one that a search would take. Announces nothing."""
        self._chips, self._current, self._marked = tuple(chips), current, marked
        self.setAccessibleDescription(self._name_of(marked or current))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for chip, box in self._boxes():
            self._paint_chip(painter, chip, box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for chip, box in self._boxes():
            if box.contains(event.position()):
                if chip.text == MORE and not chip.id:
                    self._open_menu(box)
                else:
                    self._choose(chip.id)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._choose(self._current)
        elif step is None or not self._chips:
            super().keyPressEvent(event)
        else:
            ids = self.ids
            at = ids.index(self._current) + step if self._current in ids else 0
            self._choose(ids[max(0, min(len(ids) - 1, at))], toggles=False)

    def _choose(self, chip: str, *, toggles: bool = True) -> None:
        again = chip == self._current
        if again and not (toggles and self._optional):
            return
        self._current = "" if again else chip
        self.setAccessibleDescription(self._name_of(self._current))
        self.update()
        self.chosen.emit(self._current)

    def _name_of(self, wanted: str) -> str:
        return next((chip.text for chip in self._chips if chip.id == wanted), "")

    def _width(self, chip: Chip) -> float:
        cross = px(20) if self._is_removable(chip) else 0
        return fonts.width(chip.text, bold=True) + px(2 * PAD) + cross

    def _is_removable(self, chip: Chip) -> bool:
        return self._optional and bool(chip.id) and chip.id == self._current

    def _boxes(self) -> list[tuple[Chip, QRectF]]:
        """What fits, the current one among it, and the way to the rest."""
        chips = self._fitting()
        x, found = 0.0, []
        for chip in chips:
            width = self._width(chip)
            found.append((chip, QRectF(round(x), 0, round(width), self.height())))
            x += width + px(GAP)
        return found

    def _fitting(self) -> list[Chip]:
        chips = list(self._chips)
        if self._total(chips) <= self.width():
            return chips
        more = Chip("", MORE)
        lead = [chip for chip in chips if chip.id == self._current]
        shown = self._first_before(chips, [more])
        if lead and lead[0] not in shown:
            shown = [*self._first_before(shown, [*lead, more]), *lead]
        return [*shown, more]

    def _first_before(self, chips: list[Chip], after: Sequence[Chip]) -> list[Chip]:
        """As many from the beginning as leave room for those that follow."""
        left = self.width() - self._total(after)
        for number, chip in enumerate(chips):
            left -= self._width(chip) + px(GAP)
            if left < 0:
                return chips[:number]
        return chips

    def _total(self, chips: Sequence[Chip]) -> float:
        return sum(self._width(chip) + px(GAP) for chip in chips) - px(GAP)

    def _paint_chip(self, painter: QPainter, chip: Chip, box: QRectF) -> None:
        look = tokens()
        more = chip.text == MORE and not chip.id
        chosen = chip.id == self._current and not more
        marked = bool(self._marked) and chip.id == self._marked
        colour = look.accent if chosen or marked else look.text
        if chosen or marked:
            stroke = 2.5 if self.hasFocus() else 1.5
            shapes.framed(painter, box, look.accent, look.soft(Tone.ACCENT), stroke)
        elif self.hasFocus() and more:
            shapes.framed(painter, box, look.line)
        painter.setPen(colour)
        at = QPointF(box.left() + px(PAD), box.center().y())
        fonts.draw(painter, at, chip.text, bold=chosen or marked)
        if self._is_removable(chip):
            cross = QPointF(box.right() - px(15), box.center().y())
            shapes.icon(painter, cross, Icon.CLOSE, 12, colour)

    def _open_menu(self, box: QRectF) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self._chips:
            action = menu.addAction(chip.text or _("None"))
            action.setData(chip.id)
        menu.triggered.connect(self._on_menu)
        menu.popup(self.mapToGlobal(QPoint(round(box.left()), self.height())))

    @Slot(QAction)
    def _on_menu(self, action: QAction) -> None:
        self._choose(str(action.data()), toggles=False)
