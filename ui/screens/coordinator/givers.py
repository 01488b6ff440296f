"""Who gave what in a merged cell, and why: a list that unfolds to the evidence behind a score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _, ngettext
from ui import fonts
from ui.charts import shapes
from ui.delegates.painted import focus_ring
from ui.fonts import px
from ui.icons import Icon
from ui.models.merge_trace import GiverRow
from ui.models.observation import PhotoRow
from ui.photo_jobs import Thumbnails
from ui.theme import Tone, tokens
from ui.widgets.stack import tall_as_needed

TEXT_LEFT, FIGURE_ROOM, LINE, FIRST = 36, 56, 18, 34
PHOTO, PHOTO_TALL, PHOTO_GAP = 60, 46, 6
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
}
INDENT = 18
"""How far the words of a line with an icon stand in."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line under a name; an icon stands at the first line of its text alone.

    Photos stand side by side and reach down over the blank lines that follow.
    """

    text: str
    tone: Tone = Tone.TEXT
    icon: Icon | None = None
    icon_tone: Tone = Tone.MUTED
    indented: bool = False
    photos: tuple[PhotoRow, ...] = ()


class Givers(QWidget):
    """The whole of every reason; up and down choose a person, Enter shows what a score rests on.

    What is unfolded may hold photos: the arrows go through them, and Enter opens the chosen one.

    Signals:
        unfolded: (top, bottom) the part of the widget that is to be seen.
        opened: (id, photos) a photo was chosen, among those of the same person.
    """

    unfolded = Signal(int, int)
    opened = Signal(str, object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._thumbnails.ready.connect(self.update)
        self._photo = -1
        self._rows: tuple[GiverRow, ...] = ()
        self._current, self._open = 0, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(tall_as_needed())
        self.setAccessibleName(_("Who gave what"))

    @property
    def rows(self) -> tuple[GiverRow, ...]:
        return self._rows

    @property
    def open(self) -> str:
        """The id of the panelist whose evidence is shown, or an empty text."""
        return self._open

    def set_rows(self, rows: Sequence[GiverRow], *, keep: bool = False) -> None:
        """`keep` leaves unfolded what is: the same cell is shown anew."""
        self._rows = tuple(rows)
        if not keep:
            self._current, self._open, self._photo = 0, "", -1
        self._current = min(self._current, max(0, len(rows) - 1))
        self.setAccessibleDescription("；".join(_said(row) for row in rows))
        self._changed()

    def toggle(self, number: int) -> None:
        """Shows what is behind somebody's score, or puts it away again."""
        if not 0 <= number < len(self._rows):
            return
        row = self._rows[number]
        self._current = number
        self._open = "" if self._open == row.panelist or not _count(row) else row.panelist
        self._photo = -1
        self._thumbnails.want(photo.digest for photo in self.photos)
        self._changed()
        top = self._top(number)
        self.unfolded.emit(top, top + self._height(row, self.width()))

    @property
    def photos(self) -> tuple[PhotoRow, ...]:
        """Those that are shown: of the person whose evidence is unfolded."""
        return next((_photos(row) for row in self._rows if row.panelist == self._open), ())

    @property
    def chosen_photo(self) -> str:
        """The id of the photo that Enter opens, or an empty text."""
        return self.photos[self._photo].id if 0 <= self._photo < len(self.photos) else ""

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(row, width) for row in self._rows)

    def sizeHint(self) -> QSize:
        return QSize(px(240), self.heightForWidth(self.width() or px(288)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter()
        elif step is None or not (self._step_photos(step) or self._step(event, step)):
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.chosen_photo:
            self.opened.emit(self.chosen_photo, self.photos)
        else:
            self.toggle(self._current)

    def _step_photos(self, step: int) -> bool:
        """Through the photos of the person one stands at, and out of them at their ends."""
        here = bool(self._rows) and self._rows[self._current].panelist == self._open
        if not here or not -1 <= self._photo + step < len(self.photos):
            return False
        self._photo += step
        for photo, box in self._photo_boxes():
            if photo.id == self.chosen_photo:
                self.unfolded.emit(round(box.top()), round(box.bottom()))
        self.update()
        return True

    def _step(self, event: QKeyEvent, step: int) -> bool:
        upright = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if not upright or not 0 <= self._current + step < len(self._rows):
            return False
        self._current += step
        self._photo = -1
        top = self._top(self._current)
        self.unfolded.emit(top, top + self._height(self._rows[self._current], self.width()))
        self.update()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for photo, box in self._photo_boxes():
            if box.contains(event.position()):
                self._photo = self.photos.index(photo)
                self._enter()
                return
        bottom = 0
        for number, row in enumerate(self._rows):
            bottom += self._height(row, self.width())
            if event.position().y() < bottom:
                self.toggle(number)
                return

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        top = 0
        for number, row in enumerate(self._rows):
            height = self._height(row, self.width())
            self._paint_row(painter, row, top, height)
            if self.hasFocus() and number == self._current and not self.chosen_photo:
                left, right = px(TEXT_LEFT - 6), self.width() - px(FIGURE_ROOM - 8)
                focus_ring(painter, QRectF(left, top, right - left, height - 1))
            top += height
        for photo, box in self._photo_boxes():
            self._paint_photo(painter, photo, box)

    def _photo_boxes(self) -> Iterator[tuple[PhotoRow, QRectF]]:
        """Where the photos stand, in their order."""
        for number, row in enumerate(self._rows):
            if row.panelist == self._open:
                first = self._top(number) + px(FIRST) - px(LINE) / 2
                for at, line in enumerate(self._lines(row, self.width())):
                    for n, photo in enumerate(line.photos):
                        left = px(TEXT_LEFT) + n * px(PHOTO + PHOTO_GAP)
                        yield (
                            photo,
                            QRectF(left, first + at * px(LINE) + 2, px(PHOTO), px(PHOTO_TALL)),
                        )

    def _paint_photo(self, painter: QPainter, photo: PhotoRow, box: QRectF) -> None:
        look = tokens()
        image = self._thumbnails.image(photo.digest)
        shapes.rounded(painter, box, look.raised, px(4))
        if image is None or image.isNull():
            icon = Icon.PHOTO if image is None else Icon.MISSING
            shapes.icon(painter, box.center(), icon, 16, look.muted)
        else:
            shapes.picture(painter, box, image)
        if self.hasFocus() and photo.id == self.chosen_photo:
            focus_ring(painter, box.adjusted(-2, -2, 2, 2))

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _top(self, number: int) -> int:
        return sum(self._height(row, self.width()) for row in self._rows[:number])

    def _lines(self, row: GiverRow, width: int) -> list[_Line]:
        """What stands under the name: reason, working, marks; unfolded, the evidence in full."""
        below = "" if _fits_beside(row, width) else row.note
        found = [_Line(text, Tone.MUTED) for text in _wrapped(below, width)]
        found += [_Line(text) for text in _wrapped(row.reason, width)]
        found += [_Line(text, Tone.MUTED) for text in _wrapped(row.working, width)]
        for mark in row.marks:
            found.append(_Line(mark.word, Tone.CONCERN, mark.icon, Tone.CONCERN, indented=True))
        if row.panelist == self._open:
            found += _more(row, width)
        return found

    def _height(self, row: GiverRow, width: int) -> int:
        return px(28) + px(LINE) * max(1, len(self._lines(row, width)))

    def _paint_row(self, painter: QPainter, row: GiverRow, top: int, height: int) -> None:
        lines, width = self._lines(row, self.width()), self.width()
        under = len(_wrapped(row.reason, width)) + (not _fits_beside(row, width))
        folded = min(height, px(28) + px(LINE) * max(1, under))
        middle = top + folded / 2
        first = top + (px(15) if lines else height / 2)
        shapes.avatar(painter, QPointF(px(13), middle), shapes.initial(row.name))
        self._paint_name(painter, row, first)
        for number, line in enumerate(lines):
            self._paint_line(painter, line, top + px(FIRST) + number * px(LINE))
        self._paint_figure(painter, row, QPointF(self.width(), middle))
        bottom = top + height - 1
        shapes.hairline(painter, px(TEXT_LEFT), self.width(), bottom, tokens().line)

    def _paint_name(self, painter: QPainter, row: GiverRow, first: float) -> None:
        """Name, why it is left out, and how much there is to unfold."""
        look = tokens()
        right = float(self.width() - px(FIGURE_ROOM))
        count = _count(row)
        if count:
            painter.setPen(look.muted)
            right = fonts.draw_right(painter, QPointF(right, first), str(count), fonts.SMALL)
            right -= px(16)
            mark = Icon.FOLD if row.panelist == self._open else Icon.ATTACH
            shapes.icon(painter, QPointF(right + px(7), first), mark, 13, look.muted)
        painter.setPen(look.text if row.counted else look.muted)
        left = px(TEXT_LEFT)
        name = QRectF(left, first - px(10), right - left - px(4), px(20))
        x = fonts.draw_in(painter, name, row.name)
        painter.setPen(look.muted)
        if _fits_beside(row, self.width()):
            fonts.draw(painter, QPointF(x + px(8), first), row.note, fonts.SMALL)

    def _paint_line(self, painter: QPainter, line: _Line, middle: float) -> None:
        look = tokens()
        left = px(TEXT_LEFT)
        if line.icon:
            at = QPointF(left + px(6), middle)
            shapes.icon(painter, at, line.icon, 13, look.tone(line.icon_tone))
        painter.setPen(look.tone(line.tone))
        x = left + (px(INDENT) if line.indented else 0)
        fonts.draw(painter, QPointF(x, middle), line.text, fonts.SMALL)

    def _paint_figure(self, painter: QPainter, row: GiverRow, at: QPointF) -> None:
        look = tokens()
        is_word = not row.figure[:1].isdigit()
        painter.setPen(look.text if row.counted else look.muted)
        size = fonts.SMALL if is_word else fonts.LARGE
        fonts.draw_right(painter, at, row.figure, size, bold=row.counted)


def _room(width: int) -> int:
    return width - px(TEXT_LEFT) - px(FIGURE_ROOM)


def _wrapped(text: str, width: int, less: int = 0) -> list[str]:
    return fonts.wrapped(text, _room(width) - less, fonts.SMALL) if text else []


def _fits_beside(row: GiverRow, width: int) -> bool:
    """Whether why it is left out has room after the name."""
    taken = fonts.width(row.name) + px(8) + (px(40) if _count(row) else px(8))
    return taken + fonts.width(row.note, fonts.SMALL) <= _room(width)


def _photos(row: GiverRow) -> tuple[PhotoRow, ...]:
    return tuple(proof.photo for proof in row.proofs if proof.photo is not None)


def _photo_lines(row: GiverRow, width: int) -> Iterator[_Line]:
    """As many side by side as there is room for, each line of them three lines high."""
    photos = _photos(row)
    beside = max(1, (_room(width) + px(PHOTO_GAP)) // px(PHOTO + PHOTO_GAP))
    for start in range(0, len(photos), beside):
        yield _Line("", photos=photos[start : start + beside])
        yield from (_Line(""), _Line(""))


def _more(row: GiverRow, width: int) -> Iterator[_Line]:
    """The evidence in full, photos as such, and why the sheet was reopened."""
    yield from _photo_lines(row, width)
    for proof in row.proofs:
        if proof.photo is not None:
            continue
        for number, text in enumerate(_wrapped(proof.text, width, px(INDENT))):
            icon = None if number else proof.icon
            yield _Line(text, icon=icon, icon_tone=proof.tone, indented=True)
        note = "·".join(p for p in (_("linked") if proof.linked else "", proof.note) if p)
        for text in _wrapped(note, width, px(INDENT)):
            yield _Line(text, Tone.MUTED, indented=True)
    for number, text in enumerate(_wrapped(row.history, width, px(INDENT))):
        yield _Line(text, Tone.MUTED, None if number else Icon.REFRESH, indented=True)


def _count(row: GiverRow) -> int:
    """How much there is to unfold."""
    return len(row.proofs) + bool(row.history)


def _said(row: GiverRow) -> str:
    """A row for a screen reader, the evidence with it."""
    parts = [row.name, row.figure, row.note, row.reason, row.working]
    parts += [mark.word for mark in row.marks]
    if row.proofs:
        count = len(row.proofs)
        parts.append(ngettext("{count} piece of evidence", "{count} pieces of evidence", count))
        parts[-1] = parts[-1].format(count=count)
    parts += [proof.spoken for proof in row.proofs]
    return " ".join(part for part in (*parts, row.history) if part)
