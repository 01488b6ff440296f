"""Small painted things: buttons, one-line texts, avatars, key caps, tags, rules."""

from enum import Enum
from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ui import fonts
from ui.charts import shapes
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tone, mix, tokens


class Kind(Enum):
    """PRIMARY at most once a page; LINK is text in accent; QUIET has no frame."""

    PRIMARY = "primary"
    PLAIN = "plain"
    LINK = "link"
    QUIET = "quiet"


class Button(QAbstractButton):
    """A button with an icon before (or after) its text and its key inside."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        kind: Kind = Kind.PLAIN,
        icon: Icon | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._hint = kind, icon, hint
        self._tone: Tone | None = None
        self._trailing, self._hero, self._small = False, False, False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text or self.accessibleName())
        self.updateGeometry()

    def set_icon(self, icon: Icon | None) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        self.updateGeometry()
        self.update()

    def set_look(
        self,
        *,
        trailing: bool = False,
        hero: bool = False,
        small: bool = False,
        tone: Tone | None = None,
    ) -> None:
        """`trailing` puts the icon after the text, `hero` is 40 high, `small` is type 12."""
        self._trailing, self._hero, self._small, self._tone = trailing, hero, small, tone
        self.updateGeometry()
        self.update()

    @property
    def kind(self) -> Kind:
        return self._kind

    def sizeHint(self) -> QSize:
        size = self._type_size()
        width = fonts.width(self.text(), size, bold=self._bold()) if self.text() else 0.0
        if self._icon:
            width += px(16) + (px(8) if self.text() else 0)
        if self._hint:
            width += fonts.width(self._hint, fonts.SMALL) + px(10)
        edges = 0 if self._kind is Kind.LINK else px(36 if self._hero else 24)
        square = px(32) if self._kind is not Kind.LINK else px(24)
        high = px(40 if self._hero else 32)
        return QSize(max(square, round(width + edges)), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self._paint_ground(painter, rect)
        self._paint_content(painter, rect)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def _type_size(self) -> int:
        return fonts.SMALL if self._small else fonts.BODY

    def _bold(self) -> bool:
        return self._kind is Kind.PRIMARY

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        look = tokens()
        pressed = self.isDown() or self.isChecked()
        if self._kind is Kind.PRIMARY:
            share = 0.16 if pressed else 0.08 if self.underMouse() else 0.0
            shapes.rounded(painter, rect, mix(self._primary(), look.text, share))
        elif self._kind is Kind.PLAIN:
            fill = look.raised if pressed or self.underMouse() else look.surface
            edge = look.edge if self.isEnabled() else look.line
            shapes.framed(painter, rect, edge, fill)
        elif self.underMouse() or pressed:
            shade = look.raised if self._kind is Kind.QUIET else look.soft(Tone.ACCENT)
            grown = rect if self._kind is Kind.QUIET else rect.adjusted(0, px(4), 0, -px(4))
            shapes.rounded(painter, grown, shade, px(4))
        if self.hasFocus():
            self._paint_focus(painter, rect)

    def _primary(self) -> QColor:
        look = tokens()
        return look.accent if self.isEnabled() else look.edge

    def _paint_focus(self, painter: QPainter, rect: QRectF) -> None:
        look = tokens()
        if self._kind is Kind.PRIMARY:
            painter.setPen(QPen(look.on_accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 4, 4)
        elif self._kind is Kind.LINK:
            painter.fillRect(QRectF(0, rect.bottom() - 3, rect.width(), 2), look.accent)
        else:
            shapes.framed(painter, rect, look.accent, None, 2)

    def _colour(self) -> QColor:
        look = tokens()
        if self._kind is Kind.PRIMARY:
            return look.on_accent
        if not self.isEnabled():
            return look.edge
        if self._tone:
            return look.tone(self._tone)
        return look.accent if self._kind is Kind.LINK else look.text

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        size = self._type_size()
        middle = rect.center().y()
        edges = 0 if self._kind is Kind.LINK else px(36 if self._hero else 24)
        room = self.sizeHint().width() - edges
        x = max(edges / 2, (rect.width() - room) / 2)
        if not self.text() and self._icon:
            shapes.icon(painter, rect.center(), self._icon, 18, self._colour())
            return
        if self._icon and not self._trailing:
            shapes.icon(painter, QPointF(x + px(8), middle), self._icon, 17, self._colour())
            x += px(24)
        painter.setPen(self._colour())
        x = fonts.draw(painter, QPointF(x, middle), self.text(), size, bold=self._bold())
        if self._hint:
            painter.setPen(self._colour())
            x = fonts.draw(painter, QPointF(x + px(10), middle), self._hint, fonts.SMALL)
        if self._icon and self._trailing:
            shapes.icon(painter, QPointF(x + px(16), middle), self._icon, 17, self._colour())


class Line(QWidget):
    """One line of text, cut with an ellipsis where there is no room; the whole is its tip."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: int = fonts.BODY,
        bold: bool = False,
        tone: Tone = Tone.TEXT,
    ) -> None:
        super().__init__(parent)
        self._size, self._bold, self._tone, self._text = size, bold, tone, ""
        self._icon: Icon | None = None
        self._icon_tone: Tone | None = None
        self._firm = False
        self._right = False
        self._least = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def set_icon(self, icon: Icon | None, tone: Tone | None = None) -> None:
        """The icon takes the text's tone unless it is given one of its own."""
        self._icon, self._icon_tone = icon, tone
        self.updateGeometry()
        self.update()

    def set_right(self, *, right: bool) -> None:
        """Aligns the text with the right edge."""
        self._right = right
        self.update()

    def set_firm(self, *, firm: bool) -> None:
        """A firm line keeps its width; others beside it are cut first."""
        self._firm = firm
        self.updateGeometry()

    def set_least(self, share: float) -> None:
        """Of the text; where there is room for less of it, nothing is shown instead of a stub."""
        self._least = share
        self.update()

    def sizeHint(self) -> QSize:
        wide = fonts.width(self._text, self._size, bold=self._bold) + self._icon_room()
        return QSize(round(wide + 1), px(self._size * 1.6))

    def minimumSizeHint(self) -> QSize:
        least = px(480) if self._firm else px(32)
        return QSize(min(self.sizeHint().width(), least), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        middle = self.height() / 2
        room = self.width() - self._icon_room()
        shown = self._shown(room + 1)
        self.setToolTip(self._text if shown != self._text else "")
        wide = fonts.width(shown, self._size, bold=self._bold)
        x = self.width() - wide if self._right else self._icon_room()
        colour = tokens().tone(self._tone)
        if self._icon:
            at = QPointF(x - self._icon_room() + px(7), middle)
            shade = tokens().tone(self._icon_tone or self._tone)
            shapes.icon(painter, at, self._icon, self._size + 2, shade)
        painter.setPen(colour)
        fonts.draw(painter, QPointF(x, middle), shown, self._size, bold=self._bold)

    def _shown(self, room: float) -> str:
        whole = fonts.width(self._text, self._size, bold=self._bold)
        if room < whole * self._least:
            return ""
        return fonts.elided(self._text, room, self._size, bold=self._bold)

    def _icon_room(self) -> float:
        return px(self._size + 8) if self._icon else 0.0


class Paragraph(QLabel):
    """A wrapped text on lines of 22; plain text comes in and goes out."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setText(text)

    def text(self) -> str:
        return self._plain

    def setText(self, text: str) -> None:
        self._plain = text
        self.setAccessibleName(text)
        self._spread()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._spread()

    def _spread(self) -> None:
        line = max(px(18), round(self.fontInfo().pixelSize() * 1.55))
        lines = escape(self._plain).replace("\n", "<br>")
        html = f'<p style="line-height:{line}px; margin:0">{lines}</p>' if self._plain else ""
        if html != super().text():
            super().setText(html)


def paragraph(
    text: str, parent: QWidget | None = None, *, role: str = "", tone: Tone | None = None
) -> Paragraph:
    """A wrapped text. `role` is one of the style sheet's: muted, small, heading, strong, large."""
    label = Paragraph(text, parent)
    if role:
        label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone.value)
    return label


