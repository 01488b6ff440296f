"""Beside the preview: the free texts, one at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from ui import fonts, icons
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.room import edge
from ui.screens.coordinator.report_change import ChangePane
from ui.screens.coordinator.report_editor import PassageEditor
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Tag

if TYPE_CHECKING:
    from app.reports.passages import Passage
    from app.rules.difference import Part


PAUSE = 150
"""Milliseconds after the last key until a text is stored: the preview is to follow soon."""


class Legend(QWidget):
    """What the tint in the text means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _("Follows the data; not to be typed")
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.width(self._text, fonts.SMALL)) + px(22), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, middle = tokens(), self.height() / 2
        box = QRectF(0, middle - px(6), px(14), px(12))
        shapes.rounded(painter, box, look.mid(Tone.ACCENT), 3)
        painter.setPen(look.muted)
        room = QRectF(px(20), 0, self.width() - px(20), self.height())
        fonts.draw_in(painter, room, self._text, fonts.SMALL)


class PassagePane(QWidget):
    """One free text of the report; the arrows and the menu go through all of them.

    Signals:
        written: (key, text)
        reset_asked: (key) back to what the data propose now.
        kept: (key) the edited text stays, though the data propose something else.
        shown: (key) another text is shown.
    """

    written = Signal(str, str)
    reset_asked = Signal(str)
    kept = Signal(str)
    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: dict[str, Passage] = {}
        self._figures: dict[str, str] = {}
        self._printed: dict[str, str] = {}
        self._differences: dict[str, tuple[Part, ...]] = {}
        self._key, self._typing = "", False
        self.back = self._arrow(Icon.BACK, _("The text before"))
        self.forth = self._arrow(Icon.RIGHT, _("The text after"))
        self.title = Button("", self, kind=Kind.QUIET, icon=Icon.UNFOLD)
        self.title.set_look(trailing=True)
        self.title.setAccessibleName(_("Text of the report"))
        self.tag = Tag("", self)
        self.reset = Button(_("Back to the proposal"), self, kind=Kind.LINK)
        self.editor = PassageEditor(self, name=_("Text of the report"))
        self.editor.set_pause(PAUSE)
        self.change = ChangePane(self)
        self.change.hide()
        self._lay_out()
        self._connect()

    def _arrow(self, icon: Icon, name: str) -> Button:
        button = Button("", self, kind=Kind.QUIET, icon=icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.back)
        head.addWidget(self.forth)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.tag)
        head.addSpacing(10)
        head.addWidget(self.reset)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self.editor, 1)
        self._column.addWidget(self.change)
        self._column.addWidget(Legend(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._column.setContentsMargins(side, 8, side, 10)

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.forth.clicked.connect(self._on_forth)
        self.title.clicked.connect(self._on_menu)
        self.reset.clicked.connect(self.take)
        self.change.taken.connect(self.take)
        self.change.kept.connect(self.keep)
        self.editor.edited.connect(self._on_edited)
        self.editor.committed.connect(self._on_committed)

    @property
    def key(self) -> str:
        """Which text is shown."""
        return self._key

    @property
    def passage(self) -> "Passage | None":
        """The text that is shown."""
        return self._passages.get(self._key)

    def show_passages(
        self,
        passages: Sequence["Passage"],
        figures: Mapping[str, str],
        missing: str = "",
        differences: Mapping[str, tuple["Part", ...]] | None = None,
        *,
        behind: bool = False,
    ) -> None:
        """Keeps the text that is shown; what is being typed is left alone.

        `missing` is printed for a figure that is not known. `behind`: a text was stored since
        these were read, so that the field knows better.
        """
        self._differences = dict(differences or {})
        self._passages = {passage.key: passage for passage in passages}
        self._figures = dict(figures)
        self._printed = {name: text or missing for name, text in figures.items()}
        if self._key not in self._passages:
            self._key, self._typing = next(iter(self._passages), ""), False
            self.shown.emit(self._key)
        self._show(keep=behind)

    def select(self, key: str) -> None:
        """Goes to a text; a key that the form does not have changes nothing."""
        if key in self._passages and key != self._key:
            self.flush()
            self._key = key
            self._show()
            self.shown.emit(key)

    def point(self, key: str, line: int, start: int = 0, end: int = -1) -> None:
        """Goes to a text and selects a line of it, or what is printed there from `start` to `end`."""
        self.select(key)
        if key == self._key and line >= 0:
            self.editor.select_printed(line, start, end, self._printed)

    def flush(self) -> None:
        self.editor.flush()

    @Slot()
    def take(self) -> None:
        """Back to what the data propose now; undo brings the edited text back."""
        self.flush()
        if self._key:
            self.reset_asked.emit(self._key)

    @Slot()
    def keep(self) -> None:
        """The edited text stays; what the data propose now counts as seen."""
        self.flush()
        passage = self.passage
        if passage is not None and passage.outdated:
            self.kept.emit(self._key)

    def step(self, by: int) -> None:
        keys = list(self._passages)
        if self._key in keys:
            self.select(keys[(keys.index(self._key) + by) % len(keys)])

    def _show(self, *, keep: bool = False) -> None:
        passage = self._passages.get(self._key)
        if passage is None:
            return
        self.title.set_text(passage.label)
        if not self._typing and not keep:
            self.editor.show_passage(passage.text, self._figures)
        self.reset.setVisible(passage.edited and not passage.outdated)
        self.change.setVisible(passage.outdated)
        if passage.outdated:
            self.change.show_difference(self._differences.get(self._key, ()))
        self.tag.setVisible(passage.edited)
        if passage.outdated:
            self.tag.set_tag(_("The data have changed since"), Tone.CONCERN, Icon.WARNING)
        else:
            self.tag.set_tag(_("You edited it"), Tone.TEXT, Icon.EDIT)

    @Slot()
    def _on_back(self) -> None:
        self.step(-1)

    @Slot()
    def _on_forth(self) -> None:
        self.step(1)

    @Slot()
    def _on_edited(self) -> None:
        self._typing = True

    @Slot(str)
    def _on_committed(self, text: str) -> None:
        """Keeps the text here too: whoever comes back before it is rendered must find it."""
        self._typing = False
        passage = self._passages.get(self._key)
        if passage is not None:
            self._passages[self._key] = replace(passage, text=text)
        self.written.emit(self._key, text)

    @Slot()
    def _on_menu(self) -> None:
        menu = QMenu(self)
        for passage in self._passages.values():
            action = menu.addAction(passage.label)
            action.setData(passage.key)
            if passage.edited:
                action.setIcon(icons.get(Icon.WARNING if passage.outdated else Icon.EDIT))
        menu.triggered.connect(self._on_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.title.mapToGlobal(QPoint(0, self.title.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.select(str(action.data()))
