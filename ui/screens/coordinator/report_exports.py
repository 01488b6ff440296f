"""What the report page writes beside the report: the score summary, score sheets, the feedback."""

from collections.abc import Callable
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.i18n import N_, _
from app.reports.form import Form
from app.reports.input import ReportInput
from app.reports.records import Record
from app.visit import Visit
from ui.icons import Icon
from ui.jobs import Progress, Work
from ui.widgets.basics import Button


class Export(Enum):
    READING = "reading"
    SUMMARY = "summary"
    SHEETS = "sheets"
    FEEDBACK = "feedback"


NAMES = {
    Export.READING: N_("Report as a reading copy (PDF)"),
    Export.SUMMARY: N_("Score summary (Excel)"),
    Export.SHEETS: N_("Every panelist's score sheet (PDF)"),
    Export.FEEDBACK: N_("Record of the feedback (PDF)"),
}
FILES = {
    Export.READING: "评估报告（阅读稿）.pdf",
    Export.SUMMARY: "评分汇总表.xlsx",
    Export.SHEETS: "各评委评分表.pdf",
    Export.FEEDBACK: "现场反馈记录.pdf",
}
"""Documents carry Chinese names whatever the window speaks."""

WRITING = "ui.screens.coordinator.report_writing"
"""The module that writes them; it imports the Word and PDF libraries."""

RECORDS = {Export.SHEETS: Record.SHEETS, Export.FEEDBACK: Record.FEEDBACK}


def work_of(kind: Export, visit: Visit, given: ReportInput, form: Form, path: Path) -> Work:
    """What a job does; the module that does it was loaded by another."""
    if kind is Export.SUMMARY:
        return off_thread(visit.exports.writing(path))
    writing = import_module(WRITING)
    if kind is Export.READING:
        return cast("Work", writing.WriteReading(given, form, path))
    return cast("Work", writing.WriteRecord(RECORDS[kind], given, form, path))


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
    title = _("Export, not encrypted")
    if kind is Export.READING:
        title = _("Export a reading copy, not encrypted: pages end elsewhere than in Word")
    found, _kind = QFileDialog.getSaveFileName(parent, title, str(folder / FILES[kind]), kinds)
    return Path(found) if found else None
