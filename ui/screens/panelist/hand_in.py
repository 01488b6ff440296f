"""Hand in: what is missing, each a link; seal and save; receipt; reopen with a reason."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.files import write_back_checked
from app.i18n import _
from app.rules.problem import Severity
from app.services.handin import HandedIn
from ui import actions, fonts
from ui.actions import Do
from ui.context import Context
from ui.delegates.links import EvidenceDelegate
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.roles import Role
from ui.room import EDGE, align
from ui.screens.base import Screen, Target
from ui.screens.panelist.handin_rows import Listed, contents, history, said_time, weight
from ui.screens.panelist.workbook_part import WorkbookPart
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, paragraph
from ui.widgets.editors import LineEditor
from ui.widgets.lists import FittingList
from ui.widgets.notices import Field, Refusal
from ui.widgets.page import PageFrame, PageHead, SidePanel

LAST_FOLDER = "hand_in/folder"
WIDTH = 720


class ProblemsPart(QWidget):
    """Problems of one weight under a heading; folded away until asked for, if there are many."""

    def __init__(self, title: str, parent: QWidget, *, folded: bool) -> None:
        super().__init__(parent)
        self._listed: Listed | None = None
        self._folded = folded
        self.list = FittingList(ProblemDelegate(), self, name=title)
        self.list.setProperty("ground", "surface")
        self._count = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self.toggle = Button(_("Unfold"), self, kind=Kind.LINK, icon=Icon.UNFOLD)
        self.toggle.set_look(small=True, trailing=True)
        self.toggle.setVisible(folded)
        self.toggle.clicked.connect(self._on_toggle)
        head = self._head = QHBoxLayout()
        head.setContentsMargins(EDGE, 14, EDGE, 2)
        head.setSpacing(8)
        head.addWidget(Line(title, self, bold=True))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list)
        self.list.setVisible(not folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._head)

    def set_listed(self, found: Listed) -> None:
        self._listed = found
        self._fill()
        self._count.set_text(weight(len(found)))

    def target(self, number: str) -> Target | None:
        return self._listed.target(number) if self._listed is not None else None

    def _fill(self) -> None:
        """What is folded away is filled in when it is unfolded."""
        if self._listed is not None and not self._folded:
            self.list.set_rows(self._listed.rows())
            self.list.fit()

    @Slot()
    def _on_toggle(self) -> None:
        self._folded = not self._folded
        self._fill()
        self.list.setVisible(not self._folded)
        self.toggle.set_text(_("Unfold") if self._folded else _("Fold"))
        self.toggle.set_icon(Icon.UNFOLD if self._folded else Icon.FOLD)


class Receipt(QWidget):
    """What was handed in: the check code large, when, as which file, and what can follow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.take_measures()
        self._when = Line("", self, tone=Tone.PRAISE, bold=True)
        self._when.set_icon(Icon.DONE)
        self.code = paragraph("", self, role="hero")
        self.code.setAccessibleName(_("Check code"))
        self._file = paragraph("", self, role="muted")
        self.again = Button(_("Save once more"), self, icon=Icon.FOLDER)
        self.reason = LineEditor(self, name=_("Why you reopen"))
        self.field = Field(_("Why you reopen; it goes with the next revision"), self.reason, self)
        self.reopen = Button(_("Reopen"), self, icon=Icon.EDIT)
        self._build()

    def take_measures(self) -> None:
        self.setMaximumWidth(px(WIDTH))

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 8, EDGE, 24)
        column.setSpacing(6)
        column.addWidget(self._when)
        column.addSpacing(6)
        column.addWidget(paragraph(_("Check code"), self, role="heading"))
        column.addWidget(self.code)
        column.addWidget(
            paragraph(_("The coordinator's screen shows the same code once it is in."), self)
        )
        column.addWidget(self._file)
        column.addSpacing(6)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(14)
        column.addWidget(Rule(self))
        column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.reopen, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._column)

    def show_handed(self, handed: HandedIn, at: str) -> None:
        self._when.set_text(
            _("Revision {number} handed in at {time}").format(number=handed.revision, time=at)
        )
        self.code.setText(handed.check_code)
        self._file.setText(_("File: {name}").format(name=handed.file_name))


