"""The photos of a quick capture: small tiles, those still being made, and the one that adds."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _, ngettext
from ui import actions, fonts
from ui.actions import Do
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.photo_jobs import Thumbnails
from ui.theme import Tone, tokens

WIDE, HIGH, GAP, CROSS, COUNT = 48, 36, 8, 32, 64
ADD = -1


class QuickPhotos(QWidget):
    """Arrows move, Delete takes a photo out, Space or Enter on the last tile adds some.

    Signals:
        asked: photos are to be chosen.
        removed: (hash) of the photo that is to go.
    """

    asked = Signal()
    removed = Signal(str)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._digests: tuple[str, ...] = ()
        self._unready, self._marked = 0, ADD
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Photos"))
        self.setToolTip(f"{_('Add photos')} {actions.hint(Do.OPEN)}")
        thumbnails.ready.connect(self.update)
        self._describe()

    @property
    def digests(self) -> tuple[str, ...]:
        """The photos that are there, in their order."""
        return self._digests

    @property
    def marked(self) -> str:
        """The photo that Delete would take out; empty on the tile that adds."""
        return "" if self._marked == ADD else self._digests[self._marked]

    @property
    def in_sight(self) -> tuple[str, ...]:
        """The photos that there is room for."""
        return tuple(self._digests[at] for at in self._shown())

    def set_photos(self, digests: tuple[str, ...], unready: int) -> None:
        """`unready` are being made; announces nothing."""
        self._digests, self._unready = digests, unready
        if self._marked >= len(digests):
            self._marked = len(digests) - 1
        self._thumbnails.want(digests)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(HIGH))

    def _describe(self) -> None:
        count = len(self._digests)
        said = ngettext("{count} photo", "{count} photos", count).format(count=count)
        place = _("photo {number}, Delete takes it out").format(number=self._marked + 1)
        adding = _("Enter adds photos")
        self.setAccessibleDescription(f"{said}: {adding if self._marked == ADD else place}")
        self.update()

    def _mark(self, at: int) -> None:
        """Any number below nought or behind the last is the tile that adds."""
        self._marked = at if 0 <= at < len(self._digests) else ADD
        self._describe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self._digests)
        at = count if self._marked == ADD else self._marked
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: count}
        steps = {Qt.Key.Key_Left: max(0, at - 1), Qt.Key.Key_Right: min(count, at + 1)}
        if key in steps or key in ends:
            self._mark({**steps, **ends}[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        elif self._marked == ADD and key in _OPENING and not event.modifiers():
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def _remove(self) -> None:
        if self.marked:
            self.removed.emit(self.marked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        if self._marked != ADD and self._cross().contains(where):
            self._remove()
            return
        for at, box in self._boxes():
            if box.contains(where):
                self._mark(at)
        if self._add_box().contains(where):
            self._mark(ADD)
            self.asked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        lit = any(b.contains(event.position()) for b in (self._add_box(), *self._tiles()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if lit else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(ADD)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def _shown(self) -> range:
        """The photos that there is room for, the marked one among them."""
        count = len(self._digests)
        room = self.width() - px(WIDE + GAP + CROSS) - self._unready_shown() * px(WIDE + GAP)
        if count * px(WIDE + GAP) > room:
            room -= px(COUNT)
        fit = max(1, int(room // px(WIDE + GAP)))
        wanted = self._marked if self._marked != ADD else count
        first = max(0, min(wanted, count - fit))
        return range(first, min(count, first + fit))

    def _unready_shown(self) -> int:
        return min(self._unready, 2)

    def _boxes(self) -> list[tuple[int, QRectF]]:
        """Photos in sight with their numbers; the marked one makes room for its cross."""
        x, found = 0.0, []
        for at in self._shown():
            found.append((at, QRectF(x, 0, px(WIDE), px(HIGH))))
            x += px(WIDE + GAP) + (px(CROSS) if self._has_cross(at) else 0)
        return found

    def _has_cross(self, at: int) -> bool:
        return at == self._marked and self.hasFocus()

    def _cross(self) -> QRectF:
        box = next((box for at, box in self._boxes() if self._has_cross(at)), QRectF())
        return QRectF(box.right(), 0, px(CROSS), px(HIGH)) if box.width() else QRectF()

    def _after(self) -> float:
        """Where the photos end."""
        boxes = self._boxes()
        if not boxes:
            return 0.0
        at, box = boxes[-1]
        return box.right() + px(GAP) + (px(CROSS) if self._has_cross(at) else 0)

    def _pending(self) -> list[QRectF]:
        left = self._after()
        steps = range(self._unready_shown())
        return [QRectF(left + n * px(WIDE + GAP), 0, px(WIDE), px(HIGH)) for n in steps]

    def _add_box(self) -> QRectF:
        left = self._after() + self._unready_shown() * px(WIDE + GAP)
        return QRectF(left, 0, px(WIDE), px(HIGH))

    def _tiles(self) -> list[QRectF]:
        return [box for _at, box in self._boxes()]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        for at, box in self._boxes():
            self._paint_photo(painter, self._digests[at], box)
            if self._has_cross(at):
                self._paint_mark(painter, box)
        for box in self._pending():
            shapes.rounded(painter, box, tokens().raised, px(4))
            shapes.icon(painter, box.center(), Icon.CLOCK, 18, tokens().muted)
        self._paint_add(painter)
        self._paint_words(painter)

    def _paint_photo(self, painter: QPainter, digest: str, box: QRectF) -> None:
        image = self._thumbnails.image(digest)
        shapes.rounded(painter, box, tokens().raised, px(4))
        if image is None or image.isNull():
            icon = Icon.PHOTO if image is None else Icon.MISSING
            shapes.icon(painter, box.center(), icon, 18, tokens().muted)
            return
        shapes.picture(painter, box, image)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        look, cross = tokens(), self._cross()
        shapes.framed(painter, box.united(cross), look.accent, None, 2.5, 4)
        shapes.icon(painter, cross.center(), Icon.CLOSE, 14, look.accent)

    def _paint_add(self, painter: QPainter) -> None:
        look, box = tokens(), self._add_box()
        lit = self.hasFocus() and self._marked == ADD
        pen = QPen(look.accent if lit else look.edge, 2 if lit else 1, Qt.PenStyle.DashLine)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(look.soft(Tone.ACCENT) if lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        shapes.icon(painter, box.center(), Icon.CAMERA, 18, look.accent if lit else look.text)

    def _paint_words(self, painter: QPainter) -> None:
        """How to add some, and how many there are where not all are in sight."""
        left = self._add_box().right() + px(12)
        hidden = len(self._digests) > len(self._shown())
        count = ngettext("{count} photo", "{count} photos", len(self._digests))
        hint = _("drop, Ctrl+V or {keys}").format(keys="+".join(actions.keys(Do.OPEN)))
        words = count.format(count=len(self._digests)) if hidden else hint
        room = QRectF(left, 0, self.width() - left, px(HIGH))
        painter.setPen(tokens().muted)
        if fonts.width(words, fonts.SMALL) <= room.width() or hidden:
            at = QPointF(left, room.center().y())
            fonts.draw_in(painter, QRectF(at.x(), 0, room.width(), px(HIGH)), words, fonts.SMALL)


_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
