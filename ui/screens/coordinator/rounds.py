"""反馈: what happens after the evening: what is due, replies, versions, complaints, the end."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.changes import Changes
from app.errors import UserError
from app.i18n import N_, _, ngettext
from app.model.rounds import (
    Answer,
    Complaint,
    Party,
    PointKind,
    Reply,
    ReplyPoint,
    Rounds,
    Step,
    VersionKind,
)
from app.rules.calendar import Calendars
from app.rules.rounds import Stage, is_reviewed, next_step
from ui.context import Context
from ui.delegates.rows import FindingDelegate
from ui.icons import Icon
from ui.models.problems import Linked
from ui.models.rounds import (
    complaint_rows,
    issued_words,
    party_name,
    purpose,
    reply_rows,
    step_name,
    when_words,
)
from ui.screens.base import Screen, Target
from ui.screens.coordinator.board import Inset
from ui.screens.coordinator.rounds_holidays import HolidayOverlay
from ui.screens.coordinator.rounds_parts import StepsPart, VersionsPart
from ui.screens.coordinator.rounds_side import (
    COMPLAINTS,
    REPLIES,
    STEPS,
    TABS,
    VERSIONS,
    RoundsSide,
)
from ui.screens.coordinator.rounds_steps import Recorded
from ui.screens.coordinator.standing import Settling, target_of
from ui.theme import Tone
from ui.widgets.independence import Independence
from ui.widgets.lists import RowList
from ui.widgets.notices import EmptyState, Refusal
from ui.widgets.page import PageFrame, PageHead, Tab, TabStrip
from ui.widgets.stack import FrontLayout

if TYPE_CHECKING:
    from app.services.rounds import Leaving


class RoundsScreen(Screen):
    """Page `rounds`. Every tab has its list, and the side panel the form of what is chosen.

    Signals: those of `Screen`.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rounds = Rounds()
        self._stages: tuple[Stage, ...] = ()
        self._calendars = Calendars()
        self._shut, self._says_issued = True, False
        self.head = PageHead(_("Feedback rounds"), "", self)
        self.primary = self.head.primary("", Icon.TICK)
        self.notice = Refusal(self)
        self.tabs = TabStrip(self, name=_("Steps, replies, versions, complaints"))
        self.steps = StepsPart(self)
        self.replies = RowList(FindingDelegate(), self, name=_("Replies"))
        self.versions = VersionsPart(context, self)
        self.complaints = RowList(FindingDelegate(), self, name=_("Complaints"))
        self.empty = EmptyState("", self, icon=Icon.REPLIES)
        self.side = RoundsSide(self)
        self._build()
        self.holidays = HolidayOverlay(context.library.calendars, self)
        self._settling = Settling(self)
        self._connect()
        self._connect_forms()

    def _build(self) -> None:
        holder = QWidget(self)
        self._stack = FrontLayout(holder)
        for widget in (self.steps, self.replies, self.versions, self.complaints, self.empty):
            self._stack.addWidget(widget)
        self.frame = PageFrame(self.head, self.side, self)
        self.frame.add(self.tabs)
        self.frame.add(Inset(self.notice, self))
        self.frame.add(holder, 1)
        self.gate = Independence(self.context, _("Feedback rounds"), self.frame, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.gate)

    def _connect(self) -> None:
        self.primary.clicked.connect(self._on_primary)
        self.tabs.chosen.connect(self._on_tab)
        self.steps.chosen.connect(self._on_row)
        self.steps.opened.connect(self._on_opened)
        self.steps.holidays_asked.connect(self._on_holidays)
        self.replies.chosen.connect(self._on_row)
        self.replies.opened.connect(self._on_opened)
        self.complaints.chosen.connect(self._on_row)
        self.complaints.opened.connect(self._on_opened)
        self.empty.asked.connect(self._on_primary)
        self.versions.chosen.connect(self._on_row)
        self.versions.ready.connect(self._on_ready)
        self.versions.failed.connect(self._on_failed)
        self.versions.told.connect(self.told)
        self._settling.settled.connect(self._issue)
        self._settling.followed.connect(self._on_remark)
        self.holidays.kept.connect(self._on_holidays_kept)
        self.holidays.failed.connect(self.refused)
        self.holidays.told.connect(self.told)

    def _connect_forms(self) -> None:
        side = self.side
        side.step.recorded.connect(self._on_recorded)
        side.step.cleared.connect(self._on_cleared)
        side.reply.changed.connect(self._on_reply_changed)
        side.reply.point_asked.connect(self._on_point_asked)
        side.reply.removed.connect(self._on_reply_removed)
        side.point.changed.connect(self._on_point_changed)
        side.point.answered.connect(self._on_answered)
        side.point.removed.connect(self._on_point_removed)
        side.version.saved.connect(self.versions.save_version)
        side.version.marked.connect(self.versions.save_comparison)
        side.complaint.changed.connect(self._on_complaint_changed)
        side.complaint.removed.connect(self._on_complaint_removed)
        side.close_asked.connect(self._on_close)

    # What is shown

    def refresh(self) -> None:
        self._shut = self.gate.closed()
        if self._shut:
            return
        if self._says_issued:
            self.notice.hide()
            self._says_issued = False
        self._calendars, damaged = self.context.library.calendars.readable()
        if damaged is not None:
            self.notice.show_error(damaged)
        service = self.visit.rounds
        self._rounds = service.all()
        self._stages = service.timeline(self._calendars)
        self.head.set_title(_("Feedback rounds"), purpose(self._stages, self._rounds))
        self._show_tabs()
        self._fill()
        self._show_current()

    def _show_tabs(self) -> None:
        rounds = self._rounds
        waiting = sum(len(reply.open) for reply in rounds.replies)
        unseen = sum(not is_reviewed(one) for one in rounds.complaints)
        self.tabs.set_tabs(
            (
                Tab(STEPS, _("Deadlines")),
                Tab(REPLIES, _("Replies"), _figure(len(rounds.replies)), waiting),
                Tab(VERSIONS, _("Versions"), _figure(len(rounds.versions))),
                Tab(COMPLAINTS, _("Complaints"), _figure(len(rounds.complaints)), unseen),
            )
        )

    def _fill(self) -> None:
        rounds = self._rounds
        self.steps.show_stages(self._stages, self._calendars, self.visit.rounds.today)
        for listed, rows in (
            (self.replies, reply_rows(rounds.replies, self.visit.rounds.name_of)),
            (self.complaints, complaint_rows(rounds.complaints)),
        ):
            listed.set_rows(rows, "" if listed.current_id or not rows else rows[0].id)
        if self.tabs.current == VERSIONS:
            self.versions.show_rounds(rounds)

    def _show_current(self) -> None:
        tab, rounds = self.tabs.current, self._rounds
        lists = {
            REPLIES: (self.replies, rounds.replies),
            COMPLAINTS: (self.complaints, rounds.complaints),
        }
        widget: QWidget = {STEPS: self.steps, VERSIONS: self.versions}.get(tab, self.empty)
        if tab in lists:
            listed, there = lists[tab]
            widget = listed if there else self.empty
            self._teach(tab)
        self._stack.setCurrentWidget(widget)
        self.begin_at(self._list())
        self._show_primary()
        self._show_side()

    def _teach(self, tab: str) -> None:
        """What the tab is for, while there is nothing in it."""
        if tab == REPLIES:
            self.empty.set_sentence(
                _(
                    "Bureau, buyer, station and supervision centre answer to the draft.\n"
                    "What they say is noted here point by point, answered, and printed in the report."
                ),
                _("New reply"),
            )
            return
        posted = self._rounds.done(Step.POSTED) is not None
        self.empty.set_sentence(
            _("Nobody has complained. Once publicity is over the visit can be closed at the right.")
            if posted
            else _("Complaints come during publicity, which has not begun yet."),
            _("New complaint") if posted else "",
        )

    def _list(self) -> QWidget:
        return {
            STEPS: self.steps.list,
            REPLIES: self.replies,
            VERSIONS: self.versions.list,
            COMPLAINTS: self.complaints,
        }[self.tabs.current]

    def _show_primary(self) -> None:
        """The one thing that one comes to a tab for."""
        closed = self._rounds.closing is not None
        number = len(self._rounds.versions) + 1
        texts = {
            STEPS: (_("Record as done"), Icon.TICK),
            REPLIES: (_("New reply"), Icon.ADD),
            VERSIONS: (_("Issue version {number}").format(number=number), Icon.ISSUE),
            COMPLAINTS: (_("New complaint"), Icon.ADD),
        }
        text, icon = texts[self.tabs.current]
        self.primary.set_text(text)
        self.primary.set_icon(icon)
        stage = self._stage()
        of_step = stage is not None and stage.done is None and stage.step not in _NOT_RECORDED
        posted = self._rounds.done(Step.POSTED) is not None
        possible = {STEPS: of_step, COMPLAINTS: posted}.get(self.tabs.current, True)
        self.primary.setVisible(possible and not closed)

    def _show_side(self) -> None:
        {
            STEPS: self._show_step,
            REPLIES: self._show_reply,
            VERSIONS: self._show_version,
            COMPLAINTS: self._show_complaint,
        }[self.tabs.current]()
        self.side.show_end(self._rounds, shown=self.tabs.current == COMPLAINTS)

    def _show_step(self) -> None:
        stage = self._stage()
        if stage is None:
            self.side.show_nothing(_("No step chosen"))
            return
        closed = self._rounds.closing is not None
        self.side.step.show_stage(stage, self.visit.rounds.today, closed=closed)
        over = when_words(stage) if stage.since else ""
        self.side.open_form(self.side.step, step_name(stage.step), over, enabled=True)

    def _show_reply(self) -> None:
        reply, point = self._reply(), self._point()
        enabled = self._rounds.closing is None
        if reply is None:
            self.side.show_nothing(_("No reply chosen"))
        elif point is not None:
            self.side.point.show_point(point)
            title, over = self.side.head_of_point(reply, point)
            self.side.open_form(self.side.point, title, over, enabled=enabled)
        else:
            name = self.visit.rounds.name_of
            self.side.reply.show_reply(reply, name)
            title, over = self.side.head_of_reply(party_name(reply.party, name), reply)
            self.side.open_form(self.side.reply, title, over, enabled=enabled)

    def _show_version(self) -> None:
        version, earlier = self.versions.version, self.versions.earlier
        closed = self._rounds.closing is not None
        number = earlier.number if earlier else 0
        self.side.version.show_version(version, number, closed=closed)
        following = len(self._rounds.versions) + 1
        title, over = self.side.head_of_version(version, following)
        self.side.open_form(self.side.version, title, over, enabled=True)

    def _show_complaint(self) -> None:
        one = self._complaint()
        if one is None:
            self.side.show_nothing(_("No complaint chosen"))
            return
        self.side.complaint.show_complaint(one)
        title, over = self.side.head_of_complaint(one)
        enabled = self._rounds.closing is None
        self.side.open_form(self.side.complaint, title, over, enabled=enabled)

    def _stage(self) -> Stage | None:
        wanted = self.steps.list.current_id
        return next((one for one in self._stages if one.step.value == wanted), None)

    def _reply(self) -> Reply | None:
        wanted = self.replies.current_id.partition("/")[0]
        return next((one for one in self._rounds.replies if one.id == wanted), None)

    def _point(self) -> ReplyPoint | None:
        reply, wanted = self._reply(), self.replies.current_id.partition("/")[2]
        points = reply.points if reply else ()
        return next((one for one in points if one.id == wanted), None)

    def _complaint(self) -> Complaint | None:
        wanted = self.complaints.current_id
        return next((one for one in self._rounds.complaints if one.id == wanted), None)

    # What the window asks of a page

    def refused(self, error: UserError) -> None:
        self.notice.show_error(error)

    def flush(self) -> None:
        self.side.flush()

    def reveal(self, target: Target) -> None:
        """A tab in `place`, and what is to be chosen in it in `item`."""
        if self._stale:
            self._refresh_now()
        if self._shut:
            return
        if target.place in TABS:
            self.tabs.choose(target.place)
        if target.item:
            for listed in (self.steps.list, self.replies, self.complaints):
                listed.set_current(target.item)
            self._show_side()

    def own_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            (_("To the form of the step; from there record it as done"), ("Ctrl", "Enter")),
            (_("Months of the calendar"), ("PgUp", "PgDn")),
        )

    def next_open(self) -> None:
        """The next step, point or complaint that waits for somebody."""
        if self._shut:
            return
        self.flush()
        acts = {REPLIES: self._next_point, COMPLAINTS: self._next_complaint}
        acts.get(self.tabs.current, self._next_step)()

    def done(self) -> None:
        """Ctrl+Enter: from the form the step is done, to the form otherwise; else on to what is open."""
        if self._shut or self.tabs.current != STEPS or self.primary.isHidden():
            self.next_open()
        elif self.side.step.has_keyboard:
            self.side.step.send()
        else:
            self.frame.open_drawer()
            self.side.step.begin()
            self.told.emit(_("Say what went to whom; Ctrl+Enter then records the step as done."))

    def _next_step(self) -> None:
        self.tabs.choose(STEPS)
        stage = next_step(self._stages)
        if stage is None:
            self.told.emit(_("Every step is done."))
            return
        self.steps.list.set_current(stage.step.value)
        self.steps.mark_chosen()
        self._show_current()
        self.steps.list.setFocus()

    def _next_point(self) -> None:
        ids = [f"{r.id}/{p.id}" for r in self._rounds.replies for p in r.open]
        self._go_on(self.replies, ids, _("Every point is answered."))

    def _next_complaint(self) -> None:
        ids = [one.id for one in self._rounds.complaints if not is_reviewed(one)]
        self._go_on(self.complaints, ids, _("Every complaint is reviewed."))

    def _go_on(self, listed: RowList, waiting: list[str], otherwise: str) -> None:
        if not waiting:
            self.told.emit(otherwise)
            return
        order = [row.id for row in listed.rows.rows]
        here = order.index(listed.current_id) if listed.current_id in order else -1
        after = (one for one in waiting if order.index(one) > here)
        listed.set_current(next(after, waiting[0]))
        self._show_side()
        listed.setFocus()

    # What the user does

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self.flush()
        self.notice.hide()
        if self.tabs.current == VERSIONS:
            self.versions.show_rounds(self._rounds)
        self._show_current()
        self.enter()

    @Slot(str)
    def _on_row(self, _row: str) -> None:
        """What is typed belongs to what was shown until now."""
        self.flush()
        if self._shut:
            return
        self.steps.mark_chosen()
        self._show_primary()
        self._show_side()

    @Slot(str)
    def _on_opened(self, _row: str) -> None:
        """Return goes on to the form."""
        self.frame.open_drawer()
        self.side.take_keyboard()

    @Slot()
    def _on_primary(self) -> None:
        self.notice.hide()
        {
            STEPS: self.side.step.send,
            REPLIES: self._new_reply,
            VERSIONS: self._issue,
            COMPLAINTS: self._new_complaint,
        }[self.tabs.current]()

    @Slot(object)
    def _on_recorded(self, given: Recorded) -> None:
        service, fresh = self.visit.rounds, self._rounds.done(given.step) is None
        made = self.run(lambda: service.record(given.step, given.on, self._calendars, given.sent))
        if made is not None and fresh:
            self.notice.hide()
            self._next_step()

    @Slot(object)
    def _on_cleared(self, step: Step) -> None:
        self.run(lambda: self.visit.rounds.clear(step))

    def _new_reply(self) -> None:
        """Of the first party that has not answered to the last version."""
        service, rounds = self.visit.rounds, self._rounds
        last = len(rounds.versions)
        heard = {reply.party for reply in rounds.replies if reply.version == last}
        party = next((one for one in Party if one not in heard), Party.BUREAU)
        before = {reply.id for reply in rounds.replies}
        if self.run(lambda: service.reply(party, service.today)) is None:
            return
        made = next(one.id for one in service.all().replies if one.id not in before)
        self._choose(self.replies, made)

    def _new_complaint(self) -> None:
        service = self.visit.rounds
        before = {one.id for one in self._rounds.complaints}
        if self.run(lambda: service.complain(service.today)) is None:
            return
        made = next(one.id for one in service.all().complaints if one.id not in before)
        self._choose(self.complaints, made)

    def _choose(self, listed: RowList, wanted: str) -> None:
        listed.set_current(wanted)
        self._show_current()
        self.frame.open_drawer()
        self.side.take_keyboard()

    @Slot(object)
    def _on_reply_changed(self, fields: dict[str, object]) -> None:
        reply = self._reply()
        if reply is not None:
            self.run(lambda: self.visit.rounds.edit_reply(reply.id, **fields))

    @Slot(object)
    def _on_point_asked(self, kind: PointKind) -> None:
        reply, service = self._reply(), self.visit.rounds
        if reply is None:
            return
        self.flush()
        if self.run(lambda: service.add_point(reply.id, kind)) is not None:
            made = next(one for one in service.all().replies if one.id == reply.id).points[-1]
            self._choose(self.replies, f"{reply.id}/{made.id}")

    @Slot()
    def _on_reply_removed(self) -> None:
        reply = self._reply()
        if reply is not None:
            self.run(lambda: self.visit.rounds.remove_reply(reply.id))

    @Slot(object)
    def _on_point_changed(self, fields: dict[str, object]) -> None:
        reply, point = self._reply(), self._point()
        if reply is not None and point is not None:
            self.run(lambda: self.visit.rounds.edit_point(reply.id, point.id, **fields))

    @Slot(object, str)
    def _on_answered(self, answer: Answer, words: str) -> None:
        reply, point = self._reply(), self._point()
        if reply is not None and point is not None:
            self.run(lambda: self.visit.rounds.answer(reply.id, point.id, answer, words))

    @Slot()
    def _on_point_removed(self) -> None:
        reply, point = self._reply(), self._point()
        if reply is not None and point is not None:
            self.run(lambda: self.visit.rounds.remove_point(reply.id, point.id))

    @Slot()
    def _issue(self) -> None:
        self.flush()
        self.primary.setEnabled(False)
        self.versions.issue(self.side.version.wanted)

    @Slot(object, object)
    def _on_ready(self, leaving: "Leaving", kind: VersionKind) -> None:
        form, service = self.side.version, self.visit.rounds
        before, known = service.all(), self._calendars
        to, note = form.to.text(), form.note.text()
        made = self.run(
            lambda: service.issue(leaving, kind=kind, to=to, note=note, calendars=known)
        )
        self.primary.setEnabled(True)
        if made is not None:
            form.emptied()
            self.notice.hide()
            self._tell_issued(before, leaving.musts)

    def _tell_issued(self, before: Rounds, musts: int) -> None:
        """That it is kept, which step is done with it, and what the final one will ask for."""
        after = self.visit.rounds.all()
        number = len(after.versions)
        self.told.emit(_("Version {number} is kept as it went out.").format(number=number))
        words = issued_words(before, after, musts)
        if words:
            tone = Tone.CONCERN if musts else Tone.PRAISE
            kept = _("Version {number} is kept as it went out.").format(number=number)
            self.notice.show_text(kept, " ".join(words), tone=tone)
            self._says_issued = True

    @Slot(object)
    def _on_remark(self, linked: Linked) -> None:
        self.go.emit(target_of(linked))

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        """A final version with something open names how much; the report page lists it."""
        self.primary.setEnabled(True)
        number = len(self._rounds.versions) + 1
        if self._settling.holds(error, _("Issue version {number}").format(number=number)):
            return
        still = len(getattr(error, "problems", ()))
        if not still:
            self.refused(error)
            return
        rest = ngettext(
            "{count} thing in the list of problems must be settled first.",
            "{count} things in the list of problems must be settled first.",
            still,
        )
        what = _("The final report cannot be exported yet.")
        self.notice.show_text(what, rest.format(count=still))

    @Slot(object)
    def _on_complaint_changed(self, fields: dict[str, object]) -> None:
        one = self._complaint()
        if one is not None:
            self.run(lambda: self.visit.rounds.edit_complaint(one.id, **fields))

    @Slot()
    def _on_complaint_removed(self) -> None:
        one = self._complaint()
        if one is not None:
            self.run(lambda: self.visit.rounds.remove_complaint(one.id))

    @Slot()
    def _on_close(self) -> None:
        service, closed = self.visit.rounds, self._rounds.closing is not None
        grade = self.visit.merging.outcome.grade or ""
        self.flush()
        self.run(service.reopen if closed else lambda: service.close(grade=grade))

    @Slot()
    def _on_holidays(self) -> None:
        stage = self._stage()
        day = (stage.due if stage else None) or self.visit.rounds.today
        self.holidays.open_at(day, self.visit.rounds.today)

    @Slot()
    def _on_holidays_kept(self) -> None:
        """Whatever shows a date reads it again, the rail too."""
        changes = Changes(frozenset({"holidays"}), N_("Change the holidays"))
        self.context.bus.announce(changes, self)


_NOT_RECORDED = (Step.VISIT, Step.REVIEW, Step.FINAL)


def _figure(count: int) -> str:
    return str(count) if count else ""
