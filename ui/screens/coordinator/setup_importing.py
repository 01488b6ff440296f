"""A part of the set-up that can also take its rows from a file: the table, or the import."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.rules.columns import Table
from app.rules.setup_rows import NumberedRow, Taken
from ui.context import Context
from ui.jobs import Job
from ui.widgets.stack import FrontLayout
from ui.widgets.table_import import ImportField, ReadTables, TableImport

FOLDER = "setup/folder"


class Importing(QObject):
    """Switches a part between its own content and the import of a file.

    Signals:
        taken: (Setup) to be stored as one step.
        refused: (UserError) the file cannot be read.
        told: (str) what was taken, in words.
    """

    taken = Signal(object)
    refused = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        context: Context,
        content: QWidget,
        holder: QWidget,
        take: Callable[[Sequence[NumberedRow]], Taken],
        fields: Callable[[], Sequence[ImportField]],
    ) -> None:
        """`holder` gets a layout with the content and, in front of it, the import."""
        super().__init__(holder)
        self._context, self._content, self._fields = context, content, fields
        self.importer = TableImport(take, holder)
        self._stack = FrontLayout(holder)
        self._stack.addWidget(content)
        self._stack.addWidget(self.importer)
        self.importer.taken.connect(self._on_taken)
        self.importer.closed.connect(self.close)

    @property
    def is_open(self) -> bool:
        return self._stack.currentWidget() is self.importer

    @Slot()
    def choose(self) -> None:
        """Lets the user choose a file, and reads it."""
        path = self.ask_file()
        if path is not None:
            self._context.state.set_text(FOLDER, str(path.parent))
            self.read(path)

    def ask_file(self) -> Path | None:
        """None when the user thinks better of it."""
        start = self._context.state.text(FOLDER)
        kinds = _("Tables (*.xlsx *.xlsm *.csv *.tsv *.txt);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(
            self._content, _("Take over from a table"), start, kinds
        )
        return Path(name) if name else None

    def read(self, path: Path) -> None:
        """Reads a file off the main thread and shows what it would give."""
        job = Job(_("Reading {name}").format(name=path.name), ReadTables(path), self)
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)
        self._context.jobs.start(job)

    @Slot()
    def close(self) -> None:
        self._stack.setCurrentWidget(self._content)
        self._content.setFocus()

    @Slot(object)
    def _on_read(self, tables: tuple[Table, ...]) -> None:
        self._stack.setCurrentWidget(self.importer)
        self.importer.show_tables(tables, self._fields())

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.refused.emit(error)

    @Slot(object)
    def _on_taken(self, taken: Taken) -> None:
        self.close()
        self.taken.emit(taken.setup)
        words = ngettext("{count} row taken", "{count} rows taken", taken.count)
        self.told.emit(words.format(count=taken.count))
