"""The column of places: districts with their sites, and how far each has come."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from ui import fonts
from ui.delegates.rows import PlaceDelegate
from ui.fonts import px
from ui.models.observation import Spots
from ui.room import is_narrow
from ui.theme import Tone, tokens
from ui.widgets.basics import Line
from ui.widgets.editors import LineEditor
from ui.widgets.lists import RowList

WIDE, NARROW, MANY = 196, 168, 30


class PlaceList(RowList):
    """Rows of one height, so that a thousand places are laid out at once."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(PlaceDelegate(), parent, name=_("Places"))
        self.setUniformItemSizes(True)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDE), px(PlaceDelegate.height) * self.rows.rowCount())


class PlacesColumn(QWidget):
    """A list under its count; a field to find a place by name where there are many.

    Signals:
        chosen: (id) a place was gone to.
        entered: the keyboard is to go on into the place.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._spots: Spots | None = None
        self._count = Line("", self, bold=True)
        self._done = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.filter = LineEditor(self, name=_("Find a place"), placeholder=_("Find a place"))
        self.filter.edited.connect(self._on_filter)
        self.filter.submitted.connect(self._on_submitted)
        self.list = PlaceList(self)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.entered)
        self._build()

    def _build(self) -> None:
        head = self._head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 4, 14, 0)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._done)
        field = QHBoxLayout()
        field.setContentsMargins(12, 0, 12, 6)
        field.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(field)
        column.addWidget(self.list, 1)

    def show_spots(self, spots: Spots, current: str) -> None:
        self._spots = spots
        count = len(spots.own)
        self._count.set_text(ngettext("{count} place", "{count} places", count).format(count=count))
        self._done.set_text(_("{count} seen").format(count=spots.complete))
        self.filter.setVisible(len(spots.spots) > MANY)
        self.list.set_rows(spots.rows(self._words()), current)

    def set_current(self, spot: str) -> None:
        """Announces nothing; lets go of the filter where it hides the place."""
        if self._spots is not None and not self.list.rows.index_of(spot).isValid():
            self.filter.set_text("")
            self.list.set_rows(self._spots.rows(), spot)
        self.list.set_current(spot)
        self.list.scrollTo(self.list.currentIndex())

    def _words(self) -> str:
        return "" if self.filter.isHidden() else self.filter.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The count stands level with the page's title."""
        super().resizeEvent(event)
        self._head.setFixedHeight(px(52 if is_narrow(self) else 66))

    def sizeHint(self) -> QSize:
        return QSize(px(NARROW if is_narrow(self) else WIDE), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), px(120))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().surface)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), tokens().line)

    @Slot()
    def _on_filter(self) -> None:
        if self._spots is not None:
            self.list.set_rows(self._spots.rows(self._words()))

    @Slot()
    def _on_submitted(self) -> None:
        """Goes to the first place that was found."""
        model = self.list.rows
        first = next((row.id for row in model.rows if row.id), "")
        if first:
            self.list.setCurrentIndex(model.index_of(first))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
