"""A list of findings with the chosen one open in place, and the head above it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHBoxLayout,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import Index, RowState
from ui.delegates.rows import FindingDelegate, ground
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings import FindingView
from ui.models.roles import STANCE_ICONS, FindingRow, Role
from ui.screens.coordinator.findings_cards import Card, EditCard, JoinCard
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind
from ui.widgets.lists import RowList

EDGE, LEAD = 24, 28


class OpenDelegate(FindingDelegate):
    """Leaves room for a card in the open row: instead of the text, or under it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent, edge=EDGE)
        self.open_id = ""
        self.card: Card | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        bare = super().sizeHint(option, index)
        if self.card is None or index.data(Role.ID) != self.open_id:
            return bare
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractScrollArea) else 320
        high = self.card.height_for(width - px(LEAD) - 2 * px(EDGE))
        above = bare.height() if isinstance(self.card, JoinCard) else 0
        return QSize(0, above + high)

    def draw(self, painter: QPainter, rect: QRectF, row: object, option: RowState) -> None:
        assert isinstance(row, FindingRow)
        if self.card is None or row.id != self.open_id:
            super().draw(painter, rect, row, option)
            return
        ground(painter, rect, option)
        if isinstance(self.card, JoinCard):
            upper = QRectF(rect)
            upper.setHeight(rect.height() - self.card.height())
            super().draw(painter, upper, row, option)
        else:
            self._draw_lead(painter, rect, row, rect.top() + px(30))
        shapes.hairline(painter, rect.left(), rect.right(), rect.bottom() - 1, tokens().line)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,  # noqa: ARG002
    ) -> QWidget:
        assert self.card is not None
        self.card.setParent(parent)
        return self.card

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The list fills its cards itself."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The cards say themselves what is to be stored."""

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        rect = option.rect
        left = rect.left() + px(EDGE + LEAD)
        width = rect.width() - px(LEAD) - 2 * px(EDGE)
        assert isinstance(editor, Card)
        high = editor.height_for(width)
        editor.setGeometry(left, rect.bottom() - high, width, high)


