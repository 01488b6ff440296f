"""报告: the preview beside its free texts and what is still wrong; export to Word."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from ui.context import Context
from ui.icons import Icon
from ui.jobs import Job, Progress, Work
from ui.models.problems import REPORT, Linked, Way, way_to
from ui.plates import annex
from ui.room import edge, is_narrow
from ui.screens.base import Screen, Target
from ui.screens.coordinator.report_change import KEEP_KEY, TAKE_KEY
from ui.screens.coordinator.report_checking import Checks
from ui.screens.coordinator.report_exports import (
    WRITING,
    Document,
    ExportMenu,
    Exports,
    FoundRows,
    Wanted,
    Wishes,
    ask_bundle,
    ask_letter,
    ask_path,
    show_found,
)
from ui.screens.coordinator.report_preview import Preview
from ui.screens.coordinator.report_problems import ASIDE_KEY, MEND_KEY, ProblemPane
from ui.screens.coordinator.report_rows import ProblemRows
from ui.screens.coordinator.report_side import PassagePane
from ui.theme import Tone
from ui.widgets.basics import Rule
from ui.widgets.choice import Option, Segmented
from ui.widgets.form_picker import FormPicker, missing_words
from ui.widgets.independence import Independence
from ui.widgets.notices import Refusal
from ui.widgets.page import PageHead, Tab, TabStrip

if TYPE_CHECKING:
    from types import ModuleType

    from app.reports.form import Form
    from app.reports.input import ReportInput
    from app.reports.marks import Source
    from app.reports.remarks import Found
    from app.services.report import Exported
    from ui.screens.coordinator.report_job import Checked, Rendered

PAUSE = 10
DRAFT, FINAL = "draft", "final"
_JOBS = "ui.screens.coordinator.report_job"
_FOLDER = "report/folder"
BEFORE_KEY, AFTER_KEY = "Alt+Up", "Alt+Down"
PREVIEW, TEXTS, PROBLEMS = "preview", "texts", "problems"


class ReportScreen(Screen):
    """Renders after every change, off the main thread, and never twice at once.

    Signals:
        exported: (Exported, or the path of another export) a file was written.
    """

    exported = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._jobs: ModuleType | None = None
        self._busy, self._again = False, False
        self._written: Path | None = None
        self._rendered: Rendered | None = None
        self._checked: Checked | None = None
        self._checks = Checks(context.jobs, self)
        self._rows = ProblemRows()
        self._edits, self._seen = 0, 0
        self._unwritten: dict[str, str] = {}
        self._told_missing = False
        self._pause = _soon(self, PAUSE)
        self._listing = _soon(self, 0)
        self._build_head()
        self.refusal = Refusal(self)
        self._notice = QVBoxLayout()
        self.tabs = TabStrip(self, name=_("View"))
        self.preview = Preview(self)
        self.passages = PassagePane(self)
        self.problems = ProblemPane(self)
        self._right = QWidget(self)
        content = QWidget(self)
        content.setProperty("ground", "surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._guard = Independence(context, _("Report"), content, self)
        self._lay_out(content)
        self._connect()
        self._add_keys()

    def _build_head(self) -> None:
        self._head = PageHead(_("Report"), _("Read on the left, edit on the right."), self)
        self.export = self._head.primary(_("Export to Word"), Icon.EXPORT)
        self.more = ExportMenu(self)
        self._exports = Exports(self.context, self)
        self.version = Segmented(
            (Option(DRAFT, _("For comment")), Option(FINAL, _("Final version"))),
            self,
            name=_("Version"),
        )
        self.form = FormPicker(self)
        self.form.show_forms(self.visit)
        self.version.set_current(DRAFT)
        self.export.setEnabled(False)

    def _lay_out(self, content: QWidget) -> None:
        self._head.add(self.more)
        self._head.add(self.version)
        self._head.add(self.form)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.passages, 5)
        right.addWidget(self.problems, 6)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.preview)
        row.addWidget(self._right, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notice.addWidget(self.refusal)
        column.addWidget(self._head)
        column.addWidget(Rule(self))
        column.addLayout(self._notice)
        column.addWidget(self.tabs)
        column.addLayout(row, 1)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self._guard)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._on_due)
        self._listing.timeout.connect(self._show_problems)
        self._checks.checked.connect(self._on_checked)
        self._checks.failed.connect(self._on_failed)
        self.export.clicked.connect(self._on_export)
        self.more.asked.connect(self._exports.on_asked)
        self.form.chosen.connect(self._on_form)
        self.form.manage_asked.connect(self._on_manage)
        self.tabs.chosen.connect(self._on_tab)
        self.refusal.asked.connect(self._on_open_folder)
        self.passages.written.connect(self._on_written)
        self.passages.reset_asked.connect(self._on_reset)
        self.passages.kept.connect(self._on_kept)
        self.passages.shown.connect(self.preview.show_passage)
        self.preview.opened.connect(self._on_opened)
        self.problems.followed.connect(self._on_followed)
        self.problems.mend_asked.connect(self._on_mend)
        self.problems.aside_asked.connect(self._on_aside)

    def _add_keys(self) -> None:
        for key, slot in (
            (BEFORE_KEY, self._on_before),
            (AFTER_KEY, self._on_after),
            (TAKE_KEY, self.passages.take),
            (KEEP_KEY, self.passages.keep),
            (MEND_KEY, self.problems.mend),
            (ASIDE_KEY, self.problems.set_aside),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def own_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            (_("The text before, the text after"), ("Alt", "↑", "/", "Alt", "↓")),
            (_("Take the new proposal, back to the proposal"), ("Ctrl", "R")),
            (_("Keep mine, the change was seen"), ("Ctrl", "Shift", "R")),
            (_("Mend as the remark says"), ("Alt", "Enter")),
            (_("Set the remark aside, or look at it again"), ("Ctrl", "I")),
            (_("In the preview: from place to place"), ("↑", "/", "↓")),
            (_("In the preview: go to where the text comes from"), ("Enter",)),
        )

    def refresh(self) -> None:
        self.form.show_forms(self.visit)
        self._tell_missing()
        if not self._guard.closed():
            self._listing.start()
            self._pause.start()

    def refused(self, error: UserError) -> None:
        self.refusal.show_error(error)

    def flush(self) -> None:
        self.passages.flush()

    def reveal(self, target: Target) -> None:
        """A passage's key, in `item`."""
        self.passages.select(target.item)

    def next_open(self) -> None:
        self.problems.next()

    def done(self) -> None:
        """On to the next free text."""
        self._on_after()

    def enter(self) -> None:
        (self.passages.editor if self.passages.isVisible() else self.tabs).setFocus()

    def choose_path(self, suggested: Path) -> Path | None:
        """Asks where to write; None when the user thinks better of it."""
        found, _kind = QFileDialog.getSaveFileName(
            self, _("Export the report, not encrypted"), str(suggested), _("Word files (*.docx)")
        )
        return Path(found) if found else None

    def choose_other(self, name: str, title: str) -> Path | None:
        """The same for what is exported beside the report; a name without ending is a folder's."""
        path = ask_path(self, self._folder() / name, title)
        if path is not None:
            self.context.state.set_text(_FOLDER, str(path.parent))
        return path

    def choose_letter(self, proposed: Wishes, waiting: int) -> Wishes | None:
        """How the letter is to be; None when the user thinks better of it."""
        return ask_letter(self, self.visit, proposed, waiting)

    def choose_bundle(self, names: dict[Document, str]) -> Wanted | None:
        return ask_bundle(self, names)

    def show_found(self, found: FoundRows) -> tuple[bool, Linked | None]:
        """Whether to go on, and a row whose place was asked for."""
        return show_found(self, found)

    def open_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not shown is rendered when it is shown again."""
        super().hideEvent(event)
        if self._pause.isActive():
            self._pause.stop()
            self._stale = True

    def _arrange(self) -> None:
        """One part at a time in a narrow window."""
        narrow, side = is_narrow(self), edge(self)
        self._notice.setContentsMargins(side, 0, side, 0)
        self.tabs.set_tabs(
            (
                Tab(PREVIEW, _("Preview")),
                Tab(TEXTS, _("Texts")),
                Tab(PROBLEMS, _("Problems"), str(self.problems.open_count)),
            )
        )
        self.tabs.setVisible(narrow)
        chosen = self.tabs.current
        self.preview.setVisible(not narrow or chosen == PREVIEW)
        self._right.setVisible(not narrow or chosen != PREVIEW)
        self.passages.setVisible(not narrow or chosen == TEXTS)
        self.problems.setVisible(not narrow or chosen == PROBLEMS)

    @property
    def pending(self) -> bool:
        """Whether something has changed that is not shown yet."""
        waiting = self._pause.isActive() or self._listing.isActive() or self.preview.busy
        return self._busy or waiting or self._checks.busy

    @property
    def _form(self) -> str:
        return self.form.current

    @Slot()
    def _on_due(self) -> None:
        if self._busy:
            self._again = True
        elif self._jobs is None:
            self._start(_("Preparing the report"), _load, self._on_loaded)
        else:
            given = self._input()
            self._seen = self._edits
            rendering = self._jobs.Rendering(given, self.visit.forms.load(self._form))
            self._start(_("Setting the report"), rendering.work, self._on_rendered)

    def _input(self, *, draft: bool = True) -> "ReportInput":
        """Everything that the report is made from, the figures painted where they are asked for."""
        report = self.visit.report
        given = report.input(self._form, draft=draft)
        return replace(given, annex=annex(self.visit)) if report.options.annex else given

    def _start(self, label: str, work: Work, succeeded: Callable[[object], None]) -> None:
        self._busy, self._again = True, False
        job = Job(label, work, self)
        job.succeeded.connect(succeeded)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self.context.jobs.start(job)

    @Slot(object)
    def _on_loaded(self, module: object) -> None:
        self._jobs, self._again = cast("ModuleType", module), True
        self.export.setEnabled(True)

    @Slot(object)
    def _on_rendered(self, value: object) -> None:
        rendered = cast("Rendered", value)
        if rendered.form != self._form:
            self._again = True
            return
        self._rendered = rendered
        self.preview.show_draft(rendered.draft.html, rendered.draft.sources)
        self.passages.show_passages(
            rendered.passages,
            rendered.figures,
            rendered.missing,
            rendered.differences,
            behind=self._seen != self._edits,
        )
        self._listing.start()
        if self._jobs is not None:
            self._checks.check(self._jobs, rendered)

    @Slot(object)
    def _on_checked(self, value: object) -> None:
        self._checked = cast("Checked", value)
        self._listing.start()

    @Slot()
    def _show_problems(self) -> None:
        if self._rendered is not None:
            self.problems.show_rows(self._rows.of(self.visit, self._rendered, self._checked))
            self._arrange()

    @Slot()
    def _on_finished(self) -> None:
        self._busy = False
        if self._again:
            self._pause.start()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        still = len(getattr(error, "problems", ()))
        if self._exports.settled(error, self._on_export):
            return
        if not still:
            self.refusal.show_error(error)
            return
        what = _("The final report cannot be exported yet.")
        rest = ngettext(
            "{count} thing in the list of problems must be settled first.",
            "{count} things in the list of problems must be settled first.",
            still,
        )
        self.refusal.show_text(what, rest.format(count=still))

    @Slot(str)
    def _on_form(self, form: str) -> None:
        self.flush()
        self.preview.show_waiting()
        if self.visit.read_only:
            self._on_due()
        elif self.run(lambda: self.visit.forms.choose(form)) is None:
            self.form.show_forms(self.visit)

    def _tell_missing(self) -> None:
        """Once, and no more until the visit is opened again."""
        what, rest = missing_words(self.visit)
        if what and not self._told_missing:
            self._told_missing = True
            self.refusal.show_text(what, rest, tone=Tone.CONCERN)

    @Slot()
    def _on_manage(self) -> None:
        self.flush()
        self.go.emit(Target("forms"))

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self._arrange()
        if self.isVisible() and QApplication.focusWidget() not in self.findChildren(QWidget):
            self.enter()

    @Slot(str, str)
    def _on_written(self, key: str, text: str) -> None:
        """A text that is the proposal again is no edit any more."""
        report, form = self.visit.report, self._form
        proposal, figures = self._basis(key)
        self._edits += 1
        if text == proposal:
            done = self.run(lambda: report.reset_passage(form, key))
        else:
            done = self.run(lambda: report.edit_passage(form, key, text, proposal, figures))
        self._unwritten.pop(key, None)
        if done is None:
            self._unwritten[key] = text

    def settled(self) -> bool:
        """Saves what is typed; while that is refused, nothing is exported without it."""
        self.flush()
        for key, text in tuple(self._unwritten.items()):
            self._on_written(key, text)
        return not self._unwritten

    def _basis(self, key: str) -> tuple[str, dict[str, str]]:
        """What the data propose for a text now, and the figures in it."""
        if self._rendered is None:
            return "", {}
        texts = {p.key: p.proposal for p in self._rendered.passages}
        return texts.get(key, ""), self._rendered.figures

    @Slot(str)
    def _on_reset(self, key: str) -> None:
        report, form = self.visit.report, self._form
        self._unwritten.pop(key, None)
        self.visit.end_typing()
        self.run(lambda: report.reset_passage(form, key))

    @Slot(str)
    def _on_kept(self, key: str) -> None:
        report, form = self.visit.report, self._form
        proposal, figures = self._basis(key)
        self.run(lambda: report.keep_passage(form, key, proposal, figures))

    @Slot()
    def _on_before(self) -> None:
        self.show_part(TEXTS)
        self.passages.step(-1)

    @Slot()
    def _on_after(self) -> None:
        self.show_part(TEXTS)
        self.passages.step(1)

    @Slot(object)
    def _on_opened(self, source: "Source") -> None:
        """From the preview to where a text comes from."""
        self._follow(way_to(source, self.visit.setup))

    @Slot(object)
    def _on_followed(self, linked: Linked) -> None:
        found = linked.found
        self._follow(linked.way, found)
        if found is not None:
            remark = found.remark
            self.preview.show_quote(remark.line.text, remark.start, remark.end)

    def _follow(self, way: Way, found: "Found | None" = None) -> None:
        if way.page == REPORT:
            self.show_part(TEXTS)
            start, end = (found.start, found.end) if found and found.start >= 0 else (0, -1)
            self.passages.point(way.key, way.line, start, end)
            self.passages.editor.setFocus()
        elif way.page:
            item = way.item or way.key
            target = Target(
                way.page, way.block, item, way.district, way.panelist, way.capture, way.place
            )
            self.go.emit(target)

    def show_part(self, tab: str) -> None:
        """In a narrow window; in a wide one all three stand side by side."""
        self.tabs.set_current(tab)
        self._on_tab(tab)

    @Slot(object)
    def _on_mend(self, linked: Linked) -> None:
        """Puts the mend into the passage or the finding, as a step of its own to be undone."""
        if self._jobs is None or self._rendered is None or linked.found is None:
            return
        self.flush()
        act = self._jobs.mending(self.visit, linked.found, self._rendered)
        if act is None:
            self.told.emit(_("The text is another by now, or a figure of the data stands there."))
            self._on_followed(linked)
            return
        self._edits += 1
        self.visit.end_typing()
        self.run(act)
        self.visit.end_typing()

    @Slot(object)
    def _on_aside(self, linked: Linked) -> None:
        found, remarks = linked.found, self.visit.remarks
        assert found is not None
        self.run(lambda: remarks.bring_back(found) if linked.aside else remarks.set_aside(found))

    @Slot()
    def _on_export(self) -> None:
        if self._jobs is None or not self.settled():
            return
        draft = self.version.current != FINAL
        path = self.choose_path(self._suggested(draft=draft))
        if path is None:
            return
        self.context.state.set_text(_FOLDER, str(path.parent))
        self.export.setEnabled(False)
        given = self._input(draft=draft)
        job = Job(
            _("Exporting the report"),
            self._jobs.Exporting(given, self.visit.forms.load(self._form), path).work,
            self,
        )
        job.succeeded.connect(self._on_exported)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_export_finished)
        self.context.jobs.start(job)

    def _suggested(self, *, draft: bool) -> Path:
        """Documents carry Chinese names whatever the window speaks."""
        return self._folder() / ("评估报告（征求意见稿）.docx" if draft else "评估报告.docx")

    def _folder(self) -> Path:
        """The one used last."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = QStandardPaths.writableLocation(documents)
        return Path(self.context.state.text(_FOLDER) or usual)

    def closed(self) -> bool:
        """Whether nothing may be exported: an own sheet is open, or nothing was read yet."""
        return self._guard.closed() or self._jobs is None

    def material(self) -> "tuple[ReportInput, Form]":
        """What documents are made from, after what was being typed."""
        self.flush()
        given = self._input(draft=self.version.current != FINAL)
        return given, self.visit.forms.load(self._form)

    def follow(self, linked: Linked) -> None:
        self._follow(linked.way, linked.found)

    def written(self, path: Path, what: str, rest: str) -> None:
        """Says what came of an export, and leads to it."""
        self._written = path
        self.refusal.show_text(what, rest, _("Open the folder"), Tone.PRAISE)
        self.exported.emit(path)

    @Slot(object)
    def _on_exported(self, value: object) -> None:
        exported = cast("Exported", value)
        self._written = exported.path
        what = ngettext(
            "Written and read back: the {count} finding is in it.",
            "Written and read back: all {count} findings are in it.",
            exported.findings,
        )
        rest = _("{name} is not encrypted: whoever has the file can read it.")
        self.refusal.show_text(
            what.format(count=exported.findings),
            rest.format(name=exported.path.name),
            _("Open the folder"),
            Tone.PRAISE,
        )
        self.exported.emit(exported)

    @Slot()
    def _on_export_finished(self) -> None:
        self.export.setEnabled(True)

    @Slot()
    def _on_open_folder(self) -> None:
        if self._written is not None:
            self.open_folder(self._written.parent)


def _soon(page: QWidget, pause: int) -> QTimer:
    made = QTimer(page)
    made.setSingleShot(True)
    made.setInterval(pause)
    return made


def _load(_progress: Progress) -> object:
    """Imports the Word libraries off the main thread; nobody should wait for them."""
    import_module(WRITING)
    return import_module(_JOBS)
