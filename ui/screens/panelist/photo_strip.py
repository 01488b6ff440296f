"""A place's photos side by side, and the tile that adds one."""

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from ui import actions, fonts
from ui.actions import Do
from ui.charts import shapes
from ui.delegates.painted import Index, PaintedDelegate, RowState
from ui.fonts import px
from ui.icons import Icon
from ui.models.observation import PhotoRow
from ui.models.roles import Role
from ui.photo_jobs import Thumbnails
from ui.room import edge
from ui.theme import Tone, tokens
from ui.widgets.basics import Line
from ui.widgets.lists import RowList

TILE, HIGH, GAP = 84, 66, 8


class PhotoDelegate(PaintedDelegate):
    """A thumbnail filling its tile; a bar at the foot where it has a caption."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(px(TILE + GAP), px(HIGH + 4))

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, PhotoRow)
        look = tokens()
        box = QRectF(rect.left(), rect.top() + 2, px(TILE), px(HIGH))
        image = self._thumbnails.image(row.digest)
        shapes.rounded(painter, box, look.raised, 4)
        if image is None or image.isNull():
            icon = Icon.PHOTO if image is None else Icon.MISSING
            shapes.icon(painter, box.center(), icon, 20, look.muted)
        else:
            shapes.picture(painter, box, image)
        if row.caption:
            self._draw_caption(painter, box, row.caption)
        if option.ringed:
            shapes.framed(painter, box, look.accent, None, 3, 4)

    def _draw_caption(self, painter: QPainter, box: QRectF, caption: str) -> None:
        look = tokens()
        bar = QRectF(box.left(), box.bottom() - px(18), box.width(), px(18))
        ground = QColor(look.surface)
        ground.setAlpha(225)
        painter.fillRect(bar, ground)
        painter.setPen(look.text)
        fonts.draw_in(painter, bar.adjusted(px(5), 0, -px(5), 0), caption, fonts.SMALL)


class PhotoList(RowList):
    """Tiles from left to right; arrows move, Return shows, Delete deletes.

    Signals:
        removed: (id) to be deleted.
    """

    removed = Signal(str)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(PhotoDelegate(thumbnails), parent, name=_("Photos"))
        self._thumbnails = thumbnails
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fetch)
        self.horizontalScrollBar().valueChanged.connect(self.ask)
        self.clicked.connect(self._on_clicked)
        thumbnails.ready.connect(self.viewport().update)

    @Slot()
    def ask(self) -> None:
        """Has the thumbnails in sight made, once the view has come to rest."""
        if self.isVisible():
            self._soon.start(0)

    def sizeHint(self) -> QSize:
        return QSize(px((TILE + GAP) * max(1, self.rows.rowCount())), px(HIGH + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(TILE), px(HIGH + 6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current_id:
            self.removed.emit(self.current_id)
        elif event.key() == Qt.Key.Key_Space and self.current_id:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _fetch(self) -> None:
        middle = self.viewport().height() // 2
        first = self.indexAt(QPoint(px(TILE) // 2, middle)).row()
        shown = self.viewport().width() // px(TILE + GAP) + 2
        rows = self.rows.rows[max(0, first) : max(0, first) + shown]
        self._thumbnails.want(row.digest for row in rows if isinstance(row, PhotoRow))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(Role.ID)))


class AddTile(QAbstractButton):
    """A dashed tile with a camera."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Add photos"))
        self.setToolTip(f"{self.accessibleName()} {actions.hint(Do.OPEN)}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(px(48), px(HIGH + 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        lit = self.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look.accent if lit else look.edge
        painter.setPen(QPen(colour, 2 if lit else 1, Qt.PenStyle.DashLine))
        painter.setBrush(look.raised if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -3), 6, 6)
        shapes.icon(painter, QRectF(self.rect()).center(), Icon.CAMERA, 18, look.text)


class PhotoStrip(QWidget):
    """Heading with a count, the tiles, and the tile to add some.

    Signals:
        opened: (id) to be shown in full.
        removed: (id) to be deleted.
        asked: photos are to be chosen.
    """

    opened = Signal(str)
    removed = Signal(str)
    asked = Signal()

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._how = Line(
            _("Drop photos here, or paste with Ctrl+V"), self, size=fonts.SMALL, tone=Tone.MUTED
        )
        self.list = PhotoList(thumbnails, self)
        self.list.opened.connect(self.opened)
        self.list.removed.connect(self.removed)
        self.add = AddTile(self)
        self.add.clicked.connect(self.asked)
        self._build()

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(Line(_("Photos"), self, size=fonts.SMALL, bold=True, tone=Tone.MUTED))
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        self._head.addWidget(self._how)
        self._tiles = QHBoxLayout()
        self._tiles.setSpacing(GAP)
        self._tiles.addWidget(self.list, 1)
        self._tiles.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        self._tiles.addStretch(0)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addLayout(self._head)
        self._column.addLayout(self._tiles)

    def show_rows(self, rows: tuple[PhotoRow, ...], *, editable: bool) -> None:
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.list.ask()
        self._count.set_text(str(len(rows)) if rows else "")
        self.add.setVisible(editable)
        self._how.setVisible(editable)
        self.list.setMaximumWidth(max(1, px(TILE + GAP) * len(rows) - px(GAP) + 2))

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(118))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.setContentsMargins(edge(self), 8, edge(self), 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        shapes.hairline(painter, 0, self.width(), 0, tokens().line)
