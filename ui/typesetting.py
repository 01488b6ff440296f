"""Pages as PDF and figures as pictures for a command: an application without a window, at need."""

import os
import sys

from PySide6.QtGui import QGuiApplication

from app.reports.input import Picture
from app.reports.pages import Pages
from app.visit import Visit
from ui import pdf, plates
from ui.pdf import Told


class _Kept:
    """An application lives as long as the program: fonts go with it."""

    application: QGuiApplication | None = None


def typeset(pages: Pages, title: str, progress: Told) -> bytes:
    """Sets pages as a PDF, on a machine without a display too."""
    _ready()
    return pdf.set_pages(pages, title, progress)


def annex(visit: Visit) -> tuple[Picture, ...]:
    """The figures of attachment 3, as the window paints them."""
    _ready()
    return plates.annex(visit)


def _ready() -> None:
    """Makes an application without a window where there is none yet."""
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux") and not _display():
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _Kept.application = QGuiApplication(["huiping"])


def _display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
