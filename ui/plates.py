"""The figures as pictures for the annex of a report: on white, in Chinese, whatever the window is."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.i18n import speaking
from app.reports.input import Picture
from app.visit import Visit
from ui.delegates.figures import HEIGHT, paint_row
from ui.fonts import px
from ui.models.figures import FigureRow, SpreadRow, districts, profile, progress, spread
from ui.models.merge import facts_of
from ui.theme import on_paper

WIDE, PIXELS = 660, 1560
"""A plate's width in the design's units, and in pixels: 250 to the inch on a text of 156 mm."""

MOST, SPREADS = 26, 12
"""Rows that a plate holds, and rows by spread that are worth printing."""

DOCUMENT = "zh_CN"
"""The language of documents."""

PROFILE = "各分项和各方得分占满分的比例"
DISTRICTS = "各片区得分对比"
SPREAD = "评委评分差别较大的项目"
PROGRESS = "服务指标完成量占年度指标的比例"


class Encoded:
    """A painted figure that becomes a PNG when it is first asked for, on any thread."""

    def __init__(self, image: QImage) -> None:
        self._image, self._png = image, b""

    def __call__(self) -> bytes:
        self._png = self._png or _png(self._image)
        return self._png


def annex(visit: Visit) -> tuple[Picture, ...]:
    """A picture for every figure that has something to show; long ones are continued.

    Nobody is named: where the panel is apart, dots stand for its members.
    """
    with speaking(DOCUMENT), on_paper():
        return tuple(
            Picture(f"图{number}　{caption}", "；".join(map(_words, rows)), _plate(rows))
            for number, (caption, rows) in enumerate(_figures(visit), start=1)
        )


@lru_cache(maxsize=16)
def _plate(rows: tuple[FigureRow, ...]) -> Encoded:
    """The same for the same rows, so that what has not changed is painted once."""
    return Encoded(painted(rows))


def painted(rows: Sequence[FigureRow]) -> QImage:
    """Rows under each other; the same picture for the same rows."""
    scale = PIXELS / px(WIDE)
    image = QImage(PIXELS, round(px(HEIGHT) * len(rows) * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    for number, row in enumerate(rows):
        paint_row(painter, QRectF(2, number * px(HEIGHT), px(WIDE) - 4, px(HEIGHT)), row)
    painter.end()
    return image


def _figures(visit: Visit) -> Iterator[tuple[str, tuple[FigureRow, ...]]]:
    outcome, setup = visit.merging.outcome, visit.setup
    figures: dict[str, Sequence[FigureRow]] = {
        PROFILE: profile(outcome, visit.instrument),
        DISTRICTS: districts(outcome, setup),
        SPREAD: spread(outcome, facts_of(visit))[:SPREADS],
        PROGRESS: progress(setup),
    }
    for caption, rows in figures.items():
        for start in range(0, len(rows), MOST):
            yield f"{caption}（续）" if start else caption, tuple(rows[start : start + MOST])


def _words(row: FigureRow) -> str:
    return row.anonymous if isinstance(row, SpreadRow) else row.spoken


def _png(image: QImage) -> bytes:
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(raw.data())
