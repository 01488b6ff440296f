"""Collecting (收表): the readiness board, what was received, conflicts, and what is missing."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.sheet import Verdict
from app.services.collect import Collected
from ui import actions
from ui.actions import Do
from ui.context import Context
from ui.delegates.rows import FileRowDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.jobs import Job
from ui.models.gaps import Conflict, Gap, conflicts, gaps
from ui.models.readiness import Overview, board, handed_in, overview, purpose, staff_words
from ui.models.received import File, files
from ui.models.roles import Role, TextCell
from ui.models.table import TableModel
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import (
    BoardDelegate,
    BoardHeader,
    Caption,
    Inset,
    Legend,
    StaffLine,
    clear_layout,
    received,
)
from ui.screens.coordinator.collect_side import CollectSide
from ui.screens.coordinator.collecting import Brought, Left, Reading, Taking, TakingOut
from ui.screens.coordinator.watching import Watch
from ui.widgets.grid import Grid
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead

FOLDER = "collect/folder"
HEAD, ROW, FILE_ROW = 52, 46, 34
MOST_ROWS = 14
FITTING = 6
"""How many columns of the board fit beside the side panel."""


class CollectScreen(Screen):
    """Page `collect`. Files and folders may be dropped anywhere on it.

    Signals: those of `Screen`.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setAcceptDrops(True)
        self._files: dict[str, File] = {}
        self._gaps: dict[str, Gap] = {}
        self._queue: list[Path] = []
        self._busy, self._reason = False, ""
        self._lines: tuple[tuple[str, str, TextCell], ...] = ()
        self.head = PageHead(_("Collect"), "", self)
        self.primary = self.head.primary(_("Choose files"), Icon.OPEN, actions.hint(Do.OPEN))
        self.primary.clicked.connect(self.open_files)
        self.notice = Refusal(self)
        self.table = TableModel(self)
        self.grid = Grid(
            BoardDelegate(height=ROW), self, name=_("Readiness"), frozen=1, head_height=HEAD
        )
        self.files = RowList(FileRowDelegate(), self, name=_("Received files"))
        self.side = CollectSide(self)
        self.begin_at(self.grid)
        self._build_grid()
        self._build_files()
        self._connect_side()
        self._build()

    def _build_grid(self) -> None:
        self.grid.setHorizontalHeader(BoardHeader(self.grid, HEAD))
        self.grid.setModel(self.table)
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.setTabKeyNavigation(False)
        self.grid.moved.connect(self._on_person)
        self.grid.activated.connect(self._on_cell)
        self.grid.horizontalScrollBar().rangeChanged.connect(self._fit_board)

    def _build_files(self) -> None:
        self.files.chosen.connect(self._on_file)
        self.files.opened.connect(self._on_file_opened)
        self.files.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.files.customContextMenuRequested.connect(self._on_menu)
        self.files.installEventFilter(self)

    def _connect_side(self) -> None:
        self.side.picked.connect(self._on_picked)
        self.side.followed.connect(self._on_gap)
        self.side.removed.connect(self._on_remove)
        self.side.taken.connect(self._on_take)
        self.side.drop.dropped.connect(self.offer)
        self.side.drop.asked.connect(self.open_files)
        self.side.looked.connect(self._on_looked)
        self.side.paper_asked.connect(self._on_paper)
        self.watch = Watch(self.context.jobs, self)
        self.watch.found.connect(self.offer)
        self.watch.changed.connect(self._show_watch)
        self.side.watch_button.clicked.connect(self._on_watch)

    def _build(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._staff = QVBoxLayout()
        self._staff.setSpacing(0)
        self._caption = Caption(
            _("Received files"), _("Check code: the same on both laptops"), inner
        )
        self._empty = EmptyState(
            _("No sheet yet. Drop sheets or a whole folder anywhere on this page."), parent=inner
        )
        for widget in (self.grid, Legend(inner), self._caption, self.files, self._empty):
            self._column.addWidget(widget)
        self._column.insertLayout(1, self._staff)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(Inset(self.notice, self))
        self.frame.add(scroll, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)

    @property
    def person(self) -> str:
        """The panelist whose row is current, or an empty text."""
        return str(self.grid.currentIndex().data(Role.ID) or "")

    def refresh(self) -> None:
        view = overview(self.visit)
        found = conflicts(self.visit)
        self.head.set_title(_("Collect"), purpose(view))
        self._show_board(view)
        self._show_staff(view)
        self._show_files(files(view, found))
        closed = self.context.library.awaited(self.visit) is not None
        listed = gaps(view, found, closed=closed)
        self._gaps = {gap.row.id: gap for gap in listed}
        self.side.set_gaps(listed, any_sheet=bool(view.heads))
        self._show_side(view, found)

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        self.side.flush()

    def open_files(self) -> None:
        paths = self.choose_files()
        if paths:
            self.context.state.set_text(FOLDER, str(paths[0].parent))
            self.offer(paths)

    def choose_files(self) -> tuple[Path, ...]:
        """Asks for sheets; empty when the user thinks better of it."""
        start = self.context.state.text(FOLDER)
        kinds = _("Sheets (*.hsheet *.xlsx);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Choose sheets"), start, kinds)
        return tuple(Path(name) for name in chosen)

    @Slot(object)
    def offer(self, paths: tuple[Path, ...]) -> None:
        """Reads files and folders off the main thread, then takes what can be taken."""
        self._queue += paths
        self._start_reading()

    def reveal(self, target: Target) -> None:
        index = self.grid.row_of(target.panelist)
        if index.isValid():
            self.grid.setCurrentIndex(index)
            self.grid.setFocus()

    def next_open(self) -> None:
        """The next person whose values are to be chosen."""
        waiting = [g.panelist for g in self._gaps.values() if g.row.id.startswith("choose:")]
        if not waiting:
            self.told.emit(_("Nothing is to be chosen."))
            return
        at = waiting.index(self.person) + 1 if self.person in waiting else 0
        self.reveal(Target("collect", panelist=waiting[at % len(waiting)]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.offer(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete in the list of files begins taking the sheet out."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            if watched is self.files and event.key() in keys:
                self._ask_removal(self.files.current_id)
                return True
        return super().eventFilter(watched, event)

    def _show_board(self, view: Overview) -> None:
        table = board(view)
        columns = len(table.heads) - 3
        if table.heads != self.table.table.heads:
            first = 124 if columns <= FITTING else 184
            self.grid.set_widths(first, (*([76] * columns), 72, 138))
        self.table.set_table(table)
        self._fit_board()

    @Slot()
    def _fit_board(self) -> None:
        """Shows all rows up to a number, and room for the bar where the board is too wide."""
        rows = min(self.table.rowCount(), MOST_ROWS)
        bar = self.grid.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() else 0
        self.grid.setFixedHeight(px(HEAD) + rows * px(ROW) + extra)

    def _show_staff(self, view: Overview) -> None:
        lines = tuple(
            (person.name, staff_words(self.visit, person) if person.id in view.heads else "", state)
            for person in view.others
            for state in (received(handed_in(view.heads.get(person.id, ()))),)
        )
        if lines != self._lines:
            self._lines = lines
            clear_layout(self._staff)
            for name, words, state in lines:
                self._staff.addWidget(StaffLine(name, words, state, self))

    def _show_files(self, listed: tuple[File, ...]) -> None:
        self._files = {file.row.id: file for file in listed}
        self.files.set_rows([file.row for file in listed])
        self._fit_files()
        self.files.setVisible(bool(listed))
        self._empty.setVisible(not listed)
        self._caption.setVisible(bool(listed))
        self._caption.set_count(len(listed))

    def take_measures(self) -> None:
        self._fit_board()
        self._fit_files()

    def _fit_files(self) -> None:
        self.files.setFixedHeight(px(FILE_ROW) * len(self._files))

    def _show_side(self, view: Overview, found: dict[str, tuple[Conflict, ...]]) -> None:
        file = self._files.get(self.files.current_id)
        if file is not None:
            self.side.show_file(file)
            return
        if not self.person:
            self._go_to(_first_undecided(found))
        person = self.person
        awaited = self.context.library.awaited(self.visit)
        self.side.show_person(view, person, found.get(person, ()), awaited)

    def _go_to(self, person: str) -> None:
        """Makes somebody's row the current one without showing the side panel anew."""
        index = self.grid.row_of(person)
        if index.isValid():
            with QSignalBlocker(self.grid):
                self.grid.setCurrentIndex(index)

    def _start_reading(self) -> None:
        if self._busy or not self._queue:
            return
        paths, self._queue = tuple(self._queue), []
        collecting = self.visit.collecting
        counted = frozenset(row.hash for row in collecting.rows() if not row.taken_out)
        ahead = self.visit.merging.ahead()
        work = Reading(paths, collecting.reader(), counted, collecting.backup_work(), ahead)
        self._start(Job(_("Reading sheets"), work, self), "")

    def _start(self, job: Job, reason: str) -> None:
        self._busy, self._reason = True, reason
        job.succeeded.connect(self._on_read)
        job.failed.connect(self.refused)
        job.finished.connect(self._on_finished)
        self.context.jobs.start(job)

    def _ask_removal(self, row: str) -> None:
        file = self._files.get(row)
        if file is not None and file.counts:
            self.side.ask_reason(file)
            self.frame.open_drawer()

    @Slot(object)
    def _on_read(self, brought: Brought) -> None:
        if brought.union is not None:
            self.visit.merging.adopt(brought.union)
        taken: Collected | None = self.run(
            partial(self.visit.collecting.take, brought.reads, reason=self._reason)
        )
        if taken is None:
            return
        if not taken.changes:
            self.refresh()
        self.told.emit(_told(taken))

    @Slot()
    def _on_finished(self) -> None:
        self._busy = False
        self._start_reading()

    @Slot(object)
    def _on_person(self, _index: object) -> None:
        self.files.set_current("")
        self._refresh_side()

    @Slot(object)
    def _on_cell(self, _index: object) -> None:
        self.frame.open_drawer()

    @Slot(str)
    def _on_file(self, _row: str) -> None:
        self._refresh_side()
        self.frame.open_drawer()

    @Slot(str)
    def _on_file_opened(self, row: str) -> None:
        file = self._files.get(row)
        if file is not None and file.paper:
            self._on_paper(file.panelist)
        else:
            self._on_file(row)

    def _refresh_side(self) -> None:
        self._show_side(overview(self.visit), conflicts(self.visit))

    @Slot(object, str)
    def _on_picked(self, conflict: Conflict, value: str) -> None:
        self.run(
            partial(
                self.visit.decide.pick,
                conflict.panelist,
                conflict.item,
                conflict.district or None,
                value,
                by=self.visit.user,
            )
        )

    @Slot(str)
    def _on_gap(self, row: str) -> None:
        gap = self._gaps[row]
        if gap.collect:
            self.open_files()
        elif gap.assignments:
            self.go.emit(Target("setup", place="assignments", panelist=gap.panelist))
        elif gap.paper:
            self._on_paper(gap.panelist)
        elif gap.sheet:
            self.files.set_current(gap.sheet)
            self._on_file(gap.sheet)
        elif gap.block:
            self.go.emit(Target("merge", gap.block, gap.item, gap.district, gap.panelist))
        else:
            self.reveal(Target("collect", panelist=gap.panelist))

    @Slot(str, str)
    def _on_remove(self, digest: str, reason: str) -> None:
        work = TakingOut(digest, reason, self.visit.merging.ahead())
        job = Job(_("Taking a sheet out"), work, self)
        job.succeeded.connect(self._on_left)
        job.failed.connect(self.refused)
        self.context.jobs.start(job)

    @Slot(object)
    def _on_left(self, left: Left) -> None:
        self.visit.merging.adopt(left.union)
        self.run(partial(self.visit.collecting.remove, left.digest, left.reason))

    @Slot(str, str)
    def _on_looked(self, digest: str, name: str) -> None:
        self.run(partial(self.visit.collecting.confirm, digest, name))

    @Slot(str)
    def _on_paper(self, panelist: str) -> None:
        self.go.emit(Target("paper", panelist=panelist))

    def choose_stick(self) -> str:
        """Asks for the folder to watch; an empty text when the user thinks better of it."""
        start = self.context.state.text(FOLDER)
        return QFileDialog.getExistingDirectory(self, _("Which folder is to be watched?"), start)

    @Slot()
    def _on_watch(self) -> None:
        if self.watch.folder is not None:
            self.watch.stop()
            return
        folder = self.choose_stick()
        if folder:
            self.context.state.set_text(FOLDER, folder)
            self.watch.start(Path(folder))

    @Slot()
    def _show_watch(self) -> None:
        folder = self.watch.folder
        self.side.show_watch("" if folder is None else folder.name, there=self.watch.is_there)

    @Slot(str, str)
    def _on_take(self, digest: str, reason: str) -> None:
        file = self.visit.collecting.withheld(digest)
        if file is not None and not self._busy:
            collecting = self.visit.collecting
            ahead = self.visit.merging.ahead()
            work = Taking(file, collecting.reader(), collecting.backup_work(), ahead)
            self._start(Job(_("Reading sheets"), work, self), reason)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        row = str(self.files.indexAt(at).data(Role.ID) or "")
        file = self._files.get(row)
        if file is None or not file.counts:
            return
        menu = QMenu(self)
        menu.addAction(_("Take out…")).triggered.connect(self._on_menu_removal)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.files.viewport().mapToGlobal(at))

    @Slot()
    def _on_menu_removal(self) -> None:
        self._ask_removal(self.files.current_id)

    def sizeHint(self) -> QSize:
        return QSize(px(1166), px(736))


def _first_undecided(found: dict[str, tuple[Conflict, ...]]) -> str:
    return next((who for who, cells in found.items() if any(not c.picked for c in cells)), "")


def _told(taken: Collected) -> str:
    """One line for the status: how many were taken, and how many not."""
    verdicts = [one.verdict for one in taken.sheets]
    new = sum(v in (Verdict.MERGED, Verdict.OLDER) for v in verdicts)
    refused = verdicts.count(Verdict.REFUSED)
    text = ngettext("{count} sheet collected", "{count} sheets collected", new).format(count=new)
    if not refused:
        return text
    words = ngettext("{text}, {count} refused", "{text}, {count} refused", refused)
    return words.format(text=text, count=refused)