class HandInScreen(Screen):
    """Handing in is possible at any time; later changes are the next revision."""

    shows_draft = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._handed: HandedIn | None = None
        self._build_problems()
        self._build_receipt()
        self._build_side()
        self.workbook = WorkbookPart(context, self)
        self._lay_out()

    def _build_problems(self) -> None:
        self.notice = Refusal(self)
        self.notice.asked.connect(self.save_again)
        self._summary = paragraph("", self)
        self._signed = paragraph("", self, role="muted")
        self.parts = {
            Severity.ERROR: ProblemsPart(_("Has to be mended"), self, folded=False),
            Severity.WARNING: ProblemsPart(_("Not finished yet"), self, folded=False),
            Severity.HINT: ProblemsPart(_("Worth a look"), self, folded=True),
        }
        for part in self.parts.values():
            part.list.opened.connect(self._on_opened)
            part.list.clicked.connect(self._on_clicked)

    def _build_receipt(self) -> None:
        self.receipt = Receipt(self)
        self.receipt.again.clicked.connect(self.save_again)
        self.receipt.reopen.clicked.connect(self.reopen)
        self.receipt.reason.submitted.connect(self.reopen)

    def _build_side(self) -> None:
        self._side = SidePanel(self, name=_("In this sheet"))
        self._side.set_head(_("In this sheet"))
        self._contents = FittingList(EvidenceDelegate(), self, name=_("In this sheet"))
        self._contents.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.add(self._contents)
        self._history_part = self._side.section(_("Handed in so far"))
        self._history = FittingList(EvidenceDelegate(), self, name=_("Handed in so far"))
        self._history.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = paragraph(_("Nothing yet."), self, role="small")
        self._history_part.add(self._history)
        self._history_part.add(self._none)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(0)
        words = self._words = QVBoxLayout()
        words.setContentsMargins(EDGE, 0, EDGE, 4)
        words.setSpacing(10)
        words.addWidget(self.notice)
        words.addWidget(self._summary)
        words.addWidget(self._signed)
        column.addLayout(words)
        row = QHBoxLayout()
        row.addWidget(self.receipt, 1)
        row.addStretch(0)
        column.addLayout(row)
        for part in self.parts.values():
            column.addWidget(part)
        column.addWidget(self.workbook)
        column.addStretch(1)
        head = PageHead(_("Hand in"), _("Seal what you recorded and save it to the stick."), self)
        self.hand_in_button = head.primary(_("Hand in"), Icon.HAND_IN, actions.hint(Do.DONE))
        self.hand_in_button.clicked.connect(self.hand_in)
        frame = PageFrame(head, self._side, self)
        frame.add(_scrolling(inner, self), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def enter(self) -> None:
        """The keyboard goes to what was refused, to what is missing, or to what can be done."""
        if self.notice.isVisible() and self.notice.action.isVisible():
            self.notice.action.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        lists = [part.list for part in self.parts.values() if part.list.isVisible()]
        sealed = not self.receipt.isHidden()
        button = self.receipt.again if sealed else self.hand_in_button
        (lists[0] if lists else button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        align(self, self._words)

    def refresh(self) -> None:
        sealed = self.visit.handin.sealed_revision is not None
        if sealed:
            handed = self.visit.handin.again()
            self.receipt.show_handed(handed, said_time(self.visit.handin.history()[-1].at))
        self.receipt.setVisible(sealed)
        self.hand_in_button.setVisible(not sealed)
        self.workbook.setVisible(self.workbook.is_needed)
        self._show_problems(sealed=sealed)
        self._show_side()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        self.receipt.reason.flush()

    def done(self) -> None:
        """Ctrl+Enter: hands in; a folder is asked for first."""
        if not self.hand_in_button.isHidden():
            self.hand_in()

    @Slot()
    def hand_in(self) -> None:
        """Seals the next revision and saves it to the folder that is chosen first."""
        folder = self.choose_folder()
        if folder is None:
            return
        self.notice.hide()
        handed = self.run(self.visit.handin.hand_in)
        if handed is not None:
            self._save(folder, handed)
            self.enter()

    @Slot()
    def save_again(self) -> None:
        """The last revision once more, byte for byte."""
        folder = self.choose_folder()
        if folder is not None:
            self.notice.hide()
            self._save(folder, self.visit.handin.again())

    @Slot()
    def reopen(self) -> None:
        """Opens the sheet again with the reason that is typed."""
        self.receipt.reason.flush()
        reason = self.receipt.reason.text()
        if not reason.strip():
            self.receipt.field.set_problem(_("Say in a few words why."))
            self.receipt.reason.setFocus()
            return
        self.receipt.field.set_problem("")
        if self.run(lambda: self.visit.handin.reopen(reason)) is not None:
            self.receipt.reason.set_text("")
            self.enter()
            self.notice.show_text(
                _("The sheet is open again."),
                _("What you change now goes into the next revision."),
                tone=Tone.ACCENT,
            )

    def choose_folder(self) -> Path | None:
        """Where to save; None when the user changes their mind."""
        last = self.context.state.text(LAST_FOLDER)
        chosen = QFileDialog.getExistingDirectory(self, _("Where to save the sheet"), last)
        if not chosen:
            return None
        self.context.state.set_text(LAST_FOLDER, chosen)
        return Path(chosen)

    def _save(self, folder: Path, handed: HandedIn) -> None:
        try:
            write_back_checked(folder / handed.file_name, handed.raw)
        except UserError as error:
            self.notice.show_error(error, _("Choose another folder"))
            return
        self.notice.show_text(
            _("Saved and read back: {path}").format(path=folder / handed.file_name),
            _("Give the stick to the coordinator."),
            tone=Tone.PRAISE,
        )

    def _show_problems(self, *, sealed: bool) -> None:
        problems = self.visit.handin.problems()
        found = {severity: Listed(self.visit, problems, severity) for severity in self.parts}
        for severity, part in self.parts.items():
            part.set_listed(found[severity])
            part.setVisible(bool(found[severity]) and not sealed)
        signed = self.visit.captures.declaration()
        self._signed.setVisible(not sealed and signed is not None)
        self._signed.setText(
            _("It is sealed under your signature, “{name}”.").format(
                name=signed.signature if signed else ""
            )
        )
        missing = len(found[Severity.ERROR]) + len(found[Severity.WARNING])
        self._summary.setVisible(not sealed)
        self._summary.setText(
            _("You can hand in now all the same; what you change later is a further revision.")
            if missing
            else _("Nothing is missing.")
        )

    def _show_side(self) -> None:
        self._contents.set_rows(contents(self.visit))
        self._contents.fit()
        rows = history(self.visit)
        self._history.set_rows(rows)
        self._history.fit()
        self._history.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _follow(self, part: ProblemsPart, number: str) -> None:
        target = part.target(number)
        if target is not None:
            self.go.emit(target)

    @Slot(str)
    def _on_opened(self, number: str) -> None:
        for part in self.parts.values():
            if part.list is self.sender():
                self._follow(part, number)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        for part in self.parts.values():
            if part.list is self.sender():
                self._follow(part, str(index.data(Role.ID)))


def _scrolling(inner: QWidget, parent: QWidget) -> QScrollArea:
    scroll = QScrollArea(parent)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll
