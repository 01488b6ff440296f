"""Lists of painted rows."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.delegates.painted import PaintedDelegate
from ui.fonts import px
from ui.models.roles import Role
from ui.models.rows import Row, RowsModel

NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate


class PaintedList(QListView):
    """Painted rows over any model, without frame or sideways scrolling.

    Signals:
        chosen: (id) by the user's doing, with mouse or keyboard.
        opened: (id) by double click or Return.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        delegate: PaintedDelegate,
        model: QAbstractItemModel,
        parent: QWidget | None = None,
        *,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._filling = False
        self._even, self._least = delegate.is_even, delegate.height
        self.setUniformItemSizes(self._even)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.activated.connect(self._on_activated)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def current_id(self) -> str:
        return str(self.currentIndex().data(Role.ID) or "")

    def set_index(self, index: QModelIndex) -> None:
        """Announces nothing."""
        self._filling = True
        self.setCurrentIndex(index)
        self._filling = False

    def sizeHint(self) -> QSize:
        count = self.model().rowCount()
        if self._even:
            return QSize(px(200), count * max(0, self.sizeHintForRow(0)))
        return QSize(px(200), sum(self.sizeHintForRow(row) for row in range(count)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Puts the ring on the first row where there is none yet; announces nothing."""
        super().focusInEvent(event)
        model = self.model()
        first = (model.index(row, 0) for row in range(model.rowCount()))
        target = next((index for index in first if index.flags()), None)
        if target is None or self.currentIndex().isValid():
            return
        self._filling = True
        self.selectionModel().setCurrentIndex(target, NO_UPDATE)
        self._filling = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other lines."""
        super().resizeEvent(event)
        self._expect_bar()
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _expect_bar(self) -> None:
        """A scroll bar that is sure to come is there at once, so that texts are wrapped but once."""
        policy = self.verticalScrollBarPolicy()
        if self._even or policy is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            return
        sure = self.model().rowCount() * px(self._least) > self.height()
        policies = Qt.ScrollBarPolicy
        wanted = policies.ScrollBarAlwaysOn if sure else policies.ScrollBarAsNeeded
        if wanted is not policy:
            self.setVerticalScrollBarPolicy(wanted)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(Role.ID)))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._filling and current.isValid():
            self.chosen.emit(str(current.data(Role.ID)))


class RowList(PaintedList):
    """Rows that are given whole.

    Signals: those of `PaintedList`.
    """

    def __init__(
        self, delegate: PaintedDelegate, parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        self.rows = RowsModel(delegate)
        super().__init__(delegate, self.rows, parent, name=name)

    def set_rows(self, rows: Sequence[Row], current: str = "") -> None:
        """Rows of one of the kinds in `ui.models.roles`; announces nothing."""
        kept = current or self.current_id
        self._filling = True
        self.rows.set_rows(rows)
        self._expect_bar()
        self._filling = False
        self.set_current(kept)

    def set_current(self, wanted: str) -> None:
        """Announces nothing."""
        self.set_index(self.rows.index_of(wanted))


class FittingList(RowList):
    """A list as high as its rows, for panels that scroll themselves."""

    def __init__(self, delegate: PaintedDelegate, parent: QWidget, *, name: str) -> None:
        super().__init__(delegate, parent, name=name)
        self.setProperty("ground", "bg")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), self.sizeHint().height())

    def fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()

    def take_measures(self) -> None:
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
