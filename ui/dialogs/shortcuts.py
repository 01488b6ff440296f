"""The list of shortcuts (`?`)."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui import actions
from ui.actions import STAGES, Do
from ui.fonts import px
from ui.theme import Tone
from ui.widgets.basics import Button, KeyCap, Kind, Line

Row = tuple[str, tuple[str, ...]]
OR = "/"
"""Between two ways to do the same."""


class ShortcutsDialog(QDialog):
    """What the keys of this window do; deletes itself when closed."""

    def __init__(
        self,
        listed: Sequence[Do],
        parent: QWidget | None = None,
        *,
        stages: int = 0,
        own: Sequence[Row] = (),
    ) -> None:
        """`stages` is how many pages the visit has that is open, `own` are keys of the page shown."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Shortcuts"))
        close = Button(_("Close"), self, kind=Kind.PLAIN)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(px(14))
        column.addLayout(self._grid(list(_rows(listed, stages)), own))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _grid(self, rows: Sequence[Row], own: Sequence[Row]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(8))
        grid.setColumnMinimumWidth(2, px(24))
        self._fill(grid, rows)
        if own:
            heading = Line(_("On this page"), self, bold=True, tone=Tone.MUTED)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 5)
            self._fill(grid, own)
        return grid

    def _fill(self, grid: QGridLayout, rows: Sequence[Row]) -> None:
        """Appends rows in two columns, read downwards."""
        half, first = (len(rows) + 1) // 2, grid.rowCount()
        for number, (label, keys) in enumerate(rows):
            row, column = first + number % half, 3 * (number // half)
            words = Line(label, self)
            words.setMinimumWidth(words.sizeHint().width())
            grid.addWidget(words, row, column)
            grid.addLayout(self._caps(keys), row, column + 1)

    def _caps(self, keys: tuple[str, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addStretch(1)
        first, *rest = _ways(keys)
        row.addWidget(KeyCap(first, parent=self))
        for way in rest:
            row.addWidget(KeyCap(way, parent=self))
        return row


def _ways(keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    if OR not in keys:
        return [keys]
    at = keys.index(OR)
    return [keys[:at], keys[at + 1 :]]


def _rows(listed: Sequence[Do], stages: int) -> Iterator[Row]:
    """Every action; the pages share a line."""
    for do in listed:
        if do not in STAGES:
            other = actions.other_keys(do)
            yield actions.label(do), (*actions.keys(do), *((OR, *other) if other else ()))
    yield _("Next tab of the page"), ("Ctrl", "Tab")
    if stages:
        first, last = actions.keys(STAGES[0]), actions.keys(STAGES[stages - 1])
        yield _("Pages, from the first to the last"), (*first, "–", last[-1])
