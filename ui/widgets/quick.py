"""Quick capture: a thought in a few seconds, from anywhere, over whatever page is shown."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import _, ngettext
from app.model.base import changed
from app.model.capture import Finding, Stance
from app.model.draft import QuickDraft
from app.services.captures import ANYWHERE, Place
from ui import messages
from ui.context import Context
from ui.icons import Icon
from ui.models.findings_own import STANCE_TONES, next_order, stance_word
from ui.photo_jobs import (
    Intake,
    Source,
    Thumbnails,
    choose_photos,
    from_file,
    holds_pictures,
    sources_beside_text,
)
from ui.widgets.basics import KeyCap, Rule
from ui.widgets.choice import Option, Segmented
from ui.widgets.overlay import Overlay
from ui.widgets.quick_foot import QuickFoot
from ui.widgets.quick_photos import QuickPhotos
from ui.widgets.quick_places import QuickPlaces, Standing, labelled
from ui.widgets.quick_text import QuickText

if TYPE_CHECKING:
    from app.exchange.photo import Picture

WIDTH, HEIGHT, TOP, FOOT = 660, 380, 194, 52
EDGE = 24
PAUSE = 600
"""Milliseconds from a change to the draft on disk, however long one goes on."""
_SEARCH = re.compile(r"[#＃]([^#＃\s]*)$")
_STANCES = (
    (Stance.PRAISE, Icon.PRAISE_OPEN),
    (Stance.CONCERN, Icon.CONCERN_OPEN),
    (Stance.VERIFY, Icon.VERIFY_OPEN),
)


class QuickCapture(Overlay):
    """Built once and shown when asked for. Enter stores; Escape keeps the draft.

    What is typed, chosen and added is on disk within a second, and there again after a kill.

    Signals:
        stored: (id) a finding was stored.
        draft_changed: there is a draft now, or there is none any more.
    """

    stored = Signal(str)
    draft_changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent, (WIDTH, HEIGHT), TOP, FOOT)
        self._context = context
        self._visit = context.open_visit
        self._kept = QuickDraft()
        self._storing = False
        self._problems: list[str] = []
        self.setAccessibleName(_("Quick capture"))
        self.setAcceptDrops(True)
        self._build_top()
        self._build_photos()
        self._lay_out()
        self._restore()
        self._connect()

    def _build_top(self) -> None:
        options = [
            Option(stance.value, stance_word(stance), STANCE_TONES[stance], icon)
            for stance, icon in _STANCES
        ]
        self.stance = Segmented(options, self.sheet, name=_("Stance"))
        self._stance_keys = KeyCap(("Alt", "1", "2", "3"), _("switch"), self.sheet)
        self.text = QuickText(self.sheet)
        self._places = QuickPlaces(self._visit, self.sheet)
        self.districts, self.items = self._places.districts, self._places.items
        self._foot = QuickFoot(FOOT, self.sheet)
        self.store_button = self._foot.button
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)

    def _build_photos(self) -> None:
        jobs = self._context.jobs
        self.photos = QuickPhotos(Thumbnails(self._visit, jobs, self), self.sheet)
        self._intake = Intake(jobs, self)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.stance)
        top.addStretch(1)
        top.addWidget(self._stance_keys)
        upper = QVBoxLayout()
        upper.setContentsMargins(EDGE, 21, EDGE, 14)
        upper.setSpacing(12)
        upper.addLayout(top)
        upper.addWidget(self.text, 1)
        upper.addWidget(Rule(self.sheet))
        upper.addWidget(self._places)
        upper.addLayout(labelled(_("Photos"), self.photos, self.sheet))
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        ring = (self.text, self.stance, self.districts, self.items, self.photos)
        self.set_ring((*ring, self.store_button))
        self.text.edited.connect(self._on_edited)
        self.text.submitted.connect(self._on_submitted)
        self.text.stepped.connect(self._places.step)
        self.text.removed.connect(self._on_removed)
        self.text.pictured.connect(self.take)
        self.stance.chosen.connect(self._on_changed)
        self._places.moved.connect(self._on_changed)
        self._places.taken.connect(self._on_taken)
        self.photos.asked.connect(self.open_files)
        self.photos.removed.connect(self._on_photo_removed)
        self._intake.made.connect(self._on_made)
        self._intake.refused.connect(self._on_photo_refused)
        self._intake.moved.connect(self._on_intake)
        self._foot.asked.connect(self.store)
        self._soon.timeout.connect(self.keep)
        self._context.bus.refused.connect(self._on_refused)
        self._connect_keys()

    def _connect_keys(self) -> None:
        slots = {
            "Alt+1": self._choose_praise,
            "Alt+2": self._choose_concern,
            "Alt+3": self._choose_verify,
            "Ctrl+V": self._paste,
        }
        for key, slot in slots.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def open_for(self, here: Standing) -> None:
        """Shows the sheet; a draft keeps its own place, else the place is where one stands."""
        if self.isVisible():
            return
        self._places.suggest(here)
        if self.has_draft:
            self._places.set_why(_("your draft, as you left it"))
        else:
            self._places.fill(here)
        self._look()
        self._tell()
        self._problems.clear()
        self.appear()
        self.text.setFocus()

    @property
    def why(self) -> str:
        """Where the filled-in place comes from."""
        return self._places.why

    @property
    def state(self) -> str:
        """What stands at the left of the foot: a kept draft, or a refusal."""
        return self._foot.state

    @property
    def has_draft(self) -> bool:
        return not self._draft().is_empty

    def flush(self) -> None:
        """Keeps what is still being composed, and the draft."""
        self.text.flush()
        self.keep()

    @Slot()
    def put_away(self) -> None:
        """Closes; what is typed stays for the next time."""
        self.flush()
        self._storing = False
        super().put_away()

    @Slot()
    def keep(self) -> None:
        """Puts the draft on disk if it is another one than there."""
        self._soon.stop()
        draft = self._draft()
        if draft == self._kept or (draft.is_empty and self._kept.is_empty):
            return
        try:
            self._visit.quick.keep(draft)
        except UserError as error:
            self._refuse(messages.brief(error))
        else:
            self._hold(draft)

    @Slot()
    def store(self) -> None:
        """Stores the finding and closes, as soon as its photos are ready; an empty one stays."""
        self._problems.clear()
        self.flush()
        text = self.text.text().strip()
        self._storing = bool(text) and self._intake.waiting > 0
        if not text:
            self.text.setFocus()
            if self.has_draft:
                self._refuse(_("Say in a few words what the photo shows."))
        elif self._storing:
            self._tell()
        else:
            self._store(text)

    @Slot()
    def open_files(self) -> None:
        """Lets the user choose photos."""
        self.take_files(choose_photos(self._context.state, self.sheet))

    def take_files(self, paths: Iterable[Path]) -> None:
        self.take([partial(from_file, path) for path in paths])

    @Slot(object)
    def take(self, found: Iterable[Source]) -> None:
        """Takes photos in, one after the other and off this thread."""
        self._touch()
        self._intake.add(found, ANYWHERE)

    def _store(self, text: str) -> None:
        links = (self._places.link,) if self._places.link else ()
        stance = Stance(self.stance.current)
        body = Finding(stance=stance, text=text, order=next_order(self._visit), links=links)
        place, photos = self._places.place, self.photos.digests
        stored = self._context.bus.run(lambda: self._visit.quick.store(body, place, photos), self)
        if stored is None:
            return
        self.text.set_text("")
        self.photos.set_photos((), 0)
        self._hold(QuickDraft())
        self.put_away()
        self.stored.emit(stored.id)

    def _draft(self) -> QuickDraft:
        place = self._places.place
        return QuickDraft(
            stance=Stance(self.stance.current),
            text=self.text.text(),
            block=place.block or "",
            item=place.item or "",
            district=place.district or "",
            site=place.site or "",
            link=self._places.link,
            photos=self.photos.digests,
            unready=self._intake.waiting,
        )

    def _restore(self) -> None:
        """Shows the draft that the visit kept; without one, nothing is changed."""
        kept = self._visit.quick.draft() or QuickDraft()
        self.stance.set_current(kept.stance.value)
        self.text.set_text(kept.text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.photos.set_photos(kept.photos, 0)
        self._places.fill(kept)
        self._kept = kept
        if kept.unready:
            lost = ngettext(
                "{count} photo was not ready when the program ended. Add it again.",
                "{count} photos were not ready when the program ended. Add them again.",
                kept.unready,
            )
            self._problems.append(lost.format(count=kept.unready))

    def _hold(self, draft: QuickDraft) -> None:
        """What is on disk now."""
        news = draft.is_empty is not self._kept.is_empty
        self._kept = draft
        self._tell()
        if news:
            self.draft_changed.emit()

    def _searched(self) -> str | None:
        """What is typed behind a # up to the cursor, None where nothing is searched."""
        cursor = self.text.textCursor()
        found = _SEARCH.search(self.text.text()[: cursor.position()])
        return found.group(1) if found else None

    def _look(self, *, again: bool = False) -> None:
        """Finds what is searched for; up and down go through it."""
        self._places.look(self._searched(), again=again)
        self.text.searching = self._places.is_searching

    def _tell(self) -> None:
        """The state at the left of the foot, or what was refused."""
        if self._problems:
            first, more = self._problems[0], len(self._problems) - 1
            said = ngettext(
                "{first} {count} more was refused.", "{first} {count} more were refused.", more
            )
            self._foot.refuse(said.format(first=first, count=more) if more else first)
            return
        count = len(self._visit.captures.all("finding"))
        noted = ngettext("{count} noted so far", "{count} noted so far", count)
        self._foot.say(*self._state(), noted.format(count=count))

    def _state(self) -> tuple[str, Icon | None]:
        if self._storing:
            return _("noted down once the photos are ready"), Icon.CLOCK
        return ("", None) if self._kept.is_empty else (_("draft kept"), Icon.DONE)

    def _refuse(self, problem: str) -> None:
        self._problems.append(problem)
        self._tell()

    def _touch(self) -> None:
        """The user did something: what was refused is read, and the draft is other."""
        self._storing = False
        if self._problems:
            self._problems.clear()
            self._tell()
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _on_changed(self) -> None:
        self._touch()

    @Slot()
    def _on_edited(self) -> None:
        self._touch()
        self._look(again=True)

    @Slot()
    def _on_submitted(self) -> None:
        if self._places.is_searching:
            self._places.take()
        else:
            self.store()

    @Slot()
    def _on_taken(self) -> None:
        """Takes the search out of the text."""
        cursor = self.text.textCursor()
        before = self.text.text()[: cursor.position()]
        found = _SEARCH.search(before)
        if found:
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.movePosition(QTextCursor.MoveOperation.Left, keep, len(before) - found.start())
            cursor.removeSelectedText()
            self.text.setTextCursor(cursor)
        self._look()

    @Slot(int)
    def _on_removed(self, count: int) -> None:
        said = ngettext("{count} character removed", "{count} characters removed", count)
        self._refuse(said.format(count=count))

    @Slot(object, object)
    def _on_made(self, picture: "Picture", _place: Place) -> None:
        left = self._intake.waiting - 1
        try:
            kept = self._visit.quick.keep_photo(changed(self._draft(), unready=left), picture.data)
        except UserError as error:
            self._on_photo_refused(error)
            return
        self.photos.set_photos(kept.photos, left)
        self._hold(kept)

    @Slot(object)
    def _on_photo_refused(self, error: UserError) -> None:
        self._storing = False
        self._refuse(messages.brief(error))

    @Slot()
    def _on_intake(self) -> None:
        waiting = self._intake.waiting
        self.photos.set_photos(self.photos.digests, waiting)
        self._soon.start()
        if self._storing and not waiting:
            self.store()

    @Slot(str)
    def _on_photo_removed(self, digest: str) -> None:
        left = tuple(one for one in self.photos.digests if one != digest)
        self.photos.set_photos(left, self._intake.waiting)
        self._touch()

    @Slot(object, object)
    def _on_refused(self, error: UserError, initiator: object) -> None:
        if initiator is self:
            self._refuse(messages.brief(error))

    @Slot()
    def _paste(self) -> None:
        """Ctrl+V anywhere in the sheet: pictures to the photos, a text to the text."""
        mime = QGuiApplication.clipboard().mimeData()
        found = sources_beside_text(mime)
        if found:
            self.take(found)
        else:
            self.text.setFocus()
            self.text.paste()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The stances keep their room; the keys that choose them go first."""
        super().resizeEvent(event)
        needed = self.stance.sizeHint().width() + self._stance_keys.sizeHint().width()
        self._stance_keys.setVisible(needed + 2 * EDGE < self.sheet.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter notes down from every row of the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.store()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(sources_beside_text(event.mimeData()))

    @Slot()
    def _choose_praise(self) -> None:
        self.stance.choose(Stance.PRAISE.value)

    @Slot()
    def _choose_concern(self) -> None:
        self.stance.choose(Stance.CONCERN.value)

    @Slot()
    def _choose_verify(self) -> None:
        self.stance.choose(Stance.VERIFY.value)
