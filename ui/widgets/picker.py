"""One of a list that folds out."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui import fonts
from ui.fonts import px

WIDEST, LEAST, AIR = 260, 96, 8
"""`AIR` keeps the words from the arrow."""
INDENT = 40
"""What the list's own margins and its scroll bar take beside the words."""


class Picker(QComboBox):
    """Cuts what is too long for it, and takes no more room than a field.

    The wheel changes nothing: it is the page that is to scroll.
    """

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def offer(self, first: str, entries: Sequence[tuple[str, object]]) -> None:
        """`first` stands for no choice; what is chosen stays if it is there. Announces nothing."""
        kept = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(first, None)
            for words, data in entries:
                self.addItem(words, data)
            found = [data for _words, data in entries]
            self.setCurrentIndex(found.index(kept) + 1 if kept in found else 0)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(min(size.width() + px(AIR), px(WIDEST)), size.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(LEAST), super().minimumSizeHint().height())

    def showPopup(self) -> None:
        """The list is as wide as its longest entry, as far as the window goes."""
        words = (fonts.width(self.itemText(row)) for row in range(self.count()))
        wide = round(max(words, default=0)) + px(INDENT)
        self.view().setMinimumWidth(max(self.width(), min(wide, self.window().width())))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, field, self)
        shown = fonts.elided(self.currentText(), room.width())
        self.setToolTip(self.currentText() if shown != self.currentText() else "")
        option.currentText = shown
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
