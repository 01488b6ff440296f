"""Choosing another instrument: what there is at the left, what is in it at the right."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.instrument_shelf import InstrumentShelf, Kept
from app.i18n import _, ngettext
from app.model.instrument import Instrument
from ui import fonts
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.instrument_choices import Choice, choices, examples, summary
from ui.room import edge
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, Rule, UprightRule, paragraph
from ui.widgets.lists import RowList
from ui.widgets.notices import Refusal


class Chooser(QWidget):
    """Stands in place of the editor until something is chosen.

    Signals:
        taken: (Instrument) to be used in this visit.
        refused: (UserError) the library could not be changed.
        file_asked: an instrument shall be read from a file.
        closed: back to the editor.
    """

    taken = Signal(object)
    refused = Signal(object)
    file_asked = Signal()
    closed = Signal()

    def __init__(self, shelf: InstrumentShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._now: Instrument | None = None
        self._removed: Kept | None = None
        self._choices: tuple[Choice, ...] = ()
        self.notice = Refusal(self)
        self.notice.asked.connect(self._on_put_back)
        self._head = Line(_("Which instrument is this visit scored with?"), self, bold=True)
        self.list = RowList(ProblemDelegate(), self, name=_("Instruments"))
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._damaged = Line("", self, size=fonts.SMALL, tone=Tone.CONCERN)
        self.take = Button(_("Use this one"), self, icon=Icon.TICK)
        self.remove = Button(_("Delete from the library"), self, kind=Kind.QUIET, icon=Icon.DELETE)
        self.from_file = Button(_("Read a file…"), self, icon=Icon.IMPORT)
        self.close_button = Button(_("Back to the editor"), self)
        self._title = Line("", self, size=fonts.LARGE, bold=True)
        self._source = paragraph("", self, role="muted")
        self._note = paragraph("", self)
        self._examples = Line("", self, tone=Tone.VERIFY)
        self._summary = paragraph("", self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(4)
        self._top = QHBoxLayout()
        self._top.addWidget(self._head)
        left.addLayout(self._top)
        left.addWidget(self.notice)
        left.addWidget(Rule(self))
        left.addWidget(self.list, 1)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(6)
        self._foot.addWidget(self._damaged)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.from_file)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._foot.addLayout(row)
        left.addLayout(self._foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 5)
        whole.addWidget(UprightRule(self))
        whole.addWidget(self._preview(), 4)

    def _preview(self) -> QWidget:
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(8)
        for widget in (self._title, self._examples, self._source, self._note, self._summary):
            self._column.addWidget(widget)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.take)
        acts.addWidget(self.remove)
        acts.addStretch(1)
        self._column.insertLayout(1, acts)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _connect(self) -> None:
        self.take.clicked.connect(self._on_take)
        self.remove.clicked.connect(self._on_remove)
        self.from_file.clicked.connect(self.file_asked)
        self.close_button.clicked.connect(self.closed)

    def show_choices(self, now: Instrument) -> None:
        """Lists what there is; the one in use is chosen at first."""
        self._now = now
        contents = self._shelf.contents()
        self._choices = choices(contents, now)
        rows = [one.row for one in self._choices]
        current = next((one.row.id for one in self._choices if one.instrument == now), rows[0].id)
        known = self.list.current_id
        self.list.set_rows(rows, known if known in [row.id for row in rows] else current)
        words = ngettext(
            "{count} version that was kept cannot be read any more.",
            "{count} versions that were kept cannot be read any more.",
            contents.damaged,
        )
        self._damaged.set_text(words.format(count=contents.damaged))
        self._damaged.setVisible(bool(contents.damaged))
        self._show_chosen()

    def set_edge(self) -> None:
        """Takes the page's margins as the window's width has them."""
        side = edge(self)
        self._top.setContentsMargins(side, 12, 12, 4)
        self._foot.setContentsMargins(side, 8, 12, 12)
        self._column.setContentsMargins(px(20), 12, side, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _chosen(self) -> Choice | None:
        wanted = self.list.current_id
        return next((one for one in self._choices if one.row.id == wanted), None)

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        one = chosen.instrument
        self._title.set_text(one.title)
        for text, widget in ((one.source, self._source), (one.note, self._note)):
            widget.setText(text)
            widget.setVisible(bool(text))
        told = examples(one)
        self._examples.set_text(told)
        self._examples.setVisible(bool(told))
        self._summary.setText(summary(one))
        in_use = bool(chosen.row.action)
        self.take.setEnabled(not in_use)
        self.take.set_text(_("In use") if in_use else _("Use this one"))
        self.remove.setVisible(chosen.kept is not None)

    @Slot(str)
    def _on_chosen(self, _wanted: str) -> None:
        self._show_chosen()

    @Slot(str)
    def _on_opened(self, _wanted: str) -> None:
        self._on_take()

    @Slot()
    def _on_take(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self.take.isEnabled():
            self.taken.emit(chosen.instrument)

    @Slot()
    def _on_remove(self) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.kept is None or self._now is None:
            return
        kept = chosen.kept
        try:
            self._shelf.remove(kept)
        except UserError as error:
            self.refused.emit(error)
            return
        self._removed = kept
        self.show_choices(self._now)
        said = _("“{title}”, version {number}, is deleted from the library.")
        self.notice.show_text(
            said.format(title=kept.instrument.title, number=kept.instrument.version),
            _("Visits that use it keep it."),
            _("Put it back"),
            tone=Tone.ACCENT,
        )

    @Slot()
    def _on_put_back(self) -> None:
        kept, self._removed = self._removed, None
        self.notice.hide()
        if kept is None or self._now is None:
            return
        try:
            self._shelf.put_back(kept)
        except UserError as error:
            self.refused.emit(error)
        self.show_choices(self._now)
        self.list.set_current(kept.name)
        self._show_chosen()
