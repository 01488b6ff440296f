"""What dialogs have in common: their margins, and the way out beside the act at the right below."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.fonts import px
from ui.widgets.basics import Button


def column_in(dialog: QDialog, spacing: int) -> QVBoxLayout:
    """The dialog's layout."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(px(spacing))
    return column


def foot(
    dialog: QDialog, act: Button, *, cancel: str = "", says: QWidget | None = None
) -> QHBoxLayout:
    """`act` at the right; before it what leaves the dialog, and at the left what is to be known."""
    leave = Button(cancel or _("Cancel"), dialog)
    leave.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.setContentsMargins(0, px(8), 0, 0)
    if says is not None:
        row.addWidget(says, 1)
    row.addStretch(1)
    row.addWidget(leave)
    row.addWidget(act)
    return row
