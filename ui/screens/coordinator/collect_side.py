"""The collecting page's side panel: one person's conflicts or one file, gaps, where to drop."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.rules.independence import Awaited
from ui import fonts, messages
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.gaps import Conflict, Gap, together
from ui.models.readiness import Overview, clock, name_of
from ui.models.received import File
from ui.screens.coordinator.board import clear_layout
from ui.screens.coordinator.value_pair import ValuePair
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.editors import LineEditor
from ui.widgets.independence import may_be_entered
from ui.widgets.lists import RowList
from ui.widgets.notices import DropArea, Field
from ui.widgets.page import SidePanel

GAP_ROW = 34


class GapDelegate(ProblemDelegate):
    """Problems one line high, flush with the panel's edges."""

    height = GAP_ROW

    def __init__(self) -> None:
        super().__init__(edge=0)


class CollectSide(SidePanel):
    """Shows a person or a file, then what is missing.

    Signals:
        picked: (Conflict, value)
        followed: (id) of a gap.
        removed: (hash, reason) of a sheet to take out.
        taken: (hash, reason) of a sheet of a withdrawn key to take all the same.
        looked: (hash, name) of a second person who held a workbook against its author's word.
        paper_asked: (panelist) a sheet on paper is to be entered.
    """

    picked = Signal(object, str)
    followed = Signal(str)
    removed = Signal(str, str)
    taken = Signal(str, str)
    looked = Signal(str, str)
    paper_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Details"))
        self._file: File | None = None
        self._person = ""
        self._asks = False
        self._build_top()
        self._build_foot()

    def _build_top(self) -> None:
        top = QWidget(self)
        column_top = QVBoxLayout(top)
        column_top.setContentsMargins(0, 0, 0, 0)
        column_top.setSpacing(8)
        self.text = paragraph("", top, role="muted")
        self._conflicts = QWidget(top)
        self._pairs = QVBoxLayout(self._conflicts)
        self._pairs.setContentsMargins(0, 4, 0, 8)
        self._pairs.setSpacing(2)
        self._together = Line("", top, tone=Tone.MUTED)
        self._build_reason(top)
        self._build_look(top)
        self.paper = Button(_("Enter a paper sheet"), top, kind=Kind.LINK, icon=Icon.EDIT)
        self.paper.clicked.connect(self._on_paper)
        for widget in (
            self.text,
            self._conflicts,
            self._together,
            self.paper,
            self._look,
            self._ask,
        ):
            column_top.addWidget(widget)
        self.add(top)

    def _build_foot(self) -> None:
        self._gaps = self.section(_("Still missing"))
        self.gaps = RowList(GapDelegate(), self, name=_("Still missing"))
        self.gaps.setProperty("ground", "bg")
        self.gaps.clicked.connect(self._on_gap_clicked)
        self.gaps.opened.connect(self.followed)
        self._gaps.add(self.gaps)
        self.drop = DropArea(_("Drop sheets or a whole folder here"), self)
        self.add(self.drop)
        self.watch_button = Button("", self, kind=Kind.LINK, icon=Icon.REFRESH)
        self.add(self.watch_button)
        self.show_watch("", there=True)
        self.take_measures()

    def take_measures(self) -> None:
        self.drop.setMaximumHeight(px(112))
        self.gaps.setFixedHeight(px(GAP_ROW) * self.gaps.rows.rowCount())

    def _build_reason(self, parent: QWidget) -> None:
        self._ask = QWidget(parent)
        column = QVBoxLayout(self._ask)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self.reason = LineEditor(self._ask, name=_("Why"))
        self.reason.submitted.connect(self._on_confirmed)
        self._field = Field(_("Why"), self.reason, self._ask, required=True)
        self.confirm = Button("", self._ask)
        self.confirm.clicked.connect(self._on_confirmed)
        column.addWidget(self._field)
        column.addWidget(self.confirm)

    def _build_look(self, parent: QWidget) -> None:
        self._look = QWidget(parent)
        column = QVBoxLayout(self._look)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self.looker = LineEditor(self._look, name=_("Who held it against its author's word"))
        self.looker.submitted.connect(self._on_looked)
        self._looker = Field(_("Who held it against its author's word"), self.looker, self._look)
        self.look_button = Button(_("Confirm"), self._look, icon=Icon.DONE)
        self.look_button.clicked.connect(self._on_looked)
        column.addWidget(self._looker)
        column.addWidget(self.look_button)

    def show_person(
        self, view: Overview, person: str, cells: Sequence[Conflict], awaited: Awaited | None
    ) -> None:
        """The values are kept back while somebody is waited for (independence)."""
        self._file, self._person = None, person
        self._ask.hide()
        self._look.hide()
        self.paper.setVisible(
            may_be_entered(awaited, person) and bool(view.visit.paper.cells(person))
        )
        sheets = view.heads.get(person, ())
        name = name_of(view.visit, person) if person else ""
        at = clock(max(s.content.handed_in_at for s in sheets)) if sheets else ""
        when = _("in at {time}").format(time=at) if at else ""
        if not cells:
            count = _("{count}/{panel} handed in")
            inside = count.format(count=len(view.heads), panel=len(view.panel))
            self.set_head(name or inside, "", when)
            self._show_text(_plain_words(view, person))
            self._show_pairs(())
            self._together.hide()
            return
        words = ngettext("Two laptops, {count} differs", "Two laptops, {count} differ", len(cells))
        self.set_head(words.format(count=len(cells)), name, when)
        self._show_text(_closed_words() if awaited else _conflict_words())
        self._show_pairs(() if awaited else cells)
        self._together.set_text(together(view.visit, person))
        self._together.show()

    def show_file(self, file: File) -> None:
        same = self._file is not None and self._file.row.id == file.row.id
        self._file = file
        self._show_pairs(())
        self._together.hide()
        self.set_head(file.row.name, file.row.verdict, file.row.time)
        self._show_text(_file_words(file))
        if not same:
            self.reason.set_text("")
            self._field.set_problem("")
            self._asks = False
        if not same:
            self.looker.set_text("")
            self._looker.set_problem("")
        self._person = file.panelist if file.paper else ""
        self._look.setVisible(file.unconfirmed)
        self.paper.setVisible(file.paper)
        self._show_reason(file)

    def ask_reason(self, file: File) -> None:
        """Begins taking a sheet out: the reason is typed here."""
        self.show_file(file)
        self._asks = True
        self._show_reason(file)
        self.reason.setFocus()

    def show_watch(self, folder: str, *, there: bool) -> None:
        """What the button under the drop area does, and what is being watched."""
        if not folder:
            self.watch_button.set_text(_("Watch a stick or a folder…"))
        elif there:
            self.watch_button.set_text(_("Watching {folder}: stop").format(folder=folder))
        else:
            self.watch_button.set_text(_("Waiting for {folder}: stop").format(folder=folder))

    def set_gaps(self, gaps: Sequence[Gap], *, any_sheet: bool) -> None:
        title = _("Still missing") if gaps or not any_sheet else _("Nothing is missing")
        self._gaps.set_title(title, str(len(gaps)) if gaps else "")
        self.gaps.set_rows([gap.row for gap in gaps])
        self.take_measures()
        self.gaps.setVisible(bool(gaps))

    def flush(self) -> None:
        self.reason.flush()
        self.looker.flush()

    def _show_text(self, text: str) -> None:
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def _show_pairs(self, cells: Sequence[Conflict]) -> None:
        shown = self._conflicts.findChildren(ValuePair)
        if [pair.conflict for pair in shown] == list(cells):
            self._conflicts.setVisible(bool(cells))
            return
        focused = next((n for n, pair in enumerate(shown) if pair.hasFocus()), -1)
        clear_layout(self._pairs)
        if cells and max(len(c.choices) for c in cells) == 2:
            self._pairs.addLayout(_laptop_heads(self._conflicts))
        for number, conflict in enumerate(cells):
            pair = ValuePair(conflict, self._conflicts)
            pair.picked.connect(self.picked)
            self._pairs.addWidget(pair)
            if number == focused:
                pair.setFocus()
        self._conflicts.setVisible(bool(cells))

    def _show_reason(self, file: File) -> None:
        if file.counts:
            self.confirm.set_text(_("Take out"))
            self.confirm.set_icon(Icon.REMOVE)
        else:
            self.confirm.set_text(_("Take it with this reason"))
            self.confirm.set_icon(Icon.IMPORT)
        may_take = file.withdrawn and bool(file.hash)
        self._ask.setVisible(file.counts or may_take)

    @Slot()
    def _on_looked(self) -> None:
        name = self.looker.text().strip()
        self._looker.set_problem("" if name else _("Say who looked."))
        if name and self._file is not None:
            self.looked.emit(self._file.hash, name)

    @Slot()
    def _on_paper(self) -> None:
        self.paper_asked.emit(self._person)

    @Slot()
    def _on_confirmed(self) -> None:
        file, reason = self._file, self.reason.text().strip()
        if file is None:
            return
        if not reason:
            self._field.set_problem(_("Say why; it stays on record."))
            self.reason.setFocus()
            return
        self._field.set_problem("")
        (self.removed if file.counts else self.taken).emit(file.hash, reason)

    @Slot(object)
    def _on_gap_clicked(self, _index: object) -> None:
        self.followed.emit(self.gaps.current_id)


