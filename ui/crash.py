"""The last resort: an unexpected error becomes a window with a report that holds no content."""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

import PySide6
from PySide6.QtCore import QObject, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__
from app.i18n import _
from app.log import RecentLines

log = logging.getLogger(__name__)

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHandler(QObject):
    """Catches what nobody expected, from any thread, and shows it on the main one.

    Signals:
        caught: (report) queued to the main thread.
    """

    caught = Signal(str)

    def __init__(self, folder: Path, recent: RecentLines, parent: QObject) -> None:
        super().__init__(parent)
        self.recent = recent
        self._showing = False
        self._file: TextIO = (folder / "crash.log").open("a", encoding="utf-8")
        self.caught.connect(self._on_caught)

    def install(self) -> None:
        faulthandler.enable(self._file)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def close(self) -> None:
        """Gives the hooks back and closes the file."""
        if sys.excepthook == self._on_exception:
            sys.excepthook = sys.__excepthook__
            threading.excepthook = threading.__excepthook__
            faulthandler.disable()
            qInstallMessageHandler(None)
        self._file.close()

    def report(self, error: BaseException) -> str:
        """What is shown and can be copied: where it happened, never what was typed."""
        frames = traceback.extract_tb(error.__traceback__)
        places = "\n".join(f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
        versions = (
            f"Huiping {__version__}, Python {platform.python_version()}, "
            f"PySide6 {PySide6.__version__}, {platform.platform()}"
        )
        return "\n".join([versions, type(error).__name__, places, *self.recent.lines])

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = self.report(error.with_traceback(trace))
        log.error("unexpected: %s", kind.__name__)
        self._file.write(report + "\n\n")
        self._file.flush()
        self.caught.emit(report)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        error = arguments.exc_value or RuntimeError("unknown")
        self._on_exception(type(error), error, arguments.exc_traceback)

    @Slot(str)
    def _on_caught(self, report: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            self._show(report)
        finally:
            self._showing = False

    def _show(self, report: str) -> None:
        box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(_("Something went wrong"))
        box.setText(_("This is the program's fault, not yours. What you entered is saved."))
        box.setInformativeText(
            _("You can go on, or close safely. The report below names places in the program only.")
        )
        box.setDetailedText(report)
        close = box.addButton(_("Close safely"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        if box.clickedButton() is close:
            QApplication.closeAllWindows()


def _on_qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    logging.getLogger("qt").log(LEVELS.get(kind, logging.INFO), "%s", message)
