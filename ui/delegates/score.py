"""Typing a score: what does not fit is refused at the keystroke, with the range beside it."""

import re
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QValidator
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.model.capture import ScoreState
from app.model.text import plain
from ui import fonts
from ui.charts import shapes
from ui.delegates.cells import PAD, GridDelegate
from ui.delegates.painted import Index
from ui.fonts import px
from ui.models.roles import Role, ScoreCell
from ui.theme import tokens
from ui.widgets.editors import LineEditor

ScoreValue = Decimal | ScoreState | None
"""Points, 不适用, or None for 未评: what a score model gives and takes as `EditRole`."""

LONGEST = 24
"""Characters of a text that is refused which are repeated."""
_DIGITS = re.compile(r"\d{0,4}(\.\d{0,4})?")
_NA = {"不适用", "n/a", "na"}
_OPEN = {"", "-", "—", "未评"}


def written(value: ScoreValue) -> str:
    """A score as a spreadsheet shows it."""
    if isinstance(value, ScoreState):
        return "不适用"
    return "" if value is None else plain(value)


def read(text: str, cell: ScoreCell) -> ScoreValue:
    """A score from a spreadsheet's cell.

    Raises:
        UserError: no score, out of range or between the steps.
    """
    bare = narrow(text).strip()
    if bare.lower() in _OPEN:
        return None
    if bare.lower() in _NA and cell.allows_na:
        return ScoreState.NA
    bound = cell.high if cell.high is not None else Decimal(0)
    if bare and _DIGITS.fullmatch(bare) and fits(bare, bound, cell.step):
        return Decimal(bare)
    raise UserError(
        N_("“{text}” does not fit here. Points go from {range} in steps of {step}."),
        text=bare if len(bare) <= LONGEST else f"{bare[:LONGEST]}…",
        range=cell.range,
        step=plain(cell.step),
    )


def narrow(text: str) -> str:
    """Full-width digits and points, as Chinese input methods give them, as plain ones."""
    return normalize("NFKC", text).replace("。", ".")


def fits(text: str, high: Decimal, step: Decimal) -> bool:
    """Whether a whole figure lies in the range and on a step."""
    if not any(character.isdigit() for character in text):
        return False
    value = Decimal(text)
    return value <= high and value % step == 0


@lru_cache(maxsize=1024)
def may_become(text: str, high: Decimal, step: Decimal) -> bool:
    """Whether more digits could turn what is typed into a score."""
    if not _DIGITS.fullmatch(text):
        return False
    whole, point, part = text.partition(".")
    low = Decimal(f"{whole or 0}.{part or 0}")
    if low > high or len(part) > _places(step):
        return False
    if not point:
        return True
    room = Decimal(1).scaleb(-len(part))
    first = low // step * step
    first += step if first < low else 0
    return first <= high and (first == low or first < low + room)


def _in_range(text: str, high: Decimal) -> bool:
    return bool(_DIGITS.fullmatch(text)) and text != "." and Decimal(text or 0) <= high


def _places(step: Decimal) -> int:
    return max(0, -int(step.normalize().as_tuple().exponent))


