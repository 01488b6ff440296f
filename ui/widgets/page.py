"""A page's frame: head, tabs, content, and the side panel that becomes a drawer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.i18n import _
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.room import EDGE, NARROW, NARROW_EDGE, edge, give_back, is_narrow
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Line, Rule
from ui.widgets.stack import FoldingRow

__all__ = [
    "EDGE",
    "NARROW",
    "NARROW_EDGE",
    "PageFrame",
    "PageHead",
    "Section",
    "SidePanel",
    "Tab",
    "TabStrip",
    "is_narrow",
]


_LEAST = 0.7
"""How much of a page's purpose is worth reading."""
NEXT, BEFORE = ("Ctrl+Tab", "Ctrl+PgDown"), ("Ctrl+Shift+Tab", "Ctrl+PgUp")


class PageHead(QWidget):
    """Title, one line on what the page is for, and at most one primary button."""

    def __init__(self, title: str, purpose: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = Line(title, self, size=fonts.TITLE, bold=True)
        self._title.set_firm(firm=True)
        self._purpose = Line(purpose, self, tone=Tone.MUTED)
        self._purpose.set_least(_LEAST)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(EDGE, 4, EDGE, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addSpacing(4)
        self._row.addWidget(self._purpose)
        self._row.addStretch(1)

    @property
    def title(self) -> str:
        return self._title.text()

    def set_title(self, title: str, purpose: str) -> None:
        self._title.set_text(title)
        self._purpose.set_text(purpose)

    def add(self, widget: QWidget) -> None:
        """Puts a control at the right, before what stands there already."""
        self._row.insertWidget(4, widget)

    def primary(self, text: str, icon: Icon | None = None, hint: str = "") -> Button:
        """Makes the page's one primary button; it stands last."""
        button = Button(text, self, kind=Kind.PRIMARY, icon=icon, hint=hint)
        self._row.addWidget(button)
        return button

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(52 if is_narrow(self) else 68))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = edge(self)
        self._row.setContentsMargins(side, 4, side, 0)
        self.updateGeometry()


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab with its own figure, and a warning count if something is wrong in it."""

    id: str
    name: str
    figure: str = ""
    warnings: int = 0


class TabStrip(QWidget):
    """Tabs with a figure after each name; a drop-down where they do not fit.

    Signals:
        chosen: (id) by the user's doing.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._tabs: tuple[Tab, ...] = ()
        self._current = ""
        self._notes: tuple[str, ...] = ()
        self._inset: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tabs(self, tabs: Sequence[Tab], current: str = "") -> None:
        """Keeps the current tab where it still exists, if none is named."""
        self._tabs = tuple(tabs)
        ids = [tab.id for tab in tabs]
        self._current = current or (self._current if self._current in ids else "")
        if not self._current and ids:
            self._current = ids[0]
        self._tell()

    def set_note(self, *notes: str) -> None:
        """A few words at the right end: the first of these that there is room for."""
        self._notes = notes
        self.update()

    @property
    def current(self) -> str:
        return self._current

    def set_current(self, tab: str) -> None:
        """Announces nothing."""
        self._current = tab
        self._tell()

    def choose(self, tab: str) -> None:
        """As if the user had clicked it."""
        if tab != self._current:
            before = QApplication.focusWidget()
            self.set_current(tab)
            self.chosen.emit(tab)
            self._keep_keyboard(before)

    def _keep_keyboard(self, before: QWidget | None) -> None:
        """What is hidden with its tab would leave the keyboard to what stands outside the page."""
        page, now = self.parentWidget(), QApplication.focusWidget()
        gone = before is not None and not (isValid(before) and before.isVisible())
        left = page is not None and (now is None or not page.isAncestorOf(now))
        if gone and left and self.isVisible():
            self.setFocus()

    def take_keys(self) -> None:
        """Lets Ctrl+Tab go through these tabs from anywhere in the window: the page's own ones."""
        for keys, slot in ((NEXT, self._on_next), (BEFORE, self._on_before)):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(slot)

    @Slot()
    def _on_next(self) -> None:
        self._step(1)

    @Slot()
    def _on_before(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        """To a neighbour, round the end."""
        ids = [tab.id for tab in self._tabs]
        if self._current in ids:
            self.choose(ids[(ids.index(self._current) + step) % len(ids)])

    @property
    def collapsed(self) -> bool:
        return bool(self._tabs) and self._spans()[-1][2] > self.width() - self._edge()

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look = tokens()
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)
        end = 0.0
        if self.collapsed:
            end = self._paint_drop_down(painter)
        else:
            for tab, left, right in self._spans():
                self._paint_tab(painter, tab, left, right)
                end = right
        self._paint_note(painter, self.width() - self._edge() - end - px(24))

    def _paint_note(self, painter: QPainter, room: float) -> None:
        note = next((n for n in self._notes if fonts.width(n, fonts.SMALL) < room), "")
        painter.setPen(tokens().muted)
        middle = QPointF(self.width() - self._edge(), self.height() / 2)
        fonts.draw_right(painter, middle, note, fonts.SMALL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.collapsed:
            self._open_menu()
            return
        for tab, left, right in self._spans():
            if left - px(14) <= event.position().x() <= right + px(14):
                self.choose(tab.id)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.collapsed and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self._open_menu()
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._tabs:
            super().keyPressEvent(event)
            return
        self._step(step)

    def set_inset(self, inset: int) -> None:
        """Where it stands in something that has a margin of its own, and not in the page."""
        self._inset = inset

    @property
    def left(self) -> int:
        """Where the first tab begins."""
        return round(self._edge())

    def _edge(self) -> float:
        return edge(self) if self._inset is None else self._inset

    def _spans(self) -> list[tuple[Tab, float, float]]:
        x, found = float(self._edge()), []
        for tab in self._tabs:
            right = x + self._width(tab)
            found.append((tab, x, right))
            x = right + px(30)
        return found

    def _width(self, tab: Tab) -> float:
        bold = tab.id == self._current
        width = fonts.width(tab.name, fonts.BODY, bold=bold)
        if tab.figure:
            width += px(8) + fonts.width(tab.figure, fonts.SMALL)
        if tab.warnings:
            width += px(26) + fonts.width(str(tab.warnings), fonts.SMALL, bold=True)
        return width

    def _paint_tab(self, painter: QPainter, tab: Tab, left: float, right: float) -> None:
        look = tokens()
        chosen = tab.id == self._current
        x = self._paint_words(painter, tab, left)
        if tab.warnings:
            centre = self.height() / 2
            shapes.icon(painter, QPointF(x + px(16), centre), Icon.WARNING, 14, look.concern)
            painter.setPen(look.concern)
            at = QPointF(x + px(26), centre)
            fonts.draw(painter, at, str(tab.warnings), fonts.SMALL, bold=True)
        if chosen:
            under = QRectF(left, self.height() - 2, right - left, 2)
            painter.fillRect(under, look.accent)
        if chosen and self.hasFocus():
            focus_ring(painter, QRectF(left - 8, 4, right - left + 16, self.height() - 8))

    def _paint_words(self, painter: QPainter, tab: Tab, left: float) -> float:
        look = tokens()
        chosen = tab.id == self._current
        centre = self.height() / 2
        painter.setPen(look.text if chosen else look.muted)
        x = fonts.draw(painter, QPointF(left, centre), tab.name, fonts.BODY, bold=chosen)
        painter.setPen(look.muted)
        if tab.figure:
            x = fonts.draw(painter, QPointF(x + px(8), centre), tab.figure, fonts.SMALL)
        return x

    def _paint_drop_down(self, painter: QPainter) -> float:
        """The current tab alone; returns the x after it."""
        tab = next((t for t in self._tabs if t.id == self._current), self._tabs[0])
        x = self._paint_words(painter, tab, self._edge())
        at = QPointF(x + px(16), self.height() / 2)
        shapes.icon(painter, at, Icon.UNFOLD, 14, tokens().muted)
        if self.hasFocus():
            focus_ring(painter, QRectF(self._edge() - 8, 4, x - self._edge() + px(36), px(32)))
        return x + px(24)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in self._tabs:
            action = menu.addAction(f"{tab.name}  {tab.figure}".strip())
            action.setData(tab.id)
        menu.triggered.connect(self._on_menu)
        menu.popup(self.mapToGlobal(QPoint(round(self._edge()) - 8, self.height())))

    @Slot(QAction)
    def _on_menu(self, action: QAction) -> None:
        self.choose(str(action.data()))

    def _tell(self) -> None:
        tab = next((t for t in self._tabs if t.id == self._current), None)
        self.setAccessibleDescription(f"{tab.name} {tab.figure}".strip() if tab else "")
        self.update()


class Section(QWidget):
    """A part of the side panel: heading, count, action at the right, and its content."""

    def __init__(self, title: str, parent: QWidget, action: str, icon: Icon | None) -> None:
        super().__init__(parent)
        self._count = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._title = Line(title, self, size=fonts.SMALL, bold=True, tone=Tone.MUTED)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        self.action = Button(action, self, kind=Kind.LINK, icon=icon)
        self.action.set_look(trailing=True, small=True)
        self.action.setVisible(bool(action))
        row.addWidget(self.action)
        self.divider: Rule | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 12)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(self.body)

    def set_title(self, title: str, count: str = "", tone: Tone = Tone.MUTED) -> None:
        self._title.set_text(title)
        self._count.set_text(count)
        self._count.set_tone(tone)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)

    def set_shown(self, *, shown: bool) -> None:
        """Shows or hides it, and the hairline before it."""
        self.setVisible(shown)
        if self.divider is not None:
            self.divider.setVisible(shown)


