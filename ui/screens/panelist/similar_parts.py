"""Around a comparison: taking texts in, waiting for it, and the finding under a pair."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.model.capture import Capture, Stance
from app.services.captures import Place
from app.visit import Visit
from ui import fonts
from ui.charts.progress import Meter
from ui.fonts import px
from ui.icons import Icon
from ui.models.findings_own import STANCE_TONES, stance_word
from ui.models.similar import Judged, Shown
from ui.models.subjects import subjects
from ui.room import edge, is_narrow
from ui.theme import Tone, tokens
from ui.widgets.basics import Button, Kind, Line, Tag, paragraph
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.notices import DropArea, Glyph
from ui.widgets.picker import Picker

_ICONS = {Stance.CONCERN: Icon.CONCERN, Stance.VERIFY: Icon.VERIFY, Stance.PRAISE: Icon.PRAISE}


class TakeIn(QWidget):
    """Drop files, choose them, or paste texts.

    Signals:
        dropped: (tuple of Path)
        asked: files are to be chosen.
        pasted: (text) is to be compared.
        left: back to what was compared before.
    """

    dropped = Signal(object)
    asked = Signal()
    pasted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.drop = DropArea(
            _("Drop case files, call records or minutes here, or click to choose them"), self
        )
        self.drop.setFixedHeight(px(120))
        self.drop.dropped.connect(self.dropped)
        self.drop.asked.connect(self.asked)
        self.text = TextEditor(self, name=_("Texts to compare"))
        self.text.setPlaceholderText(
            _("Or paste texts here, with a blank line between two of them")
        )
        self.compare = Button(_("Compare"), self, icon=Icon.SIMILAR)
        self.compare.clicked.connect(self._on_compare)
        self.back = Button(_("Back to the pairs"), self, kind=Kind.LINK, icon=Icon.PREVIOUS)
        self.back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.drop)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        column.addWidget(
            paragraph(
                _(
                    "Word, Excel, PDF and text files. Every file, row or page becomes one text; "
                    "all are compared with one another. The texts stay in memory and are gone "
                    "when the visit is closed; only findings are kept."
                ),
                self,
                role="small",
            )
        )

    def set_back(self, *, shown: bool) -> None:
        self.back.setVisible(shown)

    @Slot()
    def _on_compare(self) -> None:
        self.text.flush()
        self.pasted.emit(self.text.text())


class Waiting(QWidget):
    """While texts are compared.

    Signals:
        cancelled: the user does not want to wait.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = Line("", self, tone=Tone.MUTED)
        self.bar = Meter(self, height=6, width=320)
        self.bar.setFixedWidth(px(320))
        self.cancel = Button(_("Cancel"), self, hint="Esc")
        self.cancel.clicked.connect(self.cancelled)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(Glyph(Icon.SIMILAR, self, size=28), 0, middle)
        column.addWidget(self._words, 0, middle)
        column.addWidget(self.bar, 0, middle)
        column.addWidget(self.cancel, 0, middle)
        column.addStretch(3)

    def begin(self, words: str) -> None:
        self._words.set_text(words)
        self.bar.setAccessibleName(words)
        self.bar.set_share(0)

    @Slot(object, object)
    def on_progress(self, done: int, total: int) -> None:
        self.bar.set_share(done / total if total else 0)