class ScoreValidator(QValidator):
    """Lets through what is a score or may become one."""

    def __init__(self, parent: QObject, cell: ScoreCell) -> None:
        super().__init__(parent)
        self._high = cell.high if cell.high is not None else Decimal(0)
        self._step = cell.step
        self.between = False
        """Whether what was refused last lies in the range, between two steps."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        plain_text = narrow(text)
        if not may_become(plain_text, self._high, self._step):
            self.between = _in_range(plain_text, self._high)
            return QValidator.State.Invalid, text, position
        whole = fits(plain_text, self._high, self._step) or not plain_text
        state = QValidator.State.Acceptable if whole else QValidator.State.Intermediate
        return state, plain_text, position


class ScoreEditor(LineEditor):
    """A bold figure at the right, the range at the left, a ring round both.

    Signals:
        cycled: `-` was typed.
    """

    cycled = Signal()

    def __init__(self, parent: QWidget, cell: ScoreCell) -> None:
        super().__init__(parent, name=cell.spoken or cell.range)
        self._range, self._refused = cell.range, ""
        self._step = _("step {step}").format(step=plain(cell.step))
        self.setProperty("frameless", True)
        self.setFont(fonts.font(fonts.BODY, bold=True))
        self.setStyleSheet("font-weight: bold;")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextMargins(px(48), 0, px(PAD) - 3, 2)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setValidator(ScoreValidator(self, cell))
        self.inputRejected.connect(self._on_rejected)
        self.textChanged.connect(self._on_text_changed)

    @property
    def refused(self) -> bool:
        """Whether the last key was refused."""
        return bool(self._refused)

    @property
    def note(self) -> str:
        """The range, or after a key between two steps the step, beside the figure."""
        return self._refused or self._range

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("-", "－", "—"):
            self.cycled.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = tokens()
        rect = QRectF(self.rect())
        shapes.framed(
            painter, rect, look.critical if self._refused else look.accent, look.surface, 2
        )
        painter.setPen(QPen(look.critical if self._refused else look.muted))
        at = rect.topLeft()
        at.setX(rect.left() + px(14))
        at.setY(rect.center().y())
        fonts.draw(painter, at, self.note, fonts.SMALL, bold=self.refused)
        painter.end()
        super().paintEvent(event)

    @Slot()
    def _on_rejected(self) -> None:
        checked = self.validator()
        between = isinstance(checked, ScoreValidator) and checked.between
        self._refused = self._step if between else self._range
        self.setAccessibleDescription(self._refused)
        self.update()

    @Slot()
    def _on_text_changed(self) -> None:
        self._refused = ""
        self.setAccessibleDescription("")
        self.update()


class ScoreDelegate(GridDelegate):
    """Paints score cells and opens their editor.

    Signals:
        typing: (text) what stands in the editor now.
        moved: (Qt.Key) the cell is done; which key ended it.
        cycled: `-` was typed in the editor.
    """

    typing = Signal(str)
    moved = Signal(object)
    cycled = Signal()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        cell = index.data(Role.SHOWN)
        assert isinstance(cell, ScoreCell)
        editor = ScoreEditor(parent, cell)
        editor.textEdited.connect(self.typing)
        editor.cycled.connect(self._on_cycled)
        return editor

    @Slot()
    def _on_cycled(self) -> None:
        editor = self.sender()
        assert isinstance(editor, ScoreEditor)
        self.closeEditor.emit(editor)
        self.cycled.emit()

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, ScoreEditor)
        editor.setText(written(index.data(Qt.ItemDataRole.EditRole)).replace("不适用", ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, ScoreEditor)
        before = index.data(Qt.ItemDataRole.EditRole)
        text = editor.text().rstrip(".")
        if text == written(before).replace("不适用", "") or not editor.hasAcceptableInput():
            return
        model.setData(index, Decimal(text) if text else None, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        box = QRectF(option.rect).adjusted(0, 0, 0, -1)
        box.setLeft(max(box.left(), box.right() - px(120)))
        editor.setGeometry(box.toRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if isinstance(watched, ScoreEditor) and _ends(key, watched):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched)
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.moved.emit(_turned(key, shift=shift))
                return True
        return super().eventFilter(watched, event)


def _ends(key: Qt.Key, editor: ScoreEditor) -> bool:
    """Whether a key leaves the cell rather than moves within its text."""
    if key is Qt.Key.Key_Left:
        return editor.cursorPosition() == 0 and not editor.hasSelectedText()
    if key is Qt.Key.Key_Right:
        return editor.cursorPosition() == len(editor.text())
    return key in _ENDING


_ENDING = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
}


def _turned(key: Qt.Key, *, shift: bool) -> Qt.Key:
    if not shift:
        return key
    return {
        Qt.Key.Key_Return: Qt.Key.Key_Up,
        Qt.Key.Key_Enter: Qt.Key.Key_Up,
        Qt.Key.Key_Tab: Qt.Key.Key_Backtab,
    }.get(key, key)
