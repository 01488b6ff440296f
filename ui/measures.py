"""Measures that widgets keep, such as a fixed height: taken again in another look.

A widget that sets a measure under the zoom in force, for itself or for what lies in it, does so in
`take_measures`, and calls that when it is filled. What is laid out in `resizeEvent` is laid out
again too. Nothing else is to be done: `ui.theme` calls `retake` for each part that it dresses.
"""

from types import FunctionType
from typing import Protocol, TypeGuard

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class Measuring(Protocol):
    """A widget that keeps measures."""

    def take_measures(self) -> None:
        """Sets them under the zoom in force."""


def retake(part: QWidget) -> None:
    """Takes the measures of a part and of all that lies in it; what is hidden there too."""
    for widget in (part, *part.findChildren(QWidget)):
        if _keeps(widget):
            widget.take_measures()
        if _lays_out(type(widget)):
            _lay_out(widget)


def _lay_out(widget: QWidget) -> None:
    """What has not been shown yet is laid out when it is."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent):
        QCoreApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))


def _keeps(widget: QWidget) -> TypeGuard[Measuring]:
    return hasattr(type(widget), "take_measures")


def _lays_out(kind: type[QWidget]) -> bool:
    """Whether the program says what another size means; lists and long texts do it by themselves."""
    return isinstance(kind.resizeEvent, FunctionType) and not issubclass(kind, QAbstractScrollArea)
