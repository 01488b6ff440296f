"""The record of changes (操作记录): who changed what, when, before and after."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.services.audit import AuditFilter, AuditLine
from app.services.state import LocalRole
from ui.context import Context
from ui.delegates.audit import AuditDelegate
from ui.icons import Icon
from ui.jobs import Job
from ui.models.audit import AuditModel, target_of_line
from ui.screens.audit_filter import AuditFilterBar
from ui.screens.audit_side import AuditSide
from ui.screens.base import Screen
from ui.screens.coordinator.board import Inset
from ui.theme import Tone
from ui.widgets.independence import Independence
from ui.widgets.lists import PaintedList
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead

FOLDER = "audit/folder"
KINDS = {".xlsx": "(*.xlsx)", ".csv": "(*.csv)"}


class AuditScreen(Screen):
    """Page `audit`, of both roles: what this laptop did to the visit. It only reads.

    Signals: those of `Screen`.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._line = 0
        self.head = PageHead(_("Record of changes"), "", self)
        self.export = self.head.primary(_("Export"), Icon.EXPORT)
        self.export.clicked.connect(self._on_export)
        self.notice = Refusal(self)
        self.bar = AuditFilterBar(self)
        self.model = AuditModel(self)
        self.list = PaintedList(AuditDelegate(), self.model, self, name=_("Changes"))
        self.empty = EmptyState("", self, action=_("Show all changes"), icon=Icon.RECORD)
        self.side = AuditSide(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(self.bar)
        self.frame.add(Inset(self.notice, self))
        self.frame.add(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._gate: Independence | None = None
        if self.visit.role is LocalRole.COORDINATOR:
            self._gate = Independence(self.context, _("Record of changes"), self.frame, self)
        outer.addWidget(self._gate or self.frame)
        self.begin_at(self.list)

    def _connect(self) -> None:
        self.bar.changed.connect(self._on_wanted)
        self.bar.stepped.connect(self._on_stepped)
        self.bar.entered.connect(self.list.setFocus)
        self.empty.asked.connect(self.bar.reset)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_followed)
        self.side.followed.connect(self._on_followed)

    @property
    def line(self) -> AuditLine | None:
        """The change that is chosen."""
        return self.model.line(self.list.currentIndex().row())

    def refresh(self) -> None:
        if self._gate is not None and self._gate.closed():
            return
        history = self.visit.history
        self.bar.set_choices(history.people(), history.topics(), history.days())
        self._show()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def choose_path(self, suggested: Path) -> Path | None:
        """Asks where to write; None when the user thinks better of it."""
        kinds = f"{_('Workbook (*.xlsx)')};;{_('Table as text (*.csv)')}"
        found, kind = QFileDialog.getSaveFileName(
            self, _("Export the record of changes, not encrypted"), str(suggested), kinds
        )
        if not found:
            return None
        path = Path(found)
        if path.suffix.lower() in KINDS:
            return path
        return path.with_name(f"{path.name}{'.csv' if KINDS['.csv'] in kind else '.xlsx'}")

    def _show(self) -> None:
        """The lines that are wanted; the one that was chosen stays so, if it is among them."""
        history, wanted = self.visit.history, self.bar.wanted
        ids = history.find(wanted)
        self.model.set_ids(ids, history.lines)
        row = self.model.row_of(self._line)
        self.list.set_index(self.model.index(max(0, row)) if ids else QModelIndex())
        self._stack.setCurrentWidget(self.list if ids else self.empty)
        self.head.set_title(_("Record of changes"), self._counted(len(ids), wanted))
        self.export.setEnabled(bool(ids))
        self._show_empty(wanted)
        self._show_line()

    def _counted(self, count: int, wanted: AuditFilter) -> str:
        words = ngettext("{count} change", "{count} changes", count).format(count=f"{count:,}")
        if wanted == AuditFilter():
            return _("{changes}, the newest first").format(changes=words)
        return _("{changes} match").format(changes=words)

    def _show_empty(self, wanted: AuditFilter) -> None:
        if wanted == AuditFilter():
            self.empty.set_sentence(_("Nothing was changed in this visit yet."))
        else:
            self.empty.set_sentence(_("No change matches."), _("Show all changes"))

    def _show_line(self) -> None:
        line = self.line
        self._line = line.id if line is not None else self._line
        leads = line is not None and target_of_line(self.visit, line) is not None
        self.side.show_line(line, leads=leads)

    @Slot()
    def _on_wanted(self) -> None:
        self._show()

    @Slot(str)
    def _on_chosen(self, _line: str) -> None:
        self._show_line()

    @Slot(int)
    def _on_stepped(self, rows: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            row = max(0, min(last, self.list.currentIndex().row() + rows))
            self.list.set_index(self.model.index(row))
            self._show_line()

    @Slot()
    @Slot(str)
    def _on_followed(self, _line: str = "") -> None:
        line = self.line
        target = target_of_line(self.visit, line) if line is not None else None
        if target is not None:
            self.go.emit(target)

    @Slot()
    def _on_export(self) -> None:
        self.notice.dismiss()
        folder = Path(self.context.state.text(FOLDER) or Path.home())
        path = self.choose_path(folder / f"{_('Record of changes')}.xlsx")
        if path is None:
            return
        self.context.state.set_text(FOLDER, str(path.parent))
        job = Job(
            _("Exporting the record of changes"),
            self.visit.history_export(self.bar.wanted, path),
            self,
        )
        job.succeeded.connect(self._on_exported)
        job.failed.connect(self.refused)
        job.finished.connect(self._on_finished)
        self.export.setEnabled(False)
        self.context.jobs.start(job)

    @Slot(object)
    def _on_exported(self, count: object) -> None:
        assert isinstance(count, int)
        words = ngettext("{count} change was written.", "{count} changes were written.", count)
        self.notice.show_text(
            words.format(count=f"{count:,}"), _("The file is not encrypted."), tone=Tone.PRAISE
        )

    @Slot()
    def _on_finished(self) -> None:
        self.export.setEnabled(self.model.rowCount() > 0)
