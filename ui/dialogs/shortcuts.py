"""The list of shortcuts (`?`)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui import actions
from ui.actions import Do
from ui.widgets.basics import Button, KeyCap, Kind, Line


class ShortcutsDialog(QDialog):
    """What the keys of this window do; deletes itself when closed."""

    def __init__(self, listed: Sequence[Do], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        half = (len(listed) + 1) // 2
        for number, do in enumerate(listed):
            row, column = number % half, 2 * (number // half)
            grid.addWidget(Line(actions.label(do), self), row, column)
            caps = KeyCap(actions.keys(do), parent=self)
            grid.addWidget(caps, row, column + 1, Qt.AlignmentFlag.AlignRight)
        close = Button(_("Close"), self, kind=Kind.PLAIN)
        close.clicked.connect(self.accept)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(24, 20, 24, 20)
        column_layout.setSpacing(16)
        column_layout.addLayout(grid)
        column_layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
