"""The tree of an instrument's nodes, driven by keys and by the buttons over it."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_, _
from app.model.instrument import Instrument
from app.rules.instrument_tree import Kind, Place, child_kind, kind_of
from app.rules.problem import Problem
from ui.charts import shapes
from ui.delegates.instrument_node import NodeDelegate
from ui.fonts import px
from ui.icons import Icon
from ui.models.instrument_acts import ADD, ADD_UNDER, DOWN, IN, OPEN, OUT, REMOVE, UP
from ui.models.instrument_tree import KINDS, InstrumentTreeModel
from ui.models.roles import Role
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Rule
from ui.widgets.basics import Kind as Look
from ui.widgets.editors import LineEditor

_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = {
    (Qt.Key.Key_N, _CONTROL): ADD,
    (Qt.Key.Key_Insert, _NONE): ADD,
    (Qt.Key.Key_N, _CONTROL | _SHIFT): ADD_UNDER,
    (Qt.Key.Key_Insert, _SHIFT): ADD_UNDER,
    (Qt.Key.Key_Delete, _NONE): REMOVE,
    (Qt.Key.Key_Up, _ALT): UP,
    (Qt.Key.Key_Down, _ALT): DOWN,
    (Qt.Key.Key_Right, _ALT): IN,
    (Qt.Key.Key_Left, _ALT): OUT,
    (Qt.Key.Key_Return, _NONE): OPEN,
    (Qt.Key.Key_Enter, _NONE): OPEN,
}
_OPENED = (Kind.PARTIES, Kind.PARTY)


class OutlineView(QTreeView):
    """The nodes. Which are unfolded, and the one chosen, stay as nodes come and go.

    Signals:
        chosen: (Place) by the user's doing or through `choose`.
        asked: (what) one of the acts above, for the chosen node.
        renamed: (Place, text)
    """

    chosen = Signal(object)
    asked = Signal(str)
    renamed = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.nodes = InstrumentTreeModel(self)
        self.nodes.renamed.connect(self.renamed)
        self._filling = False
        self._shut: set[str] = set()
        self._open: set[str] = set()
        delegate = NodeDelegate()
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setModel(self.nodes)
        self.setAccessibleName(_("Parts of the instrument"))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setIndentation(px(18))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_instrument(
        self,
        instrument: Instrument,
        problems: tuple[Problem, ...],
        refused: Mapping[str, int],
        *,
        editable: bool,
    ) -> None:
        """Announces nothing."""
        current = str(self.currentIndex().data(Role.ID) or "")
        self._filling = True
        if self.nodes.show(instrument, problems, refused, editable=editable):
            self._unfold(QModelIndex())
            kept = self.nodes.index_called(current)
            self.setCurrentIndex(kept if kept.isValid() else self.nodes.index(0, 0))
        self._filling = False

    def _unfold(self, above: QModelIndex) -> None:
        for row in range(self.nodes.rowCount(above)):
            index = self.nodes.index(row, 0, above)
            if self.nodes.rowCount(index):
                self.setExpanded(index, self._is_open(index))
                self._unfold(index)

    def _is_open(self, index: QModelIndex) -> bool:
        name = str(index.data(Role.ID))
        place = self.nodes.place_of(index)
        usual = place is not None and kind_of(place) in _OPENED
        return name in self._open or (usual and name not in self._shut)

    @property
    def place(self) -> Place:
        """Where the chosen node stands."""
        return self.nodes.place_of(self.currentIndex()) or ()

    def choose(self, place: Place) -> None:
        """Chooses a node and brings it into view; announces it if it is another."""
        index = self.nodes.index_at(place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def rename(self) -> None:
        """Opens the editor in the chosen row."""
        self.edit(self.currentIndex())

    @property
    def is_typing(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    def flush(self) -> None:
        """Gives out what stands in an open editor."""
        editor = QApplication.focusWidget()
        if self.is_typing and isinstance(editor, LineEditor) and self.isAncestorOf(editor):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = _KEYS.get((Qt.Key(event.key()), held))
        if act is None or self.is_typing:
            super().keyPressEvent(event)
            return
        event.accept()
        self.asked.emit(act)

    def drawRow(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = tokens()
        rect = self.visualRect(index)
        rect.setLeft(0)
        rect.setRight(self.viewport().width())
        if self.selectionModel().isSelected(index):
            painter.fillRect(rect, look.soft(Tone.ACCENT))
        super().drawRow(painter, option, index)

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self.nodes.rowCount(index):
            what = Icon.UNFOLD if self.isExpanded(index) else Icon.RIGHT
            at = QPointF(rect.right() - px(8), rect.center().y())
            shapes.icon(painter, at, what, 13, tokens().muted)

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(80))

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        if not self._filling:
            self._open.add(str(index.data(Role.ID)))
            self._shut.discard(str(index.data(Role.ID)))

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        if not self._filling:
            self._shut.add(str(index.data(Role.ID)))
            self._open.discard(str(index.data(Role.ID)))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        place = self.nodes.place_of(current)
        if not self._filling and place is not None:
            self.chosen.emit(place)


_BUTTONS = (
    (REMOVE, Icon.DELETE, N_("Delete"), "Delete"),
    (UP, Icon.UP, N_("Move up"), "Alt+↑"),
    (DOWN, Icon.DOWN, N_("Move down"), "Alt+↓"),
    (OUT, Icon.PREVIOUS, N_("Turn the item into a block"), "Alt+←"),
    (IN, Icon.NEXT, N_("Turn the block into an item"), "Alt+→"),
)


class Outline(QWidget):
    """The tree under its buttons; those that mean nothing for the chosen node are off.

    Signals:
        asked: (what) for the chosen node.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = OutlineView(self)
        self.view.asked.connect(self.asked)
        self.buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._row = QHBoxLayout()
        for act, key in ((ADD, "Ctrl+N"), (ADD_UNDER, "Ctrl+Shift+N")):
            self._add_button(act, Button("", self, icon=Icon.ADD), key)
        self._row.addStretch(1)
        self._row.setSpacing(2)
        for act, icon, name, key in _BUTTONS:
            button = Button("", self, kind=Look.QUIET, icon=icon)
            button.setAccessibleName(_(name))
            self._add_button(act, button, f"{_(name)}（{key}）")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(Rule(self))
        column.addWidget(self.view, 1)

    def _add_button(self, act: str, button: Button, tip: str) -> None:
        button.setObjectName(act)
        button.setToolTip(tip)
        button.clicked.connect(self._on_button)
        self.buttons[act] = button
        self._row.addWidget(button)

    def set_edge(self, left: int) -> None:
        """The margin at the left, which the rows share."""
        self._row.setContentsMargins(left, 4, px(4), 6)

    def show_acts(self, *, editable: bool) -> None:
        """Says what can be done with the chosen node."""
        place = self.view.place
        kind, under = kind_of(place), child_kind(place)
        listed = kind in KINDS
        self._show_add(ADD, kind if listed else under)
        self._show_add(ADD_UNDER, under if listed else None)
        possible = {REMOVE: listed, UP: listed, DOWN: listed}
        possible |= {IN: kind is Kind.BLOCK, OUT: kind is Kind.ITEM}
        for act, button in self.buttons.items():
            button.setEnabled(possible.get(act, True))
            if not editable:
                button.hide()
            elif act in possible:
                button.show()

    def _show_add(self, act: str, kind: Kind | None) -> None:
        button = self.buttons[act]
        button.setVisible(kind is not None)
        if kind is not None:
            button.set_text(_(KINDS[kind]))
            button.setAccessibleName(_("Add: {kind}").format(kind=_(KINDS[kind])))

    @Slot()
    def _on_button(self) -> None:
        self.asked.emit(self.sender().objectName())
