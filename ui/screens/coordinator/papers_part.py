"""Papers of the day on the issuing page: which one, as a PDF or to the printer."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.files import atomic_write
from app.i18n import N_, _
from app.model.instrument import Instrument
from app.model.setup import Setup
from app.reports.papers import Paper, paper_html
from ui import pdf
from ui.context import Context
from ui.icons import Icon
from ui.jobs import Job, Progress
from ui.widgets.basics import Button, paragraph
from ui.widgets.picker import Picker
from ui.widgets.print_button import PrintButton

FOLDER = "papers/folder"
NAMES = {
    Paper.AGENDA: N_("Agenda"),
    Paper.SIGN_IN: N_("Sign-in sheet"),
    Paper.DECLARATIONS: N_("Declarations"),
    Paper.SCORES: N_("Blank score sheets"),
    Paper.GUIDES: N_("Interview guides"),
}


@dataclass(frozen=True, slots=True)
class WritePdf:
    """Work for a job. What Qt makes inside lives and ends on the thread of the work."""

    paper: Paper
    setup: Setup
    instrument: Instrument
    title: str
    path: Path

    def __call__(self, progress: Progress) -> Path:
        progress(0, 2)
        html = paper_html(self.paper, self.setup, self.instrument)
        progress(1, 2)
        atomic_write(self.path, pdf.pdf_of(html, self.title))
        return self.path


class PapersPart(QWidget):
    """Chooses a paper; nothing of the visit changes.

    Signals:
        told: (str) what was written or printed.
        refused: (UserError)
    """

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.which = Picker(self, name=_("Which paper"))
        for paper, name in NAMES.items():
            self.which.addItem(_(name), paper.value)
        self.pdf_button = Button(_("Save as PDF"), self, icon=Icon.PDF)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.print_button = PrintButton(self)
        self.print_button.printer_chosen.connect(self.print_on)
        self.print_button.no_printer.connect(self._on_no_printer)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.pdf_button)
        row.addWidget(self.print_button)
        row.addStretch(1)
        says = _("For whoever works on paper. PDFs and prints are not encrypted.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(paragraph(says, self, role="small"))
        column.addWidget(self.which)
        column.addLayout(row)

    @property
    def paper(self) -> Paper:
        """The chosen one."""
        return Paper(self.which.currentData())

    def ask_path(self, proposed: str) -> Path | None:
        """The save dialog; None when the user thinks better of it."""
        folder = Path(self._context.state.text(FOLDER) or Path.home())
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save as PDF"), str(folder / proposed), _("PDF files (*.pdf)")
        )
        return Path(name) if name else None

    def write(self, path: Path) -> None:
        """Writes the chosen paper off the main thread."""
        visit = self._context.open_visit
        work = WritePdf(self.paper, visit.setup, visit.instrument, self._title(), path)
        job = Job(_("Writing {name}").format(name=path.name), work, self)
        job.succeeded.connect(self._on_written)
        job.failed.connect(self.refused)
        self._context.jobs.start(job)

    @Slot(str)
    def print_on(self, printer: str) -> None:
        """Prints the chosen paper without a question."""
        visit = self._context.open_visit
        try:
            html = paper_html(self.paper, visit.setup, visit.instrument)
        except UserError as error:
            self.refused.emit(error)
            return
        pdf.print_on(printer, html, self._title())
        words = _("{paper} sent to {printer}")
        self.told.emit(words.format(paper=_(NAMES[self.paper]), printer=printer))

    def _title(self) -> str:
        station = self._context.open_visit.setup.station
        return f"{station.short or station.name} {_(NAMES[self.paper])}"

    @Slot()
    def _on_pdf(self) -> None:
        path = self.ask_path(f"{self.paper.value}.pdf")
        if path is not None:
            self._context.state.set_text(FOLDER, str(path.parent))
            self.write(path)

    @Slot()
    def _on_no_printer(self) -> None:
        error = N_("There is no printer on this laptop. Save a PDF and print it elsewhere.")
        self.refused.emit(UserError(error))

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self.told.emit(_("{name} is written").format(name=path.name))
