"""Beside the grid's other view: the current item in all own districts, side by side."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.model.text import plain
from ui import fonts
from ui.icons import Icon
from ui.models.board import Board, Place
from ui.models.compare import Aspect, CompareModel
from ui.room import align
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line
from ui.widgets.compare_table import CompareTable
from ui.widgets.hints import KeyHints
from ui.widgets.page import is_narrow


class CompareView(QWidget):
    """Head with the item and the way to its neighbours, the table, and the keys.

    Signals:
        moved: (Place) the cell that the panel is to show.
        wanted: (Place) another item is to be shown, in that district.
        read: (Aspect) what is only read here was chosen, to be opened beside.
        closed: back to the grid.
    """

    moved = Signal(object)
    wanted = Signal(object)
    read = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self.model = CompareModel(self)
        self.table = CompareTable(self, name=_("Own districts side by side"))
        self.table.setModel(self.model)
        self._title = Line("", self, size=fonts.LARGE, bold=True)
        self._where = Line("", self, tone=Tone.MUTED)
        self.before = self._button(Icon.PREVIOUS, _("Item before"))
        self.after = self._button(Icon.NEXT, _("Next item"))
        self.close_button = Button(_("Back to the table"), self, kind=Kind.LINK)
        self._lay_out()
        self.table.moved.connect(self._on_moved)
        self.table.left.connect(self._on_left)
        self.table.opened.connect(self._on_opened)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.close_button.clicked.connect(self.closed)

    def _button(self, icon: Icon, name: str) -> Button:
        made = Button("", self, icon=icon)
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 8, 0, 8)
        self._head.setSpacing(8)
        self._head.addWidget(self.before)
        self._head.addWidget(self.after)
        self._head.addSpacing(6)
        self._head.addWidget(self._title)
        self._head.addWidget(self._where, 1)
        self._head.addWidget(self.close_button)
        hints = (
            (("Enter",), _("next item")),
            (("Tab",), _("next district")),
            (("Esc",), _("back to the table")),
        )
        self._hints = KeyHints(hints, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.table, 1)
        column.addWidget(self._hints)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_place(self, shown: Board, place: Place, *, move: bool = True) -> None:
        """The item of a cell; with `move` the cursor goes to its district."""
        fresh = self._board is None or self._board.districts != shown.districts
        self._board = shown
        self.model.show_item(shown, place[0])
        items = [item.id for item in shown.block.scored()]
        at, item = items.index(place[0]), shown.item(place[0])
        self._title.set_text(item.label)
        words = _("full mark {full}·{number} of {count}")
        self._where.set_text(words.format(full=plain(item.full), number=at + 1, count=len(items)))
        self.table.set_ends(first=at == 0, last=at + 1 == len(items))
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < len(items))
        if fresh:
            self.table.share_width()
        self.table.fit_rows()
        if move:
            self.go_to(place[1])

    def go_to(self, district: str | None) -> None:
        """Puts the cursor on the score of a district."""
        index = self.model.index_of(district)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    @property
    def place(self) -> Place | None:
        return self.model.place(self.table.currentIndex())

    def _turn(self, step: int, district: str | None) -> None:
        if self._board is None or self.model.item is None:
            return
        items = [item.id for item in self._board.block.scored()]
        at = items.index(self.model.item.id) + step
        if 0 <= at < len(items):
            self.wanted.emit((items[at], district))

    @Slot(object)
    def _on_moved(self, index: QModelIndex) -> None:
        place = self.model.place(index)
        if place is not None:
            self.moved.emit(place)

    @Slot(int, int)
    def _on_left(self, step: int, column: int) -> None:
        if self._board is None or not self._board.own:
            return
        own = self._board.own
        index = self.model.index(Aspect.SCORE, column)
        place = self.model.place(index)
        district = place[1] if place is not None else own[0 if step > 0 else -1]
        self._turn(step, district)

    @Slot(object)
    def _on_opened(self, index: QModelIndex) -> None:
        self.read.emit(Aspect(index.row()))

    @Slot()
    def _on_before(self) -> None:
        self._turn(-1, self._here())

    @Slot()
    def _on_after(self) -> None:
        self._turn(1, self._here())

    def _here(self) -> str | None:
        place = self.place
        return place[1] if place is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._head)
        narrow = is_narrow(self)
        self._hints.setVisible(not narrow)
        self.close_button.setVisible(not narrow)
