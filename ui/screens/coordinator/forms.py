"""报告模板: the forms that a report can have; copied, edited in Word, brought back, checked."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.form_package import DOCX
from app.i18n import _
from app.model.station import Role
from app.rules.problem import Problem, errors
from app.services.form_shelf import FormShelf, Taken
from ui import messages
from ui.context import Context
from ui.delegates.rows import ProblemDelegate
from ui.icons import Icon
from ui.jobs import Job, Work
from ui.models.forms import FormChoice, form_choices
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import Inset
from ui.screens.coordinator.forms_detail import Act, FormDetail
from ui.screens.coordinator.forms_work import Checked, CheckForm, ExportForm, LookAtOffer
from ui.theme import Tone
from ui.widgets.basics import Button, Rule, UprightRule
from ui.widgets.form_picker import missing_words
from ui.widgets.lists import RowList
from ui.widgets.notices import Refusal
from ui.widgets.page import PageHead, is_narrow

_FOLDER = "forms/folder"


class FormsScreen(Screen):
    """Page `forms`, reached from the report or, without a visit, from home; it has no row in the rail.

    Signals: those of `Screen`.
    """

    rail_row = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setAcceptDrops(True)
        self._choices: tuple[FormChoice, ...] = ()
        self._found: dict[str, tuple[Problem, ...]] = {}
        self._trying: set[str] = set()
        self._undo: Callable[[], None] | None = None
        self._naming: Callable[[str], None] | None = None
        self.head = PageHead(_("Report forms"), "", self)
        self.use = self.head.primary(_("Use in this visit"), Icon.TICK)
        self.of_visit = context.visit
        self.use.setVisible(self.of_visit is not None)
        leads = _("Back to the report") if self.of_visit is not None else _("Library")
        self.back = Button(leads, self, icon=Icon.BACK)
        self.bring = Button(_("Bring a form back…"), self, icon=Icon.IMPORT)
        self.head.add(self.bring)
        self.head.add(self.back)
        self.notice = Refusal(self)
        self.list = RowList(ProblemDelegate(), self, name=_("Report forms"))
        self.detail = FormDetail(self)
        self._lay_out()
        self._connect()
        self.begin_at(self.list)

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list, 5)
        row.addWidget(UprightRule(self))
        row.addWidget(self.detail, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule(self))
        column.addWidget(Inset(self.notice, self))
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.bring.clicked.connect(self.open_files)
        self.use.clicked.connect(self._on_use)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.detail.asked.connect(self._on_asked)
        self.detail.name.given.connect(self._on_named)
        self.detail.name.closed.connect(self._on_name_closed)
        self.notice.asked.connect(self._on_undo)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_state)

    @property
    def shelf(self) -> FormShelf:
        return self.context.library.forms

    @property
    def choice(self) -> FormChoice | None:
        """The form that is looked at."""
        wanted = self.list.current_id
        return next((one for one in self._choices if one.id == wanted), None)

    def refresh(self) -> None:
        self._show_rows()
        purpose = _("Copy one, edit it in Word, bring it back; it is tried before it is used.")
        self.head.set_title(_("Report forms"), "" if is_narrow(self) else purpose)
        self._tell_missing()
        self._show_chosen()

    def _show_rows(self) -> None:
        kept = self.list.current_id
        self._choices = form_choices(self.shelf, self.of_visit, self._found)
        known = [one.id for one in self._choices]
        wanted = kept if kept in known else self._usual(known)
        self.list.set_rows([one.row for one in self._choices], wanted)

    def _usual(self, known: Sequence[str]) -> str:
        """What is looked at first: the visit's form, or one that is missing in it."""
        if self.of_visit is None:
            return known[0] if known else ""
        missing = self.of_visit.forms.missing
        return missing if missing in known else self.of_visit.forms.usable().id

    def _tell_missing(self) -> None:
        """A set-up from elsewhere may name a form that this visit does not hold."""
        what, rest = missing_words(self.of_visit) if self.of_visit is not None else ("", "")
        if what:
            self.notice.show_text(what, rest, tone=Tone.CONCERN)

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def reveal(self, target: Target) -> None:
        """A form, in `item`; the name of a copy of it is asked for where `place` says so."""
        if target.item:
            self.list.set_current(target.item)
        self._show_chosen()
        choice = self.choice
        if choice is not None and target.place == Act.COPY.value:
            self._ask_copy(choice)

    def done(self) -> None:
        self._on_use()

    @Slot()
    def open_files(self) -> None:
        path = self.ask_source()
        if path is not None:
            self.bring_back(path)

    def ask_source(self) -> Path | None:
        """Which file to bring back; None when the user thinks better of it."""
        kinds = _("Report forms (*.docx *.zip *.yaml)")
        start = self.context.state.text(_FOLDER)
        found, _kind = QFileDialog.getOpenFileName(self, _("Bring a form back"), start, kinds)
        if not found:
            return None
        self.context.state.set_text(_FOLDER, str(Path(found).parent))
        return Path(found)

    def ask_folder(self) -> Path | None:
        """Where to export to; None when the user thinks better of it."""
        start = self.context.state.text(_FOLDER)
        found = QFileDialog.getExistingDirectory(self, _("Where to save"), start)
        return Path(found) if found else None

    def open_path(self, path: Path) -> bool:
        """With the program that the system has for it; false where it has none."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def bring_back(self, path: Path) -> None:
        """Reads and tries what somebody brings: a Word file, a zip, a folder or a file in it."""
        choice = self.choice
        into = choice.id if choice is not None and choice.own is not None else ""
        folder = path.parent if path.suffix.lower() in {".yaml", ".yml"} else path
        label = _("Trying {name}").format(name=path.name)
        self._start(label, LookAtOffer(self.shelf, folder, into), self._on_offered)

    def _show_chosen(self) -> None:
        choice = self.choice
        if choice is None:
            return
        self.detail.show_form(choice)
        self._show_use(choice)
        if choice.own is None:
            self.detail.show_problems(())
            return
        if choice.own.fault is not None:
            fault = choice.own.fault
            self.detail.show_problems((Problem(fault.template, fault.values, "file"),))
            return
        found = self._found.get(choice.own.digest)
        self.detail.show_problems(found)
        if found is None and choice.own.digest not in self._trying:
            self._trying.add(choice.own.digest)
            label = _("Trying {name}").format(name=choice.label)
            self._start(label, CheckForm(self.shelf, choice.id), self._on_checked, quiet=True)

    def _show_use(self, choice: FormChoice) -> None:
        fresh = not choice.in_use or choice.changed
        words = (
            _("Take the new state") if choice.in_use and choice.changed else _("Use in this visit")
        )
        self.use.set_text(words if fresh else _("In use"))
        here = self.of_visit
        self.use.setEnabled(here is not None and fresh and not here.read_only)

    def _start(self, label: str, work: Work, then: object, *, quiet: bool = False) -> None:
        job = Job(label, work, self)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        self.context.jobs.start(job, quiet=quiet)

    def _keep(self, checked: Checked) -> None:
        self._found[checked.files.digest] = checked.problems
        self._trying.clear()

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        self._keep(checked)
        self._show_rows()
        choice = self.choice
        if choice is not None and choice.own is not None and choice.id == checked.form:
            self.detail.show_problems(self._found.get(choice.own.digest))

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._trying.clear()
        self.notice.show_error(error)

    @Slot(object)
    def _on_offered(self, checked: Checked) -> None:
        self._keep(checked)
        offered = checked.offered
        assert offered is not None
        if errors(checked.problems):
            self.detail.show_problems(checked.problems, offered.label)
            self.notice.show_text(
                _("“{name}” was not taken.").format(name=offered.label),
                _("What must be mended first stands below; nothing was changed."),
            )
            self.detail.list.setFocus()
            return
        self._do(lambda: self._accept(checked))

    def _accept(self, checked: Checked) -> None:
        assert checked.offered is not None
        taken = self.shelf.accept(checked.offered)
        self.refresh()
        self.list.set_current(taken.id)
        self._show_chosen()
        self._tell_taken(taken)

    def _tell_taken(self, taken: Taken) -> None:
        if not taken.changed:
            said = _("“{name}” is the same as before.").format(name=taken.label)
            self.notice.show_text(said, tone=Tone.ACCENT)
            return
        said = _("“{name}” is here, tried and fit for use.").format(name=taken.label)
        form = taken.id
        if taken.is_new:
            self._offer_undo(said, lambda: self.shelf.remove(form))
        else:
            self._offer_undo(said, lambda: self._step_back(form))

    def _step_back(self, form: str) -> None:
        self.shelf.step_back(form)

    def _offer_undo(self, said: str, undo: Callable[[], None]) -> None:
        self._undo = undo
        self.notice.show_text(said, "", _("Undo"), Tone.PRAISE)

    def _do(self, act: Callable[[], object]) -> bool:
        """Something on the shelf; a refusal stands in the page."""
        try:
            act()
        except UserError as error:
            self.notice.show_error(error)
            return False
        return True

    @Slot()
    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None and self._do(undo):
            self.notice.hide()
        self.refresh()

    @Slot()
    def _on_back(self) -> None:
        self.go.emit(Target("report" if self.of_visit is not None else "home"))

    @Slot(str)
    def _on_chosen(self, _form: str) -> None:
        self._on_name_closed()
        self._show_chosen()

    @Slot(str)
    def _on_opened(self, _form: str) -> None:
        self._on_use()

    @Slot()
    def _on_use(self) -> None:
        choice = self.choice
        if choice is None or not self.use.isEnabled():
            return
        if choice.own is None:
            self.run(lambda: self.visit.forms.choose(choice.id))
            return
        label = _("Trying {name}").format(name=choice.label)
        self._start(label, CheckForm(self.shelf, choice.id), self._on_tried_for_use)

    @Slot(object)
    def _on_tried_for_use(self, checked: Checked) -> None:
        self._keep(checked)
        if errors(checked.problems):
            self.detail.show_problems(checked.problems)
            self.notice.show_text(
                _("This form cannot be used yet."), _("What must be mended first stands below.")
            )
            return
        if self.run(lambda: self.visit.forms.choose(checked.form, checked.files)) is not None:
            said = _("The report is printed with this form now. Ctrl+Z takes that back.")
            self.told.emit(said)

    @Slot(object)
    def _on_asked(self, act: Act) -> None:
        choice = self.choice
        if choice is None:
            return
        acts: dict[Act, Callable[[FormChoice], object]] = {
            Act.COPY: self._ask_copy,
            Act.WORD: self._open_word,
            Act.FOLDER: self._open_folder,
            Act.RENAME: self._ask_rename,
            Act.EXPORT: self._export,
            Act.REMOVE: self._remove,
            Act.TEXTS: self._open_texts,
            Act.NAMES: self._open_names,
        }
        acts[act](choice)

    def _ask_copy(self, choice: FormChoice) -> None:
        here = self.of_visit
        evaluator = here.setup.organisations.get(Role.EVALUATOR) if here is not None else None
        name = evaluator.short or evaluator.name if evaluator else choice.label.partition("（")[0]
        self._naming = self._make_copy
        self.detail.name.ask(_("Form of {name}").format(name=name), _("Make the copy"))

    def _make_copy(self, name: str) -> None:
        choice = self.choice
        if choice is None:
            return
        own = choice.own is not None or choice.shipped
        files = self.shelf.files(choice.id) if own else self.visit.forms.files(choice.id)
        made = self.shelf.copy(files, name)
        self._after_naming(made.id)
        said = _("“{name}” is made. Edit it in Word, or change its text blocks.")
        self._offer_undo(said.format(name=made.label), lambda: self.shelf.remove(made.id))

    def _ask_rename(self, choice: FormChoice) -> None:
        self._naming = self._rename
        self.detail.name.ask(choice.label, _("Rename"))

    def _rename(self, name: str) -> None:
        choice = self.choice
        if choice is None:
            return
        form = choice.id
        self.shelf.rename(form, name)
        self._after_naming(form)
        said = _("It is called “{name}” now.").format(name=name)
        self._offer_undo(said, lambda: self._step_back(form))

    def _after_naming(self, form: str) -> None:
        self._on_name_closed()
        self.refresh()
        self.list.set_current(form)
        self._show_chosen()
        self.list.setFocus()

    @Slot(str)
    def _on_named(self, name: str) -> None:
        if self._naming is None:
            return
        try:
            self._naming(name)
        except UserError as error:
            self.detail.name.field.set_problem(messages.render(error))

    @Slot()
    def _on_name_closed(self) -> None:
        self._naming = None
        if self.detail.name.isVisible():
            self.detail.name.hide()
            self.list.setFocus()

    def _open_word(self, choice: FormChoice) -> None:
        path = self.shelf.folder_of(choice.id) / DOCX
        if not self.open_path(path):
            self._tell_unopened(path)
            return
        self.notice.show_text(
            _("Word opens the form itself."),
            _("Save it there and come back: it is tried again at once."),
            tone=Tone.ACCENT,
        )

    def _open_folder(self, choice: FormChoice) -> None:
        folder = self.shelf.folder_of(choice.id)
        if not self.open_path(folder):
            self._tell_unopened(folder)

    def _tell_unopened(self, path: Path) -> None:
        said = _("Nothing on this laptop opens {name}.").format(name=path.name)
        rest = _("It lies here: {path}. Or bring back a file that was edited elsewhere.")
        self.notice.show_text(said, rest.format(path=path), tone=Tone.CONCERN)

    def _open_texts(self, choice: FormChoice) -> None:
        self.go.emit(Target("form_texts", item=choice.id))

    def _open_names(self, choice: FormChoice) -> None:
        self.go.emit(Target("form_texts", item=choice.id, place="names"))

    def _export(self, choice: FormChoice) -> None:
        folder = self.ask_folder()
        if folder is not None:
            label = _("Exporting {name}").format(name=choice.label)
            self._start(label, ExportForm(self.shelf, choice.id, folder), self._on_exported)

    @Slot(object)
    def _on_exported(self, folder: Path) -> None:
        said = _("Saved: {path}").format(path=folder)
        self.notice.show_text(said, tone=Tone.PRAISE)

    def _remove(self, choice: FormChoice) -> None:
        form = choice.id
        if not self._do(lambda: self.shelf.remove(form)):
            return
        self.refresh()
        said = _("“{name}” is deleted. Visits that use it keep it.").format(name=choice.label)
        self._offer_undo(said, lambda: self.shelf.put_back(form))

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Whoever comes back from Word sees what was saved there."""
        if state is Qt.ApplicationState.ApplicationActive and self.isVisible():
            self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.bring_back(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads out of the name, then back to the report."""
        if event.key() == Qt.Key.Key_Escape:
            if self.detail.name.isVisible():
                self._on_name_closed()
            else:
                self._on_back()
            return
        super().keyPressEvent(event)


def _dropped(data: QMimeData) -> Path | None:
    """The one file or folder that is dragged; several mean nothing here."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None
