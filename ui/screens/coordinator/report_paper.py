"""The sheet of the preview: places that lead to their source, a tint, and a scroll that stays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QWidget

from app.i18n import _
from app.reports.marks import Kind, Source
from ui.charts import shapes
from ui.fonts import px
from ui.screens.coordinator.report_setting import Setting, every
from ui.theme import Tone, tokens

MARGIN = 30
_BAR = 3
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Place:
    """A text of the report that leads somewhere: where it stands, and what it is written from."""

    start: int
    end: int
    source: Source


class Paper(QTextBrowser):
    """The sheet. Up and down go from place to place, Return opens one, as a click does.

    Signals:
        opened: (Source) somebody wants to go where a text comes from.
        settled: what was asked for last is shown.
    """

    opened = Signal(object)
    settled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        flags = Qt.TextInteractionFlag
        self._known: tuple[Place, ...] | None = ()
        self._sources: dict[str, Source] = {}
        self._coming: dict[str, Source] = {}
        self._setting = Setting(self)
        self._shown: list[Place] = []
        self._at = -1
        self._kept = _Kept()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Preview of the report"))
        self.setOpenLinks(False)
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.anchorClicked.connect(self._on_clicked)
        self._setting.changing.connect(self._on_changing)
        self._setting.settled.connect(self._on_settled)

    @property
    def busy(self) -> bool:
        """Whether what was asked for last is still being set."""
        return self._setting.busy

    @property
    def places(self) -> tuple[Place, ...]:
        """Everything that leads somewhere, in the order of print; looked for when first wanted."""
        if self._known is None:
            self._known = tuple(_places(every(self.document()), self._sources))
        return self._known

    def standing(self, kind: Kind, key: str) -> list[Place]:
        """The places of one kind and key alone, without going through the whole report."""
        same = (kind, key)
        names = {n: s for n, s in self._sources.items() if (s.kind, s.key) == same}
        return list(_places(self._setting.blocks_with(names), names))

    @property
    def shown(self) -> tuple[Place, ...]:
        """What is tinted."""
        return tuple(self._shown)

    @property
    def current(self) -> Source | None:
        """Where the place leads that the arrows have come to."""
        if self._at < 0:
            return None
        return self.places[self._at].source if self._at < len(self.places) else None

    def show_html(self, html: str, sources: Mapping[str, Source]) -> None:
        """What is read stays where it is in the window, whatever grew above it."""
        self._coming = dict(sources)
        self._setting.show_html(html, _link_style(), px(MARGIN))

    @Slot()
    def _on_changing(self) -> None:
        at = self.verticalScrollBar().value()
        self._kept = _Kept(at, self._at_top(), self.current, changed=True)
        self.tint((), follow=False)

    @Slot()
    def _on_settled(self) -> None:
        kept, self._kept = self._kept, _Kept()
        if kept.changed:
            self._sources, self._known, self._at = self._coming, None, -1
            if kept.current is not None:
                found = (n for n, p in enumerate(self.places) if p.source == kept.current)
                self._at = next(found, -1)
            self.verticalScrollBar().setValue(kept.scrolled)
            self._keep(kept.top)
        self.settled.emit()

    def tint(self, wanted: Sequence[Place], *, follow: bool) -> None:
        """Shows where places stand; `follow` brings the first of them into the window."""
        self._shown = list(wanted)
        self.setExtraSelections([_selection(self.document(), place) for place in wanted])
        if wanted and follow:
            self._bring(wanted[0], wanted[-1])
        self.viewport().update()

    def show_quote(self, line: str, start: int, end: int) -> None:
        """Tints a part of the first paragraph or cell that reads like that, if there is one."""
        block = self.document().begin()
        while block.isValid() and block.text().strip() != line.strip():
            block = block.next()
        if block.isValid():
            at = block.position()
            first, last = at + utf16(line[:start]), at + max(utf16(line[:end]), 1)
            self.tint([Place(first, last, Source(Kind.SECTION))], follow=True)

    def step(self, by: int) -> None:
        """To the next place; the first step begins at what can be seen."""
        if not self.places:
            return
        last, at = len(self.places) - 1, self._at
        if at < 0:
            at = self._first_seen()
        else:
            while 0 <= at + by <= last and self.places[at].source == self.current:
                at += by
        self._at = at
        same = [place for place in self.places if place.source == self.current]
        self.tint(same, follow=True)
        self.setAccessibleDescription(self.text_of(same[0]))

    def text_of(self, place: Place) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _STEPS:
            self.step(_STEPS[Qt.Key(event.key())])
        elif plain and event.key() in _RETURN and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar in the margin says where the text on the right stands."""
        super().paintEvent(event)
        if self._shown:
            painter = QPainter(self.viewport())
            box = self._box(self._shown[0]).united(self._box(self._shown[-1]))
            bar = QRectF(px(MARGIN) - px(14), box.top(), px(_BAR), box.height())
            shapes.rounded(painter, bar, tokens().accent, 1)

    def _first_seen(self) -> int:
        """The first place that stands in the window, or the one that is shown."""
        if self._shown and self._shown[0] in self.places:
            return self.places.index(self._shown[0])
        top = self.cursorForPosition(QPoint(px(MARGIN), 0)).position()
        return next((n for n, p in enumerate(self.places) if p.start >= top), 0)

    def _box(self, place: Place) -> QRect:
        """Where a place stands, in the viewport."""
        first, last = QTextCursor(self.document()), QTextCursor(self.document())
        first.setPosition(place.start)
        last.setPosition(place.end)
        return self.cursorRect(first).united(self.cursorRect(last))

    def _bring(self, first: Place, last: Place) -> None:
        """Scrolls as little as shows both, or at least the first, with some room around."""
        box, room = self._box(first).united(self._box(last)), px(24)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if box.top() < room or box.height() > height - 2 * room:
            bar.setValue(bar.value() + box.top() - room)
        elif box.bottom() > height - room:
            bar.setValue(bar.value() + box.bottom() - height + room)

    def _at_top(self) -> tuple[Source, int] | None:
        """The place on top of the window, and how far from its edge."""
        if not self._sources or not self.verticalScrollBar().value():
            return None
        top = self.cursorForPosition(QPoint(px(MARGIN), 0))
        before = _places(_upwards(top.block()), self._sources)
        place = next((one for one in before if one.start <= top.position()), None)
        return None if place is None else (place.source, self._box(place).top())

    def _keep(self, kept: tuple[Source, int] | None) -> None:
        if kept is None:
            return
        source, top = kept
        place = next(
            (p for p in self.standing(source.kind, source.key) if p.source == source), None
        )
        if place is not None:
            moved = self._box(place).top() - top
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    @Slot(QUrl)
    def _on_clicked(self, url: QUrl) -> None:
        source = self._sources[url.toString()]
        self._at = next(n for n, place in enumerate(self.places) if place.source == source)
        self.opened.emit(source)


def utf16(text: str) -> int:
    """How long a text is as documents of Qt count."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is to be found again after a change: the scroll, the place on top, that of the arrows."""

    scrolled: int = 0
    top: tuple[Source, int] | None = None
    current: Source | None = None
    changed: bool = False


def _places(blocks: Iterable[QTextBlock], sources: Mapping[str, Source]) -> Iterator[Place]:
    for block in blocks:
        for part in block.textFormats():
            source = sources.get(part.format.anchorHref())
            if source is not None:
                start = block.position() + part.start
                yield Place(start, start + part.length, source)


def _upwards(block: QTextBlock) -> Iterator[QTextBlock]:
    """A block and those before it, the nearest first."""
    while block.isValid():
        yield block
        block = block.previous()


def _selection(document: QTextDocument, place: Place) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(document)
    cursor.setPosition(place.start)
    cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
    tint = QTextCharFormat()
    tint.setBackground(tokens().soft(Tone.ACCENT))
    made = QTextEdit.ExtraSelection()
    made.cursor, made.format = cursor, tint
    return made


def _link_style() -> str:
    """A place looks like the text around it: nearly all of the report is one."""
    return f"a {{ color: {tokens().text.name()}; text-decoration: none; }}"
