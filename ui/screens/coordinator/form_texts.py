"""文字块: the wording of a form of one's own, with its names beside and this visit's text below."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.form_package import FormFiles
from app.i18n import _
from app.reports.form import Form, forms
from app.reports.input import ReportInput
from app.rules.problem import Problem, errors
from app.services.form_examples import filled
from app.services.form_files import form_of, with_text
from app.services.form_shelf import FormShelf
from app.visit import Visit
from ui import fonts, messages
from ui.context import Context
from ui.delegates.forms import FaultDelegate
from ui.delegates.rows import ProblemDelegate
from ui.icons import Icon
from ui.jobs import Job, Work
from ui.models.form_texts import block_rows, name_rows
from ui.room import edge
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import Inset
from ui.screens.coordinator.form_texts_work import PreviewBlock, Previewed, load_report
from ui.screens.coordinator.forms_work import Checked, CheckForm
from ui.widgets.basics import Button, Line, Rule, UprightRule, paragraph
from ui.widgets.editors import TextEditor
from ui.widgets.lists import RowList
from ui.widgets.notices import Refusal
from ui.widgets.page import PageHead, Tab, TabStrip
from ui.widgets.search_field import SearchField
from ui.widgets.stack import FrontLayout

PAUSE = 200
PREVIEW, NAMES, COPY = "preview", "names", "copy"
_MOST_FAULTS = 3


class FormTextsScreen(Screen):
    """Page `form_texts`, reached from the forms; `reveal` says of which form.

    Every text is on disk a moment after it was typed. Once it is tried, it also counts in this
    visit if the visit uses the form.
    """

    rail_row = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form_id, self._key, self._last_key = "", "", ""
        self._ready, self._busy, self._again = False, False, False
        self._undo: list[tuple[str, str]] = []
        self._shown: Previewed | None = None
        self._states: dict[str, FormFiles] = {}
        self._held, self._keeping = "", False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self.head = PageHead(_("Text blocks"), "", self)
        self.back = Button(_("Back to the forms"), self, icon=Icon.BACK)
        self.take_back = Button(_("Take the last change back"), self, icon=Icon.UNDO)
        self.copy = Button(_("Make a copy to edit…"), self, icon=Icon.COPY)
        self.head.add(self.copy)
        self.head.add(self.take_back)
        self.head.add(self.back)
        self.notice = Refusal(self)
        self.list = RowList(ProblemDelegate(), self, name=_("Text blocks"))
        self._label = Line("", self, size=fonts.LARGE, bold=True)
        self.reset = Button(_("Back to the original wording"), self, icon=Icon.REFRESH)
        self.editor = TextEditor(self, name=_("Wording"))
        self.faults = paragraph("", self, role="problem")
        self.tabs = TabStrip(self, name=_("Preview and names"))
        self.preview = TextEditor(self, name=_("Preview"))
        self.search = SearchField(self, name=_("Find a name"), placeholder=_("Find a name"))
        self.names = RowList(FaultDelegate(), self, name=_("Names"))
        self._lay_out()
        self._connect()
        self.begin_at(self.list)

    def _lay_out(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.preview.setReadOnly(True)
        self.faults.hide()
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._edit_part(), 5)
        column.addWidget(self.tabs)
        self._stack = FrontLayout()
        shown = QWidget(self)
        self._shows = QVBoxLayout(shown)
        self._shows.addWidget(self.preview)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._names_part())
        column.addLayout(self._stack, 6)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list, 4)
        row.addWidget(UprightRule(self))
        row.addWidget(right, 7)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(Rule(self))
        whole.addWidget(Inset(self.notice, self))
        whole.addLayout(row, 1)

    def _edit_part(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.addWidget(self._label, 1)
        top.addWidget(self.reset)
        self._edit = QVBoxLayout()
        self._edit.setSpacing(8)
        self._edit.addLayout(top)
        self._edit.addWidget(self.editor, 1)
        self._edit.addWidget(self.faults)
        return self._edit

    def _names_part(self) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self._find = QHBoxLayout()
        self._find.addWidget(self.search)
        column.addLayout(self._find)
        column.addWidget(self.names, 1)
        return part

    def _connect(self) -> None:
        self._pause.timeout.connect(self._on_due)
        self.back.clicked.connect(self._on_back)
        self.take_back.clicked.connect(self._on_take_back)
        self.copy.clicked.connect(self._on_copy)
        self.reset.clicked.connect(self._on_reset)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.editor.edited.connect(self._on_edited)
        self.editor.committed.connect(self._on_committed)
        self.tabs.chosen.connect(self._on_tab)
        self.tabs.take_keys()
        self.search.edited.connect(self._on_search)
        self.search.stepped.connect(self._on_stepped)
        self.search.submitted.connect(self._on_insert)
        self.names.opened.connect(self._on_name)

    @property
    def of_visit(self) -> Visit | None:
        """The visit that the page is part of; none where one comes from home."""
        return self.context.visit

    @property
    def shelf(self) -> FormShelf:
        return self.context.library.forms

    @property
    def form_id(self) -> str:
        return self._form_id

    def reveal(self, target: Target) -> None:
        """A form, in `item`; a text block of it, in `block`; the list of names, in `place`."""
        if target.item and target.item != self._form_id:
            self._form_id, self._key = target.item, ""
            self._undo.clear()
            self._states.clear()
        self._key = target.block or self._key
        self.refresh()
        if target.place == NAMES:
            self.tabs.choose(NAMES)

    def refresh(self) -> None:
        self._follow()
        form = self._form()
        if form is None:
            return
        keys = [block.key for block in form.passages]
        self._key = self._key if self._key in keys else keys[0]
        wrong = self._shown.wrong if self._shown is not None else frozenset()
        self.list.set_rows(block_rows(form, self._origin(form), wrong), self._key)
        self.list.set_current(self._key)
        self.head.set_title(_("Text blocks"), form.label)
        shown = _("In a made-up visit") if self.of_visit is None else _("In this visit")
        tabs = (Tab(PREVIEW, shown), Tab(NAMES, _("All names")))
        self.tabs.set_tabs(tabs, self.tabs.current)
        self._show_block(form)
        self._pause.start()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        self.editor.flush()

    def done(self) -> None:
        """On to the next text block."""
        index = self.list.rows.index_of(self._key)
        after = self.list.rows.index(min(index.row() + 1, self.list.rows.rowCount() - 1))
        self.list.setCurrentIndex(after)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pause.stop()
        self._stale = True

    def _follow(self) -> None:
        """Where undo or redo took the visit to another state of this page's, the shelf goes along."""
        if self.of_visit is None:
            return
        held, before = self.of_visit.forms.digest(self._form_id), self._held
        self._held = held
        if self._keeping or held == before or held not in self._states or not self.editable:
            return
        self._undo.clear()
        try:
            self.shelf.put(self._form_id, self._states[held], aside=False)
        except UserError as error:
            self.notice.show_error(error)

    @property
    def editable(self) -> bool:
        return self.shelf.has(self._form_id)

    def _files(self) -> FormFiles:
        return self.shelf.files(self._form_id)

    def _form(self) -> Form | None:
        """What is edited; None where it cannot be read any more."""
        of_visit = self.of_visit
        usual = of_visit.forms.usable().id if of_visit is not None else forms()[0]
        form_id = self._form_id = self._form_id or usual
        try:
            here = form_id in forms() or self.shelf.has(form_id) or of_visit is None
            return form_of(self.shelf.files(form_id)) if here else self.visit.forms.load(form_id)
        except UserError as error:
            self.notice.show_error(error)
            return None

    def _origin(self, form: Form) -> Form | None:
        """What the form was copied from, where that is at hand."""
        based = form.based_on or ""
        if not (based in forms() or self.shelf.has(based)):
            return None
        try:
            return form_of(self.shelf.files(based))
        except UserError:
            return None

    def _text(self, form: Form | None) -> str | None:
        if form is None:
            return None
        return next((block.text for block in form.passages if block.key == self._key), None)

    def _show_block(self, form: Form) -> None:
        block = next(one for one in form.passages if one.key == self._key)
        self._label.set_text(block.label)
        self.editor.set_text(block.text)
        self.editor.setReadOnly(not self.editable)
        self._show_ways_back(form)

    def _show_ways_back(self, form: Form) -> None:
        origin = self._text(self._origin(form))
        self.reset.setVisible(self.editable)
        self.reset.setEnabled(origin is not None and origin != self._text(form))
        self.take_back.setVisible(self.editable)
        self.copy.setVisible(not self.editable)
        self.take_back.setEnabled(bool(self._undo))

    def _given(self, form: Form) -> ReportInput:
        """This visit; a made-up one without it, and while others' scores are closed (independence)."""
        here = self.of_visit
        if here is None or self.context.library.awaited(here) is not None:
            return filled(form)
        return here.report.input(form.id)

    def _start(self, label: str, work: Work, then: object, *, over: object = None) -> None:
        job = Job(label, work, self)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        if over is not None:
            job.finished.connect(over)
        self.context.jobs.start(job, quiet=True)

    @Slot()
    def _on_due(self) -> None:
        form = self._form()
        if self._busy or form is None:
            self._again = True
            return
        self._busy, self._again = True, False
        if not self._ready:
            self._start(_("Preparing the report"), load_report, self._on_loaded, over=self._on_over)
            return
        work = PreviewBlock(self._given(form), form, self._key, self.editor.text())
        self._start(_("Setting the report"), work, self._on_previewed, over=self._on_over)

    @Slot(object)
    def _on_loaded(self, _module: object) -> None:
        self._ready, self._again = True, True

    @Slot()
    def _on_over(self) -> None:
        self._busy = False
        if self._again and self.isVisible():
            self._pause.start()

    @Slot(object)
    def _on_previewed(self, shown: Previewed) -> None:
        if (shown.key, shown.text) != (self._key, self.editor.text()):
            self._again = True
            return
        before, self._shown = self._shown, shown
        said = [_fault(one) for one in shown.problems]
        self.faults.setText("\n".join(said[:_MOST_FAULTS]))
        self.faults.setVisible(bool(said))
        self.editor.set_problem(problem=bool(errors(shown.problems)))
        if not errors(shown.problems):
            empty = _("Nothing is printed here.")
            self.preview.set_text("\n".join(shown.paragraphs) or empty)
        if before is None or before.figures != shown.figures:
            self._show_names()
        form = self._form()
        if form is not None:
            rows = block_rows(form, self._origin(form), shown.wrong)
            self.list.set_rows(rows, self._key)

    def _show_names(self) -> None:
        figures = self._shown.figures if self._shown is not None else {}
        self.names.set_rows(name_rows(figures, self.search.text()))

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.notice.show_error(error)

    @Slot()
    def _on_edited(self) -> None:
        self._pause.start()

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        """What is typed on goes into the same step back."""
        before = self._text(self._form())
        if not self.editable or before is None or before == text:
            return
        anew = self._last_key != self._key or not self._undo
        self._store(text, before if anew else None)
        self._last_key = self._key

    def _store(self, text: str, before: str | None) -> None:
        held = self._files()
        new = with_text(held, self._key, text)
        self._states |= {held.digest: held, new.digest: new}
        try:
            self.shelf.put(self._form_id, new, aside=before is not None)
        except UserError as error:
            self.notice.show_error(error)
            return
        if before is not None:
            self._undo.append((self._key, before))
        self._show_ways_back(form_of(new))
        if self._is_of_visit(new):
            self._start(
                _("Trying {name}").format(name=self._label.text()),
                CheckForm(self.shelf, self._form_id),
                self._on_tried,
            )
        self._pause.start()

    def _is_of_visit(self, new: FormFiles) -> bool:
        """Whether the visit holds a state of this page's that differs in texts alone."""
        here = self.of_visit
        held = self._states.get(here.forms.digest(self._form_id)) if here is not None else None
        return held is not None and held.docx == new.docx

    @Slot(object)
    def _on_tried(self, checked: Checked) -> None:
        """A good text counts in this visit at once."""
        if errors(checked.problems) or self.visit.read_only:
            return
        self._keeping = True
        self.run(lambda: self.visit.forms.keep(checked.files))
        self._keeping = False

    @Slot()
    def _on_take_back(self) -> None:
        self.flush()
        if not self._undo:
            return
        self._key, text = self._undo.pop()
        self._last_key = ""
        self._store(text, None)
        self.refresh()

    @Slot()
    def _on_reset(self) -> None:
        form = self._form()
        origin = self._text(self._origin(form)) if form is not None else None
        if origin is None:
            return
        self.flush()
        before = self._text(self._form())
        self._last_key = ""
        self._store(origin, before)
        self.refresh()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.flush()
        self._key, self._last_key = key, ""
        self.preview.set_text("")
        form = self._form()
        if form is not None:
            self._show_block(form)
            self._pause.start()

    @Slot(str)
    def _on_opened(self, _key: str) -> None:
        self.editor.setFocus()

    @Slot(str)
    def _on_tab(self, tab: str) -> None:
        self._stack.setCurrentIndex(0 if tab == PREVIEW else 1)
        if tab == NAMES:
            self.search.setFocus()

    @Slot()
    def _on_search(self) -> None:
        self._show_names()

    @Slot(int)
    def _on_stepped(self, rows: int) -> None:
        index = self.names.currentIndex().row() + rows
        last = self.names.rows.rowCount() - 1
        self.names.set_index(self.names.rows.index(max(0, min(index, last))))

    @Slot()
    def _on_insert(self) -> None:
        self._on_name(self.names.current_id)

    @Slot(str)
    def _on_name(self, name: str) -> None:
        """A live figure goes where the cursor stands."""
        if name.startswith("{") and self.editable:
            self.editor.textCursor().insertText(name)
            self.editor.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        """What comes with the program is never changed in place."""
        self.go.emit(Target("forms", item=self._form_id, place=COPY))

    @Slot()
    def _on_back(self) -> None:
        self.go.emit(Target("forms"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the editor to the list, and from there to the forms."""
        if event.key() == Qt.Key.Key_Escape:
            if self.list.hasFocus():
                self._on_back()
            else:
                self.flush()
                self.list.setFocus()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._edit.setContentsMargins(side, 12, side, 8)
        self._find.setContentsMargins(side, 0, side, 0)
        self._shows.setContentsMargins(side, 12, side, 12)


def _fault(problem: Problem) -> str:
    """With its line."""
    text = messages.render(UserError(problem.template, **problem.values))
    line = problem.place.rpartition(":")[2]
    if not problem.place.startswith("block:"):
        return text
    return _("Line {number}: {text}").format(number=line, text=text)