class Rule(QWidget):
    """A hairline across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        QPainter(self).fillRect(self.rect(), tokens().line)


class UprightRule(QWidget):
    """A hairline from top to bottom between two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        QPainter(self).fillRect(self.rect(), tokens().line)


class Avatar(QWidget):
    """One character in a disc for a person."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(26), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        centre = QRectF(self.rect()).center()
        shapes.avatar(QPainter(self), centre, shapes.initial(self._name))


class KeyCap(QWidget):
    """A key, or several, with a word after them."""

    def __init__(
        self, keys: tuple[str, ...], text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys, self._text = keys, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{'+'.join(keys)} {text}".strip())

    def sizeHint(self) -> QSize:
        caps = sum(shapes.cap_width(key) + px(5) for key in self._keys)
        return QSize(round(caps + px(3) + fonts.width(self._text, fonts.SMALL)), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        x, middle = 0.0, self.height() / 2
        for key in self._keys:
            x = shapes.cap(painter, x, middle, key) + px(5)
        painter.setPen(tokens().muted)
        fonts.draw(painter, QPointF(x + px(1), middle), self._text, fonts.SMALL)


class Tag(QWidget):
    """A word in a soft block: a term, a stance, where a finding goes."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        tone: Tone = Tone.TEXT,
        icon: Icon | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(text, tone, icon)

    def set_tag(self, text: str, tone: Tone = Tone.TEXT, icon: Icon | None = None) -> None:
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(shapes.pill_width(self._text, with_icon=bool(self._icon))), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shapes.pill(QPainter(self), QRectF(self.rect()), self._text, self._tone, self._icon)
