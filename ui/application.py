"""The application object and everything that lives as long as it: theme, jobs, desk, window."""

import sys
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from app import APP_ID, __version__, i18n, log, paths, settings
from ui.crash import CrashHandler
from ui.desk import Desk
from ui.jobs import Jobs
from ui.qt_words import QtWords
from ui.rubbish import Rubbish, begin
from ui.state import State
from ui.theme import Mode, Theme
from ui.window import Window

HANDOVER = 0.0005
"""Seconds after which a job gives way to the window, which asks some dozen times for one paint.

At Python's own five milliseconds a page stood still for half a second beside a comparison.
"""
MODES = {"light": Mode.LIGHT, "dark": Mode.DARK}


class Huiping(QObject):
    """Builds the window, and builds it anew when the language changes."""

    def __init__(self, application: QApplication, data: Path, library: Path) -> None:
        super().__init__(application)
        data.mkdir(parents=True, exist_ok=True)
        self._application = application
        self._data = data
        kept = settings.load(data)
        self.crash = CrashHandler(data / "log", log.start(data / "log"), self)
        i18n.install(kept.language)
        self._translator = QTranslator(self)
        self._translate_qt(kept.language)
        self._words = QtWords(self)
        application.installTranslator(self._words)
        self.theme = Theme(self, MODES.get(kept.theme, Mode.SYSTEM), kept.zoom)
        self.jobs = Jobs(self)
        self.rubbish = Rubbish(self.jobs, self)
        self.state = State(data / "window.ini")
        self.desk = Desk(data, library, self.jobs, self)
        self.window = self._make_window()

    def _make_window(self) -> Window:
        window = Window(self.desk, self.theme, self.state, self.jobs, self._data)
        window.language_chosen.connect(self.switch_language)
        return window

    @Slot(str)
    def switch_language(self, code: str) -> None:
        """Switches without a restart: what is typed is saved, the window is made anew."""
        old = self.window
        visit, library, page = old.let_go()
        i18n.install(code)
        self._translate_qt(code)
        settings.save(self._data, replace(settings.load(self._data), language=code))
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        if visit is not None and library is not None:
            self.window.show_visit(visit, library, page=page)
        self.window.show()
        old.retire()

    def _translate_qt(self, code: str) -> None:
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{code}", folder):
            self._application.installTranslator(self._translator)
        QLocale.setDefault(QLocale(code))

    def close(self) -> None:
        """Closes libraries and files; the window must be closed before."""
        self._application.removeTranslator(self._words)
        self.desk.close()
        self.crash.close()
        log.stop(self.crash.recent)


def make_application(arguments: list[str]) -> QApplication:
    """The one application object, named and styled."""
    sys.setswitchinterval(HANDOVER)
    begin()
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    application = QApplication(arguments)
    application.setApplicationName(APP_ID)
    application.setApplicationVersion(__version__)
    application.setStyle("Fusion")
    return application


def run(arguments: list[str], open_first: Path | None = None) -> int:
    """Opens the window and stays until it is closed."""
    application = make_application(arguments)
    huiping = Huiping(application, paths.default_data_folder(), paths.default_library())
    huiping.crash.install()
    huiping.window.show()
    if open_first is not None:
        huiping.window.home.open_file(open_first)
    code = application.exec()
    huiping.close()
    return code
