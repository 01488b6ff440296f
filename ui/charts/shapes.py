"""The shapes that delegates and widgets share: rings, bars, badges, avatars, key caps."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from ui import fonts, icons
from ui.fonts import px
from ui.icons import Icon
from ui.theme import Tokens, Tone, tokens

RADIUS = 6


def hairline(painter: QPainter, left: float, right: float, y: float, colour: QColor) -> None:
    """A line one pixel high; a rectangle, since a pen lies between pixels."""
    painter.fillRect(QRectF(left, round(y), right - left, 1), colour)


def upright(painter: QPainter, x: float, top: float, bottom: float, colour: QColor) -> None:
    painter.fillRect(QRectF(round(x), top, 1, bottom - top), colour)


def rounded(painter: QPainter, rect: QRectF, fill: QColor | None, radius: float = RADIUS) -> None:
    """A filled rectangle with round corners."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, radius, radius)


def framed(
    painter: QPainter,
    rect: QRectF,
    edge: QColor,
    fill: QColor | None = None,
    stroke: float = 1.0,
    radius: float = RADIUS,
) -> None:
    """A rectangle with round corners whose edge lies inside it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, stroke))
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    half = stroke / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def current(painter: QPainter, rect: QRectF, fill: QColor | None = None) -> None:
    """The ring round the current cell."""
    framed(painter, rect.adjusted(2, 2, -2, -2), tokens().accent, fill, 2)


def ring(painter: QPainter, centre: QPointF, radius: float, share: float, colour: QColor) -> None:
    """A completion ring, clockwise from the top; a whole one has no gap."""
    stroke = radius * 2.5 / 14 if radius > px(8) else max(2.0, radius * 0.3)
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens().track, stroke))
    painter.drawEllipse(box)
    if share <= 0:
        return
    pen = QPen(colour, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if share >= 1:
        painter.drawEllipse(box)
    else:
        painter.drawArc(box, 90 * 16, -round(share * 360 * 16))


def badge(painter: QPainter, centre: QPointF, diameter: float, ground: QColor) -> None:
    """A tick in a praise disc, cut out of what lies below by a halo."""
    look = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for size, colour in ((diameter + 3, ground), (diameter, look.praise)):
        painter.setBrush(colour)
        painter.drawEllipse(centre, size / 2, size / 2)
    tick(painter, centre, diameter, look.on_accent)


def tick(painter: QPainter, centre: QPointF, size: float, colour: QColor) -> None:
    """A check mark that fits into a disc of that size."""
    path = QPainterPath(centre + QPointF(-0.22, 0.02) * size)
    path.lineTo(centre + QPointF(-0.06, 0.18) * size)
    path.lineTo(centre + QPointF(0.23, -0.14) * size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(
            colour,
            max(1.2, size * 0.1),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    painter.drawPath(path)


def bar(painter: QPainter, rect: QRectF, share: float, colour: QColor) -> None:
    """A bar on its track, filled to a share."""
    radius = rect.height() / 2
    rounded(painter, rect, tokens().track, radius)
    if share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.height(), rect.width() * min(1.0, share)))
        rounded(painter, filled, colour, radius)


def mark(painter: QPainter, x: float, centre: float, height: float, colour: QColor) -> None:
    """An upright tick, two pixels wide."""
    painter.fillRect(QRectF(round(x) - 1, round(centre - height / 2), 2, height), colour)


def avatar(
    painter: QPainter, centre: QPointF, letter: str, size: float = 26, *, lit: bool = False
) -> None:
    """One character in a disc; `lit` where it stands on a tinted row."""
    look = tokens()
    side = px(size)
    box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    rounded(painter, box, look.surface if lit else look.raised, side / 2)
    painter.setPen(look.text)
    fonts.draw_centred(painter, centre, letter[:1], min(fonts.SMALL, size * 0.6), bold=True)


def initial(name: str) -> str:
    """The character that tells people apart in a list: the last of 评委甲, the first of a name."""
    bare = name.strip()
    if not bare:
        return "?"
    return bare[-1] if bare.startswith(("评委", "工作人员", "社工")) else bare[0].upper()


def cap_width(text: str) -> float:
    return max(px(18), fonts.width(text, fonts.SMALL) + px(10))


def cap(painter: QPainter, left: float, centre: float, text: str) -> float:
    """A key cap; returns the x after it."""
    look = tokens()
    box = QRectF(left, round(centre - px(18) / 2), round(cap_width(text)), px(18))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.line, 1))
    painter.setBrush(look.surface)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(look.muted)
    fonts.draw_centred(painter, box.center(), text, fonts.SMALL)
    return box.right()


def icon(painter: QPainter, centre: QPointF, what: Icon, size: float, colour: QColor) -> None:
    """An icon about a point, its size in pixels of the design."""
    side = px(size)
    box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    icons.paint(painter, box, what, colour)


def picture(painter: QPainter, box: QRectF, image: QImage) -> None:
    """The middle of a picture, in the proportions of its box."""
    wide, high = image.width(), image.height()
    wanted = box.width() / box.height()
    if wide / high > wanted:
        shown = QRectF((wide - high * wanted) / 2, 0, high * wanted, high)
    else:
        shown = QRectF(0, (high - wide / wanted) / 2, wide, wide / wanted)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image, shown)


def hatched(painter: QPainter, rect: QRectF) -> None:
    """A block with slanting lines, for what is out by recusal."""
    look = tokens()
    painter.save()
    rounded(painter, rect, look.raised, 4)
    clip = QPainterPath()
    clip.addRoundedRect(rect, 4, 4)
    painter.setClipPath(clip)
    painter.setPen(QPen(look.line, 1))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += 5
    painter.restore()


def pill_width(text: str, *, with_icon: bool = False) -> float:
    return fonts.width(text, fonts.SMALL) + px(16) + (px(18) if with_icon else 0)


def pill(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tone: Tone = Tone.TEXT,
    what: Icon | None = None,
) -> None:
    """A tag: a soft block with a word, and an icon before it if there is one."""
    look = tokens()
    plain = tone in (Tone.TEXT, Tone.MUTED)
    rounded(painter, rect, look.raised if plain else look.soft(tone), 4)
    colour = look.tone(tone)
    left, middle = rect.left() + px(8), rect.center().y()
    if what:
        icon(painter, QPointF(left + px(6), middle), what, 13, colour)
        left += px(18)
    painter.setPen(colour)
    fonts.draw_in(painter, QRectF(left, rect.top(), rect.right() - left, rect.height()), text, 12)


def ground(look: Tokens, *, chosen: bool, hovered: bool) -> QColor | None:
    """What lies behind a row, or nothing."""
    if chosen:
        return look.soft(Tone.ACCENT)
    return look.raised if hovered else None


def circle(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    """An open circle: nothing there yet."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
