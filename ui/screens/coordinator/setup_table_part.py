"""What the parts that are one table have in common: actions above it, the keys below it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.rules.problem import Problem
from ui import fonts
from ui.models.edit_table import EditColumn, Typed
from ui.models.setup_sections import problems_of
from ui.room import edge
from ui.screens.coordinator.setup_part import Host, SetupPart
from ui.theme import Tone
from ui.widgets.basics import Button, Line
from ui.widgets.edit_table import EditTable

R = TypeVar("R")


class TablePart(SetupPart):
    """One table with its actions. Subclasses fill in what is stored."""

    def __init__(
        self, host: Host, parent: QWidget, columns: Sequence[EditColumn], *, name: str
    ) -> None:
        super().__init__(host, parent)
        self.table = EditTable(columns, self, name=name)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(12)
        self.bar.addStretch(1)
        self.keys = Line(
            _(
                "Ctrl+Delete removes rows; Alt+↑ and Alt+↓ move them; blocks come and go by copy and paste."
            ),
            self,
            size=fonts.SMALL,
            tone=Tone.MUTED,
        )
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.keys)
        self._foot.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addLayout(self.bar)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(self._foot)
        self._fit_edges()
        self.table.typed.connect(self._on_typed)
        self.table.removed.connect(self._on_removed)
        self.table.shifted.connect(self._on_shifted)
        self.table.crowded.connect(self._on_crowded)

    def add_action(self, button: Button) -> Button:
        """Puts a button over the table, from the left."""
        self.bar.insertWidget(self.bar.count() - 1, button)
        return button

    def store(self, typed: Typed) -> None:
        """Stores what was typed or pasted, as one step, or raises UserError. Parts override it."""

    def remove(self, ids: tuple[str, ...]) -> None:
        """Takes rows away, as one step, or raises UserError. Parts override it."""

    def shift(self, ids: tuple[str, ...], step: int) -> None:
        """Moves rows by one, as one step. Parts override it."""

    def flush(self) -> None:
        self.table.flush()

    def enter(self) -> None:
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.table.setFocus()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self._fit_edges()

    def _fit_edges(self) -> None:
        side = edge(self)
        self.bar.setContentsMargins(side, 4, side, 0)
        self._foot.setContentsMargins(side, 0, side, 10)

    @Slot(object)
    def _on_typed(self, typed: Typed) -> None:
        try:
            self.store(typed)
        except UserError as error:
            self.refuse(error)
            self.refresh()

    @Slot(object)
    def _on_removed(self, ids: tuple[str, ...]) -> None:
        try:
            self.remove(ids)
        except UserError as error:
            self.refuse(error)

    @Slot(object, int)
    def _on_shifted(self, ids: tuple[str, ...], step: int) -> None:
        self.shift(ids, step)
        self.table.go_to(ids[0] if step < 0 else ids[-1])

    @Slot(int)
    def _on_crowded(self, count: int) -> None:
        self.refuse(crowded(count))


def crowded(count: int) -> UserError:
    """Why so many pasted rows were not taken."""
    return UserError(
        N_("{count} rows are more than a table takes at one go. Nothing was pasted."), count=count
    )


def shifted(rows: Sequence[R], chosen: Iterable[int], step: int) -> tuple[R, ...]:
    """The rows with the chosen ones (by number) moved by one; at an end they stay."""
    order = list(rows)
    numbers = sorted(set(chosen), reverse=step > 0)
    for number in numbers:
        target = number + step
        if not 0 <= target < len(order) or target in numbers:
            continue
        order[number], order[target] = order[target], order[number]
        numbers[numbers.index(number)] = target
    return tuple(order)


def problem_words(host: Host, prefix: str) -> dict[str, str]:
    """What is wrong below a place of the set-up, by the rest of the place behind the prefix."""
    found: dict[str, str] = {}
    for one in problems_of(host.visit):
        if one.problem.place.startswith(prefix):
            found.setdefault(one.problem.place.removeprefix(prefix), said(one.problem))
    return found


def said(problem: Problem) -> str:
    """The problem's sentence in the language in force."""
    return _(problem.template).format(**problem.values)