class FindingFoot(QWidget):
    """The finding about a pair: its text, where it belongs, both references, and what to do.

    Signals:
        written: (text) was typed.
        submitted: Return in the text.
        moved: another place was chosen.
        asked: (letter) V or D.
    """

    written = Signal(str)
    submitted = Signal()
    moved = Signal()
    asked = Signal(str)

    def __init__(self, visit: Visit, parent: QWidget) -> None:
        super().__init__(parent)
        self._subjects = {s.key: s for s in subjects(visit)}
        self._shown: Shown | None = None
        self.text = LineEditor(self, name=_("Finding"))
        self.text.committed.connect(self.written)
        self.text.submitted.connect(self.submitted)
        self.stance = Tag("", self)
        self.district = Picker(self, name=_("District"))
        self.district.addItem(_("The whole station"), None)
        for district in visit.setup.districts:
            self.district.addItem(district.name, district.id)
        self.subject = Picker(self, name=_("About"))
        self._fill_subjects()
        for box in (self.district, self.subject):
            box.setMinimumWidth(px(120))
            box.setMaximumWidth(px(190))
            box.activated.connect(self._on_moved)
        wide = self.district.fontMetrics().horizontalAdvance(_("The whole station")) + px(48)
        self.district.setMinimumWidth(min(px(180), wide))
        self._refs = (Tag("", self), Tag("", self))
        self.verify = Button(_("To verify"), self, icon=Icon.VERIFY_OPEN, hint="V")
        self.dismiss = Button(_("Seen, no matter"), self, icon=Icon.TICK, hint="D")
        self.verify.clicked.connect(self._on_verify)
        self.dismiss.clicked.connect(self._on_dismiss)
        self._lay_out()
        for widget in (self._label, self.stance, *self._refs):
            widget.hide()

    def _fill_subjects(self) -> None:
        self.subject.addItem(_("No item"), "")
        for key, subject in self._subjects.items():
            indent = "\N{IDEOGRAPHIC SPACE}" if subject.item else ""
            self.subject.addItem(f"{indent}{subject.label}", key)

    def _lay_out(self) -> None:
        self._label = Line(_("Finding"), self, size=fonts.SMALL, bold=True, tone=Tone.MUTED)
        upper = QHBoxLayout()
        upper.setSpacing(12)
        upper.addWidget(self._label)
        upper.addWidget(self.text, 1)
        lower = self._lower = QHBoxLayout()
        lower.setSpacing(8)
        for widget in (self.stance, self.district, self.subject, *self._refs):
            lower.addWidget(widget)
        lower.addStretch(1)
        lower.addWidget(self.verify)
        lower.addWidget(self.dismiss)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addLayout(upper)
        self._column.addLayout(lower)

    def set_pair(self, shown: Shown, judged: Judged | None, draft: str) -> None:
        """Fills in what was made of a pair, or the proposal; what is being typed stays."""
        finding = judged.finding if judged else None
        text = judged.text if judged and finding else draft
        if shown is not self._shown or not self.text.hasFocus():
            self._shown = shown
            self._fill(text)
        stance = (judged.stance if judged else None) or Stance.CONCERN
        self.stance.set_tag(stance_word(stance), STANCE_TONES[stance], _ICONS[stance])
        if finding is not None:
            self._set_place(finding)
        for tag, record in zip(self._refs, (shown.left, shown.right), strict=True):
            tag.set_tag(fonts.elided(record.id, px(110), fonts.SMALL), icon=Icon.REPORT)
        dismissed = judged is not None and judged.dismissed and finding is None
        self.dismiss.set_text(_("It does matter") if dismissed else _("Seen, no matter"))
        self.dismiss.setVisible(finding is None)
        is_verify = finding is not None and stance is Stance.VERIFY
        self.verify.set_text(_("A concern after all") if is_verify else _("To verify"))

    def _fill(self, text: str) -> None:
        if text != self.text.text():
            self.text.set_text(text)

    def _set_place(self, finding: Capture) -> None:
        key = f"{finding.block or ''}/{finding.item or ''}"
        with QSignalBlocker(self.district), QSignalBlocker(self.subject):
            self.district.setCurrentIndex(max(0, self.district.findData(finding.district)))
            self.subject.setCurrentIndex(max(0, self.subject.findData(key)))

    def set_editable(self, *, editable: bool) -> None:
        self.text.setReadOnly(not editable)
        for widget in (self.district, self.subject, self.verify, self.dismiss):
            widget.setEnabled(editable)

    @property
    def place(self) -> Place:
        subject = self._subjects.get(str(self.subject.currentData()))
        return Place(
            block=(subject.block or None) if subject else None,
            item=(subject.item or None) if subject else None,
            district=self.district.currentData(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens().bg)
        painter.fillRect(0, 0, self.width(), 1, tokens().line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, narrow = edge(self), is_narrow(self)
        self._column.setContentsMargins(side + px(4), px(8 if narrow else 15), side, px(10))
        self._label.setVisible(not narrow)
        indent = 0 if narrow else self._label.sizeHint().width() + 12
        self._lower.setContentsMargins(indent, 0, 0, 0)
        self.stance.setVisible(not narrow)
        for tag in self._refs:
            tag.setVisible(not narrow)
        for button, letter in ((self.verify, "V"), (self.dismiss, "D")):
            button.set_hint("" if narrow else letter)

    @Slot(int)
    def _on_moved(self, _index: int) -> None:
        self.moved.emit()

    @Slot()
    def _on_verify(self) -> None:
        self.asked.emit("V")

    @Slot()
    def _on_dismiss(self) -> None:
        self.asked.emit("D")


def paths_words(paths: Sequence[Path]) -> str:
    """What is being read, for the progress line."""
    if not paths:
        return _("Comparing texts")
    name = paths[0].name
    return _("Comparing {name}").format(name=name) if len(paths) == 1 else _("Comparing texts")
