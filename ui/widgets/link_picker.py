"""In a side panel: everything that may be linked, found by a few characters, linked by Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui import fonts
from ui.delegates.links import LinkDelegate
from ui.icons import Icon
from ui.models.links import Candidates
from ui.models.roles import Role
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, KeyCap, Kind, Line, Rule, paragraph
from ui.widgets.lists import RowList
from ui.widgets.search_field import PAGE, SearchField
from ui.widgets.tab_ring import TabRing

EDGE = 24
LINK_KEY = "Ctrl+L"


class LinkPicker(QWidget):
    """Lies over its panel while it is open, and leaves the page beside it in sight.

    Rows keep their places while it is open; linking one only marks it.

    Signals:
        toggled: (id) is to be linked, or its link to be taken away.
        closed: it has been put away.
    """

    toggled = Signal(str)
    closed = Signal()

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.setAccessibleName(_("Link"))
        self._candidates: Candidates | None = None
        self._linked: tuple[str, ...] = ()
        self._first: tuple[str, ...] = ()
        self._near: tuple[str, ...] = ()
        self._before: QWidget | None = None
        self._title = Line("", self, size=fonts.LARGE, bold=True)
        self._over = Line("", self, size=fonts.SMALL, bold=True, tone=Tone.ACCENT)
        self.close_button = Button("", self, kind=Kind.QUIET, icon=Icon.CLOSE)
        self.close_button.setAccessibleName(_("Close"))
        self.field = SearchField(
            self, name=_("Find what to link"), placeholder=_("Item, place, text or remark")
        )
        self.list = RowList(LinkDelegate(EDGE), self, name=_("What can be linked"))
        self.list.setProperty("ground", "bg")
        self._nothing = paragraph("", self, role="small")
        self._lay_out()
        self._connect()
        TabRing((self.field, self.list, self.close_button), self)
        panel.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._over)
        top.addStretch(1)
        top.addWidget(self.close_button)
        head = QVBoxLayout()
        head.setContentsMargins(EDGE, 12, EDGE - 8, 10)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self._title)
        field = QVBoxLayout()
        field.setContentsMargins(EDGE, 0, EDGE, 10)
        field.addWidget(self.field)
        self._nothing.setContentsMargins(EDGE, 12, EDGE, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(field)
        column.addWidget(Rule(self))
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(Rule(self))
        column.addLayout(self._keys())

    def _keys(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 10, EDGE, 10)
        foot.setSpacing(10)
        for keys, text in (
            (("Enter",), _("link")),
            (("↑", "↓"), ""),
            (("Esc",), _("close")),
        ):
            foot.addWidget(KeyCap(keys, text, self))
        foot.addStretch(1)
        return foot

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.put_away)
        self.field.edited.connect(self._on_edited)
        self.field.stepped.connect(self._on_stepped)
        self.field.submitted.connect(self._on_submitted)
        self.list.opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_clicked)

    def open_for(
        self,
        over: str,
        title: str,
        candidates: Candidates,
        linked: Sequence[str],
        near: Sequence[str],
    ) -> None:
        """Shows all, what is linked first, then what is near; the field waits for a few words."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._over.set_text(over)
        self._title.set_text(title)
        self.field.set_text("")
        self._first, self._near = tuple(linked), tuple(near)
        self.show_linked(candidates, linked)
        self._take(0)
        self._cover()
        self.show()
        self.raise_()
        self.field.setFocus()

    def show_linked(self, candidates: Candidates, linked: Sequence[str]) -> None:
        """What may be linked and what is, as it is now; the rows keep their places."""
        self._candidates, self._linked = candidates, tuple(linked)
        self.look()

    @Slot()
    def look(self) -> None:
        """Lists what holds the words in the field."""
        if self._candidates is None:
            return
        rows = self._candidates.rows(self.field.text(), self._linked, (*self._first, *self._near))
        kept = self.list.current_id
        self.list.set_rows(rows)
        if rows and kept not in [row.id for row in rows]:
            self._take(0)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(
            _("Nothing holds “{words}”.").format(words=self.field.text().strip())
            if len(self._candidates)
            else _("Nothing is recorded yet that could be linked.")
        )

    @Slot()
    def put_away(self) -> None:
        """The keyboard goes back to where it was."""
        if self.isHidden():
            return
        if self._before is not None:
            self._before.setFocus()
        self._before = None
        self.hide()
        self.closed.emit()

    def flush(self) -> None:
        """Keeps what is still being composed."""
        self.field.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        if event.key() == Qt.Key.Key_Space and self.list.hasFocus() and self.list.current_id:
            self.toggled.emit(self.list.current_id)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().bg)
        painter.fillRect(0, 0, 1, self.height(), tokens().line)

    def _cover(self) -> None:
        panel = self.parentWidget()
        if panel is not None:
            self.setGeometry(panel.rect())

    def _take(self, row: int) -> None:
        index = self.list.rows.index(row)
        self.list.set_current(str(index.data(Role.ID) or ""))
        self.list.scrollTo(index)

    @Slot()
    def _on_edited(self) -> None:
        self.look()
        self._take(0)

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        count = self.list.rows.rowCount()
        if not count:
            return
        at = self.list.currentIndex().row() + step
        self._take(at % count if abs(step) < PAGE else max(0, min(count - 1, at)))

    @Slot()
    def _on_submitted(self) -> None:
        if self.list.current_id:
            self.toggled.emit(self.list.current_id)

    @Slot(str)
    def _on_opened(self, capture: str) -> None:
        self.toggled.emit(capture)

    @Slot(object)
    def _on_clicked(self, index: object) -> None:
        del index
        self._on_submitted()
