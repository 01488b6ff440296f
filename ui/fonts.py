"""Type and measures: the UI font, the scale, the zoom, and where a line of text stands."""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainter

SMALL, BODY, LARGE, TITLE, HERO, TOTAL = 12, 14, 16, 20, 28, 60
"""The scale. `TOTAL` is for the one large figure only; emphasis comes from colour, then bold."""

FAMILIES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "SimHei",
)

BASELINE = 0.372
"""How far below the centre of a row the baseline stands, as a share of the pixel size.

Centred alignment goes by ascent and descent, which sets mixed Chinese and figures too low.
"""


class _Scale:
    """The zoom in force; one for the process, as the application's font is."""

    def __init__(self) -> None:
        self.zoom = 1.0


_scale = _Scale()


def set_zoom(zoom: float) -> None:
    """Takes 0.8 to 2.0; only `ui.theme` calls it, since fonts and style sheet go together."""
    _scale.zoom = zoom
    _made.cache_clear()
    _measured.cache_clear()
    width.cache_clear()
    _advances.cache_clear()
    _wrapped_all.cache_clear()


def px(length: float) -> int:
    """A length of the design in logical pixels under the zoom in force."""
    return round(length * _scale.zoom)


@lru_cache(maxsize=1)
def family() -> str:
    """The first family of `FAMILIES` that is installed, else the system's own."""
    installed = set(QFontDatabase.families())
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return next((name for name in FAMILIES if name in installed), general)


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """A font of the scale under the zoom in force; the same object for the same arguments."""
    return _made(size, bold=bold)


@lru_cache(maxsize=64)
def _made(size: float, *, bold: bool) -> QFont:
    made = QFont(family())
    made.setPixelSize(max(8, px(size)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


@lru_cache(maxsize=64)
def _measured(size: float, *, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(_made(size, bold=bold))


@lru_cache(maxsize=8192)
def width(text: str, size: float = BODY, *, bold: bool = False) -> float:
    """How wide a line of text runs."""
    return _measured(size, bold=bold).horizontalAdvance(text)


def elided(text: str, room: float, size: float = BODY, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than the room."""
    if width(text, size, bold=bold) <= room:
        return text
    return _measured(size, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))


def baseline(centre: float, size: float = BODY) -> float:
    """Where the baseline of a line stands whose middle is to lie at `centre`."""
    return round(centre + BASELINE * max(8, px(size)))


def draw(
    painter: QPainter, where: QPointF, text: str, size: float = BODY, *, bold: bool = False
) -> float:
    """Draws a line from `where.x()`, centred on `where.y()`; returns the x after it."""
    painter.setFont(_made(size, bold=bold))
    painter.drawText(QPointF(where.x(), baseline(where.y(), size)), text)
    return where.x() + width(text, size, bold=bold)


def draw_right(
    painter: QPainter, where: QPointF, text: str, size: float = BODY, *, bold: bool = False
) -> float:
    """Draws a line that ends at `where.x()`; returns the x where it begins."""
    start = where.x() - width(text, size, bold=bold)
    draw(painter, QPointF(start, where.y()), text, size, bold=bold)
    return start


def draw_centred(
    painter: QPainter, where: QPointF, text: str, size: float = BODY, *, bold: bool = False
) -> None:
    """Draws a line in the middle of a point."""
    half = width(text, size, bold=bold) / 2
    draw(painter, QPointF(where.x() - half, where.y()), text, size, bold=bold)


def draw_in(
    painter: QPainter, rect: QRectF, text: str, size: float = BODY, *, bold: bool = False
) -> float:
    """Draws a line from the left edge of a rectangle, cut to its width; returns the x after it."""
    shown = elided(text, rect.width(), size, bold=bold)
    return draw(painter, QPointF(rect.left(), rect.center().y()), shown, size, bold=bold)


def wrapped(text: str, room: float, size: float = BODY, *, bold: bool = False) -> list[str]:
    """The lines that a text takes in a given width; breaks anywhere but before closing marks."""
    return list(_wrapped_all(text, room, size, bold=bold))


@lru_cache(maxsize=8192)
def _wrapped_all(text: str, room: float, size: float, *, bold: bool) -> tuple[str, ...]:
    advances = _advances(size, bold=bold)
    return tuple(line for part in text.split("\n") for line in _wrapped(part, room, advances))


class _Advances(dict[str, float]):
    """How wide each character runs by itself, which is nearly what it takes in a text."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self.metrics = metrics

    def __missing__(self, character: str) -> float:
        self[character] = self.metrics.horizontalAdvance(character)
        return self[character]


@lru_cache(maxsize=64)
def _advances(size: float, *, bold: bool) -> _Advances:
    return _Advances(_measured(size, bold=bold))


_NOT_FIRST = "，。、；：？！）》」』】”’…%,.;:?!)]}"
_HAIR = 0.01


def _wrapped(text: str, room: float, advances: _Advances) -> list[str]:
    ends = list(accumulate(map(advances.__getitem__, text)))
    lines: list[str] = []
    start = 0
    while start < len(text):
        end = _fit(text, start, room, ends, advances.metrics)
        lines.append(text[start:end].rstrip())
        start = end + len(text[end:]) - len(text[end:].lstrip())
    return lines or [""]


def _fit(text: str, start: int, room: float, ends: list[float], metrics: QFontMetricsF) -> int:
    """Where the line that begins at `start` ends; a Latin word stays whole if it can.

    `ends` says how far each character reaches, taken by itself; the line as a whole is measured.
    """
    passed = ends[start - 1] if start else 0.0
    low = max(start + 1, bisect_right(ends, passed + room + _HAIR, start))
    while low - start > 1 and metrics.horizontalAdvance(text[start:low]) > room:
        low -= 1
    if low == len(text):
        return low
    end = low
    while end - start > 1 and (text[end] in _NOT_FIRST or _inside_word(text, end)):
        end -= 1
    return end if end - start > 1 else low


def _inside_word(text: str, end: int) -> bool:
    return (
        text[end].isascii()
        and text[end].isalnum()
        and text[end - 1].isascii()
        and (text[end - 1].isalnum() or text[end - 1] in ".-")
    )