class FindingList(RowList):
    """One list of a shelf: several can be chosen, the chosen one opens in place.

    Signals:
        picked: (ids) whatever is chosen now.
        reworded: (id, text)
        restanced: (id, Stance)
        stepped: (id, -1 up, +1 down)
        relocated: (id, shelf id)
        pin_toggled: (id, section)
        split_asked: (id)
        left_out: (id, reason)
        joined: (ids, text)
        kept_apart: (id, id) two that are alike and not the same.
    """

    picked = Signal(object)
    reworded = Signal(str, str)
    restanced = Signal(str, object)
    stepped = Signal(str, int)
    relocated = Signal(str, str)
    pin_toggled = Signal(str, str)
    split_asked = Signal(str)
    left_out = Signal(str, str)
    joined = Signal(object, str)
    kept_apart = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        self._open = OpenDelegate()
        super().__init__(self._open, parent, name=name)
        self._views: dict[str, FindingView] = {}
        self._pins: tuple[tuple[str, str], ...] = ()
        self._shelves: tuple[tuple[str, str], ...] = ()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        self.opened.connect(self.edit_text)

    @property
    def card(self) -> Card | None:
        """What is open, if anything is."""
        return self._open.card

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """In the order of the list."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(str(self.rows.index(row).data(Role.ID)) for row in rows)

    def set_views(
        self,
        views: Sequence[FindingView],
        pins: Sequence[tuple[str, str]],
        shelves: Sequence[tuple[str, str]],
    ) -> None:
        """Shows these findings; what was chosen and is still there stays chosen."""
        kept = self.chosen_ids
        self._views = {view.edit.id: view for view in views}
        self._pins, self._shelves = tuple(pins), tuple(shelves)
        same = [row.id for row in self.rows.rows] == list(self._views)
        if not same:
            self._shut()
        self.set_rows([view.row for view in views])
        self.choose([wanted for wanted in kept if wanted in self._views])

    def choose(self, ids: Sequence[str]) -> None:
        """Chooses these and no others; announces nothing."""
        self._filling = True
        selection = QItemSelection()
        for wanted in ids:
            index = self.rows.index_of(wanted)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect)
        if ids:
            last = self.rows.index_of(ids[-1])
            self.selectionModel().setCurrentIndex(last, flags.NoUpdate)
        self._filling = False
        self._open_card()

    def flush(self) -> None:
        if isinstance(self.card, EditCard):
            self.card.flush()

    def submit(self) -> None:
        """Joins what is chosen, if several are."""
        if isinstance(self.card, JoinCard):
            self.card.submit()

    @Slot()
    def edit_text(self) -> None:
        if self.card is not None:
            self.card.editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit_text()
        elif event.key() == Qt.Key.Key_Delete and isinstance(self.card, EditCard):
            self.card.ask_reason()
        elif event.key() == Qt.Key.Key_Escape and self.chosen_ids:
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def _shut(self) -> None:
        """What is typed is given out first, which may open another card already."""
        card = self._open.card
        if card is None:
            return
        self.flush()
        if self._open.card is not card:
            return
        index = self.rows.index_of(self._open.open_id)
        self._open.card, self._open.open_id = None, ""
        self.closePersistentEditor(index)
        card.hide()
        card.deleteLater()
        self.scheduleDelayedItemsLayout()

    def _fits(self, ids: Sequence[str]) -> bool:
        """Whether what is open belongs to the choice."""
        if not ids:
            return self.card is None
        kind = JoinCard if len(ids) > 1 else EditCard
        return isinstance(self.card, kind) and self._open.open_id == ids[-1]

    def _open_card(self) -> None:
        """Opens what belongs to the choice: nothing, one finding, or several to be joined."""
        if not self._fits(self.chosen_ids):
            self._shut()
        ids = self.chosen_ids
        if not self._fits(ids):
            self._make(ids)
        if ids:
            self._fill_card(ids)

    def _make(self, ids: Sequence[str]) -> None:
        card = self._join_card() if len(ids) > 1 else self._edit_card()
        card.resized.connect(self._on_resized)
        self._open.card, self._open.open_id = card, ids[-1]
        self.openPersistentEditor(self.rows.index_of(ids[-1]))

    def _fill_card(self, ids: Sequence[str]) -> None:
        card = self.card
        if isinstance(card, JoinCard):
            card.show_parts([self._views[one] for one in ids])
        elif isinstance(card, EditCard):
            card.show_view(self._views[ids[0]], self._shelves)

    def _join_card(self) -> Card:
        card = JoinCard(self.viewport())
        card.joined.connect(self._on_joined)
        card.kept.connect(self.clearSelection)
        return card

    def _edit_card(self) -> Card:
        card = EditCard(self._pins, self.viewport())
        card.reworded.connect(self._on_reworded)
        card.restanced.connect(self._on_restanced)
        card.stepped.connect(self._on_stepped)
        card.relocated.connect(self._on_relocated)
        card.pin_toggled.connect(self._on_pin)
        card.split_asked.connect(self._on_split)
        card.left_out.connect(self._on_left_out)
        card.paired.connect(self._on_paired)
        card.kept_apart.connect(self._on_kept_apart)
        return card

    @Slot()
    def _on_selected(self) -> None:
        if not self._filling:
            self._open_card()
            self.picked.emit(self.chosen_ids)

    @Slot()
    def _on_resized(self) -> None:
        index = self.rows.index_of(self._open.open_id)
        if index.isValid():
            self._open.sizeHintChanged.emit(index)
            self.scheduleDelayedItemsLayout()

    @Slot(str)
    def _on_reworded(self, text: str) -> None:
        self.reworded.emit(self._open.open_id, text)

    @Slot(object)
    def _on_restanced(self, stance: object) -> None:
        self.restanced.emit(self._open.open_id, stance)

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        self.stepped.emit(self._open.open_id, step)

    @Slot(str)
    def _on_relocated(self, shelf: str) -> None:
        self.relocated.emit(self._open.open_id, shelf)

    @Slot(str)
    def _on_pin(self, section: str) -> None:
        self.pin_toggled.emit(self._open.open_id, section)

    @Slot()
    def _on_split(self) -> None:
        self.split_asked.emit(self._open.open_id)

    @Slot(str)
    def _on_left_out(self, reason: str) -> None:
        self.left_out.emit(self._open.open_id, reason)

    @Slot(str)
    def _on_paired(self, other: str) -> None:
        own = self._open.open_id
        ids = [row.id for row in self.rows.rows if row.id in (own, other)]
        self.choose(ids)
        self.picked.emit(self.chosen_ids)
        self.scrollTo(self.rows.index_of(ids[-1]), QAbstractItemView.ScrollHint.PositionAtBottom)
        self.edit_text()

    @Slot(str)
    def _on_kept_apart(self, other: str) -> None:
        self.kept_apart.emit(self._open.open_id, other)

    @Slot(str)
    def _on_joined(self, text: str) -> None:
        self.joined.emit(self.chosen_ids, text)


class ListHead(QWidget):
    """What the list under it holds, how many, and a way to add one.

    Signals:
        add_asked
    """

    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._tone, self._count, self._note = "", Tone.PRAISE, 0, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add = Button("", self, kind=Kind.LINK, icon=Icon.ADD)
        self.add.set_look(small=True)
        self.add.clicked.connect(self.add_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.addStretch(1)
        row.addWidget(self.add)

    def set_head(self, title: str, tone: Tone, count: int, note: str = "") -> None:
        self._title, self._tone, self._count, self._note = title, tone, count, note
        self.setAccessibleName(f"{title} {count} {note}".strip())
        self.update()

    def set_add(self, text: str) -> None:
        """An empty text takes the way away."""
        self.add.set_text(text)
        self.add.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        look, middle = tokens(), self.height() / 2
        at = QPointF(px(EDGE + 8), middle)
        shapes.icon(painter, at, STANCE_ICONS[self._tone], 17, look.tone(self._tone))
        painter.setPen(look.tone(self._tone))
        x = fonts.draw(painter, QPointF(px(EDGE + 25), middle), self._title, bold=True)
        painter.setPen(look.muted)
        x = fonts.draw(painter, QPointF(x + px(8), middle), str(self._count))
        free = self.add.x() if self.add.isVisibleTo(self) else self.width() - px(EDGE)
        if self._note and x + fonts.width(self._note, fonts.SMALL) + px(24) < free:
            note = QPointF(x + px(14), middle)
            fonts.draw(painter, note, self._note, fonts.SMALL)
        shapes.hairline(painter, 0, self.width(), self.height() - 1, look.line)


def joined_count(views: Sequence[FindingView]) -> int:
    """How many of them came from several."""
    return sum(1 for view in views if len(view.edit.origins) > 1)
