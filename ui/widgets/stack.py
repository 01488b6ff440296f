"""How much room things ask for: no more than what they show needs at least."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout


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


def tall_as_needed() -> QSizePolicy:
    """For what wraps its own texts: as wide as there is room, and `heightForWidth` high."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
