"""Random samples: a new draw, the draws so far, and what was found of the drawn records."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.base import changed
from app.model.capture import Sample
from app.rules.columns import Table
from app.rules.sampling import Population
from app.services.captures import Place
from ui import actions, fonts, messages
from ui.actions import Do
from ui.context import Context
from ui.delegates.rows import PlaceDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.jobs import Job
from ui.models import samples
from ui.models.samples import NEW, Counting, Drawing, Listing, Reading
from ui.room import edge, is_narrow
from ui.screens.base import Here, Target
from ui.screens.panelist.choice_list import ChoiceHead, ChoiceList
from ui.screens.panelist.files_part import FilesPart, topped
from ui.screens.panelist.finding_list import Upright
from ui.screens.panelist.sample_form import SampleForm
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, paragraph
from ui.widgets.editors import LineEditor
from ui.widgets.link_strip import LinkStrip
from ui.widgets.lists import RowList

FOLDER = "files/folder"
DRAWS, NARROW_DRAWS = 196, 152


class DrawList(RowList):
    """Delete deletes a draw; undo brings it back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_id not in ("", NEW):
            self.opened.emit(f"-{self.current_id}")
        else:
            super().keyPressEvent(event)


class SamplePart(FilesPart):
    """Draws at the left; the form of a new one, or the records of the chosen one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.title = _("Random sample")
        self.purpose = _("Draw the records that you look at, so that anybody can repeat the draw.")
        super().__init__(context, parent)
        self._shown = NEW
        self._counting: Job | None = None
        self.primary = self.head.primary("", Icon.DICE)
        self.primary.clicked.connect(self.done)
        self._build_form()
        self._build_result()
        self._arrange()
        self._propose_seed()

    def _build_form(self) -> None:
        self.draws = DrawList(PlaceDelegate(), self, name=_("Draws"))
        self.draws.chosen.connect(self._on_chosen)
        self.draws.opened.connect(self._on_opened)
        self.form = SampleForm(self)
        self.form.district.addItem(_("The whole station"), None)
        for district in self.visit.setup.districts:
            self.form.district.addItem(district.name, district.id)
        self.form.listed.connect(self._on_listed)
        self.form.file_asked.connect(self.open_files)
        self.form.submitted.connect(self.done)
        self.form.seed_asked.connect(self._propose_seed)

    def _build_result(self) -> None:
        self._size = Line("", self, size=fonts.LARGE, bold=True)
        self._seed = Line("", self, tone=Tone.MUTED)
        self.copy_list = Button(_("Copy the list"), self, icon=Icon.COPY)
        self.copy_list.clicked.connect(self._on_copy_list)
        self.copy_method = Button(_("Copy"), self, kind=Kind.LINK)
        self.copy_method.set_look(small=True)
        self.copy_method.setAccessibleName(_("Copy how to repeat the draw"))
        self.copy_method.clicked.connect(self._on_copy_method)
        self._method = paragraph("", self, role="small")
        self.records = ChoiceList(samples.choices(), self, name=_("Drawn records"))
        self.records.chosen.connect(self._on_record)
        self.records.marked.connect(self._on_marked)
        self.records.opened.connect(self._on_record_opened)
        self._record_head = ChoiceHead(self.records, _("Drawn records"))
        self.remark = LineEditor(self, name=_("Remark"))
        self.remark.committed.connect(self._on_remark)
        self.remark.submitted.connect(self._on_remark_done)
        self._about = Line("", self, bold=True)

    def _arrange(self) -> None:
        result = QWidget(self)
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._result_head())
        column.addWidget(self._record_head)
        column.addWidget(self.records, 1)
        column.addWidget(Rule(result))
        column.addLayout(self._result_foot())
        holder = QWidget(self)
        self._body = QStackedLayout(holder)
        self._body.addWidget(self.form)
        self._body.addWidget(result)
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(topped(self.draws))
        row.addWidget(Upright(self))
        row.addWidget(holder, 1)
        frame = self.lay_out(body)
        self.links = LinkStrip(self.visit, self)
        self.links.followed.connect(self.go)
        frame.add(self.links)

    def _result_head(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._size)
        top.addWidget(self._seed, 1)
        top.addWidget(self.copy_list)
        method = QHBoxLayout()
        method.addWidget(self._method, 1)
        method.addWidget(self.copy_method, 0, Qt.AlignmentFlag.AlignTop)
        column = self._top = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(method)
        return column

    def _result_foot(self) -> QHBoxLayout:
        row = self._bottom = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._about)
        row.addWidget(self.remark, 1)
        return row

    @property
    def drawn(self) -> Sample | None:
        """The draw that is shown, None while a new one is prepared."""
        capture = self.visit.captures.get(self._shown) if self._shown != NEW else None
        return capture.body if capture and isinstance(capture.body, Sample) else None

    def refresh(self) -> None:
        self.show_sealed()
        if self.drawn is None:
            self._shown = NEW
        self.draws.set_rows(samples.draw_rows(self.visit.samples.all()), self._shown)
        self.form.setEnabled(self.editable)
        self._show()

    def _show(self) -> None:
        sample = self.drawn
        self._body.setCurrentIndex(0 if sample is None else 1)
        self.links.show_referring((self._shown,))
        if sample is None:
            self.primary.set_text(_("Draw"))
            self.primary.set_icon(Icon.DICE)
            self.primary.set_hint(actions.hint(Do.DONE))
            return
        self.primary.set_text(_("Next not looked at"))
        self.primary.set_icon(Icon.DOWN)
        self.primary.set_hint(actions.hint(Do.NEXT_OPEN))
        self._size.set_text(samples.size_words(sample))
        self._seed.set_text(
            "·".join(w for w in (_("seed {seed}").format(seed=sample.seed), sample.source) if w)
        )
        self._method.setText(samples.repeat_words(sample))
        self.records.set_rows(samples.record_rows(sample))
        self.records.scheduleDelayedItemsLayout()
        if not self.records.current_id:
            self.records.set_current(samples.next_unseen(sample, "") or sample.drawn[0])
        self._show_remark(sample)

    def _show_remark(self, sample: Sample) -> None:
        record = self.records.current_id
        self._about.set_text(_("Remark on {record}").format(record=record))
        remark = samples.remark_on(sample, record)
        if not self.remark.hasFocus() or self.remark.property("record") != record:
            self.remark.set_text(remark or "")
        self.remark.setProperty("record", record)
        self.remark.setReadOnly(remark is None or not self.editable)
        self.remark.setPlaceholderText(_("Answer with 1 or 2 first") if remark is None else "")

    def flush(self) -> None:
        self.remark.flush()
        self.form.list.flush()

    def enter(self) -> None:
        if self.drawn is not None:
            self.records.setFocus()
        elif self.form.is_empty:
            self.form.list.setFocus()
        else:
            self.form.size_edit.setFocus()

    def here(self) -> Here:
        capture = self.visit.captures.get(self._shown)
        return Here(district=capture.district or "" if capture else "")

    def reveal(self, target: Target) -> None:
        if target.capture:
            self._shown = target.capture
            self.refresh()

    def done(self) -> None:
        """Draws, or goes on to the next record."""
        if self.drawn is not None:
            self.next_open()
            return
        if not self.editable:
            return
        self.notice.hide()
        self.flush()
        try:
            size = self.form.size_wanted()
        except UserError as error:
            self.refused(error)
            return
        job = Job(_("Drawing"), Drawing(self.form.listing, size, self.form.seed.text()), self)
        job.succeeded.connect(self._on_drawn)
        job.failed.connect(self.refused)
        self.context.jobs.start(job)

    def next_open(self) -> None:
        """The next record that was not looked at."""
        sample = self.drawn
        if sample is None:
            self.form.list.setFocus()
            return
        self.remark.flush()
        wanted = samples.next_unseen(sample, self.records.current_id)
        if not wanted:
            self.told.emit(_("Every drawn record was looked at."))
            return
        self.records.set_current(wanted)
        self.records.scrollTo(self.records.currentIndex())
        self._show_remark(sample)
        self.records.setFocus()

    def open_files(self) -> None:
        """Lets the user choose a table to draw from."""
        start = self.context.state.text(FOLDER)
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a list"), start, _("Tables (*.xlsx *.csv *.txt)")
        )
        if chosen:
            self.context.state.set_text(FOLDER, str(Path(chosen).parent))
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Reads a table off the main thread and puts it into the form."""
        self.notice.hide()
        job = Job(_("Reading {name}").format(name=path.name), Reading(path), self)
        job.succeeded.connect(self._on_table)
        job.failed.connect(self.refused)
        self.context.jobs.start(job)

    @Slot()
    def _propose_seed(self) -> None:
        self.form.seed.set_text(self.visit.samples.next_seed())

    @Slot(object)
    def _on_table(self, table: Table) -> None:
        self._shown = NEW
        self.refresh()
        self.form.set_table(table)
        self.form.size_edit.setFocus()

    @Slot(object)
    def _on_listed(self, listing: Listing) -> None:
        if self.form.is_empty:
            self.form.set_population(None)
            return
        job = self._counting = Job(_("Counting records"), Counting(listing), self)
        job.succeeded.connect(self._on_counted)
        job.failed.connect(self._on_uncounted)
        self.context.jobs.start(job)

    @Slot(object)
    def _on_counted(self, population: Population) -> None:
        if self.sender() is self._counting:
            self.form.set_population(population)

    @Slot(object)
    def _on_uncounted(self, error: UserError) -> None:
        if self.sender() is self._counting:
            self.form.set_population(None, messages.render(error))

    @Slot(object)
    def _on_drawn(self, sample: Sample) -> None:
        place = Place(district=self.form.district.currentData())
        created = self.run(partial(self.visit.captures.record, sample, place))
        if created is None:
            return
        self._shown = created.id
        self.refresh()
        self._propose_seed()
        self.records.set_current(sample.drawn[0])
        self.records.setFocus()
        count = len(sample.drawn)
        words = ngettext("{count} record drawn", "{count} records drawn", count)
        self.told.emit(words.format(count=count))

    @Slot(str)
    def _on_chosen(self, draw: str) -> None:
        self.remark.flush()
        self._shown = draw
        self._show()

    @Slot(str)
    def _on_opened(self, draw: str) -> None:
        if draw.startswith("-"):
            self.run(partial(self.visit.captures.remove, draw[1:]))
        else:
            self.enter()

    @Slot(str)
    def _on_record(self, _record: str) -> None:
        self.remark.flush()
        sample = self.drawn
        if sample is not None:
            self._show_remark(sample)

    @Slot(str, str)
    def _on_marked(self, record: str, value: str) -> None:
        sample = self.drawn
        if sample is None:
            return
        self.notice.hide()
        body = changed(sample, inspected=samples.inspected(sample, record, value))
        stored = self.run(partial(self.visit.captures.change, self._shown, body))
        self.visit.end_typing()
        if stored is not None and value == samples.SEEN:
            self.records.go_on()

    @Slot(str)
    def _on_remark(self, text: str) -> None:
        sample = self.drawn
        record = str(self.remark.property("record") or "")
        if sample is not None and samples.remark_on(sample, record) is not None:
            body = changed(sample, inspected=samples.remarked(sample, record, text))
            self.run(partial(self.visit.captures.change, self._shown, body))

    @Slot(str)
    def _on_record_opened(self, _record: str) -> None:
        self.remark.setFocus()

    @Slot()
    def _on_remark_done(self) -> None:
        self.records.setFocus()

    @Slot()
    def _on_copy_list(self) -> None:
        if self.drawn is not None:
            QGuiApplication.clipboard().setText(samples.copied(self.drawn))
            self.told.emit(_("The list is in the clipboard."))

    @Slot()
    def _on_copy_method(self) -> None:
        if self.drawn is not None:
            QGuiApplication.clipboard().setText(samples.repeat_words(self.drawn))
            self.told.emit(_("How to repeat the draw is in the clipboard."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._top.setContentsMargins(side, 14, side, 10)
        self._bottom.setContentsMargins(side, 8, side, 10)
        self.draws.setFixedWidth(px(NARROW_DRAWS if is_narrow(self) else DRAWS))
        self.fit_head()
