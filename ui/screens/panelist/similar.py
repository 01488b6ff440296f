"""Similar texts: take texts in, look at the pairs that are alike, make findings of them."""

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _, ngettext
from app.model.base import changed
from app.model.capture import Finding, Stance
from app.rules.similarity import Pair
from ui import actions, fonts, messages
from ui.actions import Do
from ui.context import Context
from ui.fonts import px
from ui.icons import Icon
from ui.jobs import Job
from ui.models import similar as model
from ui.models.findings_own import next_order
from ui.models.similar import Compared, Comparing, Judged, Key, Showing, Shown
from ui.screens.base import Here
from ui.screens.panelist.files_part import FilesPart
from ui.screens.panelist.finding_list import Upright
from ui.screens.panelist.similar_parts import FindingFoot, TakeIn, Waiting, paths_words
from ui.screens.panelist.similar_view import PairList, PairView
from ui.theme import Tone
from ui.widgets.basics import Button, Kind, Line, paragraph
from ui.widgets.link_strip import LinkStrip
from ui.widgets.notices import EmptyState
from ui.widgets.page import is_narrow

FOLDER = "files/folder"
PAIRS, NARROW_PAIRS = 236, 208
TAKE_IN, WAITING, RESULT = range(3)


class SimilarPart(FilesPart):
    """Texts are taken in, compared in a job, and looked at pair by pair; all in memory only."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.title = _("Similar texts")
        self.purpose = _("Find records that read alike, and judge whether they were copied.")
        super().__init__(context, parent)
        self.setAcceptDrops(True)
        self._compared: Compared | None = None
        self._judged: dict[Key, Judged] = {}
        self._drafts: dict[str, str] = {}
        self._shown = ""
        self._job: Job | None = None
        self._showing: Job | None = None
        self.primary = self.head.primary(
            _("Make a finding"), Icon.CONCERN_OPEN, actions.hint(Do.DONE)
        )
        self.primary.clicked.connect(self.done)
        self._build_pairs()
        self._build_pages()

    def _build_pairs(self) -> None:
        self.pairs = PairList(self)
        self.pairs.chosen.connect(self._on_pair)
        self.pairs.asked.connect(self._on_letter)
        self._count = Line("", self, size=fonts.SMALL, bold=True, tone=Tone.MUTED)
        self.add_button = Button(_("More texts"), self, kind=Kind.LINK, icon=Icon.ADD)
        self.add_button.clicked.connect(self._on_more)
        self.clear_button = Button(_("Start afresh"), self, kind=Kind.LINK, icon=Icon.DELETE)
        self.clear_button.clicked.connect(self._on_clear)
        self._note = paragraph(
            _(
                "Likeness goes by the letters alone, without headings of the form. One hand, a "
                "template or copying can all be behind it."
            ),
            self,
            role="small",
        )
        self._side = QWidget(self)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 19, 6)
        head.addWidget(self._count)
        head.addStretch(1)
        self._figure_head = Line(_("likeness"), self, size=fonts.SMALL, tone=Tone.MUTED)
        head.addWidget(self._figure_head)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 10, 19, 12)
        foot.setSpacing(2)
        foot.addWidget(self._note)
        foot.addWidget(self.add_button)
        foot.addWidget(self.clear_button)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pairs, 1)
        column.addLayout(foot)

    def _build_pages(self) -> None:
        self.take_in = TakeIn(self)
        self.take_in.dropped.connect(self.take)
        self.take_in.asked.connect(self.open_files)
        self.take_in.pasted.connect(self._on_pasted)
        self.take_in.left.connect(self._on_back)
        self.waiting = Waiting(self)
        self.waiting.cancelled.connect(self.cancel)
        self.view = PairView(self)
        self.foot = FindingFoot(self.visit, self)
        self.foot.written.connect(self._on_written)
        self.foot.submitted.connect(self._on_submitted)
        self.foot.moved.connect(self._on_moved)
        self.foot.asked.connect(self._on_letter)
        self._nothing = EmptyState("", self, action=_("More texts"), icon=Icon.DONE)
        self._nothing.asked.connect(self._on_more)
        self._nothing.hide()
        body = QWidget(self)
        self._body = QStackedLayout(body)
        for page in (self.take_in, self.waiting, self._result()):
            self._body.addWidget(page)
        frame = self.lay_out(body)
        self.links = LinkStrip(self.visit, self)
        self.links.followed.connect(self.go)
        frame.add(self.links)

    def _result(self) -> QWidget:
        page = QWidget(self)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.view, 1)
        right.addWidget(self.foot)
        right.addWidget(self._nothing, 1)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(Upright(self))
        row.addLayout(right, 1)
        return page

    @property
    def count(self) -> int | None:
        """How many pairs were found; None before anything was compared."""
        return len(self._compared.comparison.pairs) if self._compared else None

    def refresh(self) -> None:
        self.show_sealed()
        self._judged = model.judged(self.visit)
        if self._compared is None or self._job is not None:
            self.take_in.set_back(shown=self._compared is not None)
            self._turn(WAITING if self._job else TAKE_IN)
            return
        self._show_pairs()

    def _turn(self, page: int) -> None:
        self._body.setCurrentIndex(page)
        self.primary.setVisible(page == RESULT and bool(self.count) and self.editable)

    def _show_pairs(self) -> None:
        compared = self._compared
        if compared is None:
            return
        rows = model.pair_rows(compared.comparison, self._judged)
        self.pairs.set_rows(rows)
        if rows and not self.pairs.current_id:
            self.pairs.set_current(rows[0].id)
        found = len(compared.comparison.pairs)
        words = ngettext("{count} pair alike", "{count} pairs alike", found)
        self._count.set_text(words.format(count=found))
        if found > len(rows):
            self._count.set_text(
                _("the first {shown} of {count} pairs").format(shown=len(rows), count=found)
            )
        texts = model.texts_words(compared.sources)
        self.purpose = _(
            "{texts}: which read alike? Whether they were copied is yours to judge."
        ).format(texts=texts)
        self.fit_head()
        for widget in (self.view, self.foot):
            widget.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.set_sentence(
            _("{texts}, and no two of them are alike.").format(texts=texts), _("More texts")
        )
        self.foot.set_editable(editable=self.editable)
        self._turn(self._body.currentIndex())
        self._show_foot()

    def _pair(self) -> Pair | None:
        number = self.pairs.current_id
        return self._compared.comparison.pairs[int(number)] if self._compared and number else None

    def _show_pair(self) -> None:
        """Lays the two texts side by side; long ones in a job."""
        pair, compared = self._pair(), self._compared
        if pair is None or compared is None:
            self.view.show_pair(None)
            return
        self._shown = self.pairs.current_id
        showing = Showing(compared.comparison, pair)
        self._showing = None
        if not showing.is_long:
            self._take_shown(model.shown(compared.comparison, pair))
            return
        self.view.show_pair(None)
        self._showing = Job(_("Laying texts side by side"), showing, self)
        self._showing.succeeded.connect(self._on_shown)
        self.context.jobs.start(self._showing)

    def _take_shown(self, shown: Shown) -> None:
        self.view.show_pair(shown)
        self._show_foot()

    def _show_foot(self) -> None:
        shown = self.view.shown
        if shown is not None:
            draft = self._drafts.get(self._shown, shown.proposal)
            self.foot.set_pair(shown, self._known(), draft)
        known = self._known()
        self.links.show_referring((known.capture,) if known is not None else ())

    def _known(self) -> Judged | None:
        """What was made of the pair that is shown."""
        shown = self.view.shown
        if shown is None:
            return None
        return self._judged.get(frozenset((shown.evidence.left, shown.evidence.right)))

    def flush(self) -> None:
        self.foot.text.flush()

    def enter(self) -> None:
        if self._body.currentIndex() == RESULT and self.count:
            self.pairs.setFocus()
        elif self._body.currentIndex() == TAKE_IN:
            self.take_in.drop.setFocus()
        else:
            self.tabs.setFocus()

    def here(self) -> Here:
        place = self.foot.place
        return Here(place.block or "", place.item or "", place.district or "")

    def done(self) -> None:
        """Makes the finding; when it is made, goes on to the next pair."""
        known = self._known()
        if known is not None and known.finding is not None:
            self.next_open()
        else:
            self._make(Stance.CONCERN)

    def next_open(self) -> None:
        """The next pair of which nothing was made."""
        self.flush()
        compared = self._compared
        if compared is None or self._body.currentIndex() != RESULT:
            return
        pairs = compared.comparison.pairs[: model.MOST_PAIRS]
        start = int(self.pairs.current_id or -1) + 1
        order = [*range(start, len(pairs)), *range(start)]
        for number in order:
            known = self._judged.get(model.key_of(compared.comparison, pairs[number]))
            if known is None or not known.is_settled:
                self._go_to(number)
                return
        self.told.emit(_("Every pair was judged."))
        self.pairs.setFocus()

    def _go_to(self, number: int) -> None:
        self.pairs.set_current(str(number))
        self.pairs.scrollTo(self.pairs.currentIndex())
        self._show_pair()
        self.pairs.setFocus()

    def open_files(self) -> None:
        """Lets the user choose files to compare."""
        start = self.context.state.text(FOLDER)
        chosen, _kind = QFileDialog.getOpenFileNames(
            self, _("Choose texts"), start, _("Texts (*.docx *.xlsx *.pdf *.txt *.csv)")
        )
        if chosen:
            self.context.state.set_text(FOLDER, str(Path(chosen[0]).parent))
            self.take(tuple(map(Path, chosen)))

    @Slot(object)
    def take(self, paths: tuple[Path, ...]) -> None:
        """Adds files to what is compared."""
        self._start(Comparing(self._sources, paths), paths_words(paths))

    @property
    def _sources(self) -> tuple[model.Source, ...]:
        return self._compared.sources if self._compared else ()

    def _start(self, work: Comparing, words: str) -> None:
        if self._job is not None:
            self.told.emit(_("Wait until the comparison has ended, or cancel it first."))
            return
        self.flush()
        self.notice.hide()
        job = self._job = Job(words, work, self)
        self.waiting.begin(words)
        self._turn(WAITING)
        job.progress.connect(self.waiting.on_progress)
        job.succeeded.connect(self._on_compared)
        job.failed.connect(self.refused)
        job.finished.connect(self._on_finished)
        self.context.jobs.start(job)
        if self._job is not None:
            self.waiting.cancel.setFocus()

    @Slot()
    def cancel(self) -> None:
        """Stops comparing; what was compared before stays."""
        if self._job is not None:
            self._job.cancel()

    def _make(self, stance: Stance) -> None:
        """Stores the pair and the finding about it, in one step."""
        shown = self.view.shown
        text = self.foot.text.text().strip()
        if shown is None or not self.editable:
            return
        if not text:
            self.foot.text.setFocus()
            self.told.emit(_("Write in a few words what is alike."))
            return
        body = Finding(stance=stance, text=text, order=next_order(self.visit))
        self._drafts.pop(self._shown, None)
        self.run(partial(self.visit.captures.record_linked, shown.evidence, body, self.foot.place))

    def _change(self, judged: Judged, **fields: object) -> None:
        capture = judged.finding
        if capture is not None:
            body = changed(capture.body, **fields)
            operation = partial(self.visit.captures.change, capture.id, body, self.foot.place)
            self.run(operation)

    @Slot(str)
    def _on_letter(self, letter: str) -> None:
        """F makes a finding, V one to verify (or a concern of it again), D dismisses."""
        known = self._known()
        made = known is not None and known.finding is not None
        if letter == "D":
            self._dismiss(known)
        elif known is None or not made:
            self._make(Stance.VERIFY if letter == "V" else Stance.CONCERN)
            self._edit_if(letter)
        elif letter == "V":
            other = Stance.CONCERN if known.stance is Stance.VERIFY else Stance.VERIFY
            self._change(known, stance=other)
        else:
            self._edit_if(letter)

    def _edit_if(self, letter: str) -> None:
        """After F the text can be reworded at once."""
        known = self._known()
        if letter == "F" and known is not None and known.finding is not None:
            self.foot.text.setFocus()
            self.foot.text.end(False)

    def _dismiss(self, known: Judged | None) -> None:
        shown = self.view.shown
        if shown is None or not self.editable or (known is not None and known.finding):
            return
        if known is not None and known.dismissed:
            self.run(partial(self.visit.captures.remove, known.capture))
            return
        kept = changed(shown.evidence, dismissed=True)
        if self.run(partial(self.visit.similar.dismiss, kept, self.foot.place)) is not None:
            self.next_open()

    @Slot(str)
    def _on_pair(self, _pair: str) -> None:
        self.flush()
        self._show_pair()

    @Slot(object)
    def _on_shown(self, shown: object) -> None:
        if self.sender() is self._showing:
            self._take_shown(cast("Shown", shown))

    @Slot(str)
    def _on_written(self, text: str) -> None:
        """What is typed is stored at once: it is a finding from the first words on."""
        known = self._known()
        if not text.strip() or not self.editable:
            self._drafts[self._shown] = text
        elif known is not None and known.finding is not None:
            self._change(known, text=text.strip())
        else:
            self._make(Stance.CONCERN)

    @Slot()
    def _on_submitted(self) -> None:
        """Return: the finding is done, on to the next pair."""
        self.done()
        if self.foot.text.hasFocus():
            self.next_open()

    @Slot()
    def _on_moved(self) -> None:
        known = self._known()
        if known is not None:
            self._change(known)

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        if text.strip():
            self._start(Comparing(self._sources, (), text), _("Comparing texts"))
        else:
            self.take_in.text.setFocus()

    @Slot(object)
    def _on_compared(self, value: object) -> None:
        compared = cast("Compared", value)
        self._compared = compared
        self._drafts.clear()
        self._job = None
        self.pairs.set_rows(())
        self.refresh()
        self._turn(RESULT)
        self._show_pair()
        self._tell_left_out(compared)
        self.switched.emit("")
        self.enter()

    def _tell_left_out(self, compared: Compared) -> None:
        """Which files could not be read, and what had nothing to compare."""
        scans = [source for source in compared.sources if source.without_text]
        if compared.refusals:
            self.notice.show_text(
                messages.render(compared.refusals[0]),
                " ".join(messages.render(error) for error in compared.refusals[1:]),
            )
        elif scans:
            pages = sum(source.without_text for source in scans)
            words = ngettext(
                "{count} page holds no text, perhaps a scan: {files}.",
                "{count} pages hold no text, perhaps scans: {files}.",
                pages,
            )
            files = "、".join(source.name for source in scans)
            self.notice.show_text(words.format(count=pages, files=files), tone=Tone.CONCERN)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        if self._body.currentIndex() == WAITING:
            self.refresh()
            self._turn(RESULT if self._compared else TAKE_IN)
            self.enter()

    @Slot()
    def _on_more(self) -> None:
        self.flush()
        self.take_in.set_back(shown=True)
        self._turn(TAKE_IN)
        self.take_in.drop.setFocus()

    @Slot()
    def _on_back(self) -> None:
        if self._compared is not None:
            self._turn(RESULT)
            self.enter()

    @Slot()
    def _on_clear(self) -> None:
        """Forgets the texts; findings stay."""
        self.flush()
        self._compared = None
        self.view.show_pair(None)
        self.take_in.text.set_text("")
        self.refresh()
        self.switched.emit("")
        self.take_in.drop.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._job is not None:
            self.cancel()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = is_narrow(self)
        self._side.setFixedWidth(px(NARROW_PAIRS if narrow else PAIRS))
        self._note.setVisible(not narrow)
        self._figure_head.setVisible(not narrow)
        self.fit_head()
