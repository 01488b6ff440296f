"""Narrowing the archive: words, year, term, bureau, agency, grade, and how the table is sorted."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.model.archive import ArchiveEntry
from app.model.station import Term
from app.rules.archive import ArchiveFilter, Column, Dimension, by_day, key_of
from ui.fonts import px
from ui.icons import Icon
from ui.models.archive import HEADS, Order, column_name, term_word
from ui.room import edge
from ui.widgets.basics import Button, Kind
from ui.widgets.picker import Picker
from ui.widgets.search_field import SearchField

Choices = Sequence[tuple[str, object]]


class ArchiveFilterBar(QWidget):
    """Every change of a field narrows the archive at once.

    Signals:
        changed: other visits are wanted.
        sorted: (Column) the table is to be sorted by.
        stepped: (rows) the search field's arrow keys move in the table.
        entered: Return in the search field goes to the table.
    """

    changed = Signal()
    sorted = Signal(object)
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = SearchField(
            self, name=_("Search the archive"), placeholder=_("Station, agency, year")
        )
        self.year = Picker(self, name=_("Year"))
        self.term = Picker(self, name=_("Term"))
        self.bureau = Picker(self, name=_("Civil affairs bureau"))
        self.contractor = Picker(self, name=_("Agency"))
        self.grade = Picker(self, name=_("Grade"))
        self.order = Picker(self, name=_("Sort by"))
        self.clear = Button("", self, kind=Kind.QUIET, icon=Icon.CLOSE)
        self.clear.setAccessibleName(_("Show all visits"))
        self.clear.setToolTip(_("Show all visits"))
        self._pickers = (self.year, self.term, self.bureau, self.contractor, self.grade)
        self._station: str | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self.text.setMinimumWidth(px(120))
        self._row.addWidget(self.text, 3)
        for picker in self._pickers:
            self._row.addWidget(picker, 2)
        self._row.addWidget(self.clear)
        for column in HEADS:
            words = _("Sorted by {column}").format(column=column_name(column).lower())
            self.order.addItem(words, column)
        self.term.offer(_("Both terms"), [(term_word(term), term) for term in Term])

    def _connect(self) -> None:
        self.text.edited.connect(self._on_changed)
        self.text.stepped.connect(self.stepped)
        self.text.submitted.connect(self.entered)
        for picker in self._pickers:
            picker.activated.connect(self._on_changed)
        self.order.activated.connect(self._on_sorted)
        self.clear.clicked.connect(self.reset)

    @property
    def wanted(self) -> ArchiveFilter:
        """What the fields say now, and the card that is chosen of the stations."""
        return ArchiveFilter(
            year=self.year.currentData(),
            term=self.term.currentData(),
            station=self._station,
            bureau=self.bureau.currentData(),
            contractor=self.contractor.currentData(),
            grade=self.grade.currentData(),
            text=self.text.text(),
        )

    def set_choices(self, entries: Iterable[ArchiveEntry]) -> None:
        """What there is to choose from; what is chosen stays as long as it is there."""
        listed = by_day(entries)[::-1]
        years = sorted({entry.year for entry in listed}, reverse=True)
        grades = sorted({entry.grade for entry in listed if entry.grade})
        self.year.offer(_("All years"), [(str(year), year) for year in years])
        self.grade.offer(_("All grades"), [(grade, grade) for grade in grades])
        for picker, first, by in (
            (self.bureau, _("All bureaus"), Dimension.BUREAU),
            (self.contractor, _("All agencies"), Dimension.CONTRACTOR),
        ):
            picker.offer(first, _named(listed, by))
        if self._station not in {entry.station for entry in listed}:
            self._station = None
        self._show_clear()

    def chosen(self, by: Dimension) -> str | None:
        """The key of the card that is chosen of a dimension."""
        if by is Dimension.STATION:
            return self._station
        data = self._picker(by).currentData()
        return None if data is None else str(data)

    def choose(self, by: Dimension, key: str) -> None:
        """Wants what a card stands for; the same card again wants all."""
        again = self.chosen(by) == key
        if by is Dimension.STATION:
            self._station = None if again else key
        else:
            picker = self._picker(by)
            data = int(key) if by is Dimension.YEAR else key
            picker.setCurrentIndex(0 if again else max(0, picker.findData(data)))
        self._on_changed()

    def show_order(self, order: Order) -> None:
        """Announces nothing."""
        with QSignalBlocker(self.order):
            self.order.setCurrentIndex(self.order.findData(order.column))

    @Slot()
    def reset(self) -> None:
        """No filter at all."""
        self.text.set_text("")
        self._station = None
        for picker in self._pickers:
            picker.setCurrentIndex(0)
        self._on_changed()
        self.text.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._row.setContentsMargins(side, 0, side, px(12))

    def _picker(self, by: Dimension) -> Picker:
        pickers = {
            Dimension.YEAR: self.year,
            Dimension.BUREAU: self.bureau,
            Dimension.CONTRACTOR: self.contractor,
        }
        return pickers[by]

    def _show_clear(self) -> None:
        self.clear.setVisible(self.wanted != ArchiveFilter())

    @Slot()
    def _on_changed(self) -> None:
        self._show_clear()
        self.changed.emit()

    @Slot(int)
    def _on_sorted(self, _index: int) -> None:
        column = self.order.currentData()
        assert isinstance(column, Column)
        self.sorted.emit(column)


def _named(listed: Iterable[ArchiveEntry], by: Dimension) -> Choices:
    """Organisations by what they are called in the newest visit, those that nobody entered last."""
    names: dict[str, str] = {}
    for entry in listed:
        name = entry.bureau if by is Dimension.BUREAU else entry.contractor
        names.setdefault(key_of(entry, by), name)
    sorted_names = sorted(names.items(), key=lambda pair: (not pair[0], pair[1]))
    return [(name or _("not entered"), key) for key, name in sorted_names]
