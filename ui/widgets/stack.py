"""Layouts that ask for no more room than what they show needs at least."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout


class FrontLayout(QStackedLayout):
    """A page that is not shown may be wider than the window: it folds when it comes to front."""

    def minimumSize(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSize()


class FoldingRow(QHBoxLayout):
    """Content and what folds away beside it: only the content, which is first, needs its room."""

    def minimumSize(self) -> QSize:
        content = self.itemAt(0)
        return content.minimumSize() if content is not None else super().minimumSize()
