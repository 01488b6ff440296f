"""Beside the preview: the free texts one at a time, and what is still wrong."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from ui import fonts, icons
from ui.charts import shapes
from ui.delegates.rows import ProblemDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.problems import Linked, counts
from ui.models.roles import Role
from ui.room import edge
from ui.screens.coordinator.report_editor import PassageEditor
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Tag
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState

if TYPE_CHECKING:
    from app.reports.passages import Passage


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
        reset_asked: (key) back to what the data propose.
    """

    written = Signal(str, str)
    reset_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: dict[str, Passage] = {}
        self._figures: dict[str, str] = {}
        self._key, self._typing = "", False
        self.back = self._arrow(Icon.BACK, _("The text before"))
        self.forth = self._arrow(Icon.RIGHT, _("The text after"))
        self.title = Button("", self, kind=Kind.QUIET, icon=Icon.UNFOLD)
        self.title.set_look(trailing=True)
        self.title.setAccessibleName(_("Text of the report"))
        self.tag = Tag("", self)
        self.reset = Button(_("Back to the proposal"), self, kind=Kind.LINK)
        self.editor = PassageEditor(self, name=_("Text of the report"))
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
        self._column.addWidget(Legend(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._column.setContentsMargins(side, 8, side, 10)

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.forth.clicked.connect(self._on_forth)
        self.title.clicked.connect(self._on_menu)
        self.reset.clicked.connect(self._on_reset)
        self.editor.edited.connect(self._on_edited)
        self.editor.committed.connect(self._on_committed)

    @property
    def key(self) -> str:
        """Which text is shown."""
        return self._key

    def show_passages(self, passages: Sequence["Passage"], figures: Mapping[str, str]) -> None:
        """Keeps the text that is shown; what is being typed is left alone."""
        self._passages = {passage.key: passage for passage in passages}
        self._figures = dict(figures)
        if self._key not in self._passages:
            self._key, self._typing = next(iter(self._passages), ""), False
        self._show()

    def select(self, key: str) -> None:
        """Goes to a text; a key that the form does not have changes nothing."""
        if key in self._passages and key != self._key:
            self.flush()
            self._key = key
            self._show()

    def flush(self) -> None:
        self.editor.flush()

    def step(self, by: int) -> None:
        keys = list(self._passages)
        if self._key in keys:
            self.select(keys[(keys.index(self._key) + by) % len(keys)])

    def _show(self) -> None:
        passage = self._passages.get(self._key)
        if passage is None:
            return
        self.title.set_text(passage.label)
        if not self._typing:
            self.editor.show_passage(passage.text, self._figures)
        self.reset.setVisible(passage.edited)
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
        self._typing = False
        self.written.emit(self._key, text)

    @Slot()
    def _on_reset(self) -> None:
        self.flush()
        self.reset_asked.emit(self._key)

    @Slot()
    def _on_menu(self) -> None:
        menu = QMenu(self)
        for passage in self._passages.values():
            action = menu.addAction(passage.label)
            action.setData(passage.key)
            if passage.edited:
                action.setIcon(icons.get(Icon.EDIT))
        menu.triggered.connect(self._on_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.title.mapToGlobal(QPoint(0, self.title.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.select(str(action.data()))


class ProblemHead(QWidget):
    """How many there are of each weight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._must, self._should = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, must: int, should: int) -> None:
        self._must, self._should = must, should
        self.setAccessibleName(f"{_('Problems')} {must + should}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(46))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, middle = tokens(), self.height() / 2
        for y in (0, self.height() - 1):
            shapes.hairline(painter, 0, self.width(), y, look.line)
        painter.setPen(look.text)
        x = fonts.draw(painter, QPointF(edge(self), middle), _("Problems"), bold=True)
        painter.setPen(look.muted)
        fonts.draw(painter, QPointF(x + px(8), middle), str(self._must + self._should))
        right: float = self.width() - edge(self)
        should, must = f"{_('Should')} {self._should}", f"{_('Must')} {self._must}"
        right = self._paint(painter, right, should, Tone.CONCERN)
        self._paint(painter, right, must, Tone.CRITICAL)

    def _paint(self, painter: QPainter, right: float, text: str, tone: Tone) -> float:
        """One weight, ending at `right`; returns where the next one ends."""
        look, middle = tokens(), self.height() / 2
        icon = Icon.ERROR if tone is Tone.CRITICAL else Icon.WARNING
        painter.setPen(look.text)
        start = fonts.draw_right(painter, QPointF(right, middle), text, fonts.SMALL)
        at = QPointF(start - px(12), middle)
        shapes.icon(painter, at, icon, 14, look.tone(tone))
        return start - px(38)


class ProblemPane(QWidget):
    """Everything that is wrong, worst first, each with one thing to do.

    Signals:
        followed: (Linked)
    """

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._linked: dict[str, Linked] = {}
        self.head = ProblemHead(self)
        self.rows = RowList(ProblemDelegate(), self, name=_("Problems"))
        self.none = EmptyState(_("Nothing is wrong with the report."), icon=Icon.DONE, parent=self)
        self.rows.clicked.connect(self._on_clicked)
        self.rows.opened.connect(self._on_opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.rows, 1)
        column.addWidget(self.none, 1)

    def show_rows(self, linked: Sequence[Linked]) -> None:
        ordered = sorted(linked, key=_weight)
        self._linked = {one.row.id: one for one in ordered}
        self.head.set_counts(*counts(ordered))
        self.rows.set_rows([one.row for one in ordered])
        self.rows.setVisible(bool(ordered))
        self.none.setVisible(not ordered)

    def next(self) -> None:
        """Chooses the next one, round the end, and follows it."""
        ids = list(self._linked)
        if ids:
            here = self.rows.current_id
            at = ids.index(here) + 1 if here in ids else 0
            wanted = ids[at % len(ids)]
            self.rows.set_current(wanted)
            self.followed.emit(self._linked[wanted])

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_opened(str(index.data(Role.ID)))

    @Slot(str)
    def _on_opened(self, wanted: str) -> None:
        if wanted in self._linked:
            self.followed.emit(self._linked[wanted])


def _weight(linked: Linked) -> bool:
    return linked.row.tone is not Tone.CRITICAL
