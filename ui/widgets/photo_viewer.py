"""A photo in full over the page: arrows go through them, the caption is written below."""

from PySide6.QtCore import QBuffer, QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.visit import Visit
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.models.observation import PhotoRow
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, KeyCap, Kind, Line
from ui.widgets.editors import LineEditor

FOOT, SIDE, SCRIM = 60, 56, 235


class PhotoViewer(QWidget):
    """Arrows, Home and End go through; R turns, Delete deletes, Return writes, Esc closes.

    Signals:
        captioned: (id, text) to be stored.
        turned: (id) to be turned clockwise by a quarter.
        removed: (id) to be deleted.
        closed: (id) it was put away; the photo that was shown last.
    """

    captioned = Signal(str, str)
    turned = Signal(str)
    removed = Signal(str)
    closed = Signal(str)

    def __init__(self, visit: Visit, parent: QWidget) -> None:
        super().__init__(parent)
        self._visit = visit
        self._rows: tuple[PhotoRow, ...] = ()
        self._current, self._written, self._digest = "", "", ""
        self._image = QImage()
        self.setAccessibleName(_("Photo"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.caption = LineEditor(self, name=_("Caption"), placeholder=_("Caption"))
        self.caption.committed.connect(self._on_captioned)
        self.caption.submitted.connect(self._on_submitted)
        self.turn = self._button(_("Turn"), Icon.REDO, "R")
        self.turn.clicked.connect(self._on_turn)
        self.delete = self._button(_("Delete"), Icon.DELETE, "Delete")
        self.delete.clicked.connect(self._on_delete)
        self.close_button = self._button(_("Close"), Icon.CLOSE, "Esc")
        self.close_button.clicked.connect(self.put_away)
        self._ring: list[QWidget] = [
            self,
            self.caption,
            self.turn,
            self.delete,
            self.close_button,
        ]
        for widget in self._ring:
            widget.installEventFilter(self)
        self._build()
        self.hide()

    def _button(self, text: str, icon: Icon, hint: str) -> Button:
        return Button(text, self, kind=Kind.QUIET, icon=icon, hint=hint)

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 16, 0)
        foot.setSpacing(12)
        foot.addWidget(self._place)
        foot.addWidget(KeyCap(("←", "→"), "", self))
        foot.addWidget(self.caption, 1)
        for button in (self.turn, self.delete, self.close_button):
            foot.addWidget(button)
        self._foot = QWidget(self)
        self._foot.setFixedHeight(px(FOOT))
        self._foot.setLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self._foot)

    @property
    def current(self) -> str:
        """The photo that is shown."""
        return self._current

    def open_at(self, photo: str, rows: tuple[PhotoRow, ...], *, editable: bool) -> None:
        """Shows one of a place's photos over the page."""
        for widget in (self.turn, self.delete):
            widget.setVisible(editable)
        self.caption.setReadOnly(not editable)
        self.setGeometry(self._parent().rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._current = photo
        self.set_rows(rows)

    def set_rows(self, rows: tuple[PhotoRow, ...]) -> None:
        """What the place holds now; goes to the neighbour when the photo shown is gone."""
        before = [row.id for row in self._rows]
        at = before.index(self._current) if self._current in before else 0
        self._rows = rows
        if not rows:
            self.put_away()
            return
        if self._current not in [row.id for row in rows]:
            self._current = rows[min(at, len(rows) - 1)].id
        self._show()

    def flush(self) -> None:
        self.caption.flush()

    @Slot()
    def put_away(self) -> None:
        if self.isHidden():
            return
        self.flush()
        self.hide()
        self._image, self._digest = QImage(), ""
        self.closed.emit(self._current)

    def step(self, by: int) -> None:
        """Goes on by so many photos, no further than the ends."""
        at = max(0, min(len(self._rows) - 1, self._at() + by))
        if at != self._at():
            self.flush()
            self._current = self._rows[at].id
            self._show()

    def _at(self) -> int:
        return next((n for n, row in enumerate(self._rows) if row.id == self._current), 0)

    def _show(self) -> None:
        at = self._at()
        row = self._rows[at]
        if row.digest != self._digest:
            self._digest = row.digest
            self._image = self._read(self._visit.photo(row.digest) or b"")
        self._place.set_text(
            _("{number} of {count}").format(number=at + 1, count=len(self._rows)) + f"  {row.time}"
        )
        if row.id != self._written or not self.caption.hasFocus():
            self.caption.set_text(row.caption)
            self._written = row.id
        self.setAccessibleDescription(row.spoken)
        self.update()

    def _read(self, data: bytes) -> QImage:
        """No larger than it is shown: a JPEG is then unpacked in a fraction of the time."""
        buffer = QBuffer()
        buffer.setData(data)
        reader = QImageReader(buffer)
        room = (self._stage().size() * self.devicePixelRatioF()).toSize()
        size = reader.size()
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()

    def _parent(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def _stage(self) -> QRectF:
        """Where the photo stands."""
        edge = px(SIDE)
        return QRectF(self.rect()).adjusted(edge, px(16), -edge, -px(FOOT + 12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        scrim = QColor(look.bg)
        scrim.setAlpha(SCRIM)
        painter.fillRect(self.rect(), scrim)
        painter.fillRect(self._foot.geometry(), look.surface)
        shapes.hairline(painter, 0, self.width(), self._foot.geometry().top(), look.line)
        self._paint_photo(painter, self._stage())
        for end, icon, room in (
            (0, Icon.BACK, self._at() > 0),
            (self.width(), Icon.RIGHT, self._at() + 1 < len(self._rows)),
        ):
            x = abs(end - px(SIDE) / 2)
            middle = QPointF(x, self._stage().center().y())
            shapes.icon(painter, middle, icon, 28, look.text if room else look.line)

    def _paint_photo(self, painter: QPainter, stage: QRectF) -> None:
        look = tokens()
        if self._image.isNull():
            painter.setPen(look.muted)
            said = _("This laptop does not have the picture.")
            fonts.draw_centred(painter, stage.center(), said)
            return
        size = QRectF(self._image.rect()).size() / self.devicePixelRatioF()
        shown = size.scaled(stage.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if shown.width() > size.width():
            shown = size
        box = QRectF(0, 0, shown.width(), shown.height())
        box.moveCenter(stage.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
        if self.hasFocus():
            shapes.framed(painter, box.adjusted(-4, -4, 4, 4), look.accent, None, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.put_away()
        elif key in _STEPS:
            self.step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.caption.setFocus()
        elif key == Qt.Key.Key_R:
            self._on_turn()
        elif key == Qt.Key.Key_Delete:
            self._on_delete()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The margins left and right go through the photos."""
        x = event.position().x()
        if x < px(SIDE):
            self.step(-1)
        elif x > self.width() - px(SIDE):
            self.step(1)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and self._rows:
            self._digest = ""
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps Tab among the photo's own controls."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            shown = [widget for widget in self._ring if widget.isVisible()]
            if step and isinstance(watched, QWidget) and watched in shown:
                at = (shown.index(watched) + step) % len(shown)
                shown[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_captioned(self, text: str) -> None:
        self.captioned.emit(self._current, text)

    @Slot()
    def _on_submitted(self) -> None:
        self.setFocus()

    @Slot()
    def _on_turn(self) -> None:
        if self.turn.isVisible():
            self.turned.emit(self._current)

    @Slot()
    def _on_delete(self) -> None:
        if self.delete.isVisible():
            self.removed.emit(self._current)


_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Home: -10_000,
    Qt.Key.Key_End: 10_000,
}
