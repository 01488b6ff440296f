"""The first page: this laptop's visits, practice visits, and opening files."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app import APP_NAME
from app.errors import UserError
from app.i18n import _, language, ngettext
from app.model.instrument import Instrument
from app.rules.beginning import Beginning
from app.rules.calendar import Calendars
from app.services.state import LocalRole
from app.summary import Summary
from ui import actions, fonts, messages
from ui.actions import Do
from ui.charts import shapes
from ui.delegates.home import HomeDelegate, PracticeDelegate
from ui.desk import Desk
from ui.dialogs.code import CodeDialog
from ui.fonts import px
from ui.icons import Icon
from ui.models.days import short_day
from ui.models.home import HomeRow, due_next, home_row, late_count, term_name
from ui.screens import today
from ui.screens.gate import Gate
from ui.screens.new_visit import NewVisitCard
from ui.screens.today import TodayCard
from ui.theme import Mode, Theme, Tone, tokens
from ui.widgets.basics import Button, Kind, Line
from ui.widgets.choice import Option, Segmented
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.status import JobLine

COLUMN = 1110
MOST = 40
"""How many visits are listed; all of them stand in the archive."""
PRACTICE = (
    ("zhongcun", "bing", "钟村街社工服务站"),
    ("zhongcun", "", "钟村街社工服务站"),
    ("liurong", "", "六榕街社工服务站"),
)


class HomePage(QWidget):
    """Lists what there is and opens it.

    Signals:
        language_chosen: (code)
        archive_asked: all visits side by side.
        forms_asked: the office's report forms.
    """

    language_chosen = Signal(str)
    archive_asked = Signal()
    forms_asked = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.setAcceptDrops(True)
        self.setAutoFillBackground(True)
        self.refusal = Refusal(self)
        self.gate = Gate(self)
        self.gate.given.connect(desk.unlock)
        self.new_visit = NewVisitCard(self)
        self.new_visit.given.connect(self._on_new_visit)
        self.visits = RowList(HomeDelegate(), self, name=_("Visits"))
        self.visits.setProperty("ground", "bg")
        self.practice = RowList(PracticeDelegate(), self, name=_("Practice visits"))
        self.practice.setProperty("ground", "bg")
        self.empty = EmptyState(
            _("No visit yet. Open the pack you were given, or make a visit from a set-up file."),
            self,
            action=_("Open a file"),
        )
        self.empty.asked.connect(self.choose_file)
        self.today = TodayCard(self)
        self.today.asked.connect(self._on_visit)
        self._heading = Line(_("Visits"), self, bold=True)
        self.late = Line("", self, tone=Tone.CRITICAL)
        self.late.set_icon(Icon.ERROR, Tone.CRITICAL)
        self.archive = Button(_("Archive"), self, kind=Kind.LINK, icon=Icon.ARCHIVE)
        self.archive.clicked.connect(self.archive_asked)
        self.forms = Button(_("Report forms"), self, kind=Kind.LINK, icon=Icon.WORD)
        self.forms.setToolTip(actions.hint(Do.FORMS))
        self.forms.clicked.connect(self.forms_asked)
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        inside = QWidget(self)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(12)
        column.addWidget(self._header(inside))
        column.addWidget(self.refusal)
        column.addWidget(self.gate)
        column.addWidget(self.new_visit)
        column.addWidget(self.today)
        column.addSpacing(8)
        column.addLayout(self._above_visits())
        column.addWidget(self.visits)
        column.addWidget(self.empty)
        column.addSpacing(12)
        column.addWidget(Line(_("Practice, without a passphrase"), inside, bold=True))
        column.addWidget(self.practice)
        hint = Line(
            _("Got a pack or a set-up file? Drop it anywhere in this window."),
            inside,
            tone=Tone.MUTED,
        )
        hint.set_icon(Icon.COLLECT)
        column.addSpacing(4)
        column.addWidget(hint)
        column.addStretch(1)
        self._centre(inside)

    def _above_visits(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._heading)
        row.addWidget(self.late)
        row.addStretch(1)
        row.addWidget(self.forms)
        row.addWidget(self.archive)
        return row

    def _centre(self, inside: QWidget) -> None:
        """Puts the column in the middle of a page that scrolls."""
        centre = QWidget(self)
        row = QHBoxLayout(centre)
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        self._inside = inside
        scroll = QScrollArea(self)
        scroll.setWidget(centre)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _header(self, parent: QWidget) -> QWidget:
        head = QWidget(parent)
        self.languages = Segmented(
            [Option(code, short) for code, short in (("zh_CN", "中"), ("en", "EN"))],
            head,
            name=_("Language"),
        )
        self.languages.set_current(language())
        self.languages.chosen.connect(self.language_chosen)
        self.look = Button("", head, kind=Kind.QUIET)
        self.look.setAccessibleName(_("Light or dark"))
        self.look.clicked.connect(self._on_look)
        self.open_button = Button(
            _("Open a file"), head, icon=Icon.OPEN, hint=actions.hint(Do.OPEN)
        )
        self.open_button.clicked.connect(self.choose_file)
        self.new_button = Button(_("New visit"), head, icon=Icon.ADD)
        self.new_button.clicked.connect(self._on_new_asked)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 24, 0, 12)
        row.setSpacing(12)
        row.addWidget(Badge(head))
        row.addWidget(Line(APP_NAME, head, size=fonts.TITLE, bold=True))
        row.addWidget(Line(_today(), head, tone=Tone.MUTED))
        row.addStretch(1)
        row.addWidget(JobLine(self._desk.jobs, head))
        for widget in (self.languages, self.look, self.new_button, self.open_button):
            row.addWidget(widget)
        return head

    def _connect(self) -> None:
        self._desk.library_changed.connect(self._on_library_changed)
        self._desk.refused.connect(self._on_refused)
        self._desk.opened.connect(self._on_opened)
        self._desk.kept.connect(self._on_kept)
        self._desk.wants_code.connect(self._on_wants_code)
        self._desk.wants_library.connect(self._on_wants_library)
        self.visits.opened.connect(self._on_visit)
        self.visits.clicked.connect(self._on_visit_clicked)
        self.practice.opened.connect(self._on_practice)
        self.practice.clicked.connect(self._on_practice_clicked)
        self._theme.changed.connect(self._show_look)

    @Slot()
    def refresh(self) -> None:
        """Shows what the library holds now."""
        locked = self._desk.library is None
        self.gate.setVisible(locked)
        self.gate.set_new(new=not self._desk.has_library)
        self.new_button.setEnabled(not locked)
        self.forms.setVisible(not locked)
        summaries = self._desk.summaries()
        now = datetime.now().astimezone()
        first = today.first(summaries, now)
        self.today.setVisible(first is not None)
        if first is not None:
            self.today.set_summary(first, now)
        others = [summary for summary in summaries if summary is not first]
        known, on = self._calendars(), now.date()
        self.today.set_due(due_next(first, known, on) if first is not None else None)
        rows = [home_row(one, due_next(one, known, on)) for one in others[:MOST]]
        self._show_late(late_count(summaries, known, on))
        self.visits.set_rows(rows)
        self._show_archive(summaries, hidden=len(others) - len(rows))
        self._heading.setVisible(bool(rows))
        self.visits.setVisible(bool(rows))
        self.empty.setVisible(not summaries and not locked)
        self.practice.set_rows(practice_rows())
        self.take_measures()
        self._show_look()
        if not locked:
            self.gate.clear()

    def _calendars(self) -> Calendars:
        library = self._desk.library
        return library.calendars.readable()[0] if library is not None else Calendars()

    def _show_late(self, late: int) -> None:
        """Of all visits, those that are not listed here among them."""
        words = ngettext("{count} visit is overdue", "{count} visits are overdue", late)
        self.late.set_text(words.format(count=late))
        self.late.setVisible(late > 0)

    def _show_archive(self, summaries: tuple[Summary, ...], *, hidden: int) -> None:
        """The way to all visits, and how many of them are not listed here."""
        own = any(summary.role is LocalRole.COORDINATOR for summary in summaries)
        self.archive.setVisible(own)
        words = _("Archive")
        if hidden > 0:
            more = ngettext("Archive, {count} more visit", "Archive, {count} more visits", hidden)
            words = more.format(count=f"{hidden:,}")
        self.archive.set_text(words)

    def open_visit(self, folder: str) -> None:
        """Opens a visit of the library by its folder's name."""
        self._on_visit(folder)

    def enter(self) -> None:
        """The keyboard goes to the passphrase, else to the visit to go on with, or to the first."""
        places = (self.gate.first, self.today.button, self.visits, self.empty.action)
        for place in places:
            if place.isVisible():
                place.setFocus()
                return

    def choose_file(self) -> None:
        """Lets the user choose a file to open."""
        path = self.ask_file()
        if path is not None:
            self.open_file(path)

    def ask_file(self) -> Path | None:
        """The file dialog; None when it is left."""
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Open a file"),
            "",
            _("Packs, set-ups, instruments (*.hpack *.yaml *.yml *.xlsx);;All files (*)"),
        )
        return Path(name) if name else None

    def open_file(self, path: Path) -> None:
        self.refusal.dismiss()
        self._desk.open_file(path)

    def ask_code(self, name: str) -> str | None:
        """The code from the slip; None when it is left."""
        return CodeDialog.ask(name, self)

    def take_measures(self) -> None:
        self._inside.setMaximumWidth(px(COLUMN))
        for listed, height in (
            (self.visits, HomeDelegate.height),
            (self.practice, PracticeDelegate.height),
        ):
            listed.setFixedHeight(listed.rows.rowCount() * px(height) + 2)

    @Slot()
    def _show_look(self) -> None:
        self.look.set_icon(Icon.SUN if tokens().dark else Icon.MOON)

    @Slot()
    def _on_look(self) -> None:
        self._theme.set_mode(Mode.LIGHT if tokens().dark else Mode.DARK)

    @Slot()
    def _on_library_changed(self) -> None:
        """Once it is open, what held the passphrase is gone; the keyboard goes on from there."""
        held = QApplication.focusWidget()
        lost = held is None or self.gate.isAncestorOf(held)
        self.refresh()
        if lost and self.isVisible():
            self.enter()

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        if self._desk.library is None and self.gate.isVisible() and self.gate.first.text():
            self.gate.set_problem(messages.render(error))
            return
        self.refusal.show_error(error)

    @Slot(object, object, object)
    def _on_opened(self, *_opened: object) -> None:
        self.new_visit.hide()

    @Slot(object)
    def _on_kept(self, instrument: Instrument) -> None:
        words = _("“{title}”, version {version}, is kept in this library now.")
        self.refusal.show_text(
            words.format(title=instrument.title, version=instrument.version),
            _("Choose it in the set-up of a visit, under Instrument."),
            tone=Tone.PRAISE,
        )

    @Slot()
    def _on_new_asked(self) -> None:
        self.refusal.dismiss()
        self.new_visit.open(self._desk.summaries(), datetime.now().astimezone().date())

    @Slot(object, str)
    def _on_new_visit(self, begun: Beginning, folder: str) -> None:
        self._desk.begin(begun, folder)

    @Slot(object, object)
    def _on_wants_code(self, path: Path, raw: bytes) -> None:
        code = self.ask_code(path.name)
        if code is not None:
            self._desk.open_pack(raw, code)

    @Slot()
    def _on_wants_library(self) -> None:
        self.refusal.show_text(
            _("Set or type the passphrase first."),
            _("What you open is kept encrypted on this laptop; the file itself stays as it is."),
            tone=Tone.ACCENT,
        )
        self.gate.first.setFocus()

    @Slot(str)
    def _on_visit(self, folder: str) -> None:
        for summary in self._desk.summaries():
            if summary.folder == folder:
                self._desk.open_summary(summary)

    @Slot(object)
    def _on_visit_clicked(self, _index: object) -> None:
        self._on_visit(self.visits.current_id)

    @Slot(str)
    def _on_practice(self, row: str) -> None:
        name, _colon, panelist = row.partition(":")
        self._desk.practise(name, panelist)

    @Slot(object)
    def _on_practice_clicked(self, _index: object) -> None:
        self._on_practice(self.practice.current_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.open_file(Path(url.toLocalFile()))
        event.acceptProposedAction()


class Badge(QWidget):
    """The program's mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(28), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        rect = QRectF(self.rect())
        shapes.rounded(painter, rect, tokens().accent)
        painter.setPen(tokens().on_accent)
        fonts.draw_centred(painter, rect.center(), "汇", fonts.LARGE, bold=True)


def practice_rows() -> list[HomeRow]:
    """The practice visits, whether they were made already or not."""
    return [
        HomeRow(
            id=f"{name}:{panelist}",
            station=station,
            kind=term_name("mid"),
            state=_("As a panelist: record, score, hand in")
            if panelist
            else _("As the coordinator: merge, settle, report"),
            practice=True,
        )
        for name, panelist, station in PRACTICE
    ]


def _today() -> str:
    return short_day(datetime.now().astimezone().date())
