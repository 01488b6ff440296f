"""Issuing (发包): what stands in the way, who holds which pack, and codes on their way to paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange import crypto
from app.i18n import _, ngettext
from app.model.pack import PackContent
from app.rules.problem import errors
from app.services.packs import (
    Issued,
    Progress,
    Sealed,
    discard_packs,
    seal_all,
    write_packs,
)
from ui.context import Context
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.jobs import Job
from ui.models.packs import (
    day_and_time,
    pack_states,
    pack_table,
    problem_rows,
    purpose,
    scores_what,
    without_pack,
)
from ui.models.readiness import joined, name_of, overview
from ui.models.roles import Role
from ui.models.setup_sections import located_in
from ui.models.table import TableModel
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import BoardDelegate, Inset
from ui.screens.coordinator.papers_part import PapersPart
from ui.screens.coordinator.slips import Slips
from ui.theme import Tone
from ui.widgets.basics import Button, Line, paragraph
from ui.widgets.grid import Grid
from ui.widgets.lists import RowList
from ui.widgets.notices import Refusal
from ui.widgets.page import PageFrame, PageHead, SidePanel

FOLDER = "issue/folder"
MOST_PROBLEMS = 4


@dataclass(frozen=True, slots=True)
class Made:
    """Packs that lie on the stick and do not count yet."""

    sealed: tuple[Sealed, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """The work of a job: seal, write, read back."""

    drafts: tuple[PackContent, ...]
    folder: Path
    cost: crypto.Cost

    def __call__(self, progress: Progress) -> Made:
        sealed = seal_all(self.drafts, self.cost, progress)
        return Made(sealed, write_packs(sealed, self.folder))


class IssueScreen(Screen):
    """Page `issue`. Codes are shown until they are put away; `context.visit` is a coordinator's.

    Signals: those of `Screen`.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        cost: crypto.Cost = crypto.MODERATE,
    ) -> None:
        """`cost` is what a guess at a code costs; tests and practice visits take less."""
        super().__init__(context, parent)
        self._cost = cost
        self._waiting: tuple[str, ...] = ()
        self._is_making = False
        self.head = PageHead(_("Issue"), "", self)
        self.primary = self.head.primary("", Icon.ISSUE)
        self.primary.clicked.connect(self._on_primary)
        self.notice = Refusal(self)
        self.notice.asked.connect(self._on_confirmed)
        self.problems = RowList(ProblemDelegate(), self, name=_("What stands in the way"))
        self.problems.opened.connect(self._on_problem)
        self.table = TableModel(self)
        self.grid = Grid(BoardDelegate(height=46), self, name=_("Packs"), frozen=1, head_height=36)
        self._build_grid()
        self.side = SidePanel(self, name=_("Code slips"))
        self.begin_at(self.grid)
        self._build_side()
        self._build()

    def _build_grid(self) -> None:
        self.grid.setModel(self.table)
        self.grid.set_widths(188, (304, 160, 132))
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.setTabKeyNavigation(False)
        self.grid.selectionModel().selectionChanged.connect(self._on_selected)
        self.grid.moved.connect(self._on_moved)

    def _build_side(self) -> None:
        self.slips = Slips(self.side)
        self.slips.copied.connect(self._on_copied)
        self.slips.printed.connect(self._on_printed)
        self.slips.no_printer.connect(self._on_no_printer)
        self.side.add(self.slips)
        person = QWidget(self.side)
        column = QVBoxLayout(person)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._name = Line("", person, bold=True)
        self._about = paragraph("", person, role="muted")
        self._again = Button(_("Issue again…"), person, icon=Icon.REFRESH)
        self._again.clicked.connect(self._on_again)
        self._hint = paragraph(
            _("Choose several with Ctrl or Shift to issue to them alone."), person, role="small"
        )
        for widget in (self._name, self._about, self._again, self._hint):
            column.addWidget(widget)
        self.side.add(person)
        papers = self.side.section(_("Papers to print"))
        self.papers = PapersPart(self.context, self.side)
        self.papers.told.connect(self.told)
        self.papers.refused.connect(self._on_failed)
        papers.add(self.papers)

    def _build(self) -> None:
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(Inset(self.notice, self))
        self.frame.add(self.problems)
        self.frame.add(self.grid, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)

    @property
    def selected(self) -> tuple[str, ...]:
        """Ids of the people whose rows are chosen, in the panel's order."""
        rows = sorted({index.row() for index in self.grid.selectionModel().selectedIndexes()})
        return tuple(str(self.table.index(row, 0).data(Role.ID)) for row in rows)

    def refresh(self) -> None:
        view = overview(self.visit)
        self.head.set_title(_("Issue"), purpose(view))
        self.table.set_table(pack_table(view))
        self._show_problems()
        self.slips.set_packs(self.visit.packs.slips(), self.visit.setup.station.name)
        self.slips.setVisible(bool(self.slips.packs))
        self._show_person()
        self._show_primary()

    def refused(self, error: UserError) -> None:
        self._waiting = ()
        self.notice.show_error(error)

    def choose_folder(self) -> str:
        """Asks for the stick; an empty text when the user thinks better of it."""
        start = self.context.state.text(FOLDER)
        return QFileDialog.getExistingDirectory(self, _("Where do the packs go?"), start)

    def issue_to(self, people: Sequence[str], folder: Path) -> None:
        """Seals and writes off the main thread; the new keys count once all files are there."""
        try:
            drafts = self.visit.packs.draft(tuple(people))
        except UserError as error:
            self.refused(error)
            return
        label = ngettext("Sealing {count} pack", "Sealing {count} packs", len(drafts))
        job = Job(label.format(count=len(drafts)), Making(drafts, folder, self._cost), self)
        job.succeeded.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self._is_making = True
        self._show_primary()
        self.context.jobs.start(job)

    def done(self) -> None:
        self.primary.click()

    def _show_problems(self) -> None:
        rows = problem_rows(self.visit.packs.problems())
        self.problems.set_rows(rows)
        self.take_measures()
        self.problems.setVisible(bool(rows))

    def take_measures(self) -> None:
        shown = min(self.problems.rows.rowCount(), MOST_PROBLEMS)
        self.problems.setFixedHeight(px(44) * shown)

    def _show_primary(self) -> None:
        people = self._people()
        texts = ngettext("Issue to {count}", "Issue to {count}", len(people))
        text = texts.format(count=len(people))
        if len(self.selected) > 1:
            text = _("Issue to {count} chosen").format(count=len(people))
        if not people:
            text = _("Everybody has a pack")
        if self._is_making:
            text = _("Sealing…")
        self.primary.set_text(text)
        wrong = errors(self.visit.packs.problems())
        self.primary.setEnabled(bool(people) and not self._is_making and not wrong)

    def _people(self) -> tuple[str, ...]:
        """Who gets a pack by the primary button: several chosen ones, or all without one."""
        chosen = self.selected
        return chosen if len(chosen) > 1 else without_pack(self.visit)

    def _show_person(self) -> None:
        chosen = self.selected
        one = chosen[0] if len(chosen) == 1 else ""
        self._show_heads(name_of(self.visit, one) if one else "")
        self._about.setVisible(bool(one))
        self._about.setText(self._about_words(one) if one else "")
        self._again.setVisible(bool(one))
        holds = one in self.visit.packs.current()
        self._again.set_text(_("Issue again…") if holds else _("Issue to this one"))
        self._again.setEnabled(not self._is_making)

    def _show_heads(self, name: str) -> None:
        """The panel's head speaks of the codes while there are some, else of who is chosen."""
        codes = bool(self.slips.packs)
        self.side.set_head(_("Code slips") if codes else name or _("Packs"))
        self._name.set_text(name)
        self._name.setVisible(codes and bool(name))

    def _about_words(self, person: str) -> str:
        who = self.visit.setup.panelist(person)
        state = pack_states(self.visit.packs).get(person)
        lines = [_("Scores {what}.").format(what=scores_what(self.visit, who) or _("nothing"))]
        if state is None or not state.at:
            lines.append(_("Has no pack yet."))
        else:
            words = _("Pack of {time}, set-up {version}.")
            lines.append(words.format(time=day_and_time(state.at), version=state.setup_version))
        if state is not None and state.withdrawn:
            words = ngettext(
                "{count} pack before it is withdrawn.",
                "{count} packs before it are withdrawn.",
                state.withdrawn,
            )
            lines.append(words.format(count=state.withdrawn))
        return "\n".join(lines)

    def _ask(self, people: tuple[str, ...]) -> None:
        """Issues, after saying what it withdraws if it withdraws anything."""
        holding = [p for p in people if p in self.visit.packs.current()]
        if not holding:
            self._go(people)
            return
        self._waiting = people
        names = joined(name_of(self.visit, p) for p in holding)
        self.notice.show_text(
            _("{names} already holds a pack. Issuing again withdraws it.").format(names=names),
            _(
                "A sheet made from the withdrawn pack is then taken only with a reason. What was "
                "recorded stays on the laptop when the new pack is opened there."
            ),
            _("Issue again"),
            Tone.CONCERN,
        )
        self.notice.action.setFocus()

    def _go(self, people: tuple[str, ...]) -> None:
        self._waiting = ()
        self.notice.hide()
        folder = self.choose_folder()
        if folder:
            self.context.state.set_text(FOLDER, folder)
            self.issue_to(people, Path(folder))

    @Slot()
    def _on_primary(self) -> None:
        self._ask(self._people())

    @Slot()
    def _on_again(self) -> None:
        self._ask(self.selected[:1])

    @Slot()
    def _on_confirmed(self) -> None:
        if self._waiting:
            self._go(self._waiting)

    @Slot(object)
    def _on_made(self, made: Made) -> None:
        issued: Issued | None = self.run(partial(self.visit.packs.put_out, made.sealed))
        if issued is None:
            discard_packs(made.paths)
            return
        count = len(issued.packs)
        words = ngettext("{count} pack issued", "{count} packs issued", count)
        self.told.emit(words.format(count=count))
        self.frame.open_drawer()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.refused(error)

    @Slot()
    def _on_finished(self) -> None:
        self._is_making = False
        self._show_primary()
        self._show_person()

    @Slot()
    def _on_copied(self) -> None:
        self.visit.packs.forget_slips()
        self.refresh()

    @Slot(str)
    def _on_printed(self, printer: str) -> None:
        self.told.emit(_("Slips sent to {printer}").format(printer=printer))

    @Slot()
    def _on_no_printer(self) -> None:
        self.notice.show_text(
            _("There is no printer on this laptop."), _("Copy the codes by hand."), "", Tone.CONCERN
        )

    @Slot(object)
    def _on_moved(self, _index: object) -> None:
        self._show_person()

    @Slot()
    def _on_selected(self) -> None:
        self._show_person()
        self._show_primary()

    @Slot(str)
    def _on_problem(self, number: str) -> None:
        """Goes to where the problem is mended."""
        problem = self.visit.packs.problems()[int(number)]
        located = located_in(self.visit, problem)
        self.go.emit(Target("setup", item=located.section, place=problem.place))
