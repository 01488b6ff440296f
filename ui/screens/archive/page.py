"""The archive (归档): all visits of the library side by side, out of its index alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.archive import ArchiveEntry
from app.rules.archive import (
    ArchiveFilter,
    Column,
    Dimension,
    changes,
    matching,
    series,
)
from app.rules.calendar import Calendars
from ui import fonts
from ui.delegates.archive import HIGH, CardDelegate
from ui.desk import Desk
from ui.fonts import px
from ui.icons import Icon
from ui.models.archive import (
    HEADS,
    ArchiveModel,
    Due,
    Order,
    cards,
    dimension_name,
    marks_of,
    overview,
    station_choices,
)
from ui.models.roles import Role
from ui.room import edge
from ui.screens.archive.filters import ArchiveFilterBar
from ui.screens.archive.side import ArchiveSide
from ui.screens.coordinator.board import BoardDelegate, Inset
from ui.theme import Tone
from ui.widgets.basics import Button, Line
from ui.widgets.choice import Option, Segmented
from ui.widgets.grid import Grid
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead, is_narrow
from ui.widgets.status import JobLine

WIDTHS = (152, 112, 116, 108, 80, 64, 196)
NARROW_WIDTHS = (150, 114, 82, 98, 66, 56, 207)
FIRST, NARROW_FIRST = 150, 122
BAR = 12


class CardList(RowList):
    """Cards side by side; left and right go from one to the next, Return chooses.

    Signals: those of `RowList`.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(CardDelegate(), parent, name=_("What visits share"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(HIGH + BAR))


class ArchivePage(QWidget):
    """Filters, cards, and the table of visits; the station of the chosen one stands beside.

    Signals:
        left: back to the library.
        asked: (folder) a visit is to be opened.
    """

    left = Signal()
    asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: tuple[ArchiveEntry, ...] = ()
        self._changed = changes(())
        self._due = Due()
        self._order = Order()
        self._folder, self._stale = "", True
        self._undo: tuple[str, str] | None = None
        self.head = PageHead(_("Archive"), "", self)
        self.back = Button(_("Library"), self, icon=Icon.BACK)
        self.head.add(self.back)
        self.open_button = self.head.primary(_("Open the visit"), Icon.OPEN)
        self.notice = Refusal(self)
        self.job = JobLine(desk.jobs, self)
        self.bar = ArchiveFilterBar(self)
        self.by = Segmented(
            [Option(by.value, dimension_name(by)) for by in Dimension],
            self,
            name=_("What visits are put together by"),
        )
        self.by.set_current(Dimension.YEAR.value)
        self.cards = CardList(self)
        self.model = ArchiveModel(self)
        self.table = Grid(
            BoardDelegate(height=36), self, name=_("Visits"), frozen=1, head_height=36
        )
        self.empty = EmptyState("", self, icon=Icon.ARCHIVE)
        self.side = ArchiveSide(self)
        self.reader = desk.reader
        self._build()
        self._connect()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._top = QWidget(self)
        row = self._dimensions = QHBoxLayout(self._top)
        row.setSpacing(16)
        row.addWidget(self.by)
        self._legend = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        row.addWidget(self._legend, 1)
        row.addWidget(self.job)
        row.addWidget(self.bar.order)
        self._strip = QWidget(self)
        self._cards = QHBoxLayout(self._strip)
        self._cards.addWidget(self.cards)
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(Inset(self.notice, self))
        for widget in (self.bar, self._top, self._strip):
            self.frame.add(widget)
        self.frame.add(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        self.cards.setFixedHeight(px(HIGH + BAR))

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.open_button.clicked.connect(self._on_open)
        self.bar.changed.connect(self._show)
        self.bar.sorted.connect(self._on_sorted)
        self.bar.stepped.connect(self._on_stepped)
        self.bar.entered.connect(self.table.setFocus)
        self.empty.asked.connect(self.bar.reset)
        self.by.chosen.connect(self._on_dimension)
        self.cards.opened.connect(self._on_card)
        self.cards.clicked.connect(self._on_card_clicked)
        self.table.moved.connect(self._on_moved)
        self.table.activated.connect(self._on_activated)
        self.table.horizontalHeader().sectionClicked.connect(self._on_section)
        self.side.chosen.connect(self._on_other)
        self.side.opened.connect(self.asked)
        self.side.moved.connect(self._on_move)
        self.notice.asked.connect(self._on_undo)
        self.reader.ended.connect(self._on_read)
        self.reader.failed.connect(self._on_refused)
        self._desk.library_changed.connect(self._on_library_changed)

    @property
    def entry(self) -> ArchiveEntry | None:
        """The visit that is chosen."""
        return next((entry for entry in self._entries if entry.folder == self._folder), None)

    @property
    def dimension(self) -> Dimension:
        return Dimension(self.by.current)

    @property
    def order(self) -> Order:
        return self._order

    def enter(self) -> None:
        """Shows what the index tells now, reads what it lacks, and takes the keyboard."""
        if self._stale:
            self.refresh()
        library = self._desk.library
        if library is not None:
            self.reader.read(library)
        (self.table if self.model.rowCount() else self.back).setFocus()

    def search(self) -> None:
        """Ctrl+F: the keyboard goes to the search field."""
        self.bar.text.setFocus()
        self.bar.text.selectAll()

    @Slot()
    def refresh(self) -> None:
        """Reads the index again."""
        self._stale = False
        library = self._desk.library
        self._entries = library.archive.entries() if library is not None else ()
        self._changed = changes(self._entries)
        known = library.calendars.readable()[0] if library is not None else Calendars()
        today = datetime.now().astimezone().date()
        self._due = Due.over(self._entries, known, today)
        self.bar.set_choices(self._entries)
        self._show()

    @Slot()
    def _show(self) -> None:
        wanted = self.bar.wanted
        found = matching(self._entries, wanted)
        self.bar.show_order(self._order)
        self.model.set_entries(found, self._changed, self._due, self._order)
        self._show_cards()
        self._choose_row()
        self._stack.setCurrentWidget(self.table if found else self.empty)
        self._strip.setVisible(bool(self._entries))
        self._top.setVisible(bool(self._entries) or self.reader.busy)
        self.bar.setVisible(bool(self._entries))
        self._show_words(len(found), wanted)
        self._show_side()

    def _show_cards(self) -> None:
        """Of all that is wanted but for the card itself, so that others can be chosen instead."""
        by = self.dimension
        others = matching(self._entries, _without(self.bar.wanted, by))
        found = series(others, by)
        self.cards.set_rows(cards(found, by, self.bar.chosen(by), self._due.late))
        self._legend.set_text(_legend_words(marks_of(found)))

    def _show_words(self, count: int, wanted: ArchiveFilter) -> None:
        words = overview(self._entries)
        if wanted != ArchiveFilter():
            match = ngettext("{count} visit matches", "{count} visits match", count)
            words = match.format(count=f"{count:,}")
        self.head.set_title(_("Archive"), words if self._entries else "")
        if self._entries:
            self.empty.set_sentence(_("No visit matches."), _("Show all visits"))
        else:
            self.empty.set_sentence(
                _("Visits that you coordinate stand here side by side, with their totals.")
            )

    def _choose_row(self) -> None:
        """The visit that was chosen, else the first one."""
        row = self.model.row_of(self._folder)
        if row < 0 and self.model.entries:
            row, self._folder = 0, self.model.entries[0].folder
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        elif not self.model.entries:
            self._folder = ""

    def _show_side(self) -> None:
        entry, library = self.entry, self._desk.library
        self.open_button.setEnabled(entry is not None)
        if entry is None or library is None:
            self.side.show_entry(None, (), {}, (), ())
            return
        station = [one for one in self._entries if one.station == entry.station]
        self.side.show_entry(
            entry,
            station,
            library.archive.profiles(station),
            library.archive.left_behind(entry),
            station_choices(self._entries, entry),
        )

    @Slot()
    def _on_library_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    @Slot(str)
    def _on_dimension(self, _by: str) -> None:
        self._show_cards()

    @Slot(str)
    def _on_card(self, key: str) -> None:
        self.bar.choose(self.dimension, key)

    @Slot(QModelIndex)
    def _on_card_clicked(self, index: QModelIndex) -> None:
        self._on_card(str(index.data(Role.ID) or ""))

    @Slot(object)
    def _on_sorted(self, column: Column) -> None:
        self._order = self._order.then(column)
        self._show()

    @Slot(int)
    def _on_section(self, section: int) -> None:
        self._order = self._order.then(HEADS[section])
        self._show()

    @Slot(object)
    def _on_moved(self, index: QModelIndex) -> None:
        folder = str(index.data(Role.ID) or "")
        if folder and folder != self._folder:
            self._folder = folder
            self._show_side()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.asked.emit(str(index.data(Role.ID)))

    @Slot(int)
    def _on_stepped(self, rows: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            row = max(0, min(last, self.table.currentIndex().row() + rows))
            self.table.setCurrentIndex(self.model.index(row, 0))

    @Slot(str)
    def _on_other(self, folder: str) -> None:
        """Another visit of the station; its row, if the filter lets it through."""
        if not folder or folder == self._folder:
            return
        self._folder = folder
        row = self.model.row_of(folder)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._show_side()

    @Slot()
    def _on_open(self) -> None:
        if self._folder:
            self.asked.emit(self._folder)

    @Slot(str)
    def _on_move(self, station: str) -> None:
        entry = self.entry
        if entry is not None:
            self._move(entry.folder, station, (entry.folder, entry.station))

    def _move(self, folder: str, station: str, undo: tuple[str, str] | None) -> None:
        library = self._desk.library
        self.notice.dismiss()
        if library is not None and not self.reader.busy:
            self._undo = undo
            self.reader.move(library, (folder,), station)

    @Slot(int)
    def _on_read(self, wrong: int) -> None:
        """After reading, and after a visit was put to another station."""
        self._show()
        if wrong:
            words = ngettext(
                "{count} visit could not be read.", "{count} visits could not be read.", wrong
            )
            self.notice.show_text(
                words.format(count=wrong),
                _("Open it from the library to see what is wrong with it."),
            )
        elif self._undo is not None and self._moved():
            self.notice.show_text(
                _("The visit belongs to another station now."),
                action=_("Undo"),
                tone=Tone.PRAISE,
            )

    def _moved(self) -> bool:
        """Whether the move has been written; a refused one has not."""
        assert self._undo is not None
        folder, before = self._undo
        found = (entry.station for entry in self._entries if entry.folder == folder)
        return next(found, before) != before

    @Slot()
    def _on_undo(self) -> None:
        if self._undo is not None:
            folder, station = self._undo
            self._move(folder, station, None)

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        self._undo = None
        self.notice.show_error(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, narrow = edge(self), is_narrow(self)
        self._dimensions.setContentsMargins(side, 0, side, px(8))
        self._cards.setContentsMargins(side, 0, side, px(4))
        self.table.set_widths(
            NARROW_FIRST if narrow else FIRST, NARROW_WIDTHS if narrow else WIDTHS
        )


def _without(wanted: ArchiveFilter, by: Dimension) -> ArchiveFilter:
    """The filter without what the cards of a dimension stand for."""
    if by is Dimension.YEAR:
        return replace(wanted, year=None)
    if by is Dimension.STATION:
        return replace(wanted, station=None)
    if by is Dimension.BUREAU:
        return replace(wanted, bureau=None)
    return replace(wanted, contractor=None)


def _legend_words(marks: Sequence[Decimal]) -> str:
    """What the plots show, with the lines that lie on their scale."""
    if not marks:
        return _("Full dots: mid-term, open ones: final.")
    words = _("Lines: {marks}. Full dots: mid-term, open ones: final.")
    return words.format(marks=", ".join(f"{mark:f}" for mark in marks))
