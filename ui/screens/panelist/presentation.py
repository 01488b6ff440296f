"""Own findings in large type over the whole window, for the projector at the feedback."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.capture import Capture, Finding, Stance
from app.visit import Visit
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings_own import STANCE_TONES, OwnFindings, names_of, stance_word
from ui.screens.panelist.finding_list import STANCE_ICONS
from ui.theme import dress, tokens
from ui.widgets.basics import Button, Kind

SAID = (Stance.PRAISE, Stance.CONCERN)
SIZES = (40, 36, 32, 28)
TOGETHER = 32
"""Two findings share a page only at this size or larger."""
LEADING = 1.55
CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_F5)
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1}
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
ON = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
HEAD, FOOT, GAP, LEAD, SIDE, PLACE = 112, 72, 36, 68, 64, 34


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as it is shown: its number among those of its stance, and where it belongs."""

    id: str
    stance: Stance
    number: int
    text: str
    group: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding on a page, broken into lines; `continued` has its beginning on the page before."""

    said: Said
    lines: tuple[str, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is shown at a time: one or two findings of one stance, block and district."""

    size: int
    entries: tuple[Entry, ...]


def said_in_order(found: OwnFindings) -> tuple[Said, ...]:
    """Praise, then concerns. What is about one block and district stays together, in the order said."""
    shown: list[Said] = []
    home = names_of(found.visit).block
    for stance in SAID:
        groups: dict[tuple[str, str], list[Capture]] = {}
        for capture in found.of(stance):
            key = (home(capture), capture.district or "")
            groups.setdefault(key, []).append(capture)
        ordered = [capture for group in groups.values() for capture in group]
        shown += (_said(found.visit, c, n) for n, c in enumerate(ordered, start=1))
    return tuple(shown)


def _said(visit: Visit, capture: Capture, number: int) -> Said:
    body = capture.body
    assert isinstance(body, Finding)
    names = names_of(visit)
    words = (
        names.blocks.get(names.block(capture), ""),
        names.districts.get(capture.district or "", ""),
    )
    group = "·".join(word for word in words if word)
    item = names.items.get(capture.item or "", "")
    return Said(capture.id, body.stance, number, body.text.strip(), group, item)


def leaves(shown: Iterable[Said], width: float, height: float) -> tuple[Leaf, ...]:
    """Pages for a room: as large as fits, two of a kind together, a very long one over several."""
    made: list[Leaf] = []
    for said in shown:
        together = _together(made[-1], said, width, height) if made else None
        if together is not None:
            made[-1] = together
        else:
            made += _alone(said, width, height)
    return tuple(made)


def _together(leaf: Leaf, said: Said, width: float, height: float) -> Leaf | None:
    first = leaf.entries[0]
    same = (first.said.stance, first.said.group) == (said.stance, said.group)
    if len(leaf.entries) > 1 or first.continued or not same:
        return None
    for size in SIZES:
        both = tuple(_entry(one, width, size) for one in (first.said, said))
        if size >= TOGETHER and _height(both, size) <= height:
            return Leaf(size, both)
    return None


def _alone(said: Said, width: float, height: float) -> list[Leaf]:
    for size in SIZES:
        entry = _entry(said, width, size)
        if _height((entry,), size) <= height:
            return [Leaf(size, (entry,))]
    fit = max(1, int((height - px(PLACE)) / _line(SIZES[-1])))
    starts = range(0, len(entry.lines), fit)
    return [
        Leaf(size, (replace(entry, lines=entry.lines[at : at + fit], continued=at > 0),))
        for at in starts
    ]


def _entry(said: Said, width: float, size: int) -> Entry:
    return Entry(said, tuple(fonts.wrapped(said.text, max(px(200), width), size)))


def _line(size: int) -> float:
    return px(size) * LEADING


def _height(entries: tuple[Entry, ...], size: int) -> float:
    places = sum(px(PLACE) for entry in entries if entry.said.item)
    lines = sum(len(entry.lines) for entry in entries)
    return lines * _line(size) + places + (len(entries) - 1) * px(GAP)


