"""What opens under a chosen finding: its text to reword, origins, and what can be done with it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.model.capture import Stance
from app.rules.alike import common_spans
from app.rules.joining import joined_text
from ui import fonts
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings import FindingView, Origin
from ui.theme import Tone, tokens
from ui.widgets.basics import Avatar, Button, Kind, Line, paragraph
from ui.widgets.editors import LineEditor, TextEditor

PLACE = "place"


class Card(QWidget):
    """Lies in a row of the list; clicks beside its fields do not choose the row again.

    Signals:
        resized: it needs another height.
    """

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = TextEditor(self)
        self.editor.edited.connect(self._fit)
        self._lines = 0
        self.column = QVBoxLayout(self)

    def height_for(self, width: int) -> int:
        """How high it must be at a width."""
        self._fit_editor(width)
        self.column.activate()
        if self.column.hasHeightForWidth():
            return self.column.totalHeightForWidth(width)
        return self.column.totalSizeHint().height()

    def flush(self) -> None:
        self.editor.flush()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _fit_editor(self, width: int) -> bool:
        room = width - px(24)
        lines = max(2, len(fonts.wrapped(self.editor.text(), max(px(60), room))))
        changed = lines != self._lines
        self._lines = lines
        self.editor.set_lines(lines)
        return changed

    @Slot()
    def _fit(self) -> None:
        if self._fit_editor(self.width()):
            self.resized.emit()


class OriginRow(QWidget):
    """Who recorded it, where and when; the words only where they differ from the finding's."""

    def __init__(self, origin: Origin, parent: QWidget, *, words: bool) -> None:
        super().__init__(parent)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Avatar(origin.who, self))
        head.addWidget(Line(origin.who, self, size=fonts.SMALL, bold=True))
        detail = "  ".join(part for part in (origin.place, origin.time) if part)
        head.addWidget(Line(detail, self, size=fonts.SMALL, tone=Tone.MUTED), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        if words:
            text = paragraph(origin.text, self, role="small")
            text.setContentsMargins(px(32), 0, 0, 2)
            column.addWidget(text)


class EditCard(Card):
    """One finding: reword it, move it, pin it, split it, leave it out.

    Signals:
        reworded: (text)
        restanced: (Stance)
        stepped: (-1 up, +1 down)
        relocated: (shelf id)
        pin_toggled: (section)
        split_asked: give it back as it was recorded.
        left_out: (reason) an empty one takes it in again.
        paired: (id) of one that is much alike, to be seen side by side.
        kept_apart: (id) of one that is alike and not the same.
    """

    reworded = Signal(str)
    restanced = Signal(object)
    stepped = Signal(int)
    relocated = Signal(str)
    pin_toggled = Signal(str)
    split_asked = Signal()
    left_out = Signal(str)
    paired = Signal(str)
    kept_apart = Signal(str)

    def __init__(self, pins: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: FindingView | None = None
        self._shelves: tuple[tuple[str, str], ...] = ()
        self.editor.setAccessibleName(_("Text of the finding"))
        self.editor.committed.connect(self.reworded)
        self._origins = QVBoxLayout()
        self._origins.setSpacing(2)
        self.up = self._button(Icon.UP, _("Move up"))
        self.down = self._button(Icon.DOWN, _("Move down"))
        self.place = self._button(Icon.MOVE, _("Move to another place"))
        self.split = self._button(Icon.SPLIT, _("Give it back as it was recorded"))
        self.out = self._button(Icon.REMOVE, _("Leave it out"))
        self.praise = self._word(_("It is praise"), Icon.PRAISE_OPEN)
        self.concern = self._word(_("It is a concern"), Icon.CONCERN_OPEN)
        self.take_in = self._word(_("Take it in again"), Icon.ADD)
        self.pins = {key: self._pin(key, name) for key, name in pins}
        self.reason = LineEditor(
            self, name=_("Why it is left out"), placeholder=_("Why it is left out; then Return")
        )
        self.reason.hide()
        self._build_near()
        self._lay_out()
        self._connect()

    def _build_near(self) -> None:
        self._near = QWidget(self)
        self._near_text = Line("", self._near, size=fonts.SMALL, tone=Tone.CONCERN)
        self._near_text.set_icon(Icon.SIMILAR)
        self.pair = Button(_("Side by side"), self._near, kind=Kind.LINK)
        self.apart = Button(_("Not the same"), self._near, kind=Kind.LINK)
        for button in (self.pair, self.apart):
            button.set_look(small=True)
        row = QHBoxLayout(self._near)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._near_text, 1)
        row.addWidget(self.pair)
        row.addWidget(self.apart)

    def _button(self, icon: Icon, name: str) -> Button:
        button = Button("", self, kind=Kind.QUIET, icon=icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _word(self, text: str, icon: Icon) -> Button:
        button = Button(text, self, kind=Kind.LINK, icon=icon)
        button.set_look(small=True)
        return button

    def _pin(self, key: str, name: str) -> Button:
        button = self._word(name, Icon.PIN)
        button.setCheckable(True)
        button.setProperty("section", key)
        button.clicked.connect(self._on_pin)
        return button

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(2)
        for button in (self.up, self.down, self.place, self.split, self.out):
            actions.addWidget(button)
        actions.addStretch(1)
        for button in (self.praise, self.concern, self.take_in, *self.pins.values()):
            actions.addWidget(button)
            actions.addSpacing(6)
        column = self.column
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addWidget(self.editor)
        column.addLayout(self._origins)
        column.addWidget(self._near)
        column.addLayout(actions)
        column.addWidget(self.reason)

    def _connect(self) -> None:
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.place.clicked.connect(self._on_place)
        self.split.clicked.connect(self.split_asked)
        self.out.clicked.connect(self.ask_reason)
        self.praise.clicked.connect(self._on_praise)
        self.concern.clicked.connect(self._on_concern)
        self.take_in.clicked.connect(self._on_take_in)
        self.pair.clicked.connect(self._on_pair)
        self.apart.clicked.connect(self._on_apart)
        self.reason.submitted.connect(self._on_reason)
        self.reason.installEventFilter(self)

    def show_view(self, view: FindingView, shelves: Sequence[tuple[str, str]]) -> None:
        """Fills the card; `shelves` are the places that the finding can be moved to."""
        self._view, self._shelves = view, tuple(shelves)
        edit = view.edit
        self.editor.set_text(edit.text)
        self._show_origins(view)
        self._show_near(view)
        out, stance = bool(edit.left_out), edit.stance
        for button in (self.up, self.down, self.place, self.out):
            button.setVisible(not out)
        self.split.setVisible(view.changed and not out)
        self.praise.setVisible(not out and stance is not Stance.PRAISE)
        self.concern.setVisible(not out and stance is not Stance.CONCERN)
        self.take_in.setVisible(out)
        for key, button in self.pins.items():
            button.setVisible(not out and stance is not Stance.VERIFY)
            button.setChecked(key in edit.pins)
            button.set_look(small=True, tone=None if key in edit.pins else Tone.MUTED)
        self.resized.emit()

    def _show_near(self, view: FindingView) -> None:
        self._near.setVisible(bool(view.near))
        count = len(view.near)
        words = ngettext("{count} here is much alike", "{count} here are much alike", count)
        self._near_text.set_text(words.format(count=count) if count else "")

    def _show_origins(self, view: FindingView) -> None:
        while self._origins.count():
            item = self._origins.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        for origin in view.origins:
            words = origin.text != view.edit.text
            self._origins.addWidget(OriginRow(origin, self, words=words))
        notes = [] if view.origins else [_("Written in the evening, not taken from a sheet.")]
        if view.edit.left_out:
            notes.append(_("Left out: {reason}").format(reason=view.edit.left_out))
        for note in notes:
            self._origins.addWidget(paragraph(note, self, role="small"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escaped = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.reason and escaped and event.type() is QEvent.Type.KeyPress:
            self._hide_reason()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def ask_reason(self) -> None:
        self.reason.show()
        self.resized.emit()
        self.reason.setFocus()

    def _hide_reason(self) -> None:
        self.reason.set_text("")
        self.reason.hide()
        self.resized.emit()
        self.out.setFocus()

    @Slot()
    def _on_reason(self) -> None:
        reason = self.reason.text().strip()
        self.reason.set_problem(problem=not reason)
        if reason:
            self.left_out.emit(reason)

    @Slot()
    def _on_take_in(self) -> None:
        self.left_out.emit("")

    @Slot()
    def _on_pair(self) -> None:
        if self._view is not None and self._view.near:
            self.paired.emit(self._view.near[0])

    @Slot()
    def _on_apart(self) -> None:
        if self._view is not None and self._view.near:
            self.kept_apart.emit(self._view.near[0])

    @Slot()
    def _on_up(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_down(self) -> None:
        self.stepped.emit(1)

    @Slot()
    def _on_praise(self) -> None:
        self.restanced.emit(Stance.PRAISE)

    @Slot()
    def _on_concern(self) -> None:
        self.restanced.emit(Stance.CONCERN)

    @Slot()
    def _on_pin(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.pin_toggled.emit(str(button.property("section")))

    @Slot()
    def _on_place(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for shelf, name in self._shelves:
            menu.addAction(name).setData(shelf)
        menu.triggered.connect(self._on_shelf)
        menu.popup(self.place.mapToGlobal(QPoint(0, self.place.height())))

    @Slot(QAction)
    def _on_shelf(self, action: QAction) -> None:
        self.relocated.emit(str(action.data()))


class JoinCard(Card):
    """Several chosen findings: the text that they become, written on from a proposal.

    Signals:
        joined: (text)
        kept: each stays as it is.
    """

    joined = Signal(str)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor.setAccessibleName(_("The joined text"))
        self._ids: tuple[str, ...] = ()
        title = Line(_("Becomes"), self, size=fonts.SMALL, bold=True, tone=Tone.ACCENT)
        self.join = Button(_("Join into one"), self, icon=Icon.JOIN)
        self.keep = Button(_("Keep each"), self)
        self._from = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._from.set_right(right=True)
        self.join.clicked.connect(self.submit)
        self.keep.clicked.connect(self.kept)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.join)
        row.addWidget(self.keep)
        row.addWidget(self._from, 1)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(4)
        column = self.column
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(8)
        column.addLayout(self._parts)
        column.addWidget(title)
        column.addWidget(self.editor)
        column.addLayout(row)

    def show_parts(self, views: Sequence[FindingView]) -> None:
        """Proposes a text; other parts propose anew, the same ones leave what is typed."""
        ids = tuple(view.edit.id for view in views)
        if ids != self._ids:
            self._ids = ids
            self.editor.set_text(joined_text(view.edit.text for view in views))
            self._show_texts([view.edit.text for view in views])
        people = dict.fromkeys(origin.who for view in views for origin in view.origins)
        text = ngettext("from {count} finding: {who}", "from {count} findings: {who}", len(views))
        self._from.set_text(text.format(count=len(views), who="、".join(people)))
        self.resized.emit()

    def _show_texts(self, texts: Sequence[str]) -> None:
        """Two texts stand one under the other, what both say tinted."""
        while (item := self._parts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if len(texts) == 2:
            for text, other in (texts, reversed(texts)):
                self._parts.addWidget(Tinted(text, other, self))

    @Slot()
    def submit(self) -> None:
        self.editor.flush()
        text = self.editor.text().strip()
        self.editor.set_problem(problem=not text)
        if text:
            self.joined.emit(text)


class Tinted(QLabel):
    """A text whose words that another text has too stand on a tint."""

    def __init__(self, text: str, other: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._text, self._other = text, other
        self.setAccessibleName(text)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show()

    def _show(self) -> None:
        colour = tokens().soft(Tone.CONCERN).name()
        parts, at = [], 0
        for start, end in common_spans(self._text, self._other):
            tinted = (
                f'<span style="background-color: {colour}">{escape(self._text[start:end])}</span>'
            )
            parts += [escape(self._text[at:start]), tinted]
            at = end
        parts.append(escape(self._text[at:]))
        self.setText("".join(parts))
