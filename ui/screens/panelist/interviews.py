"""Interviews: several side by side, question by question; the survey is a tab beside them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.survey_file import SurveyRead
from app.i18n import _
from app.model.base import changed
from app.model.capture import Finding, Interview, SurveyResponse
from app.rules.columns import Table
from app.services.captures import Place
from ui import actions
from ui.actions import Do
from ui.context import Context
from ui.icons import Icon
from ui.jobs import Job
from ui.models.findings_own import OwnFindings
from ui.models.interviews import Talk, held, new_key, talk_name, talk_rows, talks
from ui.screens.base import Here, Screen, Target
from ui.screens.panelist.sealed import show_sealed
from ui.screens.panelist.survey import SurveyPage
from ui.screens.panelist.talk_form import TalkForm
from ui.screens.panelist.talk_parts import TalkColumn, TalkPanel, findings_of
from ui.stages import is_rater
from ui.widgets.link_strip import LinkStrip
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip, is_narrow
from ui.widgets.stack import FrontLayout
from ui.widgets.table_import import ReadTables

TALKS, SURVEY = "talks", "survey"
FOLDER = "survey/folder"


class InterviewsScreen(Screen):
    """All interviews on the left, the one that is written in the middle; everything is stored."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._talks: tuple[Talk, ...] = ()
        self._added: list[str] = []
        self._current, self._kind = "", ""
        self._recording = False
        self._build_talks()
        self._survey: SurveyPage | None = None
        self._stack = FrontLayout(self)
        self._stack.addWidget(self._lay_out())
        self._connect()
        if self._first_tab() == SURVEY:
            self._stack.setCurrentWidget(self.survey)

    @property
    def survey(self) -> SurveyPage:
        """Built when it is first gone to."""
        if self._survey is None:
            self._survey = SurveyPage(self.visit, self)
            self._stack.addWidget(self._survey)
            self._connect_survey(self._survey)
            self._survey.set_edge()
        return self._survey

    def _first_tab(self) -> str:
        """Where one was last; else the survey for who has nothing to score."""
        known = self.context.state.text(self._tab_key())
        return known or (TALKS if is_rater(self.visit) else SURVEY)

    def _tab_key(self) -> str:
        return f"interviews/{self.visit.folder.name}"

    def _build_talks(self) -> None:
        purpose = _("Ask along the guide, write what is said, no names.")
        self._head = PageHead(_("Interviews"), purpose, self)
        self.next = self._head.primary(
            _("Next open question"), Icon.NEXT, actions.hint(Do.NEXT_OPEN)
        )
        self.tabs = TabStrip(self, name=_("Interviews and survey"))
        self.notice = Refusal(self)
        self.column = TalkColumn(self.visit.instrument.guides, self)
        self.form = TalkForm(self.visit.setup, self)
        self.panel = TalkPanel(self)
        self._empty = EmptyState(
            _("The instrument brings no guide for interviews; quick notes and the survey remain."),
            self,
            icon=Icon.INTERVIEWS,
        )
        self._empty.hide()

    def _lay_out(self) -> QWidget:
        content = QHBoxLayout()
        content.setSpacing(0)
        content.addWidget(self.column)
        content.addWidget(self.form, 1)
        content.addWidget(self._empty, 1)
        body = QWidget(self)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice)
        whole.addLayout(content, 1)
        frame = PageFrame(self._head, self.panel, self)
        frame.add(self.tabs)
        frame.add(body, 1)
        self.links = LinkStrip(self.visit, self)
        self.links.followed.connect(self.go)
        frame.add(self.links)
        return frame

    def _connect(self) -> None:
        self.next.clicked.connect(self.next_open)
        self.tabs.chosen.connect(self._on_tab)
        self.notice.asked.connect(self._on_notice_asked)
        self.column.list.chosen.connect(self.choose)
        self.column.list.opened.connect(self._on_opened)
        self.column.list.removed.connect(self._on_removed)
        self.column.added.connect(self.add)
        self.form.written.connect(self._on_written)
        self.form.removed.connect(self._on_removed)
        self.form.finished.connect(self._on_finished)
        self.panel.settled.connect(self._on_settled)
        self.panel.quick_asked.connect(self._on_quick_asked)
        self.panel.followed.connect(self._on_followed)

    def _connect_survey(self, survey: SurveyPage) -> None:
        survey.tabs.chosen.connect(self._on_tab)
        survey.hand_in_asked.connect(self._on_notice_asked)
        survey.given.connect(self._on_given)
        survey.removed.connect(self._on_response_removed)
        survey.done.connect(self._on_response_done)
        survey.import_asked.connect(self.open_files)
        survey.taken.connect(self._on_taken)

    @property
    def current(self) -> str:
        """The key of the interview that is shown."""
        return self._current

    @property
    def on_survey(self) -> bool:
        return self._survey is not None and self._stack.currentWidget() is self._survey

    def refresh(self) -> None:
        if self._recording:
            return
        self._show_tabs()
        if self.on_survey:
            self.survey.show_survey()
            return
        self._talks = talks(self.visit, self._added)
        self._find_current()
        rows = talk_rows(self.visit.setup, self._talks, times=not is_narrow(self))
        self.column.show_rows(rows, self._current, held(self._talks))
        self.column.set_editable(editable=self._editable())
        show_sealed(self.notice, self.visit.handin.sealed_revision)
        self._show_current()

    def _find_current(self) -> None:
        """Stays where one is; with an interview that is gone, at the same kind."""
        if self._talk() is None:
            same = (talk.key for talk in self._talks if talk.guide.kind == self._kind)
            first = (talk.key for talk in self._talks)
            self._current = next(iter((*same, *first, "")))
        talk = self._talk()
        self._kind = talk.guide.kind if talk else ""

    @Slot(object)
    def refused(self, error: UserError) -> None:
        (self.survey.notice if self.on_survey else self.notice).show_error(error)

    def flush(self) -> None:
        self.form.flush()
        self.panel.flush()
        if self._survey is not None:
            self._survey.flush()

    def here(self) -> Here:
        """The place of the interview; what is noted links to it."""
        talk = self._talk()
        if self.on_survey or talk is None:
            return Here()
        self.form.flush()
        place = self.form.head.place()
        recorded = self._current if self._talk_is_recorded() else ""
        return Here(district=place.district or "", site=place.site or "", link=recorded)

    def enter(self) -> None:
        if self.on_survey:
            self.survey.focus_entry()
        elif self._talk() is not None:
            self.form.focus_first()
        else:
            self.tabs.setFocus()

    @Slot()
    def next_open(self) -> None:
        """The next question without an answer, here or in another interview."""
        if self.on_survey:
            self.survey.focus_entry()
            return
        if self._talk() is None or self.form.focus_open():
            return
        at = next(i for i, talk in enumerate(self._talks) if talk.key == self._current)
        others = (*self._talks[at + 1 :], *self._talks[:at])
        wanted = next((talk for talk in others if talk.share < 1), None)
        if wanted is None:
            self.told.emit(_("All questions are answered."))
            return
        self.choose(wanted.key)
        self.form.focus_first()

    def done(self) -> None:
        """Ctrl+Enter: the next field of the interview, or the next respondent."""
        if self.on_survey:
            self.survey.entry.finish()
        elif self._talk() is not None:
            self.form.next_field()

    @Slot()
    def open_files(self) -> None:
        """A table of responses; nothing on the other tab."""
        path = self.choose_table() if self.on_survey else None
        if path is not None:
            self.offer(path)

    def choose_table(self) -> Path | None:
        """Asks for a table; None when the user thinks better of it."""
        start = self.context.state.text(FOLDER)
        kinds = _("Tables (*.xlsx *.csv *.tsv *.txt);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a table"), start, kinds)
        return Path(chosen) if chosen else None

    def offer(self, path: Path) -> None:
        """Reads a table off the main thread, then shows which column would be what."""
        self.context.state.set_text(FOLDER, str(path.parent))
        job = Job(_("Reading {name}").format(name=path.name), ReadTables(path), self)
        job.succeeded.connect(self._on_tables)
        job.failed.connect(self.refused)
        self.context.jobs.start(job)

    def reveal(self, target: Target) -> None:
        """Goes to an interview, or to a response of the survey."""
        capture = self.visit.captures.get(target.capture) if target.capture else None
        if capture is None:
            return
        if isinstance(capture.body, SurveyResponse):
            self._show_tab(SURVEY)
            self.survey.reveal(capture.id)
        elif isinstance(capture.body, Interview):
            self._show_tab(TALKS)
            self.choose(capture.id)
            self.column.list.setFocus()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Shows an interview; what is typed in the one before is stored first."""
        if key == self._current:
            return
        self.form.flush()
        self.visit.end_typing()
        self._current = key
        self.refresh()

    @Slot(str)
    def add(self, kind: str) -> None:
        """One more interview of a kind, at the place of the last one."""
        self.form.flush()
        key = new_key(kind, len(self._added) + 1)
        self._added.append(key)
        self._current = key
        self.refresh()
        self.form.focus_first()

    def _editable(self) -> bool:
        return self.visit.handin.sealed_revision is None and not self.visit.read_only

    def _talk(self) -> Talk | None:
        return next((talk for talk in self._talks if talk.key == self._current), None)

    def _talk_is_recorded(self) -> bool:
        return self.visit.captures.get(self._current) is not None

    def _show_tabs(self) -> None:
        listed = talks(self.visit, self._added)
        answers = len(self.visit.captures.all("survey"))
        tabs = (
            Tab(TALKS, _("Interviews"), f"{held(listed)}/{len(listed)}"),
            Tab(SURVEY, _("Satisfaction and awareness"), str(answers or "")),
        )
        self.tabs.set_tabs(tabs, TALKS)
        if self._survey is not None:
            self._survey.tabs.set_tabs(tabs, SURVEY)

    def _show_tab(self, tab: str) -> None:
        self.flush()
        if tab == SURVEY:
            self._stack.setCurrentWidget(self.survey)
        else:
            self._stack.setCurrentIndex(0)
        self.context.state.set_text(self._tab_key(), tab)
        self.refresh()

    def _show_current(self) -> None:
        talk = self._talk()
        self.form.setVisible(talk is not None)
        self._empty.setVisible(talk is None)
        self.column.setVisible(talk is not None)
        self.next.setVisible(talk is not None)
        found = OwnFindings(self.visit, self.visit.captures.findings())
        if talk is not None:
            title = talk_name(self.visit.setup, talk)
            self.form.show_talk(talk, title, editable=self._editable())
        self.links.show_referring((self._current,), "score")
        self.panel.show_talk(found, findings_of(found, self._current), editable=self._editable())

    @Slot(object, object)
    def _on_written(self, body: Interview, place: Place) -> None:
        if not self._talk_is_recorded():
            self._record(body, place)
        elif self.run(partial(self.visit.captures.change, self._current, body, place)) is None:
            self._put_back()

    def _record(self, body: Interview, place: Place) -> None:
        self._recording = True
        created = self.run(partial(self.visit.captures.record, body, place))
        self._recording = False
        if created is None:
            self._put_back()
        else:
            self._became(created.id)

    def _put_back(self) -> None:
        talk = self._talk()
        if talk is not None:
            self.form.put_back(talk)

    def _became(self, stored: str) -> None:
        """The interview that is shown has been recorded."""
        if self._current in self._added:
            self._added.remove(self._current)
        self._current = stored
        self.form.became(stored)
        self.refresh()

    @Slot()
    def _on_removed(self) -> None:
        key = self._current
        if self._talk_is_recorded():
            self.run(partial(self.visit.captures.remove, key))
        elif key in self._added:
            self._added.remove(key)
            self.refresh()

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        self.choose(key)
        self.form.focus_first()

    @Slot()
    def _on_finished(self) -> None:
        self.visit.end_typing()
        self.next_open()

    @Slot(str, str)
    def _on_settled(self, finding: str, outcome: str) -> None:
        capture = self.visit.captures.get(finding)
        if capture is not None and isinstance(capture.body, Finding):
            body = changed(capture.body, outcome=outcome)
            self.run(partial(self.visit.captures.change, finding, body))

    @Slot()
    def _on_quick_asked(self) -> None:
        for action in self.window().actions():
            if action.data() is Do.QUICK:
                action.trigger()

    @Slot(str)
    def _on_followed(self, finding: str) -> None:
        self.go.emit(Target("feedback", capture=finding))

    @Slot(str)
    def _on_tab(self, tab: str) -> None:
        from_tabs = self.tabs.hasFocus() or self.survey.tabs.hasFocus()
        self._show_tab(tab)
        if from_tabs:
            (self.survey.tabs if tab == SURVEY else self.tabs).setFocus()
        else:
            self.enter()

    @Slot()
    def _on_notice_asked(self) -> None:
        self.go.emit(Target("hand_in"))

    @Slot(str, object)
    def _on_given(self, response: str, body: SurveyResponse) -> None:
        known = self.visit.captures.get(response) if response else None
        if known is not None and isinstance(known.body, SurveyResponse):
            whole = changed(body, source=known.body.source)
            self.run(partial(self.visit.survey.correct, response, whole))
            return
        enter = self.visit.survey.enter
        created = self.run(
            lambda: enter(
                code=body.code, satisfaction=body.satisfaction, known=body.known, way=body.way
            )
        )
        if created is not None:
            self.survey.stored_as(created.id)

    @Slot(str)
    def _on_response_removed(self, response: str) -> None:
        self.run(partial(self.visit.captures.remove, response))

    @Slot(object)
    def _on_tables(self, tables: tuple[Table, ...]) -> None:
        self.survey.show_tables(tables)

    @Slot(object)
    def _on_taken(self, read: SurveyRead) -> None:
        done = self.run(partial(self.visit.survey.take, read))
        if done is not None:
            self.survey.importing.show_imported(done)

    @Slot()
    def _on_response_done(self) -> None:
        self.visit.end_typing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form.set_edge()
        if self._survey is not None:
            self._survey.set_edge()
