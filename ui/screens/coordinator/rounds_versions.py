"""Versions: what goes out next, and what changed since the one before, to look at and as Word."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from app.i18n import _
from app.model.rounds import Version, VersionKind
from ui.fonts import px
from ui.icons import Icon
from ui.models.days import day_word
from ui.models.rounds import kind_word, standing_words
from ui.room import edge
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, paragraph
from ui.widgets.choice import Option, Segmented
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.notices import Field

_FRAME = 2
"""What the style sheet draws round a text for the focus."""


class VersionForm(QWidget):
    """Of the next version: what kind, to whom, with what words. Of one that is out: its files.

    Signals:
        saved: the Word file as it went out is wanted.
        marked: the comparison as a Word file is wanted.
    """

    saved = Signal()
    marked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = Segmented(
            [Option(kind.value, kind_word(kind)) for kind in VersionKind],
            self,
            name=_("What goes out"),
            small=True,
        )
        self.kind.set_current(VersionKind.DRAFT.value)
        self.to = LineEditor(self, name=_("Sent to"))
        self.note = TextEditor(self, name=_("Words that go with it"))
        self.note.set_lines(3)
        self._says = paragraph("", self, role="muted")
        self.save = Button(_("Save the Word file"), self, icon=Icon.WORD)
        self.mark = Button(_("Save the comparison (Word)"), self, icon=Icon.COMPARE)
        self._next = (
            self.kind,
            Field(_("Sent to"), self.to, self),
            Field(_("Words that go with it"), self.note, self),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._says, *self._next, self.save, self.mark):
            column.addWidget(widget)
        self.save.clicked.connect(self.saved)
        self.mark.clicked.connect(self.marked)

    @property
    def wanted(self) -> VersionKind:
        return VersionKind(self.kind.current)

    def show_version(self, version: Version | None, earlier: int, *, closed: bool) -> None:
        """None is the report as it stands; `earlier` is the version that it is held against."""
        for widget in self._next:
            widget.setVisible(version is None and not closed)
        self.save.setVisible(version is not None)
        self.mark.setVisible(bool(earlier))
        if version is None:
            self._says.setText(_("What goes out is kept as it is; nothing takes it back."))
            return
        words = _("Sent on {day} by {who}. Kept as it went out.")
        said = words.format(day=day_word(version.on), who=version.by or "—")
        self._says.setText("\n".join((said, *standing_words(version))))

    def emptied(self) -> None:
        """What was typed has gone out."""
        self.to.set_text("")
        self.note.set_text("")


class Comparison(QTextBrowser):
    """Sentences of what changed, then the text with what went struck and what came marked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: tuple[str, tuple[str, ...], str] = ("", (), "")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("What changed"))
        self.setOpenLinks(False)
        self.setProperty("ground", "surface")

    def show_words(self, words: str) -> None:
        """Nothing to compare, or not yet."""
        self.show_comparison(words, (), "")

    def show_comparison(self, title: str, sentences: Sequence[str], html: str) -> None:
        """`html` as `comparison_html` writes it."""
        self._parts = (title, tuple(sentences), html)
        summary = "".join(f'<p class="told">•&nbsp; {_escaped(one)}</p>' for one in sentences)
        head = f'<p class="title">{_escaped(title)}</p>'
        page = (
            f"<html><head><style>{_style()}</style></head><body>{head}{summary}{html}</body></html>"
        )
        self.setHtml(page)

    def text(self) -> str:
        return self.toPlainText()

    def changeEvent(self, event: QEvent) -> None:
        """Colours and sizes are those of the look in force."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._parts[0]:
            self.show_comparison(*self._parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its words stand under those of the list."""
        super().resizeEvent(event)
        self.document().setDocumentMargin(edge(self) - _FRAME)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _style() -> str:
    look = tokens()
    went, came = look.tone(Tone.CRITICAL).name(), look.tone(Tone.PRAISE).name()
    soft = look.soft(Tone.PRAISE).name()
    return (
        f"body {{ color: {look.text.name()}; font-size: {px(14)}px; }}"
        f"p {{ margin: 0 0 {px(6)}px 0; line-height: 150%; }}"
        f"p.title {{ font-weight: 700; margin-bottom: {px(8)}px; }}"
        f"p.rest {{ color: {look.muted.name()}; font-size: {px(12)}px; margin: {px(10)}px 0; }}"
        f"span.went {{ color: {went}; }}"
        f"span.came {{ color: {came}; background-color: {soft}; }}"
        f"p.told {{ margin: 0 0 {px(4)}px {px(16)}px; text-indent: -{px(16)}px; }}"
        f"td {{ font-size: {px(13)}px; }}"
        f"table {{ border-collapse: collapse; border-color: {look.line.name()}; }}"
    )