class Presentation(QWidget):
    """Covers its owner's window. Arrows, Space and Page keys turn, Esc or F5 closes.

    While it is open it is the window's child; its owner takes it back when it closes.

    Signals:
        closed: (id) it was put away; the finding that was shown last.
    """

    closed = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._shown: tuple[Said, ...] = ()
        self._leaves: tuple[Leaf, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Presentation"))
        self._back = self._button(_("Previous page"), Icon.PREVIOUS)
        self._on = self._button(_("Next page"), Icon.NEXT)
        self._close = self._button(_("Close"), Icon.CLOSE)
        self._back.clicked.connect(self.back)
        self._on.clicked.connect(self.on)
        self._close.clicked.connect(self.put_away)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self._back, self._on, self._close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 18)
        column.addStretch(1)
        column.addLayout(foot)
        self.hide()

    def _button(self, name: str, icon: Icon) -> Button:
        button = Button("", self, kind=Kind.QUIET, icon=icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    @property
    def leaf(self) -> Leaf | None:
        """The page that is shown."""
        return self._leaves[self._at] if self._leaves else None

    def open_at(self, finding: str, shown: tuple[Said, ...]) -> None:
        """Covers the window, beginning with a finding; an id that is not shown means the first."""
        window = self.window()
        self.setParent(window)
        dress(self)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self._shown = shown
        self._lay_out(finding)
        self.show()
        self.raise_()
        self.setFocus()

    def set_shown(self, shown: tuple[Said, ...]) -> None:
        """What there is now; the page shown stays if its finding does."""
        kept = self._current()
        self._shown = shown
        self._lay_out(kept)
        if not shown:
            self.put_away()

    @Slot()
    def put_away(self) -> None:
        if self.isHidden():
            return
        last = self._current()
        self.window().removeEventFilter(self)
        self.hide()
        self._shown, self._leaves, self._at = (), (), 0
        self.closed.emit(last)

    @Slot()
    def on(self) -> None:
        self._go(self._at + 1)

    @Slot()
    def back(self) -> None:
        self._go(self._at - 1)

    def _go(self, at: int) -> None:
        self._at = max(0, min(len(self._leaves) - 1, at))
        self._tell()

    def _tell(self) -> None:
        leaf = self.leaf
        texts = [entry.said.text for entry in leaf.entries] if leaf else []
        self.setAccessibleDescription("\n".join(texts))
        self._back.setEnabled(self._at > 0)
        self._on.setEnabled(self._at + 1 < len(self._leaves))
        self.update()

    def _current(self) -> str:
        return self.leaf.entries[0].said.id if self.leaf else ""

    def _lay_out(self, finding: str) -> None:
        room = self._room()
        self._leaves = leaves(self._shown, room.width() - px(LEAD), room.height())
        starts = (
            n for n, leaf in enumerate(self._leaves) for e in leaf.entries if e.said.id == finding
        )
        self._go(next(starts, 0))

    def _room(self) -> QRectF:
        side = px(SIDE if self.width() >= px(1000) else SIDE / 2)
        return QRectF(self.rect()).adjusted(side, px(HEAD), -side, -px(FOOT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in CLOSING:
            self.put_away()
        elif key in ENDS:
            self._go(ENDS[key] * len(self._leaves))
        elif key in BACK or (key is Qt.Key.Key_Space and shifted):
            self.back()
        elif key in ON:
            self.on()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab stays here: what lies below is not to be reached."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.key() in tabs:
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.on()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Covers the window at whatever size it has."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._current())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self._lay_out(self._current())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().surface)
        if self.leaf is None:
            return
        room = self._room()
        self._paint_head(painter, room, self.leaf.entries[0].said)
        spare = room.height() - _height(self.leaf.entries, self.leaf.size)
        y = room.top() + max(0.0, spare * 0.36)
        for entry in self.leaf.entries:
            y = self._paint_entry(painter, QPointF(room.left(), y), entry) + px(GAP)
        self._paint_foot(painter, room)

    def _paint_head(self, painter: QPainter, room: QRectF, said: Said) -> None:
        look, middle = tokens(), px(60)
        tone = look.tone(STANCE_TONES[said.stance])
        shapes.icon(
            painter, QPointF(room.left() + px(16), middle), STANCE_ICONS[said.stance], 32, tone
        )
        painter.setPen(tone)
        at = QPointF(room.left() + px(LEAD), middle)
        x = fonts.draw(painter, at, stance_word(said.stance), fonts.HERO, bold=True)
        painter.setPen(look.muted)
        place = QRectF(x + px(28), middle - px(20), room.right() - x - px(28), px(40))
        fonts.draw_in(painter, place, said.group, fonts.HERO)
        shapes.hairline(painter, room.left(), room.right(), px(HEAD - 14), look.line)

    def _paint_entry(self, painter: QPainter, at: QPointF, entry: Entry) -> float:
        """Returns the y under it."""
        assert self.leaf is not None
        look, size = tokens(), self.leaf.size
        y = at.y() + _line(size) / 2
        if not entry.continued:
            painter.setPen(look.muted)
            fonts.draw(painter, QPointF(at.x(), y), str(entry.said.number), size)
        painter.setPen(look.text)
        for line in entry.lines:
            fonts.draw(painter, QPointF(at.x() + px(LEAD), y), line, size)
            y += _line(size)
        y -= _line(size) / 2
        if entry.said.item:
            painter.setPen(look.muted)
            under = QPointF(at.x() + px(LEAD), y + px(PLACE / 2))
            fonts.draw(painter, under, entry.said.item, fonts.TITLE)
            y += px(PLACE)
        return y

    def _paint_foot(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(tokens().muted)
        at = QPointF(room.left(), self.height() - px(34))
        count = f"{self._at + 1} / {len(self._leaves)}"
        fonts.draw(painter, at, count, fonts.LARGE)
