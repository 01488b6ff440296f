"""Fixtures of window tests: the application dressed as it runs, the bus, jobs that run at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.library import Library
from app.settings import Settings
from tests.libraries import new_library
from ui import icons
from ui.application import Huiping
from ui.bus import Bus
from ui.context import Context
from ui.jobs import Jobs
from ui.state import State
from ui.theme import Mode, Theme


class ImmediatePool(QThreadPool):
    """Runs work at once, on the thread that asks."""

    def start(self, runnable: QRunnable, priority: int = 0) -> None:
        runnable.run()


@pytest.fixture
def owner(qapp):
    """A parent for QObjects, gone after the test, as its widgets are: restyling those costs time."""
    made = QObject()
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def theme(qapp: QApplication, owner: QObject) -> Theme:
    qapp.setStyle("Fusion")
    icons.clear()
    return Theme(owner, Mode.LIGHT)


@pytest.fixture
def bus(owner: QObject) -> Bus:
    return Bus(owner)


@pytest.fixture
def jobs(owner: QObject) -> Jobs:
    """Jobs that are done when `start` returns."""
    return Jobs(owner, ImmediatePool())


@pytest.fixture
def state(qapp: QApplication, tmp_path: Path) -> State:
    return State(tmp_path / "state.ini")


@pytest.fixture
def show(qtbot, theme):
    """Shows a widget dressed in the theme, and closes it after the test."""

    def _show(widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        qtbot.addWidget(widget)
        if width:
            widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return _show


@pytest.fixture
def hasty():
    """Shortens to 20 ms what a widget still waits before it stores or renders: call it after typing."""

    def _hasty(widget: QWidget) -> None:
        for timer in widget.findChildren(QTimer):
            if timer.isSingleShot() and timer.interval() > 100:
                timer.setInterval(20)

    return _hasty


@pytest.fixture
def settled(qtbot, hasty):
    """Waits until no job of the program runs and none is about to be started."""

    def _busy(huiping: Huiping) -> bool:
        timers = huiping.window.findChildren(QTimer)
        soon = any(timer.isActive() and timer.isSingleShot() for timer in timers)
        return soon or bool(huiping.jobs.running)

    def _settled(huiping: Huiping) -> None:
        hasty(huiping.window)
        qtbot.waitUntil(lambda: not _busy(huiping), timeout=20_000)

    return _settled


@pytest.fixture
def library(tmp_path: Path):
    """An empty library of its own, closed after the test."""
    made = new_library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def context(bus: Bus, jobs: Jobs, theme: Theme, state: State, library: Library) -> Context:
    """What screens are given; `replace(context, visit=…)` puts a visit into it."""
    return Context(
        bus=bus, jobs=jobs, theme=theme, state=state, settings=Settings(), library=library
    )


@pytest.fixture
def screen(qtbot, qapp: QApplication, show):
    """Opens a page at 1366×768; after the test nothing of it may still run or stand open."""
    opened: list[QWidget] = []

    def _screen(kind, context: Context, width: int = 1366, height: int = 768):
        page = show(kind(context), width, height)
        opened.append(page)
        return page

    yield _screen
    for page in opened:
        page.close()
        running = [timer for timer in page.findChildren(QTimer) if timer.isActive()]
        assert running == [], "a timer still runs after the page was closed"
    others = [w for w in qapp.topLevelWidgets() if w.isVisible() and w not in opened]
    assert others == [], "a window is still open after the page was closed"
