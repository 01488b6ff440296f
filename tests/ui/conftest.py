"""Fixtures of window tests: the application dressed as it runs, the bus, jobs that run at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRunnable, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from ui import icons
from ui.bus import Bus
from ui.jobs import Jobs
from ui.state import State
from ui.theme import Mode, Theme


class ImmediatePool(QThreadPool):
    """Runs work at once, on the thread that asks."""

    def start(self, runnable: QRunnable, priority: int = 0) -> None:
        runnable.run()


@pytest.fixture
def owner(qapp):
    """A parent for QObjects, gone after the test."""
    made = QObject()
    yield made
    made.deleteLater()


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
