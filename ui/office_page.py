"""The office's report forms without a visit: the same two pages, reached from home."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.screens.base import Screen, Target
from ui.screens.coordinator.form_texts import FormTextsScreen
from ui.screens.coordinator.forms import FormsScreen
from ui.widgets.status import StatusLine


class OfficePage(QWidget):
    """Forms, their text blocks behind them, and the line at the foot.

    Signals:
        left: back to the library.
        shortcuts_asked: the list of keys is wanted.
    """

    left = Signal()
    shortcuts_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QStackedWidget(self)
        self.forms = FormsScreen(context, self._stack)
        self.texts = FormTextsScreen(context, self._stack)
        self.status = StatusLine(context.jobs, self)
        self.status.shortcuts_asked.connect(self.shortcuts_asked)
        for screen in (self.forms, self.texts):
            self._stack.addWidget(screen)
            screen.go.connect(self._on_go)
            screen.told.connect(self.status.set_message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)

    @property
    def current(self) -> Screen:
        return self.texts if self._stack.currentWidget() is self.texts else self.forms

    def enter(self) -> None:
        """The forms as they are on disk now, with the keyboard in their list."""
        self._show(self.forms)

    def flush(self) -> None:
        for screen in (self.forms, self.texts):
            screen.flush()

    def _show(self, screen: Screen) -> None:
        self.flush()
        self._stack.setCurrentWidget(screen)
        screen.read_again()
        screen.enter()

    @Slot(object)
    def _on_go(self, target: Target) -> None:
        if target.page == "form_texts":
            self.texts.reveal(target)
            self._show(self.texts)
        elif target.page == "forms":
            self._show(self.forms)
            self.forms.reveal(target)
        else:
            self.flush()
            self.left.emit()
