"""The list of shortcuts (`?`)."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui import actions
from ui.actions import STAGES, Do
from ui.fonts import px
from ui.widgets.basics import Button, KeyCap, Kind, Line

Row = tuple[str, tuple[str, ...]]


class ShortcutsDialog(QDialog):
    """What the keys of this window do; deletes itself when closed."""

    def __init__(
        self, listed: Sequence[Do], parent: QWidget | None = None, *, stages: int = 0
    ) -> None:
        """`stages` is how many pages the visit has that is open."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(10))
        rows = list(_rows(listed, stages))
        half = (len(rows) + 1) // 2
        for number, (label, keys) in enumerate(rows):
            row, column = number % half, 3 * (number // half)
            words = Line(label, self)
            words.setMinimumWidth(words.sizeHint().width())
            grid.addWidget(words, row, column)
            caps = KeyCap(keys, parent=self)
            grid.addWidget(caps, row, column + 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnMinimumWidth(2, px(24))
        close = Button(_("Close"), self, kind=Kind.PLAIN)
        close.clicked.connect(self.accept)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(24, 20, 24, 20)
        column_layout.setSpacing(px(20))
        column_layout.addLayout(grid)
        column_layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _rows(listed: Sequence[Do], stages: int) -> Iterator[Row]:
    """Every action; the pages share a line."""
    for do in listed:
        if do not in STAGES:
            yield actions.label(do), actions.keys(do)
    yield _("Next tab of the page"), ("Ctrl", "Tab")
    if stages:
        first, last = actions.keys(STAGES[0]), actions.keys(STAGES[stages - 1])
        yield _("Pages, from the first to the last"), (*first, "–", last[-1])
