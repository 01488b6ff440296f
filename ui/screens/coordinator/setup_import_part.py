"""What the parts that can take rows over from a file have in common."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _
from app.model.setup import Setup
from app.rules.setup_rows import NumberedRow, Taken
from ui import fonts
from ui.icons import Icon
from ui.room import edge
from ui.screens.coordinator.setup_importing import Importing
from ui.screens.coordinator.setup_part import Host, SetupPart
from ui.screens.coordinator.setup_table_part import crowded
from ui.theme import Tone
from ui.widgets.basics import Button, Line
from ui.widgets.edit_table import EditTable
from ui.widgets.table_import import ImportField


class ImportPart(SetupPart):
    """Actions above, tables, a summary below; in their place the import while one is read.

    Subclasses put their widgets into `content`, their actions into `bar`, and call `assemble`.
    """

    taking = ""
    """The undo word for rows taken from a file; untranslated."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent)
        self.content = QWidget(self)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(12)
        self.take_button = Button(_("Take over from a table"), self.content, icon=Icon.IMPORT)
        self.summary = Line("", self.content, size=fonts.SMALL, tone=Tone.MUTED)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.summary)
        self._foot.addStretch(1)
        self._tables: tuple[EditTable, ...] = ()

    def assemble(self, body: QLayout, *tables: EditTable) -> None:
        """Puts the body between bar and summary; `tables` are what it stores from."""
        self._tables = tables
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.bar)
        column.addLayout(body, 1)
        column.addLayout(self._foot)
        self.importing = Importing(self.host.context, self.content, self, self.take, self.fields)
        self.take_button.clicked.connect(self.importing.choose)
        self.importing.taken.connect(self._on_taken)
        self.importing.refused.connect(self.refused)
        self.importing.told.connect(self.told)
        for table in tables:
            table.crowded.connect(self._on_crowded)
        self.fit()

    def take(self, rows: Sequence[NumberedRow]) -> Taken:
        """The set-up with rows of a file in it. Parts override it."""
        raise NotImplementedError

    def fields(self) -> Sequence[ImportField]:
        """What a column of a file can mean. Parts override it."""
        raise NotImplementedError

    def fit(self) -> None:
        """Fits edges and columns to the room there is. Parts extend it."""
        side = edge(self)
        self.bar.setContentsMargins(side, 4, side, 0)
        self._foot.setContentsMargins(side, 0, side, 10)

    def store(self, make: Callable[[], Setup], label: str) -> None:
        """Stores what `make` gives, or shows why that is refused; then nothing is changed."""
        try:
            setup = make()
        except UserError as error:
            self.refuse(error)
            return
        self.change(setup, label)

    def flush(self) -> None:
        for table in self._tables:
            table.flush()

    def open_files(self) -> None:
        self.importing.choose()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self.fit()

    @Slot(object)
    def _on_taken(self, setup: Setup) -> None:
        self.change(setup, self.taking)

    @Slot(int)
    def _on_crowded(self, count: int) -> None:
        self.refuse(crowded(count))
