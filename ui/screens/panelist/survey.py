"""Satisfaction and awareness: a respondent in a few seconds, the list, what it comes to."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.model.capture import Capture, SurveyResponse
from app.rules.columns import Table
from app.rules.survey import AWARE_FROM, Survey, responses, survey
from app.visit import Visit
from ui import fonts
from ui.charts.progress import Meter
from ui.fonts import px
from ui.icons import Icon
from ui.models.survey import QUESTIONS, Sample, response_rows, sample_view
from ui.room import edge
from ui.screens.panelist.sealed import show_sealed
from ui.screens.panelist.survey_import import SurveyImport
from ui.screens.panelist.survey_parts import BandBars, ResponseHead, ResponseList, SurveyEntry
from ui.theme import Tone
from ui.widgets.basics import Button, Line, Rule, paragraph
from ui.widgets.hints import KeyHints
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead, SidePanel, TabStrip


class SurveyPanel(SidePanel):
    """The sample rule, the bands with their shares, and who knows the station."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Results so far"))
        self.set_head(_("Results so far"))
        sample = self.section(_("Sample"))
        self._rule = paragraph("", self)
        self._rate = paragraph("", self, role="small")
        sample.add(self._rule)
        sample.add(self._rate)
        self._bands_part = self.section(_("Satisfaction"))
        self.bars = BandBars(self)
        self._outside = paragraph("", self, role="small", tone=Tone.CONCERN)
        self._no_bands = paragraph(_("Nobody was asked about it yet."), self, role="small")
        for widget in (self.bars, self._outside, self._no_bands):
            self._bands_part.add(widget)
        awareness = self.section(_("Awareness"))
        self._share = Line("", self, size=fonts.HERO, bold=True)
        self._meter = Meter(self)
        self._aware = paragraph("", self, role="small")
        for part in (self._share, self._meter, self._aware):
            awareness.add(part)

    def show_survey(self, found: Survey, sample: Sample) -> None:
        self._rule.setText(sample.rule)
        self._rate.setText(sample.rate)
        self._rate.setVisible(bool(sample.rate))
        count = str(found.answered) if found.answered else ""
        self._bands_part.set_title(_("Satisfaction"), count)
        self.bars.set_bands(found.bands)
        self.bars.setVisible(bool(found.answered))
        self._no_bands.setVisible(not found.answered)
        outside = ngettext("{count} falls into no band", "{count} fall into no band", found.outside)
        self._outside.setText(outside.format(count=found.outside))
        self._outside.setVisible(bool(found.outside))
        self._show_awareness(found)

    @property
    def awareness(self) -> str:
        """The share of those who know the station, as shown."""
        return self._share.text()

    def _show_awareness(self, found: Survey) -> None:
        known = found.awareness is not None
        self._share.set_text(f"{found.awareness}%" if known else "")
        self._share.setVisible(known)
        self._meter.setVisible(known)
        self._meter.set_share(float(found.awareness or 0) / 100, Tone.PRAISE)
        said = _("{aware} of {asked} knew {least} or more of {all} things.")
        self._aware.setText(
            said.format(aware=found.aware, asked=found.asked, least=AWARE_FROM, all=QUESTIONS)
            if known
            else _("Nobody was asked about it yet.")
        )


