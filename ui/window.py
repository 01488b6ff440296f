"""The window: home, or an open visit; shortcuts, language, undo, closing."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from app import APP_NAME, settings
from app.i18n import _
from app.library import Library
from app.visit import Visit
from ui import actions
from ui.actions import STAGES, Do
from ui.bus import Bus
from ui.context import Context
from ui.desk import Desk
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.jobs import Jobs
from ui.screens.home import HomePage
from ui.state import State
from ui.theme import Mode, Theme, dress
from ui.visit_page import VisitPage, page_key

if TYPE_CHECKING:
    from app.settings import Settings
    from ui.office_page import OfficePage
    from ui.screens.archive.page import ArchivePage

MINIMUM = (900, 470)
FIRST_SIZE = (1366, 720)


class Window(QMainWindow):
    """Holds the pages and the actions; knows nothing of what they show.

    Signals:
        language_chosen: (code) whoever made the window makes it anew in that language.
    """

    language_chosen = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, state: State, jobs: Jobs, data: Path) -> None:
        super().__init__()
        self._desk, self._theme, self._state, self._jobs = desk, theme, state, jobs
        self._data = data
        self._settings: Settings = settings.load(data)
        self._library: Library | None = None
        self._bus: Bus | None = None
        self.page: VisitPage | None = None
        self.setWindowTitle(APP_NAME)
        self.setMinimumSize(*MINIMUM)
        self.stack = QStackedWidget(self)
        self.setCentralWidget(self.stack)
        self.home = HomePage(desk, theme, self.stack)
        self.home.language_chosen.connect(self.language_chosen)
        self.home.archive_asked.connect(self.show_archive)
        self.home.forms_asked.connect(self.show_forms)
        self.stack.addWidget(self.home)
        dress(self.home)
        self.archive: ArchivePage | None = None
        self.office: OfficePage | None = None
        self._from_archive = False
        self.actions_by_do = self._make_actions()
        desk.opened.connect(self._on_opened)
        theme.changed.connect(self._keep_look)
        self._restore()

    def _make_actions(self) -> dict[Do, QAction]:
        slots = {
            Do.QUICK: self._on_quick,
            Do.FIND: self._on_find,
            Do.UNDO: self._on_undo,
            Do.REDO: self._on_redo,
            Do.NEXT_OPEN: self._on_next_open,
            Do.DONE: self._on_done,
            Do.OPEN: self._on_open,
            Do.LIBRARY: self.close_visit,
            Do.FORMS: self.show_forms,
            Do.SHORTCUTS: self._on_shortcuts,
            Do.ZOOM_IN: self._theme.zoom_in,
            Do.ZOOM_OUT: self._theme.zoom_out,
            Do.ZOOM_RESET: self._theme.zoom_reset,
        }
        made = {do: actions.make(do, self, slot) for do, slot in slots.items()}
        made |= {do: actions.make(do, self, self._on_stage) for do in STAGES}
        made[Do.QUICK].setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        return made

    def show_visit(
        self, visit: Visit, library: Library, *, page: str = "", practice: bool = False
    ) -> None:
        """Shows an open visit; the one before must be closed."""
        from ui.pages import first_page, pages_of, rows_of

        self._library = library
        self._bus = Bus(self)
        context = Context(
            bus=self._bus,
            jobs=self._jobs,
            theme=self._theme,
            state=self._state,
            settings=self._settings,
            library=library,
            visit=visit,
        )
        self.page = VisitPage(context, pages_of(visit), rows_of, self.stack)
        self.page.left.connect(self.close_visit)
        self.page.shortcuts_asked.connect(self._on_shortcuts)
        self.stack.addWidget(self.page)
        self.stack.setCurrentWidget(self.page)
        known = self._state.text(page_key(visit))
        self.page.go(page or (known if known in self.page.page_ids() else first_page(visit)))
        if practice:
            self.page.status.set_message(_("A practice visit: try whatever you like."))

    @Slot()
    def show_archive(self) -> None:
        """All visits of the library side by side; a visit that is opened there leads back there."""
        from ui.screens.archive.page import ArchivePage

        if self.archive is None:
            self.archive = ArchivePage(self._desk, self.stack)
            self.archive.left.connect(self.close_visit)
            self.archive.asked.connect(self.home.open_visit)
            self.stack.addWidget(self.archive)
        dress(self.archive)
        self.stack.setCurrentWidget(self.archive)
        self._from_archive = True
        self.archive.enter()

    @Slot()
    def show_forms(self) -> None:
        """The office's report forms: inside a visit on its own page, else in their place."""
        library = self._desk.library
        if self.page is not None:
            if "forms" in self.page.page_ids():
                self.page.go("forms")
            return
        if library is None:
            return
        from ui.office_page import OfficePage

        self._put_office_away()
        context = Context(
            bus=Bus(self),
            jobs=self._jobs,
            theme=self._theme,
            state=self._state,
            settings=self._settings,
            library=library,
        )
        self.office = OfficePage(context, self.stack)
        self.office.left.connect(self.close_visit)
        self.office.shortcuts_asked.connect(self._on_shortcuts)
        self.stack.addWidget(self.office)
        dress(self.office)
        self.stack.setCurrentWidget(self.office)
        self.office.enter()

    def _put_office_away(self) -> None:
        """Keeps what is typed in it."""
        if self.office is None:
            return
        office, self.office = self.office, None
        office.flush()
        self.stack.removeWidget(office)
        office.forms.context.bus.deleteLater()
        office.deleteLater()

    @property
    def visit(self) -> Visit | None:
        """The visit that is open."""
        return self.page.context.visit if self.page is not None else None

    @Slot()
    def close_visit(self) -> None:
        """Saves what is typed, closes the visit and goes to where it was opened, or else home."""
        self._put_office_away()
        if self._close() and self._from_archive:
            self.show_archive()
            return
        self._from_archive = False
        dress(self.home)
        self.stack.setCurrentWidget(self.home)
        self.home.enter()

    def _close(self) -> bool:
        """Whether there was a visit to close."""
        visit, library = self._put_page_away()
        if visit is None or library is None:
            return False
        self._desk.close_visit(visit, library)
        return True

    def let_go(self) -> tuple[Visit | None, Library | None, str]:
        """Gives the open visit and its page up without closing it, for a window made anew."""
        self._put_office_away()
        page = self.page.current_id if self.page is not None else ""
        return (*self._put_page_away(), page)

    def retire(self) -> None:
        """Goes away without closing anything, since another window has taken over."""
        self._desk.opened.disconnect(self._on_opened)
        self.hide()
        self.deleteLater()

    def _put_page_away(self) -> tuple[Visit | None, Library | None]:
        if self.page is None:
            return None, None
        page, library, visit = self.page, self._library, self.visit
        page.close_down()
        self.stack.removeWidget(page)
        page.deleteLater()
        if self._bus is not None:
            self._bus.deleteLater()
        self.page = self._library = self._bus = None
        return visit, library

    @Slot(object, object, object)
    def _on_opened(self, visit: Visit, library: Library, practice: object) -> None:
        self._put_office_away()
        self._close()
        self.show_visit(visit, library, practice=bool(practice))

    @Slot()
    def _on_quick(self) -> None:
        if self.page is not None:
            self.page.open_quick()

    @Slot()
    def _on_find(self) -> None:
        if self.page is not None:
            self.page.open_find()
        elif self.archive is not None and self.archive.isVisible():
            self.archive.search()

    @Slot()
    def _on_undo(self) -> None:
        self._play(undo=True)

    @Slot()
    def _on_redo(self) -> None:
        self._play(undo=False)

    def _play(self, *, undo: bool) -> None:
        if self.page is None or self._bus is None:
            return
        self.page.flush()
        visit = self.page.context.open_visit
        changes = self._bus.run(visit.undo if undo else visit.redo, self)
        if not changes:
            self.page.status.set_message(_("Nothing to undo") if undo else _("Nothing to redo"))
            return
        what = _(changes.label).format(**changes.values)
        said = _("Undone: {what}") if undo else _("Redone: {what}")
        self.page.status.set_message(said.format(what=what))

    @Slot()
    def _on_next_open(self) -> None:
        if self.page is not None:
            self.page.next_open()

    @Slot()
    def _on_done(self) -> None:
        if self.page is not None:
            self.page.done()
        elif self.office is not None:
            self.office.current.done()

    @Slot()
    def _on_open(self) -> None:
        if self.page is not None:
            self.page.open_files()
        elif self.office is not None:
            self.office.current.open_files()
        else:
            self.home.choose_file()

    @Slot()
    def _on_stage(self) -> None:
        sender = self.sender()
        if self.page is None or not isinstance(sender, QAction):
            return
        number = STAGES.index(Do(sender.objectName()))
        ids = self.page.page_ids()
        if number < len(ids):
            self.page.go(ids[number])

    @Slot()
    def _on_shortcuts(self) -> None:
        """Beside the window and not before it: one tries a key while one reads."""
        for known in self.findChildren(ShortcutsDialog):
            known.close()
        pages = len(self.page.page_ids()) if self.page is not None else 0
        stages = min(pages, len(STAGES))
        office = self.office.current if self.office is not None else None
        shown = self.page.current if self.page is not None else office
        own = shown.own_keys() if shown is not None else ()
        dialog = ShortcutsDialog(tuple(self.actions_by_do), self, stages=stages, own=own)
        dress(dialog)
        dialog.show()

    @Slot()
    def _keep_look(self) -> None:
        mode = self._theme.mode
        name = {Mode.SYSTEM: "system", Mode.LIGHT: "light", Mode.DARK: "dark"}[mode]
        wanted = replace(self._settings, theme=name, zoom=self._theme.percent)
        if wanted != self._settings:
            self._settings = wanted
            settings.save(self._data, wanted)

    def _restore(self) -> None:
        geometry = self._state.data("window/geometry")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*FIRST_SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._state.set_data("window/geometry", self.saveGeometry())
        self._jobs.close()
        self._put_office_away()
        self._close()
        self._state.sync()
        super().closeEvent(event)
