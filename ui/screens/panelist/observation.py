"""Observation: places at the left, the checklist of one, its photos below, records beside."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.exchange.photo import Picture, turned
from app.i18n import _
from app.model.base import changed
from app.model.capture import Answer, AnswerValue, AnyBody, Capture, Note, Photo
from app.model.schedule import Stage
from app.services.captures import Place
from ui import actions, fonts
from ui.actions import Do
from ui.context import Context
from ui.fonts import px
from ui.icons import Icon
from ui.jobs import Job, Progress
from ui.models.observation import (
    STATION,
    PhotoRow,
    Spot,
    Spots,
    check_rows,
    spots_of,
)
from ui.photo_jobs import Intake, Thumbnails, choose_photos, from_file, holds_pictures, sources
from ui.screens.base import Here, Screen, Target
from ui.screens.panelist.checklist import AnswerHead, Checklist
from ui.screens.panelist.photo_strip import PhotoStrip
from ui.screens.panelist.places import PlacesColumn
from ui.screens.panelist.sealed import show_sealed
from ui.screens.panelist.site_panel import SitePanel
from ui.widgets.hints import KeyHints
from ui.widgets.link_strip import LinkStrip
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead, is_narrow
from ui.widgets.photo_viewer import PhotoViewer

TITLE, NARROW_TITLE = 300, 240
AT_SITE = ("answer", "photo", "note")


class ObservationScreen(Screen):
    """One place at a time; every answer is stored at the key."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setAcceptDrops(True)
        self._spots: Spots | None = None
        self._spot_id = ""
        self._build_places()
        self._build_checklist()
        self._build_photos()
        self._build_side()
        self._lay_out()

    def _build_places(self) -> None:
        self.places = PlacesColumn(self)
        self.places.chosen.connect(self._on_place)
        self.places.entered.connect(self._on_entered)
        self._head = PageHead(_("Observation"), "", self)
        self.next_button = self._head.primary(_("Next place"), Icon.NEXT, actions.hint(Do.DONE))
        self.next_button.set_look(trailing=True)
        self.next_button.clicked.connect(self.done)
        self.notice = Refusal(self)
        self.notice.asked.connect(self._on_notice_asked)

    def _build_checklist(self) -> None:
        self.checklist = Checklist(self)
        self.checklist.answered.connect(self._on_answered)
        self.checklist.remarked.connect(self._on_remarked)
        self.checklist.hinted.connect(self._on_hinted)
        self._answers = AnswerHead(self, self.checklist)
        self.no_checklist = EmptyState(
            _("This instrument has no checklist. Take photos, and note what you see beside."),
            self,
            icon=Icon.OBSERVATION,
        )
        self.nowhere = EmptyState(
            _("You are recused from the whole station, so there is nothing to observe."),
            self,
            icon=Icon.RECUSED,
        )

    def _build_photos(self) -> None:
        self.thumbnails = Thumbnails(self.visit, self.context.jobs, self)
        self._intake = Intake(self.context.jobs, self)
        self._intake.made.connect(self._on_made)
        self._intake.refused.connect(self.refused)
        self.photos = PhotoStrip(self.thumbnails, self)
        self.photos.opened.connect(self._on_photo_opened)
        self.photos.removed.connect(self._on_removed)
        self.photos.asked.connect(self.open_files)
        self.viewer = PhotoViewer(self.visit, self)
        self.viewer.captioned.connect(self._on_captioned)
        self.viewer.turned.connect(self._on_turned)
        self.viewer.removed.connect(self._on_removed)
        self.viewer.closed.connect(self._on_viewer_closed)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def _build_side(self) -> None:
        self.panel = SitePanel(self)
        self.panel.settled.connect(self._on_settled)
        self.panel.noted.connect(self._on_noted)
        self.panel.followed.connect(self._on_followed)
        self.panel.quick_asked.connect(self._on_quick_asked)

    def _lay_out(self) -> None:
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._answers)
        column.addWidget(self.checklist, 1)
        self._hints = self._keys()
        column.addWidget(self._hints)
        self._body = QStackedLayout()
        for part in (full, self.no_checklist, self.nowhere):
            self._body.addWidget(part)
        self._frame = PageFrame(self._head, self.panel, self)
        self._frame.add(self.notice)
        holder = QWidget(self._frame)
        holder.setLayout(self._body)
        self._frame.add(holder, 1)
        self._frame.add(self.photos)
        self.links = LinkStrip(self.visit, self)
        self.links.followed.connect(self.go)
        self._frame.add(self.links)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.places)
        row.addWidget(self._frame, 1)

    def _keys(self) -> KeyHints:
        hints = (
            (("1", "–", "4"), _("answer")),
            (("Enter",), _("remark")),
            (("Delete",), _("take back")),
            (actions.keys(Do.NEXT_OPEN), _("next open question")),
        )
        return KeyHints(hints, self)

    @property
    def spot(self) -> Spot | None:
        """The place that is shown."""
        return self._spots.get(self._spot_id) if self._spots else None

    def refresh(self) -> None:
        self._spots = spots_of(self.visit)
        if self._spots.get(self._spot_id) is None:
            self._spot_id = self._spots.spots[0].id if self._spots.spots else ""
        self.places.show_spots(self._spots, self._spot_id)
        self._show_notice()
        self._show_spot()

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        """Stores a remark, a caption and a note that are still in their fields."""
        self.checklist.flush()
        self.panel.flush()
        self.viewer.flush()

    def reveal(self, target: Target) -> None:
        """Goes to the place of a capture; a photo is shown in full."""
        capture = self.visit.captures.get(target.capture) if target.capture else None
        if capture is None:
            return
        self.go_to(capture.site or STATION)
        if isinstance(capture.body, Answer):
            self.checklist.set_current(capture.item or "")
            self.checklist.setFocus()
        elif isinstance(capture.body, Photo):
            self._on_photo_opened(capture.id)

    def enter(self) -> None:
        """The keyboard goes to the first open question."""
        if self.viewer.isVisible():
            self.viewer.setFocus()
        elif not self.checklist.isVisible():
            self.panel.note.setFocus()
        elif self.checklist.currentIndex().isValid():
            self.checklist.setFocus()
        else:
            self._to_first()

    def here(self) -> Here:
        spot = self.spot
        if spot is None:
            return Here()
        return Here(district=spot.district.id if spot.district else "", site=spot.site or "")

    def next_open(self) -> None:
        """The next question without an answer, here and then at the other places."""
        self.flush()
        self.viewer.put_away()
        if self.checklist.isVisible() and self.checklist.next_open():
            return
        found = self._spots.next_after(self._spot_id) if self._spots else None
        if found is None:
            self.told.emit(_("Every question is answered everywhere."))
            return
        self.go_to(found.id)

    def done(self) -> None:
        """The next place in the column, or the next that is open after the last."""
        self.flush()
        self.viewer.put_away()
        if self._spots is None:
            return
        found = self._spots.neighbour(self._spot_id) or self._spots.next_after(self._spot_id)
        if found is None:
            self.told.emit(_("Every question is answered everywhere."))
            return
        self.go_to(found.id)

    def go_to(self, spot: str) -> None:
        """Shows a place, and gives its checklist the keyboard."""
        self._leave(spot)
        self.places.set_current(spot)
        if self.checklist.isVisible():
            self._to_first()

    def open_files(self) -> None:
        chosen = choose_photos(self.context.state, self)
        if chosen:
            self.take_files(chosen)

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Keeps photos at the place that is shown; what is no photo is refused."""
        if self._editable() and self.spot is not None:
            self.notice.hide()
            self._intake.add([partial(from_file, path) for path in paths], self._place())

    @Slot()
    def paste(self) -> None:
        """Keeps the picture that is on the clipboard."""
        found = sources(QGuiApplication.clipboard().mimeData())
        if not found:
            self.told.emit(_("There is no picture on the clipboard."))
        elif self._editable() and self.spot is not None:
            self.notice.hide()
            self._intake.add(found, self._place())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._editable() and holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.notice.hide()
        self._intake.add(sources(event.mimeData()), self._place())

    def _editable(self) -> bool:
        return self.visit.handin.sealed_revision is None and not self.visit.read_only

    def _place(self) -> Place:
        spot = self.spot
        district = spot.district.id if spot and spot.district else None
        return Place(district=district, site=spot.site if spot else None)

    def _show_notice(self) -> None:
        revision = self.visit.handin.sealed_revision
        if revision is not None or self.notice.action.text():
            show_sealed(self.notice, revision)

    def _show_spot(self) -> None:
        spot, editable = self.spot, self._editable()
        asks = bool(self.visit.instrument.checklist)
        self._body.setCurrentIndex(2 if spot is None else 0 if asks else 1)
        for part in (self.photos, self.panel if spot is None else None, self.next_button):
            if part is not None:
                part.setVisible(spot is not None)
        if spot is None:
            self._head.set_title(_("Observation"), "")
            return
        self._show_head(spot)
        self.checklist.show_rows(check_rows(self.visit, spot), editable=editable)
        self._hints.setVisible(editable)
        self._show_photos(spot, editable=editable)
        self._show_links(spot)
        self.panel.show_spot(self.visit, spot, self.visit.captures.findings(), editable=editable)
        note = self._note()
        self.panel.show_note(note.body.text if note else "", editable=editable)

    def _show_head(self, spot: Spot) -> None:
        where = spot.district.name if spot.district else self.visit.setup.station.address
        purpose = _("{where}. Note what you see.").format(where=where) if where else ""
        narrow = is_narrow(self)
        room = px(NARROW_TITLE if narrow else TITLE)
        name = fonts.elided(spot.name, room, fonts.TITLE, bold=True)
        self._head.set_title(name, "" if narrow else purpose)

    def _show_links(self, spot: Spot) -> None:
        """What refers to anything that was recorded here."""
        at_site = self.visit.captures.at_site
        if not self.visit.links.referrers():
            self.links.show_referring(())
            return
        here = (c for kind in AT_SITE for c in at_site(kind, spot.site))
        self.links.show_referring(c.id for c in here if not _is_of_briefing(c.body))

    def _show_photos(self, spot: Spot, *, editable: bool) -> None:
        rows = tuple(
            PhotoRow(c.id, c.body.blob, c.body.caption, _clock(c.at))
            for c in self.visit.captures.at_site("photo", spot.site)
            if isinstance(c.body, Photo)
        )
        self.photos.show_rows(rows, editable=editable)
        if self.viewer.isVisible():
            self.viewer.set_rows(rows)

    def _note(self) -> "NoteOf | None":
        """The note on the place that is shown, if there is one."""
        spot = self.spot
        if spot is None:
            return None
        found = self.visit.captures.at_site("note", spot.site)
        own = (c for c in found if isinstance(c.body, Note) and c.body.stage == _STAGE)
        return next((NoteOf(c.id, c.body) for c in own if isinstance(c.body, Note)), None)

    def _leave(self, spot: str) -> None:
        """Goes to another place; what is typed belongs to the one before."""
        self.flush()
        self.visit.end_typing()
        if spot != self._spot_id:
            self._spot_id = spot
            self.checklist.set_current("")
            self._show_spot()

    def _to_first(self) -> None:
        """To the first open question, or to the first at all."""
        if not self.checklist.next_open():
            self.checklist.setCurrentIndex(self.checklist.rows.index(0))
            self.checklist.setFocus()

    def _answer(self, question: str) -> Capture | None:
        spot = self.spot
        found = self.visit.captures.at_site("answer", spot.site) if spot else ()
        return next((c for c in found if c.item == question), None)

    @Slot(str)
    def _on_place(self, spot: str) -> None:
        self._leave(spot)

    @Slot()
    def _on_entered(self) -> None:
        if self.checklist.isVisible():
            self._to_first()

    @Slot(str, object)
    def _on_answered(self, question: str, value: AnswerValue | None) -> None:
        given = self._answer(question)
        if value is None and given is not None:
            self.run(partial(self.visit.captures.remove, given.id))
        if value is None:
            return
        remark = given.body.remark if given and isinstance(given.body, Answer) else ""
        self._give(question, Answer(value=value, remark=remark))

    def _give(self, question: str, body: Answer, merge_key: str = "") -> None:
        spot = self.spot
        if spot is not None:
            place = Place(item=question, site=spot.site)
            self.run(partial(self.visit.captures.record, body, place, merge_key))

    @Slot(str, str)
    def _on_remarked(self, question: str, text: str) -> None:
        given = self._answer(question)
        if given is not None and isinstance(given.body, Answer):
            self.run(
                partial(self.visit.captures.change, given.id, changed(given.body, remark=text))
            )

    @Slot()
    def _on_hinted(self) -> None:
        self.told.emit(_("Answer with 1 to 4 first; then write the remark."))

    @Slot(object, object)
    def _on_made(self, picture: Picture, place: Place) -> None:
        self.run(partial(self.visit.captures.add_photo, picture.data, "", place))

    @Slot(str)
    def _on_photo_opened(self, photo: str) -> None:
        rows = self.photos.list.rows.rows
        shown = tuple(row for row in rows if isinstance(row, PhotoRow))
        if photo in [row.id for row in shown]:
            self.viewer.open_at(photo, shown, editable=self._editable())

    @Slot(str)
    def _on_viewer_closed(self, photo: str) -> None:
        self.photos.list.set_current(photo)
        (self.photos.list if self.photos.list.isVisible() else self.photos.add).setFocus()

    @Slot(str, str)
    def _on_captioned(self, photo: str, text: str) -> None:
        capture = self.visit.captures.get(photo)
        if capture is not None and isinstance(capture.body, Photo):
            body = changed(capture.body, caption=text)
            self.run(partial(self.visit.captures.change, photo, body))

    @Slot(str)
    def _on_turned(self, photo: str) -> None:
        capture = self.visit.captures.get(photo)
        data = (
            self.visit.captures.photo(capture.body.blob)
            if capture is not None and isinstance(capture.body, Photo)
            else None
        )
        if data is None:
            return
        job = Job(_("Turning a photo"), partial(_turn, photo, data), self)
        job.succeeded.connect(self._on_turn_made)
        job.failed.connect(self.refused)
        self.context.jobs.start(job)

    @Slot(object)
    def _on_turn_made(self, made: tuple[str, Picture]) -> None:
        photo, picture = made
        if self.visit.captures.get(photo) is not None:
            self.run(partial(self.visit.captures.replace_photo, photo, picture.data))

    @Slot(str)
    def _on_removed(self, capture: str) -> None:
        if self._editable():
            self.run(partial(self.visit.captures.remove, capture))

    @Slot(str, str)
    def _on_settled(self, finding: str, outcome: str) -> None:
        self.run(partial(self.visit.captures.settle, finding, outcome))

    @Slot(str)
    def _on_noted(self, text: str) -> None:
        """The note of a place is one capture; emptied, it is deleted."""
        note = self._note()
        captures = self.visit.captures
        if note is None and text.strip():
            body = Note(text=text, stage=_STAGE)
            self.run(partial(captures.record, body, self._place()))
        elif note is not None and text.strip():
            self.run(partial(captures.change, note.id, changed(note.body, text=text)))
        elif note is not None:
            self.run(partial(captures.remove, note.id))

    @Slot(str)
    def _on_followed(self, finding: str) -> None:
        self.go.emit(Target("feedback", capture=finding))

    @Slot()
    def _on_quick_asked(self) -> None:
        for action in self.window().actions():
            if action.data() is Do.QUICK:
                action.trigger()

    @Slot()
    def _on_notice_asked(self) -> None:
        self.go.emit(Target("hand_in"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewer.setGeometry(self.rect())
        spot = self.spot
        if spot is not None:
            self._show_head(spot)


class NoteOf:
    """A note with its id."""

    def __init__(self, capture: str, body: Note) -> None:
        self.id, self.body = capture, body


def _turn(photo: str, data: bytes, progress: Progress) -> tuple[str, Picture]:
    progress(0, 1)
    return photo, turned(data)


def _clock(at: datetime) -> str:
    """Formatting by pattern takes a tenth of a millisecond, too much for hundreds."""
    return f"{at.hour:02}:{at.minute:02}"


_STAGE = Stage.OBSERVATION.value


def _is_of_briefing(body: AnyBody) -> bool:
    """A note that was written elsewhere stands at no site either."""
    return isinstance(body, Note) and body.stage != _STAGE
