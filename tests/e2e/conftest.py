"""A real window, and a keyboard with an input method to work it with."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.application import Huiping


class Keys:
    """What a keyboard and an input method can do, wherever the focus is."""

    def __init__(self, qtbot, window):
        self._bot, self._window = qtbot, window

    def _target(self):
        return QApplication.focusWidget() or self._window

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self._bot.keyClick(self._target(), key, modifier)

    def control(self, key):
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text):
        for key in text:
            self._bot.keyClicks(self._target(), key)

    def compose(self, text):
        """As a Chinese input method gives it: composed first, then committed."""
        QApplication.sendEvent(self._target(), QInputMethodEvent("pin yin", []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self._target(), event)

    def tab_to(self, widget: QWidget):
        """Presses Tab until the widget has the focus; no control takes more than a round."""
        for _press in range(60):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{type(widget).__name__} is not reached by Tab")


@pytest.fixture
def shown(qtbot, qapp, tmp_path):
    """Opens the program's window over a library, at 1366×768; closes it after the test."""
    opened = []

    def _shown(library):
        huiping = Huiping(qapp, tmp_path / "data", library)
        opened.append(huiping)
        huiping.window.resize(1366, 768)
        huiping.window.show()
        with qtbot.waitActive(huiping.window):
            huiping.window.activateWindow()
        return huiping.window

    yield _shown
    for huiping in opened:
        huiping.window.close()
        huiping.close()
        huiping.window.deleteLater()
        huiping.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
