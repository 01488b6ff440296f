"""What the report page writes beside the Word file: which, how, where, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.errors import UserError
from app.i18n import N_, _, ngettext
from app.model.rounds import Party, Step
from app.reports.kinds import STEMS, Version, suffix
from app.reports.kinds import Kind as Document
from app.reports.wishes import Wishes, usual_reply
from app.rules.publicity import Trace
from app.services.rounds import Sent
from app.visit import Visit
from ui.context import Context
from ui.dialogs.export_bundle import BundleDialog, Wanted
from ui.dialogs.export_letter import LetterDialog
from ui.dialogs.found_list import FoundDialog
from ui.icons import Icon
from ui.jobs import Job, Work
from ui.models.problems import Linked, Way, open_rows, problem_rows
from ui.models.roles import ProblemRow
from ui.models.rounds import step_name
from ui.screens.coordinator.standing import Settling
from ui.theme import Tone
from ui.widgets.basics import Button

if TYPE_CHECKING:
    from app.reports.form import Form
    from app.reports.input import ReportInput
    from app.reports.notice import Survey
    from app.services.bundle import Bundle
    from app.services.exports import Written
    from app.services.making import Maker
    from ui.screens.base import Screen

__all__ = [
    "Document",
    "Export",
    "ExportMenu",
    "Exports",
    "FoundRows",
    "Wanted",
    "Wishes",
    "ask_bundle",
    "ask_letter",
    "ask_path",
    "show_found",
]

WRITING = "ui.screens.coordinator.report_writing"
"""The module that makes them; it imports the Word and PDF libraries, so a job loads it."""


class Export(Enum):
    """The value is the document's, and what the menu's action holds."""

    READING = Document.READING.value
    LETTER = Document.LETTER.value
    NOTICE = Document.NOTICE.value
    SUMMARY = Document.SUMMARY.value
    SHEETS = Document.SHEETS.value
    FEEDBACK = Document.FEEDBACK.value
    BUNDLE = "bundle"


NAMES = {
    Export.READING: N_("Report as a reading copy (PDF)"),
    Export.LETTER: N_("Letter with the first opinions (Word)"),
    Export.NOTICE: N_("Public version (Word)"),
    Export.SUMMARY: N_("Score summary (Excel)"),
    Export.SHEETS: N_("Every panelist's score sheet (PDF)"),
    Export.FEEDBACK: N_("Record of the feedback (PDF)"),
    Export.BUNDLE: N_("All documents in one place"),
}
_WORD = N_("Report (Word)")
_BUNDLE = "评估材料"
_FILTERS = {
    ".pdf": N_("PDF files (*.pdf)"),
    ".xlsx": N_("Excel files (*.xlsx)"),
    ".docx": N_("Word files (*.docx)"),
    ".zip": N_("Zip files (*.zip)"),
}
_STEPS = {
    (Document.LETTER, Version.COMMENT): Step.DRAFT,
    (Document.LETTER, Version.FINAL): Step.DRAFT,
    (Document.NOTICE, Version.FINAL): Step.POSTED,
}
"""What is done once such a document was written."""
_KINDS = {"name": N_("name"), "code": N_("code"), "few": N_("few people")}


class Page(Protocol):
    """What the exports need of the report page."""

    @property
    def visit(self) -> Visit: ...
    def closed(self) -> bool: ...
    def settled(self) -> bool: ...
    def material(self) -> "tuple[ReportInput, Form]": ...
    def choose_other(self, name: str, title: str) -> Path | None: ...
    def choose_letter(self, proposed: "Wishes", waiting: int) -> Wishes | None: ...
    def choose_bundle(self, names: dict[Document, str]) -> Wanted | None: ...
    def show_found(self, found: "FoundRows") -> tuple[bool, Linked | None]: ...
    def follow(self, linked: Linked) -> None: ...
    def written(self, path: Path, what: str, rest: str) -> None: ...
    def refused(self, error: UserError) -> None: ...


@dataclass(frozen=True, slots=True)
class FoundRows:
    """Rows to be shown before an export, or instead of one where `go_on` is empty."""

    title: str
    says: str
    rows: tuple[Linked, ...]
    go_on: str = ""


class ExportMenu(Button):
    """Asks which, from a menu below it.

    Signals:
        asked: (Export)
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("More exports"), parent, icon=Icon.EXPORT)
        self.clicked.connect(self._on_clicked)

    def menu(self) -> QMenu:
        """A menu of its own at every click."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, name in NAMES.items():
            if kind is Export.BUNDLE:
                menu.addSeparator()
            menu.addAction(_(name)).setData(kind.value)
        menu.triggered.connect(self._on_chosen)
        return menu

    @Slot()
    def _on_clicked(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.asked.emit(Export(action.data()))


class Exports(QObject):
    """Carries an export from the menu to the file, and shows what stands in its way."""

    def __init__(self, context: Context, page: QWidget) -> None:
        """`page` is a `Page` too; it is the parent, and no more is kept of it."""
        super().__init__(page)
        self._context = context
        self._maker: Maker | None = None
        self._asked: Export | None = None
        self._wishes: Wishes | None = None
        self._then: Callable[[], None] | None = None
        self._settling = Settling(cast("Screen", page))
        self._settling.settled.connect(self._on_settled)
        self._settling.followed.connect(self._on_remark)

    @property
    def _page(self) -> Page:
        return cast("Page", self.parent())

    def settled(self, error: UserError, again: Callable[[], None]) -> bool:
        """Whether it was about remarks that hold a final version back; then they were shown."""
        held = self._settling.holds(error, _("Export as it is"))
        self._then = again if held else None
        return held

    @Slot()
    def _on_settled(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    @Slot(object)
    def _on_remark(self, linked: Linked) -> None:
        self._page.follow(linked)

    def _again(self) -> None:
        if self._asked is not None:
            self.on_asked(self._asked)

    @Slot(object)
    def on_asked(self, kind: Export) -> None:
        """Closed while an own sheet is open, however the menu was reached."""
        self._asked = kind
        if self._page.closed() or not self._page.settled():
            return
        if kind is Export.BUNDLE:
            self._bundle()
        elif kind is Export.LETTER:
            self._letter()
        elif kind is Export.NOTICE:
            self._notice()
        else:
            self._document(Document(kind.value), self._material(self._usual()))

    def _usual(self) -> Wishes:
        calendar = self._context.library.calendars.calendars().calendar
        return Wishes(reply_by=usual_reply(self._page.visit.exports.now().date(), calendar))

    def _material(self, wishes: Wishes) -> "Maker":
        given, form = self._page.material()
        writing = import_module(WRITING)
        return self._page.visit.exports.maker(given, form, wishes, writing.pdf.set_pages)

    def _letter(self) -> None:
        given, _form = self._page.material()
        wishes = self._page.choose_letter(self._usual(), len(given.unverified))
        if wishes is not None:
            self._wishes = wishes
            self._document(Document.LETTER, self._material(wishes))

    def _notice(self) -> None:
        """First what would be changed, and what must be put right."""
        self._maker = self._material(self._usual())
        work = import_module(WRITING).SurveyNotice(self._maker.material)
        self._start(_("Looking for what is personal"), work, self._on_surveyed)

    @Slot(object)
    def _on_surveyed(self, value: object) -> None:
        found = cast("Survey", value)
        maker, shown = self._maker, notice_found(found)
        if shown is not None:
            go_on, followed = self._page.show_found(shown)
            if followed is not None:
                self._page.follow(followed)
            if not go_on:
                return
        if maker is not None:
            self._document(Document.NOTICE, maker)

    def _document(self, kind: Document, maker: "Maker") -> None:
        title = _("Export, not encrypted")
        if kind is Document.READING:
            title = _("Export a reading copy, not encrypted: pages end elsewhere than in Word")
        path = self._page.choose_other(STEMS[kind] + suffix(kind), title)
        if path is not None:
            work = import_module(WRITING).WriteDocument(maker, kind, path)
            self._start(_("Exporting"), work, self._on_written)

    def _bundle(self) -> None:
        names = {Document.WORD: _(_WORD)}
        names |= {Document(k.value): _(n) for k, n in NAMES.items() if k is not Export.BUNDLE}
        wanted = self._page.choose_bundle(names)
        if wanted is None:
            return
        name = f"{self._page.visit.setup.station.name}{_BUNDLE}"[:80]
        title = _("Export all, not encrypted")
        path = self._page.choose_other(f"{name}.zip" if wanted.zipped else name, title)
        if path is not None:
            maker, at = self._material(self._usual()), self._page.visit.exports.now()
            work = import_module(WRITING).WriteBundle(maker, wanted.kinds, path, at)
            self._start(_("Exporting all documents"), work, self._on_bundled)

    def _start(self, label: str, work: Work, succeeded: Callable[[object], None]) -> None:
        job = Job(label, work, self)
        job.succeeded.connect(succeeded)
        job.failed.connect(self._on_failed)
        self._context.jobs.start(job)

    @Slot(object)
    def _on_written(self, value: object) -> None:
        written = cast("Written", value)
        first, *others = written.paths
        count = len(written.paths)
        what = ngettext(
            "Written and read back: {count} file.", "Written and read back: {count} files.", count
        ).format(count=count)
        rest = [_("{name} is not encrypted: whoever has the file can read it.")]
        if others:
            rest = [_("They are not encrypted: whoever has a file can read it.")]
        if written.kind is Document.READING:
            rest.append(_("It is a copy to read: Word ends lines and pages elsewhere."))
        rest.extend(self._recorded(written))
        if written.version is Version.UNFINISHED:
            rest.append(_("It says 未完成稿 on every page, since something is still open."))
        self._page.written(first, what, " ".join(rest).format(name=first.name))

    def _recorded(self, written: "Written") -> tuple[str, ...]:
        """A letter is the first opinion, a final public version the posting; said where recorded."""
        step = _STEPS.get((written.kind, written.version))
        visit = self._page.visit
        if step is None or visit.read_only:
            return ()
        known, _damaged = self._context.library.calendars.readable()
        sent = Sent(to=self._whom(written.kind), what=STEMS[written.kind])
        page = cast("Screen", self.parent())
        made = page.run(lambda: visit.rounds.sent(step, known, sent))
        if made is None or not made.tables:
            return ()
        words = _("“{step}” is recorded as done today; Ctrl+Z takes that back.")
        return (words.format(step=step_name(step)),)

    def _whom(self, kind: Document) -> str:
        """The names of those whom the letter asks."""
        if kind is not Document.LETTER or self._wishes is None:
            return ""
        names = (self._page.visit.rounds.name_of(Party(a.value)) for a in self._wishes.addressees)
        return "、".join(filter(None, names))

    @Slot(object)
    def _on_bundled(self, value: object) -> None:
        bundle = cast("Bundle", value)
        count = len(bundle.made)
        what = ngettext(
            "Written and read back: {count} document and a list.",
            "Written and read back: {count} documents and a list of them.",
            count,
        )
        rest = [_("{name} is not encrypted: whoever has it can read it.")]
        if bundle.kept is not None:
            rest.append(_("The older one is kept as {kept}."))
        kept = bundle.kept.name if bundle.kept else ""
        words = " ".join(rest).format(name=bundle.path.name, kept=kept)
        self._page.written(bundle.path, what.format(count=count), words)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        """A list of what is in the way is shown as one, each row leading to its place."""
        if self.settled(error, self._again):
            return
        problems = getattr(error, "problems", ())
        if not problems:
            self._page.refused(error)
            return
        visit = self._page.visit
        scores = any(problem.place == "score" for problem in problems)
        still = open_rows(
            visit.merging.outcome.open if scores else (), visit.setup, visit.instrument
        )
        rows = (*still, *problem_rows(problems))
        says = _("Nothing was written. These must be settled first; each leads to its place.")
        _go_on, followed = self._page.show_found(FoundRows(_("Not exported"), says, rows))
        if followed is not None:
            self._page.follow(followed)


def notice_found(survey: "Survey") -> FoundRows | None:
    """What to show before a public version; None where there is nothing to look at."""
    rows = problem_rows(survey.problems)
    if any(linked.row.tone is Tone.CRITICAL for linked in rows):
        says = _("Numbers of persons are in the report; the public version is refused until then.")
        return FoundRows(_("Not exported"), says, rows)
    changed = tuple(_trace(number, trace) for number, trace in enumerate(survey.traces))
    if not rows and not changed:
        return None
    says = _(
        "The public version will differ from the report here. Names in no field are not known."
    )
    return FoundRows(_("Public version"), says, (*rows, *changed), _("Export"))


def _trace(number: int, trace: Trace) -> Linked:
    text = _("“{text}” becomes “{instead}”").format(text=trace.text, instead=trace.instead)
    row = ProblemRow(
        id=f"trace:{number}",
        text=f"{text}　…{trace.around}…",
        place=_(_KINDS[trace.kind.value]),
        tone=Tone.ACCENT,
        icon=Icon.INFO,
    )
    return Linked(row, Way(""))


def ask_path(parent: QWidget, proposed: Path, title: str) -> Path | None:
    """Where to write; None when the user thinks better of it.

    A name without ending is a folder's: it is made in the one that is chosen.
    """
    if proposed.suffix not in _FILTERS:
        chosen = QFileDialog.getExistingDirectory(parent, title, str(proposed.parent))
        return Path(chosen) / proposed.name if chosen else None
    kinds = _(_FILTERS[proposed.suffix])
    found, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    return Path(found) if found else None


def ask_letter(parent: QWidget, visit: Visit, proposed: Wishes, waiting: int) -> Wishes | None:
    return LetterDialog.ask(visit.setup, proposed.reply_by, parent, waiting=waiting)


def ask_bundle(parent: QWidget, names: dict[Document, str]) -> Wanted | None:
    return BundleDialog.ask(names, parent)


def show_found(parent: QWidget, found: FoundRows) -> tuple[bool, Linked | None]:
    """Whether to go on, and the row whose place was asked for."""
    rows: Sequence[Linked] = found.rows
    dialog = FoundDialog(found.title, found.says, rows, found.go_on, parent)
    go_on = dialog.exec() == FoundDialog.DialogCode.Accepted
    followed = dialog.followed
    dialog.deleteLater()
    return go_on, followed
