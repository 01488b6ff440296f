"""The score workbook on the hand-in page: exported, and read back when it is filled in."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.workbook_form import Expected, WorkbookInput, WorkbookSheet
from app.files import read_limited, write_back_checked
from app.i18n import _, ngettext
from ui import fonts
from ui.context import Context
from ui.icons import Icon
from ui.jobs import Job, Progress, Work
from ui.room import EDGE, align
from ui.screens.base import Screen
from ui.stages import is_rater
from ui.theme import Tone
from ui.widgets.basics import Button, Line, paragraph
from ui.widgets.notices import Refusal

if TYPE_CHECKING:
    from app.services.workbooks import ReadBack

FOLDER = "workbook/folder"


def load_library(progress: Progress) -> None:
    """Work for a job: imports what writes workbooks, which takes half a second."""
    progress(0, 1)
    import_module("app.services.workbooks")


@dataclass(frozen=True, slots=True)
class WriteWorkbook:
    """Work for a job."""

    given: WorkbookInput
    path: Path

    def __call__(self, progress: Progress) -> Path:
        from app.exchange.workbook import write_workbook

        progress(0, 1)
        write_back_checked(self.path, write_workbook(self.given))
        return self.path


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """Work for a job: what a workbook says, with the name of its file."""

    path: Path
    expected: Expected

    def __call__(self, progress: Progress) -> tuple[WorkbookSheet, str]:
        from app.exchange.workbook_read import LARGEST, read_workbook

        progress(0, 1)
        import_module("app.services.workbooks")
        raw, name = read_limited(self.path, LARGEST), self.path.name
        return read_workbook(raw, name, self.expected), name


class WorkbookPart(Screen):
    """Its own refusals and results stand in it, beside its buttons."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._target = Path()
        self.notice = Refusal(self)
        self.export_button = Button(_("Export the score workbook"), self, icon=Icon.EXPORT)
        self.read_button = Button(_("Read a filled-in workbook"), self, icon=Icon.IMPORT)
        self.export_button.clicked.connect(self.export)
        self.read_button.clicked.connect(self.read)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 20, EDGE, 8)
        column.setSpacing(8)
        column.addWidget(Line(_("Score workbook"), self, size=fonts.BODY, bold=True))
        words = _(
            "Your scores as an .xlsx, to fill in or print without this program. It is not "
            "encrypted: whoever has the file can read it."
        )
        column.addWidget(paragraph(words, self, role="muted"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.export_button)
        row.addWidget(self.read_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._column)

    def refresh(self) -> None:
        open_ = self.visit.handin.sealed_revision is None and not self.visit.read_only
        self.read_button.setEnabled(open_)

    @property
    def is_needed(self) -> bool:
        """Only who scores has a workbook."""
        return is_rater(self.visit) and bool(self.visit.scores.cells())

    @Slot(object)
    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    @Slot()
    def export(self) -> None:
        """Writes the own scores so far to a file that is chosen first."""
        target = self.choose_target()
        if target is None:
            return
        self.notice.hide()
        self._target = target
        self._start(_("Exporting {name}").format(name=target.name), load_library, self._on_loaded)

    @Slot()
    def read(self) -> None:
        """Takes the scores of a workbook that is chosen first, if nothing in it is refused."""
        path = self.choose_workbook()
        if path is None:
            return
        self.notice.hide()
        work = ReadWorkbook(path, Expected(self.visit.id, self.visit.instrument))
        self._start(_("Reading {name}").format(name=path.name), work, self._on_read)

    def choose_target(self) -> Path | None:
        """Where to write; None when the user changes their mind."""
        me = self.visit.me
        name = _("Scores of {name}.xlsx").format(name=me.name if me else "")
        start = str(Path(self.context.state.text(FOLDER)) / name)
        kinds = _("Workbooks (*.xlsx)")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Where to save"), start, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        self.context.state.set_text(FOLDER, str(path.parent))
        return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

    def choose_workbook(self) -> Path | None:
        """Which to read; None when the user changes their mind."""
        start, kinds = self.context.state.text(FOLDER), _("Workbooks (*.xlsx)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a workbook"), start, kinds)
        if not chosen:
            return None
        self.context.state.set_text(FOLDER, str(Path(chosen).parent))
        return Path(chosen)

    def _start(self, label: str, work: Work, then: object) -> None:
        job = Job(label, work, self)
        job.succeeded.connect(then)
        job.failed.connect(self.refused)
        self.context.jobs.start(job)

    @Slot(object)
    def _on_loaded(self, nothing: object) -> None:  # noqa: ARG002
        try:
            given = self.visit.workbooks.draft()
        except UserError as error:
            self.refused(error)
            return
        label = _("Exporting {name}").format(name=self._target.name)
        self._start(label, WriteWorkbook(given, self._target), self._on_written)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self.notice.show_text(
            _("Saved and read back: {path}").format(path=path),
            _("It is not encrypted; take care who gets it."),
            tone=Tone.PRAISE,
        )

    @Slot(object)
    def _on_read(self, found: tuple[WorkbookSheet, str]) -> None:
        sheet, name = found
        try:
            back = self.visit.workbooks.compare(sheet, name)
        except UserError as error:
            self.refused(error)
            return
        if self.run(lambda: self.visit.workbooks.take(back)) is not None:
            self.notice.show_text(*_result(back, name), tone=Tone.PRAISE)


def _result(back: "ReadBack", name: str) -> tuple[str, str]:
    """How many cells changed, and what else there is to know."""
    changed, blank, notes = len(back.changes), len(back.blank), len(back.notes)
    what = ngettext("{name}: {count} cell changed.", "{name}: {count} cells changed.", changed)
    rest = [_("{count} as they were.").format(count=back.unchanged)] if back.unchanged else []
    if blank:
        kept = ngettext(
            "{count} is blank there and keeps its score.",
            "{count} are blank there and keep their scores.",
            blank,
        )
        rest.append(kept.format(count=blank))
    if notes:
        kept = ngettext(
            "{count} reason without points became a note.",
            "{count} reasons without points became notes.",
            notes,
        )
        rest.append(kept.format(count=notes))
    if changed or notes:
        rest.append(_("One undo (Ctrl+Z) takes it all back."))
    return what.format(name=name, count=changed), " ".join(rest)
