"""What a view of a page is given, and what a view is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.screens.base import Screen
from ui.visit_page import VisitPage
from ui.window import Window

MANY = {"sample": 1, "heavy": 12, "empty": 0}
"""How often the sample's lot of what is furnished is repeated."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a view is given: the window with its page, a folder for files, how many of them."""

    window: Window
    page: VisitPage
    folder: Path
    many: int

    def screen(self) -> Screen:
        current = self.page.current
        assert current is not None
        return current


Show = Callable[[Stand], AbstractContextManager[QWidget | None]]


@dataclass(frozen=True, slots=True)
class View:
    name: str
    page: str
    show: Show
