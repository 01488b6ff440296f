"""Instruments from and to files, off the main thread."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.exchange.instrument_file import load_shipped, read_draft
from app.files import write_back_checked
from app.i18n import N_, _
from app.model.instrument import Instrument
from ui.context import Context
from ui.jobs import Job, Progress, Work

FOLDER = "instrument/folder"
TEMPLATE = "gz-2023-blocks"
"""What the empty workbook is filled with: nothing but what is known of the official rules."""
WORKBOOKS = (".xlsx", ".xlsm")
YAML = (".yaml", ".yml")
OTHER = N_("{name} is no instrument. Choose a file that ends in .xlsx or .yaml.")


@dataclass(frozen=True, slots=True)
class ReadIn:
    """An instrument that was read; `borrowed` pages stayed, `ignored` columns meant nothing."""

    instrument: Instrument
    name: str
    borrowed: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadInstrument:
    """Work for a job. The library for workbooks is slow to import, so that only a job waits."""

    path: Path
    base: Instrument

    def __call__(self, progress: Progress) -> ReadIn:
        progress(0, 1)
        suffix = self.path.suffix.lower()
        if suffix in WORKBOOKS:
            from app.exchange.instrument_read import read_sheet

            found = read_sheet(self.path, self.base)
            return ReadIn(found.instrument, self.path.name, found.borrowed, found.ignored)
        if suffix in YAML:
            return ReadIn(read_draft(self.path), self.path.name)
        raise UserError(OTHER, name=self.path.name)


@dataclass(frozen=True, slots=True)
class WriteInstrument:
    """Work for a job: a workbook or YAML, as the file's name ends."""

    instrument: Instrument
    path: Path

    def __call__(self, progress: Progress) -> Path:
        progress(0, 1)
        if self.path.suffix.lower() in WORKBOOKS:
            from app.exchange.instrument_write import write_sheet

            raw = write_sheet(self.instrument)
        else:
            from app.exchange.instrument_yaml import write_instrument

            raw = write_instrument(self.instrument)
        write_back_checked(self.path, raw)
        return self.path


class InstrumentFiles(QObject):
    """Asks for files and reads or writes them as jobs.

    Signals:
        read: (ReadIn)
        written: (Path)
        refused: (UserError)
    """

    read = Signal(object)
    written = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._widget = context, parent

    def ask_source(self) -> Path | None:
        """Which file to read; None when the user thinks better of it."""
        kinds = _("Instruments (*.xlsx *.xlsm *.yaml *.yml)")
        start = self._context.state.text(FOLDER)
        chosen, _kind = QFileDialog.getOpenFileName(
            self._widget, _("Choose an instrument"), start, kinds
        )
        return self._kept(chosen)

    def ask_target(self, name: str, suffix: str) -> Path | None:
        """Where to write; None when the user thinks better of it."""
        kinds = _("Workbooks (*.xlsx)") if suffix in WORKBOOKS else _("YAML (*.yaml)")
        start = str(Path(self._context.state.text(FOLDER)) / f"{name}{suffix}")
        chosen, _kind = QFileDialog.getSaveFileName(self._widget, _("Where to save"), start, kinds)
        path = self._kept(chosen)
        if path is None or path.suffix.lower() in (*WORKBOOKS, *YAML):
            return path
        return path.with_name(path.name + suffix)

    def take(self, path: Path, base: Instrument) -> None:
        """Reads a file; what it lacks stays as in `base`."""
        label = _("Reading {name}").format(name=path.name)
        self._start(label, ReadInstrument(path, base), self._on_read)

    def write(self, instrument: Instrument, path: Path) -> None:
        label = _("Exporting {name}").format(name=path.name)
        self._start(label, WriteInstrument(instrument, path), self._on_written)

    def write_template(self, path: Path) -> None:
        """A workbook to fill in, with nothing in it but what is known."""
        self.write(load_shipped(TEMPLATE), path)

    def _kept(self, chosen: str) -> Path | None:
        if not chosen:
            return None
        self._context.state.set_text(FOLDER, str(Path(chosen).parent))
        return Path(chosen)

    def _start(self, label: str, work: Work, then: object) -> None:
        job = Job(label, work, self)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        self._context.jobs.start(job)

    @Slot(object)
    def _on_read(self, found: ReadIn) -> None:
        self.read.emit(found)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self.written.emit(path)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.refused.emit(error)