def _laptop_heads(parent: QWidget) -> QHBoxLayout:
    """Which laptop stands on which side."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for text in (_("first laptop"), _("second laptop")):
        row.addWidget(Line(text, parent, size=fonts.SMALL, tone=Tone.MUTED), 1)
    return row


def _conflict_words() -> str:
    return _(
        "What both laptops recorded is kept. Of the scores, one value can count: choose it. "
        "The other stays on record."
    )


def _closed_words() -> str:
    return _(
        "Whoever scores and coordinates on this laptop has not handed in yet. The values show "
        "once that sheet is in."
    )


def _plain_words(view: Overview, person: str) -> str:
    if not person:
        return ""
    if person not in view.heads:
        return _("No sheet yet.")
    sheets = view.heads[person]
    reasons = [s.content.reason for s in sheets if s.content.reason]
    lines = [_("Reopened: {reason}").format(reason=reason) for reason in reasons]
    count = len(sheets)
    lines.append(
        ngettext(
            "{count} laptop, all values agree.", "{count} laptops, all values agree.", count
        ).format(count=count)
    )
    return "\n".join(lines)


def _file_words(file: File) -> str:
    if file.refusal is not None:
        return messages.render(file.refusal)
    lines = [file.row.consequence]
    if file.row.code:
        lines.append(_("Check code {code}").format(code=file.row.code))
    if file.unconfirmed:
        lines.append(
            _("Nobody sealed it: it counts, and stays open until a second person has looked.")
        )
    if file.paper:
        lines.append(_("Entered here from paper. It opens with Return."))
    if file.counts:
        lines.append(
            _("Taken out, it no longer counts. It stays on file and can be collected again.")
        )
    return "\n".join(line for line in lines if line)