class SidePanel(QFrame):
    """What stands beside the content: a head that stays, and sections that scroll."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "", width: int = 336) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self.setAccessibleName(name)
        self._width, self._drawer = width, False
        self._head = Line("", self, size=fonts.LARGE, bold=True)
        self._over = Line("", self, size=fonts.SMALL, bold=True, tone=Tone.ACCENT)
        self._figure = Line("", self, size=fonts.SMALL, tone=Tone.MUTED)
        self._figure.set_firm(firm=True)
        self.close_button = Button("", self, kind=Kind.QUIET, icon=Icon.CLOSE)
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.hide()
        self._inner = QWidget()
        self._inner.setProperty("ground", "bg")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(EDGE, 4, EDGE, 16)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._over)
        top.addStretch(1)
        top.addWidget(self._figure)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(top)
        words.addWidget(self._head)
        words.addStretch(1)
        head = self._top = QHBoxLayout()
        head.setContentsMargins(24, 18, 24, 8)
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inner)
        self._scroll.viewport().setProperty("ground", "bg")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.set_head("", "", "")

    @property
    def title(self) -> str:
        return self._head.text() or self.accessibleName()

    def set_head(self, title: str, over: str = "", figure: str = "") -> None:
        """Title 16 bold; `over` stands above it in accent, `figure` above it at the right."""
        for line, text in ((self._head, title), (self._over, over), (self._figure, figure)):
            line.set_text(text)
            line.setVisible(bool(text))

    def section(self, title: str, *, action: str = "", icon: Icon | None = None) -> Section:
        """Appends a section; a hairline divides it from the one before."""
        made = Section(title, self._inner, action, icon)
        if self._column.count() > 1:
            made.divider = Rule(self._inner)
            self._insert(made.divider)
        self._insert(made)
        return made

    def add_tabs(self, tabs: TabStrip) -> None:
        """Between the head and what scrolls, in line with both."""
        tabs.set_inset(EDGE)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, tabs)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Appends a widget without a heading; with a stretch it takes what room is left."""
        self._column.insertWidget(self._column.count() - 1, widget, stretch)
        self._column.insertSpacing(self._column.count() - 1, 12)
        if stretch:
            self._column.setStretch(self._column.count() - 1, 0)

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def set_drawer(self, *, drawer: bool) -> None:
        """As a drawer it can be closed, and lines up with the page's head, which is lower then."""
        self.close_button.setVisible(drawer)
        self._top.setContentsMargins(24, 14 if drawer else 18, 16 if drawer else 24, 8)

    def take_keyboard(self) -> None:
        """Goes to its first control, or to the way out where there is none."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self and self.isAncestorOf(widget):
            if widget is not self.close_button and _can_have_focus(widget):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return
            widget = widget.nextInFocusChain()
        self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        narrow = is_narrow(self)
        return QSize(px(min(self._width, 300) if narrow else self._width), px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().bg)
        painter.fillRect(0, 0, 1, self.height(), tokens().line)


def _can_have_focus(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    )


class PageFrame(QWidget):
    """Head and content with a side panel that becomes a drawer in a narrow window."""

    def __init__(
        self, head: PageHead, side: SidePanel | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.head, self.side = head, side
        self._narrow = False
        self._before: QWidget | None = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self._row = FoldingRow(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(self._column, 1)
        self._toggle = Button("", head, kind=Kind.PLAIN, icon=Icon.CHAPTERS)
        self._toggle.hide()
        if side:
            self._adopt(side)

    def _adopt(self, side: SidePanel) -> None:
        self._row.addWidget(side)
        self._toggle.setAccessibleName(side.accessibleName() or _("Side panel"))
        self._toggle.setToolTip(self._toggle.accessibleName())
        self._toggle.clicked.connect(self.toggle_drawer)
        side.close_button.clicked.connect(self.close_drawer)
        self.head.add(self._toggle)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Appends to the column under the head; tabs put there are the page's own."""
        if isinstance(widget, TabStrip):
            widget.take_keys()
        self._column.addWidget(widget, stretch)

    def add_stretch(self) -> None:
        """Leaves what room there is empty."""
        self._column.addStretch(1)

    @property
    def is_drawer(self) -> bool:
        return self._narrow and self.side is not None

    @Slot()
    def toggle_drawer(self) -> None:
        if self.side and self.side.isVisible():
            self.close_drawer()
        elif self.side:
            self.open_drawer()
            self.side.take_keyboard()

    @Slot()
    def open_drawer(self) -> None:
        if self.side and self.is_drawer:
            if not self.side.isVisible():
                self._before = QApplication.focusWidget()
            self._place()
            self.side.show()
            self.side.raise_()

    @Slot()
    def close_drawer(self) -> None:
        """The keyboard goes back to where it was when the drawer was opened."""
        if self.side and self.is_drawer:
            self.side.hide()
            before, self._before = self._before, None
            if not give_back(before):
                self._toggle.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opened = self.is_drawer and self.side is not None and self.side.isVisible()
        if event.key() == Qt.Key.Key_Escape and opened:
            self.close_drawer()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow(narrow=is_narrow(self))
        if self.is_drawer:
            self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self.is_drawer:
            self._place()
        return super().event(event)

    def _set_narrow(self, *, narrow: bool) -> None:
        if narrow is self._narrow or not self.side:
            return
        self._narrow = narrow
        self._toggle.setVisible(narrow)
        self.side.set_drawer(drawer=narrow)
        if narrow:
            self._row.removeWidget(self.side)
            self.side.hide()
        else:
            self._row.addWidget(self.side)
            self.side.show()

    def _place(self) -> None:
        if self.side:
            width = min(self.side.sizeHint().width(), self.width())
            self.side.setGeometry(self.width() - width, 0, width, self.height())
