"""The holidays of a year over the page: arrows walk, Space makes a day off or worked."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.calendar_file import CalendarShelf, read_years, write_csv, write_years
from app.files import atomic_write
from app.i18n import _, ngettext
from app.model.base import changed
from app.model.rounds import YearTable
from app.rules.calendar import Calendars, toggled
from app.services.rounds import year_note
from ui import fonts
from ui.charts.calendar import Shown, YearView, kind_words
from ui.icons import Icon
from ui.models.days import day_word
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule
from ui.widgets.editors import LineEditor
from ui.widgets.overlay import Overlay, key_foot

SIZE, TOP, FOOT = (920, 660), 24, 44
FILE = "节假日.yaml"


class HolidayOverlay(Overlay):
    """Edits one year at a time; what is changed is on disk at once, for all visits here.

    Signals:
        kept: the table was changed.
        failed: (UserError) it was not, or a file could not be read or written.
        told: (str) a short message.
    """

    kept = Signal()
    failed = Signal(object)
    told = Signal(str)

    def __init__(self, shelf: CalendarShelf, parent: QWidget) -> None:
        super().__init__(parent, SIZE, TOP, FOOT)
        self._shelf = shelf
        self.setAccessibleName(_("Holidays"))
        self._calendars = Calendars()
        self._today = date(2000, 1, 1)
        self._title = Line("", self.sheet, size=fonts.LARGE, bold=True)
        self._says = Line("", self.sheet, size=fonts.SMALL, tone=Tone.MUTED)
        self.before = Button("", self.sheet, kind=Kind.QUIET, icon=Icon.BACK)
        self.before.setAccessibleName(_("The year before"))
        self.after = Button("", self.sheet, kind=Kind.QUIET, icon=Icon.RIGHT)
        self.after.setAccessibleName(_("The year after"))
        self.source = LineEditor(
            self.sheet, name=_("Source"), placeholder=_("Which notice arranges it so")
        )
        self.bring = Button(_("Import"), self.sheet, icon=Icon.IMPORT)
        self.give = Button(_("Export"), self.sheet, icon=Icon.EXPORT)
        self.year = YearView(self.sheet)
        self._day = Line("", self.sheet, size=fonts.SMALL)
        self._lay_out()
        self.set_ring((self.year, self.source, self.bring, self.give, self.before, self.after))
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.bring.clicked.connect(self._on_import)
        self.give.clicked.connect(self._on_export)
        self.source.committed.connect(self._on_source)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(24, 14, 16, 6)
        top.setSpacing(8)
        for widget in (self.before, self._title, self.after):
            top.addWidget(widget)
        top.addWidget(self._says, 1)
        top.addWidget(self.bring)
        top.addWidget(self.give)
        named = QHBoxLayout()
        named.setContentsMargins(24, 0, 24, 10)
        named.addWidget(self.source)
        held = QHBoxLayout()
        held.setContentsMargins(24, 12, 24, 8)
        held.addWidget(self.year)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(named)
        column.addWidget(Rule(self.sheet))
        column.addLayout(held, 1)
        keys = (
            (("Space",), _("off or worked")),
            (("PgUp", "PgDn"), _("year")),
            (("Esc",), _("close")),
        )
        column.addWidget(key_foot(self.sheet, FOOT, keys, self._day))

    def open_at(self, day: date, today: date) -> None:
        """Shows the year of a day."""
        self._today = today
        self._calendars, _damaged = self._shelf.readable()
        self._show(day)
        self.appear()
        self.year.setFocus()

    def choose_file(self, *, to_write: bool) -> Path | None:
        """Asks for a file of years; None when the user thinks better of it."""
        kinds = _("Holiday tables (*.yaml *.csv)")
        if to_write:
            found, _kind = QFileDialog.getSaveFileName(self, _("Export"), FILE, kinds)
        else:
            found, _kind = QFileDialog.getOpenFileName(self, _("Import"), "", kinds)
        return Path(found) if found else None

    def _show(self, at: date) -> None:
        calendars = self._calendars
        table = calendars.years.get(at.year)
        shown = Shown(calendars.calendar, frozenset(calendars.years), self._today)
        self.year.show_year(shown, at)
        self._title.set_text(_("Holidays of {year}").format(year=at.year))
        self._says.set_text(year_note(at.year) if table is None else _told(table))
        self._says.set_tone(Tone.CONCERN if table is None else Tone.MUTED)
        self.source.set_text(table.source if table else "")
        self._tell_day()

    def put_away(self) -> None:
        self.source.flush()
        super().put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.year.hasFocus() and self._take(key):
            return
        super().keyPressEvent(event)

    def _take(self, key: Qt.Key) -> bool:
        acts = {
            Qt.Key.Key_Space: self._on_toggle,
            Qt.Key.Key_PageUp: self._on_before,
            Qt.Key.Key_PageDown: self._on_after,
        }
        if key in acts:
            acts[key]()
            return True
        moved = self.year.step(key)
        self._tell_day()
        return moved

    def _table(self) -> YearTable:
        year = self.year.day.year
        return self._calendars.years.get(year, YearTable(year=year))

    def _tell_day(self) -> None:
        day = self.year.day
        said = kind_words(self._calendars.kind(day))
        self._day.set_text(f"{day_word(day)}  {said}")

    @Slot()
    def _on_toggle(self) -> None:
        self._keep((toggled(self._table(), self.year.day),))

    @Slot(str)
    def _on_source(self, text: str) -> None:
        self._keep((changed(self._table(), source=text.strip()),))

    def _keep(self, tables: tuple[YearTable, ...]) -> bool:
        try:
            self._shelf.keep(tables)
            self._calendars = self._shelf.calendars()
        except UserError as error:
            self._fail(error)
            return False
        self._show(self.year.day)
        self.kept.emit()
        return True

    def _fail(self, error: UserError) -> None:
        """The page under it says what is wrong."""
        super().put_away()
        self.failed.emit(error)

    @Slot()
    def _on_import(self) -> None:
        path = self.choose_file(to_write=False)
        if path is None:
            return
        try:
            tables = read_years(path)
        except UserError as error:
            self._fail(error)
            return
        if self._keep(tables):
            words = ngettext("{count} year was taken.", "{count} years were taken.", len(tables))
            self.told.emit(words.format(count=len(tables)))

    @Slot()
    def _on_export(self) -> None:
        path = self.choose_file(to_write=True)
        if path is None:
            return
        tables = [table for _year, table in sorted(self._calendars.years.items())]
        write = write_csv if path.suffix.lower() == ".csv" else write_years
        try:
            atomic_write(path, write(tables))
        except UserError as error:
            self._fail(error)
            return
        self.told.emit(_("{name} was written.").format(name=path.name))

    @Slot()
    def _on_before(self) -> None:
        self._turn(-1)

    @Slot()
    def _on_after(self) -> None:
        self._turn(1)

    def _turn(self, years: int) -> None:
        self.source.flush()
        day = self.year.day
        self._show(date(day.year + years, day.month, min(day.day, 28)))


def _told(table: YearTable) -> str:
    words = _("{off} days off, {worked} make-up days")
    return words.format(off=len(table.holidays), worked=len(table.workdays))
