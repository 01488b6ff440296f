"""The editor of a passage: live figures stand in the text and cannot be typed into."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, QSignalBlocker, QSizeF
from PySide6.QtGui import (
    QHelpEvent,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.model.text import clean
from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.theme import Tone, tokens
from ui.widgets.editors import TextEditor

_FIGURE = QTextFormat.ObjectTypes.UserObject.value + 1
_NAME = QTextFormat.Property.UserProperty.value + 1
_VALUE = QTextFormat.Property.UserProperty.value + 2
_OBJECT, _PARTING = "\ufffc", "\u2029\u2028"
_BRACED = re.compile(r"\{([A-Za-z0-9_.:\-]+)\}")
_ASTRAL = 0xFFFF


class LiveFigure(QPyTextObject):
    """Paints a figure as it is printed now, tinted; one that is not known yet as missing."""

    def intrinsicSize(self, doc: QTextDocument, pos: int, fmt: QTextFormat) -> QSizeF:  # noqa: ARG002
        """No wider than a line: an object is not broken, and one too wide would be cut hard."""
        return QSizeF(min(fonts.width(_shown(fmt)) + px(4), _line(doc)), px(14))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        pos: int,  # noqa: ARG002
        fmt: QTextFormat,
    ) -> None:
        look = tokens()
        tone = Tone.ACCENT if fmt.stringProperty(_VALUE) else Tone.CONCERN
        painter.save()
        box = QRectF(rect)
        shapes.rounded(painter, box.adjusted(0, -px(3), 0, px(5)), look.soft(tone), 3)
        painter.setPen(look.tone(tone))
        painter.setFont(fonts.font())
        shown = fonts.elided(_shown(fmt), _line(doc) - px(4))
        painter.drawText(QPointF(box.left() + px(2), box.bottom()), shown)
        painter.restore()


def _line(doc: QTextDocument) -> float:
    """How much room a line has; the elided rest stands in the preview, and in a tip."""
    return max(float(px(40)), doc.textWidth() - 2 * doc.documentMargin())


def _shown(fmt: QTextFormat) -> str:
    return fmt.stringProperty(_VALUE) or f"{{{fmt.stringProperty(_NAME)}}}"


def _position(
    block: QTextBlock, offset: int, printed: Mapping[str, str], *, after: bool = False
) -> int:
    """Where in a block an offset of the printed line stands; inside a figure, its edge."""
    at = told = 0
    cursor = QTextCursor(block)
    for character in block.text():
        if told >= offset:
            break
        size = 2 if ord(character) > _ASTRAL else 1
        length = 1
        if character == _OBJECT:
            cursor.setPosition(block.position() + at + 1)
            name = cursor.charFormat().stringProperty(_NAME)
            length = len(printed.get(name, ""))
            if told + length > offset and not after:
                break
        at, told = at + size, told + length
    return at


class PassageEditor(TextEditor):
    """Text in and out has figures in braces; a name that is no figure stays as it is typed."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, name=name)
        self._figures: dict[str, str] = {}
        self._painter = LiveFigure(self)
        self.document().documentLayout().registerHandler(_FIGURE, self._painter)

    def text(self) -> str:
        return self._raw(self.document().toRawText(), 0)

    def show_passage(self, text: str, figures: Mapping[str, str]) -> None:
        """Fills the field; new figures alone leave the cursor where it is."""
        changed = any(self._figures.get(n) != figures.get(n) for n in _BRACED.findall(text))
        self._figures = dict(figures)
        if changed or text != self.text():
            at = self.textCursor().position()
            with QSignalBlocker(self):
                self.clear()
                self._insert(QTextCursor(self.document()), text)
                self._space_lines()
            cursor = self.textCursor()
            cursor.setPosition(min(at, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self.set_text(text)

    def select_printed(self, line: int, start: int, end: int, printed: Mapping[str, str]) -> None:
        """Selects what is printed from `start` to `end` in a line that holds something.

        `end` below 0 selects the whole line; a live figure is selected as a whole.
        """
        block = self._block(line)
        if block is None:
            return
        first = block.position() + (_position(block, start, printed) if end >= 0 else 0)
        last = _position(block, end, printed, after=True) if end >= 0 else block.length() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(block.position() + last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _block(self, line: int) -> QTextBlock | None:
        block = self.document().begin()
        while block.isValid():
            if block.text().strip():
                line -= 1
            if line < 0:
                return block
            block = block.next()
        return None

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            value = self.figure_at(event.pos())
            QToolTip.showText(event.globalPos(), value, self)
            return True
        return super().viewportEvent(event)

    def figure_at(self, at: QPoint) -> str:
        """The whole of the figure under a point; empty where there is none."""
        cursor = self.cursorForPosition(at)
        before = cursor.charFormat()
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        found = (fmt for fmt in (before, cursor.charFormat()) if fmt.stringProperty(_NAME))
        return next((_shown(fmt) for fmt in found), "")

    def insertFromMimeData(self, source: QMimeData) -> None:
        cleaned, count = clean(source.text())
        self._insert(self.textCursor(), cleaned)
        self.ensureCursorVisible()
        if count:
            self.removed.emit(count)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        data = QMimeData()
        data.setText(self._raw(cursor.selectedText(), cursor.selectionStart()))
        return data

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        end = 0
        for found in _BRACED.finditer(text):
            if found[1] in self._figures:
                cursor.insertText(text[end : found.start()], QTextCharFormat())
                cursor.insertText(_OBJECT, self._format(found[1]))
                end = found.end()
        cursor.insertText(text[end:], QTextCharFormat())

    def _format(self, name: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setObjectType(_FIGURE)
        made.setProperty(_NAME, name)
        made.setProperty(_VALUE, self._figures[name])
        return made

    def _raw(self, text: str, start: int) -> str:
        """`text` as the document holds it from a position on; positions count in UTF-16."""
        cursor = QTextCursor(self.document())
        parts, at = [], start
        for character in text:
            at += 2 if ord(character) > _ASTRAL else 1
            if character == _OBJECT:
                cursor.setPosition(at)
                name = cursor.charFormat().stringProperty(_NAME)
                parts.append(f"{{{name}}}" if name else "")
            else:
                parts.append("\n" if character in _PARTING else character)
        return "".join(parts)