class SurveyPage(QWidget):
    """The survey as a tab of the interviews.

    Signals:
        given: (id, SurveyResponse) to be stored; without an id as a new one.
        removed: (id) to be deleted.
        done: a respondent is finished.
        hand_in_asked: the notice's link was followed.
        import_asked: a table is to be chosen.
        taken: (SurveyRead) responses of a table are to be stored.
    """

    given = Signal(str, object)
    removed = Signal(str)
    done = Signal()
    hand_in_asked = Signal()
    import_asked = Signal()
    taken = Signal(object)

    def __init__(self, visit: Visit, parent: QWidget) -> None:
        super().__init__(parent)
        self._visit, self._current, self._fresh = visit, "", False
        self._held: SurveyResponse | None = None
        self._captures: tuple[Capture, ...] = ()
        purpose = _("Type, Enter, the next person; a few seconds each.")
        self.head = PageHead(_("Interviews"), purpose, self)
        self.tabs = TabStrip(self, name=_("Interviews and survey"))
        self.choose = Button(_("Import a table"), self.head, icon=Icon.IMPORT)
        self.choose.clicked.connect(self.import_asked)
        self.head.add(self.choose)
        self.importing = SurveyImport(self)
        self.importing.taken.connect(self.taken)
        self.importing.closed.connect(self._on_import_closed)
        self.panel = SurveyPanel(self)
        self.notice = Refusal(self)
        self.notice.asked.connect(self.hand_in_asked)
        self.entry = SurveyEntry(visit.instrument.survey.bands, self)
        self.entry.given.connect(self._on_given)
        self.entry.finished.connect(self._on_finished)
        self.entry.dropped.connect(self._on_dropped)
        self.list = ResponseList(self)
        self.list.opened.connect(self.take_up)
        self.list.removed.connect(self._on_removed)
        self._build_state()
        self._lay_out()

    def _build_state(self) -> None:
        self._count = Line("", self, bold=True)
        self._count.set_firm(firm=True)
        self.meter = Meter(self, height=6, width=160)
        self._state = Line("", self, size=fonts.SMALL)
        self._editing = Line("", self, size=fonts.SMALL, tone=Tone.ACCENT)
        self._empty = EmptyState(
            _("No response yet. Type a satisfaction in percent and press Enter."),
            self,
            icon=Icon.SURVEY,
        )

    def _state_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in (self._count, self.meter, self._state):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._editing)
        return row

    def _listed(self) -> QWidget:
        """The list under its head, or a word in its place."""
        held = QWidget(self)
        self._stack = QStackedLayout(held)
        listed = QWidget(held)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ResponseHead(self.list, listed))
        column.addWidget(self.list, 1)
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty)
        return held

    def _lay_out(self) -> None:
        self._upper = QVBoxLayout()
        self._upper.setSpacing(10)
        self._upper.addWidget(self.entry)
        self._upper.addLayout(self._state_row())
        frame = PageFrame(self.head, self.panel, self)
        frame.add(self.tabs)
        frame.add(self.notice)
        self._body = QWidget(self)
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._upper)
        whole.addWidget(Rule(self))
        whole.addWidget(self._listed(), 1)
        self._hints = self._keys()
        whole.addWidget(self._hints)
        frame.add(self._body, 1)
        frame.add(self.importing, 1)
        self.importing.hide()
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(frame)

    def _keys(self) -> KeyHints:
        hints = (
            (("Alt", "1", "2", "3"), _("how asked")),
            (("Esc",), _("drop this one")),
            (("Enter",), _("take one up again")),
            (("Delete",), _("delete")),
        )
        return KeyHints(hints, self)

    @property
    def count(self) -> int:
        return self.list.rows.rowCount()

    @property
    def state(self) -> str:
        """What the sample rule says of the count."""
        return self._state.text()

    def show_survey(self) -> None:
        """Reads the responses again; the entry line is left alone."""
        instrument, setup = self._visit.instrument, self._visit.setup
        captures = self._visit.captures.all("survey")
        found = survey(responses(captures), instrument.survey, setup.population)
        self.list.set_rows(response_rows(captures, instrument.survey.bands))
        self._stack.setCurrentIndex(0 if captures else 1)
        sample = sample_view(found, setup.population)
        self._count.set_text(
            _("{count} of {needed}").format(count=found.answered, needed=found.needed)
        )
        self.meter.set_share(sample.share, sample.tone)
        self._state.set_text(sample.text)
        self._state.set_tone(sample.tone)
        self._state.set_icon(sample.icon, sample.tone)
        self.panel.show_survey(found, sample)
        self._captures = captures
        self._follow()
        self._note_taken()
        revision = self._visit.handin.sealed_revision
        editable = revision is None and not self._visit.read_only
        self.entry.set_editable(editable=editable)
        self.choose.setVisible(editable)
        self._hints.setVisible(editable)
        show_sealed(self.notice, revision)
        self._show_editing()

    def set_edge(self) -> None:
        """Takes the page's margins as the window's width has them."""
        side = edge(self)
        self._upper.setContentsMargins(side, px(14), side, px(12))

    def focus_entry(self) -> None:
        self.entry.satisfaction.setFocus()

    def flush(self) -> None:
        self.entry.flush()

    def _note_taken(self) -> None:
        """A code stands for one respondent."""
        others = (c.body for c in self._captures if c.id != self._current)
        codes = (body.code for body in others if isinstance(body, SurveyResponse))
        self.entry.set_taken(frozenset(filter(None, codes)))

    def stored_as(self, response: str) -> None:
        """The respondent in the entry line is kept under that id now."""
        self._current, self._fresh = response, True
        self._held = self._stored()
        self._note_taken()
        self._show_editing()

    def reveal(self, response: str) -> None:
        """Goes to a response in the list."""
        self.list.set_current(response)
        self.list.scrollTo(self.list.currentIndex())
        self.list.setFocus()

    def show_tables(self, tables: tuple[Table, ...]) -> None:
        """The import takes the place of entry and list until it is closed."""
        self.entry.flush()
        self._body.hide()
        self.importing.show()
        self.importing.show_tables(tables)

    @Slot()
    def _on_import_closed(self) -> None:
        self.importing.hide()
        self._body.show()
        self.focus_entry()

    @Slot(str)
    def take_up(self, response: str) -> None:
        """Puts a stored response into the entry line; what stood there is stored first."""
        self.entry.flush()
        capture = self._visit.captures.get(response)
        if capture is None or not isinstance(capture.body, SurveyResponse):
            return
        self._current, self._fresh, self._held = response, False, capture.body
        self._note_taken()
        self.entry.show_response(capture.body)
        self.entry.satisfaction.setFocus()
        self.entry.satisfaction.selectAll()
        self._show_editing()

    def _show_editing(self) -> None:
        numbers = {row.id: getattr(row, "number", "") for row in self.list.rows.rows}
        number = numbers.get(self._current, "")
        self._editing.set_text(
            _("entering number {number}").format(number=number) if number else ""
        )

    def _known(self) -> str:
        """The id of what is in the entry line, if it is still stored."""
        return self._current if self._stored() is not None else ""

    def _stored(self) -> SurveyResponse | None:
        """What is stored of the respondent in the entry line."""
        found = self._visit.captures.get(self._current) if self._current else None
        return found.body if found is not None and isinstance(found.body, SurveyResponse) else None

    def _follow(self) -> None:
        """What undo did to the respondent in the entry line is seen there too."""
        body = self._stored()
        if self._current and body not in (self._held, self.entry.given_out):
            self._current = self._known()
            self.entry.show_response(body)
        self._held = body

    @Slot(object)
    def _on_given(self, body: SurveyResponse | None) -> None:
        known = self._known()
        if body is not None:
            self.given.emit(known, body)
            if not self._known():
                self.entry.not_stored()
        elif known:
            self._current = ""
            self.removed.emit(known)

    @Slot()
    def _on_finished(self) -> None:
        """Starts the next; what was refused stays in the line."""
        if not self._known():
            return
        self._current = ""
        self._note_taken()
        self._start()
        self.done.emit()

    def _start(self) -> None:
        self.entry.show_response(None)
        self.entry.satisfaction.setFocus()
        self._show_editing()

    @Slot()
    def _on_dropped(self) -> None:
        """Empties the line and deletes what was begun; one taken up again stays as stored."""
        known, self._current = self._known(), ""
        self._start()
        if known and self._fresh:
            self.removed.emit(known)

    @Slot(str)
    def _on_removed(self, response: str) -> None:
        if response == self._current:
            self._current = ""
            self.entry.show_response(None)
        self.removed.emit(response)
