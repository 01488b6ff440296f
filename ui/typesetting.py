"""Pages as PDF for a command: an application without a window, made where there is none yet."""

import os
import sys

from PySide6.QtGui import QGuiApplication

from app.reports.pages import Pages
from ui import pdf
from ui.pdf import Told


class _Kept:
    """An application lives as long as the program: fonts go with it."""

    application: QGuiApplication | None = None


def typeset(pages: Pages, title: str, progress: Told) -> bytes:
    """Sets pages as a PDF, on a machine without a display too."""
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux") and not _display():
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _Kept.application = QGuiApplication(["huiping"])
    return pdf.set_pages(pages, title, progress)


def _display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
