"""How much room the window has, the page's edge, and the keyboard on its way back."""

from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import isValid

from ui.fonts import px

NARROW = 1000
EDGE, NARROW_EDGE = 24, 16


def is_narrow(widget: QWidget) -> bool:
    """Whether the window is too narrow for rail and side panel in full, zoom included."""
    return widget.window().width() < px(NARROW)


def edge(widget: QWidget | None) -> int:
    """The margin left and right of a page's content."""
    return px(NARROW_EDGE if widget is not None and is_narrow(widget) else EDGE)


def align(widget: QWidget, *layouts: QLayout) -> None:
    """Gives layouts the page's edge left and right; called when the widget is resized."""
    side = edge(widget)
    for layout in layouts:
        margins = layout.contentsMargins()
        layout.setContentsMargins(side, margins.top(), side, margins.bottom())


def give_back(widget: QWidget | None) -> bool:
    """Returns the keyboard to who had it, if it is still there: a cell's editor may be gone."""
    if widget is None or not isValid(widget) or not widget.isVisible():
        return False
    widget.setFocus()
    return True
