"""What the report page writes beside the report: the score summary, score sheets, the feedback."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.files import atomic_write
from app.i18n import N_, _
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.records import Record, record_html
from ui import pdf
from ui.icons import Icon
from ui.jobs import Progress, Work
from ui.widgets.basics import Button


class Export(Enum):
    SUMMARY = "summary"
    SHEETS = "sheets"
    FEEDBACK = "feedback"


NAMES = {
    Export.SUMMARY: N_("Score summary (Excel)"),
    Export.SHEETS: N_("Every panelist's score sheet (PDF)"),
    Export.FEEDBACK: N_("Record of the feedback (PDF)"),
}
FILES = {
    Export.SUMMARY: "评分汇总表.xlsx",
    Export.SHEETS: "各评委评分表.pdf",
    Export.FEEDBACK: "现场反馈记录.pdf",
}
"""Documents carry Chinese names whatever the window speaks."""

_RECORDS = {Export.SHEETS: Record.SHEETS, Export.FEEDBACK: Record.FEEDBACK}


@dataclass(frozen=True, slots=True)
class WriteRecord:
    """Work for a job. What Qt makes inside lives and ends on the thread of the work."""

    kind: Export
    given: ReportInput
    form: Form
    path: Path

    def __call__(self, progress: Progress) -> Path:
        progress(0, 2)
        html = record_html(_RECORDS[self.kind], self.given, self.form)
        progress(1, 2)
        atomic_write(self.path, pdf.pdf_of(html, self.path.stem))
        return self.path


def off_thread(write: Callable[[], Path]) -> Work:
    """Work for a job from what tells no progress."""

    def work(_progress: Progress) -> Path:
        return write()

    return work


class ExportMenu(Button):
    """Asks which, from a menu below it.

    Signals:
        asked: (Export)
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("More exports"), parent, icon=Icon.EXPORT)
        self.clicked.connect(self._on_clicked)

    def menu(self) -> QMenu:
        """A menu of its own at every click."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, name in NAMES.items():
            menu.addAction(_(name)).setData(kind.value)
        menu.triggered.connect(self._on_chosen)
        return menu

    @Slot()
    def _on_clicked(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.asked.emit(Export(action.data()))


def ask_path(parent: QWidget, kind: Export, folder: Path) -> Path | None:
    """The save dialog; None when the user thinks better of it."""
    kinds = _("Excel files (*.xlsx)") if kind is Export.SUMMARY else _("PDF files (*.pdf)")
    found, _kind = QFileDialog.getSaveFileName(
        parent, _("Export, not encrypted"), str(folder / FILES[kind]), kinds
    )
    return Path(found) if found else None
